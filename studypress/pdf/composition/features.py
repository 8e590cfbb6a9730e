"""OpenType features asked for single characters, which is how a face gives another glyph for a mark."""

from collections.abc import Iterable
from typing import Any

from weasyprint.text.ffi import ffi, pango

ffi.cdef("PangoAttrList * pango_attr_list_copy (PangoAttrList *list);")

PROPORTIONAL = "pwid"
"""A quotation mark, dash or ellipsis as wide as a Latin one."""
PARTING = "SPHY"
"""U+2010, 1 em wide in Chinese faces, as a Latin hyphen with a glyph of its own."""
_NARROWED = ((0.6, "SP50"), (0.78, "SP70"), (0.93, "SP85"))
"""Up to what part of an em a mark is the copy of the program's faces that is 0.5, 0.7 or 0.85 em wide.

What remains is a tenth of an em or less, which readers of PDF take for the same word.
"""


def narrowed(width: float) -> str | None:
    """The feature for a full-width mark that is to take `width` em; None for none."""
    return next((tag for most, tag in _NARROWED if width <= most), None)


def request(layout: Any, asked: Iterable[tuple[int, str, str]]) -> None:
    """Ask a Pango layout that has not set its text yet for features: byte, character, feature. Faces may lack it."""
    wanted = list(asked)
    if not wanted:
        return
    attributes = own_attributes(layout.layout)
    for byte, char, tag in wanted:
        attribute = pango.pango_attr_font_features_new(f"{tag} 1".encode())
        attribute.start_index, attribute.end_index = byte, byte + len(char.encode())
        pango.pango_attr_list_insert(attributes, attribute)


def own_attributes(layout: Any) -> Any:
    """Give a Pango layout a list of attributes that no other one refers to, and return it."""
    known = pango.pango_layout_get_attributes(layout)
    own = pango.pango_attr_list_new() if known == ffi.NULL else pango.pango_attr_list_copy(known)
    pango.pango_layout_set_attributes(layout, ffi.NULL)  # an equal list would not be taken
    pango.pango_layout_set_attributes(layout, own)
    pango.pango_attr_list_unref(own)  # the layout holds it
    return own
