"""Drawings made of glyphs and bars alone, as formulas are: written as SVG, and read back by what sets pages.

Each shape of a glyph stands once in a drawing, as the `<path>` that its uses refer to, so that a page can share it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from sys import intern
from typing import NamedTuple

from tinycss2.color5 import parse_color  # type: ignore[import-untyped]

EM = 1000
"""Units of an em."""
PX_PER_EM = 16
"""The size that they are written in; who shows them measures in em."""

_NUMBER = r"(-?[\d.]+)"
_HEAD = re.compile(
    rf'<svg xmlns="http://www.w3.org/2000/svg" width="[\d.]+" height="[\d.]+" viewBox="{" ".join([_NUMBER] * 4)}">'
    r"(?:<desc>(?P<words>[^<]*)</desc>)?(?P<defs><defs>)?"
)
_DEFS_END, _END = "</defs>", "</svg>"
_POINT = r"-?\d+ -?\d+"
_PATH = rf"(?:M{_POINT}(?:L{_POINT}|[HV]-?\d+|Q{_POINT} {_POINT}|C{_POINT} {_POINT} {_POINT})*Z?)*"
"""Path data as we write it: an author's drawing, which may be one path too, has any other form of it."""
_OURS = re.compile(_PATH)
_SHAPE = re.compile(r'<path id="(\w+)" d="([^"]*)"/>')
_INK = re.compile(
    rf'<use href="#(?P<shape>\w+)" transform="matrix\({_NUMBER} 0 0 \S+ {_NUMBER} {_NUMBER}\)"'
    r'(?: fill="(?P<color>[^"]*)")?/>'
    rf'|<path d="(?P<path>{_PATH})"(?: fill="(?P<own>[^"]*)")?/>'
)


class Ink(NamedTuple):
    """A shape in its place; a tuple, since a book of formulas has a hundred thousand."""

    path: str
    """SVG's path data, of absolute commands: M, L, H, V, Q, C and Z."""
    scale: float = 1
    x: int = 0
    y: int = 0
    color: str = ""
    """A colour of CSS; empty for that of the text around the drawing."""
    shared: bool = False
    """Whether the shape is a glyph, which may stand in other places too."""


@dataclass(frozen=True, slots=True)
class GlyphDrawing:
    """A drawing. Lengths are thousandths of an em, y downwards from the baseline of the text around it."""

    left: float
    top: float
    width: float
    height: float
    inks: tuple[Ink, ...]
    words: str = ""
    """What it says, on one line."""


def written(drawing: GlyphDrawing) -> bytes:
    """The drawing as SVG."""
    names: dict[str, str] = {}
    for ink in drawing.inks:
        if ink.shared and ink.path not in names:
            names[ink.path] = f"g{len(names)}"
    shapes = "".join([f'<path id="{name}" d="{path}"/>' for path, name in names.items()])
    inks = "".join([_ink(ink, names) for ink in drawing.inks])
    width, height = (side * PX_PER_EM / EM for side in (drawing.width, drawing.height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="{drawing.left:g} {drawing.top:g} {drawing.width:g} {drawing.height:g}">'
        f"{f'<desc>{escape(drawing.words, quote=False)}</desc>' if drawing.words else ''}"
        f"{f'<defs>{shapes}</defs>' if shapes else ''}{inks}</svg>"
    ).encode()


def _ink(ink: Ink, names: dict[str, str]) -> str:
    fill = f' fill="{ink.color}"' if ink.color else ""
    if not ink.shared:
        return f'<path d="{ink.path}"{fill}/>'
    return f'<use href="#{names[ink.path]}" transform="matrix({ink.scale:g} 0 0 {ink.scale:g} {ink.x} {ink.y})"{fill}/>'


def glyph_drawing(svg: bytes) -> GlyphDrawing | None:
    """Read what `written` wrote; None for any other SVG."""
    text = svg.decode("utf8", "replace")
    head = _HEAD.match(text)
    if not head or not text.endswith(_END):
        return None
    drawn = text[head.end() : -len(_END)]
    defined, _, drawn = drawn.partition(_DEFS_END) if head["defs"] else ("", "", drawn)
    shapes = {name: intern(path) for name, path in _SHAPE.findall(defined) if _is_ours(path)}  # once in memory
    inks: list[Ink] = []
    position = 0
    for found in _INK.finditer(drawn):
        shape, scale, x, y, color, path, own = found.groups(default="")
        if found.start() != position or (shape and shape not in shapes):
            return None
        position = found.end()
        inks.append(Ink(shapes[shape], float(scale), int(x), int(y), color, True) if shape else Ink(path, color=own))
    colors = {ink.color for ink in inks if ink.color}
    if position < len(drawn) or any(parse_color(color) in (None, "currentcolor") for color in colors):
        return None
    left, top, width, height = (float(head[number]) for number in range(1, 5))
    return GlyphDrawing(left, top, width, height, tuple(inks), unescape(head["words"] or ""))


@lru_cache(maxsize=4_000)
def _is_ours(path: str) -> bool:
    """Whether a shape is written as `written` does; a glyph comes again in most formulas."""
    return _OURS.fullmatch(path) is not None


def depth_of(svg: bytes) -> float:
    """How far a drawing that `written` wrote reaches below the baseline, em; 0 for any other SVG."""
    head = _HEAD.match(svg[:500].decode("utf8", "replace"))
    return (float(head[2]) + float(head[4])) / EM if head else 0.0
