"""The publication, bound by ebooklib out of finished bytes.

ebooklib's own way of writing XHTML, navigation and metadata loses the case of SVG names, head and body attributes,
and half of what the package must declare; it is given plain items only, and the package document is mended after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from ebooklib import epub
from lxml import etree

from studypress.documents import Document, OutlineItem, Rendered
from studypress.editions import Piece
from studypress.epub import navigation
from studypress.epub.archive import packed, unpacked
from studypress.epub.content import Content, MalformedDocumentError, ParsedDocument, content_of, read_documents
from studypress.epub.division import Addresses, File, divide
from studypress.epub.drawings import standing_alone, with_ground, with_language
from studypress.epub.english import mark_english
from studypress.epub.fonts import Face, embed_faces, face_rules
from studypress.epub.foreign import mark_foreign
from studypress.epub.kinsoku import keep_marks, keep_room
from studypress.epub.markup import DOCTYPE, OPF, XML_LANG, serialized
from studypress.epub.metadata import (
    IDENTIFIER,
    Conformance,
    accessibility,
    accessibility_summary,
    one_line_metadata,
    package_metadata,
)
from studypress.epub.navigation import COVER_PAGE, NAV_PAGE, Landmark, NavPoint, NavWords
from studypress.epub.pagebreaks import Marked, PageList, mark_page_starts
from studypress.epub.popups import lengthen
from studypress.epub.profiles import Profile, suit
from studypress.epub.styles import checked_styles
from studypress.figures.cover import cover_picture
from studypress.model import Asset, Metadata
from studypress.problems import Place, Problem

_PACKAGE = "EPUB/content.opf"
_OWN = frozenset({NAV_PAGE, COVER_PAGE})
_MADE_HERE = {Piece.CONTENTS.value: NAV_PAGE, Piece.COVER.value: COVER_PAGE}
"""Pages of print that the package makes anew."""
_XHTML_TYPE = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of the publication, as the manifest lists it."""

    id: str
    name: str
    """Relative to the package document."""
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What an e-book is packed with, apart from its documents and what is told of it."""

    words: NavWords
    styles: tuple[tuple[str, str], ...] = ()
    """File names and texts of style sheets, in order."""
    timestamp: int = 0
    """Seconds since 1970, UTC."""
    cover: Asset | None = None
    """The author's picture; without it one is drawn."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where in the manuscript a document comes from, by its name."""
    conformance: Conformance | None = None
    """What the author vouches for; said only of a book whose pictures all have alternative text."""
    page_list: PageList | None = None
    """Where the pages of the printed book begin."""
    profile: Profile = Profile.STANDARD
    """The readers that it is made for."""


def write_epub(rendered: Rendered, metadata: Metadata, setting: Setting) -> tuple[bytes, list[Problem]]:
    """Pack an edition as EPUB 3.3; the same arguments give the same bytes.

    Nothing of the text is held twice where the caller leaves the documents to it. Raises BookError for a style sheet
    that an EPUB cannot hold.
    """
    metadata = one_line_metadata(metadata)
    sheets = checked_styles(setting.styles)
    shelf = cover_picture(metadata, setting.cover)  # before the trees are there: to draw one takes 40 MB
    outline, assets = rendered.outline, rendered.assets
    documents, problems = read_documents(_shown(rendered), _OWN, setting.places)
    del rendered
    text = _text(documents, assets, sheets, metadata, setting)
    drawn = setting.cover and setting.cover.media_type == "image/svg+xml" and setting.profile is not Profile.KINDLE
    sheet = with_language(setting.cover, metadata.language) if setting.cover and drawn else shelf
    points = _points(outline, text.files, text.addresses, metadata)
    printed = _printed_pages(text.marked, text.addresses)
    names = tuple(name for name, _ in text.sheets)
    marks = _landmarks(text.files, setting.words)
    nav = navigation.nav_document(points, marks, setting.words, metadata.language, names, printed)
    items = [
        _Item("nav", f"text/{NAV_PAGE}.xhtml", _XHTML_TYPE, nav, ("nav",)),
        _Item("ncx", "toc.ncx", "application/x-dtbncx+xml", navigation.ncx_document(points, metadata)),
        *(_Item(f"style-{at}", f"styles/{name}", "text/css", data) for at, (name, data) in enumerate(text.sheets, 1)),
        _page("cover", COVER_PAGE, navigation.cover_document(metadata, sheet, names)),
        *(_page(f.name, f.name, serialized(f.root, DOCTYPE), text.contents[f.name].properties) for f in text.files),
        *_picture_items(text.pictures, sheet, shelf),
        *(_Item(f"font-{face.name}", f"fonts/{face.name}", "font/ttf", face.data) for face in text.faces),
    ]
    head = _head(text, metadata, setting, bool(printed))
    data = _bound(items, _spine(text.files), metadata, head, setting.timestamp, _licences(text.faces))
    return data, problems


