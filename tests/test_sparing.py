"""Pages are the same whether or not WeasyPrint is spared what it does again and again, byte for byte."""

import pickle
import subprocess
import sys
from functools import cache
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from limits import within
from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from studypress.documents import Document
from studypress.editions import BOOK, Piece
from studypress.forks import CAN_FORK
from studypress.library_seams import Seam
from studypress.pdf import Setting, StyleSheet, sparing, typeset
from studypress.pdf.sparing.encoding import letter_before
from studypress.render import print_styles
from studypress.resources import resource_folder
from studypress.sheets import SHEETS

_DATA = Path(__file__).parent / "data"


@cache
def _case() -> tuple[Document, Setting]:
    styles = zip(BOOK.styles, print_styles(BOOK, SHEETS["A5"], "zh-Hans"), strict=True)
    sheets = (
        *(StyleSheet(*style) for style in styles),
        StyleSheet("own.css", (_DATA / "sparing.css").read_text("utf8")),
    )
    section = (_DATA / "sparing.html").read_text("utf8")
    body = "".join(section.replace("{number}", str(number)) for number in range(1, 3))
    html = f'<!DOCTYPE html><html lang="zh-Hans"><body><section class="chapter">{body}</section></body></html>'
    return Document("c1", Piece.CHAPTERS, "c1", html), Setting(sheets, resource_folder("fonts"))


_WITHOUT = """
import pickle, sys
from studypress.forks import in_forks
from studypress.pdf import sparing, typeset
case, left_out = pickle.loads(sys.stdin.buffer.read())
def without(names):
    sparing.TRICKS = tuple(trick for trick in sparing.TRICKS if trick.__name__ not in names)
    return typeset(*case)
sys.stdout.buffer.write(pickle.dumps(dict(in_forks(without, left_out, 1))))
"""
"""Sets the pages by forks of a process that has WeasyPrint as it is."""


@pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux alone")
def test_pages_are_the_same_without_one_and_without_all() -> None:
    names = [trick.__name__ for trick in sparing.TRICKS]
    case, left_out = _case(), [(name,) for name in names] + [tuple(names)]
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT], input=pickle.dumps((case, left_out)), capture_output=True, check=True,
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    plain, spared = pickle.loads(ran.stdout), typeset(*case)  # noqa: S301  # what we have just written
    assert spared.pages > 4
    assert [left_out[at] for at in plain if plain[at].body != spared.body] == []
    assert [left_out[at] for at in plain if plain[at] != spared] == []
    assert len(plain) == len(left_out)


@pytest.mark.parametrize("trick", sparing.TRICKS, ids=lambda trick: trick.__name__)
def test_another_weasyprint_is_left_alone(trick: sparing.Trick, monkeypatch: pytest.MonkeyPatch) -> None:
    spared: list[bool] = []
    monkeypatch.setattr(trick, "spare", lambda: spared.append(True))
    monkeypatch.setattr(sparing, "TRICKS", (trick,))
    sparing.spare_time()
    assert spared
    for seam in trick.SEAMS:
        monkeypatch.setattr(trick, "SEAMS", (Seam(seam.owner, seam.name, "another"),))
        sparing.spare_time()
    assert len(spared) == 1


def test_what_the_tricks_rely_on_is_known_by_its_indentation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspect.getsource", lambda thing: "")  # it takes ten times as long
    assert all(seam.is_known() for trick in sparing.TRICKS for seam in trick.SEAMS)


def test_a_function_that_is_mended_by_one_room_and_spared_by_another_is_both() -> None:
    typeset(*_case())
    code = unwrap(inline.split_inline_box).__code__
    assert "overflow_wrap" in code.co_consts  # pdf/breaks.py
    assert "map" in code.co_names  # pdf/sparing/children.py


def test_a_footnote_is_set_once_to_be_measured_and_once_to_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    _, setting = _case()
    areas: list[int] = []
    set_block = layout.block_level_layout

    def counted(context: Any, box: Any, *others: Any) -> Any:
        areas.append(len(box.children))
        return set_block(context, box, *others)

    typeset(Document("c0", Piece.CHAPTERS, "c0", '<html lang="zh">字'), setting)  # which spares WeasyPrint
    monkeypatch.setattr(layout, "block_level_layout", counted)
    notes = "".join(f'字<span class="footnote" data-mark="①">注 {number}。</span>' for number in range(12))
    typeset(Document("c1", Piece.CHAPTERS, "c1", f'<html lang="zh"><p>{notes}</p>'), setting)
    assert areas == [1] * 12


@pytest.mark.parametrize("text", ["a", "字", "a字", "字a", "𠀀", "字𠀀", "é字", "a\u0301"])
def test_the_letter_before_a_place_is_that_of_the_text_before_it(text: str) -> None:
    for end in range(1, len(text) + 1):
        assert letter_before(text, len(text[:end].encode())) == text[end - 1]


def test_the_lines_of_a_long_paragraph_do_not_each_cost_its_length() -> None:
    text = "字" * 300_000
    with within(2):
        assert {letter_before(text, place) for place in range(3, 30_000, 3)} == {"字"}


def test_what_a_line_begins_with_is_found_without_its_paragraph() -> None:
    typeset(Document("c0", Piece.CHAPTERS, "c0", '<html lang="zh">字'), _case()[1])  # which spares WeasyPrint
    box = object.__new__(boxes.TextBox)
    box.text, box.style = "字  a" * 500_000 + "  ", {"white_space": "normal"}
    with within(2):
        starts = [inline.skip_first_whitespace(box, {place: None}) for place in range(0, 30_000, 6)]
        blanks = [inline.skip_first_whitespace(box, {place: None}) for place in range(3, 30_000, 6)]
    assert starts == [{place: None} if place else None for place in range(0, 30_000, 6)]
    assert blanks == [{place: None} for place in range(5, 30_000, 6)]
    assert inline.skip_first_whitespace(box, {3_000_000: None}) == {3_000_002: None}
    assert inline.skip_first_whitespace(box, {3_000_002: None}) == "continue"
