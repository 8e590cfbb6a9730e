"""Walking, rewriting and reading the nodes of `model/`, whatever their kind."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

from studypress.model import (
    Asset,
    Block,
    Book,
    Break,
    Chapter,
    Citation,
    Code,
    Footnote,
    FootnoteMark,
    Formula,
    FormulaPicture,
    Image,
    Inline,
    Parent,
    Section,
    Styled,
    Text,
)
from studypress.problems import Place
from studypress.tex import plain_tex

T = TypeVar("T")


def walk(node: Any, *kinds: type) -> Iterator[Any]:
    """Yield `node` and every node below it, in reading order. A tuple yields what is below its members.

    Where `kinds` are given, only nodes of these are yielded, and nothing is looked into that cannot hold one.
    """
    ways = _ways(kinds)
    wanted = ways.wanted
    waiting = [node]
    while waiting:
        node = waiting.pop()
        kind = node.__class__
        if kind is tuple:
            waiting += node[::-1]
        elif way := ways[kind]:
            if way[0]:
                yield node
            if way[2] and (getattr(node, "kinds_below", 0) or kinds_below(node)) & wanted:
                for part in way[2]:
                    waiting.append(getattr(node, part))


def rewrite(node: T, change: Callable[[Any], Any], *kinds: type, around: tuple[type, ...] = ()) -> T:
    """Return `node` with `change` applied to every node in it, the inner ones first; to those of `kinds`, if given.

    `change` returns a node, the same node, or a tuple of nodes to stand in its place among its neighbours. Where kinds
    are given that it must be `around`, no node is changed, nor looked into, that is none of these and holds none.
    """
    return _rewrite(node, change, _ways(kinds, around))  # type: ignore[no-any-return]  # one kind in, the same kind out


def rewrite_as_read(chapter: Chapter, change: Callable[[Any], Any], *kinds: type) -> Chapter:
    """`rewrite` what a chapter holds below its title, as a reader meets it: the text, its footnotes, the summary."""
    return replace(
        chapter,
        blocks=rewrite(chapter.blocks, change, *kinds),
        footnotes=rewrite(chapter.footnotes, change, *kinds),
        summary=rewrite(chapter.summary, change, *kinds),
    )


EMOJI_NAME = "emoji-name"
"""The class of a name that is printed for an emoji in a title."""


def title_text(title: tuple[Any, ...]) -> str:
    """The words of a title in a running head or an outline."""
    return plain_text(without_emoji_names(title)).strip()


def without_emoji_names(title: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out the names that are printed for emoji in a title, unless nothing else is there."""
    kept = rewrite(title, lambda node: () if EMOJI_NAME in node.classes else node, Styled)
    return kept if kept is title or plain_text(kept).strip() else title


def without_calls(node: T) -> T:
    """What is to be printed a second time: calls of notes and sources stay where they are, as their ids are unique."""
    return rewrite(node, lambda part: (), FootnoteMark, Citation)


def called_notes(
    shown: Any, notes: Mapping[str, Footnote], name: Callable[[FootnoteMark], str] = attrgetter("footnote")
) -> dict[str, None]:
    """The notes, by the `name` that their marks have for them, that are called in what is shown, each once.

    Then come those that only these call, and so on.
    """
    order: dict[str, None] = {}
    waiting: deque[Any] = deque([shown])
    while waiting:
        for mark in walk(waiting.popleft(), FootnoteMark):
            if (called := name(mark)) in notes and called not in order:
                order[called] = None
                waiting.append(notes[called])
    return order


def plain_text(node: Any) -> str:
    """The words of a node or a tuple of nodes, without marks: for running heads, outlines and comparisons."""
    if node.__class__ is tuple and len(node) == 1 and node[0].__class__ is Text:  # as most paragraphs are
        return str(node[0].text)
    words = []
    for part in walk(node, Text, Code, Formula, Image, Break):
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


def typed_lines(words: tuple[Inline, ...]) -> Iterator[tuple[tuple[Inline, ...], Break | None]]:
    """The lines of a paragraph as typed, each with the break that ends it; the last has none."""
    return _lines(words, lambda end: True)


