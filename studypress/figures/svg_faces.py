"""Drawings of other programs, in print: letters no wider than those that their boxes were drawn for.

Graphviz and its like make boxes by the widths of Times, which no book of ours has; the Latin letters of our Song are
wider. An e-reader has faces of its own, so that an e-book's drawings stay as they are.
"""

import re
from dataclasses import replace

from lxml import etree

from studypress.figures.svg import parse_svg
from studypress.figures.svg_clean import SVG_NAMESPACE
from studypress.model import Asset

_OF_TIMES = 0.82
"""How wide the letters of Times are beside those of our Song (of Source Serif), taken together."""
_TIMES = re.compile(r"\s*[\"']?times", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]+)(px|pt)?")


def as_narrow(asset: Asset) -> Asset:
    """Make the letters smaller that a drawing wants set in Times; any other drawing is given back as it is."""
    if b"times" not in asset.data.lower():
        return asset
    root = parse_svg(asset.data)
    changed = False
    for element in root.iter(f"{{{SVG_NAMESPACE}}}text"):
        size = _SIZE.fullmatch(element.get("font-size", ""))
        if size and _TIMES.match(element.get("font-family", "")):
            element.set("font-size", f"{float(size[1]) * _OF_TIMES:.2f}{size[2] or ''}")
            changed = True
    return (
        replace(asset, name=f"narrow-{asset.name}", data=etree.tostring(root, encoding="utf-8")) if changed else asset
    )
