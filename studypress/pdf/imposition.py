"""Imposition: the pages of a finished PDF are laid side by side on the sheets of a booklet.

Each page becomes a form that the sheet draws: its text stays text, and faces and pictures stay in the file once. Links,
outline, tags and page labels are of no use on paper that is folded, and are left out. So is creep, by which the inner
sheets of a signature stand out beyond the others: 20 sheets are 2 mm thick, and margins are wider than that.
"""

from typing import BinaryIO

import pikepdf

from studypress.booklets import Paper, sides
from studypress.pdf.page_forms import form_of
from studypress.temporary import temporary_files

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
        for entry in _OF_THE_BOOK:
            if entry in pdf.Root:
                del pdf.Root[entry]
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(
            DisplayDocTitle=True, Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None")
        )
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            if "pdfuaid:part" in xmp:
                del xmp["pdfuaid:part"]  # it has no tags any more
        with temporary_files():
            pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            target.flush()  # for another process that reads it


def _sheet(pdf: pikepdf.Pdf, paper: Paper, halves: list[pikepdf.Object | None]) -> pikepdf.Page:
    """One side of a sheet with a form in the middle of each half."""
    box = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, paper.width, paper.height])
    page = pikepdf.Page(pdf.make_indirect(box))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    drawn = b""
    for at, form in enumerate(halves):
        if form is None:
            continue
        name, left = pikepdf.Name(f"/Page{at}"), paper.width / 2 * at
        page.obj.Resources.XObject[name] = form
        half = pikepdf.Rectangle(left, 0, left + paper.width / 2, paper.height)
        drawn += page.calc_form_xobject_placement(form, name, half, allow_expand=False)
    page.obj.Contents = pdf.make_stream(drawn)
    return page
