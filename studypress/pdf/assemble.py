"""Galleys and folios are bound into one PDF, one after another, so that only one at a time is in memory."""

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO
from urllib.parse import unquote

from studypress.cache import Cache
from studypress.documents import OutlineItem
from studypress.pdf.binding import BoundPage, page_map
from studypress.pdf.body import Body, bodies_from
from studypress.pdf.filling import Pictures, Placed
from studypress.pdf.folios import Folios
from studypress.pdf.metadata import Metadata, write_metadata
from studypress.pdf.navigation import DeadLink, Destinations, page_labels, write_outline
from studypress.pdf.numbers import stamp
from studypress.pdf.objects import ANNOTATION, DOCUMENT, FACES, FOLIOS, LEADS_TO, NUMBER, PAGE_TREE, TAG_OF
from studypress.pdf.structure import Joined
from studypress.pdf.subsets import Embedded
from studypress.pdf.typeset import Galley
from studypress.pdf.writing import ObjectWriter, numbers, references

Bodies = Callable[[Galley], bytes]
"""Gives the bodies of a galley, one after another."""


def assemble(
    bound: Sequence[BoundPage],
    folios: Galley | None,
    bodies: Bodies,
    outline: Sequence[OutlineItem],
    metadata: Metadata,
    font_map: Any,
    target: BinaryIO,
    cache: Cache | None = None,
) -> list[DeadLink]:
    """Write one PDF of the pages in their order, with its kind of folio, from the layer `folios`, laid over each.

    `font_map` is Pango's, with the faces they are set in, whose subsets the `cache` keeps. Gives the links that led
    nowhere. The same arguments write the same bytes.
    """
    book = _Book(ObjectWriter(target), bound, font_map)
    if folios:
        (layer,) = bodies_from(bodies(folios))
        book.folios.take(layer, book.faces, book.pictures)
    for at, page in enumerate(bound):
        if page.galley is None:
            book.add_blank(at)
        elif page.index == 0:
            for body in bodies_from(bodies(page.galley)):
                book.add(at, bound[at : at + len(body.boxes)], body)
                at += len(body.boxes)
    book.finish(outline, metadata, cache)
    return book.dead


class _Book:
    """The file as far as it is written."""

    def __init__(self, writer: ObjectWriter, bound: Sequence[BoundPage], font_map: Any) -> None:
        self.writer, self.bound, self.font_map = writer, bound, font_map
        self.labels = page_map(bound).labels
        self.tree, self.first_page = writer.reserve(), writer.reserve(len(bound))
        self.destinations = Destinations(bound, self.first_page)
        self.tags, self.faces, self.folios = Joined(writer), Embedded(writer), Folios(bound, writer)
        self.pictures: Pictures = {}
        self.dead: list[DeadLink] = []
        self._kids: list[int] = []
        self._cut: dict[str, list[float]] = {}

    def add(self, at: int, pages: Sequence[BoundPage], body: Body) -> None:
        """Write a body, whose first page is the book's page at this index."""
        first = self.first_page + at
        placed = Placed(body.objects, range(first, first + len(pages)), self.writer, self.pictures)
        holes, left_out = self._links(at, body, placed)
        holes |= {
            PAGE_TREE.encode(): b"%d 0 R" % self.tree,
            DOCUMENT.encode(): b"%d 0 R" % self.tags.document,
            FACES.encode(): self.faces.add(body.faces),
            FOLIOS.encode(): self._drawn_folios(at, pages, body),
        }
        if body.tree:
            for number in range(body.tree.numbers):
                holes[f"{NUMBER}{number}".encode()] = b"%d" % (self.tags.next_number + number)
            self.tags.add(body.tree, placed.numbers.__getitem__)
        contents = {body.contents[index] for index in body.numbered}
        stamped = {at: stamp(body.objects.streams[at].read(), self.labels) for at in contents}
        placed.write(holes, left_out, stamped)
        self._kids.append(placed.numbers[body.node])
        self._cut = body.boxes[-1]

    def add_blank(self, at: int) -> None:
        """Write a blank page, which is cut like the page before it."""
        boxes = b"".join(b"/%s[%s]" % (name.encode(), numbers(sides)) for name, sides in self._cut.items())
        number = self.first_page + at
        self.writer.put(number, b"<</Type/Page/Parent %d 0 R/Resources<<>>%s>>" % (self.tree, boxes))
        self._kids.append(number)

    def finish(self, outline: Sequence[OutlineItem], metadata: Metadata, cache: Cache | None) -> None:
        """Write what belongs to no galley."""
        self.faces.write(self.font_map, cache)
        self.tags.write()
        self.writer.put(self.tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.bound), references(self._kids)))
        about, information = write_metadata(self.writer, metadata)
        shown = write_outline(self.writer, outline, self.destinations)
        root = self.writer.reserve()
        tags = b"/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % self.tags.root
        entries = b"".join((tags, page_labels(self.bound), about, shown))
        self.writer.put(root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (self.tree, entries))
        self.writer.finish(root, information)

    def _drawn_folios(self, at: int, pages: Sequence[BoundPage], body: Body) -> bytes:
        drawn = []
        for index, page in enumerate(pages):
            left, _, right, _ = body.boxes[index]["MediaBox"]
            drawn.append(b"/Folio%d %d 0 R" % (index, self.folios.write(at + index, page, right - left)))
        return b"".join(drawn)

    def _links(self, at: int, body: Body, placed: Placed) -> tuple[dict[bytes, bytes], set[int]]:
        """What fills the holes of links, and the objects of those that lead nowhere."""
        holes, dead = {}, set()
        for number, link in enumerate(body.links):
            place = self.destinations.find(link.target) if link.inside else None
            annotation, tag = b"", b""
            if place is None:
                self.dead.append(DeadLink(at + link.page, unquote(link.target) if link.inside else link.target))
                dead.add(link.annotation)
            else:
                annotation = b"%d 0 R" % placed.numbers[link.annotation]
                tag = b"<</Type/OBJR/Obj %s/Pg %d 0 R>>" % (annotation, self.first_page + at + link.page)
            for kind, filling in ((ANNOTATION, annotation), (TAG_OF, tag), (LEADS_TO, place or b"null")):
                holes[f"{kind}{number}".encode()] = filling
        return holes, dead
