"""The glyphs that Pango sets for a text, read once: cells are measured by them, and lines drawn with them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from studypress.pdf.composition.features import request

ffi.cdef("void * g_object_ref (void *object);")

_NUMBERS = ffi.sizeof("PangoGlyphInfo") // 4
"""How many 32-bit numbers Pango has of a glyph: its number in the face, advance, shifts right and down, flags."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a stretch of text in one face, from left to right, as columns; lists took nine times as much."""

    font: Any
    """Pango's."""
    places: "array[int]"
    """The byte of the text at which the cluster of each begins."""
    end: int
    """The byte at which the stretch ends."""
    numbers: "array[int]"
    """In the face."""
    advances: "array[int]"
    """1/1024 px."""
    shifts: Sequence[int]
    """To the right, without an advance, in 1/1024 px. None at all when all are 0."""
    plain: bool
    """Whether numbers, advances and shifts say all: no glyph is raised or missing, nothing runs from right to left."""

    @property
    def start(self) -> int:
        """The byte at which the stretch begins."""
        return self.places[0]

    def between(self, start: int, until: int) -> range | None:
        """The indices of the glyphs of the text from byte to byte; None when one stands for more than that."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, until)
        begins = start <= self.places[0] or (first < len(self.places) and self.places[first] == start)
        ends = until >= self.end or (last < len(self.places) and self.places[last] == until)
        return range(first, last) if begins and ends else None


def glyphs_of(line: Any, place: int) -> list[Glyphs]:
    """The glyphs of a Pango line whose text begins at the byte `place`."""
    found = []
    run = line.runs
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        number, start = glyphs.num_glyphs, place + item.offset
        if not number:
            continue
        columns = array("i", bytes(ffi.buffer(glyphs.glyphs, number * _NUMBERS * 4)))
        numbers, shifts = columns[0::_NUMBERS], columns[2::_NUMBERS]
        reversed_ = item.analysis.level % 2
        plain = not reversed_ and max(numbers) < pango.PANGO_GLYPH_UNKNOWN_FLAG and not any(columns[3::_NUMBERS])
        places = array("i", [start + cluster for cluster in ffi.unpack(glyphs.log_clusters, number)])
        shifted = shifts if any(shifts) else ()
        advances, font = columns[1::_NUMBERS], item.analysis.font
        hold(font)
        found.append(Glyphs(font, places, start + item.length, numbers, advances, shifted, plain))
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of fonts of Pango's, which are held as long, so that no other font gets the address of one."""

    fonts: dict[int, Any] = field(default_factory=dict)
    """By their addresses."""
    keys: dict[int, Any] = field(default_factory=dict)
    """What WeasyPrint knows each by."""


_holders: list[Held] = []


@contextmanager
def holding(faces: Any) -> Iterator[None]:
    """Hold the fonts that are met as long as the faces they are of: processes that set many books meet many."""
    _holders.append(vars(faces).setdefault("held", Held()))
    try:
        yield
    finally:
        _holders.pop()


def held() -> Held | None:
    """What is held now."""
    return _holders[-1] if _holders else None


def hold(font: Any) -> int:
    """Hold a font, if any are held. Returns its address."""
    address = int(ffi.cast("uintptr_t", font))
    if _holders and address not in _holders[-1].fonts:
        gobject.g_object_ref(font)
        _holders[-1].fonts[address] = ffi.gc(font, gobject.g_object_unref)
    return address


def alternate(style: Any, char: str, feature: str) -> Glyphs | None:
    """The one glyph that a style's face has for a character when a feature is asked of it; None when it takes more."""
    known: dict[Any, Glyphs | None] = vars(style.font_config).setdefault("alternates", {})
    key = line_break._font_style_cache_key(style), style["font_size"], char, feature
    if key not in known:
        layout = line_break.Layout(style)
        layout.set_text(char)
        request(layout, [(0, char, feature)])
        found = glyphs_of(layout.get_first_line()[0], 0)
        single = len(found) == 1 and len(found[0].numbers) == 1 and found[0].plain
        known[key] = found[0] if single else None
    return known[key]
