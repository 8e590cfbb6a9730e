"""Grid tables whose cells span columns or rows, as Pandoc and reStructuredText draw them.

    +--------+---------------+
    | 时间   | 课程          |
    |        +-------+-------+
    |        | 甲班  | 乙班  |
    +========+=======+=======+
    | 上午   | 数学          |
    +--------+---------------+

The cells are walked along their borders, each from its upper left corner (docutils, `parsers/rst/tableparser.py`).
These are found by columns, so a Han must be as wide in all of a grid: two, as most editors show it, or one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import product

from studypress.markdown.syntax.tables.drawn import Cell, Drawn

_LARGEST = 100_000
"""Characters of a grid that is walked."""
_FILLER = "\ufffe"
"""Stands in the second column of a wide character; no character itself."""
_BORDERS = str.maketrans("=:", "--")
_HEAD_BORDER = re.compile(r"\+[=:+]+\+")


def spanning_grid(lines: list[str]) -> Drawn | None:
    """Cut the lines of a grid into cells; None where its borders do not meet."""
    for wide in ([_widened(line) for line in lines], lines):
        is_even = len({len(line) for line in wide}) == 1 and len(wide) * len(wide[0]) <= _LARGEST
        if is_even and (found := _cut(wide)):
            return found
    return None


def _widened(line: str) -> str:
    return "".join(f"{sign}{_FILLER}" if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line)


def _cut(lines: list[str]) -> Drawn | None:
    boxes = sorted(_boxes([line.translate(_BORDERS) for line in lines]))
    rows = sorted({top for top, *_ in boxes} | {bottom for _, _, bottom, _ in boxes})
    columns = sorted({left for _, left, *_ in boxes} | {right for *_, right in boxes})
    if not boxes or rows[-1] + 1 < len(lines) or columns[-1] + 1 < len(lines[0]):
        return None
    at_line, at_column = ({place: at for at, place in enumerate(places)} for places in (rows, columns))
    in_rows: list[list[Cell]] = [[] for _ in rows[:-1]]
    places = Counter[tuple[int, int]]()
    for top, left, bottom, right in boxes:
        row, column, below, beside = at_line[top], at_column[left], at_line[bottom], at_column[right]
        shown = [line[left + 1 : right].replace(_FILLER, "").rstrip() for line in lines[top + 1 : bottom]]
        in_rows[row].append(Cell(shown, top + 1, colspan=beside - column, rowspan=below - row))
        places.update(product(range(row, below), range(column, beside)))
    # Each place of the table belongs to one cell: else something between the borders would be lost.
    if not len(places) == (len(rows) - 1) * (len(columns) - 1) == places.total():
        return None
    heads = [at for at, line in enumerate(rows[:-1]) if _HEAD_BORDER.fullmatch(lines[line])]
    return Drawn(in_rows, heads[0] if heads else 0)


# --- Walking --------------------------------------------------------------------------------------------------

_Box = tuple[int, int, int, int]
"""Top, left, bottom, right: the lines and columns of its borders."""


def _boxes(lines: list[str]) -> Iterator[_Box]:
    """Find the boxes of a drawing, from its upper left corner on."""
    corners, seen = [(0, 0)], set[tuple[int, int]]()
    while corners:
        corner = corners.pop()
        if corner not in seen and (box := _box(lines, *corner)):
            top, left, bottom, right = box
            yield box
            corners += [(bottom, left), (top, right)]
        seen.add(corner)


def _box(lines: list[str], top: int, left: int) -> _Box | None:
    """The smallest box with this upper left corner."""
    for right in range(left + 1, len(lines[top])):
        if lines[top][right] not in "+-":
            return None
        if lines[top][right] == "+" and (bottom := _bottom(lines, top, left, right)):
            return top, left, bottom, right
    return None


def _bottom(lines: list[str], top: int, left: int, right: int) -> int:
    """The line of the border below, if there is one; 0 otherwise."""
    for bottom in range(top + 1, len(lines)):
        line = lines[bottom]
        if not (_is_side(line, left) and _is_side(line, right)):
            return 0
        if line[left] == line[right] == "+" and not line[left : right + 1].strip("+-"):
            return bottom
    return 0


def _is_side(line: str, at: int) -> bool:
    """Whether a border goes through here: a bar, or a corner, which another border leads to; a plus alone is text."""
    return line[at] == "|" or (line[at] == "+" and "-" in line[max(at - 1, 0) : at + 2])
