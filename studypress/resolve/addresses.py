"""Where links out of the book lead, as footnotes, and in these in brackets: on paper nothing else tells it."""

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
    PointGroup,
    Section,
    Summary,
    Table,
    Text,
)
from studypress.names import has_han
from studypress.problems import Place
from studypress.tree import plain_text, rewrite, walk

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LABEL = "address "
"""Opens the labels of these notes; no author's label holds a space."""


def with_addresses(chapter: Chapter) -> Chapter:
    """Give every link to the web a footnote with its address, one for each address, unless its words are the address.

    Headings and captions, which are printed a second time elsewhere, get none; nor does an outline, which is headings.
    """
    own = chapter.summary if chapter.summary and not chapter.summary.outline else None
    changed = (Link, Section, Figure, Table, Heading, Summary, PointGroup)
    blocks, summary = rewrite((chapter.blocks, own), _change, *changed)
    called = (mark for mark in walk((blocks, summary), FootnoteMark) if mark.label.startswith(_LABEL))
    notes = {mark.label: _note(mark) for mark in reversed(list(called))}
    footnotes = (*rewrite(chapter.footnotes, _with_brackets, Link), *reversed(notes.values()))
    return replace(chapter, blocks=blocks, summary=summary or chapter.summary, footnotes=footnotes)


def _with_brackets(link: Link) -> Any:
    """A link in a footnote with its address behind it: no footnote has others."""
    if not _WEB.match(link.target) or _is_told(link):
        return link
    before, behind = "（）" if has_han(plain_text(link.children)) else (" (", ")")
    return link, Text(before, link.place), _address(link.target, link.place), Text(behind, link.place)


def _change(node: Any) -> Any:
    match node:
        case Link(target=target) if _WEB.match(target) and not _is_told(node):
            return (node, FootnoteMark(_LABEL + target, place=node.place))
        case Section() | Figure() | Table() | Heading() | Summary() | PointGroup():
            return _silent(node)
    return node


def _is_told(link: Link) -> bool:
    words = plain_text(link.children)
    return _WEB.sub("", unquote(words)).strip("/ ") == _WEB.sub("", unquote(link.target)).strip("/ ")


def _silent(node: Any) -> Any:
    """Take the notes out of a heading or a caption."""
    match node:
        case Section() | Summary() | PointGroup():
            return replace(node, title=_unmarked(node.title))
        case Figure() | Table():
            return replace(node, caption=_unmarked(node.caption))
        case _:
            return _unmarked(node)


def _unmarked(node: Any) -> Any:
    return rewrite(node, lambda mark: () if mark.label.startswith(_LABEL) else mark, FootnoteMark)


def _note(mark: FootnoteMark) -> Footnote:
    address: Block = Paragraph((_address(mark.label.removeprefix(_LABEL), mark.place),), mark.place)
    return Footnote(mark.label, (address,), place=mark.place)


def _address(target: str, place: Place) -> Link:
    """A link whose words are its address, as a reader can type it."""
    shown = unquote(target)
    words = shown if shown.isprintable() and " " not in shown else target
    return Link(target, (Text(words, place),), place=place)
