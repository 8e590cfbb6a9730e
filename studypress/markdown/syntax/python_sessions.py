"""What was typed into Python, pasted without a fence: `>>> s = "Python"`.

By CommonMark (§5.1) the prompt is three marks of quotations, one within the other: readers would see neither it nor
the ends of lines.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import text_of, whole_line

_OPENS = re.compile(
    r">>> (?:[\w.]{1,80}(?:[ \t]*(?:[-+*/%]?=|[(\[])| in |$)|(?:import|from|def|class|for|while|if|with|print|del) "
    r"|[0-9(\[{\"'-]).*",
    re.ASCII,
)
"""A prompt with what opens a statement; several words in a row are a quotation, as in letters."""
_ENDS = ("```", "~~~")


@begins_with(">")
def python_session(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make code of the lines from a prompt to the next empty one, unless other quotations are among them."""
    if not whole_line(state, start, ">>> ", _OPENS):
        return False
    last = start + 1
    while last < end and not state.isEmpty(last) and not text_of(state, last).startswith(_ENDS):
        last += 1
    lines = (text_of(state, line) for line in range(start, last))
    if any(line.startswith(">") and not line.startswith(">>>") for line in lines):
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.content, token.map = state.getLines(start, last, state.blkIndent, True), [start, last]
        token.info, token.markup = "pycon", "```"
        state.line = last
    return True
