"""Grid tables, drawn with `+`, `-` and `|` as Pandoc and reStructuredText have them; their cells hold blocks.

    +------+--------+
    | 命令 | 作用   |
    +======+========+
    | run  | - 创建 |
    |      | - 启动 |
    +------+--------+

Cells are cut at `|`, not at columns of letters: editors disagree on how wide a Han is. Where some of them span others,
they are cut by columns (`spanning_grids`); a grid whose lines do not meet is left as typed.
"""

import re
from dataclasses import dataclass, field
from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.syntax.lines import text_of
from studypress.markdown.syntax.tables.spanning import SpanningGrid, spanning_grid

_BORDER = re.compile(r"\+(?::?(?:-+|=+):?\+)+")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_COLUMNS = 100


@dataclass(slots=True)
class Row:
    """A row that is being read."""

    line: int
    """Its first, counted from that of the grid."""
    cells: list[list[str]]
    """The lines of each cell."""


@dataclass(slots=True)
class Grid:
    """A grid, cut into rows."""

    aligns: list[str]
    rows: list[Row] = field(default_factory=list)
    head: int = 0
    """How many of the rows are its head."""


def grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a grid table."""
    if state.is_code_block(start) or not _BORDER.fullmatch(_line(state, start)) or _is_hopeless(state, start):
        return False
    last = start
    while last + 1 < end and state.sCount[last + 1] >= state.blkIndent and _line(state, last + 1)[:1] in ("+", "|"):
        last += 1
    lines = [_line(state, number) for number in range(start, last + 1)]
    found = _cut(lines)
    spanning = spanning_grid(lines) if found is None else None
    if found is None and spanning is None:
        state.env["no grid"] = state.src, last
        return False
    if not silent:
        if found:
            push_table(state, found, start, last + 1)
        elif spanning:
            _push_spanning(state, spanning, start, last + 1)
        state.line = last + 1
    return True


def _is_hopeless(state: StateBlock, line: int) -> bool:
    """Whether a line belongs to what was found to be no grid: each of its borders would be tried, to its end."""
    source, last = state.env.get("no grid", ("", 0))
    return source is state.src and line <= last


def _line(state: StateBlock, number: int) -> str:
    return text_of(state, number).rstrip()


def _cut(lines: list[str]) -> Grid | None:
    """Cut the lines of a grid into rows; None when they are no grid without spans."""
    columns = lines[0].count("+") - 1
    if len(lines) < 3 or columns > _MOST_COLUMNS or not _BORDER.fullmatch(lines[-1]):
        return None
    made, row = Grid(_aligns(lines[0])), Row(1, [[] for _ in range(columns)])
    for number, line in enumerate(lines[1:], 1):
        if line.startswith("+"):
            if not _BORDER.fullmatch(line) or line.count("+") - 1 != columns:
                return None
            made.rows.append(row)
            row = Row(number + 1, [[] for _ in range(columns)])
            if "=" in line and not made.head:
                made.head, made.aligns = len(made.rows), _aligns(line)
            continue
        parts = _BAR.split(line)
        if len(parts) != columns + 2 or parts[-1]:
            return None
        for cell, part in zip(row.cells, parts[1:-1], strict=True):
            cell.append(part.rstrip())
    return made


def _aligns(border: str) -> list[str]:
    kinds = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [kinds[part.startswith(":"), part.endswith(":")] for part in border[1:-1].split("+")]


def _push_spanning(state: StateBlock, made: SpanningGrid, start: int, end: int) -> None:
    """Push the tokens of a table whose cells span columns or rows."""
    state.push("table_open", "table", 1).map = [start, end]
    for name, rows in (("thead", made.rows[: made.head]), ("tbody", made.rows[made.head :])):
        if not rows:
            continue
        state.push(f"{name}_open", name, 1)
        for row in rows:
            line = start + (row[0].line if row else 0)
            state.push("tr_open", "tr", 1).map = [line, line + 1]
            for cell in row:
                spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
                tag = "th" if name == "thead" else "td"
                _push_cell(state, tag, list(cell.lines), "", start + cell.line, spans=spans)
            state.push("tr_close", "tr", -1)
        state.push(f"{name}_close", name, -1)
    state.push("table_close", "table", -1)


def push_table(state: StateBlock, made: Grid, start: int, end: int, *, blocks: bool = True) -> None:
    """Push the tokens of a table as GitHub's rule does, but with `blocks` in its cells where it may hold some."""
    state.push("table_open", "table", 1).map = [start, end]
    for name, rows in (("thead", made.rows[: made.head]), ("tbody", made.rows[made.head :])):
        if not rows:
            continue
        state.push(f"{name}_open", name, 1)
        for row in rows:
            state.push("tr_open", "tr", 1).map = [start + row.line, start + row.line + 1]
            for cell, align in zip(row.cells, made.aligns, strict=True):
                _push_cell(state, "th" if name == "thead" else "td", cell, align, start + row.line, blocks=blocks)
            state.push("tr_close", "tr", -1)
        state.push(f"{name}_close", name, -1)
    state.push("table_close", "table", -1)


def _push_cell(
    state: StateBlock,
    tag: str,
    lines: list[str],
    align: str,
    start: int,
    *,
    blocks: bool = True,
    spans: dict[str, int] | None = None,
) -> None:
    opening = state.push(f"{tag}_open", tag, 1)
    opening.map = [start, start + len(lines)]
    opening.attrs = {name: span for name, span in (spans or {}).items() if span > 1}
    if align:
        opening.attrs["style"] = f"text-align:{align}"
    if not blocks:
        token = state.push("inline", "", 0)
        token.content = "\n".join(line.strip() for line in lines if line.strip())
        token.map, token.children = [start, start + len(lines)], []
        state.push(f"{tag}_close", tag, -1)
        return
    inner: list[Token] = []
    state.md.block.parse(dedent("\n".join(lines)).replace("\\|", "|"), state.md, state.env, inner)
    for token in inner:
        if token.map:
            token.map = [start + token.map[0], start + token.map[1]]
    state.tokens.extend(inner)
    state.push(f"{tag}_close", tag, -1)
