"""What among Chinese is in English, in kana or Hangul is told to be so: for its marks, its hyphens, and voices."""

import epub_samples as samples
import pytest
from lxml import etree

from studypress.editions import Piece
from studypress.epub.english import mark_english
from studypress.epub.foreign import mark_foreign
from studypress.epub.markup import XML_LANG


def english(body: str, language: str = "zh-Hans") -> list[str]:
    """The names of the elements that are marked as English."""
    root = etree.fromstring(samples.page("c1", Piece.CHAPTERS, "一", body).html.encode())
    mark_english(root, language)
    marked = [element for element in root.iter() if element.get("lang") == "en"]
    assert all(element.get(XML_LANG) == "en" for element in marked)
    return [etree.QName(element).localname for element in marked]


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>“Look up,” she said, “and you will see.”</p>", ["p"]),
        ("<p>I <em>don’t</em> know the <code>值</code>.</p>", ["p"]),
        ("<ul><li>Where is he?<ul><li>He is at home now.</li></ul></li></ul>", ["li"]),
        ("<ul><li>问：<p>Where do you live?</p></li></ul>", ["p"]),
        ("<p>(\u3000\u3000) 1. He ____ to the school.</p>", ["p"]),
        ('<div class="choices"><p>A. at home</p><p>B. in bed</p></div><div><p>A. to go</p></div>', ["div"]),
        ("<p>He is here，他在。</p>", []),
        ("<table><tr><td>to be (am/is/are)</td></tr></table>", []),
        ("<p>This is the end of it。</p>", []),
        ("<p>Not Only SQL</p><p>Redis Sentinel Cluster Proxy Server</p>", []),
        ("<p><code>if it is not the one</code></p>", []),
        ("<p>Das ist gut und schön</p>", []),
    ],
)
def test_what_is_in_english_alone_is_marked(body: str, marked: list[str]) -> None:
    assert english(body) == marked


def test_nothing_is_marked_in_a_book_in_english() -> None:
    assert english("<p>This is the end of it.</p>", "en") == []


def foreign(body: str, language: str = "zh-Hans") -> list[str]:
    """The words that are marked, with their languages; nothing is lost or moved by that."""
    root = etree.fromstring(samples.page("c1", Piece.CHAPTERS, "一", body).html.encode())
    before = "".join(map(str, root.itertext()))
    mark_foreign(root, language)
    assert "".join(map(str, root.itertext())) == before
    return [f"{span.get(XML_LANG)} {span.text}" for span in root.iter("{*}span") if span.get("lang")]


def test_words_in_kana_and_hangul_among_chinese_have_their_language() -> None:
    body = "<p>说「ありがとう、お願いします」，<em>甲</em>说 안녕하세요, 여러분。<b>Привет</b>カタカナ和ひらがな</p>"
    told = ["ja ありがとう、お願いします", "ko 안녕하세요, 여러분", "ja カタカナ", "ja ひらがな"]
    assert foreign(body) == told
    assert foreign(body, "ja") == []
    assert foreign('<p>優の良品<code>アイ</code></p><p lang="ja">アイ<i>ウエ</i></p>') == []
