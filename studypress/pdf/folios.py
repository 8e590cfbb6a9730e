"""The numbers printed on the pages: few are set, one for each side and count of digits, and each page gets its own."""

from collections.abc import Sequence

from studypress.pdf.binding import BoundPage
from studypress.pdf.body import Body
from studypress.pdf.filling import Pictures, Placed
from studypress.pdf.numbers import stamp
from studypress.pdf.objects import FACES
from studypress.pdf.subsets import Embedded
from studypress.pdf.writing import ObjectWriter, compressed, numbers

Layer = dict[tuple[int, str], int]
"""Each kind of folio, which is its side (0 recto, 1 verso) and what is set for it, with its page in the layer."""


def layer_of(bound: Sequence[BoundPage]) -> Layer:
    """The kinds of folio of a book. The layer's first page is a recto, as a book's is."""
    layer: Layer = {}
    free = [0, 1]
    for index, page in enumerate(bound):
        kind = kind_of(index, page)
        if page.folio and kind not in layer:
            layer[kind] = free[index % 2]
            free[index % 2] += 2
    return layer


def kind_of(index: int, page: BoundPage) -> tuple[int, str]:
    """The kind of folio of the page at this index."""
    return index % 2, "0" * len(page.folio) if page.folio.isdecimal() else page.folio


def labels_of(layer: Layer) -> list[str]:
    """What to set on each page of the layer; nothing on some, so that each kind is on its side."""
    labels = [""] * (max(layer.values(), default=-1) + 1)
    for (_, label), index in layer.items():
        labels[index] = label
    return labels


class Folios:
    """The folios of a book, each a form of its own (PDF 32000-1, 8.10); they share resources."""

    def __init__(self, bound: Sequence[BoundPage], writer: ObjectWriter) -> None:
        self._layer, self._writer = layer_of(bound), writer
        self._empty = writer.reserve()
        self._resources, self._kinds = b"", list[tuple[bytes, list[float], float]]()
        writer.put_stream(self._empty, b"/Type/XObject/Subtype/Form/BBox[0 0 0 0]", b"")

    def take(self, body: Body, faces: Embedded, pictures: Pictures) -> None:
        """Take the kinds of folio from the layer they were set in; without one, no page has any."""
        placed = Placed(body.objects, (), self._writer, pictures)
        contents = {body.objects.count + at for at in body.contents}
        placed.write({FACES.encode(): faces.add(body.faces)}, left_out=contents)
        self._resources = b"/Resources %d 0 R" % placed.numbers[body.resources]
        for at, boxes in zip(body.contents, body.boxes, strict=True):
            left, _, right, _ = boxes["MediaBox"]
            self._kinds.append((body.objects.streams[at].read(), boxes["TrimBox"], right - left))

    def write(self, index: int, page: BoundPage, width: float) -> int:
        """Write the folio of the page at this index, which is so many pt wide. Gives its number.

        On a page that is turned, that of a recto moves to its own edge.
        """
        if not page.folio or not self._kinds:
            return self._empty
        content, box, usual = self._kinds[self._layer[kind_of(index, page)]]
        shift = 0.0 if index % 2 else width - usual
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Matrix[1 0 0 1 %s 0]%s/Filter/FlateDecode"
        number = self._writer.reserve()
        data = compressed(stamp(content, {"": page.folio}))
        self._writer.put_stream(number, entries % (numbers(box), numbers([shift]), self._resources), data)
        return number
