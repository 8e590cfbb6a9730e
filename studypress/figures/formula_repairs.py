"""What ziamath 0.13 does otherwise than TeX, or slowly, done by ours; in a ziamath that is not known, left as it comes.

Lengths are thousandths of an em of the text around the formula.
"""

import copy
import re
from collections import namedtuple
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from typing import Any

import ziafont.font
from ziamath import drawable, mathfont, mathtable, styles, zmath
from ziamath.nodes import mfrac, mnode, mnumber, moperator, mrow, mspace, mtable
from ziamath.nodes.nodetools import elementtext
from ziamath.operators import get_params

from studypress.figures.formula_sharing import all_of_style, is_shared, piece, sharing, tell_apart
from studypress.figures.formula_signs import SCRIPTS, SIGN_STAND_INS, mend_signs
from studypress.glyph_drawing import EM
from studypress.library_seams import Seam

_PT_PER_UNIT = {"pt": 1, "px": 0.75, "": 0.75, "pc": 12, "in": 72, "cm": 28.35, "mm": 2.835, "bp": 1}
_EM_PER_UNIT = {"em": 1, "ex": 0.45, "mu": 1 / 18, "mathspace": 1 / 18}
_SPACES = {"veryverythin": 1, "verythin": 2, "thin": 3, "medium": 4, "thick": 5, "verythick": 6, "veryverythick": 7}
_LENGTH = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([a-z]*)\s*")
_RULE = 0.04
"""How thick the lines of a table are, em."""
_STYLING = frozenset(("mathcolor", "mathbackground", "mathsize", "mathvariant", "display", "style"))
"""Attributes that change the style of an element, but for those that nearly all have."""
_READ = (*sorted(_STYLING), "displaystyle", "scriptlevel")
"""All that ziamath reads a style from."""
_LETTERS = ("mi", "mn")
"""What makes itself slanted."""
_MOST_STYLES = 1_000
"""Styles that are kept at the same time."""


def _length(self: Any, size: str, fontsize: float | None = None) -> float:
    """A length of MathML's, in our units. ziamath's own takes an em for 4/3 em, which sets all signs too far apart."""
    ems, absolute = _parts(size)
    return ems * float(fontsize or self.glyphsize) + absolute


@lru_cache(maxsize=1000)
def _parts(size: str) -> tuple[float, float]:
    """A length in em of the text that it stands in, and in our units."""
    named = size.removeprefix("negative").removesuffix("mathspace")
    if named in _SPACES:
        return _SPACES[named] / 18 * (-1 if size.startswith("negative") else 1), 0.0
    match = _LENGTH.fullmatch(size)
    if not match:
        return 0.0, 0.0
    number, unit = float(match[1]), match[2]
    if unit in _EM_PER_UNIT:
        return number * _EM_PER_UNIT[unit], 0.0
    return 0.0, number * _PT_PER_UNIT.get(unit, 0) * EM / 10  # absolute lengths are meant for text of 10 pt


_ROW = "row"
"""The attribute by which a row and its copies are known."""
_heights: dict[str, tuple[float, float]] = {}
"""How far each row of the formula that is being drawn reaches, without its fences."""


def begin(math: Any) -> None:
    """Make a formula ready to be drawn."""
    _heights.clear()
    tell_apart(math)
    for number, element in enumerate(math.iter()):
        if len(element) and not is_shared(element):
            element.set(_ROW, str(number))


def _height_of_fences(self: Any, line: list[Any], **kwargs: Any) -> tuple[float, float]:
    """How far what stands in a row reaches, without its fences, which grow to it; measured once, and for fences only.

    ziamath measures each row again in every row around it, so that each level of nesting doubles its time.
    """
    if not any(map(_stretches, line)):
        return 0, 0
    row = self.element.get(_ROW, "")
    if row in _heights:
        return _heights[row]
    shown = [child for child in line if child.tag != "mo" or elementtext(child)]
    kwargs |= {"nostretch": True}
    nodes = [
        piece(child, self, kwargs) or mnode.Mnode.fromelement(copy.deepcopy(child), self, **kwargs) for child in shown
    ]
    boxes = [node.bbox for node in nodes]
    height = min((box.ymin for box in boxes), default=0.0), max((box.ymax for box in boxes), default=0.0)
    if row:
        _heights[row] = height
    return height


