"""Roles, a name before words in backquotes: ``{numref}`fig-a` `` of MyST, ``:numref:`fig-a` `` of reStructuredText.

MyST's are Jupyter Book's and Sphinx's (myst-parser, "Roles"); those between colons are what d2lbook keeps of
reStructuredText. A name that is not known stays as typed, before its code.
"""

import re
from collections.abc import Callable
from html import escape
from string import ascii_letters, digits

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.citations import calls_in, push_citation
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.references import form_behind
from studypress.model import ReferenceForm

_MYST = re.compile(r"\{([A-Za-z][\w:+-]*)\}(`+)(?!`)(.{1,500}?)(?<!`)\2(?!`)", re.DOTALL)
_COLONS = re.compile(r":(numref|ref|eqref|doc|cite[pt]?|math|term)(?::)(`)([^`\n]+)`")
_PATTERNS = {"{": (_MYST, f"`}}{ascii_letters}{digits}"), ":": (_COLONS, "`:")}
"""By its first character, and what must not stand before it: `/users/`{file}`/x` is a path with a blank in it."""
_SPACED = re.compile(r"[^\x00-\x7f] $")
_ARROW = re.compile(r"(?<!\s)\s*+-->\s*")
_TARGETED = re.compile(r"(.*\S)\s*<([^<>\n]+)>", re.DOTALL)

_Push = Callable[[StateInline, str, str], None]


@begins_with("{:")
def role(state: StateInline, silent: bool) -> bool:
    """The rule for roles."""
    pattern, beside = _PATTERNS.get(state.src[state.pos], (None, ""))
    if pattern is None or (state.pos and state.src[state.pos - 1] in beside):
        return False
    match = pattern.match(state.src, state.pos, state.posMax)
    push = _push_of(match[1].lower()) if match else None
    if match is None or push is None:
        return False
    if not silent:
        if pattern is _COLONS and _SPACED.search(state.pending):
            state.pending = state.pending[:-1]  # reStructuredText reads no role that has no space before it
        push(state, match[3].strip(), match[0])
    state.pos = match.end()
    return True


def _push_of(name: str) -> _Push | None:
    if name.startswith("cite:"):
        return _citation
    if name.startswith("bdg"):  # a badge, in one of many colours
        return _words
    return _code if name in _CODE or _DOMAIN.match(name) else _ROLES.get(name)


def _apart(content: str) -> tuple[str, str]:
    """Words and target of `words <target>`; without words both are what stands there."""
    match = _TARGETED.fullmatch(content)
    return (match[1], match[2].strip()) if match else ("", content)


# --- References -----------------------------------------------------------------------------------------------


def _reference(state: StateInline, content: str, typed: str) -> None:
    words, label = _apart(content)
    _refer(state, label, typed, ReferenceForm.TITLE, words)


def _number(state: StateInline, content: str, typed: str) -> None:
    """The number of something, perhaps within words: `图 %s`, `{name} {number}`."""
    words, label = _apart(content)
    if words.lower() == "%s" or not words:
        form = ReferenceForm.NUMBER if words else form_behind(state.src[: state.pos])
        _refer(state, label, typed, form)
        return
    before, _, after = words.replace("{name}", "").replace("{number}", "%s").partition("%s")
    _text(state, before)
    _refer(state, label, typed, ReferenceForm.NUMBER)
    _text(state, after)


def _equation(state: StateInline, content: str, typed: str) -> None:
    _refer(state, content, typed, ReferenceForm.NUMBER)


def _refer(state: StateInline, label: str, typed: str, form: ReferenceForm, words: str = "") -> None:
    token = state.push("reference", "", 0)
    label = "-".join(label.split())
    token.meta |= {"label": label, "typed": typed, "form": form, "words": words, "joined": False}


def _page(state: StateInline, content: str, typed: str) -> None:
    """A link to a page; without words of its own it has the page's title."""
    words, path = _apart(content)
    state.push("link_open", "a", 1).attrs = {"href": path}
    _text(state, words)
    state.push("link_close", "a", -1)


def _citation(state: StateInline, content: str, typed: str) -> None:
    """Sources, by their keys; without a .bib file the keys in brackets."""
    calls = list(calls_in(content))
    if state.env["parsed"].sources and calls:
        push_citation(state, calls, typed, named=re.match(r"\{cite:?t", typed) is not None)
    else:
        _text(state, f"[{'; '.join(key.strip() for key in content.split(','))}]")


# --- Words ----------------------------------------------------------------------------------------------------


def _text(state: StateInline, words: str) -> None:
    if words:
        state.push("text_special", "", 0).content = words


def _words(state: StateInline, content: str, typed: str) -> None:
    _text(state, _apart(content)[0] or content)


def _menu(state: StateInline, content: str, typed: str) -> None:
    _text(state, _ARROW.sub(" → ", content))


def _nothing(state: StateInline, content: str, typed: str) -> None:
    """An icon of a theme's."""


def _code(state: StateInline, content: str, typed: str) -> None:
    words = _apart(content)[0] or content
    state.push("code_inline", "code", 0).content = words.rpartition(".")[2] if words[0] == "~" else words


def _formula(state: StateInline, content: str, typed: str) -> None:
    state.push("formula", "math", 0).content = content


def _marked(tag: str) -> _Push:
    def push(state: StateInline, content: str, typed: str) -> None:
        state.push(f"{tag}_open", tag, 1)
        _text(state, content)
        state.push(f"{tag}_close", tag, -1)

    return push


def _underlined(state: StateInline, content: str, typed: str) -> None:
    state.push("html_inline", "", 0).content = f"<u>{escape(content)}</u>"


def _numbered(series: str) -> _Push:
    def push(state: StateInline, content: str, typed: str) -> None:
        _text(state, _apart(content)[0] or f"{series} {content}")

    return push


_DOMAIN = re.compile(r"(?:py|c|cpp|js|rst):[a-z]+$")
"""Roles for what is in a program."""
_NAMES = "code samp file command program option envvar func class mod meth attr data exc obj const literal"
_CODE = frozenset(_NAMES.split())
_ROLES: dict[str, _Push] = {
    **dict.fromkeys(("ref", "std:ref", "any", "prf:ref"), _reference),
    "numref": _number,
    **dict.fromkeys(("eq", "eqref", "math:numref"), _equation),
    **dict.fromkeys(("doc", "download"), _page),
    **dict.fromkeys(("cite", "citep", "citet", "footcite"), _citation),
    **dict.fromkeys(("term", "index", "guilabel", "dfn", "abbr", "abbreviation", "badge", "button", "span"), _words),
    "menuselection": _menu,
    **dict.fromkeys(("fa", "fab", "fas", "octicon", "material-regular", "material-outlined"), _nothing),
    "math": _formula,
    **dict.fromkeys(("sub", "subscript"), _marked("sub")),
    **dict.fromkeys(("sup", "superscript"), _marked("sup")),
    **dict.fromkeys(("s", "del", "strike"), _marked("s")),
    **dict.fromkeys(("u", "underline"), _underlined),
    "pep": _numbered("PEP"),
    "rfc": _numbered("RFC"),
    "kbd": _marked("kbd"),
    "strong": _marked("strong"),
    "emphasis": _marked("em"),
}
