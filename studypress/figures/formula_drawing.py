"""MathML drawn as glyph outlines (ziamath's door): STIX Two Math, and our own face for Chinese within a formula.

Lengths are thousandths of an em of the text around the formula.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any
from xml.etree import ElementTree

from ziafont.font import Font
from ziamath import drawable, zmath
from ziamath.mathfont import MathFont
from ziamath.mathtable import AssembledGlyph
from ziamath.nodes import munderover
from ziamath.nodes.mnode import Mnode

from studypress.figures.assets import PictureError, make_asset
from studypress.figures.formula_accents import ARROWS, OVERLINE, UNDERLINE
from studypress.figures.formula_limits import innermost, smaller_parts
from studypress.figures.formula_relations import RELATIONS
from studypress.figures.formula_repairs import begin, mend_formulas
from studypress.figures.formula_words import words_of
from studypress.figures.mathml import ROWS
from studypress.figures.svg import MAX_SIDE
from studypress.glyph_drawing import EM, PX_PER_EM, GlyphDrawing, Ink, written
from studypress.model import Asset
from studypress.problems import Place, Problem, problem
from studypress.resources import resource_folder
from studypress.wording import said

_FACE = "studypress-song-regular.ttf"
_BLACK = ("black", "#000000")


class MissingGlyphError(Exception):
    """No face has a character."""


class _Face(Font):
    """A face whose letters are set without kerning, which ziamath would look for between two faces."""

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """How far the pen moves; glyphs without an entry of their own share the last (OpenType, "hmtx")."""
        return int(self.advwidths[min(glyph, len(self.advwidths) - 1)].width)


class _Foreign(int):
    """The number of a glyph of another face: what the face of formulas does in scripts to its own is not for it."""


class _MathFace(MathFont):
    """The face of formulas, which takes what it lacks from the book's own."""

    def __init__(self, path: Any) -> None:
        super().__init__(path, EM)
        self._other: _Face | None = None
        self._forms = vars(self)["gsub"]  # the face of formulas has one
        self._substitute = self._forms.sub
        self._substitutes: dict[tuple[Any, ...], list[int]] = {}
        self._forms.sub = self._substituted

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """How far the pen moves."""
        return int(super().advance(glyph, None))

    def _substituted(self, glyphs: list[int], features: dict[str, bool]) -> list[int]:
        """The forms of glyphs in scripts, looked up once for each."""
        if any(isinstance(glyph, _Foreign) for glyph in glyphs):
            return glyphs
        key = (*glyphs, self._forms.language.script, *features.items())
        if key not in self._substitutes:
            self._substitutes[key] = self._substitute(glyphs, features)
        return self._substitutes[key]

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
        other.index = _Foreign(other.index)
        return other


def get_ready() -> Problem | None:
    """Load what drawing takes. Gives what another ziamath than those that are known does; None for one that is."""
    _face()
    if mend_formulas():
        return None
    message = said(
        "studypress does not know ziamath {version}: the signs of formulas may stand too far apart.",
        version=version("ziamath"),
    )
    return problem("typesetting", Place("ziamath"), message, said("Install the locked versions: make setup."))


@cache
def _face() -> str:
    """Repair ziamath, and load the face of formulas under a name that it finds."""
    mend_formulas()
    name = "studypress"
    zmath.loadedfonts[name] = _MathFace(zmath.fontname)
    return name


class SetFormula:
    """A formula that is set, and may be drawn."""

    def __init__(self, math: ElementTree.Element) -> None:
        """Set the element `math`, without namespace; it is used up. Raises whatever ziamath stumbles over."""
        self._words = words_of(math)
        _give_struts(math)
        _tell_styles(math)
        begin(math)
        self._node = zmath.Math(math, size=EM, font=_face()).node
        box = self._node.bbox
        self._left: int = round(min(box.xmin, 0))
        self._right: int = round(max(box.xmax, self._node.xadvance()))
        self._top, self._bottom = -round(box.ymax), -round(box.ymin)

    @property
    def width(self) -> float:
        """Its width in px, as that of its drawing."""
        return (self._right - self._left) * PX_PER_EM / EM

    def drawn(self) -> Asset:
        """Its drawing. Raises PictureError when it is too large to be a picture, and whatever ziamath stumbles over."""
        width, height = max(self._right - self._left, 1), max(self._bottom - self._top, 1)
        sides = [float(f"{side * PX_PER_EM / EM:g}") for side in (width, height)]
        if max(sides) > MAX_SIDE:
            raise PictureError(said("has no usable size"), said("Keep it within {most} px.", most=MAX_SIDE))
        drawing = GlyphDrawing(self._left, self._top, width, height, _inks(self._node), self._words)
        return make_asset(written(drawing), "image/svg+xml", *sides)


