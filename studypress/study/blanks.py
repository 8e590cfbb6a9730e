"""Answers that stand in the question itself: in brackets at its end, or in the blank that was left for them.

A blank that its author has filled in looks like any other brackets. So it must hold what nothing else would: letters of
the choices that stand below, the mark of a statement that is to be judged, or, among blanks to be filled in, what is
underlined. And no room may be left beside it: where there is some, that is what pupils write in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile
from typing import Any

from studypress.conclusions import LETTERS
from studypress.model import Block, Choices, Inline, Paragraph, Style, Styled
from studypress.names import halved
from studypress.study.answer_labels import Label, Labels, paragraph_of
from studypress.study.cutting import flat, parted
from studypress.study.filled_blanks import (
    Blank,
    Room,
    answer_behind,
    filled_in,
    in_brackets,
    is_padded,
    matches,
    on_short_lines,
    underlined,
)
from studypress.study.questions import (
    choice_letters,
    choices_below,
    has_choices,
    has_room,
    leaves_brackets,
    likeness,
    opening,
)
from studypress.tree import printed_lines


class Task(Enum):
    """What a section of exercises wants, where its heading says so."""

    ANY = ""
    JUDGE = "判断"
    FILL = "填空"


_TASKS = (
    (re.compile(r"判[断斷]|正[误誤]|对错|對錯|[Tt]rue"), Task.JUDGE),
    (re.compile(r"填空|填写|填寫|默写|默寫"), Task.FILL),
)
_FILLED = "filled-blank"
_INLINE = "inline-answer"

_OPENS = re.compile(r"[（(_＿【\[]")
_MAY_BE_LABELLED = re.compile(r"[（(][^（()）：:]{1,24}[：:)）]")

_SQUARE = re.compile(r"(?P<open>[【\[])(?P<room>[^【】\[\]]{1,12})[】\]]")
"""Brackets in which a letter or a mark may stand, but no room is left."""
_LINE = re.compile(r"(?<![_＿])(?:_{3,}|＿{2,})(?P<room>[^_＿]{1,40})(?:_{3,}|＿{2,})(?![_＿])")
_LETTERS = re.compile(rf"\s*+{LETTERS}\s*+")
_MAY_HOLD_LETTERS = re.compile(rf"[（(_＿【\[](?:(?<=[（(【\[])|(?<![_＿]{{2}})[_＿]+){_LETTERS.pattern}[)）_＿】\]]")
"""What stands wherever brackets or a line hold nothing but letters; it is looked for in every paragraph of a book."""
_MARKS = "√×✓✗✔✘❌✅"
_MARK = re.compile(rf"\s*+[{_MARKS}]\ufe0f?\s*+")
_JUDGEMENT = re.compile(rf"\s*(?:[{_MARKS}]\ufe0f?|[VvXxTF]|[对對错錯]|正[确確]|[错錯][误誤]|[Tt]rue|[Ff]alse)\s*")
_LABELLED = re.compile(
    r"[（(]\s*+(?P<word>[^（()）：:]{1,24}?)\s*+"
    rf"(?:[：:](?:\s*+[^（()）\s][^（()）]{{0,79}}|\s++)|[应應]?[选選为為是]?(?:{_LETTERS.pattern}|{_MARK.pattern}))[）)](?P<behind>[\s。．.；;]*)\Z"
)
"""An answer in brackets at the end of a line; without a colon it is a letter or a mark: `（答案B）`."""
_LAST_WORD = r"(?<=\s)(?:[对對错錯]|正[确確]|[错錯][误誤])"
_LAST_MARK = re.compile(rf"(?:(?<=[。．.！!？?”])|(?<=(?<!\s)\s))(?P<room>\s*(?:[{_MARKS}]\ufe0f?|{_LAST_WORD}))\s*\Z")
_END = re.compile(r"[\s。．.；;，,：:？?！!]*+(?:[（(\[【][^（()）\[\]【】]{1,6}[)）\]】])?[\s。．.]*+\Z")
"""What may stand behind the blank that a line ends with: `（2 分）`, `【多选】`."""
_LATIN_BEFORE = re.compile(r"(?P<word>[A-Za-z0-9]+)(?P<gap>\s*)\Z")
"""What makes the brackets those of a formula: `P(A)`, `P ( A )`; not those behind a word, `which is right ( A )`."""


_MOST_LINES = 20
"""Of a question, below the one that has the blank."""
_NEAR = 60
"""Characters before brackets that are looked at."""


def task_of(title: str) -> Task:
    """What the questions below a heading want."""
    return next((task for pattern, task in _TASKS if pattern.search(title)), Task.ANY)


def is_filled(node: Any) -> bool:
    """Whether a node is what stands in a blank."""
    return isinstance(node, Styled) and node.classes[:1] == (_FILLED,)


def is_answer_in_brackets(node: Any) -> bool:
    """Whether a node is an answer in brackets, with these: `（答案：三）`."""
    return isinstance(node, Styled) and node.classes == (_INLINE,)


def room_of(blank: Styled) -> str:
    """What a pupil sees of a blank: brackets with room between them, or a line."""
    size = len(flat(blank.children).strip())
    match Room(blank.classes[1]):
        case Room.BRACKETS:
            return "\u3000" * max(2, size)
        case Room.LINE:
            return "_" * max(6, 2 * size)
        case Room.NONE:
            return "（\u3000\u3000）"


@dataclass(frozen=True, slots=True)
class Blanks:
    """Finds the answers in the lines of questions."""

    labels: Labels
    exercises: bool
    """Whether the lines are questions."""
    task: Task
    """What they want."""

    def in_paragraph(self, paragraph: Paragraph, words: str, after: Sequence[Block]) -> Paragraph:
        """A paragraph of these words with its answers marked, before other blocks; the very same where it has none."""
        if not self._may_hold(halved(words)):
            return paragraph
        rows = list(printed_lines(paragraph.children))
        marked = []
        for at, row in enumerate(rows):
            following = rows[at + 1 : at + 1 + _MOST_LINES]
            below = list(takewhile(lambda line: not opening(Paragraph(line)), following))
            is_last = at + 1 + len(below) == len(rows)
            marked.append(self._in_row(row, paragraph_of(below), choices_below(after) if is_last else ()))
        return paragraph if all(new is old for new, old in zip(marked, rows, strict=True)) else paragraph_of(marked)[0]

    def in_heading(self, title: tuple[Inline, ...], after: Sequence[Block]) -> tuple[Inline, ...]:
        """A heading with its answers marked, before other blocks; the very same where it has none."""
        return self._in_row(title, (), choices_below(after))

    def in_choices(self, choices: Choices) -> Choices:
        """Choices with the answer in brackets behind the last of them marked; the very same where there is none."""
        *others, last = choices.items
        words = self._with_labelled(last.children, (choices,))
        return choices if words is last.children else replace(choices, items=(*others, replace(last, children=words)))

    def _in_row(self, row: tuple[Inline, ...], more: Sequence[Block], below: Sequence[Block]) -> tuple[Inline, ...]:
        """A line of a question: `more` of it follows, and what stands `below` it."""
        after = (*more, *below)
        choices = choice_letters(after)
        if blanks := sorted(self._blanks(row, choices), key=lambda blank: blank.start):
            return _marked(row, blanks)
        if self.exercises and (found := answer_behind(flat(row))):
            return _with_answer(row, found.start("answer"), found.start("behind"))
        return self._with_labelled(row, after)

    def _may_hold(self, text: str) -> bool:
        if self.exercises or not _OPENS.search(text):
            return self.exercises
        may_be = _MAY_HOLD_LETTERS.search(text) or _MAY_BE_LABELLED.search(text)
        return may_be is not None or any(on_short_lines(text))

    # --- Filled in ---

    def _blanks(self, row: tuple[Inline, ...], choices: frozenset[str]) -> Iterator[Blank]:
        text = halved(flat(row))
        if {"A", "B"} <= choices:
            if not leaves_brackets(text):
                chosen = tuple(_chosen(text, choices))
                yield from chosen
                lines = (blank for blank in underlined(row) if not any(blank.is_within(one) for one in chosen))
                yield from (blank for blank in lines if _chooses(text[blank.start : blank.end], choices))
        elif choice_letters((Paragraph(row),)):
            return
        elif short := tuple(on_short_lines(text)):
            yield from short
        elif self.task is Task.FILL:
            if not has_room(text):  # of rows of underscores nobody can tell whether they are one blank or two
                yield from filled_in(row, text)
        elif self.exercises and not leaves_brackets(text):
            yield from _judged(text, sure=self.task is Task.JUDGE)

    # --- Labelled, in brackets ---

    def _with_labelled(self, row: tuple[Inline, ...], after: Sequence[Block]) -> tuple[Inline, ...]:
        """A line with the answer in brackets at its end, if there is one: `积是____（答案：A）`."""
        found = _LABELLED.search(flat(row))
        if not found or self.labels.meaning(found["word"]) is not Label.ANSWER:
            return row
        question = paragraph_of([parted(row, found.start())[0]])
        if not question or not (self.exercises or likeness(question) or has_choices(after)):
            return row
        return _with_answer(row, found.start(), found.start("behind"))


def _with_answer(row: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """A line with the answer in brackets that stands from one character of its flat text to another marked."""
    asked, rest = parted(row, start)
    answer, behind = parted(rest, end - start)
    return (*asked, Styled(Style.PLAIN, answer, (_INLINE,), row[-1].place), *behind)


def _marked(row: tuple[Inline, ...], blanks: Sequence[Blank]) -> tuple[Inline, ...]:
    """A line in which what stands in blanks is marked."""
    done: list[Inline] = []
    rest, at = row, 0
    for blank in blanks:
        before, rest = parted(rest, blank.start - at)
        filled, rest = parted(rest, blank.end - blank.start)
        done += [*before, Styled(Style.PLAIN, filled, (_FILLED, blank.room.value), row[0].place)]
        at = blank.end
    return (*done, *rest)


def _chosen(text: str, choices: frozenset[str]) -> Iterator[Blank]:
    """The blanks that hold letters of the choices: `正确的是（ B ）`, `（B）3、…`, `用____A____`."""
    for blank in (*in_brackets(text), *matches(_SQUARE, text, Room.BRACKETS), *matches(_LINE, text, Room.LINE)):
        if not _chooses(text[blank.start : blank.end], choices):
            continue
        outside = blank.room is Room.BRACKETS and not is_padded(text, blank) and not _is_at_edge(text, blank)
        if not outside and not (blank.room is Room.BRACKETS and _is_formula(text, blank)):
            yield blank


def _chooses(text: str, choices: frozenset[str]) -> bool:
    letters = [char for char in text if char.isalpha() and char.isascii()]
    return bool(_LETTERS.fullmatch(text)) and len(set(letters)) == len(letters) and choices.issuperset(letters)


def _judged(text: str, *, sure: bool) -> Iterator[Blank]:
    """The marks of a statement that is to be judged; only what is drawn counts where it is not `sure` that it is."""
    judgement = _JUDGEMENT if sure else _MARK
    brackets = (*in_brackets(text), *matches(_SQUARE, text, Room.BRACKETS))
    found = [blank for blank in brackets if judgement.fullmatch(text[blank.start : blank.end])]
    at_edges = [blank for blank in found if _is_at_edge(text, blank)]
    drawn = [blank for blank in found if _MARK.fullmatch(text[blank.start : blank.end])]
    if sure:
        yield from at_edges or drawn or matches(_LAST_MARK, text, Room.NONE)
    else:
        yield from at_edges


def _is_at_edge(text: str, blank: Blank) -> bool:
    """Whether brackets open a line, or end it."""
    opens = blank.start == 1 or text[: blank.start - 1].isspace()
    return opens or _END.match(text, blank.end + 1) is not None


def _is_formula(text: str, blank: Blank) -> bool:
    """Whether brackets belong to what stands before them: `P(A)`, `P ( A )`, `class A（B）`."""
    before = _LATIN_BEFORE.search(text, max(0, blank.start - _NEAR), blank.start - 1)
    if not before:
        return False
    glued = not before["gap"] and (text[blank.start - 1] in "([" or not is_padded(text, blank))
    return glued or (len(before["word"]) == 1 and bool(before["gap"]))
