"""Formulas in quotations and items whose lines lack the mark of the quotation, or the indentation, that they stand in.

Sites find formulas before Markdown is read, so their authors write `> $$` above a formula that begins at the margin. To
Markdown its last `$$` stands outside, and opens another formula there, which takes the text below for TeX.
"""

import re

from studypress.manuscript.fences import CODE_SPAN, lines_of

_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ITEM = re.compile(r" *(?:(?:[-*+]|\d{1,9}[.)]) +)?")
_NO_MARK = re.compile(rf"{CODE_SPAN}|\\.")
_MOST_LINES = 100
"""Lines of one formula."""


def with_lazy_formulas(text: str) -> str:
    """Set the lines of such formulas where their first one stands; each line stays a line."""
    if "$$" not in text:
        return text
    free = [line if is_free else "" for line, is_free in lines_of(text)]
    lines = text.split("\n")
    at = 0
    while at < len(free):
        last = _last(free, at) if _marks(free[at]) % 2 else at
        if last > at:
            lines[at + 1 : last + 1] = _beside(free[at], free[at + 1 : last + 1])
        at = last + 1
    return "\n".join(lines)


def _marks(line: str) -> int:
    return _NO_MARK.sub("", line).count("$$") if "$$" in line else 0


def _last(lines: list[str], first: int) -> int:
    """The line on which a formula ends; the first where an empty line, or the text, ends before."""
    for at in range(first + 1, min(first + _MOST_LINES, len(lines))):
        if not lines[at].strip():
            break
        if _marks(lines[at]):
            return at
    return first


def _beside(opening: str, lines: list[str]) -> list[str]:
    """The lines of a formula where its first one stands, if all but the last are at the margin; else as they are."""
    quote = _QUOTE.match(opening)
    item = _ITEM.match(opening)
    before = quote[0] if quote else " " * len(item[0]) if item else ""
    stand = [line.lstrip().startswith(">") if quote else line.startswith(before) for line in lines]
    if not before or any(stand[:-1]):
        return lines
    return [line if stands else before + line.lstrip() for line, stands in zip(lines, stand, strict=True)]
