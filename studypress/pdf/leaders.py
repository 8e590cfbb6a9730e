"""Leaders: the dots that lead the eye from a title to its page number, each row of them a single dashed line.

A style sheet asks for them as a background that is repeated in a row. WeasyPrint 70 draws what is repeated as a tiling
pattern, over which readers of PDFs sit for seconds at each page of the contents.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint import draw
from weasyprint.images import parse_color

from studypress.seams import Seam

LEADER = "studypress-leader:"
"""The address of a leader; the size of the background is the distance of its dots, and their width."""

_SEAM = Seam(draw, "draw_background_image", "133db5e01d7c")
_GREY = "#666"


class Leader:
    """A dot and the blank before and after it, with the methods that WeasyPrint asks of an image."""

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[None, None, None]:
        """It has no size of its own."""
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draw a dot in the middle of so many px."""
        self.draw_row(stream, width, 0, height / 2, width, height)

    def draw_row(self, stream: Any, right: float, left: float, y: float, distance: float, width: float) -> None:
        """Draw dots of this width and distance, in px, from the right to the left, so that those of all rows align."""
        stream.set_color(parse_color(_GREY), stroke=True)
        stream.set_line_width(width)
        stream.set_line_cap(1)  # a dash of no length is round
        stream.set_dash([0, distance], 0)
        stream.move_to(right - distance / 2, y)
        stream.line_to(left, y)
        stream.stroke()


def draw_leaders() -> None:
    """Have WeasyPrint draw leaders as lines in this process; another version of it is left alone."""
    if _SEAM.is_known() and not hasattr(draw.draw_background_image, "__wrapped__"):
        draw.draw_background_image = _lining(draw.draw_background_image)


def _lining(draw_background_image: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_background_image)
    def lined(stream: Any, layer: Any, style: Any) -> None:
        if not isinstance(layer.image, Leader):
            draw_background_image(stream, layer, style)
            return
        distance, width = layer.size
        left, top, room, _ = layer.positioning_area
        with stream.artifact(), stream.stacked():
            layer.image.draw_row(stream, left + room, left, top + layer.position[1] + width / 2, distance, width)

    return lined
