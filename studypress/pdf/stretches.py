"""A long piece is set in stretches, so that it takes no more memory than a short one, however long it is.

WeasyPrint holds all that it sets until it is written: a table of 10,000 rows takes 1.5 GB. Here it gets a document that
ends somewhere behind what is wanted. Of the pages that come of it the last ones, which the end has made, are left out;
the next document goes on with what begins at the head of the first of these. Before that stand the elements around it,
and empty ones in place of those just before it, for selectors and running heads, on pages of their own that are left
out too: a page begins as it would in the whole.

Where what cannot be parted is long itself, all that is left is laid out some pages at a time (`batches.py`).
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from studypress.library_seams import Seam
from studypress.pdf.batches import batches
from studypress.pdf.last_pages import GOES_ON

SEAMS = (Seam(weasyprint.HTML, "__init__", "5f19f40b8183"),)

LENGTH = 6_000
"""How long a stretch is: in elements, and in texts of `_TEXT` characters. It takes about 250 MB, on 60 to 100 pages."""
_TEXT = 30
_NOTE = 3
"""What a footnote is, in elements: its page is laid out again for it."""
_BOXES = 2
"""How many of them an element has on its pages, about."""
_LEFT_OUT = 2
"""Pages at the end of a stretch that depend on where it ends."""
_PARTED = frozenset({"html", "body", "section", "div", "ul", "ol", "dl"})
"""Elements that a stretch may begin or end within; `_Piece.may_part` knows of some more."""
_BESIDE = 2
"""Elements that are seen by selectors of what follows: `a + b`, `:first-child`, `:nth-child(2)`."""

Element = Any
Document = Any
Render = Callable[[Any], Document]
"""Lays out an HTML document of WeasyPrint's."""


def stretches(source: Any, render: Render, length: int = LENGTH, may_part: bool = True) -> Iterator[Document]:
    """Lay out a document, in stretches where it is long. Gives documents whose pages, in a row, are its pages.

    Where it may not be parted between elements, it is laid out some pages at a time.
    """
    piece = _Piece(source.etree_element)
    if piece.weight(piece.root) <= length:
        yield render(source)
        return
    if not may_part:
        yield from batches(source, render, _BOXES * length)
        return
    start: _Head | None = None
    side, room = 0, float(length)
    while True:
        stretch = _Stretch(piece, room)
        root = stretch.cut_out(start, side)
        if stretch.room < -length / 2:  # what cannot be parted is long itself
            rest = _Stretch(piece, inf)
            whole = _with_root(source, rest.cut_out(start, side))
            for number, document in enumerate(batches(whole, render, _BOXES * length)):
                first = rest.first_page(document) if start is not None and not number else 0
                document.pages = document.pages[first:]
                yield document
            return
        if not stretch.is_last:
            root.set(GOES_ON, "")
        document = render(_with_root(source, root))
        first = stretch.first_page(document) if start is not None else 0
        if stretch.is_last:
            yield document.copy(document.pages[first:])
            return
        end, following = stretch.goes_on(document, first)
        if following is None:  # what cannot be parted may have taken more than there was room for
            room += max(length, room / 2) - stretch.room
        else:
            yield document.copy(document.pages[first:end])
            start, side, room = following, (side + end - first) % 2, length
        del document
        gc.collect()  # its boxes refer to each other in circles


def _with_root(source: Any, root: Element) -> Any:
    """The same document with another tree."""
    other = copy(source)
    other.wrapper_element = type(source.wrapper_element).from_html_root(root, content_language=None)
    other.etree_element = root
    return other


