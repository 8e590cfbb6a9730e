"""Marking in the text as it stands on the printed page: readings above characters, lines below names."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from studypress.pipeline import build
from studypress.request import Request
from studypress.sheets import SHEETS

SHEET = SHEETS["A5"]
TEXT = """# 注音

第一行{漢字|hàn zì}和{装状床|zhuāng zhuàng chuáng}在行里，后面还有许多普通的字，一直写到第二行去；
第二行也有{饕餮|tāo tiè}和别的字，**粗{体|tǐ}**也一样，写到第三行，里面没有注音，一个也没有，只有普通的字；
第四行的{东京|とうきょう}是标在整个词上的，后面又是普通的字，直到段落的末尾，也就是这里。

到过<span class="专名">北京</span>，<span class="proper-name">司马迁</span><span class="书名">史记</span>。
"""


class Printed:
    """The chapter's page."""

    def __init__(self, path: Path) -> None:
        with pdfplumber.open(path) as file:
            page = next(page for page in file.pages if "第一行" in page.extract_text())
            self.chars: list[dict[str, Any]] = page.chars
            self.lines: list[dict[str, Any]] = page.lines
            self.curves: list[dict[str, Any]] = page.curves
        self.text = "".join(char["text"] for char in self.chars)

    def span(self, words: str) -> tuple[float, float]:
        """From where to where words reach that are drawn one after the other, in em of the text."""
        start = self.text.index(words)
        found = self.chars[start : start + len(words)]
        return min(char["x0"] for char in found) / SHEET.size, max(char["x1"] for char in found) / SHEET.size

    def char(self, words: str) -> dict[str, Any]:
        """The first character of words."""
        return self.chars[self.text.index(words)]

    def baseline(self, words: str) -> float:
        """Where words stand above the foot of the page, pt."""
        return float(self.char(words)["matrix"][5])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("marking")
    (folder / "a.md").write_text(TEXT, encoding="utf8")
    build(Request(folder / "a.md", output=folder / "a.pdf", page="A5"), lambda stage: None)
    return Printed(folder / "a.pdf")


def test_readings_do_not_move_the_lines(printed: Printed) -> None:
    start, end = printed.text.index("第一行"), printed.text.index("史记")
    baselines = sorted({round(char["matrix"][5], 2) for char in printed.chars[start:end]}, reverse=True)
    assert len(baselines) >= 4
    assert [above - below for above, below in pairwise(baselines)] == pytest.approx(
        [SHEET.pitch] * (len(baselines) - 1)
    )


def test_the_base_is_drawn_in_one_piece_with_its_line(printed: Printed) -> None:
    for words in ("第一行漢字和装状床在行里", "也有饕餮和别的字，粗体也一样", "第四行的东京是标"):
        assert words in printed.text.replace(" ", "")
    readings = printed.text.index("hàn")
    assert readings > printed.text.index("也就是这里")


@pytest.mark.parametrize(
    ("base", "reading"),
    [("漢", "hàn"), ("状", "zhuàng"), ("床", "chuáng"), ("体", "tǐ"), ("东京", "とうきょう")],
)
def test_a_reading_stands_centred_above_its_base(printed: Printed, base: str, reading: str) -> None:
    assert sum(printed.span(reading)) == pytest.approx(sum(printed.span(base)), abs=0.03)
    assert printed.char(reading)["size"] == pytest.approx(SHEET.size / 2, abs=0.01)
    # Above its Han, which reach 0.85 em up, and below those of the line before, which reach 0.1 em down.
    above = (printed.baseline(reading) - printed.baseline(base)) / SHEET.size
    assert 0.85 < above < SHEET.pitch / SHEET.size - 0.1 - 0.45


def test_neighbouring_readings_are_a_quarter_of_an_em_apart(printed: Printed) -> None:
    for one, other in (("hàn", "zì"), ("zhuāng", "zhuàng"), ("zhuàng", "chuáng")):
        assert printed.span(other)[0] - printed.span(one)[1] >= 0.249


def test_names_have_lines_that_do_not_meet(printed: Printed) -> None:
    ends = [(line["x0"] / SHEET.size, line["x1"] / SHEET.size) for line in printed.lines]
    for name in ("北京", "司马迁"):
        assert pytest.approx(printed.span(name), abs=0.03) in ends
    waves = [curve for curve in printed.curves if abs(curve["x1"] / SHEET.size - printed.span("史记")[1]) < 0.2]
    assert waves
    assert printed.span("史记")[0] - printed.span("司马迁")[1] == pytest.approx(0.125, abs=0.03)
