"""The choices of a question typed side by side, `A. 甲  B. 乙  C. 丙  D. 丁`, which books set in even columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studypress.model import Block, Break, Choices, Inline, Paragraph, Styled, Text
from studypress.names import halved
from studypress.tree import plain_text, typed_lines

_OPENING = re.compile(r"(?:[（(]([A-H])[）)]|([A-H])(?:[、．)）]|\.(?!\w\.)))")
_WIDE_GAP = re.compile(r"(?:\s{2,}|[\t\u3000\u2002\u2003\u00a0])\Z")
_BARE = re.compile(r"([A-H])[ \t\u3000]+(?=[^\s\u3000])()")
"""A letter without a mark, which is a choice's only in a row: `A 甲   B 乙   C 丙`."""
_FEWEST_BARE = 3
_ENOUGH = 4
"""So many choices in turn need no wide gaps; `A. Smith and B. Jones` are two names."""

_Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    letter: str
    words: _Line
    gap: str
    """The blanks before it."""
    bare: bool
    """Whether no mark stands behind the letter."""


def with_choices(content: tuple[Inline, ...]) -> list[Block]:
    """Make paragraphs of the lines of one, and choices of the lines that are rows of them."""
    typed = [(line, end is None or end.hard) for line, end in typed_lines(content)]
    rows = [_row(line) for line, _ in typed]
    result: list[Block] = []
    taken = at = 0
    while at < len(typed):
        end = _end_of_rows(rows, typed, at)
        if end > at:
            result += _paragraphs(typed[taken:at])
            result.append(_choices(rows[at:end]))
            taken = end
        at = max(end, at + 1)
    return [*result, *_paragraphs(typed[taken:])] if taken else [_paragraph(content)]


def _end_of_rows(rows: list[list[_Choice]], typed: list[tuple[_Line, bool]], start: int) -> int:
    """The line after the last row of the choices that begin at a line; that line where none do."""
    if not rows[start] or rows[start][0].letter != "A":
        return start
    end = start + 1
    while end < len(rows) and rows[end] and ord(rows[end][0].letter) == ord(rows[end - 1][-1].letter) + 1:
        end += 1
    goes_on = end < len(typed) and not typed[end - 1][1]  # the last choice may, in the line below
    gaps = [choice.gap for row in rows[start:end] for choice in row[1:]]
    count = sum(map(len, rows[start:end]))
    apart = all(map(_WIDE_GAP.match, gaps))
    bare = rows[start][0].bare
    sure = bool(gaps) and (apart and count >= _FEWEST_BARE if bare else apart or count >= _ENOUGH)
    return end if sure and not goes_on else start


def _choices(rows: list[list[_Choice]]) -> Choices:
    items = tuple(_paragraph(choice.words) for row in rows for choice in row)
    return Choices(items, max(map(len, rows)), items[0].place)


def _paragraphs(typed: list[tuple[_Line, bool]]) -> list[Block]:
    """One paragraph of so many lines, each with whether a hard break ends it."""
    joined: list[Inline] = []
    for line, hard in typed:
        joined += [*line, Break(hard, line[-1].place)] if line else []
    return [_paragraph(tuple(joined[:-1]))] if joined else []


def _paragraph(content: tuple[Inline, ...]) -> Paragraph:
    return Paragraph(content, content[0].place)


def _row(line: _Line) -> list[_Choice]:
    """The choices of a line that begins with one."""
    bare = False
    starts = list(_starts(line, _OPENING))
    if not starts:
        bare, starts = True, list(_starts(line, _BARE))
    if not starts or starts[0][1:] != (0, 0):
        return []
    row: list[_Choice] = []
    gap = ""
    for (letter, *start), (_, *end) in pairwise([*starts, ("", len(line), 0)]):
        words, after = _between(line, start, end)
        row.append(_Choice(letter, words, gap, bare))
        gap = after
    return row


def _starts(line: _Line, form: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Where letters of a form follow one another from the line's first: letter, node and place in its text."""
    wanted, above = "", ""
    for index, node in enumerate(line):
        for found in _openings(node, form):
            letter, before = found[1] or found[2], found.string[max(0, found.start() - 1) : found.start()] or above
            if not wanted or (letter == wanted and before.isspace()):
                yield letter, index, found.start()
                wanted = chr(ord(letter) + 1)
        above = plain_text(node)[-1:]


def _openings(node: Inline, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What looks like letters of choices in a node; of one that is marked as a whole, the first: `**B. 乙**`."""
    if isinstance(node, Text):
        yield from form.finditer(halved(node.text))
    elif isinstance(node, Styled) and (found := form.match(halved(plain_text(node)))):
        yield found


def _between(line: _Line, start: Sequence[int], end: Sequence[int]) -> tuple[_Line, str]:
    """The nodes from one place in a line up to another, and the blanks at their end."""
    nodes = list(line[start[0] : end[0] + (1 if end[1] else 0)])
    if end[0] < len(line) and end[1] and isinstance(nodes[-1], Text):
        nodes[-1] = replace(nodes[-1], text=nodes[-1].text[: end[1]])
    if isinstance(nodes[0], Text):
        nodes[0] = replace(nodes[0], text=nodes[0].text[start[1] :])
    gap, last = "", nodes[-1]
    if isinstance(last, Text):
        gap = last.text[len(last.text.rstrip()) :]
        nodes[-1] = replace(last, text=last.text.rstrip())
    return tuple(node for node in nodes if not isinstance(node, Text) or node.text), gap
