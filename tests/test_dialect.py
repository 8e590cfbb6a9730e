"""The dialect of notes: every example of docs/dialect.md, the switches, and text that means harm."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from limits import within
from test_markdown import read, shown

from studypress import model
from studypress.config import BookConfig, MarkdownConfig
from studypress.model import Link, Styled, Table
from studypress.tree import plain_text, walk

TABLE = Path(__file__).parent.parent / "docs" / "dialect.md"
SWITCHES = {part.name: part.default for part in fields(MarkdownConfig) if isinstance(part.default, bool)}
CITED = "@book{knuth84, author = {Knuth, Donald E.}, title = {The book}, year = 1984}"
"""A .bib file, for the examples that cite it."""


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Element, example, node and switch of each row."""
    for line in TABLE.read_text(encoding="utf8").splitlines():
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 7 and cells[1].startswith("`"):
            example = re.sub(r"^(`+) ?(.*?) ?\1$", r"\2", cells[1]).replace("⏎", "\n").replace("→", "\t")
            yield cells[0], example, cells[2], cells[6].strip("`")


def with_switch(name: str, on: bool) -> BookConfig:
    """Settings by which one way of writing is read, or not."""
    return BookConfig(markdown=replace(MarkdownConfig(), **{name: on}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("element", "example", "node", "switch"), list(rows()), ids=lambda value: str(value)[:30])
def test_every_example_becomes_its_node(element: str, example: str, node: str, switch: str) -> None:
    book, problems = read(example, config=with_switch(switch, True) if switch else None, bibliography=CITED)
    assert [type(found).__name__ for found in walk(book)].count(node), element
    assert problems == []
    if switch:
        off, _ = read(example, config=with_switch(switch, False), bibliography=CITED)
        assert len(shown(off)) > len(shown(book)) or plain_text(off.chapters) != plain_text(book.chapters), element


def test_every_switch_is_in_the_table() -> None:
    assert {switch for *_, switch in rows()} - {""} == set(SWITCHES)


_HOSTILE = {
    "code of a page never ended": "<script>\n" * 5000 + "</script> x\n",
    "containers never closed": "::: tip\n" * 5000,
    "containers never opened": ":::\n" * 5000,
    "slashes": "/// note\n" * 1_000 + "////\n" * 1_000,
    "drawings that are none": "::: mermaid\n" * 1_500 + "```\nx\n```\n:::\n",
    "tabs never opened": "@tab x\n" * 1_000 + "::: tabs\n" + "@tab x\n:::\n" * 500,
    "containers of many names": "".join(f"{':' * (3 + n % 7)} n{n}\n" for n in range(5000)),
    "admonitions inside each other": "".join("    " * n + "!!! note\n" for n in range(300)),
    "attributes that do not end": "`x`{" + "k=a.b.c.d.e.f " * 3000 + "!",
    "spans inside each other": "[" * 5000 + "a" + "]{.x}" * 5000,
    "blanks in titles": f"# a{' ' * 40_000}b\n\n# a{chr(0x3000) * 40_000}b\n\n# `{' ' * 40_000}` b\n",
    "equals signs": "==a" * 10_000 + "=" * 50_000,
    "carets and tildes": "x^2~1" * 10_000,
    "notes never closed": "^[" * 10_000,
    "marks of an editor never closed": "{++{--{~~{>>^^a" * 400,
    "colons": ":a" * 20_000,
    "ranges of lines": "```js {" + "1-9999999," * 150 + "}\n" + "x // [!code ++:9999999]\n" * 5000 + "```\n",
    "white space in code": "```js\n" + " " * 500_000 + "x // [!code ++]\n```\n",
    "lists inside each other": "".join("  " * n + "- x\n" for n in range(700)),
    "quotations inside each other": ">" * 3000 + " [!note] x\n",
    "shortcodes": "{{< hint a=" * 3000 + "\n" + "{{< katex >}}x" * 3000 + "\n" + "{{< figure src=a " * 3000,
    "blanks in shortcodes": "".join(
        f"{begins}{' ' * 6_000}{ends}\n\n"
        for begins, ends in (
            ("{{< figure src=a", "b"),
            ("{{< video", "b"),
            ("x {{< highlight a", "b"),
            ("{% hint", "a %"),
            ("{% btn", "b"),
            ("x {% label a", "b"),
        )
    ),
    "blanks in tags of a line": f"{{% note{' ' * 900}b\n{{% note %}}{' ' * 900}b\n<!-- tab{' ' * 900}b\n\n" * 20,
    "blanks in an option": "```{figure} a.png\n:name: a" + " " * 20_000 + "b\n```\n",
    "shortcodes of a theme": "{{< a b=" * 1_000 + "{{< a >}}x{{< a >}}\n" * 500 + "{{< /a >}}\n" * 500,
    "extensions never closed": "{::comment}\n" * 500 + "x {::comment}" * 500,
    "shortcodes never closed": "{{< highlight go >}}\n" * 5000,
    "imports without an end": "import {" + "a, " * 20_000 + "\n" + "import a from 'a'\n" * 5000,
    "items and notes without a blank line": "- a\n" * 5000 + "\n" + "".join(f"[^{n}]: a\n" for n in range(5000)),
    "tags in each line that hold Markdown": "<div markdown=1>\n" * 3000,
    "directives never closed": ":::{note}\n" * 6000,
    "letters that are no Base64": "![](data:image/png;base64,AAAAAAAAAAAAAAAAAAAAA)\n",
    "a picture of megabytes in a reference": "[a]: data:image/png;base64," + "A" * 1_000_000 + "\n\n![x][a]\n",
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_text_ends_soon(text: str) -> None:
    switches = replace(MarkdownConfig(), page_code=True, page_imports=True, tex_commands=True)
    with within(8):
        book, _ = read(text, config=BookConfig(markdown=switches))
    assert isinstance(book, model.Book)


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("甲{++*乙*\n丙++}丁", {"乙丙": "underline", "乙": "emphasis"}),
        ("甲{--乙--}{~~旧~>新~~}", {"乙": "strike", "旧": "strike", "新": "underline"}),
        ("甲{==乙==}。", {"乙": "mark"}),
        ("甲 ^^乙 丙^^。", {"乙 丙": "underline"}),
        ("谢谢^^我走了^^", {}),
        ("`{++甲++}` 与 {--flag} 与 {++i} 与 { ++甲++ }", {}),
    ],
)
def test_what_an_editor_marked_is_as_a_proof_has_it(text: str, styles: dict[str, str]) -> None:
    book, problems = read(f"# 章\n\n{text}\n")
    assert {plain_text(node): node.style.name.lower() for node in walk(book) if isinstance(node, Styled)} == styles
    assert problems == []


