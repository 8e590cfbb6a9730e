"""Marks within a line that CommonMark lacks: `==marked==`, `H~2~O`, `x^2^`, `^[a note]`.

Each takes only what cannot be meant otherwise: `a==b`, ranges such as `3~5章`, powers such as `a^b^c` and patterns
such as `^[a-z]+` stay as they are. mdit-py-plugins' `subscript` takes `1~3章和5~` for one; its rules know no Chinese.
"""

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from studypress.letters import CJK
from studypress.markdown.syntax.first_letters import begins_with

_EQUALS = ord("=")
_OF_CODE = re.compile(r"[\w)\]}'\"!<>=+\-*/]", re.ASCII)
"""What stands before `==` where it compares; a mark of Markdown's own, as in `**==text==**`, or a tag does not."""


_PLUS_PLUS = re.compile(r"(?<![A-Za-z0-9_])(?:C|g|Notepad)\+\+\Z")
"""A name that ends as what adds does: `C++==面向对象==`."""


@begins_with("=")
def mark(state: StateInline, silent: bool) -> bool:
    """Note a `==` that may open or close a mark; `marked` pairs them."""
    start = state.pos
    if silent or not state.src.startswith("==", start):
        return False
    scanned = state.scanDelims(start, True)
    if scanned.length == 4 and start > 0 and not state.src[start - 1].isspace() and _ends_between(state, start + 4):
        _note(state, can_open=False, can_close=True)
        _note(state, can_open=True, can_close=False)
        return True
    if scanned.length != 2:
        state.pending += "=" * scanned.length
        state.pos += scanned.length
        return True
    beside = state.src[max(start - 1, 0) : start] + state.src[start + 2 : start + 3]
    follows_code = _OF_CODE.match(_typed_before(state)) is not None
    compares = (follows_code and not _PLUS_PLUS.search(state.src, max(start - 9, 0), start)) or beside == "``"
    _note(state, can_open=scanned.can_open and not compares, can_close=scanned.can_close)
    return True


def _ends_between(state: StateInline, end: int) -> bool:
    """Whether words follow `====`, by which one mark may end and the next begin: `==甲====**乙**==`."""
    return end < state.posMax and not state.src[end].isspace()


def _note(state: StateInline, *, can_open: bool, can_close: bool) -> None:
    token = state.push("text", "", 0)
    token.content = "=="
    state.delimiters.append(Delimiter(_EQUALS, 0, len(state.tokens) - 1, -1, can_open, can_close))
    state.pos += 2


def _typed_before(state: StateInline) -> str:
    """The character before, where it is text: typed as it is, or escaped."""
    last = state.tokens[-1] if state.tokens and not state.pending else None
    return state.pending[-1:] or (last.content[-1:] if last and last.type == "text_special" else "")


def marked(state: StateInline) -> None:
    """Make elements of the pairs of `==` that the parser found."""
    found = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)]
    for delimiters in found:
        for opening in delimiters:
            if opening.marker == _EQUALS and opening.end != -1:
                for token, kind, nesting in (
                    (state.tokens[opening.token], "mark_open", 1),
                    (state.tokens[delimiters[opening.end].token], "mark_close", -1),
                ):
                    token.type, token.tag, token.nesting = kind, "mark", nesting
                    token.content = ""


# --- Below and above the line ---------------------------------------------------------------------------------

_BELOW = re.compile(r"((?:~[A-Za-z0-9+\-−=()\u0370-\u03ff]{1,20}~)+)(?!~)")
"""One, or several that follow each other, as editors write a sum that was lowered letter by letter: `a~n~~-~~1~`."""
_NAME_BELOW = re.compile(rf"(~[{CJK}]{{1,4}}~)(?!~)")
"""What a quantity is of: `F~浮~`."""
_REMARK_BELOW = re.compile(r"(~(?:\([^()~\s]{1,20}\)|（[^（）~\s]{1,20}）)~)(?!~)")
"""A remark in brackets, which no range begins with: `~(average)~`."""
_ABOVE = re.compile(r"\^([A-Za-z0-9+\-−=()\u0370-\u03ff]{1,20})\^(?![\^])")


@begins_with("~")
def below(state: StateInline, silent: bool) -> bool:
    """`H~2~O`: after a letter or a bracket, as in formulas; `3~5` after a number is a range."""
    return (
        _shifted(state, silent, _BELOW, "sub", _follows_letter(state))
        or _shifted(state, silent, _NAME_BELOW, "sub", _follows_quantity(state))
        or _shifted(state, silent, _REMARK_BELOW, "sub", not state.src[max(state.pos - 1, 0) : state.pos].isdigit())
    )


@begins_with("^")
def above(state: StateInline, silent: bool) -> bool:
    """`x^2^`, `29^th^`; what goes on with a letter is a power of powers, unless a number stands above."""
    match = _ABOVE.match(state.src, state.pos, state.posMax)
    goes_on = match is not None and re.match(r"\w", state.src[match.end() : match.end() + 1], re.ASCII) is not None
    fits = (state.pos > 0 and state.src[state.pos - 1].isalnum()) or state.src[state.pos - 1 : state.pos] in (")", "）")
    return _shifted(state, silent, _ABOVE, "sup", fits and not (goes_on and match and not match[1].isdigit()))


def _follows_letter(state: StateInline) -> bool:
    """Whether a letter or a bracket stands before, perhaps slanted or strong: `*d*~rm~`."""
    before = state.src[max(state.pos - 4, 0) : state.pos].rstrip("*")[-1:]
    return bool(before) and (before in ")]" or (before.isalpha() and ord(before) < 0x400))


def _follows_quantity(state: StateInline) -> bool:
    """Whether a letter stands before, Latin or Greek, that is a word of its own: `Hi~` is one that is drawn out."""
    return _QUANTITY.search(state.src[max(state.pos - 2, 0) : state.pos]) is not None


_QUANTITY = re.compile(r"(?:(?<![A-Za-z])[A-Za-z\u0370-\u03ff]|[a-z][A-Z])\Z")
"""Also the second of a product: `gV~排~`."""


def _shifted(state: StateInline, silent: bool, pattern: re.Pattern[str], tag: str, fits: bool) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax) if fits else None
    if match is None:
        return False
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = match[1].replace("~", "")
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


# --- Notes where they are called ------------------------------------------------------------------------------

_NOTE = re.compile(r"\^\[((?:[^\[\]\\]|\\.|\[\[[^\[\]]{1,300}\]\]|\[[^\[\]]{0,300}\]){2,1000})\](?![+*?{$(\[])")
_PROSE = re.compile(rf"[{CJK}]|\w\s+\w|://")


@begins_with("^")
def inline_note(state: StateInline, silent: bool) -> bool:
    """`^[a note]`: what is no prose, such as the pattern `^[a-z0-9]`, stays as it is."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None or not _PROSE.search(match[1]):
        return False
    if not silent:
        push_note(state, match[1])
    state.pos = match.end()
    return True


def push_note(state: StateInline, words: str) -> None:
    """Push a note of these words, which are Markdown."""
    notes: int = state.env.setdefault("inline notes", 0) + 1
    state.env["inline notes"] = notes
    token = state.push("inline_note", "", 0)
    token.meta["label"] = f"^{notes}"
    token.children = []
    state.md.inline.parse(words, state.md, state.env, token.children)
