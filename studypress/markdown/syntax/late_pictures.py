"""What a site shows until a picture has come, and a clipped page keeps beside it: a drawing of nothing, a single dot.

Zhihu writes `![](data:image/svg+xml;utf8,<svg xmlns='…' width='912' height='542'></svg>)`, whose spaces no address has.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

_DRAWN = re.compile(
    r"\([ \t\n]*data:image/svg\+xml[\w;=+-]{0,60},\s*(<svg\b(?:(?!</?svg\b).){0,20000}</svg\s*>)[ \t\n]*\)",
    re.IGNORECASE | re.DOTALL,
)
_OF_NOTHING = re.compile(r"\s*<svg\b[^<>]*(?:/>|>\s*</svg\s*>)\s*", re.IGNORECASE)
_DOT = re.compile(r"data:image/(?:gif|png);base64,([A-Za-z0-9+/]{20,160}={0,2})", re.IGNORECASE)
"""What is longer holds more than a dot."""
_TO_COME = ("data-src", "data-original", "data-actualsrc", "data-lazy-src")
"""What a page's own code puts into `src` at last."""


def late_address(attributes: Mapping[str, str]) -> str:
    """The address of the picture that an `<img>` will show; empty when its page does not say."""
    return next((found for name in _TO_COME if (found := attributes.get(name, "").strip())), "")


def drawn_address(text: str, start: int, end: int) -> tuple[str, int]:
    """The address of a drawing that stands as typed in round brackets, and where they end; empty when there is none."""
    found = _DRAWN.match(text, start, end)
    return (f"data:image/svg+xml,{quote(found[1])}", found.end()) if found else ("", start)


def shows_nothing(address: str) -> bool:
    """Whether an address holds a picture in which there is nothing to be seen."""
    if dot := _DOT.fullmatch(address.strip()):
        try:
            data = base64.b64decode(dot[1] + "=" * (-len(dot[1]) % 4))
        except binascii.Error:  # 4n + 1 letters, which nothing is written in
            return False
        # Width and height (GIF89a, 18; PNG, 11.2.1).
        return data[6:10] == b"\1\0\1\0" if data.startswith(b"GIF") else data[16:24] == b"\0\0\0\1\0\0\0\1"
    head, _, body = address.partition(",")
    if not head.strip().lower().startswith("data:image/svg+xml") or head.lower().endswith(";base64"):
        return False
    return _OF_NOTHING.fullmatch(unquote(body)) is not None
