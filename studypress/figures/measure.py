"""How wide a label is in the face that the drawings are set in."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

from studypress.resources import resource_folder

FONT_FAMILY = "StudyPress Hei"
"""The face of every label: the Hei that headings are set in. In print it is the page's own @font-face, which
WeasyPrint 70 applies inside SVG pictures as well."""

_UNITS = 1000
"""Widths are taken at this size, so that rounding to whole pixels does no harm."""


def face_file(bold: bool = False) -> Path:
    """The file of the face that labels are set in."""
    return resource_folder("fonts") / f"studypress-hei-{'bold' if bold else 'regular'}.ttf"


def label_width(text: str, size: float, bold: bool = False) -> float | None:
    """The width of a line in px at `size` px; None when the face is not there.

    Letter by letter and without kerning, as WeasyPrint sets text in SVG.
    """
    face = _face(bold)
    if face is None:
        return None
    return sum(_advance(face, letter) for letter in text) * size / _UNITS


@cache
def _face(bold: bool) -> ImageFont.FreeTypeFont | None:
    path = face_file(bold)
    return ImageFont.truetype(str(path), _UNITS, layout_engine=ImageFont.Layout.BASIC) if path.is_file() else None


@cache
def _advance(face: ImageFont.FreeTypeFont, letter: str) -> float:
    return face.getlength(letter)


Room = tuple[int, int]
"""The width and height that a page has for a drawing, px of it at its full size."""
