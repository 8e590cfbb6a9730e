"""Pages that a list of contents names: chapters, their sections, parts and numbers."""

import re
from pathlib import Path

import pytest
from manuscripts import chapters, outline, pages, read

from studypress.documents import OutlineItem, PageMap, Rendered
from studypress.editions import BOOK, EPUB, HANDOUTS, Edition
from studypress.markdown import parse
from studypress.model import FootnoteMark
from studypress.render import Rendering
from studypress.resolve import resolve
from studypress.study import study
from studypress.tree import plain_text, walk

# --- Chapters and sections ------------------------------------------------------------------------------------


def test_pages_below_a_chapter_are_its_sections_and_its_summary(tmp_path: Path) -> None:
    summary = (
        "* [第一章 力](1/README.md)\n  * [1.1 重力](1/g.md)\n  * [1.2 弹力](1/e.md)\n  * [本章小结](1/summary.md)\n"
    )
    files = {
        "SUMMARY.md": summary,
        "1/README.md": "# 力\n\n开头。\n",
        "1/g.md": "## 1.1 重力\n\n### 方向\n\n向下。\n",
        "1/e.md": "弹簧的力。\n",
        "1/summary.md": "## 本章小结\n\n- 重力向下\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    assert (chapter.label, plain_text(chapter.title)) == ("第一章", "力")
    assert outline(chapter.blocks) == [(2, "1.1", "重力"), (3, "1.1.1", "方向"), (2, "1.2", "弹力")]
    assert chapter.summary is not None
    assert plain_text(chapter.summary) == "本章小结重力向下"
    assert problems == []


def test_a_file_beside_a_chapter_that_is_called_its_summary_is_that(tmp_path: Path) -> None:
    files = {
        "01.md": "# 第一章 力\n\n话。\n",
        "01-本章小结.md": "# 本章小结\n\n- 力有方向\n",
        "02.md": "# 第二章 热\n\n话。\n",
        "03-总结.md": "# 总结\n\n全书到此。\n",  # may be the book's
    }
    found, _ = chapters(tmp_path, files)
    assert [plain_text(chapter.title) for chapter in found] == ["力", "热", "总结"]
    assert plain_text(found[0].summary) == "本章小结力有方向"


def test_links_between_pages_of_one_chapter_lead_to_their_sections(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "* [A](a.md)\n  * [B](b.md)\n  * [C](c.md)\n",
        "a.md": "# A\n\n[b](b.md) [c](c.md#deep)\n",
        "b.md": "# B\n\n## Deep\n",
        "c.md": "# C\n\n[b](b.md#deep)\n\n## Deep\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    targets = [node.target for node in walk(chapter) if type(node).__name__ == "Link"]
    assert targets == ["#c1-s1", "#c1-s2-1", "#c1-s1-1"]
    assert problems == []


def test_footnotes_of_pages_stay_apart(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "* [A](a.md)\n  * [B](b.md)\n",
        "a.md": "# A\n\nx[^1]\n\n[^1]: one\n",
        "b.md": "# B\n\ny[^1]\n\n[^1]: two\n",
    }
    (chapter,), problems = chapters(tmp_path, files)
    assert [(note.number, plain_text(note)) for note in chapter.footnotes] == [(1, "one"), (2, "two")]
    assert [mark.number for mark in walk(chapter.blocks) if isinstance(mark, FootnoteMark)] == [1, 2]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "title", "below"),
    [
        ("# 力\n\na\n\n# 例\n\n## 苹果\n", "力", [(2, "例"), (3, "苹果")]),
        ("## 力\n\na\n\n### 苹果\n", "力", [(2, "苹果")]),
        ("## 力\n\na\n\n## 例\n\n### 苹果\n", "力", [(2, "例"), (3, "苹果")]),
        ("## 苹果\n\na\n\n## 梨\n", "力", [(2, "苹果"), (2, "梨")]),
        ("## 什么是力\n\na\n\n### 苹果\n\n## 小结\n", "什么是力", [(2, "苹果")]),
        ("没有标题。\n", "力", []),
        ("---\ntitle: 作用力\n---\n\n## 苹果\n\n## 梨\n", "作用力", [(2, "苹果"), (2, "梨")]),
        ("# 前言\n\na\n\n# 一、苹果\n\n## 梨\n", "力", [(2, "前言"), (2, "苹果"), (3, "梨")]),
        ("# 题目\n\na\n\n# 一、苹果\n", "力", [(2, "题目"), (2, "苹果")]),
        ("# 题目\n\na\n", "题目", []),
        ("# 一、苹果\n\na\n\n# 二、梨\n", "力", [(2, "苹果"), (2, "梨")]),
        ("# 一、力\n\na\n\n# 二、梨\n", "力", [(2, "梨")]),
        ("# 作用力\n\na\n\n# 一、苹果\n", "作用力", [(2, "苹果")]),
    ],
)
def test_a_listed_page_has_one_title(tmp_path: Path, text: str, title: str, below: list[tuple[int, str]]) -> None:
    (chapter,), _ = chapters(tmp_path, {"SUMMARY.md": "* [力](a.md)", "a.md": text})
    assert plain_text(chapter.title) == title
    assert [(level, words) for level, _, words in outline(chapter.blocks)] == below


