"""Cutting so many characters from the ends of a line, and parting it, across marks and links."""

from dataclasses import replace

from studypress.model import Abbreviation, Break, Code, Formula, Image, Inline, Link, Ruby, Styled, TermUse, Text

_OPAQUE = "\ufffc"
"""Stands for a picture, a formula, or a word with its reading, which are no part of a mark and are not parted."""


def flat(nodes: tuple[Inline, ...]) -> str:
    """The text of a line, with as many characters as the cuts count."""
    return "".join(map(_flat_node, nodes))


def _flat_node(node: Inline) -> str:
    match node:
        case Text(text=text) | Code(text=text):
            return text
        case Break():
            return " "
        case (
            Styled(children=children)
            | Link(children=children)
            | Abbreviation(children=children)
            | TermUse(children=children)
        ):
            return flat(children)
        case Image() | Formula() | Ruby():
            return _OPAQUE
        case _:
            return ""


def cut_end(nodes: tuple[Inline, ...], count: int) -> tuple[tuple[Inline, ...], int]:
    """Take `count` characters from the end; footnote calls stay. Returns what is left to cut."""
    kept: list[Inline] = []
    for node in reversed(nodes):
        size = len(_flat_node(node))
        if count <= 0 or not size:
            kept.append(node)
            continue
        match node:
            case Styled() | Link() | Abbreviation() | TermUse():
                children, count = cut_end(node.children, count)
                kept += [replace(node, children=children)] if children else []
            case Text() | Code() if size > count:
                kept.append(replace(node, text=node.text[: size - count]))
                count = 0
            case _:
                count -= size
    return tuple(reversed(kept)), max(count, 0)


def cut_start(nodes: tuple[Inline, ...], count: int) -> tuple[tuple[Inline, ...], int]:
    """Take `count` characters from the beginning. Returns what is left to cut."""
    kept: list[Inline] = []
    for node in nodes:
        size = len(_flat_node(node))
        if count <= 0:
            kept.append(node)
            continue
        match node:
            case Styled() | Link() | Abbreviation() | TermUse():
                children, count = cut_start(node.children, count)
                kept += [replace(node, children=children)] if children else []
            case Text() | Code() if size > count:
                kept.append(replace(node, text=node.text[count:]))
                count = 0
            case _ if not size:
                kept.append(node)
            case _:
                count -= size
    return tuple(kept), max(count, 0)


def parted(nodes: tuple[Inline, ...], count: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Part a line behind `count` characters; what has no width there belongs to what stands before it."""
    before: list[Inline] = []
    for at, node in enumerate(nodes):
        size = len(_flat_node(node))
        if size > count:
            first, rest = _parted_node(node, count) if count else ((), (node,))
            return (*before, *first), (*rest, *nodes[at + 1 :])
        before.append(node)
        count -= size
    return tuple(before), ()


def _parted_node(node: Inline, count: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    match node:
        case Styled() | Link() | Abbreviation() | TermUse():
            first, rest = parted(node.children, count)
            return (replace(node, children=first),), (replace(node, children=rest),)
        case Text() | Code():
            return (replace(node, text=node.text[:count]),), (replace(node, text=node.text[count:]),)
        case _:  # one character wide: it is not parted
            return (), (node,)
