"""A long piece is set in stretches: its pages are those that it would have in one, and it takes little memory."""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import pikepdf
import pytest
from parts import alone

from studypress.documents import Document
from studypress.editions import BOOK, Piece
from studypress.pdf import Galley, Setting, StyleSheet, stretches, typeset
from studypress.pdf.body import bodies_from
from studypress.render import print_styles
from studypress.resources import resource_folder
from studypress.sheets import SHEETS

_SETTER = sys.modules[typeset.__module__]
_STYLES = tuple(
    StyleSheet(*style) for style in zip(BOOK.styles, print_styles(BOOK, SHEETS["A5"], "zh-Hans"), strict=True)
)
_SETTING = Setting(_STYLES, resource_folder("fonts"))
_TEXT = "把应用和它的依赖一起打包，到处都能运行。镜像是只读的模板，容器是它的实例。" * 3


def _chapter(*blocks: str) -> Document:
    body = "\n".join(blocks)
    html = (
        '<!DOCTYPE html><html lang="zh-Hans"><head><title>长</title></head><body class="book">'
        '<section class="chapter" id="c1"><h1 class="chapter-title" data-head="第一章　长">长</h1>'
        f"{body}</section></body></html>"
    )
    return Document("c1", Piece.CHAPTERS, "长", html)


def _section(number: int, *blocks: str) -> str:
    title = f'<h2 id="h{number}" data-head="第 {number} 节">第 {number} 节</h2>'
    return f'<section class="section" id="s{number}">{title}{"".join(blocks)}</section>'


def _paragraphs(count: int, first: int = 0) -> str:
    note = '<span class="footnote" data-mark="1">注：这是一条说明，写在页脚。</span>'
    return "".join(
        f'<div class="p" id="p{first + at}">{_TEXT}{note if at % 3 == 0 else ""}{_TEXT}</div>' for at in range(count)
    )


def _table(rows: int, cells: str = "<td>第 {at} 行</td><td>说明 <code>x{at}</code>，一二三</td>") -> str:
    body = "".join(f'<tr id="r{at}">{cells.format(at=at)}</tr>' for at in range(rows))
    columns = '<colgroup><col style="width: 30%"/><col style="width: 70%"/></colgroup>'
    head = f"{columns}<thead><tr><th>名</th><th>说明</th></tr></thead>"
    caption = '<caption><span class="figure-number">表 1</span></caption>'
    return f'<div class="table-wrap" id="t"><table class="fixed">{caption}{head}<tbody>{body}</tbody></table></div>'


def _list(items: int) -> str:
    inner = "<li><p>第 {at} 项</p><ul><li>其一</li><li>其二</li></ul></li>"
    return '<ol class="loose" start="5" style="counter-reset: list-item 4">{}</ol>'.format(
        "".join(inner.format(at=at) for at in range(items))
    )


def _code(lines: int) -> str:
    shown = "".join(
        f'<span class="code-line"><span class="k">def</span> f{at}():  # 行 {at}</span>' for at in range(lines)
    )
    return f'<pre class="code"><code>{shown}</code></pre>'


def _toc(chapters: int, sections: int) -> str:
    line = '<a href="studypress:x"><span class="toc-number">{at}</span><span class="toc-words">标题 {at}</span></a>'
    inner = "".join(f'<li class="toc-section depth-2">{line.format(at=at)}</li>' for at in range(sections))
    chapter = f'<li class="toc-chapter">{line.format(at=1)}<ol>{inner}</ol></li>'
    return f'<ol class="toc" style="--room-1: 3em; --room-2: 3em">{chapter * chapters}</ol>'


def _terms(count: int, first: int = 0) -> str:
    meaning = "<dd><p>它是什么，说得够长，要占两行；也说它从哪里来。</p></dd>"
    entry = f'<dt class="entry" id="t{{at}}"><dfn>术语 {{at}}</dfn></dt>{meaning}'
    return f"<dl>{''.join(entry.format(at=at) for at in range(first, first + count))}</dl>"


def _letters(columns: int, terms: int) -> str:
    groups = (
        f'<section class="letter-group"><h2 class="letter">{letter}</h2>{_terms(terms, 100 * at)}</section>'
        for at, letter in enumerate("ABCD")
    )
    return f'<div class="glossary letters" style="columns: {columns}">{"".join(groups)}</div>'


def _links(count: int) -> str:
    note = '<span class="footnote" data-mark="1">注：这一条也写在页脚。</span>'
    link = '见<a href="https://a.example/{at}">第 {at} 条</a>，其文甚长；'
    links = (link.format(at=at) + (note if at % 9 == 0 else "") for at in range(count))
    return f'<div class="p" id="long">{"".join(links)}</div>'


