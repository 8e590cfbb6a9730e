"""A manuscript that was read, and the whole book it makes, with all that was found wrong on the way."""

from dataclasses import dataclass, replace
from functools import cached_property

from studypress.check import Switches, check, read_switches
from studypress.manuscript import Manuscript
from studypress.model import Book
from studypress.problems import SETTINGS, Place, Problem, Severity, in_order, stop_at_errors
from studypress.sheets import Sheet
from studypress.typefaces import OwnFace

_BY_CHANCE = frozenset({"diagram-failed"})
"""Problems that may be gone with the next build: dot may have been ended where memory or time were short."""


@dataclass(frozen=True)
class Understood:
    """What is known before an edition is chosen."""

    manuscript: Manuscript
    book: Book
    found: list[Problem]
    """What was found on the way; the rules that look at the finished book find nothing that stops a build."""
    faces: tuple[OwnFace, ...]
    """The author's own that its text is set in; an e-book brings none."""
    sheet: Sheet | None
    """What it is printed on; None for an e-book."""

    @cached_property
    def problems(self) -> list[Problem]:
        """Those whose rules are on, in order."""
        in_book = check(self.book, self.faces, self.sheet)
        found = self.switches.kept([*self.found, *in_book, *self._orders[1]])
        return in_order(self._in_settings(one) if one.place == SETTINGS else one for one in found)

    @property
    def switches(self) -> Switches:
        """Which rules are off, and where."""
        return self._orders[0]

    @property
    def is_sure(self) -> bool:
        """Whether understanding it again would find the same."""
        return all(one.code not in _BY_CHANCE for one in self.found)

    def stop_at_errors(self, *, strict: bool) -> None:
        """Raise BookError if something keeps it from being built, which the rules for finished books never find."""
        if strict or any(found.severity is Severity.ERROR for found in self.found):
            stop_at_errors(self.problems, strict=strict)

    def _in_settings(self, found: Problem) -> Problem:
        return replace(found, place=Place(self.manuscript.settings))

    @cached_property
    def _orders(self) -> tuple[Switches, list[Problem]]:
        return read_switches(self.manuscript)
