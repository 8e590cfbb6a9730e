"""Callouts, containers and tabs, in the ways of every tool."""

import pytest
from test_markdown import codes, read

from studypress import model
from studypress.config import BookConfig
from studypress.locale import locale_for
from studypress.markdown.syntax.callout_kinds import KINDS, WORDS
from studypress.model import Callout, CalloutKind, CodeBlock, Paragraph, Section
from studypress.tree import plain_text, walk


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_every_name_of_a_callout_has_a_word(language: str) -> None:
    words = locale_for(language).words
    assert {name for name in KINDS if name.isascii() and f"callout_{WORDS.get(name, name)}" not in words} == set()
    assert set(KINDS.values()) == set(CalloutKind)


def test_a_callout_has_its_word_in_the_language_of_the_book() -> None:
    titles = []
    for language in ("zh-Hans", "zh-Hant", "ja", "en"):
        book, _ = read("> [!note]\n> x\n", config=BookConfig(language=language))
        titles += [plain_text(node.title) for node in walk(book) if isinstance(node, Callout)]
    assert titles == ["说明", "說明", "補足", "Note"]


def test_a_slip_in_a_container_takes_no_chapter_with_it() -> None:
    book, problems = read("# 一\n\n::: tip\n甲\n\n# 二\n\n{% endtab %}\n\n乙\n")
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["一", "二"]
    assert codes(problems) == [(3, "unclosed-container"), (8, "unclosed-container")]


def test_headings_in_a_container_open_sections() -> None:
    book, _ = read("# 一\n\n::: {.column}\n## 甲\n文字\n:::\n")
    assert [plain_text(node.title) for node in walk(book) if isinstance(node, Section)] == ["甲"]


def test_lines_that_open_tabs_mean_something_in_a_group_alone() -> None:
    text = "::: tabs#os\n\n@tab 甲#1\n\n一\n\n::: tip 丁\n三\n:::\n\n@tab:active 乙\n二\n:::\n\n"
    text += "@tab 丙\n\n::: tip\n@tab 戊\n:::\n"
    book, problems = read(f"# 章\n\n{text}")
    tabs = [node for node in walk(book) if isinstance(node, model.Details)]
    assert [(plain_text(tab.summary), plain_text(tab.blocks)) for tab in tabs] == [("甲", "一丁三"), ("乙", "二")]
    assert plain_text(book.chapters[0].blocks[2:]) == "@tab 丙提示@tab 戊"
    assert problems == []


@pytest.mark.parametrize(
    ("fence", "kind", "title"),
    [
        ("ad-warning\ntitle: 题\ncollapse: open\n", CalloutKind.WARNING, "题"),
        ("ad-tip\ntitle:\n", CalloutKind.TIP, ""),
        ("ad-我的\n", CalloutKind.NOTE, "我的"),
        ("admonish\n", CalloutKind.NOTE, "说明"),
        ("admonish tip title='题' collapsible=true\n", CalloutKind.TIP, "题"),
        ('admonish danger "题"\n', CalloutKind.DANGER, "题"),
        ("admonish info title=''\n", CalloutKind.NOTE, ""),
        ("admonish frog\n", CalloutKind.NOTE, "Frog"),
    ],
)
def test_fences_of_plugins_are_boxes_with_markdown_in_them(fence: str, kind: CalloutKind, title: str) -> None:
    book, _ = read(f"# 章\n\n````{fence}甲 **乙**\n\n```js\nx\n```\n````\n")
    (box,) = (node for node in walk(book) if isinstance(node, Callout))
    assert (box.kind, plain_text(box.title)) == (kind, title)
    assert [type(node) for node in box.blocks] == [Paragraph, CodeBlock]
    assert plain_text(box.blocks[0]) == "甲 乙"


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [
        ("> 甲。 [name=乙] [time=Jun 28]", "甲。—— 乙，Jun 28"),
        ("> 甲\n> [name=乙]", "甲—— 乙"),
        ("> 甲 [name=乙]\n> 丙 [color=red]", "甲（乙）丙"),
        ("> [color=#907bf7]\n> 甲", "甲"),
        ("> 属性 a[name=x] 与 [href=y]", "属性 a[name=x] 与 [href=y]"),
        ("甲 [name=乙]", "甲 [name=乙]"),
    ],
)
def test_a_quotation_of_hackmd_names_its_source(typed: str, shown_as: str) -> None:
    assert plain_text(read(f"# 章\n\n{typed}\n")[0].chapters[0].blocks) == shown_as


