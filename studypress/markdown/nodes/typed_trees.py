"""Trees of folders typed without a fence: `├── bin`. Their branches stand below each other in code alone."""

import re

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Child, Element, Run, ends_line
from studypress.model import CodeBlock

_BRANCH = re.compile(r"[\s│]*[├└]")
_OF_TREE = re.compile(r"\s*[│├└]")
_LEADS_TO = ("：", ":")
_READ_OTHERWISE = frozenset(("softbreak", "br", "strong", "em", "mark", "sub", "sup", "s", "del"))
"""Marks that a name such as `__init__.py` may have been taken for."""


def with_typed_tree(element: Element, context: FileContext) -> tuple[list[Child], tuple[CodeBlock, ...]]:
    """Part a paragraph into its words and the tree below them, as it was typed; its first line may be the root."""
    first, *below = lines = element.attributes.get("source", "").split("\n")
    branches = sum(_BRANCH.match(line) is not None for line in lines)
    if branches < 2 or not all(map(_OF_TREE.match, below)) or not all(map(_is_typed, element.children)):
        return element.children, ()
    ends = [at for at, child in enumerate(element.children) if ends_line(child)]
    words = first.rstrip().endswith(_LEADS_TO)
    tree = "".join(f"{line.rstrip()}\n" for line in (below if words else lines))
    return element.children[: ends[0]] if words else [], (CodeBlock(tree, place=context.place(element.line + words)),)


def _is_typed(child: Child) -> bool:
    return isinstance(child, Run) or (child.name in _READ_OTHERWISE and all(map(_is_typed, child.children)))
