"""Headings that authors type as paragraphs among exercises: `一、选择题（每题 2 分）`, with the questions below it."""

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from studypress.config import BookConfig
from studypress.model import Block, Book, Break, Chapter, Heading, List, Paragraph, Purpose, Section
from studypress.numerals import HAN_NUMERALS
from studypress.problems import Problem
from studypress.study.exercises import ENDS_SENTENCE, exercise_name, exercise_names, without_points
from studypress.study.questions import has_room, is_choices, opening
from studypress.tree import plain_text, rewrite, walk

_COUNTED = re.compile(rf"(?:[{HAN_NUMERALS}]{{1,3}}[、．.]|[（(][{HAN_NUMERALS}]{{1,3}}[)）])\s*\S")
_LONGEST = 40
"""Characters of a heading."""


def find_question_headings(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Make headings of the paragraphs among exercises that are, by their words or by what stands below them."""
    names = exercise_names(config)

    def headed(node: Any) -> Any:
        if node.purpose is not Purpose.EXERCISES:
            return node
        return replace(node, blocks=_with_headings(node.blocks, names, getattr(node, "level", 1)))

    return replace(book, chapters=rewrite(book.chapters, headed, Chapter, Section)), []


def _with_headings(blocks: tuple[Block, ...], names: frozenset[str], above: int) -> tuple[Block, ...]:
    done: list[Block] = []
    for block, below in zip_longest(blocks, blocks[1:]):
        match block:
            case Paragraph() if heads_questions(block, below, names):
                done.append(Heading(above + 1, block.children, place=block.place))
            case Section(purpose=None):
                done.append(replace(block, blocks=_with_headings(block.blocks, names, block.level)))
            case _:
                done.append(block)
    return tuple(done)


def heads_questions(paragraph: Paragraph, below: Block | None, names: frozenset[str]) -> bool:
    """Whether a paragraph before a block is a heading of questions, which are called so or stand below it."""
    words = without_points(plain_text(paragraph.children).strip()).rstrip("：:")
    if not 0 < len(words) <= _LONGEST or words.endswith(ENDS_SENTENCE) or has_room(words) or opening(paragraph):
        return False
    if any(walk(paragraph, Break)):
        return False
    return exercise_name(words) in names or (_COUNTED.match(words) is not None and opens_questions(below))


def opens_questions(block: Block | None) -> bool:
    """Whether a block is a question with a number, or a list of them."""
    match block:
        case List(start=int()):
            return not is_choices(block)
        case Paragraph():
            return opening(block) is not None
    return False
