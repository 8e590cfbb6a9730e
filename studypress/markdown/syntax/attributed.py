"""Attributes in braces, taken off what they belong to: headings, paragraphs, spans, links and code.

`## Title {#id .class}`, `[words]{.class}` (Pandoc, Quarto), `{: .class}` in the line below or above a block (Kramdown,
Python-Markdown), `## Title :id=x` (docsify). Some tools make callouts of these: `{: .note }` (just-the-docs),
`{: .prompt-tip }` below a quotation (Chirpy), `{.is-info}` (Wiki.js).
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studypress.markdown.syntax.attributes import ATTRIBUTES, Attributes, attributes
from studypress.markdown.syntax.callout_kinds import is_known
from studypress.markdown.syntax.first_letters import begins_with

_LINE = re.compile(rf"[ \t]*({ATTRIBUTES})[ \t]*")
_ITEM = re.compile(rf"(\[[ xX]\][ \t]+)?(?=\{{:){ATTRIBUTES}[ \t]*(?=\S)")
"""An item's, which Kramdown has before its words."""
_INLINE = re.compile(ATTRIBUTES)
_DOCSIFY = re.compile(r"(?<![ \t])[ \t]+(?:\{docsify-ignore(?:-all)?\}|:id=(?P<id>[\w-]+))[ \t]*$")
"""What docsify reads behind a heading ("More features"): left out of a site's sidebar, which no book has; its id."""
_SHOWN = "id class style lang language dir title target rel width height download loading role type"
_KEYS = frozenset(_SHOWN.split())
"""Keys that say something of how words are shown. `` `requests`{job="x"} `` is no such thing."""
_NAMED = frozenset({"is", "prompt", "callout", "alert", "admonition"})


def block_attributes(state: StateCore) -> None:
    """Take the attributes off headings and paragraphs, before their lines are read."""
    result: list[Token] = []
    quotes: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type == "blockquote_open":
            quotes.append(token)
        elif token.type == "blockquote_close" and quotes:
            quotes.pop()
        if token.type not in ("paragraph_open", "heading_open"):
            result.append(token)
            continue
        inline, closing = next(tokens), next(tokens)
        if result and result[-1].type == "list_item_open" and (own := _ITEM.match(inline.content)):
            inline.content = (own[1] or "") + inline.content[own.end() :]
        result += _attributed(token, inline, closing, quotes[-1] if quotes else None)
    state.tokens = result


def _attributed(opening: Token, inline: Token, closing: Token, quote: Token | None) -> list[Token]:
    """One heading or paragraph; nothing is left of one that holds attributes alone."""
    if opening.type == "heading_open":
        if docsify := _DOCSIFY.search(inline.content):
            inline.content = inline.content[: docsify.start()]
            _note(opening, Attributes(docsify["id"] or ""))
        start = inline.content.rfind("{")
        match = _LINE.fullmatch(inline.content, start) if start > 0 and inline.content[start - 1] != "\\" else None
        if match:
            inline.content = inline.content[:start].rstrip()
            _note(opening, attributes(match[1]))
        return [opening, inline, closing]
    content, found = _without_attribute_line(inline.content)
    if found is None:
        return [opening, inline, closing]
    if not content.strip():
        return []
    if content.startswith("![") and content.endswith(")"):  # a picture's, which its own rule reads behind it
        inline.content = content + found
        return [opening, inline, closing]
    if inline.map and inline.content.endswith(content):
        inline.map = [inline.map[0] + 1, inline.map[1]]
    inline.content = content
    given = attributes(found)
    name = next((name for name in map(_callout_name, given.classes) if is_known(name)), "")
    if name and quote is not None:
        quote.meta["callout"] = name
    elif name:
        return [Token("callout_open", "", 1, map=opening.map, meta={"callout": name}), opening, inline, closing,
                Token("callout_close", "", -1)]  # fmt: skip
    elif not opening.hidden:
        _note(opening, given)
    return [opening, inline, closing]


def _without_attribute_line(content: str) -> tuple[str, str | None]:
    """Part a paragraph into its words and the attributes that fill its last lines, or its first."""
    if "{" not in content:
        return content, None
    found = None
    # Those of an item and of its list may follow each other.
    while match := _LINE.fullmatch(content.rpartition("\n")[2]):
        content, found = content.rpartition("\n")[0], found or match[1]
    first, _, below = content.partition("\n")
    if found is None and (match := _LINE.fullmatch(first)):
        return below, match[1]
    return content, found


def _callout_name(name: str) -> str:
    prefix, _, rest = name.partition("-")
    return rest if prefix in _NAMED else name


def _note(token: Token, given: Attributes) -> None:
    kept = {"id": given.id, "class": " ".join(given.classes), "style": given.values.get("style", "")}
    token.meta.update({name: value for name, value in kept.items() if value})


# --- Within a line --------------------------------------------------------------------------------------------


@begins_with("[")
def span(state: StateInline, silent: bool) -> bool:
    """`[words]{.class}`."""
    start = state.pos
    if state.src[start] != "[" or start in getattr(state, "hopeless", ()):
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    match = _INLINE.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        _note(state.push("span_open", "span", 1), attributes(match[0]))
        state.pos, limit, state.posMax = start + 1, state.posMax, end
        state.md.inline.tokenize(state)
        state.posMax = limit
        state.push("span_close", "span", -1)
    state.pos = match.end()
    return True


@begins_with("{")
def trailing(state: StateInline, silent: bool) -> bool:
    """`[x](y){target=_blank}`, `` `x`{.python} ``, `**x**{.red}`: a book shows none of these."""
    if state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    closes = (
        bool(state.delimiters) and state.delimiters[-1].token == len(state.tokens) - 1 and state.delimiters[-1].close
    )
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if match is None or not (closes or last.type in ("link_close", "code_inline")):
        return False
    given = attributes(match[0])
    if not (given.id or given.classes) and not set(given.values) <= _KEYS:
        return False
    state.pos = match.end()
    return True
