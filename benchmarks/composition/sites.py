"""A place where a rule is at stake, and what the rules measure with. Lengths are em of the text."""

import re
from dataclasses import dataclass
from math import inf

from benchmarks.composition.galleys import Galley, Glyph

NEAR = 0.06
"""em that an edge or a width may be off by."""
EVEN = 0.03
"""em that gaps may differ by."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a rule is at stake."""

    kept: bool
    line: int
    """Of the galley."""
    off: float
    """By how much it is off, em; where that means nothing, 1 when it is broken."""
    what: str
    """The characters."""


def site(kept: bool, glyph: Glyph, *others: Glyph, off: float | None = None) -> Site:
    """Make a site of the glyphs."""
    what = "".join(one.atom.char for one in (glyph, *others))
    return Site(kept, glyph.line, abs(off) if off is not None else float(not kept), what)


def within(glyph: Glyph, *others: Glyph, off: float, most: float = NEAR) -> Site:
    """A site that keeps its rule when it is off by no more than `most`."""
    return site(abs(off) <= most, glyph, *others, off=off)


def slack(galley: Galley, glyph: Glyph) -> float:
    """By how much all gaps of a glyph's line may be wider, as those between its Han are; no end where it has none."""
    looseness = galley.looseness[glyph.line]
    return inf if looseness is None else max(0.0, looseness)


def found_glyphs(galley: Galley, found: re.Match[str]) -> list[Glyph]:
    """The glyphs of a piece of the galley's text; none when the program lost one of them."""
    glyphs = [galley.glyphs.get(index) for index in galley.indices(found.start(), found.end())]
    whole = [glyph for glyph in glyphs if glyph]
    return whole if len(whole) == len(glyphs) else []
