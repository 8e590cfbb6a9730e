"""VuePress and VitePress: the sidebar in a file of JavaScript, as far as it is written out there."""

import posixpath
from collections.abc import Iterator
from typing import Any

from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, Pages
from studypress.manuscript.javascript import UNREADABLE
from studypress.manuscript.listing import DEEPEST, Entry, Listing
from studypress.problems import Place, problem
from studypress.wording import said

_ENDINGS = ("ts", "mts", "js", "mjs")


def vitepress(folder: Folder) -> Listing | None:
    """Read `themeConfig.sidebar` of `.vitepress/config` (VitePress, "Sidebar")."""
    return _listing(folder, "VitePress", ".vitepress")


def vuepress(folder: Folder) -> Listing | None:
    """Read the sidebar of `.vuepress/config` (VuePress, "Config Reference")."""
    return _listing(folder, "VuePress", ".vuepress")


def _listing(folder: Folder, convention: str, settings: str) -> Listing | None:
    """Read the list; an empty one where a part of it would have to be run: without that, pages would be lost."""
    names = [f"{base}{settings}/config.{ending}" for base in ("", "docs/") for ending in _ENDINGS]
    source = folder.first(*names)
    if not source:
        return None
    config = folder.table(source)
    top = source.partition(settings)[0].rstrip("/")
    src = config.get("srcDir")
    top = posixpath.normpath(posixpath.join(top, src)) if isinstance(src, str) else top
    reader = _Reader(Pages(folder, source, top, top))
    entries = tuple(reader.sidebar(_sidebar_of(config)))
    facts = about(config.get("title"), (), config.get("lang"), config.get("description"))
    if reader.unreadable or not entries:
        message = said(
            "No whole sidebar is written out here, and nothing is run: the files are in the order of their names."
        )
        hint = said("To choose the order: chapters = [...] in book.toml.")
        note = problem("contents-list", Place(source), message, hint)
        return Listing(convention, source, (), facts, (note,), top)
    return Listing(convention, source, entries, facts, tuple(reader.pages.problems))


def _sidebar_of(config: dict[str, Any]) -> Any:
    """The sidebar, which stands in the theme's settings, whatever these are called."""
    for table in (config, *(value for value in config.values() if isinstance(value, dict))):
        if "sidebar" in table:
            return table["sidebar"]
    return None


class _Reader:
    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.unreadable = False
        """Whether a part of the list was met that only a program could tell."""

    def sidebar(self, value: Any) -> Iterator[Entry]:
        """A list, or a table of lists by the part of the site that they are for."""
        if isinstance(value, dict):
            for prefix, below in value.items():
                if isinstance(below, dict):  # VitePress: {base, items}
                    prefix, below = str(below.get("base") or prefix), below.get("items")
                yield from self._entries(below, prefix.strip("/"), 0)
        else:
            yield from self._entries(value, "", 0)

    def _entries(self, value: Any, prefix: str, depth: int) -> Iterator[Entry]:
        if value is UNREADABLE or isinstance(value, str) or depth > DEEPEST:
            self.unreadable = True  # "auto", "structure": the theme makes the list
            return
        for member in value if isinstance(value, list) else []:
            match member:
                case str():
                    yield from self._page("", member, prefix)
                case [str() as address, str() as title]:  # VuePress 1
                    yield from self._page(title, address, prefix)
                case dict():
                    yield from self._of_keys(member, prefix, depth)
                case _:
                    self.unreadable = True

    def _of_keys(self, member: dict[str, Any], prefix: str, depth: int) -> Iterator[Entry]:
        title = _text(member, "text", "title")
        address = _text(member, "link", "path")
        inner = _text(member, "base", "prefix")
        below_prefix = posixpath.join("" if inner.startswith("/") else prefix, inner.strip("/")) if inner else prefix
        own = next(self._page(title, address, below_prefix if "base" in member else prefix), None) if address else None
        items: Any = next((member[key] for key in ("items", "children") if key in member), [])
        below = tuple(self._entries(items, below_prefix, depth + 1))
        if own or below:
            yield Entry(title, own.path if own else "", own.line if own else 0, below)

    def _page(self, title: str, address: str, prefix: str) -> Iterator[Entry]:
        target = address if address.startswith("/") or "://" in address else f"/{posixpath.join(prefix, address)}"
        if entry := self.pages.entry(title, target, 0):
            yield entry


def _text(member: dict[str, Any], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := member.get(key), str) and value), "")
