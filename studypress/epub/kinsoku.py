"""Marks that stay with the formula or the picture beside them.

An engine breaks lines of text by the rules of the language (UAX #14); before and behind a formula or a picture it
breaks wherever it likes, so that a comma begins a line. What belongs together gets a frame that no line ends in.
"""

import re

from lxml import etree

from studypress.epub.markup import MATHML, XHTML, H

_KEPT_CLASS = "kept"
_CLOSING = re.compile(r"[，。、；：！？）》〉」』】〕”’…—%‰,.;:!?)\]]+")
"""What never begins a line (GB/T 15834, CLREQ 3.2.1)."""
_OPENING = re.compile(r"[（《〈「『【〔“‘(\[]+$")
"""What never ends one."""
_INLINE = frozenset(f"{{{XHTML}}}{name}" for name in ("a", "b", "em", "mark", "s", "span", "strong", "u"))
"""Elements that a formula may fill alone."""
_MATH, _IMAGE = f"{{{MATHML}}}math", f"{{{XHTML}}}img"


def keep_marks(root: etree._Element) -> None:
    """Frame every formula and picture in a line together with the marks right before and behind it.

    So it is with a formula on a line of its own that a mark follows, which would stand below it.
    """
    for element in list(root.iter(_MATH, _IMAGE)):
        if element.tag == _MATH and element.get("display") == "block" and _CLOSING.match(element.tail or ""):
            element.attrib.update([("display", "inline"), ("displaystyle", "true")])
        if _stands_in_a_line(element):
            _keep(_outermost(element))


def _stands_in_a_line(element: etree._Element) -> bool:
    if element.tag == _MATH:
        return element.get("display") != "block"
    return bool({"formula", "inline"} & set(element.get("class", "").split()))


def _outermost(element: etree._Element) -> etree._Element:
    """Give the element that holds this one and nothing else."""
    while (parent := element.getparent()) is not None and parent.tag in _INLINE:
        if len(parent) > 1 or parent.text or element.tail:
            break
        element = parent
    return element


def _keep(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    closing, opening = _CLOSING.match(element.tail or ""), _OPENING.search(text)
    if parent is None or not (closing or opening):
        return
    behind = closing[0] if closing else ""
    rest = (element.tail or "").removeprefix(behind)
    if opening and before is not None:
        before.tail = text[: opening.start()]
    elif opening:
        parent.text = text[: opening.start()]
    frame = H("span", {"class": _KEPT_CLASS}, opening[0] if opening else "")
    parent.replace(element, frame)
    frame.append(element)
    element.tail, frame.tail = behind, rest
