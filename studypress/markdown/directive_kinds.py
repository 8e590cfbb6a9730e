"""What each directive of MyST becomes: the tokens of boxes, figures, code, formulas and tables."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.callouts import is_known
from studypress.markdown.quoted import push_title


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, taken apart."""

    name: str
    """In lower case."""
    argument: str
    options: dict[str, str]
    start: int
    """Its opening line."""
    first: int
    """The first line of its body that is not empty."""
    last: int
    """The line that closes it."""

    @property
    def label(self) -> str:
        """What references call it."""
        return "-".join((self.options.get("label") or self.options.get("name") or "").split())

    @property
    def classes(self) -> list[str]:
        """The classes that its author gave."""
        return self.options.get("class", "").replace(",", " ").split()


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
        return _box(state, found, "fold", title=title or kind.capitalize())
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
    """A tab or a card; one without a title is only what stands in it."""
    return _box(state, found, "tab", title=found.argument)


def _container(state: StateBlock, found: Directive) -> bool:
    names = [name for name in (*found.argument.split(), *found.classes) if name[0].isalpha()]
    return _box(state, found, "div", meta={"class": " ".join(names), "fence": "yes"})


def _quotation(state: StateBlock, found: Directive) -> bool:
    return _box(state, found, "blockquote", words=found.argument)


def _left_out(state: StateBlock, found: Directive) -> bool:
    """Contents, an index: a book has its own."""
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
    opening = _open(state, kind, found)
    opening.meta |= meta or {}
    if title.strip():
        push_title(state, title, found.start)
    if words.strip():
        _paragraph(state, words, found.start)
    _body(state, found.first, found.last)
    state.push(f"{kind}_close", kind, -1)
    return True


def _open(state: StateBlock, kind: str, found: Directive) -> Token:
    token = state.push(f"{kind}_open", kind, 1)
    token.map = [found.start, found.last + 1]
    if found.label:
        token.meta["id"] = found.label
    return token


def _body(state: StateBlock, first: int, last: int) -> None:
    """Read lines as Markdown."""
    if first >= last:
        return
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "callout", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, limit


def _paragraph(state: StateBlock, words: str, line: int) -> None:
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    _inline(state, words, line)
    state.push("paragraph_close", "p", -1)


