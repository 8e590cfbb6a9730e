"""The press sets an edition for print: by a process of its own, which gets ready while the book is being understood.

WeasyPrint and the faces take half a second to load, and what they take of memory does not meet there with the book. The
press is told how the book is set as soon as its settings are read, then what to set; it asks for the documents, for
those again whose words depend on page numbers, and for the folios. Where forking is not safe, or one process is to do
it all, all this is done here. Nothing is loaded here that one of the two does without.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, BinaryIO

from studypress import memory
from studypress.booklets import Paper
from studypress.cache import Cache
from studypress.cards import Edge
from studypress.compiled import kept_compiled
from studypress.config import CompositionConfig
from studypress.documents import Document, Documents, OutlineItem, PageMap, PageStart
from studypress.editions import Edition
from studypress.forks import CAN_FORK, ForkDiedError, Helper, helped
from studypress.model import Asset, Metadata
from studypress.problems import MORE_MEMORY, WHOLE_BOOK, BookError, Place, Problem, fatal
from studypress.request import Report, Request
from studypress.resources import resource_folder
from studypress.sheets import Sheet
from studypress.temporary import unnamed_file
from studypress.typefaces import OwnFace
from studypress.wording import Sentence, said

if TYPE_CHECKING:
    from studypress import pdf


class NoPangoError(Exception):
    """The library that sets lines of print cannot be loaded; says what the system said."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a book is set: what its settings say, and its edition."""

    sheets: tuple[tuple[str, str], ...]
    """Path and text of each style sheet, in order."""
    of_theme: int
    """How many of them are the theme's."""
    language: str
    punctuation: str
    composition: CompositionConfig
    faces: tuple[OwnFace, ...] = ()
    """Of the author's own, which the sheets name."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be set, but for its documents."""

    manner: Manner
    edition: Edition
    places: dict[str, Place]
    """Where each chapter comes from, by its id."""
    about: Metadata
    identifier: str
    timestamp: int
    jobs: int
    cache: Cache | None
    folded: Paper | None = None
    """The paper of a booklet, on which the pages are laid."""
    cut: tuple[Sheet, Edge] | None = None
    """The sheet that flash cards are laid on, and the edge it is turned over."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition that was set, into the file of its press."""

    pages: int
    problems: tuple[Problem, ...]
    page_starts: tuple[PageStart, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """Sets one edition."""

    file: BinaryIO
    """What it sets it into."""
    helper: Helper | None = None
    """The process that does it; None: this one."""

    def get_ready(self, manner: Manner) -> None:
        """Load what setting in this manner will take, if that can be done beside."""
        if self.helper:
            self.helper.tell(manner)

    def set(self, work: Work, documents: Documents, report: Report, meanwhile: Callable[[], object]) -> Printed:
        """Set the documents of an edition; `meanwhile` is done while the first are being set.

        Raises BookError when it cannot be set, NoPangoError when nothing can be, and what `meanwhile` raises.
        """
        if self.helper:
            return _set_by(self.helper, work, documents, report, meanwhile)
        meanwhile()
        return _set(work, documents, report, self.file)


@contextmanager
def begun(request: Request) -> Iterator[Press]:
    """A press for what is asked for: another process, if there may be several, or if it may want for memory.

    The sooner it is begun the better: it loads what printing takes while this process loads the rest. An e-book has the
    pages of print too, unless its settings, which are read later, say that it has none.
    """
    with ExitStack() as stack:
        file, helper = stack.enter_context(unnamed_file()), None
        if CAN_FORK and (request.jobs > 1 or memory.is_bounded()):
            with suppress(ForkDiedError):  # none can be had
                helper = stack.enter_context(helped(partial(_serve, file=file)))
        yield Press(file, helper)


def load_weasyprint() -> None:
    """Load WeasyPrint, which takes half a second, for what is printed alone. Raises NoPangoError."""
    try:
        with redirect_stdout(io.StringIO()), kept_compiled():  # without Pango, WeasyPrint prints its own advice there
            from studypress import pdf  # noqa: F401 - whether it can be loaded is what is asked
    except OSError as error:
        raise NoPangoError(str(error)) from None


def _set(work: Work, documents: Documents, report: Report, file: BinaryIO) -> Printed:
    """Set an edition into a file, in this process."""
    load_weasyprint()
    if not (work.folded or work.cut):
        return _set_pages(work, documents, report, file)
    from studypress import pdf

    with unnamed_file() as pages:
        printed = _set_pages(work, documents, report, pages)
        report(said("laying the pages on sheets"))
        if work.cut:
            return replace(printed, pages=pdf.lay_cards(pages, file, *work.cut))
        if work.folded:
            pdf.impose(pages, file, work.folded)
    return printed


def _set_pages(work: Work, documents: Documents, report: Report, file: BinaryIO) -> Printed:
    from studypress import pdf

    about = work.about
    metadata = pdf.Metadata(
        title=about.title,
        language=about.language,
        created=datetime.fromtimestamp(work.timestamp, UTC),
        authors=about.author_names,
        description=about.description,
        publisher=about.publisher,
        rights=about.rights,
        identifier=work.identifier,
    )
    done = pdf.write_pdf(
        documents,
        pdf.plan_for(work.edition),
        replace(_setting(work.manner), places=work.places),
        metadata,
        file,
        lambda title, done, total: report(
            said("setting {title} ({number}/{total})", title=title, number=done + 1, total=total)
        ),
        work.jobs,
        work.cache,
    )
    return Printed(done.pages, done.problems, done.page_starts)


def _setting(manner: Manner) -> "pdf.Setting":
    from studypress import pdf

    return pdf.Setting(
        sheets=tuple(pdf.StyleSheet(path, text) for path, text in manner.sheets),
        fonts=resource_folder("fonts"),
        rules=pdf.Rules(manner.punctuation, manner.composition),
        own_faces=manner.faces,
    )


# --- In this process ------------------------------------------------------------------------------------------


def _set_by(
    helper: Helper, work: Work, documents: Documents, report: Report, meanwhile: Callable[[], object]
) -> Printed:
    for load in _loads(documents.assets):
        helper.tell(load)
    helper.tell(work)
    names = set()
    for place, document in documents.each():  # sent one by one, none is held beside the book
        helper.tell((place, document))
        names.add(document.name)
    helper.tell(documents.outline(names))
    meanwhile()
    try:
        while True:
            match helper.answer():
                case PageMap() as numbers:
                    helper.tell(documents.again(numbers))
                case tuple() as labels:
                    helper.tell(documents.folios(labels))
                case Sentence() as stage:
                    report(stage)
                case Printed() as printed:
                    return printed
    except ForkDiedError:
        message = said("The process that sets the pages died; most often because there is not enough memory.")
        raise BookError([fatal("typesetting", WHOLE_BOOK, message, MORE_MEMORY)]) from None


_LOAD = 60_000
"""Bytes of pictures that are sent at once: formulas are many and small, and what a pipe holds is 64 KB."""


def _loads(assets: Iterable[Asset]) -> Iterator[tuple[Asset, ...]]:
    load: list[Asset] = []
    size = 0
    for asset in assets:
        if load and size + len(asset.data) > _LOAD:
            yield tuple(load)
            load, size = [], 0
        load.append(asset)
        size += len(asset.data)
    yield tuple(load)


# --- In the press's own ---------------------------------------------------------------------------------------


def _serve(connection: Connection, file: BinaryIO) -> None:
    """Get ready, then set what comes, into a file that it shares with the process it answers."""
    load_weasyprint()
    from studypress import pdf

    assets: list[Asset] = []
    while True:
        match connection.recv():
            case Manner() as manner:
                trying = manner.of_theme == len(manner.sheets)
                pdf.get_ready(_setting(manner), manner.language, trying=trying)
            case tuple() as load:
                for asset in load:
                    pdf.trace(asset)
                assets += load
            case Work() as work:
                documents = _Received(connection, tuple(assets))
                connection.send(_set(work, documents, connection.send, file))
                return


@dataclass
class _Received(Documents):
    """The documents of an edition, as the process that understands it sends them."""

    connection: Connection
    pictures: tuple[Asset, ...]
    """Which were sent before them."""
    _outline: tuple[OutlineItem, ...] = ()

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Give what was received."""
        return self.pictures

    def each(self) -> Iterator[tuple[int, Document]]:
        """Receive them; their outline comes last."""
        while True:
            match self.connection.recv():
                case int() as place, Document() as document:
                    yield place, document
                case outline:
                    self._outline = outline
                    return

    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        """Give the outline that was received."""
        return self._outline

    def again(self, numbers: PageMap) -> dict[str, Document]:
        """Ask for them."""
        self.connection.send(numbers)
        received: dict[str, Document] = self.connection.recv()
        return received

    def folios(self, labels: Sequence[str]) -> str:
        """Ask for their document."""
        self.connection.send(tuple(labels))
        received: str = self.connection.recv()
        return received
