"""Fences of formulas grow where TeX has them grow, and accents stand close and grow no wider than their letters."""

import re
from xml.etree import ElementTree

import pytest

from studypress.figures.formula_drawing import SetFormula
from studypress.figures.mathml import mathml_of
from studypress.glyph_drawing import Ink, glyph_drawing


def spelt(tex: str) -> str:
    """What is in a formula alone, as MathML."""
    return ElementTree.tostring(mathml_of(tex, True)[0], encoding="unicode").removeprefix("<mrow>")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\langle u\rangle \frac{a}{b}", '<mo stretchy="false">⟨</mo>'),
        (r"a \pmod n", '<mo stretchy="false">(</mo>'),
        (r"\left\langle u\right\rangle", 'fence="true" form="prefix">⟨</mo>'),
        (r"\left<u\right>", 'fence="true" form="prefix">⟨</mo>'),
        (r"\big\langle u\big\rangle", '<mo minsize="1.2em" maxsize="1.2em">⟨</mo>'),
        (r"\Bigl\{x\Bigr.", 'minsize="1.8em" maxsize="1.8em">{</mo>'),
        (r"\Bigg\|x", '<mo minsize="3em" maxsize="3em" lspace="0em" rspace="0em">‖</mo>'),
        (r"\bigl\lvert x\bigr\rvert", ">|</mo>"),
        (r"a\begin{pmatrix}b\end{pmatrix}c", '<mi>a</mi><mrow><mo stretchy="true">(</mo><mtable>'),
        (r"\tbinom{n}{k}", '<mo stretchy="true">(</mo><mfrac linethickness="0">'),
        (r"\binom{n}{k}^2", "</mfrac><mo stretchy"),
        (r"\cfrac{1}{1+\cfrac{1}{x}}", '<mn>1</mn><mo>+</mo><mstyle displaystyle="true" scriptlevel="0"><mfrac>'),
        (r"\hat{x}", "<mo>\u02c6</mo>"),
        (r"\tilde x", '<mover accent="true"><mi>x</mi><mo stretchy="false">\u02dc</mo>'),
        (r"\widehat{ABC}", "<mo>\u0302</mo>"),
        (r"\bar{x}", '<mover accent="true">'),
        (r"\overline{AB}", ">\u203e</mo>"),
        (r"\underline{AB}", ">_</mo>"),
    ],
)
def test_fences_and_accents_in_mathml(tex: str, expected: str) -> None:
    assert expected in spelt(tex)


def inks(tex: str) -> tuple[Ink, ...]:
    drawing = glyph_drawing(SetFormula(mathml_of(tex, False)).drawn().data)
    assert drawing
    return drawing.inks


def box(ink: Ink) -> tuple[float, float, float, float]:
    """Left, right, top and bottom."""
    numbers = [float(number) * ink.scale for number in re.findall(r"-?\d+", re.sub(r"[HV]-?\d+", "", ink.path))]
    across, down = numbers[::2], numbers[1::2]
    return ink.x + min(across), ink.x + max(across), ink.y + min(down), ink.y + max(down)


def height(tex: str) -> float:
    _, _, top, bottom = box(inks(tex)[0])
    return bottom - top


def test_a_fence_is_as_tall_as_what_it_holds_and_no_taller() -> None:
    tall = r"\frac{\frac{a}{b}}{\frac{c}{d}}"
    assert height(rf"\langle x\rangle {tall}") == height(r"\langle x\rangle")
    assert height(rf"\begin{{pmatrix}}x\\y\end{{pmatrix}}{tall}{tall}^{{{tall}}}") == height(
        r"\begin{pmatrix}x\\y\end{pmatrix}"
    )
    assert height(rf"\left({tall}\right)") > height(r"\left(x\right)")
    sizes = [height(rf"{size}( x)") for size in ("", r"\big", r"\Big", r"\bigg", r"\Bigg")]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("tex", [r"\hat{%s}", r"\tilde{%s}", r"\bar{%s}", r"\dot{%s}", r"\vec{%s}"])
def test_an_accent_is_as_close_to_high_letters_as_to_low_ones(tex: str) -> None:
    gaps = []
    for letter in "xA":
        drawn = sorted(inks(tex % letter), key=lambda ink: box(ink)[2])
        gaps.append(box(drawn[1])[2] - box(drawn[0])[3])
    low, high = gaps
    assert low == pytest.approx(high, abs=15)
    assert 30 < low < 190


@pytest.mark.parametrize("tex", [r"\widehat{%s}", r"\widetilde{%s}", r"\vec{%s}", r"\overrightarrow{%s}"])
@pytest.mark.parametrize("letters", ["AB", "ABCD"])
def test_an_accent_grows_to_no_more_than_its_letters_and_stands_above_their_middle(tex: str, letters: str) -> None:
    drawn = inks(tex % letters)
    accents = [ink for ink in drawn if ink.y < 0 or box(ink)[3] < -450]
    below = [box(ink) for ink in drawn if ink not in accents]
    left, right = min(each[0] for each in below), max(each[1] for each in below)
    above = [box(ink) for ink in accents]
    begin, end = min(each[0] for each in above), max(each[1] for each in above)
    assert (right - left) / 2 < end - begin <= (right - left) * 1.06
    assert (begin + end) / 2 == pytest.approx((left + right) / 2, abs=60)


def test_scripts_of_single_characters_are_equally_high() -> None:
    raised = {ink.y for tex in ("x^{2n}", "f^{2n}", "f^2", "(a)^2", "|a|^2") for ink in inks(tex) if ink.scale < 1}
    assert len(raised) == 1
    (grown,) = (ink.y for ink in inks(r"\left(\frac{a}{b}\right)^{+}")[-1:])
    assert grown < min(raised)
