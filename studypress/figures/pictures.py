"""Pictures that the author names: found below the manuscript, recognised by their content, made fit for a book."""

import base64
import re
from binascii import Error as Base64Error
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from studypress.figures.assets import PictureError
from studypress.figures.finding import Finder
from studypress.figures.raster import read_raster
from studypress.figures.record import RECORD, address_of, checksum, read_record
from studypress.figures.svg import looks_like_svg, read_svg
from studypress.manuscript import file_inside
from studypress.manuscript.notebooks.notebook import (
    Cell,
    NotebookError,
    is_attached,
    names_picture,
    picture_of,
    read_notebook,
)
from studypress.model import Asset, Image
from studypress.problems import Problem, problem
from studypress.wording import Sentence, said, shortened

MAX_BYTES = 50_000_000
"""Of a picture file."""
MAX_INLINE = 10_000_000
"""Characters of a picture written into the source as `data:`."""

_REMOTE = re.compile(
    r"\s*(?!file:)(?:[a-z][a-z0-9+.-]{1,}:)?//(?!/)|\s*(?:https?|ftps?|blob|cid|javascript|vbscript):", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"\s*(?:file:|(?:[a-z]:)?[/\\])", re.IGNORECASE)
"""A path from the top of a disk: `C:\\Users\\…`, `/Users/…`, `file://C:/Users/…`."""
_DATA = re.compile(r"\s*data:", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9.]+)(.*)")


class Album:
    """The pictures of one manuscript, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._finder = Finder(self._root)
        self._record = read_record(self._root)
        self._read: dict[Path, Asset | PictureError] = {}
        self._notebook: tuple[str, tuple[Cell, ...]] = "", ()
        """The one whose pictures were read last; those of a chapter come one after the other."""

    def fill(self, image: Image) -> tuple[Image, list[Problem]]:
        """Fill in a picture's asset and its width; without one a placeholder will name the source."""
        problems: list[Problem] = []
        try:
            asset = self._asset(image, problems)
        except _NotFoundError as error:
            return image, [problem(error.code, image.place, error.reason, error.hint)]
        except PictureError as error:
            message = (
                said("The picture written into the text {reason}.", reason=error.reason)
                if _DATA.match(image.source)
                else said("The picture “{name}” {reason}.", name=shortened(unquote(image.source)), reason=error.reason)
            )
            return image, [problem("bad-image", image.place, message, error.hint)]
        return replace(image, asset=asset, width=_width_of(image, asset), height="", zoom=1.0), problems

    def _asset(self, image: Image, problems: list[Problem]) -> Asset:
        """The picture that an image names. Raises PictureError."""
        source, base = image.source, image.place.path
        if not source.strip():
            raise _NotFoundError(
                "missing-image", said("A picture has no file name."), said("Write its path between the brackets.")
            )
        if _DATA.match(source):
            return read_picture(_data_of(source))
        if image.place.cell and names_picture(source):
            return self._in_notebook(image)
        if _REMOTE.match(source):
            return self._localized(image, problems)
        found = self._finder.find(source, base)
        is_here = found.file is not None and found.file.is_file()
        if not is_here and (copied := self._copied(image, problems)):
            return copied
        if found.file is None:
            reason = said("The picture “{name}” is outside the manuscript's folder.", name=shortened(unquote(source)))
            hint = said("Copy it beside the notes and write its path from the file it stands in.")
            raise _NotFoundError("missing-image", reason, hint)
        if not found.file.is_file():
            reason = said("There is no picture “{name}”.", name=shortened(unquote(source)))
            raise _NotFoundError("missing-image", reason, self._finder.nearest(found.file, base))
        if found.spelling:
            message = said(
                "The picture “{name}” is spelt “{spelling}” on the disk.",
                name=shortened(source),
                spelling=shortened(found.spelling),
            )
            hint = said("Spell it so in the notes too: Linux and the web do not take one for the other.")
            problems.append(problem("image-spelling", image.place, message, hint))
        return self._of_file(found.file)

    def _localized(self, image: Image, problems: list[Problem]) -> Asset:
        """A picture of the web that `localize` has fetched. Raises PictureError when it has not."""
        entry = self._record.get(address_of(image.source))
        file = file_inside(self._root, "", entry.file) if entry else None
        if entry is None or file is None or not file.is_file():
            if copied := self._copied(image, problems):
                return copied
            name = shortened(image.source)
            reason = said("The picture “{name}” is on the web, and nothing is fetched from there.", name=name)
            hint = said("Run build.py localize, or save it beside the notes and write its file name instead.")
            raise _NotFoundError("remote-image", reason, hint)
        asset = self._of_file(file)
        if entry.sha256 != checksum(file.read_bytes()):
            name = shortened(entry.file)
            message = said("“{name}” is no longer the picture that was fetched from its address.", name=name)
            hint = said(
                "Delete it to fetch it again, or delete its entry in {record} and name the file in the notes.",
                record=RECORD,
            )
            problems.append(problem("image-changed", image.place, message, hint))
        return asset

    def _copied(self, image: Image, problems: list[Problem]) -> Asset | None:
        """The picture beside the notes that one which is not here is a copy of, if there is one."""
        is_far = bool(_REMOTE.match(image.source) or _ABSOLUTE.match(image.source))
        file = self._finder.copy_of(image.source, image.place.path, is_far=is_far)
        if file is None:
            return None
        name = self._finder.path_from(image.place.path, file)
        message = said(
            "The picture “{source}” is not here; “{name}” is shown.", source=shortened(image.source), name=name
        )
        problems.append(problem("image-elsewhere", image.place, message, said("Write that name in the notes.")))
        return self._of_file(file)

    def _in_notebook(self, image: Image) -> Asset:
        """A picture that a cell put out, or that was put into its text. Raises PictureError."""
        path, number = image.place.path, image.place.cell
        try:
            if self._notebook[0] != path:
                self._notebook = path, read_notebook((self._root / path).read_bytes())
            data = picture_of(self._notebook[1][number - 1], image.source)
        except NotebookError as error:
            raise PictureError(error.reason, said("Run the cell again, or put the picture in again.")) from error
        if data is not None:
            return read_picture(data)
        if is_attached(image.source):
            reason = said("The cell has no picture “{name}”.", name=shortened(unquote(image.source)))
            raise _NotFoundError("missing-image", reason, said("Put the picture into the cell again."))
        reason = said("The output of this cell can be seen only in a browser.")
        raise _NotFoundError(
            "missing-image", reason, said("Have the cell draw a picture as well, or tag it remove-output.")
        )

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


