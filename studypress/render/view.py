"""One book seen as one edition: its documents, its outline, its pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import Any

from studypress.editions import FRONT_MATTER, Edition, Medium, Piece
from studypress.figures import line_number
from studypress.figures.cover import WIDTH, cover_words
from studypress.figures.titles import line_gaps, text_width
from studypress.locale import Locale, locale_for
from studypress.model import (
    Asset,
    Block,
    Book,
    Callout,
    CalloutKind,
    Chapter,
    CodeBlock,
    Diagram,
    Entry,
    Figure,
    Footnote,
    FootnoteMark,
    Formula,
    FormulaPicture,
    Image,
    Paragraph,
    Section,
)
from studypress.pages import ASSET_SCHEME, LINK_SCHEME, OutlineItem, Page, PageMap, if_elsewhere, page_slot
from studypress.render.environment import WRAP_MARKS, environment
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.tree import plain_text, walk

ORNAMENT = "cover-ornament.svg"
"""The picture, in `images/`, of one cell of the band on the cover."""
_COLOURS = re.compile(rb"#(?:1f4e5f|855300|9b1c1c)")
"""The colours of the signs of callouts, which editions without colour have in black."""


_FLATTEST = min(sheet.height / sheet.width for sheet in SHEETS.values())
"""Height of the sheet on which a cover has the least room, as a share of its width."""
_NUMBER_GAP, _MOST_ROOM = 0.7, 6.0
"""em, in the contents: between a number and the words, and the most that both take before the words must move."""
_NARROWEST = min(sheet.measure for sheet in SHEETS.values())
"""em, of the narrowest type area."""
_MOST_LINES = 400
"""Of contents with all three levels: some ten pages."""
_LONG_NOTE = 900
"""Characters of a footnote that is set at its chapter's end: no page breaks one, and the smallest holds some 1,200."""


