"""A galley is a passage as a program set it: each character of the source with the cell it got, in lines.

Lengths are em of the text, from the left edge of the measure.
"""

import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from statistics import median
from unicodedata import east_asian_width, normalize

from benchmarks.composition.cells import Cell, Line, read_lines, text_of
from benchmarks.composition.engines import INDENT, MARGIN, SIZE, is_start
from benchmarks.composition.markup import Atom, Mark, atoms
from benchmarks.composition.passages import Sample

OPENERS = "“‘（《〈【〖〔［｛「『"
CLOSERS = "”’）》〉】〗〕］｝」』"
STOPS = "，。、：；！？．"
STROKES = "—…"
JOINTS = "·‧・～"
QUOTES = "“”‘’"
HYPHENS = "-\u00ad\u2010\u2011"


class Kind(Enum):
    """What a character is to composition."""

    HAN = auto()
    OPENER = auto()
    CLOSER = auto()
    """A closing mark or a stop: its ink is in the left half of its cell."""
    STROKE = auto()
    JOINT = auto()
    LATIN = auto()
    """Letters, digits and their marks."""
    RAISED = auto()
    """A note mark."""

    __hash__ = object.__hash__  # Enum's own goes through Python


FULL_MARKS = (Kind.OPENER, Kind.CLOSER)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it was set."""

    atom: Atom
    index: int
    """Which character of the passage it is."""
    kind: Kind
    line: int
    x0: float
    x1: float
    size: float
    """Its em, in em of the text."""
    ink: tuple[float, float] | None
    font: str

    @property
    def full(self) -> tuple[float, float]:
        """The cell as if it had its full width: a squeezed mark keeps the edge that its ink is at."""
        if self.kind is Kind.OPENER:
            return self.x1 - self.size, self.x1
        if self.kind is Kind.CLOSER:
            return self.x0, self.x0 + self.size
        return self.x0, self.x1

    @property
    def half(self) -> tuple[float, float]:
        """The half of a mark's cell that its ink is in; the cell of anything else."""
        if self.kind is Kind.OPENER:
            return self.x1 - self.size / 2, self.x1
        if self.kind is Kind.CLOSER:
            return self.x0, self.x0 + self.size / 2
        return self.x0, self.x1

    def from_left(self, edge: float) -> float:
        """How far the glyph begins from where a line does, em; 0 for whatever of a mark may stand there."""
        return min((_beyond(edge, *span) for span in ((self.x0, self.x0), self._hugged(0))), key=abs)

    def from_right(self, edge: float) -> float:
        """How far the glyph ends from where a line does, em."""
        return min((_beyond(edge, *span) for span in ((self.x1, self.x1), self._hugged(1))), key=abs)

    def trimmed(self, side: int, edge: float) -> float:
        """How far a mark without its blank is from the left (0) or right (1) edge of a line, em."""
        return _beyond(edge, *self._hugged(side))

    def _hugged(self, side: int) -> tuple[float, float]:
        """Between which places a mark's edge may be when its blank is outside: the half cell, or the ink itself."""
        half = self.half[side]
        ink = self.ink[side] if self.ink and self.kind not in (Kind.HAN, Kind.RAISED) else half
        return (min(half, ink), half) if side else (half, max(half, ink))


def _beyond(edge: float, least: float, most: float) -> float:
    return min(0.0, most - edge) + max(0.0, least - edge)


class Galley:
    """A passage set at a measure."""

    def __init__(self, sample: Sample, measure: float, lines: Sequence[Line], raw: str) -> None:
        self.sample = sample
        self.measure = measure
        """em."""
        self.raw = raw
        """What pdftotext reads on its page."""
        self.atoms = atoms(sample.source)
        self.kinds = tuple(_kinds(self.atoms))
        self.glyphs = dict(_placed(self.atoms, self.kinds, lines))
        """By the index of the character. What was not found on the page is missing here."""
        self.copied = "".join(map(text_of, lines))
        """The characters that the PDF says it draws, in their order."""
        self.lines = _by_line(self.glyphs.values(), len(lines))
        """The glyphs of each line."""
        self.hyphens = _hyphens(lines, self.lines)
        """By the number of a line that ends in a hyphen of the program's own, where that ends, em."""

    @cached_property
    def text(self) -> str:
        """The passage, with a space where one is typed."""
        return "".join(" " * (atom.spaced or atom.broken) + atom.char for atom in self.atoms).lstrip()

    @cached_property
    def places(self) -> list[int]:
        """Where each character begins in `text`."""
        lengths = [1 + (atom.spaced or atom.broken) for atom in self.atoms]
        return [end - 1 for end in accumulate(lengths)]

    def indices(self, start: int, end: int) -> range:
        """The characters that a piece of `text` is of."""
        return range(bisect_right(self.places, start - 1), bisect_right(self.places, end - 1))

    def pairs(self) -> Iterator[tuple[Glyph, Glyph]]:
        """Neighbours in the passage that are on one line."""
        for index in range(len(self.atoms) - 1):
            first, second = self.glyphs.get(index), self.glyphs.get(index + 1)
            if first and second and first.line == second.line:
                yield first, second

    @cached_property
    def looseness(self) -> list[float | None]:
        """By how much the Han of each line are spaced out, em; where no two meet, Han and marks; else None."""
        alike: dict[bool, list[list[float]]] = {True: [[] for _ in self.lines], False: [[] for _ in self.lines]}
        for first, second in self.pairs():
            kinds = {first.kind, second.kind}
            if Kind.HAN in kinds <= {Kind.HAN, *FULL_MARKS} and not (second.atom.spaced or second.atom.broken):
                alike[len(kinds) == 1][first.line].append(second.full[0] - first.full[1])
        found = [han or marks for han, marks in zip(alike[True], alike[False], strict=True)]
        return [median(gaps) if gaps else None for gaps in found]


