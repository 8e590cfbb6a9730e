"""mdBook, GitBook with its successor HonKit, and docsify: a list in Markdown, and settings beside it."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from studypress.config import BookConfig
from studypress.manuscript.conventions.contents import first_title, read_contents
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, Pages
from studypress.manuscript.listing import OPENINGS, Entry, Listing

SUMMARY = "SUMMARY.md"
GITBOOK, GITBOOK_SETTINGS = "GitBook", "book.json"
_SYNCED = ".gitbook.yaml"
"""Where GitBook's present service keeps root and structure ("Content configuration")."""
_SIDEBAR = "_sidebar.md"
_PLACES = ("src", "docs", "book")
"""Folders of a book's pages."""


def mdbook(folder: Folder) -> Listing | None:
    """Read `src/SUMMARY.md` and `[book]` of `book.toml` (mdBook, "SUMMARY.md" and "General configuration")."""
    return _mdbook_in(folder, "")


def mdbook_below(folder: Folder) -> Listing | None:
    """Read the only mdBook in a folder of this one, as `docs` beside a program, where all other pages are READMEs."""
    base = folder.only_book("book.toml")
    return _mdbook_in(folder, base) if base else None


def _mdbook_in(folder: Folder, base: str) -> Listing | None:
    table = mdbook_settings(folder, posixpath.join(base, "book.toml"))
    if table is None:
        return None
    src = str(table.get("src") or "src")
    facts = about(table.get("title"), table.get("authors"), table.get("language"), table.get("description"))
    return _listing("mdBook", folder, posixpath.normpath(posixpath.join(base, src, SUMMARY)), facts)


def mdbook_settings(folder: Folder, name: str) -> dict[str, Any] | None:
    """Give the table `[book]` of an mdBook's `book.toml`; None when the file is ours, or is none."""
    table = folder.table(name)
    ours = set(table) & (set(BookConfig.__dataclass_fields__))
    book = table.get("book", {} if "output" in table else None)
    return book if isinstance(book, dict) and not ours else None


def gitbook(folder: Folder) -> Listing | None:
    """Read `SUMMARY.md`, where `book.json` says that it is (HonKit, "Configuration"), and title and author there.

    Where it is not there, since that folder is made of another one, the one that there is.
    """
    table = folder.table(GITBOOK_SETTINGS) or folder.table(_SYNCED)
    root = str(table.get("root") or ".")
    structure = table.get("structure")
    name = structure.get("summary") if isinstance(structure, dict) else None
    said = posixpath.normpath(posixpath.join(root, str(name or SUMMARY)))
    source = folder.first(said, SUMMARY, *(f"{place}/{SUMMARY}" for place in _PLACES)) or said
    title = table.get("title") or _title_of_readme(folder, source)
    facts = about(title, table.get("author"), table.get("language"), table.get("description"))
    return _listing(GITBOOK, folder, source, facts)


def docsify(folder: Folder) -> Listing | None:
    """Read `_sidebar.md`, in the folder or in its `docs`, and those of folders that it names (docsify, "Sidebar").

    The list may have another name, which docsify's settings say: `loadSidebar: 'toc.md'`.
    """
    source = folder.first(*_said_sidebars(folder), _SIDEBAR, f"docs/{_SIDEBAR}")
    title = _title_of_site(folder, source) or _title_of_readme(folder, source)
    text = folder.text(source) if source else None
    if text is None:
        return None
    base = posixpath.dirname(source)
    pages = Pages(folder, source, base, base)
    entries = tuple(_with_lists_below(read_contents(text, pages), pages))
    if len(entries) == 1 and not entries[0].path and any(entry.part for entry in entries[0].children):
        entries = entries[0].children
    return Listing("docsify", source, entries, about(title), tuple(pages.problems)) if entries else None


def _with_lists_below(entries: Iterable[Entry], pages: Pages) -> Iterator[Entry]:
    """Make a part of the page that opens a folder, where the site shows the folder's own list beside it."""
    for entry in entries:
        below = posixpath.dirname(entry.path)
        own = posixpath.join(below, posixpath.basename(pages.source))
        is_opening = not entry.children and posixpath.splitext(posixpath.basename(entry.path))[0].lower() in OPENINGS
        text = pages.folder.text(own) if is_opening and below != pages.base else None
        if text is None:
            yield replace(entry, children=tuple(_with_lists_below(entry.children, pages)))
            continue
        inner = replace(pages, source=own, elsewhere=below, repeats=True)
        children = tuple(_with_lists_below(read_contents(text, inner), inner))
        yield replace(entry, children=children, part=bool(children))


def _said_sidebars(folder: Folder) -> list[str]:
    """The lists that the settings of sites name, in the folder or in its `docs`."""
    said = {base: _setting(folder, base, "loadSidebar") for base in ("", "docs")}
    return [posixpath.join(base, name.lstrip("/")) for base, name in said.items() if name]


def _title_of_site(folder: Folder, source: str) -> str:
    """What a site is called in the page that shows it: `name` in docsify's settings (docsify, "Configuration")."""
    return _setting(folder, posixpath.dirname(source), "name") if source else ""


def _setting(folder: Folder, base: str, key: str) -> str:
    """A text of docsify's settings, in the page that shows a site; empty where there is none."""
    page = folder.text(posixpath.join(base, "index.html")) or ""
    found = re.search(rf"""\b{key}["']?\s*:\s*(["'])([^"'<>\n]{{1,100}})\1""", page.partition("$docsify")[2])
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
