"""What Taiwan, Hong Kong and Japan write in another way: the place of marks in their cells, and the forms of Han."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from opentype import copy, transplant
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

_SIZE = 100
"""Pixels to the em when two faces are compared."""
_SEEN = 15
"""From how many pixels on, of those that are not on an edge, a difference is one that a reader sees."""
_MIDDLE, _COLON = 380, 345
"""The height at which the middle of a mark stands in its cell, and that of a colon, as in the Noto faces."""

Outline = tuple[tuple[str, tuple[Any, ...]], ...]
"""The strokes of a pen."""


def seen(ours: Path, theirs: Path, codes: Iterable[int]) -> set[int]:
    """Return those of `codes` that two faces draw in ways that differ to the eye."""
    faces = [ImageFont.truetype(path, _SIZE, layout_engine=ImageFont.Layout.BASIC) for path in (ours, theirs)]
    return {code for code in codes if _difference(*(_picture(face, chr(code)) for face in faces)) > _SEEN}


def _picture(face: ImageFont.FreeTypeFont, char: str) -> Image.Image:
    picture = Image.new("L", (_SIZE + 20, _SIZE + 30))
    ImageDraw.Draw(picture).text((10, 0), char, font=face, fill=255)
    return picture.point([0] * 128 + [255] * 128)


def _difference(one: Image.Image, other: Image.Image) -> int:
    """Count the pixels that differ and whose neighbours all differ as well."""
    return ImageChops.difference(one, other).filter(ImageFilter.MinFilter(3)).histogram()[255]


def borrow(font: TTFont, donor: TTFont, codes: Iterable[int], drawn: dict[Outline, str]) -> dict[str, str]:
    """Add the glyphs that `donor` has for `codes`, where they are others; return the substitution.

    `drawn` holds what was borrowed before, outline and glyph, and takes up what is borrowed now: regions agree on some.
    """
    ours, theirs, changed = font.getBestCmap(), donor.getBestCmap(), {}
    for code in sorted(set(codes) & ours.keys() & theirs.keys()):
        outline = _outline(donor, theirs[code])
        if outline != _outline(font, ours[code]):
            if outline not in drawn:
                drawn[outline] = transplant(font, f"uni{code:04X}.{len(drawn)}", donor, theirs[code])
            changed[ours[code]] = drawn[outline]
    return changed


def _outline(font: TTFont, glyph: str) -> Outline:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return tuple(pen.value)


def centre(font: TTFont, marks: str) -> dict[str, str]:
    """Add copies of marks that stand in the middle of their cells; return the substitution.

    Commas and stops move up as well, a colon and a semicolon by as much as one another.
    """
    glyphs = font.getBestCmap()
    changed = {}
    for mark in marks:
        glyph, colon = (font["glyf"][glyphs[ord(sign)]] for sign in (mark, "："))
        left = (1000 - (glyph.xMax - glyph.xMin)) // 2
        up = _MIDDLE - _middle(glyph) if mark in "，、。．" else _COLON - _middle(colon) if mark in "：；" else 0
        changed[glyphs[ord(mark)]] = copy(font, glyphs[ord(mark)], f"sp{ord(mark):04X}.middle", 1000, left=left, up=up)
    return changed


def _middle(glyph: Any) -> int:
    return int(glyph.yMin + glyph.yMax) // 2
