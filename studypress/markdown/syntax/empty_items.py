"""What stands below an item of a list that has no words in its line, a blank line between, and deeper than four spaces.

CommonMark ends such an item at the blank line, and takes what follows for code (§5.2); Python-Markdown has it belong to
the item, and so has whoever writes `-` above a formula that is indented.
"""

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.lines import body_end


def body_of_empty_item(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Reopen the list that has just ended, and read what would be code as what its last item holds."""
    if silent or not state.is_code_block(start) or not _follows_empty_item(state):
        return False
    closing = [state.tokens.pop(), state.tokens.pop()]
    last = body_end(state, start, end, state.sCount[start])
    item = state.tokens[-1]
    opening = next(token for token in reversed(state.tokens) if token.nesting == 1 and token.level == item.level - 1)
    item.map = [item.map[0] if item.map else start, last]
    opening.map = [opening.map[0] if opening.map else start, last]
    indent, limit = state.blkIndent, state.lineMax
    state.blkIndent, state.lineMax = state.sCount[start], last
    state.level += 2
    state.md.block.tokenize(state, start, last)
    state.level -= 2
    state.blkIndent, state.lineMax, state.line = indent, limit, last
    state.tokens += reversed(closing)
    return True


def _follows_empty_item(state: StateBlock) -> bool:
    """Whether a list has just ended whose last item holds nothing."""
    types = [token.type for token in state.tokens[-3:]]
    return types[:2] == ["list_item_open", "list_item_close"] and types[2] in _LIST_ENDS


_LIST_ENDS = ("bullet_list_close", "ordered_list_close")
