"""What templates make of code: its lines, their numbers, and the marks of those that are continued."""

import re
from unicodedata import east_asian_width

from studypress.code_columns import columns_in, wide_columns
from studypress.documents import ASSET_SCHEME
from studypress.figures import highlight

WRAP_MARKS = {"wraps": "wrap-mark.svg", "wraps-long": "wrap-mark-long.svg"}
"""Classes of lines of code that may have to be continued, each with the picture, in `images/`, of the marks before what
is continued: for four rows, and for a hundred."""
_CODE_COLUMNS = 45
"""Half-em columns that a line of code is sure to have: the narrowest sheet holds 60, and each list around takes 5."""

_SHORT = 8
"""Lines of code up to which it is parted only where much would stay blank."""
_LONGEST_DRAWING = 30
"""Lines: three quarters of the smallest page."""
_NO_LANGUAGE = frozenset({"", "text", "txt", "plain", "plaintext", "ascii", "console", "none"})
_BOX = re.compile(r"[─-╿]|\+[-=]+\+")
_STROKES = re.compile(r"(?=.*[|/\\])[-|/\\+_*<>^v=.':~\s]+")


def length_class(lines: list[list[tuple[str, str]]], language: str) -> str:
    """`drawn` for a drawing made of signs, which a page's end would make two of, `short` for a few lines, else none."""
    if len(lines) <= _LONGEST_DRAWING and language.lower() in _NO_LANGUAGE:
        words = [line for line in ("".join(run for _, run in runs).strip() for runs in lines) if line]
        strokes = sum(_is_drawn(line) for line in words)
        if strokes >= 2 and strokes * 4 >= len(words):
            return "drawn"
    return "short" if len(lines) <= _SHORT else ""


def columns_for(lines: list[list[tuple[str, str]]]) -> int | None:
    """The columns that wide code is set for, smaller where a sheet has fewer; None for other code."""
    return wide_columns(columns_in("".join(run for _, run in line)) for line in lines)


def _is_drawn(line: str) -> bool:
    """Whether it has signs that draw boxes, or nothing but strokes made of punctuation."""
    return bool(_BOX.search(line) or _STROKES.fullmatch(line))


def number_style(number: int, wrapped: str) -> str:
    """The pictures behind a numbered line: its number, and the marks of its continued rows, if it may be `wrapped`."""
    pictures = [f"line-{number}.svg", *([WRAP_MARKS[wrapped]] if wrapped else [])]
    return f"background-image: {', '.join(f'url({ASSET_SCHEME}{name})' for name in pictures)}"


def code_lines(text: str, language: str) -> list[list[tuple[str, str]]]:
    """Cut highlighted code into lines of (class, text) runs, without their line feeds."""
    lines: list[list[tuple[str, str]]] = [[]]
    for name, run in highlight(text, language):
        first, *rest = run.split("\n")
        lines[-1].append((name, first))
        lines.extend([(name, part)] for part in rest)
    if not any(run for _, run in lines[-1]):
        lines.pop()
    return [[run for run in line if run[1]] for line in lines]


def wraps(line: list[tuple[str, str]]) -> str:
    """The class of a line of code that may not fit on one row; none for one that surely does."""
    columns = sum(2 if east_asian_width(sign) in "WFA" else 4 if sign == "\t" else 1 for _, run in line for sign in run)
    if columns <= _CODE_COLUMNS:
        return ""
    return "wraps" if columns <= 4 * _CODE_COLUMNS else "wraps-long"
