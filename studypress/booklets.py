"""Booklets: which pages stand side by side on paper that is printed on both sides, folded and stapled in the middle.

The pages of a booklet are set for half a sheet, not shrunk: A4 shrunk to half of itself leaves letters of 7.4 pt, and
schools print on A4. So a booklet is set on A5, with the theme's own type area and letters of 9.5 pt, and comes on A4.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_PT_PER_MM = 72 / 25.4

PAGE = "A5"
"""The page of a booklet where none is asked for: two of it are an A4 sheet."""

MOST_SHEETS = 20
"""Sheets that are folded together: more do not close, and a stapler does not go through them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of a booklet, as it lies in the printer's hands: the longer side across."""

    name: str
    width: float
    """pt"""
    height: float
    """pt"""


def _paper(name: str, width: float, height: float) -> Paper:
    """Paper of a size in mm."""
    return Paper(name, round(width * _PT_PER_MM, 2), round(height * _PT_PER_MM, 2))


PAPERS = {
    "A5": _paper("A4", 297, 210),
    "A4": _paper("A3", 420, 297),
    "B5": _paper("B4", 353, 250),
    "16开": _paper("8开", 370, 260),
    "Letter": _paper("Tabloid", 431.8, 279.4),
}
"""What two pages of each size are printed on side by side."""

Side = tuple[int | None, int | None]
"""The indices of the pages at the left and at the right of one side of a sheet; None for a blank one."""


def signatures(pages: int) -> list[int]:
    """How many sheets are folded together, for each signature: as few signatures as can be, all nearly as thick."""
    sheets = -(-pages // 4)
    count = -(-sheets // MOST_SHEETS)
    return [(sheets + at) // count for at in reversed(range(count))]


def sides(pages: int) -> Iterator[Side]:
    """The sides of all sheets, front and back in turn, as they come out of a printer.

    The back of a sheet that is turned over its short edge stands upright behind its front: 2 behind 1.
    """
    first = 0
    for sheets in signatures(pages):
        last = first + 4 * sheets - 1
        for sheet in range(first, first + 2 * sheets, 2):
            across = first + last - sheet
            yield _there(across, pages), _there(sheet, pages)
            yield _there(sheet + 1, pages), _there(across - 1, pages)
        first = last + 1


def _there(page: int, pages: int) -> int | None:
    return page if page < pages else None
