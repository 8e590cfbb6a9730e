"""A paragraph of pictures alone: rows without an indent, and in each of them all are equally high."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studypress.model import Image, Inline, Link, Paragraph
from studypress.tree import is_blank

_MEASURE = 430
"""px: the width of A5's type area, the narrowest; what fits it in its own size stays so."""
_MOST = 4
"""Pictures in a row; more would be stamps."""
_GAP = 1.5
"""Per cent of the measure between two pictures, as the style sheets have it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a row."""

    image: Image
    link: Link | None = None
    """The link that holds it and nothing else."""


Row = tuple[Shown, ...]


def picture_rows(paragraph: Paragraph) -> tuple[Row, ...]:
    """Put the pictures of a paragraph, linked or not, into rows, with a width each where several share one.

    No row where the paragraph has words too.
    """
    nodes = [node for node in paragraph.children if not is_blank(node)]
    shown = [found for node in nodes if (found := _shown(node))]
    if len(shown) < len(nodes):
        return ()
    count = -(-len(shown) // _MOST)
    ends = [len(shown) * number // count for number in range(count + 1)]
    return tuple(_row(shown[start:end]) for start, end in pairwise(ends))


def _shown(node: Inline) -> Shown | None:
    """A picture that was found, alone or in a link; None of anything else."""
    match node:
        case Image(asset=asset) if asset:
            return Shown(node)
        case Link(children=children):
            inner = [one for one in children if not is_blank(one)]
            return Shown(inner[0], node) if len(inner) == 1 and isinstance(inner[0], Image) and inner[0].asset else None
        case _:
            return None


def _row(row: Sequence[Shown]) -> Row:
    """Give the pictures of a row the widths at which they are equally high and fill it; sizes of the author's stay."""
    sizes = [(one.image.asset.width, one.image.asset.height) for one in row if one.image.asset]
    if len(row) == 1 or any(one.image.width for one in row) or sum(width for width, _ in sizes) <= _MEASURE:
        return tuple(row)
    ratios = [width / height for width, height in sizes]
    room = 100 - _GAP * len(row)
    widths = [f"{room * ratio / sum(ratios):.2f}%" for ratio in ratios]
    return tuple(replace(one, image=replace(one.image, width=width)) for one, width in zip(row, widths, strict=True))
