"""Which answers belong to which questions, where both are sections or chapters of their own: 习题 and 参考答案.

In a chapter, answers belong to the questions since the last answers. A chapter of answers names what each of its
sections answers (`第一章`, `习题 2`), or answers the only questions that there are. Where answers have numbers that no
question has, nothing is paired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studypress.config import BookConfig
from studypress.model import Block, Book, Chapter, Counterpart, List, Purpose, Section
from studypress.names import fold, heading_name
from studypress.numerals import HAN_NUMERALS, number_value, typed_numbers
from studypress.problems import Problem
from studypress.study.counting import chapter_numbers, counted
from studypress.study.exercises import exercise_name, exercise_names, is_answer_heading, without_points
from studypress.study.questions import opening
from studypress.tree import plain_text, rewrite

_Unit = Chapter | Section
"""Questions, or answers: a section, or a whole chapter."""

_NUMERALS = re.compile(rf"[0-9０-９{HAN_NUMERALS}\s]+")


def pair_answers(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Let questions know where their answers stand, and answers what they answer."""
    pairs = _Pairs({chapter.id: plain_text(chapter.title) for chapter in book.chapters})
    for chapter in book.chapters:
        pairs.inside(chapter)
    keys = [chapter for chapter in book.chapters if chapter.purpose is Purpose.ANSWERS]
    if keys:
        homes = _Homes(book, config)
        for chapter in keys:
            pairs.across(chapter, homes)
    if not pairs.found:
        return book, []
    chapters = rewrite(book.chapters, pairs.with_counterpart, Chapter, Section)
    return replace(book, chapters=chapters), []


class _Pairs:
    """The pairs that are sure."""

    def __init__(self, chapters: dict[str, str]) -> None:
        self.found: dict[str, Counterpart] = {}
        """By the id of the questions, or of the answers."""
        self._chapters = chapters
        """The titles of the chapters by their ids."""

    def with_counterpart(self, unit: Any) -> Any:
        """A section or a chapter that knows its counterpart."""
        counterpart = self.found.get(unit.id)
        return replace(unit, counterpart=counterpart) if counterpart else unit

    def inside(self, chapter: Chapter) -> None:
        """Pair the sections of a chapter: answers with the questions since the last."""
        waiting: list[_Unit] = []
        for unit in _units(chapter):
            if unit.purpose is Purpose.EXERCISES:
                waiting.append(unit)
            elif unit is not chapter:
                self._pair(waiting, unit, plain_text(unit.title))
                waiting = []

    def across(self, chapter: Chapter, homes: "_Homes") -> None:
        """Pair the sections of a chapter of answers, or all of it, with questions elsewhere."""
        sections = [block for block in chapter.blocks if isinstance(block, Section)]
        name = plain_text(chapter.title)
        named = list(zip(sections, homes.of([plain_text(section.title) for section in sections]), strict=True))
        for section, questions in named:
            self._pair(questions, section, name)
        if not any(questions for _, questions in named):
            self._pair(homes.only(chapter), chapter, name)

    def _pair(self, questions: Sequence[_Unit], answers: _Unit, name: str) -> None:
        asked, answered = set(_numbers(questions)), set(_numbers([answers]))
        if not questions or (asked and not answered <= asked) or any(unit.id in self.found for unit in questions):
            return
        for unit in questions:
            self.found[unit.id] = Counterpart(answers.id, name)
        self.found[answers.id] = Counterpart(questions[0].id, self._called(questions))

    def _called(self, questions: Sequence[_Unit]) -> str:
        """What questions are called: several by the chapter that they stand in."""
        first = questions[0]
        several = len(questions) > 1
        return self._chapters[first.id.split("-")[0]] if several else without_points(plain_text(first.title))


@dataclass(frozen=True, slots=True)
class _Home:
    """A chapter with questions."""

    numbers: frozenset[tuple[str, int]]
    """What it is counted as: `("第章", 3)`."""
    words: str
    """Its title without its number."""
    questions: tuple[_Unit, ...]


