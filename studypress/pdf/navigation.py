"""How one moves about in a PDF: destinations of links, the outline, and the names of its pages."""

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pydyf

from studypress.documents import OutlineItem
from studypress.pdf.binding import BoundPage, Numbering, places
from studypress.pdf.writing import ObjectWriter


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere and was taken out; its words stay."""

    page: int
    """The index of the page it is on."""
    target: str
    """An id, or an address that is no web address."""


class Destinations:
    """Where each id of a book is: its page, scrolled to its top."""

    def __init__(self, bound: Sequence[BoundPage], first: int) -> None:
        """`first` is the number of the object of the first page; those of the others follow it."""
        self._found = {name: (first + index, _top(bound[index], y)) for name, index, _, y in places(bound)}

    def find(self, name: str) -> bytes | None:
        """The explicit destination (PDF 32000-1, 12.3.2.2) of an id, also one percent-encoded; None for no id.

        Left edge and magnification are null, which leaves them as the reader has them.
        """
        # WeasyPrint percent-encodes what ASCII lacks.
        found = self._found.get(name) or self._found.get(unquote(name))
        return b"[%d 0 R/XYZ null %s null]" % (found[0], found[1].encode()) if found else None


def _top(page: BoundPage, y: float) -> str:
    return f"{(page.galley.tops[page.index] if page.galley else 0) - y:.2f}".rstrip("0").rstrip(".")


# --- The outline ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the outline that has a place, with those below it."""

    title: str
    destination: bytes
    expanded: bool
    below: tuple["_Line", ...]

    def shown(self) -> int:
        """How many lines are seen below it where it is open."""
        return sum(1 + (line.shown() if line.expanded else 0) for line in self.below)


def write_outline(writer: ObjectWriter, items: Sequence[OutlineItem], targets: Destinations) -> bytes:
    """Write the outline: chapters are shown, what is below opens at a click. Left out is what has no place.

    Its destinations have names, so that `book.pdf#c1-s2` opens there. Gives the catalogue's entries for all that.
    """
    root = _Line("", b"", True, tuple(_lines(items, targets)))
    if not root.below:
        return b""
    number = writer.reserve()
    first, last = _write_lines(writer, root.below, number)
    writer.put(number, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, root.shown()))
    names = sorted(set(_anchors(items)), key=_sorted_as)
    pairs = b"".join(pydyf.String(name).data + place for name in names if (place := targets.find(name)))
    return b"/Outlines %d 0 R/PageMode/UseOutlines/Names<</Dests<</Names[%s]>>>>" % (number, pairs)


def _lines(items: Iterable[OutlineItem], targets: Destinations) -> Iterator[_Line]:
    for item in items:
        below = tuple(_lines(item.children, targets))
        if destination := targets.find(item.anchor):
            yield _Line(item.title, destination, item.expanded or not below, below)
        else:
            yield from below


def _write_lines(writer: ObjectWriter, lines: Sequence[_Line], parent: int) -> tuple[int, int]:
    """Write lines that stand below one. Gives the numbers of the first and the last."""
    numbers = [writer.reserve() for _ in lines]
    for at, line in enumerate(lines):
        entries = [b"/Title%s/Dest%s/Parent %d 0 R" % (pydyf.String(line.title).data, line.destination, parent)]
        if at:
            entries.append(b"/Prev %d 0 R" % numbers[at - 1])
        if at + 1 < len(lines):
            entries.append(b"/Next %d 0 R" % numbers[at + 1])
        if line.below:
            ends = _write_lines(writer, line.below, numbers[at])
            count = line.shown() if line.expanded else -line.shown()
            entries.append(b"/First %d 0 R/Last %d 0 R/Count %d" % (*ends, count))
        writer.put(numbers[at], b"<<%s>>" % b"".join(entries))
    return numbers[0], numbers[-1]


def _sorted_as(name: str) -> bytes:
    """The bytes of a name, by which a tree of names is sorted."""
    return name.encode() if name.isascii() else BOM_UTF16_BE + name.encode("utf-16-be")


def _anchors(items: Iterable[OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.anchor
        yield from _anchors(item.children)


# --- The names of pages ---------------------------------------------------------------------------------------

_LABEL_STYLES = {Numbering.NONE: b"", Numbering.ROMAN: b"/S/r/St %d", Numbering.ARABIC: b"/S/D/St %d"}


def page_labels(bound: Sequence[BoundPage]) -> bytes:
    """The catalogue's entry that lets the reader's page box say what is printed (PDF 32000-1, 12.4.2).

    A page that is not counted has no label.
    """
    ranges = []
    before = None
    for index, page in enumerate(bound):
        if before is None or (page.numbering, page.number) != (before.numbering, before.number + 1):
            style = _LABEL_STYLES[page.numbering]
            ranges.append(b"%d<<%s>>" % (index, style % page.number if style else b""))
        before = page
    return b"/PageLabels<</Nums[%s]>>" % b"".join(ranges)
