"""Parts and folios are bound into one PDF."""

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from studypress.pages import OutlineItem
from studypress.pdf.binding import BoundPage, page_map
from studypress.pdf.folios import kind_of, layer_of
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
from studypress.pdf.structure import join_structures
from studypress.pdf.subsets import embed
from studypress.pdf.typeset import Part

_FOLIO = "/Folio"


def assemble(
    bound: Sequence[BoundPage], folios: Part | None, outline: Sequence[OutlineItem], metadata: Metadata, font_map: Any
) -> tuple[bytes, list[DeadLink]]:
    """Make one PDF of the pages in their order, with its kind of folio, from the layer `folios`, laid over each.

    `font_map` is Pango's, with the faces they are set in. Gives the file and the links that led nowhere. The same
    arguments give the same bytes.
    """
    with ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.new())
        parts = {page.part.name: page.part for page in bound if page.part}
        files = {name: stack.enter_context(pikepdf.open(io.BytesIO(part.pdf))) for name, part in parts.items()}
        ranges = _append_pages(pdf, bound, files)
        join_structures(pdf, list(files.values()), [ranges[name] for name in files])
        faces = [(part.faces, _faces_of(pdf.pages[ranges[name][0]])) for name, part in parts.items()]
        _write_numbers(pdf, bound)
        if folios:
            overlay = stack.enter_context(pikepdf.open(io.BytesIO(folios.pdf)))
            faces.append((folios.faces, _lay_over(pdf, bound, overlay)))
        embed(pdf, faces, font_map)
        targets = destinations(pdf, bound)
        dead = join_links(pdf, targets)
        write_outline(pdf, outline, targets)
        write_names(pdf, outline, targets)
        write_page_labels(pdf, bound)
        write_metadata(pdf, metadata)
        return _bytes(pdf), dead


def _append_pages(pdf: pikepdf.Pdf, bound: Sequence[BoundPage], files: Mapping[str, pikepdf.Pdf]) -> dict[str, range]:
    """Copy the pages in; a blank one is cut like the page before it. Gives where each part's pages are."""
    ranges: dict[str, range] = {}
    for index, page in enumerate(bound):
        if page.part is None:
            _append_blank(pdf)
            continue
        pdf.pages.append(files[page.part.name].pages[page.index])
        ranges[page.part.name] = range(ranges.get(page.part.name, range(index, index)).start, index + 1)
    return ranges


def _faces_of(page: pikepdf.Page) -> pikepdf.Object:
    """The dictionary of faces that all pages of a part share, and all drawings on them."""
    return page.obj.Resources.Font


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


def _lay_over(pdf: pikepdf.Pdf, bound: Sequence[BoundPage], folios: pikepdf.Pdf) -> pikepdf.Object:
    """Draw each page's folio on it as a form of its own, which has faces of its own. Gives their dictionary.

    The same two pieces of content serve every page; on a page that is turned, a recto's folio moves to its own edge.
    """
    before = pdf.make_indirect(Stream(pdf, b"q"))
    afters: dict[float, pikepdf.Object] = {}
    forms = [pdf.copy_foreign(folio.as_form_xobject()) for folio in folios.pages]
    layer = layer_of(bound)
    for index, (page, target) in enumerate(zip(bound, pdf.pages, strict=True)):
        if not page.folio:
            continue
        kind = forms[layer[kind_of(index, page)]]
        form = Stream(pdf, stamp(kind.read_bytes(), {"": page.folio}), kind.stream_dict)
        # A part's pages share one resource dictionary; this page gets one of its own, that names the shared contents.
        resources = Dictionary(dict(target.resources.items()))
        drawn = dict(resources.XObject.items()) if Name.XObject in resources else {}
        resources.XObject = Dictionary({**drawn, _FOLIO: form})
        target.obj.Resources = resources
        shift = 0.0 if index % 2 else _width(target) - _width(folios.pages[0])
        if shift not in afters:
            # The folio is no part of the text: an artifact (PDF 32000-1, 14.8.2.2).
            words = f"Q q /Artifact <</Type/Pagination>> BDC 1 0 0 1 {shift:.2f} 0 cm /Folio Do EMC Q"
            afters[shift] = pdf.make_indirect(Stream(pdf, words.encode()))
        contents = target.obj.get(Name.Contents, Array())
        parts = list(contents) if isinstance(contents, Array) else [contents]
        target.obj.Contents = Array([before, *parts, afters[shift]])
    return forms[0].Resources.Font


def _width(page: pikepdf.Page) -> float:
    left, _, right, _ = page.mediabox
    return float(right) - float(left)


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
