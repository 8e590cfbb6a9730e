"""Small letters and figures above and below the line, and signs of mathematics, in the weight and size of the face.

Without them a page shows the ² of one face beside the ⁵ of another.
"""

from __future__ import annotations

from unicodedata import decomposition

from fontTools.ttLib import TTFont
from opentype import copy, graft, point, shrink

_SMALL_BLOCKS = (
    *(range(0x2B0, 0x2B9), range(0x2E1, 0x2E5), range(0x1D2C, 0x1D6B), range(0x1D9B, 0x1DC0)),
    *(range(0x2070, 0x209D), range(0x2C7C, 0x2C7E)),
)
"""Where Unicode has superiors and inferiors, but for ª º ¹ ² ³, which every face has."""
_FRACTIONS = (*map(ord, "⅓⅔⅛⅜⅝⅞"),)
MATHEMATICS = (*map(ord, "ℂℍℎℑℕℙℚℜℝℤ℘↦⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫"), *range(0x2200, 0x2300))
"""Double-struck letters and the like, brackets, operators."""


def _small(kind: str) -> dict[int, int]:
    """Which code points are `<super>` or `<sub>` forms, and of what."""
    found = {code: decomposition(chr(code)).split() for block in _SMALL_BLOCKS for code in block}
    return {code: int(parts[1], 16) for code, parts in found.items() if len(parts) == 2 and parts[0] == kind}


def add_small_signs(font: TTFont, donor: TTFont | None) -> None:
    """Add the superiors, inferiors and common fractions that `font` lacks, as large as its ² and ½ and at that height.

    They come from `donor`, whose strokes are drawn for the size; what it has not is a scaled letter of the face itself,
    and an inferior that it has not is the superior, lowered.
    """
    above, below = _small("<super>"), _small("<sub>")
    if donor:
        graft(font, donor, above | below, **_fit(font, donor, "²"))
        graft(font, donor, _FRACTIONS, **_fit(font, donor, "½"))
    scale, foot = _height(font, "²") / _height(font, "2"), _foot(font, "²")
    for code, letter in above.items():
        glyphs = font.getBestCmap()
        if letter in glyphs and code not in glyphs:
            point(font, code, shrink(font, glyphs[letter], f"uni{code:04X}", scale, foot))
    drop = _foot(font, "²") - _foot(font, "₂")
    superiors = {letter: code for code, letter in above.items()}
    for code, letter in below.items():
        glyphs = font.getBestCmap()
        source = glyphs.get(superiors.get(letter, -1))
        if source and code not in glyphs:
            point(font, code, copy(font, source, f"uni{code:04X}", font["hmtx"].metrics[source][0], up=-drop))


def add_mathematics(font: TTFont, donor: TTFont) -> None:
    """Add the signs of `MATHEMATICS` that `font` lacks, as large as its figures."""
    graft(font, donor, MATHEMATICS, **_fit(font, donor, "2"))


def _fit(font: TTFont, donor: TTFont, sign: str) -> dict[str, float]:
    """How `donor` must be scaled and moved up so that a sign is as large and as high as that of `font`."""
    scale = _height(font, sign) / _height(donor, sign)
    return {"scale": scale, "up": _foot(font, sign) - _foot(donor, sign) * scale}


def _height(font: TTFont, sign: str) -> int:
    glyph = font["glyf"][font.getBestCmap()[ord(sign)]]
    return int(glyph.yMax - glyph.yMin)


def _foot(font: TTFont, sign: str) -> int:
    return int(font["glyf"][font.getBestCmap()[ord(sign)]].yMin)
