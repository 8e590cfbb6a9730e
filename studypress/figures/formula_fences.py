r"""Which fences grow with what they hold: those of `\left` and of matrices; those of `\big` have sizes, others none.

In MathML's table of operators all grow with their row (MathML Core, B.1), and latex2mathml says otherwise of a few.
"""

from xml.etree.ElementTree import Element

from latex2mathml.symbols_parser import convert_symbol

_FENCES = frozenset("()[]{}|‖⌈⌉⌊⌋⟨⟩⟦⟧⟪⟫⟮⟯⎰⎱⌜⌝⌞⌟")
_UPRIGHT = frozenset("↑↓↕⇑⇓⇕")
"""Arrows that grow as fences do."""
_ANGLES = {"<": "⟨", ">": "⟩", ".": ""}
"""What TeX takes these for where a fence is wanted."""
_SIZES = {"1.623em": "1.8em", "2.047em": "2.4em", "2.470em": "3em"}
r"""The sizes of `\Big`, `\bigg` and `\Bigg` that latex2mathml knows, and those of plain TeX."""


def mend_fence(sign: Element) -> None:
    r"""Have an operator that may be a fence grow only where TeX has it grow; spell the sign that `\big` was given."""
    if "fence" in sign.attrib or "minsize" in sign.attrib:
        _spell(sign)
        for name in ("minsize", "maxsize"):
            if (size := sign.get(name)) in _SIZES:
                sign.set(name, _SIZES[size])
    elif "stretchy" not in sign.attrib and (sign.text in _FENCES or sign.text in _UPRIGHT):
        sign.set("stretchy", "false")


def _spell(sign: Element) -> None:
    text = sign.text or ""
    if text in _ANGLES:
        sign.text = _ANGLES[text]
    elif text.startswith("\\") and (code := convert_symbol(text)):
        sign.text = chr(int(code, 16))


def let_grow(row: Element) -> None:
    """Have the fences around a matrix or a binomial grow with it alone: latex2mathml puts them into the outer row."""
    for at in reversed(range(len(row))):
        if row[at].tag != "mtable" and not (row[at].tag == "mfrac" and row[at].get("linethickness") == "0"):
            continue
        fences = [sign for sign in (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2]) if _is_fence(sign)]
        for fence in fences:
            fence.set("stretchy", "true")
            fence.attrib.pop("minsize", None)
            fence.attrib.pop("maxsize", None)
        if len(fences) == 2 and (row.tag, len(row)) != ("mrow", 3):
            group = Element("mrow")
            group.extend(row[at - 1 : at + 2])
            row[at - 1 : at + 2] = [group]


def _is_fence(element: Element) -> bool:
    return element.tag == "mo" and element.text in _FENCES