def _give_struts(math: ElementTree.Element) -> None:
    """Give what is empty a size: ziamath measures ink alone, and takes none in a fraction for endlessly much.

    The lines of tables are as far apart as TeX has them, however low their letters are.
    """
    for outer in math.iter():
        for part in outer if outer.tag in ("mfrac", "msqrt", "mroot") else ():
            if part.tag == "mrow" and not len(part):
                ElementTree.SubElement(part, "mspace", {"width": "0.3em", "height": "0.5em", "depth": "0"})
    for table in math.iter("mtable"):
        spaced = table.get("displaystyle") == "true"
        small = "rowspacing" in table.attrib and not spaced
        height, depth = ("0.7em", "0.2em") if small else ("0.84em", "0.36em")
        table.set("rowspacing", "0.3em" if spaced else "0.1em" if small else "0em")
        table.attrib.setdefault("columnspacing", "1em")
        for row in table:
            for cell in row[:1]:
                cell.insert(0, ElementTree.Element("mspace", {"width": "0", "height": height, "depth": depth}))


def _tell_styles(math: ElementTree.Element) -> None:
    """Tell what is set as in a line within a formula alone: ziamath hands the style of the whole down to all."""
    for outer in list(math.iter()):
        if outer.tag == "mtable":
            outer.attrib.setdefault("displaystyle", "false")
        elif outer.tag in ROWS:
            _space_relations(outer)
        elif outer.tag in ("mover", "munder"):
            _tell_lines(outer)
        for part in smaller_parts(outer):
            part.attrib.setdefault("displaystyle", "false")


_STACKED = frozenset(("mover", "munder", "munderover"))


def _space_relations(row: ElementTree.Element) -> None:
    """Space a relation with something over or under it as one without (MathML Core, 3.2.4.1)."""
    for at in reversed(range(len(row))):
        if row[at].tag in _STACKED and innermost(row[at][0]).text in RELATIONS:
            for beside in (at + 1, at):
                if 0 < beside < len(row):
                    row.insert(beside, ElementTree.Element("mspace", {"width": "0.2778em"}))


def _tell_lines(outer: ElementTree.Element) -> None:
    """Spell arrows and lines over and under something as ziamath, or its face, knows them."""
    sign = outer[1]
    if outer.tag == "mover":
        sign.text = ARROWS.get(sign.text or "", sign.text)
    if sign.tag == "mo" and sign.get("accent") == "true" and sign.text in (OVERLINE, UNDERLINE):
        sign.text = munderover.Mover.BAR


def _ink(color: str | None) -> str:
    """A colour other than black."""
    return color if color and color not in _BLACK else ""


_Placed = tuple[float, float, Any]
"""Something that is drawn, and where it stands in the node that it is in: a drawable of ziamath's, or a whole node for
the ground behind it."""


def _placed(node: Any) -> list[_Placed]:
    """Everything that is drawn of a node: what several formulas share is walked through once."""
    found: list[_Placed] | None = getattr(node, "placed", None)
    if found is None:
        found = node.placed = []
        if node.style.mathbackground not in ("none", None):
            found.append((0.0, 0.0, node))
        for (dx, dy), child in zip(node.nodexy, node.nodes, strict=False):
            if isinstance(child, Mnode):
                found += [(dx + x, dy + y, thing) for x, y, thing in _placed(child)]
            elif not child.phantom:
                found.append((dx, dy, child))
    return found


def _inks(node: Any) -> tuple[Ink, ...]:
    inks: list[Ink] = []
    for x, y, thing in _placed(node):
        if isinstance(thing, drawable.Glyph):
            inks += [
                Ink(path, scale, round(x + dx), round(y + dy), color, True)
                for dx, dy, path, scale, color in _glyphs(thing)
            ]
        elif isinstance(thing, Mnode):
            box = thing.bbox
            path = _box(x + box.xmin, y - box.ymax, x + box.xmax, y - box.ymin)
            inks.append(Ink(path, color=_ink(thing.style.mathbackground)))
        else:
            inks.append(Ink(_path(thing, x, y), color=_ink(thing.style.mathcolor)))
    return tuple(inks)


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


_Part = tuple[float, float, str, float, str]
"""A shape of a glyph: where it stands, its path, its scale and its colour."""


def _glyphs(node: Any) -> list[_Part]:
    """A glyph; a tall fence is put together of several."""
    parts: list[_Part] | None = getattr(node, "parts", None)
    if parts is None:
        parts = node.parts = list(_parts(node))
    return parts


def _parts(node: Any) -> Iterator[_Part]:
    glyph, color = node.glyph, _ink(node.style.mathcolor)
    scale = node.size / glyph.font.info.layout.unitsperem
    assembled = isinstance(glyph, AssembledGlyph)
    up = assembled and getattr(glyph, "vert", False)
    for part, offset in zip(glyph.glyphs, glyph.offsets, strict=False) if assembled else ((glyph, 0.0),):
        if path := _outline(part):
            yield (not up) * offset * scale, -up * offset * scale, path, round(scale, 4), color


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
