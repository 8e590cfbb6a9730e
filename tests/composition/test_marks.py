"""How wide marks and gaps are on the page, by style and by region, and what a reader of the PDF makes of them."""

import io
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from setting import EM, USUAL, cell_of, gaps, made, ragged, set_lines, set_pages, source_text, texts

from benchmarks.composition.cells import text_of
from studypress.config import CompositionConfig
from studypress.pdf.composition import Rules


def _taken(marks: list[str], lang: str = "zh-Hans", rules: Rules = USUAL) -> list[float]:
    """What each row of marks takes between two Han, in em, on lines that are not adjusted."""
    bodies = tuple(f"<p>中{row}文</p>" for row in marks)
    found = [lines[0] for lines in set_pages(bodies, 20, lang=lang, rules=rules)]
    return [round(line[-1].x0 - line[0].x1, 2) for line in found]


# --- Widths ---------------------------------------------------------------------------------------------------------

_ROWS = ["，", "。", "（", "）", "：“", "。”", "”。", "》（", "？！", "！！！", "）、", "——", "……", "·", "、"]


@pytest.mark.parametrize(
    ("punctuation", "widths"),
    [
        ("quanjiao", [1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5, 1, 2, 1.5, 2, 2, None, 1]),
        ("hanging", [1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5, 1, 2, 1.5, 2, 2, None, 1]),
        ("kaiming", [0.5, 1, 0.5, 0.5, 1, 1, 1.5, 1, 1, 2, 1, 2, 2, None, 0.5]),
        ("banjiao", [0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 1, 1.5, 1, 2, 2, None, 0.5]),
        ("plain", [1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 2, 2, 2, None, 1]),
    ],
)
def test_marks_are_as_wide_as_their_style(punctuation: str, widths: list[float | None]) -> None:
    taken = _taken(_ROWS, rules=Rules(punctuation))
    assert [width if wanted is not None else None for width, wanted in zip(taken, widths, strict=True)] == widths


@pytest.mark.parametrize(
    ("lang", "widths"),
    [
        ("zh-Hant", [1, 1, 1, 2, 1.5, 2, 1.5]),
        ("zh-HK", [1, 1, 1, 2, 1.5, 2, 1.5]),
        ("ja", [1, 1, 1, 1.5, 1.5, 2, 1.5]),
        ("zh-Hans", [1, 1, 1, 1.5, 1.5, 1, 1.5]),
        ("en", [1, 1, 1, 1.5, 1.5, 1, 1.5]),
    ],
)
def test_marks_are_as_wide_as_their_region_has_them(lang: str, widths: list[float]) -> None:
    assert _taken(["，", "。", "：", "。」", "」「", "？！", "）（"], lang) == widths


def test_marks_meet_across_tags_and_spaces() -> None:
    rows = ["：<b>“</b>", "<b>。</b>”", "<em>）</em><em>（</em>", "： “", "<b>，</b><a>《</a>", "）<a></a>（"]
    assert _taken(rows) == [1.5] * len(rows)


@pytest.mark.parametrize("punctuation", ["quanjiao", "kaiming", "banjiao"])
@pytest.mark.parametrize("mark", "，、；：。？！”）》")
def test_a_mark_at_the_lines_end_takes_half_an_em(mark: str, punctuation: str) -> None:
    first = set_lines(f"<p>一二三四五{mark}七八九十</p>", 5.5, rules=Rules(punctuation))[0]
    assert text_of(first) == f"一二三四五{mark}"
    assert (first[-1].x0, first[-1].x1) == pytest.approx((5, 5.5), abs=0.01)


@pytest.mark.parametrize("mark", "“（《「")
def test_an_opening_mark_at_a_lines_start_takes_half_an_em(mark: str) -> None:
    for indent, lines in ((2, 1), (0, 2)):
        body = f"<p style='text-indent: {indent}em'>{'中' * 8 * (lines - 1)}{mark}一二三四五六七八</p>"
        line = set_lines(body, 8.5)[lines - 1]
        assert line[0].char == mark
        assert (line[0].x0, line[1].x0) == pytest.approx((indent, indent + 0.5), abs=0.01)
    kept = Rules(switches=CompositionConfig(paragraph_start=False))
    assert set_lines(f"<p>{mark}一</p>", 8, rules=kept)[0][1].x0 == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("mark", "，、。")
