"""Nextra: the `_meta` file of each folder has the order of its pages, and what they are called."""

import posixpath
from collections.abc import Iterator
from typing import Any

from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.listing import DEEPEST, Entry, Listing

_TOPS = ("", "pages", "src/pages", "content", "src/content")
"""Folders that the pages of a site may be in."""
_METAS = ("_meta.json", *(f"_meta.{ending}" for ending in ("js", "ts", "jsx", "tsx")))


def nextra(folder: Folder) -> Listing | None:
    """Read `_meta.json` or `_meta.js` of the folder of pages and of those below it (Nextra, "_meta.js File")."""
    for top in _TOPS:
        if source := _meta(folder, top):
            return Listing("Nextra", source, tuple(_entries(folder, top, 0)), about())
    return None


def _entries(folder: Folder, top: str, depth: int) -> Iterator[Entry]:
    """Pages and folders as the list has them, then those that it does not name, by name."""
    meta, found = folder.table(_meta(folder, top)), _names(folder, top) if depth <= DEEPEST else {}
    for name in dict.fromkeys((*(name for name in meta if name in found), *found)):
        page, below = found[name]
        children = tuple(_entries(folder, below, depth + 1)) if below else ()
        if page or children:
            yield Entry(_title(meta.get(name)), page, 0, children)


def _names(folder: Folder, top: str) -> dict[str, tuple[str, str]]:
    """What the list may name: without its ending, the page of that name, and the folder; the opening page first."""
    found: dict[str, tuple[str, str]] = {}
    for name in folder.names(top):
        path, stem = posixpath.join(top, name), posixpath.splitext(name)[0]
        if name[0] in "._":
            continue
        if is_page(name) and folder.has(path):
            found[stem] = (path, found.get(stem, ("", ""))[1])
        elif folder.is_own_folder(path):
            found[name] = (found.get(name, ("", ""))[0], path)
    return dict(sorted(found.items(), key=lambda each: each[0] != "index"))


def _meta(folder: Folder, top: str) -> str:
    """The file that has the order of a folder; empty where none is."""
    return folder.first(*(posixpath.join(top, name) for name in _METAS))


def _title(value: Any) -> str:
    """A title, or the `title` of a table; what a program makes of it is not known, and the page's own is taken."""
    title = value.get("title") if isinstance(value, dict) else value
    return title if isinstance(title, str) else ""
