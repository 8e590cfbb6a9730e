"""Callouts that begin with `>`: GitHub's alerts, Obsidian's callouts and docsify's short forms.

GitHub (`> [!NOTE]` alone on its line) and Obsidian (`> [!tip]- Title`; `-` and `+` fold, which paper does not) are one
rule: the first line of a quotation. docsify's `!> text` and `?> text` are a paragraph each.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studypress.markdown.syntax.lines import start_of
from studypress.markdown.syntax.pushing import push_title

_MARK = re.compile(
    r"\[!(?P<name>[^\[\]|\n]{1,60})(?:\|(?P<looks>[^\[\]\n]*))?\](?![(\[:])[+-]?[ \t]*(?P<title>.*)"
    r"|\*\*\[(?P<plugin>info|warning|danger|success)\][ \t]*(?P<called>[^*]*)\*\*[ \t]*$"
)
"""GitBook's plugin has `> **[info] Title**`."""
_LABEL = re.compile(r"label:([^|]+)")
"""The title in docsify's plugin: `[!TIP|style:flat|label:试试]`."""
_OF_OLD = re.compile(r"\*\*(?P<name>Note|Warning|注意|提示|警告|[说說]明|[备備][注註]|重要|技巧)[：:]?\*\*[：:]?[ \t]*")
"""As GitHub wrote its alerts at first, which stand in many files: `> **Note**` alone on its line; so does 注意."""
_SHORT = re.compile(r"([!?])>[ \t]+")
_SHORT_NAMES = {"!": "important", "?": "tip"}


def callout_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a callout of the quotation that has just opened, when its first line is a mark such as `[!note] Title`."""
    opening = state.tokens[-1] if state.tokens else None
    if silent or opening is None or opening.type != "blockquote_open" or state.is_code_block(start):
        return False
    first, last = start_of(state, start), state.eMarks[start]
    match = _MARK.match(state.src, first, last)
    if not match and start + 1 < end and not state.isEmpty(start + 1):
        match = _OF_OLD.fullmatch(state.src, first, last)
    if not match:
        return False
    given = match.groupdict()
    opening.meta["callout"] = (given["name"] or given["plugin"]).strip()
    label = _LABEL.search(given.get("looks") or "")
    title = given.get("title") or given.get("called") or (label[1] if label else "")
    if title.strip():
        push_title(state, title, start)
    state.line = start + 1
    return True


def short_callouts(state: StateCore) -> None:
    """Put docsify's paragraphs into callouts: `!> text` is important, `?> text` a tip."""
    result: list[Token] = []
    closing = False
    for index, token in enumerate(state.tokens):
        inline = state.tokens[index + 1] if token.type == "paragraph_open" else None
        if inline and (match := _SHORT.match(inline.content)):
            inline.content = inline.content[match.end() :]
            opening = Token("callout_open", "", 1, map=token.map, meta={"callout": _SHORT_NAMES[match[1]]})
            result.append(opening)
            closing = True
        result.append(token)
        if closing and token.type == "paragraph_close":
            result.append(Token("callout_close", "", -1))
            closing = False
    state.tokens = result
