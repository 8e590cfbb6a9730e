"""What the room `pdf` promises: pages set alone, numbers settled, one file bound, and nothing read from outside."""

import base64
import errno
import hashlib
import io
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from parts import alone
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from studypress import pdf
from studypress.documents import Document, Documents, OutlineItem, PageMap, Rendered, page_slot
from studypress.editions import BOOK, NOTES, Piece
from studypress.model import Asset
from studypress.pdf import Galley, Metadata, Numbering, PdfResult, Setting, StyleSheet, plan_for, typeset, write_pdf
from studypress.pdf.binding import Binding, bind, page_map
from studypress.pdf.faces import Faces
from studypress.pdf.fetch import Fetcher
from studypress.pdf.settle import settle
from studypress.pdf.spool import Spool
from studypress.pdf.workers import Workers
from studypress.pdf.workshop import workshop_for
from studypress.problems import BookError, Place, Severity
from studypress.resources import resource_folder
from studypress.temporary import Pieces, unnamed_file

_FACES = "".join(
    f'@font-face {{ font-family: "StudyPress {family}"; font-weight: {weight};'
    f' src: url("studypress-font:studypress-{file}.ttf") }}\n'
    for family, weight, file in (("Song", 400, "song-regular"), ("Hei", 700, "hei-bold"))
)
_THEME = (
    _FACES
    + """
@page { size: 200pt 300pt; margin: 20pt; @top-left { content: "head" } }
html, body, h1, h2, p, div { margin: 0; padding: 0 }
html { font: 10pt/15pt "StudyPress Song" }
h1 { font: bold 10pt/15pt "StudyPress Hei" }
.new { break-before: page }
.folio { page: folios; string-set: folio attr(data-label); break-after: page; height: 1pt }
.folio:last-child { break-after: auto }
@page folios { @top-left { content: none } @bottom-center { content: string(folio) } }
"""
)
_SETTING = Setting((StyleSheet("templates/print.css", _THEME),), resource_folder("fonts"))
_ABOUT = Metadata("书名", "zh-Hans", datetime(2026, 5, 1, tzinfo=UTC), ("甲", "乙"), "简介", "社", "版权", "isbn")


def _page(name: str, body: str, piece: Piece = Piece.CHAPTERS) -> Document:
    return Document(name, piece, name, f'<!DOCTYPE html><html lang="zh-Hans"><body>{body}</body></html>')


def _with_css(css: str) -> Setting:
    return replace(_SETTING, sheets=(*_SETTING.sheets, StyleSheet("my.css", css)))


@dataclass
class _Documents(Documents):
    """Documents that are there, or made anew for each map of pages."""

    make: Callable[[PageMap], Rendered]

    @property
    def assets(self) -> tuple[Asset, ...]:
        return ()

    def each(self) -> Iterator[tuple[int, Document]]:
        return iter(enumerate(self.make(PageMap()).documents))

    def outline(self, names: set[str]) -> tuple[OutlineItem, ...]:
        return self.make(PageMap()).outline

    def again(self, numbers: PageMap) -> dict[str, Document]:
        return {page.name: page for page in self.make(numbers).documents}

    def folios(self, labels: Sequence[str]) -> str:
        folios = "".join(f'<div class="folio" data-label="{label}"></div>' for label in labels)
        return f'<html lang="zh"><body>{folios}</body></html>'


def _write(*pages: Document, outline: tuple[OutlineItem, ...] = (), setting: Setting = _SETTING) -> PdfResult:
    made = Rendered(pages, outline, ())
    return write_pdf(_Documents(lambda numbers: made), plan_for(BOOK), setting, _ABOUT, io.BytesIO())


def _data(result: PdfResult) -> bytes:
    return b"".join(Pieces(result.file))


def _opened(result: PdfResult) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(_data(result)))


def _words(result: PdfResult) -> list[str]:
    """The words of each page, joined."""
    with pdfplumber.open(io.BytesIO(_data(result))) as file:
        return [" ".join(page.extract_text().split()) for page in file.pages]


