"""Callouts: the boxes of every tool, which differ in how they are written, made into one kind of node.

How each is written is a file of its own in `syntax/`, such as `quoted` (`> [!note]`), `indented` (`!!! note`), `fenced`
(`:::`) and `block_tags` (`{% hint %}`). All of them open an element `callout` with the author's name for it, which
`callout_kinds` knows or not, and in it a `callout-title`.
"""

import re

from studypress.locale import locale_for
from studypress.markdown.elements.context import Blocks, FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.nodes.inlines import classes, inlines
from studypress.markdown.nodes.meanings import alignment, is_boxed
from studypress.markdown.syntax.callout_kinds import KINDS, STATEMENTS, WORDS
from studypress.model import (
    Block,
    Callout,
    CalloutKind,
    CodeBlock,
    Details,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    Text,
)
from studypress.tree import plain_text


def callout(element: Element, context: FileContext, blocks: Blocks) -> Callout:
    """Make a callout; without a title of its own it has its kind's word in the book's language.

    Quarto's form has its title in a heading that stands first.
    """
    name = element.attributes["callout"]
    title, rest = titled(element, context, blocks)
    if not title and rest and isinstance(rest[0], Heading) and "fence" in element.attributes:
        title, rest = rest[0].children, rest[1:]
    place = context.place(element.line)
    if not title and "untitled" not in element.attributes:
        title = (Text(_word(name, context.language), place),)
    elif title and name.lower() in STATEMENTS:
        title = _with_kind(title, name, context.language)
    return Callout(KINDS.get(name.lower(), CalloutKind.NOTE), title, rest, classes(element), place)


_ALERT = re.compile(r"alert-(info|success|warning|danger|primary|secondary)")


def alert_kind(names: tuple[str, ...]) -> CalloutKind | None:
    """What a box of Bootstrap is by its classes, `alert alert-info`, as in notebooks: its title is in its text."""
    found = next(filter(None, map(_ALERT.fullmatch, names)), None) if "alert" in names else None
    return KINDS.get(found[1], CalloutKind.NOTE) if found else None


_MOST_IN_BOX = 1_000
"""Characters: what is longer is a page whose ground was pasted with it."""


def styled_kind(element: Element, inner: tuple[Block, ...]) -> CalloutKind | None:
    """What a block of HTML with a ground or a border of its own is, if it holds a few words: a note without a title."""
    has_words = all(isinstance(block, Paragraph | List | CodeBlock | Quote) for block in inner)
    if not has_words or alignment(element) or not is_boxed(element):
        return None
    return CalloutKind.NOTE if 0 < len(plain_text(inner)) <= _MOST_IN_BOX else None


def _with_kind(title: tuple[Inline, ...], name: str, language: str) -> tuple[Inline, ...]:
    """A theorem's title behind the word for it, which a reader of mathematics looks for, if it says neither word."""
    word, said_by_title = _word(name, language), plain_text(title).lower()
    if word.lower() in said_by_title or name.lower() in said_by_title:
        return title
    words, place = locale_for(language).words, title[0].place
    opening, closing = words["bracket_open"], words["bracket_close"]
    return (Text(f"{word}{opening}", place), *title, Text(closing, place))


def folded(element: Element, context: FileContext, blocks: Blocks) -> Details:
    """Make what is folded away on a screen; a callout that is so has its kind's word where it has no title."""
    title, rest = titled(element, context, blocks)
    place = context.place(element.line)
    if not title and (name := element.attributes.get("callout", "")):
        title = (Text(_word(name, context.language), place),)
    return Details(title, rest, place)


def titled(element: Element, context: FileContext, blocks: Blocks) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """The title that a box opens with, and what it holds."""
    first = element.children[0] if element.children else None
    if isinstance(first, Element) and first.name == "callout-title":
        return inlines(first.children, context), blocks(element.children[1:], context)
    return (), blocks(element.children, context)


def _word(name: str, language: str) -> str:
    """What a callout without a title is called; a name of the author's own is shown as such."""
    plain = name.lower()
    word = locale_for(language).words.get(f"callout_{WORDS.get(plain, plain)}", "")
    return word or name.replace("-", " ").replace("_", " ").strip().capitalize()