def printed_lines(words: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """The lines of a paragraph that are printed below each other: a hard break ends them."""
    return (line for line, _ in _lines(words, lambda end: end.hard))


def _lines(
    words: tuple[Inline, ...], ends: Callable[[Break], bool]
) -> Iterator[tuple[tuple[Inline, ...], Break | None]]:
    start = 0
    for index, node in enumerate(words):
        if isinstance(node, Break) and ends(node):
            yield words[start:index], node
            start = index + 1
    yield words[start:], None


def own_and_sections(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """What stands below a heading: the blocks of its own, and the sections of the headings below it."""
    own = tuple(block for block in blocks if not isinstance(block, Section))
    return own, tuple(block for block in blocks if isinstance(block, Section))


def is_blank(node: Inline) -> bool:
    """Whether nothing of it is seen: a break, or text that is white space."""
    return isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip())


# --- Ways -----------------------------------------------------------------------------------------------------

_Way = tuple[bool, tuple[str, ...], tuple[str, ...], bool]
"""Whether a node is of the kinds that are wanted, the fields of it to look into, from first to last and back, and
whether it is wanted only because of what it is around."""


class _Ways(dict[type, _Way | None]):
    """How to go on from a node, by its kind; None where nothing below it is wanted, nor it.

    Asked for every node of a book, ten times, so it is found once for each kind.
    """

    def __init__(self, kinds: tuple[type, ...], around: tuple[type, ...] = ()) -> None:
        super().__init__({tuple: (False, (), (), False)})
        self._kinds, self._around = kinds, around
        self.wanted = sum(bit for kind, bit in _bits().items() if _is_of(kind, around or kinds))
        """The kinds for which nodes are looked into, as bits."""

    def __missing__(self, kind: type) -> _Way | None:
        wanted = _is_node(kind) and _is_of(kind, self._kinds)
        sought = self._around or self._kinds
        parts = tuple(part for part, below in _parts(kind).items() if any(_is_of(one, sought) for one in below))
        for_others = bool(wanted and self._around and not _is_of(kind, self._around))
        self[kind] = (wanted, parts, parts[::-1], for_others) if wanted or parts else None
        return self[kind]


def _is_of(kind: type, kinds: tuple[type, ...]) -> bool:
    return not kinds or issubclass(kind, kinds)


@cache
def _ways(kinds: tuple[type, ...], around: tuple[type, ...] = ()) -> _Ways:
    return _Ways(kinds, around)


@cache
def _parts(kind: type) -> dict[str, frozenset[type]]:
    """The fields of a kind of node that hold nodes, each with the kinds that may be found below it, however deep."""
    found = {}
    for part, direct in _held(kind).items():
        below, waiting = set(direct), list(direct)
        while waiting:
            new = frozenset().union(*_held(waiting.pop()).values()) - below
            below |= new
            waiting += new
        found[part] = frozenset(below)
    return found


@cache
def _held(kind: type) -> dict[str, frozenset[type]]:
    """The fields of a kind of node that hold nodes, each with their kinds; most are words and numbers."""
    if not _is_node(kind):
        return {}
    hints = get_type_hints(kind)
    held = {part.name: frozenset(_kinds_in(hints[part.name])) for part in fields(kind)}
    return {name: kinds for name, kinds in held.items() if kinds}


def _kinds_in(annotation: Any) -> Iterator[type]:
    if members := get_args(annotation):
        for member in members:
            yield from _kinds_in(member)
    elif isinstance(annotation, type) and _is_node(annotation):
        yield annotation


@cache
def _bits() -> dict[type, int]:
    """A bit for each kind of node that a book holds."""
    kinds = {Book}.union(*_parts(Book).values())
    return {kind: 1 << at for at, kind in enumerate(sorted(kinds, key=lambda kind: kind.__name__))}


def _is_node(kind: type) -> bool:
    return is_dataclass(kind) and not issubclass(kind, Place | Asset | FormulaPicture)


# --- What is below a node -------------------------------------------------------------------------------------


def kinds_below(node: Any) -> int:
    """The kinds of nodes that a node holds, however deep, as bits; found once for each node of the model.

    For all nodes of a book that takes as long as reading it from the cache, so it is asked before they are kept.
    """
    if (known := getattr(node, "kinds_below", None)) is not None:
        return known  # type: ignore[no-any-return]
    if not isinstance(node, Parent):  # what the templates are given may hold a node in something of their own
        return _ANY
    kind: type = node.__class__
    bits, found = _bits(), 0
    waiting = [getattr(node, part) for part in _held(kind)]
    for value in waiting:
        kind = value.__class__
        if kind is tuple:
            waiting += value
        elif bit := bits.get(kind):
            found |= bit
            if (known := getattr(value, "kinds_below", None)) is not None:
                found |= known
            elif isinstance(value, Parent):
                found |= kinds_below(value)
    found = _SAME.setdefault(found, found)
    object.__setattr__(node, "kinds_below", found)
    return found


_ANY = -1
"""All bits."""
_SAME: dict[int, int] = {}
"""Each set of kinds once: a book has a million nodes, and a few hundred of these."""


# --- Rewriting ------------------------------------------------------------------------------------------------


def _rewrite(node: Any, change: Callable[[Any], Any], ways: _Ways) -> Any:
    kind = node.__class__
    if kind is tuple:
        return _rewrite_members(node, change, ways)
    way = ways[kind]
    if way is None:
        return node
    holds = way[1] and (getattr(node, "kinds_below", 0) or kinds_below(node)) & ways.wanted
    if holds:
        changed = {}
        for part in way[1]:
            if old := getattr(node, part):
                new = _rewrite(old, change, ways)
                if new is not old:
                    changed[part] = new
        if changed:
            node = replace(node, **changed)
    elif way[3]:
        return node
    return change(node) if way[0] else node


def _rewrite_members(members: tuple[Any, ...], change: Callable[[Any], Any], ways: _Ways) -> tuple[Any, ...]:
    """Rewrite a tuple; the very same tuple comes back when nothing changed, so that whole trees are not copied."""
    result: list[Any] | None = None
    for at, member in enumerate(members):
        new = member if ways[member.__class__] is None else _rewrite(member, change, ways)
        if result is None:
            if new is member:
                continue
            result = list(members[:at])
        # A tuple of tuples (the definitions of a term) keeps its shape; only a node may become several.
        result.extend(new) if isinstance(new, tuple) and not isinstance(member, tuple) else result.append(new)
    return members if result is None else tuple(result)