def _links(file: pikepdf.Pdf, page: int) -> list[pikepdf.Object]:
    return list(file.pages[page].obj.get("/Annots", ()))


def _page_index(file: pikepdf.Pdf, destination: pikepdf.Object) -> int:
    return [page.obj.objgen for page in file.pages].index(destination[0].objgen)


# --- One page -------------------------------------------------------------------------------------------------


def test_anchors_are_measured_from_the_top_left_corner_in_points() -> None:
    part = typeset(
        _page("c1", '<div style="height: 50pt"></div><p id="a">一</p><p class="new"><b id="b">二</b></p>'), _SETTING
    )
    assert part.pages == 2
    assert part.anchors["a"] == (0, 20, 70)
    page, x, y = part.anchors["b"]
    assert (page, x) == (1, 20)
    assert 20 <= y < 35


def test_a_part_does_not_depend_on_what_was_set_before() -> None:
    one, two = (
        _page("c1", '<h1 id="c1">第一章</h1><p>容器与镜像</p>'),
        _page("c2", "<h1>第二章</h1><p>仓库，标签。</p>"),
    )
    alone = typeset(two, _SETTING)
    typeset(one, _SETTING)
    assert typeset(two, _SETTING) == alone


def test_a_part_and_what_it_is_made_from_can_go_to_another_process() -> None:
    page = _page("c1", "<p>字</p>")
    part = typeset(*pickle.loads(pickle.dumps((page, _SETTING))))  # noqa: S301  # our own bytes
    assert pickle.loads(pickle.dumps(part)) == typeset(page, _SETTING)  # noqa: S301


def test_only_the_programs_faces_are_used() -> None:
    result = _write(_page("c1", '<p style="font-family: DejaVu Sans, sans-serif">abc 字</p><code>x</code>'))
    names = {str(font.BaseFont) for page in _opened(result).pages for font in page.resources.Font.values()}
    assert {name.partition("+")[2].startswith("StudyPress-") for name in names} == {True}


def test_faces_have_the_attributes_that_weasyprint_expects() -> None:
    assert vars(Faces()).keys() == vars(FontConfiguration()).keys()


@pytest.mark.weasyprint_log
def test_a_missing_face_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        typeset(_page("c1", "字"), replace(_SETTING, fonts=tmp_path))
    assert "studypress-song-regular.ttf" in str(caught.value.problems[0].message)
    assert caught.value.problems[0].severity is Severity.ERROR


def test_deep_nesting_is_set() -> None:
    part = typeset(_page("c1", "<div>" * 300 + "深"), _SETTING)
    assert part.pages == 1


def test_a_text_in_which_no_line_can_end_is_not_set_anew_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    typeset(_page("c1", "["), _SETTING)  # what spares time is in its place
    lengths: list[int] = []
    set_text = line_break.Layout.set_text

    def counted(layout: Any, text: str, justify: bool = False) -> None:
        lengths.append(len(text))
        set_text(layout, text, justify)

    monkeypatch.setattr(line_break.Layout, "set_text", counted)
    typeset(_page("c1", f'<p style="overflow-wrap: anywhere">{"[" * 20_000}</p>'), _SETTING)
    assert sum(lengths) < 100 * 20_000


def test_a_stumble_of_weasyprint_is_a_problem_at_the_chapters_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(**_: object) -> None:
        raise AssertionError("box\nis None")

    monkeypatch.setattr(weasyprint, "HTML", stumble)
    sheets = (*_SETTING.sheets, StyleSheet("own.css", ""))
    with pytest.raises(BookError) as caught:
        typeset(_page("c1", "字"), replace(_SETTING, sheets=sheets, places={"c1": Place("01.md", 3)}))
    assert str(caught.value.problems[0]) == (
        "01.md:3: error typesetting: It cannot be set: WeasyPrint stops with AssertionError: box is None."
    )
    assert str(caught.value.problems[0].hint).startswith("Build it without own.css: a rule there may be at fault.")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file grows beyond a megabyte."""
    resource = pytest.importorskip("resource", reason="Windows has no such limits")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_where_it_is(full_disk: None) -> None:
    with pytest.raises(BookError) as caught, unnamed_file() as file:
        Spool(file).put(Galley("c1", bytes(1_500_000), 1, {}))
    (found,) = caught.value.problems
    assert (found.code, found.place.path, "TMPDIR" in str(found.hint)) == ("cannot-write", tempfile.gettempdir(), True)


_BUILD = """
import os, sys
from pathlib import Path
from studypress.pipeline import build
from studypress.request import Request
def report(stage):
    if sys.argv[2] == "killed" and str(stage).startswith("setting 第一章"):
        os.kill(os.getpid(), 9)
