"""What a formula says on one line, as it is found and copied in print: `m=ρV`, `x₁²`, `(a+b)/2`, `lim_(x→0)`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

from studypress.tex import bracketed, degree_of_root, scripted

_THIN, _CLOSER = "\u2009", "\0"
"""A space that only keeps words apart, and one that joins signs: shafts of arrows are made of several."""
_WIDE = 0.2
"""em of a space that is one between words too."""
_NAMED_SPACES = {"thinmathspace": 0.167, "mediummathspace": 0.222, "thickmathspace": 0.278}
_COMBINING = {
    **dict.fromkeys("ˆ^\u0302", "\u0302"), **dict.fromkeys("˜~\u0303", "\u0303"), **dict.fromkeys("→\u20d7", "\u20d7"),
    **dict.fromkeys("¯\u0304", "\u0304"), "‾": "\u0305", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c",
}  # fmt: skip
"""Accents, and how Unicode writes each behind its letter."""
_PRIMES = re.compile("[′″‴⁗]+")
_BRACES = frozenset("⏞⏟⏠⏡⎴⎵︷︸_")
"""What goes along all that is below or above it."""
_UNSAID = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u2060"))
"""Signs that are only told to programs: that a function is applied, that two things are multiplied."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff]")
_LETTER = "[0-9A-Za-z\u0370-\u03ff]"
_SHAFTS = re.compile(f"([=−]){_CLOSER}+(?=\\1|→)|(?<=←){_CLOSER}+−")
_BETWEEN_WORDS = re.compile(f"(?<={_LETTER}){_THIN}+(?={_LETTER})")


def words_of(math: Element) -> str:
    """The words and signs of the element `math`, whose names are without namespace."""
    said = _SHAFTS.sub("", _said(math))
    said = _BETWEEN_WORDS.sub(" ", said).replace(_CLOSER, "").replace(_THIN, "")
    return " ".join(said.split())


def _said(element: Element) -> str:
    match element.tag:
        case "mi" | "mn" | "mtext" | "ms":
            return _plain(element.text or "")
        case "mo":
            text = _plain(element.text or "")
            return f"{_THIN}{text}{_THIN}" if len(text) > 1 and text.isalpha() else text
        case "mspace":
            return _space(element.get("width", ""))
        case "mphantom":
            return ""
        case "mfrac" if element.get("linethickness") == "0":
            return " ".join(map(_said, element))
        case "mfrac":
            return f"{_THIN}{'/'.join(map(bracketed, (_said(part).strip(_THIN) for part in element)))}{_THIN}"
        case "msqrt":
            return f"√{bracketed(_all(element))}"
        case "mroot":
            return f"{degree_of_root(_said(element[1]))}√{bracketed(_said(element[0]))}"
        case "msub" | "munder" | "msup" | "mover":
            return _with_one(element)
        case "msubsup" | "munderover":
            base, below, above = map(_said, element)
            return base + _script("_", below) + _script("^", above)
        case "mtr" if all(cell.get("columnalign") for cell in element):
            return _all(element)
        case "mtable" | "mtr":
            return " ".join(map(_said, element))
        case _:
            return _all(element)


def _all(elements: Iterable[Element]) -> str:
    return "".join(map(_said, elements))


def _with_one(element: Element) -> str:
    """A base with something above or below it."""
    base, other = map(_said, element)
    if other in _BRACES and len(base) > 1:
        return bracketed(base)
    if element.tag == "mover" and other in _COMBINING:
        return "".join(char + _COMBINING[other] if char.isalnum() else char for char in base)
    return base + _script("^" if element.tag in ("msup", "mover") else "_", other)


def _script(mark: str, inside: str) -> str:
    if not inside.strip(f" {_THIN}"):
        return ""
    if mark == "^" and _PRIMES.fullmatch(inside):
        return inside
    return "°" if (mark, inside) == ("^", "∘") else scripted(mark, inside)


def _space(width: str) -> str:
    """A space of so many em."""
    if width.startswith(("-", "negative")):
        return _CLOSER
    found = re.match(r"[\d.]+", width)
    ems = float(found[0]) if found else _NAMED_SPACES.get(width, 0)
    return " " if ems >= _WIDE else _THIN


@lru_cache(maxsize=2_000)
def _plain(text: str) -> str:
    """A sign, a letter or words: `𝒙` is an x for those who look for it."""
    text = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return text.translate(_UNSAID).replace("\u00a0", " ")
