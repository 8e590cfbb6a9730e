"""Which file each page becomes: names that stay as they are, and long chapters cut where a section begins."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote
from zlib import crc32

from lxml import etree

from studypress.editions import Piece
from studypress.epub.content import Document, ids_of
from studypress.epub.markup import XHTML, H
from studypress.pages import Page
from studypress.problems import Place
from studypress.study.sort import order, slug

MOST_BYTES = 300_000
"""Of a file: readers on e-ink lay a file out whole, and old ones give up beyond this."""

_SECTION, _ASIDE = f"{{{XHTML}}}section", f"{{{XHTML}}}aside"


@dataclass(frozen=True, slots=True)
class File:
    """A document under the name that it is packed by."""

    name: str
    """Without its ending; ASCII."""
    page: Page
    root: etree._Element


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where every page and every id of the publication is, as seen from `text/`."""

    files: Mapping[str, str]
    """Page → its first file."""
    ids: Mapping[tuple[str, str], str]
    """Page and id → the file that holds it."""

    def of(self, page: str, anchor: str = "") -> str:
        """Give the address of an id, or of the page where there is no such id; empty when there is neither."""
        if (page, anchor) in self.ids:
            return f"{self.ids[page, anchor]}.xhtml#{anchor}"
        return f"{self.files[page]}.xhtml" if page in self.files else ""


def divide(
    documents: Iterable[Document], places: Mapping[str, Place], own_pages: frozenset[str], most_bytes: int = MOST_BYTES
) -> tuple[list[File], Addresses]:
    """Give every document its files and lead all links to them; `places` says where in the manuscript a page is from.

    `own_pages` are the names of pages that the package adds.
    """
    documents = list(documents)
    names = _names([document.page for document in documents], places, own_pages)
    files: list[File] = []
    ids: dict[tuple[str, str], str] = {}
    for document in documents:
        first = names[document.page.name]
        for number, root in enumerate(_parts(document.root, most_bytes), 1):
            file = File(first if number == 1 else f"{first}.{number}", document.page, root)
            files.append(file)
            ids |= {(document.page.name, anchor): file.name for anchor in ids_of(root)}
    addresses = Addresses(names | {name: name for name in own_pages}, ids)
    for file in files:
        _readdress(file, addresses)
    return files, addresses


# --- Names ----------------------------------------------------------------------------------------------------


def _names(pages: list[Page], places: Mapping[str, Place], own_pages: frozenset[str]) -> dict[str, str]:
    """Name chapters by the file they stand in, so that neither a new title nor a new place gives them another name.

    Readers keep bookmarks and notes by these names.
    """
    names = {page.name: page.name for page in pages if page.piece is not Piece.CHAPTERS}
    taken = {*names.values(), *own_pages}
    sources: dict[str, str] = {}
    """Names of manuscript files → the paths that have them."""
    count: dict[str, int] = {}
    for page in pages:
        if page.piece is not Piece.CHAPTERS:
            continue
        path = places[page.name].path if page.name in places else page.name
        stem = slug(order(PurePath(path).with_suffix("").as_posix())) if page.name in places else page.name
        if stem in taken or sources.setdefault(stem, path) != path:
            stem += f"-{crc32(path.encode()):08x}"
        count[stem] = count.get(stem, 0) + 1
        names[page.name] = stem if count[stem] == 1 else f"{stem}.c{count[stem]}"
    return names


# --- Long pages -----------------------------------------------------------------------------------------------


def _parts(root: etree._Element, most_bytes: int) -> list[etree._Element]:
    """Cut a document where sections begin, so that no part is longer than it must be; each note goes with its mark."""
    if len(etree.tostring(root, encoding="utf8")) <= most_bytes:
        return [root]
    # A tenth is for the head, the frames, and the notes that come along.
    tails = [_cut_off(root, section) for section in reversed(_cuts(root, most_bytes * 9 // 10))]
    parts = [root, *reversed(tails)]
    _bring_notes_home(parts)
    return parts


def _cuts(root: etree._Element, most_bytes: int) -> list[etree._Element]:
    """Choose the sections that begin a new part, and the blocks that do within a section too long for one."""
    cuts = []
    length = 0
    for section in root.iter(_SECTION):
        sizes = [(child, _size(child)) for child in section if child.tag != _SECTION]
        own = sum(size for _, size in sizes)
        # A heading alone makes no part, nor does a section that is no part of the outline.
        if length > most_bytes // 4 and length + own > most_bytes and "section" in section.get("class", "").split():
            cuts.append(section)
            length = 0
        for block, size in sizes:
            if own > most_bytes and length > most_bytes // 4 and length + size > most_bytes:
                cuts.append(block)
                length = 0
            length += size
    return cuts


def _size(element: etree._Element) -> int:
    """Measure an element in bytes."""
    return len(etree.tostring(element, encoding="utf8", with_tail=False))


def _cut_off(root: etree._Element, section: etree._Element) -> etree._Element:
    """Move a section, or a block, and all that follows it into a new document with the same frame around it."""
    piece, node = section, section
    while (parent := node.getparent()) is not None and parent is not root:
        frame = _frame(parent, {"class": parent.get("class", "")} if parent.get("class") else {})
        following = list(node.itersiblings())
        frame.extend([piece, *following])
        piece, node = frame, parent
    made = _frame(root, root.attrib)
    made.extend([*(deepcopy(head) for head in root.iterfind(f"{{{XHTML}}}head")), piece])
    return made


def _frame(element: etree._Element, attributes: Any) -> etree._Element:
    """Make an empty element of the same kind; its id and its part in the book are said once, where it begins."""
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


# --- Links ----------------------------------------------------------------------------------------------------


def _readdress(file: File, addresses: Addresses) -> None:
    for link in file.root.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        path, _, anchor = href.partition("#")
        page = path.removesuffix(".xhtml") if path else file.page.name
        if not href or ":" in path or page not in addresses.files:
            continue
        better = addresses.of(page, unquote(anchor))
        here = f"{file.name}.xhtml#"
        link.set("href", better.removeprefix(here[:-1]) if better.startswith(here) else better)
