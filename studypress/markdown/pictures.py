"""Pictures as notes write them: with their size, and with names that hold spaces.

CommonMark knows neither. A picture that it does not read is read once more with the size blanked out and the spaces of
its name shielded, so that its own rule still decides what is a picture; the source keeps its length.

    ![](a.png =300x200)    markdown-it-imsize, HackMD          ![alt|200](a.png)    Obsidian
    ![](a.png){width=50%}  Pandoc, Quarto, Kramdown            ![](图 1.png)        Typora
"""

import re
from collections.abc import Callable
from typing import Any

from markdown_it.rules_inline import StateInline

from studypress.markdown.attributes import ATTRIBUTES, attributes

_SPACE = "\ufffe"
"""Stands for a space of a file name; no text holds it, since it is no character."""

_SIZE = r"[ \t]+=(?P<size>(?:\d{1,5}%?)?x(?:\d{1,5}%?)?)(?=[ \t)])"
_TITLE = r"""[ \t]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}')"""
_NAME = (
    r"(?:[^\s()<>]|[ \t](?![\"'=])|\([^()\n]{0,80}\)){1,400}?"
    r"\.(?:png|jpe?g|jfif|gif|svg|webp|avif|bmp|tiff?)(?:[?#][^\s()]{0,200})?"
)
"""With spaces, and so only with the ending of a picture."""
_TARGET = re.compile(
    rf"\([ \t]*(?:(?P<name>{_NAME})|<[^<>\n]{{0,1000}}>|[^\s()<>]{{0,1000}})"
    rf"(?:{_TITLE})?(?:{_SIZE})?(?:{_TITLE})?[ \t]*\)",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(ATTRIBUTES)
_SIZE_IN_ALT = re.compile(r"\|[ \t]*(\d{2,5})(?:x(\d{1,5}))?[ \t]*$")

InlineRule = Callable[[StateInline, bool], bool]


def sized(rule: InlineRule) -> InlineRule:
    """Let a rule for pictures read those whose size is written with them; it is in the token's attributes."""

    def guarded(state: StateInline, silent: bool) -> bool:
        size = ""
        if not rule(state, silent):
            target = _odd_target(state)
            if target is None or not _read_again(rule, state, silent, target):
                return False
            size = target["size"] or ""
        found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
        if found:
            state.pos = found.end()
        if not silent:
            _note(state.tokens[-1], size, found[0] if found else "")
        return True

    return guarded


def size_in_alt(token: Any) -> tuple[str, str]:
    """Take the size off the end of `alt|300x200`: width and height in px, or nothing."""
    last = token.children[-1] if token.children else token
    match = _SIZE_IN_ALT.search(last.content) if last.type == "text" else None
    if match is None:
        return "", ""
    last.content = last.content[: match.start()]
    return match[1], match[2] or ""


def _odd_target(state: StateInline) -> re.Match[str] | None:
    """What stands in round brackets after the alternative text, where it has a size or spaces in its name."""
    if not state.src.startswith("![", state.pos):
        return None
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    match = _TARGET.match(state.src, end + 1, state.posMax) if end >= 0 else None
    return match if match and (match["size"] or " " in (match["name"] or "")) else None


def _read_again(rule: InlineRule, state: StateInline, silent: bool, target: re.Match[str]) -> bool:
    source = state.src
    try:
        state.src = _shielded(source, target)
        found = rule(state, silent)
    finally:
        state.src = source
    if found and not silent:
        token = state.tokens[-1]
        token.attrs["src"] = str(token.attrs["src"]).replace(_SPACE, " ")
    return found


def _shielded(source: str, target: re.Match[str]) -> str:
    if target["size"]:
        start, end = target.span("size")
        source = source[: start - 1] + " " * (end - start + 1) + source[end:]
    if target["name"]:
        start, end = target.span("name")
        source = source[:start] + re.sub(r"[ \t]", _SPACE, target["name"]) + source[end:]
    return source


def _note(token: Any, size: str, braces: str) -> None:
    """Put size and attributes where the tags of HTML have them."""
    width, _, height = size.partition("x")
    found = attributes(braces)
    given = {"width": width, "height": height, **found.values, "id": found.id, "class": " ".join(found.classes)}
    token.attrs.update({name: value for name, value in given.items() if value and name in _KEPT})


_KEPT = ("width", "height", "style", "id", "class")
