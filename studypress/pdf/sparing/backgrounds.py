"""A box that has no background is not asked for it.

WeasyPrint 70 asks each box of a page for four corners, two pictures in its borders, its background and its shadow, of
which nearly all have none; here a style is asked once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.layout import background, percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from studypress.library_seams import Seam

SEAMS = (
    Seam(background, "layout_box_backgrounds", "617a870678c8"),
    Seam(percent, "resolve_radii_percentages", "4980b3798c67"),
)

_RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_NOTHING = dict.fromkeys(_RADII, (0, 0)) | {"background": None}
"""What WeasyPrint sets of a box that has nothing."""


def spare() -> None:
    """Have WeasyPrint pass over boxes without backgrounds in this process."""
    background.layout_box_backgrounds = _passing_over(background.layout_box_backgrounds)


def _passing_over(lay_out: Callable[..., None]) -> Callable[..., None]:
    @wraps(lay_out)
    def laid_out(page: Any, box: Any, fetch: Any, layout_children: bool = True, style: Any = None) -> None:
        if box is page or style is not None or not _is_bare(box.style):
            lay_out(page, box, fetch, layout_children, style)
            return
        vars(box._box if type(box) is AbsolutePlaceholder else box).update(_NOTHING)
        if layout_children:
            for child in box.all_children():
                laid_out(page, child, fetch)

    return laid_out


def _is_bare(style: Any) -> bool:
    """Whether a style gives boxes no background, no shadow, no round corner and no picture in their borders."""
    bare: bool | None = vars(style).get("bare")
    if bare is None:
        bare = style.bare = (
            all((0, "px") in style[name] for name in _RADII)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and (style["visibility"] == "hidden" or _has_no_ground(style))
            and not style["box_shadow"]
        )
    return bare


def _has_no_ground(style: Any) -> bool:
    return not any(image for _, image in style["background_image"]) and get_color(style, "background_color").alpha == 0