def test_a_table_right_below_a_quotation_is_one() -> None:
    book, problems = read("# 章\n\n> **符号**\n|符号|解释|\n|:--|:--|\n| $a$| 甲|\n\n> 乙\n丙 | 丁\n戊\n")
    blocks = book.chapters[0].blocks
    assert [(type(one).__name__, plain_text(one)) for one in blocks if not isinstance(one, Table)] == [
        ("Quote", "符号"),
        ("Quote", "乙丙 | 丁戊"),
    ]
    assert (sum(isinstance(one, Table) for one in blocks), problems) == (1, [])


def test_cells_go_on_with_others_below_a_line_of_luogus_alone() -> None:
    rows = "| 甲 | < | 乙 |\n|---|---|---|\n| 丙 | 丁 | ^ |\n| ^ | 戊 | < |\n| ^ | ^ | 己 |\n"
    book, problems = read(f"# 章\n\n::cute-table{{tuack}}\n\n{rows}\n{rows}")
    merged, typed = (node for node in walk(book) if isinstance(node, model.Table))
    rows_of_cells = [row.cells for row in merged.head + merged.body]
    assert [[(plain_text(cell), cell.rowspan, cell.colspan) for cell in cells] for cells in rows_of_cells] == [
        [("甲", 1, 2), ("乙", 1, 1)],
        [("丙", 3, 1), ("丁", 1, 1), ("^", 1, 1)],  # no cell goes on from the head
        [("戊", 1, 1), ("<", 1, 1)],  # nor is one of three corners
        [("^", 1, 1), ("己", 1, 1)],
    ]
    assert [len(row.cells) for row in typed.head + typed.body] == [3, 3, 3, 3]
    assert "cute" not in plain_text(book.chapters)
    assert problems == []


def test_an_emoji_may_follow_han_and_no_latin_letter() -> None:
    book, _ = read("# 章\n\n好:cat:了，12:30:45，a:cat:\n")
    assert plain_text(book.chapters[0].blocks) == "好🐱了，12:30:45，a:cat:"


def test_tags_without_an_end_cost_what_they_are_long() -> None:
    tags = "{% note %}\n{% codeblock %}\n{% label x@y\n{% raw %}\n<!-- tab a -->\n\n"
    with within(5):
        book, _ = read("# 章\n\n" + 2000 * tags + "字 {% endcodeblock %}\n")
    assert plain_text(book.chapters[0].blocks).count("{% codeblock %}") == 2000


def test_keys_in_the_words_of_a_link_are_there_once() -> None:
    book, _ = read("# 章\n\n[按 ++ctrl+c++](https://example.org)\n")
    assert [plain_text(link.children) for link in walk(book, Link)] == ["按 Ctrl+C"]
