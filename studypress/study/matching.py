"""Which section of a chapter a summary's sub-heading is about.

Authors shorten: 概述 is DevOps概述, 容器与虚拟机区别 is 容器与虚拟机的区别. Equal wording comes first, then wording
that leaves words out and is clearly the same. A heading merely found in another is not: 图的遍历 is not 遍历, nor
线程 线程池; and where two are alike but differ (深度优先搜索, 广度优先搜索), a warning is better than a guess. The
pairs are chosen all at once, so that a good match of one heading does not take the only match of another.
"""

import math
import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from studypress.model import Chapter, Purpose, Section
from studypress.names import has_han, normal, tokens, without_number
from studypress.tree import plain_text

_MOST = 0.6
"""The least share of the longer heading's Han characters, or of all its words, that the shorter must have."""
_CLEAR = 0.04
"""How much better than the next free section a match must be."""
_DEEPER = 0.02
"""What a section loses for each level below the first: summaries speak of chapters' main sections."""
_MOST_PAIRS = 20_000
"""Beyond this many pairs only equal wording is matched, so that a hostile chapter costs no minutes."""

_DIFFERENCE = re.compile("不同点?|[异異]同点?|差[别別异異]|[对對]比|比[较較]|区别|區別")
"""What comparisons are called: the same chapter says 区别 in one place and 不同 in another."""
_DENIALS = frozenset("非不无無未反")
"""Characters that make the opposite of what follows: 对称加密 is not 非对称加密."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A section that a sub-heading may be about."""

    section: Section
    depth: int
    """1 for a section directly in the chapter."""
    parent: str
    """The title of the section or chapter that it is in."""

    @property
    def title(self) -> str:
        """The words of its title."""
        return plain_text(self.section.title)


@dataclass(frozen=True, slots=True)
class _Wording:
    """A heading, ready to be compared."""

    words: tuple[str, ...]
    """Latin words, numbers and Han characters, without particles."""
    length: int
    """Its Han characters, particles included."""

    def han(self) -> list[str]:
        return [word for word in self.words if has_han(word)]


def topics(owner: Chapter | Section, depth: int = 1) -> list[Topic]:
    """All sections of a chapter or section, in reading order."""
    found = []
    for block in owner.blocks:
        if isinstance(block, Section) and block.purpose is not Purpose.GOALS:
            found.append(Topic(block, depth, plain_text(owner.title)))
            found += topics(block, depth + 1)
    return found


def match_headings(titles: list[str], sections: list[Topic]) -> list[Topic | None]:
    """For each title the section it is about, or None where none fits or several fit equally well."""
    if not any(titles):
        return [None] * len(titles)
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


# --- Equal wording --------------------------------------------------------------------------------------------


def _typed(title: str) -> str:
    return "".join(tokens(title))


def _unnumbered(title: str) -> str:
    return "".join(_wording(title).words)


def _in_any_order(title: str) -> str:
    return "".join(sorted(_wording(title).words))


_READINGS: tuple[tuple[Callable[[str], str], Callable[[Topic], str]], ...] = (
    (_typed, lambda topic: _typed(topic.title)),
    (_unnumbered, lambda topic: _unnumbered(topic.title)),
    (_unnumbered, lambda topic: _unnumbered(topic.parent) + _unnumbered(topic.title)),  # 图的遍历 is 遍历 under 图
    (_in_any_order, lambda topic: _in_any_order(topic.title)),
)
"""Ways to read a title and a section's, the strictest first."""


def _equal_wording(titles: list[str], sections: list[Topic]) -> list[Topic | None]:
    """Match what is worded the same in one way of reading or the next; upper levels first."""
    result: list[Topic | None] = [None] * len(titles)
    ranked = sorted(sections, key=lambda topic: topic.depth)
    taken: set[int] = set()
    for of_title, of_topic in _READINGS:
        by_wording: dict[str, deque[Topic]] = {}
        for topic in ranked:
            by_wording.setdefault(of_topic(topic), deque()).append(topic)
        by_wording.pop("", None)
        for index, title in enumerate(titles):
            alike = by_wording.get(of_title(title)) if result[index] is None else None
            while alike and id(alike[0]) in taken:
                alike.popleft()
            if alike:
                result[index] = alike.popleft()
                taken.add(id(result[index]))
    return result


# --- Shortened wording ----------------------------------------------------------------------------------------


def _wording(title: str) -> _Wording:
    text = _DIFFERENCE.sub("区别", normal(without_number(title)))
    return _Wording(tokens(text), sum(map(has_han, text)))


def _scores(titles: list[str], free: list[Topic], sections: list[Topic]) -> list[list[float]]:
    """How well each title fits each free section: 0 (not at all) to 1."""
    worded = {id(one): _wording(one.title) for one in sections}
    table = []
    for title in map(_wording, titles):
        alone = sum(_stands_in(title, other) for other in worded.values()) == 1
        table.append([_score(title, worded[id(one)], alone) - _DEEPER * (one.depth - 1) for one in free])
    return table


def _score(title: _Wording, section: _Wording, alone: bool) -> float:
    """Compare two headings; `alone` when the title stands in one section only."""
    longer = len(title.words) > len(section.words)
    short, long = (section, title) if longer else (title, section)
    if not _leaves_out(short, long):
        return 0
    share = _share(short, long)
    if longer:
        # What a title says more may follow (最短路径算法); before the rest, it tells its topic from the section's.
        clear = share >= _MOST and (title.han() or list(title.words))[0] == (section.han() or list(section.words))[0]
    else:
        clear = share >= _MOST or (alone and _stands_in(short, long))
    return 2 * len(short.words) / (len(short.words) + len(long.words)) if clear else 0


def _leaves_out(short: _Wording, long: _Wording) -> bool:
    """Whether `short`, of two characters at least, is `long` without some words, and neither its opposite."""
    if len("".join(short.words)) < 2 or _DENIALS & (Counter(long.words) - Counter(short.words)).keys():
        return False
    if (short.length, long.length) == (2, 3):  # a third character makes another word: 线程池, 网络层, 外连接
        return False
    rest = iter(long.words)
    return all(word in rest for word in short.words)


def _stands_in(short: _Wording, long: _Wording) -> bool:
    """Whether `short` leaves out nothing of `long` but its beginning or end."""
    size = len(short.words)
    return _leaves_out(short, long) and any(
        long.words[start : start + size] == short.words for start in range(len(long.words) - size + 1)
    )


def _share(short: _Wording, long: _Wording) -> float:
    return max(len(one) / len(other) for one, other in ((short.words, long.words), (short.han(), long.han())) if other)


# --- Choosing -------------------------------------------------------------------------------------------------


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
