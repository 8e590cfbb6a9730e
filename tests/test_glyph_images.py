"""Glyphs of formulas become forms of PDF: what their outlines are made of is drawn as SVG has it."""

import pytest

from studypress.pdf.glyph_images import traced


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("M1 2L3 4", "1 2 m|3 4 l"),
        ("M1 2H9", "1 2 m|9 2 l"),
        ("M1 2V9", "1 2 m|1 9 l"),
        ("M1 2H9V8", "1 2 m|9 2 l|9 8 l"),
        ("M5 7Q11 10 17 7", "5 7 m|9 9 13 9 17 7 c"),
        ("M0 0Q1 0 1 1L2 2", "0 0 m|0.7 0 1 0.3 1 1 c|2 2 l"),
        ("M0 0Q-1 0 0 0H3", "0 0 m|-0.7 0 -0.7 0 0 0 c|3 0 l"),
        ("M0 0Q0 6 6 6Q12 6 12 0", "0 0 m|0 4 2 6 6 6 c|10 6 12 4 12 0 c"),
        ("M0 0C1 2 3 4 5 6V8Z", "0 0 m|1 2 3 4 5 6 c|5 8 l|h"),
    ],
)
def test_an_outline_is_drawn_with_cubic_curves_alone(path: str, drawn: str) -> None:
    assert traced(path).decode() == drawn.replace("|", "\n")
