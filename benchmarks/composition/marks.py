"""The widths of marks (CLREQ, "Punctuation adjustment space"; GB/T 15834-2011, 5.1)."""

import re
from collections.abc import Iterator

from benchmarks.composition.galleys import FULL_MARKS, QUOTES, Galley, Kind, left_edge, quote_language
from benchmarks.composition.sites import NEAR, Site, found_glyphs, site, slack, within

_PROPORTIONAL = 0.6
"""em: what is narrower is a proportional mark, or a full-width one squeezed to exactly half."""


def adjacent(galley: Galley) -> Iterator[Site]:
    """P2: of two marks that meet, the blank between them goes: 1.5 em together, or down to 1 em."""
    for first, second in galley.pairs():
        kinds = (first.kind, second.kind)
        meet = kinds in ((Kind.CLOSER,) * 2, (Kind.CLOSER, Kind.OPENER), (Kind.OPENER,) * 2)
        if meet and not {first.atom.char, second.atom.char} <= set("？！") and not second.atom.spaced:
            step = second.full[0] - first.full[0]
            least = 0.0 if kinds == (Kind.CLOSER, Kind.OPENER) else 0.5
            yield site(least - NEAR <= step <= 0.5 + slack(galley, first) + NEAR, first, second, off=step - 0.5)


def half_at_end(galley: Galley) -> Iterator[Site]:
    """P3: a mark at the end of a line takes half its cell (GB/T 15834, 5.1.10). At stake where the line is flush."""
    for line in galley.lines[:-1]:
        last = line[-1]
        if last.kind is Kind.CLOSER and abs(last.from_right(galley.measure)) <= NEAR:
            yield within(*line[-2:], off=last.trimmed(1, galley.measure))


def half_at_start(galley: Galley) -> Iterator[Site]:
    """P4: an opening mark at the start of a line takes half its cell."""
    for line in galley.lines[1:]:
        if line[0].kind is Kind.OPENER:
            yield within(*line[:2], off=line[0].trimmed(0, 0))


def half_at_indent(galley: Galley) -> Iterator[Site]:
    """P5: an opening mark at the start of a paragraph takes half its cell: its ink begins at 2 em."""
    for line in galley.lines[:1]:
        if line[0].kind is Kind.OPENER:
            yield within(*line[:2], off=line[0].trimmed(0, left_edge(0)))


def shouts(galley: Galley) -> Iterator[Site]:
    """P7: two of ？！ take 1 em together, three take 2 em (GB/T 15834, 5.1.2)."""
    for found in re.finditer("[？！]{2,3}", galley.text):
        glyphs = found_glyphs(galley, found)
        if not glyphs or glyphs[0].line != glyphs[-1].line:
            continue
        after = galley.glyphs.get(glyphs[-1].index + 1)
        if after and after.kind is Kind.HAN and after.line == glyphs[0].line:
            off = after.x0 - glyphs[0].x0 - (len(glyphs) - 1) * glyphs[0].size
            most = len(glyphs) * slack(galley, glyphs[0]) + NEAR
            yield site(-NEAR <= off <= most, *glyphs, after, off=off)


def quotes(galley: Galley) -> Iterator[Site]:
    """P10: quotation marks are full-width in Chinese, proportional in Latin, and so is the apostrophe."""
    for glyph in galley.glyphs.values():
        if glyph.atom.char not in QUOTES:
            continue
        width = (glyph.x1 - glyph.x0) / glyph.size
        match quote_language(galley.atoms, glyph.index):
            case "latin":
                yield site(width < _PROPORTIONAL, glyph, off=width)
            case "chinese":
                yield site(width > _PROPORTIONAL or abs(width - 0.5) < 0.01, glyph, off=1 - width)


def ink(galley: Galley) -> Iterator[Site]:
    """No glyph is black where its neighbour is."""
    for first, second in galley.pairs():
        if first.ink and second.ink and (first.kind in FULL_MARKS or second.kind in FULL_MARKS):
            off = first.ink[1] - second.ink[0]
            yield site(off <= 0.02, first, second, off=max(0.0, off))
