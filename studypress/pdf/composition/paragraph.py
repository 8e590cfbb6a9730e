"""The inline content of a line box of WeasyPrint's as one paragraph of cells, read and measured once for all its lines.

Lengths are CSS px. A cell is a character, or a picture or box set in the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text import line_break

from studypress.pdf.composition.adjusting import EASE, Site, sites
from studypress.pdf.composition.kinds import (
    BLANK_AFTER,
    MARKS,
    QUOTES,
    SPACES,
    STROKES,
    WIDE,
    Kind,
    Region,
    is_western,
    region_of,
)
from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.opportunities import Opportunities, glued, opportunities
from studypress.pdf.composition.parting import Parts, as_text, joints, parts
from studypress.pdf.composition.reading import Cells, Run, byte_places, read
from studypress.pdf.composition.rules import GAP, GAP_LEAST, NO_START, SPACE_LEAST, Rules, current
from studypress.pdf.composition.shaping import hyphen_width, shape
from studypress.pdf.composition.spacing import adjusts, gap_sites, is_border, latin_marks, trims


@dataclass(slots=True)
class Paragraph(Cells):
    """The cells of a line box, with what each takes."""

    leaves: Sequence[tuple[int, str]] = ()
    """`leaves_of` the line box, when it was read."""
    rules: Rules = field(default_factory=Rules)
    region: Region = Region.MAINLAND
    western: bool = False
    """Whether its Han stand in a text of Latin letters, whose spaces beside them are those between its words."""
    justified: bool = True
    widths: list[float] = field(default_factory=list)
    """What the cell takes within a line, before it is adjusted."""
    marks: list[int] = field(default_factory=list)
    """The full-width marks, and those that are Latin ones here."""
    proportional: set[int] = field(default_factory=set)
    """The marks that are Latin ones here."""
    leads: list[float] = field(default_factory=list)
    """The blank before the ink of a mark, which it loses at a line's start; less than 0 is what it gets back there."""
    tails: list[float] = field(default_factory=list)
    """The blank after the ink of a mark, which it loses at a line's end, or gets back."""
    gaps: list[float] = field(default_factory=list)
    """What stands before a cell that meets Latin or Han without a space."""
    sites: list[Site | None] = field(default_factory=list)
    """Where a line may be stretched: `adjusting.sites`."""
    borders: set[int] = field(default_factory=set)
    """The typed spaces between Han and Latin."""
    opportunities: Opportunities = field(default_factory=lambda: Opportunities([], []))
    """None at all in a line box that is not composed."""
    extra: float = 0
    """How much wider than its characters are in their faces it can be, when only newlines end its lines."""
    measures: dict[float, Measures] = field(default_factory=dict)
    """By the width of the containing block."""
    page: int | None = None
    """The page that it was last set on."""
    lines: dict[tuple[int, float], int] = field(default_factory=dict)
    """The lines that were found: where one begins and its measure, and where the next begins."""

    def measured(self, context: Any, containing_block: Any) -> Measures:
        """The columns that lines are chosen by."""
        key = containing_block.width
        if key not in self.measures:
            self.measures[key] = self._measure(context, containing_block)
        return self.measures[key]

    def _measure(self, context: Any, containing_block: Any) -> Measures:
        for run in self.runs:
            if not isinstance(run.box, boxes.TextBox):
                box = run.box.copy()
                resolve_percentages(box, containing_block)
                placed = inline.atomic_box(context, box, 0, None, containing_block, [], [])
                self.widths[run.first] = placed.margin_width()
        total = [width + gap for width, gap in zip(self.widths, self.gaps, strict=True)]
        for box, first, end in self.inlines:
            left, right = _edges(box, containing_block)
            if first < len(total):
                total[first if first < end else min(first, len(total) - 1)] += left + (right if first == end else 0)
            if first < end:
                total[end - 1] += right
        edges = self.rules.switches.line_edges
        starts = [gap + (lead if edges else 0) for gap, lead in zip(self.gaps, self.leads, strict=True)]
        if not self.rules.switches.paragraph_start:
            starts[0] = self.gaps[0]
        return Measures(
            width=total,
            start=starts,
            end=self._ends(),
            give=self._gives(),
            ease=self._eases(),
            spaces=[kind is Kind.SPACE for kind in self.kinds],
            bound=[char in NO_START and kind in WIDE for char, kind in zip(self.chars, self.kinds, strict=True)],
            anywhere=[
                style["overflow_wrap"] != "normal" or style["word_break"] == "break-all" for style in self.styles
            ],
            opportunities=self.opportunities,
            newlines=[index for index, kind in enumerate(self.kinds) if kind is Kind.NEWLINE],
            find_parts=partial(_parts, self.chars, self.runs, self.hyphens),  # not self, which would be a circle
            em=max(self.sizes),
            justified=self.justified,
        )

    @property
    def styles(self) -> list[Any]:
        """The style of each cell."""
        return [run.box.style for run in self.runs for _ in range(run.first, run.end)]

    def _ends(self) -> list[float]:
        ends = self.tails if self.rules.switches.line_edges else [0.0] * len(self.tails)
        if self.rules.punctuation != "hanging" or not adjusts(self.region, self.rules):
            return ends
        hung = (Kind.COMMA, Kind.STOP)
        return [width if kind in hung else end for kind, width, end in zip(self.kinds, self.widths, ends, strict=True)]

    def _gives(self) -> list[float]:
        """What each cell may be squeezed by, in the classes of `adjusting`."""
        given = [gap * (1 - GAP_LEAST / GAP) for gap in self.gaps]
        for mark in self.marks if adjusts(self.region, self.rules) else ():
            if self.kinds[mark] is Kind.OPENING:
                given[mark] += self.leads[mark]
            elif self.kinds[mark] in (Kind.CLOSING, Kind.COMMA):
                given[mark] += self.tails[mark]
            elif self.kinds[mark] is Kind.MIDDLE:
                given[mark] += self.leads[mark] + self.tails[mark]
        for index, kind in enumerate(self.kinds):
            if kind is Kind.SPACE or index in self.borders:
                least = GAP_LEAST if index in self.borders else SPACE_LEAST
                given[index] += max(0.0, self.widths[index] - least * self.sizes[index])
        return given

    def _eases(self) -> list[float]:
        """What each gap may grow by before a line looks loose."""
        return [EASE[site] * size if site else 0.0 for site, size in zip(self.sites, self.sizes, strict=True)]


