"""Marks that stay with the formula or the picture beside them, and room for an answer, with the words before it.

An engine breaks lines of text by the rules of the language (UAX #14); before and behind a formula or a picture it
breaks wherever it likes, so that a comma begins a line. What belongs together gets a frame that no line ends in.
"""

import re

from lxml import etree

from studypress.epub.markup import MATHML, XHTML, H

_KEPT_CLASS = "kept"
_CLOSING = "，。、；：！？）》〉」』】〕”’…—%‰,.;:!?)]"
"""What never begins a line (GB/T 15834, CLREQ 3.2.1)."""
_OPENING = "（《〈「『【〔“‘(["
"""What never ends one."""
_ROOM_BEGINS = "（\u3000"
_ROOM = re.compile(rf"[^\s{_OPENING[:7]}]?（\u3000{{1,8}}）[{_CLOSING[:7]}]?")
_INLINE = frozenset(f"{{{XHTML}}}{name}" for name in ("a", "b", "em", "mark", "s", "span", "strong", "u"))
"""Elements that a formula may fill alone."""
_MATH, _IMAGE = f"{{{MATHML}}}math", f"{{{XHTML}}}img"


def keep_marks(root: etree._Element) -> None:
    """Frame every formula and picture in a line together with the marks right before and behind it.

    So it is with a formula on a line of its own that a mark follows, which would stand below it.
    """
    for element in list(root.iter(_MATH, _IMAGE)):
        if element.tag == _MATH and element.get("display") == "block" and _closing(element):
            element.attrib.update([("display", "inline"), ("displaystyle", "true")])
        if _stands_in_a_line(element):
            _keep(_outermost(element))


def keep_room(root: etree._Element) -> None:
    """Frame the room for an answer, `（　　）`, with what stands before it: alone in a line it would ask nothing."""
    for body in root.iter(f"{{{XHTML}}}body"):
        for element in list(body.iter(f"{{{XHTML}}}*")):
            if _ROOM_BEGINS in (element.text or ""):
                element.text = _framed(element.text or "", element, 0)
            parent = element.getparent()
            if parent is not None and _ROOM_BEGINS in (element.tail or ""):
                element.tail = _framed(element.tail or "", parent, parent.index(element) + 1)


def _framed(text: str, parent: etree._Element, at: int) -> str:
    """Put frames around the rooms of a text, from that place in its element on; what stands before them is left."""
    before, start = "", 0
    frame: etree._Element | None = None
    for found in _ROOM.finditer(text):
        between = text[start : found.start()]
        if frame is None:
            before = between
        else:
            frame.tail = between
        frame = H("span", {"class": _KEPT_CLASS}, found[0])
        parent.insert(at, frame)
        at, start = at + 1, found.end()
    if frame is None:
        return text
    frame.tail = text[start:]
    return before


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


def _closing(element: etree._Element) -> str:
    """The marks right behind an element."""
    tail = element.tail or ""
    return tail.removesuffix(tail.lstrip(_CLOSING))


def _keep(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    rest = text.rstrip(_OPENING)
    opening, closing = text.removeprefix(rest), _closing(element)
    if parent is None or not (opening or closing):
        return
    if opening and before is not None:
        before.tail = rest
    elif opening:
        parent.text = rest
    behind = (element.tail or "").removeprefix(closing)
    frame = H("span", {"class": _KEPT_CLASS}, opening)
    parent.replace(element, frame)
    frame.append(element)
    element.tail, frame.tail = closing, behind
