"""Slots for page numbers are filled with zeros before a page is set, and with the numbers when the book is bound."""

import pytest

from studypress.documents import Document, Rendered, if_elsewhere, page_slot
from studypress.editions import Piece
from studypress.pdf.numbers import filled, filled_alone, stamp

_ALONE, _IN_LINE = page_slot("a"), page_slot("a", in_line=True)


def _filled(html: str, labels: dict[str, str], *others: str) -> str:
    pages = (html, *others)
    made = filled(
        Rendered(tuple(Document(f"c{n}", Piece.CHAPTERS, "", text) for n, text in enumerate(pages)), (), ()), labels
    )
    return made.documents[0].html


@pytest.mark.parametrize(
    ("slot", "labels", "expected"),
    [
        (_ALONE, {"a": "7"}, "00"),
        (_ALONE, {"a": "123"}, "00"),
        (_ALONE, {"a": "xii"}, "xii"),
        (_ALONE, {}, "00"),
        (_ALONE, {"b": "7"}, ""),
        (_IN_LINE, {"a": "7"}, "0"),
        (_IN_LINE, {"a": "123"}, "000"),
        (_IN_LINE, {"a": "xii"}, "xii"),
        (_IN_LINE, {}, "0"),
        (_IN_LINE, {"b": "7"}, ""),
    ],
)
def test_a_slot_is_filled_with_zeros_and_with_what_is_no_number(
    slot: str, labels: dict[str, str], expected: str
) -> None:
    assert _filled(slot, labels) == expected


def test_digits_are_guessed_by_how_much_stands_before() -> None:
    assert _filled(_IN_LINE, {}, "字" * 2_300 * 8, '<p id="a">') == "0"
    assert _filled(_IN_LINE, {}, "字" * 2_300 * 9, '<p id="a">') == "00"
    assert _filled(_IN_LINE, {"b": "1"}, "字" * 2_300 * 9, '<p id="a">') == "00"


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ({"here": "3", "there": "4"}, "words"),
        ({"here": "3", "there": "3"}, ""),
        ({"there": "4"}, "words"),
        ({"here": "3"}, ""),
        ({}, ""),
    ],
)
def test_words_are_shown_only_if_two_ids_fall_on_different_pages(labels: dict[str, str], shown: str) -> None:
    assert _filled(if_elsewhere("words", "here", "there"), labels) == shown


def test_ids_without_a_label_are_guessed_to_be_on_different_pages_or_on_one() -> None:
    words = if_elsewhere("words", "here", "there")
    assert _filled(f'<p id="here">{words}', {}, "字" * 5_000, '<p id="there">') == '<p id="here">words'
    assert _filled(f'<p id="here">{words}<p id="there">', {}) == '<p id="here"><p id="there">'


def test_a_page_is_filled_alone_where_it_depends_on_no_other() -> None:
    page = Document("c1", Piece.CHAPTERS, "", f"<p>{_ALONE}</p>")
    ready = filled_alone(page)
    assert ready is not None
    assert ready.html == _filled(page.html, {}) == "<p>00</p>"
    for dependent in (_IN_LINE, if_elsewhere("words", "here", "there")):
        assert filled_alone(Document("c1", Piece.CHAPTERS, "", dependent)) is None


_HELD = (
    b"/StudypressPage <</Id (a)/Alone %s/Zero 17/Widths [500 400 500 500 500 500 500 500 500 500]>> BDC\n"
    b"[<00110011>] TJ\nEMC"
)


@pytest.mark.parametrize(
    ("alone", "label", "expected"),
    [
        (b"true", "12", b"[-100 <00120013>] TJ"),
        (b"true", "7", b"[-500 <0018>] TJ"),
        (b"false", "12", b"[-50 <00120013>] TJ"),
        (b"true", "xii", b"[-1000 <>] TJ"),
        (b"true", "", b"[-1000 <>] TJ"),
    ],
)
def test_a_number_takes_the_place_of_zeros_at_their_right_or_in_their_middle(
    alone: bytes, label: str, expected: bytes
) -> None:
    assert stamp(b"q\n" + _HELD % alone + b"\nQ", {"a": label}).split() == b" ".join((b"q", expected, b"Q")).split()
