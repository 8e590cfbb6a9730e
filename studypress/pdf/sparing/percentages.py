"""Boxes of one style in blocks of one size have the same margins, edges and widths.

WeasyPrint 70 turns twenty properties of each box into px whenever it looks at it. What comes of them depends on the
style and on the size of the containing block alone, so that it is kept with the style.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from studypress.library_seams import Seam, put_in_place

SEAMS = (
    Seam(percent, "resolve_percentages", "71673078096f"),
    Seam(percent, "resolve_one_percentage", "4cfaa9ad134e"),
    Seam(percent, "percentage", "ebe404ccd9da"),
    Seam(percent, "adjust_box_sizing", "88f3351db028"),
)

_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_SIZES = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")),
)
"""With the widths of borders, what WeasyPrint sets."""


def spare() -> None:
    """Have WeasyPrint keep what percentages come to in this process."""
    put_in_place(percent.resolve_percentages, _keeping(percent.resolve_percentages))


def _keeping(resolve: Callable[..., None]) -> Callable[..., None]:
    @wraps(resolve)
    def resolved(box: Any, containing_block: Any) -> None:
        style, own = box.style, box.__dict__
        if isinstance(containing_block, boxes.Box):
            size = containing_block.width, containing_block.height
        else:
            size = tuple(containing_block)
        known = style.__dict__.setdefault("used_values", {})
        if size in known:
            sizes, borders = known[size]
            settled = style["border_collapse"] == "collapse" and [name for name in _BORDERS if name in own]
            if not settled:
                own.update(sizes)
                own.update(borders)
                return
            if len(settled) == len(_BORDERS) and style["box_sizing"] == "content-box":
                own.update(sizes)  # borders that cells share are settled where they meet
                return
        resolve(box, containing_block)
        if style["border_collapse"] != "collapse" or style["box_sizing"] == "content-box":
            known[size] = {name: own[name] for name in _SIZES}, {name: style[name] for name in _BORDERS}

    return resolved