def test_boxes_between_slashes_may_hold_others_and_text_in_slashes_stays() -> None:
    text = (
        "//// warning | 甲\n\n乙\n/// details | 丙\n    type: tip\n    open: true\n<p>丁</p>\n///\n////\n\n"
        "/// Returns the | x\n\n```rust\n/// 己\n```\n\n/// tip\n戊\n"
    )
    book, problems = read(f"# 章\n\n{text}")
    box, *rest = book.chapters[0].blocks
    assert isinstance(box, Callout)
    assert (box.kind, plain_text(box.title), plain_text(box.blocks)) == (CalloutKind.WARNING, "甲", "乙丙丁")
    assert [plain_text(node.summary) for node in walk(box) if isinstance(node, model.Details)] == ["丙"]
    assert [plain_text(node) for node in rest if isinstance(node, Paragraph)] == ["/// Returns the | x", "/// tip 戊"]
    assert problems == []


def test_colons_alone_in_an_item_are_its_text_and_below_one_they_close_the_box_around() -> None:
    book, problems = read("# 章\n\n- :::\n- 甲\n\n::: tip\n- 乙\n- 丙\n  :::\n\n丁\n")
    assert ([plain_text(block) for block in book.chapters[0].blocks], problems) == ([":::甲", "提示乙丙", "丁"], [])


def test_a_drawing_between_colons_is_one_unless_a_fence_in_it_is() -> None:
    drawn = "graph TD\n\n# A\n"
    book, _ = read(f"# 章\n\n:::mermaid\n{drawn}:::\n\n::: mermaid\n```mermaid\nB\n```\n:::\n\n::: mermaid\n甲\n")
    assert [node.text for node in walk(book) if isinstance(node, model.Diagram)] == [drawn, "B\n"]
    assert plain_text(book.chapters[0].blocks[-1]) == "甲"


def test_a_fence_that_only_lays_out_is_no_box_unless_it_has_a_title() -> None:
    book, problems = read("# 章\n\n````ad-col2\n甲\n\n```ad-blank\n乙\n```\n````\n\n```ad-flex\ntitle: 丙\n丁\n```\n")
    assert [plain_text(node) for node in walk(book) if isinstance(node, Callout)] == ["丙丁"]
    assert plain_text(book.chapters[0].blocks) == "甲乙丙丁"
    assert problems == []


def test_boxes_of_bootstrap_are_callouts_as_in_notebooks() -> None:
    text = '<div class="alert alert-block alert-warning"><b>注意：</b> 甲</div>\n\n<div class="alert">丙</div>\n\n'
    text += '<div class="alert alert-info">\n\n- 乙\n\n</div>\n\n<div class="alert alert-info">\n\n## 丁\n\n</div>\n'
    book, _ = read(f"# 章\n\n{text}")
    assert [(box.kind, plain_text(box)) for box in walk(book, Callout)] == [
        (CalloutKind.WARNING, "注意： 甲"), (CalloutKind.NOTE, "乙"),
    ]  # fmt: skip


def test_boxes_of_yuque_and_of_luogu() -> None:
    book, problems = read("# 章\n\n:::tips\n甲\n:::\n\n:::align{right}\n乙\n:::\n\n:::epigraph[丙]\n丁\n:::\n")
    tip, side, quotation = book.chapters[0].blocks
    assert isinstance(tip, Callout)
    assert (tip.kind, plain_text(tip.title)) == (CalloutKind.TIP, "提示")
    assert isinstance(side, model.Container)
    assert (side.classes, plain_text(side)) == (("align-right",), "乙")
    assert isinstance(quotation, Callout)
    assert (quotation.kind, plain_text(quotation)) == (CalloutKind.QUOTE, "丙丁")
    assert problems == []


def test_where_a_box_stands_is_no_title_of_it() -> None:
    book, _ = read("# 章\n\n!!! tip inline end\n    文\n")
    (box,) = walk(book, Callout)
    assert plain_text(box.title) == locale_for("zh-Hans").words["callout_tip"]
