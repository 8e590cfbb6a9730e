"""Drawings between colons, as Azure DevOps has them: `::: mermaid` … `:::`. What stands in them is no Markdown."""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import closing_line, noted_of, whole_line

_OPENING = re.compile(r"(:{3,})[ \t]*mermaid[ \t]*")


@begins_with(":")
def fenced_drawing(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for them; one that holds a fence has its drawing there, and one without an end is told of."""
    match = whole_line(state, start, ":::", _OPENING)
    if not match or start < noted_of(state).get("fence below", 0):
        return False
    last = closing_line(state, start, end, match[1])
    if last is None:
        return False
    content = state.getLines(start + 1, last, state.sCount[start], True)
    if "```" in content or "~~~" in content:
        noted_of(state)["fence below"] = last  # of a thousand such lines the first alone looks for the end
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.content, token.markup, token.map = "mermaid", content, "```", [start, last + 1]
        state.line = last + 1
    return True
