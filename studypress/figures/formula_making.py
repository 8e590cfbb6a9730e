"""A formula made ready for all outputs: MathML for e-readers, a drawing for print."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from xml.etree import ElementTree

from studypress.figures.formula_drawing import MissingGlyphError, SetFormula
from studypress.figures.formulas import Typed
from studypress.figures.mathml import NAMESPACE, mathml_of, parted
from studypress.figures.tex_forms import FormulaError
from studypress.glyph_drawing import depth_of
from studypress.model import FormulaDrawing, FormulaPicture
from studypress.wording import said

_PARTED, _PARTED_DISPLAY = 5 * 16, 20 * 16
"""px: a formula that is wider may be parted behind its relations, as TeX parts it: one of a line, and one that stands
alone, for which the narrowest page has more room than that even in a list (GB 3102.11-1993, 3: behind the sign)."""

_LONG, _LONG_DISPLAY = 8 * 16, 20 * 16
"""px: a part of one that is wider than this may be parted behind its operators."""


def pictures_of(formulas: list[Typed]) -> list[FormulaPicture | FormulaError]:
    """Read and draw formulas; where one cannot be, why."""
    return [_made(*typed) for typed in formulas]


def _made(tex: str, display: bool) -> FormulaPicture | FormulaError:
    try:
        math = mathml_of(tex, display)
        written = _written(math, tex)
        math = mathml_of(tex, display, drawn=True) if "\\x" in tex or "\\ce" in tex else math
        with _as_formula_error():
            drawings = tuple(_drawing(piece) for piece in _pieces(math, tex, display))
    except FormulaError as error:
        return error
    return FormulaPicture(drawings, written)


def _pieces(math: ElementTree.Element, tex: str, display: bool) -> list[SetFormula]:
    """A formula that is set, in parts where it is wide."""
    parts = [] if display else parted(math)  # few that stand alone are so wide
    pieces = [SetFormula(math)]
    wide, long = (_PARTED_DISPLAY, _LONG_DISPLAY) if display else (_PARTED, _LONG)
    if display and pieces[0].width > wide:
        parts = parted(mathml_of(tex, display, drawn=True))  # what was set is used up
    if len(parts) > 1 and pieces[0].width > wide:
        pieces = list(map(SetFormula, parts))
    if any(piece.width > long for piece in pieces):
        math = mathml_of(tex, display, drawn=True)
        parts = parted(math) if len(pieces) > 1 else [math]
        pieces = list(_parted_again(pieces, parts, long))
    return pieces


def _parted_again(pieces: list[SetFormula], parts: list[ElementTree.Element], long: float) -> Iterator[SetFormula]:
    """Part what is still long behind its operators: TeX breaks there too, though less gladly; in brackets last."""
    for part, piece in zip(parts, pieces, strict=True):
        inner = [piece]
        for in_brackets in (False, True):
            if any(each.width > long for each in inner):
                inner = list(map(SetFormula, parted(part, at_operators=True, in_brackets=in_brackets))) or inner
        yield from inner


def _drawing(piece: SetFormula) -> FormulaDrawing:
    asset = piece.drawn()
    return FormulaDrawing(asset, depth_of(asset.data))


@contextmanager
def _as_formula_error() -> Iterator[None]:
    """Tell as a FormulaError why a formula cannot be drawn."""
    try:
        yield
    except (FormulaError, MemoryError):
        raise
    except MissingGlyphError as error:
        raise FormulaError(said("no typeface has “{char}”", char=str(error))) from error
    except Exception as error:  # the library raises whatever it stumbles over
        raise FormulaError(said("it holds something that cannot be drawn")) from error


def _written(math: ElementTree.Element, tex: str) -> str:
    """The element `math` as XHTML holds it, with its TeX for readers that show no MathML (EPUB Accessibility)."""
    math.set("xmlns", NAMESPACE)
    math.set("alttext", " ".join(tex.split()))
    pieces: list[str] = []
    _write(math, pieces.append)
    text = "".join(pieces)
    del math.attrib["xmlns"], math.attrib["alttext"]
    return text


_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_VALUE = {**_IN_TEXT, **str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})}


def _write(element: ElementTree.Element, write: Callable[[str], None]) -> None:
    """Write an element in XML. ElementTree looks for namespaces first, and takes three times as long."""
    begin = _begin(element.tag, tuple(element.items()))
    if not element.text and not len(element):
        write(f"{begin} />")
        return
    write(f"{begin}>{(element.text or '').translate(_IN_TEXT)}")
    for child in element:
        _write(child, write)
    write(f"</{element.tag}>")


@lru_cache(maxsize=2_000)
def _begin(tag: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """How an element begins, without the end of its tag."""
    return f"<{tag}" + "".join([f' {name}="{value.translate(_IN_VALUE)}"' for name, value in attributes])
