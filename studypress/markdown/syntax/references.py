r"""References to what has a number: `[@fig:x]`, `@fig-x`, `\@ref(fig:x)`, `\eqref{eq:x}`.

pandoc-crossref's, Quarto's, bookdown's and LaTeX's. `resolve` looks them up; what it does not find shows as typed, and
so does every `[@knuth84]`, which is a citation.
"""

import re

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.model import ReferenceForm

_WORD = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_:.\-]{0,100}[A-Za-z0-9_])?|\w(?:[\w:.\-]{0,100}\w)?)"
"""Han that follows Latin letters is text, `见@fig-x与`, unless brackets say otherwise."""
_KIND = r"(?:fig|tbl|tab|eq|sec|lst)[:\-]"
_LABEL = _KIND + _WORD
_BETWEEN = rf"{_KIND}\w(?:[\w:.\-]{{0,100}}\w)?"
"""A label in brackets, where Han are no text. Two ways to read each would be a thousand million for thirty labels."""
_BRACKETS = re.compile(rf"\[([^\[\]@\n]{{0,40}}?)(-?@{_BETWEEN}(?:[ \t]*[;,][ \t]*-?@{_BETWEEN})*)\]", re.IGNORECASE)
_BARE = re.compile(rf"@{_LABEL}", re.IGNORECASE)
_BOOKDOWN = re.compile(r"\\@ref\(([\w:.\-]{1,100})\)")
_LATEX = re.compile(r"\\(eq|auto|[cC])?ref\{([^{}\s]{1,100})\}")
_DOLLARS = re.compile(r"\$[ \t]*\(?\\(eq|auto|[cC])?ref\{([^{}\s]{1,100})\}\)?[ \t]*\$(?!\d)")
"""Alone between dollar signs, as MathJax and KaTeX want it, it is no formula."""
_ONE = re.compile(rf"(-?)@({_BETWEEN})", re.IGNORECASE)

_KIND_BEFORE = re.compile(
    r"(?:[图圖図表式节節章第]|公式|代码|程式碼|リスト|\b(?:fig|figs|figure|tab|table|eq|equation|sec|section|listing|chapter)s?\.?)"
    r"[ \t\u00a0~]*$",
    re.IGNORECASE,
)
"""The author's own word for what follows: `如图 @fig-x`."""


@begins_with("[@\\$")
def reference(state: StateInline, silent: bool) -> bool:
    """The rule for references; it pushes one token for each label."""
    source, start = state.src, state.pos
    if source[start] == "@" and source[start - 1 : start].isascii() and source[start - 1 : start].isalnum():
        return False  # `a@fig-b.example` is an address
    for pattern, push in _FORMS:
        if match := pattern.match(source, start, state.posMax):
            if not silent:
                push(state, match)
            state.pos = match.end()
            return True
    return False


def _push_brackets(state: StateInline, match: re.Match[str]) -> None:
    if match[1]:
        state.push("text", "", 0).content = match[1]
    form = form_behind(match[1] or _before(state, match))
    for number, one in enumerate(_ONE.finditer(match[2])):
        typed = match[0] if match[2] == one[0] and not match[1] else one[0]
        _push(state, one[2], typed, ReferenceForm.NUMBER if one[1] else form, joined=bool(number))


def _push_bare(state: StateInline, match: re.Match[str]) -> None:
    _push(state, match[0][1:], match[0], form_behind(_before(state, match)))


def _push_one(state: StateInline, match: re.Match[str]) -> None:
    _push(state, match[1], match[0], _number_form(_before(state, match)))


def _push_latex(state: StateInline, match: re.Match[str]) -> None:
    before = _before(state, match)
    _push(state, match[2], match[0], form_behind(before) if match[1] in ("auto", "c", "C") else _number_form(before))


def _push(state: StateInline, label: str, typed: str, form: ReferenceForm, *, joined: bool = False) -> None:
    token = state.push("reference", "", 0)
    token.meta |= {"label": label, "typed": typed, "form": form, "words": "", "joined": joined}


def _before(state: StateInline, match: re.Match[str]) -> str:
    """The last characters before a reference."""
    return state.src[max(match.start() - 20, 0) : match.start()]


def form_behind(before: str) -> ReferenceForm:
    """The number alone where the author has written what it is the number of."""
    return _number_form(before) if _KIND_BEFORE.search(before[-20:]) else ReferenceForm.FULL


def _number_form(before: str) -> ReferenceForm:
    return ReferenceForm.DIGITS if before.rstrip()[-1:] in ("(", "（") else ReferenceForm.NUMBER


_FORMS = (
    (_BRACKETS, _push_brackets),
    (_BARE, _push_bare),
    (_BOOKDOWN, _push_one),
    (_LATEX, _push_latex),
    (_DOLLARS, _push_latex),
)
