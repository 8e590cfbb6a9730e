"""Half-width punctuation beside Han: `你好,世界` (GB/T 15834 gives Chinese marks the width of a character).

Silent where the marks may be meant: in code, formulas and addresses, between numbers (`9:30`), in lines that are mostly
English, before an image (`字![…]`), in calls (`f(值)`), with spaces outside brackets (`镜像 (Image) 的`, a style of its
own) and behind the numbers of lists (`一. `).
"""

import re
from collections.abc import Iterator
from itertools import groupby

from studypress.check.writing import Edit, Writing, by_line
from studypress.letters import HAN
from studypress.markdown import HIDDEN, ProseLine
from studypress.problems import Problem, problem
from studypress.wording import NOTHING, said

_FULL = str.maketrans(",;:!?().", "，；：！？（）。")
_LEFT = f"{HAN}”’》〉）】」』"
_RIGHT = f"{HAN}“‘《〈（【「『"
_MARK = re.compile(
    rf"""
      (?: (?<=[{_LEFT}]) | (?<=[{_LEFT}][*_~]) | (?<=[{_LEFT}][*_~]{{2}}) )   # behind Han, perhaps strong
      (?: [,;] | :(?![:/=)(]) | [!?]{{1,3}}(?![\[=.]) )
      (?: [ ](?=[^\s|{HIDDEN}]) )?                                          # its space goes, but before an address
    | (?<=[A-Za-z0-9%"\]){HIDDEN}]) [,;:!?] (?=[*_~]{{0,3}}[{_RIGHT}])       # right before Han
    | (?<=[{_LEFT}]) (?P<stop>\.) (?: $ | [ ](?=[{HAN}]) )
    """,
    re.VERBOSE,
)
_LIST_NUMBER = re.compile(rf"[^\w{HAN}]*[{HAN}]{{1,3}}")
_CALLED = re.compile(rf"[A-Za-z0-9_\]{HIDDEN}]\(")
_WORDS = re.compile(rf"[{HAN}]|[A-Za-z]{{2}}")
"""What brackets hold that are no formula and no number: `式(6.11)`."""
_BRACKET = re.compile(r"[()]")
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LONGEST_BRACKET = 100
_MOST_LINES = 20
"""Of a file; who reads so many knows."""


def half_width_punctuation(writing: Writing) -> Iterator[Problem]:
    """Tell of the marks of a line together, and of the lines beyond the first of a file in one number."""
    for _, group in groupby(by_line(half_width_marks(writing)), key=lambda found: found[0].place.path):
        found = list(group)
        for number, (line, edits) in enumerate(found[:_MOST_LINES], 1):
            more = len(found) - number if number == _MOST_LINES else 0
            yield _problem(line, edits, more)


def _problem(line: ProseLine, edits: list[Edit], more: int) -> Problem:
    marks = list(dict.fromkeys(edit.old.strip() for edit in edits))
    shown, better = (" ".join(f"“{mark}”" for mark in each) for each in (marks, [m.translate(_FULL) for m in marks]))
    also = said(", and so it is in {number} more lines of this file", number=more) if more else NOTHING
    by_hand = said("Write {better}.", better=better)
    hint = by_hand if line.heading else said("Write {better}; check --fix does it.", better=better)
    message = said("{shown} of half width stands beside Han{also}.", shown=shown, also=also)
    return problem("half-width-punctuation", line.place, message, hint)


def half_width_marks(writing: Writing) -> Iterator[Edit]:
    """Find every such mark, with the one that should stand in its place."""
    if writing.is_chinese:
        for line in writing.lines:
            yield from marks_in(line)


def marks_in(line: ProseLine) -> list[Edit]:
    """Find the half-width marks of a line, in order."""
    if not _is_chinese(line.text):
        return []
    found = [*_marks(line), *_brackets(line)]
    return sorted(found, key=lambda edit: edit.column)


def _is_chinese(text: str) -> bool:
    han = len(_HAN.findall(text))
    return han > 0 and len(_WORD.findall(text)) <= han


def _marks(line: ProseLine) -> Iterator[Edit]:
    for found in _MARK.finditer(line.text):
        if not (found["stop"] and _LIST_NUMBER.fullmatch(line.text, 0, found.start())):
            yield Edit(line, found.start(), found[0], found[0].strip(" ").translate(_FULL))


def _brackets(line: ProseLine) -> Iterator[Edit]:
    """Find pairs beside Han."""
    open_at: list[int] = []
    for found in _BRACKET.finditer(line.text):
        if found[0] == "(":
            open_at.append(found.start())
        elif open_at and _is_half_width(line.text, start := open_at.pop(), found.start()):
            yield Edit(line, start, "(", "（")
            yield Edit(line, found.start(), ")", "）")


def _is_half_width(text: str, start: int, end: int) -> bool:
    """Whether Han stands right outside: with a space between, as in `镜像 (Image) 的`, half width is a style."""
    if end - start > _LONGEST_BRACKET or not _WORDS.search(text, start, end) or _CALLED.match(text, max(start - 1, 0)):
        return False
    return bool(_HAN.match(text, max(start - 1, 0)) or _HAN.match(text, end + 1))