build(Request(Path(sys.argv[1]), output=Path("book.pdf"), timestamp=1, jobs=2), report)
"""
"""Builds a book, or is killed, by itself, over the first chapter, however busy the machine is."""


@pytest.mark.parametrize("end", ["done", "killed"])
def test_no_file_is_left_however_a_build_ends(tmp_path: Path, end: str) -> None:
    book, folder = tmp_path / "book.md", tmp_path / "temporary"
    book.write_text(f"# 甲\n\n{'文' * 9000}\n\n# 乙\n\n{'文' * 9000}", "utf-8")
    folder.mkdir()
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": str(Path(pdf.__file__).parents[2])}
    program = [sys.executable, "-c", _BUILD, str(book), end]
    # Its processes have its stderr too: what is read to the end is closed by the last of them.
    done = subprocess.run(program, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, check=False)
    assert done.returncode == (-signal.SIGKILL if end == "killed" else 0), done.stderr
    assert (tmp_path / "book.pdf").exists() is (end == "done")
    assert [*folder.iterdir()] == []


# --- Nothing from outside -------------------------------------------------------------------------------------


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every socket that is opened, which must be none."""
    opened: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        opened.append(arguments)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return opened


@pytest.mark.weasyprint_log
@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/a.png",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "//example.org/a.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "../secret.png",
        "images/a.png",
        "studypress-asset:unknown.png",
        "studypress-font:../pyproject.toml",
        "data:image/png;base64,AAAA",
        "data:text/css,p{color:red}",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "data:image/png,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "data:image/png;base64,iVBORw0KGgo",
        "data:font/ttf;base64,iVBORw0KGgo=",
    ],
)
def test_an_address_outside_the_book_is_refused(address: str, no_network: list[object]) -> None:
    part = typeset(_page("c1", f'<p>字<img src="{address}"></p>'), _SETTING)
    assert no_network == []
    assert [found.code for found in part.problems] == ["typesetting"]
    assert "is not read" in str(part.problems[0].message)
    assert _images(part) == 0


def _images(part: Galley) -> int:
    with pikepdf.open(io.BytesIO(alone(part, _SETTING))) as file:
        return sum(len(page.get_images()) for page in file.pages)


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def _drawing(body: str, alt: str = "") -> Galley:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{body}</svg>'.encode()
    assets = {"d.svg": Asset("d.svg", "image/svg+xml", data, 100, 100)}
    return typeset(_page("c1", f'<img src="studypress-asset:d.svg" alt="{alt}">'), replace(_SETTING, assets=assets))


