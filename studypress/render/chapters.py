"""The document of a chapter: made of the chapter alone, and kept, so that an edit costs the rendering of one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from studypress.cache import Cache
from studypress.cached_work import CachedWork
from studypress.documents import Document
from studypress.editions import Piece
from studypress.model import Chapter, Diagram, Entry, Figure, Footnote, FootnoteMark, Paragraph, Section
from studypress.numerals import with_number
from studypress.render.document_maker import DocumentMaker
from studypress.render.exercises import exercises_of, exercises_shown, key_of, points_of, points_shown, questions_of
from studypress.render.flashcards import cards_of
from studypress.render.words import head_text
from studypress.selection import notes_of
from studypress.tree import plain_text, walk

_LONG_NOTE = 900
"""Characters of a footnote that is set at its chapter's end: no page breaks one, and the smallest holds some 1,200."""


@dataclass(frozen=True, slots=True)
class ChapterDocument:
    """A chapter, and all else that its document is made of."""

    chapter: Chapter
    label: str
    """`第一章`; empty for one without a number."""
    entries: tuple[Entry, ...]
    """Those of the glossary that it uses, if it shows them."""

    @property
    def title(self) -> str:
        """With its label: `第一章 Docker概述`."""
        return with_number(self.label, head_text(self.chapter.title)) or "…"

    def document(self, maker: DocumentMaker) -> Document:
        """Make the document."""
        chapter = self.chapter
        if maker.edition.cards:
            return self._cards(maker)
        if maker.edition.recalls and not chapter.opens_part:
            return self._sheet(maker)
        template = "part.html" if chapter.opens_part else "chapter.html"
        made = self._made(maker, template, (chapter.title, chapter.blocks, chapter.summary), chapter.footnotes)
        return replace(made, divides=chapter.opens_part and not chapter.blocks)

    def _sheet(self, maker: DocumentMaker) -> Document:
        """The document of its study elements alone, with the footnotes that these call."""
        chapter, edition = self.chapter, maker.edition
        points, exercises = points_of(chapter, edition), exercises_of(chapter, edition)
        figures = drawings(chapter)
        prose = chapter.summary.blocks if chapter.summary and edition.answers else ()
        shown = (chapter.title, prose, points_shown(points, edition), figures, exercises_shown(exercises, edition))
        notes = notes_of(shown, chapter)
        facts = {"points": points, "drawings": figures, "exercises": exercises}
        return self._made(maker, "recall.html", shown, notes, **facts)

    def _cards(self, maker: DocumentMaker) -> Document:
        """The document of its flash cards."""
        return self._made(maker, "cards.html", (), (), cards=cards_of(self.chapter, self.entries))

    def _made(
        self, maker: DocumentMaker, template: str, shown: Any, footnotes: tuple[Footnote, ...], **more: Any
    ) -> Document:
        """The document by a template, of the nodes that it shows in reading order, and `footnotes`."""
        return maker.make(
            self.chapter.id,
            Piece.CHAPTERS,
            self.title,
            template,
            chapter=self.chapter,
            label=self.label,
            entries=self.entries,
            section_numbers={node.id: node.number for node in walk(self.chapter.blocks, Section)},
            **_facts_of_notes(shown, footnotes, epub=maker.epub),
            **more,
        )


def _facts_of_notes(shown: Any, footnotes: tuple[Footnote, ...], *, epub: bool) -> dict[str, Any]:
    """What a template asks of a chapter's footnotes."""
    by_id = {note.id: note for note in footnotes}
    short = {note.id for note in footnotes if len(plain_text(note)) <= _LONG_NOTE}
    # A note that only another note calls leads back there, where a reader of e-books taps; print has no such place.
    marks = list(walk((shown, footnotes if epub else ()), FootnoteMark))
    first_calls = {mark.footnote: mark.id for mark in reversed(marks)}
    return {
        "footnotes": by_id,
        "first_call": lambda mark: first_calls.get(mark.footnote) == mark.id and mark.footnote in short,
        "calls": lambda note: first_calls.get(note.id, "") if epub else "",
        "holds_note": partial(_holds_block_note, by_id),
        "end_notes": [note for note in footnotes if epub or note.id not in first_calls or note.id not in short],
    }


def chapter_documents(
    chapters: list[ChapterDocument], maker: DocumentMaker, cache: Cache | None, jobs: int, newest: str
) -> Iterator[tuple[int, Document]]:
    """The document of each chapter with its index; first those that are not in the `cache`, which so many `jobs` make.

    Before all others that of the file which was changed last, `newest`: most often it is the only new one.
    """
    work: CachedWork[ChapterDocument, Document] = CachedWork(
        kind="documents",
        make=lambda chapter: chapter.document(maker),
        # A node's `repr` tells all of it: a picture's name is that of its content.
        made_from=lambda chapter: repr((chapter, maker)),
    )
    changed = next((at for at, one in enumerate(chapters) if one.chapter.place.path == newest), None)
    return work.new_first(chapters, cache, jobs, changed)


def drawings(chapter: Chapter) -> tuple[Figure, ...]:
    """The figures that lose their labels for pupils, in reading order: in a photograph there is nothing to fill in.

    Those of exercises and of answers are shown with these.
    """
    practised = {figure.id for figure in walk((questions_of(chapter), key_of(chapter)), Figure)}
    figures = (figure for figure in walk(chapter.blocks, Figure) if figure.id not in practised)
    return tuple(figure for figure in figures if isinstance(figure.content, Diagram) and figure.content.blank)


def _holds_block_note(notes: dict[str, Footnote], node: Any) -> bool:
    """Tell whether a paragraph calls a footnote that is more than paragraphs."""
    called = [notes[mark.footnote] for mark in walk(node, FootnoteMark) if mark.footnote in notes]
    return any(not isinstance(block, Paragraph) for note in called for block in note.blocks)
