"""Files of an e-book: names that bookmarks can rely on, and chapters cut where a section begins."""

import re
from dataclasses import replace

import epub_samples as samples
import pytest
from lxml import etree

from studypress.documents import Document
from studypress.editions import Piece
from studypress.epub.content import read_documents
from studypress.epub.division import Addresses, File, divide
from studypress.epub.markup import XHTML, serialized
from studypress.problems import Place

_NOTE = (
    '<aside class="footnote-entry" id="c1-n{0}" role="doc-footnote"><p>'
    '<a class="backlink" role="doc-backlink" href="#c1-n{0}-ref">{0}</a> 注{0}</p></aside>'
)


def long_chapter(sections: int, paragraphs: int = 20) -> Document:
    """Make a chapter whose sections each call a note, and link to the first and the last section."""
    body = "".join(
        f'<section id="c1-s{n}" class="section level-2"><h2>第{n}节</h2>{"<p>正文。</p>" * paragraphs}<p>'
        f'<a id="c1-n{n}-ref" href="#c1-n{n}">{n}</a><a href="#c1-s1">首</a><a href="c1.xhtml#c1-s{sections}">末</a>'
        f"</p></section>"
        for n in range(1, sections + 1)
    )
    notes = "".join(_NOTE.format(n) for n in range(1, sections + 1))
    chapter = f'<section class="chapter" id="c1"><h1>一</h1>{body}<div class="footnotes">{notes}</div></section>'
    return samples.page("c1", Piece.CHAPTERS, "一", chapter)


def divided(*pages: Document, most: int = 3000, places: dict[str, Place] | None = None) -> tuple[list[File], Addresses]:
    documents, problems = read_documents(pages, frozenset({"nav", "cover"}), {})
    assert problems == []
    assert not any(document.source.html for document in documents), "the text of a long book is held twice"
    return divide(documents, places or {}, frozenset({"nav", "cover"}), most)


def words(root: etree._Element) -> str:
    return "".join("".join(str(text) for text in body.itertext()) for body in root.iter(f"{{{XHTML}}}body"))


def test_long_chapter_is_cut_where_sections_begin_and_loses_nothing() -> None:
    whole = divided(long_chapter(9), most=10**6)[0]
    parts = divided(long_chapter(9))[0]
    assert [file.name for file in whole] == ["c1"]
    assert [file.name for file in parts] == ["c1", *(f"c1.{n}" for n in range(2, len(parts) + 1))]
    assert len(parts) > 2
    for file in parts:
        assert len(serialized(file.root)) < 3600
        assert [found.get("class") for found in file.root.iterfind(f".//{{{XHTML}}}body/*")] == ["chapter"]
        assert [found.get("href") for found in file.root.iter(f"{{{XHTML}}}link")] == ["../styles/epub.css"]
    together = "".join(words(file.root) for file in parts)
    assert sorted("".join(together.split())) == sorted("".join(words(whole[0].root).split()))
    assert re.findall("第.节", together) == [f"第{n}节" for n in range(1, 10)]


def test_links_and_notes_follow_their_section() -> None:
    files, addresses = divided(long_chapter(9))
    ids = {file.name: {e.get("id") for e in file.root.iter() if e.get("id")} for file in files}
    assert sum(map(len, ids.values())) == 1 + 3 * 9
    for file in files:
        for link in file.root.iter(f"{{{XHTML}}}a"):
            path, _, anchor = str(link.get("href")).partition("#")
            assert anchor in ids[path.removesuffix(".xhtml") or file.name]
            assert path != f"{file.name}.xhtml"
            if "-n" in anchor:
                assert not path, "a note is in another file than its mark"
    assert addresses.of("c1", "c1-s9") == f"{files[-1].name}.xhtml#c1-s9"
    assert addresses.of("c1", "gone") == "c1.xhtml"
    assert addresses.of("gone") == ""


def test_a_link_from_another_chapter_leads_to_the_file_that_its_section_is_in() -> None:
    text = '<h1>二</h1><p><a href="c1.xhtml#c1-s9">末</a><a href="c1.xhtml">一</a></p>'
    *files, last = divided(long_chapter(9), samples.page("c2", Piece.CHAPTERS, "二", text))[0]
    links = [link.get("href") for link in last.root.iter(f"{{{XHTML}}}a")]
    assert links == [f"{files[-1].name}.xhtml#c1-s9", "c1.xhtml"]


def test_one_long_section_is_cut_between_its_blocks() -> None:
    page = long_chapter(1, 500)
    files, addresses = divided(page)
    assert len(files) > 3
    assert max(len(serialized(file.root)) for file in files) < 3600
    (whole,) = divided(page, most=10**6)[0]
    assert "".join("".join(words(file.root) for file in files).split()) == "".join(words(whole.root).split())
    assert addresses.of("c1", "c1-s1") == f"{files[0].name}.xhtml#c1-s1"


def chapter_of(body: str) -> Document:
    return samples.page("c1", Piece.CHAPTERS, "一", f'<section class="chapter" id="c1"><h1>一</h1>{body}</section>')


