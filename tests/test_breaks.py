"""Where pages end: notes with their marks, frames with their content, lists with the words that lead to them."""

import inspect
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from random import Random
from textwrap import dedent

import pdfplumber
import PIL.Image
import pytest
from parts import alone
from weasyprint import layout

from studypress.documents import Document
from studypress.editions import BOOK, Piece
from studypress.library_seams import Seam
from studypress.model import Asset
from studypress.pdf import Galley, Setting, StyleSheet, breaks, typeset
from studypress.render import print_styles
from studypress.resources import resource_folder
from studypress.sheets import SHEETS

_SHEET = SHEETS["A5"]
_HAN = "容器与镜像仓库标签卷网络进程文件系统内核命名空间隔离资源限制"


@cache
def _setting() -> Setting:
    styles = zip(BOOK.styles, print_styles(BOOK, _SHEET, "zh-Hans"), strict=True)
    return Setting(tuple(StyleSheet(*style) for style in styles), resource_folder("fonts"))


@pytest.fixture(autouse=True)
def _short_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the last of two pages hold a line or two, so that either is seen to end where it does by itself."""
    breaks.mend_page_breaks()
    for module in (breaks, layout):
        monkeypatch.setattr(module, "with_full_end", lambda context, root, html, pages: pages)


def _set(body: str) -> Galley:
    html = f'<!DOCTYPE html><html lang="zh-Hans"><body><section class="chapter">{body}</section></body></html>'
    return typeset(Document("c1", Piece.CHAPTERS, "c1", html), _setting())


def _filled(lines: int, body: str) -> str:
    return "<p>占位</p>" * lines + body


# --- Notes ----------------------------------------------------------------------------------------------------


class _Notes:
    """Random text with notes, in every block that may call one."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  # no secrets here
        self.count = 0

    def han(self, least: int, most: int) -> str:
        return "".join(self.random.choices(_HAN, k=self.random.randint(least, most)))

    def text(self, most: int) -> str:
        return self.han(2, most) + "".join(
            self.note() + self.han(1, most) for _ in range(self.random.choice((0, 1, 1, 2)))
        )

    def note(self) -> str:
        self.count += 1
        note = f'<span class="footnote" id="n{self.count}" data-mark="①">{self.han(3, 90)}</span>'
        return f'<b id="m{self.count}">{note}</b>'

    def block(self) -> str:
        text = self.text
        blocks: tuple[Callable[[], str], ...] = (
            lambda: f'<div class="p">{text(90)}</div>',
            lambda: f"<ul><li>{text(40)}<ul><li>{text(20)}</li></ul></li><li>{text(8)}</li></ul>",
            lambda: f"<dl><dt>{text(4)}</dt><dd>{text(60)}</dd><dt>词</dt><dd>{text(9)}</dd></dl>",
            lambda: f'<blockquote><div class="p">{text(60)}</div></blockquote>',
            lambda: f"<table><tbody>{''.join(f'<tr><td>{text(9)}<td>{text(30)}</tr>' for _ in '123')}</tbody></table>",
            lambda: f"<section><h2>{text(8)}</h2></section>",
            lambda: f'<div class="details"><div class="p">{text(50)}</div></div>',
        )
        return self.random.choice(blocks)()


@pytest.mark.parametrize("seed", range(2))
def test_a_note_begins_on_the_page_of_its_mark(seed: int) -> None:
    notes = _Notes(seed)
    anchors = _set("".join(notes.block() for _ in range(150))).anchors
    pages = [(anchors[f"m{number}"][0], anchors[f"n{number}"][0]) for number in range(1, notes.count + 1)]
    assert len(pages) > 200
    assert [pair for pair in pages if pair[0] != pair[1]] == []


