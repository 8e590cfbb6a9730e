"""Where a line may end, and where it does. Pure: columns of cells in, indexes of cells out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import accumulate

from studypress.pdf.composition.kinds import MARKS, STROKES, WIDE, Kind, Region
from studypress.pdf.composition.parting import Parts, as_text
from studypress.pdf.composition.rules import COUNTERS, NO_END, NO_START, PREFIXES, UNITS, Rules

_ROUNDING = 0.01
"""px that a full line may seem too long, since Pango counts in 1/1024."""


def opportunities(
    kinds: Sequence[Kind],
    chars: Sequence[str],
    allowed: Sequence[bool],
    rules: Rules,
    region: Region = Region.MAINLAND,
) -> list[int]:
    """The cells that a line may begin with, and the number of cells at the end.

    `allowed` is what UAX #14 says of each cell. Its rules for Latin words stand; those of CLREQ ("Prohibition rules for
    line start and line end") are added: marks, units, note marks, and no Han alone on the last line. Korean is broken
    at its spaces.
    """
    places = [at for at in range(1, len(kinds)) if allowed[at] and _may_part(kinds, chars, at, rules)]
    if region is Region.KOREA and rules.switches.korean_words:
        places = [at for at in places if kinds[at - 1] is Kind.SPACE or Kind.OBJECT in (kinds[at - 1], kinds[at])]
    if rules.switches.units:
        glued = _glued(chars)
        places = [place for place in places if place not in glued]
    if rules.switches.lone_han:
        ends = [index for index, kind in enumerate(kinds) if kind is Kind.NEWLINE] + [len(kinds)]
        lone = {place for end in ends for place in _lone(kinds, end)}
        places = [place for place in places if place not in lone]
    return [*places, len(kinds)]


def _may_part(kinds: Sequence[Kind], chars: Sequence[str], index: int, rules: Rules) -> bool:
    before, after, kind = chars[index - 1], chars[index], kinds[index]
    if kind in (Kind.RAISED, Kind.SPACE, Kind.NEWLINE) or (after in NO_START and kind is not Kind.POINT):
        return False
    if before in NO_END and kinds[index - 1] is not Kind.POINT:
        return False
    if kind is Kind.STROKE:
        return not (rules.switches.strict_dashes or before in STROKES)
    return not (rules.switches.solidus and before in "/／" and kind in WIDE)


def _lone(kinds: Sequence[Kind], end: int) -> range:
    """The cells that a last line of one Han and marks could begin with."""
    han = end
    while han > 0 and kinds[han - 1] in MARKS | {Kind.SPACE, Kind.RAISED}:
        han -= 1
    if not han or kinds[han - 1] is not Kind.HAN:
        return range(0)
    first = han - 1
    while first > 0 and kinds[first - 1] in MARKS | {Kind.SPACE, Kind.RAISED}:
        first -= 1
    return range(first, han)


_UNIT = re.compile(r"(?<![A-Za-z0-9_.])\d[\d.,]*( ?)([^\s\d.,;:，。；：、（）()]{1,5})")
_LATIN_UNIT = re.compile(r"[A-Za-zµμΩ°℃℉%‰]+")
_BEFORE_NUMBER = re.compile(r"第 ?(?=\d)|(?<=[A-Za-z])\.(?=\d)")
_PREFIX = re.compile(r"(?<![A-Za-z0-9_.])([A-Za-z§№$¥￥€£#]{1,4}\.?) (?=\d)")


def _glued(chars: Sequence[str]) -> set[int]:
    """The cells that stay with the one before them: units, counters, and numbers after their signs."""
    text = as_text(chars)
    glued = {match.end() for match in _BEFORE_NUMBER.finditer(text)}
    glued |= {match.end() for match in _PREFIX.finditer(text) if match[1] in PREFIXES}
    for match in _UNIT.finditer(text):
        unit = match[2]
        latin = _LATIN_UNIT.match(unit)
        if (latin and latin[0] in UNITS) or unit[0] in COUNTERS or unit[0] in "%‰℃℉°":
            glued.add(match.start(2))
    return glued


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns that a line is chosen by, in px, each cell's own."""

    width: Sequence[float]
    """What it takes, with the gap before it and the edges of boxes around it."""
    start: Sequence[float]
    """What it takes less at a line's start: the gap, and the blank half of an opening mark."""
    end: Sequence[float]
    """What it takes less at a line's end: the blank half of a closing mark."""
    give: Sequence[float]
    """What it may be squeezed by."""
    spaces: Sequence[bool]
    """Whether it is a space, which vanishes at a line's end."""
    bound: Sequence[bool]
    """Whether it must not begin a line."""
    breaks: Sequence[int]
    """`opportunities`."""
    forced: Sequence[int]
    """The newlines."""
    find_parts: Callable[[], Parts]
    """Finds where words and addresses may be parted, which few paragraphs need."""
    anywhere: Sequence[bool]
    """Whether a word may be broken before the cell when it fits on no line."""
    gaps: Sequence[float]
    """What each cell adds comfortably when a line is stretched."""
    em: float
    """The size of the paragraph's text."""
    justified: bool = True
    sums: dict[str, list[float]] = field(default_factory=dict, init=False)
    hyphens: dict[int, float] = field(default_factory=dict, init=False)
    """`Parts.places`, once they were needed, and where addresses were torn."""
    found: list[Parts] = field(default_factory=list, init=False)
    """What `find_parts` found, once it was asked."""

    def __post_init__(self) -> None:
        for name in ("width", "give", "gaps"):
            self.sums[name] = list(accumulate(getattr(self, name), initial=0.0))

    def last_of(self, start: int, stop: int) -> int:
        """The last cell of the line that is no space."""
        last = stop - 1
        while last > start and self.spaces[last]:
            last -= 1
        return last

    def length(self, start: int, stop: int) -> float:
        """What the cells from `start` to before `stop` take as a line, with nothing adjusted."""
        last = self.last_of(start, stop)
        width = self.sums["width"]
        hyphen = self.hyphens.get(stop, 0.0) if self.hyphens else 0.0
        return width[last + 1] - width[start] - self.start[start] - self.end[last] + hyphen

    def within(self, start: int, near: int | None, limit: float) -> int | None:
        """The last place within a word or address that fits, after the opportunity `near`."""
        self._part()
        places = (place for place in self.hyphens if place > (near or start) and self.length(start, place) <= limit)
        return max(places, default=None)

    def torn(self, start: int, near: int | None, limit: float) -> int | None:
        """The last place that fits, if that is within an address, with two characters at least on either side."""
        self._part()
        place = bisect_right(self.sums["width"], self.sums["width"][start] + limit + self.start[start]) - 1
        if place <= (near or start) or not any(place in cells[2:-1] for cells in self.found[0].addresses):
            return None
        self.hyphens[place] = 0.0
        return place

    def _part(self) -> None:
        if not self.found:
            self.found.append(self.find_parts())
            self.hyphens.update(self.found[0].places)

    def room(self, start: int, stop: int) -> float:
        """What the line may be squeezed by. What is trimmed at its edges cannot be given again."""
        last = self.last_of(start, stop)
        give = self.sums["give"]
        inner = give[last] - give[start + 1] if last > start else 0.0
        return max(0.0, inner)

    def ease(self, start: int, stop: int) -> float:
        """What the line may be stretched by before it looks loose; a line of one long word by a little too."""
        return self.sums["gaps"][stop] - self.sums["gaps"][start] + self.em / 4


