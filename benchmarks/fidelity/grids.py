"""Grid tables of Pandoc, cell by cell: the reference renderer knows none in CommonMark."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from benchmarks.fidelity.lines import Line, Lines, fenced

_BORDER = re.compile(r"\s*\+(?:[-=:]{3,}\+)+\s*")
_CELL = re.compile(r"(?<!\\)\|")


def grids(lines: Lines) -> Lines:
    """Write each grid as a table of HTML, in whose cells Markdown is read; one whose cells span stays as it is."""
    made: Lines = []
    grid: Lines = []
    for line, info in [*fenced(lines), (Line("", ""), None)]:
        if info is None and (_BORDER.fullmatch(line.text) or (grid and line.text.lstrip().startswith("|"))):
            grid.append(line)
            continue
        made += _table(grid) if grid else []
        grid = []
        made.append(line)
    return made[:-1]


def _table(grid: Lines) -> Lines:
    width = grid[0].text.count("+") - 1
    rows = [list(row) for border, row in groupby(grid, lambda line: bool(_BORDER.fullmatch(line.text))) if not border]
    cells = [[_CELL.split(line.text.strip())[1:-1] for line in row] for row in rows]
    if not rows or any(len(line) != width for row in cells for line in row):
        return grid
    return [Line("", ""), *_tags(rows, cells), Line("", "")]


def _tags(rows: list[Lines], cells: list[list[list[str]]]) -> Iterator[Line]:
    yield replace(rows[0][0], text="<table>")
    for row, texts in zip(rows, cells, strict=True):
        yield replace(row[0], text="<tr>")
        for column in zip(*texts, strict=True):
            yield from (replace(row[0], text=text) for text in ("<td>", ""))
            words = (text.removeprefix(" ").rstrip() for text in column)
            yield from (replace(line, text=text) for line, text in zip(row, words, strict=True))
            yield from (replace(row[0], text=text) for text in ("", "</td>"))
        yield replace(row[0], text="</tr>")
    yield replace(rows[-1][-1], text="</table>")
