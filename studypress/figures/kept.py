"""Drawings and pictures that were made once, found again by all that they were made from."""

import json

from studypress.cache import Cache, key_of
from studypress.figures.assets import PictureError
from studypress.figures.raster import read_raster
from studypress.figures.svg import read_svg
from studypress.fingerprint import fingerprint
from studypress.model import Asset

Drawing = tuple[Asset, Asset | None]
"""A drawing with its labels, and without."""

_DRAWINGS, _PICTURES = "drawings", "pictures"


class Kept:
    """The drawings and pictures of one manuscript; without a cache none is kept, and none found."""

    def __init__(self, cache: Cache | None) -> None:
        self._cache = cache

    def holds(self, *made_from: str) -> bool:
        """Whether a drawing made from this is kept, be it fit to be shown or not."""
        return self._cache is not None and self._cache.find(_DRAWINGS, _key(made_from)) is not None

    def find(self, *made_from: str) -> Drawing | None:
        """The drawing made from this by this very program; None when there is none."""
        data = self._cache.find(_DRAWINGS, _key(made_from)) if self._cache else None
        if data is None:
            return None
        try:
            entry = json.loads(data)
            blank = read_svg(entry["blank"].encode()) if entry["blank"] else None
            return read_svg(entry["svg"].encode()), blank
        except PictureError:  # what may be shown has changed since
            return None

    def keep(self, drawing: Drawing, *made_from: str) -> None:
        """Keep a drawing."""
        svg, blank = drawing
        text = json.dumps({"svg": svg.data.decode(), "blank": blank.data.decode() if blank else ""}, ensure_ascii=False)
        if self._cache:
            self._cache.keep(_DRAWINGS, _key(made_from), text.encode())

    def find_picture(self, *made_from: str) -> Asset | None:
        """The picture made from this, its pixels as its size; None when there is none."""
        data = self._cache.find(_PICTURES, _key(made_from)) if self._cache else None
        try:
            return read_raster(data) if data else None
        except PictureError:
            return None

    def keep_picture(self, asset: Asset, *made_from: str) -> None:
        """Keep a picture."""
        if self._cache:
            self._cache.keep(_PICTURES, _key(made_from), asset.data)


def _key(made_from: tuple[str, ...]) -> str:
    return key_of(fingerprint(), *made_from)
