"""A picture that does not fit on the rest of its page is set smaller, rather than leave that page half empty.

WeasyPrint has no floats that let the text go on, as TeX has. A picture shrinks only where that takes little from it and
what it says can still be read: a drawing, whose labels are as large as they should be, less than a photograph; and the
more readily, the more of the page would stay blank.
"""

from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from studypress.pdf.page_rest import Fitted, PageRest, fits

_LEAST = 0.6
"""Of its size, to which a picture may shrink."""
_LEAST_COARSE = 0.5
"""Of its size, for a picture of few pixels: its words are large, and small print still at `_READABLE`."""
_READABLE = 0.4
"""pt that a pixel takes."""
_LEAST_DRAWN = 0.8
"""Of its size, for a drawing: what was set in 9 pt is read in 7 pt."""
_LEAST_FOR_LITTLE = 0.85
"""Of its size, where a blank of less than a sixth of the page is all that is gained."""
_LITTLE = 0.16


def fit_figure(figure: Any, rest: PageRest) -> Fitted | None:
    """Lay out a figure that does not fit, its picture shrunk to what is left; None where that is too little.

    At a page's end the margin below a figure goes; in a frame, whose edge is kept free there, it parts the two.
    """
    pictures = [box for box in figure.descendants() if isinstance(box, boxes.ReplacedBox)]
    if len(pictures) != 1 or any(getattr(box, "footnote", None) for box in figure.descendants()):
        return None
    picture, start = pictures[0], (figure.position_x, figure.position_y)
    whole = rest.lay_out_whole(figure)
    figure.position_x, figure.position_y = start
    height = next(box.height for box in whole.descendants() if isinstance(box, boxes.ReplacedBox))
    page_bottom = rest.context.page_bottom
    bottom = page_bottom - rest.bottom_space - (whole.margin_bottom if rest.bottom_space > 0 else 0)
    left = height - (whole.border_box_y() + whole.border_height() - bottom) - 0.01
    if left < height * least_share(picture, height, (bottom - start[1]) / max(page_bottom, 1)):
        return None
    own = picture.style
    picture.style = own.copy()
    picture.style["max_height"] = Dimension(left, "px")
    try:
        fitted = rest.lay_out(figure, rest.placed)
    finally:
        picture.style = own
        figure.position_x, figure.position_y = start
    return fitted if fits(fitted) else None


def least_share(picture: Any, height: float, blank: float) -> float:
    """How much of its size, `height` px, a picture keeps where that share of the page would stay blank."""
    if blank < _LITTLE:
        return _LEAST_FOR_LITTLE
    if (picture.element.get("src", "") if picture.element is not None else "").endswith(".svg"):
        return _LEAST_DRAWN
    pixels = getattr(picture.replacement, "height", 0)
    return min(_LEAST, max(_LEAST_COARSE, _READABLE * pixels / (height * 0.75)))
