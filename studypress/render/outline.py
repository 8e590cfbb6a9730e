"""The outline of an edition: the lines that a reader's side bar and an e-book's navigation show."""

from dataclasses import dataclass, replace

from studypress.documents import OutlineItem
from studypress.editions import Edition, Piece
from studypress.locale import Locale
from studypress.model import Block, Chapter, Section
from studypress.numerals import with_number
from studypress.render.words import head_text
from studypress.tree import plain_text


@dataclass(frozen=True, slots=True)
class Outline:
    """What the lines of an outline are made of."""

    edition: Edition
    locale: Locale
    chapters: list[Chapter]
    """Those that have a document."""
    labels: dict[str, str]
    """Chapter id → `第一章`."""
    titles: dict[Piece, str]
    """What each piece is called."""

    def items(self, names: set[str], lists_figures: bool) -> tuple[OutlineItem, ...]:
        """The lines of the documents of these names; `lists_figures`, if the contents hold a list of figures."""
        items = []
        for piece in self.edition.pieces:
            if piece is Piece.CHAPTERS:
                items += self._parts()
            elif piece.value in names and piece not in (Piece.TITLE_PAGE, Piece.COLOPHON):
                items.append(OutlineItem(self.titles[piece], piece.value, piece.value))
            elif piece is Piece.FIGURE_LIST and Piece.CONTENTS.value in names and lists_figures:
                items.append(OutlineItem(self.titles[piece], Piece.CONTENTS.value, piece.value))
        return tuple(items)

    def _parts(self) -> list[OutlineItem]:
        """The lines of the chapters, those of a part below its own."""
        items: list[OutlineItem] = []
        open_part = 0
        for chapter in self.chapters:
            item = self._chapter(chapter)
            if chapter.part and chapter.part == open_part and not chapter.opens_part:
                items[-1] = replace(items[-1], children=(*items[-1].children, item))
                continue
            open_part = chapter.part if chapter.opens_part else 0
            items.append(replace(item, expanded=chapter.opens_part))
        return items

    def _chapter(self, chapter: Chapter) -> OutlineItem:
        title = " ".join(filter(None, (self.labels[chapter.id], head_text(chapter.title))))
        if self.edition.recalls:
            return OutlineItem(title or "…", chapter.id, chapter.id)
        before, behind = (_sections(blocks, chapter.id) for blocks in chapter.around_summary)
        if chapter.summary:
            word = self.locale.words["outline" if chapter.summary.outline else "summary"]
            title_of_summary = plain_text(chapter.summary.title) or word
            before += (OutlineItem(title_of_summary, chapter.id, f"{chapter.id}-summary"),)
        return OutlineItem(title or "…", chapter.id, chapter.id, before + behind)


def _sections(blocks: tuple[Block, ...], document: str) -> tuple[OutlineItem, ...]:
    return tuple(_section(block, document) for block in blocks if isinstance(block, Section))


def _section(section: Section, document: str) -> OutlineItem:
    title = with_number(section.number, head_text(section.title))
    return OutlineItem(title or "…", document, section.id, _sections(section.blocks, document))
