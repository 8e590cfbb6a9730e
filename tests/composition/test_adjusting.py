"""Which lines are chosen, and how each is squeezed and stretched: pure functions, on cells of 1 em for Han."""

from dataclasses import replace
from itertools import pairwise

import pytest

from studypress.config import CompositionConfig
from studypress.pdf.composition.adjusting import Site, site_between, sites, squeezes, stretch
from studypress.pdf.composition.breaking import lines, next_line, strain
from studypress.pdf.composition.kinds import BLANK_AFTER, WIDE, Kind, kind_of
from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.opportunities import opportunities
from studypress.pdf.composition.parting import Parts
from studypress.pdf.composition.rules import NO_START, Rules

_EM = 10.0
"""px."""
_USUAL = Rules()
_WIDTHS = {Kind.LATIN: 0.5, Kind.POINT: 0.5, Kind.SPACE: 0.25, Kind.NEWLINE: 0.0}


def _measures(text: str, parts: dict[int, float] | None = None, anywhere: bool = False) -> Measures:
    """Columns for a text without gaps: Han of 1 em, Latin of 1/2, marks whose blanks are half of them."""
    kinds = [kind_of(char) for char in text]
    whole = (Kind.LATIN, Kind.POINT)
    allowed = [at > 0 and not (kinds[at - 1] in whole and kind in whole) for at, kind in enumerate(kinds)]
    squeezed = (Kind.OPENING, Kind.CLOSING, Kind.COMMA)
    return Measures(
        width=[_EM * _WIDTHS.get(kind, 1.0) for kind in kinds],
        start=[_EM / 2 if kind is Kind.OPENING else 0.0 for kind in kinds],
        end=[_EM / 2 if kind in BLANK_AFTER else 0.0 for kind in kinds],
        give=[_EM / 2 if kind in squeezed else 0.0 for kind in kinds],
        spaces=[kind is Kind.SPACE for kind in kinds],
        bound=[char in NO_START and kind in WIDE for char, kind in zip(text, kinds, strict=True)],
        opportunities=opportunities(kinds, text, allowed, Rules(switches=CompositionConfig(lone_han=False))),
        newlines=[at for at, kind in enumerate(kinds) if kind is Kind.NEWLINE],
        find_parts=lambda: Parts(parts or {}, ()),
        anywhere=[anywhere] * len(text),
        ease=[_EM / 16 if kind in WIDE else _EM / 8 if kind is Kind.SPACE else 0.0 for kind in kinds],
        em=_EM,
    )


def _first(text: str, ems: float, parts: dict[int, float] | None = None, **switches: bool) -> str:
    """The first line of a text."""
    rules = Rules(switches=CompositionConfig(**switches))
    return text[: next_line(_measures(text, parts), 0, ems * _EM, rules)]


def _lines(text: str, ems: float, first: float | None = None, rules: Rules = _USUAL) -> list[str]:
    found = lines(_measures(text), 0, (first or ems) * _EM, ems * _EM, rules)
    assert [end for _, end in sorted(found.items())][:-1] == sorted(found)[1:]
    return [text[start:end] for start, end in sorted(found.items())]


# --- One line -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems", "line"),
    [
        ("一二三四五六", 4, "一二三四"),
        ("一二三四五六", 6, "一二三四五六"),
        ("一二三，五六", 3.5, "一二三，"),
        ("“一二三四五", 3.5, "“一二三"),
        ("一二三 docker", 4, "一二三 "),
        ("一二\n三四五六", 4, "一二"),
        ("一二三四（五）", 5, "一二三四"),
        ("一（二）三四，五六", 6, "一（二）三四，"),
        ("一“二三四五”六七", 6, "一“二三四五”"),
    ],
)
def test_a_line_takes_what_fits_with_its_edges_trimmed(text: str, ems: float, line: str) -> None:
    assert _first(text, ems) == line


def test_a_mark_is_pushed_in_before_a_han_is_pushed_out() -> None:
    text = "一二三四五六七八九“十一二三四，五六七"  # to squeeze the one quotation mark strains more than to stretch
    assert _first(text, 15) == text[:16]
    assert _first(text, 15, push_in=False) == text[:14]
    assert _first(text, 15, squeeze=False) == text[:14]


def test_what_cannot_be_squeezed_enough_is_pushed_out() -> None:
    assert _first("一二三四五六七，八九", 7) == "一二三四五六"


def test_a_line_is_squeezed_rather_than_stretched_further() -> None:
    text = "一“二”三“四”五doc六"
    assert _first(text, 10) == "一“二”三“四”五doc"
    assert _first(text, 10, squeeze=False) == "一“二”三“四”五"


def test_words_are_parted_only_where_a_line_would_be_torn_apart() -> None:
    text = "一二三四 containers"
    assert _first(text, 7, {8: 0.5 * _EM}) == "一二三四 con"
    assert _first("一二三四五六七八九十" + text, 15, {18: 0.5 * _EM}) == "一二三四五六七八九十一二三四 "


