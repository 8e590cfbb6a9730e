"""A table as its author has drawn it: cells with their lines, and the tokens that GitHub's rule would push for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.syntax.pushing import push_words


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and how many columns and rows it takes."""

    lines: Sequence[str]
    line: int
    """Its first, counted from that of the table."""
    align: str = ""
    """`left`, `center`, `right`, or empty."""
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table, cut into its cells."""

    rows: Sequence[Sequence[Cell]]
    """The cells that begin in each row."""
    head: int
    """How many of the rows are its head."""


def push_table(state: StateBlock, table: Drawn, start: int, end: int, *, blocks: bool = True) -> None:
    """Push its tokens, with `blocks` in its cells where it may hold some."""
    state.push("table_open", "table", 1).map = [start, end]
    for name, tag, rows in (("thead", "th", table.rows[: table.head]), ("tbody", "td", table.rows[table.head :])):
        if not rows:
            continue
        state.push(f"{name}_open", name, 1)
        for row in rows:
            line = start + (row[0].line if row else 0)  # none where all cells of the row began above
            state.push("tr_open", "tr", 1).map = [line, line + 1]
            for cell in row:
                _push_cell(state, tag, cell, start + cell.line, blocks=blocks)
            state.push("tr_close", "tr", -1)
        state.push(f"{name}_close", name, -1)
    state.push("table_close", "table", -1)


def _push_cell(state: StateBlock, tag: str, cell: Cell, start: int, *, blocks: bool) -> None:
    opening = state.push(f"{tag}_open", tag, 1)
    opening.map = [start, start + len(cell.lines)]
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    opening.attrs = {name: span for name, span in spans.items() if span > 1}
    if cell.align:
        opening.attrs["style"] = f"text-align:{cell.align}"
    if blocks:
        inner: list[Token] = []
        state.md.block.parse(dedent("\n".join(cell.lines)).replace("\\|", "|"), state.md, state.env, inner)
        for token in inner:
            if token.map:
                token.map = [start + token.map[0], start + token.map[1]]
        state.tokens.extend(inner)
    else:
        words = "\n".join(line.strip() for line in cell.lines if line.strip())
        push_words(state, words, start, start + len(cell.lines))
    state.push(f"{tag}_close", tag, -1)
