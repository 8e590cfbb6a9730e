"""What Chinese line composition promises: flush lines, whole words, the text as it was, and nothing else touched."""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from weasyprint.layout import inline
from weasyprint.text import line_break

from studypress.editions import Piece
from studypress.pages import Page
from studypress.pdf import Setting, StyleSheet, composition, typeset
from studypress.pdf.composition.cells import Kind, kind_of
from studypress.pdf.composition.stretch import Site, shares, site_between, sites
from studypress.problems import Severity
from studypress.resources import resource_folder

_EM = 10.0
"""pt."""
_LEFT = 20.0
"""pt from the page's edge to the measure."""
_CLOSING = "，。、；：！？）》」』”’"
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
@page { size: %gpt 800pt; margin: 20pt }
html, body, p, ul, li, td, table, div { margin: 0; padding: 0; border-spacing: 0 }
html { font: 10pt/16pt Song; font-feature-settings: "chws" }
body { text-align: justify }
b { font-family: Hei; font-weight: 700 }
em { font-family: Kai; font-style: normal }
code { font: 0.95em Code; font-feature-settings: normal; overflow-wrap: anywhere }
a { text-decoration: underline; border-right: 0.4pt solid }
sup, sub { font-size: 0.68em; line-height: 0 }
sup { vertical-align: 0.42em }
sub { vertical-align: -0.2em }
.note { float: footnote; font: 8pt/12pt Song }
.note::footnote-call { content: counter(footnote); font-size: 0.72em; line-height: 0; vertical-align: 0.4em }
.note::footnote-marker { content: none }
"""

_SAMPLES = {
    "han": "容器技术是一种轻量级的虚拟化方式它把应用程序和它所依赖的环境一起打包使得应用可以在任何地方运行" * 4,
    "marks": "他说：“《容器》（第二版），很好。”（见“附录”）。为什么？因为——这是真的！……于是，大家都去看了。" * 5,
    "mixed": "Docker是一个开放平台，Docker Engine由dockerd、containerd与runc组成，1.11版起支持OCI（2016年），快30%。"
    * 4,
    "spaced": "Python 不是 Homebrew 的，照 doctor 说的做：先装 Pango 1.50，再装 HarfBuzz，用 make setup 重来一次。" * 4,
    "tags": "使用<b>镜像</b>可以<a href='t:x'>快速启动</a>容器，命令<code>docker run -it ubuntu</code>会创"
    "建<em>新的</em>容器<sup>1</sup>并<a href='t:x'>到<b>标准</b>输入</a>；CO<sub>2</sub>与<code>x</code><s>除</s>。"
    * 3,
    "signs": "所谓“Docker Hub”是‘公共’仓库，don’t panic，写作“镜像”的——都行……真的。卡尔·马克思～说：10～20个，①②→④。"
    * 4,
}


@pytest.fixture(autouse=True, scope="module")
def _composing() -> None:
    assert composition.compose_chinese()


def _setting(ems: float, css: str = "") -> Setting:
    theme = _FACES + _THEME % (ems * _EM + 2 * _LEFT) + css
    return Setting((StyleSheet("theme.css", theme),), resource_folder("fonts"))


@lru_cache(maxsize=64)
def _pdf(body: str, ems: float, css: str = "", lang: str = "zh-Hans") -> bytes:
    html = f'<!DOCTYPE html><html lang="{lang}"><body>{body}</body></html>'
    return typeset(Page("c", Piece.CHAPTERS, "c", html), _setting(ems, css)).pdf


def _lines(body: str, ems: float, css: str = "", lang: str = "zh-Hans") -> list[list[dict[str, Any]]]:
    """The characters of each line, without spaces, in the order they are drawn."""
    lines: list[list[dict[str, Any]]] = []
    with pdfplumber.open(io.BytesIO(_pdf(body, ems, css, lang))) as file:
        for char in (char for page in file.pages for char in page.chars if char["text"].strip()):
            if not lines or char["x0"] < lines[-1][-1]["x0"] - _EM / 2:
                lines.append([])
            lines[-1].append(char)
    return lines


def _text(line: list[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in line)


def _end(line: list[dict[str, Any]]) -> float:
    """Where the ink of the line ends: a closing mark counts half."""
    last = line[-1]
    return float(last["x1"] - (last["width"] / 2 if last["text"] in _CLOSING else 0))


def _ragged(lines: list[list[dict[str, Any]]], left: float, right: float) -> list[str]:
    return [
        _text(line) for line in lines if abs(line[0]["x0"] - left) > 0.06 * _EM or abs(_end(line) - right) > 0.06 * _EM
    ]


def _gaps(line: list[dict[str, Any]]) -> dict[str, float]:
    """The last gap of each pair of neighbours, in em."""
    return {a["text"] + b["text"]: (b["x0"] - a["x1"]) / _EM for a, b in pairwise(line)}


# --- Flush lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ems", [12, 15.3, 21.5, 30, 45])
@pytest.mark.parametrize("sample", _SAMPLES)
def test_every_line_but_the_last_meets_both_margins(sample: str, ems: float) -> None:
    lines = _lines(f"<p>{_SAMPLES[sample]}</p>", ems)
    assert len(lines) > 2
    assert not _ragged(lines[:-1], _LEFT, _LEFT + ems * _EM)


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("<ul style='padding-left: 20pt'><li>", "</li></ul>", 20, 0),
        ("<table style='width: 100%'><tr><td style='padding: 0 5pt'>", "</td></tr></table>", 5, 5),
        ("<div style='border: 1pt solid; padding: 0 9pt'><p>", "</p></div>", 10, 10),
        ("<p style='text-indent: 2em'>", "</p>", 0, 0),
    ],
)
def test_lines_meet_the_margins_of_whatever_holds_them(before: str, after: str, left: float, right: float) -> None:
    lines = _lines(before + _SAMPLES["tags"] + after, 25)
    lines = [line for line in lines if _text(line) != "•"][:-1]
    assert len(lines) > 3
    indented = "text-indent" in before
    assert not _ragged(lines[1 if indented else 0 :], _LEFT + left, _LEFT + 250 - right)
    assert not _ragged(lines[:1], _LEFT + left + 20 * indented, _LEFT + 250 - right)


def test_lines_with_footnote_marks_and_the_footnotes_meet_the_margins() -> None:
    note = f"<span class='note'>{'脚注由containerd启动，也要两边对齐。' * 4}</span>"
    lines = _lines(f"<p>{('容器与镜像' + note + '都在，') * 2}{'不必关心底层的系统' * 6}</p>", 20)
    body = [line for line in lines if line[-1]["size"] > 9]
    notes = [line for line in lines if line[0]["size"] == pytest.approx(8, abs=0.01)]
    assert not _ragged(body[:-1], _LEFT, _LEFT + 200)
    assert len(notes) > 4
    assert not _ragged([line for line in notes if len(line) > 22], _LEFT, _LEFT + 200)


def test_the_last_line_and_lines_before_a_break_are_not_stretched() -> None:
    lines = _lines("<p>容器与镜像<br>容器与镜像</p>", 20)
    assert [line[-1]["x1"] for line in lines] == pytest.approx([_LEFT + 5 * _EM] * 2, abs=0.01)


def test_a_line_of_two_han_before_a_long_word_is_left_short() -> None:
    lines = _lines(f"<p>详见 {'w' * 40}<br></p>", 32)
    assert _text(lines[0]) == "详见"
    assert lines[0][-1]["x1"] == pytest.approx(_LEFT + 2 * _EM, abs=0.01)


# --- Where lines are stretched -------------------------------------------------------------------------------------


def test_nothing_is_stretched_inside_words_numbers_dashes_and_ellipses() -> None:
    for ems in (12, 15.3, 21.5):
        for line in _lines(f"<p>{_SAMPLES['mixed']}{_SAMPLES['marks']}</p>", ems):
            for a, b in pairwise(line):
                pair = a["text"] + b["text"]
                if pair in ("——", "……") or (pair.isascii() and pair not in ("rE", "。D")):
                    assert b["x0"] - a["x1"] < 0.06 * _EM, pair


def test_han_gaps_are_even_and_borders_wider_than_they() -> None:
    line = _lines("<p>用户可以从仓库pull需要的镜像containerization</p>", 15.8)[0]
    gaps = _gaps(line)
    han = [gap for pair, gap in gaps.items() if not any(char.isascii() for char in pair)]
    assert max(han) - min(han) < 0.005
    assert gaps["库p"] == pytest.approx(gaps["l需"], abs=0.005)
    assert gaps["库p"] > han[0] > 0.01


def test_a_note_mark_stays_with_its_word() -> None:
    line = _lines("<p>容器与镜像<sup>12</sup>都在这个仓库里面containerization</p>", 14.7)[0]
    assert _gaps(line)["像1"] < 0.005
    assert _gaps(line)["2都"] > 0.01


def test_an_underline_does_not_grow_over_the_gap_after_it() -> None:
    css = "a { border: none }"
    body = "<p>容器<a href='t:x'>与镜像</a>都在这个containerization</p>"
    with pdfplumber.open(io.BytesIO(_pdf(body, 10.9, css))) as file:
        (line,) = [shape for shape in (*file.pages[0].lines, *file.pages[0].rects) if shape["width"] > 10]
        ends = {char["text"]: char["x1"] for char in file.pages[0].chars}
        starts = {char["text"]: char["x0"] for char in file.pages[0].chars}
    assert starts["都"] - ends["像"] > 0.2 * _EM
    assert (line["x0"], line["x1"]) == pytest.approx((starts["与"], ends["像"]), abs=0.1)


def test_shares_are_given_in_the_order_of_the_rules() -> None:
    places = [(Site.WORD, 0.25), (Site.BORDER, 0), (Site.HAN, 0), (Site.HAN, 0), (Site.EDGE, 0)]
    assert shares(places, 0.2) == pytest.approx([0.2, 0, 0, 0, 0])
    assert shares(places, 0.35) == pytest.approx([0.25, 0.1, 0, 0, 0])
    assert shares(places, 0.6875) == pytest.approx([0.25, 0.1875, 0.125, 0.125, 0])
    assert shares(places, 2.0) == pytest.approx([0.45, 0.45, 0.45, 0.45, 0.2])


def test_sites_are_found_between_the_right_neighbours() -> None:
    kinds = [kind_of(char) for char in "a b中 c、d——中"]
    found = [(site, at, after) for site, at, after in sites(kinds)]
    assert found == [
        (Site.WORD, 1, 1),
        (Site.BORDER, 2, 3),
        (Site.BORDER, 4, 4),
        (Site.EDGE, 5, 6),
        (Site.EDGE, 6, 7),
        (Site.HAN, 9, 10),
    ]


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        *(("中", Kind.HAN), ("ー", Kind.HAN), ("①", Kind.HAN), ("，", Kind.MARK), ("·", Kind.JOINT), ("é", Kind.LATIN)),
        *(
            ("한", Kind.LATIN),
            ("\u00a0", Kind.SPACE),
            ("\u2060", Kind.INVISIBLE),
            ("א", Kind.REVERSED),
            ("”", Kind.QUOTE),
        ),
    ],
)
def test_characters_are_what_they_should_be(char: str, kind: Kind) -> None:
    assert kind_of(char) is kind


def test_joints_have_no_gap_beside_them() -> None:
    assert site_between(Kind.HAN, Kind.JOINT) is site_between(Kind.JOINT, Kind.HAN) is None


# --- What does not change -------------------------------------------------------------------------------------------


def test_lines_stay_as_they_were_broken_and_keep_their_text() -> None:
    for sample in _SAMPLES.values():
        lines = _lines(f"<p>{sample}</p>", 21.5)
        plain = _lines(f"<p>{sample}</p>", 21.5, "body { text-align: left }")
        assert [_text(line) for line in lines] == [_text(line) for line in plain]
        assert {round(char["top"], 2) for line in lines for char in line} == {
            round(char["top"], 2) for line in plain for char in line
        }


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_each_line_is_read_back_as_one_line(tmp_path: Path) -> None:
    body = f"<p>{_SAMPLES['marks']}{_SAMPLES['mixed']}{_SAMPLES['spaced']}</p>"
    file = tmp_path / "lines.pdf"
    file.write_bytes(_pdf(body, 21.5, "html { font-feature-settings: normal }"))
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    read = ["".join(line.split()) for line in done.stdout.decode().split("\n") if line.strip("\f")]
    assert read == [_text(line) for line in _lines(body, 21.5, "html { font-feature-settings: normal }")]


def test_the_same_page_gives_the_same_bytes() -> None:
    again = _pdf.__wrapped__
    assert again(_SAMPLES["tags"], 21.5) == again(_SAMPLES["tags"], 21.5)


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint as it comes."""
    for owner, name in (
        (inline, "text_align"),
        (line_break.Layout, "reactivate"),
        (line_break.Layout, "get_first_line"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name).__wrapped__)
    _pdf.cache_clear()
    yield
    _pdf.cache_clear()


