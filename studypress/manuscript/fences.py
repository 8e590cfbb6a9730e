"""What code stands between: fences, which are lines of backquotes or tildes (CommonMark, 4.5), and backquotes (6.1)."""

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}(?=[^`]*$)|~{3,})")
"""A fence, wherever it stands: in a quotation, or behind the mark of an item."""

CODE_SPAN = r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?s:.{1,2000}?)(?<!`)(?P=ticks)(?!`))"
"""Code within a paragraph, in expressions that look for something else and have to pass over it.

The bound keeps rows of backquotes that are never closed from taking the square of their length.
"""


def fence_mark(line: str) -> str:
    """The backquotes or tildes with which a line opens or ends a code block; else nothing."""
    match = _FENCE.match(line)
    return match[1] if match else ""


def fence_after(fence: str, line: str) -> str:
    """The mark of the code block that is open below a line, when `fence` was open above it; empty for none."""
    mark = fence_mark(line)
    if not fence:
        return mark
    ends = mark.startswith(fence) and not line.strip(" \t\r>" + mark[0])
    return "" if ends else fence


def lines_of(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, each with whether it is free: neither in a code block nor one of its fences."""
    fence = ""
    for line in text.split("\n"):
        above, fence = fence, fence_after(fence, line)
        yield line, not (above or fence)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """A text whose free lines are changed."""
    return "\n".join(change(line) if free else line for line, free in lines_of(text))


def without_code(text: str) -> str:
    """A text without its code blocks; one that is never closed goes on to the end."""
    if "```" not in text and "~~~" not in text:
        return text
    return "\n".join(line for line, free in lines_of(text) if free)
