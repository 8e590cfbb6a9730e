"""Tables of pipes whose line of dashes is missing, or typed with the wide marks of an input method.

    | 甲 | 乙 |        ｜甲｜乙｜
    | 丙 | 丁 |        ｜——｜——｜

GFM §4.10 takes neither for a table, and runs their rows into one line. Two rows and more of as many cells each can be
nothing else. Which is the head nobody knows where no dashes say so.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import noted_of, text_of
from studypress.markdown.syntax.tables.drawn import Cell, Drawn, push_table

_ROW = re.compile(r"[|｜].{1,2000}[|｜]")
_BORDER = re.compile(r"[|｜](?:[ \t]*[:：]?[-—－–─]+[:：]?[ \t]*[|｜])+")
_SIGNS = re.compile(r"[-+*/<>=≤≥≠±×÷·~|_ \t]*")
"""What stands between the bars of absolute values, as in `|x| + |y|`, and in drawings."""
_DRAWING = re.compile(r"[+|][-=+_ \t]{2,}|[-=_]{3,}")
_LEAST = 2
"""Rows, and cells of each."""


@begins_with("|｜")
def bare_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read one."""
    refused: set[int] = noted_of(state).setdefault("no bare tables", set())
    if start in refused or state.is_code_block(start) or (start and _DRAWING.match(text_of(state, start - 1))):
        return False
    last = start
    while last < end and _ROW.fullmatch(text_of(state, last).strip()) and state.sCount[last] >= state.blkIndent:
        last += 1
    rows = [_cells(text_of(state, line)) for line in range(start, last)]
    has_head = last - start > 1 and _BORDER.fullmatch(text_of(state, start + 1).strip()) is not None
    body = rows[:1] + rows[2:] if has_head else rows
    if last - start < _LEAST or (last < end and _DRAWING.match(text_of(state, last))) or not _is_table(body):
        refused.update(range(start, last))  # nor is what begins at a later row: long ones are looked through once
        return False
    if not silent:
        lines = [line for line in range(last - start) if not (has_head and line == 1)]
        made = [[Cell([cell], line) for cell in row] for line, row in zip(lines, body, strict=True)]
        push_table(state, Drawn(made, int(has_head)), start, last, blocks=False)
        state.line = last
    return True


def _cells(row: str) -> list[str]:
    """The cells of a row; its bars are wide where it begins with one."""
    row = row.strip()
    row = row.replace("｜", "|") if row.startswith("｜") else row
    return [cell.strip() for cell in escapedSplit(row)[1:-1]]


def _is_table(rows: list[list[str]]) -> bool:
    width = len(rows[0])
    return width >= _LEAST and all(
        len(row) == width and not any(cell and _SIGNS.fullmatch(cell) for cell in row) for row in rows
    )
