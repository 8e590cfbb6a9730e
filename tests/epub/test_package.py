"""What `epub/` promises: a valid publication whose parts agree with each other, the same bytes every time."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path, PurePosixPath

import epub_samples as samples
import pytest
from limits import within
from lxml import etree
from PIL import Image

from studypress.documents import OutlineItem, PageStart, Rendered
from studypress.editions import Piece
from studypress.epub import Conformance, PageList, Setting, kinsoku, navigation, popups, write_epub
from studypress.epub.content import MalformedDocumentError, read_documents
from studypress.epub.styles import checked_styles
from studypress.figures.code import CLASSES
from studypress.model import Asset, Author, CalloutKind, Metadata, Series
from studypress.problems import BookError, Problem
from studypress.resources import resource_folder

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
THEME = resource_folder("templates") / "epub.css"
STYLES = (("epub.css", THEME.read_text(encoding="utf8")),)
ODD = replace(
    samples.METADATA,
    title='A & B <C> "D" 😀\x01 ' + "汉" * 60,
    subtitle="",
    authors=(Author("O'Neil & <Söhne>"), Author("  ")),
)


SMALL = samples.raster("png", (16, 24))
"""A cover for the tests that are not about it: drawing one takes a quarter of a second."""


def write(
    pages: Rendered, metadata: Metadata = samples.METADATA, cover: Asset | None = SMALL
) -> tuple[bytes, list[Problem]]:
    return write_epub(pages, metadata, Setting(samples.WORDS, STYLES, samples.DAY, cover))


@pytest.fixture(scope="module")
def book() -> bytes:
    data, problems = write(samples.rich(), ODD, None)
    assert problems == []
    return data


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(files(data)[f"EPUB/{name}"])


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NAMES)]  # type: ignore[union-attr]


def manifest(data: bytes) -> dict[str, tuple[str, set[str]]]:
    items = tree(data, "content.opf").iterfind("o:manifest/o:item", NAMES)
    return {i.get("href", ""): (i.get("media-type", ""), set(i.get("properties", "").split())) for i in items}


# --- The whole ------------------------------------------------------------------------------------------------


def test_container_is_as_ocf_says(book: bytes) -> None:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        entries = archive.infolist()
    first = entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    assert {entry.date_time for entry in entries} == {(2026, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert all(re.fullmatch(r"[a-z0-9_./-]+", entry.filename) for entry in entries if entry.filename[:4] == "EPUB/")


@pytest.mark.parametrize(
    ("year", "first"), [(1970, (1980, 1, 1, 0, 0, 0)), (2108, (2107, 12, 31, 0, 0, 0)), (9999, (2107, 12, 31, 0, 0, 0))]
)
def test_a_date_that_zip_cannot_hold_is_the_nearest_that_it_can(year: int, first: tuple[int, ...]) -> None:
    stamp = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    data, _ = write_epub(samples.plain(), samples.METADATA, Setting(samples.WORDS, STYLES, stamp, SMALL))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.infolist()[0].date_time == first
    assert f"{year}-01-01T00:00:00Z".encode() in files(data)["EPUB/content.opf"]


def test_every_part_is_well_formed_and_says_its_language(book: bytes) -> None:
    parts = {name: data for name, data in files(book).items() if name.endswith((".xhtml", ".opf", ".ncx", ".xml"))}
    assert len(parts) == 11
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for name, data in parts.items():
        root = etree.fromstring(data)
        if not name.startswith("META-INF"):
            assert root.get(language) == "zh-Hans", name
        if name.endswith(".xhtml"):
            assert root.get("lang") == "zh-Hans"
            assert texts(root, "//h:title/text()") != []
            assert not texts(root, "//comment()")


def digest_elsewhere(folder: Path, spoil: str = "pass") -> str:
    """Pack the book in another process, time zone, locale, folder and hash seed; `spoil` is run before."""
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; import hashlib, os, time, test_package as t;"
        f"from studypress.epub import package as p; packed = p.packed; {spoil};"
        "print(hashlib.sha256(t.write(t.samples.rich(), t.ODD, None)[0]).hexdigest())"
    )
    here = Path(__file__).parent
    environment = os.environ | {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "77", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": ""}
    command = [sys.executable, "-c", program, str(here), str(here.parent), str(here.parent.parent)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_same_bytes_in_another_process_zone_and_folder(book: bytes, tmp_path: Path) -> None:
    assert digest_elsewhere(tmp_path) == hashlib.sha256(book).hexdigest()


@pytest.mark.parametrize(
    "spoil",
    [
        "p.packed = lambda files, stamp: packed(sorted(files, key=hash), stamp)",
        "p.packed = lambda files, stamp: packed(files, time.mktime(time.gmtime(stamp)))",
        "p.packed = lambda files, stamp: packed([*files, ('META-INF/where', os.getcwd().encode())], stamp)",
    ],
)
def test_bytes_that_tell_of_the_machine_are_others(book: bytes, spoil: str, tmp_path: Path) -> None:
    assert digest_elsewhere(tmp_path, spoil) != hashlib.sha256(book).hexdigest()


# --- Package --------------------------------------------------------------------------------------------------


def test_manifest_lists_every_file_once_with_its_type(book: bytes) -> None:
    types = {".xhtml": "application/xhtml+xml", ".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml",
             ".ncx": "application/x-dtbncx+xml", ".jpg": "image/jpeg", ".ttf": "font/ttf"}  # fmt: skip
    packed = {n.removeprefix("EPUB/") for n in files(book) if n.startswith("EPUB/")} - {"content.opf"}
    listed = manifest(book)
    assert listed.keys() == packed
    assert all(media_type == types[PurePosixPath(name).suffix] for name, (media_type, _) in listed.items())


def test_properties_say_what_the_pages_hold_both_ways(book: bytes) -> None:
    for name, (_, properties) in manifest(book).items():
        root = tree(book, name) if name.endswith(".xhtml") else None
        holds = {
            "svg": root is not None and bool(texts(root, "//*[namespace-uri()='http://www.w3.org/2000/svg']")),
            "mathml": root is not None and bool(texts(root, "//*[local-name()='math']")),
            "nav": name == "text/nav.xhtml",
            "cover-image": name.startswith("images/cover-"),
        }
        assert properties == {key for key, value in holds.items() if value}, name


def test_svg_keeps_the_case_of_its_names(book: bytes) -> None:
    assert b"<linearGradient id=" in files(book)["EPUB/text/c1.xhtml"]
    assert b"viewBox=" in files(book)["EPUB/text/c1.xhtml"]


def test_spine_holds_every_page_in_order_and_none_apart(book: bytes) -> None:
    package = tree(book, "content.opf")
    order = texts(package, "//o:itemref/@idref")
    assert order == ["page-cover", "page-titlepage", "nav", "page-figures", "page-c1", "page-c2", "page-glossary",
                     "page-colophon"]  # fmt: skip
    assert not texts(package, "//@linear")


def test_metadata_are_the_books(book: bytes) -> None:
    package = tree(write(samples.rich())[0], "content.opf")
    assert texts(package, "//dc:title/text()") == ["Docker学习指南", "容器、镜像与引擎"]
    assert texts(package, "//o:meta[@property='title-type']/text()") == ["main", "subtitle"]
    assert texts(package, "//dc:creator/text()") == ["王小明", "李华"]
    assert texts(package, "//o:meta[@property='role']/text()") == ["aut", "trl"]
    assert texts(package, "//o:meta[@property='file-as' and @refines='#creator-1']/text()") == ["Wang Xiaoming"]
    assert len(texts(package, "//o:meta[@property='file-as']/text()")) == 1
    assert texts(package, "//dc:date/text()") == ["2026-03"]
    assert texts(package, "//o:meta[@property='dcterms:modified']/text()") == ["2026-01-01T00:00:00Z"]
    unique = package.get("unique-identifier")
    assert texts(package, f"//dc:identifier[@id='{unique}']/text()") == [samples.METADATA.identifier]
    assert not package.get("prefix")
    assert b"Ebook-lib" not in files(book)["EPUB/content.opf"]


def test_odd_metadata_are_escaped_and_empty_ones_left_out(book: bytes) -> None:
    package = tree(book, "content.opf")
    assert texts(package, "//dc:title/text()") == ['A & B <C> "D" 😀 ' + "汉" * 60]
    assert texts(package, "//dc:creator/text()") == ["O'Neil & <Söhne>"]


def test_a_series_is_one_that_shelves_know() -> None:
    def series(name: str, position: str) -> list[str]:
        data, _ = write(samples.plain(), replace(samples.METADATA, series=Series(name, position)))
        about = "@property='belongs-to-collection' or @refines='#series'"
        return texts(tree(data, "content.opf"), f"//o:meta[{about}]/text()")

    assert series("云计算入门", "2") == ["云计算入门", "series", "2"]
    assert series("云计算入门", "") == ["云计算入门", "series"]
    assert series("", "") == []


def test_conformance_is_the_authors_word_and_never_of_pictures_without_words() -> None:
    def claims(pages: Rendered, claim: Conformance | None) -> list[str]:
        data, _ = write_epub(
            pages, samples.METADATA, Setting(samples.WORDS, STYLES, samples.DAY, SMALL, conformance=claim)
        )
        package = tree(data, "content.opf")
        names = ("dcterms:conformsTo", "a11y:certifiedBy")
        return [text for name in names for text in texts(package, f"//o:meta[@property='{name}']/text()")]

    claim = Conformance("2.1 AA", "丙")
    assert claims(samples.rich(), claim) == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "丙"]
    assert claims(samples.rich(), None) == []
    page = samples.page("c1", Piece.CHAPTERS, "一", f'<p><img src="../images/{samples.PHOTO.name}" alt=""/></p>')
    assert claims(Rendered((page,), (), (samples.PHOTO,)), claim) == []


def test_accessibility_follows_the_content() -> None:
    def facts(pages: Rendered) -> set[str]:
        package = tree(write(pages)[0], "content.opf")
        return set(texts(package, "//o:meta[starts-with(@property, 'schema:')]/text()"))

    rich, plain = facts(samples.rich()), facts(samples.plain())
    assert {"visual", "textual,visual", "alternativeText", "MathML", "rubyAnnotations", "none"} <= rich
    assert not {"visual", "textual,visual", "alternativeText", "MathML", "rubyAnnotations"} & plain
    assert "textual" in plain
    assert samples.WORDS.structure in plain

    bare = samples.page(
        "c1", Piece.CHAPTERS, "一", f'<h1>一</h1><p><img src="../images/{samples.PHOTO.name}" alt=""/></p>'
    )
    mute = facts(Rendered((bare,), (), (samples.PHOTO,)))
    assert not {"alternativeText", samples.WORDS.structure + samples.WORDS.described} & mute
    assert samples.WORDS.structure + samples.WORDS.undescribed in mute
    moving = samples.raster("gif")
    page = samples.page("c1", Piece.CHAPTERS, "一", f'<h1>一</h1><p><img src="../images/{moving.name}" alt="图"/></p>')
    assert "unknown" in facts(Rendered((page,), (), (moving,)))


# --- Navigation -----------------------------------------------------------------------------------------------


def nav_lines(element: etree._Element, depth: int = 1) -> list[tuple[int, str, str]]:
    lines = []
    for item in element.iterfind("h:li", NAMES):
        link = item.find("h:a", NAMES)
        assert link is not None
        lines.append((depth, link.text or "", link.get("href", "")))
        below = item.find("h:ol", NAMES)
        lines += nav_lines(below, depth + 1) if below is not None else []
    return lines


def ncx_lines(element: etree._Element, depth: int = 1) -> list[tuple[int, str, str]]:
    lines = []
    for point in element.iterfind("n:navPoint", NAMES):
        label, target = texts(point, "n:navLabel/n:text/text()")[0], texts(point, "n:content/@src")[0]
        lines += [(depth, label, target.removeprefix("text/")), *ncx_lines(point, depth + 1)]
    return lines


def test_nav_is_the_outline_to_the_third_level(book: bytes) -> None:
    contents = tree(book, "text/nav.xhtml").find(".//h:nav[@role='doc-toc']/h:ol", NAMES)
    assert contents is not None
    assert nav_lines(contents) == [
        (1, "图目录", "figures.xhtml#figures"),
        (1, "第一章 Docker概述", "c1.xhtml#c1"),
        (2, "1.1 简介", "c1.xhtml#c1-s1"),
        (3, "用途", "c1.xhtml#c1-s1-1"),
        (2, "本章小结", "c1.xhtml#c1-summary"),
        (1, "第二章 A & B <C> 😀", "c2.xhtml#c2"),
        (2, "1.1 简介", "c2.xhtml#c2-s1"),
        (1, "术语表", "glossary.xhtml#glossary"),
    ]


def test_a_part_above_chapters_is_no_level() -> None:
    pages = samples.rich()
    part = OutlineItem("第一部分", "c1", "c1", pages.outline[1:3], expanded=True)
    nav = tree(write(replace(pages, outline=(part,)))[0], "text/nav.xhtml")
    contents = nav.find(".//h:nav[@role='doc-toc']/h:ol", NAMES)
    assert contents is not None
    assert [(depth, label) for depth, label, _ in nav_lines(contents)] == [
        (1, "第一部分"), (2, "第一章 Docker概述"), (3, "1.1 简介"), (4, "用途"), (3, "本章小结"),
        (2, "第二章 A & B <C> 😀"), (3, "1.1 简介"),
    ]  # fmt: skip


def test_ncx_agrees_with_nav(book: bytes) -> None:
    ncx = tree(book, "toc.ncx")
    contents = tree(book, "text/nav.xhtml").find(".//h:nav[@role='doc-toc']/h:ol", NAMES)
    nav_map = ncx.find("n:navMap", NAMES)
    assert contents is not None
    assert nav_map is not None
    assert ncx_lines(nav_map) == nav_lines(contents)
    assert texts(ncx, "//n:navPoint/@playOrder") == [str(number) for number in range(1, 9)]
    head = dict(pairwise(texts(ncx, "//n:head/n:meta/@*")))
    assert head["dtb:uid"] == samples.METADATA.identifier
    assert head["dtb:depth"] == "3"


def test_lines_with_one_target_share_their_play_order() -> None:
    pages = samples.plain()
    twice = OutlineItem("又", "c1", "c1")
    ncx = tree(write(replace(pages, outline=(*pages.outline, twice)))[0], "toc.ncx")
    assert texts(ncx, "//n:navPoint/@playOrder") == ["1", "1"]


def test_landmarks_are_flat_and_hidden(book: bytes) -> None:
    marks = tree(book, "text/nav.xhtml").xpath("//h:nav[@epub:type='landmarks']", namespaces=NAMES)[0]  # type: ignore[index]
    assert isinstance(marks, etree._Element)
    assert marks.get("hidden") == "hidden"
    assert texts(marks, ".//h:a/@epub:type") == ["cover", "toc", "bodymatter", "glossary"]
    assert texts(marks, ".//h:a/@href") == ["cover.xhtml", "nav.xhtml#toc", "c1.xhtml", "glossary.xhtml"]
    assert len(texts(marks, ".//h:ol")) == 1


def test_pages_of_the_printed_book_are_listed_and_marked(tmp_path: Path) -> None:
    starts = (
        PageStart("i", "cover", 0, ""), PageStart("iii", "contents", 0, "目录"), PageStart("1", "c1", 0, "第一章"),
        PageStart("2", "c1", 60, "一二"), PageStart("3", "c2", 0, "第2章"), PageStart("x", "recall", 0, "没有"),
    )  # fmt: skip
    data, _ = write_epub(
        samples.rich(),
        samples.METADATA,
        Setting(samples.WORDS, STYLES, samples.DAY, SMALL, {}, None, PageList("urn:p", starts)),
    )
    nav, package = tree(data, "text/nav.xhtml"), tree(data, "content.opf")
    listed = "//h:nav[@epub:type='page-list' and @role='doc-pagelist' and @hidden]/h:ol/h:li/h:a"
    assert texts(nav, f"{listed}/text()") == ["i", "iii", "1", "2", "3"]
    hrefs = texts(nav, f"{listed}/@href")
    assert hrefs == ["cover.xhtml", "nav.xhtml", "c1.xhtml#page-1", "c1.xhtml#page-2", "c2.xhtml#page-3"]
    marker = "//*[@epub:type='pagebreak' and @role='doc-pagebreak']"
    found = [
        f"{name}.xhtml#{anchor}"
        for name in ("c1", "c2")
        for anchor in texts(tree(data, f"text/{name}.xhtml"), f"{marker}/@id")
    ]
    assert found == hrefs[2:]
    assert texts(package, "//o:meta[@property='pageBreakSource']/text()") == ["urn:p"]
    features = texts(package, "//o:meta[@property='schema:accessibilityFeature']/text()")
    assert {"pageNavigation", "pageBreakMarkers"} <= set(features)
    assert not {"pageNavigation", "pageBreakMarkers"} & set(
        re.findall(r"\w+", files(write(samples.rich())[0])["EPUB/content.opf"].decode())
    )
    assert b"page-list" not in files(write(samples.rich())[0])["EPUB/text/nav.xhtml"]


def test_every_internal_link_resolves(book: bytes) -> None:
    parts = {name: tree(book, name) for name in manifest(book) if name.endswith(".xhtml")}
    ids = {name: texts(root, "//@id") for name, root in parts.items()}
    links = [(name, href) for name, root in parts.items() for href in texts(root, "//h:a/@href") if ":" not in href]
    assert len(links) > 15
    for name, href in links:
        path, _, fragment = href.partition("#")
        target = f"text/{path}" if path else name
        assert target in parts
        assert not fragment or fragment in ids[target], href


def test_outline_that_points_nowhere_still_gives_a_valid_nav() -> None:
    pages = samples.plain(2)
    outline = (
        OutlineItem("没有的锚", "c1", "nothing"),
        OutlineItem(
            "目录", "contents", "contents", (OutlineItem("", "c2", "c2", (OutlineItem("深", "c2", "c2-s1"),)),)
        ),
    )
    for given, meant in ((outline, ["c1.xhtml", "c2.xhtml#c2-s1"]), ((), ["c1.xhtml", "c2.xhtml"])):
        root = tree(write(replace(pages, outline=given))[0], "text/nav.xhtml")
        assert texts(root, "//h:nav[@role='doc-toc']//h:a/@href") == meant


def test_three_hundred_chapters_take_little_time() -> None:
    pages = samples.plain(300)
    with within(5):
        data, problems = write(pages)
    assert problems == []
    assert len(texts(tree(data, "content.opf"), "//o:itemref")) == 302


# --- Rendered ----------------------------------------------------------------------------------------------------


def test_a_page_that_is_not_well_formed_is_named() -> None:
    for body in ("<p>a<br></p>", "<p>&nbsp;</p>", '<p><img src="../images/none.png" alt=""/></p>'):
        page = samples.page("c7", Piece.CHAPTERS, "七", body)
        with pytest.raises(MalformedDocumentError, match=r"c7\.xhtml"):
            write(Rendered((page,), (), ()))


@pytest.mark.parametrize(
    ("href", "kept"),
    [("https://a.example/文 b?x=1", "https://a.example/%E6%96%87%20b?x=1"),
     ("mailto:a@b.example", "mailto:a@b.example"), ("http://[::1]:80/x", "http://[::1]:80/x"),
     ("https://%E4%BE%8B.测试/a%20b#c", "https://例.测试/a%20b#c"), ("http://a b/", None), ("http://a%5Bb/", None),
     ("c2.xhtml#c2-s1", "c2.xhtml#c2-s1"), ("c2.xhtml#gone", "c2.xhtml"), ("cover.xhtml", "cover.xhtml"),
     ("#gone", None), ("c9.xhtml", None), ("notes.md", None), ("docker.com", None), ("../../etc/passwd", None),
     ("file:///etc/passwd", None), ("javascript:alert(1)", None), ("http://a:b:c/", None), ("http://[x", None),
     ("https:", None), ("//host/c1.xhtml", None), ("mailto:", None), ("mailto:?subject=x", "mailto:?subject=x"),
     ("http://a.example/100%?b=%#%2", "http://a.example/100%25?b=%25#%252"), ("http://a..example/", None),
     (f"http://{'a' * 63}.example/", f"http://{'a' * 63}.example/"), (f"http://{'a' * 64}.example/", None),
     (f"http://{'a.' * 126}b/", f"http://{'a.' * 126}b/"), (f"http://{'a.' * 126}bc/", None),
     ("http://例\u202e.example/", None), ("http://xn--a.example/", None)],
)  # fmt: skip
def test_a_link_leads_somewhere_or_is_none(href: str, kept: str | None) -> None:
    page = samples.page("c1", Piece.CHAPTERS, "一", f'<h1>一</h1><p><a href="{href}">词</a></p>')
    data, problems = write(Rendered((page, samples.chapter(2)), (), ()))
    link = tree(data, "text/c1.xhtml").find(".//h:a", NAMES)
    assert link is not None
    assert (link.get("href"), link.text) == (kept, "词")
    assert [problem.code for problem in problems] == ([] if kept else ["broken-link"])


def test_links_inside_links_become_plain_words_and_english_is_told() -> None:
    page = samples.page(
        "c1",
        Piece.CHAPTERS,
        "一",
        '<h1>一</h1><p><a href="#x">外<b><a id="x" href="http://b.example">内</a></b></a></p>'
        "<p>This is a sentence in English.</p>",
    )
    root = tree(write(Rendered((page,), (), ()))[0], "text/c1.xhtml")
    assert texts(root, "//h:a/@href") == ["#x"]
    assert texts(root, "//h:a//h:span[@id='x' and not(@href)]/text()") == ["内"]
    assert texts(root, "//h:p/@lang") == ["en"]


def test_pages_of_print_stay_out_and_unused_pictures_too() -> None:
    rich = samples.rich()
    extra = samples.page("contents", Piece.CONTENTS, "目录", "<h1>目录</h1>")
    names = manifest(write(replace(rich, documents=(extra, *rich.documents)))[0])
    assert "text/contents.xhtml" not in names
    assert not any(name.endswith(".jpeg") for name in names)


# --- Pictures and cover ---------------------------------------------------------------------------------------


def cover_files(data: bytes) -> tuple[str, bytes]:
    name = next(name for name, (_, properties) in manifest(data).items() if "cover-image" in properties)
    return name, files(data)[f"EPUB/{name}"]


def test_cover_is_drawn_large_and_is_a_page_of_its_own(book: bytes) -> None:
    name, data = cover_files(book)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.size, picture.format) == ((1600, 2400), "JPEG")
    assert len(data) <= 500_000
    image = tree(book, "text/cover.xhtml").find(".//h:img", NAMES)
    assert image is not None
    assert (image.get("src"), image.get("alt")) == (
        f"../{name}",
        texts(tree(book, "content.opf"), "//dc:title/text()")[0],
    )


def test_authors_cover_is_taken() -> None:
    photo = samples.raster("jpeg", (1600, 2400))
    assert cover_files(write(samples.plain(), cover=photo)[0]) == (f"images/{photo.name}", photo.data)


def test_svg_cover_is_shown_and_a_drawn_one_stands_on_the_shelf() -> None:
    data, _ = write(samples.rich(), cover=samples.DRAWING)
    image = tree(data, "text/cover.xhtml").find(".//h:img", NAMES)
    assert image is not None
    assert image.get("src") == f"../images/{samples.DRAWING.name}"
    assert cover_files(data)[0].endswith(".jpg")


def test_cover_that_the_text_shows_too_is_packed_once() -> None:
    names = manifest(write(samples.rich(), cover=samples.PHOTO)[0])
    assert sum(name == f"images/{samples.PHOTO.name}" for name in names) == 1


@pytest.mark.parametrize(
    ("opening", "said"),
    [('<svg xmlns="http://www.w3.org/2000/svg" width="9"', "zh-Hans"),
     ('<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja"', "ja")],
)  # fmt: skip
def test_a_drawing_with_words_says_its_language(opening: str, said: str) -> None:
    drawing = samples.asset(f"{opening}><g><text>骨</text></g></svg>".encode(), "svg", "image/svg+xml")
    image = f'<h1>一</h1><p><img src="../images/{drawing.name}" alt="骨"/></p>'
    page = samples.page("c1", Piece.CHAPTERS, "一", image)
    data, _ = write_epub(
        Rendered((page,), (), (drawing,)), samples.METADATA, Setting(samples.WORDS, STYLES, samples.DAY, drawing)
    )
    root = tree(data, f"images/{drawing.name}")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == said


# --- Style sheets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "line"),
    [("@import 'a.css';", 1), ("p{}\n@font-face { src: url(a.ttf) }", 2), ("p { background: url('http://a/b') }", 1),
     ("p {\n direction: rtl }", 2), ("p { color: red; margin }", 1), ("p { color: ) }", 1), ("p", 1),
     ("@media screen { p { background: image-set(url(a)) } }", 1),
     pytest.param("@media print {" * 3000, 0, id="nested too deeply")],
)  # fmt: skip
def test_style_sheets_that_an_epub_cannot_hold(css: str, line: int) -> None:
    with pytest.raises(BookError) as caught:
        checked_styles((("epub.css", "p { margin: 0 }"), ("user-1.css", css)))
    assert {(p.code, p.place.path, p.place.line) for p in caught.value.problems} == {
        ("style-sheet", "user-1.css", line)
    }


def test_users_style_sheet_is_packed_after_ours() -> None:
    styles = (*STYLES, ("user-1.css", "p { margin: 0 } @media (min-width: 30em) { h1::before { content: '§' } }"))
    data, _ = write_epub(samples.plain(), samples.METADATA, Setting(samples.WORDS, styles, samples.DAY, SMALL))
    assert "styles/user-1.css" in manifest(data)
    assert texts(tree(data, "text/nav.xhtml"), "//h:link/@href") == ["../styles/epub.css", "../styles/user-1.css"]


def test_our_style_sheet_leaves_the_reader_in_charge() -> None:
    css = re.sub(r"/\*.*?\*/", "", THEME.read_text(encoding="utf8"), flags=re.DOTALL)
    rules = [(s.strip(), body) for s, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css)]
    assert checked_styles((("epub.css", css),))
    assert not re.search(r"\d(vh|vw)\b|var\(|display:\s*grid", css)
    for selector, body in rules:
        for value in re.findall(r"(?<![-\w])break-(\w+: [\w-]+)", body):
            assert f"page-break-{value}" in body, selector
        if re.search(r"(^|[\s,])(html|body|p)$", selector):
            assert "color" not in body, selector
            assert "font-family" not in body, selector


def unused_classes(css: str) -> set[str]:
    """Find classes that a style sheet has rules for, and no page has."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    classes = {name for selector in re.findall(r"([^{}]+)\{", css) for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    ours = [Path(str(module.__file__)) for module in (navigation, kinsoku, popups)]
    sources = [*resource_folder("templates").glob("*.html"), *ours]
    markup = "\n".join(source.read_text(encoding="utf8") for source in sources)
    used = set(re.findall(r"[\w-]+", markup))
    made = {"badge-hard", "align-left", "align-center", "align-right"}  # ended by the model's own values
    made |= {f"callout-{kind}" for kind in CalloutKind}
    made |= {"whole", "whole-wide", "long-words"}  # given by render/tables.py
    made |= {"answer-label"}  # given by study/answers.py
    made |= {"output"}  # given by manuscript/notebooks/outputs.py, and by authors
    made |= {"left-out"}  # given by markdown/nodes/outputs.py
    return classes - used - CLASSES - made


def test_every_rule_is_for_a_class_that_is_used() -> None:
    css = THEME.read_text(encoding="utf8")
    assert unused_classes(css) == set()
    assert unused_classes(css + "p.nobody { margin: 0 }") == {"nobody"}


@pytest.mark.parametrize("sheet", ["base.css", "epub.css"])
def test_every_class_of_code_is_shown_and_no_other(sheet: str) -> None:
    css = (resource_folder("templates") / sheet).read_text(encoding="utf8")
    css = re.sub(r"/\*.*?\*/|\{[{%].*?[%}]\}", "", css, flags=re.DOTALL)
    shown: dict[str, str] = {}
    for selectors, body in re.findall(r"([^{};]+)\{([^{}]*)\}", css):
        for name in re.findall(r"\.([a-z])\s*(?=,|$)", selectors.strip()):
            shown[name] = shown.get(name, "") + body.strip()
    shown.pop("p", None)  # a paragraph in a place where HTML allows none
    assert shown.keys() == CLASSES
    assert "normal" not in " ".join(shown.values())  # a rule that undoes what nothing did
    assert all(shown.values())


def test_a_long_page_is_read_whole_though_it_is_encoded_in_pieces() -> None:
    text = "汉𠀀a" * 50_000
    page = samples.page("c1", Piece.CHAPTERS, "一", f"<p>{text}</p>")
    (document,), problems = read_documents((page,), frozenset(), {})
    assert "".join(texts(document.root, ".//h:p/text()")) == text
    assert problems == []
