"""The characters that a formula is set in, which are not all those that stand in it."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from lxml import etree

from studypress.epub.markup import MATHML

_ITALIC_CODES = (*range(0x1D434, 0x1D455), *range(0x1D456, 0x1D468), *range(0x1D6E2, 0x1D71C))
"""Latin and Greek of the block of mathematical letters; `h` was in Unicode before it."""
_ITALIC = {chr(int(unicodedata.decomposition(chr(code)).split()[1], 16)): chr(code) for code in _ITALIC_CODES} | {
    "h": "\u210e"
}
_OF_NAMES = "m:mi[not(@mathvariant = 'normal')]"


def _path(path: str) -> Any:
    """What finds all that a path means."""
    return etree.XPath(path, namespaces={"m": MATHML}, smart_strings=False)


_NAMES = _path(f".//m:math//{_OF_NAMES}/text()")
_SIGNS = _path(".//m:math//m:mo/text()")
_TEXTS = _path(f".//m:math//*[not(self::{_OF_NAMES})]/text()")
_ROOTS = _path("boolean(.//m:math//m:msqrt | .//m:math//m:mroot)")


def formula_characters(roots: Iterable[etree._Element]) -> frozenset[str]:
    """Gather the characters of all formulas as they are drawn.

    A letter alone is drawn in italics (MathML Core, 4.2), a hyphen as minus, and a root with a sign that no text holds.
    """
    found: set[str] = set()
    for root in roots:
        names, signs, texts = ({text.strip() for text in path(root)} for path in (_NAMES, _SIGNS, _TEXTS))
        found.update(*texts, *(_ITALIC.get(name, name) for name in names))
        found.update("\u2212" if "-" in signs else "", "\u221a" if _ROOTS(root) else "")
    return frozenset(found)
