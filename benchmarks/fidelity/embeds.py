"""Notes of a vault that others show in themselves: `![[note]]`, `![[note#heading]]`, `![[note#^block]]`."""

import glob
import re
from pathlib import Path

from benchmarks.fidelity.lines import Line, fenced, read_lines, without_front_matter

_EMBED = re.compile(
    r"(?P<pre>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)!\[\[(?P<note>[^\[\]|#]*)(?:#(?P<part>[^\[\]|]+))?(?:\|[^\[\]]*)?\]\]\s*"
)
_HEADING = re.compile(r"(#+)\s+(.*?)\s*#*\s*")


def embedded(root: Path, name: str, line: Line) -> list[Line] | None:
    """What `![[note#heading]]` or `![[note#^block]]` shows that stands alone in its line; None where it is no note."""
    found = _EMBED.fullmatch(line.text)
    file = _note(root, root / name, found["note"].strip()) if found else None
    if found is None or file is None:
        return None
    inner = file.relative_to(root).as_posix()
    lines = without_front_matter(read_lines(file, inner))
    part = (found["part"] or "").rpartition("#")[2].strip()
    shown = _block(lines, part) if part.startswith("^") else _below(lines, part) if part else lines
    if shown is None:
        return None
    rest = re.sub(r"[^\s>]", " ", found["pre"])
    edge = Line(rest.rstrip(), line.place)
    return [edge, *(Line((rest if n else found["pre"]) + one.text, one.place) for n, one in enumerate(shown)), edge]


def _note(root: Path, base: Path, name: str) -> Path | None:
    """The note of this name: one beside the page, then the one of the shortest path."""
    if not name:
        return base
    files = (one for one in root.rglob(f"{glob.escape(name.rpartition('/')[2])}.md") if one.is_file())
    named = [one for one in files if one.as_posix().endswith(f"/{name}.md")]
    return min(named, key=lambda one: (one.parent != base.parent, len(one.parts), one), default=None)


def _below(lines: list[Line], heading: str) -> list[Line] | None:
    """A heading and what belongs to it."""
    shown: list[Line] = []
    level = 0
    for line, info in fenced(lines):
        found = _HEADING.fullmatch(line.text) if info is None else None
        if found and level and len(found[1]) <= level:
            break
        if found and not level and _letters(found[2]) == _letters(heading):
            level = len(found[1])
        shown += [line] if level else []
    return shown or None


def _block(lines: list[Line], mark: str) -> list[Line] | None:
    """The item, or the lines up to an empty one, that an id ends, or stands below."""
    end = next((n for n, line in enumerate(lines) if re.search(rf"(^|\s){re.escape(mark)}\s*$", line.text)), None)
    if end is None:
        return None
    alone = lines[end].text.strip() == mark
    first = end
    while first and not lines[first - 1].text.strip() and alone:
        first -= 1
    is_item = not alone and re.match(r"\s*([-*+]|\d+[.)])\s", lines[end].text)
    while first and lines[first - 1].text.strip() and not is_item:
        first -= 1
    return lines[first : end + 1]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()
