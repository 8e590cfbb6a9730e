"""One tree for Markdown and raw HTML: both open and close elements that bear HTML's names.

A `<div>` may open in one HTML block and close in another with Markdown between them, and `<b>` may hold `**x**`; so the
two are put into one tree first (by `builder`), and made into the model's nodes afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from studypress.markdown.syntax.html import BLOCK

OWN_BLOCKS = frozenset(
    {
        *("fence", "formula-block", "footnote", "parting", "sources"),
        *("callout", "callout-title", "container", "fold", "tabs", "tab"),
    }
)
"""Blocks that HTML has no name for: code, a formula, a footnote's definition, the end of a stretch of HTML, boxes, and
the place of the sources."""

FLOW_BLOCKS = BLOCK | OWN_BLOCKS


@dataclass(slots=True)
class Run:
    """Words within a line."""

    text: str
    line: int


@dataclass(slots=True)
class Element:
    """An element: HTML's own, or one of ours (`fence`, `softbreak`, `footnote`, `footnote-mark`)."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Child"] = field(default_factory=list)
    markdown: bool = False
    """Whether Markdown opened it; only Markdown closes it then."""
    in_line: bool = False
    """Whether its tag stood inside a line of text."""
    holds_block: bool = False
    """Whether a block stands somewhere below, up to the next block."""

    @property
    def is_block(self) -> bool:
        """Whether it stands by itself, between paragraphs."""
        return self.name in FLOW_BLOCKS


Child: TypeAlias = Run | Element


def ends_line(child: Child) -> bool:
    """Whether a line ends with it, as typed or where its author broke it."""
    return isinstance(child, Element) and child.name in ("softbreak", "br")


def named(children: Iterable[Child], *names: str) -> list[Element]:
    """The elements of these names."""
    return [child for child in children if isinstance(child, Element) and child.name in names]
