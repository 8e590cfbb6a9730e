"""Which tool a file of slides is for; a file that only has rules between its sections is none."""

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any


class Tool(Enum):
    """What shows a file as slides, or has made it of them."""

    MARP = auto()
    SLIDEV = auto()
    REVEAL = auto()
    """reveal.js: reveal-md, HackMD, Quarto, Markdown Preview Enhanced."""
    OFFICE = auto()
    """PowerPoint, by way of MarkItDown."""


_REVEAL_KEYS = ("slideoptions", "revealoptions", "presentation")
_REVEAL = re.compile(r"^[^`\n]*<!--[ \t]*(?:\.slide|\.element|slide)\b", re.MULTILINE)
_SLIDEV_KEYS = "layout|class|background|image|transition|clicks|src|level|hideInToc|zoom|routeAlias|preload|dragPos"
_SLIDEV = re.compile(
    rf"^---[ \t]*\n(?:[\w-]+:.*\n|[ \t].*\n){{0,40}}?(?:{_SLIDEV_KEYS}):.*\n(?:.*\n){{0,20}}?---[ \t]*$", re.MULTILINE
)
_SLIDEV_TAG = re.compile(r"^[ \t]*</?(?:v-clicks?|v-after|v-switch|VClicks?)\b", re.MULTILINE)
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OFFICE = re.compile(r"\s*<!-- Slide number: 1 -->[ \t]*\n")


def tool_of(text: str, front: Mapping[str, Any]) -> Tool | None:
    """Tell the tool by a file's front matter, or by marks that no other has."""
    if str(front.get("marp", "")).lower() == "true":
        return Tool.MARP
    if _OFFICE.match(text):
        return Tool.OFFICE
    if any(key in front for key in _REVEAL_KEYS) or "revealjs" in str(front.get("format", "")):
        return Tool.REVEAL
    if str(front.get("type", "")).lower() == "slide" or _is_reveal(text):
        return Tool.REVEAL
    return Tool.SLIDEV if front and _is_slidev(text) else None


def _is_reveal(text: str) -> bool:
    return "<!--" in text and _RULE.search(text) is not None and _REVEAL.search(text) is not None


def _is_slidev(text: str) -> bool:
    return _RULE.search(text) is not None and (_SLIDEV_TAG.search(text) or _SLIDEV.search(text)) is not None
