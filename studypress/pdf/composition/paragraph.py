"""The inline content of a line box of WeasyPrint's as one paragraph of cells, read once for all its lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from studypress.pdf.composition.kinds import WIDE, Kind, Region, region_of
from studypress.pdf.composition.measures import Measures
from studypress.pdf.composition.opportunities import Opportunities, opportunities
from studypress.pdf.composition.reading import Cells, read
from studypress.pdf.composition.rules import Rules, current
from studypress.pdf.composition.uax14 import uax14
from studypress.pdf.composition.widths import NOTHING, Widths, widths_of


@dataclass(slots=True)
class Paragraph(Cells):
    """The cells of a line box, what they take, and what was found of their lines."""

    leaves: Sequence[tuple[int, str]] = ()
    """`_leaves_of` the line box, when it was read."""
    rules: Rules = field(default_factory=Rules)
    region: Region = Region.MAINLAND
    justified: bool = True
    taken: Widths = NOTHING
    opportunities: Opportunities = field(default_factory=lambda: Opportunities([], []))
    """None at all in a line box that is not composed."""
    measures: dict[float, Measures] = field(default_factory=dict)
    """By the width of the containing block: `measuring.measures_of`."""
    lines: dict[tuple[int, float], int] = field(default_factory=dict)
    """The lines that were found: where one begins and its measure, and where the next begins."""

    def has(self, linebox: Any, skip: Any, until: int) -> bool:
        """Whether what stands in the line box from `skip`, its skip stack, to the cell `until` is what was read."""
        for box, _ in _leaves_of(linebox, skip):
            run = self.run_of.get(box)
            if run is None or run.first >= until:
                return run is not None
        return True


def paragraph_of(linebox: Any, begins: bool = True) -> Paragraph | None:
    """Read a line box, once. None for what stays WeasyPrint's: no Han in it, right to left, kept spaces, floats.

    Where a paragraph begins, its boxes may be new ones: WeasyPrint makes those with page numbers again.
    """
    known: Paragraph | None = getattr(linebox, "paragraph", None)
    if known is None or begins:
        leaves = tuple(_leaves_of(linebox))
        if known is None or known.leaves != leaves or known.rules != current():
            linebox.paragraph = known = _read(linebox, leaves)
    return known if known.opportunities.places else None


def _leaves_of(box: Any, skip: Any = None) -> Iterator[tuple[int, str]]:
    """The text boxes in a box, and what else is set in its lines; from `skip` on, a skip stack of WeasyPrint's."""
    first, inner = next(iter(skip.items())) if skip else (0, None)
    for at in range(first, len(box.children)):
        child = box.children[at]
        if isinstance(child, boxes.TextBox):
            yield id(child), child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _leaves_of(child, inner if at == first else None)
        elif child.is_in_normal_flow():
            yield id(child), ""


def _read(linebox: Any, leaves: Sequence[tuple[int, str]]) -> Paragraph:
    style, rules = linebox.style, current()
    paragraph = Paragraph(
        leaves=leaves,
        rules=rules,
        region=region_of(style["lang"]),
        justified=style["text_align_all"] == "justify" and rules.switches.justify,
    )
    if read(linebox, paragraph) and not _OURS.isdisjoint(paragraph.kinds):
        paragraph.taken = widths_of(paragraph, rules, paragraph.region, style["lang"])
        paragraph.opportunities = opportunities(
            paragraph.kinds, paragraph.chars, uax14(paragraph), rules, paragraph.region
        )
    return paragraph


_OURS = (WIDE | {Kind.HANGUL}) - {Kind.OBJECT}
"""What a paragraph of ours has. In English it may be a quotation mark, which has to be a Latin one."""
