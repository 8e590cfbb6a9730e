"""The judge is judged: what `benchmarks/composition` reads from a PDF, and what each rule sees of it."""

import re
from collections.abc import Sequence
from pkgutil import resolve_name

import pytest
import weasyprint

from benchmarks.composition.cells import Cell, Line, read_lines, text_of
from benchmarks.composition.cost import PROGRAM
from benchmarks.composition.engines import INDENT, MARGIN, SIZE
from benchmarks.composition.galleys import CLOSERS, OPENERS, STOPS, Galley
from benchmarks.composition.markup import atoms, html, latex, typst
from benchmarks.composition.passages import Sample, samples
from benchmarks.composition.rules import RULES
from studypress.resources import resource_folder

_SONG = (resource_folder("fonts") / "studypress-song-regular.ttf").as_uri()


# --- Cells --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages() -> list[list[Line]]:
    style = f"""
    @font-face {{ font-family: Song; src: url("{_SONG}") }}
    @page {{ size: 120pt 300pt; margin: 10pt }}
    html {{ font: 10pt/17pt Song }} body, p {{ margin: 0 }} p {{ page-break-after: always }} sup {{ font-size: 0.6em }}
    """
    body = "<p>中文，一二三四五六七八九十</p><p>他——来<b>了</b>……x<sup>12</sup></p>"
    pdf = weasyprint.HTML(string=f"<style>{style}</style>{body}").write_pdf()
    return read_lines(pdf, 10)


def test_lines_are_read_from_the_top_and_keep_their_cells(pages: list[list[Line]]) -> None:
    first, second = pages[0]
    assert (text_of(first), text_of(second)) == ("中文，一二三四五六七", "八九十")
    assert [round(cell.x0, 2) for cell in first[:4]] == [10, 20, 30, 40]
    assert {round(cell.width, 2) for cell in first} == {10}
    assert first[0].baseline - second[0].baseline == pytest.approx(17, abs=0.01)
    assert first[0].font == "Song"


def test_ink_lies_where_the_glyph_is_black(pages: list[list[Line]]) -> None:
    comma = pages[0][0][2]
    assert comma.ink == pytest.approx((comma.x0 + 0.78, comma.x0 + 2.27), abs=0.02)


def test_a_glyph_of_two_characters_is_two_cells_and_raised_ones_stay_on_their_line(pages: list[list[Line]]) -> None:
    (line,) = pages[1]
    assert text_of(line) == "他——来了……x12"
    assert [round(cell.width, 2) for cell in line[1:3]] == [10, 10]


# --- Passages -----------------------------------------------------------------------------------------------------


def test_every_passage_has_every_offset_and_openings_have_none() -> None:
    found = samples(offsets=2)
    assert {sample.offset for sample in found if sample.name == "prose"} == {0, 1, 2}
    assert {sample.offset for sample in found if sample.name.startswith("opening-")} == {0}
    assert len({sample.source for sample in found}) == len(found)


def test_markup_is_translated_and_its_characters_are_known() -> None:
    source = "看**粗**和\n`a_b` [链](#)<sup>1</sup>"
    assert html(source) == (
        '看<strong>粗</strong>和\n<code>a_b</code> <a href="https://example.org/">链</a><sup>1</sup>'
    )
    assert typst(source).startswith('看#strong[粗]和\n#raw("a_b") #link')
    assert r"\texttt{a\_b}" in latex(source)
    found = atoms(source)
    assert "".join(atom.char for atom in found) == "看粗和a_b链1"
    assert [atom.char for atom in found if atom.spaced] == ["链"]
    assert [atom.char for atom in found if atom.broken] == ["a"]


# --- Rules --------------------------------------------------------------------------------------------------------

Row = Sequence[str | float | tuple[str, float]]
"""A line: characters in cells of 1 em, or 1/2 em for ASCII; a pair names another width; a number moves on, in em."""


def _galley(source: str, rows: Sequence[Row], measure: float, raw: str | None = None) -> Galley:
    lines = [_line(row, number) for number, row in enumerate(rows)]
    text = "\n".join(map(text_of, lines)) if raw is None else raw
    return Galley(Sample("test", 0, source), measure, lines, text)


