"""Pages of a finished file are laid on sheets, each as a form: its text stays text, faces are in the file once."""

from collections.abc import Iterable
from typing import BinaryIO

import pikepdf
from pikepdf import Dictionary, Name

from studypress.temporary import temporary_files


def form_of(page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form that has its resources in common with the other pages. The page itself is of no use any more."""
    resources = page.obj.get("/Resources")
    if resources is None or not resources.is_indirect:
        return page.as_form_xobject()
    page.obj.Resources = Dictionary()  # or qpdf gives each form a copy of the names that all have together
    form = page.as_form_xobject()
    form.Resources = resources
    return form


def empty_sheet(pdf: pikepdf.Pdf, width: float, height: float) -> pikepdf.Page:
    """A side of a sheet, of so many pt, that nothing is drawn on yet."""
    page = pikepdf.Page(pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, width, height])))
    page.obj.Resources = Dictionary(XObject=Dictionary())
    return page


def placed(form: pikepdf.Object, name: str, sheet: pikepdf.Page, cell: pikepdf.Rectangle) -> bytes:
    """What draws a form in the middle of a cell of a sheet, where it has this name; what is too large is shrunk."""
    sheet.obj.Resources.XObject[Name(name)] = form
    return sheet.calc_form_xobject_placement(form, Name(name), cell, allow_expand=False)


def save_sheets(pdf: pikepdf.Pdf, target: BinaryIO, duplex: Name, left_out: Iterable[str]) -> None:
    """Write sheets to be printed on both sides, without these entries of the catalogue, which are of the pages."""
    for entry in left_out:
        if entry in pdf.Root:
            del pdf.Root[entry]
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=duplex, PrintScaling=Name("/None"))
    with temporary_files():
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        target.flush()  # for another process that reads it
