"""The choices that their author has marked as right: `B. 乙 ✅`, `**B. 乙**`, `- [x] B. 乙`.

A mark tells an answer where the choices differ in it: what all of them have belongs to what they say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from studypress.model import Block, Choices, Inline, List, ListItem, Paragraph, Style, Styled
from studypress.names import halved
from studypress.study.answer_labels import paragraph_of
from studypress.study.cutting import flat, parted
from studypress.study.questions import Likeness, choice_letter, likeness, question_before
from studypress.tree import plain_text, printed_lines

_MARKED, _RIGHT_ONE, _SET_OFF = "marked-choice", "right-choice", "set-off"
"""A choice that has a mark; one that is marked as right; one whose words are the mark."""
_SIGN = "choice-sign"

_IN_BRACKETS = r"[（(【\[]\s*(?:{})\s*[)）】\]]"
_RIGHT = "[√✓✔✅☑]\ufe0f?"
_WRONG = "[×✗✘❌]\ufe0f?"
_SAID_RIGHT = _IN_BRACKETS.format(f"{_RIGHT}|正[确確](?:答案|[选選][项項])?|答案|正解|[Cc]orrect(?: answer)?")
_SAID_WRONG = _IN_BRACKETS.format(f"{_WRONG}|[错錯][误誤]|不正[确確]|[Ww]rong|[Ii]ncorrect")
_GLUED = "(?<![0-9A-Za-z])"
"""What no root sign stands behind."""
_BLANKS = r"(?<!\s)\s"
_WHY = r"(?:(?<=[✓✔✅☑✗✘❌\ufe0f])(?P<why>\s*[（(][^（()）\ufffc]{1,60}[)）]))?"
_AT_END = re.compile(
    rf"(?:(?P<right>(?P<apart>{_BLANKS}+{_RIGHT}|{_BLANKS}*{_SAID_RIGHT})|{_GLUED}{_RIGHT})"
    rf"|(?P<away>{_BLANKS}+{_WRONG}|{_BLANKS}*{_SAID_WRONG})|{_GLUED}{_WRONG}){_WHY}\s*\Z"
)
"""A sign at the end of a choice, and why it stands there; behind `×` and `√` brackets may be those of a formula."""
_MAY_MARK = re.compile("[√✓✔✅☑×✗✘❌确確案解误誤tg]")
_LETTER_ALONE = re.compile(r"\s*+(?:[（(]?[A-H][、．.)）]*)?\s*")
_EMPHASIS = frozenset({Style.STRONG, Style.EMPHASIS, Style.UNDERLINE, Style.MARK})
_TO_CHOOSE = re.compile("[下如][列面]|以下|哪|[选選]|[对對錯错]的|正[确確]|[错錯][误誤]|[属屬][于於]")
"""What is said above boxes that are to be ticked."""

_Line = tuple[Inline, ...]
_At = tuple[int, int]


def is_marked(node: Any) -> bool:
    """Whether a node is a choice that has a mark."""
    return isinstance(node, Styled) and node.classes[:1] == (_MARKED,)


def is_box(item: ListItem) -> bool:
    """Whether an item is a box to be ticked, below a question."""
    return item.checked is not None and any(map(is_marked, _first_words(item)))


def unmarked(choice: Styled) -> _Line:
    """What pupils see of it."""
    words = tuple(node for node in choice.children if not _is_sign(node))
    if _SET_OFF not in choice.classes:
        return words
    return tuple(part for node in words for part in (node.children if _is_emphasis(node) else (node,)))


def chosen(choice: Styled) -> str:
    """The letter of a choice that is marked as right, or its words where it has none; empty for one that is wrong."""
    if _RIGHT_ONE not in choice.classes:
        return ""
    words = plain_text(unmarked(choice))
    found = [_AT_END.search(flat((node,))) for node in choice.children if _is_sign(node)]
    return (choice_letter(words) or words) + "".join(one["why"] or "" for one in found if one)


def with_choice_marks(blocks: Sequence[Block], exercises: bool) -> list[Block]:
    """Blocks in which such marks are known, of choices that stand below a question; the very same without."""
    marked: dict[_At, _Line] = {}
    for group in _groups(blocks):
        if found := _marked(group):
            marked |= found if _is_asked(blocks, group, exercises) else {}
    return [_with(block, at, marked) for at, block in enumerate(blocks)] if marked else list(blocks)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice, or a box to be ticked."""

    at: _At
    """Its block, and which line or item of this it is."""
    letter: str
    """Empty for a box that has none."""
    words: _Line
    checked: bool | None = None

    @property
    def sign(self) -> re.Match[str] | None:
        """The sign at its end, behind what it says."""
        text = flat(self.words)
        found = _AT_END.search(text) if _MAY_MARK.search(text) else None
        return found if found and _says(text[: found.start()]) else None

    @property
    def is_emphasised(self) -> bool:
        """Whether all that it says is."""
        plain = flat(tuple(node for node in self.words if not _is_emphasis(node)))
        return _LETTER_ALONE.fullmatch(plain) is not None and _says(flat(self.words)) and plain != flat(self.words)

    def marked(self, sign: bool, words: bool, right: bool) -> _Line:
        """Its words as those of a choice whose mark is a sign, or these themselves."""
        line, place = self.words, self.words[0].place
        if sign and self.sign:
            line, mark = parted(self.words, self.sign.start())
            line = (*line, Styled(Style.PLAIN, mark, (_SIGN,), place))
        classes = (_MARKED, *((_RIGHT_ONE,) if right else ()), *((_SET_OFF,) if words else ()))
        return (Styled(Style.PLAIN, line, classes, place),)


