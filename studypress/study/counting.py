"""Which chapters of a book have a number."""

from collections.abc import Sequence

from studypress.matter import matter_of
from studypress.model import Chapter
from studypress.numerals import typed_number
from studypress.tree import plain_text


def counts_by_hand(chapters: Sequence[Chapter]) -> bool:
    """Whether the author types the chapters' numbers: `第三章 力`; then a chapter without one has none."""
    labels = [_label(chapter) for chapter in chapters if may_be_counted(chapter)]
    return 2 * sum(map(bool, labels)) >= len(labels) > 0


def counted(chapters: Sequence[Chapter]) -> list[bool]:
    """Whether each chapter has a number: no part, foreword or appendix has, nor one that the author left without."""
    by_hand = counts_by_hand(chapters)
    return [may_be_counted(chapter) and (bool(_label(chapter)) or not by_hand) for chapter in chapters]


def may_be_counted(chapter: Chapter) -> bool:
    """Whether a chapter can have a number: it is no part, foreword or appendix, nor has its list said otherwise."""
    return not chapter.uncounted and not chapter.opens_part and not matter_of(plain_text(chapter.title))


def _label(chapter: Chapter) -> str:
    return typed_number(plain_text(chapter.title))[0]
