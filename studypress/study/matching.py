"""Which section of a chapter a summary's sub-heading is about.

Authors shorten: 概述 is DevOps概述, 容器与虚拟机区别 is 容器与虚拟机的区别. Equal wording comes first; then wording
that contains the other; then wording that shares enough of what sets the sections apart. The pairs are chosen all at
once, so that a good match of one heading does not take the only match of another.
"""

import math
from collections import Counter
from dataclasses import dataclass

from studypress.model import Section
from studypress.study.names import tokens, without_number
from studypress.tree import plain_text

_CONTAINS = 0.65
_ALIKE = 0.6
"""The least share of weighed words that two headings must have in common."""
_CLEAR = 0.04
"""How much better than the next free section a match must be."""
_DEEPER = 0.02
"""What a section loses for each level below the first: summaries speak of chapters' main sections."""
_MOST_PAIRS = 20_000
"""Beyond this many pairs only equal wording is matched, so that a hostile chapter costs no minutes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A section that a sub-heading may be about."""

    section: Section
    depth: int
    """1 for a section directly in the chapter."""


def candidates(blocks: tuple[object, ...], depth: int = 1) -> list[Candidate]:
    """All sections below, in reading order."""
    found = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(Candidate(block, depth))
            found += candidates(block.blocks, depth + 1)
    return found


def match_headings(titles: list[str], sections: list[Candidate]) -> list[Candidate | None]:
    """For each title the section it is about, or None where none fits or several fit equally well."""
    result = _equal_wording(titles, sections)
    rest = [index for index, match in enumerate(result) if match is None and titles[index]]
    taken = {id(match) for match in result if match}
    free = [section for section in sections if id(section) not in taken]
    if not rest or not free or len(rest) * len(free) > _MOST_PAIRS:
        return result
    table = _scores([titles[index] for index in rest], free, sections)
    chosen = _assign(table)
    used = set(chosen.values())
    for row, column in chosen.items():
        rivals = [score for other, score in enumerate(table[row]) if other not in used]
        if table[row][column] > 0 and table[row][column] - max(rivals, default=0) >= _CLEAR:
            result[rest[row]] = free[column]
    return result


def _equal_wording(titles: list[str], sections: list[Candidate]) -> list[Candidate | None]:
    """Match what is worded the same: with the typed numbers, then without; upper levels first."""
    result: list[Candidate | None] = [None] * len(titles)
    ranked = sorted(sections, key=lambda candidate: candidate.depth)
    taken: set[int] = set()
    for reading in (str, without_number):
        by_wording: dict[str, list[Candidate]] = {}
        for candidate in ranked:
            by_wording.setdefault(_wording(reading(plain_text(candidate.section.title))), []).append(candidate)
        for index, title in enumerate(titles):
            wording = _wording(reading(title))
            free = [one for one in by_wording.get(wording, ()) if id(one) not in taken]
            if result[index] is None and wording and free:
                result[index] = free[0]
                taken.add(id(free[0]))
    return result


def _wording(title: str) -> str:
    return "".join(tokens(title))


def _scores(titles: list[str], free: list[Candidate], sections: list[Candidate]) -> list[list[float]]:
    """How well each title fits each free section, 0 (not at all) to 1."""
    worded = {id(one): tokens(without_number(plain_text(one.section.title))) for one in sections}
    known = Counter(token for words in worded.values() for token in set(words))
    weights = {token: math.log(1 + len(worded) / count) for token, count in known.items()}
    rare = math.log(1 + len(worded))
    table = []
    for title in titles:
        words = tokens(without_number(title))
        table.append([_score(words, worded[id(one)], weights, rare) - _DEEPER * (one.depth - 1) for one in free])
    return table


def _score(one: tuple[str, ...], two: tuple[str, ...], weights: dict[str, float], rare: float) -> float:
    """Compare two headings; a word that many sections share says little about which is meant."""

    def weigh(words: Counter[str]) -> float:
        return sum(weights.get(word, rare) * count for word, count in words.items())

    first, second = Counter(one), Counter(two)
    if not first or not second:
        return 0
    alike = 2 * weigh(first & second) / (weigh(first) + weigh(second))
    if _within(one, two) or _within(two, one):
        return _CONTAINS + (1 - _CONTAINS) * alike
    return alike if alike >= _ALIKE else 0


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short`, of two characters at least, stands in `long` word by word."""
    if len("".join(short)) < 2:
        return False
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _assign(scores: list[list[float]]) -> dict[int, int]:
    """Pair rows with columns so that the sum of the scores is greatest (the Hungarian method)."""
    width = max(len(scores), len(scores[0]))
    costs = [[-score for score in row] + [0.0] * (width - len(row)) for row in scores]
    row_price, column_price = [0.0] * len(costs), [0.0] * width
    owner = [-1] * width
    for row in range(len(costs)):
        _add_row(row, costs, row_price, column_price, owner)
    return {owner[column]: column for column in range(len(scores[0])) if owner[column] >= 0}


def _add_row(
    row: int, costs: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> None:
    """Give `row` a column along the cheapest path of exchanges, and keep the prices a proof that it is cheapest."""
    width = len(owner)
    distance, before, done = [math.inf] * width, [-1] * width, [False] * width
    current, column = row, -1
    while True:
        step, nearest = math.inf, -1
        for other in range(width):
            if done[other]:
                continue
            cost = costs[current][other] - row_price[current] - column_price[other]
            if cost < distance[other]:
                distance[other], before[other] = cost, column
            if distance[other] < step:
                step, nearest = distance[other], other
        row_price[row] += step
        for other in range(width):
            if done[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                distance[other] -= step
        column, done[nearest] = nearest, True
        if owner[column] < 0:
            break
        current = owner[column]
    while column >= 0:
        previous = before[column]
        owner[column] = row if previous < 0 else owner[previous]
        column = previous