def test_a_note_is_set_alike_wherever_it_is_called() -> None:
    note = '<span class="footnote" data-mark="①">注<code>c</code></span>'
    calls = f'<h1>一{note}</h1><h3>二{note}</h3><div class="p">三{note}</div><table><tr><td>四{note}</td></tr></table>'
    with pdfplumber.open(io.BytesIO(alone(_set(calls), _setting()))) as file:
        sizes = {char["text"]: set[float]() for char in file.pages[0].chars}
        for char in file.pages[0].chars:
            sizes[char["text"]].add(round(char["size"], 2))
    assert (len(sizes["注"]), len(sizes["c"])) == (1, 1)


# --- Frames and breaks ----------------------------------------------------------------------------------------


def _points(number: int) -> str:
    points = "".join(
        f'<li class="point" id="p{index}">要点<div class="answer" id="a{index}">答</div></li>'
        for index in range(number)
    )
    return f'<section class="summary-group"><h3 class="group-title">节</h3><ul class="points">{points}</ul></section>'


def _summary(points: int, name: str = "") -> str:
    return (
        f'<section class="summary {name}" id="box"><h2 class="box-title">总结</h2>'
        f'<div class="summary-body">{_points(points)}</div></section>'
    )


def _broken(points: int) -> Iterator[Galley]:
    """Chapters whose summary begins ever farther down its page, if it is broken."""
    parts = (_set(_filled(lines, _summary(points))) for lines in range(6, 27))
    return (part for part in parts if part.anchors["box"][0] != part.anchors[f"p{points - 1}"][0])


def _frames(page: pdfplumber.page.Page) -> list[dict[str, float]]:
    """What is drawn on a page below its running head, apart from words."""
    return [shape for shape in page.rects + page.curves if _SHEET.top - 1 < shape["top"]]


def _white(page: pdfplumber.page.Page) -> float:
    """How far the frame on a page goes on below its last words, pt."""
    words = [word["bottom"] for word in page.extract_words() if word["bottom"] < _SHEET.height - _SHEET.bottom]
    return float(max(shape["bottom"] for shape in _frames(page)) - max(words))


def test_the_frame_of_a_broken_summary_ends_with_its_content_and_goes_on_at_the_head_of_the_page() -> None:
    found = 0
    for part in _broken(9):
        with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
            for above, below in pairwise(file.pages):
                assert _white(above) < 16
                assert min(shape["top"] for shape in _frames(below)) == pytest.approx(_SHEET.top, abs=0.6)
                found += 1
    assert found > 3


def test_a_quotation_that_is_broken_before_its_list_ends_with_its_words() -> None:
    quotation = f'<blockquote><p id="x">{"占位，" * 45}</p><ul><li id="y">一</li></ul></blockquote>'
    parts = [_set(_filled(lines, quotation)) for lines in range(19, 26)]
    broken = [part for part in parts if part.anchors["x"][0] != part.anchors["y"][0]]
    assert len(broken) > 2
    for part in broken:
        with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
            assert _white(file.pages[0]) < 6


@pytest.mark.parametrize("frame", ["blockquote", 'div class="callout"', 'div class="details"', 'div class="note"'])
def test_a_frame_of_single_lines_is_not_parted_behind_the_first_or_before_the_last(frame: str) -> None:
    items = [f'li id="l{at}"' for at in range(4)]
    bodies = (
        "".join(f'<p id="l{at}">行</p>' for at in range(4)),
        "<ul>" + "".join(f"<{item}>行</li>" for item in items) + "</ul>",
        '<p id="l0">行</p><ol>' + "".join(f"<{item}>行</li>" for item in items[1:]) + "</ol>",
        '<ul><li id="l0">行</li><li id="l1">行</li><li><p id="l2">行</p><p id="l3">行</p></li></ul>',
    )
    seen = set()
    for lines in range(20, 29):
        for body in bodies:
            anchors = _set(_filled(lines, f"<{frame}>{body}</{frame.split()[0]}>")).anchors
            seen.add(tuple(anchors[f"l{at}"][0] for at in range(4)))
    assert seen == {(0, 0, 0, 0), (0, 0, 1, 1), (1, 1, 1, 1)}


