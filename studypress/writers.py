"""An edition is written: what manuscript and request say of it goes to the typesetter, or to the packer of e-books."""

import io
import uuid
from contextlib import redirect_stdout
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from studypress.cache import Cache, open_cache
from studypress.check import with_printable_text
from studypress.editions import BOOK, Edition, Medium
from studypress.figures import for_print, for_screens, in_grey
from studypress.locale import locale_for
from studypress.manuscript import Manuscript
from studypress.model import Book
from studypress.pages import PageMap
from studypress.problems import Problem
from studypress.render import Rendering, epub_style, folios, print_styles
from studypress.request import Report, Request
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.study import sort_authors

if TYPE_CHECKING:
    from studypress import pdf


class NoPangoError(Exception):
    """The library that sets lines of print cannot be loaded; says what the system said."""


@dataclass(frozen=True, slots=True)
class Written:
    """An edition as a file."""

    data: bytes
    pages: int
    """The number of its pages; 0 for an EPUB, which has none."""
    problems: list[Problem]


def write(book: Book, edition: Edition, manuscript: Manuscript, request: Request, report: Report) -> Written:
    """Write a book as an edition. Raises BookError when it cannot be; NoPangoError when nothing can be printed."""
    if edition.medium is Medium.EPUB:
        return _pack(book, edition, manuscript, request, report)
    printed = _set(book, edition, manuscript, request, report)
    return Written(printed.data, printed.pages, list(printed.problems))


def cache_of(manuscript: Manuscript, request: Request) -> Cache | None:
    """Where what was made for a manuscript is kept; None when nothing is."""
    return open_cache(manuscript.root, request.home) if request.home else None


def profile_of(request: Request, manuscript: Manuscript) -> str:
    """The readers that an e-book is made for."""
    return request.profile or manuscript.config.epub.profile


# --- Print ----------------------------------------------------------------------------------------------------


def _load_typesetter() -> None:
    """Load WeasyPrint, which takes half a second, for what is printed alone. Raises NoPangoError."""
    try:
        with redirect_stdout(io.StringIO()):  # without Pango, WeasyPrint prints its own advice there
            from studypress import pdf  # noqa: F401 - whether it can be loaded is what is asked
    except OSError as error:
        raise NoPangoError(str(error)) from None


def _set(book: Book, edition: Edition, manuscript: Manuscript, request: Request, report: Report) -> "pdf.PdfResult":
    """Set an edition for print. Raises NoPangoError."""
    _load_typesetter()
    from studypress import pdf

    sheet = SHEETS[request.page or ("A4" if edition.sheets_of_a4 else manuscript.config.pdf.page)]
    report("pictures")
    book = with_printable_text(for_print(book, sheet, cache_of(manuscript, request)))
    if edition.grey:
        book = in_grey(book)
    theme = zip(edition.styles, print_styles(edition, sheet, book.metadata.language), strict=True)
    setting = pdf.Setting(
        sheets=(
            *(pdf.StyleSheet(f"templates/{name}", text) for name, text in theme),
            *(pdf.StyleSheet(file.path, file.text) for file in manuscript.print_styles),
        ),
        fonts=resource_folder("fonts"),
        places={chapter.id: chapter.place for chapter in book.chapters},
        rules=pdf.Rules(manuscript.config.pdf.punctuation, manuscript.config.pdf.composition),
    )
    return pdf.write_pdf(
        Rendering(book, edition, 0, cache_of(manuscript, request), request.jobs),
        partial(folios, edition=edition),
        pdf.plan_for(edition),
        setting,
        _pdf_metadata(book, request),
        lambda name, done, total: report(f"setting {name} ({done + 1}/{total})"),
        request.jobs,
        cache_of(manuscript, request),
    )


def _pdf_metadata(book: Book, request: Request) -> "pdf.Metadata":
    from studypress import pdf

    about = book.metadata
    return pdf.Metadata(
        title=about.title,
        language=about.language,
        created=datetime.fromtimestamp(request.timestamp, UTC),
        authors=about.author_names,
        description=about.description,
        publisher=about.publisher,
        rights=about.rights,
        identifier=_printed_identifier(book),
    )


def _printed_identifier(book: Book) -> str:
    """Make the identifier of the printed edition, which the e-book names beside its own as the source of its pages."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{book.metadata.identifier}#pdf").urn


# --- E-books --------------------------------------------------------------------------------------------------


def _pack(book: Book, edition: Edition, manuscript: Manuscript, request: Request, report: Report) -> Written:
    from studypress import epub

    config = manuscript.config.epub
    page_list = None
    if config.page_list:
        printed = _set(book, BOOK, manuscript, request, report)
        page_list = epub.PageList(_printed_identifier(book), printed.page_starts)
    report("pictures")
    book = sort_authors(for_screens(book, cache_of(manuscript, request)))
    report("packing")
    epub.checked_styles(tuple((file.path, file.text) for file in manuscript.epub_styles))
    own = [(f"user-{number}.css", file.text) for number, file in enumerate(manuscript.epub_styles, 1)]
    profile = epub.Profile(profile_of(request, manuscript))
    edition = replace(
        edition,
        tables_as_lists=config.wide_tables == "list",
        formulas_as_pictures=profile is epub.Profile.KINDLE,
    )
    pages = Rendering(book, edition, len(own), cache_of(manuscript, request), request.jobs)(PageMap())
    words = locale_for(book.metadata.language).words
    names = epub.NavWords(**{field.name: words[field.name] for field in fields(epub.NavWords)})
    styles = (("epub.css", epub_style()), *own)
    places = {chapter.id: chapter.place for chapter in book.chapters}
    claim = epub.Conformance(config.wcag, config.certified_by) if config.wcag else None
    setting = epub.Setting(names, styles, request.timestamp, book.cover, places, claim, page_list, profile)
    data, problems = epub.write_epub(pages, book.metadata, setting)
    return Written(data, 0, problems)
