"""Numbers, ids, footnotes and links."""

from pathlib import Path

import pytest
from study_samples import resolved, sections, studied, told
from test_markdown import read

from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Anchor, Book, Figure, FootnoteMark, FormulaBlock, Link, Section, Table
from studypress.numerals import typed_number, typed_numbers
from studypress.pipeline import check
from studypress.request import Request
from studypress.resolve import resolve
from studypress.tree import plain_text, walk


def links(book: Book) -> list[tuple[str, str]]:
    """Every link's words and target."""
    return [(plain_text(node.children), node.target) for node in walk(book.chapters) if isinstance(node, Link)]


# --- Numbers --------------------------------------------------------------------------------------------------


def test_sections_are_numbered_two_levels_deep() -> None:
    book, _ = resolved(
        "# 甲\n\n## 一\n\n### 二\n\n#### 三\n\n### 四\n\n## 五\n", "# 乙\n\n#### 六\n\n## 七\n\n## 总结\n\n- 点\n"
    )
    assert [chapter.number for chapter in book.chapters] == [1, 2]
    assert {name: section.number for name, section in sections(book).items()} == {
        "一": "1.1", "二": "1.1.1", "三": "", "四": "1.1.2", "五": "1.2", "六": "2.1", "七": "2.2",
    }  # fmt: skip


def test_sections_that_are_not_to_be_counted_have_no_number_nor_those_below() -> None:
    book, _ = resolved("# 甲\n\n## 前言 {-}\n\n### 缘起\n\n## 一 {#a}\n\n## 后记 {.unnumbered}\n\n## 二\n")
    numbers = {name: section.number for name, section in sections(book).items()}
    assert numbers == {"前言": "", "缘起": "", "一": "1.1", "后记": "", "二": "1.2"}


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (("1 力", "2 功"), ["1", "2"]),
        (("Ⅰ. 力", "Ⅱ. 功"), ["Ⅰ", "Ⅱ"]),
        (("A. 力", "B. 功"), ["A", "B"]),
        (("3 个公式", "5 个例子"), ["1.1", "1.2"]),
        (("IIII. 力", "VX. 功"), ["1.1", "1.2"]),
        (("MI. 力", "II. 功"), ["1.1", "1.2"]),
    ],
)
def test_numbers_in_turn_are_the_authors(titles: tuple[str, ...], numbers: list[str]) -> None:
    book, _ = resolved("# 甲\n\n" + "".join(f"## {title}\n\n文\n\n" for title in titles))
    assert [section.number for section in sections(book).values()] == numbers


def test_the_only_chapter_of_a_book_that_is_one_file_has_no_number_and_its_sections_count_alone() -> None:
    text = "# 力 {#f}\n\n## 一\n\n### 二\n\n$$x$$ {#eq:x}\n\n![图](a.png '架构')\n\n## 三\n\n见 @eq:x 与[](#f)。\n"
    book, _ = resolve(studied(text)[0], one_file=True)
    (chapter,) = book.chapters
    assert (chapter.number, chapter.printed_number) == (1, 0)
    assert [section.number for section in sections(book).values()] == ["1", "1.1", "2"]
    assert [node.number for node in walk(book.chapters, Figure)] == ["1"]
    assert plain_text(sections(book)["三"].blocks) == "见式\xa0(1) 与力。"


@pytest.mark.parametrize(
    ("title", "number"),
    [("基础护理学 第七章 给药", 0), ("物理　第3讲：力", 0), ("读《天工开物》第七章", 1), ("第一章 力 第二课时", 1)],
)
def test_a_title_that_holds_a_number_further_in_gets_none_from_us(title: str, number: int) -> None:
    chapter = resolved(f"# {title}\n\n## 甲\n\n# 乙\n")[0].chapters[0]
    assert chapter.printed_number == number


@pytest.mark.parametrize("text", ["# 第三章 力\n\n## 一\n", "# 力\n\n## 一\n\n# 热\n", "# 力\n\n## 1.1 一\n"])
def test_a_file_of_several_chapters_or_with_numbers_of_the_authors_keeps_them(text: str) -> None:
    chapter = resolve(studied(text)[0], one_file=True)[0].chapters[0]
    (section,) = walk(chapter, Section)
    assert (chapter.label or str(chapter.number), section.number) in {("第三章", "3.1"), ("1", "1.1")}


def test_figures_are_numbered_wherever_they_stand() -> None:
    book, _ = resolved(
        "# 甲\n\n- 项\n\n  ![a](a.png)\n\n> ![b](b.png)\n\n文[^1]\n\n## 总结\n\n- 点\n\n  ![d](d.png)\n\n"
        "[^1]: 注\n\n    ![c](c.png)\n",
        "# 乙\n\n![e](e.png)\n",
    )
    figures = {
        plain_text(node.caption): (node.id, node.number) for node in walk(book.chapters) if isinstance(node, Figure)
    }
    assert figures == {
        "a": ("c1-f1", "1-1"),
        "b": ("c1-f2", "1-2"),
        "c": ("c1-f3", "1-3"),
        "d": ("c1-f4", "1-4"),
        "e": ("c2-f1", "2-1"),
    }


