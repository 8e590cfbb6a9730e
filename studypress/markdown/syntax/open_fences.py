"""Fences that their authors forgot to close: what stands below them is printed as code, headings too.

CommonMark §4.5 ends such a fence with the text, or with the item or the quotation that it stands in; and where another
stands below, the line that closes that one ends both. So it stays: nobody knows where the code was to end.
"""

import re
from functools import wraps

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.syntax.lines import text_of
from studypress.markdown.syntax.tables.pipes import BlockRule

_PARTED = re.compile(r"\n[ \t]*\n")
"""An empty line: without one, what ends with the text, or with its item, is likely to be all code."""
_OPENING = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*[A-Za-z{][^`\n]*$", re.MULTILINE)
"""A line that can only open a fence, since it names a language."""


def noting_open_fences(rule: BlockRule) -> BlockRule:
    """Note at a fence's token that no line closes it (`open lines`: how many it takes), or what opens inside it."""

    @wraps(rule)
    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        found = rule(state, start, end, silent)
        if found and not silent:
            _note(state, state.tokens[-1], start)
        return found

    return guarded


def _note(state: StateBlock, token: Token, start: int) -> None:
    last = state.line - 1
    words = text_of(state, last).strip()
    if last == start or not words.startswith(token.markup) or words.strip(token.markup[0]):
        if _PARTED.search(token.content.strip()):
            token.meta["open lines"] = last - start
        return
    inner = next((found for found in _OPENING.finditer(token.content) if found[1].startswith(token.markup)), None)
    if inner:
        token.meta["inner fence"] = (inner[0].strip(), start + 1 + token.content.count("\n", 0, inner.start()))
