"""A line that WeasyPrint has set is stretched: its boxes are moved, and each text box notes what its glyphs take.

Lengths are CSS px; em is the size of the line's own text.
"""

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from studypress.pdf.composition.cells import Cells, Kind, advance, cells_of, in_flow
from studypress.pdf.composition.stretch import LOOSEST, Site, shares, sites

_CLOSING = {"zh": "，。、；：！？．）》〉】〗〕］｝」』”’", "ja": "，。、．）》〉】〗〕］｝」』”’"}
"""Marks whose ink is in the left half of their cell. In Japanese ！？：； stand in the middle (JLREQ 3.1.2)."""


def compose(line: Any, room: float) -> bool:
    """Stretch the line by `room` px. Returns False, and changes nothing, when that is WeasyPrint's to do."""
    cells = cells_of(line)
    found = sites(cells.kinds)
    if all(site is Site.WORD for site, *_ in found) or Kind.REVERSED in cells.kinds or _has_leader(line):
        return False
    em, blank = line.style["font_size"], _blank_at_end(cells)
    places = [(site, advance(cells.boxes[at].style, " ") / em if site is Site.WORD else 0) for site, at, _ in found]
    taken = shares(places, max(0.0, room + blank) / em)
    if max(taken) > LOOSEST:
        return True
    inner: dict[int, dict[int, float]] = {}
    outer: dict[int, float] = {}
    for share, (_, at, after) in zip(taken, found, strict=True):
        if cells.boxes[at] is cells.boxes[after]:
            inner.setdefault(id(cells.boxes[at]), {})[cells.bytes[at]] = share * em
        else:
            outer[after] = share * em
    _move(line, 0, _Shares(inner, outer, cells.first, id(cells.boxes[-1]), blank))
    return True


@dataclass(frozen=True, slots=True)
class _Shares:
    """What each place of a line takes, in px."""

    inner: dict[int, dict[int, float]]
    """By the identity of a text box: byte → px after the character there."""
    outer: dict[int, float]
    """By the index of a cell: px before the outermost box that begins with it, so that no underline grows."""
    first: dict[int, int]
    """The first cell of each box, by the box's identity."""
    end: int
    """The identity of the last cell's box, which is narrower by its `blank`."""
    blank: float


def _blank_at_end(cells: Cells) -> float:
    """The blank right half of a mark that ends the line: it lies outside, so that the ink meets the margin.

    GB/T 15834-2011 5.1.10 wants it wherever marks stand at the lower left of their cells, which is not in Taiwan.
    """
    if cells.kinds[-1] is not Kind.MARK:
        return 0
    char, style = cells.chars[-1], cells.boxes[-1].style
    lang, size = (style["lang"] or "").lower(), style["font_size"]
    if lang.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")) or char not in _CLOSING.get(lang[:2], ""):
        return 0
    return size / 2 if abs(advance(style, char) - size) < 0.01 * size else 0


def _has_leader(box: Any) -> bool:
    children = box.children if isinstance(box, (boxes.LineBox, boxes.InlineBox)) else ()
    return box.is_leader or any(_has_leader(child) for child in children)


def _move(box: Any, advance: float, given: _Shares) -> float:
    """Place a box `advance` px further to the right and stretch it. Returns what the box after it is moved by."""
    if isinstance(box, boxes.TextBox):
        wider = _stretched(box, given.inner.get(id(box), {})) - (given.blank if id(box) == given.end else 0)
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        end = advance
        for child in in_flow(box):
            end += given.outer.pop(given.first.get(id(child), -1), 0)
            end = _move(child, end, given)
        wider = end - advance
    else:
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    box.width += wider
    return advance + wider


def _stretched(box: Any, after: dict[int, float]) -> float:
    """Note in a text box's layout what is added after its characters, by their bytes. Returns the sum, in px.

    PDF takes whole thousandths of the font size, so that each share is rounded to meet the sum so far.
    """
    unit, wanted, given = box.style["font_size"] / 1000, 0.0, 0
    box.pango_layout.stretch = {}
    for byte, share in after.items():
        wanted += share
        units = round(wanted / unit) - given
        given += units
        box.pango_layout.stretch[byte] = units
    return wanted