# --- Footnotes ------------------------------------------------------------------------------------------------


def test_footnotes_are_numbered_by_their_first_call() -> None:
    text = "# 甲\n\n文[^b]文[^a]文[^b]\n\n[^a]: 甲注[^c]\n\n[^b]: 乙注\n\n[^c]: 丙注\n\n# 乙\n\n文[^a]\n"
    book, problems = resolved(text)
    first, second = book.chapters
    assert [(note.label, note.number, note.id) for note in first.footnotes] == [
        ("b", 1, "c1-n1"),
        ("a", 2, "c1-n2"),
        ("c", 3, "c1-n3"),
    ]
    assert [(note.label, note.id) for note in second.footnotes] == [("a", "c2-n1"), ("c", "c2-n2")]
    marks = [(node.number, node.footnote, node.id) for node in walk(first) if isinstance(node, FootnoteMark)]
    assert marks == [
        (1, "c1-n1", "c1-n1-ref"),
        (2, "c1-n2", "c1-n2-ref"),
        (1, "c1-n1", "c1-n1-ref2"),
        (3, "c1-n3", "c1-n3-ref"),
    ]
    assert problems == []


def test_a_footnote_that_nothing_calls_is_told_and_kept() -> None:
    book, problems = resolved("# 甲\n\n文[^b]\n\n[^a]: 甲注\n\n[^b]: 乙注\n")
    assert told(problems) == ["footnote-unused 1.md:5"]
    assert [(plain_text(note.blocks), note.id) for note in book.chapters[0].footnotes] == [
        ("乙注", "c1-n1"),
        ("甲注", "c1-n2"),
    ]


def test_footnotes_that_call_each_other_come_to_an_end() -> None:
    book, problems = resolved("# 甲\n\n文[^a]\n\n[^a]: 甲注[^b]\n\n[^b]: 乙注[^a]\n")
    assert [note.number for note in book.chapters[0].footnotes] == [1, 2]
    assert problems == []


def test_a_call_in_the_summary_counts_after_those_in_the_text() -> None:
    book, _ = resolved("# 甲\n\n## 总结\n\n- 点[^s]\n\n## 一\n\n文[^t]\n\n[^s]: 甲\n\n[^t]: 乙\n")
    assert [(note.label, note.number) for note in book.chapters[0].footnotes] == [("t", 1), ("s", 2)]


# --- Links ----------------------------------------------------------------------------------------------------

OTHER = "# 乙\n\n## Big Title\n\n## 容器（重点）\n\n## 甲 {#my-id}\n"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#一节", "#c1-s1"),
        ("#%E4%B8%80%E8%8A%82", "#c1-s1"),
        ("#", "#c1"),
        ("#总结", "#c1-summary"),
        ("1.md", "#c1"),
        ("./1.md#一节", "#c1-s1"),
        ("sub/b.md", "#c2"),
        ("/sub/b.md", "#c2"),
        ("sub/../sub/b.md#big-title", "#c2-s1"),
        ("sub/b.md#Big-Title", "#c2-s1"),
        ("sub/b.md#big_title", "#c2-s1"),
        ("sub/b.md?x=1#big-title", "#c2-s1"),
        ("Sub/B.md", "#c2"),
        ("sub\\b.md", "#c2"),
        ("sub/b.md#容器重点", "#c2-s2"),
        ("sub/b.md#容器", "#c2-s2"),
        ("sub/b.md#my-id", "#c2-s3"),
        ("sub/b.html#big-title", "#c2-s1"),
        ("sub/b", "#c2"),
        ("/docs/sub/b.html", "#c2"),
        ("b.md", "#c2"),
        ("乙", "#c2"),
        ("sub/b#_2", "#c2-s2"),
        ("sub/b.md#_1", "#c2"),
        ("https://a.b/c.md#d", "https://a.b/c.md#d"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("//a.b/c", "//a.b/c"),
    ],
)
def test_links_that_lead_somewhere(target: str, expected: str) -> None:
    book, problems = resolved(f"# 甲\n\n## 一节\n\n[字](<{target}>)\n\n## 总结\n\n- 点\n", sub__b=OTHER)
    assert links(book) == [("字", expected)]
    assert problems == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("#一", "`#一节`"),
        ("#big-title", "sub/b.md#big-title"),
        ("sub/b.md#big-titel", "`#big-title`"),
        ("sub/c.md", "sub/b.md"),
        ("../sub/b.md", "sub/b.md"),
        ("slides.pdf", "Link to a chapter"),
        ("images/a.png", "Link to a chapter"),
    ],
)
def test_links_that_lead_nowhere(target: str, hint: str) -> None:
    book, problems = resolved(f"# 甲\n\n## 一节\n\n前[**字**](<{target}>)后\n", sub__b=OTHER)
    # As in a browser, the page counts when what is wanted on it is not there.
    reached = {"sub/b.md#big-titel": [("字", "#c2")], "#big-title": [("字", "#c2-s1")]}
    assert links(book) == reached.get(target, [])
    assert plain_text(book.chapters[0].blocks) == "一节前字后"
    assert told(problems) == ["broken-link 1.md:5"]
    assert hint in str(problems[0].hint)


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        ("#big-title", "leads to no heading of 1.md; it leads to sub/b.md."),
        ("#big-titel", "leads to no heading of 1.md; only its text is kept."),
        ("sub/b.md#一节", "leads to no heading of sub/b.md; it leads to the beginning of the file."),
        ("sub/b.md#xyz", "leads to no heading of sub/b.md; it leads to the beginning of the file."),
    ],
)
def test_where_a_link_leads_instead_is_told(target: str, reached: str) -> None:
    _, problems = resolved(f"# 甲\n\n## 一节\n\n[字](<{target}>)\n", sub__b=OTHER)
    assert str(problems[0].message).endswith(reached)


