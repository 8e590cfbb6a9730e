"""YAML as other tools' settings and front matter have it, read as data and in bounded time. The one door to PyYAML.

Every scalar is a text: a chapter called `1.10` is not the number 1.1, nor one called `No` a denial. Tags count for
nothing, and so those that call Python (`!!python/name:…` in `mkdocs.yml`) or R (`!expr`) run nothing.
"""

import re
from itertools import accumulate
from typing import Any

import yaml

_MOST_NODES = 100_000
"""Of a document with its aliases written out: beyond it is no list of contents, but a bomb."""


_LONGEST = 200_000
"""Characters of a document that is read: PyYAML takes seconds for as many."""

_DEEPEST = 100
"""Brackets within each other in a document that is read."""


class YamlError(ValueError):
    """A text that is no YAML, or is not worth reading; says so in a few words."""


def read_yaml(text: str) -> Any:
    """Read the first document of a text. Raises YamlError."""
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        raise YamlError("it is too long, or too deep")
    try:
        loader = _Loader(text)
        node = loader.get_node()
        if node is None:
            return None
        _measure(node, {})
        return loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise YamlError(error.problem or "it is no YAML") from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise YamlError(str(error).partition("\n")[0]) from None


def lines_of(text: str) -> dict[str, int]:
    """Find the line, counted from 1, on which each scalar of a text that is YAML stands first."""
    lines: dict[str, int] = {}
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return lines
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.ScalarEvent) and event.start_mark:
                lines.setdefault(event.value, event.start_mark.line + 1)
    except (yaml.YAMLError, RecursionError):
        return lines
    return lines


class _Loader(yaml.BaseLoader):
    """PyYAML's loader of plain texts, lists and tables."""

    def get_node(self) -> yaml.Node | None:
        """Compose the first document."""
        self.get_event()  # type: ignore[no-untyped-call]  # the start of the stream
        return None if self.check_event(yaml.StreamEndEvent) else self.compose_document()


def _depth(text: str) -> int:
    """How deep brackets are nested at most; PyYAML takes a time that grows with the square of it."""
    steps = (1 if sign in "[{" else -1 for sign in re.findall(r"[\[\]{}]", text))
    return max(accumulate(steps), default=0)


def _measure(node: yaml.Node, known: dict[int, int]) -> int:
    """Count the nodes below one, each alias as often as it is used (“billion laughs”), and refuse circles."""
    if (size := known.get(id(node))) is not None:
        if not size:
            raise YamlError("it holds itself")
        return size
    known[id(node)] = 0
    size = 1
    if isinstance(node, yaml.MappingNode):
        size += sum(_measure(key, known) + _measure(value, known) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        size += sum(_measure(each, known) for each in node.value)
    if size > _MOST_NODES:
        raise YamlError("it is too large")
    known[id(node)] = size
    return size
