"""What stands on the two sides of flash cards: a term and what it means, a question and its answer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from studypress.locale import note_mark
from studypress.model import (
    Block,
    Chapter,
    CodeBlock,
    Entry,
    Figure,
    Footnote,
    FootnoteMark,
    FormulaBlock,
    Inline,
    Link,
    Paragraph,
    Purpose,
    Quote,
    Section,
    Style,
    Styled,
    Table,
    Text,
)
from studypress.names import fold
from studypress.render.exercises import Group, groups_in, groups_of
from studypress.render.handout_questions import Passage, Question, number_of
from studypress.render.typed_keys import answers_in
from studypress.render.words import without_ids
from studypress.selection import notes_of
from studypress.tree import plain_text, rewrite, walk


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a flash card."""

    blocks: tuple[Block, ...] = ()
    notes: tuple[Footnote, ...] = ()
    """Those that it calls."""


@dataclass(frozen=True, slots=True)
class Card:
    """A flash card."""

    face: Side
    """The question; nothing where a term is asked."""
    back: Side
    """The answer, or what the term means."""
    heading: tuple[Inline, ...] = ()
    """What the question stands below."""
    entry: Entry | None = None
    """The term."""


def cards_of(chapter: Chapter, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
    """The cards of a chapter: of these terms, of the points of its summary, and of its questions that have answers."""
    asked = (*_points(chapter), *_questions(chapter))
    return (
        *term_cards(entries),
        *(Card(_side(face, chapter), _side(back, chapter), _apart(heading)) for face, back, heading in asked),
    )


def term_cards(entries: tuple[Entry, ...]) -> tuple[Card, ...]:
    """The cards of terms that are explained."""
    explained = (entry for entry in entries if entry.definitions)
    return tuple(Card(Side(), Side(_apart(_definition(entry))), entry=entry) for entry in explained)


def _definition(entry: Entry) -> tuple[Block, ...]:
    return tuple(block for definition in entry.definitions for block in definition)


def _side(blocks: tuple[Block, ...], chapter: Chapter) -> Side:
    return Side(_apart(blocks), _apart(notes_of(blocks, chapter)))


_Asked = tuple[tuple[Block, ...], tuple[Block, ...], tuple[Inline, ...]]
"""A question, its answer, and the heading that it stands below."""


def _points(chapter: Chapter) -> Iterator[_Asked]:
    """The points of a summary that have answers."""
    groups = chapter.summary.groups if chapter.summary else ()
    for group in groups:
        for point in group.points:
            if point.answer:
                yield (Paragraph(point.text, point.place),), point.answer, group.title


def _questions(chapter: Chapter) -> Iterator[_Asked]:
    """The questions that have an answer, with what they are about."""
    groups = groups_of(chapter)
    keys = _Keys(chapter, groups)
    for group in groups:
        about: tuple[Block, ...] = ()
        for part in group.parts:
            if isinstance(part, Passage):
                about = part.blocks
            elif answer := part.answer or keys.answer(group, part):
                title = (Paragraph(part.title),) if part.title else ()
                passage = about if _is_about(about, number_of(part)) else ()
                yield (*passage, *title, *part.blocks), answer, group.title


_RANGE = re.compile(r"(?<![0-9])([0-9]++)\s*+(?:——|[~～〜\-–—―至到和、])\s*+([0-9]++)\s*+小?[题題]")
"""The questions that a passage says it is about: `回答 1～2 题`."""


_LEADS_ON = re.compile(r"[阅閱][读讀]|[读讀下如左右上][图圖表]|材料|[资資]料|回答|完成|根[据據]|[据據]此|已知")
"""What a passage says that questions are about; else it says how to go about them."""


def _is_about(passage: tuple[Block, ...], number: int) -> bool:
    """Whether the question of this number is about a passage: all below it are, unless it says otherwise."""
    words = plain_text(passage)
    if number and (found := _RANGE.search(words)):
        return int(found[1]) <= number <= int(found[2])
    return bool(_LEADS_ON.search(words)) or any(walk(passage, Figure, Table, CodeBlock, FormulaBlock, Quote))


def _apart(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is cut out: nothing in it leads anywhere, and nothing leads to it. Notes stand on the same side."""

    def plain(node: Any) -> Any:
        match node:
            case Link():
                return node.children
            case FootnoteMark():
                mark = note_mark(node.number) if node.footnote else f"[^{node.label}]"
                return Styled(Style.SUPERSCRIPT, (Text(mark),), place=node.place)
        return replace(node, id="")

    return rewrite(without_ids(nodes), plain, Link, FootnoteMark, Figure, Table, CodeBlock, FormulaBlock)


class _Keys:
    """Answers that stand in a section of their own: found by their numbers, where these are those of the questions.

    Markdown counts on by itself: of fewer answers than questions nobody knows which are missing.
    """

    def __init__(self, chapter: Chapter, groups: tuple[Group, ...]) -> None:
        self._found: dict[tuple[str, str, int], Question] = {}
        """By the section they stand in, the heading of their questions, and their number."""
        for section in walk(chapter.blocks, Section):
            asked = [group for group in groups if group.key == section.id]
            if asked and section.purpose is Purpose.ANSWERS:
                self._read(section.id, groups_in(section.blocks), asked)
                self._read_typed(section, asked)

    def _read(self, key: str, answered: tuple[Group, ...], asked: list[Group]) -> None:
        """Take the answers to all questions, or to those below headings that are the same."""
        pairs = [(answered, asked)]
        pairs += [((group,), [one for one in asked if _title(one) == _title(group)]) for group in answered]
        for answers, questions in pairs:
            by_number = _numbered(one for group in answers for one in group.items)
            if by_number.keys() == _numbered(_unanswered(questions)).keys():
                titles = {_title(group) for group in questions}
                self._found |= {(key, title, number): one for title in titles for number, one in by_number.items()}

    def _read_typed(self, section: Section, asked: list[Group]) -> None:
        """Take the answers to all questions from a key that is text: `1-5 BCDAA`."""
        questions = [(_title(group), number_of(one)) for group in asked for one in _unanswered([group])]
        answers = answers_in(section.blocks, [number for _, number in questions])
        for (title, number), given in zip(questions, answers, strict=False):  # there may be none
            self._found[section.id, title, number] = Question(given=given)

    def answer(self, group: Group, question: Question) -> tuple[Block, ...]:
        """What answers a question; nothing where that is not sure."""
        found = self._found.get((group.key, _title(group), number_of(question)))
        return (*found.blocks, *found.given) if found else ()


def _unanswered(groups: list[Group]) -> Iterator[Question]:
    return (question for group in groups for question in group.items if not question.answer)


def _numbered(questions: Iterable[Question]) -> dict[int, Question]:
    """Questions by their numbers; none where two have the same, or one has none."""
    found = list(questions)
    numbered = {number_of(question): question for question in found}
    return numbered if len(numbered) == len(found) and 0 not in numbered else {}


def _title(group: Group) -> str:
    return fold(plain_text(group.title))
