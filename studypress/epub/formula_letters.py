"""The characters that a formula is set in, which are not all those that stand in it."""

import unicodedata
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from studypress.epub.markup import MATHML

_ITALIC_CODES = (*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), *range(0x1D6E2, 0x1D71C))
"""Latin and Greek of the block of mathematical letters; `h` was in Unicode before it."""
_ITALIC = {chr(int(unicodedata.decomposition(chr(code)).split()[1], 16)): chr(code) for code in _ITALIC_CODES} | {
    "h": "\u210e"
}
_NAME, _SIGN = (f"{{{MATHML}}}{name}" for name in ("mi", "mo"))
_OTHERS = tuple(f"{{{MATHML}}}{name}" for name in ("mn", "mtext", "ms"))
_ROOTS = tuple(f"{{{MATHML}}}{name}" for name in ("msqrt", "mroot"))


def formula_characters(roots: Iterable[etree._Element]) -> frozenset[str]:
    """Gather the characters of all formulas as they are drawn.

    A letter alone is drawn in italics (MathML Core, 4.2), a hyphen as minus, and a root with a sign that no text holds.
    """
    names: set[str] = set()
    texts: set[str] = set()
    for root in roots:
        for name in root.iter(_NAME):
            (texts if name.get("mathvariant") == "normal" else names).add((name.text or "").strip())
        signs = {(sign.text or "").strip() for sign in root.iter(_SIGN)}
        texts |= signs | {(element.text or "").strip() for element in root.iter(*_OTHERS)}
        texts |= {"\u2212"} if "-" in signs else set()
        texts |= {"\u221a" for _ in islice(root.iter(*_ROOTS), 1)}
    return frozenset().union(*texts, *(_ITALIC.get(name, name) for name in names))
