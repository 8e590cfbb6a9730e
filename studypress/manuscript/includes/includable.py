"""The files that others may include: where they are, what is cut from them, and how much of it a book holds."""

import posixpath
from dataclasses import dataclass, field, replace
from pathlib import Path

from studypress.manuscript.front_matter import read_front_matter
from studypress.manuscript.includes.directives import Directive
from studypress.manuscript.includes.excerpts import Excerpt, Line, cut, lines_of
from studypress.manuscript.includes.snippets import with_snippet_lines
from studypress.manuscript.notebooks.cells import read_page
from studypress.manuscript.paths import file_inside
from studypress.manuscript.source import SourceFile
from studypress.manuscript.vault import Vault
from studypress.problems import Place, Problem, problem
from studypress.wording import Sentence, said, shortened

MAX_LINES = 200_000
"""So many lines are put into one manuscript; a file that includes another twice, which includes another twice, …"""
MAX_SIZE = 20_000_000
"""So many characters, likewise."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is included, read once."""

    source: SourceFile
    lines: list[Line]
    front: int
    """How many of them are front matter."""


@dataclass(slots=True)
class Includable:
    """The files that may be included, how much of them may still be put in, and what went wrong."""

    root: Path
    vault: Vault
    lines: int = MAX_LINES
    size: int = MAX_SIZE
    included: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _files: dict[str, _File] = field(default_factory=dict)

    def find(self, directive: Directive, base: str) -> str:
        """The path of the file that a directive in the file `base` means, below the root; empty when there is none."""
        if directive.embed:
            return self.vault.find(directive.target, base) if directive.target else base
        folder = posixpath.dirname(base)
        if not directive.from_root and not directive.target.startswith("/"):
            return self._path(base, directive.target)
        target = directive.target.lstrip("/").removeprefix(f"{self.root.name}/")  # the site may hold this folder
        # The root of a site may be a folder of the manuscript: the highest that has the file counts.
        folders = [""]
        for name in filter(None, folder.split("/")):
            folders.append(posixpath.join(folders[-1], name))
        found = next((path for above in folders if (path := self._path(posixpath.join(above, "x"), target))), "")
        if found or directive.target.startswith("/"):
            return found
        return self.vault.find(target, base)  # `@name` of VuePress: a program of the site's tells the folder

    def _path(self, base: str, target: str) -> str:
        file = file_inside(self.root, base, target)
        return file.relative_to(self.root.resolve()).as_posix() if file and file.is_file() else ""

    def cut_from(self, path: str, excerpt: Excerpt, *, code: bool) -> list[Line] | Sentence:
        """The lines of an excerpt of a file, as far as there is room for them; a text says why there are none."""
        if path not in self._files:
            try:
                page = read_page(self.root / path, path)[0]
                source = replace(page, text=with_snippet_lines(page.text))
            except (OSError, ValueError):  # ValueError: no text, or no notebook
                return said("cannot be read as text")
            self._files[path] = _File(source, lines_of(source.text), read_front_matter(source.text).lines)
        file = self._files[path]
        found = cut(file.lines, excerpt, code=code)
        if found is None:
            wanted = excerpt.mark or excerpt.heading or excerpt.block
            return said("has no such part: {part}", part=wanted) if wanted else said("has fewer lines than that")
        found = [line for line in found if code or line[0] > file.front]
        size = sum(len(line) for _, line in found)
        if len(found) > self.lines or size > self.size:
            return said("is too much: all that this book includes has more lines than a book can have")
        self.lines -= len(found)
        self.size -= size
        return [(file.source.place(number - 1).line, line) for number, line in found]

    def warn(self, place: Place, shown: str, trouble: Sentence) -> None:
        """Note that a directive shows as typed."""
        message = said("`{shown}` shows as typed: {trouble}.", shown=shortened(shown), trouble=trouble)
        hint = said(
            "Correct the name, counted from the folder of this file; nothing outside the book's folder is read."
        )
        found = problem("missing-include", place, message, hint)
        if found not in self.problems[-1:]:
            self.problems.append(found)
