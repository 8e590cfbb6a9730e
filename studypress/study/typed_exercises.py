"""Exercises in ordinary text, below headings that authors type as paragraphs: `一、选择题`, `**二、判断题**`.

They become sections, as if `#` stood before them. That is done where a name of exercises has a Chinese number, is
strong or tells of points, and a question with a number follows: `选择题` in a sentence heads nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from studypress.config import BookConfig
from studypress.model import Block, Book, Chapter, Inline, Paragraph, Purpose, Section, Style, Styled
from studypress.numerals import HAN_NUMERALS
from studypress.problems import Problem
from studypress.study.exercises import exercise_name, exercise_names, is_answer_heading, without_points
from studypress.study.question_headings import heads_questions, opens_questions
from studypress.tree import plain_text

_COUNTED = re.compile(rf"\s*(?:[{HAN_NUMERALS}]{{1,3}}[、．.]|[（(][{HAN_NUMERALS}]{{1,3}}[)）])")
_DEEPEST = 6


def find_typed_exercises(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Make sections of the exercises below such paragraphs."""
    finder = _Finder(exercise_names(config), config.study.answer_marks)
    return replace(book, chapters=tuple(map(finder.chapter, book.chapters))), []


class _Finder:
    def __init__(self, names: frozenset[str], answers: tuple[str, ...]) -> None:
        self._names = names
        self._answers = answers

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter with such sections."""
        blocks = chapter.blocks if chapter.opens_part else self._within(chapter, 1)
        return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)

    def _section(self, section: Section) -> Section:
        blocks = self._within(section, section.level)
        return section if blocks is section.blocks else replace(section, blocks=blocks)

    def _within(self, holder: Chapter | Section, level: int) -> tuple[Block, ...]:
        """The blocks of a chapter or section; the very same where there are no such headings among them.

        Beside sections of its own there is none, whose numbers would be told by the numbers that are typed here.
        """
        if holder.purpose is not None or exercise_name(plain_text(holder.title)) in self._names:
            return holder.blocks
        own = [block for block in holder.blocks if not isinstance(block, Section)]
        sections = [block for block in holder.blocks if isinstance(block, Section)]
        below = list(map(self._section, sections))
        answered = all(is_answer_heading(plain_text(section.title), self._answers) for section in sections)
        starts = self._starts(own) if answered and level < _DEEPEST else []
        if not starts:
            same = all(new is old for new, old in zip(below, sections, strict=True))
            return holder.blocks if same else (*own, *below)
        made = (
            Section(
                level + 1, _title(own[start]), tuple(own[start + 1 : end]), f"{holder.id}-q{count}",
                purpose=Purpose.EXERCISES, place=own[start].place,
            )
            for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(own)], strict=True), 1)
        )  # fmt: skip
        return (*own[: starts[0]], *made, *below)

    def _starts(self, blocks: Sequence[Block]) -> list[int]:
        """Where the headings stand: the first is sure to be one, the others are as they are among exercises."""
        starts: list[int] = []
        for at, (block, below) in enumerate(zip_longest(blocks, blocks[1:])):
            heads = isinstance(block, Paragraph) and heads_questions(block, below, self._names)
            if heads and (starts or self._is_sure(block, below)):
                starts.append(at)
        return starts

    def _is_sure(self, paragraph: Any, below: Block | None) -> bool:
        words = plain_text(paragraph.children).strip()
        known = exercise_name(words.rstrip("：:")) in self._names and opens_questions(below)
        strong = all(isinstance(node, Styled) and node.style is Style.STRONG for node in paragraph.children)
        return known and (strong or _COUNTED.match(words) is not None or without_points(words) != words)


def _title(block: Block) -> tuple[Inline, ...]:
    """The words of a heading, which is strong by itself."""
    match block:
        case Paragraph(children=(Styled(style=Style.STRONG, children=words, classes=()),)):
            return words
        case Paragraph(children=words):
            return words
    return ()
