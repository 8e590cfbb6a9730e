"""A list of contents as another tool's book has it, and the places in a book that its lines stand for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from studypress.config import BookConfig
from studypress.numerals import typed_ordinal
from studypress.problems import Problem

PART, CHAPTER = 0, 1
"""Levels of a place in the book; 2 is a section of the chapter above it, 3 a section of that, and so on."""

DEEPEST = 12
"""Levels of a list that are read, and of folders that stand for one: no book has more."""

OPENINGS = ("readme", "index", "_index")
"""Names, without their ending, of the file that opens a folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list of contents."""

    title: str = ""
    """Plain text; empty where the list leaves it to the file."""
    path: str = ""
    """The file, below the manuscript's folder; empty for a line that names none."""
    line: int = 0
    """Its line in the list, as the author's editor numbers it."""
    children: tuple["Entry", ...] = ()
    uncounted: bool = False
    """Whether it stands beside the list, as a foreword does, and has no number among the chapters."""
    part: bool = False
    """Whether it heads chapters, and is none itself. Elsewhere `_is_part` tells."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the files of another tool say of a book."""

    convention: str
    """Its name as the author knows it: `mdBook`."""
    source: str
    """The file that holds the list, below the manuscript's folder."""
    entries: tuple[Entry, ...]
    """Empty where the tool's list cannot be read; `problems` says why."""
    about: BookConfig = field(default_factory=lambda: BookConfig(language=""))
    """Title, authors and the like, as the tool's own configuration gives them."""
    problems: tuple[Problem, ...] = ()
    folder: str = ""
    """Below which the pages are, where there are no entries; empty for the whole manuscript."""
    passed: tuple[str, ...] = ()
    """Folders below it that hold no pages of the book."""
    bare_front_matter: bool = False
    """Whether front matter of its pages may stand without `---` lines."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with its place in the book."""

    entry: Entry
    level: int
    part: int = 0
    """The part it belongs to, counted from 1; 0 outside of parts."""


def in_order(entries: Iterable[Entry]) -> Iterator[Listed]:
    """Put entries in reading order: chapters, their sections, and the parts above them.

    A heading of the list without a file of its own, such as docsify's `- Guide`, is a part when it stands at the top,
    unless it is called a chapter (`第三章 …`): then its pages are the chapter's sections.
    """
    parts = 0
    for entry in map(_opened, entries):
        if _is_part(entry):
            parts += 1
            yield Listed(entry, PART, parts)
            yield from (each for child in entry.children for each in _below(_opened(child), CHAPTER, parts))
        else:
            yield from _below(entry, CHAPTER)


def _below(entry: Entry, level: int, part: int = 0) -> Iterator[Listed]:
    yield Listed(entry, level, part)
    for child in entry.children:
        yield from _below(_opened(child), level + 1, part)


def _is_part(entry: Entry) -> bool:
    if entry.part:
        return True
    return bool(entry.children and not entry.path and not is_called_chapter(entry.title))


def is_called_chapter(title: str) -> bool:
    """Tell whether a title has the number of a chapter or section: `第三章 力`, not `第一部`."""
    number, _ = typed_ordinal(title)
    return bool(number) and not re.search("部|part|单元|單元|unit|编|編|篇", number, re.IGNORECASE)


def _opened(entry: Entry) -> Entry:
    """Let the `index.md` that comes first below a heading be the heading's own page, if the others lie below it.

    Where each page has a folder of its own, the first is one among them.
    """
    if entry.path or not entry.children:
        return entry
    first, *rest = entry.children
    if first.children or PurePosixPath(first.path).stem.lower() not in OPENINGS:
        return entry
    folder = PurePosixPath(first.path).parent
    if not all(PurePosixPath(path).is_relative_to(folder) for child in rest for path in _paths(child)):
        return entry
    return replace(entry, path=first.path, line=first.line, children=tuple(rest))


def _paths(entry: Entry) -> Iterator[str]:
    """The files of an entry and those below it."""
    yield from [entry.path] if entry.path else []
    for child in entry.children:
        yield from _paths(child)
