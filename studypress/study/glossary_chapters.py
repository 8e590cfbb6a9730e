"""A chapter that is a glossary by its title and by all that stands in it: 名词解释.md, 术语表.md beside the notes.

Where a list says which chapters the book has, it stays one; so it does if a single thing in it is no entry, since that
would have no place in a glossary.
"""

from dataclasses import replace

from studypress.config import BookConfig
from studypress.known_titles import lists_terms
from studypress.model import Book, Chapter, Section
from studypress.names import without_number
from studypress.problems import Problem
from studypress.study.glossary_file import read_glossary
from studypress.study.opening import may_be_term
from studypress.study.questions import has_room
from studypress.study.terms import Explanation
from studypress.tree import plain_text, walk

_FEWEST = 3
"""Entries by which a chapter is known for a glossary."""


def take_glossary_chapters(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Make files of the glossary of such chapters."""
    if book.listed or len(book.chapters) == 1:
        return book, []
    taken = tuple(chapter for chapter in book.chapters if _is_glossary(chapter, book))
    if not taken:
        return book, []
    chapters = tuple(chapter for chapter in book.chapters if chapter not in taken)
    return replace(book, chapters=chapters, glossary_source=(*book.glossary_source, *taken)), []


def _is_glossary(chapter: Chapter, book: Book) -> bool:
    if not lists_terms(without_number(plain_text(chapter.title))) or chapter.opens_part or chapter.badges:
        return False
    if sum(other.place.path == chapter.place.path for other in book.chapters) > 1:
        return False
    found, problems = read_glossary((chapter,))
    of_entries = {one.place for one in found}
    others = [one for one in walk(chapter.blocks, Section) if one.place not in of_entries]
    divide = any(len(plain_text(one.title).strip()) > 1 for one in others)  # and would be lost, unless letters
    return len(found) >= _FEWEST and not problems and not divide and all(map(_is_entry, found))


def _is_entry(found: Explanation) -> bool:
    return may_be_term(found.term) and not has_room(plain_text(found.definitions))
