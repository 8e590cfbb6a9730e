"""Timelines of Mermaid, whose boxes have one width: the more of them, the smaller the words, down to 3 pt of ten.

So their words are set larger before all of it is shrunk, and broken, which Mermaid does at spaces alone.
"""

import re
from collections.abc import Iterator
from functools import partial
from math import ceil

from studypress.figures.measure import label_width

OPTIONS = {"leftMargin": 10, "padding": 6}
"""px: before the first box, and around the words in each."""
_SIZES = (14, 16, 18, 20, 22)
"""px, the usual first."""
_BOX = 150.0
"""px that a box has for words (`timelineRenderer` of Mermaid)."""

_KIND = re.compile(r"\A(?:---\n(?s:.*?)\n---\n)?(?:[ \t]*(?:%%.*)?\n)*[ \t]*timeline\b")
_NO_EVENT = re.compile(r"\s*(?:timeline\b|title\b|section\b|acc(?:Title|Descr)\b|%%|\Z)")
_PART = re.compile(r"\s+|<br\s*/?>|:", re.IGNORECASE)
"""What parts words that Mermaid breaks by itself, or that stand in several boxes."""
_LONGEST = 40
"""Characters of a row, of which some nine fit."""
_UNIT = re.compile(r"[!-~]+|.")
_MARKS, _OPENING = "、，。；：！？）》」』】〉”’…", "（《「『【〈“‘"


def is_timeline(source: str) -> bool:
    """Whether a diagram is a timeline."""
    return _KIND.match(source) is not None


def size_for(legible: float) -> int:
    """The size of words, px, that is the usual one again when so much of it is left."""
    return next((size for size in _SIZES if size * legible >= _SIZES[0]), _SIZES[-1])


def folded(source: str, size: int) -> str:
    """The source of a timeline with line breaks in words of Chinese that are wider than their boxes."""
    head = _KIND.match(source)
    start = head.end() if head else 0
    lines = source[start:].split("\n")
    return source[:start] + "\n".join(line if _NO_EVENT.match(line) else _fold_line(line, size) for line in lines)


def _fold_line(line: str, size: int) -> str:
    parts = _PART.split(line)
    between = [*_PART.findall(line), ""]
    return "".join("<br>".join(rows_of(part, size)) + gap for part, gap in zip(parts, between, strict=True))


def rows_of(text: str, size: int, room: float = _BOX) -> Iterator[str]:
    """Rows of about one width that `room` holds, px, the first of which ends where that is best."""
    width, full = _width(text, size), room // size * size
    start = 0
    while width > room:
        rest, target = text[start : start + _LONGEST], width / ceil(width / full)
        end = min(_ends(rest, size, room), key=partial(_badness, rest, target, size), default=len(text) - start)
        row = text[start : start + end]
        width -= label_width(row, size) or 0.0  # with all of the mark it ends in
        start += end
        yield row
    yield from filter(None, (text[start:],))


def _ends(text: str, size: int, room: float) -> Iterator[int]:
    """Where a row may end that fits its room."""
    for unit in _UNIT.finditer(text):
        end = unit.end()
        if end < len(text) and text[end] not in _MARKS and unit[0] not in _OPENING:
            if _width(text[:end], size) > room:
                return
            yield end


def _width(row: str, size: int) -> float:
    """How wide a row is, px, without the blank half of a mark that it ends in."""
    return (label_width(row, size) or 0.0) - (size / 2 if row[-1:] in tuple(_MARKS) else 0.0)


def _badness(text: str, target: float, size: int, end: int) -> float:
    """How far a row is from what is wanted, px; worse where no mark ends it, and within a title."""
    row = text[:end]
    inside = sum(row.count(mark) for mark in "《（“") - sum(row.count(mark) for mark in "》）”")
    return abs(_width(row, size) - target) + size * ((row[-1] not in _MARKS) + 2 * (inside > 0))
