"""Which file of the book a path means, in any tool's way of writing it."""

import posixpath
import re
from collections.abc import Iterator

from studypress.names import term_key

_ENDING = re.compile(r"\.(?:md|markdown|mdx|qmd|rmd|ipynb|txt|html?)$")
"""What a link may end in: the file as it is, or as the author's tool publishes it."""
_INDEX = re.compile(r"(?:^|/)(?:readme|_?index)$")
"""A folder's own file; GitBook and mdBook publish README.md as index.html."""


class BookFiles:
    """The files of a book, found by the paths that links give.

    A path as it stands counts first; then without its ending and its case, so that `Chapter.html` finds chapter.md and
    `guide/` its README; then, from the root of a site, without the folder that the site is published in.
    """

    def __init__(self, paths: list[str]) -> None:
        self._exact = set(paths)
        self._plain: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            plain = _plain(path)
            self._plain.setdefault(plain, path)
            self._by_name.setdefault(posixpath.basename(plain), []).append(path)

    def find(self, base: str, name: str) -> str:
        """The file of the book that `name` means in the file `base`; empty when there is none."""
        return next((found for path in _meanings(base, name) if (found := self._at(path))), "") or self._sole(name)

    def _at(self, path: str) -> str:
        return path if path in self._exact else self._plain.get(_plain(path), "")

    def _sole(self, name: str) -> str:
        """The only file of this name in these folders, wherever they lie: the root of a site may be any of them.

        Jekyll and docsify read from there what does not begin with `/` too.
        """
        plain = _plain(name.removeprefix("./"))
        if not plain or plain.startswith("../"):
            return ""
        named = self._by_name.get(posixpath.basename(plain), [])
        named = [path for path in named if f"/{_plain(path)}".endswith(f"/{plain.lstrip('/')}")]
        return named[0] if len(named) == 1 else ""


def joined(base: str, name: str) -> str:
    """The path, below the manuscript's folder, that `name` means in the file `base`."""
    path = name if name.startswith("/") else posixpath.join(posixpath.dirname(base), name)
    return posixpath.normpath(path).lstrip("/")


def _meanings(base: str, name: str) -> Iterator[str]:
    yield joined(base, name)
    if not name.startswith("/"):
        if not _ENDING.search(name.lower()):
            # Sites give a page a folder of its own, from which the links of its readers are read (Hugo, MkDocs).
            yield joined(_ENDING.sub("", base) + "/", name)
        return
    parts = name.strip("/").split("/")
    yield from ("/".join(parts[first:]) for first in range(1, min(len(parts), 4)))


def _plain(path: str) -> str:
    plain = _ENDING.sub("", term_key(path)).rstrip("/")
    return _INDEX.sub("", plain)
