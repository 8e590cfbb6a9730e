"""Tabs, of which a screen shows one at a time, stand one after the other in a book, each with its label.

Written as `::: code-group`, `{% tabs %}`, `<Tabs>`, `=== "Title"`, or as headings in Quarto's `::: {.panel-tabset}`.
"""

from collections.abc import Iterator
from dataclasses import replace

from studypress.markdown.elements.context import Blocks, FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.nodes.callouts import titled
from studypress.model import Block, CodeBlock, Details, Heading, Inline
from studypress.problems import Place
from studypress.tree import plain_text


def tab(element: Element, context: FileContext, blocks: Blocks) -> tuple[Block, ...]:
    """Make blocks of one tab."""
    label, content = titled(element, context, blocks)
    return _labelled(label, content, context.place(element.line))


def tab_group(element: Element, context: FileContext, blocks: Blocks) -> tuple[Block, ...]:
    """Make blocks of a group of tabs; headings directly in it are labels."""
    content = blocks(element.children, context)
    return tuple(block for part in _at_headings(content) for block in part)


def _at_headings(content: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    headings = [(index, block) for index, block in enumerate(content) if isinstance(block, Heading)]
    ends = [*(index for index, _ in headings), len(content)]
    yield content[: ends[0]]
    for (start, heading), end in zip(headings, ends[1:], strict=True):
        yield _labelled(heading.children, content[start + 1 : end], heading.place)


def _labelled(label: tuple[Inline, ...], content: tuple[Block, ...], place: Place) -> tuple[Block, ...]:
    """Code that stands alone in a tab has the label for its title; anything else is a box with a title."""
    if not label:
        return content
    match content:
        case (CodeBlock(title="") as code,):
            return (replace(code, title=plain_text(label)),)
        case _:
            return (Details(label, content, place),)
