"""Kramdown's extensions: `{::comment}` … `{:/comment}`, `{::nomarkdown}` … `{:/}`, `{::options x="y" /}`.

A comment and what is told to the program are left out; HTML that is none of its business goes through as it is. Each
ends by `{:/name}` or by `{:/}`; what does not end shows as typed.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import noted_of, text_of, whole_line

_ALONE = re.compile(r"\{::(?:options|comment|nomarkdown)\b[^{}\n]{0,300}/\}[ \t]*")
_OPENING = re.compile(r"\{::(comment|nomarkdown)\b[^{}\n/]{0,100}\}[ \t]*")
_IN_LINE = re.compile(
    r"\{::(comment|nomarkdown)\b[^{}\n/]{0,100}\}((?:(?!\{:/).){0,1000})\{:/(?:\1)?\}"
    r"|\{::(?:options|comment|nomarkdown)\b[^{}\n]{0,300}/\}",
    re.DOTALL,
)


@begins_with("{")
def extension_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An extension whose first and last tags are lines."""
    if whole_line(state, start, "{::", _ALONE):
        state.line = state.line if silent else start + 1
        return True
    opened = whole_line(state, start, "{::", _OPENING)
    last = _end(state, start, end, opened[1]) if opened else end
    if not opened or last >= end:
        return False
    if not silent:
        if opened[1] == "nomarkdown":
            token = state.push("html_block", "", 0)
            token.content = state.getLines(start + 1, last, state.blkIndent, True)
            token.map = [start + 1, last]
        state.line = last + 1
    return True


def _end(state: StateBlock, start: int, end: int, name: str) -> int:
    """The line of an extension's end, or that after the last."""
    closing = ("{:/}", f"{{:/{name}}}")
    ends: dict[str, int] = noted_of(state).setdefault("ends of extensions", {})
    if ends.get(name, end) <= start:  # none was found below a line above
        return end
    found = next((line for line in range(start + 1, end) if text_of(state, line).strip() in closing), end)
    if found == end:
        ends[name] = start
    return found


@begins_with("{")
def extension(state: StateInline, silent: bool) -> bool:
    """An extension within a line."""
    found = _IN_LINE.match(state.src, state.pos, state.posMax) if state.src.startswith("{::", state.pos) else None
    if not found:
        return False
    if not silent and found[1] == "nomarkdown":
        state.push("html_inline", "", 0).content = found[2]
    state.pos = found.end()
    return True