def test_the_top_of_a_page_is_known_as_browsers_know_it() -> None:
    book, problems = resolved("# 甲\n\n[回](#top)[乙](2.md#Top)\n", "# 乙\n")
    assert links(book) == [("回", "#c1"), ("乙", "#c2")]
    assert problems == []


@pytest.mark.parametrize(
    ("heading", "name", "tool"),
    [
        ("1.2 What's new?", "12-whats-new", "GitHub"),
        ("容器（重点）：概述", "容器重点概述", "GitHub"),
        ("What's new in C++ / Rust", "what-s-new-in-c-rust", "VuePress"),
        ("1.2 概述：容器", "_1-2-概述-容器", "VuePress"),
        ("Docker 概述", "docker", "MkDocs"),
        ("第一节", "_2", "MkDocs"),
        ("1.2 Set up", "set-up", "Pandoc"),
        ("2024", "anchor-2024", "GitLab"),
        ("a - b", "a-b", "GitLab"),
        ("3 步：装好", "_3-步：装好", "docsify"),
        ("章节一：重力", "zhang-jie-yi-zhong-li", "pinyin"),
        ("1.2 Docker 概述", "1-2-docker-gai-shu", "pinyin"),
    ],
)
def test_a_heading_is_found_by_the_slugs_of_many_tools(heading: str, name: str, tool: str) -> None:
    book, problems = resolved(f"# 甲\n\n[字](<#{name}>)\n\n## {heading}\n")
    assert links(book) == [("字", "#c1-s1")], tool
    assert problems == []


def test_a_heading_is_found_without_its_key_mark(tmp_path: Path) -> None:
    text = "# 第1讲　描述（重点）\n\n[一](#二、路程)、[二](#路程)、[四](#第1讲-描述)\n\n## 二、路程（难点）\n\n文\n"
    (tmp_path / "a.md").write_text(text, "utf8")
    assert "broken-link" not in [problem.code for problem in check(Request(tmp_path))]


def test_equal_headings_are_told_apart_in_every_tool() -> None:
    text = "# 甲\n\n## Use\n\n## Use\n\n[a](#use-1) [b](#use_1) [c](#use)\n"
    assert [target for _, target in links(resolved(text)[0])] == ["#c1-s2", "#c1-s2", "#c1-s1"]


def test_a_slug_gives_way_to_an_id_that_an_author_gave() -> None:
    book, _ = resolved("# 甲\n\n## Set up\n\n## 乙 {#set-up}\n\n[字](#set-up)\n")
    assert links(book) == [("字", "#c1-s1")]  # GitHub shows `{#set-up}` as text: its slug is as good as an id
    book, _ = resolved("# 甲\n\n## 1 Set up\n\n## 乙 {#set-up}\n\n[字](#set-up)\n")
    assert links(book) == [("字", "#c1-s2")]


@pytest.mark.parametrize(
    "mark",
    [
        '<a id="x"></a>\n\n文字。',
        '<a name="x"></a>文字。',
        '文<span id="x">字</span>。',
        '<div id="x">\n\n文字。\n\n</div>',
        '- 项<a id="x"></a>',
        '| a | b |\n|---|---|\n| <a id="x"></a>1 | 2 |',
        '<a id="x"></a>\n\n- 项',
        '<p id="x">文字</p>',
    ],
)
def test_an_anchor_in_the_text_is_found(mark: str) -> None:
    book, problems = resolved(f"# 甲\n\n[字](#x)\n\n{mark}\n")
    assert links(book) == [("字", "#c1-a1")]
    assert [node.id for node in walk(book) if isinstance(node, Anchor)] == ["c1-a1"]
    assert problems == []


