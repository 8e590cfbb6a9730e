"""Formulas in a PDF: each glyph is a form that all its uses share, whatever formula they stand in.

WeasyPrint would read each drawing as SVG, and write every outline again wherever it is used: ten thousand formulas took
four times as long as the text around them, and twenty times its bytes. It takes images that are made already from its
cache of images, an option of its own.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import pydyf
from weasyprint.images import parse_color

from studypress.documents import ASSET_SCHEME
from studypress.glyph_drawing import EM, GlyphDrawing, Ink, glyph_drawing
from studypress.model import Asset
from studypress.pdf.unseen import unseen
from studypress.pdf.writing import compressed

_COMMAND = re.compile(r"([MLHVQCZ])([^MLHVQCZ]*)")


_traced: dict[str, GlyphDrawing] = {}
"""Drawings by their names, which are those of their contents."""


def trace(asset: Asset) -> None:
    """Read a drawing and trace its glyphs before it is set: processes forked from this one need not, each again."""
    drawing = _read(asset)
    if drawing:
        _traced[asset.name] = drawing
        for ink in drawing.inks:
            if ink.shared:
                _glyph(ink.path)


def _read(asset: Asset | None) -> GlyphDrawing | None:
    if not asset or asset.media_type != "image/svg+xml":
        return None
    return _traced.get(asset.name) or glyph_drawing(asset.data)


class ImageCache(dict[str, Any]):
    """WeasyPrint's cache of images, in which drawings of glyphs are found as soon as they are looked for."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self._assets = assets
        self._drawn: dict[str, GlyphImage | None] = {}

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or self._drawing(key) is not None

    def __getitem__(self, key: str) -> Any:
        return self._drawing(key) or super().__getitem__(key)

    def _drawing(self, key: object) -> "GlyphImage | None":
        if not isinstance(key, str) or not key.startswith(ASSET_SCHEME):
            return None
        if key not in self._drawn:
            drawing = _read(self._assets.get(key.removeprefix(ASSET_SCHEME)))
            self._drawn[key] = GlyphImage(drawing) if drawing else None
        return self._drawn[key]


class GlyphImage:
    """A drawing of glyphs, with the methods that WeasyPrint asks of an image."""

    def __init__(self, drawing: GlyphDrawing) -> None:
        self._drawing = drawing

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width and height in px where the text around it is `font_size` px, and their ratio."""
        width, height = (side * font_size / EM for side in (self._drawing.width, self._drawing.height))
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draw it `width` by `height` px, in the colour of its text where it has none of its own."""
        drawing = self._drawing
        across, down = width / drawing.width, height / drawing.height
        place = f"{across:g} 0 0 {down:g} {-drawing.left * across:g} {-drawing.top * down:g} cm"
        stream.stream.append(place.encode())  # nothing that is drawn here asks the stream where it stands
        for color, inks in groupby(drawing.inks, attrgetter("color")):
            stream.set_color(parse_color(color) if color else style["color"])
            stream.stream.append(b"\n".join([_painted(ink, stream) for ink in inks]))
        if drawing.words:
            stream.stream.append(unseen(stream, drawing.words, drawing.left, drawing.width))


def _painted(ink: Ink, stream: Any) -> bytes:
    if not ink.shared:
        return traced(ink.path) + b"\nf"
    names = vars(stream).setdefault("glyph_names", {})
    name = names.get(ink.path)
    if name is None:
        name = names[ink.path] = stream.add_image(_glyph(ink.path), False, 1)
    return f"q {_scaled(ink.scale)} {ink.x} {ink.y} cm /{name} Do Q".encode()


@cache
def _scaled(scale: float) -> str:
    return f"{scale:g} 0 0 {scale:g}"


class _Glyph:
    """The shape of a glyph: an image that is a form XObject, which WeasyPrint writes once into a document."""

    def __init__(self, path: str) -> None:
        self.id = f"g{hashlib.sha256(path.encode()).hexdigest()[:12]}"  # the same whatever was drawn before
        self._reach = max((abs(int(number)) for number in re.findall(r"-?\d+", path)), default=0) + 1
        self._painted = compressed(traced(path) + b"\nf")

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> pydyf.Stream:
        """The form."""
        box = pydyf.Array((-self._reach, -self._reach, self._reach, self._reach))
        kind = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Filter": "/FlateDecode"}
        return pydyf.Stream([self._painted], kind)


@cache
def _glyph(path: str) -> _Glyph:
    return _Glyph(path)


def traced(path: str) -> bytes:
    """The path of a shape, not painted yet, as a PDF has it, which knows no quadratic curves: they become cubic."""
    x = y = 0.0
    made = []
    for command, words in _COMMAND.findall(path):
        numbers = [int(number) for number in words.split()]
        match command, numbers:
            case "M", [x, y]:
                made.append(f"{x} {y} m")
            case "L", [x, y]:
                made.append(f"{x} {y} l")
            case "H", [x]:
                made.append(f"{x} {y} l")
            case "V", [y]:
                made.append(f"{x} {y} l")
            case "Q", [cx, cy, end_x, end_y]:
                controls = (
                    x + 2 * (cx - x) / 3,
                    y + 2 * (cy - y) / 3,
                    end_x + 2 * (cx - end_x) / 3,
                    end_y + 2 * (cy - end_y) / 3,
                )
                made.append(f"{' '.join(map(_rounded, controls))} {end_x} {end_y} c")
                x, y = end_x, end_y
            case "C", [x1, y1, x2, y2, x, y]:
                made.append(f"{x1} {y1} {x2} {y2} {x} {y} c")
            case "Z", _:
                made.append("h")
    return "\n".join(made).encode()


def _rounded(number: float) -> str:
    return f"{round(number, 1) + 0:.7g}"  # of -0.0 comes 0
