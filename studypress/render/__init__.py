"""The model and the templates make HTML documents: the only door to Jinja2.

Every piece and every chapter becomes one document. Nothing in it depends on the number of the page it starts on, unless
it prints page numbers; those come from a `PageMap` made by an earlier setting.

`view` gathers what the templates may ask of a book, `environment` what they may ask of any node.
"""

from collections.abc import Sequence

from studypress.editions import Edition
from studypress.locale import locale_for
from studypress.model import Book
from studypress.pages import PageMap, Pages
from studypress.render.environment import WRAP_MARKS, environment
from studypress.render.view import ORNAMENT, View
from studypress.resources import resource_folder
from studypress.sheets import Sheet

__all__ = ["epub_style", "folios", "print_styles", "render"]


def render(book: Book, edition: Edition, pages: PageMap, user_styles: int = 0) -> Pages:
    """Make the documents of an edition.

    `pages` gives the page numbers to print, as far as they are known. `user_styles` is the number of the author's own
    style sheets, which EPUB pages link to.
    """
    view = View(book, edition, pages, user_styles)
    made = tuple(view.documents())
    return Pages(made, view.outline({page.name for page in made}), view.assets())


def folios(labels: Sequence[str], edition: Edition) -> str:
    """Make the document of a book's folios alone: one empty page for each label, laid over the book's pages."""
    return environment().get_template("folios.html").render(labels=labels, edition=edition)


def print_styles(edition: Edition, sheet: Sheet, language: str) -> tuple[str, ...]:
    """The theme's style sheets for print, in order; sizes and faces are filled into them by name."""
    facts = {
        "sheet": sheet,
        "edition": edition,
        "locale": locale_for(language),
        "wrap_marks": WRAP_MARKS,
        "ornament": ORNAMENT,
    }
    return tuple(environment().get_template(name).render(facts) for name in edition.styles)


def epub_style() -> str:
    """The theme's style sheet for e-books."""
    return (resource_folder("templates") / "epub.css").read_text(encoding="utf8")
