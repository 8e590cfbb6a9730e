"""Where a line may end. Pure: kinds and characters in, indexes of cells out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from studypress.letters import GROUPED
from studypress.pdf.composition.kinds import MARKS, NARROW, STROKES, WIDE, Kind, Region, newlines
from studypress.pdf.composition.parting import as_text
from studypress.pdf.composition.rules import COUNTERS, NO_END, NO_START, PREFIXES, UNITS, Rules

_BLANK = 4
"""No-break spaces that are room to write in, and underscores that stay together at an end of a long row."""
_ROW = 16
"""Underscores of a row that may go on in the next line."""


@dataclass(frozen=True, slots=True)
class Opportunities:
    """The cells that a line may begin with."""

    places: list[int]
    """In order, with the number of cells, which is the end, as the last."""
    weak: list[int]
    """Where only a unit or a lone Han is in the way, for lines that can end nowhere else."""


def opportunities(
    kinds: Sequence[Kind],
    chars: Sequence[str],
    allowed: Sequence[bool],
    rules: Rules,
    region: Region = Region.MAINLAND,
) -> Opportunities:
    """Find the cells that a line may begin with.

    `allowed` is what UAX #14 says of each cell. Its rules for Latin words stand; those of CLREQ ("Prohibition rules for
    line start and line end") are added: marks, units, note marks, and no Han alone on the last line. Korean is broken
    at its spaces.
    """
    blanks = {*(_beside_blanks(kinds) if Kind.NBSP in kinds else ()), *(_in_rows(chars) if "_" in chars else ())}
    places = [at for at in range(1, len(kinds)) if (allowed[at] or at in blanks) and _may_part(kinds, chars, at, rules)]
    if region is Region.KOREA and rules.switches.korean_words:
        places = [at for at in places if kinds[at - 1] is Kind.SPACE or Kind.OBJECT in (kinds[at - 1], kinds[at])]
    held = set(glued(chars) if rules.switches.units else ())
    if rules.switches.lone_han:
        ends = [*newlines(kinds), len(kinds)]
        held |= {place for end in ends for place in _lone(kinds, end)}
    free = [place for place in places if place not in held]
    return Opportunities([*free, len(kinds)], [place for place in places if place in held])


def _beside_blanks(kinds: Sequence[Kind]) -> Iterator[int]:
    """The cells with which a row of no-break spaces, that a blank to be filled in is made of, begins or ends.

    Nothing else would part 甲、____、____ which have no other spaces; beside Latin letters UAX #14 stands.
    """
    start = 0
    for kind, row in groupby(kinds):
        end = start + len(tuple(row))
        if kind is Kind.NBSP and end - start >= _BLANK:
            yield from (at for at in (start, end) if 0 < at < len(kinds) and {kinds[at - 1], kinds[at]} & WIDE)
        start = end


def _in_rows(chars: Sequence[str]) -> Iterator[int]:
    """The cells within long rows of underscores: of a line to write on, some is left at either end."""
    start = 0
    for char, row in groupby(chars):
        end = start + len(tuple(row))
        if char == "_" and end - start >= _ROW:
            yield from range(start + _BLANK, end - _BLANK + 1)
        start = end


def _may_part(kinds: Sequence[Kind], chars: Sequence[str], index: int, rules: Rules) -> bool:
    before, after, kind = chars[index - 1], chars[index], kinds[index]
    if kind is kinds[index - 1] is Kind.HAN and before not in "/／":  # as most cells are
        return after not in NO_START and before not in NO_END
    if kind in (Kind.RAISED, Kind.SPACE, Kind.NEWLINE) or (after in NO_START and kind is not Kind.POINT):
        return False
    if before in NO_END and kinds[index - 1] is not Kind.POINT:
        return False
    if kind is Kind.POINT and after in STROKES:  # among Latin, where a dash stays with what goes before it
        return False
    if before == "-" and kind in NARROW and _begins_word(kinds, chars, index - 1):
        return False
    if kind is Kind.STROKE:
        return not (rules.switches.strict_dashes or before in STROKES)
    return not (rules.switches.solidus and before in "/／" and kind in WIDE)


def _begins_word(kinds: Sequence[Kind], chars: Sequence[str], hyphen: int) -> bool:
    """Whether a hyphen and those before it begin a word, as in `-d` and `--name` (UAX #14, LB20a), and join no two."""
    while hyphen > 0 and chars[hyphen - 1] == "-":
        hyphen -= 1
    before = chars[hyphen - 1] if hyphen and kinds[hyphen - 1] in NARROW else ""
    return not (before.isalnum() or before in (")", "]"))


_AROUND_LONE = MARKS | {Kind.SPACE, Kind.RAISED}


def _lone(kinds: Sequence[Kind], end: int) -> range:
    """The cells that a last line of one Han and marks could begin with."""
    han = end
    while han > 0 and kinds[han - 1] in _AROUND_LONE:
        han -= 1
    if not han or kinds[han - 1] is not Kind.HAN:
        return range(0)
    first = han - 1
    while first > 0 and kinds[first - 1] in _AROUND_LONE:
        first -= 1
    return range(first, han)


_NUMBER = r"(?<![A-Za-z0-9_.])(?<![\d.,],)\d[\d.,]*(?:[×xX]10)?[⁺⁻⁰¹²³⁴-⁹]*"
_UNIT = r"[A-Za-zµμΩ°℃℉%‰]+[⁻⁰¹²³⁴-⁹]*"
_MEASURED = re.compile(rf"{_NUMBER} ?({_UNIT}(?:[/·]{_UNIT})*)")
_COUNTED = re.compile(rf"{_NUMBER} ?([{''.join(sorted(COUNTERS))}])")
_BEFORE_NUMBER = re.compile(r"第 ?(?=\d)|(?<=[A-Za-z])\.(?=\d)|[￥＄] ?(?=\d)")
_PREFIX = re.compile(r"(?<![A-Za-z0-9_.])([A-Za-z§№$¥￥€£#]{1,4}\.?) (?=\d)")
_ROOM = re.compile(r"(?<=\S)[（(]\u3000{1,8}[)）]")
"""Room for an answer, `正确的是（　　）`: on a line of its own it would ask nothing."""
_TO_FILL = re.compile("＿{2,8}")
"""A short row of full-width lines to write on."""
_ITEM = re.compile(r"(?:(?<=[\s；;：:，,。（(])|\A)[\u2460-\u2473](?=\S)")
"""The number of a statement among several: `①甲　②乙`."""
_GROUPED = re.compile(GROUPED)
_SHORT = re.compile(r"(?<![!-~])[!-~]{3,12}(?![!-~])")


def glued(chars: Sequence[str]) -> frozenset[int]:
    """The cells that stay with the one before them: units, counters, numbers after their signs, names such as C/C++.

    And the room for an answer, the parts of a row to write on, and the first word behind a number such as ①.
    """
    return _glued(as_text(chars))


@lru_cache(maxsize=1)
def _glued(text: str) -> frozenset[int]:
    """As `glued`: a paragraph is asked for its gaps, then for its lines."""
    found = {match.end() for match in _BEFORE_NUMBER.finditer(text)}
    found |= {match.end() for match in _PREFIX.finditer(text) if match[1] in PREFIXES}
    found |= {match.start(1) for match in _COUNTED.finditer(text)}
    for match in _MEASURED.finditer(text):
        if all(_bare(unit) in UNITS for unit in re.split("[/·]", match[1])):
            found.update(range(match.start(1), match.end()))
    for room in _ROOM.finditer(text):
        found.update(range(*room.span()))
    found |= {match.end() for match in _ITEM.finditer(text)}
    for row in _TO_FILL.finditer(text):
        found.update(range(row.start() + 1, row.end()))
    for number in _GROUPED.finditer(text):
        found.update(range(number.start() + 1, number.end()))
    for name in _SHORT.finditer(text):
        found |= {name.start() + at + 1 for at, char in enumerate(name[0][:-1]) if char == "/"}
    return frozenset(found)


def _bare(unit: str) -> str:
    return unit.rstrip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
