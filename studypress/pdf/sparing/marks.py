"""The mark of a list's item is that of the item before, moved to its place.

WeasyPrint 70 sets each bullet as an absolute block of its own, which takes as long as a line of text. Here marks of one
style with the same words, in blocks of one width, are set once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute

from studypress.library_seams import Seam

SEAMS = (
    Seam(absolute, "absolute_block", "2b339fe0876d"),
    Seam(absolute, "absolute_width", "001cdfc7bbe9"),
    Seam(absolute, "absolute_height", "7ac7a024ddf5"),
    Seam(boxes.ParentBox, "deepcopy", "c6335cf2fcc1"),
)

_SIDES = ("left", "right", "top", "bottom")


def spare() -> None:
    """Have WeasyPrint set marks of lists once in this process."""
    absolute.absolute_block = _repeating(absolute.absolute_block)


def _repeating(set_block: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    @wraps(set_block)
    def set_mark(
        context: Any, box: Any, block: Any, fixed: Any, space: Any, skip: Any, *area: float
    ) -> tuple[Any, Any]:
        words = _words(box) if box.is_outside_marker and skip is None else None
        if words is None or any(getattr(box, side) != "auto" for side in _SIDES):
            return set_block(context, box, block, fixed, space, skip, *area)
        _, _, width, _ = area
        known = vars(box.style).setdefault("marks", {})
        key = words.text, id(words.style), width
        if key in known:
            return _copied(known[key], box), None
        made, rest = set_block(context, box, block, fixed, space, skip, *area)
        if rest is None and len(made.children) == 1:
            known[key] = made.deepcopy(), box.position_x, box.position_y
        return made, rest

    return set_mark


def _copied(known: tuple[Any, float, float], box: Any) -> Any:
    """The mark that was set of another box, as that of this one."""
    mark, x, y = known
    made = mark.deepcopy()
    for each in made.descendants():
        each.element = box.element
    made.translate(box.position_x - x, box.position_y - y)
    return made


def _words(mark: Any) -> Any:
    """The text that a mark is alone; None for a picture, or for several texts."""
    box = mark
    while isinstance(box, boxes.ParentBox) and len(box.children) == 1:
        box = box.children[0]
    return box if isinstance(box, boxes.TextBox) else None
