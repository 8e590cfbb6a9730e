"""What does not fit on the rest of its page, and would leave it half empty, is made to fit where that can be done well.

A picture is set smaller (`shrinking.py`), a summary closer (`tightening.py`); what is left of a box that asks to be
whole is torn where going over would leave much blank. Its own rules then keep a title with its words, and no point or
row alone; its frame is closed and opened again at the edges of the pages.
"""

from typing import Any

from studypress.pdf.page_rest import Fitted, PageRest
from studypress.pdf.shrinking import fit_figure
from studypress.pdf.tightening import fit_summary, is_short_summary

_MUCH = 0.17
"""Of a page, that nobody should see blank: a few lines are."""
_MUCH_BEFORE_A_DRAWING = 0.4
"""Likewise, before a drawing made of signs: in two parts it shows nothing."""


def made_to_fit(box: Any, *rest: Any) -> Fitted | None:
    """Lay out a box so that all of it fits into the `rest` of its page; None where it can't be, or is no such box."""
    if box.element_tag == "figure":
        return fit_figure(box, PageRest(*rest))
    if is_short_summary(box):
        return fit_summary(box, PageRest(*rest))
    return None


def is_torn(context: Any, box: Any) -> bool:
    """Whether a box that does not fit, and asks not to be parted, is: a figure never, its caption stays below it."""
    blank = context.page_bottom - box.position_y
    drawn = box.element_tag == "pre" and "drawn" in box.element.get("class", "").split()
    much = (_MUCH_BEFORE_A_DRAWING if drawn else _MUCH) * context.page_bottom
    return not context.in_column and box.element_tag != "figure" and blank > much
