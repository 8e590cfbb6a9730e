"""Page numbers are written into the finished pages, so that a chapter need not be set again when one changes.

`render` leaves a slot where a number belongs (`documents.py`). It is set as zeros, `hold_numbers` has WeasyPrint mark
them in the page, and `stamp` puts the number there: the same glyphs, tags and text as if it had been set.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any

import pydyf
from weasyprint.draw import text as painting
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from studypress.documents import ELSEWHERE, SLOT, Document, Rendered
from studypress.library_seams import Seam
from studypress.pdf.objects import pages_of

SEAMS = (Seam(painting, "draw_first_line", "1bb8eae6d88e"),)

ID = re.compile(r'(?<=\s)id="([^"]+)"')
"""An id, as the templates write it."""

_STANDS_ALONE, _STANDS_IN_LINE = "data-page-of", "data-page-within"
"""What an element says whose text is a slot: `documents.py`."""

_TAG = "StudypressPage"
_HELD = re.compile(
    rb"/StudypressPage\s*<<\s*/Id \((?P<id>[^)]*)\)\s*/Alone (?P<alone>true|false)\s*/Zero (?P<zero>\d+)\s*"
    rb"/Widths \[(?P<widths>[^]]*)\]\s*>>\s*BDC(?P<body>.*?)EMC",
    re.DOTALL,
)
_GLYPHS = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_FREE = "00"
"""What holds the place of a number that stands alone, however many digits it has."""
_HTML_A_PAGE = 2_300
"""Characters of HTML on a page, for a first guess at how many digits a number has."""


def filled(rendered: Rendered, labels: dict[str, str]) -> Rendered:
    """Fill the slots with zeros, which `stamp` will replace, and leave out what is shown only if it is elsewhere.

    A number in a line of text gets as many as it has digits, or is likely to have where it is not known yet. What is
    no number in digits (a page of the front matter) is set as it is. While no `labels` are known, all stand in digits.
    """
    unknown = "" if labels else "0"
    labels = _guesses(rendered.documents, labels) | labels

    def fill(slot: re.Match[str]) -> str:
        label = labels.get(slot["id"], unknown)
        if not label.isdecimal():
            return label
        return "0" * len(label) if slot["fixed"] else _FREE

    def show(found: re.Match[str]) -> str:
        there = labels.get(found["there"])
        return "" if there is None or there == labels.get(found["here"]) else found["words"]

    def fill_document(document: Document) -> Document:
        return replace(document, html=SLOT.sub(fill, ELSEWHERE.sub(show, document.html)))

    return replace(rendered, documents=tuple(map(fill_document, rendered.documents)))


def filled_alone(document: Document) -> Document | None:
    """What `filled` makes of a document while no labels are known; None where that depends on others."""
    if ELSEWHERE.search(document.html) or any(slot["fixed"] for slot in SLOT.finditer(document.html)):
        return None
    return replace(document, html=SLOT.sub(_FREE, document.html))


def _guesses(documents: Sequence[Document], labels: dict[str, str]) -> dict[str, str]:
    """About where each id with a slot will fall that has no label; while there are none, those in lines of text."""
    texts = [document.html for document in documents]
    slots = (slot for text in texts for slot in SLOT.finditer(text))
    wanted = {slot["id"] for slot in slots if labels or slot["fixed"]}
    wanted |= {name for text in texts for note in ELSEWHERE.finditer(text) for name in note.group("here", "there")}
    wanted -= labels.keys()
    found: dict[str, str] = {}
    before = 0
    for text in texts if wanted else ():
        for name in ID.finditer(text):
            if name[1] in wanted:
                found.setdefault(name[1], str(1 + (before + name.start()) // _HTML_A_PAGE))
        before += len(text)
    return found


def hold_numbers() -> None:
    """Have WeasyPrint, in this process, mark the zeros that it draws in slots."""
    painting.draw_first_line = _holding(painting.draw_first_line)


def _holding(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(draw_first_line)
    def held(stream: Any, textbox: Any, *arguments: Any) -> Any:
        name = _slot(textbox)
        if name is None:
            return draw_first_line(stream, textbox, *arguments)
        start = len(stream.stream)
        emojis = draw_first_line(stream, textbox, *arguments)
        zero, widths = _digits(stream, textbox.style)
        alone = "true" if name and textbox.element.get(_STANDS_ALONE) else "false"
        mark = {"Id": pydyf.String(name), "Alone": alone, "Zero": zero, "Widths": pydyf.Array(widths)}
        stream.stream[start:start] = [f"/{_TAG}", pydyf.Dictionary(mark), b"BDC"]
        stream.end_marked_content()
        stream.holds_numbers = True
        return emojis

    return held


@contextmanager
def all_held() -> Iterator[None]:
    """Every number is a slot, whose id is empty: what is set is the layer of folios."""
    _folios.append(True)
    try:
        yield
    finally:
        _folios.pop()


_folios: list[bool] = []


def _slot(textbox: Any) -> str | None:
    """The id whose page a text box shows; None for any other text."""
    if _folios:
        return None if textbox.text.strip("0") else ""
    element = getattr(textbox, "element", None)  # text in a drawing has none
    if element is None or textbox.text.strip("0"):
        return None
    name: str | None = element.get(_STANDS_ALONE) or element.get(_STANDS_IN_LINE)
    return name


def _digits(stream: Any, style: Any) -> tuple[int, list[int]]:
    """The glyph of 0, which those of the other digits follow in our faces, and their widths in 1/1000 em.

    All are given to the face's subset, with the characters they stand for.
    """
    layout = line_break.Layout(style)
    layout.set_text("0")
    line, _ = layout.get_first_line()
    run = line.runs[0].data
    font, size = stream.add_font(run.item.analysis.font)
    zero = run.glyphs.glyphs[0].glyph
    for digit in range(10):
        pango.pango_font_get_glyph_extents(run.item.analysis.font, zero + digit, stream.ink_rect, stream.logical_rect)
        font.widths.setdefault(zero + digit, round(stream.logical_rect.width * 1000 * FROM_UNITS / size))
        font.to_unicode.setdefault(zero + digit, str(digit))
    return zero, [font.widths[zero + digit] for digit in range(10)]


def pages_with_numbers(pdf: Any) -> tuple[int, ...]:
    """The indices of the pages of a pydyf file that have slots."""
    references = {f"{found.number} 0 R".encode() for found in pdf.objects if getattr(found, "holds_numbers", False)}
    return tuple(index for index, page in enumerate(pages_of(pdf)) if page["Contents"] in references)


def stamp(content: bytes, labels: Mapping[str, str]) -> bytes:
    """Write the numbers into the slots of a page's content, and take the marks away."""

    def stamped(held: re.Match[bytes]) -> bytes:
        number = labels.get(held["id"].decode("latin-1"), "")
        digits = number.encode() if number.isdecimal() else b""
        widths = [int(width) for width in held["widths"].split()]
        return _GLYPHS.sub(
            lambda shown: _shown(shown[1], digits, int(held["zero"]), widths, held["alone"]), held["body"]
        )

    return _HELD.sub(stamped, content)


def _shown(zeros: bytes, digits: bytes, zero: int, widths: list[int], alone: bytes) -> bytes:
    """The digits, at the right of what the zeros took if the number stands alone, else in its middle."""
    room = widths[0] * (len(b"".join(re.findall(rb"<([0-9a-f]*)>", zeros))) // 4)
    values = [digit - ord("0") for digit in digits]
    blank = room - sum(widths[value] for value in values)
    before = blank if alone == b"true" else blank // 2
    glyphs = b"".join(b"%04x" % (zero + value) for value in values)
    return b"[%d <%s>] TJ" % (-before, glyphs)
