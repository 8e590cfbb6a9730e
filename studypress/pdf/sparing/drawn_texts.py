"""A text that was drawn is not set again to be drawn elsewhere: names, numbers, the words of code.

What WeasyPrint 70 writes for it is kept with what was measured of it (`texts`), if it is in one face.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.draw import text as painting
from weasyprint.pdf.stream import Stream

from studypress.library_seams import Seam, put_in_place

SEAMS = (
    Seam(painting, "draw_first_line", "1bb8eae6d88e"),
    Seam(Stream, "set_font_size", "34b9096d1555"),
    Seam(Stream, "add_font", "e4226e111747"),
)


def spare() -> None:
    """Have WeasyPrint remember drawn texts in this process."""
    put_in_place(painting.draw_first_line, _remembering(painting.draw_first_line))


def _remembering(draw: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(draw)
    def drawn(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        layout, measured = textbox.pango_layout, textbox.style.__dict__.get("known_texts")
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if measured is None or not whole or hasattr(layout, "drawn"):
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        key = layout.text, layout.justification_spacing
        fonts, face, shown = measured.drawn.get(key, _NEVER)
        if fonts is stream._fonts:
            stream.set_text_matrix(*matrix.values)
            stream.set_font_size(*face)
            stream.stream.append(shown)
            return []
        start = len(stream.stream)
        emojis = draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        written = stream.stream[start:]
        if not emojis and _is_of_one_face(written):
            measured.drawn[key] = stream._fonts, stream._current_font, written[-1]
        return emojis

    return drawn


_NEVER = (None, None, b"")


def _is_of_one_face(written: list[bytes]) -> bool:
    """Whether what was written is where the text stands, its face unless that goes on, and its glyphs."""
    ends = [operation[-3:] for operation in written]
    return ends in ([b" Tm", b" TJ"], [b" Tm", b" Tf", b" TJ"])