def test_the_number_that_only_the_list_has_is_kept(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "* [第 0 章 &nbsp; 前言](a.md)\n* [2. 力](b.md)\n", "a.md": "# 前言\n", "b.md": "# 力学\n"}
    found, _ = chapters(tmp_path, files)
    assert [(chapter.label, plain_text(chapter.title)) for chapter in found] == [("第 0 章", "前言"), ("2", "力学")]


# --- Parts and numbers ----------------------------------------------------------------------------------------

PARTS = """# Summary

[Preface](p.md)

# Forces

- [Gravity](g.md)
- [Springs](s.md)
  - [Hooke](h.md)

# Motion

- [Speed](v.md)

---

[Thanks](t.md)
"""


def test_a_part_heads_its_chapters_and_only_chapters_are_counted(tmp_path: Path) -> None:
    names = pages(*(f"{name}.md" for name in "pgshvt"))
    found, _ = chapters(tmp_path, {"SUMMARY.md": PARTS} | names)
    assert [(plain_text(chapter.title), chapter.number, chapter.part, chapter.opens_part) for chapter in found] == [
        ("p.md", 0, 0, False),
        ("Forces", 0, 1, True),
        ("g.md", 1, 1, False),
        ("s.md", 2, 1, False),
        ("Motion", 0, 2, True),
        ("v.md", 3, 2, False),
        ("t.md", 0, 0, False),
    ]
    assert [chapter.place.line for chapter in found if chapter.opens_part] == [5, 11]
    assert not any(chapter.summary for chapter in found if not chapter.number)


def shown(root: Path, files: dict[str, str], edition: Edition = BOOK) -> Rendered:
    """The documents of a book made of these files."""
    manuscript, _ = read(root, files)
    book, _ = study(parse(manuscript)[0], manuscript.config)
    return Rendering(resolve(book)[0], edition)(PageMap())


def lines(items: tuple[OutlineItem, ...]) -> list[object]:
    """An outline as nested lists of titles."""
    return [[item.title, *lines(item.children)] if item.children else item.title for item in items]


def test_parts_stand_over_their_chapters_in_outline_and_contents(tmp_path: Path) -> None:
    names = pages(*(f"{name}.md" for name in "pgshvt"))
    files = {"SUMMARY.md": PARTS, "book.toml": 'language = "en"\n[study]\nsummary_fallback = "none"'} | names
    made = shown(tmp_path, files)
    assert lines(made.outline)[2:] == [
        "p.md",
        ["Part 1 Forces", "Chapter 1 g.md", ["Chapter 2 s.md", "2.1 h.md"]],
        ["Part 2 Motion", "Chapter 3 v.md"],
        "t.md",
    ]
    assert [item.expanded for item in made.outline if item.children] == [True, True]
    contents = next(page.html for page in made.documents if page.name == "contents")
    items = re.findall(r'<li class="toc-(part|chapter)', contents)
    assert "".join(item[0] for item in items) == "cpccpcc"
    assert [page.name for page in made.documents if 'class="chapter part"' in page.html] == ["c2", "c5"]
    assert 'epub:type="part"' in next(page.html for page in shown(tmp_path, files, EPUB).documents if page.name == "c2")


def test_a_part_has_nothing_to_recall(tmp_path: Path) -> None:
    made = shown(tmp_path, {"SUMMARY.md": PARTS} | pages(*(f"{name}.md" for name in "pgshvt")), HANDOUTS["recall"])
    assert not {"c2", "c5"} & {page.name for page in made.documents}