def test_an_anchor_at_a_heading_is_its_id() -> None:
    text = '# 甲\n\n[字](#x) [词](#y)\n\n<a id="x"></a>\n## <a name="y"></a>一节\n'
    book, problems = resolved(text)
    assert links(book) == [("字", "#c1-s1"), ("词", "#c1-s1")]
    assert problems == []


def test_an_anchor_that_no_link_leads_to_leaves_no_trace() -> None:
    book, _ = resolved('# 甲\n\n<a id="x"></a>\n\n文字<a id="y"></a>。\n\n<a id="z"></a>\n\n- 项\n')
    assert not [node for node in walk(book) if isinstance(node, Anchor)]
    assert [plain_text(block) for block in book.chapters[0].blocks] == ["文字。", "项"]


def test_an_id_in_a_box_is_found() -> None:
    book, _ = resolved("# 甲\n\n<div>\n\n> ## 标题 <sup class='x' /> {#own}\n\n</div>\n\n[字](#own)\n")
    assert [target for _, target in links(book)] == ["#c1-a1"]
    assert plain_text(book.chapters[0].blocks) == "标题 字"


def test_a_heading_in_a_box_is_found() -> None:
    book, _ = resolved("# 甲\n\n> ## Big Title\n>\n> 文\n\n[字](#big-title)\n")
    assert links(book) == [("字", "#c1-a1")]


def page_notes(*texts: str) -> list[tuple[str, str]]:
    return [(plain_text(node.children), node.page_note) for node in walk(resolved(*texts)[0]) if isinstance(node, Link)]


def test_print_tells_the_page_of_what_is_not_at_hand() -> None:
    text = "# 甲\n\n## 一\n\n[a](#三) [b](#二) [b](#二) [c](2.md) [乙，第 12 页](2.md) [网](//a.b)\n\n### 三\n\n## 二\n"
    told = ["", "brackets", "", "brackets", "", ""]
    assert [note for _, note in page_notes(text, "# 乙\n")] == told


def test_a_page_that_the_author_tells_is_not_told_again() -> None:
    assert page_notes("# 甲\n\n[乙，第 12 页](2.md)、[p. 3](3.md)\n", "# 乙\n", "# 丙\n") == [
        ("乙，第 12 页", ""),
        ("p. 3", ""),
    ]


def test_no_brackets_stand_in_brackets() -> None:
    assert page_notes("# 甲\n\n文（见**[乙](2.md)**）。\n", "# 乙\n") == [("乙", "comma")]
    assert page_notes("# 甲\n\n（文）见[乙](2.md)。\n", "# 乙\n") == [("乙", "brackets")]


def test_a_heading_holds_no_page() -> None:
    notes = page_notes("# 甲\n\n## 一\n\n### [乙](2.md)\n\n## 小结\n\n### [乙](2.md)\n\n- 点\n", "# 乙\n")
    assert notes == [("乙", ""), ("乙", "")]
    assert page_notes("# 甲\n\n> ## [乙](2.md)\n>\n> [文](3.md)\n", "# 乙\n", "# 丙\n") == [
        ("乙", ""),
        ("文", "brackets"),
    ]


def test_the_addresses_of_links_become_footnotes() -> None:
    text = (
        "# 甲\n\n[页](https://a.b/%E9%A1%B5)[^1]与[又](https://a.b/%E9%A1%B5)、https://c.d、[c.d](https://c.d/)。\n\n"
        "## [题](https://e.f)\n\n![图](x.png '[图](https://g.h)')\n\n[信](mailto:a@b.c)\n\n[^1]: 注[链](https://i.j)\n"
    )
    book, problems = resolve(studied(text)[0], address_notes=True)
    notes = book.chapters[0].footnotes
    assert [(note.number, plain_text(note.blocks)) for note in notes] == [
        (1, "https://a.b/页"),
        (2, "注链（https://i.j）"),
    ]
    assert [mark.number for mark in walk(book.chapters[0].blocks) if isinstance(mark, FootnoteMark)] == [1, 2, 1]
    assert problems == []