@dataclass(frozen=True)
class View:
    """One book seen as one edition: what the templates may ask for."""

    book: Book
    edition: Edition
    pages: PageMap
    user_styles: int

    def documents(self) -> Iterator[Page]:
        """Make every document, in reading order."""
        for piece in self.edition.pieces:
            if piece is Piece.CHAPTERS:
                yield from (self._chapter(chapter) for chapter in self._chapters_shown)
            elif self._has(piece):
                yield self._page(piece.value, piece, self._piece_title(piece), f"{piece.value}.html")

    def again(self, page: Page) -> Page:
        """Make a document again if its words depend on page numbers: those of the printed glossary do."""
        if self._epub or page.piece is not Piece.GLOSSARY:
            return page
        return self._page(page.name, page.piece, page.title, f"{page.name}.html")

    @cached_property
    def _chapters_shown(self) -> list[Chapter]:
        """The chapters that have something to show: without points, terms and figures there is nothing to recall."""
        if self.edition.chapter_template == "chapter.html":
            return list(self.book.chapters)
        chapters = [chapter for chapter in self.book.chapters if not chapter.opens_part]
        return [c for c in chapters if c.summary or self._entries_of(c) or _drawings(c)] or chapters

    def _has(self, piece: Piece) -> bool:
        """Tell whether there is anything to put on a piece. An EPUB's packer makes cover and contents itself."""
        match piece:
            case Piece.FIGURE_LIST:
                return self._epub and bool(self._shared["figure_items"])  # the printed one is a part of the contents
            case Piece.GLOSSARY:
                return bool(self.book.glossary)
            case Piece.COVER | Piece.CONTENTS:
                return not self._epub
            case _:
                return True

    @cached_property
    def _epub(self) -> bool:
        return self.edition.medium is Medium.EPUB

    @cached_property
    def _locale(self) -> Locale:
        return locale_for(self.book.metadata.language)

    def _label(self, chapter: Chapter) -> str:
        if chapter.label or not chapter.opens_part:
            return chapter.label or self._locale.chapter_label(chapter.number)
        return "" if self._parts_by_hand else self._locale.part_label(chapter.part)

    @cached_property
    def _parts_by_hand(self) -> bool:
        """Whether the author numbers the parts, so that one without number has none from us."""
        return any(chapter.label for chapter in self.book.chapters if chapter.opens_part)

    def _piece_title(self, piece: Piece) -> str:
        words = self._locale.words
        names = {
            Piece.COVER: words["cover"],
            Piece.TITLE_PAGE: words["title_page"],
            Piece.CONTENTS: words["contents"],
            Piece.FIGURE_LIST: words["figure_list"],
            Piece.GLOSSARY: words["glossary"],
        }
        return names.get(piece, self.book.metadata.title)

    def _chapter(self, chapter: Chapter) -> Page:
        label = self._label(chapter)
        title = " ".join(filter(None, (label, plain_text(chapter.title)))) or "…"
        notes = {note.id: note for note in chapter.footnotes}
        long = {note.id for note in chapter.footnotes if len(plain_text(note)) > _LONG_NOTE}
        first_calls = {mark.footnote: mark.id for mark in reversed(_marks(chapter))}
        return self._page(
            chapter.id,
            Piece.CHAPTERS,
            title,
            "part.html" if chapter.opens_part else self.edition.chapter_template,
            chapter=chapter,
            label=label,
            entries=self._entries_of(chapter),
            drawings=_drawings(chapter),
            footnotes=notes,
            first_call=lambda mark: first_calls.get(mark.footnote) == mark.id and mark.footnote in notes.keys() - long,
            calls=lambda note: first_calls.get(note.id, "") if self._epub else "",
            holds_note=partial(_holds_block_note, notes),
            end_notes=lambda chapter: [
                note for note in chapter.footnotes if self._epub or note.id not in first_calls or note.id in long
            ],
        )

    def _page(self, name: str, piece: Piece, title: str, template: str, **more: Any) -> Page:
        html = environment().get_template(template).render(self._common(piece, title) | more)
        return Page(name, piece, title, html)

    def _common(self, piece: Piece, title: str) -> dict[str, Any]:
        return self._shared | {"piece": piece.value, "matter": self._matter(piece), "page_title": title}

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """What every document may ask for."""
        return {
            "book": self.book,
            "edition": self.edition,
            "epub": self._epub,
            "t": self._locale.words,
            "user_styles": self.user_styles,
            "ref": self._reference,
            "page_of": page_slot,
            "if_elsewhere": if_elsewhere,
            "asset_url": self._asset_url,
            "section_numbers": {s.id: s.number for s in walk(self.book.chapters) if isinstance(s, Section)},
            "chapter_labels": {c.id: self._label(c) for c in self.book.chapters},
            "entry_terms": {entry.id: entry.term for entry in self.book.glossary},
            "cover": self._cover_words,
            "entry_places": self._entry_places,
            "figure_items": [figure for figure in self._figures if plain_text(figure.caption).strip()],
            "contents_sections": self._contents_sections,
            "contents_rooms": self._contents_rooms,
            "footnotes": {},
            "first_call": lambda mark: False,
            "holds_note": lambda node: False,
            "calls": lambda note: "",
        }

    def _contents_sections(self, chapter: Chapter) -> list[tuple[Section, int]]:
        return _contents_sections(chapter, self._contents_depth)

    @cached_property
    def _contents_depth(self) -> int:
        """Three levels, or two where a reader would have to leaf through the contents themselves."""
        lines = sum(len(_contents_sections(chapter, 3)) for chapter in self.book.chapters)
        return 3 if lines <= _MOST_LINES else 2

    @property
    def _contents_rooms(self) -> tuple[float, ...]:
        """How wide the numbers of chapters, of their sections and of those below are in the contents, em."""
        sections = [pair for chapter in self.book.chapters for pair in self._contents_sections(chapter)]
        depths = (
            [self._label(chapter) for chapter in self.book.chapters if not chapter.opens_part],
            *([section.number for section, depth in sections if depth == wanted] for wanted in (2, 3)),
        )
        return tuple(min(_widest(tuple(labels)) + _NUMBER_GAP, _MOST_ROOM) for labels in depths)

    @property
    def _cover_words(self) -> dict[str, Any]:
        """Title and subtitle as the cover breaks them; sizes in shares of the sheet's width, whatever the sheet.

        The title page has the same lines, no wider than its measure; sizes there are em of its text.
        """
        words = cover_words(self.book.metadata, int(WIDTH * _FLATTEST))
        return {
            "title": words.title,
            "title_size": words.title_size / WIDTH,
            "subtitle": words.subtitle,
            "subtitle_size": words.subtitle_size / WIDTH,
            "top": words.top / WIDTH,
            "title_page_size": min(2.6, _NARROWEST / _widest(words.title)),
            "title_page_subtitle_size": min(1.3, _NARROWEST / _widest(words.subtitle)),
        }

    def _matter(self, piece: Piece) -> str:
        if piece in FRONT_MATTER:
            return "frontmatter"
        return "bodymatter" if piece is Piece.CHAPTERS else "backmatter"

    def _reference(self, anchor: str) -> str:
        """The address of an id of this book."""
        if not self._epub:
            return LINK_SCHEME + anchor
        return f"{self._document_of(anchor)}.xhtml#{anchor}"

    def _document_of(self, anchor: str) -> str:
        """The name of the document that holds an id: chapters' ids begin with `c1-`, entries' with `g-`."""
        if anchor.startswith("g-"):
            return Piece.GLOSSARY.value
        return self._chapters_of_uses.get(anchor) or anchor.split("-")[0]

    @cached_property
    def _chapters_of_uses(self) -> dict[str, str]:
        return {use.id: use.chapter for entry in self.book.glossary for use in entry.uses}

    def _asset_url(self, asset: Asset) -> str:
        return f"../images/{asset.name}" if self._epub else ASSET_SCHEME + asset.name

    @cached_property
    def _figures(self) -> list[Figure]:
        return [node for node in walk(self.book.chapters) if isinstance(node, Figure) and node.number]

    def _entries_of(self, chapter: Chapter) -> list[Entry]:
        return [e for e in self.book.glossary if e.definitions and any(use.chapter == chapter.id for use in e.uses)]

    def _entry_places(self, entry: Entry) -> list[tuple[str, str]]:
        """Where a term is used, as (what to print, id): every page once in print, every chapter once in an EPUB."""
        labels = self._shared["chapter_labels"]
        places: dict[str, str] = {}
        for use in entry.uses:
            if not self._epub:
                places.setdefault(self.pages.labels.get(use.id, self._locale.words["page_unknown"]), use.id)
            elif use.first:
                places.setdefault(labels.get(use.chapter) or use.chapter, use.id)
        return list(places.items())

    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        """The outline of the pieces that were made."""
        items = []
        for piece in self.edition.pieces:
            if piece is Piece.CHAPTERS:
                items += self._parts_outline()
            elif piece.value in names and piece not in (Piece.TITLE_PAGE, Piece.COLOPHON):
                items.append(OutlineItem(self._piece_title(piece), piece.value, piece.value))
            elif piece is Piece.FIGURE_LIST and Piece.CONTENTS.value in names and self._shared["figure_items"]:
                items.append(OutlineItem(self._piece_title(piece), Piece.CONTENTS.value, piece.value))
        return tuple(items)

    def _parts_outline(self) -> list[OutlineItem]:
        """The lines of the chapters, those of a part below its own."""
        items: list[OutlineItem] = []
        open_part = 0
        for chapter in self._chapters_shown:
            item = self._chapter_outline(chapter)
            if chapter.part and chapter.part == open_part and not chapter.opens_part:
                items[-1] = replace(items[-1], children=(*items[-1].children, item))
                continue
            open_part = chapter.part if chapter.opens_part else 0
            items.append(replace(item, expanded=chapter.opens_part))
        return items

    def _chapter_outline(self, chapter: Chapter) -> OutlineItem:
        title = " ".join(filter(None, (self._label(chapter), plain_text(chapter.title))))
        if self.edition.chapter_template != "chapter.html":
            return OutlineItem(title or "…", chapter.id, chapter.id)
        children = [_section_outline(block, chapter.id) for block in chapter.blocks if isinstance(block, Section)]
        if chapter.summary:
            word = self._locale.words["outline" if chapter.summary.outline else "summary"]
            title_of_summary = plain_text(chapter.summary.title) or word
            children.append(OutlineItem(title_of_summary, chapter.id, f"{chapter.id}-summary"))
        return OutlineItem(title or "…", chapter.id, chapter.id, tuple(children))

    def assets(self) -> tuple[Asset, ...]:
        """Every picture that the documents refer to, once, in reading order."""
        found = {self.book.cover.name: self.book.cover} if self.book.cover else {}
        for node in walk(self.book.chapters + self.book.glossary):
            match node:
                case Image(asset=Asset() as asset):
                    found[asset.name] = asset
                case Formula(picture=FormulaPicture(drawings=drawings)) if (
                    not self._epub or self.edition.formulas_as_pictures
                ):
                    found |= {drawing.asset.name: drawing.asset for drawing in drawings}
                case Diagram(asset=asset, blank=blank):
                    found |= {drawing.name: drawing for drawing in (asset, blank) if drawing}
        if not self._epub:
            kinds = {node.kind for node in walk(self.book.chapters) if isinstance(node, Callout)}
            signs = [f"callout-{kind}.svg" for kind in CalloutKind if kind in kinds]
            found |= {number.name: number for number in self._line_numbers()}
            found |= {name: _own_picture(name, self.edition.grey) for name in (*WRAP_MARKS.values(), ORNAMENT, *signs)}
        return tuple(found.values())

    def _line_numbers(self) -> Iterator[Asset]:
        """The pictures of the numbers that stand before lines of code."""
        for node in walk(self.book.chapters + self.book.glossary):
            if isinstance(node, CodeBlock) and node.first_line is not None:
                yield from map(line_number, range(node.first_line, node.first_line + node.text.count("\n") + 1))


