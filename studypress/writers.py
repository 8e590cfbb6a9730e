"""An edition is written: what manuscript and request say of it goes to the typesetter, or to the packer of e-books."""

import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studypress import booklets
from studypress.cache import Cache, open_cache
from studypress.check import with_printable_text
from studypress.documents import PageMap
from studypress.editions import BOOK, Edition, Medium
from studypress.figures import for_print, for_screens, in_grey
from studypress.locale import locale_for
from studypress.manuscript import Manuscript
from studypress.model import Book, Figure
from studypress.own_faces import without_faces
from studypress.press import Manner, Press, Printed, Work
from studypress.problems import Problem
from studypress.render import Rendering, epub_style, print_styles
from studypress.request import Report, Request, Result
from studypress.sheets import Sheet, sheet_of
from studypress.study import sort_authors
from studypress.temporary import Pieces
from studypress.tree import walk
from studypress.wording import said

if TYPE_CHECKING:
    from studypress import epub


@dataclass(frozen=True, slots=True)
class Means:
    """What an edition is written with."""

    request: Request
    report: Report
    press: Press
    meanwhile: Callable[[], object]
    """What may be done while another process sets pages."""


@dataclass(frozen=True, slots=True)
class Written:
    """An edition as a file."""

    data: Iterable[bytes]
    """Its pieces: what is large is nowhere put together. It may be read as long as the press is there."""
    pages: int
    """The number of its pages; 0 for an EPUB, which has none."""
    documents: frozenset[str]
    """What it is made of: its chapters are there by their ids."""
    problems: list[Problem]


def write(book: Book, edition: Edition, manuscript: Manuscript, means: Means) -> Written:
    """Write a book as an edition. Raises BookError when it cannot be; NoPangoError when nothing can be printed."""
    if edition.medium is Medium.EPUB:
        return _pack(book, edition, manuscript, means)
    printed = _print(book, _as_printed(edition, manuscript, means.request), manuscript, means)
    documents = frozenset(start.document for start in printed.page_starts)
    return Written(Pieces(means.press.file), printed.pages, documents, list(printed.problems))


def result_of(file: Path, problems: list[Problem], book: Book, written: Written) -> Result:
    """What is told of an edition: the file it becomes, and how much of the book is in it."""
    chapters = tuple(chapter for chapter in book.chapters if chapter.id in written.documents)
    counted = sum(not chapter.opens_part for chapter in chapters)
    terms = sum(bool(entry.definitions) for entry in book.glossary)
    return Result((file,), problems, written.pages, counted, terms, sum(1 for _ in walk(chapters, Figure)))


def get_ready(press: Press, edition: Edition, manuscript: Manuscript, request: Request) -> None:
    """Tell the press how an edition is set, if it can get ready; for an e-book, the one whose pages it has."""
    if press.helper and (manuscript.config.epub.page_list or edition.medium is not Medium.EPUB):
        press.get_ready(_manner(_as_printed(edition, manuscript, request), manuscript, request))


def cache_of(manuscript: Manuscript, request: Request) -> Cache | None:
    """Where what was made for a manuscript is kept; None when nothing is."""
    return open_cache(manuscript.root, request.home) if request.home else None


def ending_of(edition: Edition, request: Request, manuscript: Manuscript) -> str:
    """How the name of a result ends, if the request does not name it; a Kobo knows books of its own kind by it."""
    kobo = edition.medium is Medium.EPUB and profile_of(request, manuscript) == "kobo"
    return ".kepub.epub" if kobo else edition.ending


def profile_of(request: Request, manuscript: Manuscript) -> str:
    """The readers that an e-book is made for."""
    return request.profile or manuscript.config.epub.profile


# --- Print ----------------------------------------------------------------------------------------------------


def _as_printed(edition: Edition, manuscript: Manuscript, request: Request) -> Edition:
    """The edition that is printed: for an e-book the one whose pages it has. What is folded has two sides."""
    if edition.medium is Medium.EPUB:
        edition = BOOK
    if not edition.cards:
        edition = replace(edition, header=manuscript.config.pdf.header)
    one_sided = (request.sides or manuscript.config.pdf.sides) == "one" and not request.booklet
    return replace(edition, recto=False, one_sided=True) if one_sided and edition.name == BOOK.name else edition


def _manner(edition: Edition, manuscript: Manuscript, request: Request) -> Manner:
    """How an edition of a manuscript is set."""
    language = manuscript.config.language
    theme = zip(edition.styles, print_styles(edition, _sheet(edition, manuscript, request), language), strict=True)
    sheets = (
        *((f"templates/{name}", text) for name, text in theme),
        *((file.path, file.text) for file in manuscript.print_styles),
    )
    pdf = manuscript.config.pdf
    return Manner(sheets, len(edition.styles), language, pdf.punctuation, pdf.composition, manuscript.faces)


