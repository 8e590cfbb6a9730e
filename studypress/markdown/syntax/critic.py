"""What editors mark in a text: CriticMarkup's `{++put in++}`, `{--taken out--}`, `{~~old~>new~~}`, `{==x==}{>>note<<}`.

MultiMarkdown, Python-Markdown and Markdown Preview Enhanced show them as a proof has them; a remark becomes a note.
`^^put in^^` is Python-Markdown's own; beside letters it is a face that smiles.
"""

import re

from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.marks import push_note

_MARKED = re.compile(
    r"\{(?:\+\+(?P<ins>(?:(?!\+\+\}).){1,2000})\+\+|--(?P<s>(?:(?!--\}).){1,2000})--|==(?P<mark>(?:(?!==\}).){1,2000})=="
    r"|~~(?P<old>(?:(?!~~\}|~>).){0,2000})~>(?P<new>(?:(?!~~\}).){0,2000})~~|>>(?P<note>(?:(?!<<\}).){1,2000})<<)\}",
    re.DOTALL,
)
_CARETS = re.compile(r"(?<![\w^])\^\^(?![\s^])(?P<ins>[^\n^]{1,300})(?<!\s)\^\^(?!\^)")


@begins_with("{^")
def critic(state: StateInline, silent: bool) -> bool:
    """The rule for all of them."""
    pattern = _MARKED if state.src[state.pos] == "{" else _CARETS
    found = pattern.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        for name, element in _ELEMENTS:
            if found.groupdict().get(name):
                _push(state, element, *found.span(name))
        if note := found.groupdict().get("note"):
            push_note(state, note.strip())
    state.pos = found.end()
    return True


_ELEMENTS = (("ins", "ins"), ("s", "s"), ("mark", "mark"), ("old", "s"), ("new", "ins"))


def _push(state: StateInline, element: str, start: int, end: int) -> None:
    """Push an element whose words are Markdown."""
    limit = state.posMax
    state.push("html_inline", "", 0).content = f"<{element}>"
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = limit
    state.push("html_inline", "", 0).content = f"</{element}>"
