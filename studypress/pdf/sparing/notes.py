"""A footnote is set once to learn how high it is, not with each other of its page.

Whenever a note comes to a page, or leaves it, WeasyPrint 70 sets the page's whole area of notes to learn its height: of
a page with twenty notes the first is set twenty times, and once more to be drawn. Here each note's height is kept with
it, and the area is as high as its notes together. That holds where notes are blocks without margins, one below the
other, and nothing floats; all others are set as WeasyPrint has it.
"""

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure import boxes, build

from studypress.library_seams import Seam

SEAMS = (
    Seam(layout.LayoutContext, "_update_footnote_area", "2e317e4b066f"),
    Seam(layout.block, "block_container_layout", "65842ca53a83"),
    Seam(layout.block, "block_level_layout_switch", "b963d5401426"),
    Seam(boxes, "FootnoteAreaBox", "44d2d15f921a"),
)

_PLAIN = {"height": "auto", "column_width": "auto", "column_count": "auto", "max_lines": "none"}
"""What the style of an area must say that is as high as its notes."""
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "border_left_width", "border_right_width")


def spare() -> None:
    """Have WeasyPrint keep the heights of footnotes in this process."""
    layout.LayoutContext._update_footnote_area = _adding(layout.LayoutContext._update_footnote_area)


def _adding(update: Callable[[Any], bool]) -> Callable[[Any], bool]:
    @wraps(update)
    def added(context: Any) -> bool:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        heights = [_height(context, area, note) for note in notes] if notes and _is_plain(context, area) else [None]
        if None in heights or len({note.style["page"] for note in notes}) > 1:
            return update(context)
        if area.height != "auto" and not context.in_column:
            context.page_bottom += area.margin_height()
        area.children = notes
        area.height = sum(heights)
        if not context.in_column:
            context.page_bottom -= area.margin_height()
        return False

    return added


def _is_plain(context: Any, area: Any) -> bool:
    """Whether an area is as high as its notes together, which run over all of its width."""
    limits = area.min_height, area.max_height, area.margin_top, area.margin_bottom
    parted = area.border_top_width + area.padding_top > 0  # the margins of notes stay in it
    plain = all(area.style[name] == value for name, value in _PLAIN.items())
    return plain and parted and limits[:2] == (0, inf) and "auto" not in limits and not context.excluded_shapes


def _height(context: Any, area: Any, note: Any) -> float | None:
    """How high a note is in an area of this width; None where others may change that."""
    width = (area.page.width, area.width, *(getattr(area, name) for name in _ACROSS))
    known: dict[Any, float | None] = vars(note).setdefault("heights", {})
    if width not in known:
        known[width] = _measured(context, area, note)
    return known[width]


def _measured(context: Any, area: Any, note: Any) -> float | None:
    if not isinstance(note, boxes.BlockBox) or not all(map(_is_in_flow, note.descendants())):
        return None
    alone = build.create_anonymous_boxes(area.copy_with_children([note]).deepcopy())
    alone, rest, *_ = layout.block_level_layout(context, alone, -inf, None, area.page)
    blocks = [box for child in alone.children for box in child.descendants() if isinstance(box, boxes.BlockLevelBox)]
    if rest is not None or len(alone.children) != 1 or not all(map(_keeps_to_itself, blocks)):
        return None
    return float(alone.height)


def _is_in_flow(box: Any) -> bool:
    """Whether to set a box leaves nothing on its page, as a float does, which stands in the way of others."""
    return bool(box.is_in_normal_flow()) and box.footnote is None


def _keeps_to_itself(block: Any) -> bool:
    """Whether a block moves nothing that stands above or below it."""
    breaks = block.style["break_before"], block.style["break_after"]
    return breaks == ("auto", "auto") and block.margin_top == block.margin_bottom == 0
