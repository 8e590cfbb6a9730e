"""Which chapters of a book have a number."""

from collections.abc import Sequence
from itertools import groupby

from studypress.known_titles import matter_of
from studypress.model import Chapter, Purpose
from studypress.numerals import typed_numbers
from studypress.tree import plain_text


def chapter_numbers(chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    """The number that the author typed before each title, and its words; the chapters of a part may count anew."""
    return [
        found
        for _, part in groupby(chapters, lambda chapter: (chapter.part, chapter.opens_part))
        for found in typed_numbers([plain_text(chapter.title) for chapter in part])
    ]


def counts_by_hand(chapters: Sequence[Chapter]) -> bool:
    """Whether the author types the chapters' numbers: `第三章 力`; then a chapter without one has none."""
    numbers = chapter_numbers(chapters)
    labels = [number for chapter, (number, _) in zip(chapters, numbers, strict=True) if may_be_counted(chapter)]
    return 2 * sum(map(bool, labels)) >= len(labels) > 0


def counted(chapters: Sequence[Chapter]) -> list[bool]:
    """Whether each chapter has a number: no part, foreword or appendix has, nor one that the author left without."""
    by_hand = counts_by_hand(chapters)
    return [
        may_be_counted(chapter) and (bool(number) or not by_hand)
        for chapter, (number, _) in zip(chapters, chapter_numbers(chapters), strict=True)
    ]


def may_be_counted(chapter: Chapter) -> bool:
    """Whether a chapter can have a number: it is no part, foreword or appendix, nor has its list said otherwise.

    Neither can a chapter that answers the questions of others.
    """
    if chapter.uncounted or chapter.opens_part or chapter.purpose is Purpose.ANSWERS:
        return False
    return not matter_of(plain_text(chapter.title))
