"""Pictures as notes write them: with their size, and with names that hold spaces.

CommonMark knows neither. What it does not take for a picture is looked at once more, for a size or for a name that ends
as pictures do.

    ![](a.png =300x200)    markdown-it-imsize, HackMD          ![alt|200](a.png)    Obsidian
    ![](a.png){width=50%}  Pandoc, Quarto, Kramdown            ![](图 1.png)        Typora
"""

import re
from collections.abc import Callable
from functools import wraps

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studypress.manuscript.notebooks.chunk_options import BESIDE
from studypress.markdown.syntax.attributes import ATTRIBUTES_OVER_LINES, attributes
from studypress.markdown.syntax.late_pictures import drawn_address

_SIZE = r"(?:[ \t]++|(?<=[ \t]))=(?P<size>(?:\d{1,5}%?)?x(?:\d{1,5}%?)?)(?=[ \t)])"
_TITLE = r"""(?:[ \t]++|(?<=[ \t]))(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|“[^“”\n]{0,500}”)"""
"""Before or after the size; in Chinese marks where an editor has turned them."""
_NAME = (
    r"(?:[^\s()<>]|[ \t](?![\"'=“])|\([^()\n]{0,80}\)){1,400}?"
    r"\.(?:png|jpe?g|jfif|gif|svg|webp|avif|bmp|tiff?)(?:[?#][^\s()]{0,200})?"
)
"""With spaces, and so only with the ending of a picture."""
_TARGET = re.compile(
    rf"\([ \t]*+(?:(?P<name>{_NAME})|<(?P<angled>[^<>\n]{{0,1000}})>|(?P<plain>[^\s()<>]{{0,1000}}))"
    rf"(?P<title>{_TITLE})?(?:{_SIZE})?(?P<title_after>{_TITLE})?[ \t]*+\)",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(ATTRIBUTES_OVER_LINES)
_SIZE_IN_ALT = re.compile(r"\|[ \t]*(\d{2,5})(?:x(\d{1,5}))?[ \t]*$")

InlineRule = Callable[[StateInline, bool], bool]


def sized(rule: InlineRule) -> InlineRule:
    """Let a rule for pictures read those whose size is written with them; it is in the token's attributes."""

    @wraps(rule)
    def guarded(state: StateInline, silent: bool) -> bool:
        size = ""
        if not rule(state, silent):
            if not state.src.startswith("![", state.pos):
                return False
            label_end = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
            address, end, title, size = _odd_target(state, label_end)
            if end < 0:
                return False
            if not silent:
                _push(state, label_end, address, title)
            state.pos = end
        found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
        if found:
            state.pos = found.end()
        if not silent:
            _note(state.tokens[-1], size, found[0] if found else "")
        return True

    return guarded


def size_in_alt(token: Token) -> tuple[str, str]:
    """Take the size off the end of `alt|300x200`: width and height in px, or nothing."""
    last = token.children[-1] if token.children else token
    match = _SIZE_IN_ALT.search(last.content) if last.type == "text" else None
    if match is None:
        return "", ""
    last.content = last.content[: match.start()]
    return match[1], match[2] or ""


def _odd_target(state: StateInline, label_end: int) -> tuple[str, int, str, str]:
    """What stands in round brackets after the alternative text, if it has a size or spaces: address, end, title, size.

    The end is -1 where there is nothing of the kind.
    """
    match = _TARGET.match(state.src, label_end + 1, state.posMax) if label_end >= 0 else None
    title = (match["title"] or match["title_after"] or "") if match else ""
    if match and (match["size"] or " " in (match["name"] or "") or (match["name"] and "“" in title)):
        address = unescapeAll(match["name"] or match["angled"] or match["plain"] or "")
        return address, match.end(), title, match["size"] or ""
    drawn, end = drawn_address(state.src, label_end + 1, state.posMax) if label_end >= 0 else ("", -1)
    return drawn, end if drawn else -1, "", ""


def _push(state: StateInline, label_end: int, address: str, title: str) -> None:
    """Push the token that CommonMark's rule would have made."""
    content = state.src[state.pos + 2 : label_end]
    children: list[Token] = []
    state.md.inline.parse(content, state.md, state.env, children)
    token = state.push("image", "img", 0)
    token.attrs = {"src": address, "alt": ""}
    if title:
        token.attrs["title"] = unescapeAll(title.strip()[1:-1])
    token.children, token.content = children, content


def _note(token: Token, size: str, braces: str) -> None:
    """Put size and attributes where the tags of HTML have them."""
    width, _, height = size.partition("x")
    found = attributes(braces)
    given = {"width": width, "height": height, **found.values, "id": found.id, "class": " ".join(found.classes)}
    token.attrs.update({name: value for name, value in given.items() if value and name in _KEPT})


_KEPT = ("width", "height", "style", "id", "class", "fig-alt", BESIDE)
