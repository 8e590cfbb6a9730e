"""The stylesheet of a drawing without the rules that nothing in it follows: of a renderer's, nine in ten.

Print asks every element about each of them, and an e-book holds them once more with every figure.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from lxml import etree

from studypress.figures.svg_clean import SVG_NAMESPACE, Element


def drop_idle_rules(root: Element) -> None:
    """Take out of the stylesheets of a drawing, in place, all selectors that ask for a name which no element has."""
    there = frozenset(name for element in root.iter(etree.Element) for name in _names(element))
    for style in root.iter(f"{{{SVG_NAMESPACE}}}style"):
        kept = [
            (",".join(selector for selector, asked in selectors if there >= asked), body)
            for selectors, body in _rules(style.text or "")
        ]
        style.text = "".join(selectors + body for selectors, body in kept if selectors)


def _names(element: Element) -> Iterator[str]:
    """What a selector can call an element by, marked as selectors mark it."""
    yield etree.QName(element).localname.lower()
    for name, value in element.items():
        yield f"[{name.lower()}"
        if name == "class":
            yield from (f".{word}" for word in value.split())
        elif name == "id":
            yield f"#{value}"


_Selector = tuple[str, frozenset[str]]
"""As it is written, and the names that it asks for."""


@lru_cache(maxsize=16)
def _rules(css: str) -> tuple[tuple[tuple[_Selector, ...], str], ...]:
    """The rules of a stylesheet, which is that of all drawings of its kind: the selectors of each, and its body."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(
        (tuple(_selectors(rule.prelude)), f"{{{tinycss2.serialize(rule.content)}}}")
        if rule.type == "qualified-rule"
        else (((rule.serialize(), frozenset()),), "")
        for rule in rules
    )


def _selectors(prelude: Sequence[Any]) -> Iterator[_Selector]:
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":  # noqa: S105  # a comma
            selectors.append([])
        else:
            selectors[-1].append(token)
    for tokens in selectors:
        names = () if "|" in tokens else _asked_by(tokens)  # a namespace is no name of an element
        yield tinycss2.serialize(tokens).strip(), frozenset(names)


def _asked_by(tokens: Sequence[Any]) -> Iterator[str]:
    """The names that all are needed for a selector to match: not those in `:not()` and its like."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "hash":
            yield f"#{token.value}"
        elif token.type == "[] block":
            yield from (f"[{inner.lower_value}" for inner in token.content[:1] if inner.type == "ident")
        elif token.type == "ident" and before == ".":
            yield f".{token.value}"
        elif token.type == "ident" and before != ":":
            yield token.lower_value
