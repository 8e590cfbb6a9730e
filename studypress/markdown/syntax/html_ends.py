"""Where a block of HTML ends before the blank line that CommonMark has it end at (§4.6)."""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.block_tags import block_tag
from studypress.markdown.syntax.lines import closing_line, start_of, whole_line
from studypress.markdown.syntax.page_code import is_left_out

_BOX_LINE = re.compile(r":{3,}|\{%-?[ \t]*end|\{\{[<%][ \t]*/")


def end_early(state: StateBlock, start: int) -> None:
    """End a block of HTML, which goes on to a blank line, before a mark of a box (`:::`), what a page runs, or code."""
    for line in range(start + 1, state.line):
        is_box = _BOX_LINE.match(state.src, start_of(state, line)) is not None or _is_block_tag(state, line)
        if is_box or is_left_out(state, line) or _is_fence(state, start, line):
            _end_above(state, start, line)
            return


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


_HOLDS_MARKDOWN = re.compile(r"""<[A-Za-z][^<>]*\smarkdown(?:[\s>]|=["']?(?:1|block|true)\b)""")
_PANDOC = re.compile(r"</?(?:article|aside|blockquote|center|details|div|figure|footer|header|main|nav|section)[\s>]")


def end_at_markdown(state: StateBlock, start: int) -> None:
    """End a block of HTML with its first line if that says `markdown`, or Pandoc reads it so in any case.

    (PHP Markdown Extra, "Markdown Inside HTML Blocks"; Python-Markdown's `md_in_html`; Pandoc's
    `markdown_in_html_blocks`, which R Markdown and Quarto have; MDX, of which each line between two tags is Markdown.)
    """
    if state.env["parsed"].mdx:
        _end_at_line_of_mdx(state, start)
        return
    position, end = start_of(state, start), state.eMarks[start]
    says = _PANDOC.match if state.env["parsed"].pandoc else _HOLDS_MARKDOWN.match
    if state.line <= start + 1 or _is_indented_tag(state, start + 1):
        return
    if says(state.src, position, end) and state.src[position:end].rstrip().endswith(">"):
        _end_above(state, start, start + 1)


def _end_at_line_of_mdx(state: StateBlock, start: int) -> None:
    """End a block of HTML above the first line that begins with no tag, behind one that ends with some."""
    for line in range(start + 1, state.line):
        begins, above = start_of(state, line), state.src[start_of(state, line - 1) : state.eMarks[line - 1]]
        if above.rstrip().endswith(">") and state.src[begins] not in "<{" and not _is_literal(state, start, line):
            return _end_above(state, start, line)
    return None


def _end_above(state: StateBlock, start: int, line: int) -> None:
    token = state.tokens[-1]
    token.content = state.getLines(start, line, state.blkIndent, True)
    token.map, state.line = [start, line], line


def _is_indented_tag(state: StateBlock, line: int) -> bool:
    """Whether a line would be code by its indent, and begins with a tag: what its element holds is HTML too."""
    return state.is_code_block(line) and state.src.startswith("<", start_of(state, line))
