"""What the cells of a paragraph take within a line, before it is adjusted. Lengths are px.

Marks are as wide as their style and their neighbours have them, and gaps stand between Han and Latin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub

from studypress.pdf.composition.adjusting import Site, sites
from studypress.pdf.composition.kinds import (
    BLANK_AFTER,
    MARKS,
    QUOTES,
    SPACES,
    STROKES,
    Kind,
    Region,
    is_western,
    newlines,
)
from studypress.pdf.composition.opportunities import glued
from studypress.pdf.composition.parting import as_text, joints
from studypress.pdf.composition.reading import Cells
from studypress.pdf.composition.rules import GAP, Rules
from studypress.pdf.composition.shaping import shape
from studypress.pdf.composition.spacing import adjusts, gap_sites, is_border, latin_marks, lone_signs, trims


@dataclass(frozen=True, slots=True)
class Widths:
    """Columns, one value for each cell where nothing else is said."""

    own: list[float]
    """What the cell takes; that of a box in the line is set when its block is known."""
    gaps: list[float]
    """What stands before a cell that meets Latin or Han without a space."""
    leads: list[float]
    """The blank before the ink of a mark, which it loses at a line's start; less than 0 is what it gets back there."""
    tails: list[float]
    """The blank after the ink of a mark, which it loses at a line's end, or gets back."""
    sites: list[Site | None]
    """Where a line may be stretched: `adjusting.sites`."""
    borders: set[int]
    """The typed spaces between Han and Latin."""
    marks: list[int]
    """The full-width marks, and those that are Latin ones here."""
    proportional: set[int]
    """The marks that are Latin ones here."""
    western: bool
    """Whether the Han stand in a text of Latin letters, whose spaces beside them are those between its words."""
    extra: float
    """How much wider than its characters are in their faces the paragraph can be, when only newlines end its lines."""


NOTHING = Widths([], [], [], [], [], set(), [], set(), False, 0.0)
_SHARED = frozenset(QUOTES + STROKES)
_STRETCHED = "/=&?#@\\-"
"""After which of its marks an address on a line by itself is stretched."""


def widths_of(cells: Cells, rules: Rules, region: Region, lang: str | None) -> Widths:
    """Shape the cells and say what each takes. Some turn out to be of another kind: Latin marks among Latin words."""
    kinds, chars = cells.kinds, cells.chars
    proportional = set(latin_marks(kinds, chars) if rules.switches.quotes and not _SHARED.isdisjoint(chars) else ())
    for mark in (*proportional, *lone_signs(kinds, chars)):
        kinds[mark] = Kind.POINT
    shaped = [width for run in cells.runs for width in shape(run, cells, proportional)]
    marks = [cell for cell, kind in enumerate(kinds) if kind in MARKS or cell in proportional]
    own, leads, tails = _trimmed(cells, shaped, marks, rules, region)
    gaps, borders, western = [0.0] * len(kinds), set[int](), is_western(lang)
    if rules.switches.latin_gap and region is not Region.KOREA:
        gaps = _gaps(cells)
        borders = _set_spaces(cells, own, western)
    stretched = _sites(cells, rules, western)
    extra = _extra(kinds, own, gaps, shaped)
    return Widths(own, gaps, leads, tails, stretched, borders, marks, proportional, western, extra)


def _sites(cells: Cells, rules: Rules, western: bool) -> list[Site | None]:
    kinds, chars = cells.kinds, cells.chars
    found = sites(kinds)
    for cell in _within_code(cells):  # it is spaced out as Han and words are
        if found[cell] is Site.BORDER:
            found[cell] = Site.WORD if kinds[cell] in SPACES else Site.HAN
    if western:  # spaces beside Han are those between words
        found = [
            Site.WORD if site is Site.BORDER and kind in SPACES else site
            for site, kind in zip(found, kinds, strict=True)
        ]
    for joint in joints(as_text(chars)):
        if chars[joint - 1] in _STRETCHED:
            found[joint] = found[joint] or Site.EDGE
    for cell in glued(chars) if rules.switches.units else ():
        if found[cell - 1] is Site.WORD:  # the space before a unit keeps its width
            found[cell - 1] = None
    return found


def _trimmed(
    cells: Cells, shaped: Sequence[float], marks: Sequence[int], rules: Rules, region: Region
) -> tuple[list[float], list[float], list[float]]:
    """Take from marks what `trims` says. Returns the widths, and what is left of the blanks before and after marks."""
    own, leads, tails = list(shaped), [0.0] * len(shaped), [0.0] * len(shaped)
    taken, adjusted = trims(cells.kinds, cells.chars, region, rules), adjusts(region, rules)
    for mark in marks:
        kind, size, (before, after) = cells.kinds[mark], cells.sizes[mark], taken[mark]
        blank = 0.5 * size if own[mark] > 0.9 * size else 0.0
        lead = blank if kind is Kind.OPENING else blank / 2 if kind is Kind.MIDDLE else 0.0
        tail = blank if kind in BLANK_AFTER else blank / 2 if kind is Kind.MIDDLE else 0.0
        lost_before, lost_after = min(lead, before * size), min(tail, after * size)
        own[mark] -= lost_before + lost_after
        leads[mark] = lead - lost_before if adjusted else -lost_before
        tails[mark] = tail - lost_after if adjusted else -lost_after
    return own, leads, tails


def _gaps(cells: Cells) -> list[float]:
    """Give Han and Latin that meet a gap, but in code, which is shown as it was typed."""
    sizes = cells.sizes
    gaps = [
        GAP * max(sizes[cell - 1], sizes[cell]) if found else 0.0 for cell, found in enumerate(gap_sites(cells.kinds))
    ]
    for cell in _within_code(cells):
        gaps[cell] = 0.0
    return gaps


def _within_code(cells: Cells) -> Iterator[int]:
    """The cells of code that follow another of the same code."""
    return (cell for run in cells.runs if run.code for cell in range(run.first + 1, run.end))


def _set_spaces(cells: Cells, own: list[float], western: bool) -> set[int]:
    """A space typed between Han and Latin is the gap, and one beside a mark is none. Returns the former."""
    kinds, sizes, borders, typed = cells.kinds, cells.sizes, set[int](), set(_within_code(cells))
    for index, kind in enumerate(kinds):
        if kind not in SPACES or not 0 < index < len(kinds) - 1 or index in typed:
            continue
        before, after = kinds[index - 1], kinds[index + 1]
        if before is Kind.RAISED:
            before = next((kind for kind in reversed(kinds[:index]) if kind is not Kind.RAISED), before)
        if is_border(before, after):
            if not western:
                own[index] = GAP * max(sizes[index - 1], sizes[index + 1])
                borders.add(index)
        elif kind is Kind.SPACE and (
            (before in MARKS and after not in SPACES) or (after in MARKS and before not in SPACES)
        ):
            own[index] = 0.0
    return borders


def _extra(kinds: Sequence[Kind], own: Sequence[float], gaps: Sequence[float], shaped: Sequence[float]) -> float:
    wider: list[float] = list(map(sub, map(add, own, gaps), shaped))
    ends = newlines(kinds)
    starts = (0, *(end + 1 for end in ends))
    lines = (wider[start:end] for start, end in zip(starts, (*ends, len(kinds)), strict=True))
    return max(max(accumulate(line, initial=0.0)) for line in lines)
