"""How wide marks and gaps are before a line is adjusted. Pure: kinds and characters in, parts of an em out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from studypress.numerals import HAN_NUMERALS
from studypress.pdf.composition.kinds import (
    BLANK_AFTER,
    MARKS,
    NARROW,
    QUOTES,
    SPACES,
    STOPS,
    STROKES,
    WIDE,
    Kind,
    Region,
)
from studypress.pdf.composition.parting import as_text
from studypress.pdf.composition.rules import Rules


def adjusts(region: Region, rules: Rules) -> bool:
    """Whether marks may be narrower than their cells. In Taiwan brackets may, where they meet others (`trims`)."""
    return region in (Region.MAINLAND, Region.JAPAN) and rules.punctuation != "plain"


def trims(kinds: Sequence[Kind], chars: Sequence[str], region: Region, rules: Rules) -> list[tuple[float, float]]:
    """What each mark loses before and after its ink, in em: CLREQ "Adjustment of adjacent punctuation marks".

    Two marks that meet are 1.5 em wide, since the blank between them is shared; ？！ are 1 em together (GB/T 15834).
    So are brackets that meet other marks whatever the style; in Taiwan, where stops stand in the middle of their cells,
    they are all that is trimmed. Spaces between marks do not part them.
    """
    taken = [(0.0, 0.0)] * len(kinds)
    if rules.punctuation == "plain" or region is Region.KOREA:
        return taken
    doubled = False
    for index in [at for at, kind in enumerate(kinds) if kind in MARKS]:
        before = index - 1
        while before >= 0 and kinds[before] in _PASSED:
            before -= 1
        if region is not Region.TAIWAN:
            taken[index] = _of_style(kinds[index], region, rules.punctuation)
        meets = before >= 0 and kinds[before] in MARKS and rules.switches.adjacent_marks
        doubled = meets and _meet(taken, kinds, chars, region, before, index, doubled)
    return taken


_PASSED = frozenset({Kind.SPACE, Kind.RAISED})


def _of_style(kind: Kind, region: Region, punctuation: str) -> tuple[float, float]:
    if kind is Kind.MIDDLE:  # half an em on the mainland (CLREQ), one in Japan
        return (0.25, 0.25) if region is Region.MAINLAND else (0.0, 0.0)
    narrow = punctuation == "banjiao" or (punctuation == "kaiming" and kind is not Kind.STOP)
    if not narrow:
        return 0.0, 0.0
    if kind is Kind.OPENING:
        return 0.5, 0.0
    return (0.0, 0.5) if kind in BLANK_AFTER else (0.0, 0.0)


def _meet(
    taken: list[tuple[float, float]],
    kinds: Sequence[Kind],
    chars: Sequence[str],
    region: Region,
    a: int,
    b: int,
    doubled: bool,
) -> bool:
    """Trim two marks that meet. Returns whether they are a pair of ？！, of which a third is no part.

    In Japan a ？ or ！ keeps the blank after it, and a bracket before it loses its own (JLREQ 3.1.2).
    """
    first, second = kinds[a], kinds[b]
    stop_before, stop_after = (kinds[at] is Kind.FIXED and chars[at] in STOPS for at in (a, b))
    if second is Kind.OPENING and (first is Kind.OPENING or (stop_before and region is Region.TAIWAN)):
        taken[b] = (0.5, taken[b][1])
    elif first in BLANK_AFTER and (stop_after or second in BLANK_AFTER | {Kind.OPENING, Kind.MIDDLE}):
        taken[a] = (taken[a][0], 0.5)
        if not doubled and chars[a] in "？！" and chars[b] in "？！":
            taken[b] = (taken[b][0], 0.5)
            return True
    return False


def gap_sites(kinds: Sequence[Kind]) -> list[bool]:
    """Before which cells a gap between Han and Latin stands, typed spaces apart. One that follows a note mark too."""
    if Kind.RAISED not in kinds:
        return [False, *map(_BORDERS.__contains__, pairwise(kinds))][: len(kinds)]
    found, shown = [False] * len(kinds), [at for at, kind in enumerate(kinds) if kind is not Kind.RAISED]
    for at, gap in zip(shown, gap_sites([kinds[at] for at in shown]), strict=True):
        found[at] = gap
    return found


_BORDERS = frozenset({(Kind.HAN, Kind.LATIN), (Kind.LATIN, Kind.HAN)})


def is_border(before: Kind, after: Kind) -> bool:
    """Whether two neighbours are Han and Latin."""
    return (before, after) in _BORDERS


def lone_signs(kinds: Sequence[Kind], chars: Sequence[str]) -> list[int]:
    """The `#` of `#教学` and the `@` of `@王老师`, which are part of no Latin word: Han needs no gap beside them."""
    signs = [at for at, char in enumerate(chars) if char in ("#", "@")] if "#" in chars or "@" in chars else []
    return [at for at in signs if Kind.LATIN not in (*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2])]


_NUMBER = f"(?:[0-9]{{1,2}}|[{HAN_NUMERALS}]{{1,3}})"
_LABEL = re.compile(rf"^[ \u3000]*(?:（{_NUMBER}）|{_NUMBER}、)", re.MULTILINE)


def label_marks(chars: Sequence[str]) -> frozenset[int]:
    """The last marks of numbers that lines open with, `（1）` and `1、`: one below the other, all are of one width."""
    return frozenset(label.end() - 1 for label in _LABEL.finditer(as_text(chars)))


def latin_marks(kinds: Sequence[Kind], chars: Sequence[str]) -> list[int]:
    """The shared quotation marks, dashes and ellipses that are Latin ones here: between Latin words.

    A pair of quotation marks is Chinese when there is Han or a full-width mark on any side of either of them; a
    single ’ is an apostrophe when a letter goes before it. Dashes and ellipses are Latin when alone, with Latin on both
    sides.
    """
    found: list[int] = []
    open_marks: list[int] = []
    # Spaces, note marks and other quotation marks are passed.
    seen = [at for at, kind in enumerate(kinds) if kind not in _UNSEEN and chars[at] not in QUOTES]
    for index, char in enumerate(chars):
        if char in STROKES:
            alone = char not in (*chars[max(0, index - 1) : index], *chars[index + 1 : index + 2])
            if alone and _is_latin(kinds, seen, index):
                found.append(index)
        elif char not in QUOTES:
            continue
        elif char in "“‘":
            open_marks.append(index)
        elif char == "’" and _is_apostrophe(kinds, chars, index, open_marks):
            found.append(index)
        else:
            pair = [open_marks.pop()] if open_marks and chars[open_marks[-1]] == "“‘"["”’".index(char)] else []
            pair.append(index)
            if all(_is_latin(kinds, seen, mark) for mark in pair):
                found += pair
    found += [mark for mark in open_marks if _is_latin(kinds, seen, mark)]
    return sorted(found)


_UNSEEN = SPACES | {Kind.RAISED}


def _is_apostrophe(kinds: Sequence[Kind], chars: Sequence[str], index: int, open_marks: Sequence[int]) -> bool:
    if not index or not (chars[index - 1].isalnum() and kinds[index - 1] is Kind.LATIN):
        return False
    opened = any(chars[mark] == "‘" for mark in open_marks)
    return not opened or (index + 1 < len(chars) and chars[index + 1].isalnum() and kinds[index + 1] is Kind.LATIN)


def _is_latin(kinds: Sequence[Kind], seen: Sequence[int], index: int) -> bool:
    """Whether what is seen on both sides of a mark is Latin; one may be the text's edge."""
    before, after = bisect_left(seen, index), bisect_right(seen, index)
    sides = {kinds[cell] for cell in (*seen[max(0, before - 1) : before], *seen[after : after + 1])}
    return not NARROW.isdisjoint(sides) and WIDE.isdisjoint(sides)
