"""Who said what stands in a quotation of HackMD's, and when: `> text [name=甲] [time=Sun, Jun 28] [color=#907bf7]`.

HackMD shows name and time behind an icon each, and a bar of the colour. In a book they are the line of a source, where
they stand last.
"""

import re

from markdown_it.rules_core import StateCore

_TAGS = re.compile(r"[ \t]*((?:\[(?:name|time|color)=[^\[\]\n]{1,80}\][ \t]*)+)$", re.MULTILINE)
_TAG = re.compile(r"\[(name|time|color)=([^\[\]\n]*)\]")


def quote_tags(state: StateCore) -> None:
    """Make words of the tags that end the lines of quotations."""
    depth = 0
    for token in state.tokens:
        depth += token.nesting if token.type.startswith("blockquote_") else 0
        if depth and token.type == "inline" and "=" in token.content:
            token.content = _TAGS.sub(_words, token.content).strip("\n")


def _words(found: re.Match[str]) -> str:
    words = "，".join(value.strip() for name, value in _TAG.findall(found[1]) if name != "color")
    if not words or found.end() < len(found.string):
        return words and f"（{words}）"
    opens_line = found.start() == 0 or found.string[found.start() - 1] == "\n"
    return f"{'' if opens_line else chr(10)}—— {words}"
