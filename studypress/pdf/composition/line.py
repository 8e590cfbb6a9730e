"""One line of a paragraph: what its cells take, and the boxes of WeasyPrint's that are set and moved by it.

Lengths are CSS px; em is the size of the line's own text.
"""

from copy import copy
from dataclasses import dataclass
from operator import sub
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from studypress.pdf.composition.adjusting import LOOSEST, LOOSEST_BEFORE_BOX, LOOSEST_OF_WORDS, Site, squeezes, stretch
from studypress.pdf.composition.breaking import lines
from studypress.pdf.composition.drawing import Drawn
from studypress.pdf.composition.kinds import SPACES, Kind
from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.paragraph import Paragraph
from studypress.pdf.composition.reading import Run, encoded
from studypress.pdf.composition.rules import GAP_GIVES, SPACE_MOST
from studypress.pdf.composition.shaping import HYPHEN

BEYOND = 1e9
"""px: the width of what belongs to the next line, so that WeasyPrint takes it there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a line has of a run: the cells from `first` to before `end`, which are its text from byte to byte."""

    run: Run
    first: int
    end: int
    start: int
    until: int


@dataclass(slots=True)
class Line:
    """The cells from `start` to before `end` as a line; the next begins with the cell `following`."""

    paragraph: Paragraph
    start: int
    end: int
    following: int
    widths: list[float]
    """What each of its cells takes."""
    gaps: list[float]
    """What stands before each of its cells."""
    hung: float = 0
    """How far a hanging mark sticks out."""
    hyphen: float = 0
    """What a hyphen at the end takes."""
    natural: float = 0
    """What it takes in all, before it is stretched."""

    def set_text(self, box: Any, skip: int) -> tuple[Any, int | None, bool]:
        """Set a text box of the paragraph in this line, as WeasyPrint's `split_text_box`: box, resume, newline."""
        if beyond := self.beyond(box):
            return beyond, None, False
        run = self.paragraph.run_of[id(box)]
        if run.first == run.end:
            return None, None, False
        first, end = max(run.first, self.start), min(run.end, self.end)
        cells = self.paragraph
        resume, newline = None, False
        if self.following < run.end:
            resume = cells.bytes[self.following]
        if run.first <= self.end < run.end and cells.kinds[self.end] is Kind.NEWLINE:
            resume, newline = cells.bytes[self.end] + len(cells.chars[self.end].encode()), True
        if first >= end:
            return None, resume, newline
        text = encoded(box.text)
        until = cells.bytes[end] if end < run.end else len(text)
        start = max(skip, 0 if first == run.first else cells.bytes[first])
        hyphen = HYPHEN if self.hyphen and end == self.end else ""
        piece = self._piece(box, _Part(run, first, end, start, until), text[start:until].decode() + hyphen)
        return piece, resume, newline

    def beyond(self, box: Any) -> Any:
        """A stand-in for a box of the next line, which WeasyPrint measures and drops. None for one of this line."""
        run = self.paragraph.run_of.get(id(box))
        if run is None or run.first == run.end or run.first < self.following:
            return None
        stand_in = box.copy_with_children([]) if isinstance(box, boxes.ParentBox) else box.copy()
        stand_in.width, stand_in.height, stand_in.baseline = BEYOND, run.height, run.baseline
        for side in ("top", "right", "bottom", "left"):
            for edge in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
                setattr(stand_in, edge, 0)
        stand_in.pango_layout = run.layout
        return stand_in

    def _piece(self, box: Any, part: "_Part", text: str) -> Any:
        run, first, end = part.run, part.first, part.end
        piece = box.copy_with_text(text)
        piece.width = sum(self._taken(first, end)) + (self.hyphen if end == self.end else 0.0)
        piece.height = run.height
        line_height, _ = strut(box.style)
        piece.margin_top = piece.margin_bottom = (line_height - run.height) / 2
        piece.baseline = run.baseline + piece.margin_top
        piece.pango_layout = copy(run.layout)
        piece.pango_layout.text = text
        piece.pango_layout.max_width = piece.width
        piece.composed = part
        return piece

    def _taken(self, first: int, end: int) -> list[float]:
        """The widths and gaps of these cells; the gap before a formula goes to the text before it."""
        before_formula = end < self.end and not self.paragraph.chars[end]
        here = slice(first - self.start, end - self.start)
        return [*self.widths[here], *self.gaps[here], *([self.gaps[here.stop]] if before_formula else ())]

    def stretch(self, room: float, em: float) -> None:
        """Make the line `room` px longer, unless that would tear it apart."""
        found = self._sites()
        numbers = {site: number for site in Site if (number := found.count(site))}
        if not numbers or room <= 0:
            return
        lacking = {
            at: less
            for at, site in enumerate(found, 1)
            if site is Site.WORD and (less := SPACE_MOST * em - self.widths[at]) > 0
        }
        given = stretch(numbers, sum(lacking.values()) / em, room / em)
        torn = given.shares[Site.HAN] > LOOSEST_BEFORE_BOX and self._ends_at_room()
        loosest = LOOSEST_OF_WORDS if numbers.keys() == {Site.WORD} else LOOSEST
        if torn or max(given.shares[site] for site in numbers) > loosest:
            return
        kinds, shares = self.paragraph.kinds, {site: share * em for site, share in given.shares.items()}
        for at, site in enumerate(found, 1):
            if site is None:
                continue
            if kinds[self.start + at] in SPACES:
                self.widths[at] += shares[site] + lacking.get(at, 0.0) * given.words
            else:
                self.gaps[at] += shares[site]

    def _ends_at_room(self) -> bool:
        """Whether the next line begins with a formula, a picture or a row to write on, for which there is no room."""
        following = self.paragraph.chars[self.following : self.following + 3]
        return following[:1] == [""] or "".join(following) in ("___", "＿＿＿")

    def _sites(self) -> list[Site | None]:
        """Where the line may be stretched: among Latin words, Han keep together as a word does."""
        found = self.paragraph.taken.sites[self.start + 1 : self.end]
        if self.paragraph.taken.western and found.count(Site.HAN) <= 2 * found.count(Site.WORD):
            return [site if site is Site.WORD else None for site in found]
        return found

    def place(self, line: Any) -> None:
        """Move and widen the boxes of WeasyPrint's line accordingly."""
        _Placing(self).move(line, 0)


