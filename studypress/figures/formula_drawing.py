"""MathML drawn as glyph outlines (ziamath's door): STIX Two Math, and our own face for Chinese within a formula.

Lengths are thousandths of an em of the text around the formula.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

from ziafont.font import Font
from ziamath import drawable, styles, zmath
from ziamath.mathfont import MathFont
from ziamath.mathtable import AssembledGlyph
from ziamath.nodes.mnode import Mnode
from ziamath.nodes.mrow import Mrow
from ziamath.nodes.mtable import Mtable
from ziamath.operators import get_params

from studypress.figures.glyph_drawing import EM, GlyphDrawing, Ink, written
from studypress.figures.svg import read_svg
from studypress.model import Asset
from studypress.resources import resource_folder

_FACE = "studypress-song-regular.ttf"
_BLACK = ("black", "#000", "#000000")
_COLOR = re.compile(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?|[A-Za-z]{3,30}")


class MissingGlyphError(Exception):
    """No face has a character."""


class _Face(Font):
    """A face whose letters are set without kerning, which ziamath would look for between two faces."""

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """How far the pen moves; glyphs without an entry of their own share the last (OpenType, "hmtx")."""
        return int(self.advwidths[min(glyph, len(self.advwidths) - 1)].width)


class _MathFace(MathFont):
    """The face of formulas, which takes what it lacks from the book's own."""

    def __init__(self, path: Any) -> None:
        super().__init__(path, EM)
        self._other: _Face | None = None

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """How far the pen moves."""
        return int(super().advance(glyph, None))

    def findglyph(self, char: str, variant: Any) -> Any:
        """The glyph of a character."""
        glyph = super().findglyph(char, variant)
        if glyph.index:
            return glyph
        if self._other is None:
            self._other = _Face(resource_folder("fonts") / _FACE)
        other = self._other.glyph(char)
        if not other.index:
            raise MissingGlyphError(char)
        return other


class _Row(Mrow, tag="mrow"):
    """A row that is measured for its fences only where it has some: else each level of nesting doubles the time."""

    def _get_height_nostretch(self, line: list[Any], **kwargs: Any) -> tuple[float, float]:
        if not any(_stretches(child) for child in line):
            return 0, 0
        return tuple(super()._get_height_nostretch(line, **kwargs))  # type: ignore[return-value]


_PT_PER_UNIT = {"pt": 1, "px": 0.75, "": 0.75, "pc": 12, "in": 72, "cm": 28.35, "mm": 2.835, "bp": 1}
_EM_PER_UNIT = {"em": 1, "ex": 0.45, "mu": 1 / 18, "mathspace": 1 / 18}
_SPACES = {"veryverythin": 1, "verythin": 2, "thin": 3, "medium": 4, "thick": 5, "verythick": 6, "veryverythick": 7}
_LENGTH = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([a-z]*)\s*")


def _length(self: Mnode, size: str, fontsize: float | None = None) -> float:
    """A length of MathML's, in our units. ziamath's own takes an em for 4/3 em, which sets all signs too far apart."""
    em = fontsize or self.glyphsize
    named = size.removeprefix("negative").removesuffix("mathspace")
    if named in _SPACES:
        return em * _SPACES[named] / 18 * (-1 if size.startswith("negative") else 1)
    match = _LENGTH.fullmatch(size)
    if not match:
        return 0.0
    number, unit = float(match[1]), match[2]
    if unit in _EM_PER_UNIT:
        return number * _EM_PER_UNIT[unit] * em
    return number * _PT_PER_UNIT.get(unit, 0) * EM / 10  # absolute lengths are meant for text of 10 pt


Mnode.size_px = _length  # type: ignore[method-assign]
# A deep copy of the style of every node took a fifth of the time; nothing reads its inner parts.
setattr(styles, "asdict", vars)  # noqa: B010  # the module does not export it, and its types are narrower


