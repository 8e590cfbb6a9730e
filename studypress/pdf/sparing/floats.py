"""A line that has no float beside it has all of its block.

WeasyPrint 70 looks for floats beside each line three times, and measures the line and both its sides for it, also
where there are none, as on nearly all pages of a book.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import float as floats

from studypress.library_seams import Seam, put_in_place

SEAMS = (Seam(floats, "avoid_collisions", "5fc7793c573a"),)


def spare() -> None:
    """Have WeasyPrint look for floats in this process only where there are some."""
    put_in_place(floats.avoid_collisions, _passing_over(floats.avoid_collisions))


def _passing_over(avoid: Callable[..., tuple[float, float, float]]) -> Callable[..., tuple[float, float, float]]:
    @wraps(avoid)
    def avoided(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[float, float, float]:
        alone = not context.excluded_shapes and outer and isinstance(box, boxes.LineBox)
        if not alone or containing_block.style["direction"] != "ltr":
            return avoid(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        return left, box.position_y, left + containing_block.width - left  # rounded as WeasyPrint rounds it

    return avoided
