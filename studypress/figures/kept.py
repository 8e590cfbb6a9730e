"""Drawings and pictures that were made once, found again by all that they were made from."""

from typing import Generic, TypeVar

from studypress.cache import Cache, key_of
from studypress.fingerprint import fingerprint
from studypress.model import Asset

Drawing = tuple[Asset, Asset | None]
"""A drawing with its labels, and without."""

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """What is kept of one kind for a manuscript; without a cache none is, and none found."""

    def __init__(self, cache: Cache | None, kind: str) -> None:
        """The `kind` is a folder in the cache."""
        self._cache, self._kind = cache, kind

    def holds(self, *made_from: str) -> bool:
        """Whether one made from this is kept."""
        return self._cache is not None and self._cache.holds(self._kind, _key(made_from))

    def find(self, *made_from: str) -> Made | None:
        """The one made from this by this very program; None when there is none."""
        found: Made | None = self._cache.find_object(self._kind, _key(made_from)) if self._cache else None
        return found

    def keep(self, made: Made, *made_from: str) -> None:
        """Keep one."""
        if self._cache:
            self._cache.keep_object(self._kind, _key(made_from), made)


def _key(made_from: tuple[str, ...]) -> str:
    return key_of(fingerprint(), *made_from)
