"""Which characters typefaces have, read of their files."""

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


@cache
def covered_characters(folder: Path) -> frozenset[int]:
    """The characters of all faces in a folder; empty when there are none, or none can be read."""
    return frozenset().union(*map(_read_characters, sorted(folder.glob("*.ttf"))))


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
        return [char for first, last, _ in found for char in range(first, last + 1)]
    return _in_segments(formats.get(b"\0\4", b""))


def _in_segments(table: bytes) -> Iterator[int]:
    """The characters of a table of format 4 that have a glyph other than the first, which stands for none."""
    count = int.from_bytes(table[6:8], "big") // 2
    columns = (struct.unpack_from(f">{count}H", table, at) for at in (14, *(16 + 2 * count * n for n in (1, 2, 3))))
    for number, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        for char in range(first, last + 1):
            at = 16 + 6 * count + 2 * number + offset + 2 * (char - first)
            glyph = int.from_bytes(table[at : at + 2], "big") if offset else char
            if glyph and (glyph + delta) & 0xFFFF:
                yield char


def _table(path: Path, wanted: bytes) -> bytes:
    """A table of a face; empty when it has none."""
    with path.open("rb") as file:
        count = int.from_bytes(file.read(12)[4:6], "big")
        for name, _, start, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
            if name == wanted:
                file.seek(start)
                return file.read(length)
    return b""