class _Homes:
    """The chapters that have questions without answers of their own, and how answers name them."""

    def __init__(self, book: Book, config: BookConfig) -> None:
        self._chapters = book.chapters
        self._answers = config.study.answer_marks
        self._exercises = exercise_names(config)
        self._homes: list[_Home] = []
        counts = counted(book.chapters)
        numbers = chapter_numbers(book.chapters)
        for at, (chapter, (number, words)) in enumerate(zip(book.chapters, numbers, strict=True)):
            units = tuple(_units(chapter))
            questions = tuple(unit for unit in units if unit.purpose is Purpose.EXERCISES)
            if questions and len(questions) == len(units):
                labels = {_label(number)} if number else {("第章", sum(counts[: at + 1]))} if counts[at] else set()
                self._homes.append(_Home(frozenset(labels), fold(words), questions))

    def of(self, titles: list[str]) -> Iterator[tuple[_Unit, ...]]:
        """For each title of answers the questions that it names; none where none or several are named so."""
        for title, (number, words) in zip(titles, typed_numbers(titles), strict=True):
            found = [home.questions for home in self._homes if self._names(home, number, words)]
            found += [(unit,) for home in self._homes for unit in home.questions if self._is_of(title, unit)]
            distinct = {tuple(unit.id for unit in questions): questions for questions in found}
            yield next(iter(distinct.values())) if len(distinct) == 1 else ()

    def only(self, answers: Chapter) -> tuple[_Unit, ...]:
        """The questions that a whole chapter answers: those of the chapter before it, or the only ones of the book."""
        before = self._chapters[: self._chapters.index(answers)]
        last = before[-1] if before else None
        if last and last.purpose is Purpose.EXERCISES:
            return (last,)
        return self._homes[0].questions if len(self._homes) == 1 else ()

    def _is_of(self, title: str, unit: _Unit) -> bool:
        """Whether answers are called like questions that have a name of their own: `习题 2`, `习题二答案`."""
        called, name = _called(unit), fold(without_points(title))
        return bool(called) and name.startswith(called) and (name == called or self._is_key(name[len(called) :]))

    def _is_key(self, words: str) -> bool:
        return is_answer_heading(words, self._answers)

    def _names(self, home: _Home, number: str, words: str) -> bool:
        same_words = bool(home.words) and fold(words) == home.words
        if not number:
            return same_words
        own_name = not words or self._is_key(words) or exercise_name(words) in self._exercises
        label = _label(number)
        return label in home.numbers and (same_words or (own_name and bool(label[0])))


def _units(chapter: Chapter) -> Iterator[_Unit]:
    """The questions and answers of a chapter, the outermost of each kind, in reading order."""
    if chapter.purpose is not None:
        yield chapter
    if chapter.purpose is not Purpose.ANSWERS:
        yield from _units_in(chapter.blocks, asked=chapter.purpose is Purpose.EXERCISES)


def _units_in(blocks: Sequence[Block], *, asked: bool) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            is_questions = block.purpose is Purpose.EXERCISES
            if block.purpose is Purpose.ANSWERS or (is_questions and not asked):
                yield block
            if block.purpose is not Purpose.ANSWERS:
                yield from _units_in(block.blocks, asked=asked or is_questions)


def _called(unit: _Unit) -> str:
    """What questions are called, if that is a name by which they are told from others: `习题 2`, not `习题`."""
    title = without_points(plain_text(unit.title))
    return "" if fold(title) == heading_name(title) == exercise_name(title) else fold(title)


def _label(number: str) -> tuple[str, int]:
    """What a number counts, and how far: `("第章", 3)` for `第三章` and `第 3 章`, `("", 3)` for `三`."""
    return _NUMERALS.sub("", number).strip("()（）.．、").casefold(), number_value(number)


def _numbers(units: Sequence[_Unit]) -> Iterator[int]:
    """The numbers of the questions, or of the answers, in some sections."""
    waiting: list[Any] = [unit.blocks for unit in units]
    for block in (block for blocks in waiting for block in blocks):
        match block:
            case Section(purpose=Purpose.ANSWERS):
                pass
            case Section(blocks=blocks):
                waiting.append(blocks)
            case List(start=int(start), items=items):
                yield from range(start, start + len(items))
            case _ if found := opening(block):
                yield from (found.number,) if found.number else ()
