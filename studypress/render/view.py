"""One book seen as one edition: its documents and its outline."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from studypress.cache import Cache
from studypress.documents import Document, OutlineItem, PageMap
from studypress.editions import Edition, Piece
from studypress.figures.cover import AUTHOR_SIZE, WIDTH, cover_words
from studypress.figures.titles import widest
from studypress.model import Book, Chapter, Entry, Figure
from studypress.problems import BookError, Place, problem
from studypress.render.chapters import ChapterDocument, chapter_documents, drawings
from studypress.render.contents import Contents
from studypress.render.document_maker import DocumentMaker
from studypress.render.exercises import exercises_of, points_of
from studypress.render.flashcards import Card, cards_of, term_cards
from studypress.render.outline import Outline
from studypress.sheets import NARROWEST, SHEETS, Sheet
from studypress.tree import plain_text, walk
from studypress.wording import said

_FLATTEST = min(sheet.height / sheet.width for sheet in SHEETS.values())
"""Height of the sheet on which a cover has the least room, as a share of its width."""


@dataclass(frozen=True)
class View:
    """One book seen as one edition: what the templates may ask for."""

    book: Book
    edition: Edition
    numbers: PageMap
    """The page numbers known so far."""
    user_styles: int
    sheet: Sheet

    def documents(self, cache: Cache | None, jobs: int, newest: str) -> Iterator[tuple[int, Document]]:
        """Make every document, or find it in the `cache`, and give it with its place in reading order.

        Chapters come first, as `chapter_documents` has them: nothing takes as long as setting them.
        """
        pieces = list(self.edition.pieces)
        first = pieces.index(Piece.CHAPTERS) if Piece.CHAPTERS in pieces else len(pieces)
        chapters = [self._chapter(chapter) for chapter in self._chapters_shown] if first < len(pieces) else []
        for number, document in chapter_documents(chapters, self._maker, cache, jobs, newest):
            yield first + number, document
        for at, piece in enumerate(pieces):
            if piece is not Piece.CHAPTERS and self._has(piece):
                yield at if at < first else at + len(chapters), self._document(piece)

    def numbered(self) -> Iterator[Document]:
        """Make the documents whose words depend on page numbers: the printed glossary."""
        if Piece.GLOSSARY in self.edition.pieces and self._has(Piece.GLOSSARY) and not self._maker.epub:
            yield self._document(Piece.GLOSSARY)

    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        """The outline of the pieces that were made."""
        titles = {piece: self._piece_title(piece) for piece in Piece}
        outline = Outline(self.edition, self._maker.locale, self._chapters_shown, self._labels, titles)
        return outline.items(names, bool(self._figures))

    @cached_property
    def _maker(self) -> DocumentMaker:
        sheet = NARROWEST if self.edition.note_column or self.edition.cards else self.sheet
        return DocumentMaker(self.edition, self.book.metadata.language, self.user_styles, sheet)

    @cached_property
    def _chapters_shown(self) -> list[Chapter]:
        """The chapters that have something to show: without points, terms, figures and exercises nothing to recall.

        Raises BookError for a key to nothing, and for no cards.
        """
        if not self.edition.recalls:
            return list(self.book.chapters)
        chapters = [chapter for chapter in self.book.chapters if not chapter.opens_part]
        if self.edition.cards:
            return self._with_cards(chapters)
        recalled = [chapter for chapter in chapters if self._is_recalled(chapter)]
        if not recalled and self.edition.answers:
            message = said("No question has an answer, so there is no key to print.")
            hint = said("Write `答案：…` below the questions, or print them by --kind recall.")
            raise BookError([problem("no-selection", Place("--kind answers"), message, hint)])
        return recalled or chapters

    def _with_cards(self, chapters: list[Chapter]) -> list[Chapter]:
        """Those that have flash cards; raises BookError where there are none at all."""
        found = [chapter for chapter in chapters if cards_of(chapter, self._entries_of(chapter))]
        if not (found or self._terms_apart):
            message = said("No term is explained and no question has an answer, so there are no cards to print.")
            hint = said("Explain terms in a glossary.md beside the notes, or write `答案：…` below the questions.")
            raise BookError([problem("no-selection", Place("--kind cards"), message, hint)])
        return found

    def _is_recalled(self, chapter: Chapter) -> bool:
        """Whether an edition that recalls has something to show of a chapter; a key, something to answer."""
        prose = chapter.summary and (chapter.summary.blocks or not self.edition.answers)
        points, exercises = points_of(chapter, self.edition), exercises_of(chapter, self.edition)
        return bool(prose or points or self._entries_of(chapter) or drawings(chapter) or exercises)

    def _has(self, piece: Piece) -> bool:
        """Tell whether there is anything to put on a piece. An EPUB's packer makes cover and contents itself."""
        epub = self._maker.epub
        match piece:
            case Piece.FIGURE_LIST:
                return epub and bool(self._figures)  # the printed one is a part of the contents
            case Piece.GLOSSARY:
                return bool(self.book.glossary)
            case Piece.TERMS:
                return bool(self._terms_apart)
            case Piece.COVER | Piece.CONTENTS:
                return not epub
            case _:
                return True

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Chapter id → `第一章`; none for a title that is its own label.

        Where the author numbers the parts, one without number has none from us.
        """
        locale = self._maker.locale
        parts_by_hand = any(chapter.label for chapter in self.book.chapters if chapter.opens_part)

        def label(chapter: Chapter) -> str:
            if chapter.label:
                return chapter.label if chapter.label != plain_text(chapter.title) else ""
            if chapter.opens_part:
                return "" if parts_by_hand else locale.part_label(chapter.part)
            return locale.chapter_label(chapter.printed_number)

        return {chapter.id: label(chapter) for chapter in self.book.chapters}

    def _piece_title(self, piece: Piece) -> str:
        words = self._maker.locale.words
        names = {
            Piece.COVER: words["cover"],
            Piece.TITLE_PAGE: words["title_page"],
            Piece.CONTENTS: words["contents"],
            Piece.FIGURE_LIST: words["figure_list"],
            Piece.GLOSSARY: words["glossary"],
            Piece.TERMS: words["glossary"],
        }
        return names.get(piece, self.book.metadata.title)

    def _chapter(self, chapter: Chapter) -> ChapterDocument:
        entries = self._entries_of(chapter) if self.edition.recalls else ()
        return ChapterDocument(chapter, self._labels[chapter.id], entries)

    def _document(self, piece: Piece) -> Document:
        """Make the document of a piece that is no chapter; it may show anything of the book."""
        return self._maker.make(
            piece.value,
            piece,
            self._piece_title(piece),
            f"{piece.value}.html",
            book=self.book,
            cards=self._terms_apart if piece is Piece.TERMS else (),
            chapter_labels=self._labels,
            entry_terms={entry.id: entry.term for entry in self.book.glossary},
            cover=self._cover_words,
            entry_places=self._entry_places,
            figure_items=self._figures,
            contents=Contents(self.book.chapters, self._labels, self._figure_labels),
        )

    @property
    def _figure_labels(self) -> list[str]:
        """`图 1-1`, as the list of figures has them."""
        return [self._maker.locale.words["figure"].format(figure.number) for figure in self._figures]

    @cached_property
    def _cover_words(self) -> dict[str, Any]:
        """Title and subtitle as the cover breaks them; sizes in shares of the sheet's width, whatever the sheet.

        The title page has the same lines, no wider than its measure; sizes there are em of its text.
        """
        words = cover_words(self.book.metadata, int(WIDTH * _FLATTEST))
        measure = min(NARROWEST.measure, self.sheet.measure)  # large print has fewer characters in a line
        return {
            "title": words.title,
            "title_size": words.title_size / WIDTH,
            "subtitle": words.subtitle,
            "subtitle_size": words.subtitle_size / WIDTH,
            "top": words.top / WIDTH,
            "names": words.names,
            "names_size": words.names_size / AUTHOR_SIZE,
            "title_page_size": min(2.6, measure / widest(words.title)),
            "title_page_subtitle_size": min(1.3, measure / widest(words.subtitle)),
        }

    @cached_property
    def _figures(self) -> list[Figure]:
        """Those that a list of figures names; one alone is no list."""
        figures = (node for node in walk(self.book.chapters, Figure) if node.number)
        listed = [figure for figure in figures if plain_text(figure.caption).strip()]
        return listed if len(listed) > 1 else []

    def _entries_of(self, chapter: Chapter) -> tuple[Entry, ...]:
        """The terms of a chapter that are explained; cards show each once only, in the first chapter that uses it."""
        end = 1 if self.edition.cards else None
        used = (e for e in self.book.glossary if any(use.chapter == chapter.id for use in e.uses[:end]))
        return tuple(entry for entry in used if entry.definitions)

    @cached_property
    def _terms_apart(self) -> tuple[Card, ...]:
        """The cards of terms that no chapter shown uses."""
        ids = {chapter.id for chapter in self.book.chapters if not chapter.opens_part}
        return term_cards(tuple(e for e in self.book.glossary if not e.uses or e.uses[0].chapter not in ids))

    def _entry_places(self, entry: Entry) -> list[tuple[str, str]]:
        """Where a term is used, as (what to print, id): every page once in print, every chapter once in an EPUB."""
        places: dict[str, str] = {}
        for use in entry.uses:
            if not self._maker.epub:
                unknown = self._maker.locale.words["page_unknown"]
                places.setdefault(self.numbers.labels.get(use.id, unknown), use.id)
            elif use.first:
                places.setdefault(self._labels.get(use.chapter) or use.chapter, use.id)
        if self._maker.epub:
            return list(places.items())
        # Footnotes and the summary are marked last, wherever they are printed.
        return sorted(places.items(), key=lambda place: int(place[0]) if place[0].isdecimal() else 0)