def _sheet(edition: Edition, manuscript: Manuscript, request: Request) -> Sheet:
    if edition.sheets_of_a4 and not request.page and not request.booklet:
        return sheet_of("A4", _font_size(manuscript, request))
    return sheet_of_book(manuscript, request)


def sheet_of_book(manuscript: Manuscript, request: Request) -> Sheet:
    """The sheet that a book is set for."""
    page = request.page or (booklets.PAGE if request.booklet else manuscript.config.pdf.page)
    return sheet_of(page, _font_size(manuscript, request))


def _font_size(manuscript: Manuscript, request: Request) -> float:
    return request.font_size or manuscript.config.pdf.font_size


def _print(book: Book, edition: Edition, manuscript: Manuscript, means: Means) -> Printed:
    """Set an edition for print. Raises NoPangoError."""
    request, cache = means.request, cache_of(manuscript, means.request)
    means.report(said("pictures"))
    sheet = _sheet(edition, manuscript, request)
    book = with_printable_text(for_print(book, sheet, cache), manuscript.faces)
    if edition.grey:
        book = in_grey(book)
    work = Work(
        manner=_manner(edition, manuscript, request),
        edition=edition,
        places={chapter.id: chapter.place for chapter in book.chapters},
        about=book.metadata,
        identifier=_printed_identifier(book),
        timestamp=request.timestamp,
        jobs=request.jobs,
        cache=cache,
        folded=booklets.PAPERS[sheet.name] if request.booklet else None,
        cut=(sheet, request.flip) if edition.cards else None,
    )
    own = len(manuscript.print_styles)
    rendering = Rendering(book, edition, own, cache, request.jobs, _changed_last(book, manuscript.root), sheet)
    return means.press.set(work, rendering, means.report, means.meanwhile)


def _changed_last(book: Book, root: Path) -> str:
    """The path of the chapter's file that was written last; empty where none can be found."""
    times: dict[str, int] = {}
    for path in {chapter.place.path for chapter in book.chapters}:
        with suppress(OSError, ValueError):
            times[path] = (root / path).stat().st_mtime_ns
    return max(times, key=lambda path: (times[path], path), default="")


def _printed_identifier(book: Book) -> str:
    """Make the identifier of the printed edition, which the e-book names beside its own as the source of its pages."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{book.metadata.identifier}#pdf").urn


# --- E-books --------------------------------------------------------------------------------------------------


def _pack(book: Book, edition: Edition, manuscript: Manuscript, means: Means) -> Written:
    """Pack an edition as an e-book. Raises BookError for a style sheet that no e-book can hold."""
    from studypress import epub

    request, config = means.request, manuscript.config.epub
    sheets, in_sheets = without_faces(manuscript.epub_styles)
    epub.checked_styles(tuple((file.path, file.text) for file in sheets))  # before any work is done
    own = [(f"user-{number}.css", file.text) for number, file in enumerate(sheets, 1)]
    profile = epub.Profile(profile_of(request, manuscript))
    edition = replace(
        edition,
        tables_as_lists=config.wide_tables == "list",
        formulas_as_pictures=profile is epub.Profile.KINDLE,
    )
    cache = cache_of(manuscript, request)
    shown = sort_authors(for_screens(book, cache))
    rendering = Rendering(shown, edition, len(own), cache, request.jobs)
    page_list = _page_list(book, edition, manuscript, means, rendering) if config.page_list else None
    means.report(said("packing"))
    setting = epub.Setting(
        words=_nav_words(shown.metadata.language),
        styles=(("epub.css", epub_style()), *own),
        timestamp=request.timestamp,
        cover=shown.cover,
        places={chapter.id: chapter.place for chapter in shown.chapters},
        conformance=epub.Conformance(config.wcag, config.certified_by) if config.wcag else None,
        page_list=page_list,
        profile=profile,
    )
    data, problems = epub.write_epub(rendering.handed_over(), shown.metadata, setting)
    return Written((data,), 0, frozenset(setting.places), in_sheets + problems)


def _page_list(
    book: Book, edition: Edition, manuscript: Manuscript, means: Means, rendering: Rendering
) -> "epub.PageList":
    """Set a book for print, to know where its pages begin; meanwhile the documents of the e-book are made."""
    from studypress import epub

    def meanwhile() -> None:
        rendering(PageMap())
        means.meanwhile()

    printed_edition = _as_printed(edition, manuscript, means.request)
    printed = _print(book, printed_edition, manuscript, replace(means, meanwhile=meanwhile))
    return epub.PageList(_printed_identifier(book), printed.page_starts)


def _nav_words(language: str) -> "epub.NavWords":
    """What the package itself says, in the book's language."""
    from studypress import epub

    words = locale_for(language).words
    return epub.NavWords(**{field.name: words[field.name] for field in fields(epub.NavWords)})