@pytest.mark.parametrize(
    "body",
    [
        '<text font-size="1e9">x</text>',
        '<g font-size="9999em"><text font-size="9999em">x</text></g>',
        '<text font-size="-5">x</text>',
        '<text font-size="nan">x</text>',
        "<style>text { font-size: 1e38px }</style><text>x</text>",
    ],
)
def test_letters_of_a_drawing_that_nobody_meant_say_nothing_on_the_terminal(
    body: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not _drawing(body).problems
    assert capfd.readouterr() == ("", "")


def test_a_gradient_is_repeated_no_more_often_than_can_be_seen() -> None:
    stops = '<stop offset="0"/><stop offset="1" stop-color="red"/>'
    linear = f'<linearGradient id="l" gradientUnits="userSpaceOnUse" spreadMethod="repeat" x2="1e-3">{stops}'
    radial = f'<radialGradient id="r" spreadMethod="reflect" r="1e-4" fx="9" fr="1e-5">{stops}'
    paint = "".join(f'<rect width="99" height="99" fill="url(#{name})"/>' for name in "lr")
    part = _drawing(f"{linear}</linearGradient>{radial}</radialGradient>{paint}")
    assert not part.problems
    assert len(part.body) < 2_000_000


@pytest.mark.weasyprint_log
def test_a_drawing_that_cannot_be_printed_is_told_by_what_it_shows() -> None:
    (problem,) = _drawing('<g transform="rotate()"/>', "甲 &amp; 乙").problems
    assert str(problem.message) == "The drawing “甲 & 乙” cannot be printed, and is left blank."


def test_pictures_of_the_book_are_served() -> None:
    asset = Asset("p.png", "image/png", _PIXEL, 1, 1)
    part = typeset(_page("c1", '<img src="studypress-asset:p.png">'), replace(_SETTING, assets={"p.png": asset}))
    assert _images(part) == 1
    assert part.problems == ()


def test_a_picture_that_is_in_its_address_is_there_already() -> None:
    in_base64, escaped = base64.b64encode(_PIXEL).decode(), "".join(f"%{byte:02x}" for byte in _PIXEL)
    for address, kind in [
        (f"data:image/png;base64,{in_base64}", "image/png"),
        (f"data:image/png;charset=x;base64,{in_base64}", "image/png"),
        (f"data:image/png,{escaped}", "image/png"),
    ]:
        response = Fetcher({}, _SETTING.fonts).fetch(address)
        assert (response.read(), response.content_type) == (_PIXEL, kind)


@pytest.mark.weasyprint_log
def test_a_style_sheet_of_the_authors_fetches_nothing(no_network: list[object]) -> None:
    css = """@import url(http://192.0.2.1/x.css);
@font-face { font-family: X; src: url(https://example.org/x.ttf) }
p { background: url(file:///etc/passwd) }
b { background-image: url(pic.png); colour: red; }
"""
    result = _write(_page("c1", "<p>字<b>粗</b></p>"), _page("c2", "<p>字</p>"), setting=_with_css(css))
    assert no_network == []
    told = [(str(found.place), str(found.message)) for found in result.problems]
    assert told == [
        ("my.css:1", "http://192.0.2.1/x.css is not read: nothing outside the book is."),
        ("my.css:2", "https://example.org/x.ttf is not read: nothing outside the book is."),
        ("my.css", "Font-face 'X' cannot be loaded"),
        ("my.css:4", "Ignored `colour: red`, unknown property."),
        ("my.css:4", "pic.png is not read: nothing outside the book is."),
        ("my.css:3", "file:///etc/passwd is not read: nothing outside the book is."),
    ]


@pytest.mark.weasyprint_log
def test_a_style_sheet_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(BookError) as caught:
        _write(_page("c1", "字"), setting=_with_css("@color-profile --print { src: url(print.icc) }"))
    assert [(found.code, found.place.path) for found in caught.value.problems] == [("style-sheet", "my.css")]


def test_a_style_sheet_of_the_authors_comes_last() -> None:
    part = typeset(_page("c1", '<p id="a">一</p>'), _with_css("@page { margin: 33pt }"))
    assert part.anchors["a"] == (0, 33, 33)


def test_a_style_sheet_that_disturbs_the_folios_costs_them_alone() -> None:
    css = ".folio { height: auto } .folio::before { content: '字字字'; font: 150pt StudyPress Song; display: block }"
    result = _write(_page("c1", "<p>字</p>"), setting=_with_css(css))
    assert [str(found.place) for found in result.problems] == ["."]
    assert _words(result) == ["head 字"]


# --- The book bound -------------------------------------------------------------------------------------------


def test_links_lead_to_the_right_page_and_height_across_parts() -> None:
    result = _write(
        _page("c1", '<p><a href="studypress:deep">往</a></p>'),
        _page("c2", '<p>一</p><div class="new" style="height: 100pt"></div><h2 id="deep">深</h2>'),
    )
    file = _opened(result)
    (link,) = _links(file, 0)
    assert "/A" not in link
    assert _page_index(file, link.Dest) == 3  # c1, a blank verso, and the second page of c2
    assert list(link.Dest)[1:] == [pikepdf.Name.XYZ, None, 180, None]  # 300 high, 20 margin, 100 of the box
    assert result.page_map.labels["deep"] == "4"


def test_links_to_ids_that_are_not_ascii_and_plain_fragments_are_joined() -> None:
    result = _write(_page("c1", '<h1 id="容器 a">容器</h1><a href="studypress:容器 a">甲</a><a href="#容器 a">乙</a>'))
    file = _opened(result)
    assert [_page_index(file, link.Dest) for link in _links(file, 0)] == [0, 0]
    assert result.problems == ()


def test_web_links_stay_and_dead_links_go_with_a_warning() -> None:
    body = '<a href="https://docker.com/中">a</a><a href="studypress:nowhere">乙</a><a href="notes.md">丙</a>'
    later = '<p>丁</p><p class="new"><a href="studypress:未">戊</a></p>'
    places = {"c1": Place("01.md", 7), "c2": Place("02.md", 1)}
    result = _write(_page("c1", body), _page("c2", later), setting=replace(_SETTING, places=places))
    file = _opened(result)
    links = _links(file, 0)
    assert [str(link.A.URI) for link in links] == ["https://docker.com/%E4%B8%AD"]
    assert [str(found.place) for found in result.problems] == ["01.md:7", "01.md:7", "02.md:1"]
    targets = ("nowhere", "notes.md", "未")
    assert all(f"leads to {name}," in str(found.message) for name, found in zip(targets, result.problems, strict=True))
    assert _words(result) == ["head a乙丙 1", "", "head 丁 3", "head 戊 4"]


def _book() -> tuple[Document, ...]:
    return (
        _page("cover", "<p>封面</p>", Piece.COVER),
        _page("titlepage", "<p>扉页</p>", Piece.TITLE_PAGE),
        _page("contents", '<p id="contents">目录</p><p class="new">续</p>', Piece.CONTENTS),
        _page("c1", '<h1 id="c1">一</h1><p class="new" id="c1-s1">节</p><p class="new">末</p>'),
        _page("c2", '<h1 id="c2">二</h1>'),
        _page("glossary", '<h1 id="glossary">术语</h1>', Piece.GLOSSARY),
        _page("colophon", "<p>版权</p>", Piece.COLOPHON),
    )


_OUTLINE = (
    OutlineItem("第一章 一", "c1", "c1", (OutlineItem("1.1 节", "c1", "c1-s1"), OutlineItem("没了", "c1", "gone"))),
    OutlineItem("第二章 二", "c2", "c2"),
)


def test_pages_open_on_rectos_and_folios_are_printed_where_they_belong() -> None:
    result = _write(*_book())
    assert _words(result) == [
        "head 封面", "", "head 扉页", "", "head 目录 iii", "head 续 iv",
        "head 一 1", "head 节 2", "head 末 3", "", "head 二 5", "", "head 术语 7", "", "head 版权",
    ]  # fmt: skip
    assert result.pages == 15
    assert result.page_map.labels == {
        "contents": "iii", "c1": "1", "c1-s1": "2", "c2": "5", "glossary": "7",
    }  # fmt: skip


def test_page_labels_say_what_is_printed() -> None:
    file = _opened(_write(*_book()))
    ranges = [entry if isinstance(entry, int) else dict(entry.items()) for entry in file.Root.PageLabels.Nums]
    assert ranges == [
        0, {}, 2, {"/S": pikepdf.Name.r, "/St": 1}, 6, {"/S": pikepdf.Name.D, "/St": 1},
    ]  # fmt: skip


def test_the_outline_is_nested_and_leads_to_its_pages() -> None:
    file = _opened(_write(*_book(), outline=_OUTLINE))
    first = file.Root.Outlines.First
    lines = (first, first.First, first.Next)
    assert [(str(line.Title), _page_index(file, line.Dest)) for line in lines] == [
        ("第一章 一", 6), ("1.1 节", 7), ("第二章 二", 10),
    ]  # fmt: skip
    assert first.First.objgen == first.Last.objgen  # the item without a place is left out
    assert int(first.Count) == -1  # closed
    assert file.Root.PageMode == pikepdf.Name.UseOutlines
    names = list(file.Root.Names.Dests.Names)
    assert [str(name) for name in names[::2]] == ["c1", "c1-s1", "c2"]
    assert [_page_index(file, target) for target in names[1::2]] == [6, 7, 10]


def test_a_reader_finds_its_way_in_the_outline_and_in_the_names() -> None:
    """Lines that are shown are counted (PDF 32000-1, 12.3.3), names are in the order of their bytes (7.9.6)."""
    names = ("一", "\ufe4f", "\U0001f600")  # in UTF-16 the last stands before the second
    body = "".join(f'<p id="{name}">文</p>' for name in names)
    closed = OutlineItem("节", "c1", names[1], (OutlineItem("目", "c1", names[1]),))
    below = (closed, OutlineItem("节", "c1", names[2]))
    outline = (OutlineItem("编", "c1", "一", below, expanded=True), OutlineItem("章", "c1", "一"))
    file = _opened(_write(_page("c1", body), outline=outline))
    root, first = file.Root, file.Root.Outlines.First
    assert (int(root.Outlines.Count), int(first.Count), "/Prev" in first) == (4, 2, False)
    assert [line.Prev.objgen for line in (first.Next, first.Last)] == [first.objgen, first.First.objgen]
    assert [str(name) for name in list(root.Names.Dests.Names)[::2]] == ["一", "\U0001f600", "\ufe4f"]


def test_the_file_says_what_book_it_is() -> None:
    file = _opened(_write(_page("c1", "字")))
    assert str(file.docinfo["/Title"]) == "书名"
    assert str(file.docinfo["/Author"]) == "甲, 乙"
    assert str(file.docinfo["/CreationDate"]) == "D:20260501000000Z"
    assert file.Root.Lang == "zh-Hans"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    xmp = file.open_metadata()
    assert (xmp["dc:title"], xmp["dc:creator"], xmp["dc:identifier"]) == ("书名", ["甲", "乙"], "isbn")
    assert xmp["xmp:CreateDate"] == "2026-05-01T00:00:00+00:00"


def test_a_handout_has_no_blank_pages() -> None:
    made = Rendered((_page("c1", "<p>一</p>"), _page("c2", "<p>二</p>")), (), ())
    result = write_pdf(_Documents(lambda numbers: made), plan_for(NOTES), _SETTING, _ABOUT, io.BytesIO())
    assert _words(result) == ["head 一 1", "head 二 2"]


def test_blank_pages_are_counted_with_the_leaf_before_them() -> None:
    parts = [
        (Galley("i", b"", 3, {}), Binding(recto=True, numbering=Numbering.ROMAN)),
        (Galley("c1", b"", 1, {"a": (0, 0, 0)}), Binding(recto=True, numbering=Numbering.ARABIC)),
        (Galley("c2", b"", 2, {"a": (1, 0, 0), "b": (1, 0, 0)}), Binding(recto=True, numbering=Numbering.ARABIC)),
    ]
    bound = bind(parts)
    assert [page.label for page in bound] == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]
    assert [page.folio for page in bound] == ["i", "ii", "iii", "", "1", "", "3", "4"]
    assert page_map(bound).labels == {"a": "1", "b": "4"}


