"""The printed book and the e-book of one manuscript: the same pages, begun by the same words."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import epub_books
import pdfplumber
import pikepdf
import pytest
from epub_rules import NAMES, RULES, Publication

from studypress.pipeline import build
from studypress.request import Request

_BLANK = re.compile("[\\s\u00ad\u200b\u2060]+")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Path]:
    """Make both of a book that asks for a page list, with readings, notes, tables, code and every other element."""
    folder = tmp_path_factory.mktemp("twins")
    epub_books.every_element(folder)
    with (folder / "book.toml").open("a", encoding="utf8") as config:
        config.write("[epub]\npage_list = true\n[pdf]\npage = 'A5'\n")
    for target in ("epub", "pdf"):
        output = folder / f"book.{target}"
        request = Request(folder, target, output, timestamp=epub_books.DAY, home=folder / "home")  # pages are set once
        build(request, lambda stage: None)
    return Publication((folder / "book.epub").read_bytes()), folder / "book.pdf"


def after(marker: object, count: int) -> str:
    """The words that follow a marker, without readings and notes."""
    skipped = (
        "ancestor::*[local-name()='rt' or local-name()='rp' or local-name()='aside' or @class='note' or @class='tick']"
    )
    found = marker.xpath(f"following::text()[not({skipped})]")  # type: ignore[attr-defined]
    return _BLANK.sub("", "".join(map(str, found)))[:count]


def test_every_label_of_the_pdf_is_listed_once_and_in_order(twins: tuple[Publication, Path]) -> None:
    book, pdf = twins
    with pikepdf.open(pdf) as file:
        labels = [str(page.label) for page in file.pages]
    listed = book.texts("//h:nav[@e:type='page-list']//h:a/text()", book.pages["nav.xhtml"])
    assert listed == labels[-len(listed) :]
    assert len(labels) - len(listed) == 2  # the cover and its back have no label
    assert [fault for number in (10, 12, 14, 21) for fault in RULES[number](book)] == []
    with pikepdf.open(pdf) as file, file.open_metadata() as xmp:
        assert book.texts("//o:meta[@property='pageBreakSource']/text()") == [xmp["dc:identifier"]]


def share_found(book: Publication, pdf: Path) -> float:
    """Tell of how many markers, of those on pages with words, the next words begin the printed page.

    A bullet or a number of print's own may stand before them.
    """
    with pdfplumber.open(pdf) as file, pikepdf.open(pdf) as labelled:
        printed = {
            str(page.label): _BLANK.sub("", "".join(char["text"] for char in shown.chars))
            for page, shown in zip(labelled.pages, file.pages, strict=True)
        }
    found = []
    for root in book.pages.values():
        for marker in root.iter(f"{{{NAMES['h']}}}span"):
            label = str(marker.get("aria-label"))
            if marker.get("role") == "doc-pagebreak" and len(printed[label]) > 5:
                words = after(marker, 4)
                found.append(bool(words) and words in printed[label][: len(words) + 3])
    assert len(found) > 20
    return sum(found) / len(found)


def test_the_words_after_a_marker_are_the_first_on_that_page(twins: tuple[Publication, Path]) -> None:
    assert share_found(*twins) >= 0.98


def test_markers_that_are_a_page_behind_are_seen(twins: tuple[Publication, Path]) -> None:
    book, pdf = Publication(twins[0].data), twins[1]
    markers = [m for root in book.pages.values() for m in root.iter("{*}span") if m.get("role") == "doc-pagebreak"]
    for marker, label in zip(markers[1:], [m.get("aria-label", "") for m in markers], strict=False):
        marker.set("aria-label", label)
    assert share_found(book, pdf) < 0.5


def test_a_page_may_begin_in_the_middle_of_a_paragraph(tmp_path: Path) -> None:
    sentences = [f"这是第{number}句，它比前一句多一。" for number in range(900)]
    (tmp_path / "book.md").write_text(f"# 长\n\n{''.join(sentences)}\n", encoding="utf8")
    (tmp_path / "book.toml").write_text("[epub]\npage_list = true\n", encoding="utf8")
    output = tmp_path / "book.epub"
    build(Request(tmp_path, "epub", output, timestamp=epub_books.DAY), lambda stage: None)
    with zipfile.ZipFile(BytesIO(output.read_bytes())) as archive:
        text = archive.read("EPUB/text/book.xhtml").decode()
    paragraph = max(re.findall("<p>(.*?)</p>", text, flags=re.S), key=len)
    assert paragraph.count('role="doc-pagebreak"') >= 5
    assert re.sub("<[^>]*>", "", paragraph) == "".join(sentences)


def test_the_pages_of_a_book_for_one_side_are_listed_without_blank_ones(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('title = "书"\n[pdf]\nsides = "one"\n', encoding="utf8")
    (tmp_path / "1.md").write_text("# 甲\n\n一。\n\n# 乙\n\n二。\n", encoding="utf8")
    output = tmp_path / "book.epub"
    build(Request(tmp_path, "epub", output, timestamp=epub_books.DAY), lambda stage: None)
    book = Publication(output.read_bytes())
    assert book.texts("//h:nav[@e:type='page-list']//h:a/text()", book.pages["nav.xhtml"]) == ["i", "ii", "1", "2", "3"]