def _width_of(image: Image, asset: Asset) -> str:
    """Make one CSS width of the size that the author gave; empty for the picture's own. It always keeps its shape."""
    ratio = asset.width / asset.height
    width, height = _LENGTH.match(image.width), _LENGTH.match(image.height)
    if height and (not width or width[2] == height[2]):
        sides = [float(height[1]) * ratio, *([float(width[1])] if width else [])]
        return f"{round(min(sides), 2):g}{height[2]}"
    if not image.width and image.zoom != 1:
        return f"{round(asset.width * image.zoom, 2):g}px"
    return image.width


class _NotFoundError(PictureError):
    """A picture that is not there to be read."""

    def __init__(self, code: str, reason: Sentence, hint: Sentence) -> None:
        super().__init__(reason, hint)
        self.code = code


def _read_file(file: Path) -> Asset:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise PictureError(
                said("is larger than {number} MB", number=MAX_BYTES // 1_000_000), said("Scale it down.")
            )
        data = file.read_bytes()
    except OSError as error:
        raise PictureError(said("cannot be opened"), said("Check that you may read the file.")) from error
    return read_picture(data)


def read_picture(data: bytes) -> Asset:
    """Recognise a picture by its content: file names often lie. Raises PictureError."""
    asset = read_raster(data)
    if asset is None and looks_like_svg(data):
        asset = read_svg(data)
    if asset is None and data.startswith(b"%PDF-"):
        raise PictureError(
            said("is a PDF"), said("Save its page as SVG: {command}", command="pdftocairo -svg a.pdf a.svg")
        )
    if asset is None:
        reason = said("is not a picture of a known kind") if data else said("is empty")
        raise PictureError(reason, said("Use PNG, JPEG, SVG, WebP, AVIF, GIF, BMP or TIFF."))
    return asset


_AS_A_FILE = said("Save it as a file beside the notes.")


def _data_of(source: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397)."""
    if len(source) > MAX_INLINE:
        raise PictureError(said("is too long"), _AS_A_FILE)
    head, comma, body = source.strip().partition(",")
    if not comma:
        raise PictureError(said("is cut short"), _AS_A_FILE)
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body))
    except (Base64Error, ValueError) as error:
        raise PictureError(said("is damaged"), _AS_A_FILE) from error