def test_addresses_in_a_summary_are_told_too_and_those_of_an_outline_are_its_headings() -> None:
    summed = "# 甲\n\n## 乙\n\n文\n\n## 小结\n\n见[页](https://a.b)。\n\n- 会用[点](https://c.d)\n"
    outlined = (
        "# 丙\n\n## [丁](https://e.f)\n\n文[^1]\n\n## 戊\n\n文\n\n[^1]: See [page](https://g.h), <https://i.j>.\n"
    )
    book, problems = resolve(studied(summed, outlined)[0], address_notes=True)
    told = [[plain_text(note.blocks) for note in chapter.footnotes] for chapter in book.chapters]
    assert told == [["https://a.b", "https://c.d"], ["See page (https://g.h), https://i.j."]]
    assert [one for one in problems if one.code == "footnote-unused"] == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.b/%E9%A1%B5", "https://a.b/页"),
        ("https://a.b/x%20y", "https://a.b/x%20y"),
        ("https://a.b/%00", "https://a.b/%00"),
        ("https://a.b/%E3%80%80", "https://a.b/%E3%80%80"),
    ],
)
def test_an_address_in_a_footnote_can_be_read_and_typed(address: str, shown: str) -> None:
    book, _ = resolve(studied(f"# 甲\n\n[页]({address})\n")[0], address_notes=True)
    assert plain_text(book.chapters[0].footnotes) == shown


def test_a_link_is_read_from_the_file_it_stands_in() -> None:
    book, problems = resolved("# 甲\n", sub__b="# 乙\n\n## 节\n\n[一](../1.md) [二](c.md) [三](#节)\n", sub__c="# 丙\n")
    assert links(book) == [("一", "#c1"), ("二", "#c3"), ("三", "#c2-s1")]
    assert problems == []


def test_a_link_may_lead_to_another_chapter_of_the_same_file() -> None:
    book, problems = resolved("# 甲\n\n[去](#节)\n\n# 乙\n\n## 节\n")
    assert links(book) == [("去", "#c2-s1")]
    assert problems == []


def test_links_to_and_in_the_glossary() -> None:
    book, problems = resolved("# 甲\n\n[词](glossary.md#容器)\n", glossary="容器\n: 见[甲](1.md)，[丁](4.md)。\n")
    assert links(book) == [("词", "#g-rong-qi")]
    assert [node.target for node in walk(book.glossary) if isinstance(node, Link)] == ["#c1"]
    assert told(problems) == ["broken-link glossary.md:2"]


def test_a_broken_link_in_a_term_list_is_told_once() -> None:
    text = "# 甲\n\n## 名词\n\n- 容器\n  - [无](x.md)\n"
    _, problems = resolved(text, glossary_options={"term_lists": ("名词",)})
    assert told(problems) == ["broken-link 1.md:6"]


def test_an_id_given_twice_is_told() -> None:
    book, problems = resolved("# 甲\n\n## 一 {#x}\n\n## 二 {#x}\n\n[字](#x)\n", "# 乙\n\n## 三 {#x}\n")
    assert told(problems) == ["duplicate-id 1.md:5"]
    assert links(book) == [("字", "#c1-s1")]


def test_equal_headings_have_anchors_of_their_own() -> None:
    book, problems = resolved("# 甲\n\n## 例\n\n## 例\n\n[一](#例) [二](#例-1)\n")
    assert links(book) == [("一", "#c1-s1"), ("二", "#c1-s2")]
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "number", "words"),
    [
        ("第三章 力", "第三章", "力"),
        ("第 3 章：力", "第 3 章", "力"),
        ("Chapter 2 Forces", "Chapter 2", "Forces"),
        ("一、重力", "一", "重力"),
        ("（一）大小", "（一）", "大小"),
        ("2.3 弹力", "2.3", "弹力"),
        ("1.2.1、栈", "1.2.1", "栈"),
        ("1.2. 栈", "1.2", "栈"),
        ("1.2.1.栈", "1.2.1", "栈"),
        ("3.14.", "", "3.14."),
        ("4. 摩擦力", "4", "摩擦力"),
        ("2024 年总结", "", "2024 年总结"),
        ("3D打印", "", "3D打印"),
        ("3.14", "", "3.14"),
        ("一个例子", "", "一个例子"),
        ("第三章", "", "第三章"),
        ("第一章节", "", "第一章节"),
        ("第三章节能减排", "第三章", "节能减排"),
        ("第二课堂", "", "第二课堂"),
        ("第二课时 力", "", "第二课时 力"),
        ("第二课时间管理", "第二课", "时间管理"),
        ("第一节课", "", "第一节课"),
        ("第一篇论文", "", "第一篇论文"),
        ("第三部曲", "", "第三部曲"),
        ("第五编程语言", "", "第五编程语言"),
        ("第一单元格", "", "第一单元格"),
        ("第一课沁园春", "第一课", "沁园春"),
        ("第 2 周　力", "第 2 周", "力"),
        ("第一周的力", "", "第一周的力"),
        ("实验一：力", "实验一", "力"),
        ("实验二叉树", "", "实验二叉树"),
        ("考点12 力", "考点12", "力"),
        ("Lecture 3: Forces", "Lecture 3", "Forces"),
        ("Week 1-2 力", "", "Week 1-2 力"),
        ("第三章 · 力", "第三章", "力"),
        ("第三章｜力", "第三章", "力"),
        ("2.3 - 弹力", "2.3", "弹力"),
        ("2.3 -O2 选项", "2.3", "-O2 选项"),
        ("📌 一、力", "一", "📌 力"),
        ("⚙️ 2. 力", "2", "⚙️ 力"),
        ("📌 力", "", "📌 力"),
        ("3-2. 计算", "3-2", "计算"),
        ("2024-11-24. 日记", "", "2024-11-24. 日记"),
        ("4-6 岁", "", "4-6 岁"),
        ("★1.2 栈", "1.2", "★栈"),
        ("1.1-Docker概述", "1.1", "Docker概述"),
        ("第一章-力", "第一章", "力"),
        ("3.1-3.3 对比", "", "3.1-3.3 对比"),
        ("2 、栈", "2", "栈"),
        ("二 、栈", "二", "栈"),
        ("📌 一、热", "一", "📌 热"),
        ("⚠️ 注意 3", "", "⚠️ 注意 3"),
        ("★", "", "★"),
    ],
)
def test_a_number_typed_before_a_heading_stands_in_place_of_ours(typed: str, number: str, words: str) -> None:
    assert typed_number(typed) == (number, words)


