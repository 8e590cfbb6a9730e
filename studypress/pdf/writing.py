"""A PDF file is written object by object, so that however long a book is, little of it is in memory.

Objects without a stream are packed together and compressed (PDF 32000-1, 7.5.7), and where each is stands in a stream
at the end (7.5.8). pikepdf and pydyf hold a whole file before they write any of it.
"""

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable
from typing import BinaryIO

_PACKED = 200
"""Objects in one stream: more make the file smaller, and opening one page of it slower."""
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_FREE, _PLACED, _IN_STREAM = range(3)
_UP = 2
"""The filter of PNG that writes each row as its difference from the one above."""
_LEVEL = 4
"""Of 9: 7 would make a file smaller by a fortieth, and an edit of a long book longer by a tenth."""


def compressed(data: bytes | bytearray) -> bytes:
    """Compress what a stream with `/Filter/FlateDecode` holds."""
    return zlib.compress(data, _LEVEL)


def references(numbers: Iterable[int]) -> bytes:
    """References to these objects, for an array."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def numbers(values: Iterable[float]) -> bytes:
    """Numbers for an array, to 1/1000."""
    return b" ".join(f"{value:.3f}".rstrip("0").rstrip(".").encode() for value in values)


class ObjectWriter:
    """Writes objects into a file that has nothing in it yet. The same calls write the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at, self._digest = file, 0, hashlib.sha256()
        self._kinds = bytearray([_FREE])
        self._places = array("Q", [0])  # of an object in a stream, the number of that
        self._indices = array("H", [65535])
        self._waiting: list[tuple[int, bytes]] = []
        self._write(_HEAD)

    def reserve(self, count: int = 1) -> int:
        """Take so many numbers for objects, and give the first. One that is never put is null."""
        first = len(self._kinds)
        self._kinds.extend(bytes(count))
        self._places.extend([0] * count)
        self._indices.extend([0] * count)
        return first

    def put(self, number: int, data: bytes) -> None:
        """Write an object that is no stream under a number that was taken for it."""
        self._waiting.append((number, data))
        if len(self._waiting) == _PACKED:
            self._pack()

    def put_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Write a stream: the entries of its dictionary but for `Length`, and its data as they say."""
        self._kinds[number], self._places[number] = _PLACED, self._at
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, root: int, info: int) -> None:
        """End the file, whose catalogue and information dictionary these are."""
        if self._waiting:
            self._pack()
        number, start = self.reserve(), self._at
        self._kinds[number], self._places[number] = _PLACED, start
        width = (max(self._places).bit_length() + 7) // 8
        name = self._digest.hexdigest()[:32].encode()
        entries = (
            b"/Type/XRef/Size %d/W[1 %d 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns %d>>" % (number + 1, width, root, info, name, name, width + 3)
        )
        self.put_stream(number, entries, self._table(width))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        number = self.reserve()
        starts, at = [], 0
        for index, (packed, data) in enumerate(self._waiting):
            self._kinds[packed], self._places[packed], self._indices[packed] = _IN_STREAM, number, index
            starts.append(b"%d %d" % (packed, at))
            at += len(data) + 1
        head = b" ".join(starts) + b"\n"
        body = b"\n".join(data for _, data in self._waiting)
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(self._waiting), len(head))
        self._waiting.clear()
        self.put_stream(number, entries, compressed(head + body))

    def _table(self, width: int) -> bytes:
        """Where each object is, compressed: column by column, each row as its difference from the one above."""
        places, indices = _big_endian(self._places), _big_endian(self._indices)
        unused = self._places.itemsize - width
        columns = (bytes(self._kinds), *(places[unused + at :: unused + width] for at in range(width)))
        columns += (indices[::2], indices[1::2])
        length = len(columns) + 1
        rows = bytearray([_UP]) * (length * len(self._kinds))
        for at, column in enumerate(columns, 1):
            rows[at::length] = _differences(column)
        return compressed(rows)

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)
        self._at += len(data)


def _differences(column: bytes) -> bytes:
    """Each byte less the one before it, modulo 256; all at once, as two long numbers that borrow within bytes alone."""
    mine, above = int.from_bytes(column, "big"), int.from_bytes(b"\0" + column[:-1], "big")
    high = int.from_bytes(b"\x80" * len(column), "big")
    return (((mine | high) - (above & ~high)) ^ ((mine ^ ~above) & high)).to_bytes(len(column), "big")


def _big_endian(numbers: "array[int]") -> bytes:
    copy = numbers[:]
    if sys.byteorder == "little":
        copy.byteswap()
    return copy.tobytes()
