"""Accents, lines and words over and under something, as MathML knows them."""

from html import unescape
from xml.etree.ElementTree import Element, SubElement

_ACCENTS = {"^": ("\u02c6", "\u0302"), "~": ("\u02dc", "\u0303")}
"""What latex2mathml sets above letters, and the accents meant: that of one letter, and that which grows with many."""
_OF_ONE = frozenset("\u00af\u02d9\u00a8\u02c6\u02c7\u02dc\u00b4`\u02d8\u02da\u20db\u20dc")
"""Accents of one letter, which stand close to it if they are told to be accents."""
OVERLINE, UNDERLINE = "\u203e", "_"
"""The signs that are drawn as lines as long as what is below or above them, where STIX Two Math is at hand."""
ARROWS = {"→": "\u20d7", "←": "\u20d6", "↔": "\u20e1"}
"""Arrows, and the accents that stand above letters as vectors have them."""
WIDE = "\u0302\u0303"
"""Accents that grow with what is below them."""


def mend_accent(element: Element) -> None:
    """Have what is over or under something, as latex2mathml spells it, be the accent or the line that is meant."""
    sign = element[1]
    text = unescape(sign.text or "").strip()
    if text == "\u2015":
        sign.text = OVERLINE if element.tag == "mover" else UNDERLINE
    elif text in _ACCENTS:
        narrow, wide = _ACCENTS[text]
        of_one = element.get("accent") == "true" or sign.get("stretchy") == "false"
        sign.text = text = narrow if of_one else wide
    if text in _OF_ONE and element.tag == "mover":
        element.set("accent", "true")


def mend_arrow_words(padded: Element) -> None:
    """Stand spaces beside the words on an arrow. Of `width="+1em"` MathML Core makes 1 em, too little."""
    if padded.tag != "mpadded" or not padded.get("width", "").startswith("+"):
        return
    words = list(padded)
    padded.clear()
    padded.tag = "mrow"
    SubElement(padded, "mspace", width=_BESIDE_WORDS)
    padded.extend(words)
    SubElement(padded, "mspace", width=_BESIDE_WORDS)


_BESIDE_WORDS = "0.4em"
"""What parts the words on an arrow from its ends."""
