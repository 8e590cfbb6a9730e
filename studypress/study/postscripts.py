"""What stands at the end of a summary and sums up nothing: it is printed behind the box, and is nobody's objective."""

import re
from dataclasses import replace

from studypress.markdown import stray_code_line
from studypress.model import Block, DefinitionList, List, Paragraph, Section, ThematicBreak
from studypress.tree import plain_text


def without_postscript(summary: Section) -> tuple[Section, tuple[Block, ...]]:
    """A summary, or its last part, without its postscript, and that.

    That is text below the last line across the page (`***`), code that was pasted below the last point, and a sentence
    that closes the whole: `通过以上配置，…`.
    """
    blocks = summary.blocks
    if blocks and isinstance(last := blocks[-1], Section):
        last, behind = without_postscript(last)
        return replace(summary, blocks=(*blocks[:-1], last)), behind
    at = _begins(blocks)
    behind = tuple(block for block in blocks[at:] if not isinstance(block, ThematicBreak))
    return replace(summary, blocks=blocks[:at]), behind


def _begins(blocks: tuple[Block, ...]) -> int:
    """Where a postscript begins, which stands below points; behind the last block where there is none."""
    lists = [at for at, block in enumerate(blocks) if isinstance(block, List | DefinitionList)]
    if not lists:
        return len(blocks)
    below = range(lists[-1] + 1, len(blocks))
    if line := next((at for at in below if isinstance(blocks[at], ThematicBreak)), None):
        return line
    end = len(blocks)
    while end - 1 in below and (_is_code(blocks[end - 1]) or _closes(blocks[end - 1])):
        end -= 1
    return end


def _is_code(block: Block) -> bool:
    return isinstance(block, Paragraph) and stray_code_line(plain_text(block)) is not None


_CLOSING = re.compile(
    r"\s*(?:通[过過](?:以上|上述|这些|這些)|[综綜]上|[总總](?:之|的[来來][说說]|而言之)|以上(?:就|便)?是|至此"
    r"|希望(?:本|这|這|以上)|In (?:summary|conclusion)\b|To sum up\b|Overall,)"
)
"""How a sentence begins that closes a text, as language models end theirs."""


def _closes(block: Block) -> bool:
    return isinstance(block, Paragraph) and _CLOSING.match(plain_text(block)) is not None
