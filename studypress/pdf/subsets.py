"""Each face is embedded once in a book, as one subset of the glyphs that all its galleys use.

WeasyPrint's subsets keep the numbers of their glyphs, so that a galley can be drawn without any: it only tells what it
used of which face. What all have used is made one subset when the book is bound.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf import fonts
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from studypress.cache import Cache
from studypress.cached_work import CachedWork
from studypress.library_seams import Seam
from studypress.pdf import unseen
from studypress.pdf.filling import Placed
from studypress.pdf.objects import FACES, Objects, Open, lay_out
from studypress.pdf.writing import ObjectWriter

_LENGTH = re.compile(r"\[\d+\]\Z")

SEAMS = (Seam(fonts, "build_fonts_dictionary", "fc551bef35d0"), Seam(Font, "__init__", "1f281166b103"))


@dataclass(frozen=True, slots=True)
class UsedFace:
    """What a galley uses of a face."""

    name: str
    """What the galley's pages call it."""
    family: str
    weight: int
    """100 to 900."""
    style: int
    """As Pango counts: 0 upright, 1 oblique, 2 italic."""
    size: float
    """px: the first that it was used in, which its metrics are taken from."""
    characters: dict[int, str]
    """The number of each glyph, with the text that it stands for."""
    widths: dict[int, int]
    """1/1000 em."""
    missing: dict[int, int]
    """Each character that the face lacks, with the number beyond its glyphs that stands for it."""


@contextmanager
def left_out() -> Iterator[list[UsedFace]]:
    """Have WeasyPrint write files without faces, and tell in a list what they use."""
    used: list[UsedFace] = []

    def tell(file: Any, drawn: dict[Any, Any], *options: Any) -> Any:
        used.extend(_used(font) for font in drawn.values())
        return Open(pydyf.Dictionary(), FACES)

    weasyprint.pdf.build_fonts_dictionary = tell
    try:
        with _not_read():
            yield used
    finally:
        weasyprint.pdf.build_fonts_dictionary = build_fonts_dictionary


@contextmanager
def _not_read() -> Iterator[None]:
    """Have WeasyPrint copy no face whole, 13 MB each, when it meets it."""
    read = fonts.get_hb_object_data
    fonts.get_hb_object_data = lambda *_: b""
    try:
        yield
    finally:
        fonts.get_hb_object_data = read


class _ArraysOfAnyLength:
    """The library that calls C's: it parses, for 5 ms, each type that it is asked for, `hb_codepoint_t[123]`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, content: Any = None) -> Any:
        return ffi.new(_LENGTH.sub("[]", kind) if isinstance(content, list | tuple) else kind, content)


@contextmanager
def _arrays_of_any_length() -> Iterator[None]:
    fonts.ffi = _ArraysOfAnyLength()
    try:
        yield
    finally:
        fonts.ffi = ffi


def _used(font: Any) -> UsedFace:
    return UsedFace(
        name=font.hash,
        family=font.family,
        weight=int(font.weight),
        style=int(font.style),
        size=font.font_size,
        characters={glyph: copied_as(text) for glyph, text in font.to_unicode.items()},
        widths=dict(font.widths),
        missing=dict(font.missing),
    )


def copied_as(text: str) -> str:
    """The text that is found and copied where the glyph of this one stands.

    One glyph draws a letter and the sign that only looks like it, 用 and the radical of that shape, which comes into
    notes that were copied from another PDF, and a file can say but one of them: it is the letter, which is looked for.
    """
    if len(text) != 1:
        return text
    return unicodedata.normalize("NFKC" if "RADICAL" in unicodedata.name(text, "") else "NFC", text)


_Key = tuple[str, tuple[tuple[int, int], ...]]
"""The name of a face and what it lacks: numbers beyond its glyphs mean something else in each galley."""


class Embedded:
    """The faces of a book, which are written once all its galleys have told what they use of each."""

    def __init__(self, writer: ObjectWriter) -> None:
        self._writer = writer
        self._used: dict[_Key, tuple[int, UsedFace]] = {}

    def add(self, faces: Iterable[UsedFace]) -> bytes:
        """Take in what a galley uses. Gives the entries of the dictionary of its faces.

        The first to name a glyph is right, as in a book set in one piece.
        """
        entries = []
        for face in faces:
            key = face.name, tuple(face.missing.items())
            if key not in self._used:
                own = replace(face, characters=dict(face.characters), widths=dict(face.widths))
                self._used[key] = self._writer.reserve(), own
            number, known = self._used[key]
            for glyph, text in face.characters.items():
                known.characters.setdefault(glyph, text)
            for glyph, width in face.widths.items():
                known.widths.setdefault(glyph, width)
            entries.append(b"/%s %d 0 R" % (face.name.encode(), number))
        return b"".join(entries)

    def write(self, font_map: Any, cache: Cache | None = None) -> None:
        """Write them as WeasyPrint does, or as they were cut before; `font_map` is Pango's, with all of them."""
        subsets: CachedWork[_Subset, Objects] = CachedWork(
            kind="faces",
            make=lambda subset: subset.cut(font_map),
            made_from=repr,
        )
        numbers = [number for number, _ in self._used.values()]
        wanted = [_Subset.of(face, at) for at, (_, face) in enumerate(self._used.values())]
        for number, objects in zip(numbers, subsets.all(wanted, cache, jobs=1), strict=True):
            Placed(objects, [number], self._writer, {}).write({})