def _stretches(element: Any) -> bool:
    """Whether an element is, or holds in the same row, a sign that grows with the row."""
    if element.tag == "mo":
        if "stretchy" in element.attrib:
            return str(element.get("stretchy")) != "false"
        return _grows((element.text or "").strip(), element.get("form", "infix"))
    return element.tag not in ("mrow", "mtd", "mtable") and any(map(_stretches, element))


@lru_cache(maxsize=1000)
def _grows(sign: str, form: str) -> bool:
    return str(get_params(sign, form).get("stretchy", "false")) != "false"


def _with_rules(setup: Callable[..., None]) -> Callable[..., None]:
    """Set a table with the lines between its columns and rows, which ziamath leaves out: of augmented matrices."""

    def set_table(self: Any, **kwargs: Any) -> None:
        setup(self, **kwargs)
        cells = list(zip(self.nodes, self.nodexy, strict=True))
        rows: list[list[Any]] = []
        for row in self.element:
            rows.append(cells[: len(row)])
            cells = cells[len(row) :]
        box, width = self.bbox, _RULE * self.glyphsize
        for at in _solid(self.element.get("columnlines", ""), max(map(len, rows)) - 1):
            left = max(x + node.bbox.xmax for row in rows if len(row) > at for node, (x, _) in [row[at]])
            right = min(x + node.bbox.xmin for row in rows if len(row) > at + 1 for node, (x, _) in [row[at + 1]])
            self.nodes.append(drawable.VLine(box.ymax - box.ymin, width))
            self.nodexy.append(((left + right) / 2, -box.ymax))
        for at in _solid(self.element.get("rowlines", ""), len(rows) - 1):
            bottom = max(y - node.bbox.ymin for node, (_, y) in rows[at])
            top = min(y - node.bbox.ymax for node, (_, y) in rows[at + 1])
            self.nodes.append(drawable.HLine(box.xmax - box.xmin, width))
            self.nodexy.append((box.xmin, (bottom + top) / 2))

    return set_table


_SHARE = re.compile(r"(-[\d.]+)width")


def _lapped(setup: Callable[..., None]) -> Callable[..., None]:
    r"""Set `\llap{x}` left of where it stands: MathML says so in shares of its width, which ziamath takes for none."""

    def set_padded(self: Any, **kwargs: Any) -> None:
        setup(self, **kwargs)
        if share := _SHARE.fullmatch(self.element.get("lspace", "")):
            ends = [x + node.bbox.xmax for node, (x, _) in zip(self.nodes, self.nodexy, strict=True)]
            left = float(share[1]) * max(ends, default=0)
            self.nodexy = [(x + left, y) for x, y in self.nodexy]

    return set_padded


def _solid(kinds: str, gaps: int) -> list[int]:
    """The gaps with a line; the last kind named is that of all the rest (MathML Core, `columnlines`)."""
    names = kinds.split() or ["none"]
    return [at for at in range(gaps) if names[min(at, len(names) - 1)] != "none"]


def _parsed_once(parse: Callable[..., Any]) -> Callable[..., Any]:
    """Styles that elements have in the same way are parsed once; ziamath looks every property up in two tables.

    An element that says little of its style has its parent's.
    """
    parsed: dict[tuple[Any, ...], Any] = {}

    def style(element: Any, parent: Any = None) -> Any:
        given = element.attrib
        if parent is not None and _STYLING.isdisjoint(given):
            own = given["displaystyle"] == "true" if "displaystyle" in given else parent.displaystyle
            return _own(element, parent, own, int(given.get("scriptlevel", parent.scriptlevel)))
        key = (*map(given.get, _READ), *(all_of_style(parent) if parent is not None else ()))
        found = parsed.get(key)
        if found is None:
            if len(parsed) > _MOST_STYLES:
                parsed.clear()
            found = parsed[key] = parse(element, parent)
        return _own(element, found, found.displaystyle, found.scriptlevel)

    return style


def _own(element: Any, style: Any, displaystyle: bool, scriptlevel: int) -> Any:
    """A style for an element: a new one where it is another, or where the element may change it."""
    if element.tag not in _LETTERS and (displaystyle, scriptlevel) == (style.displaystyle, style.scriptlevel):
        return style
    of = style.mathvariant
    variant = styles.MathVariant(of.style, of.italic, of.bold, of.normal)
    return styles.MathStyle(variant, displaystyle, style.mathcolor, style.mathbackground, style.mathsize, scriptlevel)


