"""The objects of a PDF are written without asking each value what it could be.

pydyf 0.13 asks of each number, name and piece of a page whether it is one of four kinds, and of most it is the last;
and for each tag WeasyPrint has it name all pages again.
"""

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import pydyf

from studypress.library_seams import Seam

SEAMS = (
    Seam(pydyf, "_to_bytes", "1cefd02c285d"),
    Seam(pydyf, "Dictionary", "cfe61f79fe4f"),
    Seam(pydyf, "Array", "454aeae795e1"),
    Seam(pydyf, "PDF", "430a7b480a61"),
    Seam(pydyf, "Stream", "f17b6bdcfedf"),
)


def spare() -> None:
    """Have pydyf write values by their type in this process."""
    pydyf._to_bytes = _writing(pydyf._to_bytes)
    pydyf.Dictionary.data = property(_entries)
    pydyf.Array.data = property(_items)
    pydyf.Stream.data = property(_stream)
    pydyf.PDF.page_references = property(_references)


def _writing(to_bytes: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(to_bytes)
    def written(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        if kind is int:
            return b"%d" % item
        if kind is float and not item.is_integer():
            return f"{item:f}".rstrip("0").encode("ascii")
        if kind is pydyf.Dictionary:
            return _entries(item)
        return to_bytes(item)

    return written


def _entries(self: Any) -> bytes:
    write, names = pydyf._to_bytes, _NAMES
    return b"<<%b>>" % b"".join(
        [names[key] + (value if type(value) is bytes else write(value)) for key, value in self.items()]
    )


class _Names(dict[str | bytes, bytes]):
    """The names of entries as they are written: a few, that stand in each of many thousand dictionaries."""

    def __missing__(self, key: str | bytes) -> bytes:
        name = b"/%b " % pydyf._to_bytes(key)
        if isinstance(key, str) and len(self) < _MOST_NAMES:
            self[key] = name
        return name


_MOST_NAMES = 1_000
_NAMES = _Names()


def _items(self: Any) -> bytes:
    return b"[%b]" % b" ".join(map(pydyf._to_bytes, self))


def _stream(self: Any) -> bytes:
    write = pydyf._to_bytes
    stream = b"\n".join([item if type(item) is bytes else write(item) for item in self.stream])
    extra = pydyf.Dictionary(self.extra)
    if self.compress:
        extra["Filter"] = "/FlateDecode"
        stream = zlib.compress(stream, 9)
    extra["Length"] = len(stream)
    return b"\n".join((_entries(extra), b"stream", stream, b"endstream"))


def _references(self: Any) -> tuple[bytes, ...]:
    pages = self.pages["Kids"][::3]
    known: tuple[list[int], tuple[bytes, ...]] | None = self.__dict__.get("known_references")
    if known is None or known[0] != pages:
        known = self.known_references = pages, tuple(b"%d 0 R" % page for page in pages)
    return known[1]
