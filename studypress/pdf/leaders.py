"""Rows of dots, each of them a single dashed line: leaders, which lead the eye to a page number, and lines below terms.

A style sheet asks for a leader as a background that is repeated in a row. WeasyPrint 70 draws what is repeated as a
tiling pattern, over which readers of PDFs sit for seconds at each page of the contents; and each dot of a border at one
side as four curves, 2 KB a term.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint import draw
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.images import parse_color

from studypress.library_seams import Seam

LEADER = "studypress-leader:"
"""The address of a leader; the size of the background is the distance of its dots, and their width."""

_SEAM = Seam(draw, "draw_background_image", "133db5e01d7c")
_BORDER = Seam(draw, "draw_border", "8ba918f30893")
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
    """Have WeasyPrint draw rows of dots as lines in this process; another version of it is left alone."""
    if _SEAM.is_known() and not hasattr(draw.draw_background_image, "__wrapped__"):
        draw.draw_background_image = _lining(draw.draw_background_image)
    if _BORDER.is_known() and not hasattr(draw.draw_border, "__wrapped__"):
        draw.draw_border = _underlining(draw.draw_border)


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


def _underlining(draw_border: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_border)
    def underlined(stream: Any, box: Any) -> None:
        if not _is_dotted_below(box):
            draw_border(stream, box)
            return
        left, top, length, height, *_ = box.rounded_border_box()
        width = box.border_bottom_width
        spaces = max(1, int(length / width / 2))
        y = top + height - width / 2
        with stream.artifact(), stream.stacked():
            stream.set_color(get_color(box.style, "border_bottom_color"), stroke=True)
            stream.set_line_width(width)
            stream.set_line_cap(1)
            stream.set_dash([0, (length - width) / spaces], 0)
            stream.move_to(left + width / 2, y)
            stream.line_to(left + length - width / 4, y)  # a little more, for the last dot
            stream.stroke()

    return underlined


def _is_dotted_below(box: Any) -> bool:
    """Whether an element in a line has dots below it, and no other border."""
    style = box.style
    return (
        style["border_bottom_style"] == "dotted"
        and isinstance(box, boxes.InlineBox)
        and box.border_bottom_width > 0
        and not (box.border_top_width or box.border_left_width or box.border_right_width)
        and style["visibility"] == "visible"
        and style["border_image_source"][0] == "none"
        and all(radius == (0, 0) for radius in box.rounded_border_box()[4:])
    )