# --- Settling -------------------------------------------------------------------------------------------------


_PLACES = {"c1": Place("1.md", 4)}


def _settled(
    make: Callable[[PageMap], Rendered], lengths: Callable[[Document], int] = lambda page: 1
) -> tuple[list[str], dict[str, str], list[str]]:
    """The settings in their order, the labels, and the places of what did not settle."""
    done: list[str] = []

    class OneSetter:
        def find(self, page: Document) -> Galley | None:
            return None

        def set(self, page: Document) -> Galley:
            done.append(page.name)
            return Galley(page.name, b"%PDF", lengths(page), {page.name: (0, 0, 0)})

    workers = Workers()
    with workers.ended():
        told = settle(_Documents(make), plan_for(NOTES), OneSetter(), lambda name, left, total: None, _PLACES, workers)
    _, bound, problems = told
    return done, page_map(bound).labels, [str(found.place) for found in problems]


def test_each_page_is_set_once_where_no_chapter_prints_numbers_in_its_lines() -> None:
    def make(numbers: PageMap) -> Rendered:
        return Rendered(
            (
                _page("contents", f'<p data-page-of="c2">{page_slot("c2")}</p>', Piece.CONTENTS),
                _page("c1", '<p id="c1">'),
                _page("c2", '<p id="c2">'),
                _page("glossary", '<p id="glossary">' + numbers.labels.get("c2", ""), Piece.GLOSSARY),
            ),
            (),
            (),
        )

    done, labels, unsettled = _settled(make)
    assert done == ["contents", "c1", "c2", "glossary"]
    assert labels == {"contents": "i", "c1": "1", "c2": "2", "glossary": "3"}
    assert unsettled == []


