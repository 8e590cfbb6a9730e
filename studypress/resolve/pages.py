"""After which links a printed book tells the page they lead to.

A reader turns to a page only for what is not at hand: a link into another chapter or into another `##` section of this
one tells its page, the first time that section refers to the place, unless both are on one page. Headings are kept free
of it, and so is what the author already gave a page (`见第 12 页`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from studypress.model import (
    Anchor,
    Book,
    Chapter,
    CodeBlock,
    Figure,
    FormulaBlock,
    Heading,
    Inline,
    Link,
    PageNote,
    Paragraph,
    PointGroup,
    Section,
    Table,
    Text,
)
from studypress.tree import plain_text, rewrite, walk

_TELLS_PAGE = re.compile(r"第\s*\d+\s*[页頁]|\bp(?:age|p?\.)\s*\d", re.IGNORECASE)
_OPENING, _CLOSING = "（([", "）)]"

T = TypeVar("T")


def with_page_notes(book: Book) -> Book:
    """Mark the links after which print tells a page."""
    homes = dict(_homes(book))
    chapters = tuple(_in_chapter(chapter, homes) for chapter in book.chapters)
    glossary = tuple(
        replace(entry, definitions=_noted(entry.definitions, _telling(entry.id, homes))) for entry in book.glossary
    )
    return replace(book, chapters=chapters, glossary=glossary)


def _homes(book: Book) -> Iterator[tuple[str, str]]:
    """Every id with its home: the `##` section it is in, or the chapter when it stands before the first."""
    for chapter in book.chapters:
        yield chapter.id, chapter.id
        for block in chapter.blocks:
            home = block.id if isinstance(block, Section) else chapter.id
            for node in walk(block, Section, Figure, Table, CodeBlock, FormulaBlock, Anchor):
                yield node.id, home


def _in_chapter(chapter: Chapter, homes: dict[str, str]) -> Chapter:
    opening = _telling(chapter.id, homes)
    blocks = tuple(
        replace(block, blocks=_noted(block.blocks, _telling(block.id, homes)))
        if isinstance(block, Section)
        else _noted(block, opening)
        for block in chapter.blocks
    )
    return replace(
        chapter,
        blocks=blocks,
        footnotes=_noted(chapter.footnotes, _telling(f"{chapter.id}-notes", homes)),
        summary=_noted(chapter.summary, _telling(f"{chapter.id}-summary", homes)),
    )


def _noted(node: T, change: Callable[[Any], Any]) -> T:
    return rewrite(node, change, Link, Paragraph, Section, PointGroup, Heading, around=(Link,))


def _telling(home: str, homes: dict[str, str]) -> Callable[[Any], Any]:
    """What is to be done to each node below one home."""
    met: set[str] = set()
    noted = False

    def change(node: Any) -> Any:
        nonlocal noted
        match node:
            case Link(target=target) if target.startswith("#"):
                ident = target[1:]
                near = ident in met or homes.get(ident, ident) == home or _TELLS_PAGE.search(plain_text(node))
                met.add(ident)
                own = f"{home}-l{len(met)}" if ident.split("-")[0] == home.split("-")[0] else ""
                if near:
                    return node
                noted = True
                return replace(node, page_note=PageNote.BRACKETS, id=own)
            case Paragraph() if noted:
                noted = False
                return replace(node, children=_without_nested_brackets(node.children))
            case Section() | PointGroup() if (title := _silent(node.title)) is not node.title:
                return replace(node, title=title)
            case Heading() if (children := _silent(node.children)) is not node.children:
                return replace(node, children=children)
        return node

    return change


def _silent(title: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return rewrite(title, lambda link: replace(link, page_note=PageNote.NONE) if link.page_note else link, Link)


def _without_nested_brackets(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Let a page be told after a comma where the author has opened a bracket: `（见容器，第 12 页）`."""
    depth = 0
    inside: set[int] = set()
    for node in walk(children, Text, Link):
        match node:
            case Text(text=text):
                for char in text:
                    depth = max(depth + (char in _OPENING) - (char in _CLOSING), 0)
            case Link() if node.page_note and depth:
                inside.add(id(node))
    return rewrite(
        children,
        lambda node: replace(node, page_note=PageNote.COMMA) if id(node) in inside else node,
        Link,
    )
