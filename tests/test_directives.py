"""Directives of MyST: what each becomes, and what is left as typed."""

import pytest
from test_markdown import read

from studypress.model import (
    Block,
    Callout,
    CalloutKind,
    CodeBlock,
    Container,
    Details,
    Figure,
    FormulaBlock,
    Image,
    List,
    Quote,
    Table,
)
from studypress.tree import plain_text, walk


def blocks_of(text: str) -> tuple[Block, ...]:
    book, problems = read(f"# 章\n\n{text}\n")
    assert problems == []
    return book.chapters[0].blocks


@pytest.mark.parametrize(
    ("text", "kind", "title", "words"),
    [
        ("```{note}\n文。\n```", CalloutKind.NOTE, "说明", "文。"),
        (":::{warning} 小心\n文。\n:::", CalloutKind.WARNING, "小心", "文。"),
        ("```{tip} 文。\n```", CalloutKind.TIP, "提示", "文。"),
        ("```{admonition} 题 *x*\n:class: tip\n文。\n```", CalloutKind.TIP, "题 x", "文。"),
        (":::{prf:theorem} 勾股\n:label: th-a\n文。\n:::", CalloutKind.NOTE, "定理（勾股）", "文。"),
        (":::{prf:theorem} 勾股定理\n文。\n:::", CalloutKind.NOTE, "勾股定理", "文。"),
        (":::{prf:lemma} Lemma of Zorn\n文。\n:::", CalloutKind.NOTE, "Lemma of Zorn", "文。"),
        ("```{prf:algorithm}\n:label: al-a\n文。\n```", CalloutKind.NOTE, "算法", "文。"),
        ("```{exercise}\n:label: ex-a\n\n文。\n```", CalloutKind.QUESTION, "练习", "文。"),
        ("```{exercise-start} 题\n:label: a\n```\n文。\n```{exercise-end}\n```", CalloutKind.QUESTION, "题", "文。"),
        ("```{note}\n---\nclass: wide\n---\n文。\n```", CalloutKind.NOTE, "说明", "文。"),
        ("```{note}\n:tada: 文。\n```", CalloutKind.NOTE, "说明", "🎉 文。"),
        ("```{margin}\n文。\n```", CalloutKind.NOTE, "", "文。"),
        ("> ```{note}\n> 文。\n> ```", CalloutKind.NOTE, "说明", "文。"),
    ],
)
def test_an_admonition_is_a_callout(text: str, kind: CalloutKind, title: str, words: str) -> None:
    (callout,) = (node for node in walk(blocks_of(text)) if isinstance(node, Callout))
    assert (callout.kind, plain_text(callout.title), plain_text(callout.blocks)) == (kind, title, words)


def test_a_solution_holds_code_between_two_directives() -> None:
    text = (
        "```{solution-start} ex-a\n:class: dropdown\n```\n\n```{code-cell} ipython3\nx\n```\n\n```{solution-end}\n```"
    )
    (folded,) = blocks_of(text)
    assert isinstance(folded, Details)
    assert (plain_text(folded.summary), [code.text for code in walk(folded, CodeBlock)]) == ("解答", ["x\n"])


def test_directives_nest_and_stand_in_lists() -> None:
    text = "1. 甲\n\n   ````{note}\n   外\n\n   ```{code-block} python\n   x = 1\n   ```\n   ````\n2. 乙"
    (listed,) = blocks_of(text)
    assert isinstance(listed, List)
    assert len(listed.items) == 2
    (code,) = (node for node in walk(listed) if isinstance(node, CodeBlock))
    assert (code.text, code.language) == ("x = 1\n", "python")


def test_a_figure_has_its_caption_and_its_legend() -> None:
    text = "```{figure} a.png\n:name: fig-a\n:width: 60%\n:alt: 画\n\n图的\n说明。\n\n图例。\n```"
    figure, legend = blocks_of(text)
    assert isinstance(figure, Figure)
    assert isinstance(figure.content, Image)
    assert (figure.label, figure.content.alt, figure.content.width) == ("fig-a", "画", "60%")
    assert (plain_text(figure.caption), plain_text(legend)) == ("图的说明。", "图例。")


def test_a_picture_may_be_written_in_a_figure() -> None:
    (figure,) = blocks_of(":::{figure-md} fig-a\n![画](a.png)\n\n说明。\n:::")
    assert isinstance(figure, Figure)
    assert (figure.label, plain_text(figure.caption)) == ("fig-a", "说明。")
    (alone,) = blocks_of("```{image} a.png\n:alt: 画\n```")
    assert isinstance(alone, Figure)
    assert alone.caption == ()


def test_a_list_of_lists_is_a_table() -> None:
    text = "```{list-table} 题\n:header-rows: 1\n:name: tab-a\n* - 甲\n  - 乙\n* - 1\n  - - 2\n    - 3\n```"
    (table,) = blocks_of(text)
    assert isinstance(table, Table)
    assert (table.label, plain_text(table.caption), len(table.head), len(table.body)) == ("tab-a", "题", 1, 1)
    assert isinstance(table.body[0].cells[1].blocks[0], List)
    (table,) = blocks_of("```{table} 题\n| 甲 |\n|---|\n| 1 |\n```")
    assert isinstance(table, Table)
    assert plain_text(table.caption) == "题"


def test_what_is_no_list_of_lists_is_kept() -> None:
    assert plain_text(blocks_of("```{list-table} 题\n文。\n```")).endswith("文。")
    (table,) = blocks_of(f"```{{list-table}}\n:header-rows: {'9' * 5_000}\n* - 甲\n```")
    assert plain_text(table) == "甲"
    assert "题" in plain_text(blocks_of("```{table} 题\n文。\n```"))


