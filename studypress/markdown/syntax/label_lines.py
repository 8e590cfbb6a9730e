"""Lines that name what stands above or below them, or that only a tool reads.

``:label:`fig_a` ``, ``:width:`400px` `` and ``:eqlabel:`eq_a` `` stand below a heading, a picture, a table or a formula
in the books of d2lbook, where ``:begin_tab:`x` `` and `:end_tab:` are tabs. MyST writes `(label)=` above; in its files
`% …` is a comment, and `+++` parts the cells of a notebook (myst-parser, "Syntax"). What else could be a formula, as
`(x)=`, is a label in its files alone, and above a heading.
"""

import re
from html import escape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import start_of, whole_line
from studypress.markdown.syntax.pushing import push_title

_BELOW = re.compile(r":(label|eqlabel|width|height|bibliography|begin_tab|end_tab):(?:`([^`\n]{1,200})`)?[ \t]*")
_ABOVE = re.compile(r"\(([^\W\d_][\w .:/+-]{0,100})\)=[ \t]*")
_SURELY_LABEL = re.compile(r"\([a-z]{2,}[:_-][a-z]{2}", re.IGNORECASE)
"""`(fig-cycle)=`, `(sec:one)=`: words that a label's sign joins."""
_MYST = re.compile(
    r"^[ \t>]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{(?:note|tip|warning|important|hint|seealso|admonition|figure|image|math|"
    r"code-|list-table|table|toctree|tableofcontents|dropdown|tab-|margin|prf:|bibliography)"
    r"|\{(?:ref|numref|doc|eq|term|cite(?::\w+)?)\}`",
    re.MULTILINE,
)
"""What only a file of MyST holds."""


@begins_with(":")
def label_below(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line such as ``:label:`x` ``; `with_labels` gives it to what stands above."""
    match = whole_line(state, start, ":", _BELOW)
    if match is None or (match[1] != "end_tab") != bool(match[2]):
        return False
    if not silent:
        _push_below(state, match[1], match[2] or "", start)
        state.line = start + 1
    return True


def _push_below(state: StateBlock, name: str, given: str, line: int) -> None:
    if name.endswith("_tab"):
        token = state.push("fence_open" if given else "fence_close", "", 0)
        token.map, token.markup, token.content = [line, line + 1], ":end_tab:", f":{name}:"
        token.meta = {"kind": "tab", "callout": "", "class": "", "id": ""}
        if given:
            push_title(state, given, line)
    elif name != "bibliography":
        token = state.push("label", "", 0)
        token.map = [line, line + 1]
        token.meta = {name if name in ("width", "height") else "id": given.strip()}


@begins_with("(%+")
def label_above(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`(label)=`, above a heading or in a file of MyST; and the lines of such a file that only its tools read."""
    match = whole_line(state, start, "(", _ABOVE)
    if match is None:
        if not (whole_line(state, start, "%", _COMMENT) or whole_line(state, start, "+", _CELL)) or not _is_myst(state):
            return False
        state.line = state.line if silent else start + 1
        return True
    below = start + 1
    while below < end and state.isEmpty(below):
        below += 1
    above_heading = below < end and state.src.startswith("#", start_of(state, below))
    if not (above_heading or _SURELY_LABEL.match(match[0]) or _is_myst(state)):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map, token.content = [start, start + 1], f'<a id="{escape("-".join(match[1].split()))}"></a>'
        state.line = start + 1
    return True


_COMMENT = re.compile(r"%(?: .*)?")
_CELL = re.compile(r"\+\+\+[ \t]*(?:\{.*\})?[ \t]*")


def _is_myst(state: StateBlock) -> bool:
    if "is myst" not in state.env:
        state.env["is myst"] = _MYST.search(state.env["parsed"].source) is not None
    return bool(state.env["is myst"])


# --- What stands above ----------------------------------------------------------------------------------------


def with_labels(state: StateCore) -> None:
    """Give labels and sizes to the heading, picture, table or formula that they stand below."""
    if not any(token.type == "label" for token in state.tokens):
        return
    result: list[Token] = []
    for token in state.tokens:
        if token.type != "label":
            result.append(token)
        elif not _given(result, token.meta) and "id" in token.meta:
            token.type, token.content = "html_block", f'<a id="{escape(token.meta["id"])}"></a>'
            result.append(token)
    state.tokens = result


def _given(above: list[Token], meta: dict[str, str]) -> bool:
    """Note a label or a size at the last block of these; whether there is one that can have it."""
    last = above[-1] if above else None
    match last.type if last else "":
        case "heading_close":
            above[-3].meta |= meta
        case "formula_block":
            above[-1].meta |= {"continues": False} | ({"label": meta["id"]} if "id" in meta else {})
        case "table_close":
            opening = max(at for at, token in enumerate(above) if token.type == "table_open")
            above[opening].meta |= meta
        case "paragraph_close" if _PICTURE.fullmatch(above[-2].content):
            words, _, braces = above[-2].content.partition("){")
            marks = [braces.removesuffix("}")] if braces else []
            marks += [f"#{value}" if key == "id" else f"{key}={value}" for key, value in meta.items()]
            above[-2].content = f"{words.removesuffix(')')}){{{' '.join(marks)}}}"
        case _:
            return False
    return True


_PICTURE = re.compile(r"!\[[^\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)(?:\{[^{}\n]*\})?[ \t]*")
