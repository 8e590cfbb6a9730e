"""Long pages cut into files: where a section begins, or between blocks, or within a block too long for one file."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from studypress.epub.content import ids_of
from studypress.epub.markup import EPUB_TYPE, XHTML, H

_SECTION, _ASIDE, _LIST, _ITEM, _TABLE = (f"{{{XHTML}}}{name}" for name in ("section", "aside", "ol", "li", "table"))
_SCROLLS = "region"
"""The role of the frame that a wide table scrolls in."""
_DIVISIBLE = frozenset(f"{{{XHTML}}}{name}" for name in ("ul", "ol", "dl", "blockquote", "div", "table", "tbody"))
"""What may go on in another file when it is too long for one. A paragraph and a piece of code stay whole."""
_BELONGS_ABOVE = frozenset(f"{{{XHTML}}}{name}" for name in ("dd", "thead", "colgroup"))
"""Never the first of a file."""
_SAID_ONCE = frozenset({"id", "role", EPUB_TYPE, "aria-labelledby"})
"""Attributes that hold for the whole of an element, and stand where it begins."""
_IN_EVERY_FILE = frozenset({"book-columns", "book-inner"})
"""Ids of Kobo's frames."""


@dataclass(slots=True)
class _Block:
    """Elements that stay together in one file."""

    first: etree._Element
    size: int
    """Bytes, with the notes that it calls."""
    section: etree._Element | None
    """The section that begins with it, when that is one of the outline."""


