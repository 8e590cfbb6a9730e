"""What is gathered while one file is read: its problems, its footnotes, and how its lines are counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

from studypress.config import BookConfig
from studypress.manuscript import SourceFile, Vault
from studypress.markdown.elements.element import Child
from studypress.markdown.elements.unknown_tags import Unknown
from studypress.model import Block, Footnote
from studypress.problems import Place, Problem, problem
from studypress.wording import NOTHING, Sentence, said


@dataclass(slots=True)
class FileContext:
    """The file that is being read. Lines are counted from 0 at the first line of its text."""

    source: SourceFile
    config: BookConfig
    vault: Vault = field(default_factory=lambda: Vault(Path()))
    """The files that wikilinks name."""
    block_ids: frozenset[str] = frozenset()
    """The ids of blocks that links of the book name: `abc` of `[[note#^abc]]`."""
    is_vault: bool = False
    """Whether what looks like the id of a block is one."""
    sources: frozenset[str] = frozenset()
    """The keys of what may be cited."""
    problems: list[Problem] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    """Every definition of a footnote, in the order of the file."""
    unknown: list[Unknown] = field(default_factory=list)
    """What stands in angle brackets and is no HTML."""
    nesting_told: bool = False
    """Whether deep nesting was told of; once a file is enough."""
    _places: dict[int, Place] = field(default_factory=dict)
    """Those asked for, by their lines."""

    @property
    def language(self) -> str:
        """Of the book, a BCP 47 tag."""
        return self.config.language

    def place(self, line: int) -> Place:
        """The place of a line, as the author's editor numbers it; it may be in a file that this one includes.

        The nodes of a line share one: a book of 300 chapters took ten MB more.
        """
        if line not in self._places:
            self._places[line] = self.source.place(line)
        return self._places[line]

    def line_of(self, place: Place) -> int:
        """The line at which a place of this file, or of one that it includes, first stands in the text."""
        ends = [origin.start for origin in self.source.origins[1:]]
        for origin, end in zip_longest(self.source.origins, ends):
            line = place.line - origin.first_line + origin.start
            if origin.path == place.path and origin.start <= line and (end is None or line < end):
                return int(line)
        return place.line - self.source.first_line

    def warn(self, code: str, line: int, message: Sentence, hint: Sentence = NOTHING) -> None:
        """Note the problem `code` at a line."""
        self.warn_at(self.place(line), code, message, hint)

    def warn_at(self, place: Place, code: str, message: Sentence, hint: Sentence = NOTHING) -> None:
        """Note the problem `code` at the place of a node."""
        self.problems.append(problem(code, place, message, hint))

    def warn_unknown(self, line: int, shown: str) -> None:
        """Note that something in angle brackets is no HTML."""
        self.unknown.append((self.place(line), shown))

    def warn_nesting(self, line: int) -> None:
        """Note that lists, quotations or tags are nested too deep, once a file."""
        if not self.nesting_told:
            self.nesting_told = True
            self.warn(
                "deep-nesting",
                line,
                said(
                    "Lists, quotations or tags are nested too deep here; their text is kept, the inner levels are not."
                ),
                said("Use fewer levels. No page has room for more than ten."),
            )

    def finish(self) -> list[Problem]:
        """Every problem of the file but what is `unknown`, in the order of its lines."""
        return sorted(dict.fromkeys(self.problems), key=lambda found: found.place.line)


Blocks: TypeAlias = Callable[[Iterable[Child], FileContext], tuple[Block, ...]]
"""`blocks.blocks`, handed to what it calls and is called by."""
