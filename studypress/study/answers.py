"""Answers: what stands below a question and is labelled `答案：`, `【解析】`, `答：`, or is a box of that name.

A label alone makes no answer, since `解析：` may be about parsers and `答：` a line of a talk. There must be a question
before it, and the vaguer the word, the surer the question. How far an answer goes (`answer_ends`) depends on where it
stands (`answer_places`): to the next question where all are questions, to the end of a list's item or of a section with
a heading that asks; in text that goes on, it is the lines that are labelled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from studypress.conclusions import letters_alone
from studypress.config import BookConfig
from studypress.model import (
    Answer,
    Block,
    Book,
    Callout,
    Chapter,
    Choices,
    CodeBlock,
    Container,
    Details,
    Heading,
    Inline,
    List,
    Paragraph,
    Purpose,
    Quote,
    Section,
    Text,
)
from studypress.problems import Problem
from studypress.study.answer_ends import AnswerEnds
from studypress.study.answer_labels import Label, Labels, paragraph_of
from studypress.study.answer_places import AnswerPlace, Found
from studypress.study.answers_within import parted_at_label
from studypress.study.blanks import Blanks, task_of
from studypress.study.choice_marks import with_choice_marks
from studypress.study.exercises import exercise_names
from studypress.study.next_question import next_questions, start_of_next
from studypress.study.questions import (
    Likeness,
    choice_letters,
    has_choices,
    is_called_q,
    is_question,
    is_talk,
    likeness,
    question_before,
)
from studypress.study.unlabelled_answers import with_unlabelled
from studypress.tree import plain_text, printed_lines

T = TypeVar("T")


def find_answers(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Hold together what answers each question."""
    if not config.study.answer_marks:
        return book, []
    labels = Labels.with_answers(config.study.answer_marks)
    finder = _Finder(labels, AnswerEnds(labels, exercise_names(config)))
    return replace(book, chapters=tuple(map(finder.chapter, book.chapters))), []


_FEW = 3
"""Blocks between a heading that asks and the answer: with more, something else is told first."""
_MAY_ANSWER = re.compile(r"[：:】\]］（(_＿选選√✓✔✅☑×✗✘❌]|答案")
"""A label, brackets, a line to write on, what is chosen, a mark."""
_LONGEST = 20
"""Blocks of a question that are looked at."""
_MOST_LABELS = 20
"""Lines of a paragraph that may answer those above them: where so many answer nothing, all are some other list."""


_Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A label in a paragraph."""

    label: Label
    asked: list[_Line]
    """The lines before it."""
    answer: list[_Line]
    """Those from it on."""
    within: bool = False
    """Whether it stands inside a line."""


@dataclass(frozen=True, slots=True)
class _Finder:
    labels: Labels
    ends: AnswerEnds

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter with its answers; one that holds nothing but answers stays as it is."""
        if chapter.purpose is Purpose.ANSWERS:
            return chapter
        around = AnswerPlace(exercises=chapter.purpose is Purpose.EXERCISES)
        blocks = self.blocks(chapter.blocks, around)
        return replace(chapter, blocks=blocks) if blocks is not chapter.blocks else chapter

    # --- What stands around ---

    def blocks(self, blocks: tuple[Block, ...], around: AnswerPlace, after: Sequence[Block] = ()) -> tuple[Block, ...]:
        """The blocks with their answers held together; the very same where there are none.

        What stands `after` them may be the choices of the last question: those of a list's item, typed below the list.
        """
        if not around.asks and all(map(self._is_prose, blocks)):
            return blocks
        inner = self._with_blanks(blocks, around, after)
        done: list[Block] = []
        at = since = 0
        while at < len(inner):
            found = self._found(inner[at], done[since:], around)
            at += 1
            if not found:
                done.append(inner[at - 1])
                continue
            done += found.question
            inner[at:at] = found.rest
            end = self.ends.find(inner, at, done[since:], found.answer[-1], around)
            answer = (*found.answer, *(part for block in inner[at:end] for part in self.labels.with_labels(block)))
            done.append(Answer(answer, answer[0].place))
            at, since = end, len(done)
        return blocks if _same(done, blocks) else tuple(done)

    def _is_prose(self, block: Block) -> bool:
        """Whether a block is words in which nothing can be an answer, as most items of lists and boxes are."""
        match block:
            case Paragraph(children=(Text(text=text),)):
                return not _MAY_ANSWER.search(text) and not self.ends.names_exercises(text)
        return False

    def _with_blanks(self, blocks: tuple[Block, ...], around: AnswerPlace, after: Sequence[Block]) -> list[Block]:
        """The blocks with what is written into their blanks, and with the answers inside those that hold others."""
        inner: list[Block] = []
        blanks = Blanks(self.labels, around.asks, around.task)
        for at, block in enumerate(blocks):
            words = plain_text(block.children) if isinstance(block, Paragraph | Heading) else ""
            if self.ends.names_exercises(words):
                around = replace(around, task=task_of(words))
                blanks = Blanks(self.labels, around.asks, around.task)
            below = (*blocks[at + 1 : at + _LONGEST], *after)
            if isinstance(block, Paragraph):
                inner.append(blanks.in_paragraph(block, words, below))
            elif isinstance(block, Choices):
                inner.append(blanks.in_choices(block))
            else:
                inner.append(self._inside(block, below, around, blanks))
        return with_choice_marks(inner, around.asks)

    def _inside(self, block: Block, after: Sequence[Block], around: AnswerPlace, blanks: Blanks) -> Block:
        """A block of others, before which it stands, with the answers in it."""
        match block:
            case List():
                inside = replace(around, item=True, asked=False)
                items = tuple(
                    self._changed(item, inside, after if item is block.items[-1] else ()) for item in block.items
                )
                items = with_unlabelled(items) if around.exercises and block.start is not None else items
                return block if _same(items, block.items) else replace(block, items=items)
            case Section(purpose=Purpose.ANSWERS | Purpose.GOALS):
                return block
            case Section():
                title = blanks.in_heading(block.title, block.blocks)
                block = block if title is block.title else replace(block, title=title)
                return self._changed(block, around.inside(block))
            case Callout(title=title) | Details(summary=title) if self.labels.of_title(title) is not Label.ANSWER:
                return self._changed(block, replace(around, item=False, asked=is_question(plain_text(title))))
            case Quote() | Container():
                return self._changed(block, replace(around, item=False, asked=False))
        return block

    def _changed(self, node: T, around: AnswerPlace, after: Sequence[Block] = ()) -> T:
        holder: Any = node
        blocks = self.blocks(holder.blocks, around, after)
        return node if blocks is holder.blocks else replace(holder, blocks=blocks)

    # --- Where an answer begins ---

    def _found(self, block: Block, before: Sequence[Block], around: AnswerPlace) -> Found | None:
        """The answer in a block that stands behind others, if they are a question."""
        match block:
            case Paragraph():
                return self._in_lines(block, before, around)
            case Callout(title=title) | Details(summary=title):
                return Found((), (block,)) if self._is_answer_box(title, before, around) else None
            case Quote(blocks=(Paragraph() as first, *rest)):
                found = self._in_lines(first, before, around)
                whole = found and not found.question
                return Found((), (replace(block, blocks=(*found.answer, *rest)),)) if found and whole else None
            case List(start=None):
                return self._in_items(block, before, around)
            case CodeBlock(language=name) if before and self.labels.meaning(name) is Label.ANSWER:
                return Found((), (block,)) if self._answers(Label.ANSWER, before, around) else None
            case Choices():
                return self._in_choices(block, before, around)
        return None

    def _is_answer_box(self, title: tuple[Inline, ...], before: Sequence[Block], around: AnswerPlace) -> bool:
        label = self.labels.of_title(title)
        if label is Label.ANSWER:
            return bool(before) or around.asked
        return label is not None and self._answers(label, before, around)

    def _in_lines(self, paragraph: Paragraph, before: Sequence[Block], around: AnswerPlace) -> Found | None:
        letters = letters_alone(plain_text(paragraph.children)) if around.exercises and before else frozenset()
        if letters and letters <= choice_letters(question_before(before)):
            return Found((), (paragraph,))
        for one in islice(self._labelled(list(printed_lines(paragraph.children)), around), _MOST_LABELS):
            question = paragraph_of(one.asked)
            asked = (*before, *question)
            if self._answers(one.label, asked, around) and (not one.within or self._is_sure(asked, around)):
                end = start_of_next(question_before(asked), one.answer)
                answer = tuple(self.labels.labelled(one.answer[:end]))
                return Found(question, answer, tuple(next_questions(one.answer[end:], self.labels)))
        return None

    def _labelled(self, rows: list[_Line], around: AnswerPlace) -> Iterator[_Labelled]:
        """Each place in so many lines where an answer may begin."""
        for at, row in enumerate(rows):
            if found := self.labels.label(row):
                yield _Labelled(found[0], rows[:at], rows[at:])
            if (parts := parted_at_label(row, self.labels, around.exercises)) and (
                found := self.labels.label(parts[1])
            ):
                yield _Labelled(found[0], [*rows[:at], parts[0]], [parts[1], *rows[at + 1 :]], within=True)

    def _in_choices(self, choices: Choices, before: Sequence[Block], around: AnswerPlace) -> Found | None:
        """Answers may stand behind the last choice."""
        *others, last = choices.items
        parts = parted_at_label(last.children, self.labels, around.exercises)
        if not parts:
            return None
        question = replace(choices, items=(*others, replace(last, children=parts[0])))
        sure = self._is_sure((*before, question), around)
        return Found((question,), tuple(self.labels.labelled([parts[1]]))) if sure else None

    @staticmethod
    def _is_sure(asked: Sequence[Block], around: AnswerPlace) -> bool:
        """Whether blocks are a question whatever else they may be."""
        return around.exercises or likeness(question_before(asked)) is Likeness.SURE

    def _in_items(self, block: List, before: Sequence[Block], around: AnswerPlace) -> Found | None:
        """Answers may be bullets, below those that are the choices."""
        for at, item in enumerate(block.items):
            first = item.blocks[0] if item.blocks else None
            label = self.labels.label(first.children) if isinstance(first, Paragraph) else None
            if not label or label[0] is not Label.ANSWER:
                continue
            question = (replace(block, items=block.items[:at]),) if at else ()
            if not self._answers(label[0], (*before, *question), around):
                return None
            items = tuple(self.labels.labelled_item(item) for item in block.items[at:])
            return Found(question, (replace(block, items=items, place=items[0].place),))
        return None

    def _answers(self, label: Label, before: Sequence[Block], around: AnswerPlace) -> bool:
        """Whether what stands before a label is a question that such a label may answer."""
        if not before:
            return around.asked and label is not Label.EXPLANATION
        like = likeness(before[-_LONGEST:] if around.bounded else question_before(before))
        asked = around.exercises or (around.asked and (len(before) < _FEW or like))
        match label:
            case Label.ANSWER:
                return bool(asked or around.item or like >= Likeness.LIKELY)
            case Label.REPLY if not around.exercises and is_talk(before[-1]):
                return False
            case Label.TURN:
                return is_called_q(question_before(before), numbered=not around.exercises)
            case Label.MADE_CLEAR:
                return bool(asked or like)
            case Label.REPLY:
                return bool(asked) or like >= (Likeness.ASKED if around.item else Likeness.SURE)
            case Label.SOLUTION:
                return bool(asked) or (around.bounded and like >= Likeness.LIKELY)
            case Label.EXPLANATION:
                numbered = around.exercises and around.item
                return numbered or like >= (Likeness.LIKELY if around.exercises else Likeness.SURE)
            case Label.CONCLUSION:
                return has_choices(question_before(before))


def _same(new: Sequence[object], old: Sequence[object]) -> bool:
    """Whether nothing has changed."""
    return len(new) == len(old) and all(one is other for one, other in zip(new, old, strict=True))
