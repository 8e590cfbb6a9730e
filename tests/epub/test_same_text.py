"""The e-book says what the notes say, in their order, and what the printed book says."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import epub_books
import pytest
from epub_rules import NAMES, Publication
from lxml import etree, html

from studypress import pipeline
from studypress.documents import PageMap
from studypress.editions import BOOK, EPUB, Edition
from studypress.model import Book, CodeBlock, Figure, Quote
from studypress.render import Rendering
from studypress.request import Request
from studypress.selection import select
from studypress.tree import rewrite

_HAN = re.compile("[\u4e00-\u9fff]{3,}")


def astray(number: int, spoil: Callable[[str], str] = str) -> list[str]:
    """List the words of a chapter's notes that the e-book lacks or has elsewhere; `spoil` changes its text before."""
    book = Publication(epub_books.epub("docker"))
    source = sorted(epub_books.manuscript("docker").glob("0*.md"))[number].read_text(encoding="utf8")
    # What stands elsewhere in a book, or is no text: notes, marks of key points, tags, drawings, attributes.
    source = re.sub(
        r"^ *```.*?^ *```$|^\[\^.*?$|<[^>]*>|（(?:重点|难点|重点与难点)）|!\[.*?\)|\{[^}]*\}",
        "",
        source,
        flags=re.M | re.S,
    )
    page = [
        root for name, root in book.pages.items() if root.find(".//h:section[@class='chapter']", NAMES) is not None
    ][number]
    text = "".join("".join(map(str, body.itertext())) for body in page.iterfind("h:body", NAMES))
    text = spoil(text)
    place, lost = 0, []
    runs = _HAN.findall(source)
    assert len(runs) > 150
    for run in runs:
        found = text.find(run, place)
        lost += [f"{run} does not follow {text[place - 20 : place]!r}"] if found < 0 else []
        place = max(found, place)
    return lost


@pytest.mark.parametrize("number", [0, 1])
def test_words_stand_in_the_order_of_the_notes(number: int) -> None:
    assert astray(number) == []


def test_a_word_that_is_lost_or_moved_is_seen() -> None:
    assert astray(0, lambda text: text.replace("虚拟机", "")) != []
    assert astray(0, lambda text: text[len(text) // 2 :] + text[: len(text) // 2]) != []


def test_an_e_book_claims_no_faces_that_the_reader_chooses() -> None:
    page = Publication(epub_books.epub("docker")).pages["colophon.xhtml"]
    words = "".join(map(str, page.itertext()))
    assert "studypress" in words
    assert not any(face in words for face in ("宋体", "黑体", "楷体"))


_PATHS = {
    "chapters": "//section[contains(@class, 'chapter')]", "sections": "//section[contains(@class, 'section')]",
    "figures": "//figure", "code": "//pre", "terms": "//dfn", "points": "//li[@class='point']",
    "notes": "//*[@data-mark] | //aside[contains(@class, 'footnote-entry')]",
    "readings": "//rt", "quotations": "//blockquote",
}  # fmt: skip
"""What is counted in print and in an e-book. Not tables: print turns wide ones into others."""


def parts(book: Book, edition: Edition) -> dict[str, int]:
    """Count what an edition of a book has of each kind."""
    pages = Rendering(select(book, edition, None, False), edition)(PageMap()).documents
    shown = [page.html for page in pages if page.name not in ("contents", "figures")]
    roots = [html.document_fromstring(text.encode()) for text in shown]
    return {what: sum(len(_found(root, path)) for root in roots) for what, path in _PATHS.items()}


@pytest.mark.parametrize("name", epub_books.BOOKS)
def test_print_and_e_book_have_the_same_parts(name: str, tmp_path: Path) -> None:
    book = pipeline.understand(Request(epub_books.BOOKS[name](tmp_path)), lambda stage: None).book
    in_print, in_e_book = parts(book, BOOK), parts(book, EPUB)
    # A reading that is too long for print stands in brackets there.
    assert in_print["readings"] <= in_e_book["readings"]
    assert {**in_print, "readings": 0} == {**in_e_book, "readings": 0}
    assert in_print["chapters"] > 1


@pytest.mark.parametrize(("kind", "what"), [(Figure, "figures"), (CodeBlock, "code"), (Quote, "quotations")])
def test_a_part_that_an_edition_loses_is_seen(kind: type, what: str, tmp_path: Path) -> None:
    book = pipeline.understand(Request(epub_books.every_element(tmp_path)), lambda stage: None).book
    spoilt = replace(book, chapters=rewrite(book.chapters, lambda node: () if isinstance(node, kind) else node))
    assert parts(spoilt, EPUB)[what] < parts(book, BOOK)[what]


def _found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path)  # type: ignore[return-value]
