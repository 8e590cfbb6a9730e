"""The pages of the printed book in the e-book: every one where its words are, in whatever element."""

import re

import epub_samples as samples
import pytest
from limits import within
from lxml import etree

from studypress.documents import PageStart
from studypress.editions import Piece
from studypress.epub.content import ParsedDocument
from studypress.epub.markup import XHTML
from studypress.epub.pagebreaks import Marked, mark_page_starts


def document(body: str, name: str = "c1") -> ParsedDocument:
    page = samples.page(name, Piece.CHAPTERS, "一", f'<section class="chapter" id="{name}">{body}</section>')
    return ParsedDocument(page, etree.fromstring(page.html.encode()))


def marked(body: str, *starts: tuple[int, str]) -> str:
    """Mark pages 1, 2, … that begin after so many characters, with these words; show a marker as `[1]`."""
    made = document(body)
    pages = [PageStart(str(number), "c1", offset, words) for number, (offset, words) in enumerate(starts, 1)]
    assert mark_page_starts([made], pages) == [Marked(p.label, "c1", f"page-{p.label}") for p in pages]
    frame = made.root.find(f".//{{{XHTML}}}section")
    assert frame is not None
    html = etree.tostring(frame, encoding="unicode", with_tail=False)
    html = re.sub(' xmlns(:[a-z]+)?="[^"]*"', "", html).removeprefix('<section class="chapter" id="c1">')
    html = html.removesuffix("</section>")
    return re.sub(r'<span epub:type="pagebreak" role="doc-pagebreak" id="page-\d+" aria-label="(\d+)"/>', r"[\1]", html)


@pytest.mark.parametrize(
    ("body", "starts", "found"),
    [
        ("<p>甲乙丙丁</p>", [(0, "甲乙"), (2, "丙丁")], "[1]<p>甲乙[2]丙丁</p>"),
        ("<p>甲 乙\n丙丁</p>", [(2, "丙丁")], "<p>甲 乙\n[1]丙丁</p>"),
        # Counts are out of step; the words decide, and the nearest of them.
        ("<p>甲乙，甲乙。</p>", [(5, "甲乙")], "<p>甲乙，[1]甲乙。</p>"),
        ("<p>甲乙丙丁</p>", [(0, ""), (9, "丙丁")], "[1]<p>甲乙[2]丙丁</p>"),
        # Words that are not in the e-book: fewer of them, then the count alone.
        ("<p>甲乙丙丁戊</p>", [(1, "丙丁戊纸")], "<p>甲乙[1]丙丁戊</p>"),
        # So with what print alone has: bullets, numbers.
        (
            "<ul><li>甲</li><li>乙丙丁戊己庚</li></ul>",
            [(3, "▪乙丙丁戊己庚")],
            "<ul><li>甲</li><li>[1]乙丙丁戊己庚</li></ul>",
        ),
        ("<p>甲乙丙丁戊</p>", [(3, "纸纸纸纸")], "<p>甲乙丙[1]丁戊</p>"),
        # Two pages in one place, and pages that are blank after the end.
        ("<p>甲乙</p>", [(0, "甲"), (1, ""), (1, "乙"), (2, "")], "[1]<p>甲[2][3]乙</p>[4]"),
        # What print has elsewhere or not at all is not counted.
        (
            '<p>甲<sup class="note"><a>1</a></sup><ruby>乙<rp>（</rp><rt>yǐ</rt></ruby>丙丁</p>',
            [(2, "丙丁")],
            '<p>甲<sup class="note"><a>1</a></sup><ruby>乙<rp>（</rp><rt>yǐ</rt></ruby>[1]丙丁</p>',
        ),
        # A link and a reading stay whole.
        ("<p>甲<a>乙丙</a>丁</p>", [(2, "丙丁")], "<p>甲[1]<a>乙丙</a>丁</p>"),
        ("<p>甲<a><b>乙丙</b></a></p>", [(2, "丙")], "<p>甲[1]<a><b>乙丙</b></a></p>"),
        (f"<p>甲<a>{'乙' * 30}丙</a></p>", [(31, "丙")], f"<p>甲<a>{'乙' * 30}[1]丙</a></p>"),
        ("<p>甲<b>乙丙</b>丁戊</p>", [(2, "丙"), (3, "丁戊")], "<p>甲<b>乙[1]丙</b>[2]丁戊</p>"),
        # Before headings, pictures and lists rather than in them.
        ("<p>甲</p><h2>乙</h2>", [(1, "乙")], "<p>甲</p>[1]<h2>乙</h2>"),
        (
            "<p>甲</p><figure><img/><figcaption>乙</figcaption></figure>",
            [(1, "乙")],
            "<p>甲</p>[1]<figure><img/><figcaption>乙</figcaption></figure>",
        ),
        ("<p>甲</p><ul><li><p>乙</p></li></ul>", [(1, "乙")], "<p>甲</p>[1]<ul><li><p>乙</p></li></ul>"),
        ("<ul><li>甲</li><li>乙</li></ul>", [(1, "乙")], "<ul><li>甲</li><li>[1]乙</li></ul>"),
        ("<pre><code>a\nb</code></pre>", [(1, "b")], "<pre><code>a\n[1]b</code></pre>"),
        (
            "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
            [(1, "乙")],
            "<table><tr><td>甲</td></tr><tr><td>[1]乙</td></tr></table>",
        ),
        (
            '<dl><div class="entry"><dt><dfn>甲</dfn></dt></div><div><dt><dfn>乙</dfn></dt></div></dl>',
            [(1, "乙")],
            '<dl><div class="entry"><dt><dfn>甲</dfn></dt></div><div><dt>[1]<dfn>乙</dfn></dt></div></dl>',
        ),
        # A page of notes alone stands before the notes.
        (
            '<p>甲</p><div class="footnotes"><aside>注</aside></div>',
            [(1, "注")],
            '<p>甲</p>[1]<div class="footnotes"><aside>注</aside></div>',
        ),
    ],
)
def test_a_marker_stands_before_the_first_words(body: str, starts: list[tuple[int, str]], found: str) -> None:
    assert marked(body, *starts) == found


