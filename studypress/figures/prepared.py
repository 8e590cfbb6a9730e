"""Pictures made fit for the edition they go into: paper at 300 dpi, or an e-book's limits. Made once, and kept."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from studypress.cache import Cache
from studypress.figures.kept import Kept
from studypress.figures.scale import fitted, narrowed
from studypress.figures.svg_faces import as_narrow
from studypress.model import Asset, Book, Image
from studypress.sheets import Sheet
from studypress.tree import rewrite, walk

_DPI = 300
"""What offset presses and laser printers resolve in a photograph."""
_MOST_HEIGHT = 0.62
"""Of the type area, as `templates/base.css` has it."""
_POINTS = {"px": 0.75, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
"""Pt of each unit."""
_LENGTH = re.compile(r"([0-9.]+)(px|pt|mm|cm|in|em|%)")


def for_print(book: Book, sheet: Sheet, cache: Cache | None = None) -> Book:
    """Give every picture no more pixels than 300 for an inch of the widest place it is set in; none is enlarged.

    Drawings that want to be set in Times get smaller letters.
    """
    widths: defaultdict[str, float] = defaultdict(float)
    for image in walk(book, Image):
        if image.asset:
            widths[image.asset.name] = max(widths[image.asset.name], _printed_width(image, image.asset, sheet))
    if book.cover:
        widths[book.cover.name] = sheet.width

    def made(asset: Asset) -> Asset:
        return narrowed(asset, round(widths[asset.name] / _POINTS["in"] * _DPI))

    return _remade(book, cache, made, lambda asset: f"print {round(widths[asset.name])}", as_narrow)


def for_screens(book: Book, cache: Cache | None = None) -> Book:
    """Keep every picture within what e-readers show: `scale.MOST_PIXELS` and `scale.MOST_BYTES`."""
    return _remade(book, cache, fitted, lambda asset: "screen")


def _printed_width(image: Image, asset: Asset, sheet: Sheet) -> float:
    """How wide a picture is set at most, pt: as its author said, or at 96 pixels to the inch, within the type area."""
    match = _LENGTH.fullmatch(image.width)
    if match is None:
        width = asset.width * _POINTS["px"]
    elif match[2] == "%":
        width = sheet.text_width * float(match[1]) / 100
    else:
        width = float(match[1]) * _POINTS.get(match[2], sheet.size)
    return min(width, sheet.text_width, sheet.text_height * _MOST_HEIGHT * asset.width / asset.height)


def _remade(
    book: Book,
    cache: Cache | None,
    make: Callable[[Asset], Asset],
    way: Callable[[Asset], str],
    redraw: Callable[[Asset], Asset] = lambda asset: asset,
) -> Book:
    """Make every raster picture of a book anew, and redraw every drawing, each once."""
    kept = Kept[Asset](cache, "pictures")
    made: dict[str, Asset] = {}

    def remade(asset: Asset) -> Asset:
        if asset.name not in made:
            made[asset.name] = redraw(asset) if asset.media_type == "image/svg+xml" else made_anew(asset)
        return made[asset.name]

    def made_anew(asset: Asset) -> Asset:
        if found := kept.find(way(asset), asset.name):
            return replace(found, width=asset.width, height=asset.height)
        anew = make(asset)
        if anew is not asset:
            kept.keep(anew, way(asset), asset.name)
        return anew

    def change(node: Any) -> Any:
        match node:
            case Image(asset=Asset() as asset):
                return replace(node, asset=remade(asset))
            case _:
                return node

    book = rewrite(book, change, Image)
    return replace(book, cover=remade(book.cover)) if book.cover else book
