"""How wide code is, in columns of half an em, how wide a page is, and what is set smaller to find room there."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from studypress.sheets import Sheet

CODE_SIZE = 0.86
"""em of the text (`pre.code` in templates/base.css); a letter takes half of that."""
_PADDING = 27.75
"""Left and right of code within its frame, and before a line for the mark of one that is continued, pt."""
_TAB = 4
_WIDE = range(64, 117, 4)
"""Columns of code that is set smaller where a sheet has fewer."""
_SMALLEST = 7
"""pt: what is smaller is harder to read than a line that is continued."""
_ALIKE, _NEARLY = 3, 0.8


def columns_in(line: str) -> int:
    """How many columns a line takes: a Han has two (Unicode Standard Annex 11), a tab goes to the next fourth."""
    if line.isascii():
        return len(line.expandtabs(_TAB))
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line.expandtabs(_TAB))


def columns_of(sheet: Sheet) -> int:
    """How many columns a line of code may have on a sheet before it is continued on the next."""
    return int((sheet.text_width - _PADDING) / (sheet.size * CODE_SIZE / 2))


def wide_columns(widths: Iterable[int]) -> int | None:
    """The columns that wide code is set for, by those of its lines: half of them, and three, are nearly as long.

    Such is what programs put out, in columns, which no one reads whose lines are continued.
    """
    filled = list(filter(None, widths))
    longest = max(filled, default=0)
    alike = sum(width >= _NEARLY * longest for width in filled)
    if alike < max(_ALIKE, len(filled) / 2) or longest <= _WIDE.start - _WIDE.step:
        return None
    return next((columns for columns in _WIDE if columns >= longest), None)


def code_sizes(sheet: Sheet, lists: int = 0) -> dict[int, float]:
    """The sizes, pt, of wide code that a sheet has no room for at its usual size, by its columns; in so many lists."""
    room = sheet.text_width - _PADDING - 2 * lists * sheet.size
    sizes = {columns: 2 * room / columns - 0.01 for columns in _WIDE}  # a line that just fits is not continued
    return {columns: size for columns, size in sizes.items() if _SMALLEST <= size < CODE_SIZE * sheet.size}
