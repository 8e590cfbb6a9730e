"""What may stay in an SVG picture: shapes, text and paint; nothing that runs, moves or reaches outside the file.

Elements are allowed by name (SVG 2, Appendix F); an unknown one goes with all that is in it.
"""

import base64
import re
from binascii import Error as Base64Error
from typing import Any

from lxml import etree

from studypress.figures.assets import PictureError
from studypress.figures.raster import read_raster
from studypress.figures.svg_html import draw_words
from studypress.model import Asset
from studypress.wording import said

Element = Any
"""An element of lxml, whose stubs allow bytes for every name and value, and nothing for every parent."""

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_KEPT = {f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("space", "lang")}

MAX_ELEMENTS = 100_000
"""Elements drawn, references followed: ten nested lines of <use> can ask for a thousand million."""
MAX_DEPTH = 150
MAX_EMBEDDED = 8_000_000
"""Bytes of a picture inside the drawing."""
_MAX_CSS = 10_000
"""Characters of a selector or a declaration. A selector takes time in the square of its parts."""

_ELEMENT_NAMES = """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc style switch
    linearGradient radialGradient stop clipPath mask pattern marker image filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_DROPPED_ATTRIBUTES = re.compile(
    r"on.*|data-.*|aria-.*|role|src|tabindex|focusable|requiredExtensions|requiredFeatures|systemLanguage|"
    r"externalResourcesRequired|content(?:Script|Style)Type|baseProfile|version|enable-background",
    re.IGNORECASE,
)
_UNSIZED = frozenset(["g", "path", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"])
"""Elements that have no width and height (SVG 2, 8.3); merman gives some to the circles of state diagrams."""
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*")
_FRAGMENT = re.compile(r"#\S+")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_LOCAL_URL = re.compile(r"""url\(\s*(["']?)#([^"'()\s]+)\1\s*\)""", re.IGNORECASE)
_REACHING = re.compile(r"//|\b(?:url|src|image|image-set|-webkit-image-set|cross-fade|element|expression)\s*\(", re.I)
"""CSS functions that can name a file (CSS Images 4)."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_RULE = re.compile(
    r"@(?:import|namespace|charset|font-face)\b(?:[^;{}]*;|[^{};]*\{[^}]*\})"
    r"|@[\w-]+[^;{}]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){1,100}[^{}]{0,2000}\}",
    re.IGNORECASE,
)
"""At-rules without meaning in a picture, each with its own end; of those that hold rules, frames of motion and what
depends on a screen, which without its name would be no CSS at all (EPUBCheck CSS-008)."""


def clean(root: Element) -> None:
    """Take out of a drawing, in place, all that a picture in a book has no need of.

    Raises PictureError when the drawing is too deep, too large, or refers to itself.
    """
    _check_depth(root)
    draw_words(root)
    for element in list(root.iter(etree.Element)):
        if element is not root and element.getroottree().getroot() is not root:
            continue  # gone with its parent already
        _clean_element(element)
    for element in root.iter(etree.Element):
        _clean_attributes(element)
    _clean_ids(root)
    _clean_references(root)
    etree.cleanup_namespaces(root, top_nsmap=None)
    if _weight(root, _by_id(root), {}, set()) > MAX_ELEMENTS:
        raise PictureError(said("draws too many shapes"), said("Simplify it, or save it as PNG."))


def _clean_css(text: str) -> str:
    """Take out of CSS all that reads a file or is too long; escapes go first, since they can hide any word."""
    text = _COMMENT.sub("", text).replace("\\", "")
    text = _AT_RULE.sub("", text).replace("@", "")  # whatever is left, or was put together by taking out: no rule now
    parts = re.split(r"([;{}])", text)
    return "".join("" if len(part) > _MAX_CSS or _reaches_out(part) else part for part in parts)


def references(element: Element) -> list[str]:
    """The ids that an element draws by its attributes."""
    found = []
    for name, value in element.items():
        if name in ("href", _XLINK_HREF) and value.startswith("#"):
            found.append(value[1:])
        elif "(" in value:  # as few have
            found += [match[2] for match in _LOCAL_URL.finditer(value)]
    return found


def _check_depth(root: Element) -> None:
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise PictureError(said("is nested too deep"), said("Simplify it, or save it as PNG."))
        stack += [(child, depth + 1) for child in element]


def _clean_element(element: Element) -> None:
    name = etree.QName(element)
    if name.namespace == SVG_NAMESPACE and name.localname == "a":
        element.tag = f"{{{SVG_NAMESPACE}}}g"  # the words of a link stay, the link goes
        element.attrib.pop(_XLINK_HREF, None)
        element.attrib.pop("href", None)
    elif name.namespace != SVG_NAMESPACE or name.localname not in _ELEMENTS:
        _remove(element)
    elif name.localname == "style":
        element.text = _clean_css("".join(element.itertext()))
        del element[:]
    elif name.localname == "image":
        _clean_image(element)


def _clean_image(element: Element) -> None:
    """Keep an <image> that holds its picture in itself, as a picture of its own would be kept."""
    try:
        picture = embedded(element)
    except PictureError:
        picture = None
    if picture is None:
        _remove(element)
        return
    embed(element, picture)


def embedded(element: Element) -> Asset | None:
    """The picture that an <image> holds in itself; None when there is none. Raises PictureError when it is broken."""
    match = _DATA_IMAGE.fullmatch((element.get("href") or element.get(_XLINK_HREF) or "").strip())
    if not match or len(match[1]) > MAX_EMBEDDED * 4 // 3:
        return None
    try:
        return read_raster(base64.b64decode(match[1]))
    except Base64Error:
        return None


def embed(element: Element, picture: Asset) -> None:
    """Put a picture into an <image>, under the name it had there: old e-readers know `xlink:href` alone."""
    name = _XLINK_HREF if _XLINK_HREF in element.attrib else "href"
    element.attrib.pop("href", None)
    element.set(name, f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}")


def _clean_attributes(element: Element) -> None:
    unsized = etree.QName(element).localname in _UNSIZED
    for name, value in element.items():
        if name in ("href", _XLINK_HREF):
            if not _FRAGMENT.fullmatch(value.strip()) and etree.QName(element).localname != "image":
                del element.attrib[name]
        elif name in _XML_KEPT:
            continue
        elif name.startswith("{") or _DROPPED_ATTRIBUTES.fullmatch(name) or (unsized and name in ("width", "height")):
            del element.attrib[name]
        elif name == "style":
            element.set(name, _clean_css(value))
        elif _reaches_out(value.replace("\\", "")):
            del element.attrib[name]


def _clean_ids(root: Element) -> None:
    """Drop ids that stand twice or are no XML names: strict e-readers refuse the whole file for one of them."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        if (name := element.get("id")) is None:
            continue
        if name in seen or not _XML_NAME.fullmatch(name):
            del element.attrib["id"]
        seen.add(name)


def _clean_references(root: Element) -> None:
    """Take away what refers to a part that another drawing of the page has, or none: EPUBCheck refuses it (RSC-012)."""
    known = {name for element in root.iter(etree.Element) if (name := element.get("id"))}

    def without(other: str, value: str) -> str:
        return _LOCAL_URL.sub(lambda found: found[0] if found[2] in known else other, value) if "(" in value else value

    for element in root.iter(etree.Element):
        for name, value in element.items():
            if name in ("href", _XLINK_HREF):
                if value.startswith("#") and value[1:] not in known:
                    del element.attrib[name]
            elif name == "style":
                element.set(name, without("none", value))
            elif (left := without("", value)) != value:
                element.set(name, left.strip() or "none")
        if element.tag == f"{{{SVG_NAMESPACE}}}style":
            element.text = without("none", element.text or "")


def _reaches_out(value: str) -> bool:
    """Whether a CSS value names anything but a part of the same file."""
    return ("(" in value or "//" in value) and bool(_REACHING.search(_LOCAL_URL.sub("", value)))


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise PictureError(said("is not an SVG picture"), said("Its outermost element must be <svg>."))
    if element.tail:  # text after an element belongs to its parent
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _by_id(root: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in root.iter(etree.Element):
        found.setdefault(element.get("id", ""), element)
    return found


def _weight(element: Element, by_id: dict[str, Element], known: dict[Element, int], begun: set[Element]) -> int:
    """How many elements are drawn for this one, with those it refers to."""
    if element in known:
        return known[element]
    if element in begun or len(begun) > MAX_DEPTH + 100:
        raise PictureError(said("refers to itself"), said("Save it as PNG."))
    begun.add(element)
    below = [*element, *(by_id[name] for name in references(element) if name in by_id)]
    known[element] = 1 + sum(_weight(child, by_id, known, begun) for child in below)
    begun.discard(element)
    return known[element]
