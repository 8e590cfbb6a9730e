"""The learning objectives that an author wrote: they are the box at the chapter's opening, and none is made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from studypress.config import BookConfig
from studypress.locale import locale_for
from studypress.model import (
    Block,
    Book,
    Callout,
    Chapter,
    Inline,
    List,
    Paragraph,
    Point,
    Purpose,
    Section,
    Style,
    Styled,
    Summary,
    Text,
)
from studypress.names import fold, without_number
from studypress.problems import Place, Problem
from studypress.study.keys import Words, key_words, split_marks
from studypress.tree import plain_text, printed_lines, rewrite

_GOALS = frozenset(
    fold(name)
    for name in (
        "学习目标", "教学目标", "本章目标", "本节目标", "本课目标", "本章学习目标", "课程目标", "学习要求", "教学要求",
        "本章要求", "本节要求", "本课要求", "本章学习要求", "学习目的", "学习目的与要求", "教学目的与要求",
        "教学目的和要求", "考试要求", "考纲要求", "大纲要求",
        "实验目的", "实验目标", "实训目的", "实训目标", "实验目的与要求", "实验目的和要求", "课标要求", "素养目标",
        "今日目标", "今天目标", "今日学习目标", "单元目标", "任务目标", "项目目标", "授课目标", "教学目的", "今日目標",
        "學習目標", "教學目標", "本章目標", "本節目標", "本課目標", "課程目標", "学習目標", "この章の目標",
        "Learning Objectives", "Objectives", "Learning Goals", "Learning Outcomes",
    )
)  # fmt: skip


def find_goals(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Mark the section that each chapter opens with, if it is called 学习目标 or the like."""
    marks = _Marks(key_words(config), locale_for(config.language).words)
    return replace(book, chapters=tuple(_with_goals(chapter, marks) for chapter in book.chapters)), []


@dataclass(frozen=True, slots=True)
class _Marks:
    """The words that mark an objective as a key or difficult point, and those that are printed for them."""

    words: Words
    shown: Mapping[str, str]

    def as_badges(self, node: Any) -> Any:
        """Make badges of the marks at the end of an objective, or of a point of a summary: `掌握重力（重点）。`"""
        match node:
            case Paragraph(children=words, place=place):
                return replace(node, children=self._marked(words, place))
            case Point(text=words, place=place):
                return replace(node, text=self._marked(words, place))
        return node

    def _marked(self, line: tuple[Inline, ...], place: Place) -> tuple[Inline, ...]:
        words, stop = _without_stop(line)
        title, badges = split_marks(words, self.words)
        if title == words:
            return line
        made = tuple(
            part
            for badge in badges
            for part in (
                Text(" ", place),
                Styled(Style.PLAIN, (Text(self.shown[badge], place),), ("badge", f"badge-{badge}"), place),
            )
        )
        return (*title, *stop, *made)


def with_marked_points(summary: Summary, config: BookConfig) -> Summary:
    """A summary with badges in place of the marks at the ends of its points."""
    marks = _Marks(key_words(config), locale_for(config.language).words)
    return replace(summary, groups=rewrite(summary.groups, marks.as_badges, Point))


def _without_stop(words: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Part the mark that ends a sentence from its words."""
    last = words[-1] if words else None
    bare = last.text.rstrip("。；;.， ,") if isinstance(last, Text) else ""
    if not isinstance(last, Text) or bare in ("", last.text):
        return words, ()
    return (*words[:-1], replace(last, text=bare)), (replace(last, text=last.text[len(bare) :]),)


def _with_goals(chapter: Chapter, marks: _Marks) -> Chapter:
    """A section of this name further down may be about objectives."""
    blocks = _opened_as_section(chapter)
    first = next((index for index, block in enumerate(blocks) if isinstance(block, Section)), -1)
    section = blocks[first] if first >= 0 else None
    if not isinstance(section, Section) or not is_goals_heading(plain_text(section.title)) or _is_long(section):
        return chapter
    blocks[first] = replace(section, purpose=Purpose.GOALS, blocks=rewrite(section.blocks, marks.as_badges))
    return replace(chapter, blocks=tuple(blocks))


_MOST = 1_500
"""Characters of objectives: what is longer is a chapter without other headings."""


def _is_long(section: Section) -> bool:
    return len(plain_text(section.blocks)) > _MOST


def _opened_as_section(chapter: Chapter) -> list[Block]:
    """The blocks of a chapter, whose opening may have objectives in a box, or in a list below their name."""
    blocks = list(chapter.blocks)
    for at, block in enumerate(blocks):
        place, id = block.place, f"{chapter.id}-goals"
        match block, blocks[at + 1 : at + 2]:
            case (Section(), _):
                break
            case (Callout(title=title), _) if is_goals_heading(plain_text(title)):
                blocks[at] = Section(2, title, block.blocks, id, place=place)
                break
            case (Paragraph(children=words), below):
                title, *lines = printed_lines(words)
                name = plain_text(title).strip("：: 【】")
                goals = _typed_goals(lines) or (() if lines else _goals_below(below))
                if goals and is_goals_heading(name):
                    section = Section(2, (Text(name, place),), goals, id, place=place)
                    blocks[at : at + (1 if lines else 2)] = [section]
                    break
    return blocks


_NUMBERED = re.compile(r"[（(]?[0-9]{1,2}[）).．、]|[\u2460-\u2473]")


def _goals_below(below: list[Block]) -> tuple[Block, ...]:
    """The list, or the numbered lines, that stand below the name of objectives."""
    match below:
        case [List() as goals]:
            return (goals,)
        case [Paragraph(children=words)]:
            return _typed_goals(list(printed_lines(words)))
    return ()


def _typed_goals(lines: list[tuple[Inline, ...]]) -> tuple[Block, ...]:
    """A paragraph for each of several lines that begin with a number: `1．能正确陈述给药的原则。`"""
    if len(lines) < 2 or not all(_NUMBERED.match(plain_text(line)) for line in lines):
        return ()
    return tuple(Paragraph(line, line[0].place) for line in lines)


def is_goals_heading(title: str) -> bool:
    """Whether a heading, apart from its number, names learning objectives."""
    return fold(without_number(title)) in _GOALS
