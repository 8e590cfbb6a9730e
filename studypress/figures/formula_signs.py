"""How operators, their scripts and accents stand, which ziamath sets otherwise than TeX.

Lengths are thousandths of an em of the text around the formula.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from ziafont.fonttypes import BBox
from ziamath import mathtable
from ziamath.nodes import moperator, msubsup, munderover
from ziamath.operators import operators

from studypress.figures.formula_accents import ARROWS, WIDE
from studypress.figures.formula_limits import LARGE, MOVABLE
from studypress.library_seams import Seam


def _as_operator(setup: Callable[..., None]) -> Callable[..., None]:
    """Set an operator, which knows the space behind it; a large one in the middle of its line.

    That is the axis of fractions (The TeXbook, appendix G, rule 13).
    """

    def set_operator(self: Any, **kwargs: Any) -> None:
        setup(self, **kwargs)
        if self.nodes:  # ziamath measures the glyph that has not grown
            left = self.units_to_points(self.nodes[0].glyph.path.bbox.xmin)
            self.bbox = BBox(left + self.nodexy[0][0], self.bbox.xmax, self.bbox.ymin, self.bbox.ymax)
            plain = self.font.findglyph(self.string[0], self.style.mathvariant)
            self.has_grown = self.nodes[0].glyph.index != plain.index
        in_script = kwargs.get("sup") or kwargs.get("sub")
        self.space_behind = 0 if in_script else self.size_px(self.params.get("rspace", "0"))
        if self.params.get("largeop") == "true" and self.nodes:
            box = self.bbox
            up = self.units_to_points(self.font.math.consts.axisHeight) - (box.ymin + box.ymax) / 2
            self.nodexy = [(x, y - up) for x, y in self.nodexy]
            self.bbox = BBox(box.xmin, box.xmax, box.ymin + up, box.ymax + up)

    return set_operator


def _mend_scripts() -> None:
    """Set scripts right behind their operator, and its space behind them (MathML Core, 3.2.4.1).

    Those of a single character are as high and as low whatever it is (The TeXbook, appendix G, rule 18a).
    """
    vars(msubsup)["is_character"] = _is_character
    space = "getattr(base, 'space_behind', 0)"
    moved = {
        "if base.params.get('movablelimits') == 'true':": "if True:",
        "x -= base.size_px(base.params.get('rspace', '0'))": f"x -= {space}",
    }
    drop, raised = "base.points_to_units(base.bbox.ymax)", "kern, shiftup = font.math.kernsuper(lastg, firstg)"
    advance = "xadvance = x + superscript.bbox.xmax"
    _SUPER.change(
        {
            **moved,
            drop: f"0 if is_character(base) else {drop}",
            raised: f"{raised.replace('shiftup', 'raised')}; shiftup = shiftup if is_character(base) else raised",
            advance: f"{advance} + {space}",
        }
    )
    low, advance = "if base.mtag in ['mi', 'mn']", "xadvance = x + subscript.xadvance()"
    _SUB.change({**moved, low: "if is_character(base)", advance: f"{advance} + {space}"})


def _is_character(base: Any) -> bool:
    """Whether the base of scripts is a character, not a sign that has grown or an expression."""
    return base.mtag in ("mi", "mn") or (base.mtag == "mo" and len(base.string) == 1 and not base.has_grown)


def _narrower(grown: Callable[..., Any]) -> Callable[..., Any]:
    """Have an accent grow to no more than what is below it, as TeX has it; ziamath takes the next that is wider."""

    def variant(self: Any, glyph: int, size: float) -> Any:
        if self.vert or glyph not in _accents(self.font):
            return grown(self, glyph, size)
        construction = self.construction[self.coverage.covidx(glyph)]
        if construction.assembly:
            assembled = construction.assembly.assemble(size, self.minoverlap)
            if assembled.path.bbox.xmax <= size:
                return assembled
        sizes = construction.variants
        return self.font.glyph_fromid(sizes[max((each for each in sizes if each <= size), default=min(sizes))])

    return variant


@cache
def _accents(font: Any) -> frozenset[int]:
    """The glyphs of accents that grow."""
    return frozenset(map(font.glyphindex, (*WIDE, *ARROWS.values())))


def _as_accent(place: Callable[..., tuple[float, float]]) -> Callable[..., tuple[float, float]]:
    """Set an accent as high as its face has it above low letters, and higher above others by their height alone.

    So the table MATH of OpenType has it (`accentBaseHeight`); ziamath leaves the space of a rule between.
    """

    def placed(base: Any, over: Any, font: Any) -> tuple[float, float]:
        x, y = place(base, over, font)
        if over.mtag == "mo" and len(over.string) == 1 and ord(over.string) in munderover.ACCENTS:
            y = min(over.units_to_points(font.math.consts.accentBaseHeight) - base.bbox.ymax, 0)
        return x, y

    return placed


SIGN_STAND_INS: tuple[tuple[Seam, Callable[[Any], Any]], ...] = (
    (Seam(moperator.Moperator, "_setup", "b758892165d2"), _as_operator),
    (Seam(mathtable.MathVariants, "getvariant", "2dd624e4c79d"), _narrower),
    (Seam(munderover, "place_over", "90411541fc48"), _as_accent),
)
"""What ours stands in for, and what makes ours of it."""
_SUPER = Seam(msubsup, "place_super", "42583a50e5b6")
_SUB = Seam(msubsup, "place_sub", "b8318fff9661")
SCRIPTS = (_SUPER, _SUB)
"""What places scripts, and is changed."""


def mend_signs() -> None:
    """Repair in this process what is not repaired by standing in for it."""
    munderover.ACCENTS += map(ord, (*WIDE, *ARROWS.values()))
    _mend_scripts()
    _mend_large_operators()


def _mend_large_operators() -> None:
    r"""Large operators have two sizes, that of lines and that of formulas alone (MathML Core, B.2): none grows.

    In ziamath's table, MathML 2's, they grow with their row, so that `\sum_i` in a line is as large as one alone; some
    are missing, which it takes for letters; and binary operators, such as `⊕`, are large where they begin.
    """
    operators["∫", "prefix"]["rspace"] = "thinmathspace"
    for sign in LARGE:
        operators[sign, "prefix"] = operators["∑" if sign in MOVABLE else "∫", "prefix"]
    for (sign, _), params in operators.items():
        params.pop("stretchy" if sign in LARGE else "largeop", None)
