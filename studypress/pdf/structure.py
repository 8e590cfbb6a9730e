"""The structure of a tagged PDF (PDF/UA-1, ISO 14289-1): WeasyPrint's for each part, mended, and one for the book."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from studypress.seams import Seam

SEAMS = (Seam(tags, "add_tags", "f0e74575b0ba"), Seam(tags, "_build_box_tree", "f716251a83e7"))

_ARTIFACT = b"<</Type/Pagination>>"


@contextmanager
def margins_as_artifacts() -> Iterator[Callable[[Any], None]]:
    """Gives a function that makes what stands in the margins of a pydyf file's pages no part of its text.

    WeasyPrint tags running heads, and leaves their tags out of the tree: text that is neither (ISO 14289-1, 7.1).
    """
    in_margins: dict[int, set[int]] = {}
    build = tags._build_box_tree

    def watched(
        box: Any,
        parent: Any,
        pdf: Any,
        page_number: int,
        nums: dict[int, Any],
        annotations: Any,
        marked: dict[Any, Any],
    ) -> Generator[Any, None, None]:
        before = set(nums)
        yield from build(box, parent, pdf, page_number, nums, annotations, marked)
        if isinstance(box, boxes.MarginBox):
            in_margins.setdefault(page_number, set()).update(nums.keys() - before)
            for number in nums.keys() - before:
                nums[number] = b"null"

    tags._build_box_tree = watched
    try:
        yield lambda pdf: _unmark(pdf, in_margins)
    finally:
        tags._build_box_tree = build


def _unmark(pdf: Any, in_margins: dict[int, set[int]]) -> None:
    streams = {f"{found.number} 0 R".encode(): found for found in pdf.objects if isinstance(found, pydyf.Stream)}
    for page_number, numbers in in_margins.items():
        page = pdf.objects[pdf.pages["Kids"][3 * page_number]]
        content = streams[page["Contents"]].stream
        for at, item in enumerate(content):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in numbers:
                content[at - 1], content[at] = "/Artifact", _ARTIFACT


def mend_structure(pdf: Any, prefix: str) -> None:
    """Mend the structure of a pydyf file: no element for each line, unique names, no figures that say nothing."""
    elements = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructElem"]
    root = next(o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructTreeRoot")
    _join_lines(pdf, root, elements)
    _name_cells(root, elements, prefix)
    for element in elements:
        if element["S"] == "/Figure" and "Alt" not in element:  # decoration (ISO 14289-1, 7.3)
            element["S"] = "/NonStruct"


def _join_lines(pdf: Any, root: Any, elements: Sequence[Any]) -> None:
    """Give each line of text to the element that it is a line of: WeasyPrint makes it an element of its own.

    They would be two thirds of all objects in a book, and of the memory that binding it takes.
    """
    lines = {e.reference: e for e in elements if e["S"] == "/Span" and len(e["K"]) == 1 and isinstance(e["K"][0], int)}
    for element in elements:
        element["K"][:] = [lines[kid]["K"][0] if kid in lines else kid for kid in element["K"]]
    tree = next(found for found in pdf.objects if found.number and found.reference == root["ParentTree"])
    for owners in tree["Nums"]:
        if isinstance(owners, list):
            owners[:] = [lines[owner]["P"] if owner in lines else owner for owner in owners]
    for line in lines.values():
        line.free = "f"


def _name_cells(root: Any, elements: Sequence[Any], prefix: str) -> None:
    """Make the names of header cells unique in the book, and list them (PDF 32000-1, 14.7.2)."""
    named = []
    for element in elements:
        if element["S"] == "/TH":
            element["A"].setdefault("Scope", "/Column")  # the heads that Markdown has
        if "ID" in element:
            element["ID"] = pydyf.String(f"{prefix}-{element['ID'].string}")
            named.append((element["ID"].string, element.reference))
        if headers := element.get("A", {}).get("Headers"):
            element["A"]["Headers"] = pydyf.Array(pydyf.String(f"{prefix}-{header.string}") for header in headers)
    if named:
        names = pydyf.Array(entry for name, reference in sorted(named) for entry in (pydyf.String(name), reference))
        root["IDTree"] = pydyf.Dictionary({"Names": names})


def join_structures(pdf: pikepdf.Pdf, parts: Sequence[pikepdf.Pdf], ranges: Sequence[range]) -> None:
    """Make one tree of the trees of the parts, whose pages have been copied to these ranges of the book's.

    Each is a `Part` of the one `Document`. The numbers by which pages and links find their tags go on from each to the
    next.
    """
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    children: list[pikepdf.Object] = []
    parents: list[pikepdf.Object | int] = []
    names: list[pikepdf.Object] = []
    for part, pages in zip(parts, ranges, strict=True):
        tree = pdf.copy_foreign(part.Root.StructTreeRoot)
        piece = tree.K[0]
        piece.S, piece.P = Name.Part, document
        children.append(piece)
        first = len(parents) // 2
        _renumber([pdf.pages[index].obj for index in pages], first)
        for number, found in enumerate(list(tree.ParentTree.Nums)[1::2]):
            parents += [first + number, found]
        names += list(tree.get("/IDTree", Dictionary()).get("/Names", ()))
    document.K = Array(children)
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    root.ParentTreeNextKey = len(parents) // 2
    if names:
        pairs = sorted(zip(names[::2], names[1::2], strict=True), key=lambda pair: bytes(pair[0]))
        root.IDTree = Dictionary(Names=Array([entry for pair in pairs for entry in pair]))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _renumber(pages: Sequence[pikepdf.Object], first: int) -> None:
    for page in pages:
        page.StructParents = first + int(page.StructParents)
        for annotation in page.get(Name.Annots, ()):
            if Name.StructParent in annotation:
                annotation.StructParent = first + int(annotation.StructParent)


def forget(pdf: pikepdf.Pdf, annotation: pikepdf.Object) -> None:
    """Take a link that is no more out of the tree; its words stay there."""
    element = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(annotation.StructParent) + 1]
    element.K = Array([kid for kid in element.K if not _refers(kid, annotation)])


def _refers(kid: pikepdf.Object | int, annotation: pikepdf.Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get(Name.Obj, Dictionary()).objgen == annotation.objgen
