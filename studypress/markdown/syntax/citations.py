r"""Citations: `[@knuth84, 第 3 章; @liu09]`, `[-@knuth84]`, and `@knuth84` in a sentence.

Pandoc's, which Quarto and R Markdown have ("Citations"); LaTeX's `\cite{knuth84}`; and what `roles` finds of MyST's.
Only what a .bib file of the book holds is a citation: `a@b.example`, `@张三`, `@property` and `@fig-x` stay what they
are, and without such a file everything does. A key within brackets that no file holds is told, with the one that is
most like it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

from studypress.letters import HAN
from studypress.markdown.syntax.first_letters import begins_with
from studypress.names import has_han

_KEY = rf"[A-Za-z0-9_{HAN}](?:[\w:.#$%&\-+?<>~/]{{0,150}})"
_AT = rf"(?:\{{([^{{}}\s]{{1,150}})\}}|({_KEY}))"
_ONE = re.compile(rf"(?<![A-Za-z0-9_./:=@\\])(-?)@{_AT}")
_BRACKETS = re.compile(r"\[(?!\^)(?=[^\[\]\n]*@)([^\[\]]{2,600})\](?!\()")
_BARE = re.compile(rf"@{_AT}")
_LATEX = re.compile(
    r"\\(cite|citep|citet|parencite|textcite|autocite|nocite)\*?(?:\[([^\[\]]{0,100})\])?\{([^{}\\]{1,300})\}"
)
_LOCATOR = re.compile(r"[ \t]?\[((?:第|pp?\.|页|頁|章|节|chap|sec|§|\d)[^\[\]\n@]{0,80})\](?![\(\[:{])")
"""What may follow a key in a sentence: `@knuth84 [p. 33]`."""
_IN_SENTENCE = frozenset({"citet", "textcite"})


@dataclass(frozen=True, slots=True)
class Call:
    """A source as it is called, with what is said before and after its key."""

    key: str
    before: str = ""
    after: str = ""


@begins_with("[@\\")
def citation(state: StateInline, silent: bool) -> bool:
    """The rule for citations; it pushes one token for each bracket, or key in a sentence."""
    keys: frozenset[str] = state.env["parsed"].sources
    if not keys:
        return False
    found = _in_brackets(state, keys) or _bare(state, keys) or _in_latex(state, keys)
    if found is None:
        return False
    calls, end, named = found
    if not silent and calls:
        push_citation(state, calls, state.src[state.pos : end], named=named)
    before = state.src[max(state.pos - 3, 0) : state.pos].rstrip(" ")
    idle = _SPACE_AND_HAN if not named and has_han(before[-1:]) else _SPACE_AND_MARK
    state.pos = end + (idle.match(state.src, end) is not None)
    return True


_SPACE_AND_MARK = re.compile("[ ](?=[，。；：、？！）》」』”…])")
_SPACE_AND_HAN = re.compile(rf"[ ](?=[，。；：、？！（）《》「」『』“”…{HAN}])")
"""The space that Pandoc wants behind a citation, where Chinese has none."""

_Found = tuple[list[Call], int, bool]
"""The calls, where they end, and whether they are a part of the sentence."""


def _in_brackets(state: StateInline, keys: frozenset[str]) -> _Found | None:
    """`[see @a, p. 3; @b]`: taken if one of its keys is known, or all it is, is keys."""
    match = _BRACKETS.match(state.src, state.pos, state.posMax)
    if not match:
        return None
    calls = []
    for part in match[1].split(";"):
        one = _ONE.search(part)
        if one is None:
            return None
        key = _known(one[2] or one[3], keys) or one[2] or one[3].rstrip(":.#$%&-+?<>~/")
        end = one.end() if one[2] else one.start(3) + len(key)
        calls.append(
            Call(key, part[: one.start()].strip(), part[end:].strip().removeprefix(",").removeprefix("，").strip())
        )
    known = any(call.key in keys for call in calls)
    looks_so = all(not call.before and _LOOKS_LIKE_KEY.fullmatch(call.key) for call in calls)
    return (calls, match.end(), False) if known or looks_so else None


_LOOKS_LIKE_KEY = re.compile(r"(?!(?:fig|tbl|tab|eq|sec|lst)[:\-_])[A-Za-z][\w:.\-/]*", re.ASCII | re.IGNORECASE)
"""A key, rather than the name of a person in Han, or a label of `references.py`."""


def _bare(state: StateInline, keys: frozenset[str]) -> _Found | None:
    """`@key` in a sentence; it is joined to nothing before it."""
    match = _BARE.match(state.src, state.pos, state.posMax)
    if not match or _JOINED.search(state.src, max(state.pos - 1, 0), state.pos):
        return None
    key = match[1] if match[1] in keys else _known(match[2] or "", keys)
    if not key:
        return None
    end = match.end() if match[1] else match.start(2) + len(key)
    locator = _LOCATOR.match(state.src, end, state.posMax)
    return [Call(key, after=locator[1] if locator else "")], locator.end() if locator else end, True


_JOINED = re.compile(r"[A-Za-z0-9_./:=@^\\-]$")
"""`a@b`, `/@b` in an address, `x-@b`."""


def _in_latex(state: StateInline, keys: frozenset[str]) -> _Found | None:
    match = _LATEX.match(state.src, state.pos, state.posMax)
    if not match:
        return None
    names = [name.strip() for name in match[3].split(",")]
    if not any(name in keys for name in names):
        return None
    if match[1] == "nocite":
        return [], match.end(), False
    calls = [Call(name) for name in names]
    calls[-1] = Call(names[-1], after=match[2] or "")
    return calls, match.end(), match[1] in _IN_SENTENCE


def _known(typed: str, keys: frozenset[str]) -> str:
    """The longest key that what was typed begins with: `@liu09认为`, `@liu09.`, `@liu09-like` are all `liu09`."""
    for end in range(len(typed), 0, -1):
        rest = typed[end : end + 1]
        if typed[:end] in keys and not (rest.isascii() and (rest.isalnum() or rest == "_")):
            return typed[:end]
    return ""


def push_citation(state: StateInline, calls: list[Call], typed: str, *, named: bool) -> None:
    """Push the token of a citation; one in brackets stands close behind its word."""
    if not named:
        state.pending = state.pending.rstrip(" ")
    token = state.push("citation", "", 0)
    token.meta |= {"calls": calls, "named": named, "typed": typed}


def calls_in(content: str) -> Iterator[Call]:
    """What a role calls: `a,b`, and `{see}a{p. 3}` with words before and after a key (MyST, "Citations")."""
    for one in re.finditer(r"(?:\{([^{}]*)\})?([^\s,;{}]+)(?:\{([^{}]*)\})?", content):
        yield Call(one[2], one[1] or "", one[3] or "")