_TURNED = _table(130).replace('class="table-wrap" id="t"', 'class="table-wrap turned"')

_CASES = {
    "text": [_section(number, _paragraphs(14, 20 * number)) for number in range(1, 7)],
    "table": ["<p>前</p>", _table(110), "<p>后</p>"],
    "turned": [_section(1, "<p>前</p>", _TURNED, "<p>后</p>")],
    "list": [_section(1, "<p>前</p>", _list(151))],  # the last page takes some of the one before
    "code": ["<p>前</p>", _code(190), "<p>后</p>"],
    "contents": ["<p>前</p>", _toc(2, 50), "<p>后</p>"],
    "terms": [_section(1, "<p>前</p>", _terms(100), "<p>后</p>")],
    "glossary": [_letters(1, 28)],
    "glossary in columns": ["<p>前</p>", _letters(2, 24), "<p>后</p>"],
    "spanned": [
        _table(90).replace("<td>第 3 行", '<td rowspan="2">第 3 行').replace("<td>第 4 行</td>", ""),
        "<p>后</p>",
    ],
    "one paragraph": [_section(1, _paragraphs(3), _links(420)), _section(2, _paragraphs(3, 20))],
    "all": [
        _section(1, _paragraphs(4), _table(60)),
        _section(2, _code(60), _list(40)),
        _section(3, _paragraphs(4, 20)),
    ],
}


@dataclass(frozen=True, slots=True)
class _Set:
    """What was set."""

    pages: list[int] = field(default_factory=list)
    """How many each stretch had."""
    tried: list[object] = field(default_factory=list)
    """All that was laid out for them."""


@pytest.fixture
def set_in_stretches(monkeypatch: pytest.MonkeyPatch) -> _Set:
    """Stretches are short. Gives what is set."""
    found = _Set()

    def short(source: object, render: stretches.Render, may_part: bool) -> Iterator[object]:
        def told(html: object) -> object:
            found.tried.append(html)
            return render(html)

        for document in stretches.stretches(source, told, length=300, may_part=may_part):
            found.pages.append(len(document.pages))
            yield document

    monkeypatch.setattr(_SETTER, "stretches", short)
    return found


def _contents(part: Galley) -> list[bytes]:
    """What each page shows, but for the names of its tags."""
    return [body.objects.streams[at].read() for body in bodies_from(part.body) for at in body.contents]


@pytest.mark.parametrize("name", _CASES)
def test_pages_are_those_of_the_piece_set_in_one(name: str, set_in_stretches: _Set) -> None:
    _set_alike(_chapter(*_CASES[name]), _SETTING)
    assert len(set_in_stretches.pages) > 2 or name == "spanned"  # what spans rows would be torn
    assert len(set_in_stretches.tried) <= len(set_in_stretches.pages) + 1, "what cannot be parted is tried in vain"


def test_counters_of_an_authors_are_not_parted(set_in_stretches: _Set) -> None:
    own = StyleSheet("own.css", "h2 { counter-increment: own } h2::before { content: counter(own) }")
    _set_alike(_chapter(*_CASES["text"]), Setting((*_STYLES, own), resource_folder("fonts")))
    assert len(set_in_stretches.tried) == 1 < len(set_in_stretches.pages)


def _set_alike(page: Document, setting: Setting) -> None:
    """It is set in stretches, and their pages are those of the whole."""
    parted = typeset(page, setting)
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(_SETTER, "stretches", partial(stretches.stretches, length=10**6))
        plain = typeset(page, setting)
    assert (parted.pages, parted.starts, parted.tops) == (plain.pages, plain.starts, plain.tops)
    assert parted.anchors == plain.anchors
    shown, expected = ([re.sub(rb"/Folio\d+", b"", page) for page in _contents(part)] for part in (parted, plain))
    assert shown == expected
    with pikepdf.open(io.BytesIO(alone(parted, setting))) as file:
        assert len(file.pages) == plain.pages
        assert file.check_pdf_syntax() == []


def test_nothing_is_lost_where_an_author_asks_for_the_number_of_pages(set_in_stretches: _Set) -> None:
    own = StyleSheet("own.css", "h2 { counter-increment: own } h2::after { content: counter(pages) }")
    part = typeset(_chapter(*_CASES["text"][:3]), Setting((*_STYLES, own), resource_folder("fonts")))
    assert len(set_in_stretches.pages) > 1
    assert {"s1", "s2", "s3"} <= part.anchors.keys()
