"""The passages of `passages.md`, and how each is varied."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEASURES = (12, 15, 18, 22, 30, 37.3, 45)
"""em."""
OFFSETS = 5
"""How many Han at most stand before a passage; 0 counts too."""
_BEFORE = "本章先看一个例子后来"
_FILE = Path(__file__).with_suffix(".md")
_HEADING = re.compile(r"^(#{1,2}) (.+)\n+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """A passage as it is set, with some Han before it."""

    name: str
    offset: int
    source: str
    """Markdown."""


def samples(only: str = "", offsets: int = OFFSETS) -> list[Sample]:
    """Every passage whose name contains `only`, at each offset; one that opens a paragraph as it must, at none."""
    return [
        Sample(name, offset, _BEFORE[:offset] + source)
        for name, source, opening in _passages()
        if only in name
        for offset in range(1 if opening else offsets + 1)
    ]


@cache
def _passages() -> list[tuple[str, str, bool]]:
    """Name, Markdown, and whether it stands under `# Openings`."""
    found, part = [], ""
    _, *pieces = _HEADING.split(_FILE.read_text(encoding="utf8"))
    for level, name, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        if level == "#":
            part = name
        else:
            found.append((name, text.strip(), part == "Openings"))
    return found
