"""Keys that authors type as text: `1. B 2. C`, `1-5 BCDAA`, `一、1．A　2．B`; answers are found by their numbers.

The numbers of the questions lead the way, since an answer may hold numbers of its own. Where one of them is missing, or
the key goes on to another, nothing is found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studypress.model import (
    Block,
    Break,
    Citation,
    FootnoteMark,
    Inline,
    List,
    ListItem,
    Paragraph,
    Reference,
    Ruby,
    Styled,
    Text,
)
from studypress.names import halved
from studypress.numerals import HAN_NUMERALS
from studypress.study.answer_labels import LABEL_CLASS
from studypress.study.cutting import cut_start, flat, parted
from studypress.tree import walk

Answers = tuple[tuple[Block, ...], ...]

_MARK = "A-H√×✓✗✔✘TF对错對錯"
_RANGE = re.compile(
    r"(?P<first>[0-9]{1,3})\s*(?:[-–—―－~～〜至到]|——)\s*(?P<last>[0-9]{1,3})\s*+[题題]?\s*+[:：.．、)）]?\s*+"
    rf"(?P<marks>[{_MARK}](?:[\s,，、]*+[{_MARK}])*)(?![A-Za-z])"
)
_SINGLE = re.compile(
    r"(?P<first>[0-9]{1,3})\s*+(?:[题題]?\s*+[、．:：)）]|[题題]|\.(?![0-9])"
    rf"|(?=[{_MARK}]++(?:[\s；;，,。、]|\Z)))\s*+"
)
_IN_BRACKETS = re.compile(r"[（(]\s*(?P<first>[0-9]{1,3})\s*[)）]\s*")
_AT = re.compile(r"\A|(?<=[\s；;，,、。．：:])(?!\s)")
"""Where an answer may begin."""
_WORDS = "[^\\s，。；;0-9]{0,12}[题題]"
_PART = rf"(?:[{HAN_NUMERALS}]{{1,3}}[、．.]\s*+(?:{_WORDS})?|{_WORDS}(?=\s*[:：]))\s*+[:：]?\s*+"
"""What a key says before the answers to the questions below another heading: `二、判断题：`."""
_WHOLE_PART = re.compile(f"(?:{_PART})?")
_LAST_PART = re.compile(rf"(?<=[\s；;。]){_PART}\Z")
_LONGEST_PART = 24
"""Characters of it, with the mark before it."""
_WITHOUT_LETTERS = (Citation, FootnoteMark, Reference, Ruby)
"""What a cut counts no letters in, and might part from its own words."""
_BETWEEN = " \t\u3000；;，,、"


def answers_in(key: Sequence[Block], numbers: list[int]) -> Answers:
    """The answers to questions of these numbers, in their order; none where not just these are answered."""
    found = _Found(numbers)
    fits = all(found.in_block(block, first=at == 0) for at, block in enumerate(key))
    return tuple(found.answers) if fits and len(found.answers) == len(numbers) else ()


def without_label(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """What stands behind the label of answers."""
    words = words[1:] if _is_label(words[:1]) else words
    text = flat(words)
    return cut_start(words, len(text) - len(text.lstrip()))[0]


def _is_label(words: tuple[Inline, ...]) -> bool:
    return any(isinstance(word, Styled) and word.classes == (LABEL_CLASS,) for word in words)


@dataclass(slots=True)
class _Found:
    """The answers that are found."""

    numbers: list[int]
    """Of the questions."""
    answers: list[tuple[Block, ...]] = field(default_factory=list)
    in_brackets: bool | None = None
    """Whether the numbers of the answers stand in brackets; those that are written otherwise count parts of one."""

    def in_block(self, block: Block, *, first: bool) -> bool:
        """Take the answers from a block; False where it tells that this is no key, or that of other questions."""
        match block:
            case Paragraph(children=words):
                return self._in_words(without_label(words) if first else words)
            case List(start=int(start), items=items):
                return all(self._in_item(number, item) for number, item in enumerate(items, start))
        return self._goes_on((block,))

    def _in_item(self, number: int, item: ListItem) -> bool:
        """Take the answers from an item: the first of several, where Markdown took its number for that of a list."""
        before = len(self.answers)
        match item.blocks:
            case (Paragraph(children=words, place=place), *rest):
                fits = self._in_words((Text(f"{number}. ", place), *words), opens=True)
                return fits and (not rest or self._goes_on(tuple(rest)))
        if self.numbers[before : before + 1] != [number]:
            return False
        self.answers.append(item.blocks)
        return True

    def _in_words(self, words: tuple[Inline, ...], *, opens: bool = False) -> bool:
        """Take the answers from words; those that have none belong to the last answer, unless they must open one."""
        if not words:
            return True
        if any(walk(words, *_WITHOUT_LETTERS)):
            return False
        text = halved(flat(words))
        row = _Row(text, self.numbers[len(self.answers) :], self.in_brackets)
        found = row.entries()
        self.in_brackets = row.in_brackets
        if not found:
            return not opens and not _is_label(words[:1]) and self._goes_on((Paragraph(words, words[0].place),))
        before = text[: found[0].start].strip()
        ends = [*(_end(text, entry.start) for entry in found[1:]), len(text.rstrip(_BETWEEN))]
        whole = all(not entry.marks or end <= entry.begin for entry, end in zip(found, ends, strict=True))
        if (opens and before) or not whole or not _WHOLE_PART.fullmatch(before):
            return False
        for entry, end in zip(found, ends, strict=True):
            self.answers += entry.answers(words, end)
        return True

    def _goes_on(self, more: tuple[Block, ...]) -> bool:
        """Have more belong to the last answer; False where there is none."""
        if self.answers:
            self.answers[-1] += more
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What answers one question, or several by a mark each."""

    start: int
    """Of its number."""
    begin: int
    """Of the answer."""
    marks: tuple[str, ...] = ()
    """Those of several questions."""

    def answers(self, words: tuple[Inline, ...], end: int) -> list[tuple[Block, ...]]:
        """The answers, of which the last ends there."""
        place = words[0].place
        if self.marks:
            return [(Paragraph((Text(mark, place),), place),) for mark in self.marks]
        answer = parted(parted(words, end)[0], self.begin)[1]
        while answer and isinstance(answer[-1], Break):
            answer = answer[:-1]
        return [(Paragraph(answer, place),) if answer else ()]