def test_a_broken_summary_leaves_neither_one_point_nor_an_answer_alone() -> None:
    found = 0
    for part in _broken(9):
        pages = [part.anchors[f"p{index}"][0] for index in range(9)]
        assert pages[0] == pages[1]
        assert pages[-2] == pages[-1]
        assert pages == [part.anchors[f"a{index}"][0] for index in range(9)]
        found += 1
    assert found > 3


def test_a_broken_summary_of_titles_alone_leaves_three_of_them_together() -> None:
    titles = "".join(
        f'<section class="summary-group"><h3 class="group-title" id="t{index}">节</h3></section>\n'
        for index in range(9)
    )
    body = f'<div class="summary-body">{titles}</div>'
    box = f'<section class="summary" id="box"><h2 class="box-title">要点</h2>{body}</section>'
    parts = [_set(_filled(lines, box)) for lines in range(6, 27)]
    pages = [[part.anchors[f"t{index}"][0] for index in range(9)] for part in parts]
    broken = [row for row in pages if row[0] != row[-1]]
    assert len(broken) > 3
    assert [row for row in broken if len(set(row[:3])) > 1 or len(set(row[-3:])) > 1] == []


_FOOT = _SHEET.height - _SHEET.bottom
_MUCH = 0.17 * _FOOT
"""What no page leaves blank rather than part what should be whole, pt."""


def test_a_short_summary_is_broken_only_where_much_would_stay_blank() -> None:
    seen = set()
    for lines in range(6, 27):
        anchors = _set(_filled(lines, _summary(4, "short"))).anchors
        (box, _, top), pages = anchors["box"], [anchors[f"p{point}"][0] for point in range(4)]
        seen.add(tuple(pages))
        if box:  # as a whole: there was no room for its title, its first heading and two points
            assert _FOOT - (_SHEET.top + lines * _SHEET.pitch) < 9.5 * _SHEET.pitch
        elif pages[-1]:
            assert _FOOT - top > _MUCH
            assert pages[1] == 0 < pages[-2]
    assert seen == {(0, 0, 0, 0), (0, 0, 1, 1), (1, 1, 1, 1)}


def test_a_summary_that_all_but_fits_is_set_closer() -> None:
    steps = []
    for lines in range(6, 12):
        anchors = _set(_filled(lines, _summary(7, "short"))).anchors
        assert anchors["p6"][0] == 0
        assert anchors["a6"][2] + 0.92 * _SHEET.pitch < _FOOT
        steps.append(round(anchors["p1"][2] - anchors["p0"][2], 2))
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 3  # loose, closer, as close as may be
    assert steps[0] == steps[1] > steps[-1] + 2


def test_a_summary_is_set_as_close_below_what_keeps_its_distance() -> None:
    spaces = []
    for lines in range(6, 10):
        before = _filled(lines, '<p style="margin-bottom: 60px">远</p>')
        anchors = _set(before + _summary(7, "short")).anchors
        if anchors["p6"][0] == 0:
            spaces.append(anchors["p1"][2] - anchors["p0"][2])
    assert spaces[-1] < spaces[0] - 2  # as close as may be


def test_a_summary_with_a_note_is_not_set_again_which_would_lose_the_note() -> None:
    note = '<b id="m"><span class="footnote" id="n" data-mark="①">注</span></b>'
    for lines in range(6, 13, 2):
        anchors = _set(_filled(lines, _summary(7, "short").replace('">要点', f'">要点{note}', 1))).anchors
        assert anchors["m"][0] == anchors["n"][0]


def test_the_tick_of_a_point_stands_beside_its_words_however_its_summary_is_set() -> None:
    summary = _summary(7, "short").replace('">要点', '"><span class="tick"></span>要点')
    for lines in range(6, 20):
        with pdfplumber.open(io.BytesIO(alone(_set(_filled(lines, summary)), _setting()))) as file:
            for page in file.pages:
                words = [_middle(word) for word in page.extract_words() if word["text"] == "要点"]
                ticks = sorted({_middle(shape) for shape in _frames(page) if 5.5 < shape["height"] < 8})
                assert ticks == [pytest.approx(word, abs=2) for word in words], lines


