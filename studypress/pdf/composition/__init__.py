"""Chinese lines meet both margins: WeasyPrint 70 stretches only spaces, and Chinese has none.

`layout/inline.py` hands each line that is set but not yet placed to `text_align`. For a justified line with Han on it
`_align` does the work instead: it reads the line as cells (`cells`), finds the places where it may be stretched and
shares the room among them (`stretch`), and moves the boxes (`line`). Inside a text box the shares are kept with its
Pango layout (`Layout.stretch`) and added to the glyphs when it is drawn, so that shaping, line breaking and the text
layer stay as they are. Lines with no Han on them, from right to left, with preserved spaces or with leaders are
WeasyPrint's own.
"""

import inspect
from bisect import bisect_right
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi

from studypress.pdf.composition.line import compose

_ROUNDING = 0.01
"""px that a full line may seem too long, since Pango counts in 1/1024."""

_KNOWN: tuple[tuple[Any, str, str], ...] = (
    (inline, "text_align", "e953d41b87cc"),
    (inline, "justify_line", "f83b21ff8793"),
    (inline, "add_word_spacing", "879516e71f1b"),
    (inline, "get_next_linebox", "67af458c2545"),
    (inline, "split_text_box", "8c564329599e"),
    (line_break, "Layout", "681b737d1ba5"),
    (line_break, "line_size", "03fa04fd51fc"),
    (line_break, "_font_style_cache_key", "d6b09d54b825"),
    (drawing, "draw_text", "ebaf96239c6c"),
    (drawing, "draw_first_line", "1bb8eae6d88e"),
)
"""What this room stands in for or relies on: module, name, how its source's SHA-256 begins in WeasyPrint 70.0."""


def compose_chinese() -> bool:
    """Have WeasyPrint compose Chinese lines in this process. Returns False, and changes nothing, if it is another."""
    if not all(_is_known(*known) for known in _KNOWN):
        return False
    if hasattr(inline.text_align, "__wrapped__"):
        return True
    layout = line_break.Layout
    layout.reactivate, layout.get_first_line = _reactivating(layout.reactivate), _stretching(layout.get_first_line)
    inline.text_align = _aligning(inline.text_align)
    return True


def _is_known(module: Any, name: str, digest: str) -> bool:
    """Whether a function is as expected. `inspect` reads what a function wraps, so that ours change nothing here."""
    try:
        return sha256(inspect.getsource(getattr(module, name)).encode()).hexdigest().startswith(digest)
    except (AttributeError, OSError, TypeError):
        return False


def _aligning(text_align: Callable[..., Any]) -> Callable[..., Any]:
    """Stretch a justified line, and leave the others to `text_align`. Both return the line's offset."""

    @wraps(text_align)
    def aligned(context: Any, line: Any, available_width: float, last: bool) -> Any:
        style = line.style
        align_last = style["text_align_last"] if last else "auto"
        justified = (style["text_align_all"] if align_last == "auto" else align_last) == "justify"
        collapsing = style["white_space"] in ("normal", "nowrap", "pre-line")
        room = available_width - line.width
        if justified and collapsing and style["direction"] == "ltr" and room > -_ROUNDING and compose(line, room):
            return 0
        return text_align(context, line, available_width, last)

    return aligned


def _reactivating(reactivate: Callable[..., None]) -> Callable[..., None]:
    """Before a text box is drawn, its glyphs are set again. Have them stretched then."""

    @wraps(reactivate)
    def reactivated(layout: Any, style: Any) -> None:
        reactivate(layout, style)
        layout.unstretched = bool(getattr(layout, "stretch", None))

    return reactivated


def _stretching(get_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """Add the shares to the glyphs, once, when they are fetched to be drawn: Pango may set them again until then."""

    @wraps(get_first_line)
    def stretched(layout: Any) -> Any:
        line, index = get_first_line(layout)
        if getattr(layout, "unstretched", False):
            layout.unstretched = False
            _stretch_glyphs(line, layout.stretch, layout.style["font_size"])
        return line, index

    return stretched


def _stretch_glyphs(line: Any, stretch: dict[int, int], font_size: float) -> None:
    run = line.runs
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        clusters = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
        for byte in (byte for byte in stretch if item.offset <= byte < item.offset + item.length):
            # —— may be one glyph: what comes after its second half comes after the glyph.
            last = bisect_right(clusters, byte - item.offset) - 1
            # draw/text.py cuts thousandths of an em off; half of one more makes that a rounding.
            glyphs.glyphs[last].geometry.width += round((stretch[byte] + 0.5) * font_size * 1.024)
