"""What the contents of a printed book show: how many levels of sections, and how wide the numbers before them are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from studypress.figures.titles import widest
from studypress.model import Block, Chapter, CodeBlock, Figure, FormulaBlock, Paragraph, Row, Section
from studypress.numerals import before_title
from studypress.tree import plain_text, walk

_NUMBER_GAP, _MOST_ROOM = 0.7, 6.0
"""em: between a number and the words, and the most that both take before the words must move."""
_FEW_LINES, _MOST_LINES = 120, 400
"""Of contents with all three levels: some three pages are never too many, and more than ten always are."""
_SHARE = 1 / 30
"""Of a book's lines: what textbooks give to their contents, about a page in thirty."""
_MEASURE = 40
"""em of a line, of which Latin letters take half of one."""
_HEIGHTS = {Section: 3, Row: 0.5, Figure: 12, FormulaBlock: 3, Chapter: 30}
"""Lines that are taken besides those of the words; a chapter leaves the page before it half empty, as a rule."""
_MANY_TITLES = 30
_FEW_NAMES = 1 / 3
"""Of many titles, that are different ones where they are those of a form."""


@dataclass(frozen=True)
class Contents:
    """The chapters of a book with the sections that are listed below each."""

    chapters: Sequence[Chapter]
    labels: Mapping[str, str]
    """Chapter id → `第一章`."""
    figures: Sequence[str] = ()
    """`图 1-1`, for each that is listed."""

    @cached_property
    def depth(self) -> int:
        """Three levels, or two where a reader would have to leaf through the contents themselves.

        Titles that are those of a form, as 教学目标 and 教学过程 in each lesson, lead nowhere, nor do those below.
        """
        found = [pair for chapter in self.chapters for pair in _below(chapter.blocks, 2, 3)]
        titles = {depth: [plain_text(section.title) for section, at in found if at == depth] for depth in (2, 3)}
        if _are_of_a_form(titles[2]):
            return 1
        return 2 if self._are_too_many(len(found)) or _are_of_a_form(titles[3]) else 3

    def _are_too_many(self, sections: int) -> bool:
        """Whether so many sections make contents that are long for what they list."""
        listed = sections + len(self.chapters)
        return listed > _FEW_LINES and listed > min(_MOST_LINES, _SHARE * _lines_of(self.chapters))

    @cached_property
    def rooms(self) -> tuple[float, ...]:
        """How wide the numbers of chapters, of their sections and of those below, of parts and figures are, em."""
        sections = [pair for chapter in self.chapters for pair in self.sections(chapter)]
        depths = (
            [before_title(self.labels[chapter.id]) for chapter in self.chapters if not chapter.opens_part],
            *([before_title(section.number) for section, depth in sections if depth == wanted] for wanted in (2, 3)),
            [before_title(self.labels[chapter.id]) for chapter in self.chapters if chapter.opens_part],
            self.figures,
        )
        return tuple(min(widest(labels) + _NUMBER_GAP, _MOST_ROOM) for labels in depths)

    def sections(self, chapter: Chapter) -> list[tuple[Section, int]]:
        """The sections of a chapter that are listed, with their depth: 2 for those right below it."""
        return list(_below(chapter.blocks, 2, self.depth))


def _lines_of(chapters: Sequence[Chapter]) -> float:
    """About how many lines chapters have in print."""
    lines = 0.0
    for block in walk(tuple(chapters), Paragraph, CodeBlock, *_HEIGHTS):
        match block:
            case Paragraph(children=words):
                text = plain_text(words)
                lines += ceil((len(text) + len(text.encode())) / 4 / _MEASURE)
            case CodeBlock(text=text):
                lines += text.count("\n") + 2
            case _:
                lines += _HEIGHTS[type(block)]
    return lines


def _below(blocks: tuple[Block, ...], depth: int, deepest: int) -> Iterator[tuple[Section, int]]:
    for block in blocks:
        if isinstance(block, Section) and depth <= deepest:
            yield block, depth
            yield from _below(block.blocks, depth + 1, deepest)


def _are_of_a_form(titles: list[str]) -> bool:
    """Whether the same titles stand again and again."""
    return len(titles) >= _MANY_TITLES and len(set(titles)) <= _FEW_NAMES * len(titles)
