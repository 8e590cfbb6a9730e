"""Imposition: the pages of a finished PDF are laid side by side on the sheets of a booklet.

Links, outline, tags and page labels are of no use on paper that is folded, and are left out. So is creep, by which the
inner sheets of a signature stand out beyond the others: 20 sheets are 2 mm thick, and margins are wider than that.
"""

from typing import BinaryIO

import pikepdf

from studypress.booklets import Paper, sides
from studypress.pdf.page_forms import empty_sheet, form_of, placed, save_sheets

_OF_THE_BOOK = ("/Outlines", "/Names", "/Dests", "/PageLabels", "/StructTreeRoot", "/MarkInfo", "/OpenAction")
"""What the catalogue says of pages that stand alone."""


def impose(book: BinaryIO, target: BinaryIO, paper: Paper) -> None:
    """Write the sheets of a booklet into an open file with nothing in it yet. The same book gives the same bytes.

    A page that is larger than half a sheet, by a style sheet of the author's, is shrunk to it.
    """
    with pikepdf.open(book) as pdf:
        forms = [form_of(page) for page in pdf.pages]
        del pdf.pages[:]
        for side in sides(len(forms)):
            pdf.pages.append(_sheet(pdf, paper, [None if at is None else forms[at] for at in side]))
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            if "pdfuaid:part" in xmp:
                del xmp["pdfuaid:part"]  # it has no tags any more
        save_sheets(pdf, target, pikepdf.Name.DuplexFlipShortEdge, _OF_THE_BOOK)


def _sheet(pdf: pikepdf.Pdf, paper: Paper, halves: list[pikepdf.Object | None]) -> pikepdf.Page:
    """One side of a sheet with a form in the middle of each half."""
    page = empty_sheet(pdf, paper.width, paper.height)
    drawn = b""
    for at, form in enumerate(halves):
        if form is not None:
            left = paper.width / 2 * at
            drawn += placed(form, f"/Page{at}", page, pikepdf.Rectangle(left, 0, left + paper.width / 2, paper.height))
    page.obj.Contents = pdf.make_stream(drawn)
    return page