def test_a_hanging_mark_is_beyond_the_margin(mark: str) -> None:
    lines = set_lines(f"<p>一二三四五{mark}六七八九十</p>", 5, rules=Rules("hanging"))
    assert texts(lines) == [f"一二三四五{mark}", "六七八九十"]
    assert lines[0][-1].x0 == pytest.approx(5, abs=0.01)


def test_taiwan_keeps_the_cells_of_marks_at_both_edges() -> None:
    lines = set_lines("<p>一二三四五，六七八九十「一二三四五六七八</p>", 6, lang="zh-Hant")
    comma = cell_of(lines, "，")
    assert comma is lines[0][-1]
    assert comma.width == pytest.approx(1, abs=0.01)
    opened = next(line for line in lines if line[0].char == "「")
    assert opened[1].x0 - opened[0].x0 >= 0.99
    assert not ragged(lines, 6)


def test_taiwan_gives_brackets_that_met_their_cells_back_at_the_edges() -> None:
    for offset in range(6):
        lines = set_lines(f"<p>{'一二三四五'[:offset]}六，「七八」「九十」，一二</p>", 6, lang="zh-Hant")
        assert not ragged(lines, 6)
        for line in lines:
            assert line[0].char != "「" or line[1].x0 - line[0].x0 >= 0.99
            assert line[-1].char != "」" or line[-1].width >= 0.99


def test_squeezed_marks_share_what_is_too_much() -> None:
    line = set_lines("<p>一“二”三“四”五六七八九十</p>", 10.5)[0]
    assert text_of(line) == "一“二”三“四”五六七"
    assert line[-1].x1 == pytest.approx(10.5, abs=0.01)
    between = [second.x0 - first.x1 for first, second in zip(line[::2], line[2::2], strict=False)][:4]
    assert between == pytest.approx([1 - 0.5 / 4] * 4, abs=0.02)


def test_a_squeezed_mark_keeps_its_ink_beside_its_text() -> None:
    for ems in (12, 10.5):
        inks = [cell.ink or (0, 0) for cell in set_lines("<p>一“二”三“四”五六七八九十</p>", ems)[0]]
        assert [inks[2][0] - inks[1][1], inks[3][0] - inks[2][1]] == pytest.approx([0.126, 0.121], abs=0.01)


# --- Gaps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pair", "gap"),
    [
        *(
            ("用Docker做", "用D", 0.25),
            ("用Docker做", "r做", 0.25),
            ("用 Docker 做", "用D", 0.25),
            ("第3章", "第3", 0.25),
        ),
        *(
            ("用<code>run</code>做", "用r", 0.25),
            ("用 <code>run</code> 做", "n做", 0.25),
            ("用<b>a</b>做", "用a", 0.25),
        ),
        *(("用<a> Docker</a>做", "用D", 0.25), ("用<b>好 </b>Docker", "好D", 0.25), ("用\n  Docker", "用D", 0.25)),
        *(("好，Docker", "，D", 0), ("Docker。好", "r。", 0), ("好， Docker", "，D", 0), ("（Docker）", "（D", 0)),
        *(("好<sup>1</sup>Docker", "1D", 0.25), ("好<sup>1</sup>吗", "好1", 0), ("好<sup>1</sup>吗", "1吗", 0)),
    ],
)
def test_han_and_latin_are_a_quarter_of_an_em_apart(text: str, pair: str, gap: float) -> None:
    (line,) = set_lines(f"<p>{text}</p>", 20)
    assert gaps(line)[pair] == pytest.approx(gap, abs=0.02)


