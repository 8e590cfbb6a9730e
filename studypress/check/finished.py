"""A finished book as the rules look at it: its nodes are walked once for all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from studypress.model import Book
from studypress.tree import walk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finished:
    """A book with its nodes."""

    book: Book
    in_chapters: tuple[Any, ...]
    """In reading order."""
    in_glossary: tuple[Any, ...]

    def of(self, kind: type[T]) -> Iterator[T]:
        """Yield the nodes of a kind in all chapters."""
        return (node for node in self.in_chapters if isinstance(node, kind))


def finished(book: Book) -> Finished:
    """Walk a book."""
    return Finished(book, tuple(walk(book.chapters)), tuple(walk(book.glossary)))
