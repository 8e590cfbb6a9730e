"""The e-book says what the notes say, in their order, and what the printed book says."""

import re
from pathlib import Path

import epub_books
import pytest
from epub_rules import NAMES, Publication
from lxml import etree, html

from studypress import pipeline
from studypress.editions import BOOK, EPUB, select
from studypress.pages import PageMap
from studypress.render import render
from studypress.request import Request

_HAN = re.compile("[\u4e00-\u9fff]{3,}")


@pytest.mark.parametrize("number", [0, 1])
def test_words_stand_in_the_order_of_the_notes(number: int) -> None:
    book = Publication(epub_books.epub("docker"))
    source = sorted(epub_books.docker_guide(Path()).glob("0*.md"))[number].read_text(encoding="utf8")
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
    place = 0
    runs = _HAN.findall(source)
    assert len(runs) > 150
    for run in runs:
        found = text.find(run, place)
        assert found >= 0, f"{run} does not follow {text[place - 20 : place]!r}"
        place = found


@pytest.mark.parametrize("name", epub_books.BOOKS)
def test_print_and_e_book_have_the_same_parts(name: str, tmp_path: Path) -> None:
    request = Request(epub_books.BOOKS[name](tmp_path))
    book = pipeline._understand(request, lambda stage: None).book
    counts = []
    for edition in (BOOK, EPUB):
        pages = render(select(book, edition, None, False), edition, PageMap()).pages
        shown = [page.html for page in pages if page.name not in ("contents", "figures")]
        roots = [html.document_fromstring(text.encode()) for text in shown]
        paths = {
            "chapters": "//section[contains(@class, 'chapter')]", "sections": "//section[contains(@class, 'section')]",
            "figures": "//figure", "code": "//pre", "terms": "//dfn", "points": "//li[@class='point']",
            "notes": "//*[@data-mark] | //aside[contains(@class, 'footnote-entry')]",
            "readings": "//rt", "quotations": "//blockquote",
        }  # fmt: skip
        counts.append({what: sum(len(_found(root, path)) for root in roots) for what, path in paths.items()})
    # Tables are not counted: print turns wide ones into others.
    print_only = counts[0]["readings"] - counts[1]["readings"]
    assert print_only <= 0  # a reading that is too long for print stands in brackets there
    assert {**counts[0], "readings": 0} == {**counts[1], "readings": 0}
    assert counts[0]["chapters"] > 1


def _found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path)  # type: ignore[return-value]
