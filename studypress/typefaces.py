"""What the files of typefaces say of them: which characters they have, and whether they may be embedded."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

FONT_SCHEME = "studypress-font:"
"""Style sheets for print name a face of `fonts/`, X.ttf, or one of the author's own as `studypress-font:X.ttf`."""


@dataclass(frozen=True, slots=True)
class OwnFace:
    """A face of the author's own."""

    name: str
    """What style sheets call it behind `studypress-font:`; by what it holds, so that another has another."""
    file: Path


_ALL = 0x110000
"""Characters that Unicode has room for."""
_RESTRICTED = 0x0002
"""Of `fsType` (OpenType 1.9, OS/2): the face must not be embedded without its maker's leave."""


@cache
def covered_characters(folder: Path, more: tuple[Path, ...] = ()) -> frozenset[int]:
    """The characters of all faces in a folder, and of `more`; empty when there are none, or none can be read."""
    return frozenset().union(*map(_read_characters, (*sorted(folder.glob("*.ttf")), *more)))


@cache
def face_characters(path: Path) -> frozenset[int]:
    """The characters of a face; none when it cannot be read, which is for `doctor` to tell."""
    return _read_characters(path)


def _read_characters(path: Path) -> frozenset[int]:
    try:
        return frozenset(_characters(path))
    except MemoryError:
        raise
    except Exception:
        return frozenset()


def _characters(path: Path) -> Iterable[int]:
    """The characters that a face has, by its `cmap` (OpenType 1.9): by format 12, or 4 where that is all.

    fontTools looks up the name of each of twenty thousand glyphs, which takes ten times as long, and is long to load.
    """
    table = _table(path, b"cmap")
    starts = [start for _, _, start in struct.iter_unpack(">HHL", table[4 : 4 + 8 * int.from_bytes(table[2:4], "big")])]
    formats = {table[start : start + 2]: table[start:] for start in starts}
    if groups := formats.get(b"\0\x0c"):
        found = struct.iter_unpack(">LLL", groups[16 : 16 + 12 * int.from_bytes(groups[12:16], "big")])
        return chain.from_iterable(_ranges((first, last) for first, last, _ in found))
    return _in_segments(formats.get(b"\0\4", b""))


def _ranges(bounds: Iterable[tuple[int, int]]) -> list[range]:
    """Ranges of characters, up to each last one; none where they come to more than there are, as in no sound face."""
    ranges = [range(first, last + 1) for first, last in bounds]
    return ranges if sum(map(len, ranges)) <= _ALL else []


def _in_segments(table: bytes) -> Iterator[int]:
    """The characters of a table of format 4 that have a glyph other than the first, which stands for none."""
    count = int.from_bytes(table[6:8], "big") // 2
    columns = (struct.unpack_from(f">{count}H", table, at) for at in (14, *(16 + 2 * count * n for n in (1, 2, 3))))
    segments = list(zip(*columns, strict=True))
    ranges = _ranges((first, last) for last, first, _, _ in segments)
    for number, (chars, (_, _, delta, offset)) in enumerate(zip(ranges, segments, strict=False)):
        for char in chars:
            at = 16 + 6 * count + 2 * number + offset + 2 * (char - chars.start)
            glyph = int.from_bytes(table[at : at + 2], "big") if offset else char
            if glyph and (glyph + delta) & 0xFFFF:
                yield char


def table_names(data: bytes) -> frozenset[bytes]:
    """The tables of what is to be one face; none of what is not, or holds several."""
    if not data.startswith((b"\0\1\0\0", b"true", b"OTTO")):
        return frozenset()
    whole = ((name, start + length <= len(data)) for name, start, length in _directory(BytesIO(data)))
    return frozenset(name for name, is_whole in whole if is_whole)


def may_be_embedded(path: Path) -> bool:
    """Whether a face says nothing against being embedded in a document."""
    rights = _table(path, b"OS/2")[8:10]
    return not int.from_bytes(rights, "big") & _RESTRICTED


def _table(path: Path, wanted: bytes) -> bytes:
    """A table of a face; empty when it has none."""
    with path.open("rb") as file:
        for name, start, length in _directory(file):
            if name == wanted:
                file.seek(start)
                return file.read(length)
    return b""


def _directory(file: BinaryIO) -> list[tuple[bytes, int, int]]:
    """The name of each table, where it begins and how long it is (OpenType 1.9, table directory)."""
    count = int.from_bytes(file.read(12)[4:6], "big")
    directory = file.read(16 * count)
    entries = struct.iter_unpack(">4sLLL", directory[: len(directory) // 16 * 16])
    return [(name, start, length) for name, _, start, length in entries]
