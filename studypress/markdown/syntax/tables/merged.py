"""Tables whose cells say that they are one with another, as Luogu has them below a line `::cute-table{tuack}`.

`^` goes on with the cell above it, `<` with the one at its left. Without the line both are what they are.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import whole_line

_LINE = re.compile(r"::cute-table(?:\{[^{}\n]{0,60}\})?[ \t]*")


@begins_with(":")
def merging_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The line above such a table, which is left out."""
    if not whole_line(state, start, "::", _LINE):
        return False
    if not silent:
        below = next((line for line in range(start + 1, end) if not state.isEmpty(line)), end)
        state.env.setdefault("merged tables", set()).add(below)
        state.line = start + 1
    return True


def merged_tables(state: StateCore) -> None:
    """Give cells of such tables the room of those that go on with them."""
    marked = state.env.get("merged tables")
    if not marked:
        return
    gone: set[int] = set()
    starts = [at for at, token in enumerate(state.tokens) if token.type == "table_open" and token.map]
    for start in starts:
        if state.tokens[start].map[0] in marked:  # type: ignore[index]  # those that have lines
            gone |= _merged(state.tokens, start)
    state.tokens = [token for at, token in enumerate(state.tokens) if at not in gone]


def _merged(tokens: list[Token], start: int) -> set[int]:
    """Set the spans of the cells of a table, and give the tokens of those that are no cells any more."""
    gone: set[int] = set()
    for cell, places in _cells(tokens, start).items():
        rows, columns = ({place[side] for place in places.values()} for side in (0, 1))
        if len(places) == len(rows) * len(columns) > 1:  # no corner is another's
            tokens[cell].attrs |= {"rowspan": str(len(rows)), "colspan": str(len(columns))}
            gone |= {at + part for at in places if at != cell for part in range(3)}
    return gone


def _cells(tokens: list[Token], start: int) -> dict[int, dict[int, tuple[int, int]]]:
    """The cells of a table by their tokens: those that are one, each with its row and column."""
    cells: dict[int, dict[int, tuple[int, int]]] = {}
    above: list[int] = []
    """The cell that each column of the row before belongs to."""
    row: list[int] = []
    line = 0
    for at in range(start, len(tokens)):
        match tokens[at].type:
            case "table_close":
                break
            case "thead_close":
                above = []
            case "tr_open":
                row = []
            case "tr_close":
                above, line = row, line + 1
            case "th_open" | "td_open":
                row.append(_goes_on_with(tokens[at + 1].content.strip(), row, above) or at)
                cells.setdefault(row[-1], {})[at] = line, len(row)
    return cells


def _goes_on_with(words: str, row: list[int], above: list[int]) -> int:
    if words == "<" and row:
        return row[-1]
    return above[len(row)] if words == "^" and len(row) < len(above) else 0
