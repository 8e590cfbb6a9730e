"""Formulas made ready for all outputs: MathML for e-readers, a drawing for print; read once for each wording."""

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from studypress.figures.glyph_drawing import depth_of
from studypress.figures.kept import Kept
from studypress.figures.tex_forms import FormulaError
from studypress.model import Asset, Formula, FormulaDrawing, FormulaPicture
from studypress.problems import Problem, problem, shortened

_PARTED = 5 * 16
"""px: a formula of a line that is wider may be parted behind its relations, as TeX parts it."""

_LONG = 8 * 16
"""px: a part of one that is wider than this may be parted behind its operators."""


def formula_face() -> Path:
    """The face of formulas, a file that comes with ziamath: STIX Two Math, as TrueType."""
    package = find_spec("ziamath")  # found, not imported: that takes half a second
    folders = package.submodule_search_locations if package else None
    return Path((folders or ["ziamath"])[0]) / "fonts" / "STIXTwoMath-Regular.ttf"


class Formulas:
    """The formulas of one book."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._made: dict[tuple[str, bool], FormulaPicture | FormulaError] = {}
        """By TeX and size: the picture, or why there is none."""
        self._unknown: Problem | None = None
        """That the library which draws is not known."""

    def fill(self, formula: Formula) -> tuple[Formula, list[Problem]]:
        """Fill in a formula's picture; without one its TeX will be shown as code."""
        wording = formula.tex, formula.display
        made = self._made.get(wording)
        if made is None:
            made = self._made[wording] = self._make(*wording)
        of_library = [self._unknown] if self._unknown else []
        if isinstance(made, FormulaPicture):
            return replace(formula, picture=made), of_library
        message = f"The formula `{shortened(formula.tex, 40)}` cannot be read: {made}; shown as typed."
        return formula, [
            problem("bad-formula", formula.place, message, made.hint),
            *of_library,
        ]

    def _make(self, tex: str, display: bool) -> FormulaPicture | FormulaError:
        from studypress.figures.mathml import mathml_of, parted  # latex2mathml loads much, and most books need none

        try:
            math = mathml_of(tex, display)
            written = _written(math, tex)
            math = mathml_of(tex, display, drawn=True) if "\\x" in tex or "\\ce" in tex else math
            parts = [] if display else parted(math)
            drawings = [self._drawing(math, tex, str(display))]
            if len(parts) > 1 and drawings[0].asset.width > _PARTED:
                drawings = [self._drawing(part, tex, f"part {at}") for at, part in enumerate(parts)]
            if not display and any(drawing.asset.width > _LONG for drawing in drawings):
                drawings = list(self._parted_again(drawings, tex))
        except FormulaError as error:
            return error
        return FormulaPicture(tuple(drawings), written)

    def _parted_again(self, drawings: list[FormulaDrawing], tex: str) -> Iterator[FormulaDrawing]:
        """Part what is still long behind its operators: TeX breaks there too, though less gladly."""
        from studypress.figures.mathml import mathml_of, parted  # as above

        math = mathml_of(tex, display=False, drawn=True)  # what was drawn is used up
        parts = parted(math) if len(drawings) > 1 else [math]
        for at, (part, drawing) in enumerate(zip(parts, drawings, strict=True)):
            inner = parted(part, at_operators=True) if drawing.asset.width > _LONG else []
            if len(inner) > 1:
                yield from (self._drawing(each, tex, f"part {at} {number}") for number, each in enumerate(inner))
            else:
                yield drawing

    def _drawing(self, math: ElementTree.Element, tex: str, kind: str) -> FormulaDrawing:
        asset = self._asset(math, "formula", kind, tex)
        return FormulaDrawing(asset, depth_of(asset.data))

    def _asset(self, math: ElementTree.Element, *made_from: str) -> Asset:
        found = self._kept.find(*made_from)
        if found is not None:
            return found[0]
        from studypress.figures import formula_drawing as drawing  # ziamath loads its face, and most books need none

        self._unknown = drawing.unknown_library()
        try:
            asset = drawing.draw_formula(math)
        except drawing.MissingGlyphError as error:
            raise FormulaError(f"no typeface has “{error}”") from error
        except Exception as error:  # the library raises whatever it stumbles over
            raise FormulaError("it holds something that cannot be drawn") from error
        if not self._unknown:  # who has another library is told so each time
            self._kept.keep((asset, None), *made_from)
        return asset


def _written(math: ElementTree.Element, tex: str) -> str:
    """The element `math` as XHTML holds it, with its TeX for readers that show no MathML (EPUB Accessibility)."""
    math.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    math.set("alttext", " ".join(tex.split()))
    text = "".join(_pieces(math))
    del math.attrib["xmlns"], math.attrib["alttext"]
    return text


_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_VALUE = {**_IN_TEXT, **str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})}


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    """An element in XML. ElementTree looks for namespaces first, and takes three times as long."""
    attributes = "".join([f' {name}="{value.translate(_IN_VALUE)}"' for name, value in element.items()])
    if not element.text and not len(element):
        yield f"<{element.tag}{attributes} />"
        return
    yield f"<{element.tag}{attributes}>{(element.text or '').translate(_IN_TEXT)}"
    for child in element:
        yield from _pieces(child)
    yield f"</{element.tag}>"
