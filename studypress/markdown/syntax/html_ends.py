"""Where a block of HTML ends before the blank line that CommonMark has it end at (§4.6)."""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.block_tags import block_tag
from studypress.markdown.syntax.lines import closing_line, start_of, whole_line
from studypress.markdown.syntax.page_code import is_left_out

_BOX_LINE = re.compile(r":{3,}|\{%-?[ \t]*end|\{\{[<%][ \t]*/|/{3,}[ \t]*$", re.MULTILINE)


def end_of_html(state: StateBlock, start: int, end: int) -> int:
    """The line at which a block of HTML ends that begins with a tag: at the latest at the next blank one.

    It is found before the block is made: each of a thousand that end early would have been made up to the blank line.
    """
    if start + 1 < end and not state.isEmpty(start + 1) and _holds_markdown(state, start):
        return start + 1
    for line in range(start + 1, end):
        # An item's HTML ends with the item: each of a list of tags would look through all that are below.
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent or _ends_early(state, start, line):
            return line
    return end


def _ends_early(state: StateBlock, start: int, line: int) -> bool:
    """Whether a mark of a box (`:::`, `///`), what a page runs, or code begins at a line; in MDX, Markdown."""
    if _BOX_LINE.match(state.src, start_of(state, line)) or _is_block_tag(state, line):
        return True
    is_markdown = state.env["parsed"].mdx and _is_markdown_of_mdx(state, start, line)
    return is_markdown or is_left_out(state, line) or _is_fence(state, start, line)


def _is_block_tag(state: StateBlock, line: int) -> bool:
    """Whether a box of Hexo's or GitBook's begins here, `{% note %}`: their tags are read before the HTML around."""
    if not state.src.startswith("{%", start_of(state, line)):
        return False
    return "block_tag" in state.md.block.ruler.get_active_rules() and block_tag(state, line, state.lineMax, True)


_FENCE = re.compile(r"(`{3,}|~{3,})(?![^\n]*`)[^\n]*")
_LITERAL = re.compile(r"<(/?)(?:pre|textarea|script|style)\b", re.IGNORECASE)


def _is_fence(state: StateBlock, start: int, line: int) -> bool:
    """Whether a fence begins here that ends below: right behind `<summary>` it is code on a site that reads MDX.

    Nothing is one within the tags whose text is literal.
    """
    found = whole_line(state, line, ("```", "~~~"), _FENCE)
    if not found or closing_line(state, line, state.lineMax, found[1]) is None:
        return False
    return not _is_literal(state, start, line)


def _is_literal(state: StateBlock, start: int, line: int) -> bool:
    """Whether a tag whose text is literal is open in the block before a line."""
    tags = _LITERAL.findall(state.src, start_of(state, start), state.bMarks[line])
    return bool(tags) and tags[-1] != "/"


_HOLDS_MARKDOWN = re.compile(r"""<[A-Za-z][^<>]*\smarkdown(?:[\s>]|=["']?(?:1|block|span|true)\b)""")
_PANDOC = re.compile(r"</?(?:article|aside|blockquote|center|details|div|figure|footer|header|main|nav|section)[\s>]")


def _holds_markdown(state: StateBlock, start: int) -> bool:
    """Whether a first line says `markdown`, or Pandoc reads what stands in its tag so in any case.

    (PHP Markdown Extra, "Markdown Inside HTML Blocks"; Python-Markdown's `md_in_html`; Pandoc's
    `markdown_in_html_blocks`, which R Markdown and Quarto have.)
    """
    if state.env["parsed"].mdx or _is_indented_tag(state, start + 1):
        return False
    position, end = start_of(state, start), state.eMarks[start]
    says = _PANDOC.match if state.env["parsed"].pandoc else _HOLDS_MARKDOWN.match
    return says(state.src, position, end) is not None and state.src[position:end].rstrip().endswith(">")


def _is_markdown_of_mdx(state: StateBlock, start: int, line: int) -> bool:
    """Whether a line begins with no tag, behind one that ends with some: each between two is Markdown there."""
    begins, above = start_of(state, line), state.src[start_of(state, line - 1) : state.eMarks[line - 1]]
    return above.rstrip().endswith(">") and state.src[begins] not in "<{" and not _is_literal(state, start, line)


def _is_indented_tag(state: StateBlock, line: int) -> bool:
    """Whether a line would be code by its indent, and begins with a tag: what its element holds is HTML too."""
    return state.is_code_block(line) and state.src.startswith("<", start_of(state, line))