def _line(row: Row, number: int) -> Line:
    cells, pen = [], 0.0
    for piece in row:
        if isinstance(piece, float | int):
            pen += piece
            continue
        for char, width in [piece] if isinstance(piece, tuple) else [(c, 0.5 if c.isascii() else 1.0) for c in piece]:
            x0, x1 = (MARGIN + x * SIZE for x in (pen, pen + width))
            ink = (x0 + 0.5, x1 - 0.5)
            if char in OPENERS:
                ink = (x1 - 4, x1 - 1)
            elif char in CLOSERS + STOPS:
                ink = (x0 + 1, x0 + 3)
            cells.append(Cell(char, x0, x1, 800 - 17.0 * number, SIZE, "Song", ink))
            pen += width
    return tuple(cells)


def _kept(rule: str, source: str, rows: Sequence[Row], measure: float = 6, raw: str | None = None) -> list[bool]:
    (chosen,) = (one for one in RULES if one.name == rule)
    return [site.kept for site in chosen.sites(_galley(source, rows, measure, raw))]


_CASES: list[tuple[str, str, Sequence[Row], list[bool]]] = [
    ("flush", "一二三四五六七八九十壹", [[2, "一二三四"], ["五六七八九十"], ["壹"]], [True, True]),
    ("flush", "一二三四五六七八九壹", [[2, "一二三四"], ["五六七八九"], ["壹"]], [True, False]),
    ("flush", "一二三四五六七八九，壹", [[1.5, "一二三四"], ["五六七八九", ("，", 0.5), 0.5], ["壹"]], [False, False]),
    ("flush", "一二三四五六七八九，壹", [[2, "一二三四"], [0.1, "五六七八九", -0.1, 0.5, "，"], ["壹"]], [True, False]),
    ("flush", "一二三 docker", [[2, "一二三do-"], ["cker"]], [False]),
    ("flush", "一二 docker", [[2, "一二", 0.5, "do-"], ["cker"]], [True]),
    ("L1", "一二三，四五", [[2, "一二三"], ["，四五"]], [False]),
    ("L1", "一二三，四五", [[2, "一二三，"], ["四五"]], [True]),
    ("L1", "卡尔·马克思", [[2, "卡尔"], ["·马克思"]], [False]),
    ("L2", "一二“三四", [[2, "一二“"], ["三四"]], [False]),
    ("L2", "一二“三四", [[2, "一二"], ["“三四"]], [True]),
    ("L5", "一——二", [[2, "一——二"]], [True]),
    ("L5", "一——二", [[2, "一—", 0.1, "—二"]], [False]),
    ("L5", "一……二", [[2, "一…"], ["…二"]], [False]),
    ("L6", "一共 16 GB 内存", [[2, "一共16"], ["GB内存"]], [False]),
    ("L6", "一共 16 GB 内存", [[2, "一共"], ["16", 0.25, "GB内存"]], [True]),
    ("L6", "一共<sup>1</sup>二", [[2, "一共"], ["1二"]], [False]),
    ("L6c", "一共 15 个", [[2, "一共15"], ["个"]], [False]),
    ("L7", "一 docker 二", [[2, "一dock"], ["er二"]], [False]),
    ("L7", "一 docker 二", [[2, "一docker"], ["二"]], [True]),
    ("L7", "一 docker 二", [[2, "一doc-"], ["ker二"]], [True]),
    ("P2", "一：“二", [[2, "一：", -0.5, "“二"]], [True]),
    ("P2", "一：“二", [[2, "一：“二"]], [False]),
    ("P2", "一”。二", [[2, "一", ("”", 0.5), "。二"]], [True]),
    ("P2", "一”。二", [[2, "一", ("”", 0.2), "。二"]], [False]),
    ("P3", "一二三，四五", [[2, "一二三", ("，", 0.5)], ["四五"]], []),
    ("P3", "一二三四五，六", [[0.5, "一二三四五", ("，", 0.5)], ["六"]], [True]),
    ("P3", "一二三四五，六", [["一二三四五，"], ["六"]], [False]),
    ("P4", "一“二", [[2, "一"], [("“", 0.5), "二"]], [True]),
    ("P4", "一“二", [[2, "一"], ["“二"]], [False]),
    ("P5", "“一二", [[INDENT, ("“", 0.5), "一二"]], [True]),
    ("P5", "“一二", [[INDENT, "“一二"]], [False]),
    ("P7", "一？！二", [[2, "一", ("？", 0.5), ("！", 0.5), "二"]], [True]),
    ("P7", "一三？！二", [[2, "一三？！二"]], [False]),
    ("P10", "一“二”三", [[2, "一“二”三"]], [True, True]),
    ("P10", "一“二”三", [[2, "一", ("“", 0.4), "二”三"]], [False, True]),
    ("P10", "don’t", [[2, "don", ("’", 0.3), "t"]], [True]),
    ("P10", "don’t", [[2, "don’t"]], [False]),
    ("M1", "一a二", [[2, "一", 0.25, "a", 0.25, "二"]], [True, True]),
    ("M1", "一二a", [[2, "一二a"]], [False]),
    ("M1", "一二a", [[2, "一二", 0.5, "a"]], [False]),
    ("M1", "一二a", [[2, "一", 0.2, "二", 0.5, "a"]], [True]),
    ("M2", "一a，二", [[2, "一", 0.25, "a，二"]], [True]),
    ("M2", "一二a，", [[2, "一二", 0.25, "a", 0.2, "，"]], [False]),
    ("M2", "一二a", [[2, "一二"], [0.25, "a"]], [False]),
    ("M3", "一 a二", [[2, "一", 0.25, "a", 0.25, "二"]], [True]),
    ("M3", "一 a二", [[2, "一", 0.25, "a二"]], [False]),
    ("M5", "一ab", [[2, "一", 0.25, "ab"]], [True]),
    ("M5", "一ab", [[2, "一", 0.25, "a", 0.1, "b"]], [False]),
    ("M6", "一`a`二", [[2, "一", 0.25, "a二"]], [True, False]),
    ("D3", "一二三", [[2, "一", 0.1, "二", 0.1, "三"]], [True]),
    ("D3", "一二三", [[2, "一", 0.1, "二三"]], [False]),
    ("D3", "一二三", [[2, "一", -0.1, "二", -0.1, "三"]], [False]),
    ("D4", "一二三", [[2, "一", 0.3, "二"], ["三"]], [False]),
    ("ink", "一，二", [[2, "一，", -0.8, "二"]], [True, False]),
    ("G2", "一二三。", [[2, "一二"], ["三。"]], [False]),
    ("G2", "一二三。", [[2, "一"], ["二三。"]], [True]),
    ("S1", "一\n二", [[2, "一二"]], [True]),
    ("S1", "一三\n二", [[2, "一三", 0.25, "二"]], [False]),
    ("S1", "一三\na", [[2, "一三", 0.25, "a"]], [True]),
    ("text", "一二", [[2, "一二"]], [True]),
    ("text", "一二", [[2, "⼀二"]], [False]),
    ("text", "一 do", [[2, "一d\u00ad"], ["o"]], [True]),
    ("text", "一 do", [[2, "一d-"], ["o"]], [False]),
    ("raw", "一二", [[2, "一"], ["二"]], [True]),
]


@pytest.mark.parametrize(("rule", "source", "rows", "kept"), _CASES)
def test_a_rule_sees_what_keeps_and_what_breaks_it(
    rule: str, source: str, rows: Sequence[Row], kept: list[bool]
) -> None:
    assert _kept(rule, source, rows) == kept


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, *_ in _CASES} == {rule.name for rule in RULES}


def test_a_line_that_is_copied_as_two_is_seen() -> None:
    assert _kept("raw", "一二", [[2, "一二"]], raw="一\n二\n") == [False]


def test_a_place_where_text_was_lost_is_no_site() -> None:
    assert _kept("L5", "一——二", [[2, "一—二"]]) == []


@pytest.mark.parametrize(("gap", "kept"), [(0.0, True), (0.3, False), (0.5, True), (0.7, True), (0.9, False)])
def test_a_mark_meets_the_margin_with_its_cell_half_of_it_or_its_ink(gap: float, kept: bool) -> None:
    assert _kept("flush", "一二三，六", [[2, "一二三", gap, "，"], ["六"]]) == [kept]


def test_what_composition_costs_is_measured_beside_a_program_without_it() -> None:
    (target,) = re.findall(r'patch\("([\w.]+)"', PROGRAM)
    assert callable(resolve_name(target))
