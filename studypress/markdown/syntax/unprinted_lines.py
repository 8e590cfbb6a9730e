"""Lines that print nothing where they stand: what explains an abbreviation, and marks of contents, which a book has."""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import text_of

_ABBREVIATION = re.compile(r"\*\[((?:[^\]\\]|\\.){1,200})\]:[ \t]*(\S.*)")


@begins_with("*")
def abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`*[OCI]: 开放容器倡议基金会`: a line that explains a term and prints nothing."""
    if state.is_code_block(start):
        return False
    line = text_of(state, start)
    match = _ABBREVIATION.fullmatch(line)
    if not match:
        return False
    if not silent:
        term = re.sub(r"\\(.)", r"\1", match[1]).strip()
        state.env["parsed"].abbreviations.append((term, match[2].strip(), start))
        state.line = start + 1
    return True


_CONTENTS = re.compile(
    r"@?\[\[?_?toc_?\]?\]|@\[toc\]\([^()]*\)"
    r"|\$\{toc\}|\{:toc\}|\{\{[<%]? *(?:\.?TableOfContents|toc) *[%>]?\}\}|\{% *toc *%\}",
    re.IGNORECASE,
)
_CONTENTS_ENTRY = re.compile(
    r"\[(?:[^\[\]\\\n]|\\.)*\]\(#_Toc\d+\)|\[(?:[^\[\]\\\n]|\\.)*\[[\dIVXivx]+\]\(#[^()\s]+\)\]\(#[^()\s]+\)"
)
"""What Pandoc makes of a line of Word's contents: a link, and in older versions one with its page as a link in it."""
_LONGEST_ENTRY = 400
_ITEM = re.compile(r"(?:[*+-]|\d+\.)[ \t]+\S.{0,60}")
_ITEM_IS_CONTENTS = re.compile(r"\{:[ \t]*toc\b[^{}\n]{0,60}\}[ \t]*")
"""Kramdown's mark of contents: a list of one item, above this."""


def contents_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[toc]` alone in its line, or a line of Word's contents: a book has its contents at its beginning."""
    if state.is_code_block(start):
        return False
    line = text_of(state, start).strip()
    if start + 1 < end and _ITEM_IS_CONTENTS.fullmatch(text_of(state, start + 1).strip()) and _ITEM.fullmatch(line):
        state.line = state.line if silent else start + 2
        return True
    is_mark = len(line) <= 30 and _CONTENTS.fullmatch(line)
    if not is_mark and not ("](#" in line and len(line) < _LONGEST_ENTRY and _CONTENTS_ENTRY.fullmatch(line)):
        return False
    if not silent:
        state.line = start + 1
    return True
