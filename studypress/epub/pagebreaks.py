"""The pages of the printed book, marked in the e-book's text where they begin, so that one class can use both.

A page is found by its first words, near the place that the counted characters tell: print and e-book differ in what
stands between the words (page numbers, tick boxes, marks of notes), never in the order of the words themselves.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from studypress.documents import BLANKS, PageStart
from studypress.epub.content import ParsedDocument
from studypress.epub.markup import EPUB_TYPE, XHTML, H, is_xhtml

_NOT_COUNTED = frozenset(f"{{{XHTML}}}{name}" for name in ("aside", "rt", "rp", "head", "title"))
_UNCOUNTED_CLASSES = frozenset({"note", "tick", "footnotes"})
"""Marks of notes, tick boxes, the notes themselves: print has them elsewhere, or not as text."""
_HOLDS_ANYTHING = frozenset(
    f"{{{XHTML}}}{name}" for name in ("body", "section", "div", "blockquote", "li", "dt", "dd", "td")
)
"""Elements that may hold a marker between their blocks; a `div` in a `dl` may not."""
_WHOLE = frozenset(f"{{{XHTML}}}{name}" for name in ("a", "ruby", "kbd"))
"""Elements that no marker parts: a link is one target, a reading belongs to its base."""
_LONG_LINK = 20
"""Characters: a printed address may run over from one page to the next, and is parted."""
_NEEDLES = (16, 10, 6, 3)
"""How many characters of a page's first words are looked for, in turn."""
_SKIPPED = 3
"""How many of the first characters may be print's own: a bullet, a number."""
_DRIFT = 400
"""Characters by which print and e-book may be out of step between two pages."""


@dataclass(frozen=True, slots=True)
class PageList:
    """The printed book, as far as the e-book points to it."""

    source: str
    """The identifier of the printed edition, which is not the e-book's own."""
    starts: tuple[PageStart, ...]
    """Where its pages begin, in order."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A page of the printed book, and where it is in the e-book."""

    label: str
    document: str
    """The name of the document."""
    anchor: str
    """The marker's id; empty for a page that the package makes itself, which holds no marker."""


@dataclass(slots=True)
class _Text:
    """The counted characters of a document, and the text nodes that they stand in."""

    characters: str = ""
    starts: list[int] = field(default_factory=list)
    """Where each node's characters begin."""
    nodes: list[tuple[etree._Element, bool]] = field(default_factory=list)
    """An element, and whether its tail is meant rather than its text."""
    blanks: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)
    """Of the nodes in which a page begins, by their number; a paragraph may have hundreds of pages."""

    def position(self, number: int, string: str, count: int) -> int:
        """Find the character behind so many counted ones of a node; the string may be only its beginning."""
        if number not in self.blanks:
            self.blanks[number] = _blanks(string)
        counted, ends = self.blanks[number]
        at = bisect_right(counted, count)
        return min(count + (ends[at - 1] - counted[at - 1] if at else 0), len(string))


def mark_page_starts(documents: Iterable[ParsedDocument], starts: Iterable[PageStart]) -> list[Marked]:
    """Put a marker into the documents for every page, in order, and tell where each is.

    A page of a document that is not there is left to the package's own page of that name.
    """
    by_name = {document.source.name: document for document in documents}
    grouped: dict[str, list[PageStart]] = {}
    for start in starts:
        grouped.setdefault(start.document, []).append(start)
    marked = []
    for name, group in grouped.items():
        if name in by_name:
            _mark(by_name[name].root, group)
        marked += [Marked(start.label, name, _page_id(start.label) if name in by_name else "") for start in group]
    return marked


def _page_id(label: str) -> str:
    """The id of a page's marker: `page-37`."""
    return f"page-{re.sub('[^0-9A-Za-z]+', '-', label)}"


