"""The source of a quotation, its last line, which books set at the right: `——《论语》`."""

from dataclasses import replace

from studypress.markdown.nodes.typed_lines import SOURCE
from studypress.model import Block, Break, Container, Paragraph
from studypress.tree import plain_text


def with_source(quoted: tuple[Block, ...]) -> tuple[Block, ...]:
    """Set the last line of a quotation at the right, if it names the source."""
    last = quoted[-1] if quoted else None
    if not isinstance(last, Paragraph):
        return quoted
    breaks = [index for index, node in enumerate(last.children) if isinstance(node, Break) and node.hard]
    line = last.children[breaks[-1] + 1 :] if breaks else last.children
    if not SOURCE.match(plain_text(line).strip()) or not (breaks or len(quoted) > 1):
        return quoted
    source = Container(("align-right",), (Paragraph(line, line[0].place),), line[0].place)
    above = (replace(last, children=last.children[: breaks[-1]]),) if breaks else ()
    return (*quoted[:-1], *above, source)
