"""What differs between the book, the e-book and each handout, as plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What an edition is made of."""

    PRINT = "print"
    EPUB = "epub"


class Piece(StrEnum):
    """The pieces an edition is bound from, in the order they may stand in; each has a template of its name."""

    COVER = "cover"
    TITLE_PAGE = "titlepage"
    CONTENTS = "contents"
    FIGURE_LIST = "figures"
    CHAPTERS = "chapter"
    GLOSSARY = "glossary"
    TERMS = "terms"
    """The cards of terms that no chapter uses."""
    COLOPHON = "colophon"


FRONT_MATTER = frozenset({Piece.COVER, Piece.TITLE_PAGE, Piece.CONTENTS, Piece.FIGURE_LIST})
"""Pieces whose pages have roman numbers, but for the cover's, which have none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One way of showing a book."""

    name: str
    """`book`, `epub`, `handout-notes`, …: names the output and is a class of every page's body."""
    medium: Medium
    styles: tuple[str, ...]
    """Style sheets in `templates/`, in order."""
    pieces: tuple[Piece, ...]
    """The pieces it has, in order."""
    recto: bool = True
    """Whether chapters open on a right-hand page."""
    one_sided: bool = False
    """Whether all pages are alike, for paper that is printed on one side; else left and right ones mirror."""
    header: str = ""
    """What stands above each page beside the running head, and alone where a chapter opens."""
    answers: bool = True
    """Whether points show their answers; ruled space stands for them otherwise."""
    recalls: bool = False
    """Whether a chapter is shown by its study elements alone (`recall.html`), not by its text (`chapter.html`)."""
    blank_figures: bool = False
    """Whether figures lose their labels where the diagram allows."""
    note_column: bool = False
    """Whether a ruled column for notes stands beside the text."""
    grey: bool = False
    """Whether everything is black and white."""
    formulas_as_pictures: bool = False
    """Whether an e-book shows the drawings of formulas, for readers that know no MathML."""
    tables_as_lists: bool = False
    """Whether an e-book tells wide tables row by row."""
    cards: bool = False
    """Whether its pages are the faces and backs of flash cards, which are laid on sheets."""
    sheets_of_a4: bool = False
    """Whether it is printed on A4 whatever the book's paper."""

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return ".epub" if self.medium is Medium.EPUB else ".pdf"


_WHOLE = tuple(piece for piece in Piece if piece is not Piece.TERMS)

BOOK = Edition("book", Medium.PRINT, ("base.css", "print.css"), _WHOLE)
EPUB = Edition("epub", Medium.EPUB, ("epub.css",), _WHOLE)
NOTES = Edition(
    "handout-notes", Medium.PRINT, ("base.css", "print.css", "handout.css"), (Piece.CHAPTERS,),
    recto=False, note_column=True, grey=True, sheets_of_a4=True,
)  # fmt: skip
RECALL = Edition(
    "handout-recall", Medium.PRINT, ("base.css", "print.css", "handout.css"), (Piece.CHAPTERS,),
    recto=False, answers=False, recalls=True, blank_figures=True, grey=True, sheets_of_a4=True,
)  # fmt: skip
ANSWERS = Edition(
    "handout-answers", Medium.PRINT, ("base.css", "print.css", "handout.css"), (Piece.CHAPTERS,),
    recto=False, recalls=True, grey=True, sheets_of_a4=True,
)  # fmt: skip
CARDS = Edition(
    "handout-cards", Medium.PRINT, ("base.css", "print.css", "cards.css"), (Piece.CHAPTERS, Piece.TERMS),
    recalls=True, grey=True, cards=True, sheets_of_a4=True,
)  # fmt: skip

HANDOUTS = {"notes": NOTES, "recall": RECALL, "answers": ANSWERS, "cards": CARDS}
"""The kinds of handout, by the name the command line knows them by."""
