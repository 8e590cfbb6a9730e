"""Lines on the page: flush, whole, in order and as CLREQ has them, in every kind of box and across every tag."""

import tracemalloc
from dataclasses import dataclass

import pytest
from setting import (
    NEAR,
    SETTING,
    broken_rules,
    drawn_text,
    gaps,
    overlaps,
    page,
    ragged,
    set_lines,
    set_pages,
    source_text,
    texts,
)

from benchmarks.composition.cells import Line, text_of
from studypress.pdf import typeset

_BEFORE = "本章先看一个例子后来"
_PASSAGES = {
    "han": "容器技术是一种轻量级的虚拟化方式它把应用程序和它所依赖的环境一起打包使得应用可以在任何地方运行" * 2,
    "marks": "他说：“《容器》（第二版），很好。”（见‘附录’）。为什么？！因为——这是真的！……于是，大家、朋友都去了；" * 2,
    "mixed": "Docker是一个开放平台，Engine由dockerd、containerd与runc组成，1.11 版起支持OCI（2016年），快30%。" * 2,
    "spaced": "Python 不是 Homebrew 的，照 doctor 说的做：先装 Pango 1.50，再装 16 GB 内存，用 make setup 重来。" * 2,
    "signs": "所谓“Docker Hub”是‘公共’仓库，don’t panic，写作“镜像”的——都行……真的。卡尔·马克思说：10～20个，①②→④。" * 2,
}


@pytest.mark.parametrize("ems", [12, 13.7, 16, 21.5, 28, 33.3, 45])
@pytest.mark.parametrize("passage", _PASSAGES.values(), ids=_PASSAGES)
def test_lines_are_flush_whole_and_lawful_at_every_offset(passage: str, ems: float) -> None:
    bodies = tuple(f"<p>{_BEFORE[:offset]}{passage}</p>" for offset in range(10))
    for body, lines in zip(bodies, set_pages(bodies, ems), strict=True):
        _check(body, lines, ems)


def _check(body: str, lines: list[Line], right: float, left: float = 0, first: float | None = None) -> None:
    assert drawn_text(lines) == source_text(body)
    assert len(lines) > 1
    assert not ragged(lines, right, left, first)
    assert not broken_rules(lines)
    assert not overlaps(lines)
    assert lines[-1][-1].x1 <= right + NEAR


def test_a_letter_takes_little_memory() -> None:
    long = page([f"<p>{'这里是普通的正文内容，讲述一些事情。' * 80}</p>"], 40)
    typeset(page(["<p>字</p>"], 40), SETTING)  # which reads the faces
    tracemalloc.start()
    try:
        typeset(long, SETTING)
        assert tracemalloc.get_traced_memory()[1] < 1000 * 1440  # bytes; 1,230 with lists for columns of numbers
    finally:
        tracemalloc.stop()


# --- Boxes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    """What holds a text, with what it takes from the measure."""

    html: str
    left: float = 0
    right: float = 0
    indent: float = 0
    size: float = 1
    css: str = ""


_BOXES = {
    "indented paragraph": _Box("<p style='text-indent: 2em'>{}</p>", indent=2),
    "list item": _Box("<ul style='padding-left: 2em; list-style: none'><li>{}</li></ul>", left=2),
    "nested list": _Box(
        "<ol style='padding-left: 1em; list-style: none'><li><ul style='padding-left: 1em; list-style: none'>"
        "<li><p>{}</p></li></ul></li></ol>",
        left=2,
    ),
    "table cell": _Box("<table style='width: 100%'><tr><td style='padding: 0 0.5em'>{}</td></tr></table>", 0.5, 0.5),
    "heading": _Box("<h2 style='font: 700 16pt/24pt Hei'>{}</h2>", size=1.6),
    "summary": _Box("<div style='border: 1pt solid; padding: 5pt 9pt; font-family: Kai'><p>{}</p></div>", 1, 1),
    "quotation": _Box("<blockquote style='margin: 0 2em; font-family: Kai'><p>{}</p></blockquote>", 2, 2),
    "caption": _Box("<figure><figcaption style='font: 8.5pt/13pt Hei'>{}</figcaption></figure>", size=0.85),
    "footnote": _Box("<p><span class='note'>{}</span></p>", size=0.8),
    "flex item": _Box("<div style='display: flex'><p style='flex: 1'>{}</p></div>"),
    "absolute": _Box("<div style='position: absolute; left: 1em; right: 1em'>{}</div>", 1, 1),
    "inline-block": _Box("<span style='display: inline-block; width: 100%'>{}</span>"),
    "margin box": _Box(
        "<p style='string-set: head content(); position: absolute; font-size: 0'>{}</p>",
        css="@page { margin-top: 400pt; @top-left { content: string(head); width: 100%; vertical-align: top } }"
        "@page { @top-left { font: 10pt/17pt Song; text-align: justify } }",
    ),
}


