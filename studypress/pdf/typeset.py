"""One document of `render`, which is a chapter or another piece of the book, is set alone into a `Galley`.

`typeset` depends on nothing but its arguments and gives plain data, so that galleys can be made by other processes and
kept by the hash of what went in. Only a `workshop` is kept within a process.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import weasyprint

from studypress.documents import Document
from studypress.model import Asset
from studypress.pdf.body import Body, body_of, bytes_of
from studypress.pdf.card_fits import with_fitting_cards
from studypress.pdf.composition import Rules, keeping
from studypress.pdf.composition.glyphs import holding
from studypress.pdf.fetch import BASE, Fetcher
from studypress.pdf.glyph_images import ImageCache
from studypress.pdf.leaders import LEADER, Leader
from studypress.pdf.links import touched_once
from studypress.pdf.messages import heard
from studypress.pdf.numbers import all_held, pages_with_numbers
from studypress.pdf.objects import PT_PER_PX
from studypress.pdf.starts import page_texts
from studypress.pdf.stretches import stretches
from studypress.pdf.structure import mend_structure, tagged_rightly
from studypress.pdf.style_sheet import StyleSheet
from studypress.pdf.subsets import left_out
from studypress.pdf.workshop import Workshop, deep_recursion, workshop_for
from studypress.problems import WHOLE_BOOK, BookError, Place, Problem, fatal
from studypress.typefaces import OwnFace
from studypress.wording import said, shortened


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is set with, apart from its own HTML."""

    sheets: tuple[StyleSheet, ...]
    """In order: the theme's, then the author's."""
    fonts: Path
    """The folder of the program's faces."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """Every picture, by its name."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each document comes from, by its name, for problems; what is no chapter comes from none."""
    rules: Rules = field(default_factory=Rules)
    """How Chinese lines are composed."""
    own_faces: tuple[OwnFace, ...] = ()
    """Faces of the author's, which his style sheets name."""

    @property
    def workshop(self) -> Workshop:
        """What documents are set with, made ready; raises BookError when a face or a style sheet cannot be read."""
        return workshop_for(self.sheets, self.fonts, self.own_faces)

    def place(self, name: str) -> Place:
        """The place that problems with the document `name` are reported at."""
        return self.places.get(name, WHOLE_BOOK)


@dataclass(frozen=True, slots=True)
class Galley:
    """A document, set: what a compositor hands over. Its pages wait for their numbers, and for the others."""

    name: str
    """The name of its `Document`."""
    body: bytes
    """What it puts into the file of a book, a body after another: see `body.py`."""
    pages: int
    """The number of its pages."""
    anchors: dict[str, tuple[int, float, float]]
    """id → (index of the page in this galley, x, y), in pt from the page's top left corner, y downwards."""
    starts: tuple[tuple[int, str], ...] = ()
    """For each page, how many characters of the galley precede it, and its first ones; see `page_texts`."""
    tops: tuple[float, ...] = ()
    """For each page, how high its top edge stands above the origin of its coordinates, in pt."""
    problems: tuple[Problem, ...] = ()


def typeset(document: Document, setting: Setting, layer: bool = False) -> Galley:
    """Set a document. A `layer` is laid over others: no part of the text, and every number in it is a slot.

    Raises BookError when it cannot be set at all, or a face or a style sheet cannot be read.
    """
    workshop = setting.workshop
    fetcher = Fetcher(setting.assets, setting.fonts)
    place = setting.place(document.name)
    with (
        heard(place, fetcher, setting.sheets, html=document.html) as problems,
        keeping(setting.rules),
        holding(workshop.faces),
        deep_recursion(),
        _garbage_kept(),
        _unsettable(place, setting.sheets),
    ):
        galley = _set(document, workshop, fetcher, layer)
    return replace(galley, problems=tuple(problems))


def _set(document: Document, workshop: Workshop, fetcher: Fetcher, layer: bool) -> Galley:
    source = weasyprint.HTML(string=document.html, base_url=BASE, url_fetcher=fetcher)
    images = ImageCache(fetcher.assets)
    images[LEADER] = Leader()

    def render(html: Any) -> Any:
        return html.render(stylesheets=workshop.sheets, cache=images, **workshop.registers())

    fitted = with_fitting_cards(render)
    can_pause = workshop.can_pause and not layer
    laid_out = stretches(source, fitted, may_part=workshop.can_part) if can_pause else [fitted(source)]
    galley, characters = Galley(document.name, b"", 0, {}), 0
    for number, layout in enumerate(laid_out):
        laid = _drawn(layout, f"{document.name}.{number}" if number else document.name, layer)
        starts, characters = page_texts(layout, characters)
        anchors = {name: (index + galley.pages, x, y) for name, (index, x, y) in _anchors(layout).items()}
        galley = replace(
            galley,
            body=galley.body + bytes_of(laid),
            pages=galley.pages + len(layout.pages),
            anchors=anchors | galley.anchors,
            starts=galley.starts + starts,
            tops=galley.tops + tuple(boxes["TrimBox"][3] for boxes in laid.boxes),
        )
        layout.pages = []  # they are not held while the next are laid out
    return galley


def _drawn(layout: Any, name: str, layer: bool) -> Body:
    """What pages that were laid out put into the file of a book; the name is its own among all of them."""
    bodies: list[Body] = []
    for page in layout.pages:
        page.links[:] = touched_once(page.links)
    with left_out() as faces, tagged_rightly() as unmark, all_held() if layer else nullcontext():

        def finish(_: Any, file: Any) -> None:
            numbered = pages_with_numbers(file)
            tree = None
            if not layer:
                unmark(file)
                tree = mend_structure(file, name)
            bodies.append(body_of(file, faces, numbered, tree))  # nothing is left to write: the body has it all

        layout.write_pdf(pdf_tags=not layer, finisher=finish)
    (laid,) = bodies
    return laid


def font_map(setting: Setting) -> Any:
    """Pango's font map with the faces of a setting."""
    return setting.workshop.faces.font_map


def sheet_problems(setting: Setting) -> tuple[Problem, ...]:
    """What is wrong with the style sheets themselves, each thing once for the whole book.

    Raises BookError when a face or a style sheet cannot be read.
    """
    return setting.workshop.problems


def _anchors(layout: Any) -> dict[str, tuple[int, float, float]]:
    """Where each id begins. An element that runs over several pages begins on the first of them."""
    anchors: dict[str, tuple[int, float, float]] = {}
    for index, page in enumerate(layout.pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, (index, round(x * PT_PER_PX, 3), round(y * PT_PER_PX, 3)))
    return anchors


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Let no garbage be looked for while boxes are made: all are in use, and looking takes a fifth of the time.

    They refer to each other in circles. Where this process goes on, some later look finds them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _unsettable(place: Place, sheets: Iterable[StyleSheet]) -> Iterator[None]:
    """Turn whatever WeasyPrint stumbles over into a problem: no traceback may reach an author."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as cause:
        message = said(
            "It cannot be set: WeasyPrint stops with {kind}: {cause}.",
            kind=type(cause).__name__,
            cause=shortened(str(cause)),
        )
        hint = said("Build halves of it to find the paragraph at fault, and report that paragraph to us.")
        if own := next((sheet.path for sheet in sheets if not sheet.path.startswith("templates/")), ""):
            hint = said("Build it without {name}: a rule there may be at fault. {hint}", name=own, hint=hint)
        raise BookError([fatal("typesetting", place, message, hint)]) from cause
