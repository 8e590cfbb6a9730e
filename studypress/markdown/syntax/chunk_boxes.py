"""Chunks of R Markdown whose engine sets text: `{theorem, name="勾股"}`, `{block, type='rmdtip'}`, `{asis}`.

bookdown has them for theorems and their like, and for boxes (bookdown, "Theorems and proofs", "Custom blocks"). What
stands in them is Markdown.
"""

import re

from markdown_it.rules_block import StateBlock

from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import closed_fence, text_of
from studypress.markdown.syntax.pushing import push_body, push_title

_PREFIXES = {
    "theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp", "conjecture": "cnj",
    "definition": "def", "example": "exm", "exercise": "exr", "hypothesis": "hyp",
    "solution": "", "remark": "", "proof": "",
}  # fmt: skip
"""What stands before the label of each where it is referred to: `\\@ref(thm:a)`."""
_OPENING = re.compile(rf"(`{{3,}}|~{{3,}})[ \t]*\{{({'|'.join(_PREFIXES)}|block2?|asis)((?:[ \t,][^{{}}]*)?)\}}[ \t]*")
_LABEL = re.compile(r"[ \t,]+([A-Za-z][\w-]*)[ \t]*(?:,|$)")
_OPTION = re.compile(r"\b(name|type|label)[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)')")


_OF_MYST = re.compile(r":[a-z]+:(?:[ \t]|$)")
"""An option of a directive, as `{exercise}` of Jupyter Book has it."""


@begins_with("`~")
def chunk_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for them."""
    found = closed_fence(state, start, end, _OPENING)
    if found is None or _OF_MYST.match(text_of(state, start + 1)):
        return False
    if silent:
        return True
    match, last = found
    if match[2] != "asis":
        _open(state, match[2], match[3], start, last)
    push_body(state, start + 1, last)
    if match[2] != "asis":
        state.push("callout_close", "", -1)
    state.line = last + 1
    return True


def _open(state: StateBlock, engine: str, options: str, start: int, last: int) -> None:
    given = {name: one or other for name, one, other in _OPTION.findall(options)}
    kind = engine if engine in _PREFIXES else given.get("type", "").removeprefix("rmd")
    opening = state.push("callout_open", "", 1)
    opening.map = [start, last + 1]
    opening.meta["callout"] = kind or "note"
    if engine not in _PREFIXES and not is_known(kind):
        opening.meta |= {"callout": "note", "untitled": "yes"}
    label = given.get("label") or (found[1] if (found := _LABEL.match(options)) else "")
    if label and (prefix := _PREFIXES.get(engine)):
        opening.meta["id"] = f"{prefix}:{label}"
    if title := given.get("name", ""):
        push_title(state, title, start)
