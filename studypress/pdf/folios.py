"""The numbers printed on the pages: few are set, one for each side and count of digits, and each page gets its own."""

from collections.abc import Sequence

from studypress.pdf.binding import BoundPage

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
