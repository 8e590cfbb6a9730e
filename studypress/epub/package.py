"""The publication, bound by ebooklib out of finished bytes.

ebooklib's own way of writing XHTML, navigation and metadata loses the case of SVG names, head and body attributes,
and half of what the package must declare; it is given plain items only, and the package document is mended after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from ebooklib import epub
from lxml import etree

from studypress.editions import Piece
from studypress.epub import navigation
from studypress.epub.archive import packed, unpacked
from studypress.epub.content import Content, MalformedPageError, content_of, read_pages
from studypress.epub.division import Addresses, File, divide
from studypress.epub.drawings import with_language
from studypress.epub.fonts import Face, embed_faces, face_rules
from studypress.epub.kinsoku import keep_marks
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
from studypress.pages import Pages
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


def write_epub(
    pages: Pages,
    metadata: Metadata,
    words: NavWords,
    styles: tuple[tuple[str, str], ...],
    timestamp: int,
    cover: Asset | None,
    places: Mapping[str, Place] = {},
    conformance: Conformance | None = None,
    page_list: PageList | None = None,
    profile: Profile = Profile.STANDARD,
) -> tuple[bytes, list[Problem]]:
    """Pack an edition as EPUB 3.3; the same arguments give the same bytes.

    `styles` are file names and texts of style sheets, in order; `timestamp` is in seconds since 1970, UTC; `cover`
    is the author's picture, and without it one is drawn; `places` says by its name where in the manuscript a page comes
    from; `conformance` is what the author vouches for, and is said only of a book whose pictures all have alternative
    text; `page_list` says where the pages of the printed book begin. Raises BookError for a style sheet that an EPUB
    cannot hold. `profile` says for which readers it is made.
    """
    metadata = one_line_metadata(metadata)
    sheets = checked_styles(styles)
    # The navigation document and the cover are ours; pages that print needs for the same ends stay out.
    shown = tuple(page for page in pages.pages if page.piece not in (Piece.COVER, Piece.CONTENTS))
    documents, problems = read_pages(shown, _OWN, places)
    marked = mark_page_starts(documents, page_list.starts) if page_list else []
    faces = embed_faces(documents, metadata.language)
    for document in documents:
        keep_marks(document.root)
        lengthen(document.root, words)
    assets, rules = suit(profile, documents, pages.assets)
    added = (face_rules(faces) + rules).encode("utf8")
    sheets = tuple((name, ours if number else ours + added) for number, (name, ours) in enumerate(sheets))
    files, addresses = divide(documents, places, _OWN)
    contents = {file.name: content_of(file.root) for file in files}
    pictures = [with_language(picture, metadata.language) for picture in _used(assets, contents)]
    shelf = cover_picture(metadata, cover)
    drawn = cover and cover.media_type == "image/svg+xml" and profile is not Profile.KINDLE
    sheet = with_language(cover, metadata.language) if cover and drawn else shelf

    points = _points(pages, files, addresses, metadata)
    printed = _printed_pages(marked, addresses)
    names = tuple(name for name, _ in sheets)
    nav = navigation.nav_document(points, _landmarks(files, words), words, metadata.language, names, printed)
    items = [
        _Item("nav", f"text/{NAV_PAGE}.xhtml", _XHTML_TYPE, nav, ("nav",)),
        _Item("ncx", "toc.ncx", "application/x-dtbncx+xml", navigation.ncx_document(points, metadata)),
        *(_Item(f"style-{index}", f"styles/{name}", "text/css", data) for index, (name, data) in enumerate(sheets, 1)),
        _page("cover", COVER_PAGE, navigation.cover_document(metadata, sheet, names)),
        *(_page(f.name, f.name, serialized(f.root, DOCTYPE), contents[f.name].properties) for f in files),
        *_picture_items(pictures, sheet, shelf),
        *(_Item(f"font-{face.name}", f"fonts/{face.name}", "font/ttf", face.data) for face in faces),
    ]
    summary = accessibility_summary(contents.values(), pictures, words)
    facts = accessibility(contents.values(), pictures, bool(printed))
    claim = conformance if all(content.described for content in contents.values()) else None
    head = package_metadata(
        metadata, facts, summary, timestamp, "cover-image", claim, page_list.source if page_list and printed else ""
    )
    return _bound(items, _spine(files), metadata, head, timestamp, _licences(faces)), problems


def _used(assets: tuple[Asset, ...], contents: Mapping[str, Content]) -> list[Asset]:
    """Pick the pictures that the files show, by name; a picture that nobody gave would leave a hole in the page."""
    known = {asset.name: asset for asset in assets}
    for file, content in contents.items():
        for name in sorted(content.images - known.keys()):
            raise MalformedPageError(file, f"it shows the picture {name}, which was not handed over")
    return [known[name] for name in sorted(frozenset().union(*(content.images for content in contents.values())))]


def _points(pages: Pages, files: list[File], addresses: Addresses, metadata: Metadata) -> tuple[NavPoint, ...]:
    """Make the lines of the navigation; never none, since a nav may not be empty."""
    plain = tuple(NavPoint(file.page.title or metadata.title, f"{file.name}.xhtml") for file in files)
    cover = (NavPoint(metadata.title, f"{COVER_PAGE}.xhtml"),)
    return navigation.nav_points(pages.outline, addresses) or plain or cover


def _printed_pages(marked: list[Marked], addresses: Addresses) -> tuple[NavPoint, ...]:
    """Make the lines of the page list; the printed contents are the navigation document here."""
    pages = ((mark.label, addresses.of(_MADE_HERE.get(mark.page, mark.page), mark.anchor)) for mark in marked)
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
        names = [file.name for file in files if file.page.piece is piece]
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
    front = [f"page-{file.name}" for file in files if file.page.piece is Piece.TITLE_PAGE]
    rest = [f"page-{file.name}" for file in files if file.page.piece is not Piece.TITLE_PAGE]
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
        raise MalformedPageError("content.opf", "ebooklib wrote no metadata")
    head.tail = old.tail
    root.replace(old, head)
    root.attrib.pop("prefix", "")
    root.set(XML_LANG, metadata.language)
    return serialized(root)
