"""Formulas and pictures in a line keep the marks beside them, so that no line begins or ends with one of those."""

import epub_samples as samples
import pytest
from lxml import etree

from studypress.editions import Piece
from studypress.epub.kinsoku import keep_marks, keep_room

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
BLOCK = MATH.replace("<math", '<math display="block"', 1)


def kept(body: str) -> str:
    """Show what stands in a frame as `[…]`, a formula as `x`."""
    page = samples.page("c1", Piece.CHAPTERS, "一", f"<p>{body}</p>")
    root = etree.fromstring(page.html.encode())
    words = "".join(map(str, root.itertext()))
    keep_marks(root)
    assert "".join(map(str, root.itertext())) == words
    for span in root.iter("{*}span"):
        if span.get("class") == "kept":
            span.text, last = f"[{span.text or ''}", span[-1]
            last.tail = f"{last.tail or ''}]"
    return "".join(map(str, root.xpath("//*[local-name()='p']//text()")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"设{MATH}，则", "设[x，]则"),
        (f"设（{MATH}）。", "设[（x）。]"),
        (f"设{MATH}为", "设x为"),
        (f"设 {MATH} 为", "设 x 为"),
        (f"<b>{MATH}</b>；和", "[x；]和"),
        (f"<b>甲{MATH}</b>；和", "甲x；和"),
        (f"<b>{MATH}甲</b>；和", "x甲；和"),
        (f"<b>“</b>甲“{MATH}、{MATH}”", "“甲[“x、][x”]"),
        (f"{BLOCK}", "x"),
        ('图<img class="inline" src="a.png" alt=""/>，和', "图[，]和"),
        ('<img class="block" src="a.png" alt=""/>，', "，"),
    ],
)
def test_marks_stay_with_what_they_close_and_open(body: str, shown: str) -> None:
    assert kept(body) == shown


def test_a_mark_behind_a_formula_of_its_own_line_stands_beside_it() -> None:
    page = samples.page("c1", Piece.CHAPTERS, "一", f"<div>{BLOCK}，</div><div>{BLOCK}</div>")
    root = etree.fromstring(page.html.encode())
    keep_marks(root)
    shown = [(math.get("display"), math.get("displaystyle"), math.tail) for math in root.iter("{*}math")]
    assert shown == [("inline", "true", "，"), ("block", None, None)]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("正确的是（\u3000\u3000）。甲", "正确的[是（\u3000\u3000）。]甲"),
        ("甲（\u3000）和<b>乙</b>丙（\u3000）", "[甲（\u3000）]和乙[丙（\u3000）]"),
        ("（\u3000\u3000）1. 甲（乙）", "[（\u3000\u3000）]1. 甲（乙）"),
    ],
)
def test_room_for_an_answer_stays_with_the_words_before_it(body: str, shown: str) -> None:
    root = etree.fromstring(samples.page("c1", Piece.CHAPTERS, "一", f"<p>{body}</p>").html.encode())
    words = "".join(map(str, root.itertext()))
    keep_room(root)
    assert "".join(map(str, root.itertext())) == words
    for span in root.iter("{*}span"):
        span.text = f"[{span.text}]"
    assert "".join(map(str, root.xpath("//*[local-name()='p']//text()"))) == shown  # type: ignore[arg-type]
