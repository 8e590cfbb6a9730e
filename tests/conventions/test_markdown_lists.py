"""Lists of contents in Markdown, as mdBook, GitBook and docsify have them: what each entry stands for."""

from pathlib import Path

import pytest
from manuscripts import MDBOOK, pages, places, read, write

from studypress.manuscript import read_manuscript
from studypress.problems import BookError


@pytest.mark.parametrize(
    "address",
    ["第 1 章.md", "<第 1 章.md>", "%E7%AC%AC%201%20%E7%AB%A0.md",
     "./第 1 章.md", "x/../第 1 章.md", "第 1 章", "第 1 章.html",
     "第 1 章.md#top", ".\\第 1 章.md", '<第 1 章.md> "a title"'],
)  # fmt: skip
def test_an_address_is_understood_however_it_is_written(tmp_path: Path, address: str) -> None:
    manuscript, problems = read(tmp_path, {"SUMMARY.md": f"* [A]({address})", "第 1 章.md": "# A", "b.md": "B"})
    assert (places(manuscript), problems) == ([(1, "第 1 章.md")], [])


def test_links_below_a_page_to_its_own_headings_are_no_pages(tmp_path: Path) -> None:
    summary = "* [A](a.md)\n  * [A1](a.md#one)\n  * [A2](a.md#two)\n* [B](b.md)\n"
    manuscript, problems = read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md"))
    assert (places(manuscript), problems) == ([(1, "a.md"), (1, "b.md")], [])


def test_links_of_docsify_to_the_headings_of_a_page_are_no_pages(tmp_path: Path) -> None:
    sidebar = "- [A](a)\n  - [A1](a?id=one)\n- **B**\n  - [B1](b?id=one)\n  - [B2](b?id=two)\n"
    manuscript, problems = read(tmp_path, {"_sidebar.md": sidebar} | pages("a.md"))
    assert places(manuscript) == [(1, "a.md")]
    assert {str(found.message) for found in problems} == {"b is not there; the book is made without it."}


def test_nothing_outside_the_folder_is_listed_into_the_book(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    book = write(tmp_path / "book", {"SUMMARY.md": "* [A](a.md)\n* [S](../secret.md)\n* [L](link.md)", "a.md": "A"})
    (book / "link.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(BookError) as caught:
        read_manuscript(book)
    refused = [str(problem.place) for problem in caught.value.problems if problem.code == "outside-folder"]
    assert refused == ["SUMMARY.md:2", "SUMMARY.md:3"]


def test_a_list_that_is_a_link_to_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "SUMMARY.md").write_text("- [B](b.md)")
    book = write(tmp_path / "book", {"a.md": "A", "b.md": "B"})
    (book / "_sidebar.md").symlink_to(tmp_path / "SUMMARY.md")
    assert places(read_manuscript(book)[0]) == [(1, "a.md"), (1, "b.md")]


def test_lists_indented_by_any_measure_are_nested(tmp_path: Path) -> None:
    summary = "1. [A](a.md)\n    1. [B](b.md)\n        - [C](c.md)\n\n\t- [D](d.md)\n2. [E](e.md)\n"
    manuscript, _ = read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md", "c.md", "d.md", "e.md"))
    assert places(manuscript) == [(1, "a.md"), (2, "b.md"), (3, "c.md"), (2, "d.md"), (1, "e.md")]


def placed(root: Path, files: dict[str, str]) -> list[tuple[int, str, bool]]:
    """The level and the file of each page in order, and whether it stands uncounted."""
    return [(file.level, file.path, file.uncounted) for file in read(root, files)[0].chapters]


def test_chapters_may_hang_below_the_page_of_the_whole_book(tmp_path: Path) -> None:
    listed = "* [目录](README.md)\n    * [A](c/a.md)\n        * [B](c/b.md)\n    * [D](c/d.md)\n"
    files = {"docs/_sidebar.md": listed} | pages("docs/README.md", "docs/c/a.md", "docs/c/b.md", "docs/c/d.md")
    assert placed(tmp_path, files) == [
        (1, "docs/README.md", True),
        (1, "docs/c/a.md", False),
        (2, "docs/c/b.md", False),
        (1, "docs/c/d.md", False),
    ]


def test_emphasis_in_emphasis_has_no_bound(tmp_path: Path) -> None:
    deep = f"{'*a **b ' * 2_000}{' b** a*' * 2_000}"
    book = write(tmp_path, {"SUMMARY.md": f"* [{deep}](a.md)\n", "a.md": f"# {deep}\n", "b.md": "# B\n"})
    assert read_manuscript(book)[0].chapters[0].listed.startswith("a b a b")
    (book / "SUMMARY.md").unlink()
    assert len(read_manuscript(book)[0].chapters) == 2, "each is asked for its title"


def test_chapters_may_hang_below_the_name_of_the_list(tmp_path: Path) -> None:
    files = {"_sidebar.md": "- 目录\n  - [A](a.md)\n  - [B](b.md)\n"} | pages("a.md", "b.md")
    assert placed(tmp_path, files) == [(1, "a.md", False), (1, "b.md", False)]


def test_a_single_chapter_keeps_its_sections(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](c/README.md)\n  - [B](b.md)\n"} | pages("c/README.md", "b.md")
    assert placed(tmp_path, files) == [(1, "c/README.md", False), (2, "b.md", False)]


def test_a_book_is_not_called_by_the_marks_of_docsify(tmp_path: Path) -> None:
    files = {"_sidebar.md": "- [A](a.md)", "README.md": "# 力学 {docsify-ignore-all}\n", "a.md": "# A"}
    assert read(tmp_path, files)[0].config.title == "力学"


def test_entries_in_comments_are_none(tmp_path: Path) -> None:
    summary = "- [A](a.md)\n\n<!--\n- [B](b.md)\n-->\n"
    assert places(read(tmp_path, {"SUMMARY.md": summary} | pages("a.md", "b.md"))[0]) == [(1, "a.md")]


def test_what_stands_before_and_after_the_list_is_not_counted(tmp_path: Path) -> None:
    summary = "# Summary\n\n[Foreword](f.md)\n\n# One\n\n- [A](a.md)\n\n---\n\n[About](z.md)\n"
    files = {"book.toml": MDBOOK, "src/SUMMARY.md": summary}
    manuscript, _ = read(tmp_path, files | pages("src/f.md", "src/a.md", "src/z.md"))
    found = [(file.path, file.uncounted) for file in manuscript.chapters]
    assert found == [("src/f.md", True), ("src/SUMMARY.md", False), ("src/a.md", False), ("src/z.md", True)]


def test_a_heading_without_a_page_is_a_chapter_when_it_is_called_one(tmp_path: Path) -> None:
    called = "- 第一章 力\n  - [A](a.md)\n"
    manuscript, _ = read(tmp_path / "1", {"SUMMARY.md": called} | pages("a.md"))
    assert [(file.level, file.title or file.path) for file in manuscript.chapters] == [
        (1, "第一章 力"),
        (2, "A"),
    ]
    manuscript, _ = read(tmp_path / "2", {"SUMMARY.md": "- 第一部分 力学\n  - [A](a.md)\n"} | pages("a.md"))
    assert [(file.level, file.path) for file in manuscript.chapters][-1] == (1, "a.md")
