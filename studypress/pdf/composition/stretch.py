"""Where a line is stretched, and by how much, in the order of CLREQ ("Line adjustment") and JLREQ (3.8.4)."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import cache

from studypress.pdf.composition.cells import Kind


class Site(Enum):
    """Where a line may be stretched, in the order in which it is."""

    WORD = auto()
    """A space."""
    BORDER = auto()
    """Between Han and Latin: the space that is typed there, or else the boundary itself."""
    HAN = auto()
    """Between two full-width cells."""
    EDGE = auto()
    """Between a full-width mark and Latin, where the mark has its own blank: only when nothing else is left."""

    __hash__ = object.__hash__  # as for `Kind`


_WIDE = (Kind.HAN, Kind.MARK, Kind.STROKE)
_SPACE = 1 / 2
"""em that a space between words may have in all (CLREQ). Spaces come first."""
_STAGES = (
    {Site.BORDER: 1 / 8},
    {Site.HAN: 1 / 4, Site.BORDER: 1 / 8},  # so that Han and Latin never stand closer than Han and Han
)
"""em that the other sites take after that, stage by stage, before all share what remains."""
LOOSEST = 2
"""em. A line that would need wider gaps, such as two Han before a long address, is better left short."""


@cache
def site_between(before: Kind, after: Kind) -> Site | None:
    """What the boundary of two neighbours is, or None when they stay together."""
    if before in _WIDE and after in _WIDE:
        return None if before is after is Kind.STROKE else Site.HAN
    if Kind.LATIN in (before, after):
        other = after if before is Kind.LATIN else before
        return {Kind.HAN: Site.BORDER, Kind.MARK: Site.EDGE}.get(other)
    return None


def sites(kinds: Sequence[Kind]) -> list[tuple[Site, int, int]]:
    """Each place to stretch, as (site, cell before it, cell after it). A space is before and after itself."""
    found: list[tuple[Site, int, int]] = []
    last, place, spaces = None, 0, list[int]()
    for index, kind in enumerate(kinds):
        if kind is Kind.SPACE:
            spaces.append(index)
            continue
        if last and spaces:
            site = site_between(last, kind)
            found += [(Site.BORDER if site is Site.BORDER else Site.WORD, space, space) for space in spaces]
        elif last and kind is not Kind.RAISED and (site := site_between(last, kind)):
            found.append((site, place, index))
        spaces, place = [], index
        last = last if kind is Kind.RAISED else kind
    return found


def shares(places: Sequence[tuple[Site, float]], room: float) -> list[float]:
    """What each place takes of the room, in em; a place is its site and the width of the space there. They add up."""
    kinds = [site for site, _ in places]
    words = [max(0.0, _SPACE - space) if site is Site.WORD else 0.0 for site, space in places]
    word_part = _part(sum(words), room)
    room -= sum(words) * word_part
    each = dict.fromkeys(Site, 0.0)
    for stage in _STAGES:
        total = sum(cap * kinds.count(site) for site, cap in stage.items())
        part = _part(total, room)
        each |= {site: each[site] + cap * part for site, cap in stage.items()}
        room -= total * part
    rest = room / len(places)
    return [word * word_part + each[site] + rest for word, site in zip(words, kinds, strict=True)]


def _part(wanted: float, room: float) -> float:
    """The part of what is wanted that there is room for."""
    return min(1.0, room / wanted) if wanted else 0.0
