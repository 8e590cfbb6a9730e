"""Paper sizes, and the type area that fits each: a whole number of Han cells wide and of lines high.

The measure is a whole number of em (JLREQ kihon-hanmen), so that a line of plain Han needs no stretching.
"""

from dataclasses import dataclass, replace

_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size and its type area."""

    name: str
    width: float
    """pt"""
    height: float
    """pt"""
    size: float
    """Size of the text, pt."""
    measure: int
    """Characters in a line, em."""
    lines: int
    """Lines in a page."""
    pitch: float
    """From one baseline to the next, pt: 1.7 em, within the 1.5 to 2 em that CLREQ and JLREQ ask for."""

    @property
    def enlarged(self) -> float:
        """How much larger its text is than is usual on such a sheet; 1 where it is smaller."""
        return max(1.0, self.size / SHEETS[self.name].size)

    @property
    def text_width(self) -> float:
        """Width of the type area, pt."""
        return self.measure * self.size

    @property
    def text_height(self) -> float:
        """Height of the type area, pt."""
        return self.lines * self.pitch

    @property
    def inner(self) -> float:
        """The margin at the binding (gutter), pt: a little more than half, since the binding eats some of it."""
        return round((self.width - self.text_width) * 0.53, 2)

    @property
    def outer(self) -> float:
        """The margin at the fore-edge, pt."""
        return round(self.width - self.text_width - self.inner, 2)

    @property
    def side(self) -> float:
        """Either margin of a page that is no left and no right one, pt."""
        return round((self.width - self.text_width) / 2, 2)

    @property
    def top(self) -> float:
        """The margin above the type area, pt; the running head stands in it."""
        return round((self.height - self.text_height) * 0.5, 2)

    @property
    def bottom(self) -> float:
        """The margin below the type area, pt; the folio stands in it."""
        return round(self.height - self.text_height - self.top, 2)


SMALLEST, LARGEST = 8, 20
"""pt, of the text: below, the small print of notes cannot be read; above, A5 has no fifteen Han in a line."""


def sheet_of(page: str, font_size: float | None = None) -> Sheet:
    """The sheet of that name; with text of another size, as many characters and lines as its type area holds.

    `font_size` is in pt, from `SMALLEST` to `LARGEST`; None for the size that the sheet has.
    """
    sheet = SHEETS[page]
    if not font_size or font_size == sheet.size:
        return sheet
    pitch = round(font_size * _PITCH, 2)
    measure, lines = int(sheet.text_width / font_size), int(sheet.text_height / pitch)
    return replace(sheet, size=font_size, measure=measure, lines=lines, pitch=pitch)


_PITCH = 1.7
"""em."""


def _sheet(name: str, width: float, height: float, size: float, measure: int, lines: int) -> Sheet:
    """Make a sheet from its size in mm."""
    pt_width, pt_height = round(width * _PT_PER_MM, 2), round(height * _PT_PER_MM, 2)
    return Sheet(name, pt_width, pt_height, size, measure, lines, round(size * _PITCH, 2))


SHEETS = {
    sheet.name: sheet
    for sheet in (
        _sheet("A4", 210, 297, 10.5, 40, 38),
        _sheet("A5", 148, 210, 9.5, 34, 29),
        _sheet("B5", 176, 250, 10, 38, 33),
        _sheet("16开", 185, 260, 10.5, 38, 33),
        _sheet("Letter", 215.9, 279.4, 10.5, 41, 35),
    )
}
"""Every paper size by name."""

NARROWEST = min(SHEETS.values(), key=lambda sheet: sheet.measure)
"""Whose lines hold the fewest characters."""
