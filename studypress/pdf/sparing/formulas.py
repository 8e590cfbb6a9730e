"""Where a formula stands on its page is written, and no more: WeasyPrint multiplies matrices for all that it draws."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.layout import replaced
from weasyprint.pdf.stream import Stream

from studypress.library_seams import Seam, put_in_place
from studypress.pdf.glyph_images import GlyphImage

SEAMS = (
    Seam(draw, "draw_replacedbox", "7cb1486a51be"),
    Seam(replaced, "replacedbox_layout", "41e65d8993cb"),
    Seam(Stream, "transform", "b8314df0b240"),
    Seam(Stream, "push_state", "3e2340c99b30"),
    Seam(Stream, "pop_state", "de364bfee3bd"),
)


def spare() -> None:
    """Have formulas drawn so in this process."""
    put_in_place(draw.draw_replacedbox, _written(draw.draw_replacedbox))


def _written(draw_picture: Callable[..., None]) -> Callable[..., None]:
    @wraps(draw_picture)
    def drawn(stream: Any, box: Any) -> None:
        image = box.replacement
        if type(image) is not GlyphImage or box.style["visibility"] != "visible" or not box.width or not box.height:
            draw_picture(stream, box)
            return
        width, height, x, y = replaced.replacedbox_layout(box)
        if width > 0 and height > 0:
            stream.push_state()
            stream.set_alpha(1)
            pydyf.Stream.set_matrix(stream, 1, 0, 0, 1, x, y)
            stream.push_state()
            image.draw(stream, width, height, box.style)
            stream.pop_state()
            stream.pop_state()

    return drawn