@pytest.mark.parametrize("ems", [17, 25.4])
@pytest.mark.parametrize("box", _BOXES.values(), ids=_BOXES)
def test_text_is_set_alike_in_every_box(box: _Box, ems: float) -> None:
    bodies = tuple(box.html.format(_BEFORE[:offset] + text) for offset, text in enumerate(_PASSAGES.values()))
    for body, lines in zip(bodies, set_pages(bodies, ems, box.css, size=box.size), strict=True):
        text = [line for line in lines if line[0].size == pytest.approx(box.size, abs=0.02)]
        _check(body, text, ems - box.right, box.left, box.left + box.indent)


def test_columns_are_set_to_their_own_measure() -> None:
    body = f"<div style='columns: 2; column-gap: 2em'><p>{_PASSAGES['marks']}</p></div>"
    cells = [cell for line in set_lines(body, 32) for cell in line]
    columns = [[cell for cell in cells if (cell.x0 > 16) is second] for second in (False, True)]
    assert drawn_text([tuple(cells) for cells in columns]) == source_text(body)
    for column, left in zip(columns, (0, 17), strict=True):
        by_line: dict[float, list[float]] = {}
        for cell in column:
            by_line.setdefault(cell.baseline, []).extend((cell.x0, cell.x1))
        ends = [(min(xs), max(xs)) for xs in by_line.values()]
        assert all(end == pytest.approx((left, left + 15), abs=NEAR) for end in (ends if left == 0 else ends[:-1]))


@pytest.mark.parametrize("alignment", ["left", "right", "center"])
def test_lines_that_are_not_justified_stand_where_they_should(alignment: str) -> None:
    body = f"<p style='text-align: {alignment}'>{''.join(_PASSAGES.values())}</p>"
    lines = set_lines(body, 20.3)
    assert drawn_text(lines) == source_text(body)
    assert not broken_rules(lines)
    assert not overlaps(lines)
    for line in lines:
        room = 20.3 - (line[-1].x1 - line[0].x0)
        assert room >= -NEAR
        assert room < 5 or line is lines[-1]
        assert line[0].x0 == pytest.approx({"left": 0, "center": room / 2, "right": room}[alignment], abs=NEAR)


@pytest.mark.parametrize("text", _PASSAGES.values(), ids=_PASSAGES)
def test_lines_beside_a_float_and_below_it_meet_their_own_margins(text: str) -> None:
    picture = "<div style='float: right; width: 6em; height: 45pt'></div>"
    lines = set_lines(f"{picture}<p>{text * 2}</p>", 24)
    assert drawn_text(lines) == source_text(text * 2)
    assert not ragged(lines[:4], 18)
    assert not ragged(lines[3:], 24)
    assert not broken_rules(lines)


def test_a_paragraph_over_pages_goes_on_as_if_it_were_on_one() -> None:
    body = f"<p style='text-indent: 2em'>{''.join(_PASSAGES.values())}</p>"
    whole = set_lines(body, 18.5)
    split = set_lines(body, 18.5, "@page { size: 265pt 180pt }")
    assert texts(split) == texts(whole)
    assert [(line[0].x0, line[-1].x1) for line in split] == [(line[0].x0, line[-1].x1) for line in whole]
    assert not ragged(split, 18.5, first=2)


# --- Tags -----------------------------------------------------------------------------------------------------------

_PICTURE = "<svg width='1.3em' height='0.8em' viewBox='0 0 13 8'></svg>"
_TAGS = {
    "bold": "他说：<b>“容器”</b>，<b>镜像（</b>第二版<b>）</b>很好。于是<b>Docker</b>是用<b>镜</b>像的",
    "emphasis": "他<em>说：</em>“<em>《容器》</em>”很<em>Docker</em>好，<em>其实</em>不难",
    "link": "见<a href='t:x'>第一章</a>，<a href='t:x'>Docker</a>与<a href='t:x'>“镜像”</a>。再<a href='t:x'>看</a>",
    "code": "用<code>docker run</code>可以<code>-it</code>，<code>ubuntu</code>会创建；<code>“</code>是号",
    "note mark": "容器<sup>1</sup>与镜像，<sup>12</sup>都在“仓库”<sup>3</sup>。水H<sub>2</sub>O是<sup>4</sup>",
    "footnote call": "容器与镜像<span class='note'></span>都在，“仓库”<span class='note'></span>里",
    "reading": "<span class='box'>漢</span>字和<span class='box'>装状</span>，“<span class='box'>床</span>”在行里",
    "picture": f"点{_PICTURE}打开，“{_PICTURE}”和{_PICTURE}{_PICTURE}都是图标，Docker{_PICTURE}",
    "no break": "这里<span class='kept'>不许分开的词</span>，和“<span class='kept'>Docker run</span>”命令都在",
    "anchor": "容器<a class='to'></a>与镜像，<a class='to'></a>都在“<a></a>仓库”<span></span>里面的",
    "spaced letters": "题：<span style='letter-spacing: 0.1em'>容器与镜像，</span>再看<b style='letter-spacing: "
    "0.05em'>Docker</b>说",
    "sizes": "大<span style='font-size: 14pt'>字：“容”</span>小<span style='font-size: 8pt'>字，镜像Docker</span>都",
    "comment": "容器<!-- 不见 -->与镜像，<!-- 无 -->都在“仓库”里，Docker<!-- -->是",
    "nested": "他<b>说<em>：“容<code>run</code>器</em>”，</b><a href='t:x'>到<b>标<em>准</em></b>输入</a>，好。",
}


