"""The text of a footnote, `[^1]: …`, where it stands among the items of a list."""

from functools import wraps

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.tables.pipes import BlockRule


def apart_from_lists(rule: BlockRule) -> BlockRule:
    """Let the list around a note go on below it: markdown-it would take its next item for the note's last line.

    It has a number that is indented as far as a list's item belong to that item (`listIndent`), within a note too.
    """

    @wraps(rule)
    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        indent, state.listIndent = state.listIndent, -1
        try:
            return rule(state, start, end, silent)
        finally:
            state.listIndent = indent

    return guarded
