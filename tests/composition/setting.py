"""Sets scraps of HTML with the program's faces and reads their lines back. Lengths are em, from the text's left."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

from parts import alone

from benchmarks.composition.cells import Cell, Line, read_lines, text_of
from studypress.documents import Document
from studypress.editions import Piece
from studypress.pdf import Setting, StyleSheet, typeset
from studypress.pdf.composition import Rules
from studypress.resources import resource_folder

EM = 10.0
"""pt."""
NEAR = 0.06
"""em that an edge may be off by (the issue's own number)."""
_MARGIN = 40.0
"""pt from the page's edge to the measure, and above it."""
_FACES = "".join(
    f'@font-face {{ font-family: {family}; font-weight: {weight}; src: url("studypress-font:studypress-{file}.ttf") }}'
    for family, weight, file in (
        ("Song", 400, "song-regular"),
        ("Hei", 700, "hei-bold"),
        ("Kai", 400, "kai-regular"),
        ("Code", 400, "code-regular"),
    )
)
_THEME = """
section { break-after: page }
html, body, p, ul, ol, li, td, div, h2, figure, figcaption, blockquote { margin: 0; padding: 0 }
table { border-spacing: 0 }
html { font: 10pt/17pt Song }
body { text-align: justify; orphans: 1; widows: 1 }
b { font-family: Hei; font-weight: 700 }
em { font-family: Kai; font-style: normal }
code { font: 0.95em Code; overflow-wrap: anywhere }
a { text-decoration: underline; color: inherit }
sup, sub { font-size: 0.68em; line-height: 0 }
sup { vertical-align: 0.42em }
sub { vertical-align: -0.2em }
.kept { white-space: nowrap }
.box { display: inline-block; text-indent: 0; text-align: center }
.note { float: footnote; font: 8pt/12pt Song }
.note::footnote-call { content: counter(footnote); font-size: 0.72em; line-height: 0; vertical-align: 0.4em }
.note::footnote-marker { content: none }
"""
USUAL = Rules()
SETTING = Setting((StyleSheet("theme.css", _FACES + _THEME),), resource_folder("fonts"))
"""One setting for all tests: to read the faces again takes longer than to set a page."""


def page(bodies: Iterable[str], ems: float, css: str = "", lang: str = "zh-Hans") -> Document:
    """A document with a page for each scrap, whose text is `ems` wide."""
    size = f"@page {{ size: {ems * EM + 2 * _MARGIN}pt 3000pt; margin: {_MARGIN}pt }}"
    sections = "".join(f"<section>{body}</section>" for body in bodies)
    html = f'<!DOCTYPE html><html lang="{lang}"><style>{size}{css}</style><body>{sections}</body></html>'
    return Document("c", Piece.CHAPTERS, "c", html)


def made(bodies: Iterable[str], ems: float, css: str = "", lang: str = "zh-Hans", rules: Rules = USUAL) -> bytes:
    """The PDF of such a document."""
    return alone(typeset(page(bodies, ems, css, lang), replace(SETTING, rules=rules)), SETTING)


@lru_cache(maxsize=128)
def set_pages(
    bodies: tuple[str, ...], ems: float, css: str = "", lang: str = "zh-Hans", rules: Rules = USUAL, size: float = 1
) -> list[list[Line]]:
    """The lines of each page of such a document; `size` is that of the text, em."""
    pages = read_lines(made(bodies, ems, css, lang, rules), size * EM)
    return [[tuple(map(_in_ems, line)) for line in lines] for lines in pages]


def set_lines(
    body: str, ems: float, css: str = "", lang: str = "zh-Hans", rules: Rules = USUAL, size: float = 1
) -> list[Line]:
    """The lines of one scrap."""
    return [line for lines in set_pages((body,), ems, css, lang, rules, size) for line in lines]


def _in_ems(cell: Cell) -> Cell:
    x0, x1 = ((x - _MARGIN) / EM for x in (cell.x0, cell.x1))
    ink = cell.ink and ((cell.ink[0] - _MARGIN) / EM, (cell.ink[1] - _MARGIN) / EM)
    return replace(cell, x0=x0, x1=x1, baseline=cell.baseline / EM, size=cell.size / EM, ink=ink)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def source_text(body: str) -> str:
    """The characters of a scrap of HTML that are drawn."""
    parser = _Text()
    parser.feed(body)
    parser.close()
    return re.sub(r"[\s\u2060]", "", "".join(parser.read))


def drawn_text(lines: Iterable[Line]) -> str:
    """The characters of lines, without the spaces between words."""
    return "".join(map(text_of, lines))


def texts(lines: Iterable[Line]) -> list[str]:
    """The characters of each line."""
    return [text_of(line) for line in lines]


def gaps(line: Line) -> dict[str, float]:
    """What is between neighbours, by their characters; of the same pair, the last."""
    return {first.char + second.char: second.x0 - first.x1 for first, second in pairwise(line)}


def cell_of(lines: Iterable[Line], char: str) -> Cell:
    """The first cell of a character."""
    return next(cell for line in lines for cell in line if cell.char == char)


# --- What must hold wherever text is set ---------------------------------------------------------------------------

NEVER_FIRST = "、，。．；：！？”’）》〉】〗〕］｝」』·‧・～／"
NEVER_LAST = "“‘（《〈【〖〔［｛「『"
_STROKES = "—…"
_LATIN = 0.45
"""em: a quotation mark that is narrower is a Latin one."""


def ragged(lines: Sequence[Line], right: float, left: float = 0, first: float | None = None) -> list[str]:
    """The lines that do not meet both margins; the first begins at `first`, and the last is left out.

    Cells are compared, not ink: a mark that lost its blank at an edge is as narrow a glyph.
    """
    starts = [left if first is None else first, *[left] * len(lines)]
    return [
        f"{line[0].x0 - start:+.2f} {text_of(line)} {line[-1].x1 - right:+.2f}"
        for line, start in zip(lines[:-1], starts, strict=False)
        if abs(line[0].x0 - start) > NEAR or abs(line[-1].x1 - right) > NEAR
    ]


def broken_rules(lines: Sequence[Line]) -> list[str]:
    """Where a line begins or ends with what it must not, or a dash or ellipsis is in two."""
    found = []
    for before, after in pairwise(lines):
        last, first = before[-1], after[0]
        apart = last.char == first.char and first.char in _STROKES
        starts = first.char in NEVER_FIRST and first.width > _LATIN
        if starts or apart or (last.char in NEVER_LAST and last.width > _LATIN):
            found.append(f"{text_of(before[-3:])}|{text_of(after[:3])}")
    return found


def overlaps(lines: Iterable[Line]) -> list[str]:
    """Neighbours of which one is drawn over the other."""
    return [
        first.char + second.char
        for line in lines
        for first, second in pairwise(line)
        if first.ink and second.ink and first.char not in _STROKES and first.size == second.size
        if first.ink[1] - second.ink[0] > NEAR
    ]
