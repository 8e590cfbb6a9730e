"""Marks as wide as lines of Chinese need them: in half an em, dashes of two ems, and narrow ones for Latin text.

Lengths are font units; every face has 1000 to the em.
"""

from __future__ import annotations

from fontTools.ttLib import TTFont
from opentype import compose, copy, join, mappings, replace, substitute, substitutions

OPENERS = "“‘（《〈【〖〔［｛「『"
"""Marks whose room to spare is at their left."""
CLOSERS = "”’）》〉】〗〕］｝」』、，。．；：！？"
"""Marks whose room to spare is at their right, with the stops and commas of the mainland."""
CENTRED = "・‧"
"""Marks with room at both sides."""
NARROWED = {"SP85": 850, "SP70": 700, "SP50": 500}
"""The features of our own by which a mark of 1 em gets a narrower cell, and the width of that cell."""
SOFT_HYPHEN = "SPHY"
"""The feature of our own by which U+2010 is a hyphen at a line's end."""
COLUMN_SPACE = "SPCO"
"""The feature of our own by which a space is one column of code."""


def narrow_marks(font: TTFont) -> None:
    """Add copies of the full-width marks in cells of 0.85, 0.7 and 0.5 em, reached by the features of `NARROWED`.

    With them a squeezed line needs no negative kern, at which a reader of PDF thinks that a new line begins.
    An opener gives up room at its left, a closer at its right, a centred mark at both sides; the marks that `font` has
    for other languages alone are centred. Ink that is wider than its cell is drawn in: Noto Sans Bold has a ？ of 509.
    """
    glyphs = font.getBestCmap()
    openers, closers, centred = ({glyphs[ord(mark)] for mark in group} for group in (OPENERS, CLOSERS, CENTRED))
    local = {new for mapping in mappings(font, "locl") for old, new in mapping.items() if old in closers}
    local |= {new for mapping in mappings(font, "locl") for old, new in mapping.items() if old == glyphs[0xB7]}
    for tag, width in NARROWED.items():
        less = 1000 - width
        moves = dict.fromkeys(openers, less) | dict.fromkeys(closers, 0) | dict.fromkeys(centred | local, less // 2)
        narrow = {}
        for wide in sorted(moves, key=font.getGlyphID):
            ink = font["glyf"][wide]
            stretch = min(1.0, width / (ink.xMax - ink.xMin))
            last = width - round((ink.xMax - ink.xMin) * stretch)
            left = min(max(ink.xMin - moves[wide], 0), last)
            parts = [(wide, stretch, left - round(ink.xMin * stretch), 0)]
            narrow[wide] = compose(font, f"{wide}.{tag}", width, parts)
        substitute(font, tag, narrow)


def add_soft_hyphen(font: TTFont) -> None:
    """Give U+2010, which is 1 em wide in Chinese faces, the Latin hyphen behind `SOFT_HYPHEN`, as a glyph of its own.

    A PDF can then say of it that it is a soft hyphen, which is no part of the text (ISO 32000-2, 14.8.2.6.3).
    """
    glyphs = font.getBestCmap()
    latin = glyphs[0x2D]
    hyphen = copy(font, latin, f"sp2010.{SOFT_HYPHEN}", font["hmtx"].metrics[latin][0])
    substitute(font, SOFT_HYPHEN, {glyphs[0x2010]: hyphen})


def add_column_space(font: TTFont) -> None:
    """Give the space half an em behind `COLUMN_SPACE`: Pango sets one that follows Han in the face of the Han."""
    glyphs = font.getBestCmap()
    column = compose(font, f"space.{COLUMN_SPACE}", 500, [])
    substitute(font, COLUMN_SPACE, dict.fromkeys((glyphs[0x20], glyphs[0xA0]), column))


def halve_interpunct(font: TTFont) -> None:
    """Set U+00B7 in the middle of half an em (GB/T 15834 by way of CLREQ, sizes of the marks); `pwid` has 0.35 em."""
    old = font.getBestCmap()[0xB7]
    half, latin = (_centre(font, old, f"spB7.{width}", width) for width in (500, 350))
    replace(font, 0xB7, half)
    substitute(font, "pwid", {half: latin})


def full_interpunct(font: TTFont) -> dict[str, str]:
    """Add an interpunct of 1 em, as Taiwan has it; return the substitution."""
    half = font.getBestCmap()[0xB7]
    return {half: _centre(font, half, "spB7.1000", 1000)}


def _centre(font: TTFont, source: str, name: str, width: int) -> str:
    ink = font["glyf"][source].xMax - font["glyf"][source].xMin
    return copy(font, source, name, width, left=(width - ink) // 2)


def widen_dashes(font: TTFont) -> None:
    """Give — ⸺ ⸻ … whole ems at mid height; `pwid` has the Latin ones.

    The Noto faces do so for one language alone, behind `locl`, and not for an ellipsis that follows Latin letters.
    Each sign gets a glyph of its own, since a PDF can say of one glyph only one text.
    """
    full, narrow = substitutions(font, "fwid"), substitutions(font, "pwid")
    latin = {}
    for code in (0x2014, 0x2E3A, 0x2E3B, 0x2026):
        old = font.getBestCmap()[code]
        wide = full.get(old, old)
        new = copy(font, wide, f"sp{code:04X}", font["hmtx"].metrics[wide][0])
        replace(font, code, new)
        latin[new] = narrow.get(old, old)
    substitute(font, "pwid", latin)


def join_dashes(font: TTFont) -> None:
    """Make —— one stroke of 2 em (GB/T 15834, 5.1.4), by a copy of ⸺ that is read as two dashes."""
    glyphs = font.getBestCmap()
    dash, long = glyphs[0x2014], glyphs[0x2E3A]
    join(font, "ccmp", {(dash, dash): copy(font, long, "sp2014.2014", font["hmtx"].metrics[long][0])})


def widen_quotes(font: TTFont) -> None:
    """Give the curly quotes 1 em, as the Noto faces do; `pwid` brings narrow ones back for Latin text.

    LXGW WenKai has quotes of 350 units for Latin. The room is left of an opener and right of a closer.
    """
    narrow = {}
    for mark in "‘’“”":
        old = font.getBestCmap()[ord(mark)]
        ink = font["glyf"][old].xMax - font["glyf"][old].xMin
        new = copy(font, old, f"{old}.wide", 1000, left=1000 - 60 - ink if mark in OPENERS else 60)
        replace(font, ord(mark), new)
        narrow[new] = copy(font, old, f"{old}.latin", ink + 100, left=50)
    substitute(font, "pwid", narrow)


def add_latin_dashes(font: TTFont) -> None:
    """Give LXGW WenKai, which has none, Latin dashes and an ellipsis on the base line, behind `pwid`."""
    glyphs = font.getBestCmap()
    dash, stop = glyphs[0x2013], glyphs[ord(".")]
    ink, start = font["glyf"][dash], font["glyf"][stop].xMin
    latin = {}
    for code, advance in ((0x2013, 500), (0x2014, 900)):
        stretch = (advance - 80) / (ink.xMax - ink.xMin)
        parts = [(dash, stretch, round(40 - ink.xMin * stretch), 0)]
        latin[glyphs[code]] = compose(font, f"sp{code:04X}.latin", advance, parts)
    dots = [(stop, 1, 90 + 300 * place - start, 0) for place in range(3)]
    latin[glyphs[0x2026]] = compose(font, "sp2026.latin", 900, dots)
    substitute(font, "pwid", latin)