def test_many_notes_make_more_files_in_the_order_of_the_text() -> None:
    page = long_chapter(9, 3)
    for number in range(1, 10):
        page = replace(page, html=page.html.replace(f"</a> 注{number}<", f"</a> 注{number}{'注' * 300}<"))
    files, _ = divided(page)
    assert len(files) > 2
    assert max(len(serialized(file.root)) for file in files) < 3600
    assert re.findall("第.节", "".join(words(file.root) for file in files)) == [f"第{n}节" for n in range(1, 10)]
    assert all(len(list(file.root.iter(f"{{{XHTML}}}body"))) == 1 for file in files)


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("<ul>", "<li>第{}条，有几个字</li>", "</ul>"),
        ('<ol start="7">', "<li>第{}条，有几个字</li>", "</ol>"),
        ('<blockquote lang="ja">', "<p>第{}段，有几个字</p>", "</blockquote>"),
        ("<dl>", "<dt>词{}</dt><dd>义一</dd><dd>义二，有几个字</dd>", "</dl>"),
        ('<div class="letters"><section class="letter-group"><h2>C</h2><dl>',
         '<div class="entry"><dt>词{}</dt><dd>义</dd></div>', "</dl></section></div>"),
        ('<div class="table-wrap" tabindex="0" role="region" aria-label="表"><table style="min-width: 40em">'
         '<colgroup><col style="width: 30%"/></colgroup><thead><tr><th><b id="c1-h">头</b></th></tr></thead><tbody>',
         "<tr><td>第{}行，有几个字</td></tr>", "</tbody></table></div>"),
    ],
)  # fmt: skip
def test_what_is_too_long_for_a_file_goes_on_in_the_next(before: str, item: str, after: str) -> None:
    many = "".join(item.format(n) for n in range(1, 201))
    files, _ = divided(chapter_of(before + many + after))
    assert len(files) > 3
    assert max(len(serialized(file.root)) for file in files) < 3600
    numbers = [re.findall(r"(?:第|词)(\d+)", words(file.root)) for file in files]
    assert all(numbers)
    assert [int(number) for each in numbers for number in each] == list(range(1, 201))
    for file, first in zip(files[1:], numbers[1:], strict=True):
        begun = file.root.find(f"{{{XHTML}}}body/{{{XHTML}}}section/*")
        assert begun is not None
        html = etree.tostring(begun, encoding="unicode")
        assert "<dd>" not in html.partition("<dt>")[0]
        assert begun.get("start") == (str(6 + int(first[0])) if begun.tag.endswith("}ol") else None)
        assert begun.get("lang") == ("ja" if begun.tag.endswith("}blockquote") else None)
        if begun.get("class") == "table-wrap":
            assert (begun.get("role"), begun.get("aria-label"), html.count("头")) == ("region", "表", 1)
            assert 'id="c1-h"' not in html
            assert "min-width: 40em" in html


def test_no_empty_list_and_no_page_without_words_stays_behind() -> None:
    mark = '<span role="doc-pagebreak" id="page-9" aria-label="9"></span>'
    body = f"<p>{'长' * 890}</p>{mark}<ul>{'<li>条目。</li>' * 200}</ul><p>{'尾' * 900}</p>{mark.replace('9', '8')}"
    files, addresses = divided(chapter_of(body))
    assert all(words(file.root).strip() for file in files)
    assert not any(len(part) == 0 for file in files for part in file.root.iter(f"{{{XHTML}}}ul"))
    assert addresses.of("c1", "page-9") == "c1.2.xhtml#page-9"
    assert addresses.of("c1", "page-8") == f"{files[-1].name}.xhtml#page-8"


@pytest.mark.parametrize(
    "block",
    [f"<p>{'长' * 9000}</p>", f"<pre>{'长' * 9000}</pre>",
     '<table><tbody><tr><td rowspan="9">甲</td><td>乙</td></tr>' + "<tr><td>丙</td></tr>" * 900 + "</tbody></table>"],
)  # fmt: skip
def test_one_long_block_stays_whole(block: str) -> None:
    assert len(divided(samples.page("c1", Piece.CHAPTERS, "一", f"<section>{block}</section>"))[0]) == 1


def named(*chapters: tuple[str, str]) -> dict[str, str]:
    """Tell which file each chapter becomes; chapters are (title, path)."""
    pages = [samples.chapter(number, title) for number, (title, _) in enumerate(chapters, 1)]
    places = {f"c{number}": Place(path, 1) for number, (_, path) in enumerate(chapters, 1)}
    files, _ = divided(*pages, places=places)
    return {title: file.name for (title, _), file in zip(chapters, files, strict=True)}


def test_names_follow_the_manuscripts_files_and_neither_title_nor_order() -> None:
    first = named(("甲", "第一章 概述.md"), ("乙", "engine.md"))
    assert first == {"甲": "di-yi-zhang-gai-shu", "乙": "engine"}
    assert named(("丙", "engine.md"), ("丁", "第一章 概述.md")) == {"丙": "engine", "丁": "di-yi-zhang-gai-shu"}


def test_every_name_is_another() -> None:
    assert list(named(("甲", "notes.md"), ("乙", "notes.md"), ("丙", "notes.md")).values()) == [
        "notes", "notes.c2", "notes.c3",
    ]  # fmt: skip
    odd = named(("甲", "镜像.md"), ("乙", "jing xiang.md"), ("丙", "nav.md"), ("丁", "😀.md"), ("戊", "cover.md"))
    assert len(set(odd.values())) == 5
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in odd.values())
    assert not {"nav", "cover"} & set(odd.values())
