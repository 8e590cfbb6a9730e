"""What a user asks for, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studypress.cards import Edge
from studypress.editions import BOOK, EPUB, HANDOUTS, Edition
from studypress.output import file_name
from studypress.problems import Problem
from studypress.wording import Sentence

Report = Callable[[Sentence], None]
"""Is told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    book: Path
    """The manuscript: a folder or one file."""
    target: str = "pdf"
    """`pdf`, `epub` or `handout`; of no matter where nothing is written."""
    output: Path | None = None
    """Where the result goes; None: `dist/` in the current folder, under the manuscript's name."""
    strict: bool = False
    """Whether a warning is an error."""
    chapter: int | None = None
    """The number of the only chapter wanted."""
    kind: str = "notes"
    """The kind of handout: a key of `HANDOUTS`."""
    only_key: bool = False
    """Whether key sections alone are wanted."""
    no_answers: bool = False
    """Whether the answers to questions are left out."""
    profile: str | None = None
    """The readers that an e-book is made for, in place of those in `book.toml`."""
    page: str | None = None
    """A paper size, in place of the one in `book.toml`."""
    font_size: float | None = None
    """Of the text, pt, in place of the one in `book.toml`."""
    sides: str | None = None
    """Of each leaf that are printed on, in place of those in `book.toml`."""
    booklet: bool = False
    """Whether the pages are laid on sheets to be folded; they are those of `booklets.PAGE` if no `page` is named."""
    flip: Edge = "long"
    """The edge over which the printer turns sheets of flash cards."""
    jobs: int = 1
    """How many processes set chapters at once."""
    home: Path | None = None
    """This user's own folder for caches; None keeps nothing and finds nothing kept."""
    timestamp: int = 0
    """The time that the result is dated, seconds since 1970 in UTC."""
    dated: bool = True
    """Whether this very time was asked for; else a result that was made earlier and has not changed is as good."""

    @property
    def folder(self) -> Path:
        """The manuscript's folder, from which the places of problems count."""
        return self.book if self.book.is_dir() else self.book.parent

    @property
    def edition(self) -> Edition:
        """The edition that is asked for."""
        match self.target:
            case "pdf":
                return BOOK
            case "epub":
                return EPUB
            case _:
                return HANDOUTS[self.kind]

    def default_output(self, title: str, ending: str) -> Path:
        """`dist/TITLE.pdf`, with what sets this edition apart in its name."""
        words = [
            file_name(title),
            self.edition.name if self.target == "handout" else "",
            "key" if self.only_key else "",
            "no-answers" if self.no_answers else "",
            f"c{self.chapter}" if self.chapter else "",
            "booklet" if self.booklet else "",
        ]
        return Path("dist") / f"{'-'.join(filter(None, words))}{ending}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    files: tuple[Path, ...]
    problems: list[Problem]
    pages: int
    """The number of pages; 0 for an EPUB, which has none."""
    chapters: int
    terms: int
    figures: int
