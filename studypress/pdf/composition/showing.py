"""A composed text box is written into the page with the glyphs that its paragraph was measured by.

WeasyPrint has Pango set the text of each line once more to draw it. The glyphs are known, and so is what each cell
takes: both are told to PDF at once, with the place of each glyph to a thousandth of an em (ISO 32000-1, 9.4.3). What
is more than numbers and advances is left to `drawing`.
"""

from array import array
from bisect import bisect_left, bisect_right
from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import add, attrgetter
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango

from studypress.pdf.composition.drawing import BEFORE, Drawn
from studypress.pdf.composition.features import PARTING
from studypress.pdf.composition.glyphs import Glyphs, alternate
from studypress.pdf.composition.reading import encoded
from studypress.pdf.composition.shaping import HYPHEN, SOFT_HYPHEN


def show(stream: Any, drawn: Drawn, style: Any, matrix: Any) -> bool:
    """Write the glyphs of a text box. False, with nothing written, where Pango has to set them.

    Letters that are set apart have half of that before them, but not where a line begins, which Pango sees to.
    """
    if style["letter_spacing"] not in ("normal", 0):
        return False
    stretches = _stretches(drawn, style)
    if stretches is None:
        return False
    faces = [stream.add_font(stretch.font) for stretch in stretches]
    if any(face.bitmap or face.png or face.svg or face.colr for face, _ in faces):
        return False
    stream.set_text_matrix(*matrix.values)
    font, operands, beyond = None, list[str](), 0.0
    for stretch, (face, size) in zip(stretches, faces, strict=True):
        if stretch.font != font:
            _show_text(stream, operands)
            stream.set_font_size(face.hash, size)
            font, operands = stretch.font, []
        beyond = _add(stretch, face, size, stream, operands, beyond)
    _show_text(stream, operands)
    return True


_APART = 0.1
"""em between letters from which what reads a PDF takes them for words."""


@contextmanager
def said_whole(stream: Any, textbox: Any) -> Iterator[None]:
    """Say what letters that are set apart are together, so that 目录 is found and copied (ISO 32000-1, 14.9.4).

    Not of digits, which may be those of a page that is not known yet.
    """
    style, text = textbox.style, textbox.text
    gap = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    if gap < _APART * style["font_size"] or len(text) < 2 or text.isdecimal():
        yield
        return
    words = (BOM_UTF16_BE + text.encode("utf-16-be")).hex()
    stream.stream.append(f"/Span <</ActualText <{words}>>> BDC".encode())
    yield
    stream.stream.append(b"EMC")


@dataclass(slots=True)
class _Stretch:
    """Glyphs of one face, as they are shown."""

    font: Any
    numbers: "array[int]"
    advances: list[float]
    """px."""
    shifts: dict[int, float]
    """How far to the right of its place one is drawn, by its index, in px."""
    places: Sequence[int]
    """Where in the UTF-8 text that of each begins, and that of the last ends."""
    text: str


def _stretches(drawn: Drawn, style: Any) -> list[_Stretch] | None:
    """The glyphs of a text box; None where they are not those of the paragraph, or have more to them."""
    found, all_glyphs = [], drawn.run.glyphs
    first = max(0, bisect_right(all_glyphs, drawn.start, key=attrgetter("start")) - 1)
    for glyphs in all_glyphs[first : bisect_left(all_glyphs, drawn.until, key=attrgetter("start"))]:
        part = glyphs.between(drawn.start, drawn.until)
        stretch = _stretch(drawn, style, glyphs, part) if part and glyphs.plain else None
        if stretch:
            found.append(stretch)
        elif part is None or part:
            return None
    if drawn.parted:
        hyphen = alternate(style, HYPHEN, PARTING)
        if hyphen is None:
            return None
        width = hyphen.advances[0] * FROM_UNITS
        found.append(_Stretch(hyphen.font, hyphen.numbers, [width], {}, (0, len(SOFT_HYPHEN.encode())), SOFT_HYPHEN))
    return found


