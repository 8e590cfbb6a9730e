"""What code has put out (`.output`), as notebooks have it: of a long one the middle is left out, if its author says."""

from dataclasses import replace
from io import StringIO

from studypress.locale import locale_for
from studypress.markdown.elements.context import FileContext
from studypress.model import Block, CodeBlock, Container, Paragraph, Text

CLASS = "output"
"""Of the box around it, in Pandoc too."""


def shortened(blocks: tuple[Block, ...], context: FileContext) -> tuple[Block, ...]:
    """The blocks of an output; of text longer than `[code] output_lines` its beginning, a note, and its end."""
    most = context.config.code.output_lines
    return tuple(part for block in blocks for part in _parts(block, most, context.language)) if most else blocks


def _parts(block: Block, most: int, language: str) -> tuple[Block, ...]:
    if not isinstance(block, CodeBlock):
        return (block,)
    lines = list(StringIO(block.text))
    left = len(lines) - most
    if left < 2:  # the note takes a line too
        return (block,)
    last = most // 4  # where a log comes to its result
    first = most - last
    note = Text(locale_for(language).words["lines_left_out"].format(left), block.place)
    return (
        replace(block, text="".join(lines[:first])),
        Container(("left-out",), (Paragraph((note,), block.place),), block.place),
        replace(block, text="".join(lines[len(lines) - last :]), title="", label="", marks=()),
    )
