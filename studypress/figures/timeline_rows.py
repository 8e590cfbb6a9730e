"""A timeline of many periods, drawn downwards: each has its rows beside a line, in words of the usual size.

Mermaid sets the periods side by side; of ten in the width of a page the words have 3 pt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from studypress.figures.measure import FONT_FAMILY, label_width
from studypress.figures.timelines import rows_of

_SIZE, _PITCH, _GAP = 14, 20, 8
"""px: of the words, from row to row, and between periods."""
_EDGE, _BESIDE, _DOT = 6, 16, 3.5
"""px: around all, between the line and the words, and the radius of a period's dot."""
_PERIOD, _EVENT = 220.0, 420.0
"""px that a period and an event have for words before they are broken."""
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of words, and what stands before the line beside it."""

    words: str
    period: str = ""
    strong: bool = False
    opens: bool = False
    """Whether a period begins with it."""


def drawn_downwards(tree: dict[str, Any], ink: str, line: str) -> str:
    """Draw a timeline, as Mermaid's parser tells it, as SVG text in these two colours."""
    rows = list(_rows(tree))
    before = max((_width(row.period) for row in rows), default=0.0)
    at = _EDGE + before + _BESIDE
    title = " ".join((tree.get("title") or "").split())
    width = max(at + _BESIDE + max(_width(row.words, row.strong) for row in rows), _width(title, strong=True)) + _EDGE
    parts = [_text(title, width / 2, _EDGE + _SIZE, "middle", strong=True)] if title else []
    y = float(_EDGE + (_PITCH * 1.5 if title else 0))
    first = y
    dots: list[str] = []
    for row in rows:
        y += (_GAP if row.opens else 0) + _PITCH
        parts += [_text(row.period, at - _BESIDE, y, "end", strong=True)] if row.period else []
        parts.append(_text(row.words, at + _BESIDE, y, "start", strong=row.strong))
        if row.opens:
            dots.append(f'<circle cx="{at:.1f}" cy="{y - _SIZE * 0.36:.1f}" r="{_DOT}" fill="{line}"/>')
    stem = f'<path d="M{at:.1f} {first + _GAP:.1f}V{y + _GAP:.1f}" stroke="{line}" stroke-width="1.5" fill="none"/>'
    words = f'font-family={quoteattr(FONT_FAMILY)} font-size="{_SIZE}" fill="{ink}"'
    size = f"{width:.1f} {y + _GAP + _EDGE:.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{stem}{"".join(dots)}'
        f"<g {words}>{''.join(parts)}</g></svg>"
    )


def _rows(tree: dict[str, Any]) -> Iterator[_Row]:
    section = ""
    for task in tree.get("tasks") or ():
        if task.get("section") and task["section"] != section:
            section = task["section"]
            yield _Row(" ".join(section.split()), strong=True)
        periods = _broken(task.get("task") or "", _PERIOD)
        events = [row for event in task.get("events") or () for row in _broken(event, _EVENT)]
        for number in range(max(len(periods), len(events), 1)):
            event = events[number] if number < len(events) else ""
            yield _Row(event, periods[number] if number < len(periods) else "", opens=number == 0)


def _broken(text: str, room: float) -> list[str]:
    lines = (" ".join(line.split()) for line in _BREAK.split(text))
    return [row for line in lines if line for row in rows_of(line, _SIZE, room)]


def _width(text: str, strong: bool = False) -> float:
    return label_width(text, _SIZE, strong) or 0.0


def _text(words: str, x: float, y: float, anchor: str, *, strong: bool = False) -> str:
    bold = ' font-weight="bold"' if strong else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{bold}>{escape(words)}</text>' if words else ""
