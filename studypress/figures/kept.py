"""Drawings and pictures kept by the content of their source, in `.studypress/figures/` below the manuscript.

What is found there is checked and cleaned like any other picture: a folder of notes may come from a stranger, and this
one with it.
"""

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path

from studypress.figures.assets import PictureError
from studypress.figures.raster import read_raster
from studypress.figures.svg import read_svg
from studypress.model import Asset
from studypress.resources import resource_folder

Drawing = tuple[Asset, Asset | None]
"""A drawing with its labels, and without."""

_FOLDER = ".studypress"
_MAX_BYTES = 20_000_000


class Kept:
    """The drawings of one manuscript. Without a folder that can be written to, it keeps nothing and says nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / _FOLDER / "figures"

    def find(self, key: str) -> Drawing | None:
        """The drawing kept under `key`; None when there is none, or it is damaged."""
        try:
            entry = json.loads(self._read(f"{key}.json"))
            blank = read_svg(entry["blank"].encode()) if entry["blank"] else None
            return read_svg(entry["svg"].encode()), blank
        except (ValueError, KeyError, TypeError, AttributeError, PictureError):
            return None

    def keep(self, key: str, drawing: Drawing) -> None:
        """Keep a drawing, if the folder allows it."""
        svg, blank = drawing
        text = json.dumps({"svg": svg.data.decode(), "blank": blank.data.decode() if blank else ""}, ensure_ascii=False)
        self._write(f"{key}.json", text.encode())

    def find_picture(self, key: str) -> Asset | None:
        """The picture kept under `key`, its pixels as its size; None when there is none, or it is damaged."""
        try:
            return read_raster(self._read(f"{key}.picture"))
        except PictureError:
            return None

    def keep_picture(self, key: str, asset: Asset) -> None:
        """Keep a picture, if the folder allows it."""
        self._write(f"{key}.picture", asset.data)

    def _read(self, name: str) -> bytes:
        """What a file holds below its checksum; nothing when it is damaged, too large or not there."""
        file = self._folder / name
        try:
            if not self._inside(file) or file.stat().st_size > _MAX_BYTES:
                return b""
            checksum, _, content = file.read_bytes().partition(b"\n")
        except OSError:
            return b""
        return content if checksum.decode("ascii", "replace") == _checksum(content) else b""

    def _write(self, name: str, content: bytes) -> None:
        try:
            self._make_folder()
            if self._inside(self._folder):
                _write(self._folder / name, f"{_checksum(content)}\n".encode() + content)
        except OSError:
            return  # a manuscript on a read-only disk is as good

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        ignore = self._root / _FOLDER / ".gitignore"
        if not ignore.exists() and self._inside(ignore):
            _write(ignore, b"*\n")

    def _inside(self, file: Path) -> bool:
        """Whether a path is below the manuscript once symbolic links are followed."""
        return file.resolve().is_relative_to(self._root.resolve())


def key_of(*parts: str) -> str:
    """A name for what is made of these parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def own_code() -> str:
    """Name the code of this room and the faces by their content: what others drew or measured is made anew."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), resource_folder("fonts") / "SHA256SUMS"]
    return key_of(*(file.read_text(encoding="utf8") for file in files if file.is_file()))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(file: Path, content: bytes) -> None:
    """Write beside and rename, so that nobody reads half a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
