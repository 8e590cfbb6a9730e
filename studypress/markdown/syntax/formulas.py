r"""Finding formulas in a text: between `$`, `$$`, `\(…\)`, `\[…\]` and GitLab's quotes.

After pandoc's `tex_math_dollars`: the first `$` has no space after it, the last none before it and no digit behind it;
many have spaces there, which are allowed where what stands between is a formula all the same (`mathematics`). No
formula reaches over a blank line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import or_

from studypress.markdown.syntax.escaped_formulas import in_brackets, in_dollars
from studypress.markdown.syntax.mathematics import (
    WORDS,
    is_beyond_doubt,
    is_display,
    is_formula_block,
    is_mathematics,
    is_meant,
    is_tex,
)

# What is between the signs is taken as a whole or not at all: a group found by looking ahead is not gone back into.
# Python has possessive repetition for that, which up to 3.11.4 loses what a group around it holds.
_DOLLAR = re.compile(
    rf"\$(?![$`])(?=((?:[^$\\`]|\\(?:{WORDS})\s*\{{[^{{}}$]*(?:\$[^{{}}$]*\$[^{{}}$]*)+\}}|\\.)+))\1\$", re.DOTALL
)
_DOLLARS = re.compile(r"\$\$(?!\$)(?=((?:[^$\\]|\\.|\$(?!\$))+))\1\$\$", re.DOTALL)
_QUOTED = re.compile(r"\$`([^`\n]+)`\$")
_ROUND = re.compile(r"(\\{1,2})\((?=((?:[^\\]|\\(?![()\\])|\\\\(?![()]))+))\2\1\)")
_ROUND_IN_ROUND = re.compile(r"(\\\\)\((?=((?:[^\\]|\\(?!\\)|\\\\(?![()]))+))\2\\\\\)")
r"""Brackets within such of two: of `\\(\(c\)^2\\)` Markdown makes `\((c)^2\)`."""
_SQUARE = re.compile(r"(\\{1,2})\[(?=((?:[^\\]|\\{4}(?!\])|\\(?![\[\]\\])|\\\\(?![\[\]]))+))\2\1\]")
r"""In those of two, `\\\\[8px]` ends a row."""

_NO_NAME = re.compile(r"__|\.(?![A-Za-z_])")
"""A row of underscores, and the full stop of a sentence: a variable is `$_`, and one of jQuery's functions `$.ajax`."""
_FEW = 3
"""Formulas that are no slips."""
_ENOUGH = 1000
"""Brackets that tell how a file writes its formulas."""
_OPENS = re.compile(r"\$")
_OPENS_TOO = re.compile(r"\$|\\{1,2}[(\[]")

MARK = re.compile(r"[ \t]*([，。；：、,.;:！？])")
"""The mark that a formula which stands alone has behind it, as part of its sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A formula in a text."""

    tex: str
    end: int
    """The position after its closing mark."""
    display: bool
    """Whether its marks say that it stands alone."""


def find_formula(source: str, position: int, end: int, *, brackets: bool = False) -> Found | None:
    """The formula that begins at a position, before `end`; None where there is none.

    `brackets`: the file has its formulas in escaped brackets (`writes_brackets`), so that a letter there is one too.
    """
    if source.startswith("$$", position):
        match = _DOLLARS.match(source, position, end)
        return _found(match, True) if match and is_display(match[1]) else None
    if source.startswith("$`", position):
        match = _QUOTED.match(source, position, end)
        return _found(match, False) if match else None
    if source.startswith("$", position):
        match = _DOLLAR.match(source, position, end)
        return _found(match, False) if match and is_mathematics(match[1], *_around(source, match)) else None
    for pattern, display in ((_ROUND, False), (_ROUND_IN_ROUND, False), (_SQUARE, True)):
        match = pattern.match(source, position, end)
        if match and (is_beyond_doubt(*match.groups()[:2]) or _may_be(match, display, brackets)):
            return Found(in_brackets(*match.groups()[:2]).strip(), match.end(), display)
    return None


def _may_be(match: re.Match[str], display: bool, brackets: bool) -> bool:
    if display:
        return brackets and is_formula_block(match[2], match[1])
    return is_meant(match[1], match[2], brackets)


def _around(source: str, match: re.Match[str]) -> tuple[str, str]:
    """The characters before a formula, and the one behind it where that may begin a name."""
    start, end = match.span()
    behind = "" if _NO_NAME.match(source, end) else source[end : end + 1]
    return source[max(start - 4, 0) : start], behind


def _found(match: re.Match[str], display: bool) -> Found:
    return Found(in_dollars(match[1]).strip(), match.end(), display)


def writes_brackets(text: str) -> bool:
    r"""Whether a file has its formulas between `\(` and `\)`, by some that are TeX beyond doubt.

    One is enough, in square ones too, where there are more than three brackets and nothing in them but what may be one.
    """
    if "\\(" not in text:
        return False
    found = list(islice(_ROUND.finditer(text), _ENOUGH))
    sure = [is_tex(match[2]) for match in found]
    if sum(sure) >= _FEW or len(found) <= _FEW:
        return sum(sure) >= _FEW
    all_may_be = all(map(or_, sure, (is_meant(match[1], match[2], True) for match in found)))
    return all_may_be and (any(sure) or any(is_tex(match[2]) for match in islice(_SQUARE.finditer(text), _ENOUGH)))


def bars_in_formulas(line: str) -> list[int]:
    """Where `|` stands inside the formulas of a line: in a table it divides no cells there.

    `$甲$ | $5$` has none: the dollars beside that bar are of two cells.
    """
    spans = [(start, end) for start, end in formula_spans(line) if not _parts_cells(line, start, end)]
    return [at for start, end in spans for at in range(start, end) if line[at] == "|"]


def _parts_cells(line: str, start: int, end: int) -> bool:
    """Whether it is a bar between two dollars of which the first ends what another began."""
    return line[start + 1 : end - 1].strip() == "|" and line.count("$", 0, start) % 2 == 1


def formula_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the formulas between dollar signs in a text begin and end."""
    return ((start, found.end) for start, found in formulas_in(text))


def formulas_in(text: str, *, brackets: bool | None = None) -> Iterator[tuple[int, Found]]:
    """The formulas between dollar signs in a text, each with its first position.

    Those in escaped brackets too where `brackets` is given, which tells what `find_formula` asks.
    """
    opening = _OPENS if brackets is None else _OPENS_TOO
    position = 0
    while match := opening.search(text, position):
        start = match.start()
        is_escaped = text[max(start - 1, 0) : start] == "\\"
        found = None if is_escaped else find_formula(text, start, len(text), brackets=bool(brackets))
        if found:
            yield start, found
        position = found.end if found else start + (2 if text.startswith("$$", start) else 1)
