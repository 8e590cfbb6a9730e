"""Questions of a handout, each apart from its answer: as they are found in text, and in exercises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from studypress.known_titles import about_questions
from studypress.model import (
    Answer,
    Block,
    Callout,
    Choices,
    Container,
    Details,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quote,
    Styled,
)
from studypress.numerals import number_value
from studypress.render.handout_answers import filled_in, given_in, is_answered
from studypress.render.typed_keys import answers_in, without_label
from studypress.study.answer_labels import paragraph_of
from studypress.study.choice_marks import is_box
from studypress.study.questions import (
    Opening,
    asks,
    belongs_to_question,
    choices_below,
    has_choices,
    has_room,
    is_choice,
    is_choices,
    is_question,
    leaves_room,
    opening,
    opening_of,
    question_before,
)
from studypress.study.without_answers import without_answers
from studypress.tree import plain_text, printed_lines, walk

_SEVERAL = 2
_MOST_ROWS = 8
"""Ruled lines to write an answer on, at most."""
_UNKNOWN, _SHORT, _IN_A_ROW = 3, 12, 40
"""Lines for an answer that is not there; characters of one that needs but one; an author's to a pupil's line."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a handout."""

    marker: str = ""
    """Its number, where the words do not begin with it."""
    title: tuple[Inline, ...] = ()
    """The heading that it is."""
    blocks: tuple[Block, ...] = ()
    label: str = ""
    """The number that its words begin with: `3、`."""
    filled: tuple[Block, ...] = ()
    """What stood in its blanks."""
    given: tuple[Block, ...] = ()
    """What else answers it."""

    @classmethod
    def of(
        cls, blocks: tuple[Block, ...], marker: str = "", title: tuple[Inline, ...] = (), label: str = ""
    ) -> "Question":
        """A question with what answers it, wherever that stands in these blocks."""
        asked = (Paragraph(title), *blocks)
        return cls(marker, without_answers(title), without_answers(blocks), label, filled_in(asked), given_in(asked))

    def with_more(self, *below: Block) -> "Question":
        """The question with what else belongs to it."""
        more = Question.of(below)
        blocks, filled, given = self.blocks + more.blocks, self.filled + more.filled, self.given + more.given
        return replace(self, blocks=blocks, filled=filled, given=given)

    @property
    def answer(self) -> tuple[Block, ...]:
        """What the key has: what stood in the blanks, where the rest does not begin with it, and the rest."""
        said_again = bool(self.given) and plain_text(self.given[0]).endswith(plain_text(self.filled))
        return self.given if said_again else self.filled + self.given

    def shown(self, *, answers: bool) -> tuple[Any, ...]:
        """What is printed of it: the question, or what answers it."""
        return (self.title, self.answer if answers else self.blocks)

    @property
    def rows(self) -> int:
        """How many ruled lines the answer needs; none where there is room in the words, or a letter to choose."""
        asked = (Paragraph(self.title), *self.blocks)
        boxes = any(item.checked is not None for item in walk(self.blocks, ListItem))
        if boxes or has_choices(asked) or leaves_room(asked):
            return 0
        length = len(plain_text(self.answer))
        if length <= _SHORT:
            return 1 if length else _UNKNOWN
        return min(2 + length // _IN_A_ROW, _MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Passage:
    """What questions are about, or what stands before them."""

    blocks: tuple[Block, ...]

    def shown(self, *, answers: bool) -> tuple[Any, ...]:
        """What is printed of it, in a key too."""
        return self.blocks


Asked = Question | Passage
"""What a sheet of exercises has, in order."""


def in_text(blocks: Sequence[Block]) -> Iterator[Question]:
    """The questions of text that holds more than these: those that have an answer."""
    asked, since = _up_to_key(blocks)
    yield from asked
    for at, block in enumerate(blocks[since:], since):
        match block:
            case Answer():
                one = answered_item(blocks[since:at], block)
                yield one or _question((*question_before(blocks[since:at]), block))
                since = at + 1
            case Paragraph() if is_answered(block):
                yield _question((*question_before(blocks[since : at + 1]), *choices_below(blocks[at + 1 :])))
                since = at + 1
            case List() | Choices() if is_choices(block) and any(walk(block, Styled)) and is_answered(block):
                yield _question((*question_before(blocks[since : at + 1]),))
                since = at + 1
            case List():
                for item, question in zip(block.items, _items(block), strict=True):
                    direct = any(_answers_above(part) for part in item.blocks)
                    if direct and item is block.items[-1]:
                        question = question.with_more(*choices_below(blocks[at + 1 :]))
                    yield from (question,) if direct else in_text(item.blocks)
                    since = at + 1 if direct else since
            case Callout(title=title, blocks=inner) | Details(summary=title, blocks=inner):
                yield from _in_box(title, inner)
            case Quote(blocks=inner) | Container(blocks=inner):
                yield from in_text(inner)


def _up_to_key(blocks: Sequence[Block]) -> tuple[list[Question], int]:
    """The questions above an answer that is a key to just these, and how many blocks they are with it."""
    for at, block in enumerate(blocks):
        if isinstance(block, Answer) and at and isinstance(blocks[at - 1], List):
            asked = [part for part in in_exercises(blocks[: at + 1]) if isinstance(part, Question)]
            numbers = [number_of(question) for question in asked]
            if len(asked) > 1 and answers_in(asked[-1].given, numbers):
                return asked, at + 1
    return [], 0


def answered_item(above: Sequence[Block], answer: Answer) -> Question | None:
    """The item of a list above an answer whose number this begins with, as `参考译文：3. …` does; not the first."""
    match above, answer.blocks:
        case [*_, List(start=int(start), items=items) as listed], [Paragraph(children=words), *_]:
            found = opening_of(plain_text(without_label(words)))
            at = found.number - start if found and not found.is_named else 0
            if 0 < at < len(items):
                return Question.of((*items[at].blocks, answer), _marker(listed, at))
    return None


def number_of(question: Question) -> int:
    """The number of a question, typed or counted; 0 for none."""
    typed = question.marker or question.label
    return number_value(typed) if typed else 0


def _answers_above(part: Block) -> bool:
    """Whether a block of an item answers what the item asks, or is that with its answer."""
    return (isinstance(part, Answer | Paragraph) or is_choices(part) or _has_boxes(part)) and is_answered(part)


def _has_boxes(block: Block) -> bool:
    """Whether a block is a list of boxes to be ticked."""
    return isinstance(block, List) and any(map(is_box, block.items))


def _in_box(title: tuple[Inline, ...], blocks: tuple[Block, ...]) -> list[Question]:
    """The questions in a box; its title may be the first of them, or begin it."""
    questions = list(in_text(blocks))
    if questions and (not questions[0].blocks or is_question(plain_text(title))):
        questions[0] = replace(questions[0], title=title)
    return questions


def in_exercises(blocks: Sequence[Block]) -> Iterator[Asked]:
    """The questions of exercises, and whatever stands between them."""
    parts: list[Asked] = []
    waiting: list[Block] = []
    """What belongs to no question yet; with an answer, it is one without number."""
    listed = False
    """Whether the last question is one of several in a list, to which no paragraph below the list belongs."""
    for block in blocks:
        last = parts[-1] if parts and not waiting else None
        match block:
            case Heading():
                parts += [*_passage(waiting), Passage((block,))]
                waiting, listed = [], False
            case Answer() if waiting:
                parts.append(_question((*waiting, block)))
                waiting = []
            case List() if not (is_choices(block) or _has_boxes(block)):
                parts += [*_passage(waiting), *_items(block)]
                waiting, listed = [], len(block.items) > 1
            case _ if opening(block) or _asks_part(block, parts):
                parts += [*_passage(waiting), *_questions_in(block)]
                waiting, listed = [], False
            case Answer() if isinstance(last, Question):
                parts[-1] = last.with_more(block)
            case _ if isinstance(last, Question) and _goes_on(last, block, listed):
                parts[-1] = last.with_more(block)
            case _ if is_answered(block):
                parts.append(_question((*waiting, block)))
                waiting, listed = [], False
            case _:
                waiting.append(block)
    yield from (*parts, *_passage(waiting))


_PART = re.compile(r"[（(][0-9]{1,2}[）)]")
_POINTS = re.compile(r"[（(]\s*[0-9]{1,2}\s*分\s*[）)]\s*\Z")


def _asks_part(block: Block, parts: Sequence[Asked]) -> bool:
    """Whether a paragraph asks `（1）…（4分）` of what is to be read above, where no question has another number."""
    words = plain_text(block.children) if isinstance(block, Paragraph) else ""
    asking = _PART.match(words) and (_POINTS.search(words) or asks(words) or has_room(words))
    others = (part for part in parts if isinstance(part, Question))
    return bool(asking) and all(_PART.fullmatch(part.label) for part in others)


def _goes_on(question: Question, block: Block, listed: bool) -> bool:
    """Whether a block still belongs to the question above it."""
    if question.answer:
        return is_choice(block)
    if _heads_others(block):
        return False
    return belongs_to_question(block) or not listed


def _heads_others(block: Block) -> bool:
    """Whether a paragraph, or its first line, is about the questions below it."""
    if not isinstance(block, Paragraph):
        return False
    return about_questions(plain_text(next(printed_lines(block.children))).strip()) is not None


def _passage(blocks: list[Block]) -> tuple[Passage, ...]:
    return (Passage(without_answers(tuple(blocks))),) if blocks else ()


def _question(blocks: tuple[Block, ...]) -> Question:
    """A question of these blocks; one that is a list's item has that one's number."""
    match blocks:
        case (List(items=(item,), start=int()) as block, *rest):
            return Question.of((*item.blocks, *rest), _marker(block, 0))
    found = opening(blocks[0]) if blocks else None
    part = _PART.match(plain_text(blocks[:1])) if not found else None
    return Question.of(blocks, label=found.label if found else part[0] if part else "")


def _questions_in(block: Block) -> Iterator[Question]:
    """The questions of a paragraph, whose lines may open one after the other: `1、…`, `2、…`."""
    rows = list(printed_lines(block.children)) if isinstance(block, Paragraph) else []
    starts: list[int] = []
    before: Opening | None = None
    for at, row in enumerate(rows):
        found = opening_of(plain_text(row))
        goes_on = before and found and (found.form, found.number) == (before.form, before.number + 1)
        if found and (goes_on or at == 0):
            starts.append(at)
            before = found
    if len(starts) < _SEVERAL:
        yield _question((block,))
        return
    for start, end in pairwise([*starts, len(rows)]):
        yield _question(paragraph_of(rows[start:end]))


def _items(block: List) -> Iterator[Question]:
    """The items of a list as questions."""
    for at, item in enumerate(block.items):
        yield Question.of(item.blocks, _marker(block, at))


def _marker(block: List, at: int) -> str:
    return block.items[at].marker or (f"{block.start + at}." if block.start is not None else "")
