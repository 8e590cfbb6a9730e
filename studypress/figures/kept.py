"""Drawings kept by the content of their source, in `.studypress/figures/` below the manuscript.

What is found there is checked and cleaned like any other SVG: a folder of notes may come from a
stranger, and this one with it.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from studypress.figures.assets import PictureError
from studypress.figures.svg import read_svg
from studypress.model import Asset

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
            file = self._folder / f"{key}.json"
            if not self._inside(file) or file.stat().st_size > _MAX_BYTES:
                return None
            checksum, _, text = file.read_text(encoding="utf-8").partition("\n")
            if checksum != _checksum(text):
                return None
            entry = json.loads(text)
            blank = read_svg(entry["blank"].encode()) if entry["blank"] else None
            return read_svg(entry["svg"].encode()), blank
        except (OSError, ValueError, KeyError, TypeError, AttributeError, PictureError):
            return None

    def keep(self, key: str, drawing: Drawing) -> None:
        """Keep a drawing, if the folder allows it."""
        svg, blank = drawing
        text = json.dumps({"svg": svg.data.decode(), "blank": blank.data.decode() if blank else ""}, ensure_ascii=False)
        try:
            self._make_folder()
            if self._inside(self._folder):
                _write(self._folder / f"{key}.json", f"{_checksum(text)}\n{text}")
        except OSError:
            return  # a manuscript on a read-only disk is as good

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        ignore = self._root / _FOLDER / ".gitignore"
        if not ignore.exists() and self._inside(ignore):
            _write(ignore, "*\n")

    def _inside(self, file: Path) -> bool:
        """Whether a path is below the manuscript once symbolic links are followed."""
        return file.resolve().is_relative_to(self._root.resolve())


def key_of(*parts: str) -> str:
    """A name for what is made of these parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(file: Path, text: str) -> None:
    """Write beside and rename, so that nobody reads half a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as output:
            output.write(text)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