def test_a_word_is_parted_in_a_paragraph_that_no_other_way_keeps_from_gaps_beyond_a_seventh_of_an_em() -> None:
    cells = _measures("一二三四五六七八九十一二三四五六" + "containers", {19: 0.5 * _EM})
    assert 1.3 < strain(cells, 0, 16, 18.5 * _EM) < 1.5
    assert lines(cells, 0, 18.5 * _EM, 18.5 * _EM, _USUAL) == {0: 19, 19: 26}
    assert strain(cells, 0, 16, 18.1 * _EM) < 1.2
    assert lines(cells, 0, 18.1 * _EM, 18.1 * _EM, _USUAL) == {0: 16, 16: 26}


@pytest.mark.parametrize(("ems", "end"), [(13.5, 18), (15, 22)])
def test_an_address_is_torn_anywhere_where_its_joints_leave_gaps_beyond_a_fifth_of_an_em(ems: float, end: int) -> None:
    cells = replace(_measures("一二三四五六七八" + "a" * 30), find_parts=lambda: Parts({18: 0.0}, [range(8, 38)]))
    assert next_line(cells, 0, ems * _EM, _USUAL) == end


def test_a_word_that_fits_on_no_line_sticks_out_unless_it_may_be_broken() -> None:
    text = "w" * 20
    assert next_line(_measures(text), 0, 5 * _EM, _USUAL) == 20
    assert next_line(_measures(text, anywhere=True), 0, 5 * _EM, _USUAL) == 10


def test_the_strain_is_one_at_the_end_of_what_may_be_squeezed_and_of_an_eighth_em_in_each_gap() -> None:
    cells = _measures("一（二）三四五六七八九十一二三四五")
    assert cells.length(0, 17) == 17 * _EM
    assert strain(cells, 0, 17, 16 * _EM) == 1
    assert strain(cells, 0, 17, 17 * _EM) == 0
    assert strain(cells, 0, 17, 17 * _EM + 16 * _EM / 8) == 1


def test_a_line_of_one_word_that_is_short_is_worse_than_one_with_gaps_of_an_em() -> None:
    word, loose = _measures("containers"), _measures("一二三")
    assert strain(word, 0, 10, 5.05 * _EM) == 0
    assert strain(word, 0, 10, 5.1 * _EM) > strain(loose, 0, 3, 5 * _EM)
    assert strain(word, 0, 10, 5.1 * _EM) < strain(word, 0, 10, 6 * _EM)


def test_a_word_is_parted_so_that_the_line_with_its_rest_is_full() -> None:
    syllables = dict.fromkeys((6, 8, 19), 0.5 * _EM)  # the last that fits the first line would leave the second short
    found = lines(_measures(f"一二三四{'w' * 27}中文中文", syllables), 0, 7 * _EM, 7 * _EM, _USUAL)
    assert found == {0: 6, 6: 19, 19: 32, 32: 35}


# --- All lines ------------------------------------------------------------------------------------------------------


def test_the_first_line_has_its_own_measure() -> None:
    assert _lines("一二三四五六七八九十", 4, first=2) == ["一二", "三四五六", "七八九十"]


def test_lines_stop_at_a_newline() -> None:
    assert _lines("一二三四五\n六七", 4) == ["一二三四", "五"]


_UNEVEN = "aaaaaa bbbbbb cccccc dddd eeeeeeeeeeeeeeeee"
"""At 10 em, taking what fits leaves `dddd` alone on a line, since the word after it is 8.5 em long."""


def test_a_paragraph_with_a_torn_line_is_weighed_as_a_whole() -> None:
    greedy = _lines(_UNEVEN, 10, rules=Rules(switches=CompositionConfig(squeeze=False)))
    weighed = _lines(_UNEVEN, 10)
    assert greedy == ["aaaaaa bbbbbb cccccc ", "dddd ", "eeeeeeeeeeeeeeeee"]
    assert weighed == ["aaaaaa bbbbbb ", "cccccc dddd ", "eeeeeeeeeeeeeeeee"]
    cells = _measures(_UNEVEN)
    worst = [
        max(strain(cells, *line, 10 * _EM) for line in pairwise([0, *_ends(found)[:-1]])) for found in (greedy, weighed)
    ]
    assert worst[1] < worst[0]


@pytest.mark.parametrize(
    ("shown", "ems", "first"),
    [
        pytest.param("一一一fec，一九/一", 8, 8, id="squeezing as far as it goes is the greater change"),
        pytest.param("一一九八d一（九a，/七", 8, 8, id="a mark is pushed in, whatever the others are"),
        pytest.param("一f）三五/一十“八十", 6, 4, id="what squeezing reaches may be the end"),
        pytest.param("一三e一”四二/二（二", 9, 7, id="the first line has its own measure"),
        pytest.param("一八三十/六八三b十。/二", 5, 5, id="an end before the last that fits spares the next line"),
    ],
)
def test_the_lines_of_a_weighed_paragraph(shown: str, ems: float, first: float) -> None:
    assert "/".join(_lines(shown.replace("/", ""), ems, first=first)) == shown


def _ends(found: list[str]) -> list[int]:
    return [sum(map(len, found[: at + 1])) for at in range(len(found))]


