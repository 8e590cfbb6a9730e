"""A chapter's exercises as handouts show them: the questions with room to write, or the key to them.

A section of exercises is shown whole, but for its answers. Of other text only the questions are that have an answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studypress.editions import Edition
from studypress.known_titles import names_questions
from studypress.model import (
    Answer,
    Block,
    Chapter,
    CodeBlock,
    Figure,
    FootnoteMark,
    FormulaBlock,
    Heading,
    Inline,
    Paragraph,
    PointGroup,
    Purpose,
    Section,
    Table,
)
from studypress.numerals import number_value
from studypress.render.handout_questions import Asked, Passage, Question, answered_item, in_exercises, in_text
from studypress.render.shared_keys import shared_out
from studypress.study.blanks import is_filled
from studypress.study.questions import choice_letter, choices_below, is_choices, opening
from studypress.study.without_answers import without_answers
from studypress.tree import plain_text, printed_lines, walk


@dataclass(frozen=True, slots=True)
class Group:
    """The questions below one heading."""

    title: tuple[Inline, ...]
    number: str
    parts: tuple[Asked, ...]
    key: str = ""
    """The id of the section that has the answers; empty for none."""

    @property
    def items(self) -> tuple[Question, ...]:
        """The questions alone."""
        return tuple(part for part in self.parts if isinstance(part, Question))

    @property
    def has_short_answers(self) -> bool:
        """Whether the answers of a key are letters, marks and single words, which stand side by side."""
        return all(_stands_beside(part) for part in self.parts)


def _stands_beside(part: Asked) -> bool:
    if isinstance(part, Passage):
        return all(map(_is_head, part.blocks))
    return not part.title and _is_short(part.answer)


_SHORT = 6
"""Characters of an answer: `【答案】B`."""


def _is_short(answer: tuple[Block, ...]) -> bool:
    if len(answer) != 1 or not isinstance(answer[0], Paragraph) or any(walk(answer, FootnoteMark)):
        return False
    return len(plain_text(answer)) <= _SHORT


def exercises_of(chapter: Chapter, edition: Edition) -> tuple[Group, ...]:
    """What an edition shows of a chapter's exercises."""
    return key_of(chapter) if edition.answers else questions_of(chapter)


def points_of(chapter: Chapter, edition: Edition) -> tuple[PointGroup, ...]:
    """What an edition recalls of a chapter's summary; a key, the points that have answers."""
    groups = chapter.summary.groups if chapter.summary else ()
    if not edition.answers:
        return groups
    answered = (replace(group, points=tuple(point for point in group.points if point.answer)) for group in groups)
    return tuple(group for group in answered if group.points)


def exercises_shown(groups: tuple[Group, ...], edition: Edition) -> tuple[Any, ...]:
    """What `recall.html` prints of exercises, in reading order: the questions, or what answers them."""
    return tuple((group.title, tuple(part.shown(answers=edition.answers) for part in group.parts)) for group in groups)


def points_shown(groups: tuple[PointGroup, ...], edition: Edition) -> tuple[Any, ...]:
    """What `recall.html` prints of points, in reading order."""
    points = (point for group in groups for point in group.points)
    return tuple((point.text, point.answer if edition.answers else ()) for point in points)


def questions_of(chapter: Chapter) -> tuple[Group, ...]:
    """What a sheet for pupils asks."""
    has_key = any(section.purpose is Purpose.ANSWERS for section in walk(chapter.blocks, Section))
    groups = (group if has_key or _answered(group) else _unanswered(group) for group in groups_of(chapter))
    return tuple(filter(None, groups))


def key_of(chapter: Chapter) -> tuple[Group, ...]:
    """The answers to it, each with the number of its question, and those that the author put together."""
    if chapter.purpose is Purpose.ANSWERS:
        return (Group((), "", (Passage(chapter.blocks),)),)
    keys = tuple(
        Group(section.title, section.number, (Passage(section.blocks),))
        for section in walk(chapter.blocks, Section)
        if section.purpose is Purpose.ANSWERS
    )
    return (*(replace(group, parts=_answered(group)) for group in groups_of(chapter) if _answered(group)), *keys)


def _answered(group: Group) -> tuple[Asked, ...]:
    """What answers the questions, each with its number before it; those to several stand below the last of them.

    Where questions count anew below several heads, 二、判断题, these part their answers too.
    """
    answered: list[Asked] = []
    head: Passage | None = None
    for part in group.parts:
        if isinstance(part, Passage):
            head = next((Passage((one,)) for one in reversed(part.blocks) if _is_head(one)), head)
        elif part.answer:
            one = replace(part, marker=part.marker or part.label)
            answered += [head] if head else []
            answered.append(Passage(one.given) if _answers_others(one) else one)
            head = None
    labels = [one.marker for one in answered if isinstance(one, Question)]
    if len(set(labels)) < len(labels):
        return tuple(answered)
    return tuple(one for one in answered if not (isinstance(one, Passage) and _is_head(one.blocks[0])))


def _is_head(block: Block) -> bool:
    """Whether a block says of what kind the questions below it are."""
    words = block.children if isinstance(block, Heading | Paragraph) else ()
    return bool(words) and names_questions(plain_text(words))


def _answers_others(question: Question) -> bool:
    """Whether what is given below a question begins with the number of another."""
    first = next(filter(None, map(opening, question.given)), None)
    own = number_value(question.label or question.marker)
    return first is not None and own > 0 and 0 < first.number < own