@dataclass(frozen=True, slots=True)
class _Text:
    """The files that are read, and what they need."""

    files: list[File]
    addresses: Addresses
    contents: dict[str, Content]
    """What is in each file, by its name."""
    pictures: list[Asset]
    sheets: tuple[tuple[str, bytes], ...]
    faces: list[Face]
    marked: list[Marked]
    """Where the printed pages begin."""


def _shown(rendered: Rendered) -> tuple[Document, ...]:
    """Leave out the documents that print needs for the contents and the cover: those of the package are made here."""
    return tuple(document for document in rendered.documents if document.piece not in (Piece.COVER, Piece.CONTENTS))


def _text(
    documents: list[ParsedDocument],
    assets: tuple[Asset, ...],
    sheets: tuple[tuple[str, bytes], ...],
    metadata: Metadata,
    setting: Setting,
) -> _Text:
    """Make files of the finished documents, as the profile's readers want them."""
    marked = mark_page_starts(documents, setting.page_list.starts) if setting.page_list else []
    faces = embed_faces(documents, metadata.language)
    for document in documents:
        keep_marks(document.root)
        keep_room(document.root)
        mark_english(document.root, metadata.language)
        mark_foreign(document.root, metadata.language)
        lengthen(document.root, setting.words)
    assets, rules = suit(setting.profile, documents, assets)
    added = (face_rules(faces) + rules).encode("utf8")
    sheets = tuple((name, ours if number else ours + added) for number, (name, ours) in enumerate(sheets))
    files, addresses = divide(documents, setting.places, _OWN)
    contents = {file.name: content_of(file.root) for file in files}
    alone = standing_alone(file.root for file in files)
    pictures = [with_language(picture, metadata.language) for picture in _used(assets, contents)]
    pictures = [with_ground(picture) if picture.name in alone else picture for picture in pictures]
    return _Text(files, addresses, contents, pictures, sheets, faces, marked)


def _head(text: _Text, metadata: Metadata, setting: Setting, has_pages: bool) -> etree._Element:
    """Tell what is true of the text: how accessible it is, and which printed book its pages are of."""
    contents = text.contents.values()
    facts = accessibility(contents, text.pictures, has_pages)
    summary = accessibility_summary(contents, text.pictures, setting.words)
    claim = setting.conformance if all(content.described for content in contents) else None
    source = setting.page_list.source if setting.page_list and has_pages else ""
    return package_metadata(metadata, facts, summary, setting.timestamp, "cover-image", claim, source)


def _used(assets: tuple[Asset, ...], contents: Mapping[str, Content]) -> list[Asset]:
    """Pick the pictures that the files show, by name; a picture that nobody gave would leave a hole in the page."""
    known = {asset.name: asset for asset in assets}
    for file, content in contents.items():
        for name in sorted(content.images - known.keys()):
            raise MalformedDocumentError(file, f"it shows the picture {name}, which was not handed over")
    return [known[name] for name in sorted(frozenset().union(*(content.images for content in contents.values())))]


def _points(
    outline: tuple[OutlineItem, ...], files: list[File], addresses: Addresses, metadata: Metadata
) -> tuple[NavPoint, ...]:
    """Make the lines of the navigation; never none, since a nav may not be empty."""
    plain = tuple(NavPoint(file.source.title or metadata.title, f"{file.name}.xhtml") for file in files)
    cover = (NavPoint(metadata.title, f"{COVER_PAGE}.xhtml"),)
    return navigation.nav_points(outline, addresses) or plain or cover


