"""Pictures that the author names: found below the manuscript, recognised by their content, made fit for a book."""

import base64
import difflib
import os
import re
from binascii import Error as Base64Error
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from studypress.figures.assets import PictureError
from studypress.figures.raster import read_raster
from studypress.figures.svg import looks_like_svg, read_svg
from studypress.manuscript import file_inside
from studypress.model import Asset, Image
from studypress.problems import Problem, problem, shortened

MAX_BYTES = 50_000_000
"""Of a picture file."""
MAX_INLINE = 10_000_000
"""Characters of a picture written into the source as `data:`."""

_ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff"))
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{1,}:)?//(?!/)|\s*(?:https?|ftps?|blob|cid|javascript|vbscript):", re.I)
_DATA = re.compile(r"\s*data:", re.IGNORECASE)
_MOST_FILES = 20_000
"""Files looked at in search of a name like the one that is missing."""
_MOST_GUESSES = 20
"""Missing pictures that a like name is looked for."""


@dataclass(slots=True)
class Album:
    """The pictures of one manuscript, each read once."""

    root: Path
    _read: dict[Path, Asset | PictureError] = field(default_factory=dict)
    _names: dict[str, list[str]] | None = None
    """The pictures there are, by their file names in small letters."""
    _near: dict[Path, list[str]] = field(default_factory=dict)

    def fill(self, image: Image) -> tuple[Image, list[Problem]]:
        """Fill in a picture's asset; without one a placeholder will name the source."""
        try:
            return replace(image, asset=self.find(image.source, image.place.path)), []
        except _NotFoundError as error:
            return image, [problem(error.code, image.place, error.reason, error.hint)]
        except PictureError as error:
            name = "written into the text" if _DATA.match(image.source) else f"“{shortened(image.source)}”"
            return image, [problem("bad-image", image.place, f"The picture {name} {error.reason}.", _hint(error))]

    def find(self, source: str, base: str) -> Asset:
        """The picture that `source` names in the file `base`. Raises PictureError."""
        if not source.strip():
            raise _NotFoundError("missing-image", "A picture has no file name.", "Write its path between the brackets.")
        if _DATA.match(source):
            return _read_bytes(_data_of(source))
        if _REMOTE.match(source):
            raise _NotFoundError(
                "remote-image", f"The picture “{shortened(source)}” is on the web, and nothing is fetched from there.",
                "Save it beside the notes and write its file name instead.",
            )  # fmt: skip
        file = file_inside(self.root, base, source)
        if file is None:
            raise _NotFoundError(
                "missing-image", f"The picture “{shortened(source)}” is outside the manuscript's folder.",
                "Copy it beside the notes and write its path from the file it stands in.",
            )  # fmt: skip
        if not file.is_file():
            raise _NotFoundError(
                "missing-image", f"There is no picture “{shortened(source)}”.", self._nearest(file, base)
            )  # fmt: skip
        return self._of_file(file)

    def _of_file(self, file: Path) -> Asset:
        if file not in self._read:
            try:
                self._read[file] = _read_file(file)
            except PictureError as error:
                self._read[file] = error
        found = self._read[file]
        if isinstance(found, PictureError):
            raise found
        return found

    def _nearest(self, file: Path, base: str) -> str:
        """A hint that names the picture most like the missing one."""
        if self._names is None:
            self._names = {}
            for name in _picture_files(self.root):
                self._names.setdefault(name.rpartition("/")[2].lower(), []).append(name)
        near = self._names.get(file.name.lower()) or self._alike(file, self._names)
        if not near:
            return "Put the picture there, or mend its path, which counts from the file it stands in."
        return f"The nearest name is “{Path(os.path.relpath(near[0], Path(base).parent)).as_posix()}”."

    def _alike(self, file: Path, names: dict[str, list[str]]) -> list[str]:
        """The name most like a missing one. Comparing takes long, and only so many hints are read."""
        if file not in self._near and len(self._near) < _MOST_GUESSES:
            try:
                wanted = file.relative_to(self.root.resolve()).as_posix()
            except ValueError:
                wanted = file.name
            there = [name for same in names.values() for name in same]
            self._near[file] = difflib.get_close_matches(wanted, there, 1, 0.6)
        return self._near.get(file, [])


class _NotFoundError(PictureError):
    """A picture that is not there to be read."""

    def __init__(self, code: str, reason: str, hint: str) -> None:
        super().__init__(reason, hint)
        self.code = code


def _read_file(file: Path) -> Asset:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise PictureError(f"has more than {MAX_BYTES // 1_000_000} MB", "scale it down")
        data = file.read_bytes()
    except OSError as error:
        raise PictureError("cannot be opened", "check that you may read the file") from error
    return _read_bytes(data)


def _read_bytes(data: bytes) -> Asset:
    """Recognise a picture by its content: file names often lie."""
    asset = read_raster(data)
    if asset is None and looks_like_svg(data):
        asset = read_svg(data)
    if asset is None:
        raise PictureError(
            "is empty" if not data else "is no picture of a known kind",
            "use PNG, JPEG, SVG, GIF, WebP, BMP or TIFF",
        )  # fmt: skip
    return asset


def _data_of(source: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397)."""
    if len(source) > MAX_INLINE:
        raise PictureError("is too long", "save it as a file beside the notes")
    head, comma, body = source.strip().partition(",")
    if not comma:
        raise PictureError("is cut short", "save it as a file beside the notes")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body))
    except (Base64Error, ValueError) as error:
        raise PictureError("is damaged", "save it as a file beside the notes") from error


def _picture_files(root: Path) -> list[str]:
    """The pictures below the manuscript's folder; hidden folders are left out and links are not followed."""
    found: list[str] = []
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(files) + 1
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in files
                  if Path(name).suffix.lower() in _ENDINGS]  # fmt: skip
        if seen > _MOST_FILES:
            break
    return sorted(found)


def _hint(error: PictureError) -> str:
    return f"{error.hint[:1].upper()}{error.hint[1:]}." if error.hint else ""
