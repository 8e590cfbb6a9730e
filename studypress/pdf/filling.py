"""The objects of a galley get the numbers they have in the book, their holes are filled, and they are written."""

import hashlib
from collections.abc import Container, Mapping, Sequence

from studypress.pdf.objects import END, Objects
from studypress.pdf.writing import ObjectWriter, compressed

Pictures = dict[bytes, int]
"""The pictures that a book has already, by their digests."""

_END_OF_OBJECT = b"\0"


class Placed:
    """A layout whose objects have numbers in the book; pictures that the book has already have theirs."""

    def __init__(self, objects: Objects, first: Sequence[int], writer: ObjectWriter, pictures: Pictures) -> None:
        """Number them: `first` are the numbers of the first ones. Pictures are written at once."""
        self._objects, self._writer = objects, writer
        free = writer.reserve(objects.count - len(first))
        self.numbers = [*first, *range(free, free + objects.count - len(first))]
        self._holes = {b"%d" % at: b"%d 0 R" % number for at, number in enumerate(self.numbers)}
        self._holes[END.encode()] = _END_OF_OBJECT
        for at, stream in enumerate(objects.streams, objects.count):
            number = self._picture(at, pictures) if stream.picture else writer.reserve()
            self.numbers.append(number)
            self._holes[b"%d" % at] = b"%d 0 R" % number

    def write(
        self, holes: Mapping[bytes, bytes], left_out: Container[int] = (), stamped: Mapping[int, bytes] | None = None
    ) -> None:
        """Write all but the objects `left_out`; `stamped` is what streams at these indices hold instead."""
        self._holes |= holes
        objects, stamped = self._objects, stamped or {}
        plain = self._filled(objects.plain).split(_END_OF_OBJECT)[:-1]
        for at, data in enumerate(plain):
            if at not in left_out:
                self._writer.put(self.numbers[at], data)
        for at, stream in enumerate(objects.streams):
            number = self.numbers[objects.count + at]
            if at in stamped:
                self._writer.put_stream(number, b"/Filter/FlateDecode", compressed(stamped[at]))
            elif not stream.picture and objects.count + at not in left_out:
                self._writer.put_stream(number, self._filled(stream.entries), stream.data)

    def _picture(self, at: int, pictures: Pictures) -> int:
        stream = self._objects.streams[at - self._objects.count]
        entries = self._filled(stream.entries)
        digest = hashlib.sha256(b"%d %s%s" % (len(entries), entries, stream.data)).digest()
        if digest not in pictures:
            pictures[digest] = self._writer.reserve()
            self._writer.put_stream(pictures[digest], entries, stream.data)
        return pictures[digest]

    def _filled(self, text: bytes) -> bytes:
        pieces = text.split(b"\0")
        pieces[1::2] = [self._holes[name] for name in pieces[1::2]]
        return b"".join(pieces)
