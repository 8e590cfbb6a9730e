"""What Notion exports as “Markdown & CSV”: a page is a file, and the pages in it are in a folder of its name.

Every name ends with 32 digits. The order is that of the links in each page.
"""

import csv
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from html import escape
from io import StringIO
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from studypress.manuscript.conventions.contents import first_title
from studypress.manuscript.conventions.facts import about
from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.fences import without_code
from studypress.manuscript.listing import DEEPEST, Entry, Listing, in_order
from studypress.manuscript.order import natural_key
from studypress.manuscript.source import SourceFile

NOTION = "Notion"
_CSV = ".csv"

_EXPORTED = re.compile(r"((.+) [0-9a-f]{32})(?:\.md|\.csv)?")
"""A name as Notion makes it, of a page, of a table, or of the folder of what is in them."""
_ID = 33
"""Characters at the end of such a name that tell two of one title apart."""

_LINK = re.compile(r"(?<!!)\]\(([^()\s<>]+)\)")
_LINE_OF_LINK = re.compile(r"\[.+\]\([^()\s<>]+\)")
_TABLE = re.compile(r"\[([^\[\]]+)\]\(([^()\s<>]+\.csv)\)")
_ON_THE_WEB = re.compile(r"(?<=\]\()https://www\.notion\.so/[^()\s<>]*?([0-9a-f]{32})(?:\?[^()\s<>]*)?(?=\))")
_ICON = re.compile(r'<img src="https://www\.notion\.so/icons/[^"]*"[^<>]*/?> ?')
_PROPERTY = re.compile(r"[^\s:：#>|\-][^:：]{0,40}: \S")


def notion(folder: Folder) -> Listing | None:
    """Read the pages of an export (Notion, “Export your content”)."""
    top = _top(folder)
    found = tuple(_inside(folder, top, "", 0))
    entries = tuple(_without_linked(found, _tables_linked(folder, found)))
    pages = filter(is_page, folder.names(top))
    if not entries or not all(map(_EXPORTED.fullmatch, pages)):
        return None
    home, *others = entries
    if others or not (home.path and home.children):
        return Listing(NOTION, next(place.entry.path for place in in_order(entries) if place.entry.path), entries)
    text = folder.text(home.path) or ""
    own = () if _is_contents(text) else (replace(home, children=(), uncounted=True),)
    return Listing(NOTION, home.path, (*own, *home.children), about(first_title(text)))


def _top(folder: Folder) -> str:
    """The folder that all is in: an archive holds `Export-…`, and that a folder for each space."""
    top = ""
    for _ in range(DEEPEST):
        names = [posixpath.join(top, name) for name in folder.names(top)]
        inner = [name for name in names if folder.is_own_folder(name)]
        if len(inner) != 1 or any(_EXPORTED.fullmatch(PurePosixPath(name).name) for name in names):
            break
        top = inner[0]
    return top


def _inside(folder: Folder, below: str, page: str, depth: int) -> Iterator[Entry]:
    """What is in the folder of a page: first what the page links, in its order, last the pages of tables."""
    names = filter(None, map(_EXPORTED.fullmatch, folder.names(below)))
    stems = {posixpath.join(below, name[1]) for name in names}
    base = posixpath.dirname(page)
    links = (posixpath.join(base, unquote(link[1])) for link in _LINK.finditer(folder.text(page) or "" if page else ""))
    order = {stem: -at for at, stem in enumerate(reversed([posixpath.splitext(link)[0] for link in links]))}
    for stem in sorted(stems, key=lambda stem: (order.get(stem, 1), not folder.has(f"{stem}.md"), natural_key(stem))):
        yield from _entry(folder, stem, depth)


