r"""Captions of tables, which Markdown has no form for: a paragraph beside the table that says it is one.

: 容器与虚拟机 {#tbl:compare}     Pandoc, Quarto            Table: (\#tab:compare) …     bookdown
**表 2-1 容器与虚拟机**            by hand, with its number
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from studypress.model import Block, Inline, Paragraph, Style, Styled, Table, Text
from studypress.tree import plain_text

_MARK = re.compile(r"(?::|(?:Table|表)[ \t]*[:：])[ \t]*(?=\S)", re.IGNORECASE)
_LABEL_FIRST = re.compile(r"\(#([\w:.\-]{1,100})\)[ \t]*")
_LABEL_LAST = re.compile(r"[ \t]*\{#([^\s{}#]{1,100})[^{}]*\}[ \t]*$")
_BY_HAND = re.compile(r"(?:表|table|tab\.)[ \t]*(\d+(?:[-.–]\d+)*)[ \t]*[:：.、]?[ \t\u3000]*", re.IGNORECASE)


def with_captions(content: Iterable[Block]) -> list[Block]:
    """Give every table the caption that stands right before it, or after it."""
    result: list[Block] = []
    for block in content:
        if result and (table := _joined(result[-1], block)):
            result[-1] = table
        else:
            result.append(block)
    return result


def _joined(first: Block, second: Block) -> Table | None:
    """One table of a table and its caption, whichever comes first."""
    match first, second:
        case (Table() as table, Paragraph() as paragraph) | (Paragraph() as paragraph, Table() as table):
            return _captioned(table, paragraph)
    return None


def _captioned(table: Table, paragraph: Paragraph) -> Table | None:
    """The table with its caption, if the paragraph is one."""
    if table.caption:
        return None
    match paragraph.children:
        case (Text(text=text) as first, *rest) if mark := _MARK.match(text):
            caption, label = _without_label((replace(first, text=text[mark.end() :]), *rest))
            return replace(table, caption=caption, label=label)
        case (Styled(style=Style.STRONG, children=(Text(text=text) as first, *rest)),) if mark := _BY_HAND.match(text):
            words = (replace(first, text=text[mark.end() :]), *rest)
            return replace(table, caption=words if plain_text(words) else (), number=mark[1])
    return None


def _without_label(caption: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str]:
    match caption:
        case (Text(text=text) as first, *rest) if found := _LABEL_FIRST.match(text):
            return (replace(first, text=text[found.end() :]), *rest), found[1]
        case (*rest, Text(text=text) as last) if found := _LABEL_LAST.search(text):
            words = text[: found.start()]
            return (*rest, *((replace(last, text=words),) if words else ())), found[1]
    return caption, ""
