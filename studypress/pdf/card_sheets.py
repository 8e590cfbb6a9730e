"""The pages of flash cards are laid in the cells of sheets, each back behind its face, with the lines to cut along.

Each page becomes a form that the sheet draws, as a booklet's does, but keeps its tags: a reader of screens is told a
card's face, then its back, wherever they stand on paper. Links are of no use on a card, and are left out.
"""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from studypress.cards import Edge, Fit, SheetSide, fits_of, sides
from studypress.pdf.page_forms import empty_sheet, form_of, placed, save_sheets
from studypress.sheets import Sheet

_TOLERANCE = 0.1
"""pt, by which a page may be larger than its cell."""
_CUT = b"/Artifact <</Type/Layout>> BDC q 0.55 G 0.4 w [3 3] 0 d %s S Q EMC\n"
"""Lines to cut along: no part of the text (PDF 32000-1, 14.8.2.2)."""


def lay_cards(cards: BinaryIO, target: BinaryIO, sheet: Sheet, edge: Edge) -> int:
    """Write the sheets of flash cards into an open file with nothing in it yet, and give the number of their sides.

    In the file of `cards` each page is a side of one, faces and backs in turn; a last back may be missing. The same
    cards give the same bytes.
    """
    with pikepdf.open(cards) as pdf:
        pages = list(pdf.pages)
        if len(pages) % 2:
            pages.append(pdf.add_blank_page(page_size=_size(pages[-1])))
        forms = [_form(page) for page in pages]
        laid: dict[tuple[int, int], tuple[pikepdf.Object, pikepdf.Object]] = {}
        del pdf.pages[:]
        for side in sides([_fit(page, sheet) for page in pages[::2]], edge):
            page = _drawn(pdf, side, forms, sheet)
            pdf.pages.append(page)
            laid |= {pages[spot.page].obj.objgen: (page.obj, forms[spot.page]) for spot in side.spots}
        _move_tags(pdf, laid)
        _move_outline(pdf, laid)
        duplex = Name.DuplexFlipLongEdge if edge == "long" else Name.DuplexFlipShortEdge
        save_sheets(pdf, target, duplex, ("/Names", "/Dests", "/PageLabels", "/OpenAction"))
        return len(pdf.pages)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = map(float, page.mediabox)
    return right - left, top - bottom


def _fit(page: pikepdf.Page, sheet: Sheet) -> Fit:
    """The way that a page was set; of one that a style sheet of the author's made larger than all, the last."""
    width, height = _size(page)
    fits = fits_of(sheet)
    found = (fit for fit in fits if width <= fit.width + _TOLERANCE and height <= fit.height + _TOLERANCE)
    return next(found, fits[-1])


def _form(page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form, which finds its tags by the number that the page had (PDF 32000-1, 14.7.4.4)."""
    form = form_of(page)
    if "/StructParents" in page.obj:
        form.StructParents = page.obj.StructParents
    return form


def _drawn(pdf: pikepdf.Pdf, side: SheetSide, forms: Sequence[pikepdf.Object], sheet: Sheet) -> pikepdf.Page:
    page = empty_sheet(pdf, sheet.width, sheet.height)
    page.obj.Tabs = Name.S
    drawn = b"" if side.is_back else _CUT % _cuts(side.fit, sheet)
    for at, spot in enumerate(side.spots):
        top = sheet.height - spot.top
        cell = pikepdf.Rectangle(spot.left, top - side.fit.height, spot.left + side.fit.width, top)
        drawn += placed(forms[spot.page], f"/Card{at}", page, cell)
    if side.upside_down:
        drawn = b"q -1 0 0 -1 %.2f %.2f cm\n%sQ\n" % (sheet.width, sheet.height, drawn)
    page.obj.Contents = pdf.make_stream(drawn)
    return page


def _cuts(fit: Fit, sheet: Sheet) -> bytes:
    """The lines between the cells, from edge to edge."""
    down = (b"%.2f 0 m %.2f %.2f l" % (fit.width * at, fit.width * at, sheet.height) for at in range(1, fit.columns))
    across = (b"0 %.2f m %.2f %.2f l" % (fit.height * at, sheet.width, fit.height * at) for at in range(1, fit.rows))
    return b" ".join((*down, *across))


# --- Tags and outline -----------------------------------------------------------------------------------------

_Laid = dict[tuple[int, int], tuple[pikepdf.Object, pikepdf.Object]]
"""By the number of each page its sheet, and its form."""


def _move_tags(pdf: pikepdf.Pdf, laid: _Laid) -> None:
    """Have the tags find what they hold in the forms: what was a number on a page is one in a stream of its own."""
    for element in _elements(pdf.Root.StructTreeRoot):
        if "/Pg" not in element or "/K" not in element:
            continue
        sheet, form = laid[element.Pg.objgen]
        element.Pg = sheet
        kids = element.K if isinstance(element.K, Array) else [element.K]
        element.K = Array([_kid(kid, sheet, form) for kid in kids if not _is_link(kid)])


def _kid(kid: Any, sheet: pikepdf.Object, form: pikepdf.Object) -> Any:
    return Dictionary(Type=Name.MCR, Pg=sheet, Stm=form, MCID=kid) if isinstance(kid, int) else kid


def _is_link(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get("/K", Array())
        held = kids if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in held if isinstance(kid, Dictionary) and "/S" in kid]


def _move_outline(pdf: pikepdf.Pdf, laid: _Laid) -> None:
    """Have the lines of the outline lead to the sheets."""
    waiting = [pdf.Root.Outlines] if "/Outlines" in pdf.Root else []
    while waiting:
        line = waiting.pop()
        waiting += [line[entry] for entry in ("/First", "/Next") if entry in line]
        if "/Dest" in line:
            line.Dest = Array([laid[line.Dest[0].objgen][0], Name.Fit])