def _widest(lines: tuple[str, ...]) -> float:
    """About how wide lines are, em; never nothing."""
    return max((text_width(line) + line_gaps(line) for line in lines), default=1.0)


@cache
def _own_picture(name: str, grey: bool) -> Asset:
    """Give a picture of the program's own; the style sheets say how large it is shown."""
    data = (resource_folder("images") / name).read_bytes()
    return Asset(name, "image/svg+xml", _COLOURS.sub(b"#000", data) if grey else data, 0, 0)


def _drawings(chapter: Chapter) -> list[Figure]:
    return [figure for figure in walk(chapter.blocks) if isinstance(figure, Figure)]


def _marks(chapter: Chapter) -> list[FootnoteMark]:
    return [node for node in walk((chapter.title, chapter.blocks, chapter.summary)) if isinstance(node, FootnoteMark)]


def _holds_block_note(notes: dict[str, Footnote], node: Any) -> bool:
    """Tell whether a paragraph calls a footnote that is more than paragraphs."""
    called = [notes[mark.footnote] for mark in walk(node) if isinstance(mark, FootnoteMark) and mark.footnote in notes]
    return any(not isinstance(block, Paragraph) for note in called for block in note.blocks)


def _section_outline(section: Section, page: str) -> OutlineItem:
    children = tuple(_section_outline(block, page) for block in section.blocks if isinstance(block, Section))
    title = " ".join(filter(None, (section.number, plain_text(section.title))))
    return OutlineItem(title or "…", page, section.id, children)


def _contents_sections(chapter: Chapter, depth: int) -> list[tuple[Section, int]]:
    """The sections that the contents list, with their depth: 2 for those right below the chapter."""

    def below(blocks: tuple[Block, ...], level: int) -> Iterator[tuple[Section, int]]:
        for block in blocks:
            if isinstance(block, Section) and level <= depth:
                yield block, level
                yield from below(block.blocks, level + 1)

    return list(below(chapter.blocks, 2))
