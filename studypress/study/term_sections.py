"""Sections that list terms by their title and by all that stands in them: 名词解释 at the end of a chapter.

They stay where they are. Where the author names lists of terms, those are all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from studypress.config import BookConfig
from studypress.known_titles import lists_terms
from studypress.model import Block, Book, Break, DefinitionList, List, Paragraph, Section
from studypress.names import without_number
from studypress.study.glossary_file import read_entries
from studypress.study.opening import may_be_term, opening_term
from studypress.study.questions import has_room
from studypress.study.terms import Explanation, entries_below, is_term
from studypress.tree import plain_text

_FEWEST = 3
"""Entries by which a section is known for a list of terms."""


def term_sections(book: Book, config: BookConfig) -> Iterator[Explanation]:
    """The terms of all such sections, outside exercises and answers."""
    if config.glossary.term_lists:
        return
    for chapter in book.chapters:
        if chapter.purpose is None:
            yield from _in_sections(chapter.blocks)


def _in_sections(blocks: tuple[Block, ...]) -> Iterator[Explanation]:
    for block in blocks:
        if not isinstance(block, Section) or block.purpose is not None:
            continue
        lists = lists_terms(without_number(plain_text(block.title)))
        strong = lists and all(map(_is_of_entries, block.blocks))
        found = entries_below(block.blocks) if strong else _plain_entries(block.blocks) if lists else ()
        if len(found) >= _FEWEST:
            yield from found
        elif not strong:
            yield from _in_sections(block.blocks)


def _plain_entries(blocks: tuple[Block, ...]) -> Sequence[Explanation]:
    """The entries of lists and lines in plain letters, `进程：运行中的程序`; none where anything else stands there."""
    if not all(isinstance(block, List | Paragraph) for block in blocks) or has_room(plain_text(blocks)):
        return ()
    found = list(read_entries(blocks))
    entries = [replace(one, from_file=False) for one in found if isinstance(one, Explanation)]
    return entries if len(entries) == len(found) and all(may_be_term(one.term) for one in entries) else ()


def _is_of_entries(block: Block) -> bool:
    """Whether a block is nothing but entries, each a term with its explanation."""
    match block:
        case DefinitionList():
            return not has_room(plain_text(block.items))
        case List(items=items):
            return all(is_term(item) or (len(item.blocks) == 1 and _is_of_entries(item.blocks[0])) for item in items)
        case Paragraph(children=words):
            lines = any(isinstance(word, Break) and word.hard for word in words)
            return not lines and not has_room(plain_text(words)) and opening_term(block) is not None
    return False