def _inline(state: StateBlock, words: str, line: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = words, [line, line + words.count("\n") + 1], []


# --- Pictures -------------------------------------------------------------------------------------------------


def _figure(state: StateBlock, found: Directive) -> bool:
    """A picture, its caption, which is the first paragraph below it, and a legend, which is the rest."""
    if not found.argument:
        return False
    return _captioned(state, found, _picture(found), found.start, found.first)


def _figure_md(state: StateBlock, found: Directive) -> bool:
    """A picture in Markdown or HTML, and a caption below it; its argument is its label."""
    end = _paragraph_end(state, found.first, found.last)
    picture = state.getLines(found.first, end, state.blkIndent, False).strip()
    named = Directive(found.name, "", {"name": found.argument, **found.options}, found.start, found.first, found.last)
    return bool(picture) and _captioned(state, named, picture, found.first, end)


def _captioned(state: StateBlock, found: Directive, picture: str, line: int, below: int) -> bool:
    while below < found.last and state.isEmpty(below):
        below += 1
    end = _paragraph_end(state, below, found.last)
    _open(state, "figure", found)
    _paragraph(state, picture, line)
    if end > below:
        state.push("figcaption_open", "figcaption", 1).map = [below, end]
        _inline(state, state.getLines(below, end, state.blkIndent, False).strip(), below)
        state.push("figcaption_close", "figcaption", -1)
    state.push("figure_close", "figure", -1)
    _body(state, end, found.last)
    return True


def _paragraph_end(state: StateBlock, line: int, last: int) -> int:
    while line < last and not state.isEmpty(line):
        line += 1
    return line


def _image(state: StateBlock, found: Directive) -> bool:
    """A picture without a caption."""
    if found.argument:
        _paragraph(state, _picture(found), found.start)
    return bool(found.argument)


_SIZE = re.compile(r"\d{1,5}(?:\.\d{1,3})?(?:%|[a-z]{2})?")


def _picture(found: Directive) -> str:
    """The picture of a directive as Markdown has it."""
    marks = [f'fig-alt="{_unquoted(alt)}"'] if (alt := found.options.get("alt", "")) else []
    marks += [f"#{found.label}"] if found.name == "image" and found.label else []
    marks += [f"{key}={size}" for key in ("width", "height") if _SIZE.fullmatch(size := found.options.get(key, ""))]
    if scale := re.match(r"\d{1,3}", found.options.get("scale", "")):
        marks.append(f'style="zoom:{scale[0]}%"')
    return f"![](<{found.argument}>)" + (f"{{{' '.join(marks)}}}" if marks else "")


def _unquoted(text: str) -> str:
    return " ".join(text.split()).translate(str.maketrans('"{}', "'()"))


def _embedded(state: StateBlock, found: Directive) -> bool:
    """A film or a page: its address."""
    address = found.argument
    if address:
        _paragraph(state, f"<{address}>" if "://" in address else address, found.start)
    return bool(address)


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
    settings = [f'title="{_unquoted(title)}"'] if (title := _title(found.options)) else []
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
    body = state.getLines(found.first, found.last, state.sCount[found.start], False)
    token = state.push("formula_block", "math", 0)
    token.map, token.content = [found.start, found.last + 1], f"{found.argument}\n{body}".strip()
    token.meta |= {"mark": "", "label": found.label, "continues": False}
    return bool(token.content)


def _raw(state: StateBlock, found: Directive) -> bool:
    """HTML goes through as it would without a fence; what is for LaTeX alone is for no reader of this book."""
    if found.argument.lower() == "html":
        token = state.push("html_block", "", 0)
        token.map = [found.start, found.last + 1]
        token.content = state.getLines(found.first, found.last, state.blkIndent, True)
    return True


# --- Tables ---------------------------------------------------------------------------------------------------


def _table(state: StateBlock, found: Directive) -> bool:
    """A table in Markdown, with a caption."""
    start = len(state.tokens)
    _body(state, found.first, found.last)
    opened = next((n for n in range(start, len(state.tokens)) if state.tokens[n].type == "table_open"), None)
    if opened is None:
        _paragraph(state, found.argument, found.start)
    else:
        _caption(state, found, opened)
    return True


def _caption(state: StateBlock, found: Directive, opened: int) -> None:
    """Put a caption, and a label, into a table."""
    if found.label:
        state.tokens[opened].meta["id"] = found.label
    if not found.argument:
        return
    below, state.tokens[opened + 1 :] = state.tokens[opened + 1 :], []
    state.push("caption_open", "caption", 1).map = [found.start, found.start + 1]
    _inline(state, found.argument, found.start)
    state.push("caption_close", "caption", -1)
    state.tokens += below


def _list_table(state: StateBlock, found: Directive) -> bool:
    """A list of rows, each of which is a list of cells (docutils, "List Table")."""
    start = len(state.tokens)
    _body(state, found.first, found.last)
    made = state.tokens[start:]
    base = made[0].level if made else 0
    if not made or made[0].type != "bullet_list_open" or made[-1].level != base or made[-1].type != "bullet_list_close":
        return True
    heads = int(given) if (given := found.options.get("header-rows", "")).isdecimal() else 0
    state.tokens[start:] = _rows(made, base, heads)
    _caption(state, found, start)
    return True


def _rows(made: list[Token], base: int, heads: int) -> list[Token]:
    """Make a table of the tokens of a list of lists: by how deep each stands, a table, a row, nothing, or a cell."""
    result: list[Token] = []
    row = 0
    for token in made:
        edge = token.type in _LIST
        match token.level - base:
            case 0 if edge:
                _become(token, "table")
            case 1 if edge:
                _become(token, "tr")
                row += token.nesting == 1
            case 2 if edge:
                continue
            case 3 if edge:
                _become(token, "th" if row <= heads else "td")
        result.append(token)
    return result


_LIST = frozenset(f"{kind}_{side}" for kind in ("bullet_list", "list_item") for side in ("open", "close"))


def _become(token: Token, tag: str) -> None:
    token.tag, token.type = tag, f"{tag}_{token.type.rpartition('_')[2]}"


_MAKERS: dict[str, _Maker] = {
    **dict.fromkeys(("admonition", "topic", "sidebar", "margin", "aside"), _callout),
    **dict.fromkeys(("dropdown", "toggle", "details"), _fold),
    **dict.fromkeys(("tab-set", "tab-set-code", "tabs"), _tabs),
    **dict.fromkeys(("tab-item", "tab", "tabbed", "card", "grid-item-card"), _titled),
    **dict.fromkeys(("div", "container", "grid", "grid-item", "panels", "only", "glossary", "centered"), _container),
    **dict.fromkeys(("epigraph", "pull-quote", "highlights", "blockquote"), _quotation),
    **dict.fromkeys(("toctree", "tableofcontents", "contents", "index", "bibliography", "meta"), _left_out),
    "figure": _figure,
    "figure-md": _figure_md,
    "image": _image,
    **dict.fromkeys(("video", "iframe", "youtube"), _embedded),
    **dict.fromkeys(("code", "code-block", "sourcecode", "code-cell"), _code),
    "math": _math,
    "raw": _raw,
    "table": _table,
    "list-table": _list_table,
}
