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
    """Leave out what stands from a line that begins with `%%` to the next mark; one without an end shows as typed."""
    position = start_of(state, start)
    if state.is_code_block(start) or not state.src.startswith(_MARK, position):
        return False
    closing = state.src.find(_MARK, position + len(_MARK))
    line = line_at(state, closing)
    if closing < 0 or line >= end:
        return False
    behind = state.skipSpaces(closing + len(_MARK))
    is_last = behind >= state.eMarks[line]
    if line == start and not is_last:  # `comment` finds it
        return False
    if not silent:
        state.line = line + is_last
        if not is_last:  # what stands behind the mark is a line of its own
            state.bMarks[line], state.tShift[line], state.sCount[line] = behind, 0, state.blkIndent
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
