"""Mending what the rules of writing found, and nothing else: bytes, line ends, the byte order mark and encoding stay.

A line is mended only where it still reads as it was checked, and never in a heading or between square brackets, whose
words others may link to. A file whose marks, code, formulas or links came out otherwise would be let be whole.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from studypress.check.punctuation import half_width_marks
from studypress.check.spacing import unusual_gaps
from studypress.check.switches import Switches
from studypress.check.terms import misspelt_terms
from studypress.check.writing import Edit, Writing, by_line
from studypress.config import BookConfig
from studypress.manuscript import decode_as_is
from studypress.markdown import ProseLine, same_but_for_words
from studypress.problems import Place

Mending = Callable[[Writing], Iterable[Edit]]

SAFE: dict[str, Mending] = {"half-width-punctuation": half_width_marks}
"""What `--fix` always mends, by the code of its rule."""

ON_REQUEST: dict[str, tuple[str, Mending]] = {
    "spaces": ("mixed-spacing", unusual_gaps),
    "terms": ("term-spelling", misspelt_terms),
}
"""What `--also` adds: a matter of taste, or one in which the program may be wrong."""

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_CONTEXT = 3
"""Lines shown before and after a change, as `diff -u` does."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with its mended text."""

    path: str
    """Relative to the manuscript's folder."""
    data: bytes
    """The whole file."""
    diff: str
    """The change in the unified format."""


def fix(root: Path, writing: Writing, switches: Switches, also: Iterable[str] = ()) -> list[Fixed]:
    """Mend the files of a manuscript, in memory; those in which nothing is to be mended are left out."""
    mended = writing
    for code, mending in [*SAFE.items(), *(ON_REQUEST[name] for name in also)]:
        mended = _mended(mended, code, mending, switches)
    changed: dict[str, dict[int, tuple[str, str]]] = {}
    for old, new in zip(writing.lines, mended.lines, strict=True):
        if new.source != old.source and not old.place.cell:  # a notebook is not written
            changed.setdefault(old.place.path, {})[old.place.line] = old.source, new.source
    found = (_fixed(root, path, changes, writing.config) for path, changes in changed.items())
    return [file for file in found if file is not None]


def _mended(writing: Writing, code: str, mending: Mending, switches: Switches) -> Writing:
    """Mend by one rule, until it finds no more: a mended bracket may show that a mark beside it is wrong."""
    while True:
        new: dict[Place, ProseLine] = {}
        for line, edits in by_line(mending(writing)):
            wanted = _outside_brackets(line, edits)
            if wanted and not line.heading and switches.is_on(code, line.place):
                new[line.place] = _with(line, wanted)
        if not new:
            return writing
        writing = replace(writing, lines=tuple(new.get(line.place, line) for line in writing.lines))


def _outside_brackets(line: ProseLine, edits: list[Edit]) -> list[Edit]:
    spans = [found.span() for found in _BRACKETS.finditer(line.source)]

    def is_outside(edit: Edit) -> bool:
        index = bisect_left(spans, (edit.column + len(edit.old),)) - 1  # the last that begins before its end
        return index < 0 or spans[index][1] <= edit.column

    return list(filter(is_outside, edits))


def _with(line: ProseLine, edits: list[Edit]) -> ProseLine:
    """Carry out the edits of a line, which are in order."""
    return replace(line, text=_edited(line.text, edits), source=_edited(line.source, edits))


def _edited(text: str, edits: list[Edit]) -> str:
    pieces, end = [], 0
    for edit in edits:
        pieces += [text[end : edit.column], edit.new]
        end = edit.column + len(edit.old)
    return "".join([*pieces, text[end:]])


def _fixed(root: Path, path: str, changes: dict[int, tuple[str, str]], config: BookConfig) -> Fixed | None:
    """Put mended lines into a file; a line that an include has changed (its indent) is not in it, and is let be."""
    mark, encoding, text = decode_as_is((root / path).read_bytes())
    parts = _LINE_END.split(text)  # lines and their ends, in turn
    old = [line + end for line, end in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    new = list(old)
    for number, (before, after) in changes.items():
        if number * 2 - 2 < len(parts) and parts[number * 2 - 2] == before:
            new[number - 1] = after + old[number - 1][len(before) :]
    if new == old or not same_but_for_words("".join(old), "".join(new), config):
        return None
    return Fixed(path, mark + "".join(new).encode(encoding), "".join(_diff(path, old, new)))


def _diff(path: str, old: list[str], new: list[str]) -> Iterator[str]:
    """Write a unified diff; no line comes or goes, so that none has to be looked for."""
    yield f"--- a/{path}\n+++ b/{path}\n"
    changed = [number for number, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    hunk: list[int] = []
    for number in changed:
        if hunk and number - hunk[-1] > 2 * _CONTEXT:
            yield from _hunk(old, new, hunk)
            hunk = []
        hunk.append(number)
    yield from _hunk(old, new, hunk)


def _hunk(old: list[str], new: list[str], changed: list[int]) -> Iterator[str]:
    first, last = max(changed[0] - _CONTEXT, 0), min(changed[-1] + _CONTEXT + 1, len(old))
    if not old[last - 1]:  # what stands behind the last line end is no line
        last -= 1
    size = f"{first + 1},{last - first}"
    yield f"@@ -{size} +{size} @@\n"
    for is_changed, group in groupby(range(first, last), key=set(changed).__contains__):
        numbers = list(group)
        for sign, lines in (("-", old), ("+", new)) if is_changed else ((" ", old),):
            yield from (_diff_line(sign, lines[number]) for number in numbers)


def _diff_line(sign: str, line: str) -> str:
    return sign + (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