def test_only_what_changed_is_set_again() -> None:
    def make(numbers: PageMap) -> Rendered:
        summary = f"see page {numbers.labels.get('c3', '')}"
        return Rendered((_page("c1", summary), _page("c2", "plain"), _page("c3", '<p id="c3">')), (), ())

    def lengths(page: Document) -> int:
        return 1 if page.html.count("page 3") == page.html.count("page 4") else 2  # a number makes c1 longer

    done, labels, unsettled = _settled(make, lengths)
    assert done == ["c1", "c2", "c3", "c1", "c1"]
    assert unsettled == []
    assert labels["c3"] == "4"


def test_a_number_in_a_line_is_set_again_when_its_digits_are_more_than_guessed() -> None:
    def make(numbers: PageMap) -> Rendered:
        reference = f'<span data-page-within="c2">{page_slot("c2", in_line=True)}</span>'
        return Rendered((_page("c1", reference), _page("c2", '<p id="c2">')), (), ())

    done, _, _ = _settled(make, lambda page: 1)
    assert done == ["c1", "c2"]  # guessed to fall on page 1, and falls on 2
    done, _, _ = _settled(make, lambda page: 12)
    assert done == ["c1", "c2", "c1"]


def test_only_an_id_tells_where_a_number_leads() -> None:
    def make(numbers: PageMap) -> Rendered:
        reference = f'<span data-page-within="c2">{page_slot("c2", in_line=True)}</span><i data-id="c2"></i>'
        return Rendered((_page("c1", reference + "字" * 30_000), _page("c2", '<p id="c2">')), (), ())

    done, _, _ = _settled(make, lambda page: 13)
    assert done == ["c1", "c2"]  # guessed to have two digits, and has


