"""Headings that R writes into a page: `` `r if (knitr::is_html_output()) '# References {-}'` ``.

Bookdown's own example has one, so that the page of references has a title wherever it is no chapter of LaTeX's. No code
is run: where a book is no LaTeX, the heading is what stands in the quotation marks.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import whole_line
from studypress.markdown.syntax.pushing import push_heading

_HEADING = re.compile(
    r"`r[ \t]+if[ \t]*\([ \t]*(?:knitr:{2,3})?is_html_output\([^()'\"\n]{0,80}\)[ \t]*\)[ \t]*(['\"])"
    r"(#{1,6})[ \t]+([^'\"\n]{1,300}?)[ \t]*\1[ \t]*`[ \t]*"
)


@begins_with("`")
def knitted_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a heading of a line that R would write as one."""
    found = whole_line(state, start, "`r", _HEADING)
    if not found:
        return False
    if not silent:
        state.line = start + 1
        push_heading(state, found[2], found[3], start)
    return True
