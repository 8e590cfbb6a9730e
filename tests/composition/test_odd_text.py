"""Texts as authors really type and paste them, and boxes that few use: nothing stops, and nothing is lost."""

import pytest
from setting import NEAR, drawn_text, gaps, overlaps, set_lines, set_pages, source_text, texts

from benchmarks.composition.cells import text_of
from studypress.config import CompositionConfig
from studypress.pdf.composition import Rules
from studypress.pdf.composition.kinds import Region, region_of

_BLANKS = "&nbsp;" * 8


@pytest.mark.parametrize(
    "body",
    [
        "中文<sup><a href='t:x'>[1]</a> </sup>",
        "<sup> <br>二</sup>",
        "<sup>一<b> </b></sup>",
        "中文\u2028第二行\u2029第三行",
        "中文\u2028" * 9,
        "か第<span style='margin-left: -0.5em'>——<span class='box'><br></span></span>",
        "<b>\u0301中文</b>",
        "<b style='padding: 0 1em; border: 1px solid; box-decoration-break: clone'>不分开的词也要分开</b>" * 3,
    ],
)
def test_it_is_set_and_nothing_is_lost(body: str) -> None:
    for ems in (3, 8, 12):
        assert drawn_text(set_lines(f"<p>{body}</p>", ems)) == source_text(body).replace("\u2028", "").replace(
            "\u2029", ""
        )


def test_page_numbers_in_text_are_counted_again() -> None:
    css = "p::before { content: '第' counter(page) '页，共' counter(pages) '页：' }"
    first, second = set_pages(("<p>容器</p>", "<p>镜像</p>"), 20, css)
    assert texts([*first, *second]) == ["第1页，共2页：容器", "第2页，共2页：镜像"]


def test_blanks_to_fill_in_are_kept_at_either_edge_of_a_line_and_in_brackets() -> None:
    for body, char in ((f"<u>{_BLANKS}</u>是首都", "是"), (f"选（{_BLANKS}）甲", "）"), (f"姓名{_BLANKS}甲", "甲")):
        (line,) = set_lines(f"<p>{body}</p>", 30)
        at = next(index for index, cell in enumerate(line) if cell.char == char)
        start = line[at].x0 - (line[at - 1].x1 if at else 0)
        assert start > 0.2 * 8, body


def test_a_blank_before_code_breaks_a_latin_line_no_earlier_than_it_must() -> None:
    words = "Roman numerals are written by seven symbols:"
    for ems in (tenths / 10 for tenths in range(212, 256, 2)):
        blank = set_lines(f"<p>{words}&nbsp;<code>I</code>,&nbsp;<code>V</code> and all.</p>", ems, lang="en")
        whole = set_lines(f"<p>{words}&nbsp;I,&nbsp;V and all.</p>", ems, lang="en")
        assert len(texts(blank)[0]) >= len(texts(whole)[0]) - 8, ems


def test_blanks_stretch_with_the_spaces_between_words() -> None:
    lines = set_lines("<p>one\u00a0two three four five six seven 容器</p>", 12)
    assert lines[0][-1].x1 == pytest.approx(12, abs=NEAR)
    assert gaps(lines[0])["et"] == pytest.approx(gaps(lines[0])["ot"], abs=0.02)


def test_spaces_of_a_whole_em_are_as_wide_as_they_say() -> None:
    assert set_lines("<p>&emsp;&emsp;中文</p>", 20)[0][0].x0 == pytest.approx(2, abs=0.01)
    assert set_lines("<p>\u3000\u3000中文</p>", 20)[0][0].x0 == pytest.approx(2, abs=0.01)


def test_columns_too_narrow_for_a_unit_do_not_overlap() -> None:
    prose = "".join(f"<td>{'容器与镜像都在仓库里面' * 3}</td>" for _ in range(3))
    assert not overlaps(set_lines(f"<table><tr><td>约100 GB</td>{prose}</tr></table>", 12))
    narrow = (
        "<table style='table-layout: fixed; width: 2em'><tr><td style='width: 1em'>中文</td><td>字</td></tr></table>"
    )
    assert not overlaps(set_lines(narrow, 12))


def test_a_box_as_wide_as_its_text_takes_the_gaps_of_its_widest_line() -> None:
    body = "<span class='box'>用API和SDK和URL<br>（甲）、（乙）。<br>「丙」、「丁」。</span>"
    assert texts(set_lines(f"<p>{body}</p>", 40))[0] == "用API和SDK和URL"


def test_a_soft_hyphen_is_one_where_a_line_ends_there() -> None:
    lines = texts(set_lines(f"<p>{'容器' * 4}Donau\u00addampfschiff\u00adfahrt的</p>", 12))
    assert lines[0].endswith("Donau")
    assert drawn_text(set_lines("<p>con\u00adtain\u00ader容器</p>", 20)) == "container容器"


def test_marks_hang_even_where_nothing_else_is_trimmed_at_the_edges() -> None:
    rules = Rules("hanging", CompositionConfig(line_edges=False))
    body = "<p>一二三四五六七八九十，一二三四五</p>"
    assert texts(set_lines(body, 10, rules=rules))[0].endswith("，")


def test_long_names_are_parted_at_their_humps() -> None:
    first = texts(set_lines("<p>请特别注意标识符、EnableTransactionManagement的写法</p>", 22))[0]
    assert first.endswith("EnableTransaction")


@pytest.mark.parametrize(
    ("lang", "region"),
    [
        *(
            (None, Region.MAINLAND),
            ("zh-CN", Region.MAINLAND),
            ("zh-Hans-HK", Region.MAINLAND),
            ("kok", Region.MAINLAND),
        ),
        *(("zh-TW", Region.TAIWAN), ("zh-Hant", Region.TAIWAN), ("yue-Hant", Region.TAIWAN), ("zh-mo", Region.TAIWAN)),
        *(("ja", Region.JAPAN), ("ja-JP", Region.JAPAN), ("ko-KR", Region.KOREA)),
    ],
)
def test_the_region_of_a_tag(lang: str | None, region: Region) -> None:
    assert region_of(lang) is region


@pytest.mark.weasyprint_log  # the faces have no Thai
def test_a_character_without_a_glyph_takes_its_place_and_no_other_suffers() -> None:
    (line,) = set_lines("<p>中文\u0e01字</p>", 20)
    assert text_of(line) == "中文\u0e01字"
    assert (line[1].x1, line[3].x0) == pytest.approx((2, 2 + line[2].width + 0.25), abs=0.02)


def test_a_sign_of_several_characters_takes_one_cell_and_keeps_its_text() -> None:
    css = '@font-face { font-family: Emoji; src: url("studypress-font:studypress-emoji-regular.ttf") }'
    for body, text, sign in (("1️⃣打开2️⃣", "1️⃣打开2️⃣", 3), ("❤️甲", "❤甲", 1), ("1️⃣Open", "1️⃣Open", 3)):
        (line,) = set_lines(f"<p>{body}</p>", 20, f"{css} p {{ font-family: Song, Emoji }}")
        assert text_of(line) == text
        assert line[sign].x0 in (pytest.approx(1, abs=0.02), pytest.approx(1.25, abs=0.02))
