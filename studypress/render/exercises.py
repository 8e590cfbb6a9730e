"""A chapter's exercises as handouts show them: the questions with room to write, or the key to them.

A section of exercises is shown whole, but for its answers. Of other text only the questions are that have an answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from studypress.model import (
    Answer,
    Block,
    Callout,
    Chapter,
    CodeBlock,
    Container,
    Details,
    Figure,
    FormulaBlock,
    Inline,
    List,
    Paragraph,
    Purpose,
    Quote,
    Section,
    Styled,
    Table,
)
from studypress.numerals import number_value
from studypress.study.cutting import cut_end, cut_start
from studypress.study.questions import (
    belongs_to_question,
    has_choices,
    is_choice,
    is_choices,
    is_question,
    leaves_room,
    opening,
    question_before,
)
from studypress.tree import plain_text, rewrite, walk

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
    answer: tuple[Block, ...] = ()

    def with_more(self, block: Block) -> "Question":
        """The question with what else belongs to it."""
        asked, answer = _parted((block,)).values()
        return replace(self, blocks=self.blocks + asked, answer=self.answer + answer)

    @property
    def rows(self) -> int:
        """How many ruled lines the answer needs; none where there is room in the words, or a letter to choose."""
        asked = (Paragraph(self.title), *self.blocks)
        if has_choices(asked) or leaves_room(asked):
            return 0
        length = len(plain_text(self.answer))
        if length <= _SHORT:
            return 1 if length else _UNKNOWN
        return min(2 + length // _IN_A_ROW, _MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Passage:
    """What questions are about, or what stands before them."""

    blocks: tuple[Block, ...]


Part = Question | Passage


@dataclass(frozen=True, slots=True)
class Group:
    """The questions below one heading."""

    title: tuple[Inline, ...]
    number: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Question, ...]:
        """The questions alone."""
        return tuple(part for part in self.parts if isinstance(part, Question))


def questions_of(chapter: Chapter) -> tuple[Group, ...]:
    """What a sheet for pupils asks."""
    has_key = any(section.purpose is Purpose.ANSWERS for section in walk(chapter.blocks, Section))
    groups = (group if has_key or _answered(group) else _unanswered(group) for group in _groups(chapter))
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
    return (*(replace(group, parts=_answered(group)) for group in _groups(chapter) if _answered(group)), *keys)


def _answered(group: Group) -> tuple[Question, ...]:
    """The questions with an answer, each with its number before it."""
    return tuple(replace(one, marker=one.marker or one.label) for one in group.items if one.answer)


def _unanswered(group: Group) -> Group | None:
    """The questions up to the last; None where what stands below one may be the answer to it, without a label."""
    end = max(at for at, part in enumerate(group.parts, 1) if isinstance(part, Question))
    return replace(group, parts=group.parts[:end]) if all(map(_is_bare, group.items)) else None


def _is_bare(question: Question) -> bool:
    """Whether a question without an answer is nothing but a question: the answer may stand there without a label."""
    first, *rest = question.blocks or (None,)
    words = plain_text(first).strip() if isinstance(first, Paragraph) else ""
    if question.title or not words or _tells(words):
        return False
    looked_at = (*_PICTURES, CodeBlock) if _POINTS_ON.search(words) else _PICTURES
    return all(isinstance(block, looked_at) or is_choices(block) for block in rest)


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


def _groups(chapter: Chapter) -> list[Group]:
    """The questions of a chapter, by their sections."""
    if chapter.purpose is Purpose.ANSWERS:
        return []
    return list(_groups_of(chapter.blocks, (), "", exercises=chapter.purpose is Purpose.EXERCISES))


def _groups_of(
    blocks: tuple[Block, ...], title: tuple[Inline, ...], number: str, *, exercises: bool
) -> Iterator[Group]:
    own: list[Part] = []
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
                own += _in_exercises(block) if exercises else _in_text(block)
    if any(isinstance(part, Question) for part in own):
        yield Group(title, number, tuple(_counted(own)))
    for section in inner:
        below = exercises or section.purpose is Purpose.EXERCISES
        yield from _groups_of(section.blocks, section.title, section.number, exercises=below)


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


def _counted(parts: list[Part]) -> Iterator[Part]:
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
    answers = [at for at, block in enumerate(section.blocks) if isinstance(block, Answer)]
    sections = any(isinstance(block, Section) for block in section.blocks)
    if len(answers) != 1 or sections or any(map(opening, section.blocks[: answers[0]])):
        return None
    if section.purpose is Purpose.EXERCISES or section.blocks[answers[0] + 1 :]:
        return None
    return Question(section.number, section.title, **_parted(section.blocks))


# --- Questions ------------------------------------------------------------------------------------------------


def _in_text(blocks: Sequence[Block]) -> Iterator[Question]:
    """The questions of text that holds more than these: those that have an answer."""
    since = 0
    for at, block in enumerate(blocks):
        match block:
            case Answer():
                yield _question((*question_before(blocks[since:at]), block))
                since = at + 1
            case Paragraph() if _answers_in((block,)):
                yield _question((*question_before(blocks[since : at + 1]), *_choices_below(blocks[at + 1 :])))
                since = at + 1
            case List():
                for item, question in zip(block.items, _items(block), strict=True):
                    direct = any(isinstance(part, Answer | Paragraph) and _answers_in((part,)) for part in item.blocks)
                    yield from (question,) if direct else _in_text(item.blocks)
            case Callout(title=title, blocks=inner) | Details(summary=title, blocks=inner):
                yield from _in_box(title, inner)
            case Quote(blocks=inner) | Container(blocks=inner):
                yield from _in_text(inner)


def _in_box(title: tuple[Inline, ...], blocks: tuple[Block, ...]) -> list[Question]:
    """The questions in a box; its title may be the first of them, or begin it."""
    questions = list(_in_text(blocks))
    if questions and (not questions[0].blocks or is_question(plain_text(title))):
        questions[0] = replace(questions[0], title=title)
    return questions


def _in_exercises(blocks: Sequence[Block]) -> Iterator[Part]:
    """The questions of exercises, and whatever stands between them."""
    parts: list[Part] = []
    waiting: list[Block] = []
    """What belongs to no question yet; with an answer, it is one without number."""
    listed = False
    """Whether the last question is one of several in a list, to which no paragraph below the list belongs."""
    for block in blocks:
        last = parts[-1] if parts and not waiting else None
        match block:
            case Answer() if waiting:
                parts.append(_question((*waiting, block)))
                waiting = []
            case List() if not is_choices(block):
                parts += [*_passage(waiting), *_items(block)]
                waiting, listed = [], len(block.items) > 1
            case _ if opening(block):
                parts += [*_passage(waiting), _question((block,))]
                waiting, listed = [], False
            case Answer() if isinstance(last, Question):
                parts[-1] = last.with_more(block)
            case _ if isinstance(last, Question) and _goes_on(last, block, listed):
                parts[-1] = last.with_more(block)
            case _ if _answers_in((block,)):
                parts.append(_question((*waiting, block)))
                waiting, listed = [], False
            case _:
                waiting.append(block)
    yield from (*parts, *_passage(waiting))


def _choices_below(blocks: Sequence[Block]) -> Sequence[Block]:
    """The choices that follow, with what is looked at before them."""
    below = list(takewhile(belongs_to_question, blocks))
    return below[: max((at for at, block in enumerate(below, 1) if is_choice(block)), default=0)]


def _goes_on(question: Question, block: Block, listed: bool) -> bool:
    """Whether a block still belongs to the question above it."""
    if question.answer:
        return is_choice(block)
    return belongs_to_question(block) or not listed


def _passage(blocks: list[Block]) -> tuple[Passage, ...]:
    return (Passage(_without_answers(tuple(blocks))),) if blocks else ()


def _question(blocks: tuple[Block, ...]) -> Question:
    """A question of these blocks; one that is a list's item has that one's number."""
    match blocks:
        case (List(items=(item,), start=int()) as block, *rest):
            return replace(next(_items(block)), **_parted((*item.blocks, *rest)))
    found = opening(blocks[0]) if blocks else None
    return Question(label=found.label if found else "", **_parted(blocks))


def _items(block: List) -> Iterator[Question]:
    """The items of a list as questions."""
    for at, item in enumerate(block.items):
        marker = item.marker or (f"{block.start + at}." if block.start is not None else "")
        yield Question(marker, **_parted(item.blocks))


def _parted(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """What is asked, and what answers it, wherever it stands in these blocks."""
    return {"blocks": _without_answers(blocks), "answer": _answers_in(blocks)}


def _answers_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The answers, then those that stand in brackets in a question."""
    given = (part for answer in walk(blocks, Answer) for block in answer.blocks for part in _unboxed(block))
    asked = rewrite(blocks, lambda answer: (), Answer)
    return (*given, *(_without_brackets(node) for node in walk(asked, Styled) if _is_inline_answer(node)))


def _without_brackets(answer: Styled) -> Paragraph:
    return Paragraph(cut_start(cut_end(answer.children, 1)[0], 1)[0], answer.place)


def _is_inline_answer(node: Any) -> bool:
    return isinstance(node, Styled) and node.classes == ("inline-answer",)


def _unboxed(block: Block) -> tuple[Block, ...]:
    """What is in a box that a screen folds; its title says but that it is the answer."""
    return block.blocks if isinstance(block, Details | Callout) else (block,)


def _without_answers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return rewrite(
        blocks, lambda node: () if isinstance(node, Answer) or _is_inline_answer(node) else node, Answer, Styled
    )
