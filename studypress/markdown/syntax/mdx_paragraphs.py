"""Paragraphs of MDX, which has no code by its indent: a block below words ends them at any column (MDX, "Markdown").

markdown-it takes a line that stands four columns in for the paragraph's own, whether code by its indent is switched
off or not: `</Tabs>` below a tab of one line was text of it, and closed nothing. So `paragraph` stands in for two of
its rules, `paragraph` and `lheading`.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.lines import text_of
from studypress.markdown.syntax.pushing import push_words

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Words up to a blank line, a block at any column, or an underline, which makes them a heading (§4.3, §4.8)."""
    around, state.parentType = state.parentType, "paragraph"
    last = _end(state, start, state.lineMax)
    state.parentType = around
    mark = text_of(state, last)[:1] if _is_underline(state, last) else ""
    name, tag = ("heading", "h1" if mark == "=" else "h2") if mark else ("paragraph", "p")
    state.line = last + bool(mark)
    opening = state.push(f"{name}_open", tag, 1)
    opening.map, opening.markup = [start, state.line], mark
    push_words(state, state.getLines(start, last, state.blkIndent, False).strip(), start, last)
    state.push(f"{name}_close", tag, -1).markup = mark
    return True


def _end(state: StateBlock, start: int, end: int) -> int:
    """The line that no longer belongs to a paragraph's words."""
    rules = state.md.block.ruler.getRules("paragraph")
    for line in range(start + 1, end):
        if state.isEmpty(line) or _is_underline(state, line):
            return line
        # Less than nothing: below a quotation, to whose paragraph it belongs.
        if state.sCount[line] >= 0 and any(rule(state, line, end, True) for rule in rules):
            return line
    return end


def _is_underline(state: StateBlock, line: int) -> bool:
    return (
        line < state.lineMax
        and state.sCount[line] >= state.blkIndent
        and _UNDERLINE.fullmatch(text_of(state, line)) is not None
    )
