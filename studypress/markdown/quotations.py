"""The source of a quotation, its last line, which books set at the right: `——《论语》`."""

from collections.abc import Iterator
from dataclasses import replace

from studypress.markdown.typed_lines import SOURCE
from studypress.model import Block, Break, Container, Inline, Paragraph
from studypress.tree import plain_text


def with_source(quoted: tuple[Block, ...]) -> tuple[Block, ...]:
    """Set the last line of a quotation at the right, if it names the source."""
    last = quoted[-1] if quoted else None
    if not isinstance(last, Paragraph):
        return quoted
    *before, line = _lines(last.children)
    if not SOURCE.match(plain_text(line).strip()) or not (before or len(quoted) > 1):
        return quoted
    source = Container(("align-right",), (Paragraph(line, line[0].place),), line[0].place)
    words = last.children[: -len(line) - 1]
    return (*quoted[:-1], *((replace(last, children=words),) if before else ()), source)


def _lines(children: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    start = 0
    for index, node in enumerate(children):
        if isinstance(node, Break) and node.hard:
            yield children[start:index]
            start = index + 1
    yield children[start:]