@dataclass(frozen=True, slots=True)
class _Subset:
    """A face as a book embeds it."""

    face: UsedFace
    """With its glyphs in order."""
    tag: str
    """The letters that tell subsets apart (PDF 32000-1, 9.6.4)."""

    @classmethod
    def of(cls, face: UsedFace, at: int) -> "_Subset":
        """A face, as the one at this index."""
        characters, widths = dict(sorted(face.characters.items())), dict(sorted(face.widths.items()))
        tag = "".join(chr(ord("A") + at // 26**place % 26) for place in range(6))
        return cls(replace(face, characters=characters, widths=widths), tag)

    @property
    def _cut_to(self) -> UsedFace:
        """The face with the glyphs that it is cut to; that of unseen text has one."""
        if self.face.name != unseen.NAME:
            return self.face
        return replace(self.face, characters={unseen.BLANK: " "}, widths={unseen.BLANK: unseen.ADVANCE})

    def cut(self, font_map: Any) -> Objects:
        """Have WeasyPrint write it into a file of its own: the face is the first object.

        HarfBuzz makes a subset without a copy of the whole face, or fails; fontTools needs one.
        """
        for from_afar in (bool(fonts.harfbuzz_subset), False):
            file = pydyf.PDF()
            with _not_read() if from_afar else nullcontext():
                font = _loaded(self._cut_to, font_map)
            font.name = f"/{self.tag}+".encode() + font.name.partition(b"+")[2]
            with _arrays_of_any_length():
                made = build_fonts_dictionary(file, {0: font}, True, True, DEFAULT_OPTIONS)
            if font.file_content:
                break
        if self.face.name == unseen.NAME:
            unseen.let_stand_for(file, self.face.characters)
        return lay_out(file, [int(next(iter(made.values())).split()[0])])[0]


def _loaded(face: UsedFace, font_map: Any) -> Any:
    """Load a face, and say that all this is used of it."""
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, face.family.encode())
    pango.pango_font_description_set_weight(description, face.weight)
    pango.pango_font_description_set_style(description, face.style)
    pango.pango_font_description_set_absolute_size(description, face.size * TO_UNITS)
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango_font = ffi.gc(pango.pango_font_map_load_font(font_map, context, description), gobject.g_object_unref)
    _, found, size = get_pango_font_key(pango_font)
    font = Font(pango_font, found, size)
    font.to_unicode, font.widths, font.missing = dict(face.characters), dict(face.widths), face.missing
    return font
