"""Pictures as Markdown Preview Enhanced puts them in: `@import "a.png" {width="300px" title="题"}`.

Markdown and code that it puts in are read with those of other tools, in `directives`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from studypress.manuscript.fences import outside_code
from studypress.manuscript.source import SourceFile

_PICTURE = re.compile(
    r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?:<!--[ \t]*)?"
    r"@import[ \t]+\"([^\"<>\n]{1,500}\.(?:png|jpe?g|gif|svg|webp|bmp|apng))\""
    r"(?:[ \t]*\{([^{}\n]{0,300})\})?(?:[ \t]*-->)?[ \t]*",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(width|height|title|alt)[ \t]*=[ \t]*\"([^\"\n]*)\"")
_SIZE = re.compile(r"[\w.]+%?")


def from_preview(files: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
    """Rewrite the lines that put pictures in."""
    return tuple(
        replace(file, text=outside_code(file.text, _shown)) if '@import "' in file.text else file for file in files
    )


def _shown(line: str) -> str:
    found = _PICTURE.fullmatch(line)
    if not found:
        return line
    given = dict(_GIVEN.findall(found[3] or ""))
    words = (given.get("alt") or given.get("title") or "").translate(str.maketrans("[]", "()"))
    sizes = [f"{name}={size}" for name in ("width", "height") if _SIZE.fullmatch(size := given.get(name, ""))]
    return f"{found[1]}![{words}](<{found[2]}>)" + (f"{{{' '.join(sizes)}}}" if sizes else "")
