"""What is said on stderr: progress, problems and the last line. Colour and movement only on a terminal."""

import contextlib
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from studypress.booklets import PAGE, PAPERS, signatures
from studypress.problems import Problem, Severity
from studypress.speech import Say
from studypress.wording import NOTHING, Sentence, counted, joined, said

if TYPE_CHECKING:
    from rich.console import Console

    from studypress.request import Request, Result

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}

_MANY, _FIRST = 20, 10
"""A kind of problem that comes more often than the one is shown as often as the other."""

_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the order of letters about (Unicode bidirectional formatting), and so can show a false name."""


def printable(words: str) -> str:
    """Write out whatever would steer a terminal instead of showing on it: escape sequences, line ends, turned text."""
    return "".join(
        sign.encode("unicode_escape").decode()
        if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _REORDERING
        else sign
        for sign in words
    )


class Screen:
    """The reader of stderr: a person at a terminal, or a file."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._console: Console | None = _console() if (sys.stderr is not None and sys.stderr.isatty()) else None

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[Sentence], None]]:
        """Give a function that shows the name of the stage that begins."""
        if self._console is None:
            yield lambda stage: self._write(f"{printable(self._say(stage))} …")
            return
        with self._console.status("") as status:
            yield lambda stage: status.update(_plain(printable(self._say(stage))))

    def problems(self, problems: list[Problem]) -> None:
        """Show problems, one a line, with their hints below."""
        for one in problems:
            self._problem(one)

    def warnings(self, problems: list[Problem]) -> None:
        """Show problems of a book that was made: of a kind that comes very often the first, and how many there are."""
        numbers = _numbers((one.code, one) for one in problems)
        shown: Counter[str] = Counter()
        for one in problems:
            if numbers[one.code] <= _MANY or shown[one.code] < _FIRST:
                self._problem(one)
            shown[one.code] += 1
        left = [
            said("{number} more of {code}", number=number - _FIRST, code=code)
            for code, number in numbers.items()
            if number > _MANY
        ]
        if left:
            self._write(self._say(said("and {left}; `check` tells all", left=joined(left))))

    def kinds(self, problems: list[Problem]) -> None:
        """Show how many there are of each kind, most first, where nobody counts them any more."""
        if len(problems) > _MANY:
            numbers = _numbers((one.code, one) for one in problems).most_common()
            of_each = [said("{number} of {code}", number=number, code=code) for code, number in numbers]
            self._write(self._say(joined(of_each)))

    def _problem(self, one: Problem) -> None:
        place, words = printable(str(one.place)), printable(self._say(one.message))
        self._write(f"{place}: {one.severity} {one.code}: {words}", _COLOURS[one.severity], len(place) + 2)
        if one.hint:
            self._write(f"  {printable(self._say(said('hint: {hint}', hint=one.hint)))}")

    def summary(self, result: "Result", problems: list[Problem], seconds: float) -> None:
        """Show what was made: pages, chapters, terms, figures, warnings, seconds."""
        counts = [
            *_of_any(
                counted(result.pages, "{number} page", "{number} pages"),
                counted(result.chapters, "{number} chapter", "{number} chapters"),
                counted(result.terms, "{number} term", "{number} terms"),
                counted(result.figures, "{number} figure", "{number} figures"),
            ),
            counted(sum(one.number for one in problems), "{number} warning", "{number} warnings"),
            said("{seconds} s", seconds=f"{seconds:.1f}"),
        ]
        self._write(self._say(joined(counts)))

    def waiting(self, book: Path) -> None:
        """Show what is being watched."""
        self._write(self._say(said("watching {book}; Ctrl-C ends it", book=printable(str(book)))))

    def booklet(self, page: str | None, pages: int) -> None:
        """Tell how a booklet of so many pages of this size is printed and folded."""
        paper, folded = PAPERS[page or PAGE].name, signatures(pages)
        printing = said(
            "a booklet, {sheets} × {paper}: print on both sides, flip on the short edge, at full size",
            sheets=sum(folded),
            paper=paper,
        )
        folding = said("then fold all in the middle")
        if len(folded) > 1:
            folding = said("then fold in the middle, so many sheets together: {numbers}", numbers=joined(folded))
        self._write(self._say(said("{printing}; {folding}", printing=printing, folding=folding)))

    def cards(self, request: "Request", sides: int) -> None:
        """Tell how so many sides of sheets of flash cards are printed and cut."""
        paper = said("{sheets} × {paper}", sheets=sides // 2, paper=request.page or "A4")
        printing = said("flash cards, {paper}: print on both sides, flip on the long edge, at full size", paper=paper)
        if request.flip == "short":
            printing = said(
                "flash cards, {paper}: print on both sides, flip on the short edge, at full size", paper=paper
            )
        self._write(self._say(said("{printing}; then cut along the lines", printing=printing)))

    def counts(self, problems: list[Problem], end: Sentence = NOTHING) -> None:
        """Show how many problems of each kind there are."""
        numbers = _numbers((one.severity, one) for one in problems)
        counts = _of_any(
            counted(numbers[Severity.ERROR], "{number} error", "{number} errors"),
            counted(numbers[Severity.WARNING], "{number} warning", "{number} warnings"),
            counted(numbers[Severity.NOTE], "{number} note", "{number} notes"),
        )
        words = joined(counts or [said("no problems")])
        self._write(self._say(said("{counts}; {end}", counts=words, end=end) if end else words))

    def _write(self, line: str, colour: str = "", start: int = 0) -> None:
        """Write a line; the two words from `start` on, a severity and a code, are coloured."""
        if self._console is None:
            tell(line)
            return
        text = _plain(line)
        if colour:
            text.stylize(colour, start, line.index(":", start))
        self._console.print(text, soft_wrap=True)


def tell(line: str) -> None:
    """Write a line to stderr. Where nobody reads it, or there is no room for it, the work goes on all the same."""
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def _numbers(problems: Iterable[tuple[str, Problem]]) -> Counter[str]:
    """How many problems there are of each sort."""
    numbers: Counter[str] = Counter()
    for sort, one in problems:
        numbers[sort] += one.number
    return numbers


def _of_any(*counts: Sentence) -> list[Sentence]:
    """Those that are of something."""
    return [one for one in counts if dict(one.given)["number"]]


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def _plain(line: str) -> Any:
    """Make a line in which no square bracket is taken for markup."""
    from rich.text import Text

    return Text(line)
