"""Where a title may end a line: a chapter's at words, so that its lines are even, as on a cover; a section's at a mark.

It stands in pieces, none of which is wider than the narrowest page: a line takes as many as it holds, on any sheet.
"""

import re
from collections.abc import Iterator

from studypress.figures.titles import line_width, title_lines
from studypress.markdown.book_title import pairs_in
from studypress.model import Chapter, FootnoteMark, Formula, Image, Inline, Section
from studypress.numerals import before_title
from studypress.sheets import SHEETS, Sheet
from studypress.study.cutting import flat, parted
from studypress.tree import plain_text, walk

_SIZE, _PART_SIZE = 2.2, 2.6
"""em of the text: the letters of a chapter's title, and of a part's."""
_MEASURE = min(sheet.measure for sheet in SHEETS.values())
_GUESSED = 0.4
"""em, by which a line holds less, since widths are only guessed."""
_SECTION_SIZES = {2: 1.42, 3: 1.16}
"""em of the text: the letters of a section's title, by its level; those further down fit a line nearly always."""
_NUMBER_GAP = 0.62
"""em: between a section's number and its title."""
_MARK = re.compile("(?:[：；，。？！]+|——|[:;,?!] )(?=.)")
_BRACKETS = re.compile("([（《“‘「『〈【(])|([）》”’」』〉】)])")
_SHORTEST = 1 / 4
"""Of a section's title, that stands on a line of its own: not 注意： alone."""

_LONGEST = 300
"""Letters of a title that is set as one. To find the widths of its pieces takes the square of its letters."""


def title_pieces(chapter: Chapter) -> tuple[tuple[Inline, ...], ...]:
    """The pieces of a chapter's title; one where it fits a line, or holds what has no width to guess."""
    words = flat(chapter.title)
    if len(words) > _LONGEST:
        return (chapter.title,)
    room = _MEASURE / (_PART_SIZE if chapter.opens_part else _SIZE) - _GUESSED
    if any(walk(chapter.title, Formula, Image)) or not title_lines(words, most=1, widest=room)[1:]:
        return (chapter.title,)
    ways = title_lines(words, most=1, widest=room, pairs=pairs_in([words], [plain_text(chapter.blocks)]))
    return tuple(_cut(chapter.title, ways[-1]))


def section_pieces(section: Section) -> tuple[tuple[Inline, ...], ...]:
    """The pieces of a section's title: two, if it is too long for a line and a mark parts it well."""
    words = flat(section.title)
    size = _SECTION_SIZES.get(section.level)
    if size is None or len(words) > _LONGEST or any(walk(section.title, FootnoteMark, Formula, Image)):
        return (section.title,)
    room, number = _MEASURE / size - _GUESSED, line_width(f"{section.number} " if section.number else "")
    total = line_width(words)
    if number + total <= room:
        return (section.title,)
    ways = [(words[: mark.end()], words[mark.end() :]) for mark in _MARK.finditer(words) if _is_free(words, mark.end())]
    widths = {way: (number + line_width(way[0]), line_width(way[1])) for way in ways}
    good = [way for way in ways if max(widths[way]) <= room and min(widths[way]) >= _SHORTEST * total]
    if not good:
        return (section.title,)
    first, _ = min(good, key=lambda way: max(widths[way]))
    return parted(section.title, len(first))


def hanging(section: Section, sheet: Sheet) -> str:
    """The style of a section's title that needs several lines: they stand below its words, beside the number."""
    size = _SECTION_SIZES.get(section.level)
    if size is None or not section.number:
        return ""
    shown, room = before_title(section.number), sheet.measure / size - _GUESSED
    number = line_width(shown) + _NUMBER_GAP * (shown == section.number)
    if number + line_width(flat(section.title)[:_LONGEST]) <= room:
        return ""
    return f"--hang: {number:.2f}em"


def _is_free(words: str, end: int) -> bool:
    """Whether a place is within no brackets."""
    return sum(1 if mark[1] else -1 for mark in _BRACKETS.finditer(words, 0, end)) == 0


def _cut(title: tuple[Inline, ...], lines: tuple[str, ...]) -> Iterator[tuple[Inline, ...]]:
    """Cut a title into these lines, which have its letters but not all of its spaces."""
    for line in lines[:-1]:
        piece, title = parted(title, _length(flat(title), len(line.replace(" ", ""))))
        yield piece
    yield title


def _length(words: str, letters: int) -> int:
    """How many characters so many letters take with the spaces among and behind them."""
    at = 0
    while at < len(words) and (letters or words[at].isspace()):
        letters -= not words[at].isspace()
        at += 1
    return at
