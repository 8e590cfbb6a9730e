"""Formulas in a line: a letter to their neighbours, so that Han stands a quarter of an em apart from them."""

import pytest
from setting import set_lines, texts

BOX = '<span class="box formula" style="width: 2em; height: 0.7em"></span>'
PICTURE = '<span class="box" style="width: 2em; height: 0.7em"></span>'


@pytest.mark.parametrize("text", [f"设{BOX}为", f"设 {BOX} 为", f"设\n{BOX}\n为"])
def test_han_stands_apart_from_a_formula(text: str) -> None:
    (line,) = set_lines(f"<p>{text}</p>", 20)
    assert [round(cell.x0, 2) for cell in line] == [0, 3.5]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"设，{BOX}，为", [0, 1, 4, 5]),
        (f"设（{BOX}）为", [0, 1, 4, 5]),
        (f"设，{BOX}为", [0, 1, 4.25]),
        (f"设{PICTURE}为", [0, 3]),
    ],
)
def test_no_gap_beside_full_width_marks_nor_pictures(text: str, places: list[float]) -> None:
    (line,) = set_lines(f"<p style='text-align: left'>{text}</p>", 20)
    assert [round(cell.x0, 2) for cell in line] == places


def test_no_gap_at_the_edges_of_a_line() -> None:
    (line,) = set_lines(f"<p>{BOX}为</p>", 20)
    assert round(line[0].x0, 2) == 2.25
    lines = set_lines(f"<p style='text-align: left'>一二三四五{BOX}六</p>", 7.25)
    assert texts(lines) == ["一二三四五", "六"]


def test_a_word_stays_with_its_formula() -> None:
    lines = set_lines(f"<p style='text-align: left'>一二三四{BOX}th六七</p>", 7)
    assert texts(lines) == ["一二三四", "th六七"]


def test_a_line_may_end_between_the_parts_of_a_formula() -> None:
    lines = set_lines(f"<p style='text-align: left'>一二三四{BOX}&#8203;{BOX}六七</p>", 7)
    assert texts(lines) == ["一二三四", "六七"]
    assert round(lines[1][0].x0, 2) == 2.25


@pytest.mark.parametrize("box", [BOX, PICTURE])
def test_a_line_may_end_between_a_formula_and_han(box: str) -> None:
    lines = set_lines(f"<p style='text-align: left'>一二三四五{box}六七八</p>", 7.25)
    assert texts(lines) == ["一二三四五", "六七八"]
    assert round(lines[1][0].x0, 2) == 0


def test_a_line_before_a_formula_that_cannot_be_parted_stays_short_rather_than_torn() -> None:
    wide = BOX.replace("2em", "8em")
    torn, stretched = (set_lines(f"<p>{'一' * count}{wide}二</p>", 16) for count in (9, 14))
    assert round(torn[0][-1].x1, 2) == 9
    assert round(stretched[0][-1].x1, 2) == 16
    assert round(set_lines(f"<p>{'一' * 9}https://example.org/abcdefghij</p>", 16)[0][-1].x1, 2) == 16
