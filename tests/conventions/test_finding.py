"""The book of another tool is known by its list of contents, and its settings count where ours are silent."""

from pathlib import Path

import pytest
from manuscripts import MDBOOK, names, pages, places, read, write

from studypress.manuscript import read_manuscript
from studypress.problems import BookError


@pytest.mark.parametrize(
    ("files", "source", "found"),
    [
        ({"book.toml": MDBOOK, "src/SUMMARY.md": "- [A](a.md)", "src/a.md": "A"}, "src/SUMMARY.md", "src/a.md"),
        ({"book.toml": '[book]\nsrc = "t"', "t/SUMMARY.md": "- [A](a.md)", "t/a.md": "A"}, "t/SUMMARY.md", "t/a.md"),
        ({"book.toml": '[book]\nsrc = "."', "SUMMARY.md": "- [A](a.md)", "a.md": "A"}, "SUMMARY.md", "a.md"),
        ({"SUMMARY.md": "* [A](a.md)", "a.md": "A"}, "SUMMARY.md", "a.md"),
        ({"book.json": '{"root": "./d"}', "d/SUMMARY.md": "* [A](a.md)", "d/a.md": "A"}, "d/SUMMARY.md", "d/a.md"),
        ({"book.json": '{"structure": {"summary": "l.md"}}', "l.md": "* [A](a.md)", "a.md": "A"}, "l.md", "a.md"),
        ({"_sidebar.md": "* [A](a)", "a.md": "A"}, "_sidebar.md", "a.md"),
        ({"docs/_sidebar.md": "* [A](/sub/)", "docs/sub/README.md": "A"}, "docs/_sidebar.md", "docs/sub/README.md"),
    ],
)  # fmt: skip
def test_each_tool_is_known_by_its_list(tmp_path: Path, files: dict[str, str], source: str, found: str) -> None:
    manuscript, problems = read_manuscript(write(tmp_path, files | {"other.md": "no chapter"}))
    assert places(manuscript) == [(1, found)]
    assert [(problem.code, problem.place.path) for problem in problems] == [("contents-list", source)]


def test_our_own_list_wins_and_the_first_tool_comes_before_the_next(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](a.md)", "_sidebar.md": "- [B](b.md)", "a.md": "A", "b.md": "B", "c.md": "C"}
    assert places(read(tmp_path, files)[0]) == [(1, "a.md")]
    manuscript, problems = read_manuscript(write(tmp_path, {"book.toml": 'chapters = ["c.md"]'}))
    assert places(manuscript) == [(1, "c.md")]
    assert {problem.code for problem in problems} == {"skipped-file"}


