"""What the characters of a text box take in their faces, by Pango."""

import re
from collections.abc import Iterable, Set
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from studypress.pdf.composition.features import PARTING, PROPORTIONAL, request
from studypress.pdf.composition.glyphs import Glyphs, glyphs_of
from studypress.pdf.composition.kinds import MARKS, NEWLINES, WIDE, Kind
from studypress.pdf.composition.reading import Cells, Run

_LINE = re.compile(rf"[^{NEWLINES}]+|^")
"""What stands between newlines; if there is nothing, that."""
_NARROW = 0.8
"""em. What is narrower is no full-width character, whatever it could be in another face."""


def shape(run: Run, cells: Cells, proportional: Set[int]) -> list[float]:
    """Set the text of a run on one line, and return what its cells take, in px; 0 for a box set in the line.

    A mark of a Latin face is a Latin mark from then on.
    """
    if not isinstance(run.box, boxes.TextBox):
        return [0.0]
    if not run.text:
        return []
    style, size = run.box.style, run.box.style["font_size"]
    asked = [
        (cells.bytes[at], cells.chars[at], PROPORTIONAL) for at in sorted(proportional) if run.first <= at < run.end
    ]
    for part in _LINE.finditer(run.text):
        place = len(run.text[: part.start()].encode())
        layout = line_break.Layout(style)
        layout.set_text(part[0])
        request(layout, [(byte - place, char, tag) for byte, char, tag in asked if byte >= place])
        line, _ = layout.get_first_line()
        run.height = max(run.height, line_break.line_size(line, style)[1])
        run.baseline = max(run.baseline, pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS)
        run.glyphs += glyphs_of(line, place)
    layout.deactivate()
    run.layout = layout
    advances = _advances(run.glyphs)
    widths = [advances.get(byte, 0) * FROM_UNITS for byte in cells.bytes[run.first : run.end]]
    for at in [at for at, width in enumerate(widths, run.first) if width < _NARROW * size]:
        if cells.kinds[at] in WIDE and cells.bytes[at] in advances:
            cells.kinds[at] = Kind.POINT if cells.kinds[at] in MARKS else Kind.LATIN
    return widths


HYPHEN = "\u2010"
"""What is set where a word is parted."""
SOFT_HYPHEN = "\u00ad"
"""What a reader of the PDF is told it is: no part of the text."""


def hyphen_width(style: Any) -> float:
    """What a hyphen takes in a style, in px."""
    layout = line_break.Layout(style)
    layout.set_text(HYPHEN)
    request(layout, [(0, HYPHEN, PARTING)])
    return float(line_break.line_size(layout.get_first_line()[0], style)[0])


def _advances(glyphs: Iterable[Glyphs]) -> dict[int, int]:
    """The advances of glyphs by the byte at which their clusters begin, in Pango's units."""
    found: dict[int, int] = {}
    for stretch in glyphs:
        alone = dict(zip(stretch.places, stretch.advances, strict=True))
        if len(alone) == len(stretch.places):
            found |= alone
            continue
        for place, advance in zip(stretch.places, stretch.advances, strict=True):
            found[place] = found.get(place, 0) + advance
    return found
