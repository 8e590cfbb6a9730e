"""Large operators and their limits stand as TeX sets them: in e-books by MathML, in print as drawn."""

import re
from xml.etree import ElementTree

import pytest

from studypress.figures.formula_drawing import SetFormula
from studypress.figures.formula_limits import LARGE
from studypress.figures.mathml import mathml_of
from studypress.glyph_drawing import GlyphDrawing, Ink, glyph_drawing

_AXIS = 258
"""Of STIX Two Math, thousandths of an em."""


def scripts(tex: str, display: bool) -> str:
    """The outermost scripts of a formula, and what is said of limits."""
    math = mathml_of(tex, display)
    found = next(element for element in math.iter() if element.tag.startswith(("msu", "mun", "mov")))
    moves = [sign.get("movablelimits") for sign in found[0].iter() if "movablelimits" in sign.attrib]
    return " ".join([found.tag, *map(str, moves)])


@pytest.mark.parametrize(
    ("tex", "alone", "in_line"),
    [
        (r"\sum_i^n x", "munderover", "msubsup"),
        (r"\bigcup_i A_i", "munder", "msub"),
        (r"{\prod}^n a", "mover", "msup"),
        (r"\lim_{n\to 0} x", "munder true", "msub"),
        (r"\limsup_n x", "munder true", "msub true"),
        (r"\operatorname*{arg\,max}_x y", "munder true", "msub true"),
        (r"\sum\limits_i x", "munder false", "munder false"),
        (r"\underset{i}{\max} x", "munder false", "munder false"),
        (r"\sum\nolimits_i x", "msub false", "msub false"),
        (r"\max\nolimits_i x", "msub false", "msub false"),
        (r"\int_0^1 x", "msubsup", "msubsup"),
        (r"\int\limits_0^1 x", "munderover", "munderover"),
        (r"\log_2 x", "msub", "msub"),
        (r"\gcd_i^n x", "munderover true", "msubsup true"),
        (r"\frac{\sum_i x}{2}", "msub", "msub"),
        (r"\frac{1}{2^\sum}+e_\sum", "msup", "msup"),
        (r"\dfrac{1}{\displaystyle\sum_i x}", "munder", "munder"),
        (r"\begin{cases}\sum_i x\\1\end{cases}", "msub", "msub"),
        (r"\begin{aligned}a&=\sum_i x\end{aligned}", "munder", "munder"),
    ],
)
def test_limits_stand_where_tex_sets_them(tex: str, alone: str, in_line: str) -> None:
    assert (scripts(tex, True), scripts(tex, False)) == (alone, in_line)


def drawn(tex: str, display: bool) -> GlyphDrawing:
    drawing = glyph_drawing(SetFormula(mathml_of(tex, display)).drawn().data)
    assert drawing
    return drawing


def reach(ink: Ink) -> tuple[float, float, float]:
    """The right end of a glyph, its top and its bottom."""
    numbers = [float(number) * ink.scale for number in re.findall(r"-?\d+", re.sub(r"[HV]-?\d+", "", ink.path))]
    return ink.x + max(numbers[::2]), ink.y + min(numbers[1::2]), ink.y + max(numbers[1::2])


def sign_of(tex: str, display: bool) -> str:
    return drawn(tex, display).inks[0].path


@pytest.mark.parametrize("sign", sorted(LARGE))
def test_a_large_operator_has_two_sizes_and_stands_on_the_axis(sign: str) -> None:
    small, large = sign_of(f"{sign} x", False), sign_of(f"{sign} x", True)
    for below in ("_{i=1}", r"_i \frac{\frac{a}{b}}{\frac{c}{d}}", r"\begin{pmatrix}a\\b\\c\\d\end{pmatrix}"):
        assert sign_of(f"{sign}{below}", False) == small
        assert sign_of(f"{sign}{below}", True) == large
    assert sign_of(rf"\begin{{matrix}}{sign}_i x\end{{matrix}}", True) == small
    assert next(ink.path for ink in drawn(rf"\frac{{{sign}_i x}}{{2}}", True).inks) == small
    for display in (True, False):
        _, top, bottom = reach(drawn(f"{sign} x", display).inks[0])
        assert (top + bottom) / 2 == pytest.approx(-_AXIS, abs=2)


def test_a_binary_operator_is_no_large_one_where_it_begins() -> None:
    assert sign_of(r"\oplus x", True) == sign_of(r"\oplus x", False)


@pytest.mark.parametrize("tex", [r"\sum_i x", r"\int_0 x", r"\sum^n x", r"e^{\sum_i x}"])
def test_scripts_stand_right_behind_their_operator_and_its_space_behind_them(tex: str) -> None:
    *_, sign, script, letter = drawn(tex, False).inks
    behind, *_ = reach(sign)
    end, *_ = reach(script)
    assert -250 <= script.x - behind <= 120  # beneath the slope of an integral
    assert letter.x - end >= (0 if tex.startswith("e") else 120)


def test_a_large_operator_keeps_off_a_letter_before_it_and_no_sign() -> None:
    def gap(before: str) -> float:
        first, sign, *_ = drawn(rf"{before}\sum x", False).inks
        return sign.x - first.x

    assert gap("w") - (drawn("w", False).width) == pytest.approx(167, abs=60)
    assert gap("(") - (drawn("(", False).width) < 100


@pytest.mark.parametrize("tex", [r"R\bowtie S", r"A\overset{x}{=}B", r"A\hookrightarrow B", r"A\subsetneqq B", r"A=B"])
def test_a_relation_has_space_on_both_sides(tex: str) -> None:
    letters = [ink for ink in drawn(tex, False).inks if ink.scale == 1]
    first, sign, last = letters
    assert sign.x - reach(first)[0] > 200
    assert last.x - reach(sign)[0] > 200


@pytest.mark.parametrize("letter", ["i", "j", "P", "C", "set", "or"])
def test_a_letter_behind_the_end_of_a_row_is_no_command(letter: str) -> None:
    math = mathml_of(rf"\begin{{matrix}}a\\{letter}\end{{matrix}}", True)
    (_, below) = math.iter("mtr")
    assert "".join(below.itertext()) == letter
    assert "ℝ" in ElementTree.tostring(mathml_of(r"\begin{matrix}a\\\R\end{matrix}", True), encoding="unicode")
