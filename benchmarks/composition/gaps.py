"""Gaps between Han and Latin (CLREQ, "Mixed text composition"), in words, between Han (CLREQ, "Line adjustment")."""

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.composition.breaks import WORDS
from benchmarks.composition.galleys import FULL_MARKS, Galley, Glyph, Kind
from benchmarks.composition.markup import Mark
from benchmarks.composition.sites import EVEN, NEAR, Site, found_glyphs, site, slack, within

_TIGHTEST, _LOOSEST = 1 / 8, 1 / 3
"""em: how narrow and how wide the gap between Han and Latin may be (CLREQ)."""
_LOOSE = 1 / 4
"""em that Han may be spaced out by (JLREQ 3.8.4)."""


def gaps(galley: Galley) -> Iterator[Site]:
    """M1: between Han and Latin is a gap of 1/8 to 1/3 em, wider only with the gaps between Han."""
    for first, second in _borders(galley):
        if not (second.atom.spaced or second.atom.broken or _is_code(first, second)):
            yield _gap(galley, first, second)


def no_gaps(galley: Galley) -> Iterator[Site]:
    """M2: no gap between Latin and a full-width mark, nor at the edge of a line."""
    for first, second in galley.pairs():
        kinds = {first.kind, second.kind}
        if Kind.LATIN in kinds and kinds & set(FULL_MARKS) and not second.atom.spaced and not second.atom.broken:
            off = second.full[0] - first.full[1]
            yield site(off <= slack(galley, first) + NEAR, first, second, off=off)
    for line, after in pairwise(galley.lines):
        if {line[-1].kind, after[0].kind} == {Kind.LATIN, Kind.HAN}:
            yield within(line[-1], after[0], off=after[0].x0)  # the other edge is `flush`


def typed_spaces(galley: Galley) -> Iterator[Site]:
    """M3: a space typed between Han and Latin makes no other gap than none."""
    plain: dict[int, list[float]] = {}
    for first, second in _borders(galley):
        if not (second.atom.spaced or second.atom.broken or _is_code(first, second)):
            plain.setdefault(first.line, []).append(second.x0 - first.x1)
    for first, second in _borders(galley):
        if second.atom.spaced and not _is_code(first, second):
            gap, others = second.x0 - first.x1, plain.get(first.line)
            if others:
                nearest = min(others, key=lambda other: abs(other - gap))
                yield within(first, second, off=gap - nearest, most=EVEN)
            else:
                yield _gap(galley, first, second)


def inside_words(galley: Galley) -> Iterator[Site]:
    """M5: nothing inside a word or a number is spaced out."""
    for found in WORDS.finditer(galley.text):
        glyphs = found_glyphs(galley, found)
        steps = [
            second.x0 - first.x1
            for first, second in pairwise(glyphs)
            if first.line == second.line and first.font == second.font
        ]
        if steps and glyphs[0].atom.mark is not Mark.RAISED:
            yield site(max(steps) <= EVEN, *glyphs, off=max(steps))


def code_gaps(galley: Galley) -> Iterator[Site]:
    """M6: code is Latin to the gap, with a typed space or without."""
    for first, second in _borders(galley):
        if _is_code(first, second) and not second.atom.broken:
            yield _gap(galley, first, second)


def soft_line_ends(galley: Galley) -> Iterator[Site]:
    """S1: a line end of the source is nothing between Han, and the gap between Han and Latin."""
    for first, second in galley.pairs():
        if not second.atom.broken:
            continue
        if Kind.LATIN not in (first.kind, second.kind):
            off = second.full[0] - first.full[1]
            yield site(off <= slack(galley, first) + EVEN, first, second, off=off)
        elif Kind.HAN in (first.kind, second.kind):
            yield _gap(galley, first, second)


def _borders(galley: Galley) -> Iterator[tuple[Glyph, Glyph]]:
    """Han beside a letter or a digit."""
    for first, second in galley.pairs():
        if {first.kind, second.kind} == {Kind.HAN, Kind.LATIN}:
            latin = first if first.kind is Kind.LATIN else second
            if latin.atom.char.isalnum() or latin.atom.mark is Mark.CODE:
                yield first, second


def _is_code(*glyphs: Glyph) -> bool:
    return any(glyph.atom.mark is Mark.CODE for glyph in glyphs)


def _gap(galley: Galley, first: Glyph, second: Glyph) -> Site:
    gap, most = second.x0 - first.x1, _LOOSEST + slack(galley, first)
    off = min(0, gap - _TIGHTEST) + max(0, gap - most)
    return within(first, second, off=off, most=EVEN)


def even(galley: Galley) -> Iterator[Site]:
    """D3: the gaps between the Han of a line are even, and none is negative."""
    for line in galley.lines:
        steps = _han_gaps(line)
        if len(steps) > 1:
            off = max(max(steps) - min(steps), -min(steps) * EVEN / 0.01)
            yield within(*line, off=off, most=EVEN)


def loose(galley: Galley) -> Iterator[Site]:
    """D4: no line is so loose that its Han stand more than 1/4 em apart."""
    for line in galley.lines[:-1]:
        if steps := _han_gaps(line):
            yield site(max(steps) <= _LOOSE + 0.005, *line, off=max(steps))


def _han_gaps(line: tuple[Glyph, ...]) -> list[float]:
    return [
        second.x0 - first.x1
        for first, second in pairwise(line)
        if first.kind is second.kind is Kind.HAN
        and second.index == first.index + 1
        and not (second.atom.spaced or second.atom.broken)
    ]