def _is_sign(node: Inline) -> bool:
    return isinstance(node, Styled) and node.classes == (_SIGN,)


def _is_emphasis(node: Inline) -> TypeGuard[Styled]:
    return isinstance(node, Styled) and node.style in _EMPHASIS


def _says(text: str) -> bool:
    """Whether there is a word behind the letter of a choice."""
    letter = _LETTER_ALONE.match(halved(text))
    return any(char.isalnum() for char in text[letter.end() if letter else 0 :])


def _marked(group: Sequence[_Choice]) -> dict[_At, _Line]:
    """The words of choices with their marks; none where these do not differ."""
    signs = [one.sign for one in group]
    ticks = [sign is not None and sign["right"] is not None for sign in signs]
    crosses = [sign is not None and not tick for sign, tick in zip(signs, ticks, strict=True)]
    apart = all(sign and (sign["apart"] or sign["away"]) for sign in signs)
    signed = any(signs) and not all(ticks) and not all(crosses) and (apart or not all(signs))
    strong = [one.is_emphasised for one in group]
    boxes = [one.checked is True for one in group]
    right = [ticks if any(ticks) else _only(crosses)] if signed else []
    right += [found for found in (strong, boxes) if any(found) and not all(found)]
    if not right:
        return {}
    strong = strong if any(strong) and not all(strong) else [False] * len(group)
    return {
        one.at: one.marked(signed and signs[at] is not None, strong[at], any(by[at] for by in right))
        for at, one in enumerate(group)
        if one.checked is not None or (signed and signs[at]) or any(by[at] for by in right)
    }


def _only(crosses: list[bool]) -> list[bool]:
    """Which choice crosses make the right one: the only one that has none, or that has one."""
    return [not cross for cross in crosses] if crosses.count(False) == 1 else crosses


def _is_asked(blocks: Sequence[Block], group: Sequence[_Choice], exercises: bool) -> bool:
    """Whether a question stands above choices."""
    first, last = group[0].at[0], group[-1].at[0]
    question = question_before(blocks[: last + 1] if group[0].letter else blocks[:first])
    if not question:
        return exercises and bool(group[0].letter)
    like = likeness(question)
    if group[0].letter:
        return exercises or like is Likeness.SURE
    if exercises:
        return like is not Likeness.NONE or _TO_CHOOSE.search(plain_text(tuple(question))) is not None
    return like is Likeness.SURE


def _groups(blocks: Sequence[Block]) -> Iterator[list[_Choice]]:
    """The choices that belong together: from A on, or the boxes of a list."""
    group: list[_Choice] = []
    for one in (*_choices(blocks), None):
        if group and not (one and _follows(one, group[-1])):
            if len(group) > 1:
                yield group
            group = []
        if one and (group or one.letter in ("A", "")):
            group.append(one)


def _follows(one: _Choice, last: _Choice) -> bool:
    if not one.letter:
        return not last.letter and one.at[0] == last.at[0]
    return bool(last.letter) and ord(one.letter) == ord(last.letter) + 1


def _choices(blocks: Sequence[Block]) -> Iterator[_Choice | None]:
    """The choices in blocks; None stands for whatever else parts them."""
    for at, block in enumerate(blocks):
        match block:
            case Paragraph(children=children):
                for part, row in enumerate(printed_lines(children)):
                    letter = choice_letter(plain_text(row))
                    yield _Choice((at, part), letter, row) if letter else None
            case Choices(items=items):
                for part, item in enumerate(items):
                    yield _Choice((at, part), choice_letter(plain_text(item)), item.children)
            case List(items=items):
                yield from (_in_item((at, part), item) for part, item in enumerate(items))
            case _:
                yield None


def _in_item(at: _At, item: ListItem) -> _Choice | None:
    words = _first_words(item)
    letter = choice_letter(f"{item.marker} {plain_text(words)}" if item.marker else plain_text(words))
    return _Choice(at, letter, words, item.checked) if words and (letter or item.checked is not None) else None


def _first_words(item: ListItem) -> _Line:
    first = item.blocks[0] if item.blocks else None
    return first.children if isinstance(first, Paragraph) else ()


def _with(block: Any, at: int, marked: dict[_At, _Line]) -> Any:
    """A block with its choices as they are marked."""
    if not any(place[0] == at for place in marked):
        return block
    match block:
        case Paragraph(children=children):
            rows = enumerate(printed_lines(children))
            return paragraph_of([marked.get((at, part), row) for part, row in rows])[0]
        case Choices(items=choices):
            words = [marked.get((at, part), one.children) for part, one in enumerate(choices)]
            return replace(block, items=tuple(map(_with_children, choices, words)))
        case List(items=items):
            words_of = [marked.get((at, part)) for part in range(len(items))]
            return replace(block, items=tuple(map(_with_words, items, words_of)))
    return block


def _with_children(paragraph: Paragraph, words: _Line) -> Paragraph:
    return replace(paragraph, children=words)


def _with_words(item: ListItem, words: _Line | None) -> ListItem:
    first, *rest = item.blocks or (None,)
    if words is None or not isinstance(first, Paragraph):
        return item
    return replace(item, blocks=(replace(first, children=words), *rest))
