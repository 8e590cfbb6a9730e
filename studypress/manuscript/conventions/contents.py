"""Lists of contents that are Markdown themselves: `SUMMARY.md` of GitBook and mdBook, `_sidebar.md` of docsify."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from studypress.manuscript.conventions.folder import Pages
from studypress.manuscript.listing import OPENINGS, Entry

_OWN_TITLE = re.compile(
    r"summary|(table of )?contents|toc|index|sidebar|目录|目錄|目次|もくじ|总目录|全书目录|차례|목차", re.IGNORECASE
)
"""What a list is called by itself; such a heading is no part of the book."""

_TARGET = re.compile(r"\]\((?!<)([^()<>\n]+)\)")
_SPACE_WITHIN = re.compile(r"(?<=\S)[ \t]+[^\s\"']")
"""What parts two words of an address; behind such a space a quotation mark opens a title."""


def read_contents(text: str, pages: Pages) -> tuple[Entry, ...]:
    """Read a list of links: nested items, headings over them, and links that stand alone, which are not counted."""
    reader = _Reader(pages)
    for node in _nodes(_TARGET.sub(_quoted, text)):
        reader.take(node)
    return reader.finish()


def _quoted(link: re.Match[str]) -> str:
    """A link whose address has spaces, which is none in CommonMark, and is in the files of people, as one."""
    return f"](<{link[1]}>)" if _SPACE_WITHIN.search(link[1]) else link[0]


def first_title(text: str) -> str:
    """Give the words of the first `#` heading of a page; empty when there is none."""
    reader, env = _parser(), dict[str, Any]()
    for opening, inline in pairwise(_block_parser().parse(text, env)):
        if opening.type == "heading_open" and opening.tag == "h1" and not opening.level:
            inline.children = reader.parseInline(inline.content, env)[0].children
            return _MARKS.sub("", _plain(SyntaxTreeNode([inline])))
    return ""


_MARKS = re.compile(r"(?<!\s)\s+(?:\{(?:docsify-ignore(?:-all)?|[:#.][^{}]*)\}|:id=[\w-]+)$")
"""What stands behind a heading for a tool's sake: docsify's marks, and attributes."""


@cache
def _parser() -> MarkdownIt:
    # Items that are indented by too much are still items here.
    parser = MarkdownIt("commonmark").disable("code")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    """The same, for the blocks of a text without what is in their lines."""
    return MarkdownIt("commonmark").disable(["code", "inline"])


def _nodes(text: str) -> list[SyntaxTreeNode]:
    """The blocks of a text; without emphasis, which says nothing here, and may be nested 10,000 deep."""
    tokens = _parser().parse(text)
    for token in tokens:
        token.children = [inner for inner in token.children or () if inner.tag not in ("em", "strong")]
    return SyntaxTreeNode(tokens).children


@dataclass(slots=True)
class _Reader:
    pages: Pages
    entries: list[Entry] = field(default_factory=list)
    part: Entry | None = None
    below_part: list[Entry] = field(default_factory=list)
    titled: bool = False
    """Whether the heading of the list itself is over."""

    def take(self, node: SyntaxTreeNode) -> None:
        """Read one block."""
        match node.type:
            case "heading":
                self._heading(node)
            case "bullet_list" | "ordered_list":
                (self.below_part if self.part else self.entries).extend(self._items(node))
            case "paragraph" if any(_links(node)):
                self._close_part()
                self.entries.extend(self._links_of(node, uncounted=True))
            case "hr":
                self._close_part()

    def finish(self) -> tuple[Entry, ...]:
        """Give what was read."""
        self._close_part()
        return tuple(_lifted(self.entries, PurePosixPath(self.pages.source).parent))

    def _heading(self, node: SyntaxTreeNode) -> None:
        title = _plain(node)
        first, self.titled = not self.titled, True
        if first and not self.entries and (node.tag == "h1" or _OWN_TITLE.fullmatch(title)):
            return
        self._close_part()
        link = next(_links(node), None)
        path = ""
        if link is not None and (page := self.pages.entry(title, _address(link), _line(node))):
            path = page.path
        self.part = Entry(title, path, _line(node), part=True)

    def _close_part(self) -> None:
        if self.part and self.below_part:
            self.entries.append(replace(self.part, children=tuple(self.below_part)))
        self.part, self.below_part = None, []

    def _items(self, node: SyntaxTreeNode) -> Iterator[Entry]:
        for item in node.children:
            heads = [child for child in item.children if child.type in ("paragraph", "heading")]
            # The page itself is looked at before those below it: the first to name a file keeps it.
            own = self._links_of(heads[0]) if heads else []
            lists = [child for child in item.children if child.type in ("bullet_list", "ordered_list")]
            below = tuple(entry for child in lists for entry in self._items(child))
            if own:
                *before, last = own
                yield from before
                yield replace(last, children=below)
            elif below:
                yield Entry(_plain(heads[0]) if heads else "", "", _line(item), below)
            elif heads and not lists and not any(_links(heads[0])):
                self.pages.entry(_plain(heads[0]), "", _line(item))

    def _links_of(self, node: SyntaxTreeNode, *, uncounted: bool = False) -> list[Entry]:
        found = (
            self.pages.entry(_plain(link), _address(link), _line(node), uncounted=uncounted) for link in _links(node)
        )
        return [entry for entry in found if entry]


def _lifted(entries: list[Entry], folder: PurePosixPath) -> Iterator[Entry]:
    """Let what hangs below the list's own name, or below the page that opens the whole book, be the chapters.

    docsify's lists have it so: `* [目录](README.md)`, and every chapter below it.
    """
    whole = [entry for entry in entries if not entry.uncounted]
    for entry in entries:
        if whole != [entry] or not entry.children or not (_opens(entry, folder) or _is_named(entry)):
            yield entry
            continue
        if entry.path:
            yield replace(entry, children=(), uncounted=True)
        yield from entry.children


def _opens(entry: Entry, folder: PurePosixPath) -> bool:
    """Whether an entry is the page that opens a folder, as `README.md` does."""
    path = PurePosixPath(entry.path)
    return bool(entry.path) and path.parent == folder and path.stem.lower() in OPENINGS


def _is_named(entry: Entry) -> bool:
    return not entry.path and bool(_OWN_TITLE.fullmatch(entry.title))


def _links(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (each for each in node.walk() if each.type == "link")


def _address(link: SyntaxTreeNode) -> str:
    return str(link.attrs.get("href", ""))


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 0


def _plain(node: SyntaxTreeNode) -> str:
    return " ".join("".join(_words(node.walk())).split())


def _words(nodes: Iterable[SyntaxTreeNode]) -> Iterator[str]:
    for node in nodes:
        if node.type in ("text", "code_inline", "text_special"):
            yield node.content
        elif node.type in ("softbreak", "hardbreak"):
            yield " "
