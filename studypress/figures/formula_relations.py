r"""Relations as TeX sets them: two of them without a space between; one that `\not` strikes through is one sign."""

import unicodedata
from itertools import pairwise
from xml.etree.ElementTree import Element

RELATIONS = frozenset(":=<>≤≥⩽⩾≠≈≡≅≃∼∝∈⊂⊆≪≫→⟶↦⇒⟹⇔⟺")
_STROKE, _STRUCK = "⧸", "\u0338"
"""What latex2mathml draws over a sign that it knows no negation of, and what Unicode combines with such a sign."""


def join_relations(row: Element) -> None:
    r"""Take the space between two relations away: of `:=`, and of `=\!=\!=`, the long sign of reactions."""
    signs = [element for element in row if element.tag != "mspace"]
    for first, second in pairwise(signs):
        if _is_relation(first) and _is_relation(second):
            first.set("rspace", "0em")
            second.set("lspace", "0em")


def _is_relation(element: Element) -> bool:
    return element.tag == "mo" and element.text in RELATIONS


def close_up(scripts: Element) -> None:
    """Take the spaces from the signs in scripts, `i=1` and `3+`: TeX has none there (The TeXbook, chapter 18)."""
    for script in scripts[1:]:
        for sign in script.iter("mo"):
            if sign is not script and len(sign.text or "") == 1:
                sign.attrib |= {"lspace": "0em", "rspace": "0em"}


def negate(row: Element) -> None:
    """Make one sign of a stroke and the sign behind it, where Unicode has it: ziamath draws one beside the other."""
    for at in reversed(range(len(row) - 1)):
        stroke, sign = row[at], row[at + 1]
        if stroke.tag == "mpadded" and len(stroke) == 1 and stroke[0].text == _STROKE and sign.tag == "mo":
            text = _ALIKE.get(sign.text or "", sign.text or "")
            negated = unicodedata.normalize("NFC", text + _STRUCK)
            if len(negated) == 1:
                sign.text = negated
                sign.attrib.pop("stretchy", None)
                del row[at]


_ALIKE = {"|": "∣", "⩽": "≤", "⩾": "≥"}
"""Signs that Unicode negates under another number."""