def _parts(chars: Sequence[str], runs: Sequence[Run], hyphens: Sequence[int]) -> Parts:
    """Where words and addresses may be parted, but in boxes whose lines are not to be broken."""
    styles = [run.box.style for run in runs for _ in range(run.first, run.end)]
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


def paragraph_of(linebox: Any, begins: bool = True) -> Paragraph | None:
    """Read a line box, once. None for what stays WeasyPrint's: no Han in it, right to left, kept spaces, floats.

    Where a paragraph begins, or goes on on another page, its boxes may be new ones: WeasyPrint makes those with page
    numbers again.
    """
    known: Paragraph | None = getattr(linebox, "paragraph", None)
    if known is None or begins:
        leaves = tuple(_leaves_of(linebox))
        if known is None or known.leaves != leaves or known.rules != current():
            linebox.paragraph = known = _read(linebox, leaves)
    return known if known.opportunities.places else None


def _leaves_of(box: Any) -> Iterator[tuple[int, str]]:
    """The text boxes in a box, and what else is set in it."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield id(child), child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _leaves_of(child)
        else:
            yield id(child), ""


def _read(linebox: Any, leaves: Sequence[tuple[int, str]]) -> Paragraph:
    style = linebox.style
    paragraph = Paragraph(
        leaves=leaves,
        rules=current(),
        region=region_of(style["lang"]),
        western=is_western(style["lang"]),
        justified=style["text_align_all"] == "justify" and current().switches.justify,
    )
    if read(linebox, paragraph) and not _OURS.isdisjoint(paragraph.kinds):
        _compose(paragraph)
    return paragraph


_OURS = (WIDE | {Kind.HANGUL}) - {Kind.OBJECT}
"""What a paragraph of ours has. In English it may be a quotation mark, which has to be a Latin one."""
_STRETCHED = "/=&?#@\\-"
"""After which of its marks an address on a line by itself is stretched."""
_SHARED = frozenset(QUOTES + STROKES)


def _compose(paragraph: Paragraph) -> None:
    """Fill in the columns that need the whole paragraph."""
    rules, kinds, chars = paragraph.rules, paragraph.kinds, paragraph.chars
    if rules.switches.quotes and not _SHARED.isdisjoint(chars):
        for index in latin_marks(kinds, chars):
            paragraph.proportional.add(index)
            kinds[index] = Kind.POINT
    for run in paragraph.runs:
        paragraph.widths += shape(run, paragraph, paragraph.proportional)
    shaped = paragraph.widths.copy()
    paragraph.marks = [cell for cell, kind in enumerate(kinds) if kind in MARKS or cell in paragraph.proportional]
    _trim(paragraph)
    _set_gaps(paragraph)
    paragraph.sites = sites(kinds)
    if paragraph.western:
        for cell, kind in enumerate(kinds):
            if kind in SPACES and paragraph.sites[cell] is Site.BORDER:
                paragraph.sites[cell] = Site.WORD
    for joint in joints(as_text(chars)):
        if chars[joint - 1] in _STRETCHED:
            paragraph.sites[joint] = paragraph.sites[joint] or Site.EDGE
    for cell in glued(chars) if rules.switches.units else ():
        if paragraph.sites[cell - 1] is Site.WORD:  # the space before a unit keeps its width
            paragraph.sites[cell - 1] = None
    paragraph.extra = _extra(paragraph, shaped)
    paragraph.opportunities = opportunities(kinds, chars, _uax14(paragraph), rules, paragraph.region)


def _extra(paragraph: Paragraph, shaped: Sequence[float]) -> float:
    most = extra = 0.0
    for kind, width, gap, plain in zip(paragraph.kinds, paragraph.widths, paragraph.gaps, shaped, strict=True):
        extra = 0.0 if kind is Kind.NEWLINE else extra + width + gap - plain
        most = max(most, extra)
    return most


def _trim(paragraph: Paragraph) -> None:
    """Take from marks what `trims` says, and note what is left of their blank halves."""
    kinds, sizes, widths = paragraph.kinds, paragraph.sizes, paragraph.widths
    taken = trims(kinds, paragraph.chars, paragraph.region, paragraph.rules)
    paragraph.leads, paragraph.tails = [0.0] * len(kinds), [0.0] * len(kinds)
    if not adjusts(paragraph.region, paragraph.rules):
        for index in paragraph.marks:
            before, after = taken[index]
            paragraph.leads[index], paragraph.tails[index] = -before * sizes[index], -after * sizes[index]
            widths[index] += paragraph.leads[index] + paragraph.tails[index]
        return
    for index in paragraph.marks:
        kind, size, (before, after) = kinds[index], sizes[index], taken[index]
        full = widths[index] > 0.9 * size
        blank = 0.5 * size if full else 0.0
        lead = blank if kind is Kind.OPENING else blank / 2 if kind is Kind.MIDDLE else 0.0
        tail = blank if kind in BLANK_AFTER else blank / 2 if kind is Kind.MIDDLE else 0.0
        lost_before, lost_after = min(lead, before * size), min(tail, after * size)
        widths[index] -= lost_before + lost_after
        paragraph.leads[index] = lead - lost_before
        paragraph.tails[index] = tail - lost_after


def _set_gaps(paragraph: Paragraph) -> None:
    """Give Han and Latin that meet a gap; a space typed there is that gap, and one beside a mark is none."""
    kinds, sizes, widths = paragraph.kinds, paragraph.sizes, paragraph.widths
    paragraph.gaps = [0.0] * len(kinds)
    if not paragraph.rules.switches.latin_gap or paragraph.region is Region.KOREA:
        return
    for index, found in enumerate(gap_sites(kinds)):
        if found:
            paragraph.gaps[index] = GAP * max(sizes[index - 1], sizes[index])
    for index, kind in enumerate(kinds):
        if kind not in SPACES or not 0 < index < len(kinds) - 1:
            continue
        before, after = kinds[index - 1], kinds[index + 1]
        if before is Kind.RAISED:
            before = next((kind for kind in reversed(kinds[:index]) if kind is not Kind.RAISED), before)
        if is_border(before, after) and not paragraph.western:
            widths[index] = GAP * max(sizes[index - 1], sizes[index + 1])
            paragraph.borders.add(index)
        elif kind is Kind.SPACE and (
            (before in MARKS and after not in SPACES) or (after in MARKS and before not in SPACES)
        ):
            widths[index] = 0.0


_FOR_UAX14 = {"“": "「", "‘": "「", "”": "」", "’": "」", **dict.fromkeys(STROKES, "一")}


def _uax14(paragraph: Paragraph) -> list[bool]:
    """Whether UAX #14 lets a line begin with each cell. Chinese quotation marks are brackets for it, —— and …… Han."""
    text: list[str] = []
    offsets: list[int] = []
    for run in paragraph.runs:
        start = len(text)
        text += run.text
        if len(run.text) == run.end - run.first:
            offsets += range(start, len(text))
        else:
            seen = {byte: start + at for at, byte in enumerate(byte_places(run.text))}
            offsets += [seen[byte] for byte in paragraph.bytes[run.first : run.end]]
    for cell, char in enumerate(paragraph.chars):
        if char in _FOR_UAX14 and paragraph.kinds[cell] in WIDE:
            text[offsets[cell]] = _FOR_UAX14[char]
    attributes = line_break.get_log_attrs("".join(text), paragraph.runs[0].box.style["lang"])
    breaks = [bool(attributes[offset].is_line_break) for offset in offsets]
    _keep_runs(paragraph, breaks)
    return breaks


def _keep_runs(paragraph: Paragraph, breaks: list[bool]) -> None:
    """Take out what `white-space: nowrap` forbids, and put in what `word-break: break-all` allows."""
    before: Run | None = None
    for run in paragraph.runs:
        if run.first == run.end:
            continue
        if run.kept:
            breaks[run.first + 1 : run.end] = [False] * (run.end - run.first - 1)
            if before and before.kept == run.kept:
                breaks[run.first] = False
        elif run.box.style["word_break"] == "break-all":
            breaks[run.first + 1 : run.end] = [True] * (run.end - run.first - 1)
        before = run