def test_the_gap_is_none_at_the_edges_of_a_line() -> None:
    lines = set_lines("<p>一二三四五Docker六七八九十 Docker 好</p>", 5)
    assert texts(lines)[:3] == ["一二三四五", "Docker六", "七八九十"]
    assert not ragged(lines[:4], 5)


_FORMULA = "<svg class='inline formula' width='3em' height='0.8em' viewBox='0 0 30 8'></svg>"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("由{}得", 0.25, 0.25),
        ("由 {} 得", 0.25, 0.25),
        ("由<b> {}</b> 得", 0.25, 0.25),
        ("由，{}。得", 0, 0),
        ("由，得{}，", 0.25, 0),
        ("由（{}）得", 0, 0),
    ],
)
def test_han_and_a_formula_are_as_far_apart_as_han_and_latin(text: str, before: float, after: float) -> None:
    (line,) = set_lines(f"<p>{text.format(_FORMULA)}</p>", 20)
    left, right = next(pair for pair in pairwise(line) if pair[1].x0 - pair[0].x1 > 2)
    assert right.x0 - left.x1 == pytest.approx(before + 3 + after, abs=0.02)


def test_a_formula_has_no_gap_at_the_edges_of_a_line_and_is_set_to_them() -> None:
    lines = set_lines(f"<p>{f'一二三{_FORMULA}四五，六七八' * 4}</p>", 9.4)
    assert texts(lines[:4]) == ["一二三四五，", "六七八一二三", "四五，六七八一二三", "四五，六七八"]
    assert not ragged([lines[0], lines[2], lines[4]], 9.4)
    before, after = lines[1], lines[3]  # the one ends with the formula, the other begins with it
    assert before[-1].x1 + 0.25 + 3 <= 9.4 < before[-1].x1 + 1 / 3 + 3.02
    assert (after[0].x0, after[-1].x1) == pytest.approx((3.33, 9.4), abs=0.09)


def test_a_line_of_long_words_is_left_short_where_their_spaces_would_be_wider_than_an_em() -> None:
    words = "<p>wwwwww wwwwww wwwwwwwwwwwwww</p>"
    natural = set_lines("<p>wwwwww wwwwww</p>", 60)[0][-1].x1
    for room, end in ((0.8, natural + 0.8), (1.6, natural)):
        assert set_lines(words, natural + room)[0][-1].x1 == pytest.approx(end, abs=0.1)


def test_a_line_before_a_row_to_write_on_is_not_torn_apart() -> None:
    lines = set_lines(f"<p>一二三四五六七八{'_' * 15}，甲</p>", 12.5)
    assert "".join(texts(lines[:1])) == "一二三四五六七八"
    assert lines[0][-1].x1 == pytest.approx(8, abs=0.1)


def test_a_long_row_to_write_on_fills_the_line_and_goes_on_in_the_next() -> None:
    lines = set_lines(f"<p>一二三四五六七八{'_' * 24}，甲</p>", 12.5)
    assert ["_" in text for text in texts(lines[:2])] == [True, True]
    assert lines[0][7].x1 == pytest.approx(8, abs=0.25)  # what an underscore leaves is shared out


def test_numbers_below_each_other_are_of_one_width_though_a_line_is_squeezed() -> None:
    rows = [set_lines(f"<p>（{number}）{'甲' * count}，乙，丙，丁。</p>", 16) for number, count in ((1, 8), (2, 2))]
    assert len(rows[0]) == 1
    gaps = [next(b.x0 - a.x0 for a, b in pairwise(row[0]) if a.char == "）") for row in rows]
    assert gaps[0] == pytest.approx(gaps[1], abs=0.02)


def test_a_formula_stays_with_its_letters_and_its_marks() -> None:
    for offset in range(8):
        text = f"<p>{'一二三四五六七'[:offset]}第 {_FORMULA}th，甲“{_FORMULA}”乙</p>"
        for row in set_lines(text, 8):
            assert row[0].char not in "t，”" or row[0].x0 > 2.9  # the formula is before it
            assert row[-1].char != "“"