def test_signs_before_typed_numbers_stay_and_numbers_with_a_line_count_in_turn() -> None:
    chapters = resolved(
        "# 甲\n\n## ★ 1.1 栈\n\n## ★ 1.2 `队`\n\n## ⭐ 堆\n",
        "# 乙\n\n## 3-1 栈\n\n## 3-2 队\n",
        "# 丙\n\n## 4-6 岁\n\n## 7-9 岁\n",
    )[0].chapters
    shown = [[(one.number, plain_text(one.title)) for one in walk(chapter, Section)] for chapter in chapters]
    assert shown == [
        [("1.1", "★ 栈"), ("1.2", "★ 队"), ("", "⭐ 堆")],
        [("3-1", "栈"), ("3-2", "队")],
        [("3.1", "4-6 岁"), ("3.2", "7-9 岁")],
    ]


def test_a_dot_between_number_and_words_is_not_printed() -> None:
    chapters = resolved("# 01 · 力\n\n## 甲\n", "# 02 · 声\n\n## 乙\n")[0].chapters
    assert [(chapter.label, plain_text(chapter.title)) for chapter in chapters] == [("01", "力"), ("02", "声")]


def test_an_ornament_before_a_number_stays() -> None:
    chapter = resolved("# 章\n\n## 📌 **一、重力**\n\n## ✅ 二、`弹`力\n")[0].chapters[0]
    assert [(block.number, plain_text(block.title)) for block in chapter.blocks if isinstance(block, Section)] == [
        ("一", "📌 重力"),
        ("二", "✅ 弹力"),
    ]


def test_a_colour_and_stars_around_a_whole_heading_do_not_hide_its_number() -> None:
    chapter = resolved('# 章\n\n## <font color="red">**考点1：力**</font>\n\n## 考点2：热\n')[0].chapters[0]
    assert [(block.number, plain_text(block.title)) for block in chapter.blocks if isinstance(block, Section)] == [
        ("考点1", "力"),
        ("考点2", "热"),
    ]


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (("2.1Subject", "2.2Realm", "2.3 缓存", "2.4@Bean"), ["2.1", "2.2", "2.3", "2.4"]),
        (("4.1 令牌", "4.2Header", "4.3Payload"), ["4.1", "4.2", "4.3"]),
        (("2.4GHz 频段", "2.5GHz 频段"), ["", ""]),
        (("3.1 电源", "3.3V 供电"), ["3.1", ""]),
        (("5.1Surround",), [""]),
    ],
)
def test_numbers_glued_to_latin_words_are_known_by_their_order(titles: tuple[str, ...], numbers: list[str]) -> None:
    assert [number for number, _ in typed_numbers(titles)] == numbers


def test_exercises_have_no_number_where_all_else_has_its_authors() -> None:
    book, _ = resolved(
        "# 章\n\n## 第三课 权利\n\n文\n\n## 练习\n\n1. 甲\n", "# 章\n\n## 权利\n\n文\n\n## 练习\n\n1. 甲\n"
    )
    numbers = [[one.number for one in walk(chapter, Section)] for chapter in book.chapters]
    assert numbers == [["第三课", ""], ["2.1", "2.2"]]


def test_typed_numbers_are_not_doubled() -> None:
    text = "# 第三章 力\n\n## 一、重力\n\n## 弹力\n\n## 小结\n\n### 一、重力\n\n- 能够说出重力\n"
    chapter = resolved(text)[0].chapters[0]
    assert (chapter.label, plain_text(chapter.title)) == ("第三章", "力")
    assert [(block.number, plain_text(block.title)) for block in chapter.blocks if isinstance(block, Section)] == [
        ("一", "重力"),
        ("3.2", "弹力"),
    ]
    assert chapter.summary is not None
    assert [plain_text(group.title) for group in chapter.summary.groups] == ["重力"]