def test_markers_stay_in_order_however_wrong_the_counts_are() -> None:
    html = marked("<p>" + "甲乙丙丁" * 50 + "</p>", (150, "甲"), (10, "甲"), (10_000, "丁"), (0, "无"))
    assert re.findall(r"\[(\d)\]", html) == ["1", "2", "3", "4"]


def test_pages_of_every_document_are_told_in_the_order_of_print() -> None:
    starts = [PageStart("i", "cover", 0, ""), PageStart("1", "c1", 0, "甲"), PageStart("2", "c2", 0, "乙")]
    documents = [document("<p>乙</p>", "c2"), document("<p>甲</p>")]
    assert mark_page_starts(documents, starts) == [
        Marked("i", "cover", ""), Marked("1", "c1", "page-1"), Marked("2", "c2", "page-2"),
    ]  # fmt: skip


def test_a_long_book_is_marked_in_bounded_time() -> None:
    words = [f"第{number:05}句话，" for number in range(40_000)]
    made = document("".join(f"<p>{word}</p>" for word in words))
    starts = [PageStart(str(n), "c1", n * 900, "".join(words[n * 100 : n * 100 + 3])) for n in range(400)]
    mark_page_starts([made], starts)
    for number in (1, 200, 399):
        marker = made.root.find(f".//*[@id='page-{number}']")
        assert marker is not None
        following = marker.getnext()
        assert following is not None
        assert following.text == words[number * 100]


def test_a_paragraph_of_many_pages_is_marked_in_bounded_time() -> None:
    made = document(f"<p>{'一二三四 五' * 100_000}</p>")
    starts = [PageStart(str(n), "c1", n * 1_000, "一二三") for n in range(400)]
    with within(2):
        mark_page_starts([made], starts)
    marker = made.root.find(".//*[@id='page-399']")
    assert marker is not None
    assert (marker.tail or "").startswith("一二三四 五")
