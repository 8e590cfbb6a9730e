"""Flash cards: into which cells a sheet is cut, and where the back of each stands, so that it comes behind its face.

Every sheet is divided evenly, so that a whole pile of sheets is cut at once, and what the printer shifts is shifted on
both sides of a cut. A card whose words do not fit gets smaller letters, then a larger cell, on a sheet of such cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studypress.sheets import Sheet

Edge = Literal["long", "short"]
"""The edge over which the printer turns a sheet."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A way to set a card: the cell it fills, and the size of its letters."""

    columns: int
    """Cells side by side on the sheet."""
    rows: int
    scale: float
    """Of the letters of the sheet's own text."""
    width: float
    """Of the cell, pt."""
    height: float
    """pt"""


_GRIDS = ((2, 4), (2, 2), (1, 2), (1, 1))
"""Columns and rows: A7, A6, A5 and A4 on A4."""
_GRIDS_OF_SMALL = (*_GRIDS[1:], _GRIDS[-1])
"""A sheet of half that size begins with A7 too."""
_LARGE = 450.0
"""pt: width of a sheet that is cut into eight."""
_SCALES = ((1.25, 1.0, 0.85), (1.0, 0.85), (1.0, 0.85), (1.0, 0.85))
"""For each grid: a few words on a small card are read at arm's length."""
GRIDS = tuple(grid for grid, scales in enumerate(_SCALES) for _ in scales)
"""For each way to set a side of a card, in the order in which they are tried, which of the grids it is for."""


def fits_of(sheet: Sheet) -> tuple[Fit, ...]:
    """How cards are set on a sheet, in the order in which it is tried: each holds about half as much again."""
    grids = _GRIDS if sheet.width > _LARGE else _GRIDS_OF_SMALL
    return tuple(
        Fit(columns, rows, scale, sheet.width / columns, sheet.height / rows)
        for (columns, rows), scales in zip(grids, _SCALES, strict=True)
        for scale in scales
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page of a card stands on a side of a sheet."""

    page: int
    """Its index: faces are even, the back of each follows it."""
    left: float
    """pt, from the left edge of the sheet."""
    top: float
    """pt, from its upper edge."""


@dataclass(frozen=True, slots=True)
class SheetSide:
    """One side of a sheet, with the cells it is cut into."""

    fit: Fit
    spots: tuple[Spot, ...]
    is_back: bool = False
    upside_down: bool = False
    """Whether all of it is turned by half a turn, for a printer that turns the sheet over its short edge."""


def sides(cards: Sequence[Fit], edge: Edge) -> tuple[SheetSide, ...]:
    """The sides of all sheets, fronts and backs in turn, for cards set so; the smallest cells come first."""
    grids = dict.fromkeys((fit.columns, fit.rows) for fit in cards)
    made: list[SheetSide] = []
    for columns, rows in sorted(grids, key=lambda grid: -grid[0] * grid[1]):
        alike = [at for at, fit in enumerate(cards) if (fit.columns, fit.rows) == (columns, rows)]
        for first in range(0, len(alike), columns * rows):
            sheet = alike[first : first + columns * rows]
            fit = cards[sheet[0]]
            made += [_side(fit, sheet), _side(fit, sheet, back=True, upside_down=edge == "short")]
    return tuple(made)


def _side(fit: Fit, cards: Sequence[int], *, back: bool = False, upside_down: bool = False) -> SheetSide:
    """A side of a sheet; a back has its columns in the opposite order, as it is seen when the sheet is turned."""
    spots = []
    for at, card in enumerate(cards):
        row, column = divmod(at, fit.columns)
        column = fit.columns - 1 - column if back else column
        spots.append(Spot(2 * card + back, column * fit.width, row * fit.height))
    return SheetSide(fit, tuple(spots), back, upside_down)
