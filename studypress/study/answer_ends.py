"""Where an answer ends: at the next question where all are questions, else as far as it is labelled or led on."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from studypress.model import (
    Answer,
    Block,
    FormulaBlock,
    Heading,
    Inline,
    List,
    Paragraph,
    Section,
    Styled,
    ThematicBreak,
)
from studypress.numerals import HAN_NUMERALS, number_value
from studypress.study.answer_labels import LABEL_CLASS, Label, Labels
from studypress.study.answer_places import AnswerPlace
from studypress.study.exercises import ENDS_SENTENCE, exercise_name
from studypress.study.questions import asks, belongs_to_question, has_choices, leaves_room, opening
from studypress.tree import plain_text, printed_lines, walk

_LONGEST_HEADING = 60
"""Characters of a paragraph that may stand for a heading."""
_LONGEST_EXPLANATION = 12
"""Blocks between an explanation and the answer that it leads to."""
_AHEAD = _LONGEST_EXPLANATION + 3
"""Blocks that are looked at to tell where an answer ends: an explanation, and the choices that open a question."""


@dataclass(frozen=True, slots=True)
class AnswerEnds:
    """Finds where answers end."""

    labels: Labels
    exercises: frozenset[str]
    """The names of headings of questions."""

    def find(
        self, blocks: Sequence[Block], start: int, question: Sequence[Block], last: Block, place: AnswerPlace
    ) -> int:
        """The index at which the blocks from `start` on, behind the `last` of an answer, no longer belong to it."""
        key = _numbers_in_key(blocks[start : start + 1], question, last)
        waits = not self._is_answer(last)
        for at in range(start, len(blocks)):
            block, ahead = blocks[at], blocks[at : at + _AHEAD]
            if self._opens_other(ahead, question, place, key):
                return at
            goes_on = place.bounded or self._explains(block) or _leads_on(last) or isinstance(block, FormulaBlock)
            goes_on = goes_on or _answers_next_part(block, question, last)
            if not (goes_on or (waits and self._is_led_to_answer(ahead, question, place))):
                return at
            waits = waits and not self._is_answer(block)
            last = block
        return len(blocks)

    def _opens_other(
        self, blocks: Sequence[Block], question: Sequence[Block], place: AnswerPlace, key: frozenset[int]
    ) -> bool:
        """Whether something else begins: a section, a heading, a question that the key has no answer to."""
        block, found = blocks[0], opening(blocks[0])
        if isinstance(block, Section | Heading | ThematicBreak) or self._is_heading(block) or _is_appended(block):
            return True
        return not (found and found.number in key) and _begins_question(blocks, question, place)

    def _is_led_to_answer(self, blocks: Sequence[Block], question: Sequence[Block], place: AnswerPlace) -> bool:
        """Whether an explanation ends in what is labelled as the answer, before anything else is asked."""
        for at, block in enumerate(blocks[:_LONGEST_EXPLANATION]):
            if self._label(block) in (Label.ANSWER, Label.CONCLUSION):
                return True
            asked = isinstance(block, Paragraph) and asks(plain_text(block.children))
            if asked or self._opens_other(blocks[at:], question, place, frozenset()):
                return False
        return False

    def _label(self, block: Block) -> Label | None:
        found = self.labels.label(block.children) if isinstance(block, Paragraph) else None
        return found[0] if found else None

    def _is_answer(self, block: Block) -> bool:
        return self._label(block) is Label.ANSWER

    def _is_heading(self, block: Block) -> bool:
        """Whether a paragraph stands for a heading of questions: `多项选择题`."""
        return isinstance(block, Paragraph) and self.names_exercises(plain_text(block.children))

    def names_exercises(self, words: str) -> bool:
        """Whether the words of a paragraph are those of a heading of questions."""
        may_be = 0 < len(words) <= _LONGEST_HEADING and not words.endswith(ENDS_SENTENCE)
        return may_be and exercise_name(words) in self.exercises

    def _explains(self, block: Block) -> bool:
        return self._label(block) not in (None, Label.ANSWER)


_APPENDED = re.compile(r"\s*附(?:[录錄表图圖])?\s*[0-9一二三四五]?\s*[：:]")


def _is_appended(block: Block) -> bool:
    """Whether a paragraph is added below all: `附：常用公式`."""
    return isinstance(block, Paragraph) and _APPENDED.match(plain_text(block.children)) is not None


def _numbers_in_key(blocks: Sequence[Block], question: Sequence[Block], last: Block) -> frozenset[int]:
    """The numbers of questions that a label alone heads the answers to, as `参考答案` does below the last of them."""
    first = opening(blocks[0]) if blocks and is_label_alone(last) else None
    numbers = frozenset(one.number for one in map(opening, question) if one)
    return numbers if first and first.number in numbers else frozenset()


_PART = re.compile(rf"\s*(?:[（(]([0-9]{{1,2}}|[{HAN_NUMERALS}]{{1,2}})[)）]|([\u2460-\u2473]))")
"""What opens a part of a question, and of its answer: `（2）`, `②`."""


def _answers_next_part(block: Block, question: Sequence[Block], last: Block) -> bool:
    """Whether a paragraph answers the part of the question behind the one that the `last` answered."""
    parts, before = _parts(block), _parts(last)
    return (
        bool(parts and before)
        and parts[0] == before[-1] + 1
        and parts[0] in {part for asked in question[-_LONGEST_EXPLANATION:] for part in _parts(asked)}
    )


def _parts(block: Block) -> list[int]:
    """The numbers of the parts that the lines of a paragraph open with, behind the label of an answer."""
    if not isinstance(block, Paragraph):
        return []
    found = (_PART.match(plain_text(_without_label(row))) for row in printed_lines(block.children))
    return [number_value(unicodedata.normalize("NFKC", one[1] or one[2])) for one in found if one]


def _without_label(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match line:
        case (Styled(classes=classes), *words) if LABEL_CLASS in classes:
            return tuple(words)
    return line


def _begins_question(blocks: Sequence[Block], question: Sequence[Block], place: AnswerPlace) -> bool:
    """Whether another question begins after the answer to one."""
    block, found = blocks[0], opening(blocks[0])
    if found and found.is_named:
        return True
    before = [one.number for one in map(opening, question) if one]
    if found and (found.number - 1 in before if before else place.exercises):
        return True
    listed = isinstance(block, List) and block.start is not None and block.start - 1 in before
    if listed or any(walk(block, Answer)):
        return True
    if not place.bounded or belongs_to_question(block):
        return False
    asked = place.exercises and isinstance(block, Paragraph) and asks(plain_text(block.children))
    return asked or leaves_room((block,)) or has_choices(blocks[1:3])


def _leads_on(block: Block) -> bool:
    """Whether a paragraph is nothing but a label, or ends with a colon: the next block belongs to it."""
    if is_label_alone(block):
        return True
    return isinstance(block, Paragraph) and plain_text(block.children).rstrip().endswith((":", "："))


def is_label_alone(block: Block) -> bool:
    """Whether a paragraph is nothing but a label: `参考答案`."""
    match block:
        case Paragraph(children=(Styled(classes=classes),)) if LABEL_CLASS in classes:
            return True
    return False
