"""Which file each document becomes: names that stay as they are, and links that follow what moves to another file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import unquote
from zlib import crc32

from lxml import etree

from studypress.documents import Document
from studypress.editions import Piece
from studypress.epub.content import ParsedDocument, ids_of
from studypress.epub.cutting import cut
from studypress.epub.markup import XHTML
from studypress.problems import Place
from studypress.study.sort import order, slug

MOST_BYTES = 300_000
"""Of a file: readers on e-ink lay a file out whole, and old ones give up beyond this."""


@dataclass(frozen=True, slots=True)
class File:
    """A document under the name that it is packed by."""

    name: str
    """Without its ending; ASCII."""
    source: Document
    root: etree._Element


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where every document and every id of the publication is, as seen from `text/`."""

    files: Mapping[str, str]
    """Document → its first file."""
    ids: Mapping[tuple[str, str], str]
    """Document and id → the file that holds it."""

    def of(self, document: str, anchor: str = "") -> str:
        """Give the address of an id, or of the document where there is no such id; empty when there is neither."""
        if (document, anchor) in self.ids:
            return f"{self.ids[document, anchor]}.xhtml#{anchor}"
        return f"{self.files[document]}.xhtml" if document in self.files else ""


def divide(
    documents: Iterable[ParsedDocument],
    places: Mapping[str, Place],
    own_pages: frozenset[str],
    most_bytes: int = MOST_BYTES,
) -> tuple[list[File], Addresses]:
    """Give every document its files and lead all links to them; `places` says where in the manuscript one is from.

    `own_pages` are the names of pages that the package adds.
    """
    documents = list(documents)
    names = _names([document.source for document in documents], places, own_pages)
    files: list[File] = []
    ids: dict[tuple[str, str], str] = {}
    for document in documents:
        first = names[document.source.name]
        for number, root in enumerate(cut(document.root, most_bytes), 1):
            file = File(first if number == 1 else f"{first}.{number}", document.source, root)
            files.append(file)
            ids |= {(document.source.name, anchor): file.name for anchor in ids_of(root)}
    addresses = Addresses(names | {name: name for name in own_pages}, ids)
    for file in files:
        _readdress(file, addresses)
    return files, addresses


# --- Names ----------------------------------------------------------------------------------------------------


def _names(sources: list[Document], places: Mapping[str, Place], own_pages: frozenset[str]) -> dict[str, str]:
    """Name chapters by the file they stand in, so that neither a new title nor a new place gives them another name.

    Readers keep bookmarks and notes by these names.
    """
    names = {source.name: source.name for source in sources if source.piece is not Piece.CHAPTERS}
    taken = {*names.values(), *own_pages}
    paths: dict[str, str] = {}
    """Names of manuscript files → the paths that have them."""
    count: dict[str, int] = {}
    for source in sources:
        if source.piece is not Piece.CHAPTERS:
            continue
        path = places[source.name].path if source.name in places else source.name
        stem = slug(order(PurePath(path).with_suffix("").as_posix())) if source.name in places else source.name
        if stem in taken or paths.setdefault(stem, path) != path:
            stem += f"-{crc32(path.encode()):08x}"
        count[stem] = count.get(stem, 0) + 1
        names[source.name] = stem if count[stem] == 1 else f"{stem}.c{count[stem]}"
    return names


# --- Links ----------------------------------------------------------------------------------------------------


def _readdress(file: File, addresses: Addresses) -> None:
    for link in file.root.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        path, _, anchor = href.partition("#")
        document = path.removesuffix(".xhtml") if path else file.source.name
        if not href or ":" in path or document not in addresses.files:
            continue
        better = addresses.of(document, unquote(anchor))
        here = f"{file.name}.xhtml#"
        link.set("href", better.removeprefix(here[:-1]) if better.startswith(here) else better)
