"""Addresses of links that CommonMark reads as text: names with spaces, and the shortcodes of site makers.

`[字](my note.md)` is what an editor writes that follows it itself, to what lies beside too (`课件 1.pdf`).
`[x]({{< ref "a.md#b" >}})` is Hugo's, and `![x]({{ "/a.png" | relative_url }})` Jekyll's.
"""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt, helpers

_SHORTCODE = re.compile(
    r"\{\{[<%][ \t]*(?:rel)?ref[ \t]+[\"']?([^\"'<>{}%\n]{1,500}?)[\"']?[ \t]*[>%]\}\}"
    r"|\{%-?[ \t]*(?:link|post_url|asset_path)[ \t]+([^{}%\s]{1,500})[ \t]*-?%\}"
    r"|\{\{[ \t]*[\"']([^\"'{}\n]{1,500})[\"'][ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend)[^{}\n]{0,80}\}\}"
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
    """markdown-it's helpers, one of them ours."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)  # noqa: N815  # markdown-it's names
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

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
