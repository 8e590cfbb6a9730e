r"""Where the limits of large operators stand: below and above in a formula alone, beside in lines and in fractions.

latex2mathml decides that for `\sum` and `\prod` alone, whatever they stand in, and says of no other what an author
decided with `\limits`. MathML moves the limits of some signs by itself (MathML Core, 3.4.4, `movablelimits`).
"""

from xml.etree.ElementTree import Element

MOVABLE = frozenset("∑∏∐⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆")
"""Signs whose limits move (MathML Core, B.1)."""
INTEGRALS = frozenset("∫∬∭⨌∮∯∰∱∲∳")
"""Large operators whose limits do not."""
LARGE = MOVABLE | INTEGRALS
"""Operators that are larger alone than in a line."""
_NAMES = frozenset(("lim", "max", "min", "sup", "inf"))
"""Functions whose limits do (The TeXbook, chapter 18), but for those that latex2mathml marks."""
NO_LIMITS = "nolimits"
"""The attribute that scripts have for a while for which an author wrote so."""
_BESIDE = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
"""Scripts, and as what they stand below and above."""
_BELOW = frozenset(_BESIDE.values())
SCRIPTED = _BESIDE.keys() | _BELOW
"""Elements with scripts, their base first."""
_SMALLER_BUT_FIRST = SCRIPTED | {"mroot", "mmultiscripts"}


def place_limits(math: Element) -> None:
    """Have the limits in the element `math`, whose names are without namespace, stand where TeX sets them."""
    _place(math, math.get("display") == "block")


def _place(element: Element, display: bool) -> None:
    display = _is_display(element, display)
    if element.tag in SCRIPTED:
        sign, fixed = _movable(element[0]), element.attrib.pop(NO_LIMITS, None) is not None
        if sign is not None and (fixed or element.tag in _BELOW):
            sign.set("movablelimits", "false")
        elif sign is not None and display:
            element.tag = _BESIDE[element.tag]
            if sign.text not in MOVABLE:
                sign.set("movablelimits", "true")
    smaller = smaller_parts(element)
    for at, child in enumerate(element):
        if len(child):
            _place(child, display and at < len(element) - len(smaller))


def smaller_parts(element: Element) -> list[Element]:
    """The last parts of an element, set as in a line wherever it stands (MathML Core, 3): of fractions, of scripts."""
    if element.tag == "mfrac":
        return element[:]
    return element[1:] if element.tag in _SMALLER_BUT_FIRST else []


def _is_display(element: Element, display: bool) -> bool:
    """Whether what is in an element is set as in a formula alone; tables are not, unless they say so."""
    if element.tag == "mtable" or "displaystyle" in element.attrib:
        return element.get("displaystyle") == "true"
    return display


def _movable(base: Element) -> Element | None:
    """The operator with limits that a base is, however many braces are around it; None for any other."""
    base = innermost(base)
    moves = base.text in MOVABLE or base.text in _NAMES or base.get("movablelimits") == "true"
    return base if base.tag == "mo" and moves else None


def innermost(element: Element) -> Element:
    """What an element is without the braces around it."""
    while element.tag in ("mrow", "mstyle") and len(element) == 1:
        element = element[0]
    return element
