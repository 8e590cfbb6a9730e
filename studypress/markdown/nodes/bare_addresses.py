"""Web addresses that stand in the text as they are, without a mark around them, are links all the same (GFM, 6.9)."""

from collections.abc import Iterable

from studypress.markdown.syntax.links import web_addresses
from studypress.model import Inline, Link, Styled, Text


def with_addresses_linked(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Make links of bare web addresses, anywhere but in a link and in code."""
    result: list[Inline] = []
    for node in nodes:
        match node:
            case Text(text=text) if "://" in text:
                result.extend(_linked(node))
            case Styled(children=children):
                result.append(Styled(node.style, with_addresses_linked(children), node.classes, node.place))
            case _:
                result.append(node)
    return tuple(result)


def _linked(node: Text) -> Iterable[Inline]:
    position = 0
    for start, end in web_addresses(node.text):
        if start > position:
            yield Text(node.text[position:start], node.place)
        yield Link(node.text[start:end], (Text(node.text[start:end], node.place),), place=node.place)
        position = end
    if position < len(node.text):
        yield Text(node.text[position:], node.place)
