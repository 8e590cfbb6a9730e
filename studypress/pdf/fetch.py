"""The only way WeasyPrint reaches anything: pictures of the book, faces of the program and the author, nothing else."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from weasyprint.urls import URLFetcher, URLFetcherResponse

from studypress.documents import ASSET_SCHEME
from studypress.model import Asset
from studypress.typefaces import FONT_SCHEME

BASE = "studypress:"
"""The base of every relative address. urllib joins nothing to a scheme it does not know, so that `images/a.png` arrives
here, and is named in the problem, as the author wrote it."""

_RASTER_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
"""How PNG, JPEG, GIF and WebP files begin. A `data:` address of one is inside the book already; a font,
a style sheet or an SVG drawing with addresses of its own is refused."""


_NONE: Mapping[str, Path] = MappingProxyType({})


class Refused(Exception):  # noqa: N818  # what happened, not an error of the program
    """An address that is not the book's own."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serve pictures and faces, and remember what was refused. Opens no connection and no other file."""

    def __init__(self, assets: Mapping[str, Asset], fonts: Path, own: Mapping[str, Path] = _NONE) -> None:
        # Deliberately without `super().__init__`, which would install handlers for http, ftp and file.
        self._fail_on_errors = False
        self.assets = assets
        self._fonts, self._own = fonts, own
        self.refused: dict[str, None] = {}
        self.missing_faces: dict[str, None] = {}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give what `url` names. Raises `Refused` for all but assets, faces and small raster pictures in `data:`."""
        if url.startswith(ASSET_SCHEME) and (asset := self.assets.get(url.removeprefix(ASSET_SCHEME))):
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
        if self.face(url):
            return URLFetcherResponse(url, b"", {"Content-Type": "font/ttf"})  # `Faces` takes it from where it is
        if url.startswith("data:image/") and (data := _raster(url)):
            return URLFetcherResponse(url, data, {"Content-Type": url[5:].split(";")[0].split(",")[0]})
        self.refused[url] = None
        raise Refused(url)

    def open(self, url: object, data: object = None, timeout: object = None) -> URLFetcherResponse:
        """The other door that urllib's class has leads to the same place."""
        return self.fetch(str(getattr(url, "full_url", url)))

    def face(self, url: str) -> Path | None:
        """The file of the face that an address names; None for other addresses, and for a face that is not there."""
        name = url.removeprefix(FONT_SCHEME)
        if name == url or "/" in name or "\\" in name:
            return None
        file = self._own.get(name) or self._fonts / name
        if not file.is_file():
            self.missing_faces[name] = None
            return None
        return file


def _raster(url: str) -> bytes | None:
    """Decode a `data:` address (RFC 2397) that holds a raster picture; None for anything else."""
    header, _, body = url.partition(",")
    data = unquote_to_bytes(body)
    if header.endswith(";base64"):
        try:
            data = base64.b64decode(data)
        except binascii.Error:
            return None
    return data if data.startswith(_RASTER_SIGNATURES) else None
