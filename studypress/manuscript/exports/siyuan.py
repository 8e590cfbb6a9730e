"""Files of SiYuan as Markdown has them: what names a block says its words, what asks for blocks is left out.

The ids that it writes below blocks are Kramdown's attributes, `{: id="20210104101034-6l1ijyg"}`, and by these its files
are known. Each line stays a line, so that every message finds its place.
"""

import re

from studypress.manuscript.fences import outside_code

_ID = r"\d{14}-[0-9a-z]{7}"
_NAMED = re.compile(rf"\{{: (?:[\w-]+=\"[^\"]*\" )*id=\"{_ID}\"")
_BLOCK = re.compile(rf"!?\(\({_ID}(?: +(?:\"([^\"]*)\"|'([^']*)'))?\)\)")
_LEFT_OUT = re.compile(r"[ \t]*(?:\{\{\{(?:row|col)?|\}\}\}|\{\{ *SELECT\b.*\}\})[ \t]*", re.IGNORECASE)


def from_siyuan(text: str) -> str:
    """Rewrite a file of SiYuan's."""
    return outside_code(text, _shown) if _NAMED.search(text) else text


def _shown(line: str) -> str:
    if _LEFT_OUT.fullmatch(line):
        return ""
    return _BLOCK.sub(lambda found: found[1] or found[2] or "", line) if "((" in line else line
