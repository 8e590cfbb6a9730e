"""What WeasyPrint says in its log, turned into problems that an author can act on."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape

from studypress.pdf.fetch import Fetcher
from studypress.pdf.style_sheet import StyleSheet
from studypress.problems import Place, Problem, problem
from studypress.wording import Sentence, foreign, said, shortened, verbatim

_LOGGER = logging.getLogger("weasyprint")
_POSITION = re.compile(r" at (\d+):(\d+)")
_IGNORED = re.compile(r"Ignored `(.*)`, ([a-z ]+)\.")
_LENGTH = 240
"""Lines of the log are shown up to this many characters."""

_HARMLESS = (
    # `check` has found the character already, and knows the line it stands in.
    re.compile(r"^\.notdef glyph rendered"),
    # `check` asks authors for alternative text; what has none is decoration.
    re.compile(r"^Image .* has no required alt description$", re.DOTALL),
    # A picture that was not served is reported once, by its address: `_refusal`.
    re.compile(r"^Failed to load (image|stylesheet) at .*: Refused: ", re.DOTALL),
)
"""Lines that say nothing new, each with the reason."""
_UNDRAWN = re.compile(r"Failed to render SVG image (\S+)")
"""What is said of a drawing that WeasyPrint stops at."""


class _Recorder(logging.Handler):
    """Keep what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[record.getMessage()] = None


@contextmanager
def heard(
    place: Place, fetcher: Fetcher, sheets: Sequence[StyleSheet], in_sheet: bool = False, html: str = ""
) -> Iterator[list[Problem]]:
    """Fill the list, at the end, with what WeasyPrint had to say and what `fetcher` refused, each thing once.

    `place` is the page being set, which `html` is the text of, or, `in_sheet`, the style sheet being read; `sheets` are
    all that may have asked for something. WeasyPrint has one log for a whole process, so that two threads must not
    listen at once; the parallel road is processes.
    """
    recorder = _Recorder()
    problems: list[Problem] = []
    fetcher.refused.clear()
    level, propagate = _LOGGER.level, _LOGGER.propagate
    _LOGGER.addHandler(recorder)
    _LOGGER.setLevel(logging.WARNING)
    _LOGGER.propagate = False
    try:
        yield problems
    finally:
        _LOGGER.removeHandler(recorder)
        _LOGGER.setLevel(level)
        _LOGGER.propagate = propagate
        problems += [_refusal(address, place, sheets) for address in fetcher.refused]
        for line in recorder.lines:
            if found := _UNDRAWN.match(line):
                problems.append(_undrawn(place, found[1], html))
            elif not is_harmless(line):
                problems.append(_said(place, line, in_sheet))


def _refusal(address: str, place: Place, sheets: Sequence[StyleSheet]) -> Problem:
    """Report an address that was not served, at the line of the style sheet that names it, else at the page."""
    hint = said("Put the picture into the manuscript's folder and name it in the Markdown text.")
    for sheet in sheets:
        before, found, _ = sheet.text.partition(address)
        if found:
            place = Place(sheet.path, before.count("\n") + 1)
            hint = said("A style sheet can load nothing but faces: take the rule out.")
    message = said("{name} is not read: nothing outside the book is.", name=shortened(address))
    return problem("typesetting", place, message, hint)


def _undrawn(place: Place, address: str, html: str) -> Problem:
    """Report a drawing that stays blank, by what its picture is said to show."""
    tag = re.search(rf'<img\b[^>]*src="{re.escape(address)}"[^>]*>', html)
    alt = tag and re.search(r'\balt="([^"]+)"', tag[0])
    message = said("A drawing cannot be printed, and is left blank.")
    if alt:
        message = said("The drawing “{name}” cannot be printed, and is left blank.", name=shortened(unescape(alt[1])))
    return problem("typesetting", place, message, said("Save it as PNG."))


def _said(place: Place, line: str, in_sheet: bool) -> Problem:
    """Make a problem of a line of the log. Where a style sheet is at fault, its line becomes the place."""
    if in_sheet and (found := _POSITION.search(line)):
        place = Place(place.path, int(found[1]))
        line = line.replace(found[0], "", 1)
    return problem("typesetting", place, _in_forms(shortened(line, _LENGTH)))


def _in_forms(line: str) -> Sentence:
    """A line of the log, by a form of ours where it is of the kind that comes most often."""
    found = _IGNORED.fullmatch(line)
    return said("Ignored `{rule}`, {fault}.", rule=found[1], fault=foreign(found[2])) if found else verbatim(line)


def is_harmless(line: str) -> bool:
    """Whether a line of WeasyPrint's log says nothing that an author must know."""
    return any(pattern.search(line) for pattern in _HARMLESS)