def test_numbers_that_only_their_order_tells_are_not_doubled_in_summaries() -> None:
    text = "# 章\n\n## 1 重力\n\n### 1、定义\n\n### 2、大小\n\n## 2 弹力\n"
    (box,) = [chapter.summary for chapter in resolved(text)[0].chapters]
    assert box is not None
    assert [plain_text(group.title) for group in box.groups] == ["重力", "弹力"]
    assert [plain_text(point.text) for point in box.groups[0].points] == ["定义", "大小"]
    (box,) = [c.summary for c in resolved(text + "\n## 小结\n\n### 1 重力\n\n- 甲\n\n### 2 弹力\n\n- 乙\n")[0].chapters]
    assert box is not None
    assert [plain_text(group.title) for group in box.groups] == ["重力", "弹力"]


def test_a_number_typed_before_a_mark_is_the_number() -> None:
    text = "# 第二章 命令\n\n## 2.1 [运行](https://a.test)\n\n## 2.2 `停止`\n\n## 2.3 移走\n\n## [2.4 清理](https://a.test)\n"
    chapter = resolved(text)[0].chapters[0]
    assert [(block.number, plain_text(block.title)) for block in chapter.blocks if isinstance(block, Section)] == [
        ("2.1", "运行"),
        ("2.2", "停止"),
        ("2.3", "移走"),
        ("", "2.4 清理"),
    ]


def test_a_picture_that_nothing_is_said_of_has_no_number() -> None:
    book, _ = resolve(read("# 甲\n\n![](a.png)\n\n![结构](b.png)\n\n![](c.png){#fig:c}\n")[0])
    figures = [node for node in walk(book) if isinstance(node, Figure)]
    assert [(figure.id, figure.number) for figure in figures] == [("c1-f1", ""), ("c1-f2", "1-1"), ("c1-f3", "1-2")]


@pytest.mark.parametrize(
    ("captions", "numbers"),
    [
        (["图1-1 甲", "乙", "丙"], ["1-1", "1-2", "1-3"]),
        (["甲", "图 1-1　乙", "丙"], ["1-2", "1-1", "1-3"]),
        (["图1 甲", "乙", "图2 丙"], ["1", "", "2"]),
        (["图1-1 甲", "乙{#fig:b}"], ["1-1", "1-2"]),
    ],
)
def test_no_two_figures_have_a_number_though_the_author_typed_some(captions: list[str], numbers: list[str]) -> None:
    pictures = [f"![{words}](a.png){mark and '{' + mark}" for words, _, mark in (c.partition("{") for c in captions)]
    book, _ = resolve(read("# 甲\n\n" + "\n\n".join(pictures) + "\n")[0])
    assert [figure.number for figure in walk(book, Figure)] == numbers


def test_no_two_tables_or_formulas_have_a_number_though_the_author_typed_some() -> None:
    table = "| a |\n|---|\n| 1 |\n\n"
    text = f"**表 1-2 甲**\n\n{table}: 乙 {{#tbl:y}}\n\n{table}: 丙\n\n"
    text += "$$a\\tag{1-1}$$\n\n$$b$$ {#eq:b}\n\n$$c$$ {#eq:c}\n"
    book, _ = resolve(read(f"# 甲\n\n{table}{text}")[0])
    assert sorted(table.number for table in walk(book, Table)) == ["1-1", "1-2", "1-3"]
    assert [formula.number for formula in walk(book, FormulaBlock)] == ["1-1", "1-2", "1-3"]


def test_a_link_to_a_heading_that_is_not_there_is_told_what_there_is() -> None:
    _, problems = resolve(read("# 甲\n\n[字](#zzzz)[字](#安裝)\n\n## 安装\n\n## 卸载\n")[0])
    assert [str(problem.hint) for problem in problems] == [
        "There are `#甲`, `#安装`, `#卸载` in it.",
        "Did you mean `#安装`?",
    ]


def test_a_link_that_lacks_little_is_told_what(tmp_path: Path) -> None:
    pages = {"3 容器/README.md": "# 开头\n\n字\n", "3 容器/运行.md": "# 运行\n\n字\n"}
    links = "[a](me@mail.test) [b](www.a.test) [c](docs.a.org/x) [d](../容器/) [e](../容器/运行.md) [f](无)"
    for name, text in {**pages, "1/甲.md": f"# 甲\n\n{links}\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf8")
    _, problems = resolve(parse(read_manuscript(tmp_path)[0])[0])
    assert [str(problem.hint) for problem in problems] == [
        "Write `mailto:me@mail.test`.",
        "Write `https://www.a.test`.",
        "Write `https://docs.a.org/x`.",
        "Did you mean 3 容器/README.md?",
        "Did you mean 3 容器/运行.md?",
        "Link to a chapter of this book, or to a web address.",
    ]


