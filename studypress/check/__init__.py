"""The rules that protect the reader, each a small function from a book to the problems it sees."""

from collections.abc import Callable, Iterable

from studypress.check.code import unknown_language
from studypress.check.glyphs import missing_glyphs
from studypress.check.pictures import missing_alt, placeholder_alt
from studypress.check.switches import Switches, read_switches
from studypress.model import Book
from studypress.problems import Problem

__all__ = ["RULES", "Rule", "Switches", "check", "read_switches"]

Rule = Callable[[Book], Iterable[Problem]]

RULES: tuple[Rule, ...] = (placeholder_alt, missing_alt, missing_glyphs, unknown_language)
"""Every rule. They look at a finished book, so that each sees what a reader will see."""


def check(book: Book) -> list[Problem]:
    """All that is wrong with a book as a reader meets it."""
    return [problem for rule in RULES for problem in rule(book)]
