"""Where the glyphs of a PDF stand: pages of lines of cells, whatever program made it.

A cell is what a character takes of its line, from x0 to x1, as the PDF says; the ink of its glyph lies somewhere in it,
or outside when the cell was squeezed by moving its neighbour over it.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from pathlib import Path
from struct import unpack_from
from typing import Any

from fontTools.ttLib import TTFont
from pdfminer.cmapdb import CMap, IdentityCMap
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.utils import Matrix, apply_matrix_pt

RAISED = 0.8
"""Glyphs below this part of the text's size are note marks and indices, which belong to the line beside them."""
_SAME_LINE = 0.3
"""em that baselines of one line may differ by."""
_BESIDE = 0.8
"""em that a raised or lowered glyph may be off its line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A character on a line. Lengths are pt from the page's left and bottom edge."""

    char: str
    """One character: a glyph that stands for several, as for `——`, is as many cells of one width."""
    x0: float
    x1: float
    baseline: float
    size: float
    """em."""
    font: str
    """The face's name, without the tag of a subset."""
    ink: tuple[float, float] | None
    """From where to where the whole glyph is black; None when the PDF does not tell, or nothing is."""

    @property
    def width(self) -> float:
        """What the cell takes of the line."""
        return self.x1 - self.x0


Line = tuple[Cell, ...]


def read_lines(pdf: bytes | Path, size: float) -> list[list[Line]]:
    """The lines of each page from the top, each in the order it was drawn, without spaces; `size` is the text's, pt."""
    stream = io.BytesIO(pdf if isinstance(pdf, bytes) else pdf.read_bytes())
    reader = _Reader(_Resources())
    interpreter = PDFPageInterpreter(reader.rsrcmgr, reader)
    pages = []
    for page in PDFPage.get_pages(stream):
        reader.cells = []
        interpreter.process_page(page)
        pages.append(_in_lines([cell for cell in reader.cells if cell.char.strip()], size))
    return pages


def text_of(cells: Iterable[Cell]) -> str:
    """The characters of a line, or of part of one."""
    return "".join(cell.char for cell in cells)


def _in_lines(cells: Sequence[Cell], size: float) -> list[Line]:
    baselines: list[float] = []
    for cell in sorted(cells, key=lambda cell: (cell.size < RAISED * size, -cell.baseline)):
        near = _SAME_LINE if cell.size >= RAISED * size else _BESIDE
        if all(abs(cell.baseline - known) > near * size for known in baselines):
            baselines.append(cell.baseline)
    lines: dict[float, list[Cell]] = {known: [] for known in sorted(baselines, reverse=True)}
    for cell in cells:
        lines[min(baselines, key=lambda known: abs(known - cell.baseline))].append(cell)
    return [tuple(line) for line in lines.values()]


class _Resources(PDFResourceManager):
    """Reads glyphs as they are numbered where a face has a table of codes in the PDF itself.

    WeasyPrint writes such codes when a character has no glyph; pdfminer reads none, and nothing of the face then.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The face of an object of the PDF."""
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and type(font.cmap) is CMap and not font.cmap.code2cid:
            font.cmap = IdentityCMap(WMode=0)
        return font


class _Reader(PDFLayoutAnalyzer):
    """Notes each glyph that a page draws, with its place, its advance and its ink."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.cells: list[Cell] = []
        self._inks: dict[int, _Inks] = {}

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Note a glyph. Returns its advance in text space, as pdfminer wants it."""
        advance = font.char_width(cid) * fontsize * scaling
        x0, baseline = apply_matrix_pt(matrix, (0, rise))
        x1, _ = apply_matrix_pt(matrix, (advance, rise))
        size = fontsize * hypot(matrix[2], matrix[3])
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        ink = self._inks.setdefault(id(font), _Inks(font)).of(cid)
        black = (x0 + ink[0] * size, x0 + ink[1] * size) if ink else None
        name = str(font.fontname or "").split("+")[-1]
        step = (x1 - x0) / max(1, len(text))
        for index, char in enumerate(text):
            place = x0 + index * step
            self.cells.append(Cell(char, place, place + step, baseline, size, name, black))
        return float(advance)

    def receive_layout(self, ltpage: Any) -> None:
        """Do nothing: the cells are all that is wanted."""


class _Inks:
    """Where each glyph of an embedded TrueType face is black, in em from its origin."""

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self._known: dict[int, tuple[float, float] | None] = {}

    @cached_property
    def _face(self) -> TTFont | None:
        if "FontFile2" not in self._font.descriptor:
            return None
        return TTFont(io.BytesIO(stream_value(self._font.descriptor["FontFile2"]).get_data()))

    @cached_property
    def _outlines(self) -> bytes:
        return bytes(self._face.reader["glyf"]) if self._face else b""

    def of(self, cid: int) -> tuple[float, float] | None:
        """The ink of a glyph by its number, which is the face's own: PDF writers map one to the other as it is."""
        if cid not in self._known:
            self._known[cid] = self._find(cid)
        return self._known[cid]

    def _find(self, cid: int) -> tuple[float, float] | None:
        if self._face is None or cid >= self._face["maxp"].numGlyphs:
            return None
        start, end = self._face["loca"][cid], self._face["loca"][cid + 1]
        if start == end:
            return None
        # OpenType, glyf: numberOfContours, xMin, yMin, xMax, yMax. To read all of the table takes longer than to set a
        # page: a subset keeps the numbers, and so an entry for each glyph of the whole face.
        contours, left, _, right, _ = unpack_from(">5h", self._outlines, start)
        units = self._face["head"].unitsPerEm
        return (left / units, right / units) if contours else None