def _entry(folder: Folder, stem: str, depth: int) -> Iterator[Entry]:
    """A page, or a table, with the pages in it."""
    page = folder.first(f"{stem}.md", f"{stem}{_CSV}")
    below = next((name for name in (stem, stem[:-_ID]) if folder.is_own_folder(name)), "")
    children = tuple(_inside(folder, below, page, depth + 1)) if below and depth < DEEPEST else ()
    is_table = not is_page(page)
    if page or children:
        title = PurePosixPath(stem).name[:-_ID] if is_table else ""
        yield Entry(title, page, children=children, part=is_table and bool(children))


def _without_linked(entries: Iterable[Entry], linked: Set[str]) -> Iterator[Entry]:
    """Leave out the tables that a page links, which are printed there; of one that holds pages the title stays."""
    for entry in entries:
        children = tuple(_without_linked(entry.children, linked))
        if entry.path not in linked:
            yield replace(entry, children=children)
        elif children:
            yield replace(entry, path="", children=children)


def _tables_linked(folder: Folder, entries: Iterable[Entry]) -> Set[str]:
    """The tables that stand alone on a line of a page."""
    pages = [place.entry.path for place in in_order(entries) if is_page(place.entry.path)]
    return {
        posixpath.join(posixpath.dirname(page), unquote(found[2]))
        for page in pages
        for line in (folder.text(page) or "").split("\n")
        if (found := _TABLE.fullmatch(line.strip()))
    }


def _is_contents(text: str) -> bool:
    """Whether a page has nothing but its title and links."""
    lines = [line.strip() for line in text.split("\n")]
    return all(not line or line.startswith("#") or _LINE_OF_LINK.fullmatch(line) for line in lines)


# --- Pages ----------------------------------------------------------------------------------------------------


def from_notion(files: Sequence[SourceFile], folder: Folder) -> tuple[SourceFile, ...]:
    """Rewrite pages as Markdown has what Notion exports otherwise; each line stays a line.

    Properties are lines, a table of its own is a table, and a link to a page's address on the web leads to the page.
    """
    pages = {posixpath.splitext(file.path)[0][1 - _ID :]: file.path for file in files}
    return tuple(replace(file, text=_rewritten(file, folder, pages)) for file in files)


def _rewritten(file: SourceFile, folder: Folder, pages: dict[str, str]) -> str:
    if file.path.endswith(_CSV):
        return _table(folder, file.path, "") or file.text
    base = posixpath.dirname(file.path)

    def here(link: re.Match[str]) -> str:
        page = pages.get(link[1])
        return quote(posixpath.relpath(page, base or ".")) if page else link[0]

    lines = _ICON.sub("", _ON_THE_WEB.sub(here, file.text)).split("\n")
    outside = set(without_code(file.text).split("\n"))
    for at, line in enumerate(lines):
        if (table := _TABLE.fullmatch(line.strip())) and line in outside:
            lines[at] = _table(folder, posixpath.join(base, unquote(table[2])), table[1]) or line
    for at in _properties(lines):
        lines[at] += "  "
    return "\n".join(lines)


def _properties(lines: Sequence[str]) -> Iterator[int]:
    """The lines of a page's properties but the last: they stand right below its title."""
    at = 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    if not lines[0].startswith("# "):
        return
    end = next((end for end in range(at, len(lines)) if not _PROPERTY.match(lines[end])), len(lines))
    if end == len(lines) or not lines[end].strip():
        yield from range(at, end - 1)


def _table(folder: Folder, path: str, name: str) -> str:
    """A table of CSV as HTML has it, on one line; empty where there is none, or it cannot be read."""
    try:
        rows = list(csv.reader(StringIO((folder.text(path) or "").removeprefix("\ufeff"))))
    except csv.Error:
        return ""
    head, *body = ["".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) for tag, row in _tagged(rows)] or [""]
    if not head:
        return ""
    caption = f"<caption>{escape(name)}</caption>" if name else ""
    shown = f"{caption}<thead><tr>{head}</tr></thead>"
    return f"<table>{shown}<tbody>{''.join(f'<tr>{row}</tr>' for row in body)}</tbody></table>".replace("\n", "<br>")


def _tagged(rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((("td" if at else "th"), row) for at, row in enumerate(rows) if row)
