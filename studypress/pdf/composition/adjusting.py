"""How a line is squeezed and stretched: CLREQ "Line adjustment", JLREQ 3.8. Pure; lengths in em."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import pairwise, starmap
from math import inf

from studypress.pdf.composition.kinds import MARKS, NARROW, SPACES, WIDE, Kind
from studypress.pdf.composition.rules import GAP, GAP_MOST
from studypress.pdf.composition.spacing import is_border


class Site(Enum):
    """Where a line may be adjusted, in the order in which it is stretched."""

    WORD = auto()
    """A space between words."""
    BORDER = auto()
    """Between Han and Latin: the space that is typed there, or else the gap."""
    HAN = auto()
    """Between two full-width cells."""
    EDGE = auto()
    """Between a mark and Latin, where the mark has its own blank, and after the marks of an address: last, with all."""

    __hash__ = object.__hash__  # as for `Kind`


EASE = {Site.WORD: 1 / 8, Site.BORDER: 5 / 48, Site.HAN: 1 / 16, Site.EDGE: 1 / 64}
"""Half of what each gap has grown by when the Han of its line are 1/8 em apart; an edge hardly any."""
LOOSEST = 2
"""A line that would need wider gaps, such as two Han before a long address, is better left short."""

LOOSEST_OF_WORDS = 1
"""em: so is a line of a few long Latin words, sooner, since nothing but their spaces can give."""

LOOSEST_BEFORE_BOX = 1 / 4
"""em: before a formula, a picture or a row to write on, a short line is better than one whose letters stand apart."""


@cache
def site_between(before: Kind, after: Kind) -> Site | None:
    """What the boundary of two neighbours is, or None when they stay together."""
    if before in WIDE and after in WIDE:
        return None if before is after is Kind.STROKE else Site.HAN
    if is_border(before, after):
        return Site.BORDER
    return Site.EDGE if (before in NARROW and after in WIDE) or (before in WIDE and after in NARROW) else None


def sites(kinds: Sequence[Kind]) -> list[Site | None]:
    """The site before each cell; that of a space is its own.

    What follows a note mark is measured from what goes before it. Beside a mark a space is nothing of its own.
    """
    found: list[Site | None] = [None, *starmap(site_between, pairwise(kinds))][: len(kinds)]
    end = 0
    for start in [at for at, kind in enumerate(kinds) if kind in _PASSED]:
        if start >= end:
            end = next((at for at in range(start, len(kinds)) if kinds[at] not in _PASSED), len(kinds))
            begin = max(0, start - 1)
            found[begin + 1 : end + 1] = _sites_at(kinds[begin : end + 1])[1:]
    return found


_PASSED = SPACES | {Kind.RAISED}


def _sites_at(kinds: Sequence[Kind]) -> list[Site | None]:
    """The same for few cells, looked at one by one."""
    found: list[Site | None] = [None] * len(kinds)
    last, spaces = None, list[int]()
    for index, kind in enumerate(kinds):
        if kind in SPACES:
            spaces.append(index)
            continue
        if last and kind is not Kind.RAISED:
            site = site_between(last, kind)
            if spaces and site is not Site.BORDER:
                site = Site.EDGE if last in MARKS or kind in MARKS else Site.WORD
            for place in spaces or (index,):
                found[place] = site
        spaces = []
        last = last if kind is Kind.RAISED else kind
    return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a line is stretched."""

    words: float
    """What part each space takes of what it lacks to `SPACE_MOST`."""
    shares: dict[Site, float]
    """What each site takes besides."""


def stretch(numbers: Mapping[Site, int], lacking: float, room: float) -> Stretch:
    """Share the room among so many sites, whose spaces between words lack so much in all to `SPACE_MOST`."""
    words = _part(lacking, room)
    room -= lacking * words
    shares = dict.fromkeys(Site, 0.0)
    for stage, most in _STAGES:
        if number := sum(numbers.get(site, 0) for site in stage):
            share = min(most, room / number)
            room -= share * number
            for site in stage:
                shares[site] += share
    return Stretch(words, shares)


_STAGES = (
    ((Site.BORDER,), GAP_MOST - GAP),
    ((Site.BORDER, Site.HAN), 1 / 4),
    (tuple(Site), inf),
)
"""After spaces have grown to `SPACE_MOST` (CLREQ "Line adjustment"; JLREQ 3.8.4): what grows in step, by how much."""


_SQUEEZED = (
    (Kind.SPACE,),
    (Kind.MIDDLE,),
    (Kind.OPENING, Kind.CLOSING),
    (Kind.COMMA,),
)
"""CLREQ "Line adjustment": word spaces, interpuncts, brackets, commas; then gaps of Han and Latin. Never stops."""


def squeezes(
    kinds: Sequence[Kind], marks: Sequence[float], gaps: Sequence[float], over: float
) -> tuple[list[float], list[float]]:
    """What each mark or space, and each gap, gives of `over`, from what they may give; all of one class alike."""
    from_marks = [0.0] * len(marks)
    for stage in _SQUEEZED:
        given = {at: marks[at] for at, kind in enumerate(kinds) if kind in stage}
        part = _part(sum(given.values()), over)
        for at, give in given.items():
            from_marks[at] = give * part
        over -= sum(given.values()) * part
    part = _part(sum(gaps), over)
    return from_marks, [gap * part for gap in gaps]


def _part(wanted: float, room: float) -> float:
    """The part of what is wanted that there is room for."""
    return max(0.0, min(1.0, room / wanted)) if wanted else 0.0
