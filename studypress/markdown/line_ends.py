"""What the ends of source lines stand for inside a paragraph: a space, or nothing between Chinese characters."""

from dataclasses import replace

from studypress.markdown.cjk_emphasis import joins_without_space
from studypress.model import Abbreviation, Break, Code, FootnoteMark, Image, Inline, Link, Ruby, Styled, TermUse, Text

_OBJECT = "\ufffc"
"""Stands for a picture where its neighbours are looked at."""


def drop_line_ends(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Leave out soft breaks that stand for nothing, across marks and links; and spaces at the edges of lines."""
    leaves = _leaves(nodes)
    dropped: set[int] = set()
    before = ""
    for leaf, after in zip(leaves, _following(leaves), strict=True):
        if not isinstance(leaf, Break):
            before = _shown(leaf)[-1:] or before
        elif leaf.hard:
            before = "\n"
        else:
            if before in ("", "\n") or after in ("", "\n") or joins_without_space(before, after):
                dropped.add(id(leaf))
            else:
                before = "\n"
    return _without(nodes, dropped, outermost=True)


def _leaves(nodes: tuple[Inline, ...]) -> list[Text | Code | Image | Break]:
    found: list[Text | Code | Image | Break] = []
    for node in nodes:
        match node:
            case Text() | Code() | Image() | Break():
                found.append(node)
            case Styled() | Link() | Abbreviation() | TermUse():
                found.extend(_leaves(node.children))
            case Ruby():
                found.extend(_leaves(node.base))
            case FootnoteMark():
                pass  # a mark hangs between two characters and is no neighbour of either
    return found


def _shown(leaf: Text | Code | Image) -> str:
    return _OBJECT if isinstance(leaf, Image) else leaf.text.strip(" \t")


def _following(leaves: list[Text | Code | Image | Break]) -> list[str]:
    """The first character after each leaf; a hard break is one, a further soft break is none."""
    following: list[str] = []
    after = ""
    for leaf in reversed(leaves):
        following.append(after)
        if not isinstance(leaf, Break):
            after = _shown(leaf)[:1] or after
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
