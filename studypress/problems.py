"""What can be wrong with a manuscript, where, and how to mend it.

Problems are data: every stage returns its value together with the problems it met, all of them at once.
Only `screen.py` prints them. The table `CODES` at the end names every code the program knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from studypress.wording import NOTHING, Sentence, counted, said, sentence_from


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Nothing is written."""
    WARNING = "warning"
    """The result is written, and shows the trouble; `--strict` makes it an error."""
    NOTE = "note"
    """Advice, shown by `check` only."""


CELL = 100_000_000
"""In a notebook cells have lines of their own: line 3 of the second cell is 2 × CELL + 3. No text has as many."""
OUTPUT = CELL // 2
"""From here on, the lines of a cell are those of what it has put out, which its author does not write."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, as an author would look it up."""

    path: str
    """The file, relative to the manuscript's folder, with forward slashes."""
    line: int = 0
    """1 for the first line; 0 for the file as a whole. In a notebook it tells the cell too, by `CELL`."""

    def __str__(self) -> str:
        return f"{self.path}:{self.spot}" if self.line else self.path

    def __repr__(self) -> str:
        return f"Place(path={self.path!r}, line={self.line!r})"  # as Python's own, which takes twice as long

    @property
    def cell(self) -> int:
        """The cell of a notebook, counted from 1; 0 in any other file."""
        return self.line // CELL

    @property
    def row(self) -> int:
        """The line as an editor numbers it, in a notebook within its cell; 0 for the whole cell or file."""
        row = self.line % CELL
        return row if row < OUTPUT else 0

    @property
    def spot(self) -> str:
        """Where in the file: `12`, `cell 3:12`, `cell 3`."""
        if not self.cell:
            return str(self.line)
        return f"cell {self.cell}:{self.row}" if self.row else f"cell {self.cell}"


WHOLE_BOOK = Place(".")
"""The place of what stands in none of its files."""
SETTINGS = Place("book.toml")
"""The place of what stands in the settings, which `understood` calls by their name in the folder."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its remedy."""

    code: str
    """A key of `CODES`, in words: `missing-image`."""
    severity: Severity
    """How much it matters."""
    place: Place
    """Where it is."""
    message: Sentence
    """One sentence that names the thing."""
    hint: Sentence = NOTHING
    """What to do about it."""
    number: int = 1
    """How many it stands for: more than one where a file has more of a kind than are told each."""

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.message}"


class BookError(Exception):
    """The work cannot go on; carries every problem found so far."""

    status = 1
    """The exit status of the program."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["BookError"], tuple[list[Problem]]]:
        """Have another process raise it with its problems."""
        return type(self), (self.problems,)


class UsageError(BookError):
    """The command or `book.toml` is wrong, not the manuscript."""

    status = 2


def problem_from(known: dict[str, Any]) -> Problem:
    """The problem whose fields `dataclasses.asdict` gave, after a way through JSON."""
    message, hint = sentence_from(known["message"]), sentence_from(known["hint"])
    place = Place(**known["place"])
    return Problem(known["code"], Severity(known["severity"]), place, message, hint, known["number"])


def problem(code: str, place: Place, message: Sentence, hint: Sentence = NOTHING) -> Problem:
    """Make the problem `code`, with the severity that the table gives it.

    Raises KeyError for a code that is not in `CODES`.
    """
    return Problem(code, CODES[code], place, message, hint)


def fatal(code: str, place: Place, message: Sentence, hint: Sentence = NOTHING) -> Problem:
    """Make the problem `code` where it leaves nothing to write, whatever its usual severity."""
    return replace(problem(code, place, message, hint), severity=Severity.ERROR)


def stop_at_errors(problems: list[Problem], *, strict: bool = False) -> None:
    """Raise BookError with every problem if one of them is an error, or a warning when `strict`."""
    problems = strictly(problems) if strict else problems
    if any(found.severity is Severity.ERROR for found in problems):
        raise BookError(problems)


def strictly(problems: list[Problem]) -> list[Problem]:
    """Problems of which warnings are errors, as `--strict` has it."""
    return [replace(one, severity=Severity.ERROR) if one.severity is Severity.WARNING else one for one in problems]


_TOLD = 1_000
"""Problems of one code in one file that are told each: more are one fault again and again, or no text at all."""
_TOLD_OF_HABITS = dict.fromkeys(("placeholder-alt", "missing-alt", "remote-image", "image-elsewhere"), 20)
"""Of codes that tell how all of a file is written; who reads so many knows, and hundreds hide what else there is."""
_TOLD_IN_BOOK = 60
"""Of the same codes in all files together: notes of fifty files have them in each."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as an author meets them: by file and line, each once; of too many of a kind the first, and how many."""
    kinds: dict[tuple[str, str, Severity], list[Problem]] = {}
    for found in _faults(dict.fromkeys(problems)):
        kinds.setdefault((found.place.path, found.code, found.severity), []).append(found)
    return _sorted(_bounded_in_book([told for kind in kinds.values() for told in _bounded(kind)]))