def _middle(shape: dict[str, float]) -> float:
    return round((shape["top"] + shape["bottom"]) / 2, 1)


def test_a_list_stays_with_the_words_that_lead_to_it_and_with_nothing_else() -> None:
    split = {True: 0, False: 0}
    for lines in range(20, 30):
        for leading, before in ((True, '<p id="x">如下：</p>'), (False, '<dl><dt>词</dt><dd id="x">释义</dd></dl>')):
            anchors = _set(_filled(lines, f'{before}<ol><li id="y">一</li><li>二</li></ol>')).anchors
            split[leading] += anchors["x"][0] != anchors["y"][0]
    assert split[True] == 0
    assert split[False] > 0


@pytest.mark.parametrize("words", ["词", "<code>词</code>", '<span class="tick"></span>词', "<a href='#x'>词</a>：词"])
def test_a_list_or_code_within_an_item_stays_with_the_words_of_the_item(words: str) -> None:
    rows = '<span class="code-line">x</span>' * 3
    code = f'<pre class="code short" id="y"><code>{rows}</code></pre>'
    for lines in range(22, 29):
        for below in ('<ul><li id="y">一</li><li>二</li></ul>', code):
            anchors = _set(_filled(lines, f'<ul><li id="x">{words}{below}</li></ul>')).anchors
            assert anchors["x"][0] == anchors["y"][0]


def test_words_that_head_a_block_stay_with_it() -> None:
    split = {"with-next": 0, "p": 0}
    code = "".join('<span class="code-line">x</span>' for _ in range(4))
    for lines in range(20, 30):
        for name in split:
            body = f'<p class="{name}" id="x">词</p><pre class="code short" id="y"><code>{code}</code></pre>'
            anchors = _set(_filled(lines, body)).anchors
            split[name] += anchors["x"][0] != anchors["y"][0]
    assert split["with-next"] == 0
    assert split["p"] > 0


def test_titles_alone_fill_their_pages() -> None:
    sections = "".join(f'<section class="section"><h2 id="h{at}">节</h2></section>' for at in range(20))
    for lines in range(8):
        anchors = _set(_filled(lines, sections)).anchors
        last = max(at for at in range(20) if anchors[f"h{at}"][0] == 0)
        assert anchors[f"h{last}"][2] + 4.5 * _SHEET.pitch > _FOOT


def test_items_of_pictures_alone_may_part() -> None:
    picture = '<li class="picture-only" id="i{}"><figure><p style="height: {}pt">图</p></figure></li>'
    items = "".join(picture.format(at, 100) for at in range(4))
    anchors = _set(_filled(6, f'<p id="words">如下：</p><ul>{items}</ul>')).anchors
    assert [anchors[name][0] for name in ("words", "i0", "i1", "i2", "i3")] == [0, 0, 0, 0, 1]


def test_the_title_of_a_frame_stays_with_items_that_hold_pictures_of_half_a_page() -> None:
    item = '<li>句<figure id="f{}"><p style="height: 240pt">图</p></figure></li>'
    title = '<div class="callout-title" id="title">题</div>'
    anchors = _set(f'<div class="callout">{title}<ol>{item.format(0)}{item.format(1)}</ol></div>').anchors
    assert [anchors[name][0] for name in ("title", "f0", "f1")] == [0, 0, 1]


def test_code_breaks_between_its_lines_and_leaves_none_alone() -> None:
    heights = range(300, 620, 3)
    code = "".join(
        f'<div style="break-before: page; height: {height}px"></div><div class="details"><div class="p">文</div></div>'
        f'<pre class="code" id="c{height}"><code>'
        + "".join(f'<span class="code-line" id="c{height}-{line}">x</span>' for line in range(12))
        + "</code></pre>"
        for height in heights
    )
    anchors = _set(code).anchors
    pages = [[anchors[f"c{height}{line}"][0] for line in ("", "-0", "-1", "-10", "-11")] for height in heights]
    assert any(begin != end for begin, *_, end in pages)
    assert [page for page in pages if len(set(page[:3])) > 1 or page[3] != page[4]] == []


