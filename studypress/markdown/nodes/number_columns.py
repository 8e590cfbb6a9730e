"""Columns of numbers, which books set to the right, so that units stand below units: few authors say so in Markdown."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studypress.model import Cell, Row, Table
from studypress.tree import plain_text

_NUMBER = re.compile(
    r"[(（]?[-−–+]?[¥￥$]?[ ]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u2009][0-9]{3})+|[0-9]+)"
    r"(?P<decimals>\.[0-9]+)?[ ]?[%％‰]?[)）]?"
)
_NONE = frozenset(("", "-", "—", "–", "——", "/"))
"""What stands where there is none."""
_FEWEST = 2
"""Numbers in a column."""


def with_numbers_aligned(table: Table) -> Table:
    """Set the columns of numbers to the right whose author has not said how they stand.

    Those of a column have as many decimals, and of one at least different lengths, else nothing were gained. The first
    column is what its row is called, be it a year.
    """
    rows = (*table.head, *table.body)
    count = len(rows[0].cells) if rows else 0
    if any(len(row.cells) != count or any(_is_set(cell) for cell in row.cells) for row in rows):
        return table
    numbers = {at: _numbers([row.cells[at] for row in table.body]) for at in range(1, count)}
    columns = [at for at, found in numbers.items() if found]
    if not any(len(set(map(len, numbers[at]))) > 1 for at in columns):
        return table
    head, body = (tuple(_aligned(row, columns) for row in part) for part in (table.head, table.body))
    return replace(table, head=head, body=body)


def _is_set(cell: Cell) -> bool:
    """Whether its author has said where it stands, or it takes the place of several."""
    return bool(cell.align) or cell.colspan > 1 or cell.rowspan > 1


def _numbers(cells: Sequence[Cell]) -> list[str]:
    """The numbers of a column that holds nothing else."""
    texts = [text for cell in cells if (text := plain_text(cell.blocks).strip()) not in _NONE]
    found = [_NUMBER.fullmatch(text) for text in texts]
    decimals = {len(one["decimals"] or "") for one in found if one}
    return texts if len(texts) >= _FEWEST and all(found) and len(decimals) == 1 else []


def _aligned(row: Row, columns: Sequence[int]) -> Row:
    cells = (replace(cell, align="right") if at in columns else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))
