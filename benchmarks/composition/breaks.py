"""Where lines begin, end and break (CLREQ, "Prohibition rules for line start and line end"; GB/T 15834-2011, 5.1).

A rule on line breaks is at stake next to one only.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.composition.galleys import CLOSERS, JOINTS, OPENERS, STOPS, Galley, Glyph, Kind, left_edge
from benchmarks.composition.markup import Mark
from benchmarks.composition.sites import Site, found_glyphs, site, within

_NEVER_FIRST = CLOSERS + STOPS + JOINTS + "–"
_UNITS = re.compile(
    r"[¥$€£±−]\s?\d[\d.,]*(?:\s?%)?|No\.\s?\d+|\d[\d.,]*\s?(?:%|‰|℃|°C|GB|MB|KB|GHz|kg|km|cm|mm|ms|pt)(?![a-zA-Z])"
)
_COUNTERS = re.compile(r"\d[\d.,]*\s?[年月日章节个张次册小天星道分万名版元]|第\s?\d+")
WORDS = re.compile(r"(?:[A-Za-z0-9]|(?<=[0-9])[.,](?=[0-9])|(?<=[A-Za-z])[.’](?=[A-Za-z])){2,}")
_LONGEST = 12
"""Letters of a word that fits any measure."""


def flush(galley: Galley) -> Iterator[Site]:
    """Both edges of each line but the last meet the measure; a mark with its full cell, with half of it, or its ink."""
    for number, line in enumerate(galley.lines[:-1]):
        first, last = line[0], line[-1]
        if first is last:
            continue  # nothing could be spaced out
        hyphen = galley.hyphens.get(number)
        right = last.from_right(galley.measure) if hyphen is None else hyphen - galley.measure
        left = first.from_left(left_edge(number))
        yield within(*line, off=max(left, right, key=abs))


def never_first(galley: Galley) -> Iterator[Site]:
    """L1: no closing mark, stop or interpunct starts a line."""
    for line, after in pairwise(galley.lines):
        near = (line[-1], *after[:2])
        if any(_is_mark(glyph, _NEVER_FIRST) for glyph in near):
            yield site(not _is_mark(after[0], _NEVER_FIRST), *near)


def never_last(galley: Galley) -> Iterator[Site]:
    """L2: no opening mark ends a line."""
    for line, after in pairwise(galley.lines):
        near = (*line[-2:], after[0])
        if any(_is_mark(glyph, OPENERS) for glyph in near):
            yield site(not _is_mark(line[-1], OPENERS), *near)


def strokes(galley: Galley) -> Iterator[Site]:
    """L5: `——` and `……` stay whole, 2 em wide, with no gap inside."""
    for found in re.finditer("——|……", galley.text):
        pair = found_glyphs(galley, found)
        if len(pair) == 2:
            first, second = pair
            whole = first.line == second.line
            off = max(second.x1 - first.x0 - 2 * first.size, second.x0 - first.x1 - 0.0, key=abs) if whole else 2.0
            yield within(first, second, off=off)


def units(galley: Galley) -> Iterator[Site]:
    """L6: a number stays with its unit and its sign, a note mark with its word."""
    yield from _together(galley, _UNITS)
    for index, kind in enumerate(galley.kinds):
        before, mark = galley.glyphs.get(index - 1), galley.glyphs.get(index)
        if kind is Kind.RAISED and before and mark and (_at_edge(galley, mark) or _at_edge(galley, before)):
            yield site(before.line == mark.line, before, mark)


def counters(galley: Galley) -> Iterator[Site]:
    """L6, wider: a number stays with the word that counts, as in 第 3 章 and 15 个."""
    yield from _together(galley, _COUNTERS)


def words(galley: Galley) -> Iterator[Site]:
    """L7: a word or number is not broken but by hyphenation."""
    for found in WORDS.finditer(galley.text):
        glyphs = found_glyphs(galley, found)
        if len(found[0]) > _LONGEST or not glyphs or any(glyph.atom.mark is Mark.URL for glyph in glyphs):
            continue
        if any(_at_edge(galley, glyph) for glyph in glyphs):
            broken = range(glyphs[0].line, glyphs[-1].line)
            yield site(all(number in galley.hyphens for number in broken), *glyphs)


def _together(galley: Galley, pattern: re.Pattern[str]) -> Iterator[Site]:
    for found in pattern.finditer(galley.text):
        glyphs = found_glyphs(galley, found)
        if glyphs and any(_at_edge(galley, glyph) for glyph in glyphs):
            yield site(glyphs[0].line == glyphs[-1].line, *glyphs)


def _at_edge(galley: Galley, glyph: Glyph) -> bool:
    """Whether a line break is beside a glyph."""
    line = galley.lines[glyph.line]
    return (glyph is line[0] and glyph.line > 0) or (glyph is line[-1] and glyph.line < len(galley.lines) - 1)


def _is_mark(glyph: Glyph, chars: str) -> bool:
    return glyph.atom.char in chars and glyph.kind not in (Kind.LATIN, Kind.RAISED)


def lone_han(galley: Galley) -> Iterator[Site]:
    """G2: the last line of a paragraph is more than one Han and its marks. At stake where it has three at most."""
    if len(galley.lines) < 2:
        return
    last = galley.lines[-1]
    letters = [glyph for glyph in last if glyph.kind in (Kind.HAN, Kind.LATIN)]
    if len(letters) <= 3 and all(glyph.kind is Kind.HAN for glyph in letters):
        yield site(len(letters) > 1, *last)
