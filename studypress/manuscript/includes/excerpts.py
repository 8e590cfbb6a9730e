"""A part of a file: by its lines, by the marks around it, by a heading or by the id of a block."""

import re
from dataclasses import dataclass

from studypress.manuscript.fences import fence_after
from studypress.names import fold

_ANCHOR = re.compile(r"ANCHOR(_END)?:\s*([\w-]+)")
_REGION = re.compile(
    r"^\s*(?://|/\*|#|--|;|<!--|\*)?\s*\**\s*#?(?:(end)\s?region|(region)|endregion)\b\s*([\w*-]*)", re.IGNORECASE
)
_SNIPPET = re.compile(r"-{2,}8<-{2,}\s*\[(start|end)\s*:\s*([\w-]+)\s*\]")
_TAG = re.compile(r"\s*(?://|#|'|--|<!--|/\*)\s*<(/?)([\w.-]+)>")
_HEADING = re.compile(r"(#{1,6})\s(.*)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Which part of a file is wanted; all of it without any of these."""

    first: int = 1
    """The first line, from 1."""
    last: int | None = None
    """The last line, included; None for the file's end."""
    mark: str = ""
    """The name of an anchor or region: the lines between `ANCHOR: x` and `ANCHOR_END: x`, `#region x` and its end, or
    `// <x>` and `// </x>`."""
    heading: str = ""
    """A heading, with all that belongs below it."""
    block: str = ""
    """The id at the end of a paragraph or item: `^id`."""


WHOLE = Excerpt()
"""All of a file."""

Line = tuple[int, str]
"""The number of a line in its file, from 1, and its text."""


def lines_of(text: str) -> list[Line]:
    """The lines of a file with their numbers."""
    body = text.removesuffix("\n")
    return list(enumerate(body.split("\n"), 1)) if body else []


def cut(lines: list[Line], excerpt: Excerpt, *, code: bool) -> list[Line] | None:
    """Those lines of a file that are a part of it, without marks; None when there is no such part.

    `code` tells that the file is shown as it is, so that only the marks of code are looked for.
    """
    if excerpt.mark:
        found = _between(lines, excerpt.mark)
        return found if found is not None or code else _below_heading(lines, excerpt.mark)
    if excerpt.heading:
        return _below_heading(lines, excerpt.heading)
    if excerpt.block:
        return _block(lines, excerpt.block)
    last = len(lines) if excerpt.last is None else excerpt.last
    chosen = lines[excerpt.first - 1 : last]
    return [line for line in chosen if not _is_mark(line[1])] if chosen or not lines else None


def _is_mark(line: str) -> bool:
    return bool(("ANCHOR" in line and _ANCHOR.search(line)) or ("8<" in line and _SNIPPET.search(line)))


def _between(lines: list[Line], name: str) -> list[Line] | None:
    """The lines between the marks of this name; to the file's end when the second is missing."""
    found: list[Line] | None = None
    for number, line in lines:
        opens, closes = _mark(line, name)
        if closes and found is not None:
            break
        if opens:
            found = found or []
        elif found is not None and not _is_mark(line):
            found.append((number, line))
    return found


def _mark(line: str, name: str) -> tuple[bool, bool]:
    """Whether a line opens the part of this name, and whether it ends it."""
    if anchor := _ANCHOR.search(line) if "ANCHOR" in line else None:
        return (anchor[2] == name and not anchor[1], anchor[2] == name and bool(anchor[1]))
    if snippet := _SNIPPET.search(line) if "8<" in line else None:
        return (snippet[2] == name and snippet[1] == "start", snippet[2] == name and snippet[1] == "end")
    if region := _REGION.match(line[:200]) if "region" in line[:200].lower() else None:
        opens = bool(region[2])
        return (opens and region[3] == name, not opens and region[3] in ("", name))
    if (tag := _TAG.match(line[:200])) and tag[2].lower() == name.lower():
        return not tag[1], bool(tag[1])
    return False, False


def _below_heading(lines: list[Line], wanted: str) -> list[Line] | None:
    """The heading of these words, and all up to the next of its level or a higher one."""
    found: list[Line] = []
    level = 0
    fence = ""
    for number, line in lines:
        fence = fence_after(fence, line)
        heading = None if fence else _HEADING.match(line)
        if heading and level and len(heading[1]) <= level:
            break
        if heading and not level and fold(heading[2].rstrip().rstrip("#")) == fold(wanted):
            level = len(heading[1])
        if level:
            found.append((number, line))
    return found or None


def _block(lines: list[Line], name: str) -> list[Line] | None:
    """The paragraph, item or table that the id `^name` ends."""
    ends = re.compile(rf"(?:^|.*\s)\^{re.escape(name)}\s*")  # not a power, as in `2^x`
    end = next((at for at, (_, line) in enumerate(lines) if ends.fullmatch(line)), None)
    if end is None:
        return None
    number, line = lines[end]
    own = line.rstrip().removesuffix(f"^{name}").rstrip()
    last = end + bool(own)
    while last and not lines[last - 1][1].strip():
        last -= 1  # the id stands alone, below a table or a list
    first = last - 1
    is_item = re.match(r"\s*(?:[-*+]|\d+[.)])\s", lines[first][1])
    while not (own and is_item) and first > 0 and lines[first - 1][1].strip():
        first -= 1
    return [*lines[first : last - 1], (number, own) if own else lines[last - 1]] if last > first >= 0 else None


def level_of(line: str) -> int:
    """The level of the heading that a line is; 0 for none."""
    heading = _HEADING.match(line)
    return len(heading[1]) if heading else 0


def below(lines: list[Line], level: int) -> list[Line]:
    """Put the headings of an embedded note below a heading of this level."""
    levels: dict[int, int] = {}
    fence = ""
    for at, (_, line) in enumerate(lines):
        fence = fence_after(fence, line)
        if not fence and (own := level_of(line)):
            levels[at] = own
    shift = max(level + 1 - min(levels.values(), default=level + 1), 0)
    return [
        (number, "#" * min(levels[at] + shift, 6) + line[levels[at] :]) if at in levels else (number, line)
        for at, (number, line) in enumerate(lines)
    ]