def _stretch(drawn: Drawn, style: Any, glyphs: Glyphs, part: range) -> _Stretch | None:
    """Some of the glyphs, with what their cells take. None when a mark has no narrower glyph in their face."""
    cells, first = drawn.paragraph, drawn.first
    places = glyphs.places[part.start : part.stop + 1]
    if len(places) == len(part):
        places.append(glyphs.end)
    begin, end = (
        bisect_left(cells.bytes, place, first, first + len(drawn.widths)) for place in (places[0], places[-1])
    )
    shown = _Stretch(glyphs.font, glyphs.numbers[part.start : part.stop], [], {}, places, drawn.run.text)
    if cells.bytes[begin:end] == places[:-1]:  # a glyph for a cell, as a rule
        here = slice(begin - first, end - first)
        shown.advances = list(map(add, drawn.widths[here], drawn.afters[here]))
    else:
        shown.advances = _advances(drawn, glyphs.advances[part.start : part.stop], places, begin, end)
    if glyphs.shifts:
        shown.shifts = {at: glyphs.shifts[index] * FROM_UNITS for at, index in enumerate(part)}
    marks = cells.taken.marks
    for mark in marks[bisect_left(marks, begin) : bisect_left(marks, end)]:
        at, own = bisect_left(places, cells.bytes[mark]), drawn.widths[mark - first]
        advance = glyphs.advances[part.start + at]
        if feature := drawn.narrowed(mark):
            narrow = alternate(style, cells.chars[mark], feature)
            if narrow is None or narrow.font != glyphs.font:
                return None
            shown.numbers[at], advance = narrow.numbers[0], narrow.advances[0]
        if before := BEFORE.get(cells.kinds[mark]):
            shown.shifts[at] = shown.shifts.get(at, 0.0) + (own - advance * FROM_UNITS) * before
    return shown


def _advances(drawn: Drawn, plain: Sequence[int], places: Sequence[int], cell: int, end: int) -> list[float]:
    """What glyphs take that stand for several cells, or with others for one, or for nothing that takes room.

    The last glyph of a cluster takes what its cells do, less what those before it take.
    """
    found, before, bytes_ = [], 0.0, drawn.paragraph.bytes
    for advance, until in zip(plain, places[1:], strict=True):
        own, takes = -before, False
        while cell < end and bytes_[cell] < until:
            at = cell - drawn.first
            own, cell, takes = own + drawn.widths[at] + drawn.afters[at], cell + 1, True
        found.append(own if takes else advance * FROM_UNITS)
        before = 0.0 if takes else before + found[-1]
    return found


def _add(stretch: _Stretch, face: Any, size: float, stream: Any, operands: list[str], beyond: float) -> float:
    """Add hexadecimal glyphs, and before each, in whole 1/1000 em, how far it is moved to the left.

    That is how far the glyphs before it end beyond its place: what is rounded off is passed on. Returns what is left.
    """
    em, known = 1000 / size, vars(face).setdefault("shown", {})
    for at, (number, advance) in enumerate(zip(stretch.numbers, stretch.advances, strict=True)):
        glyph = known.get(number)
        if glyph is None:
            glyph = known[number] = _glyph(stretch, at, face, size, stream)
        code, width = glyph
        left = round(beyond - stretch.shifts.get(at, 0.0) * em if stretch.shifts else beyond)
        if left and code:
            operands.append(f">{left}<")
            beyond -= left
        operands.append(code)
        beyond += width - advance * em
    return beyond


def _glyph(stretch: _Stretch, at: int, face: Any, size: float, stream: Any) -> tuple[str, int]:
    """A glyph in hexadecimal, and its width in 1/1000 em; the face is told both, and the text that it stands for."""
    number = stretch.numbers[at]
    if number == pango.PANGO_GLYPH_EMPTY:
        return "", 0
    if number not in face.to_unicode:
        face.to_unicode[number] = encoded(stretch.text)[stretch.places[at] : stretch.places[at + 1]].decode()
    if number not in face.widths:
        pango.pango_font_get_glyph_extents(stretch.font, number, stream.ink_rect, stream.logical_rect)
        face.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return f"{number:04x}", face.widths[number]


def _show_text(stream: Any, operands: list[str]) -> None:
    if operands:
        stream.show_text(f"<{''.join(operands)}>".replace("<>", ""))