def test_an_english_book_spaces_and_quotes_its_han_as_chinese() -> None:
    text = "The word 容器 means “container”, and “容器” isn’t the only one: 镜像 and 仓库 are others — see. "
    lines = set_lines(f"<p>{text * 3}</p>", 24, lang="en")
    assert not ragged(lines, 24)
    widths = [cell.width for line in lines for cell in line if cell.char == "“"]
    assert [width < 0.6 for width in widths[:2]] == [True, False]
    assert cell_of(lines, "’").width < 0.4


def test_an_english_books_spaces_beside_han_are_those_between_its_words() -> None:
    text = "in manuals you meet the words 容器 for container and 镜像 for image or the like "
    for line in set_lines(f"<p>{text * 3}</p>", 24, lang="en-GB")[:-1]:
        spaces = [gap for pair, gap in gaps(line).items() if gap > 0.15 and pair not in ("容器", "镜像")]
        assert len(spaces) > 3
        assert spaces == pytest.approx([spaces[0]] * len(spaces), abs=0.02)
        assert [gap for pair, gap in gaps(line).items() if pair in ("容器", "镜像") and abs(gap) > 0.03] == []
    quoted = set_lines(f"<p>It says {'容器与镜像都在仓库里面' * 4}.</p>", 12.3, lang="en")
    assert not ragged(quoted, 12.3)


# --- Shared marks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark", "wide"),
    [
        *(("所谓“Docker”是", "“", True), ("say “Docker” now 好", "“", False), ("用don’t说", "’", False)),
        *(("见pages 3—5 好", "—", False), ("wait… no 好", "…", False), ("他说‘好’了", "’", True)),
    ],
)
def test_a_shared_mark_is_the_han_faces_or_a_latin_one(text: str, mark: str, wide: bool) -> None:
    lines = set_lines(f"<p>{text}</p>", 20)
    assert (cell_of(lines, mark).width > 0.99) is wide or mark in "—…"
    kept = Rules(switches=CompositionConfig(quotes=False))
    assert cell_of(set_lines(f"<p>{text}</p>", 20, rules=kept), mark).width == pytest.approx(1, abs=0.01)


def test_a_dash_among_latin_begins_no_line() -> None:
    for ems in range(9, 20):
        rows = texts(
            set_lines("<p>好 the power is gone when it is — only the log is left, or — so they say — else</p>", ems)
        )
        assert not any(row.startswith("—") for row in rows)


@pytest.mark.parametrize("ems", [12, 13.3, 16.7, 21])
def test_dashes_and_ellipses_are_whole_and_two_em(ems: float) -> None:
    body = f"<p>{'因为——这是真的！……于是大家<b>——</b>都去看了……' * 5}</p>"
    for line in set_lines(body, ems):
        row = text_of(line)
        assert row.count("—") % 2 == row.count("…") % 2 == 0
        for mark in "—…":
            for at in (at for at, char in enumerate(row) if char == mark and row[:at].count(mark) % 2 == 0):
                assert line[at + 1].x1 - line[at].x0 == pytest.approx(2, abs=0.01)


# --- What is drawn, and what is read --------------------------------------------------------------------------------


def test_an_underline_does_not_grow_over_the_gap_after_it() -> None:
    body = "<p>容器<a href='t:x'>与镜像</a>都在这个containerization</p>"
    with pdfplumber.open(io.BytesIO(made([body], 10.9))) as file:
        (line,) = [shape for shape in (*file.pages[0].lines, *file.pages[0].rects) if shape["width"] > 10]
        chars = {char["text"]: char for char in file.pages[0].chars}
    assert chars["都"]["x0"] - chars["像"]["x1"] > 0.2 * EM
    assert (line["x0"], line["x1"]) == pytest.approx((chars["与"]["x0"], chars["像"]["x1"]), abs=0.1)


