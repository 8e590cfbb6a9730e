"""Sections that are exercises, or hold the answers to them, by their headings: 习题, 一、选择题, 参考答案."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from studypress.config import BookConfig
from studypress.known_titles import answers_paper
from studypress.letters import HAN, SENTENCE_ENDS
from studypress.model import Book, Chapter, Purpose, Section
from studypress.names import heading_name
from studypress.numerals import HAN_NUMERALS
from studypress.problems import Problem
from studypress.tree import plain_text, rewrite, walk

_POINTS = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]\s*\Z")
"""What a heading of questions ends with: （每题 2 分，共 20 分）."""
_BEFORE = re.compile(
    r"\A\s*(?:(?:附录|附錄)\s*(?:[A-Z]|[0-9]+|[一二三四五六七八九十]+)?[\s:：、.．-]*)?(?:部分|各章节?|全书|附)?"
)
"""What the name of answers may begin with."""
ENDS_SENTENCE = (*SENTENCE_ENDS, "；", "，")
"""What no heading of questions ends with."""
_COUNTED = re.compile(
    r"\A\s*(?:Exercises?|练习|练一练|習題|习题)\s*[0-9]{1,2}(?:[.．、:：]\s*(?!\d)|\s+)(?=\S)", re.IGNORECASE
)
_IN_ENGLISH = re.compile(rf"(?<=[{HAN}])\s*[（(]?[A-Za-z][A-Za-z' -]{{3,40}}[)）]?\s*\Z")
_NUMBER_WITHIN = re.compile(rf"(?<=[题題习習])[0-9{HAN_NUMERALS}]+")
"""Of what the answers are: `习题二答案`."""


def find_exercises(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Mark the exercises and, in a book that has some, the sections and chapters that answer them."""
    exercises = exercise_names(config)

    def asking(node: Any) -> Any:
        known = node.purpose is None and exercise_name(plain_text(node.title)) in exercises
        return replace(node, purpose=Purpose.EXERCISES) if known else node

    def answering(node: Any) -> Any:
        known = node.purpose is None and is_answer_heading(plain_text(node.title), config.study.answer_marks)
        return replace(node, purpose=Purpose.ANSWERS) if known else node

    chapters = rewrite(book.chapters, asking, Chapter, Section)
    practised = {chapter.id for chapter in chapters if _holds_exercises(chapter)}
    if practised:
        chapters = tuple(map(answering, chapters))
        chapters = tuple(
            rewrite(chapter, answering, Section) if chapter.id in practised else chapter for chapter in chapters
        )
    return replace(book, chapters=chapters), []


def exercise_names(config: BookConfig) -> frozenset[str]:
    """What headings of questions are called (see `exercise_name`)."""
    return frozenset(map(heading_name, config.study.exercise_headings))


def exercise_name(title: str) -> str:
    """What a heading is called, without the points that its questions give and the number behind it: `练习 2`.

    Of one in two languages it is the Chinese (`改错 Error correction`), of `Exercise 1 单句改错` what it is.
    """
    words = without_points(title)
    words = _COUNTED.sub("", words) or words
    words = _IN_ENGLISH.sub("", words) or words
    return heading_name(words).rstrip(f"0123456789{HAN_NUMERALS}")


def without_points(title: str) -> str:
    """A heading of questions without what it says of points: `选择题` for `选择题（每题 2 分）`."""
    return _POINTS.sub("", title).rstrip() or title


def is_answer_heading(title: str, marks: tuple[str, ...]) -> bool:
    """Whether a heading says that answers stand below it: `参考答案`, `附录 A 部分习题答案`, `第一章习题答案`."""
    name = _NUMBER_WITHIN.sub("", exercise_name(_BEFORE.sub("", title)))
    return name in _answer_names(marks) or (bool(marks) and answers_paper(name))


@cache
def _answer_names(marks: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(heading_name, marks))


def _holds_exercises(chapter: Chapter) -> bool:
    return any(node.purpose is Purpose.EXERCISES for node in walk(chapter, Chapter, Section))
