"""The characters that a formula is set in, which are not all those that stand in it."""

import unicodedata
from collections.abc import Iterable

from lxml import etree

from studypress.epub.markup import MATHML

_ITALIC_CODES = (*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), *range(0x1D6E2, 0x1D71C))
"""Latin and Greek of the block of mathematical letters; `h` was in Unicode before it."""
_ITALIC = {chr(int(unicodedata.decomposition(chr(code)).split()[1], 16)): chr(code) for code in _ITALIC_CODES} | {
    "h": "\u210e"
}
_ROOTS = (f"{{{MATHML}}}msqrt", f"{{{MATHML}}}mroot")


def formula_characters(roots: Iterable[etree._Element]) -> frozenset[str]:
    """Gather the characters of all formulas as they are drawn.

    A letter alone is drawn in italics (MathML Core, 4.2), a hyphen as minus, and a root with a sign that no text holds.
    """
    found: set[str] = set()
    seen: set[str] = set()
    """The TeX of formulas, which come again and again."""
    for root in roots:
        for math in root.iter(f"{{{MATHML}}}math"):
            tex = math.get("alttext", "")
            if not tex or tex not in seen:
                seen.add(tex)
                for element in math.iter():
                    found.update(_drawn(element))
    return frozenset(found)


def _drawn(element: etree._Element) -> str:
    text = (element.text or "").strip()
    if element.tag in _ROOTS:
        return "\u221a"
    if element.tag == f"{{{MATHML}}}mi" and element.get("mathvariant") != "normal":
        return _ITALIC.get(text, text)
    return f"{text}\u2212" if element.tag == f"{{{MATHML}}}mo" and text == "-" else text
