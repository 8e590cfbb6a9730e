"""Code that MyST takes from a file: a fence `{literalinclude}`, whose options say which of its lines are meant.

    ```{literalinclude} main.py
    :language: python
    :lines: 1-3,8
    ```

(Sphinx, "literalinclude".) It becomes a fence `{code-block}`, with the lines put in above its end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from studypress.manuscript.includes.directives import Directive, language_of
from studypress.manuscript.includes.excerpts import Line
from studypress.problems import Place

_OPENING = re.compile(
    r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})[ \t]*\{literalinclude\}[ \t]+(\S(?:.*\S)?)[ \t]*"
)
_OPTION = re.compile(r"[ \t>]*:([a-z-]+):(?:[ \t]++(.*))?")
_RANGE = re.compile(r"(\d{1,7})?(-)?(\d{1,7})?")


@dataclass(slots=True)
class Literal:
    """A fence that takes its code from a file, as far as it was read."""

    prefix: str
    """What stands before its backquotes."""
    mark: str
    """These."""
    target: str
    place: Place
    options: dict[str, str] = field(default_factory=dict)

    def read(self, line: str) -> None:
        """Read a line below the first."""
        if option := _OPTION.fullmatch(line):
            self.options[option[1]] = (option[2] or "").rstrip(" \t")

    @property
    def directive(self) -> Directive:
        """The file that is meant; in Sphinx `/` is the folder of all sources."""
        return Directive(self.target, fence="")

    @property
    def opening(self) -> str:
        """The first line of the fence that it becomes."""
        return f"{self.prefix}{self.mark}{{code-block}} {self.options.get('language') or language_of(self.target)}"

    def chosen(self, lines: list[Line]) -> list[Line]:
        """Those of a file's lines that are meant; none where there are no such."""
        options = self.options
        if name := options.get("pyobject", "").rpartition(".")[2]:
            lines = _of_object(lines, name)
        if found := options.get("start-at") or options.get("start-after"):
            at = _first(lines, lambda text: found in text)
            lines = lines[at + ("start-after" in options) :]
        if last := options.get("end-at") or options.get("end-before"):
            at = _first(lines, lambda text: last in text)
            lines = lines[: at + ("end-at" in options)]
        if parts := options.get("lines", ""):
            lines = [line for part in parts.split(",") for line in _part(lines, part.strip())]
        return lines


def read_literal(line: str, place: Place) -> Literal | None:
    """Read the first line of such a fence."""
    found = _OPENING.fullmatch(line) if "{literalinclude}" in line else None
    return Literal(found[1], found[2], found[3], place) if found else None


def _first(lines: list[Line], is_meant: Callable[[str], bool]) -> int:
    return next((at for at, (_, text) in enumerate(lines) if is_meant(text)), len(lines))


def _part(lines: list[Line], part: str) -> list[Line]:
    found = _RANGE.fullmatch(part)
    if not found or not part:
        return []
    first = int(found[1] or 1)
    last = int(found[3] or len(lines)) if found[2] else first
    return lines[max(first - 1, 0) : last]


def _of_object(lines: list[Line], name: str) -> list[Line]:
    """A function or class of Python, up to the next line that is indented no deeper."""
    at = _first(lines, lambda text: re.match(rf"\s*(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b", text) is not None)
    if at == len(lines):
        return []
    depth = _indent(lines[at][1])
    below = lines[at + 1 :]
    size = _first(below, lambda text: bool(text.strip()) and _indent(text) <= depth and text.strip()[0] not in ")]}")
    while size and not below[size - 1][1].strip():
        size -= 1
    return [lines[at], *below[:size]]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
