"""Where a chapter's title may end a line: at words, and so that its lines are even, as on a cover.

It stands in pieces, none of which is wider than the narrowest page: a line takes as many as it holds, on any sheet.
"""

from collections.abc import Iterator

from studypress.figures.titles import title_lines
from studypress.markdown.book_title import pairs_in
from studypress.model import Chapter, Formula, Image, Inline
from studypress.sheets import SHEETS
from studypress.study.cutting import flat, parted
from studypress.tree import plain_text, walk

_SIZE = 2.2
"""em of the text: the letters of a chapter's title."""
_WIDEST = min(sheet.measure for sheet in SHEETS.values()) / _SIZE - 0.4
"""em: what a line holds, less a little since widths are only guessed."""


def title_pieces(chapter: Chapter) -> tuple[tuple[Inline, ...], ...]:
    """The pieces of a chapter's title; one where it fits a line, or holds what has no width to guess."""
    words = flat(chapter.title)
    if any(walk(chapter.title, Formula, Image)) or not title_lines(words, most=1, widest=_WIDEST)[1:]:
        return (chapter.title,)
    ways = title_lines(words, most=1, widest=_WIDEST, pairs=pairs_in([words], [plain_text(chapter.blocks)]))
    return tuple(_cut(chapter.title, ways[-1]))


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
