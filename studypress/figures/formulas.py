"""The formulas of a book, each made ready once for all outputs however often it stands there, and kept."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from studypress.cache import Cache, key_of
from studypress.figures.tex_forms import FormulaError
from studypress.fingerprint import fingerprint
from studypress.forks import CAN_FORK, ForkDiedError, in_forks
from studypress.model import Formula, FormulaPicture
from studypress.problems import Problem, problem
from studypress.resources import given_home
from studypress.wording import said, shortened

_KIND = "formulas"
"""A folder in the cache."""
_MOST = 20_000
"""Formulas that are kept for a folder; when they would be more, those alone that the book has."""
_WORTH = 300
"""Formulas from which a second process is worth its start."""

Typed = tuple[str, bool]
"""A formula as it was typed: its TeX, and whether it stands alone."""


def formula_face() -> Path:
    """The face of formulas, a file that comes with ziamath: STIX Two Math, as TrueType."""
    package = find_spec("ziamath")  # found, not imported: that takes half a second
    folders = package.submodule_search_locations if package else None
    return Path((folders or ["ziamath"])[0]) / "fonts" / "STIXTwoMath-Regular.ttf"


class Formulas:
    """The formulas of one book."""

    def __init__(self, formulas: Iterable[Formula], cache: Cache | None, jobs: int) -> None:
        """Make those that are not kept, and keep them."""
        wanted = list(dict.fromkeys((formula.tex, formula.display) for formula in formulas))
        kept = cache.find_object(_KIND, key_of(fingerprint())) if cache and wanted else None
        self._made: dict[Typed, FormulaPicture | FormulaError] = kept or {}
        """The pictures, or why there is none."""
        self._unknown: Problem | None = None
        """That the library which draws is not known."""
        new = [typed for typed in wanted if typed not in self._made]
        if new:
            self._make_all(new, jobs)
        if cache and new and not self._unknown:  # who has another library is told so each time
            few = len(self._made) <= _MOST
            made = self._made if few else {typed: self._made[typed] for typed in wanted}
            cache.keep_object(_KIND, key_of(fingerprint()), made)

    def fill(self, formula: Formula) -> tuple[Formula, list[Problem]]:
        """Fill in a formula's picture; without one its TeX will be shown as code."""
        made = self._made[formula.tex, formula.display]
        of_library = [self._unknown] if self._unknown else []
        if isinstance(made, FormulaPicture):
            return replace(formula, picture=made), of_library
        message = said(
            "The formula `{tex}` cannot be read: {reason}; shown as typed.",
            tex=shortened(formula.tex, 40),
            reason=made.reason,
        )
        return formula, [problem("bad-formula", formula.place, message, made.hint), *of_library]

    def _make_all(self, formulas: list[Typed], jobs: int) -> None:
        """Read and draw formulas, by several processes if they are many."""
        with given_home():
            from studypress.figures.formula_drawing import get_ready  # loads much, and most books need none
            from studypress.figures.formula_making import pictures_of

        self._unknown = get_ready()
        shares = [formulas[first::jobs] for first in range(jobs)]
        with suppress(ForkDiedError):
            if CAN_FORK and jobs > 1 and len(formulas) > _WORTH:
                for at, made in in_forks(pictures_of, shares, jobs):
                    self._made |= zip(shares[at], made, strict=True)
        left = [typed for typed in formulas if typed not in self._made]
        self._made |= zip(left, pictures_of(left), strict=True)
