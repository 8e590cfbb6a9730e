"""Colours that authors give formulas, as every reader of MathML knows them."""

import re
from functools import cache

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
