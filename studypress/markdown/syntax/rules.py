"""Where our own rules stand in for markdown-it's: they lose no text, take no link for granted, and always end."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.drawings import hold_drawings
from studypress.markdown.syntax.html import ENDS, KNOWN, TAG, WORD_MARK
from studypress.markdown.syntax.html_ends import end_at_markdown, end_early
from studypress.markdown.syntax.lines import noted_of, start_of, text_of
from studypress.markdown.syntax.links import is_safe
from studypress.markdown.syntax.note_blocks import apart_from_lists
from studypress.markdown.syntax.pictures import InlineRule, sized
from studypress.markdown.syntax.tables.pipes import BlockRule, whole_tables

MAX_LEVEL = 40
"""The deepest nesting of blocks: a quotation is one level, a list two. Deeper marks show as typed."""

MAX_LABEL = 1000
"""The longest label of a footnote; CommonMark's limit for link labels (§4.7)."""


def stand_in(parser: MarkdownIt) -> None:
    """Put our conditions before some of the rules of a parser, by name."""
    for name, alternatives in (
        ("blockquote", ["paragraph", "reference", "blockquote", "list"]),
        ("list", ["paragraph", "reference", "blockquote"]),
        ("footnote_def", ["paragraph", "reference"]),
        ("deflist", ["paragraph", "reference", "blockquote"]),
    ):
        parser.block.ruler.at(name, up_to_level(_rule(parser.block, name)), {"alt": alternatives})
    notes = apart_from_lists(_rule(parser.block, "footnote_def"))
    parser.block.ruler.at("footnote_def", notes, {"alt": ["paragraph", "reference"]})
    quotation = _no_end_of_tag(_rule(parser.block, "blockquote"))
    parser.block.ruler.at("blockquote", quotation, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    table = whole_tables(_rule(parser.block, "table"))
    parser.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _real_reference(_rule(parser.block, "reference")))
    html_block = _known_html(_rule(parser.block, "html_block"))
    parser.block.ruler.at("html_block", html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("link", _up_to_brackets(_rule(parser.inline, "link")))
    parser.inline.ruler.at("image", _up_to_brackets(sized(_rule(parser.inline, "image"))))
    parser.inline.ruler.at("footnote_ref", _short_label(_rule(parser.inline, "footnote_ref")))
    parser.inline.ruler.at("autolink", _safe_autolink(_rule(parser.inline, "autolink")))


def _rule(part: Any, name: str) -> Any:
    return next(rule.fn for rule in part.ruler.__rules__ if rule.name == name)


# --- Block rules ----------------------------------------------------------------------------------------------


def up_to_level(rule: BlockRule) -> BlockRule:
    """Let a rule nest only so deep; its marks then show as typed, and no text is lost."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.level < MAX_LEVEL:
            return rule(state, start, end, silent)
        if rule(state, start, end, True):
            state.env["parsed"].deep_lines.append(start)
        return False

    return guarded


_LONGEST_TAG = 20
"""Lines of one tag."""


def _no_end_of_tag(rule: BlockRule) -> BlockRule:
    """Let a `>` that opens a line end the tag that is open above (§6.6), and no paragraph: `<video` … `></video>`."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not (silent and _ends_tag(state, start)) and rule(state, start, end, silent)

    return guarded


def _ends_tag(state: StateBlock, line: int) -> bool:
    position = start_of(state, line)
    if not state.src.startswith(">", position):
        return False
    for first in range(line - 1, max(line - _LONGEST_TAG, -1), -1):
        if state.isEmpty(first):
            return False
        opened = state.src.rfind("<", start_of(state, first), state.eMarks[first])
        if opened >= 0:
            found = TAG.match(state.src, opened)
            return found is not None and found.end() == position + 1
    return False


_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_RAW_TAG = re.compile(r"<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_END = re.compile(r"</(script|pre|style|textarea)>", re.IGNORECASE)


def _known_html(rule: BlockRule) -> BlockRule:
    """Let HTML blocks begin only with tags we know, and never run to the text's end for want of an ending.

    CommonMark §4.6 starts a block, in which Markdown is not read, at any tag alone on its line (`<repository>`), and
    ends `<!--` at the end of the text when `-->` is missing: too high a price for a slip.
    """

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = start_of(state, start)
        if not state.src.startswith("<", position):
            return False
        name = _TAG_NAME.match(state.src, position)
        if name and not _RAW_TAG.match(state.src, position):
            found = name[1].lower() in state.env["known tags"] and rule(state, start, end, silent)
            if found and not silent:
                hold_drawings(state, start, end)
                end_early(state, start)
                end_at_markdown(state, start)
            return found
        return _has_end(state, position) and rule(state, start, end, silent)

    return guarded


def _has_end(state: StateBlock, position: int) -> bool:
    """Whether what begins here ends somewhere below."""
    # Where each ending stands last is searched once: a text may have a hundred thousand beginnings.
    last: dict[str, int] = noted_of(state).setdefault("last ends", {})
    if not last:
        last.update({end: state.src.rfind(end) for _, end in ENDS})
        last["raw"] = max((match.start() for match in _RAW_END.finditer(state.src)), default=-1)
    if _RAW_TAG.match(state.src, position):
        return position < last["raw"]
    return any(state.src.startswith(begin, position) and position < last[end] for begin, end in ENDS)


_REFERENCE_TO_WORDS = re.compile(r"\[[^\]]*\]:[ \t]*(?=[^\s]*[\u2e80-\uffef])[^\s./#]+(?:\s|$)")


def _real_reference(rule: BlockRule) -> BlockRule:
    """Leave `[提示]:请注意` alone: as the definition of a link to `请注意` it would vanish from the page."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = start_of(state, start)
        return not _REFERENCE_TO_WORDS.match(state.src, position) and rule(state, start, end, silent)

    return guarded


_ABBREVIATION = re.compile(r"\*\[((?:[^\]\\]|\\.){1,200})\]:[ \t]*(\S.*)")


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
    r"\[(?:[^\[\]\n]|\\.)*\]\(#_Toc\d+\)|\[(?:[^\[\]\n]|\\.)*\[[\dIVXivx]+\]\(#[^()\s]+\)\]\(#[^()\s]+\)"
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


# --- Inline rules ---------------------------------------------------------------------------------------------


def word_mark(state: StateInline, silent: bool) -> bool:
    """What Word leaves in text that was pasted, and nobody sees: `<![if !supportLists]>`, `<o:p></o:p>`."""
    found = WORD_MARK.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if found:
        state.pos = found.end()
    return found is not None


def careless_tag(state: StateInline, silent: bool) -> bool:
    """A tag of HTML with a comma between its attributes, or no space, which browsers read all the same (§6.6 does not).

    `<img src="a.png",style="zoom:50%" />`
    """
    found = TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if not found or found[1] or found[2].lower() not in KNOWN:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _up_to_brackets(rule: InlineRule) -> InlineRule:
    """Look for no link where brackets nest too deep: the parser would recurse, and take quadratic time."""

    def guarded(state: StateInline, silent: bool) -> bool:
        position = state.pos + (state.src[state.pos] == "!")
        if not state.src.startswith("[", position):
            return False
        hopeless: frozenset[int] = getattr(state, "hopeless", frozenset())
        return position not in hopeless and rule(state, silent)

    return guarded


def _short_label(rule: InlineRule) -> InlineRule:
    def guarded(state: StateInline, silent: bool) -> bool:
        start = state.pos
        return (
            state.src.startswith("[^", start)
            and state.src.find("]", start, start + MAX_LABEL) >= 0
            and rule(state, silent)
        )

    return guarded


_AUTOLINK = re.compile(r"<([^\s<>]*)>")


def _safe_autolink(rule: InlineRule) -> InlineRule:
    """`<https://…>` is a link, `<name:tag>` is a placeholder in angle brackets and shows as typed."""

    def guarded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "<":
            return False
        match = _AUTOLINK.match(state.src, state.pos)
        return match is not None and is_safe(match[1]) and rule(state, silent)

    return guarded
