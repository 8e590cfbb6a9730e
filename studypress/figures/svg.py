"""SVG pictures: read without entities or network, cleaned, measured, written (lxml's door in this room)."""

import math
import re
from typing import Any

from lxml import etree

from studypress.figures.assets import PictureError, make_asset
from studypress.figures.svg_clean import SVG_NAMESPACE, Element, clean
from studypress.model import Asset
from studypress.wording import said

MAX_SIDE = 20_000
"""CSS px; beyond it a drawing is broken or meant to be."""

_PX_PER_UNIT = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0}
"""CSS Values 4 §5.2; em is taken at the initial font size, as a picture of its own has no other."""
_LENGTH = re.compile(r"\s*+([0-9.]++(?:e-?\d++)?)\s*+([a-z]*+)\s*+")


def looks_like_svg(data: bytes) -> bool:
    """Whether the bytes claim to be an SVG picture, whatever the file is called."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "<svg" in head.decode("utf-16", "ignore")
    return b"<svg" in head or b":svg" in head


def read_svg(data: bytes) -> Asset:
    """Make the asset of an SVG picture. Raises PictureError when it is broken, too large or too deep."""
    return svg_asset(parse_svg(data))


def svg_asset(root: Element) -> Asset:
    """Clean and measure a drawing, and write it. What this returns, read again, gives the same bytes."""
    clean(root)
    return written(root)


def written(root: Element) -> Asset:
    """Measure a drawing that is clean, and write it."""
    width, height = _fix_size(root)
    root.tail = None
    return make_asset(etree.tostring(root, encoding="utf-8"), "image/svg+xml", width, height)


def parse_svg(data: bytes) -> Element:
    """Read SVG. Only entities that the file itself declares are resolved, within libxml2's limits of expansion."""
    internal: Any = "internal"  # lxml's stubs know only booleans here
    parser = etree.XMLParser(
        resolve_entities=internal, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PictureError(
            said("is not well-formed SVG"), said("Open it in a drawing program and save it as plain SVG.")
        ) from error
    if etree.QName(root).localname != "svg":
        raise PictureError(said("is not an SVG picture"), said("Its outermost element must be <svg>."))
    _give_namespace(root)
    return root


def _give_namespace(root: Element) -> None:
    """SVG copied out of a web page has no namespace, and would be invisible as a file of its own."""
    if etree.QName(root).namespace is None:
        for element in root.iter(etree.Element):
            if etree.QName(element).namespace is None:
                element.tag = f"{{{SVG_NAMESPACE}}}{element.tag}"


def _fix_size(root: Element) -> tuple[float, float]:
    """Find the natural size in px and write it down, with a viewBox, so that all readers scale the drawing alike."""
    box = _view_box(root.get("viewBox", ""))
    width, height = _px(root.get("width", "")), _px(root.get("height", ""))
    if box:
        width, height = _by_ratio(width, height, box[2], box[3])
    width, height = width or 300.0, height or 150.0  # CSS 2.2 §10.3.2, for a replaced element without a size
    if not all(0 < side <= MAX_SIDE for side in (width, height)):
        raise PictureError(
            said("has no usable size"), said("Give it a width and height of 1 to {most} px.", most=MAX_SIDE)
        )
    if not box:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width, height


def _view_box(text: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.replace(",", " ").split())
    except ValueError:
        return ()
    usable = len(numbers) == 4 and all(map(math.isfinite, numbers)) and numbers[2] > 0 and numbers[3] > 0
    return numbers if usable else ()


def _by_ratio(width: float, height: float, box_width: float, box_height: float) -> tuple[float, float]:
    if width and not height:
        return width, width * box_height / box_width
    if height and not width:
        return height * box_width / box_height, height
    return (width, height) if width else (box_width, box_height)


def _px(text: str) -> float:
    """A CSS length in px; 0 for none, for a percentage and for an unknown unit."""
    match = _LENGTH.fullmatch(text.lower())
    if not match or match[2] not in _PX_PER_UNIT:
        return 0.0
    try:
        return float(match[1]) * _PX_PER_UNIT[match[2]]
    except ValueError:
        return 0.0