@pytest.mark.parametrize("ems", [12, 15, 18.6, 23])
@pytest.mark.parametrize("text", _TAGS.values(), ids=_TAGS)
def test_text_is_set_alike_across_tags(text: str, ems: float) -> None:
    bodies = tuple(f"<p>{_BEFORE[:offset]}{text * 4}</p>" for offset in range(10))
    for body, lines in zip(bodies, set_pages(bodies, ems), strict=True):
        drawn = drawn_text(_without_calls(lines) if "'note'" in body else lines)
        assert drawn == source_text(body)
        assert not broken_rules(lines)
        assert not overlaps(lines)
        if text != _TAGS["picture"]:
            assert not ragged(lines, ems)
        assert max(line[-1].x1 for line in lines) <= ems + NEAR


def _without_calls(lines: list[Line]) -> list[Line]:
    return [tuple(cell for cell in line if cell.size > 0.73) for line in lines]


def test_the_frame_of_a_tag_counts_as_its_text_does() -> None:
    frame = "<a style='border: 1pt solid; padding: 0 2pt'>第一章，“说<b>明</b>”与</a>"
    text = f"见{frame}后的<a style='margin: 0 2pt'>Docker</a>说"
    for ems in (12, 15, 18.6, 23):
        lines = set_lines(f"<p>{text * 6}</p>", ems)
        assert drawn_text(lines) == source_text(text * 6)
        assert not broken_rules(lines)
        for line in lines[:-1]:
            left, right = round(line[0].x0, 2), round(ems - line[-1].x1, 2)
            assert left == {"第": 0.3, "D": 0.2}.get(line[0].char, 0), text_of(line)
            assert right == {"与": 0.3, "r": 0.2}.get(line[-1].char, 0), text_of(line)


@pytest.mark.parametrize(
    "tag",
    [
        "<wbr>",
        "<b>四<wbr></b>",
        "<b><wbr>四</b>",
        "四\u2060",
    ],
)
def test_invisible_characters_are_set_anywhere(tag: str) -> None:
    for offset in range(4):
        text = f"一二三四五六七八九十{_BEFORE[:offset]}{tag}五六七"
        assert drawn_text(set_lines(f"<p>{text}</p>", 12)) == source_text(text)


def test_what_is_set_apart_from_the_line_takes_nothing_of_it() -> None:
    plain = set_lines(f"<p>{_BEFORE * 4}</p>", 15)
    for offset in range(1, 31):
        text = (_BEFORE * 4)[:offset] + "<span style='position: absolute'>a</span>" + (_BEFORE * 4)[offset:]
        lines = [tuple(cell for cell in line if cell.char != "a") for line in set_lines(f"<p>{text}</p>", 15)]
        assert texts(lines) == texts(plain)


def test_a_line_begins_and_ends_with_pictures_as_with_han() -> None:
    for number in range(3, 12):
        body = f"<p>{_PICTURE * number}{_BEFORE * 2}</p>"
        first = set_lines(body, 10)[0]
        assert first[-1].x1 == pytest.approx(10, abs=NEAR)


def test_lines_before_a_break_are_not_stretched() -> None:
    for body in ("容器与镜像<br>容器与镜像", "<b>容器与镜像<br></b>容器与镜像", "容器与镜像 <br> <br>容器与镜像"):
        lines = set_lines(f"<p>{body}</p>", 20)
        assert texts(lines) == ["容器与镜像"] * 2
        assert [line[-1].x1 for line in lines] == pytest.approx([5, 5], abs=0.01)


def test_a_line_of_two_han_before_a_long_word_is_left_short() -> None:
    lines = set_lines(f"<p>详见 {'w' * 40}<br></p>", 25)
    assert text_of(lines[0]) == "详见"
    assert lines[0][-1].x1 == pytest.approx(2, abs=0.01)


def test_a_box_as_wide_as_its_text_holds_it_on_one_line() -> None:
    for display in ("inline-block", "table", "inline-flex"):
        (line,) = set_lines(f"<p style='display: {display}'><b>用Docker做镜像</b></p>", 40)
        found = gaps(line)
        assert [found["用D"], found["r做"]] == pytest.approx([0.25] * 2, abs=0.01)


def test_what_is_not_to_be_broken_is_not_and_what_may_be_is() -> None:
    for offset in range(10):
        text = (
            f"{_BEFORE[:offset]}里<span class='kept'>不许<b>分开</b>的词</span>，<span class='kept'>run the</span>都在"
        )
        assert all(row.count("不") == row.count("词") and row.count("r") == row.count("h") for row in _rows(text, 9))
    free = _rows("一二三四五六<span style='word-break: break-all'>containers</span>七", 8)
    assert free[0].startswith("一二三四五六co")


def _rows(text: str, ems: float) -> list[str]:
    return texts(set_lines(f"<p>{text}</p>", ems))