_ONE_FAULT = frozenset({"broken-link", "link-to-file", "missing-image", "bad-image", "remote-image", "missing-page"})
"""Codes of which the same message in one file is one fault: what a line leads to, not the line."""


def _faults(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Tell of a target that is not there where a file names it first, and how often it does."""
    faults: dict[tuple[str, Sentence] | Problem, list[Problem]] = {}
    for found in _sorted(problems):
        key = (found.place.path, found.message) if found.code in _ONE_FAULT else found
        faults.setdefault(key, []).append(found)
    for first, *more in faults.values():
        yield _with_others(first, len(more)) if more else first


def _with_others(first: Problem, number: int) -> Problem:
    told = counted(
        number,
        "{message} So it is once more in this file.",
        "{message} So it is {number} more times in this file.",
        message=first.message,
    )
    return replace(first, message=told, number=number + 1)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda found: (found.place, found.code))


def _bounded(kind: list[Problem]) -> list[Problem]:
    most = _TOLD_OF_HABITS.get(kind[0].code, _TOLD)
    if len(kind) <= most + 1:
        return kind
    number = _number_beyond(kind, most)
    message = said("From here on, the file has {number} more of {code}.", number=number, code=kind[0].code)
    return _first(kind, most, message, number)


def _bounded_in_book(problems: list[Problem]) -> list[Problem]:
    """Of each habit tell what comes first in the book."""
    told: list[Problem] = []
    habits: dict[tuple[str, Severity], list[Problem]] = {}
    for found in problems:
        (habits.setdefault((found.code, found.severity), []) if found.code in _TOLD_OF_HABITS else told).append(found)
    for habit in habits.values():
        number = _number_beyond(habit, _TOLD_IN_BOOK)
        message = said("From here on, the book has {number} more of {code}.", number=number, code=habit[0].code)
        told += habit if len(habit) <= _TOLD_IN_BOOK + 1 else _first(habit, _TOLD_IN_BOOK, message, number)
    return told


def _number_beyond(kind: list[Problem], most: int) -> int:
    return sum(found.number for found in _sorted(kind)[most:])


def _first(kind: list[Problem], most: int, message: Sentence, number: int) -> list[Problem]:
    """The first of many; the place of the next tells of the `number` that there are from there on."""
    kind = _sorted(kind)
    return [*kind[:most], replace(kind[most], message=message, hint=_AGAIN, number=number)]


MORE_MEMORY = said(
    "Close other programs, split the largest chapter, or use one process if there were several: --jobs 1."
)
"""The remedy where there is not memory enough."""

_AGAIN = said("Fix the first of them; often they all have one cause.")


CODES: dict[str, Severity] = {
    # book.toml (config/)
    "config-syntax": Severity.ERROR,
    "config-unknown-key": Severity.ERROR,
    "config-bad-value": Severity.ERROR,
    # finding and decoding files (manuscript/)
    "no-manuscript": Severity.ERROR,
    "no-chapters": Severity.ERROR,
    "missing-chapter": Severity.ERROR,
    "outside-folder": Severity.ERROR,
    "not-utf8": Severity.ERROR,
    "bad-notebook": Severity.ERROR,
    "skipped-cell": Severity.NOTE,
    "missing-file": Severity.ERROR,
    "front-matter": Severity.WARNING,
    "empty-file": Severity.WARNING,
    "skipped-file": Severity.NOTE,
    "many-drafts": Severity.WARNING,
    "missing-include": Severity.WARNING,
    "contents-list": Severity.NOTE,
    "missing-page": Severity.WARNING,
    "skipped-entry": Severity.NOTE,
    "second-title": Severity.NOTE,
    # sources (manuscript/, bibliography/, markdown/)
    "bibliography": Severity.WARNING,
    "unknown-citation": Severity.WARNING,
    # Markdown and raw HTML (markdown/)
    "unknown-html": Severity.WARNING,
    "unknown-shortcode": Severity.WARNING,
    "unclosed-html": Severity.WARNING,
    "unclosed-container": Severity.WARNING,
    "unclosed-fence": Severity.WARNING,
    "unsafe-html": Severity.WARNING,
    "unsafe-link": Severity.WARNING,
    "stray-code": Severity.WARNING,
    "stray-strong": Severity.WARNING,
    "control-character": Severity.WARNING,
    "deep-nesting": Severity.WARNING,
    "long-heading": Severity.WARNING,
    # study elements (study/)
    "glossary-conflict": Severity.WARNING,
    "glossary-see": Severity.WARNING,
    "glossary-entry": Severity.WARNING,
    "summary-unmatched": Severity.NOTE,
    "summary-uncovered": Severity.NOTE,
    "summary-missing": Severity.NOTE,
    # numbers, ids, references (resolve/)
    "broken-link": Severity.WARNING,
    "link-to-file": Severity.NOTE,
    "unknown-reference": Severity.WARNING,
    "duplicate-id": Severity.WARNING,
    "footnote-undefined": Severity.WARNING,
    "footnote-unused": Severity.WARNING,
    # protecting the reader (check/)
    "check-comment": Severity.WARNING,
    "placeholder-alt": Severity.WARNING,
    "missing-alt": Severity.WARNING,
    "heading-skip": Severity.NOTE,
    "missing-glyph": Severity.WARNING,
    "wide-formula": Severity.WARNING,
    "unknown-language": Severity.NOTE,
    "huge-image": Severity.NOTE,
    "long-code-line": Severity.NOTE,
    "long-output": Severity.NOTE,
    "empty-section": Severity.NOTE,
    "duplicate-heading": Severity.NOTE,
    "unnumbered-chapter": Severity.NOTE,
    "vault-comment": Severity.NOTE,
    "underlined-heading": Severity.NOTE,
    "half-width-punctuation": Severity.NOTE,
    "mixed-quotes": Severity.NOTE,
    "mixed-spacing": Severity.NOTE,
    "term-spelling": Severity.NOTE,
    # figures (figures/)
    "missing-image": Severity.WARNING,
    "remote-image": Severity.WARNING,
    "image-spelling": Severity.WARNING,
    "image-elsewhere": Severity.WARNING,
    "image-changed": Severity.WARNING,
    "bad-image": Severity.WARNING,
    "diagram-failed": Severity.WARNING,
    "bad-formula": Severity.WARNING,
    # pictures of the web (localize/)
    "fetch-failed": Severity.WARNING,
    # setting and packing (pdf/, epub/)
    "typesetting": Severity.WARNING,
    "unsettled-page": Severity.WARNING,
    "style-sheet": Severity.ERROR,
    "own-face": Severity.WARNING,
    "no-selection": Severity.ERROR,
    "cannot-write": Severity.ERROR,
}
"""Every problem code and its severity. Each has a case under `tests/problems/` and an entry in the author's guide."""

SWITCHABLE = tuple(code for code, severity in CODES.items() if severity is not Severity.ERROR)
"""The codes that an author may switch off."""
