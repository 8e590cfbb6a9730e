"""What the ends of source lines stand for inside a paragraph: a space, or nothing between Chinese characters.

After CSS Text 4 §4.1.2, segment break transformation. Between Han and Latin a space stays, so that the text reads well
when it is copied; how wide the gap is printed does not depend on it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from studypress.model import (
    Abbreviation,
    Anchor,
    Break,
    Citation,
    Code,
    FootnoteMark,
    Formula,
    Image,
    Inline,
    Link,
    Ruby,
    Styled,
    TermUse,
    Text,
)

_PICTURE = "x"
"""Stands for a picture or a formula where its neighbours are looked at: it keeps its spaces as a word does."""

_Leaf = Text | Code | Image | Formula | Break

_REACH = 8
"""How many characters beside a line end are looked at."""


def drop_line_ends(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Leave out soft breaks that stand for nothing, across marks and links; and spaces at the edges of lines."""
    leaves = _leaves(nodes)
    dropped: set[int] = set()
    before = ""
    for leaf, after in zip(leaves, _following(leaves), strict=True):
        if not isinstance(leaf, Break):
            before = (before + _shown(leaf))[-_REACH:]
        elif leaf.hard:
            before = "\n"
        elif before[-1:] in ("", "\n") or after[:1] in ("", "\n") or joins_without_space(before, after):
            dropped.add(id(leaf))
        else:
            before = "\n"
    return _without(nodes, dropped, outermost=True)


def lines_joined(text: str) -> str:
    """The words of a text that may hold line ends, such as the value of an attribute."""
    joined = ""
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        joined += line if not joined or joins_without_space(joined, line) else f" {line}"
    return joined


def joins_without_space(before: str, after: str) -> bool:
    """Whether a line end between two texts stands for nothing.

    So it is between wide characters, but for Korean, which has spaces; and between one of them and a sign that Chinese
    shares with the West, as in `——`, `”` or `→`.
    """
    sides = (_is_wide_side(reversed(before[-_REACH:])), _is_wide_side(after[:_REACH]))
    return False not in sides and True in sides


def _is_wide_side(characters: Iterable[str]) -> bool | None:
    """Whether a text is Chinese or Japanese at its edge; None where a shared sign stands beside what is neither."""
    wide: bool | None = False
    for char in characters:
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            continue
        if _is_wide(char):
            return True
        if not _is_shared(char):
            return wide
        wide = None
    return wide


def _is_wide(char: str) -> bool:
    hangul = "\uac00" <= char <= "\ud7ff" or "\u1100" <= char <= "\u11ff" or "\u3130" <= char <= "\u318f"
    return not hangul and unicodedata.east_asian_width(char) in "FWH"


def _is_shared(char: str) -> bool:
    """Punctuation, signs and numbers in circles that UAX #11 calls ambiguous, and dashes and dots of Chinese width."""
    return (
        char in "⸺⋯"
        or (unicodedata.east_asian_width(char) == "A" and unicodedata.category(char)[0] in "PS")
        or "\u2460" <= char <= "\u24ff"
    )


def _leaves(nodes: tuple[Inline, ...]) -> list[_Leaf]:
    found: list[_Leaf] = []
    for node in nodes:
        match node:
            case Text() | Code() | Image() | Formula() | Break():
                found.append(node)
            case Styled() | Link() | Abbreviation() | TermUse():
                found.extend(_leaves(node.children))
            case Ruby():
                found.extend(_leaves(node.base))
            case FootnoteMark() | Citation() | Anchor():
                pass  # a mark hangs between two characters and is no neighbour of either
    return found


def _shown(leaf: Text | Code | Image | Formula) -> str:
    return _PICTURE if isinstance(leaf, Image | Formula) else leaf.text.strip(" \t")


def _following(leaves: list[_Leaf]) -> list[str]:
    """The first characters after each leaf; a hard break is one, a further soft break is none."""
    following: list[str] = []
    after = ""
    for leaf in reversed(leaves):
        following.append(after)
        if not isinstance(leaf, Break):
            after = (_shown(leaf) + after)[:_REACH]
        elif leaf.hard:
            after = "\n"
    return following[::-1]


def _without(nodes: tuple[Inline, ...], dropped: set[int], *, outermost: bool = False) -> tuple[Inline, ...]:
    result: list[Inline] = []
    for index, node in enumerate(nodes):
        match node:
            case Break() if id(node) in dropped:
                continue
            case Text(text=text):
                starts_line = (index == 0 and outermost) or (index > 0 and isinstance(nodes[index - 1], Break))
                ends_line = (index == len(nodes) - 1 and outermost) or (
                    index + 1 < len(nodes) and isinstance(nodes[index + 1], Break)
                )
                trimmed = text.lstrip(" \t") if starts_line else text
                trimmed = trimmed.rstrip(" \t") if ends_line else trimmed
                if trimmed:
                    result.append(node if trimmed == text else replace(node, text=trimmed))
            case Styled() | Link() | Abbreviation() | TermUse():
                result.append(replace(node, children=_without(node.children, dropped)))
            case Ruby():
                result.append(replace(node, base=_without(node.base, dropped)))
            case _:
                result.append(node)
    return tuple(result)
