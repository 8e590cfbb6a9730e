"""Reading the finished documents: parsed strictly, their links mended, and what their content obliges to declare."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from lxml import etree

from studypress.documents import Document
from studypress.epub.markup import MATHML, SVG, XHTML, picture_name
from studypress.problems import WHOLE_BOOK, Place, Problem, problem
from studypress.wording import said, shortened

_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "urn"})
"""Where a link of a book may lead; EPUBCheck refuses `file:` and `data:` and warns of schemes nobody registered."""
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]<>\"\\^`{|}/?#%]+)?(:\d*)?")
"""A host, a user's name before it, a port after it; empty for `mailto:`."""
_URL_SIGNS = "!$%&'()*+,-./:;=?@_~"
"""What an address may hold beside letters and digits (RFC 3986)."""

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST_HOST = 253
"""Letters of a host (RFC 1035, without the last full stop)."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document, parsed; what works on it changes its tree."""

    source: Document
    """What is said of it; its HTML is in the tree alone."""
    root: etree._Element


@dataclass(frozen=True, slots=True)
class Content:
    """What the markup of a finished document tells."""

    images: frozenset[str]
    """Names of the pictures it shows."""
    properties: tuple[str, ...]
    """Manifest properties (EPUB 3.3, 5.5.1): `mathml`, `svg`."""
    described: bool
    """Whether every picture has alternative text; true when there is no picture."""
    ruby: bool


def read_documents(
    sources: tuple[Document, ...], own_pages: frozenset[str], places: Mapping[str, Place]
) -> tuple[list[ParsedDocument], list[Problem]]:
    """Parse the documents and take away links that lead nowhere, each with a problem.

    `own_pages` are the names of pages that the package adds; `places` says where in the manuscript one comes from.
    Raises MalformedDocumentError.
    """
    documents = [ParsedDocument(replace(source, html=""), _parsed(source)) for source in sources]
    targets = {document.source.name: ids_of(document.root) for document in documents}
    targets |= {name: frozenset() for name in own_pages}
    problems: list[Problem] = []
    for document in documents:
        # Documents that are no chapter stand in no file.
        problems += _mend_links(document, targets, places.get(document.source.name, WHOLE_BOOK))
    return documents, problems


def content_of(root: etree._Element) -> Content:
    """Scan a document."""
    images = list(root.iter(f"{{{XHTML}}}img"))
    return Content(
        images=frozenset(map(picture_name, images)),
        properties=_properties(root),
        # A long formula is drawn in parts, so that its line may end between them; the first has the words of all.
        described=all(image.get("alt", "").strip() or image.get("class") == "formula" for image in images),
        ruby=next(root.iter(f"{{{XHTML}}}ruby"), None) is not None,
    )


def ids_of(root: etree._Element) -> frozenset[str]:
    """Gather the ids of a document."""
    return frozenset(filter(None, _IDS(root)))


_IDS: Any = etree.XPath("descendant-or-self::*/@id", smart_strings=False)


class MalformedDocumentError(Exception):
    """A document that no e-reader could open: a fault of this program, never of the manuscript."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}.xhtml cannot be opened by an e-reader: {reason}")


_PIECE = 1 << 16
"""Characters of a document that are encoded at once: a glossary may have millions, which are held beside their tree."""


def _parsed(source: Document) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        for at in range(0, len(source.html), _PIECE):
            parser.feed(source.html[at : at + _PIECE].encode("utf8"))
        root = parser.close()
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise MalformedDocumentError(source.name, str(error)) from error
    if root.tag != f"{{{XHTML}}}html":
        raise MalformedDocumentError(source.name, "its root is not the html element of XHTML")
    return root


def _properties(root: etree._Element) -> tuple[str, ...]:
    kinds = (("mathml", f"{{{MATHML}}}math"), ("svg", f"{{{SVG}}}svg"))
    return tuple(name for name, tag in kinds if next(root.iter(tag), None) is not None)


def _mend_links(document: ParsedDocument, targets: dict[str, frozenset[str]], place: Place) -> list[Problem]:
    """Take `href` off the links that lead nowhere, and quote what an address may not hold."""
    _unnest_links(document.root)
    problems = []
    for link in _links(document.root):
        href = link.get("href", "")
        better = _address(href, document.source.name, targets)
        if better:
            link.set("href", better)
            continue
        del link.attrib["href"]
        name = shortened(href)
        message = said("The link “{href}” leads nowhere in the e-book; its words stay without the link.", href=name)
        hint = said("Give a whole web address (https://…), or the id of a heading of this book.")
        problems.append(problem("broken-link", place, message, hint))
    return problems


def _unnest_links(root: etree._Element) -> None:
    """Make spans of links inside links, which HTML forbids and readers resolve each in its own way."""
    for link in list(root.iterfind(f".//{{{XHTML}}}a//{{{XHTML}}}a")):
        link.tag = f"{{{XHTML}}}span"
        for name in set(link.attrib) - {"id", "class"}:
            del link.attrib[name]


def _links(root: etree._Element) -> Iterator[etree._Element]:
    return (link for link in list(root.iter(f"{{{XHTML}}}a")) if link.get("href") is not None)


def _web_address(parts: SplitResult) -> str:
    """Quote what an address may not hold; the host stays in its own letters, brackets of IPv6 included."""
    of_machine = parts.scheme in ("http", "https", "ftp")
    if parts.scheme not in _SCHEMES or not (parts.netloc if of_machine else parts.path or parts.query):
        return ""
    quoted = (quote(part, safe=_URL_SIGNS) for part in (parts.path, parts.query, parts.fragment))
    host = unquote(parts.netloc)
    if not (_HOST.fullmatch(host) and _is_host(unquote(parts.hostname or ""))):
        return ""
    return urlunsplit((parts.scheme, host, *(_LONE_PERCENT.sub("%25", part) for part in quoted)))


def _is_host(name: str) -> bool:
    """Whether a name can be a machine's: labels of 1 to 63 letters, and none that domains may not have (RFC 3490)."""
    try:
        encoded = name.encode("idna")
        encoded.decode("idna")  # one that says it is encoded has to be
    except UnicodeError:
        return False
    return len(encoded.rstrip(b".")) <= _LONGEST_HOST


def _address(href: str, document: str, targets: dict[str, frozenset[str]]) -> str:
    """Give the address a link may keep, or an empty one when it leads nowhere."""
    try:
        parts = urlsplit(href)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return ""
    if parts.scheme:
        return _web_address(parts)
    name = parts.path.removesuffix(".xhtml") if parts.path else document
    if name not in targets or parts.netloc or parts.query:
        return ""
    if parts.fragment and unquote(parts.fragment) not in targets[name]:
        # The document is there: a link to its top serves the reader better than none.
        return "" if name == document else parts.path
    return href
