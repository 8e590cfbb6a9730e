"""Docusaurus: the sidebars in a file of JavaScript or JSON, as far as they are written out there, or its folders."""

import json
import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, Pages
from studypress.manuscript.conventions.trees import Habits, Tree, front_of, pages_below, without_number
from studypress.manuscript.javascript import Script
from studypress.manuscript.listing import Entry, Listing
from studypress.problems import Place, problem
from studypress.wording import said

_ENDINGS = ("ts", "js", "mjs", "cjs", "mts", "json")
_HABITS = Habits(("index", "readme"), "sidebar_position", numbered=True, hidden=("unlisted",))
_DEEPEST = 8
"""Levels of a sidebar that are read."""


def docusaurus(folder: Folder) -> Listing | None:
    """Read `sidebars.js` (Docusaurus, "Sidebar items"); without one, the folders of `docs` are the list."""
    settings = folder.first(*(f"{top}docusaurus.config.{ending}" for top in ("", "website/") for ending in _ENDINGS))
    if not settings:
        return None
    config = _exported(folder, settings)
    docs_options = _find(config, "docs", dict) or {}
    base = posixpath.dirname(settings)
    docs = posixpath.normpath(posixpath.join(base, _text(docs_options, "path") or "docs"))
    source = _sidebars(folder, base, _text(docs_options, "sidebarPath"))
    facts = about(_text(config, "title"), (), _find(config, "defaultLocale", str), _text(config, "tagline"))
    tree = Tree(folder, _HABITS)
    if not source:
        entries = tree.entries(docs)
        return Listing("Docusaurus", settings, entries, facts, tuple(tree.problems)) if entries else None
    reader = _Reader(Pages(folder, source, docs, docs), tree, docs)
    entries = tuple(reader.sidebars(_exported(folder, source)))
    if not entries or (reader.unreadable and set(reader.ids.values()) - set(reader.pages.seen)):
        tree.problems.clear()
        message = said(
            "No whole sidebar is written out here, and nothing is run: the files are in the order of their folders."
        )
        hint = said("To choose the order: chapters = [...] in book.toml.")
        note = problem("contents-list", Place(source), message, hint)
        return Listing("Docusaurus", settings, tree.entries(docs), facts, (note, *tree.problems), docs)
    return Listing("Docusaurus", source, entries, facts, (*reader.pages.problems, *tree.problems))


def _exported(folder: Folder, source: str) -> Any:
    text = folder.text(source) or ""
    if not source.endswith(".json"):
        return Script.of(text).exported()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _sidebars(folder: Folder, base: str, said: str) -> str:
    names = [said, *(f"sidebars.{ending}" for ending in _ENDINGS)]
    return folder.first(*(posixpath.normpath(posixpath.join(base, name)) for name in names if name))


def _find(value: Any, key: str, kind: type, depth: int = 0) -> Any:
    """The first value of that kind below a key, however deep: presets and plugins nest their settings."""
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return None
    if isinstance(value, dict) and isinstance(value.get(key), kind):
        return value[key]
    below = value.values() if isinstance(value, dict) else value
    return next((found for each in below if (found := _find(each, key, kind, depth + 1)) is not None), None)


def _text(table: Any, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, str) else ""


class _Reader:
    def __init__(self, pages: Pages, tree: Tree, docs: str) -> None:
        self.pages = pages
        self.tree = tree
        self.docs = docs
        self.ids = {_id(pages.folder, path, docs): path for path in pages_below(pages.folder, docs)}
        self.unreadable = False
        """Whether a part of the list was met that only a program could tell."""

    def sidebars(self, value: Any) -> Iterator[Entry]:
        """One sidebar after the other."""
        if isinstance(value, dict):
            for sidebar in value.values():
                yield from self._items(sidebar, 0)
        else:
            self.unreadable = True

    def _items(self, value: Any, depth: int) -> Iterator[Entry]:
        if isinstance(value, dict):  # {"Guides": [...]}, short for categories
            for label, below in value.items():
                yield from self._category({"label": label, "items": below}, depth)
        elif isinstance(value, list) and depth <= _DEEPEST:
            for member in value:
                yield from self._item(member, depth)
        else:
            self.unreadable = True

    def _item(self, member: Any, depth: int) -> Iterator[Entry]:
        if isinstance(member, str):
            yield from self._page("", member)
            return
        match member.get("type") if isinstance(member, dict) else "":
            case "doc" | "ref":
                yield from self._page(_text(member, "label"), _text(member, "id"))
            case "autogenerated":
                top = posixpath.normpath(posixpath.join(self.docs, _text(member, "dirName")))
                yield from self._free(self.tree.entries(top))
            case "category":
                yield from self._category(member, depth)
            case "link" | "html":
                pass
            case None if member:
                yield from self._items(member, depth + 1)
            case _:
                self.unreadable = True

    def _category(self, member: dict[str, Any], depth: int) -> Iterator[Entry]:
        link = member.get("link")
        address = _text(link, "id")
        own = next(self._page("", address), None) if address else None
        below = tuple(self._items(member.get("items"), depth + 1))
        if own or below:
            yield Entry(_text(member, "label"), own.path if own else "", 0, below)

    def _page(self, label: str, name: str) -> Iterator[Entry]:
        if name and (entry := self.pages.entry(label, f"/{self._address(name)}", 0)):
            yield entry

    def _address(self, name: str) -> str:
        path = self.ids.get(name.strip("/"))
        return posixpath.relpath(path, self.docs or ".") if path else name.lstrip("/")

    def _free(self, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        """The entries whose pages are in no other place of the list."""
        for entry in entries:
            path = "" if entry.path in self.pages.seen else entry.path
            if path:
                self.pages.seen[path] = 0
            below = tuple(self._free(entry.children))
            if path or below:
                yield Entry(entry.title, path, 0, below)


def _id(folder: Folder, path: str, docs: str) -> str:
    """What sidebars call a page: its path, without numbers and ending, or as its front matter says."""
    inside = PurePosixPath(posixpath.relpath(path, docs or "."))
    name = front_of(folder, path).text("id") or without_number(inside.stem)
    return "/".join((*map(without_number, inside.parts[:-1]), name))
