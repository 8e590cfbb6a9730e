"""Which part of a book an edition shows, with the notes, terms and links that belong to it."""

from dataclasses import replace
from functools import reduce
from typing import Any

from studypress.editions import Edition, Piece
from studypress.model import (
    Anchor,
    Badge,
    Block,
    Book,
    Chapter,
    Citation,
    Cited,
    CodeBlock,
    Counterpart,
    Entry,
    Figure,
    Footnote,
    FootnoteMark,
    FormulaBlock,
    Link,
    PointGroup,
    Purpose,
    Section,
    Source,
    SourceList,
    Summary,
    Table,
    TermUse,
    Use,
)
from studypress.problems import BookError, Place, problem
from studypress.study.without_answers import without_answers as hide_answers
from studypress.tree import called_notes, plain_text, rewrite, rewrite_as_read, walk
from studypress.wording import joined, said


def select(book: Book, edition: Edition, chapter: int | None, only_key: bool, without_answers: bool = False) -> Book:
    """The book as an edition shows it: whole, one chapter of it, or its key sections alone. Numbers stay as they are.

    For pupils it is `without_answers`.

    Raises BookError when nothing is left.
    """
    if edition.recalls:
        book = replace(book, chapters=_with_answers_at_hand(book.chapters))
    elif without_answers:
        book = _for_pupils(book)
    chapters, sources = book.chapters, _source_chapter(book)
    if chapter is not None:
        chapters = _one_chapter(book, chapter)
    if only_key:
        chapters = _key_chapters(chapters)
    if chapters is not book.chapters:
        if only_key:  # first: a note that is left out takes its terms along
            chapters = tuple(map(_with_called_notes, chapters))
        chapters = tuple(map(_with_first_uses, chapters))
        chapters = chapters if edition.recalls else _with_sources(chapters, sources)
        glossary = _used_entries(book.glossary, chapters)
        book = replace(book, chapters=chapters, glossary=glossary)
    elif Piece.GLOSSARY in edition.pieces and not without_answers:
        return book
    return _without_dead_links(book, edition)


def _for_pupils(book: Book) -> Book:
    """A book without the answers to its questions, and without the sections and chapters that hold nothing else."""

    def change(section: Section) -> Section | tuple[()]:
        return () if section.purpose is Purpose.ANSWERS else section

    asked = (chapter for chapter in book.chapters if chapter.purpose is not Purpose.ANSWERS)
    chapters = tuple(map(_with_called_notes, hide_answers(rewrite(tuple(asked), change, Section))))
    chapters = tuple(map(_with_first_uses, chapters))
    return replace(book, chapters=chapters, glossary=_with_uses_left(book.glossary, chapters))


