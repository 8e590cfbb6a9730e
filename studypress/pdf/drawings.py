"""Drawings with sizes that nobody meant are drawn as far as they can be.

WeasyPrint 70 gives Pango letters of any size, which counts by 1/1024 pt in 32 bits and complains to the terminal when
they do not suffice, or are negative; and it repeats the colours of a gradient as often as its box has room for them,
ten thousand million times where each takes a ten-millionth of it. What fails while it is drawn stops at that drawing
alone: but for an order to stop, which is for all.
"""

from weasyprint import images, svg
from weasyprint.svg import defs

from studypress.library_seams import Seam

_LARGEST = 1_000_000
"""px of a letter."""
_MOST_COLOURS = 2_000
"""Stops of a gradient; with more there is but one colour to be seen."""

_REPAIRS = (
    (
        Seam(svg.SVG, "draw_node", "5e24443a435c"),
        {
            "size(node.get('font-size', '1em'), font_size, font_size)": (
                f"min(max(0, size(node.get('font-size', '1em'), font_size, font_size)), {_LARGEST})"  # NaN is 0, too
            )
        },
    ),
    (
        Seam(defs, "spread_linear_gradient", "b2b3425bf629"),
        {
            "while last < max_vector:": f"while last < max_vector and len(colors) < {_MOST_COLOURS}:",
            "while first > min_vector:": f"while first > min_vector and len(colors) < {_MOST_COLOURS}:",
        },
    ),
    (
        Seam(defs, "spread_radial_gradient", "7eb20b3a3dac"),
        {
            "ceil((max_distance - r) / gradient_length)": (
                f"ceil(min((max_distance - r) / gradient_length, {_MOST_COLOURS}))"
            ),
            "repeat_before = fr / gradient_length": f"repeat_before = min(fr / gradient_length, {_MOST_COLOURS})",
        },
    ),
    (Seam(images.SVGImage, "draw", "bf38036046fc"), {"except BaseException": "except Exception"}),
)
"""Functions, and in each what text is replaced by what."""


def mend_drawings() -> None:
    """Repair WeasyPrint in this process; where its code is not as expected, it is left as it is."""
    if all(seam.is_known() for seam, _ in _REPAIRS):
        for seam, lines in _REPAIRS:
            seam.change(lines)
