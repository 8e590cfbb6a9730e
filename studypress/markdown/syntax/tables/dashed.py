"""Pandoc's simple and multiline tables, whose columns are told by the dashes below their heads.

      命令     作用        --------------------------
    -------- --------      命令       作用
      run      创建        ---------- ---------------
      rm       删除        run        创建一个容器，
                                      再启动它

                           rm         删除
                           --------------------------

A line of dashes and spaces is a rule in CommonMark. It is taken for a table's only where every line near it keeps to
its columns: what stands below the spaces between the dashes must be spaces.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.tables.drawn import Cell, Drawn, push_table

_RULER = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_RULE = re.compile(r" {0,3}-{5,} *")
_MOST_HEAD = 8
"""Lines of a head."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that a line of dashes tells: where each begins and ends, in letters or in cells of 1/2 em."""

    edges: tuple[tuple[int, int], ...]
    by_width: bool
    """Whether a Han counts as two, as it does where editors show it so."""

    def cells(self, line: str) -> list[str] | None:
        """Cut a line; None where something stands between two columns. The last column is as wide as its text."""
        cells = [""] * len(self.edges)
        column = position = 0
        for char in line.rstrip():
            while column + 1 < len(self.edges) and position >= self.edges[column + 1][0]:
                column += 1
            start, end = self.edges[column]
            after = position + self._width(char)
            if start <= position and (after <= end or column + 1 == len(self.edges)):
                cells[column] += char
            elif char != " ":
                return None
            position = after
        return cells

    def align(self, column: int, cells: list[str]) -> str:
        """How a column's text stands to its dashes: at their left end, at their right, at both or at neither."""
        start, end = self.edges[column]
        shown = [cell for cell in cells if cell.strip()]
        if not shown:
            return ""
        left = any(cell[0] != " " for cell in shown)
        right = any(self._width(cell.rstrip()) >= end - start for cell in shown)
        return "" if left and right else "left" if left else "right" if right else "center"

    def _width(self, text: str) -> int:
        return sum(2 if self.by_width and unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def dashed_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a simple or multiline table."""
    if start + 1 >= end:
        return False
    first, second = _line(state, start), _line(state, start + 1)
    if _RULER.fullmatch(second) and not first.startswith("-") and first.strip():
        found = _simple(state, start, end)
    elif _RULER.fullmatch(first):
        found = _without_head(state, start, end)
    elif _RULE.fullmatch(first) and second.strip():
        found = _multiline(state, start, end)
    else:
        return False
    if found is None:
        return False
    made, last = found
    if not silent:
        push_table(state, made, start, last, blocks=False)
        state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.getLines(number, number + 1, state.blkIndent, False).rstrip("\n")


def _simple(state: StateBlock, start: int, end: int) -> tuple[Drawn, int] | None:
    """A head of one line, the dashes, and rows of one line each, up to an empty line."""
    last = start + 2
    while last < end and not state.isEmpty(last) and not _is_ruler(state, last):
        last += 1
    rows = [(number, [_line(state, number)]) for number in range(start + 2, last)]
    made = _grid(_line(state, start + 1), [(start, [_line(state, start)])], rows, start)
    return (made, last + (last < end and _is_ruler(state, last))) if made else None


def _without_head(state: StateBlock, start: int, end: int) -> tuple[Drawn, int] | None:
    """Rows between two lines of the same dashes: one line each, or parted by empty lines."""
    ruler = _line(state, start)
    last = _end_of_rows(state, ruler, start + 1, end)
    if last is None or _line(state, last).rstrip() != ruler.rstrip():
        return None
    rows = list(_rows(state, start + 1, last))
    if len(rows) == 1:
        rows = [(number, [_line(state, number)]) for number in range(start + 1, last) if not state.isEmpty(number)]
    made = _grid(ruler, [], rows, start)
    return (made, last + 1) if made else None


def _multiline(state: StateBlock, start: int, end: int) -> tuple[Drawn, int] | None:
    """A rule, a head, the dashes, rows parted by empty lines, and a rule."""
    ruler = next((n for n in range(start + 2, min(end, start + _MOST_HEAD)) if _is_ruler(state, n)), None)
    if ruler is None or any(state.isEmpty(number) for number in range(start + 1, ruler)):
        return None
    last = _end_of_rows(state, _line(state, ruler), ruler + 1, end)
    if last is None or not _RULE.fullmatch(_line(state, last)):
        return None
    head = [(start + 1, [_line(state, number) for number in range(start + 1, ruler)])]
    made = _grid(_line(state, ruler), head, list(_rows(state, ruler + 1, last)), start)
    return (made, last + 1) if made else None


def _end_of_rows(state: StateBlock, ruler: str, start: int, end: int) -> int | None:
    """The first line of dashes, or that does not keep to the columns; None where none is."""
    both = [_Columns(_edges(ruler), by_width=by_width) for by_width in (True, False)]
    for number in range(start, end):
        line = _line(state, number)
        if _RULE.fullmatch(line) or _RULER.fullmatch(line) or all(columns.cells(line) is None for columns in both):
            return number
    return None


def _edges(ruler: str) -> tuple[tuple[int, int], ...]:
    return tuple((found.start(), found.end()) for found in re.finditer("-+", ruler))


def _is_ruler(state: StateBlock, number: int) -> bool:
    return _RULER.fullmatch(_line(state, number)) is not None


def _rows(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that empty ones part, each with the number of its first."""
    lines: list[str] = []
    for number in range(start, end + 1):
        if number < end and not state.isEmpty(number):
            lines.append(_line(state, number))
        elif lines:
            yield number - len(lines), lines
            lines = []


def _grid(ruler: str, head: list[tuple[int, list[str]]], body: list[tuple[int, list[str]]], start: int) -> Drawn | None:
    """Cut all rows; None where one does not keep to the columns, or none of them has text in two."""
    for columns in (_Columns(_edges(ruler), by_width=by_width) for by_width in (True, False)):
        cut = [(number, [columns.cells(line) for line in lines]) for number, lines in (*head, *body)]
        rows = [(number, [cells for cells in lines if cells is not None]) for number, lines in cut]
        if not body or any(None in lines for _, lines in cut):
            continue
        if not any(sum(bool(cell.strip()) for cell in line) > 1 for _, lines in rows for line in lines):
            return None
        made = [(number - start, [list(cell) for cell in zip(*lines, strict=True)]) for number, lines in rows]
        aligns = [columns.align(at, cell) for at, cell in enumerate(made[0][1])]
        return Drawn([list(map(Cell, cells, repeat(line), aligns)) for line, cells in made], len(head))
    return None
