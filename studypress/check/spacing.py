"""Spaces between Han and Latin: `用 Docker 部署` or `用Docker部署`, but not both in one book.

The page has a gap there in either case; who edits the notes, and who searches them, meets what was typed. Digits are
left alone: `第3章` and `2 个` stand in one book by many rules of style. So are headings, whose words links repeat.
"""

import re
from collections import Counter
from collections.abc import Iterator

from studypress.check.writing import Edit, Writing, how_often
from studypress.letters import HAN
from studypress.problems import Place, Problem, problem
from studypress.wording import said

_GAP = re.compile(rf"(?<=[{HAN}])( ?)(?=[A-Za-z])|(?<=[A-Za-z])( ?)(?=[{HAN}])")


def mixed_spacing(writing: Writing) -> Iterator[Problem]:
    """Tell, once a file, of the rarer way."""
    spaced = spaces_are_usual(writing)
    count: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for edit in unusual_gaps(writing, spaced):
        count[edit.line.place.path] += 1
        first.setdefault(edit.line.place.path, edit.line.place)
    for path, place in first.items():
        often = how_often(count[path])
        message = (
            said("No space stands between Han and Latin {often}; mostly the book has one.", often=often)
            if spaced
            else said("A space stands between Han and Latin {often}; mostly the book has none.", often=often)
        )
        hint = said("Choose one way; check --fix --also spaces takes the usual one.")
        yield problem("mixed-spacing", place, message, hint)


def spaces_are_usual(writing: Writing) -> bool:
    """Whether Han and Latin mostly have a space between them; the first place tells, if as many have none."""
    gaps = [found[0] for line in writing.lines if not line.heading for found in _GAP.finditer(line.text)]
    spaced = sum(map(bool, gaps))
    return bool(gaps) and (2 * spaced > len(gaps) or (2 * spaced == len(gaps) and bool(gaps[0])))


def unusual_gaps(writing: Writing, spaced: bool | None = None) -> Iterator[Edit]:
    """Find where a line keeps the other way; what is usual need not be found again, if it is `spaced` or not."""
    spaced = spaces_are_usual(writing) if spaced is None else spaced
    for line in writing.lines if writing.is_chinese else ():
        for found in () if line.heading else _GAP.finditer(line.text):
            if bool(found[0]) != spaced:
                yield Edit(line, found.start(), found[0], " " if spaced else "")
