"""Which cells of a table stay on one line: a column of short words is not starved beside one that has room to give.

Pure: cells in, names of classes out. Layout engines share the width by each column's longest cell, so that sentences
take all of it and `插入排序` stands one character a line. The style sheets keep the cells named here whole; since no
more of them are named than fit, the table still fits its page.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from studypress.figures.titles import line_gaps, text_width
from studypress.model import Break, Cell, FootnoteMark, Image, Paragraph, Row, Table
from studypress.tree import plain_text, walk

_LONGEST = 8.0
"""em: a longer cell is a sentence, which may be broken anywhere."""
_NARROWEST = 2.0
"""em: what a cell takes that may be broken anywhere: a character and the mark that must not begin a line."""
_WORD = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]+")
"""What no line of Chinese ends in: a number, a Latin word with its marks."""
_NOTE_MARK = 0.7
"""em"""


@dataclass(frozen=True, slots=True)
class Room:
    """What a table may take, in em of its own text, as its style sheet sets it."""

    width: float
    padding: float
    """At both sides of a column together."""
    sentences: float
    """What is left at least to a column of sentences."""


PRINT = Room(37, 0.8, 7)
"""34 em, the measure of A5, at 0.9 em, less a little since widths are only guessed."""
PRINT_WIDE = Room(44, 0.7, 6)
"""The same at the 0.75 em of a table with many columns."""
PHONE = Room(26.6, 0.6, 5.5)
"""400 px of 16 px text at 0.9 em."""
TABLET = Room(45, 0.6, 9)
"""700 px, likewise."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """How wide a cell of several words, and how wide a single word may be, em, and still be kept whole."""

    cell: float
    word: float


_ALL = _Kept(math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a cell takes of each column that it spans, em."""

    whole: float
    """On one line; infinite for what is more than a line of text."""
    word: float
    """Without breaking a word."""

    def is_whole(self, kept: _Kept) -> bool:
        """Whether the cell is to be kept on one line."""
        return self.whole <= (kept.word if self.whole == self.word else kept.cell)

    def least(self, kept: _Kept, room: Room) -> float:
        """What its column must have."""
        if self.is_whole(kept):
            return self.whole
        two_lines = max(self.whole / 2, _NARROWEST)
        return max(min(two_lines, room.sentences), self.word if self.word <= kept.word else 0)


def cell_classes(table: Table, epub: bool) -> Callable[[Cell], list[str]]:
    """Tell the classes of a table's cells; none where every cell has room enough.

    `whole` is kept on one line, `whole-wide` on wide screens only; `long-words` holds a word that is broken rather than
    lost, such as a hash or a path.
    """
    narrow, wide = (PHONE, TABLET) if epub else (PRINT_WIDE, PRINT_WIDE) if is_wide(table) else (PRINT, PRINT)
    columns = _columns(table.head + table.body)
    kept, kept_on_wide = _kept(columns, narrow), _kept(columns, wide)

    def classes(cell: Cell) -> list[str]:
        extent = _extent(cell)
        if kept is not _ALL and extent.is_whole(kept):
            return ["whole"]
        names = ["long-words"] if extent.word > kept.word else []
        return [*names, "whole-wide"] if kept_on_wide is not _ALL and extent.is_whole(kept_on_wide) else names

    return classes


def is_wide(table: Table) -> bool:
    """Whether a table has so many columns that it is set smaller."""
    return len(_columns(table.head + table.body)) > 6


def _kept(columns: list[set[_Extent]], room: Room) -> _Kept:
    """What may be kept whole: words first, no wider than a third of the table, then cells, the widest giving way."""
    left = room.width - room.padding * len(columns)
    if sum(max(extent.whole for extent in column) for column in columns) <= left:
        return _ALL
    extents = [extent for column in columns for extent in column]
    words = {extent.word for extent in extents if extent.word <= room.width / 3}
    cells = {extent.whole for extent in extents if extent.whole <= _LONGEST}

    def fits(kept: _Kept) -> bool:
        return sum(max(extent.least(kept, room) for extent in column) for column in columns) <= left

    word = max((size for size in words if fits(_Kept(0, size))), default=0)
    return _Kept(max((size for size in cells if fits(_Kept(size, word))), default=0), word)


def _columns(rows: tuple[Row, ...]) -> list[set[_Extent]]:
    """What the cells of each column take; one that spans several counts in each."""
    columns: defaultdict[int, set[_Extent]] = defaultdict(set)
    below: dict[int, int] = {}  # columns that a cell of an earlier row still takes, and for how many rows
    for row in rows:
        at = 0
        for cell in row.cells:
            while below.get(at, 0) > 0:
                at += 1
            for column in range(at, at + cell.colspan):
                columns[column].add(_extent(cell))
                below[column] = cell.rowspan
            at += cell.colspan
        below = {column: rows_left - 1 for column, rows_left in below.items()}
    return [columns[at] for at in sorted(columns)]


def _extent(cell: Cell) -> _Extent:
    text = plain_text(cell.blocks)
    word = max(map(_width, _WORD.findall(text)), default=0)
    marks = _NOTE_MARK * sum(isinstance(node, FootnoteMark) for node in walk(cell.blocks))
    whole = _width(text) + marks if _is_line(cell) else math.inf
    return _Extent(round(whole / cell.colspan, 2), round(word / cell.colspan, 2))


def _is_line(cell: Cell) -> bool:
    """Whether a cell holds nothing but one line of text."""
    if any(isinstance(node, Image) or (isinstance(node, Break) and node.hard) for node in walk(cell.blocks)):
        return False
    return not cell.blocks or (len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph))


def _width(text: str) -> float:
    return text_width(text) + line_gaps(text)
