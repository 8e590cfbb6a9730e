"""The structure of a tagged PDF (PDF/UA-1, ISO 14289-1): WeasyPrint's for each galley, mended, and one for the book."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from studypress.library_seams import Seam
from studypress.pdf.objects import DOCUMENT, NUMBER, PT_PER_PX, hole, pages_of
from studypress.pdf.writing import ObjectWriter, references

SEAMS = (Seam(tags, "add_tags", "f0e74575b0ba"), Seam(tags, "_build_box_tree", "f716251a83e7"))

_ARTIFACT = b"<</Type/Pagination>>"
_FORMULA = "formula"
"""The class of a picture that is a formula."""


@contextmanager
def tagged_rightly() -> Iterator[Callable[[Any], None]]:
    """Gives a function that makes what stands in the margins of a pydyf file's pages no galley of its text.

    WeasyPrint tags running heads, and leaves their tags out of the tree: text that is neither (ISO 14289-1, 7.1).
    Formulas are tagged as such.
    """
    in_margins: dict[int, set[int]] = {}
    build = tags._build_box_tree

    def told_apart(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: dict[int, Any], *more: Any
    ) -> Iterator[Any]:
        elements: Iterator[Any] = build(box, parent, pdf, page_number, nums, *more)
        if isinstance(box, boxes.MarginBox):
            before = set(nums)
            elements = iter(tuple(elements))
            in_margins.setdefault(page_number, set()).update(nums.keys() - before)
            nums |= dict.fromkeys(nums.keys() - before, b"null")
        elif box.element_tag == "img" and box.element.get("class") == _FORMULA:
            return map(_as_formula, elements)
        return elements

    tags._build_box_tree = told_apart
    try:
        yield lambda pdf: _unmark(pdf, in_margins)
    finally:
        tags._build_box_tree = build


def _as_formula(figure: Any) -> Any:
    """Mathematics is no figure (ISO 14289-1, 7.7); what says nothing is neither."""
    if "Alt" in figure:
        figure["S"] = "/Formula"
    return figure


def _unmark(pdf: Any, in_margins: dict[int, set[int]]) -> None:
    streams = {f"{found.number} 0 R".encode(): found for found in pdf.objects if isinstance(found, pydyf.Stream)}
    pages = pages_of(pdf)
    for page_number, numbers in in_margins.items():
        content = streams[pages[page_number]["Contents"]].stream
        for at, item in enumerate(content):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in numbers:
                content[at - 1], content[at] = "/Artifact", _ARTIFACT


@dataclass(frozen=True, slots=True)
class Tree:
    """The tags of a galley: the numbers of some objects of its structure tree."""

    piece: int
    """The element that holds all others."""
    parents: int
    """A leaf of the parent tree, by which pages and links find their tags."""
    numbers: int
    """How many of them there are: those in the leaf are 0, 1, …"""
    ids: int | None
    """A leaf of the tree of ids; None where there are none."""
    first_id: str
    """The first of them; the others follow in their order, and none of another galley stands between."""

    def moved(self, at: Mapping[int, int]) -> "Tree":
        """The same where the objects have other numbers."""
        ids = None if self.ids is None else at[self.ids]
        return Tree(at[self.piece], at[self.parents], self.numbers, ids, self.first_id)


def mend_structure(pdf: Any, prefix: str) -> Tree:
    """Mend the structure of a pydyf file: no element for each line, unique names, no figures that say nothing.

    What is the galley's own becomes a piece of the book's one tree. `prefix` is the name of the galley.
    """
    elements = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructElem"]
    root = next(o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructTreeRoot")
    parents = next(found for found in pdf.objects if found.number and found.reference == root["ParentTree"])
    known = {element.reference: element for element in elements}
    _join_lines(elements, known, parents)
    _hold_items(pdf, elements, known, parents)
    for element in elements:
        if element["S"] == "/Figure" and "Alt" not in element:  # decoration (ISO 14289-1, 7.3)
            element["S"] = "/NonStruct"
    _place_boxes(pdf, elements)
    numbers = len(parents["Nums"]) // 2
    parents["Nums"][::2] = [hole(f"{NUMBER}{number}") for number in range(numbers)]
    parents["Limits"] = pydyf.Array([hole(f"{NUMBER}0"), hole(f"{NUMBER}{numbers - 1}")])
    piece = next(element for element in elements if element["S"] == "/Document")
    piece.pop("NS", None)  # of PDF 2.0
    piece["S"], piece["P"] = "/Part", hole(DOCUMENT)
    ids = _name_cells(elements, prefix)
    if ids:
        pdf.add_object(ids)
    return Tree(piece.number, parents.number, numbers, ids and ids.number, ids["Limits"][0].string if ids else "")


def _place_boxes(pdf: Any, elements: Sequence[Any]) -> None:
    """Say where pictures and formulas stand in pt from the foot of the page (PDF 32000-1, 14.8.5.4.3).

    WeasyPrint says it in px from the head.
    """
    heads = {page.reference: float(page["TrimBox"][3]) for page in pages_of(pdf)}
    for element in elements:
        if box := element.get("A", {}).get("BBox"):
            left, top, right, bottom = (side * PT_PER_PX for side in box)
            head = heads[element["Pg"]]
            box[:] = (round(side, 2) for side in (left, head - bottom, right, head - top))


def _join_lines(elements: Sequence[Any], known: Mapping[bytes, Any], parents: Any) -> None:
    """Give what is in lines, and in spans that say nothing of it, to the element that these stand in.

    WeasyPrint makes each line of text an element of its own, as each word of code that has a colour. They would be two
    thirds of all objects in a book, and of the memory that binding it takes.
    """
    joined: dict[bytes, Any] = {}
    for element in reversed(elements):  # an element is made before those in it
        kids: list[Any] = []
        for kid in element["K"]:
            kids += joined[kid]["K"] if kid in joined else [kid]
        element["K"][:] = kids
        if not all(isinstance(kid, int) for kid in kids):
            continue
        if element["S"] == "/Link":  # of another link, or it leads nowhere
            element["S"] = "/Span"
        if element["S"] in _SILENT and element.keys() == _SAYING_NOTHING:
            parent = known.get(element["P"])
            if parent is not None and parent["S"] in _OF_WORDS and parent["Pg"] == element["Pg"]:
                joined[element.reference] = element
    for owners in parents["Nums"]:
        if isinstance(owners, list):
            for at, owner in enumerate(owners):
                while owner in joined:
                    owner = joined[owner]["P"]
                owners[at] = owner


_SILENT = frozenset(("/Span", "/NonStruct"))
"""What tells nothing of its words by its name."""
_SAYING_NOTHING = frozenset(("Type", "S", "K", "Pg", "P"))
"""The entries of an element without a language, a name or a text of its own."""
_OF_WORDS = _SILENT | {
    "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Div", "/Caption", "/Lbl", "/LBody", "/TD", "/TH", "/Link",
}  # fmt: skip
"""What may hold words themselves (PDF 32000-1, 14.8.4.3)."""


def _hold_items(pdf: Any, elements: Sequence[Any], known: Mapping[bytes, Any], parents: Any) -> None:
    """Give items of several paragraphs a body: an item holds it and its mark alone (PDF 32000-1, 14.8.4.3.3)."""
    held: dict[bytes, bytes] = {}
    for item in elements:
        kinds = [known[kid]["S"] if kid in known else "" for kid in item["K"]]
        if item["S"] != "/LI" or {"/Lbl", "/LBody"}.issuperset(kinds):
            continue
        body = next((known[kid] for kid in item["K"] if kid in known and known[kid]["S"] == "/LBody"), None)
        if body is None:
            body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array([]), "P": item.reference})
            body["Pg"] = item["Pg"]
            pdf.add_object(body)
        marks: list[Any] = []
        rest: list[Any] = []
        for kid, kind in zip(item["K"], kinds, strict=True):
            (marks if kind == "/Lbl" else rest).append(kid)
            if kid in known and kind not in ("/Lbl", "/LBody"):
                known[kid]["P"] = body.reference
        inner = [part for kid in rest for part in (body["K"] if kid == body.reference else [kid])]
        body["K"][:], item["K"][:] = inner, [*marks, body.reference]
        held[item.reference] = body.reference
    for owners in parents["Nums"]:
        if isinstance(owners, list):
            owners[:] = [held.get(owner, owner) for owner in owners]


def _name_cells(elements: Sequence[Any], prefix: str) -> Any:
    """Make the names of header cells unique in the book, and give a list of them (PDF 32000-1, 14.7.2), if any."""
    named = []
    for element in elements:
        if element["S"] == "/TH":
            element["A"].setdefault("Scope", "/Column")  # the heads that Markdown has
        if "ID" in element:
            element["ID"] = pydyf.String(f"{prefix} {element['ID'].string}")
            named.append((element["ID"].string, element.reference))
        if headers := element.get("A", {}).get("Headers"):
            element["A"]["Headers"] = pydyf.Array(pydyf.String(f"{prefix} {header.string}") for header in headers)
    if not named:
        return None
    named.sort()
    names = pydyf.Array(entry for name, reference in named for entry in (pydyf.String(name), reference))
    limits = pydyf.Array([pydyf.String(named[0][0]), pydyf.String(named[-1][0])])
    return pydyf.Dictionary({"Limits": limits, "Names": names})


class Joined:
    """The one tree of a book, of the trees of its galleys, which are added as they are written.

    Each is a `Part` of the one `Document`. The numbers by which pages and links find their tags go on from each to the
    next.
    """

    def __init__(self, writer: ObjectWriter) -> None:
        self._writer = writer
        self.root, self.document, self.next_number = writer.reserve(), writer.reserve(), 0
        self._pieces: list[int] = []
        self._parents: list[int] = []
        self._ids: list[tuple[bytes, int]] = []

    def add(self, tree: Tree, number: Callable[[int], int]) -> None:
        """Add that of a galley; `number` says what number an object of the galley has in the book."""
        self._pieces.append(number(tree.piece))
        self._parents.append(number(tree.parents))
        if tree.ids is not None:
            self._ids.append((tree.first_id.encode(), number(tree.ids)))
        self.next_number += tree.numbers

    def write(self) -> None:
        """Write the root of it, and the element that holds all others."""
        parents, names = self._writer.reserve(), b""
        self._writer.put(parents, b"<</Kids[%s]>>" % references(self._parents))
        if self._ids:
            ids = self._writer.reserve()
            self._writer.put(ids, b"<</Kids[%s]>>" % references(number for _, number in sorted(self._ids)))
            names = b"/IDTree %d 0 R" % ids
        self._writer.put(
            self.document,
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self.root, references(self._pieces)),
        )
        self._writer.put(
            self.root,
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%s>>"
            % (self.document, parents, self.next_number, names),
        )
