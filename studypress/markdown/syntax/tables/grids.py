"""Grid tables, drawn with `+`, `-` and `|` as Pandoc and reStructuredText have them; their cells hold blocks.

    +------+--------+
    | 命令 | 作用   |
    +======+========+
    | run  | - 创建 |
    |      | - 启动 |
    +------+--------+

Cells are cut at `|`, not at columns of letters: editors disagree on how wide a Han is. Where some of them span others,
they are cut by columns (`spanning`); a grid whose lines do not meet is left as typed.
"""

import re
from itertools import repeat

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import noted_of, text_of
from studypress.markdown.syntax.tables.drawn import Cell, Drawn, push_table
from studypress.markdown.syntax.tables.spanning import spanning_grid

_BORDER = re.compile(r"\+(?::?(?:-+|=+):?\+)+")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_COLUMNS = 100


@begins_with("+")
def grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a grid table."""
    if state.is_code_block(start) or not _BORDER.fullmatch(_line(state, start)) or _is_hopeless(state, start):
        return False
    last = start
    while last + 1 < end and state.sCount[last + 1] >= state.blkIndent and _line(state, last + 1)[:1] in ("+", "|"):
        last += 1
    lines = [_line(state, number) for number in range(start, last + 1)]
    found = _cut(lines) or spanning_grid(lines)
    if found is None:
        noted_of(state)["no grid"] = last
        return False
    if not silent:
        push_table(state, found, start, last + 1)
        state.line = last + 1
    return True


def _is_hopeless(state: StateBlock, line: int) -> bool:
    """Whether a line belongs to what was found to be no grid: each of its borders would be tried, to its end."""
    return line <= int(noted_of(state).get("no grid", -1))


def _line(state: StateBlock, number: int) -> str:
    return text_of(state, number).rstrip()


def _cut(lines: list[str]) -> Drawn | None:
    """Cut the lines of a grid into rows; None when they are no grid without spans."""
    columns = lines[0].count("+") - 1
    if len(lines) < 3 or columns > _MOST_COLUMNS or not _BORDER.fullmatch(lines[-1]):
        return None
    aligns, head = _aligns(lines[0]), 0
    rows: list[tuple[int, list[list[str]]]] = [(1, [[] for _ in range(columns)])]
    for number, line in enumerate(lines[1:], 1):
        if line.startswith("+"):
            if not _BORDER.fullmatch(line) or line.count("+") - 1 != columns:
                return None
            if "=" in line and not head:
                head, aligns = len(rows), _aligns(line)
            rows.append((number + 1, [[] for _ in range(columns)]))
            continue
        parts = _BAR.split(line)
        if len(parts) != columns + 2 or parts[-1]:
            return None
        for cell, part in zip(rows[-1][1], parts[1:-1], strict=True):
            cell.append(part.rstrip())
    return Drawn([list(map(Cell, cells, repeat(line), aligns)) for line, cells in rows[:-1]], head)


def _aligns(border: str) -> list[str]:
    kinds = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [kinds[part.startswith(":"), part.endswith(":")] for part in border[1:-1].split("+")]
