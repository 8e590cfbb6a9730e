"""Drawings and pictures that were made once, found again by all that they were made from."""

from studypress.cache import Cache, key_of
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
        """Whether a drawing made from this is kept."""
        return self._cache is not None and self._cache.holds(_DRAWINGS, _key(made_from))

    def find(self, *made_from: str) -> Drawing | None:
        """The drawing made from this by this very program; None when there is none."""
        found: Drawing | None = self._cache.find_object(_DRAWINGS, _key(made_from)) if self._cache else None
        return found

    def keep(self, drawing: Drawing, *made_from: str) -> None:
        """Keep a drawing."""
        if self._cache:
            self._cache.keep_object(_DRAWINGS, _key(made_from), drawing)

    def find_picture(self, *made_from: str) -> Asset | None:
        """The picture made from this, its pixels as its size; None when there is none."""
        found: Asset | None = self._cache.find_object(_PICTURES, _key(made_from)) if self._cache else None
        return found

    def keep_picture(self, asset: Asset, *made_from: str) -> None:
        """Keep a picture."""
        if self._cache:
            self._cache.keep_object(_PICTURES, _key(made_from), asset)


def _key(made_from: tuple[str, ...]) -> str:
    return key_of(fingerprint(), *made_from)
