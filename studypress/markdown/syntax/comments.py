"""`%%comments%%` of Obsidian, in a line or over many.

They are read where `[markdown] vault_comments` says so, since `100%%` is text elsewhere.
"""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_at, start_of

_MARK = "%%"


@begins_with("%")
def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out lines from one that begins with `%%` to the next that holds the mark; none ends nothing."""
    position, limit = start_of(state, start), state.eMarks[start]
    if state.is_code_block(start) or not state.src.startswith(_MARK, position):
        return False
    closing = state.src.find(_MARK, position + 2)
    if 0 <= closing < limit:  # within one line: alone there, or `comment` finds it
        return not state.src[closing + 2 : limit].strip() and _skip(state, start, silent)
    line = line_at(state, closing)
    return closing >= 0 and line < end and _skip(state, line, silent)


def _skip(state: StateBlock, line: int, silent: bool) -> bool:
    if not silent:
        state.line = line + 1
    return True


@begins_with("%")
def comment(state: StateInline, silent: bool) -> bool:
    """Leave out `%%…%%` within a paragraph."""
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True