def test_an_empty_line_of_code_is_no_company_for_the_first() -> None:
    heights = range(520, 600, 8)
    lines = '<span class="code-line" id="{0}-0">x</span><span class="code-line"></span>'
    lines += '<span class="code-line" id="{0}-2">x</span>' + '<span class="code-line">x</span>' * 7
    parted = _set(
        "".join(
            f'<div style="break-before: page; height: {height}px"></div>'
            f'<pre class="code"><code>{lines.format(height)}</code></pre>'
            for height in heights
        )
    ).anchors
    assert all(parted[f"{height}-0"][0] == parted[f"{height}-2"][0] for height in heights)


def test_a_single_line_of_code_may_end_a_page() -> None:
    code = '<pre class="code short" id="x"><code><span class="code-line">x</span></code></pre><p id="y">文</p>'
    pages = [_set(_filled(lines, code)).anchors for lines in range(20, 30)]
    assert any(anchors["x"][0] != anchors["y"][0] for anchors in pages)


def test_an_empty_line_of_code_begins_no_page() -> None:
    heights = range(500, 560, 15)
    code = "".join(
        f'<div style="break-before: page; height: {height}px"></div><pre class="code"><code>'
        + "".join(f'<span class="code-line" id="c{height}-{line}">{"x" * (line % 3)}</span>' for line in range(24))
        + "</code></pre>"
        for height in heights
    )
    anchors = _set(code).anchors
    pages = [[anchors[f"c{height}-{line}"][0] for line in range(24)] for height in heights]
    ends = [line for page in pages for line in range(1, 24) if page[line - 1] != page[line]]
    assert len(ends) == len(heights)
    assert all(line % 3 for line in ends)


def test_a_heading_at_the_head_of_a_page_stands_at_the_top_of_the_text() -> None:
    places = [_set(_filled(lines, '<h2 id="h">节</h2><p>文</p>')).anchors["h"] for lines in range(22, 29)]
    heights = [y for page, _, y in places if page == 1]
    assert len(heights) > 2
    assert heights == [pytest.approx(_SHEET.top)] * len(heights)


# --- Lines ----------------------------------------------------------------------------------------------------


def _lines(paragraphs: str) -> list[str]:
    part = _set(f'<div lang="en">{paragraphs}</div>')
    with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
        return [line["text"] for page in file.pages for line in page.extract_text_lines()]


def test_a_text_whose_last_blank_has_no_room_ends_its_line_no_earlier() -> None:
    text = "I note a plain text file (with the usual extension <code>.bib</code>) that holds entries like this one:"
    widths = (f'<div class="p" style="width: {width / 2}px; text-indent: 0">{text}</div>' for width in range(620, 720))
    lines = _lines("".join(widths))
    assert sum(line.startswith("I note a") for line in lines) == 100
    assert not any(line == "I" for line in lines)


def test_the_hyphen_that_parts_an_english_word_is_narrow_and_soft() -> None:
    text = "An extraordinarily straightforward representation of international communication."
    part = _set(f'<div class="p" lang="en" style="width: 150px">{text}</div>')
    with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
        hyphens = [char for char in file.pages[0].chars if char["text"] in "\u00ad\u2010"]
    assert {char["text"] for char in hyphens} == {"\u00ad"}
    assert all(char["width"] < char["size"] / 2 for char in hyphens)


# --- Pictures -------------------------------------------------------------------------------------------------

_HIGH = 270
"""pt"""


