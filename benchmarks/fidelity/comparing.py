"""What is missing from one text of another, and what is added, wherever it stands.

Two long texts are aligned by stretches that both have exactly once (as patience diff does with lines), then what lies
between them in the same way with shorter ones. What is missing in one place and added, to the character, in another was
moved, as a footnote is, and is told apart.
"""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from benchmarks.fidelity.reading import Piece

_LENGTHS = (32, 12, 5)
"""Of the stretches that texts are aligned by, from far to near, in characters."""
_MOVED = 6
"""The least length of a stretch that counts as moved."""
_SHARED = 20
"""The least that two differences must have in common to be one stretch that moved, in characters."""
_LONG = 5000
"""Longer ones are not looked into."""
_FEW_LINES = 1000
"""How near to each other differences are that may be one reordering, in characters."""
_NEAR = 20
"""How much is shown before a difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that only one of two texts has."""

    text: str
    place: str
    before: str
    """What stands before it."""
    at: int = 0
    """Where in the first text."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two texts differ."""

    length: int
    """Characters of the first."""
    missing: tuple[Difference, ...]
    added: tuple[Difference, ...]
    moved: int
    """Characters."""

    @property
    def missing_rate(self) -> float:
        """In 10,000 characters."""
        return 10_000 * sum(len(one.text) for one in self.missing) / max(1, self.length)

    @property
    def added_rate(self) -> float:
        """In 10,000 characters."""
        return 10_000 * sum(len(one.text) for one in self.added) / max(1, self.length)


@dataclass(frozen=True, slots=True)
class _Text:
    """Pieces, joined."""

    chars: str
    starts: list[int]
    places: list[str]

    def difference(self, start: int, end: int, at: int) -> Difference:
        number = max(0, bisect_right(self.starts, start) - 1)
        return Difference(self.chars[start:end], self.places[number], self.chars[max(0, start - _NEAR) : start], at)


def compare(first: Sequence[Piece], second: Sequence[Piece]) -> Comparison:
    """Compare what two readings saw, in their order."""
    a, b = _joined(first), _joined(second)
    missing: list[Difference] = []
    added: list[Difference] = []
    for start, end, other_start, other_end in _gaps(a.chars, b.chars, 0, len(a.chars), 0, len(b.chars), 0):
        missing += [a.difference(start, end, start)] if start < end else []
        added += [b.difference(other_start, other_end, start)] if other_start < other_end else []
    lost, come, moved = _without_moved(missing, added)
    lost, come, near = _without_reordered(lost, come)
    lost, come, shared = _without_shared(lost, come)
    return Comparison(len(a.chars), tuple(lost), tuple(come), moved + near + shared)


def _joined(pieces: Sequence[Piece]) -> _Text:
    starts = [0, *accumulate(len(piece.text) for piece in pieces)][:-1]
    return _Text("".join(piece.text for piece in pieces), starts, [piece.place for piece in pieces] or [""])


Gap = tuple[int, int, int, int]


def _gaps(a: str, b: str, i: int, j: int, k: int, m: int, depth: int) -> Iterator[Gap]:
    """Stretches of a[i:j] and b[k:m] that differ."""
    while i < j and k < m and a[i] == b[k]:
        i, k = i + 1, k + 1
    while i < j and k < m and a[j - 1] == b[m - 1]:
        j, m = j - 1, m - 1
    if i == j or k == m:
        if i < j or k < m:
            yield i, j, k, m
        return
    if depth == len(_LENGTHS):
        yield from _small(a, b, i, j, k, m)
        return
    length = _LENGTHS[depth]
    at, other = i, k
    for start, other_start in _anchors(a, b, i, j, k, m, length):
        if start < at or other_start < other:
            continue
        yield from _gaps(a, b, at, start, other, other_start, depth + 1)
        at, other = start, other_start
        while at < j and other < m and a[at] == b[other]:
            at, other = at + 1, other + 1
    yield from _gaps(a, b, at, j, other, m, depth + 1)


def _anchors(a: str, b: str, i: int, j: int, k: int, m: int, length: int) -> list[tuple[int, int]]:
    """Starts of stretches that both have once, in an order that both have: the longest such row of them."""
    here, there = _once(a, i, j, length), _once(b, k, m, length)
    pairs = [(start, there[stretch]) for stretch, start in here.items() if stretch in there]
    pairs.sort()
    tails: list[int] = []
    tops: list[int] = []
    back: list[int] = []
    for number, (_, other) in enumerate(pairs):
        spot = bisect_left(tails, other)
        back.append(tops[spot - 1] if spot else -1)
        if spot == len(tails):
            tails.append(other)
            tops.append(number)
        else:
            tails[spot], tops[spot] = other, number
    row = []
    number = tops[-1] if tops else -1
    while number >= 0:
        row.append(pairs[number])
        number = back[number]
    return row[::-1]


def _once(text: str, start: int, end: int, length: int) -> dict[str, int]:
    places: dict[str, int] = {}
    again: set[str] = set()
    for spot in range(start, end - length + 1):
        stretch = text[spot : spot + length]
        if stretch in places:
            again.add(stretch)
        else:
            places[stretch] = spot
    for stretch in again:
        del places[stretch]
    return places


