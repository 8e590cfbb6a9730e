"""Where our own rules stand in for markdown-it's: they lose no text, take no link for granted, and always end.

Two more, `word_mark` and `careless_tag`, read what its rule for tags in a line leaves.
"""

import re
from collections.abc import Callable, Iterable
from functools import reduce, wraps
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.drawings import hold_drawings
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.html import ENDS, KNOWN, TAG, WORD_MARK
from studypress.markdown.syntax.html_ends import end_of_html
from studypress.markdown.syntax.lines import noted_of, start_of
from studypress.markdown.syntax.links import is_safe
from studypress.markdown.syntax.note_blocks import apart_from_lists
from studypress.markdown.syntax.open_fences import noting_open_fences
from studypress.markdown.syntax.pictures import InlineRule, sized
from studypress.markdown.syntax.tables.pipes import BlockRule, whole_tables

MAX_LEVEL = 40
"""The deepest nesting of blocks: a quotation is one level, a list two. Deeper marks show as typed."""

MAX_LABEL = 1000
"""The longest label of a footnote; CommonMark's limit for link labels (§4.7)."""


def stand_in(parser: MarkdownIt) -> None:
    """Put our conditions before some of the rules of a parser, by name; a block may end others, its alternatives."""
    blocks: tuple[tuple[str, tuple[Callable[[BlockRule], BlockRule], ...], str], ...] = (
        ("fence", (noting_open_fences,), "paragraph reference blockquote list"),
        ("blockquote", (up_to_level, _no_end_of_tag), "paragraph reference blockquote list"),
        ("list", (up_to_level,), "paragraph reference blockquote"),
        ("footnote_def", (up_to_level, apart_from_lists), "paragraph reference"),
        ("deflist", (up_to_level,), "paragraph reference blockquote"),
        ("table", (whole_tables,), "paragraph reference blockquote"),
        ("reference", (_real_reference,), ""),
        ("html_block", (_known_html,), "paragraph reference blockquote"),
    )
    for name, guards, alternatives in blocks:
        parser.block.ruler.at(name, _guarded(parser.block, name, guards), {"alt": alternatives.split()})
    lines: tuple[tuple[str, tuple[Callable[[InlineRule], InlineRule], ...]], ...] = (
        ("link", (_up_to_brackets,)),
        ("image", (sized, _up_to_brackets)),
        ("footnote_ref", (_short_label,)),
        ("autolink", (_safe_autolink,)),
    )
    for name, conditions in lines:
        parser.inline.ruler.at(name, _guarded(parser.inline, name, conditions))


def _guarded(part: Any, name: str, guards: Iterable[Callable[[Any], Any]]) -> Any:
    """The rule of this name with conditions around it, the first of them innermost."""
    rule = next(rule.fn for rule in part.ruler.__rules__ if rule.name == name)
    return reduce(lambda inner, guard: guard(inner), guards, rule)


# --- Block rules ----------------------------------------------------------------------------------------------


def up_to_level(rule: BlockRule) -> BlockRule:
    """Let a rule nest only so deep; its marks then show as typed, and no text is lost."""

    @wraps(rule)
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

    @wraps(rule)
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

    @wraps(rule)
    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = start_of(state, start)
        if not state.src.startswith("<", position):
            return False
        name = _TAG_NAME.match(state.src, position)
        if name and not _RAW_TAG.match(state.src, position):
            if name[1].lower() not in state.env["known tags"]:
                return False
            found = rule(state, start, end if silent else end_of_html(state, start, end), silent)
            if found and not silent:
                hold_drawings(state, start, end)
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

    @wraps(rule)
    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = start_of(state, start)
        return not _REFERENCE_TO_WORDS.match(state.src, position) and rule(state, start, end, silent)

    return guarded


# --- Inline rules ---------------------------------------------------------------------------------------------


@begins_with("<")
def word_mark(state: StateInline, silent: bool) -> bool:
    """What Word leaves in text that was pasted, and nobody sees: `<![if !supportLists]>`, `<o:p></o:p>`."""
    found = WORD_MARK.match(state.src, state.pos)
    if found:
        state.pos = found.end()
    return found is not None


@begins_with("<")
def careless_tag(state: StateInline, silent: bool) -> bool:
    """A tag of HTML with a comma between its attributes, or no space, which browsers read all the same (§6.6 does not).

    `<img src="a.png",style="zoom:50%" />`
    """
    found = TAG.match(state.src, state.pos, state.posMax)
    if not found or found[1] or found[2].lower() not in KNOWN:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _up_to_brackets(rule: InlineRule) -> InlineRule:
    """Look for no link where brackets nest too deep: the parser would recurse, and take quadratic time."""

    @wraps(rule)
    def guarded(state: StateInline, silent: bool) -> bool:
        position = state.pos + (state.src[state.pos] == "!")
        if not state.src.startswith("[", position):
            return False
        hopeless: frozenset[int] = getattr(state, "hopeless", frozenset())
        return position not in hopeless and rule(state, silent)

    return guarded


def _short_label(rule: InlineRule) -> InlineRule:
    @wraps(rule)
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

    @wraps(rule)
    def guarded(state: StateInline, silent: bool) -> bool:
        match = _AUTOLINK.match(state.src, state.pos)
        return match is not None and is_safe(match[1]) and rule(state, silent)

    return guarded
