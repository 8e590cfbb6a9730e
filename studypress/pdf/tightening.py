"""A summary that all but fits its page is set closer, as a compositor would, rather than torn or carried over.

At the end of a chapter it would stand on a page of its own, for the want of a line or two.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from studypress.pdf.page_rest import Fitted, PageRest, fits

_CLOSER = (0.6, 0.25)
"""Shares of the space between its lines that are tried in turn."""
_SPACES = ("margin_top", "margin_bottom")


def is_short_summary(box: Any) -> bool:
    """Whether it is set closer where that helps."""
    return box.element_tag == "section" and {"summary", "short"} <= set(box.element.get("class", "").split())


def fit_summary(summary: Any, rest: PageRest) -> Fitted | None:
    """Lay out a summary that does not fit, so close that it does; None where that is not enough."""
    if any(getattr(box, "footnote", None) for box in summary.descendants()):
        return None
    start = (summary.position_x, summary.position_y)
    hung = [(box, box.position_x, box.position_y) for box in summary.descendants() if _is_hung(box)]
    for share in _CLOSER:
        own: tuple[list[Any], list[Any]] = ([], [])
        loose = [(box, box.style) for box in _spaced(summary)]
        try:
            for box, loosely in loose:
                box.style = _closely(loosely, share)
            summary.position_x, summary.position_y = start
            fitted = rest.lay_out(summary, own)
        finally:
            for box, loosely in loose:
                box.style = loosely
        if fits(fitted) and not _overflows(fitted[0], rest):
            for boxes_of_page, added in zip(rest.placed, own, strict=True):
                boxes_of_page.extend(added)
            return fitted
    for box, across, down in hung:  # these know one place alone, and are in what was laid out before
        box.position_x, box.position_y = across, down
    return None


def _is_hung(box: Any) -> bool:
    """Whether it has its own place, as a tick has beside its line, and has been there already."""
    return bool(box.is_absolutely_positioned()) and hasattr(box, "position_x")


def _spaced(summary: Any) -> Iterator[Any]:
    for box in (summary, *summary.descendants()):
        if isinstance(box, boxes.BlockBox) and any(_space(box.style[name]) for name in _SPACES):
            yield box


def _space(value: Any) -> float:
    """How much space there is, px; a bar that is drawn over the frame has less than none."""
    return max(value.value, 0) if isinstance(value, Dimension) and value.unit == "px" else 0


def _closely(loosely: Any, share: float) -> Any:
    style = loosely.copy()
    for name in _SPACES:
        if space := _space(style[name]):
            style[name] = Dimension(space * share, "px")
    return style


def _overflows(box: Any, rest: PageRest) -> bool:
    """Whether WeasyPrint would find it too high, and lay it out once more."""
    margin = 0 if rest.parent.bottom_margin_collapses() else box.margin_bottom
    end = box.border_box_y() + box.border_height()
    return bool(rest.context.overflows_page(rest.bottom_space + margin, end))
