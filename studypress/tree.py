"""Walking, rewriting and reading the nodes of `model.py`, whatever their kind."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from studypress.model import Asset, Break, Code, Image, Text
from studypress.problems import Place

T = TypeVar("T")


def walk(node: Any) -> Iterator[Any]:
    """Yield `node` and every node below it, in reading order. A tuple yields what is below its members."""
    if isinstance(node, tuple):
        for member in node:
            yield from walk(member)
    elif _is_node(node):
        yield node
        for part in fields(node):
            yield from walk(getattr(node, part.name))


def rewrite(node: T, change: Callable[[Any], Any]) -> T:
    """Return `node` with `change` applied to every node in it, the inner ones first.

    `change` returns a node, the same node, or a tuple of nodes to stand in its place among its neighbours.
    """
    return _rewrite(node, change)  # type: ignore[no-any-return]  # one kind in, the same kind out


def plain_text(node: Any) -> str:
    """The words of a node or a tuple of nodes, without marks: for running heads, outlines and comparisons."""
    words = []
    for part in walk(node):
        match part:
            case Text(text=text) | Code(text=text):
                words.append(text)
            case Image(alt=alt):
                words.append(alt)
            case Break():
                words.append("" if not words or not words[-1][-1:].isascii() else " ")
    return "".join(words)


def _is_node(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Place | Asset | type)


def _rewrite(node: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(node, tuple):
        return _rewrite_members(node, change)
    if not _is_node(node):
        return node
    parts = {}
    for part in fields(node):
        old = getattr(node, part.name)
        new = _rewrite(old, change)
        if new is not old:
            parts[part.name] = new
    return change(replace(node, **parts) if parts else node)


def _rewrite_members(members: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Rewrite a tuple; the very same tuple comes back when nothing changed, so that whole trees are not copied."""
    result: list[Any] = []
    for member in members:
        new = _rewrite(member, change)
        # A tuple of tuples (the definitions of a term) keeps its shape; only a node may become several.
        result.extend(new) if isinstance(new, tuple) and not isinstance(member, tuple) else result.append(new)
    if len(result) == len(members) and all(a is b for a, b in zip(result, members, strict=True)):
        return members
    return tuple(result)