def test_numbers_that_count_from_the_first_are_the_authors() -> None:
    titles = {
        "1 力|2 功": ["1", "2"],
        "Ⅰ. 力|练习|Ⅱ. 功": ["Ⅰ", "", "Ⅱ"],
        "一、力|练习|二、功": ["一", "", "二"],
        "A. 力|B. 功": ["A", "B"],
        "1️⃣ 力|2️⃣功": ["1", "2"],
        "方法一：力|方法二：功": ["方法一", "方法二"],
        "Ch1 力|练习|Ch2 功": ["Ch1", "", "Ch2"],
        "1 力|4 功|5 能": ["1", "4", "5"],
        "1 力|2 功|3 能|3 热": ["1", "2", "3", "3"],
        "1力|练习|2功": ["1", "", "2"],
        "1 力|1 功|2 能|3 热": ["1", "1", "2", "3"],
        "1 力|1 功|2 能|2 热": ["1.1", "1.2", "1.3", "1.4"],
        "1个公式|2个公式": ["1.1", "1.2"],
        "1 分钟入门|3 分钟进阶|5 分钟精通": ["1.1", "1.2", "1.3"],
        "HTTP 1.0 报文|HTTP 2.0 报文": ["1.1", "1.2"],
        "CH4 燃烧|C2H6 燃烧": ["1.1", "1.2"],
        "3 个公式|4 种力": ["1.1", "1.2"],
        "1 个公式|力": ["1.1", "1.2"],
    }
    for given, expected in titles.items():
        text = "# 章\n\n" + "".join(f"## {title}\n\n文字\n\n" for title in given.split("|"))
        sections = [block for block in resolved(text)[0].chapters[0].blocks if isinstance(block, Section)]
        assert [section.number for section in sections] == expected, given


def test_a_heading_that_is_nothing_but_a_number_is_not_counted_beside_it() -> None:
    chapters = resolved(
        "# 课程\n\n文字\n\n# Lecture 1\n\n## Week1\n\n文字\n\n## Week2\n\n文字\n\n# Lecture 2\n\n文字\n"
    )[0].chapters
    assert [(chapter.number, chapter.label, plain_text(chapter.title)) for chapter in chapters] == [
        (0, "", "课程"),
        (1, "Lecture 1", "Lecture 1"),
        (2, "Lecture 2", "Lecture 2"),
    ]
    sections = [block for block in chapters[1].blocks if isinstance(block, Section)]
    assert [(section.number, plain_text(section.title)) for section in sections] == [("", "Week1"), ("", "Week2")]


def test_chapters_that_only_their_order_tells_are_counted_by_hand() -> None:
    chapters = resolved("# 前言\n\n文字\n\n# 1 力\n\n## 甲\n\n文字\n\n# 2 功\n\n文字\n")[0].chapters
    assert [(chapter.number, chapter.label, plain_text(chapter.title)) for chapter in chapters] == [
        (0, "", "前言"),
        (1, "1", "力"),
        (2, "2", "功"),
    ]


def test_nothing_is_counted_below_a_number_that_is_a_word() -> None:
    chapter = resolved("# 章\n\n## 一、力\n\n### 重力\n\n文字\n")[0].chapters[0]
    section = chapter.blocks[0]
    assert isinstance(section, Section)
    assert [block.number for block in section.blocks if isinstance(block, Section)] == [""]


@pytest.mark.parametrize("typed", ["[2019·全国卷Ⅰ](2)贾生", "[甲](12分)乙"])
def test_points_behind_brackets_are_no_address(typed: str) -> None:
    book, problems = resolved(f"# 一\n\n{typed}\n")
    assert plain_text(book.chapters[0].blocks) == typed
    assert not problems


def test_a_link_to_a_file_that_is_a_number_is_a_link() -> None:
    book, problems = resolved("# 一\n\n[二](2)\n", **{"2": "# 二\n"})
    assert (links(book), problems) == ({"1.md": [("二", "#c2")]}.get("1.md"), [])


def test_a_link_of_a_page_below_may_be_read_from_the_root_of_a_site() -> None:
    text = "# 一\n\n[丙](./课/三)[丙](课/三.md)[丙](文/课/三)[四](课/四)\n"
    book, problems = resolved(
        "# 甲\n", docs__课__二=text, docs__课__三="# 三\n", a__课__四="# 四\n", b__课__四="# 四\n"
    )
    assert links(book) == [("丙", "#c3"), ("丙", "#c3")]
    assert [str(one.message).split("”")[0] for one in problems] == ["The link to “文/课/三", "The link to “课/四"]


def test_a_link_that_leads_nowhere_does_not_mean_its_own_page() -> None:
    _, problems = resolved("# 一\n\n[二](2b.md)\n")
    assert [str(problem.hint) for problem in problems] == ["Link to a chapter of this book, or to a web address."]
