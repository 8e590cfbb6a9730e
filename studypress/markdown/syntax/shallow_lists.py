"""Lists below numbered items that are indented by two columns: CommonMark §5.2 wants as many as the number takes.

That is three below `1.`, its blank included, and four below `10.`.

    1. 甲            10. 甲
      1. 子            - 子
    2. 乙            11. 乙

CommonMark reads `子` as the next item, or ends the list there; it can only be meant to stand below `甲`, where it
begins to count again or has a mark of another kind. So such lines are moved to where they belong before they are read.
"""

import re
from dataclasses import dataclass

from studypress.manuscript import fence_after

_ITEM = re.compile(r"([ \t]*)(?:([-*+])|([0-9]{1,4})[.)])([ \t]+)\S")
_NUMBERED = re.compile(r"^[ \t]*[0-9]{1,4}[.)][ \t]", re.MULTILINE)
_BELOW = re.compile(r"^[ \t]{2,}(?:[-*+]|1[.)])[ \t]", re.MULTILINE)
_LEAST = 2
_CODE = 4


@dataclass(slots=True)
class _Item:
    """An item of a numbered list, below which lines may stand."""

    column: int
    number: int
    content: int
    """The column of its words, from which on CommonMark takes what stands below as its own."""
    moved: int = 0
    """Columns by which what stands below it is moved."""


def with_deep_lists(text: str) -> str:
    """Move them; all lines stay where they are, and code keeps its shape."""
    if not _NUMBERED.search(text) or not _BELOW.search(text) or "<pre" in text:
        return text
    lines = text.split("\n")
    moved: list[str] = []
    items: list[_Item] = []
    fence = ""
    for number, line in enumerate(lines):
        is_text = bool(line.strip()) and not fence
        column = _column(line) if line.strip() else 0
        found = _ITEM.match(line) if is_text else None
        if is_text:
            while items and column < items[-1].column + _LEAST:
                items.pop()
        if found and items:
            _move_below(items[-1], found, column, lines, number)
        by = sum(item.moved for item in items)
        moved.append(" " * (by + column) + line.lstrip(" \t") if by and line.strip() else line)
        if found and found[3] and (items or column < _CODE):
            items.append(_Item(column, int(found[3]), _column_behind(found, column)))
        fence = fence_after(fence, line)
    return "\n".join(moved)


def _move_below(item: _Item, found: re.Match[str], column: int, lines: list[str], number: int) -> None:
    """Have what stands below an item moved where a list begins that can only belong to it.

    Below an empty line it may be one by itself, unless the numbered list goes on.
    """
    if item.moved or not item.column + _LEAST <= column < item.content or found[3] not in (None, "1"):
        return
    if lines[number - 1].strip() or _goes_on(item, lines, number):
        item.moved = item.content - column
    else:
        item.content = item.column


def _goes_on(item: _Item, lines: list[str], number: int) -> bool:
    """Whether the next line that stands no deeper than the item is the next of its list."""
    below = (lines[at] for at in range(number, len(lines)))
    found = _ITEM.match(next((line for line in below if line.strip() and _column(line) < item.column + _LEAST), ""))
    return bool(found and found[3] and int(found[3]) == item.number + 1)


def _column(line: str) -> int:
    """Where the words of a line begin."""
    spread = line.expandtabs(4)
    return len(spread) - len(spread.lstrip(" "))


def _column_behind(found: re.Match[str], column: int) -> int:
    """Where the words of an item begin."""
    blanks = len(found[4].expandtabs(4))
    return column + len(found[3]) + 1 + (blanks if blanks <= _CODE else 1)
