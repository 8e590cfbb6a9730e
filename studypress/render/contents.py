"""What the contents of a printed book show: how many levels of sections, and how wide the numbers before them are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from studypress.figures.titles import widest
from studypress.model import Block, Chapter, Section
from studypress.tree import plain_text

_NUMBER_GAP, _MOST_ROOM = 0.7, 6.0
"""em: between a number and the words, and the most that both take before the words must move."""
_MOST_LINES = 400
"""Of contents with all three levels: some ten pages."""
_MANY_TITLES = 30
_FEW_NAMES = 1 / 3
"""Of many titles, that are different ones where they are those of a form."""


@dataclass(frozen=True)
class Contents:
    """The chapters of a book with the sections that are listed below each."""

    chapters: Sequence[Chapter]
    labels: Mapping[str, str]
    """Chapter id → `第一章`."""

    @cached_property
    def depth(self) -> int:
        """Three levels, or two where a reader would have to leaf through the contents themselves.

        Titles that are those of a form, as 教学目标 and 教学过程 in each lesson, lead nowhere, nor do those below.
        """
        found = [pair for chapter in self.chapters for pair in _below(chapter.blocks, 2, 3)]
        titles = {depth: [plain_text(section.title) for section, at in found if at == depth] for depth in (2, 3)}
        if _are_of_a_form(titles[2]):
            return 1
        return 2 if len(found) > _MOST_LINES or _are_of_a_form(titles[3]) else 3

    @cached_property
    def rooms(self) -> tuple[float, ...]:
        """How wide the numbers of chapters, of their sections and of those below are, em."""
        sections = [pair for chapter in self.chapters for pair in self.sections(chapter)]
        depths = (
            [self.labels[chapter.id] for chapter in self.chapters if not chapter.opens_part],
            *([section.number for section, depth in sections if depth == wanted] for wanted in (2, 3)),
        )
        return tuple(min(widest(labels) + _NUMBER_GAP, _MOST_ROOM) for labels in depths)

    def sections(self, chapter: Chapter) -> list[tuple[Section, int]]:
        """The sections of a chapter that are listed, with their depth: 2 for those right below it."""
        return list(_below(chapter.blocks, 2, self.depth))


def _below(blocks: tuple[Block, ...], depth: int, deepest: int) -> Iterator[tuple[Section, int]]:
    for block in blocks:
        if isinstance(block, Section) and depth <= deepest:
            yield block, depth
            yield from _below(block.blocks, depth + 1, deepest)


def _are_of_a_form(titles: list[str]) -> bool:
    """Whether the same titles stand again and again."""
    return len(titles) >= _MANY_TITLES and len(set(titles)) <= _FEW_NAMES * len(titles)