def test_a_page_that_never_settles_ends_with_a_warning() -> None:
    def make(numbers: PageMap) -> Rendered:
        number = numbers.labels.get("c2")
        contents = _page("contents", f"{number}", Piece.CONTENTS)
        return Rendered((contents, _page("c1", f'<p id="c2">{number}'), _page("c2", "plain")), (), ())

    def lengths(page: Document) -> int:
        return 1 if ">3<" in page.html or page.name != "c1" else 2  # says 3 and has one page, or the other way round

    done, _, unsettled = _settled(make, lengths)
    assert unsettled == [".", "1.md:4"]
    assert Counter(done)["c2"] == 1


# --- The same bytes -------------------------------------------------------------------------------------------


def _print_a_long_book() -> None:
    """Set 60 pages, and print how many there are, their hash, and the most memory that was in use, in MB."""
    words = "<p>容器与镜像，Docker引擎；仓库。</p>" * 3
    pages = tuple(
        _page(f"c{n}", "".join(f'<h2 class="new" id="c{n}-{s}">{n}.{s}</h2>{words}' for s in range(10)))
        for n in range(6)
    )
    outline = tuple(OutlineItem(page.name, page.name, f"{page.name}-0") for page in pages)
    result = _write(*pages, outline=outline)
    # Not ru_maxrss, which a process inherits from the one that started it.
    memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) // 1024
    sys.stdout.write(f"{result.pages} {hashlib.sha256(_data(result)).hexdigest()} {memory}")