class _Piece:
    """What is to be set, as a tree."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.parents: dict[Element, Element] = {child: parent for parent in root.iter() for child in parent}
        self._weights: dict[Element, float] = {}
        for element in reversed(list(root.iter())):
            texts = len(element.text or "") + sum(len(child.tail or "") for child in element)
            own = _NOTE if "footnote" in _classes(element) else 1
            self._weights[element] = own + texts / _TEXT + sum(self._weights[child] for child in element)

    def weight(self, element: Element) -> float:
        """How much of a stretch an element takes."""
        return self._weights[element]

    def around(self, element: Element) -> list[Element]:
        """The elements that hold this one, from the root."""
        found = []
        while (element := self.parents.get(element)) is not None:
            found.append(element)
        return found[::-1]

    def may_part(self, element: Element) -> bool:
        """Whether a stretch may end between two children of an element, and the next begin there."""
        tag, parent = element.tag, self.parents.get(element)
        if tag == "table":  # columns of fixed widths do not depend on the rows
            cells = (cell for name in ("td", "th") for cell in element.iter(name))
            return "fixed" in _classes(element) and not any(cell.get("rowspan", "1") != "1" for cell in cells)
        if tag in ("tbody", "code"):
            return parent is not None and (tag == "code" or self.may_part(parent)) and parent.tag in ("table", "pre")
        if tag == "li":  # a chapter of the contents, with its sections
            return len(element) > 0 and element[-1].tag in ("ul", "ol")
        return tag == "pre" or (tag in _PARTED and "reversed" not in element.attrib and not _is_paragraph(element))


@dataclass(frozen=True, slots=True)
class _Head:
    """What begins at the head of a page."""

    element: Element
    columns: Element | None
    """What is set in columns around it: no page begins within these, but for want of room."""


@dataclass
class _Stretch:
    """A part of a piece, cut out of it."""

    piece: _Piece
    room: float
    """How much more it may hold; less than 0 is how much it holds beyond."""
    is_last: bool = True
    """Whether it reaches to the end."""
    start: Element | None = None
    """The copy of what it begins with."""
    _originals: dict[Element, Element] = field(default_factory=dict)
    """Of each copy, what it is copied from."""

    def cut_out(self, head: _Head | None, side: int) -> Element:
        """A tree that begins with `head`, on a right-hand page if the side is 0, or with all."""
        if head is None:
            return self._beginning(self.piece.root)
        way = [*self.piece.around(head.element), head.element]
        heads = self._running_heads(head.element)
        copies: list[Element] = []
        in_columns = False
        for holder, child in pairwise(way):
            own = self._copy(holder)
            _style(own, "margin-top: 0")
            if len(copies) == _HEADS_AT:
                own.extend(heads)
            in_columns = in_columns or holder is head.columns
            own.extend(self._before(holder, child, 0 if in_columns else _BESIDE))
            if copies:
                copies[-1].append(own)
            copies.append(own)
            if holder.tag == "ol":
                _number(own, holder, child)
        self.start = self._opening(head.element)
        copies[-1].append(self.start)
        begins = copies[way.index(head.columns)] if in_columns else self.start
        _style(begins, f"break-before: {'left' if side else 'right'}")
        for holder, child, own in reversed(list(zip(way, way[1:], copies, strict=False))):
            self._fill(own, list(holder)[list(holder).index(child) + 1 :])
        return copies[0]

    def first_page(self, document: Document) -> int:
        """The index of the page on which it begins."""
        return next(at for at, page in enumerate(document.pages) if self.start in _elements(page._page_box))

    def goes_on(self, document: Document, first: int) -> tuple[int, _Head | None]:
        """The index of a page, the last possible, that something begins on at its head, and what that is.

        Gives None where there is no such page.
        """
        for at in range(len(document.pages) - _LEFT_OUT, first, -1):
            before = _elements(document.pages[at - 1]._page_box)
            begun = _begun(document.pages[at]._page_box, before)
            if begun is None:
                continue
            found = _Head(*(self._originals.get(element, element) for element in (begun.element, begun.columns)))
            if all(self.piece.may_part(holder) or holder.tag == "li" for holder in self.piece.around(found.element)):
                return at, found
        return 0, None

    def _copy(self, element: Element) -> Element:
        """An element without what it holds."""
        own = element.makeelement(element.tag, dict(element.attrib))
        self._originals[own] = element
        return own

    def _before(self, holder: Element, child: Element, beside: int) -> Iterator[Element]:
        """What stands before a child, so far as it matters: empty, but for what is repeated with every page."""
        before = list(holder)[: list(holder).index(child)]
        shown = beside and beside + len(before) % 2  # even and odd ones stay so
        for at, element in enumerate(before):
            if element.tag in ("head", "colgroup", "thead"):
                yield element
            elif at >= len(before) - shown:
                own = self._copy(element)
                for name in ("id", "data-head"):
                    own.attrib.pop(name, None)
                yield own

    def _running_heads(self, start: Element) -> list[Element]:
        """The last heads before it that pages show in their margins, empty."""
        heads: dict[str, Element] = {}
        for element in self.piece.root.iter():
            if element is start:
                break
            if "data-head" in element.attrib:
                heads = {tag: head for tag, head in heads.items() if tag < element.tag} | {element.tag: element}
        return [element.makeelement(tag, {"data-head": element.get("data-head")}) for tag, element in heads.items()]

    def _opening(self, element: Element) -> Element:
        """What it begins with: without a margin, as after any other break."""
        own = self._beginning(element)
        if own is element:
            own = deepcopy(element)
            self._originals |= dict(zip(own.iter(), element.iter(), strict=True))
        inner: Element | None = own
        while inner is not None:
            _style(inner, "margin-top: 0")
            inner = inner[0] if len(inner) and not (inner.text or "").strip() else None
        return own

    def _beginning(self, element: Element) -> Element:
        """An element, or as much of it as there is room for."""
        if self.piece.weight(element) <= self.room or not self.piece.may_part(element):
            self.room -= self.piece.weight(element)
            return element
        own = self._copy(element)
        own.text, own.tail = element.text, element.tail
        self._fill(own, list(element))
        return own

    def _fill(self, holder: Element, children: Sequence[Element]) -> None:
        for child in children:
            if self.room <= 0:
                self.is_last = False
                return
            holder.append(self._beginning(child))


_HEADS_AT = 2
"""Running heads stand within `html`, `body` and the piece itself, which names its pages."""


def _classes(element: Element) -> list[str]:
    return str(element.get("class", "")).split()


def _is_paragraph(element: Element) -> bool:
    """Whether its words are its own: it is lines, not blocks."""
    return "p" in _classes(element) or any((text or "").strip() for text in (element.text, *(e.tail for e in element)))


def _style(element: Element, declaration: str) -> None:
    element.set("style", f"{element.get('style', '')}; {declaration}".removeprefix("; "))


def _number(own: Element, holder: Element, child: Element) -> None:
    """Have a numbered list go on with the number that this item of it has."""
    items = [item for item in holder if item.tag == "li"]
    left_out = items.index(child) - sum(1 for item in own if item.tag == "li") if child in items else 0
    first = int(holder.get("start", "1")) + left_out
    own.set("start", str(first))
    _style(own, f"counter-reset: list-item {first - 1}")


def _elements(box: Any) -> set[Element]:
    """The elements that a page shows something of, but for heads of tables, which are repeated."""
    found, waiting = set(), [box]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.MarginBox) or getattr(box, "is_header", False):
            continue
        found.add(box.element)
        waiting.extend(getattr(box, "children", ()))
    return found


def _begun(page: Any, before: set[Element]) -> _Head | None:
    """What begins at the head of a page, if all that stands there does; `before` is what the page before it shows."""
    box = page.children[0]
    holders, columns = set(), None
    while isinstance(box, boxes.BlockBox | boxes.TableBox | boxes.TableRowGroupBox):
        holders.add(box.element)
        if box.is_column and columns is None:
            columns = box.element
        inner = next((child for child in box.children if _is_in_flow(child)), None)
        if inner is None:
            return None
        box = inner
        if columns is not None and box.style["margin_break"] != "discard":
            return None  # the page would begin with a break that is forced, and keep margins at the heads of columns
        if box.element not in before and box.element is not None:
            return None if (_elements(page) & before) - holders - {None} else _Head(box.element, columns)
    return None


def _is_in_flow(box: Any) -> bool:
    return box.is_in_normal_flow() and not getattr(box, "is_header", False)