def test_dots_stand_below_the_han_and_nothing_else() -> None:
    body = "<p>其<em class='dots'>实，Docker不难</em>的都在这里面了吧</p>"
    with pdfplumber.open(io.BytesIO(made([body], 9.7))) as file:
        dots = [(curve["x0"] + curve["x1"]) / 2 for curve in file.pages[0].curves]
        chars = {char["text"]: (char["x0"] + char["x1"]) / 2 for char in file.pages[0].chars}
    assert dots == pytest.approx([chars[char] for char in "实不难"], abs=0.1)


_READ = (
    "他说：“《容器》（第二版），很好。”（见“附录”）。为什么？！因为——这是真的！……于是，大家、朋友都去看了。"
    "Docker是一个开放平台，Engine由 dockerd 与runc组成，don’t panic，快30%，一二文用行面；①②。"
)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
@pytest.mark.parametrize("punctuation", ["quanjiao", "kaiming", "banjiao", "hanging", "plain"])
@pytest.mark.parametrize("ems", [13.3, 21.5, 34])
def test_each_line_is_read_back_as_one_line(ems: float, punctuation: str, tmp_path: Path) -> None:
    body = f"<p>{_READ * 3}</p>"
    file = tmp_path / "lines.pdf"
    file.write_bytes(made([body], ems, rules=Rules(punctuation)))
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    read = ["".join(line.split()) for line in done.stdout.decode().split("\n") if line.strip("\f")]
    assert read == texts(set_lines(body, ems, rules=Rules(punctuation)))
    assert "".join(read) == source_text(body)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_letters_that_are_set_apart_are_read_as_the_word_that_they_are(tmp_path: Path) -> None:
    """A search for 目录 missed the title itself, which was read as 目 录."""
    file = tmp_path / "title.pdf"
    file.write_bytes(made(["<h1 style='letter-spacing: 0.3em'>本章要点：<b>乙</b>与丙</h1>"], 20))
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    assert "本章要点" in done.stdout.decode()
    assert "".join(done.stdout.decode().split()) == "本章要点：乙与丙"


def test_a_word_is_parted_with_a_soft_hyphen() -> None:
    body = "<p lang='en'>容器 containerization 与 virtualization 的 characteristics 之间</p>"
    read = "".join(texts(set_lines(body, 9, "p { hyphens: auto }")))
    assert "\xad" in read
    assert read.replace("\xad", "") == source_text(body)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert made([_READ], 21.5) == made([_READ], 21.5)


def test_every_line_is_as_high_as_any_other() -> None:
    text = "容器<code>run</code>与<sup>1</sup>镜像<b>粗</b>，CO<sub>2</sub>和<em>楷</em>“字”用Docker"
    baselines = [line[0].baseline for line in set_lines(f"<p>{text * 4}</p>", 15)]
    steps = [above - below for above, below in pairwise(baselines)]
    assert len(steps) > 4
    assert steps == pytest.approx([1.7] * len(steps), abs=0.01)


def test_code_has_no_gap_that_was_not_typed() -> None:
    """A placeholder in Chinese looked as if spaces stood around it, which a reader would type."""
    (line,) = set_lines("<p>写<code>po <资源> -f 件a</code>和</p>".replace("<资源>", "&lt;资源&gt;"), 40)
    after = {text_of((a, b)): b.x0 - a.x1 for a, b in pairwise(line)}
    assert abs(after["<资"]) < 0.01
    assert abs(after["源>"]) < 0.01
    assert abs(after["件a"]) < 0.01
    assert after["写p"] > 0.2
    space = 0.95 / 2
    assert after["f件"] == pytest.approx(space, abs=0.01)


def test_marks_in_code_keep_their_width_in_any_style() -> None:
    """`，` looked like `,`, and `（2）` like `(2)`."""
    (line,) = set_lines("<p>写<code>a，（b。》c</code>和</p>", 40, rules=Rules("banjiao"))
    left = {cell.char: cell.x0 for cell in line}
    assert left["b"] - left["a"] == pytest.approx(0.95 * 2.5, abs=0.01)
    assert left["c"] - left["b"] == pytest.approx(0.95 * 2.5, abs=0.01)
