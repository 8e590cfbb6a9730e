"""The document of a chapter: made of the chapter alone, and kept, so that an edit costs the rendering of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from studypress.cache import Cache
from studypress.editions import Edition, Piece
from studypress.model import Chapter, Diagram, Entry, Figure, Footnote, FootnoteMark, Image, Paragraph, Section
from studypress.pages import Page
from studypress.render.documents import Documents
from studypress.render.exercises import exercises_of, key_of, points_of, questions_of
from studypress.shelf import Shelf
from studypress.tree import plain_text, walk

_WORTH = 2
"""Chapters to be rendered by a second process, if it is to be worth its start."""
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
        return " ".join(filter(None, (self.label, plain_text(self.chapter.title)))) or "…"

    def page(self, documents: Documents) -> Page:
        """Make the document."""
        chapter = self.chapter
        recalls = documents.edition.recalls and not chapter.opens_part
        notes = {note.id: note for note in chapter.footnotes}
        short = {note.id for note in chapter.footnotes if len(plain_text(note)) <= _LONG_NOTE}
        # A note that only another note calls leads back there, where a reader of e-books taps; print has no such place.
        marks = _marks(chapter.title, chapter.blocks, chapter.summary, chapter.footnotes if documents.epub else ())
        first_calls = {mark.footnote: mark.id for mark in reversed(marks)}
        return documents.page(
            chapter.id,
            Piece.CHAPTERS,
            self.title,
            "part.html" if chapter.opens_part else "recall.html" if recalls else "chapter.html",
            chapter=chapter,
            label=self.label,
            entries=self.entries,
            drawings=drawings(chapter, documents.edition) if recalls else (),
            points=points_of(chapter, documents.edition) if recalls else (),
            exercises=exercises_of(chapter, documents.edition) if recalls else (),
            section_numbers={node.id: node.number for node in walk(chapter.blocks, Section)},
            footnotes=notes,
            first_call=lambda mark: first_calls.get(mark.footnote) == mark.id and mark.footnote in short,
            calls=lambda note: first_calls.get(note.id, "") if documents.epub else "",
            holds_note=partial(_holds_block_note, notes),
            end_notes=lambda chapter: [
                note
                for note in chapter.footnotes
                if documents.epub or note.id not in first_calls or note.id not in short
            ],
        )


def chapter_pages(
    chapters: list[ChapterDocument], documents: Documents, cache: Cache | None, jobs: int
) -> Iterator[Page]:
    """The page of each chapter, made or found in the `cache`; so many `jobs` make at once what is not in it."""
    pages: Shelf[ChapterDocument, Page] = Shelf(
        kind="pages",
        make=lambda chapter: chapter.page(documents),
        # A node's `repr` tells all of it: a picture's name is that of its content.
        made_from=lambda chapter: repr((chapter, documents)),
        size=lambda chapter: 1,
        worth=_WORTH,
    )
    return pages.all(chapters, cache, jobs)


def drawings(chapter: Chapter, edition: Edition) -> list[Figure]:
    """The figures of a chapter, in reading order; there is nothing to fill in where a picture is missing.

    Those of exercises and of answers are shown with these. A key has those that have lost their labels for pupils.
    """
    practised = {figure.id for figure in walk((questions_of(chapter), key_of(chapter)), Figure)}
    figures = (figure for figure in walk(chapter.blocks, Figure) if figure.id not in practised)
    return [figure for figure in figures if (_was_blank(figure) if edition.answers else not _is_missing(figure))]


def _was_blank(figure: Figure) -> bool:
    return isinstance(figure.content, Diagram) and figure.content.blank is not None


def _is_missing(figure: Figure) -> bool:
    return isinstance(figure.content, Image) and figure.content.asset is None


def _marks(*nodes: Any) -> list[FootnoteMark]:
    return list(walk(nodes, FootnoteMark))


def _holds_block_note(notes: dict[str, Footnote], node: Any) -> bool:
    """Tell whether a paragraph calls a footnote that is more than paragraphs."""
    called = [notes[mark.footnote] for mark in walk(node, FootnoteMark) if mark.footnote in notes]
    return any(not isinstance(block, Paragraph) for note in called for block in note.blocks)
