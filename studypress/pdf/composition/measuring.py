"""What the cells of a paragraph take in its block, as the columns that lines are chosen by. Lengths are px."""

from array import array
from collections.abc import Sequence
from functools import partial
from operator import add
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages

from studypress.pdf.composition.adjusting import EASE
from studypress.pdf.composition.kinds import WIDE, Kind, newlines
from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.paragraph import Paragraph
from studypress.pdf.composition.parting import Parts, parts
from studypress.pdf.composition.reading import Run, styles_of
from studypress.pdf.composition.rules import GAP_GIVES, GAP_LEAST, NO_START, SPACE_LEAST
from studypress.pdf.composition.shaping import hyphen_width
from studypress.pdf.composition.spacing import adjusts, label_marks


def measures_of(paragraph: Paragraph, context: Any, containing_block: Any) -> Measures:
    """The columns that the lines of a paragraph are chosen by, found once for each width of its block."""
    key = containing_block.width
    if key not in paragraph.measures:
        paragraph.measures[key] = _measure(paragraph, context, containing_block)
    return paragraph.measures[key]


def _measure(paragraph: Paragraph, context: Any, containing_block: Any) -> Measures:
    taken, kinds = paragraph.taken, paragraph.kinds
    _set_boxes(paragraph, context, containing_block)
    edges = paragraph.rules.switches.line_edges
    starts = list(map(add, taken.gaps, taken.leads)) if edges else list(taken.gaps)
    if not paragraph.rules.switches.paragraph_start:
        starts[0] = taken.gaps[0]
    return Measures(
        width=array("d", _totals(paragraph, containing_block)),
        start=array("d", starts),
        end=array("d", _ends(paragraph)),
        give=array("d", _gives(paragraph)),
        ease=array("d", _eases(paragraph)),
        spaces=[kind is Kind.SPACE for kind in kinds],
        bound=[char in NO_START and kind in WIDE for char, kind in zip(paragraph.chars, kinds, strict=True)],
        anywhere=[torn for run in paragraph.runs for torn in [_is_torn(run)] * (run.end - run.first)],
        opportunities=paragraph.opportunities,
        newlines=newlines(kinds),
        # Not the paragraph itself, which would be a circle.
        find_parts=partial(_parts, paragraph.chars, paragraph.runs, paragraph.hyphens),
        em=max(paragraph.sizes),
        justified=paragraph.justified,
    )


def _set_boxes(paragraph: Paragraph, context: Any, containing_block: Any) -> None:
    """Set the pictures and boxes in the line, which tells their widths."""
    for run in paragraph.runs:
        if not isinstance(run.box, boxes.TextBox):
            box = run.box.copy()
            resolve_percentages(box, containing_block)
            placed = inline.atomic_box(context, box, 0, None, containing_block, [], [])
            paragraph.taken.own[run.first] = placed.margin_width()


def _is_torn(run: Run) -> bool:
    """Whether a word of a run may be broken anywhere when it fits on no line."""
    style = run.box.style
    return bool(style["overflow_wrap"] != "normal" or style["word_break"] == "break-all")


def _totals(paragraph: Paragraph, containing_block: Any) -> list[float]:
    """The width of each cell, with the gap before it and the edges of boxes around it."""
    total = list(map(add, paragraph.taken.own, paragraph.taken.gaps))
    for box, first, end in paragraph.inlines:
        left, right = _edges(box, containing_block)
        if first < len(total):
            total[first if first < end else min(first, len(total) - 1)] += left + (right if first == end else 0)
        if first < end:
            total[end - 1] += right
    return total


def _ends(paragraph: Paragraph) -> list[float]:
    taken = paragraph.taken
    ends = taken.tails if paragraph.rules.switches.line_edges else [0.0] * len(taken.tails)
    if paragraph.rules.punctuation != "hanging" or not adjusts(paragraph.region, paragraph.rules):
        return ends
    hung = (Kind.COMMA, Kind.STOP)
    return [width if kind in hung else end for kind, width, end in zip(paragraph.kinds, taken.own, ends, strict=True)]


def _gives(paragraph: Paragraph) -> list[float]:
    """What each cell may be squeezed by, in the classes of `adjusting`."""
    taken = paragraph.taken
    given = [gap * GAP_GIVES for gap in taken.gaps]
    kept = label_marks(paragraph.chars)
    for mark in taken.marks if adjusts(paragraph.region, paragraph.rules) else ():
        if mark in kept:
            continue
        if paragraph.kinds[mark] is Kind.OPENING:
            given[mark] += taken.leads[mark]
        elif paragraph.kinds[mark] in (Kind.CLOSING, Kind.COMMA):
            given[mark] += taken.tails[mark]
        elif paragraph.kinds[mark] is Kind.MIDDLE:
            given[mark] += taken.leads[mark] + taken.tails[mark]
    for space in taken.borders.union(at for at, kind in enumerate(paragraph.kinds) if kind is Kind.SPACE):
        least = GAP_LEAST if space in taken.borders else SPACE_LEAST
        given[space] += max(0.0, taken.own[space] - least * paragraph.sizes[space])
    return given


def _eases(paragraph: Paragraph) -> list[float]:
    """What each gap may grow by before a line looks loose."""
    return [
        EASE[site] * size if site else 0.0 for site, size in zip(paragraph.taken.sites, paragraph.sizes, strict=True)
    ]


def _parts(chars: Sequence[str], runs: Sequence[Run], hyphens: Sequence[int]) -> Parts:
    """Where words and addresses may be parted, but in boxes whose lines are not to be broken."""
    styles = styles_of(runs)
    found = parts(chars, lambda at: _hyphenated(styles[at]), lambda at: hyphen_width(styles[at]))
    kept = {cell for run in runs if run.kept for cell in range(run.first, run.end)}
    places = found.places | {cell: hyphen_width(styles[cell]) for cell in hyphens if cell < len(styles)}
    places = {cell: width for cell, width in places.items() if cell not in kept}
    return Parts(places, [cells for cells in found.addresses if kept.isdisjoint(cells)])


def _hyphenated(style: Any) -> str | None:
    return (style["lang"] or "und") if style["hyphens"] == "auto" else None


def _edges(box: Any, containing_block: Any) -> tuple[float, float]:
    resolve_percentages(box, containing_block)
    sides = []
    for side in ("left", "right"):
        margin = getattr(box, f"margin_{side}")
        padding, border = getattr(box, f"padding_{side}"), getattr(box, f"border_{side}_width")
        sides.append((0 if margin == "auto" else margin) + padding + border)
    return sides[0], sides[1]
