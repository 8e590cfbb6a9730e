"""What the rules of writing look at: the prose of all files as it was typed, and how a place in it would be mended."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from studypress.cache import Cache
from studypress.cached_work import CachedWork
from studypress.check.finished import Finished
from studypress.config import BookConfig
from studypress.forks import CAN_FORK, beside
from studypress.manuscript import Manuscript, SourceFile
from studypress.markdown import ProseLine, prose_lines
from studypress.model import Book
from studypress.problems import Place
from studypress.wording import Sentence, counted, said


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


_WORTH = 60_000
"""Characters from which a second process is worth its start."""


def prose_beside(manuscript: Manuscript, cache: Cache | None, jobs: int) -> AbstractContextManager[None]:
    """Have the prose of all files found while their book is understood, where there are `jobs` and a `cache` for it."""
    files = _files(manuscript)
    if cache is None or jobs < 2 or not CAN_FORK or sum(len(file.text) for file in files) < _WORTH:
        return nullcontext()
    return beside(partial(_work(manuscript.config).keep_new, files, cache))


def read_writing(manuscript: Manuscript, book: Book, cache: Cache | None = None, jobs: int = 1) -> Writing:
    """Find the prose of all files, or what it was found to be before; so many `jobs` look for that of the others."""
    lines: dict[Place, ProseLine] = {}
    for prose in _work(manuscript.config).all(_files(manuscript), cache, jobs):
        for line in prose:
            lines.setdefault(line.place, line)  # a file that is included twice is looked at once
    return Writing(Finished(book), manuscript.config, tuple(lines.values()))


def _files(manuscript: Manuscript) -> tuple[SourceFile, ...]:
    return (*manuscript.chapters, *manuscript.glossary)


def _work(config: BookConfig) -> CachedWork[SourceFile, list[ProseLine]]:
    return CachedWork(
        kind="prose",
        make=lambda file: list(prose_lines(file, config)),
        made_from=lambda file: repr((file, config)),
        size=lambda file: len(file.text),
        worth=_WORTH,
    )


def by_line(edits: Iterable[Edit]) -> Iterator[tuple[ProseLine, list[Edit]]]:
    """Put the edits of a line together."""
    for line, group in groupby(edits, key=lambda edit: edit.line):
        yield line, list(group)


def how_often(number: int) -> Sentence:
    """Say how often something stands in a file, of which the first place is told."""
    if number == 1:
        return said("here")
    return counted(number - 1, "here and once more in this file", "here and {number} more times in this file")
