"""Colours that authors give formulas, as every reader of MathML knows them."""

import re
from functools import cache
from xml.etree.ElementTree import Element

from tinycss2.color5 import parse_color  # type: ignore[import-untyped]

_NAMED = re.compile(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?|[A-Za-z]{3,30}")


@cache
def hex_color(color: str) -> str:
    """Make `#0000ff` of a colour that CSS knows by its name or its number; empty for one of TeX's own (`OliveGreen`).

    MathML 3, which EPUB 3.3 has, knows sixteen names; CSS far more.
    """
    found = parse_color(color) if _NAMED.fullmatch(color) else None
    if found is None or found == "currentcolor":
        return ""
    red, green, blue, _ = found.to("srgb")
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


_FAINT, _LEGIBLE = 2.5, 3.0
"""Contrasts with white paper (WCAG 2.2, "contrast ratio"): yellow has 1.1, and 3 is the least for what is drawn."""


def darken(math: Element) -> None:
    """Darken colours that white paper swallows, as those of a dark site; those on a ground of their own stay."""
    coloured = [element for element in math.iter() if "mathcolor" in element.attrib]
    if coloured and not any("mathbackground" in element.attrib for element in math.iter()):
        for element in coloured:
            element.set("mathcolor", _legible(element.attrib["mathcolor"]))


@cache
def _legible(color: str) -> str:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)] if color.startswith("#") else []
    share = 1.0
    while parts and _contrast([part * share for part in parts]) < (_FAINT if share == 1 else _LEGIBLE):
        share -= 0.02
    return "#" + "".join(f"{round(255 * part * share):02x}" for part in parts) if share < 1 else color


def _contrast(parts: list[float]) -> float:
    """With white, of a colour by its parts from 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