def test_cells_of_a_notebook_are_code() -> None:
    hidden = '```{code-cell}\n---\ntags: ["remove-cell"]\n---\ny\n```'
    (code,) = blocks_of(f"```{{code-cell}} ipython3\n:tags: [hide-input]\nx = 1\n```\n\n{hidden}")
    assert isinstance(code, CodeBlock)
    assert (code.text, code.language) == ("x = 1\n", "python")


def test_a_card_has_a_head_a_body_and_a_foot() -> None:
    text = ":::{card} 题\n头\n^^^\n```\n^^^\n+++\n```\n+++\n尾\n:::"
    text += "\n\n:::{card}\n头\n^^^\n文\n:::\n\n:::{card}\n^^^\n文\n:::"
    whole, short, bare = blocks_of(text)
    assert isinstance(whole, Details)
    assert [plain_text(one) for one in (whole.summary, *whole.blocks)] == ["题", "头", "", "尾"]
    assert isinstance(short, Details)
    assert [plain_text(one) for one in (short.summary, *short.blocks)] == ["头", "文"]
    assert [box.summary[0].place.line for box in (whole, short)] == [3, 15]
    assert plain_text(bare) == "文"


def test_panels_are_cards_without_their_options() -> None:
    text = "````{panels}\n:column: col-4\n头\n^^^\n文\n---\n:card: bg-info shadow\n\n后\n\n```\n---\n```\n````"
    (box,) = blocks_of(text)
    assert isinstance(box, Container)
    first, *rest = box.blocks
    assert isinstance(first, Details)
    *words, code = (first.summary, *first.blocks, *rest)
    assert [plain_text(one) for one in words] == ["头", "文", "后"]
    assert isinstance(code, CodeBlock)
    assert code.text == "---\n"


def test_formulas_folds_tabs_cards_and_quotations() -> None:
    formula, fold, *tabs = blocks_of(
        "```{math}\n:label: eq-a\nx = y\n```\n\n```{dropdown} 题\n文\n```\n\n"
        "::::{tab-set}\n:::{tab-item} 一\n甲\n:::\n:::{tab-item} 二\n乙\n:::\n::::\n\n```{epigraph}\n语\n```"
    )
    assert isinstance(formula, FormulaBlock)
    assert (formula.label, formula.formula.tex) == ("eq-a", "x = y")
    assert [type(node) for node in (fold, *tabs)] == [Details, Details, Details, Quote]


def test_headings_in_a_container_open_sections() -> None:
    assert any(isinstance(node, Container) for node in walk(blocks_of("```{div} mine\n文\n```")))
    book, _ = read("# 章\n\n::::{grid} 2\n## 节\n文\n::::\n")
    assert [plain_text(node.title) for node in walk(book.chapters) if hasattr(node, "level")] == ["节"]


def test_contents_and_what_only_tools_read_are_left_out() -> None:
    text = "```{toctree}\na\n```\n\n% 注释\n\n+++\n\n文。\n\n```{raw} latex\n\\x\n```"
    assert plain_text(blocks_of(text)) == "文。"


@pytest.mark.parametrize(
    "text", ["```{other} x\n文\n```", "```{note}\n文", "```{figure}\n文\n```", "```{rubric}\n文\n```", "```{math}\n```"]
)
def test_what_is_not_understood_stays_code(text: str) -> None:
    (code,) = blocks_of(text)
    assert isinstance(code, CodeBlock)
    assert code.text.strip() == "文" * ("文" in text)


@pytest.mark.parametrize("option", [":class: dropdown", ":dropdown:", ":class: tip dropdown"])
def test_an_admonition_that_may_be_folded_is_shown_open_with_its_title(option: str) -> None:
    (fold,) = blocks_of(f":::{{note}} 题\n{option}\n文\n:::")
    assert isinstance(fold, Details)
    assert (plain_text(fold.summary), plain_text(fold.blocks)) == ("题", "文")


def test_values_between_commas_are_a_table() -> None:
    values = '"1, 2", **3**\n4\n"one\ntwo", 甲\u2028乙\n'
    (table,) = blocks_of(f'```{{csv-table}} 题\n:header: 甲, "乙"\n:widths: 30 70\n:name: tab-a\n\n{values}```')
    assert isinstance(table, Table)
    assert [[plain_text(cell) for cell in row.cells] for row in (*table.head, *table.body)] == [
        ["甲", "乙"], ["1, 2", "3"], ["4"], ["one two", "甲\u2028乙"],
    ]  # fmt: skip
    assert (plain_text(table.caption), table.label) == ("题", "tab-a")
    (code,) = blocks_of("```{csv-table} 题\n:file: a.csv\n```")
    assert isinstance(code, CodeBlock)


def test_a_value_without_end_is_no_table() -> None:
    (code,) = blocks_of("```{csv-table}\n" + "x" * 200_000 + "\n```")
    assert isinstance(code, CodeBlock)


def test_words_of_roles_and_headings_apart() -> None:
    text = "{u}`一` {s}`二` {button}`三 <a.md>` {bdg-primary}`四` {pep}`8` {rfc}`五 <1>` {span}`六`"
    (paragraph,) = blocks_of(text)
    assert plain_text(paragraph) == "一 二 三 四 PEP 8 五 六"
    assert plain_text(blocks_of("```{rubric} 题\n```")) == "题"
    assert [plain_text(item) for item in blocks_of("```{hlist}\n:columns: 2\n- 甲\n- 乙\n```")[0].items] == ["甲", "乙"]  # type: ignore[union-attr]
