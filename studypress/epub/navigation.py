"""The navigation document, the NCX that agrees with it, and the cover page."""

from dataclasses import dataclass

from lxml import etree

from studypress.documents import PICTURES, OutlineItem
from studypress.epub.division import Addresses
from studypress.epub.markup import EPUB_TYPE, NCX, XML_LANG, H, Maker, one_line, serialized, xhtml_document
from studypress.model import Asset, Metadata

NAV_PAGE, COVER_PAGE = "nav", "cover"
"""Names of our own pages."""

_N = Maker(NCX, ((None, NCX),))

_DEPTH = 3
"""Levels of the outline that are shown: chapter, section, subsection; a part above them does not count."""


@dataclass(frozen=True, slots=True)
class NavWords:
    """The words, in the book's language, that the package itself speaks."""

    contents: str
    """Heading of the contents, and their landmark."""
    landmarks: str
    """Heading of the landmarks, which only assistive technology and readers' menus show."""
    cover: str
    start: str
    """Landmark of the first chapter."""
    glossary: str
    printed_pages: str
    """Heading of the list of the printed book's pages."""
    structure: str = ""
    """A sentence of the accessibility summary: contents, landmarks and headings give the book's structure."""
    described: str = ""
    """A sentence: every picture has alternative text."""
    undescribed: str = ""
    """A sentence: some pictures have no alternative text. Without these three there is no summary."""
    back_to_place: str = ""
    """A link at the end of a very short note: it leads back to the note's mark."""
    glossary_entry: str = ""
    """At the end of a very short entry: what it is."""


@dataclass(frozen=True, slots=True)
class NavPoint:
    """A line of the navigation."""

    label: str
    href: str
    """Its address, as seen from `text/`."""
    children: tuple["NavPoint", ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that readers offer a button for."""

    kind: str
    """A term of the EPUB structural semantics vocabulary."""
    label: str
    href: str


def nav_points(outline: tuple[OutlineItem, ...], addresses: Addresses, depth: int = _DEPTH) -> tuple[NavPoint, ...]:
    """Make the lines of the navigation from the outline, down to `depth` below parts.

    A line without words, or that leads to no page of the e-book, lifts its children.
    """
    points: list[NavPoint] = []
    for item in outline:
        below = depth if item.expanded else depth - 1
        children = nav_points(item.children, addresses, below) if below else ()
        label, href = one_line(item.title), addresses.of(item.document, item.anchor)
        points.extend([NavPoint(label, href, children)] if label and href else children)
    return tuple(points)


def nav_document(
    points: tuple[NavPoint, ...],
    landmarks: tuple[Landmark, ...],
    words: NavWords,
    language: str,
    styles: tuple[str, ...],
    printed: tuple[NavPoint, ...] = (),
) -> bytes:
    """Make `nav.xhtml`: the contents, which are also a page of the book, and, hidden, landmarks and printed pages."""
    contents = H(
        "nav",
        H("h1", words.contents, {"id": "toc-title"}),
        _nav_list(points),
        {EPUB_TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-title"},
    )
    marks = H(
        "nav",
        H("h2", words.landmarks, {"id": "landmarks-title"}),
        H("ol", *(H("li", H("a", mark.label, {EPUB_TYPE: mark.kind, "href": mark.href})) for mark in landmarks)),
        {EPUB_TYPE: "landmarks", "id": "landmarks", "aria-labelledby": "landmarks-title", "hidden": "hidden"},
    )
    return xhtml_document(words.contents, language, styles, contents, marks, *_page_list(printed, words))


def _page_list(printed: tuple[NavPoint, ...], words: NavWords) -> list[etree._Element]:
    """List the pages of the printed book, flat as EPUB 3.3, 7.4.2 wants it; nothing when there are none."""
    if not printed:
        return []
    title = H("h2", words.printed_pages, {"id": "page-list-title"})
    about = {"id": "page-list", "aria-labelledby": "page-list-title", "hidden": "hidden"}
    return [H("nav", title, _nav_list(printed), {EPUB_TYPE: "page-list", "role": "doc-pagelist", **about})]


def cover_document(metadata: Metadata, picture: Asset, styles: tuple[str, ...]) -> bytes:
    """Make `cover.xhtml`, which shows the cover alone, as large as the screen allows."""
    title = one_line(metadata.title)
    image = H(
        "img",
        {"src": PICTURES + picture.name, "alt": title, EPUB_TYPE: "cover", "role": "doc-cover", "class": "cover"},
    )
    return xhtml_document(
        title, metadata.language, styles, H("div", {"class": "cover-sheet"}, image), root_class="cover-page"
    )


def ncx_document(points: tuple[NavPoint, ...], metadata: Metadata) -> bytes:
    """Make `toc.ncx` for readers that know only EPUB 2: the same lines as the navigation document."""
    orders: dict[str, int] = {}
    nodes = [_ncx_point(point, f"p{index}", orders) for index, point in enumerate(points, 1)]
    head = {
        "dtb:uid": one_line(metadata.identifier),
        "dtb:depth": str(_depth(points)),
        "dtb:totalPageCount": "0",
        "dtb:maxPageNumber": "0",
    }
    root = _N(
        "ncx",
        _N("head", *(_N("meta", {"name": name, "content": content}) for name, content in head.items())),
        _N("docTitle", _N("text", one_line(metadata.title))),
        *(_N("docAuthor", _N("text", author)) for author in metadata.author_names),
        _N("navMap", *nodes),
        {"version": "2005-1", XML_LANG: metadata.language},
    )
    etree.indent(root)
    return serialized(root)


def _nav_list(points: tuple[NavPoint, ...]) -> etree._Element:
    items: list[etree._Element] = []
    for point in points:
        below = [_nav_list(point.children)] if point.children else []
        items.append(H("li", H("a", point.label, {"href": point.href}), *below))
    return H("ol", *items)


def _ncx_point(point: NavPoint, name: str, orders: dict[str, int]) -> etree._Element:
    # Lines with one target share one playOrder (NCX, DTBook 2005, 8.4.3).
    order = orders.setdefault(point.href, len(orders) + 1)
    label = _N("navLabel", _N("text", point.label))
    content = _N("content", {"src": f"text/{point.href}"})
    below = [_ncx_point(child, f"{name}-{index}", orders) for index, child in enumerate(point.children, 1)]
    return _N("navPoint", label, content, *below, {"id": name, "playOrder": str(order)})


def _depth(points: tuple[NavPoint, ...]) -> int:
    return max((1 + _depth(point.children) for point in points), default=0)
