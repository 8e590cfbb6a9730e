"""What every document of an edition has, whichever piece of the book it holds."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from studypress.documents import ASSET_SCHEME, LINK_SCHEME, PICTURES, Document, if_elsewhere, page_slot
from studypress.editions import FRONT_MATTER, Edition, Medium, Piece
from studypress.locale import Locale, locale_for
from studypress.model import Asset
from studypress.render.environment import environment
from studypress.render.formulas import lines_style
from studypress.render.tables import opens_turned, plan
from studypress.render.title_lines import hanging
from studypress.sheets import Sheet


@dataclass(frozen=True, slots=True)
class DocumentMaker:
    """Makes the documents of one edition. What it is made of, and what `make` is given, decides every byte of them."""

    edition: Edition
    language: str
    """BCP 47."""
    user_styles: int
    """The number of the author's own style sheets, which those of an EPUB link to; with any, who knows the faces?"""
    sheet: Sheet
    """Whose measure printed tables have."""

    @property
    def epub(self) -> bool:
        """Whether they are XHTML for an e-book; HTML for print otherwise."""
        return self.edition.medium is Medium.EPUB

    @property
    def locale(self) -> Locale:
        """The language's words and numbers."""
        return locale_for(self.language)

    def make(self, name: str, piece: Piece, title: str, template: str, **more: Any) -> Document:
        """Fill a template; `more` is what it may ask for beside the facts that all may ask for."""
        facts = {
            "edition": self.edition,
            "language": self.language,
            "epub": self.epub,
            "proportional": self.locale.tag == "en" and not self.epub,
            "t": self.locale.words,
            "locale": self.locale,
            "user_styles": self.user_styles,
            "ref": self.reference,
            "page_of": page_slot,
            "if_elsewhere": if_elsewhere,
            "asset_url": self._asset_url,
            "piece": piece.value,
            "matter": _matter(piece),
            "page_title": title,
            "section_numbers": {},
            "footnotes": {},
            "first_call": lambda mark: False,
            "holds_note": lambda node: False,
            "calls": lambda note: "",
            "table_plan": partial(plan, sheet=self.sheet),
            "formula_lines": partial(lines_style, sheet=self.sheet),
            "hanging": partial(hanging, sheet=self.sheet),
            "opens_turned": partial(opens_turned, sheet=self.sheet),
        }
        return Document(name, piece, title, environment().get_template(template).render(facts | more))

    def reference(self, anchor: str) -> str:
        """The address of an id of this book: chapters' ids begin with `c1-`, entries' with `g-`."""
        if not self.epub:
            return LINK_SCHEME + anchor
        document = Piece.GLOSSARY.value if anchor.startswith("g-") else anchor.split("-")[0]
        return f"{document}.xhtml#{anchor}"

    def _asset_url(self, asset: Asset) -> str:
        return (PICTURES if self.epub else ASSET_SCHEME) + asset.name


def _matter(piece: Piece) -> str:
    if piece in FRONT_MATTER:
        return "frontmatter"
    return "bodymatter" if piece is Piece.CHAPTERS else "backmatter"
