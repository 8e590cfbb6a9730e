"""The objects of a file of pydyf's, laid out to be bound into a book: with holes for what only the book knows.

A hole stands between two NUL, which HTML and CSS cannot bring in: the number of an object of this layout, for a
reference to it, or a name. Nothing is parsed when a book is bound: holes are filled, and that is all.
"""

import re
import zlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

import pydyf

PAGE_TREE, DOCUMENT, FACES, FOLIOS = "tree", "document", "faces", "folios"
"""Holes: the root of the book's pages, and of its tags; the faces of a galley, and the folios of its pages."""
ANNOTATION, TAG_OF, LEADS_TO = "A", "O", "L"
"""Holes, each with the index of a link: a reference to it; its place among the tags; where it leads to. The first two
are empty for a link that leads nowhere."""
NUMBER = "S"
"""Hole, with a number by which a page or a link finds its tags: those of the galleys before are added."""
END = ""
"""Hole after each object."""
PT_PER_PX = 0.75
"""CSS px are 1/96 in, PDF points 1/72 in."""

_WORDS = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R\b", re.DOTALL)
"""A literal string, in which pydyf escapes every parenthesis, or a reference."""
_PICTURE = re.compile(rb"/Subtype /(?:Image|Form)\b")
"""What draws something: a picture of pixels, or a form, such as the shape of a glyph in formulas."""
_LENGTH = re.compile(rb"/Length \d+")


def hole(name: str) -> bytes:
    """What stands for something that only the book knows. It is a value in a pydyf object."""
    return b"\0%s\0" % name.encode()


class Open(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A dictionary with a hole at its end, for more entries."""

    def __init__(self, inner: Any, name: str) -> None:
        super().__init__()
        self.inner, self.name = inner, name

    @property
    def data(self) -> bytes:
        """As any pydyf object."""
        entries: bytes = self.inner.data
        return entries.removesuffix(b">>") + hole(self.name) + b">>"


def pages_of(file: Any) -> list[Any]:
    """The pages of a pydyf file, whose list of them has three entries for each: number, generation, `R`."""
    return [file.objects[number] for number in file.pages["Kids"][::3]]


@dataclass(frozen=True, slots=True)
class Stream:
    """An object with a stream."""

    entries: bytes
    """Those of its dictionary, but for `Length`; with holes."""
    data: bytes
    """As they say: compressed."""
    picture: bool = False
    """Whether it is a picture that refers to nothing but pictures before it: the same bytes are the same picture."""

    def read(self) -> bytes:
        """The data, decompressed."""
        return zlib.decompress(self.data)


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects, numbered from 0: the plain ones, then the streams."""

    plain: bytes
    """Those that are no streams, an empty hole after each."""
    count: int
    """How many those are."""
    streams: tuple[Stream, ...]

    def __len__(self) -> int:
        return self.count + len(self.streams)


@dataclass(frozen=True, slots=True)
class _Written:
    """An object of a pydyf file, as it is written."""

    data: bytes
    """What it is, or the entries of its stream's dictionary."""
    stream: bytes | None
    refers: frozenset[int]
    """The numbers of the objects that it refers to."""

    def is_picture(self, pictures: Set[int]) -> bool:
        """Whether it is one that refers to none but these, nor to what only the book knows."""
        return bool(_PICTURE.search(self.data)) and self.refers <= pictures and b"\0" not in self.data


def lay_out(file: Any, first: Sequence[int], roots: Iterable[int] = ()) -> tuple[Objects, dict[int, int]]:
    """Lay out the objects of a pydyf file with these numbers, `first` as the first, and all that they refer to.

    Gives the layout, and the number that each has in it. The file has no objects then: both would be held at once.
    """
    found = _reached(file, [*first, *roots])
    file.objects.clear()
    rest = sorted(found.keys() - set(first))
    plain = [*first, *(number for number in rest if found[number].stream is None)]
    streams = [number for number in rest if found[number].stream is not None]
    pictures: dict[int, None] = {}
    for _ in range(2):  # a mask refers to nothing, what it masks to that
        pictures |= dict.fromkeys(number for number in streams if found[number].is_picture(pictures.keys()))
    streams = [*pictures, *(number for number in streams if number not in pictures)]
    numbers = {number: at for at, number in enumerate([*plain, *streams])}

    def numbered(number: int) -> bytes:
        return _WORDS.sub(lambda word: hole(str(numbers[int(word[1])])) if word[1] else word[0], found[number].data)

    text = b"".join(numbered(number) + hole(END) for number in plain)
    laid = tuple(Stream(numbered(number), found[number].stream or b"", number in pictures) for number in streams)
    return Objects(text, len(plain), laid), numbers


def _reached(file: Any, roots: Iterable[int]) -> dict[int, _Written]:
    """These objects and all that they refer to."""
    found: dict[int, _Written] = {}
    waiting = [*roots]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found[number] = _written(file.objects[number])
            waiting += found[number].refers
    return found


def _written(thing: Any) -> _Written:
    data, stream = thing.data, None
    if isinstance(thing, pydyf.Stream):
        entries, _, rest = data.partition(b"\nstream\n")
        data, stream = _LENGTH.sub(b"", entries[2:-2]), rest.removesuffix(b"\nendstream")
    return _Written(data, stream, frozenset(int(word[1]) for word in _WORDS.finditer(data) if word[1]))
