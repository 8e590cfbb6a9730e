"""What a question looks like: how it opens, the room that it leaves for an answer, and its choices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import takewhile

from studypress.conclusions import CHOICE_LETTERS
from studypress.letters import HAN
from studypress.model import (
    Answer,
    Block,
    Choices,
    CodeBlock,
    Container,
    Figure,
    FormulaBlock,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Style,
    Styled,
    Table,
    ThematicBreak,
)
from studypress.names import halved
from studypress.numerals import HAN_NUMERALS, number_value
from studypress.tree import plain_text, printed_lines, walk

_SIGN = rf"[0-9]{{1,3}}(?:[.-][0-9]{{1,3}}){{0,2}}|[{HAN_NUMERALS}]{{1,3}}"
_NAMES = (
    r"典?例题?|习题|習題|练习题?|練習題?|题目?|題目?|考题|考題|真题|真題|试题|試題|问题|問題|面试题|面試題|思考题?|思考題|变式"
    r"|想一想|练一练|試一試|试一试|做一做|測一測|测一测|[Qq]uestion|[Ee]xercise|[Pp]roblem|Q"
)
_BOX = r"[（(][\s\u3000A-H、，,√×✓✗✔✘]*[)）]"
"""Where the answer goes when it stands before the number: `（  ）3、`, `（ B ）3、`."""
_OPENINGS = (
    re.compile(
        rf"(?:{_BOX}\s*)?"
        r"(?P<label>(?P<number>[0-9]{1,3})\s*(?:[、．)）]|\.(?![0-9])|(?=[单單多]选|[单單多]選|判[断斷]|填空|[简簡]答)))\s*"
    ),
    re.compile(rf"(?P<label>第\s*(?P<number>[0-9]{{1,3}}|[{HAN_NUMERALS}]{{1,3}})\s*[题題問问])[\s:：、.．]*"),
    re.compile(rf"(?P<label>[【\[](?:{_NAMES})\s*(?P<number>{_SIGN})?[^【】\[\]]{{0,8}}[】\]])[\s:：]*"),
    re.compile(rf"(?P<label>(?:{_NAMES})\s*(?P<number>{_SIGN}))(?:[\s:：、.．)）]+|\Z)"),
    re.compile(rf"(?P<label>(?:{_NAMES}))\s*(?:[:：]\s*|\Z)"),
)
"""`3、`, `第3题`, `【例 2】`, `练习 2.1`, `例题：`. `例如` and `问题在于` open no question."""
_BRACKETS = r"（[\s\u3000]*）|\([\s\u3000]+\)|【[\s\u3000]+】|\[[ \u3000]{2,}\]"
_EMPTY_BRACKETS = re.compile(_BRACKETS)
_ROOM = re.compile(rf"{_BRACKETS}|_{{3,}}|＿{{2,}}")
"""Room to write an answer in: `（  ）`, `____`; `f()` leaves none."""
_ASKS = re.compile(r"[？?][”’\"』」）)\s]*\Z")
_CHOICE = re.compile(r"(?:[（(]\s*(?P<a>[A-H])\s*[)）]|(?P<b>[A-H])[、．.)）])")
_BARE_CHOICE = re.compile(rf"(?P<letter>[A-H])[ \t]*(?=[{HAN}])")
"""`A甲`, `A 甲`, below a question: elsewhere it begins a word, such as `A类地址`."""
_UNSEEN = re.compile(r"\A[\s\u200b-\u200f\u2060\ufeff]+")
"""What may stand before the first letter, and is not seen: what a web page was copied with."""
_MOST_BLOCKS = 8
"""Of a question that stands in the text, from where it opens to its answer."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a question opens with."""

    label: str
    """As typed: `3、`, `例 2`."""
    form: int
    """Which of the ways it is written in."""
    number: int
    """0 for none."""

    @property
    def is_named(self) -> bool:
        """Whether it says that it is a question; a number alone may count anything."""
        return self.form > 0