_UNTOUCHED = {
    "Latin": "<p lang='en'>" + "The quick brown fox jumps over the lazy dog and so on. " * 4 + "</p>",
    "Korean": "<p lang='ko'>" + "컨테이너는 가벼운 가상화 방식이다 그리고 빠르다 " * 4 + "</p>",
    "right to left": "<p dir='rtl'>" + "容器 אבג 镜像 " * 20 + "</p>",
    "with Hebrew in it": "<p>" + "容器 אבג 镜像 " * 20 + "</p>",
    "preserved": "<p style='white-space: pre-wrap'>" + "容器 与 镜像 " * 20 + "</p>",
    "ragged": "<p style='text-align: left'>" + "容器与镜像，" * 20 + "</p>",
    "centred": "<p style='text-align: center'>" + "容器与镜像，" * 20 + "</p>",
}


@pytest.mark.weasyprint_log  # the faces have no Hebrew
@pytest.mark.parametrize("body", _UNTOUCHED.values(), ids=_UNTOUCHED)
def test_other_lines_are_weasyprints_own(body: str, request: pytest.FixtureRequest) -> None:
    composed = _pdf(body, 21.5)
    request.getfixturevalue("_plain")
    assert _pdf(body, 21.5) == composed


@pytest.mark.parametrize(("lang", "half"), [("zh-Hans", True), ("ja", True), ("zh-Hant", False)])
def test_a_closing_mark_at_the_line_end_counts_half_where_its_right_half_is_blank(lang: str, half: bool) -> None:
    line = _lines(f"<p>{'容器与镜像都有，' * 4}</p>", 16, lang=lang)[0]
    assert _text(line).endswith("，")
    assert line[-1]["x1"] == pytest.approx(_LEFT + 160 + 5 * half, abs=0.6)


# --- Another WeasyPrint ----------------------------------------------------------------------------------------------


def test_another_weasyprint_is_not_touched_and_its_user_is_told(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_plain")
    monkeypatch.setattr(inline, "justify_line", lambda *_: None)
    before = inline.text_align, line_break.Layout.reactivate, line_break.Layout.get_first_line
    assert not composition.compose_chinese()
    assert before == (inline.text_align, line_break.Layout.reactivate, line_break.Layout.get_first_line)
    part = typeset(Page("c", Piece.CHAPTERS, "c", "<p>容器</p>"), _setting(31.25))
    assert part.pages == 1


def test_a_missing_function_is_another_weasyprint_as_well(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_plain")
    monkeypatch.delattr(inline, "justify_line")
    assert not composition.compose_chinese()


def test_the_warning_names_what_stays_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[typeset.__module__]
    monkeypatch.setattr(module, "compose_chinese", lambda: False)
    (found,) = module.sheet_problems(_setting(33.75))
    assert "Chinese lines stay ragged" in found.message
    assert found.severity is Severity.WARNING


def test_installing_twice_stretches_once() -> None:
    before = inline.text_align
    assert composition.compose_chinese()
    assert inline.text_align is before