def _with_answers_at_hand(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """The chapters with the answers to their questions, which stood in chapters of answers."""
    moved: dict[str, list[Chapter]] = {}
    kept = []
    for chapter in chapters:
        if chapter.purpose is not Purpose.ANSWERS:
            kept.append(chapter)
            continue
        left = []
        for block in chapter.blocks:
            if isinstance(block, Section) and block.counterpart:
                section = replace(block, purpose=Purpose.ANSWERS)
                moved.setdefault(_chapter_of(block.counterpart), []).append(replace(chapter, blocks=(section,)))
            else:
                left.append(block)
        if chapter.counterpart:
            section = Section(2, chapter.title, chapter.blocks, chapter.id, purpose=Purpose.ANSWERS)
            moved.setdefault(_chapter_of(chapter.counterpart), []).append(replace(chapter, blocks=(section,)))
        elif left:
            kept.append(replace(chapter, blocks=tuple(left)))
    if not moved:
        return chapters
    return tuple(reduce(_with_answers, moved.get(chapter.id, ()), chapter) for chapter in kept)


def _with_answers(chapter: Chapter, answers: Chapter) -> Chapter:
    """A chapter and, at its end, the blocks of another, with the footnotes that these call: their numbers go on."""
    first = len(chapter.footnotes) + 1
    called = notes_of(answers.blocks, answers)
    numbers = {note.id: number for number, note in enumerate(called, first)}

    def change(node: Any) -> Any:
        match node:
            case Footnote(id=id) if id in numbers:
                return replace(node, number=numbers[id], id=f"{chapter.id}-n{numbers[id]}")
            case FootnoteMark(footnote=id) if id in numbers:
                return replace(node, number=numbers[id], footnote=f"{chapter.id}-n{numbers[id]}")
        return node

    blocks, notes = rewrite((answers.blocks, called), change, Footnote, FootnoteMark)
    return replace(chapter, blocks=chapter.blocks + blocks, footnotes=chapter.footnotes + notes)


def _chapter_of(counterpart: Counterpart) -> str:
    """The id of the chapter that questions stand in: those of sections begin with it."""
    return counterpart.id.split("-")[0]


def _one_chapter(book: Book, number: int) -> tuple[Chapter, ...]:
    found = tuple(chapter for chapter in book.chapters if chapter.number == number)
    if not found:
        known = [f"{chapter.number} {plain_text(chapter.title)}" for chapter in book.chapters if chapter.number]
        names = joined(known[:20] + ["…"] * (len(known) > 20))
        message = said("There is no chapter {number} in this book.", number=number)
        hint = said("It has: {names}.", names=names)
        raise BookError([problem("no-selection", Place("--chapter"), message, hint)])
    return found


def _key_chapters(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    found = tuple(kept for chapter in chapters if (kept := _key_chapter(chapter)) is not None)
    if not found:
        message = said("No heading is marked as a key or difficult point, so nothing is left to print.")
        hint = said("Write （重点） or （难点） at the end of a heading, or leave out --only key.")
        raise BookError([problem("no-selection", Place("--only key"), message, hint)])
    return found


def _key_chapter(chapter: Chapter) -> Chapter | None:
    """The key sections of a chapter with the points about them; None when there are none."""
    if _are_key(chapter.badges):
        return chapter
    blocks = _key_sections(chapter.blocks)
    summary = chapter.summary
    if summary:
        groups = _key_groups(summary, _ids_of_key_sections(chapter.blocks))
        summary = replace(summary, blocks=(), groups=groups) if groups else None
    return replace(chapter, blocks=blocks, summary=summary) if blocks or summary else None


_KEY = frozenset({Badge.KEY, Badge.HARD, Badge.MISTAKE, Badge.MASTER})
"""What is worth a print of its own; the rest is to be known of."""


def _are_key(badges: tuple[Badge, ...]) -> bool:
    return not _KEY.isdisjoint(badges)


def _key_sections(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Marked sections whole; of the others the headings alone, where a marked one is below."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            is_key = _are_key(block.badges)
            inner = block.blocks if is_key else _key_sections(block.blocks)
            if is_key or inner:
                kept.append(replace(block, blocks=inner))
    return tuple(kept)


def _ids_of_key_sections(blocks: tuple[Block, ...]) -> set[str]:
    """The ids of the sections that are kept whole, and of those in them."""
    marked = tuple(node for node in walk(blocks, Section) if _are_key(node.badges))
    return {node.id for node in walk(marked, Section)}


def _key_groups(summary: Summary, kept: set[str]) -> tuple[PointGroup, ...]:
    return tuple(group for group in summary.groups if _are_key(group.badges) or group.section in kept)


def _with_called_notes(chapter: Chapter) -> Chapter:
    """Leave out the footnotes that nothing calls any more."""
    return replace(chapter, footnotes=notes_of(replace(chapter, footnotes=()), chapter))


def notes_of(shown: Any, chapter: Chapter) -> tuple[Footnote, ...]:
    """The footnotes of a chapter that are called in what is shown of it, or in one that is."""
    called = called_notes(shown, {note.id: note for note in chapter.footnotes})
    return tuple(note for note in chapter.footnotes if note.id in called)


def _source_chapter(book: Book) -> Chapter | None:
    """The list of what a book cites, as a chapter of its own; None where it cites nothing."""
    if not book.sources:
        return None
    holders = [node for node in walk(book.chapters, Chapter, Section) if any(walk(node, SourceList))]
    chapter: Chapter = holders[0]
    title = holders[-1].title
    return replace(chapter, title=title, blocks=(SourceList(book.sources),), summary=None, footnotes=(), number=0)


def _with_sources(chapters: tuple[Chapter, ...], sources: Chapter | None) -> tuple[Chapter, ...]:
    """A part of a book, and behind it the list of what it cites; numbers stay."""
    called = {one.source for one in walk(chapters, Cited)}
    if sources is None or not called or any(walk(chapters, SourceList)):
        return chapters
    listed = tuple(source for source in walk(sources, Source) if source.id in called)
    return (*chapters, replace(sources, blocks=(SourceList(listed),)))


def _with_first_uses(chapter: Chapter) -> Chapter:
    """The first use that is left of each term is the one that links."""
    met: set[str] = set()

    def change(node: Any) -> Any:
        first = node.entry not in met
        met.add(node.entry)
        return replace(node, first=first) if first is not node.first else node

    return rewrite_as_read(chapter, change, TermUse)


def _used_entries(glossary: tuple[Entry, ...], chapters: tuple[Chapter, ...]) -> tuple[Entry, ...]:
    """The entries that these chapters use, and the references to them."""
    uses = {node.id: node.first for node in walk(chapters, TermUse)}
    uses |= {node.id: True for node in walk(chapters, Chapter, Section)}  # for terms that titles alone name
    used = {entry.id for entry in glossary if any(use.id in uses for use in entry.uses)}
    kept = []
    for entry in glossary:
        see = tuple(target for target in entry.see if target in used)
        if entry.id in used or (see and not entry.definitions):
            kept.append(replace(entry, see=see))
    return _with_uses_left(tuple(kept), chapters)


def _with_uses_left(glossary: tuple[Entry, ...], chapters: tuple[Chapter, ...]) -> tuple[Entry, ...]:
    """Entries with the uses that these chapters have of them."""
    uses = {node.id: node.first for node in walk(chapters, TermUse)}
    return tuple(
        replace(entry, uses=tuple(Use(use.id, use.chapter, uses[use.id]) for use in entry.uses if use.id in uses))
        for entry in glossary
    )


def _without_dead_links(book: Book, edition: Edition) -> Book:
    """Make plain text of links to what this edition leaves out."""
    kinds = (Chapter, Section, Summary, Figure, Table, CodeBlock, FormulaBlock, Footnote, Anchor, Source, Citation)
    shown = {node.id for node in walk(book.chapters, *kinds) if not (edition.recalls and isinstance(node, Source))}
    if Piece.GLOSSARY in edition.pieces:
        shown |= {entry.id for entry in book.glossary}

    def change(node: Any) -> Any:
        match node:
            case Link(target=target, children=children):
                return children if target.startswith("#") and target[1:] not in shown else node
            case Citation(is_numbers=True) if edition.recalls:  # its list is not on the sheet
                return ()
            case Cited(source=id) if id not in shown:
                return replace(node, source="")
            case Source(call=id) if id not in shown:
                return replace(node, call="")
            case Section(counterpart=Counterpart(id=id)) | Chapter(counterpart=Counterpart(id=id)) if id not in shown:
                return replace(node, counterpart=None)
        return node

    chapters = rewrite(book.chapters, change, Link, Section, Chapter, Citation, Cited, Source)
    return replace(book, chapters=chapters, glossary=rewrite(book.glossary, change, Link, Citation, Cited))
