"""Switching rules off: for a book in `[check]`, for a stretch or a line of a file by a comment.

    <!-- check: off missing-alt -->     alone on its line: from here to `on`, or to the end of the file
    <!-- check: on missing-alt -->
    text <!-- check: off missing-alt -->    behind text: this line only

Without a code all are meant. Errors cannot be switched off: nothing is written because of them.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studypress.manuscript import Manuscript
from studypress.markdown import Comment, html_comments
from studypress.problems import SWITCHABLE, Place, Problem, Severity, problem

_MAY_HOLD_ONE = re.compile(r"<!--\s*check:")
_ORDER = re.compile(r"check:\s*(\w*)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of a file on which a rule is off."""

    path: str
    code: str
    first: int
    last: float
    """Infinity: to the end of the file."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The rules that are off, and where."""

    off: frozenset[str]
    """Everywhere."""
    stretches: tuple[_Stretch, ...] = ()

    def kept(self, problems: Iterable[Problem]) -> list[Problem]:
        """Leave out the problems whose rules are off at their places."""
        return [one for one in problems if one.severity is Severity.ERROR or not self._covers(one.code, one.place)]

    def _covers(self, code: str, place: Place) -> bool:
        return code in self.off or any(
            each.code == code and each.path == place.path and each.first <= place.line <= each.last
            for each in self.stretches
        )


def read_switches(manuscript: Manuscript) -> tuple[Switches, list[Problem]]:
    """Read what `[check]` and the comments of all files switch off."""
    stretches: list[_Stretch] = []
    problems: list[Problem] = []
    for source in (*manuscript.chapters, *manuscript.glossary):
        if _MAY_HOLD_ONE.search(source.text):
            comments = html_comments(source, manuscript.config)
            orders = [order for comment in comments for order in _orders(comment, problems)]
            stretches += _stretches(orders)
    return Switches(frozenset(manuscript.config.check.off), tuple(dict.fromkeys(stretches))), problems


@dataclass(frozen=True, slots=True)
class _Order:
    """What a comment says of one rule."""

    code: str
    on: bool
    comment: Comment


def _orders(comment: Comment, problems: list[Problem]) -> Iterator[_Order]:
    found = _ORDER.fullmatch(comment.text)
    if not found:
        return
    word, codes = found[1], re.split(r"[\s,，、]+", found[2].strip()) if found[2].strip() else list(SWITCHABLE)
    if word not in ("on", "off"):
        problems.append(_misspelt(comment, word or "nothing", ("on", "off")))
        return
    for code in codes:
        if code in SWITCHABLE:
            yield _Order(code, word == "on", comment)
        else:
            problems.append(_misspelt(comment, code, SWITCHABLE))


def _misspelt(comment: Comment, word: str, known: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else "Write `check: off CODE` or `check: on CODE`."
    return problem("check-comment", comment.place, f"The comment says `{word}`, which switches nothing.", hint)


def _stretches(orders: list[_Order]) -> Iterator[_Stretch]:
    """Make stretches of the orders of one file, and of those that it includes."""
    open_at: dict[tuple[str, str], int] = {}
    for order in orders:
        path, line = order.comment.place.path, order.comment.place.line
        if not order.comment.alone:
            if not order.on:
                yield _Stretch(path, order.code, line, line)
        elif not order.on:
            open_at.setdefault((path, order.code), line)
        elif (first := open_at.pop((path, order.code), None)) is not None:
            yield _Stretch(path, order.code, first, line)
    for (path, code), first in open_at.items():
        yield _Stretch(path, code, first, float("inf"))
