"""Drawings written into the text: `<svg …>…</svg>` is a picture, wherever it stands and whatever lines it has.

CommonMark has no word for it: HTML ends at an empty line there, and what is indented below one is code.
"""

import re
from typing import cast

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_at, noted_of, start_of

_EDGE = re.compile(r"<(?:svg(?=[\s/>])(?:[^<>]*(?P<empty>/)>)?|(?P<closing>/svg)\s*>)", re.IGNORECASE)
SHAPE = re.compile(r"<(?:path|rect|circle|ellipse|line|polyline|polygon|text|image)[\s/>]", re.IGNORECASE)
_USE = re.compile(r"<use\s", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)


def extents(text: str) -> dict[int, int]:
    """Where each outermost drawing of a text begins and ends: what is closed, and has something that draws."""
    if "</svg" not in text and "</SVG" not in text:
        return {}
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for edge in _EDGE.finditer(text):
        if edge["closing"]:
            pairs += [(opened.pop(), edge.end())] if opened else []
        elif not edge["empty"]:
            opened.append(edge.start())
    found: dict[int, int] = {}
    reach = 0
    for start, end in sorted(pairs):
        if start >= reach:
            reach = end
            if _draws(text, start, end):
                found[start] = end
    return found


def _draws(text: str, start: int, end: int) -> bool:
    shapes = SHAPE.search(text, start, end) or _USE.search(text, start, end)
    return bool(shapes) and not _FENCE.search(text, start, end)


@begins_with("<")
def drawing(state: StateInline, silent: bool) -> bool:
    """A drawing within a paragraph."""
    end = getattr(state, "drawings", {}).get(state.pos)
    if not end:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


@begins_with("<")
def drawing_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A drawing of several lines that begins one. All of them are HTML, be they empty or indented."""
    position = start_of(state, start)
    if not state.src.startswith(("<svg", "<SVG"), position) or state.is_code_block(start):
        return False
    stop = _extents(state).get(position, 0)
    last = line_at(state, stop - 1)
    if last <= start or last >= end:
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        state.line = last + 1
        _fill(state, token, start)
    return True


def hold_drawings(state: StateBlock, start: int, end: int) -> None:
    """Let the block of HTML that was just made hold the drawings that begin in it, and go on to an empty line."""
    found = _extents(state)
    line = state.line
    for begin in [begin for begin in found if begin >= state.bMarks[start]] if found else ():
        last = line_at(state, found[begin] - 1)
        if begin >= state.eMarks[line - 1] or last >= end:
            break
        if last >= line:
            line = next((below for below in range(last + 1, end) if state.isEmpty(below)), end)
    if line > state.line:
        state.line = line
        _fill(state, state.tokens[-1], start)


def _fill(state: StateBlock, token: Token, start: int) -> None:
    token.map = [start, state.line]
    token.content = state.getLines(start, state.line, state.blkIndent, True)


def _extents(state: StateBlock) -> dict[int, int]:
    noted = noted_of(state)
    if "drawings" not in noted:
        noted["drawings"] = extents(state.src)
    return cast("dict[int, int]", noted["drawings"])
