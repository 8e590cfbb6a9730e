"""Walking, rewriting and reading the nodes of `model/`, whatever their kind."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args

from studypress.model import Asset, Break, Code, FootnoteMark, Formula, FormulaPicture, Image, Text
from studypress.problems import Place
from studypress.tex import plain_tex

T = TypeVar("T")


def walk(node: Any) -> Iterator[Any]:
    """Yield `node` and every node below it, in reading order. A tuple yields what is below its members."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
        elif (parts := _parts(node.__class__)) is not None:
            yield node
            waiting.extend([getattr(node, part) for part in reversed(parts)])


def rewrite(node: T, change: Callable[[Any], Any]) -> T:
    """Return `node` with `change` applied to every node in it, the inner ones first.

    `change` returns a node, the same node, or a tuple of nodes to stand in its place among its neighbours.
    """
    return _rewrite(node, change)  # type: ignore[no-any-return]  # one kind in, the same kind out


def without_calls(node: T) -> T:
    """What is to be printed a second time: footnote calls stay with their notes, since their ids must be unique."""
    return rewrite(node, lambda part: () if isinstance(part, FootnoteMark) else part)


def plain_text(node: Any) -> str:
    """The words of a node or a tuple of nodes, without marks: for running heads, outlines and comparisons."""
    words = []
    for part in walk(node):
        match part:
            case Text(text=text) | Code(text=text):
                words.append(text)
            case Formula(tex=tex):
                words.append(plain_tex(tex))
            case Image(alt=alt):
                words.append(alt)
            case Break():
                words.append("" if not words or not words[-1][-1:].isascii() else " ")
    return "".join(words)


@cache
def _parts(kind: type) -> tuple[str, ...] | None:
    """The names of the fields of a kind of node that may hold nodes; None for what is no node itself.

    Asked for every node of a book, so it is kept; most fields are words and numbers, in which nothing is looked for.
    """
    if not is_dataclass(kind) or issubclass(kind, Place | Asset | FormulaPicture):
        return None
    return tuple(part.name for part in fields(kind) if _may_hold_nodes(part.type))


def _may_hold_nodes(annotation: Any) -> bool:
    if members := [member for member in get_args(annotation) if member is not Ellipsis]:
        return any(map(_may_hold_nodes, members))
    plain = str | int | float | bytes | Enum | Place | Asset | FormulaPicture | None
    return not (isinstance(annotation, type) and issubclass(annotation, plain))


def _rewrite(node: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(node, tuple):
        return _rewrite_members(node, change)
    names = _parts(node.__class__)
    if names is None:
        return node
    parts = {}
    for name in names:
        old = getattr(node, name)
        new = _rewrite(old, change)
        if new is not old:
            parts[name] = new
    return change(replace(node, **parts) if parts else node)


def _rewrite_members(members: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Rewrite a tuple; the very same tuple comes back when nothing changed, so that whole trees are not copied."""
    result: list[Any] = []
    changed = False
    for member in members:
        new = _rewrite(member, change)
        changed = changed or new is not member
        # A tuple of tuples (the definitions of a term) keeps its shape; only a node may become several.
        result.extend(new) if isinstance(new, tuple) and not isinstance(member, tuple) else result.append(new)
    return tuple(result) if changed else members