def _printed_pages(marked: list[Marked], addresses: Addresses) -> tuple[NavPoint, ...]:
    """Make the lines of the page list; the printed contents are the navigation document here."""
    pages = ((mark.label, addresses.of(_MADE_HERE.get(mark.document, mark.document), mark.anchor)) for mark in marked)
    return tuple(NavPoint(label, href) for label, href in pages if href)


def _landmarks(files: list[File], words: NavWords) -> tuple[Landmark, ...]:
    marks = [
        Landmark("cover", words.cover, f"{COVER_PAGE}.xhtml"),
        Landmark("toc", words.contents, f"{NAV_PAGE}.xhtml#toc"),
    ]
    for piece, kind, label in (
        (Piece.CHAPTERS, "bodymatter", words.start),
        (Piece.GLOSSARY, "glossary", words.glossary),
    ):
        names = [file.name for file in files if file.source.piece is piece]
        marks += [Landmark(kind, label, f"{name}.xhtml") for name in names[:1]]
    return tuple(marks)


def _page(name: str, file: str, data: bytes, properties: tuple[str, ...] = ()) -> _Item:
    return _Item(f"page-{name}", f"text/{file}.xhtml", _XHTML_TYPE, data, properties)


def _picture_items(pictures: list[Asset], sheet: Asset, shelf: Asset) -> list[_Item]:
    """List the pictures once each: the author's cover may stand in the text as well."""
    named = {picture.name: picture for picture in (*pictures, sheet)}
    named.pop(shelf.name, None)
    items = [_Item("cover-image", f"images/{shelf.name}", shelf.media_type, shelf.data, ("cover-image",))]
    for number, name in enumerate(sorted(named), 1):
        picture = named[name]
        items.append(_Item(f"image-{number}", f"images/{name}", picture.media_type, picture.data))
    return items


def _licences(faces: list[Face]) -> dict[str, bytes]:
    """Give the licences of the faces, which go along with them beside the publication proper (OCF 3.3, 4.2.5)."""
    licences = {path for face in faces for path in face.licences}
    return {f"META-INF/{path.name}": path.read_bytes() for path in sorted(licences, key=lambda path: path.name)}


def _spine(files: list[File]) -> list[str]:
    """Order the files: cover, title page, contents, the rest."""
    front = [f"page-{file.name}" for file in files if file.source.piece is Piece.TITLE_PAGE]
    rest = [f"page-{file.name}" for file in files if file.source.piece is not Piece.TITLE_PAGE]
    return ["page-cover", *front, "nav", *rest]


def _bound(
    items: list[_Item],
    spine: list[str],
    metadata: Metadata,
    head: etree._Element,
    timestamp: int,
    beside: Mapping[str, bytes],
) -> bytes:
    """Let ebooklib write the publication, put our metadata into its package document and pack the files again."""
    book = epub.EpubBook()
    book.reset()
    book.IDENTIFIER_ID = IDENTIFIER
    book.set_identifier(metadata.identifier)
    for item in items:
        entry = epub.EpubItem(item.id, item.name, item.media_type, item.data)
        entry.properties = list(item.properties)
        book.add_item(entry)
    book.spine = spine
    out = BytesIO()
    # Its own page list takes every epub:type for a page break; its own date is local time called UTC.
    options = {"epub3_pages": False, "raise_exceptions": True, "mtime": datetime.fromtimestamp(timestamp, UTC)}
    epub.write_epub(out, book, options)
    files = dict(unpacked(out.getvalue()))
    files[_PACKAGE] = _mended(files[_PACKAGE], metadata, head)
    return packed([*files.items(), *beside.items()], timestamp)


def _mended(package: bytes, metadata: Metadata, head: etree._Element) -> bytes:
    """Put our metadata and the language into the package document, and take out a prefix that nothing uses."""
    root = etree.fromstring(package)
    old = root.find(f"{{{OPF}}}metadata")
    if old is None:
        raise MalformedDocumentError("content.opf", "ebooklib wrote no metadata")
    head.tail = old.tail
    root.replace(old, head)
    root.attrib.pop("prefix", "")
    root.set(XML_LANG, metadata.language)
    return serialized(root)
