"""Boxes whose body is indented below them: Python-Markdown's `!!! note "Title"`, `??? note`, and tabs `=== "Title"`.

mdit-py-plugins has an `admon` for the first; it ends a body at two empty lines, where MkDocs does not, and knows no
tabs, which have the same body. So one rule of ours serves both.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import body_end, whole_line
from studypress.markdown.syntax.pushing import push_body, push_title

_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]*(?=[\w\"“-])([\w-]*)((?:[ \t]+[^\s\"“”]+)*)[ \t]*(?:[\"“](.*)[\"”])?[ \t]*"
)
_TAB = re.compile(r"===[!+]?[ \t]+\"(.*)\"[ \t]*")
_POSITIONS = frozenset({"inline", "end"})
"""Words after a name that put the box beside the text on a screen."""

_INDENT = 4
"""Columns of a body, a tab counting as many; where the first line below has two or three, these are enough."""


@begins_with("!?")
def admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`!!! note "Title"`, with its body below. Words after the name are a title where no quotes say so.

    Of `??? "Title"`, as pymdownx has it too, the kind is left open.
    """
    match = whole_line(state, start, ("!!!", "???"), _ADMONITION)
    if not match:
        return False
    last = body_end(state, start + 1, end, state.blkIndent + _indent(state, start, end))
    is_empty = last == start + 1
    if is_empty and (match[3] is None or not match[1]) and not is_known(match[1]):
        return False  # three exclamation marks at the start of a sentence
    if silent:
        return True
    if is_empty and match[3] == "":
        state.line = last  # a box without anything
        return True
    words = [word for word in match[2].split() if word not in _POSITIONS]
    if not match[1].isascii():
        words.insert(0, match[1])  # `??? 常见的 级数` names no kind
    title = match[3] if match[3] is not None else " ".join(words)
    opening = state.push("callout_open", "", 1)
    opening.map = [start, last]
    opening.meta["callout"] = match[1] or "note"
    if match[3] == "":
        opening.meta["untitled"] = "yes"
    _fill(state, start, last, title)
    state.push("callout_close", "", -1)
    return True


@begins_with("=")
def tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`=== "Title"`: one of several tabs, which stand one after the other in a book."""
    match = whole_line(state, start, "===", _TAB)
    last = body_end(state, start + 1, end, state.blkIndent + _indent(state, start, end)) if match else start
    if not match or last == start + 1:
        return False
    if silent:
        return True
    opening = state.push("tab_open", "", 1)
    opening.map = [start, last]
    _fill(state, start, last, match[1])
    state.push("tab_close", "", -1)
    return True


def _indent(state: StateBlock, start: int, end: int) -> int:
    below = start + 1
    given = state.sCount[below] - state.blkIndent if below < end and not state.isEmpty(below) else _INDENT
    return given if given in (2, 3) else _INDENT


def _fill(state: StateBlock, start: int, last: int, title: str) -> None:
    """Push the title, and what stands in the body."""
    if title.strip():
        push_title(state, title, start)
    push_body(state, start + 1, last, _indent(state, start, last))
    state.line = last
