"""Links that CommonMark reads as text: addresses with spaces or shortcodes of site makers, words with attributes.

`[字](my note.md)` is what an editor writes that follows it itself, to what lies beside too (`课件 1.pdf`).
`[x]({{< ref "a.md#b" >}})` is Hugo's, and `![x]({{ "/a.png" | relative_url }})` Jekyll's.
"""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

_SHORTCODE = re.compile(
    r"\{\{[<%][ \t]*+(?:rel)?ref[ \t]++[\"']?([^\"'<>{}%\n]{1,500}?)[\"']?[ \t]{0,80}+[>%]\}\}"
    r"|\{%-?[ \t]*+(?:link|post_url|asset_path)[ \t]++([^{}%\s]{1,500})[ \t]*+-?%\}"
    r"|\{\{[ \t]*+[\"']([^\"'{}\n]{1,500})[\"'][ \t]*+\|[ \t]*+(?:relative_url|absolute_url|prepend)[^{}\n]{0,80}\}\}"
)
_BASE = re.compile(r"\{\{[ \t]*(?:site\.)?base(?:url|Url)?[ \t]*\}\}")
"""Jekyll's and Hugo's name for the root of the site."""
_SPACED = re.compile(
    r"(?:[^\s()<>]|[ \t](?![\"'=])|\([^()\n]{0,80}\)){1,400}?"
    r"\.(?:md|markdown|html?|pdf|docx?|pptx?|xlsx?|csv|txt|zip|rar|7z|ipynb|mp[34])"
    r"(?:\#[^()<>\n\"]{0,200}?)?(?=[ \t]*\)|[ \t]+[\"'])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Result:
    """What markdown-it expects of such a helper."""

    str: str
    pos: int
    ok: bool = True


def take_destinations(parser: MarkdownIt) -> None:
    """Let a parser read the addresses that CommonMark does not."""
    parser.helpers = _Helpers()  # type: ignore[assignment]  # a module, of which three functions are used


class _Helpers:
    """markdown-it's helpers, two of them ours."""

    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815  # markdown-it's names

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        """Find where words in square brackets end; -1 where they do not, or where those of a link hold another.

        Words with attributes may stand in a link's: Pandoc makes `[[words]{.underline}](address)` of each in Word.
        """
        end = helpers.parseLinkLabel(state, start, disableNested)
        if end >= 0 or not disableNested or state.src.find("]{", start, state.posMax) < 0:
            return end
        end = helpers.parseLinkLabel(state, start)
        return -1 if _holds_link(state, start + 1, end) else end

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:  # noqa: N802
        """Read an address at a position."""
        start = string[pos : pos + 2]
        if start in ("{{", "{%") and (found := _SHORTCODE.match(string, pos, maximum)):
            return _Result(found[1] or found[2] or found[3], found.end())
        if start == "{{" and (found := _BASE.match(string, pos, maximum)):
            rest = helpers.parseLinkDestination(string, found.end(), maximum)
            return _Result("/" + rest.str.lstrip("/"), rest.pos) if rest.ok else rest
        plain = helpers.parseLinkDestination(string, pos, maximum)
        if start[:1] != "<" and string[plain.pos : plain.pos + 1] in (" ", "\t"):
            spaced = _SPACED.match(string, pos, maximum)
            if spaced and spaced.end() > plain.pos:
                return _Result(spaced[0], spaced.end())
        return plain


def _holds_link(state: StateInline, start: int, end: int) -> bool:
    """Whether a link, a note's call or the like begins between two places, in words with attributes too."""
    before, state.pos = state.pos, start
    found = False
    while not found and state.pos < end:
        at = state.pos
        state.md.inline.skipToken(state)
        if state.src[at] == "[" and state.pos > at + 1:
            found, state.pos = state.src[state.pos - 1] != "}", at + 1
    state.pos = before
    return found
