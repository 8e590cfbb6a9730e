"""Shortcodes of Hugo that its themes for books share: `{{< highlight go >}}`, `{{< figure src="a.png" >}}`.

Boxes and tabs (`{{% hint info %}}`) are in `fenced`, addresses (`{{< ref "a.md" >}}`) in `destinations`. Others show as
typed, since what they do is in a theme.
"""

import re
from html import escape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studypress.markdown.syntax.attributes import attributes
from studypress.markdown.syntax.first_letters import begins_with
from studypress.markdown.syntax.lines import line_of_next, noted_of, whole_line

_CODE = re.compile(r"\{\{[<%][ \t]*(highlight|mermaid|code|katex|math)\b([^<>{}\n]*)[>%]\}\}[ \t]*")
_CODE_ENDS = {
    name: re.compile(rf"^[ \t]*\{{\{{[<%][ \t]*/[ \t]*{name}[ \t]*[>%]\}}\}}[ \t]*$", re.MULTILINE)
    for name in ("highlight", "mermaid", "code", "katex", "math")
}
_TEX = re.compile(
    r"\{\{[<%][ \t]*(?:katex|math)\b[ \t]*(display)?[^<>{}\n]{0,60}[>%]\}\}(.{1,2000}?)"
    r"\{\{[<%][ \t]*/[ \t]*(?:katex|math)[ \t]*[>%]\}\}",
    re.DOTALL,
)
_IN_DOLLARS = re.compile(r"\s*\$\$([^$]*)\$\$\s*")
_PLAYER = re.compile(r"\{\{[<%][ \t]*(video|audio|youtube|bilibili)[ \t]([^{}\n]{1,500}?)/?[>%]\}\}")
AS_TYPED = "data-as-typed"
"""An attribute of a tag that nobody typed: what stands in the text for it."""
_SITES = {"youtube": "https://www.youtube.com/watch?v=", "bilibili": "https://www.bilibili.com/video/"}
_RAW = re.compile(r"\{\{[<%][ \t]*/?[ \t]*(?:rawhtml|raw_html|raw-html|unsafe|html|pagebreak)[ \t]*[>%]\}\}[ \t]*")
"""Marks around HTML that a theme lets through as it is; the ends of pages of another size (Quarto)."""
_FIGURE = re.compile(r"\{\{[<%][ \t]*(?:figure|image|img)[ \t]([^{}\n]{1,1000}?)/?[>%]\}\}")

_QUOTE = "\0"
"""Stands for a quotation mark; no text has it (§2.3)."""


@begins_with("{")
def shortcode_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{{< highlight go >}}`, `{{< mermaid >}}`, `{{< katex >}}` alone: the lines to the closing one are its own."""
    match = whole_line(state, start, "{{", _CODE)
    if match is None:
        return False
    last = line_of_next(state, _ends(state, match[1]), start, end)
    if last >= end:
        return False
    if not silent:
        content = state.getLines(start + 1, last, state.sCount[start], True)
        _push_lines(state, match[1], match[2].strip(), content)
        state.tokens[-1].map = [start, last + 1]
        state.line = last + 1
    return True


def _ends(state: StateBlock, name: str) -> list[int]:
    """Where the lines that close this one begin: found once, or thousands that none closes would each look for it."""
    known: dict[str, list[int]] = noted_of(state).setdefault("ends of shortcodes", {})
    if name not in known:
        known[name] = [found.start() for found in _CODE_ENDS[name].finditer(state.src)]
    return known[name]


def _push_lines(state: StateBlock, name: str, rest: str, content: str) -> None:
    if name in ("katex", "math"):
        token = state.push("formula_block", "math", 0)
        tex = "\n".join(line for line in content.split("\n") if line.strip())
        token.block, token.content = True, found[1].strip() if (found := _IN_DOLLARS.fullmatch(tex)) else tex
        return
    token = state.push("fence", "code", 0)
    token.info = "mermaid" if name == "mermaid" else rest.split(" ")[0].strip("\"',")
    token.content, token.markup = content, "```"


@begins_with("{")
def raw_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{{< rawhtml >}}` and `{{< /rawhtml >}}`, each alone on its line: what is between is HTML without them."""
    if not whole_line(state, start, "{{", _RAW):
        return False
    state.line = state.line if silent else start + 1
    return True


@begins_with("{")
def shortcode(state: StateInline, silent: bool) -> bool:
    """`{{< katex >}}x{{< /katex >}}` is a formula, `{{< figure src="a.png" >}}` a picture, `{{< video >}}` a film."""
    if not state.src.startswith("{{", state.pos):
        return False
    if match := _TEX.match(state.src, state.pos, state.posMax):
        if not silent:
            token = state.push("formula_display" if match[1] else "formula", "math", 0)
            token.content = match[2].strip()
            token.meta["continues"] = bool(state.src[match.end() :].strip())
    elif (match := _PLAYER.match(state.src, state.pos, state.posMax)) and (
        film := player(match[1], match[2], match[0])
    ):
        if not silent:
            state.push("html_inline", "", 0).content = film
    elif match := _RAW.match(state.src, state.pos, state.posMax):
        pass
    elif (match := _FIGURE.match(state.src, state.pos, state.posMax)) and (given := _values(match[1])).get("src"):
        if not silent:
            _push_picture(state, given)
    else:
        return False
    state.pos = match.end()
    return True


def _values(source: str) -> dict[str, str]:
    r"""What a shortcode is given. A quotation mark within a value has a backslash, as Go has it (`\"`)."""
    values = attributes(source.replace(r"\"", _QUOTE)).values
    return {name: value.replace(_QUOTE, '"') for name, value in values.items()}


def _push_picture(state: StateInline, given: dict[str, str]) -> None:
    """A picture, whose caption is Markdown and HTML, as ox-hugo has it: `<span class="figure-number">…`."""
    token = state.push("image", "img", 0)
    caption = given.get("caption") or given.get("title")
    token.content, token.children = caption or given.get("alt") or "", []
    state.md.inline.parse(token.content, state.md, state.env, token.children)
    token.attrs = {"src": given["src"], "alt": ""}
    if caption:
        words = "".join(part.content for part in token.children if part.type != "html_inline")
        token.attrs["fig-alt"] = given.get("alt") or words
    token.attrs |= {name: given[name] for name in ("width", "height") if name in given}


def player(name: str, given: str, typed: str) -> str:
    """A film or a sound as HTML has it: `src="a.mp4"`, or what it is called on its site; nothing where nothing says.

    The tag keeps what was `typed`, by which it is told of.
    """
    values = attributes(given).values
    word = next(iter(given.split()), "").strip("\"'")
    source = values.get("src") or values.get("url") or values.get("id") or ("" if "=" in word else word)
    address = escape(address_of(name, source))
    return f'<iframe {AS_TYPED}="{escape(typed)}" src="{address}"></iframe>' if source else ""


def address_of(site: str, film: str) -> str:
    """Where a film is that is called so on its site: `BV1xx`; an address is one already."""
    return _SITES.get(site, "") * ("//" not in film) + film