def test_where_the_author_counts_we_do_not(tmp_path: Path) -> None:
    files = {
        "1.md": "# 写在前面\n\n## 说明\n",
        "2.md": "# 第一章 力\n\n## 说明\n\n## 1.1 重力\n\n### 例\n\n## 1.2 弹力\n",
        "3.md": "# 第十二章 运动\n\n## 速度\n",
    }
    found, _ = chapters(tmp_path, files)
    assert [(chapter.label, chapter.number) for chapter in found] == [("", 0), ("第一章", 1), ("第十二章", 12)]
    numbers = [[number for _, number, _ in outline(chapter.blocks)] for chapter in found]
    assert numbers == [[""], ["", "1.1", "1.1.1", "1.2"], ["12.1"]]


def test_what_the_list_calls_a_foreword_is_one_whatever_its_page_is_called(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "* [前言](README.md)\n* [力](a.md)", "README.md": "# 力学笔记\n\n字", "a.md": "# 力\n\n字"}
    found, _ = chapters(tmp_path, files)
    assert [chapter.number for chapter in found] == [0, 1]


@pytest.mark.parametrize(
    "title", ["前言", "序", "附录 A 常用命令", "参考文献", "Preface", "Appendix A: Keywords", "はじめに"]
)
def test_forewords_and_appendices_are_not_counted(tmp_path: Path, title: str) -> None:
    found, _ = chapters(tmp_path, {"1.md": f"# {title}\n\ntext\n\n## x\n", "2.md": "# 力\n\ntext\n"})
    assert [(chapter.number, chapter.summary is None) for chapter in found] == [(0, True), (1, True)]


def _contents(tmp_path: Path, text: str) -> tuple[int, int]:
    """How many sections and summaries the contents of a chapter list."""
    page = next(page for page in shown(tmp_path, {"1.md": text}).documents if page.name == "contents")
    summaries = page.html.count("toc-summary")
    return page.html.count('<li class="toc-section') - summaries, summaries


def test_long_contents_have_two_levels(tmp_path: Path) -> None:
    def rows(count: int) -> int:
        return _contents(tmp_path, "# A\n" + "".join(f"\n## B{at}\n\n### C{at}\n" for at in range(count)))[0]

    assert (rows(59), rows(60)) == (118, 60)


@pytest.mark.parametrize(
    ("sections", "below", "rows"),
    [
        (10, ("教学目标", "教学过程", "教学反思"), 10),
        (9, ("教学目标", "教学过程", "教学反思"), 36),  # few enough
        (10, ("教学目标", "教学过程", "{}"), 40),
    ],
)
def test_contents_leave_out_titles_of_a_form(tmp_path: Path, sections: int, below: tuple[str, ...], rows: int) -> None:
    text = "# 教案\n" + "".join(
        f"\n## 课文{at}\n" + "".join(f"\n### {title.format(at)}\n" for title in below) for at in range(sections)
    )
    assert _contents(tmp_path, text) == (rows, 1)


def test_contents_whose_sections_are_those_of_a_form_list_chapters_alone(tmp_path: Path) -> None:
    assert _contents(tmp_path, "# 菜\n" + "\n## 用料\n\n### 一\n\n## 做法\n\n### 二\n" * 15) == (0, 0)


def test_a_chapter_that_the_author_left_without_a_number_gets_no_outline(tmp_path: Path) -> None:
    files = {"1.md": "# 修订记录\n\n## 新版\n", "2.md": "# 第一章 力\n\n## 重力\n\n## 弹力\n"}
    files["3.md"] = "# 第二章 功\n\n## 单位\n\n## 功率\n"
    found, _ = chapters(tmp_path, files)
    assert [chapter.summary is not None for chapter in found] == [False, True, True]


@pytest.mark.parametrize("mark", ["{.unnumbered}", "{-}", "{#p .unnumbered}"])
def test_a_chapter_that_the_author_wants_without_a_number_has_none(tmp_path: Path, mark: str) -> None:
    found, _ = chapters(tmp_path, {"1.qmd": f"# 致读者 {mark}\n\n您好。\n", "2.qmd": "# 力\n\n作用。\n"})
    assert [(plain_text(chapter.title), chapter.number) for chapter in found] == [("致读者", 0), ("力", 1)]


def test_pages_are_counted_and_not_the_headings_before_them(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](a.md)\n  - [B](b.md)\n", "a.md": "# A\n\n## Here\n", "b.md": "# B\n\n## There\n"}
    (chapter,), _ = chapters(tmp_path, files)
    assert outline(chapter.blocks) == [(2, "", "Here"), (2, "1.1", "B"), (3, "1.1.1", "There")]
