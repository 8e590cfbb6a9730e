"""What the cells of a table need, in em of its own text; guessed from the letters alone, as no face is at hand here."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from studypress.figures.titles import line_width
from studypress.glyph_drawing import PX_PER_EM
from studypress.model import Break, Cell, FootnoteMark, Formula, FormulaBlock, Image, Inline, Paragraph, Row
from studypress.tree import plain_text, printed_lines, rewrite, walk

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

    def left(self, columns: int) -> float:
        """What is left to the words of so many columns."""
        return self.width - self.padding * columns


@dataclass(frozen=True, slots=True)
class Kept:
    """How wide a cell of several words, and how wide a single word may be, em, and still be kept whole."""

    cell: float
    word: float


ALL = Kept(math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a cell takes of each column that it spans, em."""

    whole: float
    """On one line, or with the lines that its author gave it; infinite for what is more than text."""
    word: float
    """Without breaking a word."""
    lines: int = 1
    """How many its author gave it."""

    def is_whole(self, kept: Kept) -> bool:
        """Whether the cell is to be kept on one line."""
        return self.whole <= (kept.word if self.whole == self.word else kept.cell)

    def least(self, kept: Kept, room: Room) -> float:
        """What its column must have."""
        if self.is_whole(kept):
            return self.whole
        two_lines = max(self.whole / 2, _NARROWEST)
        return max(min(two_lines, room.sentences), self.word if self.word <= kept.word else 0)


def extents_of(rows: tuple[Row, ...]) -> list[list[Extent]]:
    """Measure the cells of each row."""
    return [[_extent(cell) for cell in row.cells] for row in rows]


def columns_of(rows: tuple[Row, ...], extents: list[list[Extent]]) -> list[list[Extent]]:
    """What the cells of each column take, from above; one that spans several counts in each."""
    columns: defaultdict[int, list[Extent]] = defaultdict(list)
    for at, cell, extent in _placed(rows, extents):
        for column in range(at, at + cell.colspan):
            columns[column].append(extent)
    return [columns[at] for at in sorted(columns)]


def _placed(rows: tuple[Row, ...], extents: list[list[Extent]]) -> Iterator[tuple[int, Cell, Extent]]:
    """Each cell with the column it begins in: those that a cell of an earlier row still takes are passed over."""
    below: dict[int, int] = {}  # column → for how many rows more it is taken
    for row, measured in zip(rows, extents, strict=True):
        at = 0
        for cell, extent in zip(row.cells, measured, strict=True):
            while below.get(at, 0) > 0:
                at += 1
            yield at, cell, extent
            for column in range(at, at + cell.colspan):
                below[column] = cell.rowspan
            at += cell.colspan
        below = {column: rows_left - 1 for column, rows_left in below.items()}


def _extent(cell: Cell) -> Extent:
    parts, text = drawn_parts(cell.blocks), words_of(cell.blocks)
    word = max([*map(line_width, _WORD.findall(text)), *parts], default=0)
    lines = _lines_of(cell)
    whole = max(map(_width, lines)) if lines else math.inf
    return Extent(round(whole / cell.colspan, 2), round(word / cell.colspan, 2), max(1, len(lines)))


def _width(line: tuple[Inline, ...]) -> float:
    marks = _NOTE_MARK * sum(1 for _ in walk(line, FootnoteMark))
    return line_width(words_of(line)) + sum(drawn_parts(line)) + marks


def drawn_parts(node: Any) -> list[float]:
    """How wide the parts of the formulas in a node are, em: a line may end between them, and not in one."""
    formulas = (formula for formula in walk(node, Formula) if formula.picture)
    return [part.asset.width / PX_PER_EM for formula in formulas for part in formula.picture.drawings]


def words_of(node: Any) -> str:
    """What there is beside the formulas that are drawn."""
    return plain_text(rewrite(node, lambda formula: () if formula.picture else formula, Formula))


def _lines_of(cell: Cell) -> list[tuple[Inline, ...]]:
    """The lines of a cell that holds nothing but lines of text; none of any other."""
    match cell.blocks:
        case ():
            return [()]
        case (Paragraph(children=words),) if not any(walk(words, Image, FormulaBlock)):
            lines = list(printed_lines(words))
            return [] if any(node.hard for line in lines for node in walk(line, Break)) else lines
    return []
