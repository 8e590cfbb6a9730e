"""Lists that a tool makes of the folders themselves: the sections of Hugo, and what Docusaurus generates."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from studypress.manuscript.conventions.folder import Folder, is_page
from studypress.manuscript.front_matter import FrontMatter, read_front_matter
from studypress.manuscript.listing import DEEPEST, Entry
from studypress.manuscript.notebooks.cells import is_notebook
from studypress.manuscript.order import natural_key
from studypress.problems import Place, Problem, problem
from studypress.wording import Sentence, said

_NUMBERED = re.compile(r"(?!\d{4}-\d\d-\d\d)(?!\d+[._-]\d)(\d+)[ \t]*[-_.]+[ \t]*(.+)")
"""A number that puts a name in its place and is no part of it; no date, no version (Docusaurus, "Number prefixes")."""

_Order = tuple[float, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Habits:
    """How one tool reads a tree of folders."""

    openings: tuple[str, ...]
    """Names, without their ending, of the page that opens a folder."""
    weight: str
    """The key of front matter by which pages are put in order."""
    leaves: tuple[str, ...] = ()
    """Names of the page that makes its folder one page, to which all else in it belongs (Hugo, "Page bundles")."""
    numbered: bool = False
    """Whether a number before a name is its place."""
    hidden: tuple[str, ...] = ()
    """Keys of front matter that keep a page out of the list when they are true."""
    foreign: frozenset[str] = frozenset()
    """What stands before the ending of pages in other languages than the book's: `en` of `page.en.md`."""


@dataclass(slots=True)
class Tree:
    """Makes entries of the pages below a folder, and notes those that the tool keeps out."""

    folder: Folder
    habits: Habits
    problems: list[Problem] = field(default_factory=list)

    def entries(self, top: str) -> tuple[Entry, ...]:
        """The pages below a folder in order; the one that opens the folder itself comes first, uncounted.

        One without a word of text, as a home page is that only a theme fills, is left out.
        """
        opening, below = self._inside(top, 0)
        home = (Entry("", opening, uncounted=True),) if opening and self._has_text(opening) else ()
        return (*home, *below)

    def _inside(self, top: str, depth: int) -> tuple[str, tuple[Entry, ...]]:
        """The page that opens a folder, and the entries of the others."""
        if depth > DEEPEST:
            return "", ()
        pages, folders = self._names(top)
        leaf = next((name for name in pages if self._stem(name) in self.habits.leaves), "")
        if leaf and depth:
            return posixpath.join(top, leaf), ()
        openings = (*self.habits.openings, *([PurePosixPath(top).name.lower()] if self.habits.numbered else ()))
        opening = next((name for word in openings for name in pages if self._stem(name) == word), "")
        found = [self._page(posixpath.join(top, name)) for name in pages if name != opening]
        found += [self._section(posixpath.join(top, name), depth + 1) for name in folders]
        ordered = sorted((each for each in found if each), key=lambda each: each[0])
        return posixpath.join(top, opening) if opening else "", tuple(entry for _, entry in ordered)

    def _names(self, top: str) -> tuple[list[str], list[str]]:
        """The names of the pages and of the folders in a folder; names that begin with `_` but open it are no pages."""
        names = [name for name in self.folder.names(top) if name[0] != "."]
        pages = [name for name in names if is_page(name) and self.folder.has(posixpath.join(top, name))]
        pages = [name for name in pages if not is_notebook(name)]  # which these tools leave alone
        shown = [name for name in pages if name[0] != "_" or self._stem(name) in self.habits.openings]
        pages = [
            name for name in shown if PurePosixPath(PurePosixPath(name).stem).suffix[1:] not in self.habits.foreign
        ]
        folders = [name for name in names if name[0] != "_" and self.folder.is_own_folder(posixpath.join(top, name))]
        return pages, folders

    def _has_text(self, path: str) -> bool:
        text = self.folder.text(path) or ""
        return bool("".join(text.split("\n")[read_front_matter(text).lines :]).strip())

    def _page(self, path: str) -> tuple[_Order, Entry] | None:
        front = front_of(self.folder, path)
        if not self._is_shown(path, front):
            return None
        return self._place(PurePosixPath(path).name, front.text(self.habits.weight)), Entry("", path)

    def _section(self, top: str, depth: int) -> tuple[_Order, Entry] | None:
        opening, below = self._inside(top, depth)
        front = front_of(self.folder, opening) if opening else FrontMatter()
        if opening and not self._is_shown(opening, front):
            opening, front = "", FrontMatter()
        if not opening and not below:
            return None
        category = category_of(self.folder, top)
        name = PurePosixPath(top).name
        weight = str(category.get("position") or front.text(self.habits.weight))
        title = str(category.get("label") or "") or ("" if opening else self._name(name))
        return self._place(name, weight), Entry(title, opening, 0, below)

    def _is_shown(self, path: str, front: FrontMatter) -> bool:
        """Whether the tool lists a page; a note tells of one that it does not."""
        if front.draft:
            self._leave_out(path, said("Its front matter marks this file as a draft."))
        elif key := next((key for key in self.habits.hidden if front.text(key).lower() == "true"), ""):
            self._leave_out(path, said("Its front matter keeps this file out of the list: `{key}`.", key=key))
        else:
            return True
        return False

    def _leave_out(self, path: str, message: Sentence) -> None:
        hint = said("To have it in the book, take that line away, or name the chapters in book.toml: chapters = [...]")
        self.problems.append(problem("skipped-file", Place(path), message, hint))

    def _place(self, name: str, weight: str) -> _Order:
        """By weight, then by name; what has no weight comes last (Hugo, "Ordering pages": 0 is none)."""
        number = _NUMBERED.match(name) if self.habits.numbered else None
        try:
            value = float(weight or (number[1] if number else ""))
        except ValueError:
            value = float("inf")
        none = value == 0 and not self.habits.numbered
        return (float("inf") if none else value, natural_key(name))

    def _name(self, name: str) -> str:
        return without_number(name) if self.habits.numbered else name

    def _stem(self, name: str) -> str:
        """A page's name in small letters, without its ending, and without that of a language."""
        return PurePosixPath(name).name.lower().partition(".")[0]


def front_of(folder: Folder, path: str) -> FrontMatter:
    """Read the front matter of a page."""
    return read_front_matter(folder.text(path) or "")


def without_number(name: str) -> str:
    """Take the number off a name that puts it in its place: `01-intro` is `intro`."""
    number = _NUMBERED.fullmatch(name)
    return number[2] if number else name


def category_of(folder: Folder, top: str) -> dict[str, Any]:
    """What `_category_.json` or `_category_.yml` says of a folder (Docusaurus, "Category item metadata")."""
    source = folder.first(*(posixpath.join(top, f"_category_.{ending}") for ending in ("json", "yml", "yaml")))
    return folder.table(source)


def pages_below(folder: Folder, top: str, depth: int = 0) -> Iterator[str]:
    """All pages below a folder, but for those whose names, or whose folders' names, begin with `_` or a dot."""
    for name in folder.names(top) if depth <= DEEPEST else ():
        path = posixpath.join(top, name)
        if name[0] in "._":
            continue
        if is_page(name) and folder.has(path):
            yield path
        elif folder.is_own_folder(path):
            yield from pages_below(folder, path, depth + 1)
