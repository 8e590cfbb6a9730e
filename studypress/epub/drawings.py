"""Drawings in an e-book: they say their language, as pages do, and bring their ground.

A reader shows a drawing as a picture, to which nothing of the page comes down. Without a language of its own, Han in it
are drawn in whatever face the machine names first: of Japan, or a brush. Nor does it leave a ground that the page
gives: by night, readers on Readium take the backgrounds of all elements away, and dark lines stood on black.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from lxml import etree

from studypress.epub.markup import XHTML, picture_name
from studypress.figures.scale import on_white
from studypress.model import Asset

_SVG = "image/svg+xml"
_ROOT = re.compile(rb"<svg\b[^>]*[^/>]>")
_VIEW_BOX = re.compile(rb"\bviewBox=[\"']([-+.\deE]+)[ ,]+([-+.\deE]+)[ ,]+([.\deE+]+)[ ,]+([.\deE+]+)[\"']")
_WHOLE = ("0", "0", "100%", "100%")
_SILENT_ROOT = re.compile(rb"<svg\b(?![^>]*\blang=)")


def with_language(asset: Asset, language: str) -> Asset:
    """Write the book's language into a drawing with words that says none itself; any other picture stays as it is."""
    if asset.media_type != _SVG or b"<text" not in asset.data:
        return asset
    said = f"<svg xml:lang={quoteattr(language)}".encode()
    return replace(asset, data=_SILENT_ROOT.sub(lambda _: said, asset.data, count=1))


def standing_alone(roots: Iterable[etree._Element]) -> frozenset[str]:
    """The names of the pictures that stand apart from the text in some documents."""
    shown = (image for root in roots for image in root.iter(f"{{{XHTML}}}img"))
    return frozenset(picture_name(image) for image in shown if "block" in image.get("class", "").split())


def with_ground(asset: Asset) -> Asset:
    """Lay white under a drawing, and under a raster picture that can be seen through."""
    root = _ROOT.search(asset.data) if asset.media_type == _SVG else None
    if root is None:
        return on_white(asset)
    box = _VIEW_BOX.search(root[0])
    area = tuple(part.decode() for part in box.groups()) if box else _WHOLE
    sides = " ".join(f'{name}="{part}"' for name, part in zip(("x", "y", "width", "height"), area, strict=True))
    ground = f'<rect {sides} style="fill:#fff;stroke:none;opacity:1"/>'.encode()
    return replace(asset, data=asset.data[: root.end()] + ground + asset.data[root.end() :])