def cut(root: etree._Element, most_bytes: int) -> list[etree._Element]:
    """Cut a document into parts that are no longer than they must be; each note goes with its mark."""
    if len(etree.tostring(root, encoding="utf8")) <= most_bytes:
        return [root]
    # A tenth is for the head, the frames, and what stands before a block too short for a part of its own.
    tails = [_cut_off(root, place) for place in reversed(_cuts(root, most_bytes * 9 // 10))]
    parts = [root, *reversed(tails)]
    _bring_notes_home(parts)
    return parts


# --- Where ----------------------------------------------------------------------------------------------------


def _cuts(root: etree._Element, most_bytes: int) -> list[etree._Element]:
    """Choose what begins a new part, in the order of the document."""
    notes = {anchor: _size(note) for note in root.iter(_ASIDE) for anchor in ids_of(note)}
    body = root.find(f"{{{XHTML}}}body")
    blocks = [] if body is None else list(_blocks(body, most_bytes, notes))
    cuts = []
    length = 0
    for number, block in enumerate(blocks):
        # What is very short, a heading or the like, makes no part.
        if block.section is not None and length > most_bytes // 4 and length + _own(blocks, number) > most_bytes:
            cuts.append(_outermost(block.section))
            length = 0
        elif length > most_bytes // 10 and length + block.size > most_bytes:
            cuts.append(_outermost(block.first))
            length = 0
        length += block.size
    return cuts


def _outermost(element: etree._Element) -> etree._Element:
    """Find what begins with an element: no empty list stays behind when its first item moves, nor a page's mark."""
    while True:
        parent, before = element.getparent(), element.getprevious()
        if before is not None and _is_mark(before) and not (before.tail or "").strip():
            element = before
        elif before is None and parent is not None and not (parent.text or "").strip():
            element = parent
        else:
            return element


def _own(blocks: list[_Block], number: int) -> int:
    """Measure a section up to where the next begins."""
    end = next((n for n in range(number + 1, len(blocks)) if blocks[n].section is not None), len(blocks))
    return sum(block.size for block in blocks[number:end])


def _blocks(
    frame: etree._Element, most_bytes: int, notes: dict[str, int], section: etree._Element | None = None
) -> Iterator[_Block]:
    """Walk what a part may begin with; notes are measured with the blocks that call them first."""
    begun: _Block | None = None
    for child in frame:
        if child.get("class") == "footnotes" or _is_mark(child):
            continue
        size = _size(child)
        if child.tag == _SECTION or (size > most_bytes and _is_divisible(child)):
            yield from filter(None, [begun])
            begun = None
            opened = child if "section" in child.get("class", "").split() else section
            yield from _blocks(child, most_bytes, notes, opened)
        else:
            size += sum(notes.pop(link.get("href", "")[1:], 0) for link in child.iter(f"{{{XHTML}}}a"))
            if begun is not None and child.tag in _BELONGS_ABOVE:
                begun.size += size
            else:
                yield from filter(None, [begun])
                begun = _Block(child, size, section)
        section = None
    yield from filter(None, [begun])


def _is_divisible(element: etree._Element) -> bool:
    """Whether an element may go on in another file: no table whose cells would be torn, or whose head holds links."""
    if element.tag == _TABLE:
        torn = any(cell.get("rowspan") for cell in element.iter())
        heads = (link for head in element.iterfind(f"{{{XHTML}}}thead") for link in head.iter(f"{{{XHTML}}}a"))
        return not torn and next(heads, None) is None
    return element.tag in _DIVISIBLE and element.get("role") in (None, _SCROLLS)


def _is_mark(element: etree._Element) -> bool:
    """Whether an element is the mark of a printed page, which goes with what follows."""
    return element.get("role") == "doc-pagebreak"


def _size(element: etree._Element) -> int:
    """Measure an element in bytes."""
    return len(etree.tostring(element, encoding="utf8", with_tail=False))


# --- Cutting --------------------------------------------------------------------------------------------------


def _cut_off(root: etree._Element, place: etree._Element) -> etree._Element:
    """Move a section, or a block, and all that follows it into a new document with the same frames around it."""
    piece, node = place, place
    while (parent := node.getparent()) is not None and parent is not root:
        frame = _continued(parent, node)
        frame.extend([piece, *node.itersiblings()])
        piece, node = frame, parent
    made = _frame(root, root.attrib)
    made.extend([*(deepcopy(head) for head in root.iterfind(f"{{{XHTML}}}head")), piece])
    return made


def _continued(element: etree._Element, place: etree._Element) -> etree._Element:
    """Make the frame in which an element goes on from one of its children: a list counts on, a table has its head.

    Its id and its part in the book are said once, where it begins.
    """
    once = frozenset[str]() if element.get("id") in _IN_EVERY_FILE else _SAID_ONCE
    frame = _frame(element, {name: value for name, value in element.attrib.items() if name not in once})
    if element.get("role") == _SCROLLS:
        frame.set("role", _SCROLLS)
    if element.tag == _LIST:
        before = sum(child.tag == _ITEM for child in place.itersiblings(preceding=True))
        frame.set("start", str(int(element.get("start", "1")) + before))
    if element.tag == _TABLE:
        frame.extend(_heads(element))
    return frame


def _heads(table: etree._Element) -> list[etree._Element]:
    """Copy what stands above a table's rows, without ids."""
    heads = [deepcopy(child) for child in table if child.tag in _BELONGS_ABOVE]
    for part in (part for head in heads for part in head.iter() if part.get("id")):
        del part.attrib["id"]
    return heads


def _frame(element: etree._Element, attributes: Any) -> etree._Element:
    """Make an empty element of the same kind."""
    names: Any = element.nsmap  # lxml-stubs knows no default namespace
    return etree.Element(element.tag, attributes, nsmap=names)


def _bring_notes_home(parts: list[etree._Element]) -> None:
    """Move each footnote into the part that calls it first, since a note pops up from its own file only."""
    homes = {anchor: part for part in parts for anchor in ids_of(part)}
    for note in [note for part in parts for note in part.iter(_ASIDE)]:
        back = note.find(f".//{{{XHTML}}}a[@role='doc-backlink']")
        home = homes.get((back.get("href", "") if back is not None else "").partition("#")[2])
        if home is None or home is note.getroottree().getroot():
            continue
        _notes_of(home).append(note)
    for part in parts:
        for notes in list(part.iterfind(f".//{{{XHTML}}}div[@class='footnotes']")):
            parent = notes.getparent()
            if not len(notes) and parent is not None:
                parent.remove(notes)


def _notes_of(part: etree._Element) -> etree._Element:
    """Find the notes at a part's end, or make a place for them."""
    found = part.find(f".//{{{XHTML}}}div[@class='footnotes']")
    if found is None:
        found = H("div", {"class": "footnotes"})
        body = part.find(f"{{{XHTML}}}body")
        if body is not None:
            (body[-1] if len(body) else body).append(found)
    return found
