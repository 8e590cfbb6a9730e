"""What `render` hands to the writers: whole HTML documents, and the map of where things fell."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from studypress.editions import Piece
from studypress.model import Asset

LINK_SCHEME = "studypress:"
"""In print, a link to the id X of this book has the target `studypress:X`; `pdf/assemble.py` makes it a destination.

Every piece is set alone, so that a link inside a chapter and one across chapters go the same way.
"""

ASSET_SCHEME = "studypress-asset:"
"""In print, the picture called X has the address `studypress-asset:X`, which only the program's own fetcher knows."""

PICTURES = "../images/"
"""In an e-book, the folder of its pictures as its pages see it."""

SLOT = re.compile("\x01(?P<fixed>=?)(?P<id>[^\x01\x02]+)\x02")
"""In print, `page_slot` leaves one wherever a page number belongs. No text has control characters."""


def page_slot(anchor: str, in_line: bool = False) -> str:
    """What stands in the HTML for the number of the page that the id `anchor` falls on.

    The element around it names the id: `data-page-of` where the number stands alone, at the right of its place;
    `data-page-within` where it stands in a line of text, whose words must not move when it changes (`in_line`).
    """
    return f"\x01{'=' if in_line else ''}{anchor}\x02"


ELSEWHERE = re.compile("\x03(?P<here>[^\x04]*)\x04(?P<there>[^\x04]*)\x04(?P<words>[^\x03]*)\x05")
"""In print, `if_elsewhere` leaves these marks around what is to be shown or not."""


def if_elsewhere(words: str, here: str, there: str) -> str:
    """What stands in the HTML for words that are shown only if two ids fall on different pages."""
    return f"\x03{here}\x04{there}\x04{words}\x05"


@dataclass(frozen=True, slots=True)
class Document:
    """One HTML document: a piece of the book, or a chapter."""

    name: str
    """`cover`, `contents`, `c1`, …: unique, ASCII; those of an e-book link to each other by it (`c1.xhtml`)."""
    piece: Piece
    title: str
    """Plain text, for the outline and the navigation."""
    html: str
    """The whole document: HTML for print, XHTML (well-formed XML) for EPUB."""
    divides: bool = False
    """Whether it is the leaf before a part, with nothing on it but that one's title."""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the PDF's outline and of the EPUB's navigation."""

    title: str
    """Plain text, with its number: `第一章 Docker概述`, `1.2 Docker简介`."""
    document: str
    """The name of the `Document` it is in."""
    anchor: str
    """The id it points to."""
    children: tuple["OutlineItem", ...] = ()
    expanded: bool = False
    """Whether a reader sees its children at once; those of a part, not those of a chapter."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition, ready to be set or packed."""

    documents: tuple[Document, ...]
    outline: tuple[OutlineItem, ...]
    assets: tuple[Asset, ...]
    """Every picture that they show."""


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where every id fell in the printed book."""

    labels: dict[str, str] = field(default_factory=dict)
    """id → the page's label as printed: `xii`, `37`. An id that has not been set yet is not in it."""


@dataclass
class Documents(ABC):
    """The documents of an edition, made or received one after another."""

    _known: Rendered | None = field(default=None, init=False)
    """As they were first, without page numbers."""

    @property
    @abstractmethod
    def assets(self) -> tuple[Asset, ...]:
        """Every picture that they show."""

    @abstractmethod
    def each(self) -> Iterator[tuple[int, Document]]:
        """Give them as soon as they are there, without page numbers, each with its place in reading order; once."""

    @abstractmethod
    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        """The outline of the edition, when all are there: those with these names."""

    @abstractmethod
    def again(self, numbers: PageMap) -> dict[str, Document]:
        """Give those, by name, whose words depend on page numbers."""

    @abstractmethod
    def folios(self, labels: Sequence[str]) -> str:
        """Make the document of the folios: one empty page for each label, which is printed on it unless it is empty."""

    def coming(self) -> Iterator[Document]:
        """Give each as soon as it is there, without page numbers; nothing when all are."""
        if self._known:
            return
        found = {}
        for place, document in self.each():
            found[place] = document
            yield document
        documents = tuple(found[place] for place in sorted(found))
        self._known = Rendered(documents, self.outline({each.name for each in documents}), self.assets)

    def __call__(self, numbers: PageMap) -> Rendered:
        """Give all of them, with the page numbers known so far."""
        for _ in self.coming():
            pass
        known = self._known or Rendered((), (), ())
        again = self.again(numbers) if numbers.labels else {}
        return replace(known, documents=tuple(again.get(each.name, each) for each in known.documents))

    def handed_over(self) -> Rendered:
        """Give all of them, without page numbers, and hold them no more."""
        rendered, self._known = self(PageMap()), None
        return rendered


BLANKS = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")
"""What a `PageStart` neither counts nor holds, since print and e-book have it in different places."""


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of the printed book begins."""

    label: str
    """As printed: `xii`, `37`."""
    document: str
    """The name of the `Document` that is set on it."""
    offset: int
    """How many of its characters are set on the pages before this one: without `BLANKS`, running heads and notes."""
    words: str
    """The first words on it, some forty characters; empty for a blank page."""