def _small(a: str, b: str, i: int, j: int, k: int, m: int) -> Iterator[Gap]:
    if (j - i) * (m - k) > 4_000_000:
        yield i, j, k, m
        return
    matcher = difflib.SequenceMatcher(None, a[i:j], b[k:m], autojunk=False)
    for name, start, end, other_start, other_end in matcher.get_opcodes():
        if name != "equal":
            yield i + start, i + end, k + other_start, k + other_end


def _without_moved(lost: list[Difference], come: list[Difference]) -> tuple[list[Difference], list[Difference], int]:
    """Cancel what stands in both lists, the longest first, then whole inside of longer ones."""
    moved = 0
    same = Counter(one.text for one in lost if len(one.text) >= _MOVED) & Counter(one.text for one in come)
    moved += sum(len(text) * count for text, count in same.items())
    lost, come = _less(lost, same), _less(come, same)
    lost, come, turned = _without_turned(lost, come)
    lost, come, more = _cut(lost, come)
    come, lost, again = _cut(come, lost)
    return lost, come, moved + turned + more + again


def _without_turned(lost: list[Difference], come: list[Difference]) -> tuple[list[Difference], list[Difference], int]:
    """Cancel a stretch that came somewhere else with its first characters behind it, which stood before it as well."""
    moved, kept = 0, []
    for one in lost:
        same = (n for n, other in enumerate(come) if len(other.text) == len(one.text) and one.text in other.text * 2)
        found = next(same, -1) if len(one.text) >= _MOVED else -1
        if found < 0:
            kept.append(one)
        else:
            moved += len(come.pop(found).text)
    return kept, come, moved


def _less(differences: list[Difference], taken: Counter[str]) -> list[Difference]:
    left, kept = taken.copy(), []
    for one in differences:
        if left[one.text] > 0:
            left[one.text] -= 1
        else:
            kept.append(one)
    return kept


def _cut(whole: list[Difference], parts: list[Difference]) -> tuple[list[Difference], list[Difference], int]:
    """Take parts out of the longer stretches that hold them."""
    moved, left = 0, []
    for part in sorted(parts, key=lambda one: -len(one.text)):
        host = next((n for n, one in enumerate(whole) if part.text in one.text), -1) if len(part.text) >= _MOVED else -1
        if host < 0:
            left.append(part)
            continue
        before, _, after = whole[host].text.partition(part.text)
        halves = [replace(whole[host], text=text) for text in (before, after) if text]
        whole[host : host + 1] = halves
        moved += len(part.text)
    return whole, left, moved


def _without_reordered(
    missing: list[Difference], added: list[Difference]
) -> tuple[list[Difference], list[Difference], int]:
    """Cancel words of a few lines that stand in another order there, as those of two columns do."""
    both = [(one.at, False, one) for one in missing] + [(one.at, True, one) for one in added]
    both.sort(key=lambda each: each[0])
    lost: list[Difference] = []
    come: list[Difference] = []
    moved, at = 0, 0
    while at < len(both):
        end = at + 1
        while end < len(both) and both[end][0] - both[end - 1][0] < _FEW_LINES:
            end += 1
        here = [one for _, is_added, one in both[at:end] if not is_added]
        there = [one for _, is_added, one in both[at:end] if is_added]
        same = Counter(chain.from_iterable(map(_words, here))) & Counter(chain.from_iterable(map(_words, there)))
        moved += sum(len(word) * count for word, count in same.items())
        lost += _without_words(here, same.copy())
        come += _without_words(there, same)
        at = end
    return lost, come, moved


def _without_shared(lost: list[Difference], come: list[Difference]) -> tuple[list[Difference], list[Difference], int]:
    """Cancel what two of them have in common, as a note at a page's foot that was aligned with a letter too many."""
    moved, left = 0, []
    waiting = sorted(lost, key=lambda each: len(each.text))
    while waiting:
        one = waiting.pop()
        host, start, at, size = _longest_shared(one.text, come)
        if size < _SHARED:
            left.append(one)
            continue
        other = come.pop(host)
        come += _without_span(other, at, size)
        waiting += _without_span(one, start, size)
        moved += size
    return sorted(left, key=lambda each: each.at), sorted(come, key=lambda each: each.at), moved


def _longest_shared(text: str, others: list[Difference]) -> tuple[int, int, int, int]:
    """Which of the others shares most with a text, where in both, and how much."""
    best = (-1, 0, 0, 0)
    for number, other in enumerate(others):
        if min(len(text), len(other.text)) >= _SHARED and max(len(text), len(other.text)) <= _LONG:
            found = difflib.SequenceMatcher(None, text, other.text, autojunk=False).find_longest_match()
            best = max(best, (number, found.a, found.b, found.size), key=lambda each: each[3])
    return best


def _without_span(one: Difference, start: int, size: int) -> list[Difference]:
    return [replace(one, text=text) for text in (one.text[:start], one.text[start + size :]) if text]


def _words(one: Difference) -> list[str]:
    return re.findall(r"[A-Za-z]+|.", one.text, re.DOTALL)


def _without_words(differences: list[Difference], taken: Counter[str]) -> list[Difference]:
    kept = []
    for one in differences:
        words = []
        for word in _words(one):
            if taken[word] > 0:
                taken[word] -= 1
            else:
                words.append(word)
        if words:
            kept.append(replace(one, text="".join(words)))
    return kept
