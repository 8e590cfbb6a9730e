"""Which of its opportunities a line ends at. Pure: measures in, indexes of cells out."""

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush

from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.rules import Rules

_ROUNDING = 0.01
"""px that a full line may seem too long, since Pango counts in 1/1024."""


def lines(cells: Measures, start: int, first: float, measure: float, rules: Rules) -> dict[int, int]:
    """The lines from the cell `start` to the next newline or the end: where each begins, and where the next does.

    `first` is the measure of the first line, `measure` that of the others. Each line takes what it can (`next_line`).
    If one of them is then strained, the whole paragraph is weighed as TeX does, by the sum of what its lines suffer.
    """
    stop = cells.newline(start)
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
_FLUSH = 0.06
"""em that a line of one word may be short."""
_SHORT = 8.0
"""The strain of one that is shorter: that of gaps of 1 em, and as much again for each em."""
_TORN = 1.5
"""The strain from which words are parted, where a line takes what it can."""
_LOOSE = 1.2
"""The strain from which they may be, where a paragraph is weighed as a whole, which finds a better way more often."""
_PARTED = 400.0
"""Demerits of a line that ends within a word."""
_CHOICES = 4
"""How many places before the last that fits are tried as a line's end then."""


def strain(cells: Measures, start: int, stop: int, measure: float) -> float:
    """How far the line has to be adjusted: 1 when squeezed as much as can be, or stretched by 1/8 em in each gap.

    Paragraphs that are not justified are not stretched. A line of one word cannot be, and is short.
    """
    slack = measure - cells.length(start, stop)
    if slack >= 0:
        if not cells.justified:
            return 0.0
        if ease := cells.slackness(start, stop):
            return slack / (2 * ease)
        return _SHORT * (1 + slack / cells.em) if slack > _FLUSH * cells.em else 0.0
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
            cost = best[at][0] + (10 + 100 * suffered**3) ** 2 + (0.0 if _is_opportunity(cells, end, stop) else _PARTED)
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


def _is_opportunity(cells: Measures, place: int, stop: int) -> bool:
    return place == stop or cells.breaks[bisect_left(cells.breaks, place)] == place


def _choices(cells: Measures, start: int, stop: int, measure: float, rules: Rules) -> list[int]:
    """Where the line may end: the place that squeezing reaches, the last that fits, and some before it."""
    limit = measure + _ROUNDING
    near, far = _around(cells, start, stop, limit)
    found = _within_words(cells, start, near, limit, rules, _LOOSE) if far is not None else set[int]()
    if near is None:
        return sorted(found) or [next_line(cells, start, measure, rules)]
    place = bisect_right(cells.breaks, near)
    found |= {end for end in cells.breaks[max(0, place - _CHOICES) : place] if end > start} | {near}
    if far is not None and cells.length(start, far) - limit <= cells.room(start, far):
        if rules.switches.push_in and _is_held(cells, start, near, far, measure):
            return [far]
        found.add(far)
    return sorted(found)


def next_line(cells: Measures, start: int, measure: float, rules: Rules) -> int:
    """Where the line that begins with the cell `start` ends: the cell that the next begins with.

    First what fits as it is; then the next opportunity, if the line can be squeezed to reach it and either a mark would
    hold back what fits (CLREQ: push in before pushing out) or stretching would be the greater change.
    """
    limit = measure + _ROUNDING
    near, far = _around(cells, start, cells.newline(start), limit)
    if far is None:
        return near or start + 1
    if not rules.switches.squeeze or cells.length(start, far) - limit > cells.room(start, far):
        within = max(_within_words(cells, start, near, limit, rules, _TORN), default=None)
        return within or near or _torn(cells, start, far, limit)
    if near is None or _is_better(cells, start, near, far, measure, rules):
        return far
    return near


def _within_words(cells: Measures, start: int, near: int | None, limit: float, rules: Rules, torn: float) -> set[int]:
    """The places within words and addresses where the line may end, when its strain would be `torn` without them.

    An address is torn anywhere if the line is torn apart even with them.
    """
    if near is not None and strain(cells, start, near, limit) < torn:
        return set()
    places = cells.fitting(cells.parts.ordered, start, near or start, limit, rules.switches.squeeze)
    if places and strain(cells, start, places[-1], limit) < _TORN:
        return set(places)
    anywhere = cells.reach(start, limit) - 1
    within = any(anywhere in address[2:-1] for address in cells.parts.addresses)
    return {*places, anywhere} if within and anywhere > max(places[-1:], default=near or start) else set(places)


def _around(cells: Measures, start: int, stop: int, limit: float) -> tuple[int | None, int | None]:
    """The last opportunity that fits and the first that does not, both up to `stop`, which is one; None for none."""
    breaks = cells.breaks
    index = min(bisect_right(breaks, cells.reach(start, limit)), bisect_left(breaks, stop))
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
    """Break what fits on no line: at a unit or before a lone Han, else where its style allows. Or let it stick out."""
    weak = cells.fitting(cells.opportunities.weak, start, start, limit)
    if weak and weak[-1] < stop:
        return weak[-1]
    place, best = start + 1, None
    while place < stop and cells.length(start, place) <= limit:
        if cells.anywhere[place]:
            best = place
        place += 1
    return best or stop
