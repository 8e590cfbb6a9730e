"""A font of Pango's is described once, and not for each piece of text that is drawn in it.

WeasyPrint 70 knows its fonts by what Pango says of them, and does not keep that by their addresses, since another font
may get one that is free again. Here the fonts are held as long as their faces, so that none is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.text import fonts

from studypress.library_seams import Seam, put_in_place
from studypress.pdf.composition.glyphs import held, hold

SEAMS = (Seam(fonts, "get_pango_font_key", "74cbeff1fac3"),)


def spare() -> None:
    """Have WeasyPrint remember fonts in this process."""
    put_in_place(fonts.get_pango_font_key, _knowing(fonts.get_pango_font_key))


def _knowing(key_of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(key_of)
    def known_key(font: Any) -> Any:
        holder = held()
        if holder is None:
            return key_of(font)
        address = hold(font)
        if address not in holder.keys:
            holder.keys[address] = key_of(font)
        return holder.keys[address]

    return known_key
