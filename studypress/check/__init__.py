"""The rules that protect the reader, each a small function to the problems it sees; `advice` has those for the author.

Its rules and what they take are loaded for the commands that advise.

    finished, writing                         a book as its reader meets it, and its text as it was typed
    glyphs, pictures, formulas, code          rules of the first
    sections, punctuation, quotes, spacing, terms, comments
                                              rules of the second, most of which `fixing` can mend
    switches                                  where rules are off
"""

from collections.abc import Callable, Iterable

from studypress.check.code import unknown_language
from studypress.check.finished import Finished
from studypress.check.formulas import wide_formula
from studypress.check.glyphs import missing_glyphs, with_printable_text
from studypress.check.pictures import missing_alt, placeholder_alt
from studypress.check.switches import Switches, read_switches
from studypress.model import Book
from studypress.problems import Problem
from studypress.sheets import Sheet
from studypress.typefaces import OwnFace

__all__ = ["RULES", "Switches", "check", "read_switches", "with_printable_text"]

RULES: tuple[Callable[[Finished], Iterable[Problem]], ...] = (
    placeholder_alt,
    missing_alt,
    missing_glyphs,
    wide_formula,
    unknown_language,
)
"""What a reader would stumble over. They look at a finished book, so that each sees what a reader will see."""


def check(book: Book, faces: tuple[OwnFace, ...] = (), sheet: Sheet | None = None) -> list[Problem]:
    """All that is wrong with a book as a reader meets it, on a `sheet` or a screen; `faces` are the author's own."""
    seen = Finished(book, faces, sheet)
    return [problem for rule in RULES for problem in rule(seen)]