def _mark(root: etree._Element, starts: list[PageStart]) -> None:
    text = _visible(root)
    places = _places(text.characters, starts)
    # From the last to the first, so that the text before a marker is as it was counted.
    for start, place in reversed(list(zip(starts, places, strict=True))):
        marker = H(
            "span",
            {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak", "id": _page_id(start.label), "aria-label": start.label},
        )
        if place < len(text.characters):
            _insert(text, place, marker)
        else:
            _append(root, marker)


# --- Finding --------------------------------------------------------------------------------------------------


def _places(characters: str, starts: list[PageStart]) -> list[int]:
    """Find where each page begins among the characters; never before the page that precedes it."""
    places: list[int] = []
    found, counted = 0, 0
    for start in starts:
        expected = found + max(0, start.offset - counted)
        found = min(_nearest(characters, BLANKS.sub("", start.words), expected, found), len(characters))
        counted = start.offset
        places.append(found)
    return places


def _nearest(characters: str, words: str, expected: int, lowest: int) -> int:
    """Find the words nearest to where they are expected; fewer of them, or later ones, when all are not there."""
    low, high = max(lowest, expected - _DRIFT), expected + _DRIFT
    for length in _NEEDLES:
        for skipped in range(_SKIPPED if length > _NEEDLES[-1] else 1):
            needle = words[skipped : skipped + length]
            if len(needle) < min(length, len(words)) or not needle:
                break
            found = re.finditer(f"(?={re.escape(needle)})", characters[low : high + length])
            if hits := [low + hit.start() for hit in found]:
                return min(hits, key=lambda hit: abs(hit - expected))
    return max(lowest, expected)


def _visible(root: etree._Element) -> _Text:
    text = _Text()
    parts: list[str] = []
    length = 0
    for element, tail, string in _strings(root):
        string = BLANKS.sub("", string)
        if string:
            text.starts.append(length)
            text.nodes.append((element, tail))
            parts.append(string)
            length += len(string)
    text.characters = "".join(parts)
    return text


def _strings(root: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """Walk the text nodes that count, in order; without recursion, since authors nest without end."""
    walk = etree.iterwalk(root, ("start", "end"))
    for event, element in walk:
        if event == "end":
            if element.tail:
                yield element, True, element.tail
        elif _uncounted(element):
            walk.skip_subtree()
        elif element.text:
            yield element, False, element.text


def _uncounted(element: etree._Element) -> bool:
    if not is_xhtml(element):
        return True
    return element.tag in _NOT_COUNTED or not _UNCOUNTED_CLASSES.isdisjoint(element.get("class", "").split())


# --- Inserting ------------------------------------------------------------------------------------------------


def _insert(text: _Text, place: int, marker: etree._Element) -> None:
    """Put a marker before one of the counted characters."""
    number = bisect_right(text.starts, place) - 1
    element, tail = text.nodes[number]
    string = (element.tail if tail else element.text) or ""
    position = text.position(number, string, place - text.starts[number])
    holder = element.getparent() if tail else element
    whole = _outermost_whole(holder)
    if whole is not None:
        whole.addprevious(marker)
    elif tail:
        element.tail, marker.tail = string[:position], string[position:]
        _after(element, marker)
    elif not _at_front_of_blocks(element, string[:position], marker):
        element.text, marker.tail = string[:position], string[position:]
        element.insert(0, marker)


def _blanks(string: str) -> tuple[list[int], list[int]]:
    """How many counted characters precede each run of blanks in a text node, and where the run ends."""
    counted, ends = [], []
    uncounted = 0
    for blank in BLANKS.finditer(string):
        counted.append(blank.start() - uncounted)
        ends.append(blank.end())
        uncounted += blank.end() - blank.start()
    return counted, ends


def _outermost_whole(element: etree._Element | None) -> etree._Element | None:
    found = None
    while element is not None:
        long = element.tag == f"{{{XHTML}}}a" and len("".join(map(str, element.itertext()))) > _LONG_LINK
        found = element if element.tag in _WHOLE and not long else found
        element = element.getparent()
    return found


def _at_front_of_blocks(element: etree._Element, before: str, marker: etree._Element) -> bool:
    """Put a marker before the blocks that begin with it, inside their section; tell whether there are any.

    So a heading does not read “37 Containers” to those who hear it, and a picture stands on the page of its caption.
    """
    target, node = None, element
    while not before.strip() and node.tag != f"{{{XHTML}}}section" and (parent := node.getparent()) is not None:
        if parent.tag in _HOLDS_ANYTHING and getattr(parent.getparent(), "tag", "") != f"{{{XHTML}}}dl":
            target = node
        if parent.tag == f"{{{XHTML}}}body" or any(_counts(earlier) for earlier in node.itersiblings(preceding=True)):
            break
        before, node = parent.text or "", parent
    if target is None:
        return False
    target.addprevious(marker)
    return True


def _counts(element: etree._Element) -> bool:
    """Tell whether an element, with what follows it, has anything to read."""
    if (element.tail or "").strip():
        return True
    return element.get("role") == "doc-pagebreak" or any(
        string.strip() for _, tail, string in _strings(element) if not tail
    )


def _after(element: etree._Element, marker: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element) + 1, marker)


def _append(root: etree._Element, marker: etree._Element) -> None:
    """Put a marker at a document's end, before its notes and later pages: if it is blank or holds notes alone."""
    body = root.find(f"{{{XHTML}}}body")
    frame = root if body is None else body
    frame = frame[-1] if len(frame) and frame[-1].tag == f"{{{XHTML}}}section" else frame
    last = len(frame)
    while last and (frame[last - 1].get("class") == "footnotes" or frame[last - 1].get("role") == "doc-pagebreak"):
        last -= 1
    frame.insert(last, marker)
