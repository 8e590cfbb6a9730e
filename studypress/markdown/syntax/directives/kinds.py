"""What each directive of MyST becomes: the tokens of boxes, figures, code, formulas and tables."""

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock

from studypress.manuscript.notebooks.chunk_options import quotable
from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.directives.cards import card, panels
from studypress.markdown.syntax.directives.directive import Directive, opened
from studypress.markdown.syntax.directives.figures import embedded, figure, figure_md, image
from studypress.markdown.syntax.directives.gates import GATES, gate
from studypress.markdown.syntax.directives.tables import csv_table, list_table, table
from studypress.markdown.syntax.pushing import push_body, push_paragraph, push_title


def is_directive(name: str) -> bool:
    """Whether a name is one that is understood."""
    return _maker(name.lower()) is not None


def make(state: StateBlock, found: Directive) -> bool:
    """Push the tokens of a directive; whether it could be done."""
    maker = _maker(found.name)
    return maker is not None and maker(state, found)


_Maker = Callable[[StateBlock, Directive], bool]

_PROOFS = ("prf:", "proof:")
"""The domain of sphinx-proof: `{prf:theorem} Title`."""


def _maker(name: str) -> _Maker | None:
    return _callout if is_known(_plain_name(name)) and name.isascii() else _MAKERS.get(name)


def _plain_name(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in _PROOFS if name.startswith(prefix)), name)


# --- Boxes ----------------------------------------------------------------------------------------------------


def _callout(state: StateBlock, found: Directive) -> bool:
    """An admonition. Words behind its name are its title, or all that it says."""
    name, title = _plain_name(found.name), found.argument
    kind = name if is_known(name) else next(filter(is_known, found.classes), "note")
    if name == "solution":  # the exercise that it solves
        title = ""
    if "dropdown" in found.classes or "dropdown" in found.options:
        return _box(state, found, "fold", title=title, meta={"callout": kind})
    meta = {"callout": kind, "class": " ".join(one for one in found.classes if not is_known(one))}
    if not title and name not in ("admonition", kind):  # a margin, a sidebar: words beside the text
        meta["untitled"] = "yes"
    alone = title if name == kind and found.first == found.last else ""
    return _box(state, found, "callout", title="" if alone else title, words=alone, meta=meta)


def _fold(state: StateBlock, found: Directive) -> bool:
    return _box(state, found, "fold", title=found.argument)


def _tabs(state: StateBlock, found: Directive) -> bool:
    return _box(state, found, "tabs")


def _titled(state: StateBlock, found: Directive) -> bool:
    """A tab; one without a title is only what stands in it."""
    return _box(state, found, "tab", title=found.argument)


def _container(state: StateBlock, found: Directive) -> bool:
    names = [name for name in (*found.argument.split(), *found.classes) if name[0].isalpha()]
    return _box(state, found, "div", meta={"class": " ".join(names), "fence": "yes"})


def _quotation(state: StateBlock, found: Directive) -> bool:
    return _box(state, found, "blockquote", words=found.argument)


def _heading_apart(state: StateBlock, found: Directive) -> bool:
    """A heading that is in no contents."""
    if found.argument:
        push_paragraph(state, f"**{found.argument}**", found.start)
    return bool(found.argument)


def _left_out(state: StateBlock, found: Directive) -> bool:
    """Contents, an index: a book has its own."""
    return True


def _sources(state: StateBlock, found: Directive) -> bool:
    """The place of the list of sources, where there are any."""
    if state.env["parsed"].sources:
        state.push("sources", "", 0).map = [found.start, found.last + 1]
    return True


def _box(
    state: StateBlock,
    found: Directive,
    kind: str,
    *,
    title: str = "",
    words: str = "",
    meta: dict[str, str] | None = None,
) -> bool:
    opening = opened(state, kind, found)
    opening.meta |= meta or {}
    if title.strip():
        push_title(state, title, found.start)
    if words.strip():
        push_paragraph(state, words, found.start)
    push_body(state, found.first, found.last)
    state.push(f"{kind}_close", kind, -1)
    return True


# --- Code and formulas ----------------------------------------------------------------------------------------

_NOT_SHOWN = frozenset({"remove-cell", "remove_cell", "remove-input", "remove_input"})


def _code(state: StateBlock, found: Directive) -> bool:
    """Code, or a cell that a notebook would run; one whose author hides it from readers is left out."""
    if set(re.split(r"[\s,\[\]\"']+", found.options.get("tags", ""))) & _NOT_SHOWN:
        return True
    token = state.push("fence", "code", 0)
    token.map = [found.start, found.last + 1]
    token.content = state.getLines(found.first, found.last, state.sCount[found.start], True)
    token.markup = "```"
    language = (found.argument.split() or [""])[0]
    label = f"#{found.label} " if found.label else ""
    language = f".{'python' if language.startswith('ipython') else language}" if language else ""
    settings = [f'title="{quotable(title)}"'] if (title := _title(found.options)) else []
    settings += [f'hl_lines="{lines}"'] if (lines := found.options.get("emphasize-lines", "")) else []
    if start := found.options.get("lineno-start") or found.options.get("number-lines"):
        settings.append(f'linenums="{start}"')
    elif "linenos" in found.options:
        settings.append("linenos")
    token.info = " ".join((f"{{{label}{language}}}" if label else language.removeprefix("."), *settings)).strip()
    return True


def _title(options: dict[str, str]) -> str:
    return options.get("caption") or options.get("filename") or ""


def _math(state: StateBlock, found: Directive) -> bool:
    """A formula that stands alone."""
    below = state.getLines(found.first, found.last, state.sCount[found.start], False)
    tex = f"{found.argument}\n{below}".strip()
    if tex:
        token = state.push("formula_block", "math", 0)
        token.map, token.content = [found.start, found.last + 1], tex
        token.meta["label"] = found.label
    return bool(tex)


def _raw(state: StateBlock, found: Directive) -> bool:
    """HTML goes through as it would without a fence; what is for LaTeX alone is for no reader of this book."""
    if found.argument.lower() == "html":
        token = state.push("html_block", "", 0)
        token.map = [found.start, found.last + 1]
        token.content = state.getLines(found.first, found.last, state.blkIndent, True)
    return True


_MAKERS: dict[str, _Maker] = {
    **dict.fromkeys(("admonition", "topic", "sidebar", "margin", "aside"), _callout),
    **dict.fromkeys(("dropdown", "toggle", "details"), _fold),
    **dict.fromkeys(("tab-set", "tab-set-code", "tabs"), _tabs),
    **dict.fromkeys(("tab-item", "tab", "tabbed"), _titled),
    **dict.fromkeys(("div", "container", "grid", "grid-item", "only", "glossary", "centered", "hlist"), _container),
    **dict.fromkeys(("epigraph", "pull-quote", "highlights", "blockquote"), _quotation),
    **dict.fromkeys(("toctree", "tableofcontents", "contents", "index", "meta"), _left_out),
    "rubric": _heading_apart,
    "bibliography": _sources,
    **dict.fromkeys(("card", "grid-item-card"), card),
    "panels": panels,
    "figure": figure,
    "figure-md": figure_md,
    "image": image,
    **dict.fromkeys(("video", "iframe", "youtube"), embedded),
    **dict.fromkeys(("code", "code-block", "sourcecode", "code-cell"), _code),
    "math": _math,
    **dict.fromkeys(GATES, gate),
    "raw": _raw,
    "table": table,
    "list-table": list_table,
    "csv-table": csv_table,
}
