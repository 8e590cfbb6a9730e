"""Each face is embedded once in a book, as one subset of the glyphs that all its parts use.

WeasyPrint's subsets keep the numbers of their glyphs, so that a part can be drawn without any: it only tells what it
used of which face. What all have used is made one subset when the book is bound.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pikepdf
import pydyf
import weasyprint.pdf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf import fonts
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from studypress.seams import Seam

SEAMS = (Seam(fonts, "build_fonts_dictionary", "fc551bef35d0"), Seam(Font, "__init__", "1f281166b103"))


@dataclass(frozen=True, slots=True)
class UsedFace:
    """What a part uses of a face."""

    name: str
    """What the part's pages call it."""
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
        return pydyf.Dictionary()

    read = fonts.get_hb_object_data
    weasyprint.pdf.build_fonts_dictionary = tell
    fonts.get_hb_object_data = lambda *_: b""  # each face would be copied whole, 13 MB, to be left out
    try:
        yield used
    finally:
        weasyprint.pdf.build_fonts_dictionary = build_fonts_dictionary
        fonts.get_hb_object_data = read


def _used(font: Any) -> UsedFace:
    return UsedFace(
        name=font.hash,
        family=font.family,
        weight=int(font.weight),
        style=int(font.style),
        size=font.font_size,
        characters=dict(font.to_unicode),
        widths=dict(font.widths),
        missing=dict(font.missing),
    )


_Key = tuple[str, tuple[tuple[int, int], ...]]
"""The name of a face and what it lacks: numbers beyond its glyphs mean something else in each part."""


def embed(pdf: pikepdf.Pdf, parts: Sequence[tuple[Iterable[UsedFace], pikepdf.Object]], font_map: Any) -> None:
    """Give the pages of each part the faces they use, once for all.

    `parts` are what each uses, with the book's own copy of the dictionary that its pages share; `font_map` is Pango's.
    """
    used: dict[_Key, list[UsedFace]] = {}
    for faces, _ in parts:
        for face in faces:
            used.setdefault(_key(face), []).append(face)
    embedded = _embedded(pdf, [_together(faces) for faces in used.values()], font_map)
    found = dict(zip(used, embedded, strict=True))
    for faces, dictionary in parts:
        for face in faces:
            dictionary[f"/{face.name}"] = found[_key(face)]


def _key(face: UsedFace) -> _Key:
    return face.name, tuple(face.missing.items())


def _together(faces: Sequence[UsedFace]) -> UsedFace:
    """What several parts use of one face. The first to name a glyph is right, as in a book set in one piece."""
    characters: dict[int, str] = {}
    widths: dict[int, int] = {}
    for face in faces:
        characters = face.characters | characters
        widths = face.widths | widths
    first = faces[0]
    return UsedFace(
        first.name, first.family, first.weight, first.style, first.size,
        dict(sorted(characters.items())), dict(sorted(widths.items())), first.missing,
    )  # fmt: skip


def _embedded(pdf: pikepdf.Pdf, faces: Sequence[UsedFace], font_map: Any) -> list[pikepdf.Object]:
    """Have WeasyPrint write the faces into a file of their own, and copy them from there."""
    made = pydyf.PDF()
    references = []
    for number, face in enumerate(faces):
        font = _loaded(face, font_map)
        font.name = f"/{_tag(number)}+".encode() + font.name.partition(b"+")[2]
        written = build_fonts_dictionary(made, {0: font}, True, True, DEFAULT_OPTIONS)
        references.append(next(iter(written.values())))
    made.catalog["Faces"] = pydyf.Array(references)
    output = io.BytesIO()
    made.write(output)
    with pikepdf.open(output) as file:
        return [pdf.copy_foreign(font) for font in file.Root.Faces]


def _tag(number: int) -> str:
    """The letters that tell subsets apart (PDF 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


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
    font.to_unicode, font.widths, font.missing = face.characters, face.widths, face.missing
    return font
