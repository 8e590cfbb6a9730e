r"""Captions of tables and pictures, which Markdown has no form for: a paragraph beside them that says it is one.

: 容器与虚拟机 {#tbl:compare}     Pandoc, Quarto            Table: (\#tab:compare) …     bookdown
**表 2-1 容器与虚拟机**            by hand above a table, with its number; 表 2-1 容器与虚拟机, too
*图 2-1 容器与虚拟机*              the same below a picture; 图 2-1：容器与虚拟机, too
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from studypress.letters import CLAUSE_ENDS, SENTENCE_ENDS
from studypress.markdown.nodes.structures import shares_of
from studypress.model import Block, Break, Container, Figure, Image, Inline, Paragraph, Style, Styled, Table, Text
from studypress.names import fold
from studypress.tree import plain_text

_MARK = re.compile(r"(?::|(?:Table|表)[ \t]*[:：])[ \t]*(?=\S|\Z)", re.IGNORECASE)
_LABEL_FIRST = re.compile(r"\(#([\w:.\-]{1,100})\)[ \t]*")
_LABEL_LAST = re.compile(r"(?<![ \t])[ \t]*\{#([^\s{}#]{1,100})[^{}]*\}[ \t]*$")
_BY_HAND = re.compile(r"(?:表|table|tab\.)[ \t]*(\d+(?:[-.–]\d+)*)[ \t]*[:：.、]?[ \t\u3000]*", re.IGNORECASE)
_TITLE_BY_HAND = re.compile(
    r"(?:表|table|tab\.)[ \t]*(\d+(?:[-.–]\d+)*)(?:[ \t]*[:：.、]|[ \t\u3000])[ \t\u3000]*(?=\S)", re.IGNORECASE
)
_FIGURE_BY_HAND = re.compile(
    r"(?:[图圖図]|Figure|Fig\.)[ \t]*(?:[A-Z][-.–])?\d+(?:[-.–]\d+)*(?:[ \t]*[:：.、]|[ \t\u3000])[ \t\u3000]*(?=\S)",
    re.IGNORECASE,
)
_LONGEST = 80
"""Characters of a line that may be a caption; a longer one, or one that ends as a sentence does, is text."""


def with_captions(content: Iterable[Block]) -> list[Block]:
    """Give every table the caption that stands right before it, or after it, and every picture the one after it."""
    result: list[Block] = []
    for block in content:
        if result and (joined := _joined(result[-1], block)):
            result[-1] = joined
        else:
            result.append(block)
    return result


def _joined(first: Block, second: Block) -> Table | Figure | None:
    """One table of a table and its caption, whichever comes first; one figure of a picture and the caption below it."""
    match first, second:
        case Figure(), Paragraph() | Container(classes=("align-center",), blocks=(Paragraph(),)):
            return _captioned_figure(first, second if isinstance(second, Paragraph) else second.blocks[0])
        case Table(), Paragraph():
            return _captioned(first, second)
        case Paragraph(), Table():
            return _captioned(second, first) or _titled(second, first)
        case Container(classes=("align-center",), blocks=(Paragraph() as title,)), Table():
            return _captioned(second, title) or _titled(second, title)
    return None


def _captioned(table: Table, paragraph: Paragraph) -> Table | None:
    """The table with its caption, if the paragraph is one."""
    if table.caption:
        return None
    match paragraph.children:
        case (Text(text=text) as first, *rest) if (mark := _MARK.match(text)) and (rest or text[mark.end() :]):
            begun = (replace(first, text=text[mark.end() :]),) if text[mark.end() :] else ()
            words, widths = _without_widths((*begun, *rest), table)
            caption, label = _without_label(words)
            return replace(table, caption=caption, label=label, widths=widths)
        case (Styled(style=Style.STRONG, children=(Text(text=text) as first, *rest)),) if mark := _BY_HAND.match(text):
            words = (replace(first, text=text[mark.end() :]), *rest)
            return replace(table, caption=words if plain_text(words) else (), number=mark[1])
    return None


def _titled(table: Table, title: Paragraph) -> Table | None:
    """The table with the title and the number that are typed above it, if a paragraph is no more than these."""
    if table.caption or table.number:
        return None
    text, first = plain_text(title.children), title.children[0]
    found = _TITLE_BY_HAND.match(text)
    if not (found and isinstance(first, Text) and _is_line(title.children)):
        return None
    rest = replace(first, text=first.text[found.end() :])
    return replace(table, caption=(*((rest,) if rest.text else ()), *title.children[1:]), number=found[1])


def _is_line(words: tuple[Inline, ...]) -> bool:
    """Whether words are one line that is no sentence."""
    text = plain_text(words)
    ends = text.rstrip().endswith((*SENTENCE_ENDS, *CLAUSE_ENDS))
    return len(text) <= _LONGEST and not ends and not any(isinstance(node, Break) for node in words)


def _captioned_figure(figure: Figure, paragraph: Block) -> Figure | None:
    """The figure with its caption, if the paragraph is one; another title that the picture has stays what it is."""
    if not isinstance(paragraph, Paragraph):
        return None
    words = paragraph.children
    match words:
        case (Styled(children=inner),):
            words = inner
    text = plain_text(words)
    if not _is_line(words) or not isinstance(words[0], Text):
        return None
    number = _FIGURE_BY_HAND.match(text)
    title = figure.content.title if isinstance(figure.content, Image) else ""
    says_another = title and number and fold(title) != fold(text[number.end() :])
    return replace(figure, caption=words) if number and not says_another else None


_WIDTHS = re.compile(r"(\{[^{}]*)\btbl-colwidths=[\"“”](\[[\d, ]+\])[\"“”]([^{}]*\})[ \t]*$")


def _without_widths(caption: tuple[Inline, ...], table: Table) -> tuple[tuple[Inline, ...], tuple[float, ...]]:
    """Take Quarto's widths of columns off a caption, and the braces if nothing else is in them."""
    last = caption[-1] if caption else None
    found = _WIDTHS.search(last.text) if isinstance(last, Text) else None
    if found is None or not isinstance(last, Text):
        return caption, table.widths
    others = f"{found[1].rstrip()} {found[3]}".strip("{} \t")
    words = last.text[: found.start()] + (f"{{{others}}}" if others else "")
    columns = max((len(row.cells) for row in (*table.head, *table.body)), default=0)
    widths = shares_of(found[2])
    return (*caption[:-1], replace(last, text=words.rstrip())), widths if len(widths) == columns else table.widths


def _without_label(caption: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str]:
    match caption:
        case (Text(text=text) as first, *rest) if found := _LABEL_FIRST.match(text):
            return (replace(first, text=text[found.end() :]), *rest), found[1]
        case (*rest, Text(text=text) as last) if found := _LABEL_LAST.search(text):
            words = text[: found.start()]
            return (*rest, *((replace(last, text=words),) if words else ())), found[1]
    return caption, ""
