"""Links and pictures named as in a vault of notes, ids of blocks, and other addresses that CommonMark does not read."""

from pathlib import Path

import pytest
from limits import within
from study_samples import resolved, told

from studypress.config import BookConfig
from studypress.figures.finding import Finder
from studypress.manuscript import Manuscript, SourceFile, Vault, read_manuscript
from studypress.markdown import parse
from studypress.model import Book, Footnote, Image, Link
from studypress.problems import Problem
from studypress.resolve import resolve
from studypress.tree import plain_text, walk

VAULT = {
    "1.md": "",
    "深/处/笔记 一.md": "# 笔记\n\n## 一节\n\n文 ^blk\n\n| a |\n|---|\n\n^tab\n",
    "深/笔记 一.md": "# 浅\n",
    "b.md": "# 乙\n",
    "图/图 1.PNG": "x",
    "code.py": "x",
}


def book_of(folder: Path, text: str) -> tuple[Book, list[Problem]]:
    for name, content in (VAULT | {"1.md": f"# 甲\n\n## 此\n\n{text}\n"}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf8")
    manuscript, _ = read_manuscript(folder)
    book, problems = parse(manuscript)
    book, found = resolve(book, folder)
    return book, problems + found


def links(book: Book) -> list[tuple[str, str]]:
    return [(plain_text(node.children), node.target) for node in walk(book.chapters[0]) if isinstance(node, Link)]


@pytest.mark.parametrize(
    ("typed", "words", "target"),
    [
        ("[[b]]", "b", "#c2"),
        ("[[b.md]]", "b", "#c2"),
        ("[[B|乙章]]", "乙章", "#c2"),
        ("[[笔记 一]]", "笔记 一", "#c4"),
        ("[[深/处/笔记 一]]", "笔记 一", "#c3"),
        ("[[处/笔记 一#一节]]", "笔记 一 › 一节", "#c3-s1"),
        ("[[处/笔记 一#笔记#一节|那节]]", "那节", "#c3-s1"),
        ("[[处/笔记 一#^blk]]", "笔记 一", "#c3-a1"),
        ("[[处/笔记 一#^tab|表]]", "表", "#c3-a1"),
        ("[[#此]]", "此", "#c1-s1"),
        ("[[乙]]", "乙", "#c2"),  # by the title of a chapter, as Logseq does
        ("![[乙]]", "乙", "#c2"),
        ("[字](b.md 'x')", "字", "#c2"),
        ("[字](深/处/笔记 一.md#一节)", "字", "#c3-s1"),
        ("[字](深/处/笔记%20一.md)", "字", "#c3"),
        ('[字]({{< ref "b.md" >}})', "字", "#c2"),
        ('[字]({{% relref "/b.md" %}})', "字", "#c2"),
        ("[字]({% link b.md %})", "字", "#c2"),
        ("[字]({{ site.baseurl }}/b.html)", "字", "#c2"),
        ("[[1]](b.md)", "[1]", "#c2"),
        ("[[1]]", "1", "#c1"),
    ],
)
def test_what_is_named_is_found(tmp_path: Path, typed: str, words: str, target: str) -> None:
    book, problems = book_of(tmp_path, f"前{typed}后")
    assert links(book) == [(words, target)]
    assert plain_text(book.chapters[0].blocks) == f"此前{words}后"
    assert problems == []


def test_a_bracket_that_is_escaped_is_a_letter_of_the_link(tmp_path: Path) -> None:
    """As calls of notes are, where they were pasted from a page."""
    book, _ = book_of(tmp_path, r"前[[b\]](https://example.org/#fn1)后")
    assert links(book) == [("b]", "https://example.org/#fn1")]
    assert plain_text(book.chapters[0].blocks) == "此前[b]后"


def test_links_may_stand_side_by_side(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path, "[[b]][[# 此]] a[[1]][[2]]")
    assert [words for words, _ in links(book)] == ["b", "此"]


def test_a_note_in_its_place_may_hold_some(tmp_path: Path) -> None:
    book, problems = book_of(tmp_path, "文^[见 [[b]] 与 [[b|乙书]]，[丙](b.md)]。")
    assert (plain_text(book.chapters[0].blocks), problems) == ("此文。", [])
    assert [plain_text(note) for note in walk(book, Footnote)] == ["见 b 与 乙书，丙"]


def test_a_bar_in_a_table_is_escaped(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path, "| a | b |\n|---|---|\n| [[b\\|乙章]] | 2 |")
    assert links(book) == [("乙章", "#c2")]


@pytest.mark.parametrize(
    "text",
    [
        "a[[1]]",
        "x[[no]]",
        "[[99]]",
        'df[["列"]]',
        "m[[1, 2]]",
        "[[ ]]",
        "[[]]",
        "[[-1]]",
        "f()[[b2]]",
        "[[a]",
        "`[[b]]`",
    ],
)
def test_an_index_of_an_array_stays_as_typed(tmp_path: Path, text: str) -> None:
    book, problems = book_of(tmp_path, text)
    assert links(book) == []
    assert plain_text(book.chapters[0].blocks) == "此" + text.strip("`")
    assert problems == []


def test_what_is_not_there_shows_its_words(tmp_path: Path) -> None:
    book, problems = book_of(tmp_path, "见[[没有|那里]]与[[b#没有]]。")
    assert plain_text(book.chapters[0].blocks) == "此见那里与b › 没有。"
    assert links(book) == [("b › 没有", "#c2")]
    assert told(problems) == ["broken-link 1.md:5", "broken-link 1.md:5"]


def test_brackets_that_lead_nowhere_stay_outside_of_vaults(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 甲\n\n## 此\n\n记作 [[Notation]]，见 [[b]]。\n", encoding="utf8")
    (tmp_path / "b.md").write_text("# 乙\n", encoding="utf8")

    def shown() -> str:
        book, _ = resolve(parse(read_manuscript(tmp_path)[0])[0], tmp_path)
        return plain_text(book.chapters[0].blocks)

    assert shown() == "此记作 [[Notation]]，见 b。"
    (tmp_path / "b.md").write_text(
        "# 乙\n\n文 ^block\n", encoding="utf8"
    )  # a vault's mark; its settings are often not there
    assert shown() == "此记作 Notation，见 b。"
    (tmp_path / "b.md").write_text("# 乙\n", encoding="utf8")
    (tmp_path / ".obsidian").mkdir()
    assert shown() == "此记作 Notation，见 b。"


def test_a_note_of_a_vault_has_the_name_that_others_link_to_and_templates_are_none(tmp_path: Path) -> None:
    files = {
        ".obsidian/templates.json": '{"folder": "模板/"}',
        "模板/日记.md": "# {{title}}\n",
        "1 细胞.md": "## 结构\n\n文\n",
        "2.md": "## 2. 组织\n\n文\n",
        "3 器官.md": "## 第三节 构造\n\n文\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf8")

    def titles() -> list[str]:
        return [plain_text(chapter.title) for chapter in parse(read_manuscript(tmp_path)[0])[0].chapters]

    assert titles() == ["1 细胞", "2. 组织", "第三节 构造"]
    (tmp_path / "2.md").write_text("## 2. 组织\n\n```dataview\nLIST\n```\n", encoding="utf8")
    assert told(parse(read_manuscript(tmp_path)[0])[1]) == ["unknown-shortcode 2.md:3"]
    (tmp_path / ".obsidian" / "templates.json").unlink()
    (tmp_path / ".obsidian").rmdir()
    assert titles() == ["结构", "2. 组织", "第三节 构造", "{{title}}"]


@pytest.mark.parametrize(
    ("typed", "source", "width", "alt"),
    [
        ("![[图 1.png]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "", ""),
        ("![[图/图 1.png|200]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "200px", ""),
        ("![[图 1.png|说明|200x100]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "200px", "说明"),
        ("![[图 1.png#边框]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "", ""),
        ("![[图 1.png|left hsmall|100]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "100px", ""),
        ("![[图 1.png|left hand]]", "%E5%9B%BE/%E5%9B%BE%201.PNG", "", "left hand"),
        ("![[没有.png]]", "%E6%B2%A1%E6%9C%89.png", "", ""),
    ],
)
def test_a_picture_is_found_by_its_name(tmp_path: Path, typed: str, source: str, width: str, alt: str) -> None:
    book, _ = book_of(tmp_path, typed)
    (image,) = (node for node in walk(book) if isinstance(node, Image))
    assert (image.source, image.width, image.alt) == (source, width, alt)


def test_a_file_that_is_no_chapter_is_told(tmp_path: Path) -> None:
    book, problems = book_of(tmp_path, "[[code.py]]")
    assert links(book) == []
    assert told(problems) == ["link-to-file 1.md:5"]


def test_the_nearest_of_equal_names_counts(tmp_path: Path) -> None:
    for name in ("a/x.md", "a/b/y.md", "a/b/x.md", "x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    vault = Vault(tmp_path)
    assert [vault.find("x", base) for base in ("a/b/y.md", "a/z.md", "q/z.md")] == ["a/b/x.md", "a/x.md", "x.md"]
    assert [vault.find(name, "") for name in ("b/x", "X.MD", "../x", "/x", "none")] == [
        "a/b/x.md",
        "x.md",
        "",
        "x.md",
        "",
    ]


def test_copies_that_programs_put_there_are_not_meant(tmp_path: Path) -> None:
    for name in ("_site/x.md", "dist/x.png", "__pycache__/z.md", "deep/down/x.md", ".hidden.md", "_book/y.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    vault = Vault(tmp_path, ["_book/y.md"])
    found = [vault.find(name, "1.md") for name in ("x", "x.png", "z", ".hidden", "y")]
    assert found == ["deep/down/x.md", "", "", "", "_book/y.md"]
    assert "The nearest" not in str(Finder(tmp_path).nearest(tmp_path / "x.png", "1.md"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("文字 ^abc123", "文字"),
        ("- 项 ^x1y2z3", "项"),
        ("面积 ^2", "面积 ^2"),
        ("文字 ^named", "文字 ^named"),
        ("文字 ^named\n\n见[[#^named|那段]]", "文字见那段"),
    ],
)
def test_the_id_of_a_block_is_not_printed(text: str, shown: str) -> None:
    book, problems = resolved(f"# 甲\n\n{text}\n")
    assert plain_text(book.chapters[0].blocks) == shown
    assert problems == []


@pytest.mark.parametrize(
    "mark", ["[toc]", "[TOC]", "[[toc]]", "[[_TOC_]]", "@[toc]", "${toc}", "{:toc}", "{{< toc >}}"]
)
def test_the_mark_of_contents_vanishes(mark: str) -> None:
    book, problems = resolved(f"# 甲\n\n{mark}\n\n文字\n\n    {mark}\n\n见 {mark}。\n")
    assert plain_text(book.chapters[0].blocks).startswith("文字")
    assert len(book.chapters[0].blocks) == 3
    assert problems == []


def test_the_mark_of_contents_may_have_a_title() -> None:
    book, problems = resolved("# 甲\n\n@[TOC](目录)\n\n文字\n")
    assert plain_text(book.chapters[0].blocks) == "文字"
    assert problems == []


@pytest.mark.parametrize("line", ["[[" * 50_000, "[[a|" * 40_000, "![[a#b|c]]" * 10_000, "[a](b " * 40_000])
def test_a_line_of_megabytes_is_read_in_time(line: str) -> None:
    with within(10):
        parse(Manuscript(Path("/nowhere"), BookConfig(), (SourceFile("1.md", f"# 甲\n\n{line}\n"),)))


@pytest.mark.parametrize(
    ("linked", "shown"),
    [("", "此前%%藏%%后%%x%%文^that-id引^quoted-id"), ("[[b]]", "此b前后文引")],
)
def test_notes_that_link_each_other_are_a_vault(tmp_path: Path, linked: str, shown: str) -> None:
    book, _ = book_of(tmp_path, f"{linked}前 %%藏%% 后\n\n%%x%%\n\n文 ^that-id\n\n> 引\n^quoted-id")
    assert plain_text(book.chapters[0].blocks).replace(" ", "") == shown


def test_a_power_in_a_vault_is_no_id(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path, "[[b]] 的 10 ^6")
    assert plain_text(book.chapters[0].blocks) == "此b 的 10 ^6"
