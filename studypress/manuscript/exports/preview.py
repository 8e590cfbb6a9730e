"""Pictures as Markdown Preview Enhanced puts them in: `@import "a.png" {width="300px" title="题"}`.

Markdown and code that it puts in are read with those of other tools, in `directives`.
"""

import re

from studypress.manuscript.fences import outside_code

_PICTURE = re.compile(
    r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?:<!--[ \t]*)?"
    r"@import[ \t]+\"([^\"<>\n]{1,500}\.(?:png|jpe?g|gif|svg|webp|bmp|apng))\""
    r"(?:[ \t]*\{([^{}\n]{0,300})\})?(?:[ \t]*-->)?[ \t]*",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(width|height|title|alt)[ \t]*=[ \t]*\"([^\"\n]*)\"")
_SIZE = re.compile(r"[\w.]+%?")


def from_preview(text: str) -> str:
    """Rewrite the lines that put pictures in."""
    return outside_code(text, _shown) if '@import "' in text else text


def _shown(line: str) -> str:
    found = _PICTURE.fullmatch(line)
    if not found:
        return line
    given = dict(_GIVEN.findall(found[3] or ""))
    words = (given.get("alt") or given.get("title") or "").translate(str.maketrans("[]", "()"))
    sizes = [f"{name}={size}" for name in ("width", "height") if _SIZE.fullmatch(size := given.get(name, ""))]
    return f"{found[1]}![{words}](<{found[2]}>)" + (f"{{{' '.join(sizes)}}}" if sizes else "")