def _pictures(name: str, data: bytes, lines: int, frame: str = "{}") -> list[list[tuple[float, float]]]:
    """Height and lower edge of the pictures on each page: one of 270 pt behind so many lines."""
    asset = Asset(name, "image/svg+xml" if name.endswith("svg") else "image/png", data, 200, 400)
    setting = replace(_setting(), assets={name: asset})
    figure = f'<figure><img src="studypress-asset:{name}" style="width: 135pt"/><figcaption>图</figcaption></figure>'
    body = _filled(lines, f"{frame.format(figure)}<p>后文</p>")
    html = f'<!DOCTYPE html><html lang="zh-Hans"><body><section class="chapter">{body}</section></body></html>'
    part = typeset(Document("c1", Piece.CHAPTERS, "c1", html), setting)
    with pdfplumber.open(io.BytesIO(alone(part, setting))) as file:
        return [
            [(shape["height"], shape["bottom"]) for shape in [*page.images, *page.rects] if shape["height"] > _HIGH / 3]
            for page in file.pages
        ]


def _png(width: int) -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", (width, 2 * width), "navy").save(file, "PNG")
    return file.getvalue()


def _svg() -> bytes:
    shape = '<rect width="200" height="400" fill="navy"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="400">{shape}</svg>'.encode()


@pytest.mark.parametrize(
    ("name", "data", "least"), [("p.png", _png(500), 0.6), ("coarse.png", _png(20), 0.5), ("p.svg", _svg(), 0.8)]
)
def test_a_picture_that_does_not_fit_shrinks_a_little_and_no_more(name: str, data: bytes, least: float) -> None:
    shrunk = []
    for lines in range(8, 24):
        first, *others = _pictures(name, data, lines)
        if first:
            ((height, bottom),) = first
            assert bottom < _SHEET.height - _SHEET.bottom
            assert least - 0.01 <= height / _HIGH < 1.01
            shrunk += [height] if height < _HIGH - 1 else []
        else:
            ((height, _),) = others[0]
            assert height == pytest.approx(_HIGH, abs=1)
    assert len(set(shrunk)) > 2
    assert max(shrunk) - min(shrunk) > 30


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="callout"><div class="callout-title">题</div>{}</div>',
        '<div class="details"><p class="details-summary">题</p>{}</div>',
    ],
)
def test_a_picture_in_a_frame_shrinks_as_others_do(frame: str) -> None:
    first, *_ = _pictures("p.png", _png(500), 13, frame)
    bottom, height = min((bottom, height) for height, bottom in first)  # the other is the frame
    assert 0.6 * _HIGH < height < _HIGH
    assert bottom < _SHEET.height - _SHEET.bottom


# --- Tables ---------------------------------------------------------------------------------------------------


def test_a_short_table_is_parted_only_where_much_would_stay_blank() -> None:
    row = '<tr id="r{}"><td>甲</td><td>乙</td></tr>'
    for names, least in (("table-wrap unbroken", _MUCH), ("table-wrap", 0)):
        table = f'<div class="{names}" id="t"><table>{"".join(row.format(number) for number in range(8))}</table></div>'
        parts = [_set(_filled(lines, table)).anchors for lines in range(16, 27)]
        tops = [anchors["t"][2] - 0.6 * _SHEET.pitch for anchors in parts if anchors["t"][0] != anchors["r7"][0]]
        parted = [_FOOT - top for top in tops]
        assert parted
        assert min(parted) > least
        assert (min(parted) < _MUCH) == (least == 0)


@pytest.mark.parametrize("before", ["<p>词</p>", "<h2>标题</h2>"])
def test_the_caption_of_a_table_stands_above_its_first_row(before: str) -> None:
    row = '<tr id="r{}"><td>甲</td><td>乙</td></tr>'
    head = '<caption><span id="c">表一</span></caption><thead><tr><th>丙</th><th>丁</th></tr></thead>'
    table = f'<div class="table-wrap"><table>{head}{"".join(row.format(number) for number in range(9))}</table></div>'
    for lines in range(21, 27):
        anchors = _set(_filled(lines, before + table)).anchors
        assert anchors["c"][0] == anchors["r0"][0]


