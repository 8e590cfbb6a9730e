"""Pictures that stand side by side: a paragraph of pictures alone becomes rows in which all are equally high."""

from dataclasses import replace
from itertools import pairwise

from studypress.model import Break, Image, Paragraph, Text

_MEASURE = 430
"""px: the width of A5's type area, the narrowest; what fits it in its own size stays so."""
_MOST = 4
"""Pictures in a row; more would be stamps."""
_GAP = 1.5
"""Per cent of the measure between two pictures, as the style sheets have it."""

Rows = tuple[tuple[Image, ...], ...]


def picture_rows(paragraph: Paragraph) -> Rows:
    """Put the pictures of a paragraph into rows, with a width each; none where the paragraph has words too."""
    images = tuple(node for node in paragraph.children if isinstance(node, Image))
    if len(images) < 2 or not all(
        _is_gap(node) or (isinstance(node, Image) and node.asset) for node in paragraph.children
    ):
        return ()
    count = -(-len(images) // _MOST)
    ends = [len(images) * number // count for number in range(count + 1)]
    return tuple(_row(images[start:end]) for start, end in pairwise(ends))


def _is_gap(node: object) -> bool:
    return isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip())


def _row(images: tuple[Image, ...]) -> tuple[Image, ...]:
    """Give the pictures of a row the widths at which they are equally high and fill it; sizes of the author's stay."""
    if any(image.width for image in images) or sum(image.asset.width for image in images if image.asset) <= _MEASURE:
        return images
    ratios = [image.asset.width / image.asset.height for image in images if image.asset]
    room = 100 - _GAP * len(images)
    return tuple(
        replace(image, width=f"{room * ratio / sum(ratios):.2f}%") for image, ratio in zip(images, ratios, strict=True)
    )
