"""Parts and folios are bound into one PDF."""

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from studypress.pages import OutlineItem
from studypress.pdf.binding import BoundPage, page_map
from studypress.pdf.metadata import Metadata, write_metadata
from studypress.pdf.navigation import (
    DeadLink,
    destinations,
    join_links,
    write_names,
    write_outline,
    write_page_labels,
)
from studypress.pdf.numbers import stamp
from studypress.pdf.typeset import Part

_FOLIO = "/Folio"


def assemble(
    bound: Sequence[BoundPage], folios: Part | None, outline: Sequence[OutlineItem], metadata: Metadata
) -> tuple[bytes, list[DeadLink]]:
    """Make one PDF of the pages in their order, with page N of `folios` laid over page N.

    Gives the file and the links that led nowhere. The same arguments give the same bytes.
    """
    with ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.new())
        _append_pages(pdf, bound, stack)
        _write_numbers(pdf, bound)
        if folios:
            _lay_over(pdf, bound, stack.enter_context(_opened(folios, len(bound))))
        targets = destinations(pdf, bound)
        dead = join_links(pdf, targets)
        write_outline(pdf, outline, targets)
        write_names(pdf, outline, targets)
        write_page_labels(pdf, bound)
        write_metadata(pdf, metadata)
        return _bytes(pdf), dead


def _opened(part: Part, number: int) -> pikepdf.Pdf:
    """Open a part, and give its fonts a tag of their own.

    WeasyPrint's tag depends on the face alone, but different subsets must differ in it (PDF 32000-1, 9.6.4).
    """
    pdf = pikepdf.open(io.BytesIO(part.pdf))
    tag = "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
    for font in pdf.pages[0].resources.get("/Font", Dictionary()).values():
        name = Name(f"/{tag}+{str(font.BaseFont).partition('+')[2]}")
        font.BaseFont = name
        for descendant in font.get("/DescendantFonts", ()):
            descendant.BaseFont = descendant.FontDescriptor.FontName = name
    return pdf


def _append_pages(pdf: pikepdf.Pdf, bound: Sequence[BoundPage], stack: ExitStack) -> None:
    """Copy the pages in; a blank one is cut like the page before it."""
    opened: dict[str, pikepdf.Pdf] = {}
    for page in bound:
        if page.part is None:
            _append_blank(pdf)
            continue
        if page.part.name not in opened:
            opened[page.part.name] = stack.enter_context(_opened(page.part, len(opened)))
        pdf.pages.append(opened[page.part.name].pages[page.index])


def _write_numbers(pdf: pikepdf.Pdf, bound: Sequence[BoundPage]) -> None:
    """Write the page numbers into the pages that have slots for them."""
    labels = page_map(bound).labels
    for page, bound_page in zip(pdf.pages, bound, strict=True):
        if bound_page.part and bound_page.index in bound_page.part.numbered:
            page.obj.Contents = Stream(pdf, stamp(page.obj.Contents.read_bytes(), labels))


def _append_blank(pdf: pikepdf.Pdf) -> None:
    before = pdf.pages[-1].obj
    pdf.add_blank_page()
    for box in (Name.MediaBox, Name.TrimBox, Name.BleedBox):
        if box in before:
            pdf.pages[-1].obj[box] = before[box]


def _lay_over(pdf: pikepdf.Pdf, bound: Sequence[BoundPage], folios: pikepdf.Pdf) -> None:
    """Draw each page's folio on it as a form of its own, since both have fonts of the same names.

    The same two pieces of content serve every page, and the folios share one font.
    """
    before = pdf.make_indirect(Stream(pdf, b"q"))
    # The folio is no part of the text: an artifact (PDF 32000-1, 14.8.2.2).
    after = pdf.make_indirect(Stream(pdf, b"Q q /Artifact <</Type/Pagination>> BDC /Folio Do EMC Q"))
    for page, target, folio in zip(bound, pdf.pages, folios.pages, strict=True):
        if not page.folio:
            continue
        form = pdf.copy_foreign(folio.as_form_xobject())
        # A part's pages share one resource dictionary; this page gets one of its own, that names the shared contents.
        resources = Dictionary(dict(target.resources.items()))
        drawn = dict(resources.XObject.items()) if Name.XObject in resources else {}
        resources.XObject = Dictionary({**drawn, _FOLIO: form})
        target.obj.Resources = resources
        contents = target.obj.get(Name.Contents, Array())
        parts = list(contents) if isinstance(contents, Array) else [contents]
        target.obj.Contents = Array([before, *parts, after])


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return target.getvalue()
