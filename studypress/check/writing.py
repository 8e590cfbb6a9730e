"""What the rules of writing look at: the prose of all files as it was typed, and how a place in it would be mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from studypress.check.finished import Finished
from studypress.config import BookConfig
from studypress.manuscript import Manuscript
from studypress.markdown import ProseLine, prose_lines
from studypress.model import Book
from studypress.problems import Place


@dataclass(frozen=True, slots=True)
class Writing:
    """A manuscript as its author typed it, beside the book it makes."""

    finished: Finished
    config: BookConfig
    lines: tuple[ProseLine, ...]
    """Of all chapters and of the glossary, in reading order."""

    @property
    def is_chinese(self) -> bool:
        """Whether the marks and quotes of Chinese are wanted."""
        return self.config.language.partition("-")[0] == "zh"


@dataclass(frozen=True, slots=True)
class Edit:
    """Some characters of a line, and what should stand in their place."""

    line: ProseLine
    column: int
    """Of the first of them, counted from 0."""
    old: str
    new: str


def read_writing(manuscript: Manuscript, book: Book) -> Writing:
    """Find the prose of all files."""
    files = (*manuscript.chapters, *manuscript.glossary)
    lines: dict[Place, ProseLine] = {}
    for file in files:
        for line in prose_lines(file, manuscript.config):
            lines.setdefault(line.place, line)  # a file that is included twice is looked at once
    return Writing(Finished(book), manuscript.config, tuple(lines.values()))


def by_line(edits: Iterable[Edit]) -> Iterator[tuple[ProseLine, list[Edit]]]:
    """Put the edits of a line together."""
    for line, group in groupby(edits, key=lambda edit: edit.line):
        yield line, list(group)


def how_often(number: int) -> str:
    """Say how often something stands in a file, of which the first place is told."""
    more = "once more" if number == 2 else f"{number - 1} more times"
    return "here" if number == 1 else f"here and {more} in this file"