def test_who_wrote_a_poem_stands_on_its_page() -> None:
    poem = '<h2>题</h2><div class="align-center contained"><p id="c">作者</p></div><p id="p">一句<br>二句</p>'
    for lines in range(22, 28):
        anchors = _set(_filled(lines, poem)).anchors
        assert anchors["c"][0] == anchors["p"][0]


def _last_on_the_first_page(name: str, lines: int) -> int:
    """How many rows of three, each four lines high, end on the page that a table begins on."""
    row = f'<tr{name} id="r{{}}"><td>{"甲<br>" * 3}乙</td></tr>'
    rows = "".join(row.format(number) for number in range(3))
    anchors = _set(_filled(lines, f'<h2 id="h">标题</h2><div class="table-wrap"><table>{rows}</table></div>')).anchors
    return sum(anchors[f"r{number}"][0] == anchors["h"][0] for number in range(3))


def test_a_high_row_may_stand_alone_and_a_low_one_not() -> None:
    for name, may in (("", False), (' class="high"', True)):
        found = {_last_on_the_first_page(name, lines) for lines in range(10, 20)}
        assert {1 in found, 2 in found} == {may}


@pytest.mark.parametrize("item", ["甲{}", "<p>甲{}</p>", "<ul><li>甲{}</li></ul>"])
def test_the_mark_of_an_item_stands_on_the_baseline_of_a_high_line(item: str) -> None:
    high = '<span style="display: inline-block; width: 9pt; height: 60pt; vertical-align: -10pt"></span>'
    part = _set(f"<ol><li>{item.format(high)}</li></ol>")
    with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
        baselines = {char["text"]: char["matrix"][5] for char in file.pages[0].chars}
    assert baselines["1"] == pytest.approx(baselines["甲"], abs=0.05)


def test_a_rule_never_heads_a_page() -> None:
    for lines in range(20, 30):
        anchors = _set(_filled(lines, '<p id="x">词</p><hr id="y"/><p>词</p>')).anchors
        assert anchors["x"][0] == anchors["y"][0]


def test_choices_in_rows_stay_together() -> None:
    rows = "".join(
        f'<div class="choice-row" id="r{number}"><div class="choice">A. 甲</div></div>' for number in range(4)
    )
    for lines in range(16, 27):
        anchors = _set(_filled(lines, f'<p id="q">几个？</p><div class="choices">{rows}</div>')).anchors
        assert len({anchors[name][0] for name in ("q", "r0", "r3")}) == 1


# --- The guard ------------------------------------------------------------------------------------------------


def test_another_weasyprint_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert breaks.mend_page_breaks()
    before = layout.block._linebox_layout.__code__
    known = breaks._REPAIRS
    for strange in (Seam(layout.block, "block_level_width", "0"), Seam(layout.block, "no_such_function", "0")):
        monkeypatch.setattr(breaks, "_REPAIRS", (*known, (strange, {})))
        assert not breaks.mend_page_breaks()
    assert layout.block._linebox_layout.__code__ is before


@pytest.mark.parametrize(("seam", "lines"), breaks._REPAIRS, ids=lambda part: getattr(part, "name", ""))
def test_what_is_repaired_is_in_the_function_once(seam: Seam, lines: dict[str, str]) -> None:
    source = inspect.getsource(seam.original())
    assert [dedent(source).count(fault) for fault in lines] == [1] * len(lines)


def test_all_lines_of_a_question_begin_where_its_choices_do() -> None:
    choices = '<div class="choices"><div class="choice-row"><p class="choice">A．甲</p></div></div>'
    part = _set(f'<section class="section"><p>1．{_HAN * 3}</p>{choices}<p>{_HAN * 3}</p></section>')
    with pdfplumber.open(io.BytesIO(alone(part, _setting()))) as file:
        lines = [line["x0"] for line in file.pages[0].extract_text_lines() if line["top"] > _SHEET.top - 1]
    assert [round((start - lines[-1]) / _SHEET.size) for start in lines] == [2, 2, 2, 2, 2, 0, 0]
