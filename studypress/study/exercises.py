"""Sections that are exercises, or hold the answers to them, by their headings: 习题, 一、选择题, 参考答案."""

import re
from dataclasses import replace
from typing import Any

from studypress.config import BookConfig
from studypress.model import Book, Chapter, Purpose, Section
from studypress.names import heading_name
from studypress.problems import Problem
from studypress.tree import plain_text, rewrite, walk

_POINTS = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]\s*\Z")
"""What a heading of questions ends with: （每题 2 分，共 20 分）."""


def find_exercises(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Tell exercises, and in a book that has some, the sections and chapters that answer them."""
    exercises = exercise_names(config)
    answers = frozenset(map(heading_name, config.study.answer_marks))

    def named(node: Any, names: frozenset[str], purpose: Purpose) -> Any:
        known = node.purpose is None and exercise_name(plain_text(node.title)) in names
        return replace(node, purpose=purpose) if known else node

    chapters = rewrite(book.chapters, lambda node: named(node, exercises, Purpose.EXERCISES), Chapter, Section)
    practised = {chapter.id for chapter in chapters if _holds_exercises(chapter)}
    if practised:
        chapters = tuple(named(chapter, answers, Purpose.ANSWERS) for chapter in chapters)
        chapters = tuple(
            rewrite(chapter, lambda node: named(node, answers, Purpose.ANSWERS), Section)
            if chapter.id in practised
            else chapter
            for chapter in chapters
        )
    return replace(book, chapters=chapters), []


def exercise_names(config: BookConfig) -> frozenset[str]:
    """What headings of questions are called (see `exercise_name`)."""
    return frozenset(map(heading_name, config.study.exercise_headings))


def exercise_name(title: str) -> str:
    """What a heading is called, without the points that its questions give and the number behind it: `练习 2`."""
    return heading_name(_POINTS.sub("", title) or title).rstrip("0123456789")


def _holds_exercises(chapter: Chapter) -> bool:
    return any(node.purpose is Purpose.EXERCISES for node in walk(chapter, Chapter, Section))