class Likeness(IntEnum):
    """How sure it is that blocks are a question."""

    NONE = 0
    ASKED = 1
    """They end with a question mark, as a sentence of any text may."""
    LIKELY = 2
    """They are numbered, or have choices."""
    SURE = 3
    """They leave room for an answer, are called a question, or ask besides being likely."""


def opening(block: Block) -> Opening | None:
    """What a paragraph, or a list of one numbered item, opens with if it is a question."""
    if isinstance(block, List):
        numbered = block.start is not None and len(block.items) == 1
        return Opening(f"{block.start}.", 0, block.start or 0) if numbered else None
    return opening_of(plain_text(block.children)) if isinstance(block, Paragraph | Heading) else None


def opening_of(text: str) -> Opening | None:
    """What a text opens with if it is a question."""
    typed = _UNSEEN.sub("", text)
    plain = halved(typed)
    for form, pattern in enumerate(_OPENINGS):
        if found := pattern.match(plain):
            number = found.groupdict().get("number")
            return Opening(typed[slice(*found.span("label"))], form, number_value(number) if number else 0)
    return None


def asks(text: str) -> bool:
    """Whether a text ends with a question mark."""
    return _ASKS.search(text) is not None


def is_question(title: str) -> bool:
    """Whether the title of a section or a box is a question: `冰为什么浮？`, `【例】积是（  ）`; not `习题`."""
    found = opening_of(title)
    named = found is not None and found.is_named and (found.number > 0 or found.label[0] in "【[")
    return asks(title) or named or has_room(title)


def has_room(text: str) -> bool:
    """Whether there is room for an answer in a text."""
    return _ROOM.search(text) is not None


def leaves_room(blocks: Sequence[Block]) -> bool:
    """Whether there is room for an answer in the words themselves: `____`, or blanks with a line below them."""
    lines = any(isinstance(block, ThematicBreak) and block.to_write_on for block in blocks)
    return lines or any(map(has_room, _texts(blocks))) or any(map(_is_line, walk(tuple(blocks), Styled)))


def _is_line(node: Styled) -> bool:
    return node.style is Style.UNDERLINE and plain_text(node).isspace()


def rooms_in(text: str) -> int:
    """How many blanks are left in a text."""
    return len(_ROOM.findall(text))


def leaves_brackets(text: str) -> bool:
    """Whether there are brackets to write an answer in."""
    return _EMPTY_BRACKETS.search(text) is not None


def has_choices(blocks: Sequence[Block]) -> bool:
    """Whether there are two choices and more, the first of them A."""
    return {"A", "B"} <= choice_letters(blocks)


def choice_letters(blocks: Sequence[Block]) -> frozenset[str]:
    """The letters of choices, wherever they stand in these blocks."""
    texts = list(map(_plain, _texts(blocks)))
    letters = [choice_letter(line) for line in texts]
    letters += [halved(item.marker) for block in blocks if isinstance(block, List) for item in block.items]
    letters += [_plain(plain_text(item))[:1] for block in blocks if isinstance(block, Choices) for item in block.items]
    bare = {found["letter"] for line in texts if (found := _BARE_CHOICE.match(line))}
    return frozenset("".join(letters)) | (bare if {"A", "B"} <= bare else set())


def choices_below(blocks: Sequence[Block]) -> Sequence[Block]:
    """The choices that these blocks begin with, and what is looked at before them."""
    below = list(takewhile(belongs_to_question, blocks))
    return below[: max((at for at, block in enumerate(below, 1) if is_choice(block)), default=0)]


def is_choices(block: Block) -> bool:
    """Whether a block is choices, or a list of them."""
    match block:
        case List(items=items, start=start):
            if start is not None and all(has_choices(item.blocks) for item in items):
                return False  # each is a gap of a text, with its choices: `1. A. is  B. was`
            return bool(items) and all(map(_is_choice_item, items))
        case Quote(blocks=blocks):
            return bool(blocks) and all(map(is_choice, blocks))
    return isinstance(block, Choices)


def _is_choice_item(item: ListItem) -> bool:
    return halved(item.marker[:1]) in CHOICE_LETTERS or bool(choice_letter(plain_text(item.blocks[:1])))


