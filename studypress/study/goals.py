"""The learning objectives that an author wrote: they are the box at the chapter's opening, and none is made."""

from dataclasses import replace

from studypress.config import BookConfig
from studypress.model import Block, Book, Chapter, Section
from studypress.problems import Problem
from studypress.study.names import fold, without_number
from studypress.tree import plain_text

_GOALS = frozenset(
    fold(name)
    for name in (
        "学习目标", "教学目标", "本章目标", "本节目标", "本课目标", "本章学习目标", "课程目标", "学习要求", "教学要求",
        "學習目標", "教學目標", "本章目標", "本節目標", "本課目標", "課程目標", "学習目標", "この章の目標",
        "Learning Objectives", "Objectives", "Learning Goals", "Learning Outcomes",
    )
)  # fmt: skip


def find_goals(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Mark the section that each chapter opens with, if it is called 学习目标 or the like."""
    return replace(book, chapters=tuple(map(_with_goals, book.chapters))), []


def _with_goals(chapter: Chapter) -> Chapter:
    """A section of this name further down may be about objectives."""
    blocks: list[Block] = list(chapter.blocks)
    first = next((index for index, block in enumerate(blocks) if isinstance(block, Section)), -1)
    section = blocks[first] if first >= 0 else None
    if not isinstance(section, Section) or not is_goals_heading(plain_text(section.title)):
        return chapter
    blocks[first] = replace(section, goals=True)
    return replace(chapter, blocks=tuple(blocks))


def is_goals_heading(title: str) -> bool:
    """Whether a heading, apart from its number, names learning objectives."""
    return fold(without_number(title)) in _GOALS