def line_at(paragraph: Paragraph, start: int, first: float, measure: float, measures: Measures) -> Line | None:
    """The line that begins with the cell `start`, without the spaces there. None when nothing is left.

    `first` is its measure, and `measure` that of the lines after it, unless a float beside them makes it another.
    """
    kinds, taken, total = paragraph.kinds, paragraph.taken, len(paragraph.kinds)
    while start < total and kinds[start] is Kind.SPACE:
        start += 1
    if start == total:
        return None
    if kinds[start] is Kind.NEWLINE:
        return Line(paragraph, start, start, start + 1, [], [])
    if (start, first) not in paragraph.lines:
        found = lines(measures, start, first, measure, paragraph.rules)
        paragraph.lines |= {(at, first if at == start else measure): stop for at, stop in found.items()}
    stop = paragraph.lines[start, first]
    end = measures.last_of(start, stop) + 1
    line = Line(paragraph, start, end, _following(kinds, stop), taken.own[start:end], taken.gaps[start:end])
    line.hyphen = measures.hyphen(stop)
    _trim_edges(line, measures)
    over = measures.length(start, stop) - first
    if over > 0 and paragraph.rules.switches.squeeze:
        _squeeze(line, measures, over)
    return line


def _following(kinds: list[Kind], stop: int) -> int:
    return stop + 1 if stop < len(kinds) and kinds[stop] is Kind.NEWLINE else stop


def _trim_edges(line: Line, measures: Measures) -> None:
    last, paragraph = line.end - 1, line.paragraph
    line.widths[0] -= measures.start[line.start] - line.gaps[0]
    line.gaps[0] = 0.0
    trimmed = min(measures.end[last], paragraph.taken.tails[last])
    line.widths[-1] -= trimmed
    line.hung = measures.end[last] - trimmed


def _squeeze(line: Line, measures: Measures, over: float) -> None:
    """Make the line `over` px shorter. What is at its edges is trimmed already."""
    cells, start, end = line.paragraph, line.start, line.end
    gaps = [gap * GAP_GIVES for gap in line.gaps]
    marks = [give - gap for give, gap in zip(measures.give[start:end], gaps, strict=True)]
    marks[0] = marks[-1] = 0.0
    for cell in cells.taken.borders.intersection(range(start, end)):
        gaps[cell - start], marks[cell - start] = marks[cell - start], 0.0
    from_marks, from_gaps = squeezes(cells.kinds[start:end], marks, gaps, over)
    for at, less in enumerate(from_gaps):
        if start + at in cells.taken.borders:
            line.widths[at] -= less
        else:
            line.gaps[at] -= less
    line.widths = list(map(sub, line.widths, from_marks))


class _Placing:
    """Goes through the boxes of a line in the order of its cells."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.next = line.start
        self.spaced = line.start
        """The cell whose gap is already set, before the outermost box that begins with it."""

    def move(self, box: Any, advance: float) -> float:
        """Place a box `advance` px further to the right and widen it. Returns what the box after it is moved by."""
        if isinstance(box, boxes.TextBox):
            return self._move_text(box, advance)
        if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            box.translate(advance, 0)
            self.next += 1
            return advance
        end = advance
        for child in box.children:
            if not child.is_in_normal_flow():
                continue
            if self.next > self.spaced and self._holds(child):
                self.spaced = self.next
                end += self._gap(self.next)
            end = self.move(child, end)
        box.position_x += advance
        box.width += end - advance
        return end

    def _move_text(self, box: Any, advance: float) -> float:
        part: _Part = box.composed
        line, first, end = self.line, part.first, part.end
        widths = line.widths[first - line.start : end - line.start]
        afters = [*line.gaps[first - line.start + 1 : end - line.start], 0.0]
        before = box.width
        box.position_x += advance
        hyphen = line.hyphen if end == line.end else 0.0
        box.width = sum(widths) + sum(afters) + hyphen
        box.pango_layout.drawn = Drawn(
            line.paragraph, part.run, first, part.start, part.until, widths, afters, bool(hyphen)
        )
        self.next = end
        return float(advance + box.width - before)

    def _gap(self, cell: int) -> float:
        return self.line.gaps[cell - self.line.start] if cell < self.line.end else 0.0

    @staticmethod
    def _holds(box: Any) -> bool:
        """Whether any cell is in the box."""
        if isinstance(box, boxes.InlineBox):
            return any(child.is_in_normal_flow() and _Placing._holds(child) for child in box.children)
        return True