def read_galleys(pdf: Path, samples: Sequence[Sample], measure: float) -> list[Galley]:
    """The galleys of a PDF that holds one sample a page, behind the page that marks where they begin.

    Raises ValueError when it does not hold them.
    """
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
    raw = done.stdout.decode("utf8", "replace").split("\f")
    pages = read_lines(pdf, SIZE)
    starts = [number for number, page in enumerate(pages, 1) if is_start("".join(map(text_of, page)))]
    if not starts or len(pages) < starts[-1] + len(samples):
        raise ValueError(f"{pdf} has {len(pages)} pages, which are not those of {len(samples)} passages")
    first = starts[-1]
    return [
        Galley(sample, measure, page, text)
        for sample, page, text in zip(samples, pages[first:], raw[first:], strict=False)
    ]


def same_text(text: str) -> str:
    """Text as two of it are compared: composed (NFC), without spaces and soft hyphens.

    The hyphen of a word that was broken is to be a soft one (ISO 32000-1, 14.8.2.2.3); any other would be new text.
    """
    return "".join(normalize("NFC", text).replace("\u00ad", "").split())


# --- What a character is ------------------------------------------------------------------------------------------


def quote_language(passage: Sequence[Atom], index: int) -> str:
    """Whether a quotation mark is `latin`, `chinese`, or could be `either`, by what stands around it."""
    before = passage[index - 1].char if index else ""
    after = passage[index + 1].char if index + 1 < len(passage) else ""
    latin = [bool(char) and not is_wide(char) and char not in QUOTES for char in (before, after)]
    if all(latin):
        return "latin"
    return "either" if any(latin) else "chinese"


def is_wide(char: str) -> bool:
    """Whether a character has a Han cell."""
    return (
        east_asian_width(char) in "WF" or char in OPENERS + CLOSERS + STROKES + JOINTS or "\u2460" <= char <= "\u24ff"
    )


def _kinds(passage: Sequence[Atom]) -> Iterator[Kind]:
    for index, atom in enumerate(passage):
        if atom.mark is Mark.RAISED:
            yield Kind.RAISED
        elif atom.char in QUOTES and quote_language(passage, index) == "latin":
            yield Kind.LATIN
        else:
            yield _kind(atom.char)


def _kind(char: str) -> Kind:
    for kind, chars in (
        (Kind.OPENER, OPENERS),
        (Kind.CLOSER, CLOSERS + STOPS),
        (Kind.STROKE, STROKES),
        (Kind.JOINT, JOINTS),
    ):
        if char in chars:
            return kind
    return Kind.HAN if is_wide(char) else Kind.LATIN


# --- From cells to characters -------------------------------------------------------------------------------------


def _placed(passage: Sequence[Atom], kinds: Sequence[Kind], lines: Sequence[Line]) -> Iterator[tuple[int, Glyph]]:
    """Lay the cells on the passage.

    Characters that a program calls by another name, as radicals for Han, are laid on one by one; what it added, as a
    hyphen, is passed over.
    """
    cells = [(number, cell) for number, line in enumerate(lines) for cell in line]
    wanted, found = "".join(atom.char for atom in passage), "".join(cell.char for _, cell in cells)
    for _, start, end, at, after in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if end - start == after - at:
            for index, (number, cell) in enumerate(cells[at:after], start):
                yield index, _glyph(passage[index], index, kinds[index], number, cell)


def _glyph(atom: Atom, index: int, kind: Kind, line: int, cell: Cell) -> Glyph:
    ink = (_ems(cell.ink[0]), _ems(cell.ink[1])) if cell.ink else None
    return Glyph(atom, index, kind, line, _ems(cell.x0), _ems(cell.x1), cell.size / SIZE, ink, cell.font)


def _ems(x: float) -> float:
    return (x - MARGIN) / SIZE


def _by_line(glyphs: Iterable[Glyph], count: int) -> list[tuple[Glyph, ...]]:
    """The glyphs of each line. Raises ValueError when there is a line with nothing of the passage on it."""
    lines: list[list[Glyph]] = [[] for _ in range(count)]
    for glyph in glyphs:
        lines[glyph.line].append(glyph)
    if not all(lines):
        raise ValueError("there is a line with nothing of the passage on it")
    return [tuple(line) for line in lines]


def _hyphens(lines: Sequence[Line], placed: Sequence[Sequence[Glyph]]) -> dict[int, float]:
    ends = [(cells[-1].char, _ems(cells[-1].x1), glyphs[-1].x1) for cells, glyphs in zip(lines, placed, strict=True)]
    return {number: end for number, (char, end, last) in enumerate(ends) if char in HYPHENS and end > last + 0.01}


def left_edge(line: int) -> float:
    """Where a line begins, em."""
    return INDENT if line == 0 else 0.0