def lines(cells: Measures, start: int, first: float, measure: float, rules: Rules) -> dict[int, int]:
    """The lines from the cell `start` to the next newline or the end: where each begins, and where the next does.

    `first` is the measure of the first line, `measure` that of the others. Each line takes what it can (`next_line`).
    If one of them is then strained, the whole paragraph is weighed as TeX does, by the sum of what its lines suffer.
    """
    stop = _next_newline(cells, start)
    found: dict[int, int] = {}
    at = start
    while at < stop:
        found[at] = next_line(cells, at, measure if found else first, rules)
        at = found[at]
    inner = [line for line in found.items() if line[1] < stop]
    strains = [strain(cells, *line, first if line[0] == start else measure) for line in inner]
    if not rules.switches.squeeze or max(strains, default=0) <= _STRAINED:
        return found
    weighed = _weighed(cells, start, stop, first, measure, rules)
    return weighed if weighed else found


_STRAINED = 0.75
"""The strain from which a paragraph is weighed as a whole."""
_TORN = 1.5
"""The strain from which words are parted."""
_PARTED = 400.0
"""Demerits of a line that ends within a word."""
_CHOICES = 4
"""How many places before the last that fits are tried as a line's end then."""


def strain(cells: Measures, start: int, stop: int, measure: float) -> float:
    """How far the line has to be adjusted: 1 when squeezed as much as can be, or stretched by 1/8 em in each gap.

    Ragged lines are not stretched.
    """
    slack = measure - cells.length(start, stop)
    if slack >= 0:
        return slack / (2 * cells.ease(start, stop)) if cells.justified else 0.0
    return -slack / max(cells.room(start, stop), _ROUNDING)


