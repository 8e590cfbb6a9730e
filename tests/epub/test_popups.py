"""What pops up is never too short for the readers that count its characters."""

from pathlib import Path

import epub_samples as samples
import pytest
from epub_rules import RULES, Publication
from lxml import etree

from studypress.editions import Piece
from studypress.epub.popups import LEAST, lengthen
from studypress.locale import locale_for
from studypress.pipeline import build
from studypress.request import Request

NOTE = (
    '<aside id="n1" role="doc-footnote"><p><a class="backlink" role="doc-backlink" href="#n1-ref">1</a> {}</p></aside>'
)
ENTRY = (
    '<section role="doc-glossary"><dl><div class="entry" id="g-pod"><dt><dfn>Pod</dfn></dt><dd><p>{}</p></dd></div>'
    "</dl></section>"
)


def lengthened(body: str) -> etree._Element:
    root = etree.fromstring(samples.page("c1", Piece.CHAPTERS, "一", body).html.encode())
    lengthen(root, samples.WORDS)
    return root


def words(root: etree._Element, name: str) -> str:
    return "".join("".join(map(str, next(root.iter(f"{{*}}{name}")).itertext())).split())


@pytest.mark.parametrize(("note", "shown"), [("见上", "1见上返回正文中的位置"), ("", "1返回正文中的位置")])
def test_a_short_note_ends_with_the_way_back(note: str, shown: str) -> None:
    root = lengthened(NOTE.format(note))
    assert words(root, "aside") == shown
    assert len(shown) >= LEAST
    assert [str(href) for href in root.xpath("//*[local-name()='a']/@href")] == ["#n1-ref", "#n1-ref"]  # type: ignore[union-attr]


def test_a_short_entry_says_what_it_is() -> None:
    assert words(lengthened(ENTRY.format("豆荚")), "div") == "Pod豆荚本书术语表的词条"


@pytest.mark.parametrize("body", [NOTE.format("一二三四五六七八"), ENTRY.format("一二三四五六"), "<aside>图</aside>"])
def test_what_is_long_enough_or_no_note_stays_as_it_is(body: str) -> None:
    page = samples.page("c1", Piece.CHAPTERS, "一", body).html
    assert etree.tostring(lengthened(body)) == etree.tostring(etree.fromstring(page.encode()))


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_one_character_and_the_words_are_enough_in_every_language(language: str) -> None:
    said = locale_for(language).words
    assert all(len("".join(said[name].split())) >= LEAST - 1 for name in ("back_to_place", "glossary_entry"))


def test_a_note_in_a_note_and_an_empty_one_lead_back(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text(
        "# 一\n\n甲[^a]乙[^b]。\n\n[^a]: 注[^c]\n[^b]:\n[^c]: 注里的注。\n", encoding="utf8"
    )
    (tmp_path / "book.toml").write_text("[epub]\npage_list = false\n", encoding="utf8")
    output = tmp_path / "book.epub"
    build(Request(tmp_path, "epub", output, timestamp=samples.DAY), lambda stage: None)
    book = Publication(output.read_bytes())
    assert list(RULES[16](book)) == []
    page = book.pages["book.xhtml"]
    calls = [str(mark.get("id")) for mark in page.iter("{*}a") if mark.get("role") == "doc-noteref"]
    back = [str(next(note.iter("{*}a")).get("href")) for note in page.iter("{*}aside")]
    assert sorted(back) == sorted(f"#{call}" for call in calls)
    assert len(back) == 3