def _unanswered(group: Group) -> Group | None:
    """The questions up to the last; None where what stands below one may be the answer to it, without a label."""
    end = max(at for at, part in enumerate(group.parts, 1) if isinstance(part, Question))
    return replace(group, parts=group.parts[:end]) if all(map(_is_bare, group.items)) else None


def _is_bare(question: Question) -> bool:
    """Whether a question without an answer is nothing but a question: the answer may stand there without a label."""
    first, *rest = question.blocks or (None,)
    if first and is_choices(first):  # of a gap in the text above
        return not rest
    words = _words_asked(first) if isinstance(first, Paragraph) else ""
    if question.title or not words or _tells(words):
        return False
    looked_at = (*_PICTURES, CodeBlock) if _POINTS_ON.search(words) else _PICTURES
    return all(isinstance(block, looked_at) or is_choices(block) for block in rest)


def _words_asked(paragraph: Paragraph) -> str:
    """The words of a question without the choices in the lines below them."""
    lines = map(plain_text, printed_lines(paragraph.children))
    return "".join(line for line in lines if not choice_letter(line)).strip()


def _tells(words: str) -> bool:
    """Whether a sentence that asks nothing follows one that does."""
    _, mark, after = words.rpartition("？")
    after = after.strip("”』」）) 。")
    return bool(mark) and len(after) > 1 and not _REQUEST.match(after)


_PICTURES = (Figure, FormulaBlock, Table)
_POINTS_ON = re.compile(r"[：:]\Z|[?？]|下[列面]|以下|如下")
"""What a question says of the code below it, which may be its answer else."""
_REQUEST = re.compile(r"[请請试試说說举舉为為写寫画畫给給并並如比解提怎（(]")
"""What begins a request: `请说明理由`, `为什么`, `如果…`."""


# --- Groups ---------------------------------------------------------------------------------------------------


def groups_of(chapter: Chapter) -> tuple[Group, ...]:
    """The questions of a chapter, by their sections, each with what belongs to it."""
    if chapter.purpose is Purpose.ANSWERS:
        return ()
    key = chapter.counterpart.id if chapter.counterpart else ""
    return _whole(_groups_of(chapter.blocks, Group((), "", (), key), exercises=chapter.purpose is Purpose.EXERCISES))


def groups_in(key: tuple[Block, ...]) -> tuple[Group, ...]:
    """What an author's own key answers, each answer as a question."""
    return _whole(_groups_of(key, Group((), "", ()), exercises=True))


def _whole(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups with the answers that stand below the last question of several, and with a number for each."""
    found = list(groups)
    shared = shared_out([group.parts for group in found])
    return tuple(replace(group, parts=tuple(_counted(parts))) for group, parts in zip(found, shared, strict=True))


def _groups_of(blocks: tuple[Block, ...], head: Group, *, exercises: bool) -> Iterator[Group]:
    """The questions below a heading; `head` is a group of none, with the heading and all else that is known of it."""
    own: list[Asked] = []
    inner: list[Section] = []
    for block in _runs(blocks):
        match block:
            case Section(purpose=Purpose.ANSWERS | Purpose.GOALS):
                pass
            case Section() if question := _asked_by_heading(block):
                own.append(question)
            case Section():
                inner.append(block)
            case _:
                own += in_exercises(block) if exercises else in_text(block)
    if any(isinstance(part, Question) for part in own):
        yield replace(head, title=without_answers(head.title), parts=tuple(own))
    for section in inner:
        below = exercises or section.purpose is Purpose.EXERCISES
        key = section.counterpart.id if section.counterpart else head.key
        yield from _groups_of(section.blocks, Group(section.title, section.number, (), key), exercises=below)


def _runs(blocks: Sequence[Block]) -> Iterator[Any]:
    """The sections, and between them all else, held together."""
    run: list[Block] = []
    for block in blocks:
        if not isinstance(block, Section):
            run.append(block)
            continue
        yield tuple(run)
        run = []
        yield block
    yield tuple(run)


def _counted(parts: Sequence[Asked]) -> Iterator[Asked]:
    """The parts, with numbers of ours for questions that have none; they go on from the author's."""
    count = 0
    for part in parts:
        if isinstance(part, Question):
            typed = part.marker or part.label
            if not typed:
                count += 1
                part = replace(part, marker=f"{count}.")
            elif typed[0].isdigit() and not part.title:
                count = number_value(typed)
        yield part


def _asked_by_heading(section: Section) -> Question | None:
    """The question that a section is by its heading: its only answer stands in it, and no other question opens."""
    if section.purpose is Purpose.EXERCISES or any(isinstance(block, Section) for block in section.blocks):
        return None
    answers = [at for at, block in enumerate(section.blocks) if isinstance(block, Answer)]
    filled = any(map(is_filled, section.title))
    end = answers[0] + 1 if answers else len(choices_below(section.blocks))
    asked, more = section.blocks[:end], section.blocks[end:]
    if len(answers) > 1 or not (answers or filled) or (more and not filled) or any(map(opening, (*asked[:-1], *more))):
        return None
    if asked and isinstance(asked[-1], Answer) and answered_item(asked[:-1], asked[-1]):
        return None
    question = Question.of(asked, section.number, section.title)
    return replace(question, given=(*question.given, *more))  # below a question that is answered, more explains it