def _only_where_styled(spread: Callable[..., Any]) -> Callable[..., Any]:
    """Spread the styles of `mstyle`, which few formulas have: ziamath writes and reads the whole formula for it."""
    return lambda math: spread(math) if next(math.iter("mstyle"), None) is not None else math


_STAND_INS: tuple[tuple[Seam, Callable[[Any], Any]], ...] = (
    (Seam(mnode.Mnode, "size_px", "73bf30980834"), lambda _: _length),
    (Seam(mrow.Mrow, "_get_height_nostretch", "d566f49bd514"), lambda _: _height_of_fences),
    (Seam(mtable.Mtable, "_setup", "e951bf7970ab"), _with_rules),
    (Seam(mspace.Mpadded, "_setup", "6fc125bf9e04"), _lapped),
    *SIGN_STAND_INS,
    (Seam(mnode.Mnode, "fromelement", "661f6f8c5e61"), sharing),
    (Seam(mnode, "parse_style", "8c82585abd0b"), _parsed_once),
    (Seam(mfrac, "parse_style", "8c82585abd0b"), _parsed_once),
    (Seam(zmath, "apply_mstyle", "f14ca01e7f70"), _only_where_styled),
    (Seam(zmath, "denamespace", "c78630e13556"), lambda _: lambda math: math),  # ours have none
)
"""What ours stands in for, and what makes ours of it."""
_ROW_OF_ONE_LINE = Seam(mrow.Mrow, "_setup_single_line", "c19cff633739")
_MEASURED = {
    "xmax = max(xmax, x + node.bbox.xmax)": (
        "left, right, low, high = node.bbox; left += x; right += x; xmax = right if right > xmax else xmax"
    ),
    "xmin = min([nxy[0]+n.bbox.xmin for nxy, n in zip(self.nodexy, self.nodes)])": (
        "xmin = left if left < xmin or len(self.nodes) == 1 else xmin"
    ),
    "ymax = max(ymax, node.bbox.ymax)": "ymax = high if high > ymax else ymax",
    "ymin = min(ymin, node.bbox.ymin)": "ymin = low if low < ymin else ymin",
}
"""What a row measures of each thing in it; ziamath asks all before it again."""
_RELIED_ON = (
    *SCRIPTS,
    Seam(zmath.Math, "__init__", "a17a4bb85a1d"),
    Seam(mnode.Mnode, "__init__", "65cd31217a07"),
    Seam(mnode.Mnode, "leftsibling", "7ec2419ee074"),
    Seam(mfrac, "Mfrac", "11ed3f200ebb"),
    Seam(mnumber.Mnumber, "_setup", "a9159569dfaf"),
    Seam(mnumber.Mnumber, "_getstring", "abdb97592292"),
    Seam(mnumber.Midentifier, "_getstring", "d6c8db1a1190"),
    Seam(moperator, "Moperator", "69f68b418a07"),
    _ROW_OF_ONE_LINE,
    Seam(drawable.Glyph, "__init__", "192cec42c460"),
    Seam(drawable.HLine, "__init__", "0c8d4349b72d"),
    Seam(drawable.VLine, "__init__", "c177dd147ceb"),
    Seam(drawable.Box, "__init__", "72916f8b9879"),
    Seam(drawable.Diagonal, "__init__", "26a5f8293929"),
    Seam(styles, "MathStyle", "c1a0846ddcbf"),
    Seam(mathfont.MathFont, "findglyph", "aee21b25e906"),
    Seam(mathtable.AssembledGlyph, "__init__", "3819226a1a08"),
    Seam(ziafont.font.Font, "advance", "a2f000362a43"),
)
"""What `formula_drawing` reads or overrides as it is, and where `formula_sharing` knows what looks around itself."""


@cache
def mend_formulas() -> bool:
    """Repair ziamath in this process. Returns False, and changes nothing, when its code is not as expected."""
    if not all(seam.is_known() for seam in (*(seam for seam, _ in _STAND_INS), *_RELIED_ON)):
        return False
    for seam, make in _STAND_INS:
        original = seam.original()
        setattr(seam.owner, seam.name, wraps(original)(make(original)))
    vars(mtable)["namedtuple"] = cache(namedtuple)  # it makes a class of the same name for each table
    _ROW_OF_ONE_LINE.change(_MEASURED)
    mend_signs()
    return True
