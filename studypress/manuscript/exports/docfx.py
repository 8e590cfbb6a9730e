"""Triple colons as DocFX writes them for Microsoft Learn: a whole element within one line, of words and attributes.

    :::image type="content" source="media/a.png" alt-text="题":::     :::row:::     ::: zone pivot="csharp"

Pictures become Markdown's, which may stand in a line. What only arranges a page, or names those who are to see it, is
left out, and what stands in it is read on: in a column without its indent, which would make code of it. Code and files
that it puts in are in `directives`.
"""

import re
from collections.abc import Iterator

from studypress.manuscript.fences import lines_of

_ATTRIBUTES = r"((?:[ \t]+[\w-]+=\"[^\"\n]{0,1000}\"){0,20})"
_IMAGE = re.compile(rf":::[ \t]*image{_ATTRIBUTES}[ \t]*:::")
_ARRANGING = re.compile(
    rf"[ \t>]*:::[ \t]*(?:(?:row|column|zone|moniker|image){_ATTRIBUTES}[ \t]*:::"
    r"|(?:row|column|zone|moniker|image)-end(?:[ \t]*:::)?"
    r"|(?:zone[ \t]+pivot|moniker[ \t]+range)=\"[^\"\n]{0,1000}\")[ \t]*"
)
_COLUMN = re.compile(r"[ \t>]*:::[ \t]*(?:(column)(?![\w-])|(?:column|row)-end\b)")
_GIVEN = re.compile(r"([\w-]+)=\"([^\"\n]*)\"")


def from_docfx(text: str) -> str:
    """Rewrite the lines with such elements."""
    return "\n".join(_rewritten(text)) if ":::" in text else text


def _rewritten(text: str) -> Iterator[str]:
    indent: int | None = 0  # of the first line in the column that is open; None until there is one
    for line, free in lines_of(text):
        if free and (column := _COLUMN.match(line)):
            indent = None if column[1] else 0
        elif indent is None and line.strip():
            indent = len(line) - len(line.lstrip(" "))
        own = line[min(indent or 0, len(line) - len(line.lstrip(" "))) :]
        yield _shown(own) if free else own


def _shown(line: str) -> str:
    shown = _IMAGE.sub(_picture, line) if ":::" in line else line
    return "" if _ARRANGING.fullmatch(shown) else shown


def _picture(found: re.Match[str]) -> str:
    given = dict(_GIVEN.findall(found[1]))
    if not given.get("source"):
        return found[0]
    words = given.get("alt-text", "").translate(str.maketrans("[]", "()"))
    return f"![{words}](<{given['source']}>)"
