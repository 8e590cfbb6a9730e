"""The rules that protect the reader and advise the author, each a small function to the problems it sees."""

from collections.abc import Callable, Iterable

from studypress.check.code import long_code_line, unknown_language
from studypress.check.comments import vault_comment
from studypress.check.finished import Finished
from studypress.check.fixing import ON_REQUEST, Fixed, fix
from studypress.check.glyphs import missing_glyphs, with_printable_text
from studypress.check.pictures import huge_image, missing_alt, placeholder_alt
from studypress.check.punctuation import half_width_punctuation
from studypress.check.quotes import mixed_quotes
from studypress.check.sections import duplicate_heading, empty_section, unnumbered_chapter
from studypress.check.spacing import mixed_spacing
from studypress.check.switches import Switches, read_switches
from studypress.check.terms import term_spelling
from studypress.check.writing import Writing, read_writing
from studypress.model import Book
from studypress.problems import Problem

__all__ = [
    "ADVICE",
    "ON_REQUEST",
    "RULES",
    "Fixed",
    "Switches",
    "advise",
    "check",
    "fix",
    "read_switches",
    "read_writing",
    "with_printable_text",
]

RULES: tuple[Callable[[Finished], Iterable[Problem]], ...] = (
    placeholder_alt,
    missing_alt,
    missing_glyphs,
    unknown_language,
)
"""What a reader would stumble over. They look at a finished book, so that each sees what a reader will see."""

ADVICE: tuple[Callable[[Writing], Iterable[Problem]], ...] = (
    empty_section,
    duplicate_heading,
    unnumbered_chapter,
    vault_comment,
    huge_image,
    long_code_line,
    half_width_punctuation,
    mixed_quotes,
    mixed_spacing,
    term_spelling,
)
"""What could be better: notes, which the command `check` alone makes, so that building is neither slow nor noisy."""


def check(book: Book) -> list[Problem]:
    """All that is wrong with a book as a reader meets it."""
    seen = Finished(book)
    return [problem for rule in RULES for problem in rule(seen)]


def advise(writing: Writing) -> list[Problem]:
    """All that could be better."""
    return [problem for rule in ADVICE for problem in rule(writing)]
