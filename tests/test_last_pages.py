"""The last page of a chapter: some lines at the least, a summary whole, and nothing of the text lost."""

import re
from functools import cache
from random import Random

import pypdfium2
import pytest
from parts import alone
from weasyprint import layout

from studypress.documents import Document
from studypress.editions import BOOK, Piece
from studypress.pdf import Galley, Setting, StyleSheet, typeset
from studypress.render import print_styles
from studypress.resources import resource_folder
from studypress.sheets import SHEETS

_SHEET = SHEETS["A5"]
_LINES = _SHEET.lines


@cache
def _setting() -> Setting:
    styles = zip(BOOK.styles, print_styles(BOOK, _SHEET, "zh-Hans"), strict=True)
    return Setting(tuple(StyleSheet(*style) for style in styles), resource_folder("fonts"))


def _set(body: str) -> Galley:
    html = f'<!DOCTYPE html><html lang="zh-Hans"><body><section class="chapter">{body}</section></body></html>'
    return typeset(Document("c1", Piece.CHAPTERS, "c1", html), _setting())


def _lines(count: int, note_at: int = -1) -> str:
    note = '<span class="footnote" data-mark="①">注</span>'
    return "".join(f'<p id="l{number}">字{note if number == note_at else ""}</p>' for number in range(count))


def _summary(points: int) -> str:
    shown = "".join(f'<li class="point" id="p{number}">要点</li>' for number in range(points))
    group = f'<section class="summary-group"><ul class="points">{shown}</ul></section>'
    title = '<h2 class="box-title" id="title">小结</h2>'
    return f'<section class="summary short">{title}<div class="summary-body">{group}</div></section>'


def _page(part: Galley, name: str) -> int:
    return part.anchors[name][0]


@pytest.mark.parametrize("over", [1, 2, 3, 4, 5, 6])
def test_the_last_page_holds_five_lines(over: int) -> None:
    part = _set(_lines(2 * _LINES + over))
    assert part.pages == 3
    assert sum(_page(part, f"l{number}") == 2 for number in range(2 * _LINES + over)) == max(5, over)


def test_a_summary_does_not_stand_alone_on_the_last_page() -> None:
    part = _set(_lines(_LINES) + _summary(1))
    assert _page(part, "title") == 1
    assert _page(part, f"l{_LINES - 1}") == 1
    assert _page(part, f"l{_LINES - 4}") == 0


@pytest.mark.parametrize(("above", "is_whole"), [(_LINES - 6, True), (_LINES - 9, True), (_LINES - 12, False)])
def test_a_summary_that_would_be_torn_goes_over_whole(above: int, is_whole: bool) -> None:
    part = _set(_lines(above) + _summary(14))
    assert part.pages == 2
    assert _page(part, "p13") == 1
    assert _page(part, "title") == is_whole


@pytest.mark.parametrize(
    "last", ['<p style="break-before: page" id="x">字</p>', '<p style="page: turned" id="x">字</p>', "<p>字</p>" * 9]
)
def test_a_page_that_the_author_wants_or_that_is_filled_stays(last: str) -> None:
    part = _set(_lines(_LINES) + last)
    assert _page(part, f"l{_LINES - 1}") == 0


@pytest.mark.parametrize("note_at", [_LINES - 1, _LINES + 1])
def test_a_note_stays_where_it_is(note_at: int) -> None:
    body = _lines(_LINES + 3, note_at)
    ours = _set(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "with_full_end", lambda context, root, html, pages: pages)
        plain = _set(body)
    assert ours.anchors == plain.anchors


def _words(part: Galley) -> list[str]:
    with pypdfium2.PdfDocument(alone(part, _setting())) as file:
        texts = [page.get_textpage().get_text_bounded() for page in file]
    return ["".join(re.sub("[▪–•]", "", text).split()) for text in texts]  # bullets are read last on their page


def test_nothing_of_the_text_is_lost_or_doubled() -> None:
    random = Random(7)  # noqa: S311  # no secrets here

    def han() -> str:
        return "".join(chr(random.randrange(0x4E00, 0x5E00)) for _ in range(random.randint(4, 90)))

    kinds = (
        lambda: f"<p>{han()}</p>",
        lambda: f"<h2>{han()[:9]}</h2><p>{han()}</p>",
        lambda: f"<ul><li>{han()}<ul><li>{han()}</li></ul></li><li>{han()}</li></ul>",
        lambda: f"<table><tbody><tr><td>{han()}</td></tr><tr><td>{han()}</td></tr></tbody></table>",
        lambda: f'<div class="callout short"><p class="callout-title">{han()[:5]}</p><p>{han()}</p></div>',
        lambda: f'<pre class="code"><code><span class="code-line">{han()[:30]}\n</span></code></pre>',
    )
    body, changed = "", 0
    _set("")  # readies WeasyPrint, which the patch stands in for
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(20):
            body += random.choice(kinds)()
            end = random.choice(("", _summary(1), _summary(11)))
            ours = _words(_set(body + end))
            patch.setattr(layout, "with_full_end", lambda context, root, html, pages: pages)
            plain = _words(_set(body + end))
            patch.undo()
            assert "".join(ours) == "".join(plain)
            assert len(ours) == len(plain)
            changed += ours != plain
    assert changed
