"""Bullets before numbers that the author typed, `- (1) 甲` and `- 1. 甲`: one mark is enough, and the number is it.

So it is with the letters of choices, `- A. 甲`.
"""

import re
import unicodedata
from dataclasses import replace

from studypress.letters import HAN
from studypress.model import Block, Inline, List, ListItem, Paragraph, Styled, Text
from studypress.numerals import HAN_NUMERALS, number_value

_SIGN = rf"(?:[0-9]{{1,3}}|[{HAN_NUMERALS}]{{1,3}})"
_LETTER = "[A-H]"
_MARK = re.compile(
    rf"\s*([（(]{_SIGN}[）)]|{_SIGN}(?:[、．]|[.)](?=[{HAN}]|\Z))|[\u2460-\u2473]"
    rf"|[（(]{_LETTER}[）)]|{_LETTER}(?:[、．]|[.)](?=[{HAN}\s]|\Z)))\s*"
)


def with_typed_marks(bullets: List) -> List:
    """Take the numbers in its items for the marks of a list of bullets, where they count from one item to the next."""
    if bullets.start is not None or len(bullets.items) < 2:
        return bullets
    return _with_numbers(bullets) or _with_marks(bullets) or bullets


def _with_numbers(bullets: List) -> List | None:
    """Of `- 1. 甲` Markdown makes a list of one item in each bullet; all are items of one list."""
    inner = [_only_list(item) for item in bullets.items]
    starts = [one.start for one in inner if one is not None and one.start is not None]
    if not _count(starts, len(inner)):
        return None
    items = tuple(
        replace(one.items[0], blocks=one.items[0].blocks + item.blocks[1:])
        for one, item in zip(inner, bullets.items, strict=True)
        if one is not None
    )
    return replace(bullets, items=items, start=starts[0])


def _only_list(item: ListItem) -> List | None:
    first = item.blocks[0] if item.blocks and item.checked is None else None
    return first if isinstance(first, List) and len(first.items) == 1 and not first.items[0].marker else None


def _with_marks(bullets: List) -> List | None:
    found = [_marked(item) for item in bullets.items]
    marks = [item.marker for item in found if item is not None]
    if len({_form(mark) for mark in marks}) > 1 or not _count(list(map(_value, marks)), len(found)):
        return None
    return replace(bullets, items=tuple(item for item in found if item is not None), start=1)


def _count(values: list[int], all_of: int) -> bool:
    """Whether every item has a number, and each is one more than that before it."""
    return len(values) == all_of and values == list(range(values[0], values[0] + all_of))


def _value(mark: str) -> int:
    letter = re.search(_LETTER, mark)
    return ord(letter[0]) if letter else number_value(mark)


def _form(mark: str) -> str:
    """What all marks of a list share: `（0）`, `0、`, `①`, `A、`."""
    if len(mark) == 1:
        return "①"
    mark = re.sub(_LETTER, "A", unicodedata.normalize("NFKC", mark))
    return re.sub(_SIGN, lambda sign: "0" if sign[0].isdecimal() else "一", mark)


def _marked(item: ListItem) -> ListItem | None:
    """Part an item into its mark and its words; None where it has no mark, or nothing else.

    With more indented below it, `(1) 甲` in a bullet is a list of its own already, of one item.
    """
    first: Block | None = item.blocks[0] if item.blocks and item.checked is None else None
    if isinstance(first, List) and len(first.items) == 1 and first.items[0].marker:
        return replace(first.items[0], blocks=first.items[0].blocks + item.blocks[1:])
    if item.marker or not isinstance(first, Paragraph):
        return None
    mark, children = _parted(first.children)
    if not mark or not children:
        return None
    return replace(item, marker=mark, blocks=(replace(first, children=children), *item.blocks[1:]))


def _parted(children: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Take the mark away from what begins with it, which may be strong as all of it: `**(1) 甲**`."""
    first, *rest = children or (None,)
    if isinstance(first, Text) and (found := _MARK.match(first.text)):
        words = first.text[found.end() :]
        return found[1], (*((replace(first, text=words),) if words else ()), *rest)
    if isinstance(first, Styled):
        mark, inner = _parted(first.children)
        return mark, (*((replace(first, children=inner),) if inner else ()), *rest)
    return "", children
