"""A model as an indented outline: kind, key fields, line. What the golden files of `tests/parse` show.

Read it like a table of contents: what stands further right stands inside what is above it, and the number after `@` is
the line in the manuscript.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from studypress.model import Asset, Book, Break, Chapter, Code, List, ListItem, Section, Styled, Text
from studypress.problems import Place, Problem

_UNNAMED = {"children", "blocks", "items", "cells", "definitions"}
"""Parts that stand below their node without a word."""

_QUIET = {"id", "number", "anchor", "aliases", "footnote", "asset", "blank"}
"""Fields that later rooms fill in. Chapters and sections, whose ids come from here, show theirs."""


def outline_of_book(book: Book, problems: Sequence[Problem] = ()) -> str:
    """The chapters, glossary files and abbreviations of a book, then its problems.

    A file without a heading has no title but its name; it shows its blocks and footnotes alone.
    """
    lines: list[str] = []
    for chapter in book.chapters:
        lines.extend(_lines(chapter, 0) if chapter.anchor else _members(chapter.blocks + chapter.footnotes, 0))
    for chapter in book.glossary_source:
        lines.extend(["glossary:", *_lines(chapter, 1)])
    for abbreviation in book.abbreviations:
        lines.extend(_lines(abbreviation, 0))
    lines.extend(f"! line {found.place.line}: {found.code}: {found.message}" for found in problems)
    return "\n".join(lines) + "\n"


def _lines(node: Any, depth: int) -> Iterator[str]:
    """The node's own line, then its parts, one step further right."""
    yield f"{'  ' * depth}{_head(node)}"
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, tuple) and value and not isinstance(value[0], str | float) and part.name != "marks":
            named = part.name not in _UNNAMED
            if named:
                yield f"{'  ' * (depth + 1)}{part.name}:"
            yield from _members(value, depth + 1 + named)
        elif is_dataclass(value) and not isinstance(value, Place | Asset):
            yield from _lines(value, depth + 1)


def _members(members: tuple[Any, ...], depth: int) -> Iterator[str]:
    for member in members:
        if isinstance(member, tuple):
            yield "  " * depth + "definition:"
            yield from _members(member, depth + 1)
        else:
            yield from _lines(member, depth)


def _head(node: Any) -> str:
    """Kind, what it is in words, its other fields, its line."""
    words = [type(node).__name__]
    told: set[str] = set()
    match node:
        case Break(hard=hard):
            words, told = [*words, "hard" if hard else "soft"], {"hard"}
        case Styled(style=style):
            words, told = [*words, style.name.lower()], {"style"}
        case List(start=start, tight=tight):
            kind = "bullets" if start is None else f"from {start}"
            words, told = [*words, kind, "tight" if tight else "loose"], {"start", "tight"}
        case ListItem(checked=checked):
            words, told = [*words, *([] if checked is None else ["done" if checked else "to do"])], {"checked"}
        case Text(text=text) | Code(text=text):
            words, told = [*words, f"“{text}”"], {"text"}
        case Chapter(id=ident, anchor=anchor) | Section(id=ident, anchor=anchor):
            words, told = [*words, ident, f"#{anchor}"], {"number"}
    words.extend(_fields(node, told | _QUIET))
    if node.place.line:
        words.append(f"@{node.place.line}")
    return " ".join(words)


def _fields(node: Any, told: set[str]) -> Iterator[str]:
    """Every other field that says something: no empty text, no number or choice that is the usual one."""
    for part in fields(node):
        value = getattr(node, part.name)
        if part.name in told or isinstance(value, Place):
            continue
        if part.name == "marks" and value:
            yield f"marks={' '.join(f'{line}:{mark}' for line, mark in value)}"
        elif value is True:
            yield part.name
        elif isinstance(value, int | float) and value != part.default and value is not False:
            yield f"{part.name}={value}"
        elif isinstance(value, str) and value:
            yield f"{part.name}={str(value)!r}"
        elif isinstance(value, tuple) and value and isinstance(value[0], str | float):
            yield f"{part.name}={'.'.join(map(str, value)) if isinstance(value[0], str) else list(value)}"
