"""What could be better: notes, which the command `check` alone makes, so that building is neither slow nor noisy."""

from collections.abc import Callable, Iterable

from studypress.check.code import long_code_line, long_output
from studypress.check.comments import vault_comment
from studypress.check.fixing import Fixed, fix
from studypress.check.pictures import huge_image
from studypress.check.punctuation import half_width_punctuation
from studypress.check.quotes import mixed_quotes
from studypress.check.sections import duplicate_heading, empty_section, underlined_heading, unnumbered_chapter
from studypress.check.spacing import mixed_spacing
from studypress.check.terms import term_spelling
from studypress.check.writing import Writing, prose_beside, read_writing
from studypress.problems import Problem

__all__ = ["ADVICE", "Fixed", "advise", "fix", "prose_beside", "read_writing"]

ADVICE: tuple[Callable[[Writing], Iterable[Problem]], ...] = (
    empty_section,
    duplicate_heading,
    unnumbered_chapter,
    underlined_heading,
    vault_comment,
    huge_image,
    long_code_line,
    long_output,
    half_width_punctuation,
    mixed_quotes,
    mixed_spacing,
    term_spelling,
)
"""The rules, in the order of their problems at one place."""


def advise(writing: Writing) -> list[Problem]:
    """All that could be better."""
    return [problem for rule in ADVICE for problem in rule(writing)]
