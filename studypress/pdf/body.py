"""What a galley puts into the file of a book: its objects, and what binding needs to know of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

import pydyf
import weasyprint.pdf
from weasyprint.pdf import anchors

from studypress.documents import LINK_SCHEME
from studypress.library_seams import Seam
from studypress.pdf.objects import (
    ANNOTATION,
    FOLIOS,
    LEADS_TO,
    NUMBER,
    PAGE_TREE,
    TAG_OF,
    Objects,
    Open,
    Stream,
    hole,
    lay_out,
    pages_of,
)
from studypress.pdf.structure import Tree
from studypress.pdf.subsets import UsedFace

SEAMS = (Seam(weasyprint.pdf, "generate_pdf", "626343ef25c3"), Seam(anchors, "add_links", "262e8b9b2998"))

_WEB_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""Links that lead out of the book and may stay."""
_BOXES = ("MediaBox", "TrimBox", "BleedBox")


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is no web address."""

    page: int
    """The index of its page in the galley."""
    annotation: int
    """Its object."""
    target: str
    """An id, percent-encoded where WeasyPrint does that, or else an address."""
    inside: bool
    """Whether it is an id."""


@dataclass(frozen=True, slots=True)
class Body:
    """The objects of a galley: first its pages, then what they refer to. A layer has no pages, only what is on them."""

    objects: Objects
    faces: tuple[UsedFace, ...]
    """What its pages use of each face."""
    boxes: tuple[dict[str, list[float]], ...]
    """How each page is cut: `MediaBox`, `TrimBox`, `BleedBox`, in pt."""
    contents: tuple[int, ...]
    """For each page, the index of its content among the streams."""
    numbered: frozenset[int]
    """The indices of the pages that have slots for page numbers."""
    resources: int
    """The object that all pages take their resources from."""
    node: int = 0
    """The node of the page tree that they hang from."""
    links: tuple[Link, ...] = ()
    tree: Tree | None = None
    """The tags; None for a layer."""


def body_of(file: Any, faces: Sequence[UsedFace], numbered: Sequence[int], tree: Tree | None) -> Body:
    """Lay out what a pydyf file has, which has been mended; a layer without a tree."""
    pages = pages_of(file)
    contents = [_number(page["Contents"]) for page in pages]
    resources = _number(pages[0]["Resources"])
    links: list[Link] = []
    if tree:
        _hold_folios(file, contents, resources)
        _hold_numbers(file, pages)
        links = _hold_links(file, pages)
        _share_addresses(file, pages)
        file.pages["Parent"] = hole(PAGE_TREE)
        roots = [tree.piece, tree.parents, *([tree.ids] if tree.ids else []), *(link.annotation for link in links)]
        objects, at = lay_out(file, [page.number for page in pages], roots)
        tree = tree.moved(at)
    else:
        objects, at = lay_out(file, (), (resources, *contents))
    return Body(
        objects,
        tuple(faces),
        tuple({name: [float(side) for side in page[name]] for name in _BOXES} for page in pages),
        tuple(at[number] - objects.count for number in contents),
        frozenset(numbered),
        at[resources],
        at.get(file.pages.number, 0),
        tuple(Link(link.page, at[link.annotation], link.target, link.inside) for link in links),
        tree,
    )


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _hold_folios(file: Any, contents: Sequence[int], resources: int) -> None:
    """Have each page draw a folio of its own, which is no part of its text: an artifact (PDF 32000-1, 14.8.2.2)."""
    for index, number in enumerate(contents):
        content = file.objects[number].stream
        content.insert(0, b"q")
        content.append(b"Q /Artifact <</Type/Pagination>> BDC /Folio%d Do EMC" % index)
    shared = file.objects[resources]
    shared["XObject"] = Open(shared["XObject"], FOLIOS)


def _hold_numbers(file: Any, pages: Sequence[Any]) -> None:
    for page in pages:
        page["StructParents"] = hole(f"{NUMBER}{page['StructParents']}")
        for reference in page.get("Annots", ()):
            annotation = file.objects[_number(reference)]
            if "StructParent" in annotation:
                annotation["StructParent"] = hole(f"{NUMBER}{annotation['StructParent']}")


_LONG = 500
"""Characters of an address that is written once for all the lines of its link."""


def _share_addresses(file: Any, pages: Sequence[Any]) -> None:
    """Write a long address once: where it is printed too, each of its lines is a link with all of it, twice."""
    shared: dict[str, dict[str, bytes]] = {}
    for page in pages:
        for reference in page.get("Annots", ()):
            annotation = file.objects[_number(reference)] if reference[:1].isdigit() else {}
            address = annotation["A"]["URI"].string if "A" in annotation else ""
            if len(address) > _LONG:
                if address not in shared:
                    values = {name: annotation[name] for name in ("A", "Contents") if name in annotation}
                    for value in values.values():
                        file.add_object(value)
                    shared[address] = {name: value.reference for name, value in values.items()}
                annotation.update(shared[address])


def _hold_links(file: Any, pages: Sequence[Any]) -> list[Link]:
    """Leave open where links lead to, and whether they are there at all."""
    links: list[Link] = []
    held: dict[bytes, bytes] = {}
    for index, page in enumerate(pages):
        for at, reference in enumerate(page.get("Annots", ())):
            annotation = file.objects[_number(reference)]
            if (found := _target(annotation)) is None:
                continue
            held[reference] = hole(f"{TAG_OF}{len(links)}")
            page["Annots"][at] = hole(f"{ANNOTATION}{len(links)}")
            annotation.pop("A", None)
            annotation["Dest"] = hole(f"{LEADS_TO}{len(links)}")
            links.append(Link(index, annotation.number, *found))
    typed = [thing for thing in file.objects if isinstance(thing, pydyf.Dictionary)]
    tags = {t.reference: held[t["Obj"]] for t in typed if t.get("Type") == "/OBJR" and t["Obj"] in held}
    for element in typed:
        if element.get("Type") == "/StructElem":
            element["K"][:] = [tags.get(kid, kid) for kid in element["K"]]
    return links


def _target(annotation: Any) -> tuple[str, bool] | None:
    """What a link leads to, and whether that is an id; None for what is to stay as it is."""
    if annotation.get("Subtype") != "/Link":
        return None
    if "Dest" in annotation:  # a `#id` of HTML, which WeasyPrint makes a name
        return annotation["Dest"].string, True
    address: str = annotation["A"]["URI"].string
    if address.startswith(LINK_SCHEME):
        return address.removeprefix(LINK_SCHEME), True
    return None if _is_web(address) else (address, False)


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _WEB_SCHEMES
    except ValueError:
        return False


# --- As bytes -------------------------------------------------------------------------------------------------


def bytes_of(body: Body) -> bytes:
    """A body as bytes: what is known of it as a line of JSON, then its objects."""
    objects = body.objects
    known = asdict(replace(body, objects=Objects(b"", 0, ()), faces=())) | {"numbered": sorted(body.numbered)}
    known["objects"] = {
        "plain": len(objects.plain),
        "count": objects.count,
        "streams": [(len(stream.entries), len(stream.data), stream.picture) for stream in objects.streams],
    }
    known["faces"] = [_fields_of(face) for face in body.faces]
    line = json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"".join((line, b"\n", objects.plain, *(part for s in objects.streams for part in (s.entries, s.data))))


def _fields_of(face: UsedFace) -> dict[str, Any]:
    """A face's fields. JSON's keys are texts alone, so that its numbers are told as pairs."""
    known = {field.name: getattr(face, field.name) for field in fields(face)}
    return known | {name: list(known[name].items()) for name in ("characters", "widths", "missing")}


def bodies_from(data: bytes) -> Iterator[Body]:
    """The bodies whose bytes these are, one after another."""
    at = 0
    while at < len(data):
        body, at = _body_at(data, at)
        yield body


def _body_at(data: bytes, start: int) -> tuple[Body, int]:
    """The body whose bytes start here, and where they end."""
    end = data.index(b"\n", start)
    known = json.loads(data[start:end].decode("utf-8", "surrogatepass"))
    held, at = known["objects"], end + 1

    def take(length: int) -> bytes:
        nonlocal at
        at += length
        return data[at - length : at]

    plain = take(held["plain"])
    streams = tuple(Stream(take(entries), take(length), picture) for entries, length, picture in held["streams"])
    body = Body(
        Objects(plain, held["count"], streams),
        tuple(_face(face) for face in known["faces"]),
        tuple(known["boxes"]),
        tuple(known["contents"]),
        frozenset(known["numbered"]),
        known["resources"],
        known["node"],
        tuple(Link(**link) for link in known["links"]),
        Tree(**known["tree"]) if known["tree"] else None,
    )
    return body, at


def _face(known: dict[str, Any]) -> UsedFace:
    return UsedFace(**known | {name: dict(known[name]) for name in ("characters", "widths", "missing")})