class _Table(Mtable, tag="mtable"):
    """A table with the lines between its columns and rows, which ziamath leaves out: of augmented matrices."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        cells = list(zip(self.nodes, self.nodexy, strict=True))
        rows: list[list[Any]] = []
        for row in self.element:
            rows.append(cells[: len(row)])
            cells = cells[len(row) :]
        width = 0.04 * self.glyphsize
        for at in _solid(self.element.get("columnlines", ""), max(map(len, rows)) - 1):
            left = max(x + node.bbox.xmax for row in rows if len(row) > at for node, (x, _) in [row[at]])
            right = min(x + node.bbox.xmin for row in rows if len(row) > at + 1 for node, (x, _) in [row[at + 1]])
            self._add(drawable.VLine(self.bbox.ymax - self.bbox.ymin, width), (left + right) / 2, -self.bbox.ymax)
        for at in _solid(self.element.get("rowlines", ""), len(rows) - 1):
            bottom = max(y - node.bbox.ymin for node, (_, y) in rows[at])
            top = min(y - node.bbox.ymax for node, (_, y) in rows[at + 1])
            self._add(drawable.HLine(self.bbox.xmax - self.bbox.xmin, width), self.bbox.xmin, (bottom + top) / 2)

    def _add(self, line: drawable.Drawable, x: float, y: float) -> None:
        self.nodes.append(line)
        self.nodexy.append((x, y))


def _solid(kinds: str, gaps: int) -> list[int]:
    """The gaps with a line; the last kind named is that of all the rest (MathML Core, `columnlines`)."""
    names = kinds.split() or ["none"]
    return [at for at in range(gaps) if names[min(at, len(names) - 1)] != "none"]


def _stretches(element: Any) -> bool:
    """Whether an element is, or holds in the same row, a sign that grows with the row."""
    if element.tag == "mo":
        params = get_params((element.text or "").strip(), element.get("form", "infix"))
        return str(element.get("stretchy", params.get("stretchy", "false"))) != "false"
    return element.tag not in ("mrow", "mtd", "mtable") and any(_stretches(child) for child in element)


@cache
def _face() -> str:
    """Load the face of formulas under a name that ziamath finds."""
    name = "studypress"
    zmath.loadedfonts[name] = _MathFace(zmath.fontname)
    return name


def draw_formula(math: ElementTree.Element) -> Asset:
    """Draw the element `math`, without namespace; it is used up. Raises whatever ziamath stumbles over."""
    _give_struts(math)
    node = zmath.Math(math, size=EM, font=_face()).node
    box = node.bbox
    left, right = round(min(box.xmin, 0)), round(max(box.xmax, node.xadvance()))
    top, bottom = -round(box.ymax), -round(box.ymin)
    return read_svg(written(GlyphDrawing(left, top, max(right - left, 1), max(bottom - top, 1), tuple(_inks(node)))))


def _give_struts(math: ElementTree.Element) -> None:
    """Keep the lines of tables apart as TeX does, however low their letters are: ziamath measures their ink alone."""
    for table in math.iter("mtable"):
        spaced = table.get("displaystyle") == "true"
        small = "rowspacing" in table.attrib and not spaced
        height, depth = ("0.7em", "0.2em") if small else ("0.84em", "0.36em")
        table.set("rowspacing", "0.3em" if spaced else "0.1em" if small else "0em")
        table.attrib.setdefault("columnspacing", "1em")
        for row in table:
            for cell in row[:1]:
                cell.insert(0, ElementTree.Element("mspace", {"width": "0", "height": height, "depth": depth}))


def _color(color: str) -> str:
    return "" if color in _BLACK or not _COLOR.fullmatch(color) else color


def _inks(root: Any) -> Iterator[Ink]:
    """Everything that is drawn."""
    waiting = [(root, 0.0, 0.0)]
    while waiting:
        node, x, y = waiting.pop()
        if isinstance(node, Mnode):
            if node.style.mathbackground not in ("none", None):
                box = node.bbox
                path = _box(x + box.xmin, y - box.ymax, x + box.xmax, y - box.ymin)
                yield Ink(path, color=_color(node.style.mathbackground))
            placed = zip(node.nodexy, node.nodes, strict=False)
            waiting.extend((child, x + dx, y + dy) for (dx, dy), child in reversed(list(placed)))
        elif not node.phantom:
            color = _color(node.style.mathcolor or "black")
            if isinstance(node, drawable.Glyph):
                yield from _glyphs(node, x, y, color)
            else:
                yield Ink(_path(node, x, y), color=color)


def _path(node: Any, x: float, y: float) -> str:
    match node:
        case drawable.HLine():
            return _box(x, y, x + node.length, y + node.lw)
        case drawable.VLine():
            return _box(x - node.lw / 2, y, x + node.lw / 2, y + node.height)
        case drawable.Box() | drawable.Ellipse():
            outer = _box(x, y - node.height, x + node.width, y)
            inset = node.lw
            return outer + _box(x + node.width - inset, y - node.height + inset, x + inset, y - inset)
        case drawable.Diagonal():
            return _stroke(x, y - node.height, x + node.width, y, node.lw)
        case _:
            return ""


def _box(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{round(left)} {round(top)}H{round(right)}V{round(bottom)}H{round(left)}Z"


def _stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> str:
    """A line as a narrow parallelogram."""
    half = width / 2
    return (
        f"M{round(x0)} {round(y0 - half)}L{round(x1)} {round(y1 - half)}L{round(x1)} {round(y1 + half)}"
        f"L{round(x0)} {round(y0 + half)}Z"
    )


def _glyphs(node: drawable.Glyph, x: float, y: float, color: str) -> Iterator[Ink]:
    """A glyph; a tall fence is put together of several."""
    glyph = node.glyph
    scale = node.size / glyph.font.info.layout.unitsperem
    parts = [(glyph, 0.0)] if not isinstance(glyph, AssembledGlyph) else zip(glyph.glyphs, glyph.offsets, strict=False)
    upright = getattr(glyph, "vert", False)
    for part, offset in parts:
        dx, dy = (0.0, offset) if upright else (offset, 0.0)
        if path := _outline(part):
            yield Ink(path, round(scale, 4), round(x + dx * scale), round(y - dy * scale), color, True)


def _outline(glyph: Any) -> str:
    """A glyph's outline, in the units of its face, which are thousandths of an em in all of ours."""
    found: str | None = getattr(glyph, "outline", None)
    if found is None:
        found = glyph.outline = _path_of(glyph.operators)
    return found


def _path_of(operators: Sequence[Any]) -> str:
    parts: list[str] = []
    for operator in operators:
        kind = type(operator).__name__
        if kind == "Moveto" and parts:
            parts.append("Z")
        points = [getattr(operator, name) for name in ("p", "p1", "p2", "p3") if hasattr(operator, name)]
        numbers = " ".join(f"{round(point.x)} {round(-point.y)}" for point in points)
        parts.append(_LETTERS[kind] + numbers)
    return "".join(parts) + ("Z" if parts else "")


_LETTERS = {"Moveto": "M", "Lineto": "L", "Quad": "Q", "Cubic": "C"}
"""ziafont's operators in SVG."""
