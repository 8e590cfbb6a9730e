"""How galleys are bound into a book: which open on a right-hand page, and what every page is called."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from studypress.documents import Document, PageMap, PageStart
from studypress.editions import FRONT_MATTER, Edition, Piece
from studypress.locale import roman_number
from studypress.pdf.typeset import Galley


class Numbering(StrEnum):
    """How pages are counted; each way counts for itself, from 1."""

    NONE = "none"
    """Not counted: the cover."""
    ROMAN = "roman"
    """i, ii, iii: the front matter, which can grow without moving the body."""
    ARABIC = "arabic"
    """1, 2, 3: chapters and all that follows them."""


@dataclass(frozen=True, slots=True)
class Binding:
    """How one piece is bound in."""

    recto: bool
    """Whether it opens on a right-hand page."""
    numbering: Numbering
    """How its pages are counted."""
    folio: bool = True
    """Whether its numbers are printed."""


Plan = Callable[[Document], Binding]
"""Says how each document of an edition is bound in."""


def plan_for(edition: Edition) -> Plan:
    """The usual way: every piece opens on a recto where the edition asks for it, the front matter counts in roman.

    A piece is set as if its first page were a recto; put on a verso it would have the margins of the wrong side.
    """

    def plan(document: Document) -> Binding:
        # What divides a book is counted with its pages, but has no folio (暗码).
        bare = document.divides or document.piece in {Piece.COVER, Piece.TITLE_PAGE, Piece.COLOPHON}
        return Binding(edition.recto, _numbering(document.piece), folio=not (edition.cards or bare))

    return plan


def _numbering(piece: Piece) -> Numbering:
    if piece is Piece.COVER:
        return Numbering.NONE
    return Numbering.ROMAN if piece in FRONT_MATTER else Numbering.ARABIC


@dataclass(frozen=True, slots=True)
class BoundPage:
    """A page of the book. Its place in the sequence is its physical number: the first is a recto."""

    galley: Galley | None
    """The galley it is taken from; None for a blank page."""
    index: int
    """Its index in the galley."""
    numbering: Numbering
    number: int
    """Counted in its numbering, from 1."""
    folio: str
    """The number to print; empty for none."""

    @property
    def label(self) -> str:
        """What the page is called: `xii`, `37`; empty for one that is not counted."""
        return _label(self.numbering, self.number)


def bind(galleys: Iterable[tuple[Galley, Binding]]) -> tuple[BoundPage, ...]:
    """Put galleys in a row, with a blank page before each that must open on a recto and would not.

    A blank page is the back of the leaf before it, and is counted with that, but has no folio.
    """
    bound: list[BoundPage] = []
    count = dict.fromkeys(Numbering, 0)

    def add(galley: Galley | None, index: int, numbering: Numbering, folio: bool) -> None:
        count[numbering] += 1
        label = _label(numbering, count[numbering]) if folio else ""
        bound.append(BoundPage(galley, index, numbering, count[numbering], label))

    for galley, binding in galleys:
        if binding.recto and len(bound) % 2:
            add(None, 0, bound[-1].numbering, folio=False)
        for index in range(galley.pages):
            add(galley, index, binding.numbering, binding.folio)
    return tuple(bound)


def _label(numbering: Numbering, number: int) -> str:
    match numbering:
        case Numbering.NONE:
            return ""
        case Numbering.ROMAN:
            return roman_number(number)
        case Numbering.ARABIC:
            return str(number)
        case _:
            assert_never(numbering)


def galleys_of(bound: Sequence[BoundPage]) -> list[Galley]:
    """Each galley of a bound book once, in order."""
    return list({page.galley.name: page.galley for page in bound if page.galley}.values())


def places(bound: Sequence[BoundPage]) -> Iterator[tuple[str, int, float, float]]:
    """Every id of the book with the index of its page and its x and y there (as in `Galley`), in order of pages.

    An id that stands in two galleys belongs to the first.
    """
    seen: set[str] = set()
    first = {page.galley.name: number for number, page in reversed([*enumerate(bound)]) if page.galley}
    for galley in galleys_of(bound):
        for name, (index, x, y) in galley.anchors.items():
            if name not in seen:
                seen.add(name)
                yield name, first[galley.name] + index, x, y


_END = 1 << 31
"""An offset beyond the end of every galley."""


def page_starts(bound: Sequence[BoundPage]) -> tuple[PageStart, ...]:
    """Where every page with a label begins; a blank one begins where the galley before it ends."""
    starts: list[PageStart] = []
    name = ""
    for page in bound:
        offset, words = _END, ""
        if page.galley:
            name, (offset, words) = page.galley.name, page.galley.starts[page.index]
        if page.label:
            starts.append(PageStart(page.label, name, offset, words))
    return tuple(starts)


def page_map(bound: Sequence[BoundPage]) -> PageMap:
    """The label of the page that each id fell on."""
    return PageMap({name: bound[index].label for name, index, _, _ in places(bound)})
