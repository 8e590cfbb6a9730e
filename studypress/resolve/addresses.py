"""Where links out of the book lead, as footnotes: on paper nothing else tells it."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from studypress.model import (
    Block,
    Chapter,
    Figure,
    Footnote,
    FootnoteMark,
    Heading,
    Link,
    Paragraph,
    Section,
    Table,
    Text,
)
from studypress.tree import plain_text, rewrite, walk

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LABEL = "address "
"""Opens the labels of these notes; no author's label holds a space."""


def with_addresses(chapter: Chapter) -> Chapter:
    """Give every link to the web a footnote with its address, one for each address, unless its words are the address.

    Headings and captions, which are printed a second time elsewhere, and footnotes get none.
    """
    blocks = rewrite(chapter.blocks, _change, Link, Section, Figure, Table, Heading)
    called = (mark for mark in walk(blocks, FootnoteMark) if mark.label.startswith(_LABEL))
    notes = {mark.label: _note(mark) for mark in reversed(list(called))}
    return replace(chapter, blocks=blocks, footnotes=(*chapter.footnotes, *reversed(notes.values())))


def _change(node: Any) -> Any:
    match node:
        case Link(target=target) if _WEB.match(target) and not _is_told(node):
            return (node, FootnoteMark(_LABEL + target, place=node.place))
        case Section() | Figure() | Table() | Heading():
            return _silent(node)
    return node


def _is_told(link: Link) -> bool:
    words = plain_text(link.children)
    return _WEB.sub("", unquote(words)).strip("/ ") == _WEB.sub("", unquote(link.target)).strip("/ ")


def _silent(node: Any) -> Any:
    """Take the notes out of a heading or a caption."""
    match node:
        case Section():
            return replace(node, title=_unmarked(node.title))
        case Figure() | Table():
            return replace(node, caption=_unmarked(node.caption))
        case _:
            return _unmarked(node)


def _unmarked(node: Any) -> Any:
    return rewrite(node, lambda mark: () if mark.label.startswith(_LABEL) else mark, FootnoteMark)


def _note(mark: FootnoteMark) -> Footnote:
    address = mark.label.removeprefix(_LABEL)
    shown = unquote(address)
    words = shown if shown.isprintable() and " " not in shown else address
    link: Block = Paragraph((Link(address, (Text(words, mark.place),), place=mark.place),), mark.place)
    return Footnote(mark.label, (link,), place=mark.place)
