"""Headings without the blank behind their `#`, which CommonMark §4.2 wants: `##第一节`, as Typora and others read them.

Two marks and more before what is Chinese or numbered can mean nothing else. One alone may be a tag, `#物理`: it is a
heading where all headings of the text are typed so.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.letters import CJK
from studypress.manuscript import lines_of
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import noted_of, whole_line
from studypress.markdown.syntax.pushing import push_heading

_CLOSE = re.compile(rf"(#{{1,6}})(?=[^\s#!])(?=.{{0,200}}[{CJK}])(.*?)(?:[ \t]+#+)?[ \t]*")
_TYPED = re.compile(r" {0,3}(#{1,6})(?!#)([ \t]?)")


@begins_with("#")
def close_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a heading of such a line."""
    found = whole_line(state, start, "#", _CLOSE)
    if not found or (found[1] == "#" and not _are_close(state)):
        return False
    if not silent:
        state.line = start + 1
        push_heading(state, found[1], found[2], start)
    return True


def _are_close(state: StateBlock) -> bool:
    """Whether all lines of the text that open with these marks have no blank behind them, and some have two."""
    noted = noted_of(state)
    if "close headings" not in noted:
        marks = [found for line, free in lines_of(state.src) if free and (found := _TYPED.match(line))]
        noted["close headings"] = not any(found[2] for found in marks) and any(len(found[1]) > 1 for found in marks)
    return bool(noted["close headings"])