def likeness(blocks: Sequence[Block]) -> Likeness:
    """How much blocks are like a question."""
    found = next(filter(None, map(opening, blocks)), None)
    asked = any(asks(line) for line in _texts(blocks))
    choices = has_choices(blocks)
    if leaves_room(blocks) or (found and (found.is_named or asked or choices)) or (choices and asked):
        return Likeness.SURE
    listed = any(isinstance(block, List) and block.start is not None for block in blocks)
    return Likeness.LIKELY if found or choices or listed else Likeness.ASKED if asked else Likeness.NONE


def question_before(blocks: Sequence[Block]) -> Sequence[Block]:
    """The question that these blocks end with, in text that holds more than questions."""
    first = len(blocks)
    for at in range(len(blocks) - 1, max(0, len(blocks) - _MOST_BLOCKS) - 1, -1):
        if isinstance(blocks[at], Answer | Section | ThematicBreak):
            break
        if opening(blocks[at]):
            return blocks[_material_above(blocks, at) :]
        first = at if first == len(blocks) or belongs_to_question(blocks[first]) else first
    return blocks[first:]


_ASKER = re.compile(r"\s*(?:.{0,6}[问問]|Q)\s*[:：]")


def is_talk(block: Block) -> bool:
    """Whether somebody asks: `问：…`; then `答：` is a line of a talk."""
    return isinstance(block, Paragraph) and _ASKER.match(plain_text(block.children)) is not None


def is_called_q(question: Sequence[Block], *, numbered: bool) -> bool:
    """Whether blocks are a question `Q：…`; only one that is `numbered`, `Q1：…`, is no line of a talk."""
    found = next(filter(None, map(opening, question)), None)
    return found is not None and found.label.startswith("Q") and bool(found.number or not numbered)


_MATERIAL = re.compile(
    rf"材料\s*(?:(?:[0-9]{{1,2}}|[{HAN_NUMERALS}]{{1,2}})(?:[\s:：]|\Z)|[:：])|阅读.{{0,8}}材料|【材料|閱讀.{{0,8}}材料"
)
_MOST_MATERIAL = 16
"""Blocks of material above what asks about it."""


def _material_above(blocks: Sequence[Block], at: int) -> int:
    """Where the material begins that a question at a place is about: `材料一 …`; that place where there is none."""
    first = at
    for above in range(at - 1, max(0, at - _MOST_MATERIAL) - 1, -1):
        if not isinstance(blocks[above], Paragraph | Quote | Container | Figure | Table):
            break
        if isinstance(block := blocks[above], Paragraph) and _MATERIAL.match(plain_text(block.children).strip()):
            first = above
    return first


def belongs_to_question(block: Block) -> bool:
    """Whether a block is a part of what is asked above it: choices, or what is looked at."""
    match block:
        case Figure() | Table() | CodeBlock() | FormulaBlock() | List():
            return True
    return is_choice(block)


def is_choice(block: Block) -> bool:
    """Whether a block is choices, or one of them, below a question."""
    if isinstance(block, Paragraph):
        words = _plain(plain_text(block.children))
        return bool(_CHOICE.match(words) or _BARE_CHOICE.match(words))
    return is_choices(block)


def _plain(line: str) -> str:
    """A line from its first letter that is seen, those of full width as ASCII has them."""
    return halved(_UNSEEN.sub("", line))


def choice_letter(line: str) -> str:
    """The letter of the choice that a line begins with; empty where it begins with none."""
    found = _CHOICE.match(_plain(line))
    return (found["a"] or found["b"]) if found else ""


def _texts(blocks: Sequence[Block | ListItem]) -> Iterator[str]:
    """The lines that are printed, of paragraphs and of the paragraphs in lists."""
    for block in blocks:
        match block:
            case Paragraph(children=children):
                yield from map(plain_text, printed_lines(children))
            case List(items=items) | Choices(items=items):
                yield from _texts(items)
            case ListItem(blocks=inner) | Quote(blocks=inner):
                yield from _texts(inner)
