"""A chapter's summary whose heading stands within a section of the chapter, as its name tells."""

from dataclasses import replace

from studypress.model import Chapter, Section
from studypress.names import fold, heading_name, without_number
from studypress.numerals import typed_number
from studypress.study.beside import raised
from studypress.tree import plain_text

_OF_THE_CHAPTER = ("本章", "この章の", "chapter ")
"""How the name of a summary begins that is no section's."""
_LEAST = 2
"""Sections in it: what is summed up, and the summary."""


def with_summary_on_top(chapter: Chapter, names: set[str]) -> Chapter:
    """Make 本章小结 a section of the chapter where the last of its sections, which holds all others, ends with it.

    Notes are so that open with `# Metadata` or `# 前言`, and have all else below another `#`.
    """
    sections = [block for block in chapter.blocks if isinstance(block, Section)]
    if not sections or chapter.blocks[-1] is not sections[-1] or any(map(_sections, sections[:-1])):
        return chapter
    last = sections[-1]
    inner = _sections(last)
    if len(inner) < _LEAST or last.blocks[-1] is not inner[-1] or _is_a_chapter(last):
        return chapter
    end = inner[-1]
    if not _sums_up_chapter(end, names):
        return chapter
    holder = replace(last, blocks=last.blocks[:-1])
    return replace(chapter, blocks=(*chapter.blocks[:-1], holder, raised(end, end.level - last.level)))


def _sections(section: Section) -> list[Section]:
    return [block for block in section.blocks if isinstance(block, Section)]


def _is_a_chapter(section: Section) -> bool:
    """Whether its own title has a number, 第一章, so that it may be the chapter that is summed up."""
    return bool(typed_number(plain_text(section.title))[0])


def _sums_up_chapter(section: Section, names: set[str]) -> bool:
    title = plain_text(section.title)
    return heading_name(title) in names and fold(without_number(title)).startswith(_OF_THE_CHAPTER)