@dataclass(slots=True)
class _Row:
    """A paragraph of a key."""

    text: str
    numbers: Sequence[int]
    """Those that are still to be answered."""
    in_brackets: bool | None
    """Whether such numbers are in brackets; None where none was found yet."""

    def entries(self) -> list[_Entry]:
        """The answers to as many of the questions as it has, in their order; none where it goes on to others."""
        found: list[_Entry] = []
        at = done = 0
        for start in (match.start() for match in _AT.finditer(self.text)):
            if start < at:
                continue
            entry = self._entry(start, self.numbers[done:])
            if entry:
                found.append(entry)
                at, done = entry.begin, done + (len(entry.marks) or 1)
            elif done == len(self.numbers) and found and self._goes_on(start):
                return []
        return found

    def _entry(self, start: int, numbers: Sequence[int]) -> _Entry | None:
        if numbers and (several := _RANGE.match(self.text, start)):
            wanted = list(range(int(several["first"]), int(several["last"]) + 1))
            marks = _marks(several["marks"], len(wanted))
            same = wanted == list(numbers[: len(wanted)])
            return _Entry(start, several.end(), marks) if marks and same else None
        plain = _SINGLE.match(self.text, start) if numbers and not self.in_brackets else None
        one = plain or (_IN_BRACKETS.match(self.text, start) if numbers and self.in_brackets is not False else None)
        if not one or int(one["first"]) != numbers[0]:
            return None
        self.in_brackets = not plain
        return _Entry(start, one.end())

    def _goes_on(self, start: int) -> bool:
        """Whether an answer begins there to a question that would follow the last."""
        more = _RANGE.match(self.text, start) or _SINGLE.match(self.text, start)
        if not more:
            return False
        return int(more["first"]) == self.numbers[-1] + 1 or _part_before(self.text, start) is not None


def _marks(typed: str, count: int) -> tuple[str, ...]:
    """So many answers of letters and marks: `BCDAA`, `B C D`, `AB C ACD`."""
    words = re.split(r"[\s,，、]+", typed.strip())
    letters = list("".join(words))
    return tuple(words) if len(words) == count else tuple(letters) if len(letters) == count else ()


def _end(text: str, next_start: int) -> int:
    """Where an answer ends before another begins, and before the heading that the other stands below."""
    part = _part_before(text, next_start)
    return len(text[: part.start() if part else next_start].rstrip(_BETWEEN))


def _part_before(text: str, start: int) -> re.Match[str] | None:
    return _LAST_PART.search(text, max(0, start - _LONGEST_PART), start)
