"""What WeasyPrint 70 does again and again is done once: pages are set in less time, and are the same.

    parsing         what tinyhtml5 looks for in a page is compiled once
    styles          elements that look alike have one style
    layouts         what a style asks of Pango is told to Pango once
    fonts           a font of Pango's is described once
    texts           a text that stands in a document again is not measured again
    drawn_texts     nor set again to be drawn
    formulas        where a formula stands is written, and not reckoned with
    percentages     boxes of one style in blocks of one size have the same margins, edges and widths
    encoding        a long text is written as bytes once
    children        the boxes of a paragraph are not copied for each of its lines
    backgrounds     a box that has no background is not asked for it
    floats          a line that has no float beside it has all of its block
    marks           the mark of a list's item is that of the item before, moved to its place
    notes           a footnote is set once to learn how high it is, not with each other of its page
    flow            what boxes are asked at every turn is answered in one step
    asked_often     small functions that are called for each box, element or colour go a shorter way
    objects         the objects of a PDF are written without asking each value what it could be

Each module names what it stands in for or relies on, and leaves WeasyPrint as it is where that is not as it was.
"""

from collections.abc import Sequence
from typing import Protocol, cast

from studypress.library_seams import Seam
from studypress.pdf.sparing import (
    asked_often,
    backgrounds,
    children,
    drawn_texts,
    encoding,
    floats,
    flow,
    fonts,
    formulas,
    layouts,
    marks,
    notes,
    objects,
    parsing,
    percentages,
    styles,
    texts,
)


class Trick(Protocol):
    """A module that spares WeasyPrint something."""

    __name__: str
    SEAMS: Sequence[Seam]
    """What it stands in for or relies on."""

    def spare(self) -> None:
        """Put it in place in this process."""


TRICKS = cast(
    tuple[Trick, ...],
    (
        parsing,
        styles,
        layouts,
        fonts,
        texts,
        drawn_texts,
        formulas,
        percentages,
        encoding,
        children,
        backgrounds,
        floats,
        marks,
        notes,
        flow,
        asked_often,
        objects,
    ),
)


def spare_time() -> None:
    """Have WeasyPrint do things once in this process, as far as it is the one that is known."""
    for trick in TRICKS:
        if all(seam.is_known() for seam in trick.SEAMS):
            trick.spare()
