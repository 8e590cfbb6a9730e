"""The lines of a text as the rules of blocks see them: without what the blocks around put before them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from markdown_it.rules_block import StateBlock

_LONGEST = 1000
"""Characters of a line that is looked at as a whole, since its pattern may take the square of their number."""


def noted_of(state: StateBlock) -> dict[str, Any]:
    """What rules have noted of this text, to look for a thing once; a cell of a grid is a text of its own."""
    texts: dict[str, dict[str, Any]] = state.env.setdefault("noted", {})
    return texts.setdefault(state.src, {})


def start_of(state: StateBlock, line: int) -> int:
    """Where the words of a line begin."""
    return state.bMarks[line] + state.tShift[line]


def text_of(state: StateBlock, line: int) -> str:
    """The words of a line."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def line_at(state: StateBlock, place: int) -> int:
    """The line that a character stands in."""
    return bisect_right(state.bMarks, place) - 1


def line_of_next(state: StateBlock, places: Sequence[int], line: int, end: int) -> int:
    """The line that the first of some places, which are in order, stands in behind a line; `end` where none does."""
    behind = bisect_right(places, state.eMarks[line])
    return line_at(state, places[behind]) if behind < len(places) else end


def whole_line(
    state: StateBlock, line: int, first: str | tuple[str, ...], pattern: re.Pattern[str]
) -> re.Match[str] | None:
    """Match a line from end to end that begins as `first` says; none of code, and none longer than such lines are."""
    start, end = start_of(state, line), state.eMarks[line]
    if not state.src.startswith(first, start) or end - start > _LONGEST or state.is_code_block(line):
        return None
    return pattern.fullmatch(state.src, start, end)


def closed_fence(state: StateBlock, start: int, end: int, opening: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    """What opens a fence, whose marks are its first group, and the line that closes it; None where there is no such."""
    match = whole_line(state, start, ("```", "~~~"), opening)
    last = closing_line(state, start, end, match[1]) if match else None
    return (match, last) if match and last is not None else None


def closing_line(state: StateBlock, start: int, end: int, mark: str) -> int | None:
    """The line that closes a fence: as many marks or more, and nothing else. Looked for once where there is none."""
    unclosed: set[tuple[str, int]] = noted_of(state).setdefault("unclosed fences", set())
    if (mark, end) in unclosed:
        return None
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        words = text_of(state, line).strip()
        if words.startswith(mark) and not words.strip(mark[0]):
            return line
    unclosed.add((mark, end))
    return None


def body_end(state: StateBlock, start: int, end: int, least: int) -> int:
    """The line after the last of those from `start` on, blank ones between, that stand at the column `least` or deeper.

    It is `start` where the first stands less deep.
    """
    last = line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= least):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    return last