def test_a_drawing_of_a_vault_is_no_chapter(tmp_path: Path) -> None:
    manuscript, problems = read(tmp_path, {"a.md": "A", "b/c.excalidraw.md": "---\nx: y\n---\n# Drawing"})
    assert places(manuscript) == [(1, "a.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "b/c.excalidraw.md")]


def test_a_list_without_a_page_is_none(tmp_path: Path) -> None:
    manuscript, problems = read_manuscript(write(tmp_path, {"_sidebar.md": "# Side\n\ntext", "a.md": "A"}))
    assert places(manuscript) == [(1, "a.md")]
    assert [(problem.code, problem.place.path) for problem in problems] == [("skipped-file", "_sidebar.md")]


def test_title_and_authors_are_the_tools_unless_we_say_otherwise(tmp_path: Path) -> None:
    files = {"book.toml": MDBOOK, "src/SUMMARY.md": "- [A](a.md)", "src/a.md": "A"}
    config = read(tmp_path, files)[0].config
    assert (config.title, names(config), config.language) == ("Forces", ("A", "B"), "en")
    config = read(tmp_path, {"studypress.toml": 'title = "力"\nlanguage = "zh"'})[0].config
    assert (config.title, names(config), config.language) == ("力", ("A", "B"), "zh-Hans")


@pytest.mark.parametrize("listed", ["SUMMARY.md", "docs/_sidebar.md"])
def test_a_book_without_a_title_is_called_as_its_readme(tmp_path: Path, listed: str) -> None:
    folder = "docs/" if "/" in listed else ""
    files = {listed: "* [A](a.md)\n* [B](b.md)", f"{folder}README.md": "text\n\n# 高等*力学* [教程](x)\n\n# 二\n"}
    manuscript, _ = read(tmp_path, files | pages(f"{folder}a.md", f"{folder}b.md"))
    assert manuscript.config.title == "高等力学 教程"


def test_docsify_names_its_book_in_the_page_that_shows_it(tmp_path: Path) -> None:
    page = "<meta name='x'><script>window.$docsify = {\n  repo: 'a',\n  name: '力学',\n}</script>"
    files = {"docs/_sidebar.md": "* [A](a)", "docs/a.md": "A", "docs/index.html": page, "docs/README.md": "# 别的"}
    assert read(tmp_path, files)[0].config.title == "力学"


def test_a_book_of_mdbook_beside_a_program_is_found_in_its_folder_unless_other_notes_are_there(tmp_path: Path) -> None:
    files = {
        "docs/book.toml": '[book]\ntitle = "核"\n',
        "docs/src/SUMMARY.md": "- [乙](b.md)\n- [甲](a.md)\n",
    } | pages("README.md", "code/README.md", "docs/src/a.md", "docs/src/b.md")
    manuscript, _ = read(tmp_path / "one", files)
    assert (manuscript.contents, manuscript.config.title) == ("docs/src/SUMMARY.md", "核")
    assert [path for _, path in places(manuscript)] == ["docs/src/b.md", "docs/src/a.md"]
    for more in ({"物理/力.md": "# 力\n"}, {"book2/book.toml": "[book]\n"}):
        manuscript, _ = read(tmp_path / next(iter(more))[0], files | more)
        assert manuscript.contents == ""


def test_docsify_may_call_its_lists_by_another_name(tmp_path: Path) -> None:
    page = "<script>window.$docsify = {name: '编译', loadSidebar: 'toc.md', loadFooter: 'foot.md'}</script>"
    files = {
        "docs/index.html": page,
        "docs/toc.md": "* [前](/a/)\n  * [乙](/a/b)\n* [后](/c/)\n",
        "docs/c/toc.md": "* [开](/c/)\n* [丁](/c/d)\n",
    } | pages("docs/README.md", "docs/foot.md", "docs/a/README.md", "docs/a/b.md", "docs/c/README.md", "docs/c/d.md")
    manuscript, _ = read(tmp_path, files)
    assert (manuscript.contents, manuscript.config.title) == ("docs/toc.md", "编译")
    found = [path for _, path in places(manuscript)]
    assert found == ["docs/a/README.md", "docs/a/b.md", "docs/c/README.md", "docs/c/d.md"]


def test_gitbook_names_its_author_in_json(tmp_path: Path) -> None:
    files = {
        "book.json": '{"title": "力", "author": "李", "language": "zh-tw"}',
        "SUMMARY.md": "* [A](a.md)",
        "a.md": "A",
    }
    config = read(tmp_path, files)[0].config
    assert (config.title, names(config), config.language) == ("力", ("李",), "zh-Hant")


def test_variables_of_honkit_are_their_values_and_what_is_for_a_site_alone_is_left_out(tmp_path: Path) -> None:
    text = (
        "# A\n\n第 {{ book.edition }} 版，{{book.none}}，{% raw %}{{ book.edition }}{% endraw %}。\n"
        '{% if output.name == "website" %}\n网\n{% if book.draft %}稿{% endif %}\n{% else %}\n书\n{% endif %}\n'
        "{% if book.draft %}稿{% endif %}{% if true %}{% if output.name != 'website' %}纸{% endif %}{% endif %}"
        "{% if user %}甲{% endif %}{% if output.name == 'website' %}乙\n"
    )
    settings = '{"variables": {"edition": 2, "draft": false, "none": ["x"]}}'
    (page,) = read(tmp_path, {"book.json": settings, "SUMMARY.md": "* [A](a.md)", "a.md": text})[0].chapters
    assert page.text.split("\n")[2:] == [
        "第 2 版，{{book.none}}，{% raw %}{{ book.edition }}{% endraw %}。",
        *("", "", "", "", "书", ""),
        "纸{% if user %}甲{% endif %}{% if output.name == 'website' %}乙",
        "",
    ]


def test_our_own_file_keeps_its_strictness(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        read_manuscript(write(tmp_path, {"book.toml": '[book]\ntitle = "x"\n\n[pdf]\npage = "A5"\n', "a.md": "A"}))
    assert [problem.code for problem in caught.value.problems] == ["config-unknown-key"]


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"root": 5, "title": ["x"], "structure": "y"}', "\0", "null"])
def test_broken_settings_of_a_tool_are_no_reason_to_stop(tmp_path: Path, text: str) -> None:
    manuscript, _ = read(tmp_path, {"book.json": text, "SUMMARY.md": "* [A](a.md)", "a.md": "# A"})
    assert places(manuscript) == [(1, "a.md")]
