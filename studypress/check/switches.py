"""Switching rules off: for a book in `[check]`, for a stretch or a line of a file by a comment.

    <!-- check: off missing-alt -->     alone on its line: from here to `on`, or to the end of the file
    <!-- check: on missing-alt -->
    text <!-- check: off missing-alt -->    behind text: this line only

Without a code all are meant. Errors cannot be switched off: nothing is written because of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studypress.manuscript import Manuscript
from studypress.markdown import Comment, html_comments
from studypress.names import nearest
from studypress.problems import SWITCHABLE, Place, Problem, Severity, problem
from studypress.wording import said, shortened

_MAY_HOLD_ONE = re.compile(r"<!--\s*check:")
_ORDER = re.compile(r"check:\s*(\w*)\s*(.*)", re.DOTALL)
_MOST_HINTS = 100
"""Unknown codes that the nearest known one is looked for; who has more has another trouble than slips of the pen."""

_Stretches = dict[tuple[str, str], list[tuple[int, float]]]
"""File and code → the first and last lines between which the rule is off; infinity is the end of the file."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The rules that are off, and where."""

    off: frozenset[str]
    """Everywhere."""
    stretches: _Stretches
    """Here and there."""

    def kept(self, problems: Iterable[Problem]) -> list[Problem]:
        """Leave out the problems whose rules are off at their places."""
        return [one for one in problems if one.severity is Severity.ERROR or self.is_on(one.code, one.place)]

    def is_on(self, code: str, place: Place) -> bool:
        """Whether a rule holds at a place."""
        return code not in self.off and not any(
            first <= place.line <= last for first, last in self.stretches.get((place.path, code), ())
        )


def read_switches(manuscript: Manuscript) -> tuple[Switches, list[Problem]]:
    """Read what `[check]` and the comments of all files switch off."""
    stretches: _Stretches = {}
    problems: list[Problem] = []
    for source in (*manuscript.chapters, *manuscript.glossary):
        if _MAY_HOLD_ONE.search(source.text):
            comments = html_comments(source, manuscript.config)
            orders = [order for comment in comments for order in _orders(comment, problems)]
            _follow(orders, stretches)
    return Switches(frozenset(manuscript.config.check.off), stretches), problems


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
        problems.append(_misspelt(comment, word or found[0], nearest(word or found[0], ("on", "off"))))
        return
    for code in codes:
        if code in SWITCHABLE:
            yield _Order(code, word == "on", comment)
        else:
            problems.append(_misspelt(comment, code, nearest(code, SWITCHABLE) if len(problems) < _MOST_HINTS else ""))


def _misspelt(comment: Comment, word: str, near: str) -> Problem:
    hint = said("Did you mean {near}?", near=near) if near else said("Write `check: off CODE` or `check: on CODE`.")
    message = said("The comment says `{word}`, which switches nothing.", word=shortened(word))
    return problem("check-comment", comment.place, message, hint)


def _follow(orders: list[_Order], stretches: _Stretches) -> None:
    """Add what the orders of one file, and of those that it includes, switch off."""
    open_at: dict[tuple[str, str], int] = {}
    for order in orders:
        place = order.comment.place
        key = place.path, order.code
        if not order.comment.alone:
            if not order.on:
                stretches.setdefault(key, []).append((place.line, place.line))
        elif not order.on:
            open_at.setdefault(key, place.line)
        elif (first := open_at.pop(key, None)) is not None:
            stretches.setdefault(key, []).append((first, place.line))
    for key, first in open_at.items():
        stretches.setdefault(key, []).append((first, float("inf")))
