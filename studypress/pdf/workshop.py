"""What pages are set with, made ready once in a process: faces, parsed style sheets, and WeasyPrint as we want it.

Reading 45 MB of faces and sheets takes longer than setting a chapter.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.css.counters import CounterStyle

from studypress.memory import require_room
from studypress.pdf import body, numbers, structure, subsets
from studypress.pdf.batches import SEAMS as PAUSING
from studypress.pdf.breaks import mend_page_breaks
from studypress.pdf.composition import compose_chinese
from studypress.pdf.drawings import mend_drawings
from studypress.pdf.faces import Faces
from studypress.pdf.fetch import BASE, Fetcher
from studypress.pdf.leaders import draw_leaders
from studypress.pdf.messages import heard
from studypress.pdf.numbers import hold_numbers
from studypress.pdf.sparing import spare_time
from studypress.pdf.stretches import SEAMS as PARTING
from studypress.pdf.style_sheet import StyleSheet
from studypress.problems import BookError, Place, Problem, fatal, problem
from studypress.typefaces import OwnFace
from studypress.wording import Sentence, joined, said, shortened

_UNCOMPOSED = StyleSheet("composition", 'html { font-feature-settings: "chws" }')
"""Where Chinese is not composed, the faces themselves narrow marks that meet."""

_RECURSION = 20_000
"""Frames that laying out may nest. A level of lists costs WeasyPrint about 20, and Python allows 1,000."""

_ROOM = 160_000_000
"""Bytes of addresses that faces, sheets and the shortest chapter take, with the stacks of Pango's threads."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Faces and parsed style sheets, which belong together."""

    faces: Faces
    sheets: list[Any]
    counter_style: Any
    color_profiles: dict[Any, Any]
    problems: tuple[Problem, ...]
    can_part: bool
    """Whether a long page may be set in stretches: counters of an author's would not go on in the next."""
    can_pause: bool
    """Whether it may be laid out some pages at a time."""

    def registers(self) -> dict[str, Any]:
        """What WeasyPrint wants for each document. Copies, since laying out adds to them."""
        return {
            "font_config": self.faces,
            "counter_style": self.counter_style.copy(),
            "color_profiles": self.color_profiles.copy(),
        }


_COUNTING = re.compile("counter-(?:reset|increment|set)")
"""What counts; `@counter-style` only says how numbers look."""


@lru_cache(maxsize=4)
def workshop_for(sheets: tuple[StyleSheet, ...], fonts: Path, own: tuple[OwnFace, ...] = ()) -> Workshop:
    """Load the faces, the author's `own` too, and parse the style sheets, once per process.

    Raises BookError when a face or a style sheet cannot be read.
    """
    require_room(_ROOM)  # GLib ends the process when Pango gets no thread
    faces, counter_style = Faces(), CounterStyle()
    color_profiles: dict[Any, Any] = {}
    fetcher = Fetcher({}, fonts, {face.name: face.file for face in own})
    composed, ends_pages = compose_chinese(), mend_page_breaks()
    _prepare()
    relied_on = (*body.SEAMS, *numbers.SEAMS, *structure.SEAMS, *subsets.SEAMS)
    bound = all(seam.is_known() for seam in relied_on)
    parsed, problems = [], _repair_problems(composed, ends_pages, bound)
    for sheet in sheets if composed else (_UNCOMPOSED, *sheets):
        place = Place(sheet.path)
        listening = heard(place, fetcher, [sheet], in_sheet=True)
        with listening as found, deep_recursion(), _unreadable(place):
            parsed.append(
                weasyprint.CSS(
                    string=sheet.text,
                    base_url=BASE,
                    url_fetcher=fetcher,
                    font_config=faces,
                    counter_style=counter_style,
                    color_profiles=color_profiles,
                )
            )
        problems += found
    _require_faces(fetcher)
    counting = any(_COUNTING.search(sheet.text) for sheet in sheets)
    can_pause = all(seam.is_known() for seam in PAUSING)
    can_part = can_pause and not counting and all(seam.is_known() for seam in PARTING)
    return Workshop(faces, parsed, counter_style, color_profiles, tuple(problems), can_part, can_pause)


@cache
def _prepare() -> None:
    """Have WeasyPrint draw as we want it, and save time, once in this process; numbers last, which see all drawing."""
    draw_leaders()
    mend_drawings()
    spare_time()
    hold_numbers()


def _repair_problems(composed: bool, ends_pages: bool, bound: bool) -> list[Problem]:
    repairs = (
        (ends_pages, said("notes may stray from their marks, and frames from their content")),
        (composed, said("Chinese lines stay ragged")),
        (bound, said("page numbers, faces and tags may be wrong")),
    )
    return [
        problem("typesetting", Place("weasyprint"), _unknown(fault), said("Install the locked versions: make setup."))
        for repaired, fault in repairs
        if not repaired
    ]


def _unknown(fault: Sentence) -> Sentence:
    return said("studypress does not know WeasyPrint {version}: {fault}.", version=weasyprint.__version__, fault=fault)


def _require_faces(fetcher: Fetcher) -> None:
    """Stop when a face of the program's is missing: a book of empty squares is no result."""
    if fetcher.missing_faces:
        message = said("The program's own face {names} is missing.", names=joined(fetcher.missing_faces))
        raise BookError([fatal("typesetting", Place("fonts"), message, said("Make it again: see fonts/README.md."))])


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Let WeasyPrint nest deeper than Python's default, which ends at about 50 levels of lists.

    Python's own functions take no room on the C stack (since 3.11), so that this cannot crash the interpreter.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextmanager
def _unreadable(place: Place) -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise
    except Exception as cause:
        if isinstance(cause, OSError) and cause.errno:  # the system's: a face cannot be written
            raise
        words = shortened(str(cause)).removeprefix("Refused: ") or type(cause).__name__
        message = said("The style sheet cannot be read: WeasyPrint stops at “{words}”.", words=words)
        raise BookError([fatal("style-sheet", place, message, said("Take out the rule that is at fault."))]) from cause
