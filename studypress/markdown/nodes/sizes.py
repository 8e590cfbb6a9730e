"""The size of a picture as `width`, `height` and `style` say it, in HTML as in attributes of Markdown."""

import re
from dataclasses import dataclass

from studypress.markdown.elements.element import Element
from studypress.markdown.nodes.meanings import style_rules

_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,3})?|\.\d{1,3})[ \t]*(px|%|em|mm|cm|in|pt)?")
_WIDTH = re.compile(r"&width=(\d+(?:\.\d{1,3})?)(?:&|$)")


@dataclass(frozen=True, slots=True)
class Size:
    """What the author says of a picture's size."""

    width: str = ""
    """A CSS length or a percentage; empty when it is not given, or as nothing that is safe."""
    height: str = ""
    """A CSS length, likewise."""
    zoom: float = 1.0
    """A share of the picture's own size: `zoom: 50%` is Typora's way."""


def size_of(element: Element) -> Size:
    """Read the size that an image is given; its style counts before its attributes, as in a browser."""
    style = style_rules(element)
    width = _length(style.get("width") or element.attributes.get("width", "") or _in_address(element))
    height = _length(style.get("height") or element.attributes.get("height", ""))
    return Size(width, "" if height.endswith("%") else height, _share(style.get("zoom", "")))


def _length(given: str) -> str:
    match = _LENGTH.fullmatch(given.strip().lower())
    return f"{match[1]}{match[2] or 'px'}" if match and float(match[1]) > 0 else ""


def _in_address(element: Element) -> str:
    """The width that Yuque writes behind the address of a picture, whose own width it tells too."""
    _, _, behind = element.attributes.get("src", "").partition("#")
    found = _WIDTH.search(f"&{behind}") if "originWidth=" in behind else None
    return found[1] if found else ""


def _share(zoom: str) -> float:
    match = _LENGTH.fullmatch(zoom)
    if match is None or match[2] not in (None, "%"):
        return 1.0
    return float(match[1]) / (100 if match[2] else 1) or 1.0
