"""mdBook, GitBook with its successor HonKit, and docsify: a list in Markdown, and settings beside it."""

import json
import posixpath
import re
import tomllib
from typing import Any

from studypress.config import BookConfig
from studypress.manuscript.conventions.contents import first_title, read_contents
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, Pages
from studypress.manuscript.listing import Listing
from studypress.manuscript.yaml import YamlError, read_yaml

SUMMARY = "SUMMARY.md"
_PLACES = ("src", "docs", "book")
"""Folders of a book's pages."""


def mdbook(folder: Folder) -> Listing | None:
    """Read `src/SUMMARY.md` and `[book]` of `book.toml` (mdBook, "SUMMARY.md" and "General configuration")."""
    table = mdbook_settings(folder.text("book.toml") or "")
    if table is None:
        return None
    src = str(table.get("src") or "src")
    facts = about(table.get("title"), table.get("authors"), table.get("language"), table.get("description"))
    return _listing("mdBook", folder, posixpath.normpath(posixpath.join(src, SUMMARY)), facts)


def mdbook_settings(text: str) -> dict[str, Any] | None:
    """Give the table `[book]` of an mdBook's `book.toml`; None when the file is ours, or is none."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    ours = set(table) & (set(BookConfig.__dataclass_fields__))
    book = table.get("book", {} if "output" in table else None)
    return book if isinstance(book, dict) and not ours else None


def gitbook(folder: Folder) -> Listing | None:
    """Read `SUMMARY.md`, where `book.json` says that it is (HonKit, "Configuration"), and title and author there.

    Where it is not there, since that folder is made of another one, the one that there is.
    """
    table = _json(folder.text("book.json")) or _synced(folder.text(".gitbook.yaml"))
    root = str(table.get("root") or ".")
    structure = table.get("structure")
    name = structure.get("summary") if isinstance(structure, dict) else None
    said = posixpath.normpath(posixpath.join(root, str(name or SUMMARY)))
    source = folder.first(said, SUMMARY, *(f"{place}/{SUMMARY}" for place in _PLACES)) or said
    title = table.get("title") or _title_of_readme(folder, source)
    facts = about(title, table.get("author"), table.get("language"), table.get("description"))
    return _listing("GitBook", folder, source, facts)


def docsify(folder: Folder) -> Listing | None:
    """Read `_sidebar.md`, in the folder or in its `docs` (docsify, "Sidebar")."""
    source = folder.first("_sidebar.md", "docs/_sidebar.md")
    title = _title_of_site(folder, source) or _title_of_readme(folder, source)
    return _listing("docsify", folder, source, about(title)) if source else None


def _title_of_site(folder: Folder, source: str) -> str:
    """What a site is called in the page that shows it: `name` in docsify's settings (docsify, "Configuration")."""
    page = folder.text(posixpath.join(posixpath.dirname(source), "index.html")) if source else None
    found = re.search(r"""\bname["']?\s*:\s*(["'])([^"'<>\n]{1,100})\1""", (page or "").partition("$docsify")[2])
    return found[2] if found else ""


def _title_of_readme(folder: Folder, source: str) -> str:
    """What a book is called that has no title in its settings: as the README beside its list is (HonKit, "title")."""
    readme = folder.text(posixpath.join(posixpath.dirname(source), "README.md")) if folder.has(source) else None
    return first_title(readme or "")


def _listing(convention: str, folder: Folder, source: str, facts: BookConfig) -> Listing | None:
    text = folder.text(source)
    if text is None:
        return None
    base = posixpath.dirname(source)
    pages = Pages(folder, source, base, base)
    entries = read_contents(text, pages)
    return Listing(convention, source, entries, facts, tuple(pages.problems)) if entries else None


def _synced(text: str | None) -> dict[str, Any]:
    """GitBook's present service keeps root and structure in `.gitbook.yaml` ("Content configuration")."""
    try:
        table = read_yaml(text or "")
    except YamlError:
        return {}
    return table if isinstance(table, dict) else {}


def _json(text: str | None) -> dict[str, Any]:
    try:
        table = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}