# --- Squeezing ------------------------------------------------------------------------------------------------------

_CELLS = [Kind.SPACE, Kind.OPENING, Kind.CLOSING, Kind.COMMA, Kind.HAN]
_GIVES = [0.2, 0.5, 0.5, 0.5, 0.0]


@pytest.mark.parametrize(
    ("over", "marks", "gap"),
    [
        (0.1, [0.1, 0, 0, 0, 0], 0),
        (0.2, [0.2, 0, 0, 0, 0], 0),
        (0.4, [0.2, 0.1, 0.1, 0, 0], 0),
        (1.3, [0.2, 0.5, 0.5, 0.1, 0], 0),
        (1.8, [0.2, 0.5, 0.5, 0.5, 0], 0.1),
        (2.0, [0.2, 0.5, 0.5, 0.5, 0], 0.125),
    ],
)
def test_spaces_give_first_then_brackets_commas_and_gaps(over: float, marks: list[float], gap: float) -> None:
    from_marks, from_gaps = squeezes(_CELLS, _GIVES, [0, 0, 0, 0, 0.125], over)
    assert from_marks == pytest.approx(marks)
    assert from_gaps == pytest.approx([0, 0, 0, 0, gap])


def test_stops_are_never_squeezed() -> None:
    assert squeezes([Kind.STOP, Kind.COMMA], [0.5, 0.5], [0, 0], 0.6) == ([0, 0.5], [0, 0])


# --- Stretching -----------------------------------------------------------------------------------------------------

_NUMBERS = {Site.WORD: 1, Site.BORDER: 2, Site.HAN: 4, Site.EDGE: 1}


@pytest.mark.parametrize(
    ("room", "word", "border", "han", "edge"),
    [
        (0.125, 0.125, 0, 0, 0),
        (0.25, 0.25, 0, 0, 0),
        (0.25 + 1 / 6, 0.25, 1 / 12, 0, 0),
        (0.25 + 1 / 6 + 0.6, 0.25, 1 / 12 + 0.1, 0.1, 0),
        (0.25 + 1 / 6 + 1.5, 0.25, 1 / 12 + 0.25, 0.25, 0),
        (0.25 + 1 / 6 + 1.5 + 0.8, 0.35, 1 / 12 + 0.35, 0.35, 0.1),
    ],
)
def test_words_are_stretched_first_then_borders_then_these_with_han_then_all(
    room: float, word: float, border: float, han: float, edge: float
) -> None:
    given = stretch(_NUMBERS, 0.25, room)
    taken = given.words * 0.25 + given.shares[Site.WORD]
    assert (taken, given.shares[Site.BORDER], given.shares[Site.HAN], given.shares[Site.EDGE]) == pytest.approx(
        (word, border, han, edge)
    )
    assert taken + 2 * given.shares[Site.BORDER] + 4 * given.shares[Site.HAN] + given.shares[Site.EDGE] == (
        pytest.approx(room)
    )


@pytest.mark.parametrize(
    ("before", "after", "site"),
    [
        *((Kind.HAN, Kind.HAN, Site.HAN), (Kind.COMMA, Kind.HAN, Site.HAN), (Kind.STROKE, Kind.HAN, Site.HAN)),
        *((Kind.HAN, Kind.LATIN, Site.BORDER), (Kind.LATIN, Kind.HAN, Site.BORDER)),
        *((Kind.COMMA, Kind.LATIN, Site.EDGE), (Kind.LATIN, Kind.STOP, Site.EDGE), (Kind.HAN, Kind.POINT, Site.EDGE)),
        *((Kind.LATIN, Kind.LATIN, None), (Kind.STROKE, Kind.STROKE, None), (Kind.LATIN, Kind.POINT, None)),
        *((Kind.HAN, Kind.JOINT, None), (Kind.JOINT, Kind.HAN, None), (Kind.HANGUL, Kind.HANGUL, None)),
        *((Kind.HAN, Kind.OBJECT, Site.HAN), (Kind.HAN, Kind.COMMA, Site.HAN), (Kind.OPENING, Kind.HAN, Site.HAN)),
    ],
)
def test_a_boundary_is_what_its_neighbours_make_it(before: Kind, after: Kind, site: Site | None) -> None:
    assert site_between(before, after) is site


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a b中 c、d——中", ".W.bB.eee.h"),  # letters stand for sites of no space, capitals for those of one
        ("中，a", ".he"),
        ("中， a", ".hE."),
        ("中¹文", "..h"),
        ("中¹ a", "..B."),
        ("卡尔·马", ".h.."),
        ("a  b", ".WW."),
        ("한 中 글中", ".W.W.."),
    ],
)
def test_a_site_is_before_its_cell_or_is_the_space_itself(text: str, found: str) -> None:
    kinds = [Kind.RAISED if char == "¹" else kind_of(char) for char in text]
    letters = {Site.WORD: "w", Site.BORDER: "b", Site.HAN: "h", Site.EDGE: "e", None: "."}
    read = "".join(
        letters[site].upper() if kind is Kind.SPACE else letters[site]
        for site, kind in zip(sites(kinds), kinds, strict=True)
    )
    assert read == found
