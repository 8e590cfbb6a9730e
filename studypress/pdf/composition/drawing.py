"""The glyphs of a composed text box, when they are drawn: each takes the width that its cell was given."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import ffi, pango

from studypress.pdf.composition.features import PARTING, PROPORTIONAL, narrowed, request
from studypress.pdf.composition.kinds import Kind
from studypress.pdf.composition.paragraph import Paragraph
from studypress.pdf.composition.reading import Run
from studypress.pdf.composition.shaping import HYPHEN

BEFORE = {Kind.OPENING: 1.0, Kind.MIDDLE: 0.5}
"""What part of a mark's blank is before its ink."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the cells of a text box take, in px."""

    paragraph: Paragraph
    run: Run
    """What the box is a part of."""
    first: int
    """The first of them."""
    start: int
    """The byte at which the text of the box begins in that of the run."""
    until: int
    """The byte before which it ends."""
    widths: Sequence[float]
    afters: Sequence[float]
    """What follows each of them."""
    parted: bool
    """Whether a word is parted at the end, where the text has a hyphen."""

    def ask(self, layout: Any) -> None:
        """Ask a Pango layout for glyphs as narrow as the marks are to be, and for Latin ones among Latin words."""
        cells, wanted = self.paragraph, []
        here = bisect_left(cells.taken.marks, self.first), bisect_left(cells.taken.marks, self.first + len(self.widths))
        for cell in cells.taken.marks[here[0] : here[1]]:
            tag = PROPORTIONAL if cell in cells.taken.proportional else self.narrowed(cell)
            if tag:
                wanted.append((cells.bytes[cell] - self.start, cells.chars[cell], tag))
        if self.parted:
            wanted.append((len(layout.text.encode()) - len(HYPHEN.encode()), HYPHEN, PARTING))
        request(layout, wanted)

    def narrowed(self, mark: int) -> str | None:
        """The feature that a full-width mark is to be asked for; None for none."""
        cells = self.paragraph
        if mark in cells.taken.proportional:
            return None
        return narrowed(self.widths[mark - self.first] / cells.sizes[mark])

    def set_glyphs(self, line: Any, font_size: float) -> None:
        """Give the glyphs of a Pango line these widths.

        PDF takes whole thousandths of the font size: what is rounded off is passed on to the next glyph.
        """
        unit = font_size * 1.024  # a thousandth of the font size, in Pango's 1/1024 px
        widths, afters, kinds = self.widths, self.afters, self.paragraph.kinds
        bytes_ = self.paragraph.bytes[self.first : self.first + len(widths)]
        cell, end, owed = 0, len(widths), 0.0
        run = line.runs
        while run != ffi.NULL:
            item, glyphs, run = run.data.item, run.data.glyphs, run.next
            number, infos, offset = glyphs.num_glyphs, glyphs.glyphs, self.start + item.offset
            for index, until in enumerate((*glyphs.log_clusters[1:number], item.length)):
                if cell == end or bytes_[cell] >= offset + until:
                    continue  # a part of a cluster, or nothing that takes room
                kind, own, after = kinds[self.first + cell], widths[cell], afters[cell]
                cell += 1
                while cell < end and bytes_[cell] < offset + until:
                    own, after, cell = own + widths[cell], after + afters[cell], cell + 1
                geometry = infos[index].geometry
                width = geometry.width
                owed += (own + after) * 1024 - width
                units = round(owed / unit)
                if units:
                    owed -= units * unit
                    # draw/text.py cuts thousandths of an em off; half of one more makes that a rounding.
                    geometry.width = width + round((units + (0.5 if units > 0 else -0.5)) * unit)
                if kind in BEFORE and abs(shift := (own * 1024 - width) * BEFORE[kind]) >= unit:
                    geometry.x_offset += round(shift)

    def draw_dots(self, stream: Any, box: Any) -> None:
        """Draw a dot below each Han that is emphasised so, and below no mark (CLREQ "Emphasis dots").

        They are drawn, not set: the lines keep their pitch, and the text its characters.
        """
        cells = self.paragraph
        if not self.run.dotted:
            return
        size = box.style["font_size"]
        x, y = box.position_x, box.position_y + box.baseline + _DOT_DROP * size
        stream.set_color(box.style["color"])
        for cell, (width, after) in enumerate(zip(self.widths, self.afters, strict=True), self.first):
            if cells.kinds[cell] is Kind.HAN:
                _draw_dot(stream, x + width / 2, y, _DOT * size)
            x += width + after


SELECTOR = "\ufe0f"
"""Asks for an emoji: `1️⃣` is a digit, this, and the key around it."""


def end_clusters(line: Any) -> None:
    """Let the glyph of a sign stand for all its characters, the selectors in it too.

    Pango has an empty glyph for a selector, behind that of the sign: what the sign's glyph stands for would end before
    it, so that its text were lost and its width given twice.
    """
    run = line.runs
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        if item.analysis.level % 2:
            continue
        after = item.length
        for index in range(glyphs.num_glyphs - 1, 0, -1):
            start = glyphs.log_clusters[index]
            if glyphs.glyphs[index].glyph == pango.PANGO_GLYPH_EMPTY and start == glyphs.log_clusters[index - 1]:
                glyphs.log_clusters[index] = after
            else:
                after = start


_DOT = 0.075
"""em: the radius of a dot."""
_DOT_DROP = 0.27
"""em from the baseline to a dot's centre."""
_CIRCLE = 0.5523
"""How far the handles of four Bézier curves lie from their ends, in radii, for what looks like a circle."""


def _draw_dot(stream: Any, x: float, y: float, r: float) -> None:
    k = _CIRCLE * r
    stream.move_to(x - r, y)
    stream.curve_to(x - r, y - k, x - k, y - r, x, y - r)
    stream.curve_to(x + k, y - r, x + r, y - k, x + r, y)
    stream.curve_to(x + r, y + k, x + k, y + r, x, y + r)
    stream.curve_to(x - k, y + r, x - r, y + k, x - r, y)
    stream.fill()