def test_the_same_pages_give_the_same_bytes_everywhere_and_take_little_memory() -> None:
    said = []
    for seed, zone, locale in (("1", "Asia/Shanghai", "C"), ("2", "America/New_York", "zh_CN.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANGUAGE": ""}
        environment["PYTHONPATH"] = os.pathsep.join((str(Path(__file__).parent), str(Path(pdf.__file__).parents[2])))
        code = "import test_pdf; test_pdf._print_a_long_book()"
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        said.append(run.stdout.split())
    (pages, first, memory), (_, second, _) = said
    assert pages == "60"
    assert first == second
    assert int(memory) < 300


# --- Document numbers ---------------------------------------------------------------------------------------------


def _numbered(places: str, chapters: int) -> PdfResult:
    """A book whose first chapter tells the pages of others, each two pages long."""
    pages = [_page("c1", f"<p>甲{places}乙</p>")]
    pages += [
        _page(f"c{n}", f'<h1 id="c{n}">章</h1><p style="break-before: page">文</p>') for n in range(2, chapters + 1)
    ]
    return _write(*pages)


def _slot_in_line(anchor: str) -> str:
    return f'（第 <span data-page-within="{anchor}">{page_slot(anchor, in_line=True)}</span> 页）'


def test_numbers_in_a_line_are_text_like_any_other() -> None:
    result = _numbered(_slot_in_line("c2") + _slot_in_line("c7"), 8)
    assert "甲（第 3 页）（第 13 页）乙" in _words(result)[0]
    assert result.page_map.labels["c7"] == "13"


def test_a_number_that_stands_alone_ends_at_the_right_of_its_place() -> None:
    style = "position: absolute; right: 0; top: 40pt"
    ends = []
    for chapters in (4, 60):
        last = f"c{chapters}"
        result = _numbered(f'<b style="{style}" data-page-of="{last}">{page_slot(last)}</b>', chapters)
        with pdfplumber.open(io.BytesIO(_data(result))) as file:
            (word,) = [word for word in file.pages[0].extract_words() if word["text"] == result.page_map.labels[last]]
        ends.append(word["x1"])
    assert ends[0] == pytest.approx(ends[1], abs=0.05)


def test_a_slot_whose_id_is_nowhere_is_empty() -> None:
    assert "甲（第 页）乙" in _words(_numbered(_slot_in_line("c99"), 2))[0]


def test_no_mark_of_ours_is_left_in_the_pages() -> None:
    file = _opened(_numbered(_slot_in_line("c2"), 2))
    for page in file.pages[::2]:  # the others are blank
        assert b"Studypress" not in page.Contents.read_bytes()


def test_digits_follow_each_other_in_every_face() -> None:
    for face in sorted(resource_folder("fonts").glob("*.ttf")):
        with TTFont(face, lazy=True) as font:
            cmap = font.getBestCmap()
            glyphs = [font.getGlyphID(cmap[ord(digit)]) for digit in "0123456789"]
        assert glyphs == list(range(glyphs[0], glyphs[0] + 10)), face.name


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere libraries have to be looked for")
def test_no_process_is_started_to_find_pango() -> None:
    code = (
        "import sys, studypress.problems; told = []; "
        "sys.addaudithook(lambda event, _: told.append(event) if event == 'subprocess.Popen' else None); "
        "import studypress.pdf; print(len(told))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_where_faces_have_no_room_that_is_told_before_a_library_ends_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: int) -> None:
        raise OSError(errno.ENOMEM, "no room")

    monkeypatch.setattr("studypress.memory.mmap", refused)
    workshop_for.cache_clear()
    with pytest.raises(MemoryError):
        workshop_for((), Path())
