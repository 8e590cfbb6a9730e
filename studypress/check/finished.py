"""A finished book as the rules look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from studypress.model import Book
from studypress.sheets import Sheet
from studypress.tree import walk
from studypress.typefaces import OwnFace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finished:
    """A book, whose nodes are found by their kind."""

    book: Book
    faces: tuple[OwnFace, ...] = ()
    """The author's own, beside those of the program."""
    sheet: Sheet | None = None
    """What it is printed on; None for an e-book."""

    def of(self, kind: type[T]) -> Iterator[T]:
        """Yield the nodes of a kind in all chapters, in reading order."""
        return walk(self.book.chapters, kind)
