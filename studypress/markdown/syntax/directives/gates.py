"""Boxes of sphinx-exercise that a directive opens and another closes, since cells of code stand in them.

```` ```{solution-start} ex-1 ```` … ```` ```{solution-end} ```` (sphinx-exercise, "Gated Directives").
"""

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.directives.directive import Directive
from studypress.markdown.syntax.fenced import Fence, push_fence

GATES = tuple(f"{name}-{edge}" for name in ("exercise", "solution") for edge in ("start", "end"))


def gate(state: StateBlock, found: Directive) -> bool:
    """The opening or the closing directive of such a box."""
    name, _, edge = found.name.partition("-")
    if edge == "end":
        return push_fence(state, found.start, f"{{{name}}}", None, found.last)
    title = found.argument if name == "exercise" else ""  # a solution names its exercise
    kind = "fold" if "dropdown" in found.classes else "callout"
    fence = Fence(kind, name, title, id=found.label)
    return push_fence(state, found.start, f"{{{name}}}", fence, found.last)
