"""The model and the templates make HTML documents: the only door to Jinja2.

Every piece and every chapter becomes one document. Nothing in it depends on page numbers, for which it has slots
(`documents.py`), but in the glossary, which names each page once: its numbers come from a `PageMap` of an earlier
setting.

`document_maker` fills a template with what all have, `chapters` makes those of chapters (and keeps them), `view` the
others, `contents` says what the printed contents list; `outline` and `assets` are what goes along. `environment` is
what the templates may ask of any node: `tables` with its `extents`, `pictures`, `choices`, `code`, `words` and
`title_lines` say how it is set, `formulas` how one goes on in further lines, `typed_marks` by what a list is counted,
`objectives` what the box of objectives lists. `exercises`, `handout_questions`, `handout_answers`, `shared_keys` and
`typed_keys` say what a sheet for pupils asks and its key answers, `flashcards` what stands on the two sides of a card.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from studypress.cache import Cache
from studypress.cards import fits_of
from studypress.code_columns import code_sizes
from studypress.documents import Document, Documents, OutlineItem, PageMap
from studypress.editions import Edition
from studypress.letters import rough_width
from studypress.locale import locale_for
from studypress.model import Asset, Book, CalloutKind
from studypress.render.assets import ORNAMENT, assets_of
from studypress.render.code import WRAP_MARKS
from studypress.render.environment import environment, keep_templates
from studypress.render.view import View
from studypress.render.words import HEAD_SIZE, css_text
from studypress.resources import resource_folder
from studypress.sheets import NARROWEST, Sheet

__all__ = ["Rendering", "epub_style", "keep_templates", "print_styles"]

_LARGEST_HEAD = 1.2
"""By how much running heads grow with large print: with more, the longest would not fit into A5."""


@dataclass
class Rendering(Documents):
    """The documents of an edition, each made once but those whose words depend on page numbers."""

    book: Book
    edition: Edition
    user_styles: int = 0
    """The number of the author's own style sheets, which those of an EPUB link to."""
    cache: Cache | None = None
    """Where the documents of chapters are kept."""
    jobs: int = 1
    """How many processes make at once those that are not kept yet."""
    newest: str = ""
    """The path of the file that was changed last, whose document is most likely not kept."""
    sheet: Sheet = NARROWEST
    """That it is printed on."""

    def each(self) -> Iterator[tuple[int, Document]]:
        """Make them in the order of `View.documents`."""
        return self._first.documents(self.cache, self.jobs, self.newest)

    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        """The outline of an edition, of whose documents those with these names were made."""
        return self._first.outline(names)

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """Every picture that they show."""
        return assets_of(self.book, self.edition)

    def folios(self, labels: Sequence[str]) -> str:
        """Make the document of the folios alone: one empty page for each label, laid over the pages."""
        return environment().get_template("folios.html").render(labels=labels, edition=self.edition)

    def again(self, numbers: PageMap) -> dict[str, Document]:
        """Make those, by name, whose words depend on page numbers."""
        return {document.name: document for document in self._view(numbers).numbered()}

    @cached_property
    def _first(self) -> View:
        return self._view(PageMap())

    def _view(self, numbers: PageMap) -> View:
        return View(self.book, self.edition, numbers, self.user_styles, self.sheet)


def print_styles(edition: Edition, sheet: Sheet, language: str) -> tuple[str, ...]:
    """The theme's style sheets for print, in order; sizes and faces are filled into them by name."""
    head_size = HEAD_SIZE * min(sheet.enlarged, _LARGEST_HEAD)
    facts = {
        "sheet": sheet,
        "fits": fits_of(sheet),
        "edition": edition,
        "head_size": head_size,
        "header": css_text(edition.header),
        "header_width": (rough_width(edition.header) + 1) * head_size,
        "locale": locale_for(language),
        "wrap_marks": WRAP_MARKS,
        "code_sizes": [code_sizes(sheet, lists) for lists in range(3)],
        "ornament": ORNAMENT,
        "callout_kinds": list(CalloutKind),
    }
    return tuple(environment().get_template(name).render(facts) for name in edition.styles)


def epub_style() -> str:
    """The theme's style sheet for e-books."""
    return (resource_folder("templates") / "epub.css").read_text(encoding="utf8")