def _weighed(
    cells: Measures, start: int, stop: int, first: float, measure: float, rules: Rules
) -> dict[int, int] | None:
    """The lines with the least demerits in all (Knuth and Plass, Breaking Paragraphs into Lines)."""
    best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
    waiting = [start]
    while waiting and waiting[0] < stop:
        at = heappop(waiting)
        width = first if at == start else measure
        for end in _choices(cells, at, stop, width, rules):
            suffered = strain(cells, at, end, width)
            if end == stop and cells.length(at, end) <= width:
                suffered = 0.0
            cost = best[at][0] + (10 + 100 * suffered**3) ** 2 + (_PARTED if end in cells.hyphens else 0.0)
            if end not in best:
                heappush(waiting, end)
            if end not in best or cost < best[end][0]:
                best[end] = cost, at
    if stop not in best:
        return None
    found, end = {}, stop
    while end != start:
        found[best[end][1]] = end
        end = best[end][1]
    return found


def _choices(cells: Measures, start: int, stop: int, measure: float, rules: Rules) -> list[int]:
    """Where the line may end: the place that squeezing reaches, the last that fits, and some before it."""
    limit = measure + _ROUNDING
    near, far = _around(cells, start, stop, limit)
    if near is None:
        return [next_line(cells, start, measure, rules)]
    place = bisect_right(cells.breaks, near)
    found = {end for end in cells.breaks[max(0, place - _CHOICES) : place] if end > start} | {near}
    if far is not None and cells.length(start, far) - limit <= cells.room(start, far):
        if rules.switches.push_in and _is_held(cells, start, near, far, measure):
            return [far]
        found.add(far)
    if far is not None and (parted := _within_word(cells, start, near, limit)):
        found.add(parted)
    return sorted(found)


def next_line(cells: Measures, start: int, measure: float, rules: Rules) -> int:
    """Where the line that begins with the cell `start` ends: the cell that the next begins with.

    First what fits as it is; then the next opportunity, if the line can be squeezed to reach it and either a mark would
    hold back what fits (CLREQ: push in before pushing out) or stretching would be the greater change.
    """
    limit = measure + _ROUNDING
    near, far = _around(cells, start, _next_newline(cells, start), limit)
    if far is None:
        return near or start + 1
    if not rules.switches.squeeze or cells.length(start, far) - limit > cells.room(start, far):
        return _within_word(cells, start, near, limit) or near or _torn(cells, start, far, limit)
    if near is None or _is_better(cells, start, near, far, measure, rules):
        return far
    return near


def _next_newline(cells: Measures, start: int) -> int:
    following = bisect_left(cells.forced, start)
    return cells.forced[following] if following < len(cells.forced) else len(cells.width)


def _within_word(cells: Measures, start: int, near: int | None, limit: float) -> int | None:
    """A place within a word, when the line would be torn apart without it."""
    if near is not None and strain(cells, start, near, limit) < _TORN:
        return None
    place = cells.within(start, near, limit)
    if place is not None and strain(cells, start, place, limit) < _TORN:
        return place
    return cells.torn(start, place or near, limit) or place


def _around(cells: Measures, start: int, stop: int, limit: float) -> tuple[int | None, int | None]:
    """The last opportunity that fits and the first that does not, both up to `stop`, which is one; None for none."""
    widths, breaks = cells.sums["width"], cells.breaks
    beyond = bisect_right(widths, widths[start] + limit + cells.start[start])
    index = min(bisect_right(breaks, beyond), bisect_left(breaks, stop))
    near = None
    far = breaks[index] if index < len(breaks) and breaks[index] < stop else stop
    while cells.length(start, far) <= limit:
        if far == stop:
            return stop, None
        near, index = far, index + 1
        far = breaks[index] if index < len(breaks) and breaks[index] < stop else stop
    while near is None and index and breaks[index - 1] > start:
        index -= 1
        if cells.length(start, breaks[index]) <= limit:
            near = breaks[index]
        else:
            far = breaks[index]
    return near, far


def _is_better(cells: Measures, start: int, near: int, far: int, measure: float, rules: Rules) -> bool:
    """Whether to squeeze up to `far` rather than to stretch up to `near`."""
    if measure - cells.length(start, near) <= _ROUNDING:
        return False
    if rules.switches.push_in and _is_held(cells, start, near, far, measure):
        return True
    return strain(cells, start, far, measure) < strain(cells, start, near, measure)


def _is_held(cells: Measures, start: int, near: int, far: int, measure: float) -> bool:
    """Whether only marks do not fit, which would hold the Han before them back from this line."""
    marks = cells.last_of(start, far) + 1
    while marks > near and cells.bound[marks - 1]:
        marks -= 1
    return near < marks < far and cells.length(start, marks) <= measure + _ROUNDING


def _torn(cells: Measures, start: int, stop: int, limit: float) -> int:
    """Break a word that fits on no line, where its style allows; else let it stick out."""
    place = start + 1
    best = None
    while place < stop and cells.length(start, place) <= limit:
        if cells.anywhere[place]:
            best = place
        place += 1
    return best or stop
