"""The document of a chapter: made of the chapter alone, and kept, so that an edit costs the rendering of one."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from studypress.cache import Cache, key_of
from studypress.editions import Piece
from studypress.fingerprint import fingerprint
from studypress.model import Chapter, Entry, Figure, Footnote, FootnoteMark, Paragraph, Section
from studypress.pages import Page
from studypress.render.documents import Documents
from studypress.tree import plain_text, walk

_KIND = "pages"
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

    def page(self, documents: Documents, cache: Cache | None) -> Page:
        """Make the document, or find it in the cache."""
        title = " ".join(filter(None, (self.label, plain_text(self.chapter.title)))) or "…"
        if cache is None:
            return self._made(title, documents)
        # A node's `repr` tells all of it: a picture's name is that of its content.
        key = key_of(fingerprint(), repr(self), repr(documents))
        if data := cache.find(_KIND, key):
            return Page(self.chapter.id, Piece.CHAPTERS, title, data.decode("utf-8", "surrogatepass"))
        page = self._made(title, documents)
        cache.keep(_KIND, key, page.html.encode("utf-8", "surrogatepass"))
        return page

    def _made(self, title: str, documents: Documents) -> Page:
        chapter = self.chapter
        template = "part.html" if chapter.opens_part else documents.edition.chapter_template
        notes = {note.id: note for note in chapter.footnotes}
        long = {note.id for note in chapter.footnotes if len(plain_text(note)) > _LONG_NOTE}
        first_calls = {mark.footnote: mark.id for mark in reversed(_marks(chapter))}
        return documents.page(
            chapter.id,
            Piece.CHAPTERS,
            title,
            template,
            chapter=chapter,
            label=self.label,
            entries=self.entries,
            drawings=drawings(chapter),
            section_numbers={node.id: node.number for node in walk(chapter.blocks) if isinstance(node, Section)},
            footnotes=notes,
            first_call=lambda mark: first_calls.get(mark.footnote) == mark.id and mark.footnote in notes.keys() - long,
            calls=lambda note: first_calls.get(note.id, "") if documents.epub else "",
            holds_note=partial(_holds_block_note, notes),
            end_notes=lambda chapter: [
                note for note in chapter.footnotes if documents.epub or note.id not in first_calls or note.id in long
            ],
        )


def drawings(chapter: Chapter) -> list[Figure]:
    """The figures of a chapter, in reading order."""
    return [figure for figure in walk(chapter.blocks) if isinstance(figure, Figure)]


def _marks(chapter: Chapter) -> list[FootnoteMark]:
    return [node for node in walk((chapter.title, chapter.blocks, chapter.summary)) if isinstance(node, FootnoteMark)]


def _holds_block_note(notes: dict[str, Footnote], node: Any) -> bool:
    """Tell whether a paragraph calls a footnote that is more than paragraphs."""
    called = [notes[mark.footnote] for mark in walk(node) if isinstance(mark, FootnoteMark) and mark.footnote in notes]
    return any(not isinstance(block, Paragraph) for note in called for block in note.blocks)
