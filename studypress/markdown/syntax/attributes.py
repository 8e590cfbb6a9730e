"""`{#id .class key=value}`: the one grammar of attributes, for headings, spans, code, boxes and fences alike.

Pandoc's form (User's Guide, Extension: attributes), and Kramdown's `{: .class}`. Python-Markdown writes either.
mdit-py-plugins reads djot's form, in which `{% raw %}` is a comment and vanishes; so it is not used.
"""

import re
from dataclasses import dataclass, field

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|[^\s"'{}“”]++)"""
_ITEM = rf"""(?:\#[^\s{{}}\#."'=]++|\.[^\s{{}}\#."'=]++|[A-Za-z][\w:-]*={_VALUE}|-(?=[\s}}]))"""


def _pattern(space: str) -> str:
    return rf"\{{:?[ \t]*{_ITEM}(?:{space}+{_ITEM}|(?=[.\#]){_ITEM})*[ \t]*\}}"


ATTRIBUTES = _pattern(r"[ \t]")
"""The pattern of attributes in braces. Text in braces, `{{ page.title }}`, `{% raw %}` and C's blocks are none."""
ATTRIBUTES_OVER_LINES = _pattern(r"[ \t\n]")
"""The same where a line may end between two, as RStudio wraps what stands behind a picture."""

_PART = re.compile(
    rf"\#(?P<id>[^\s{{}}\#.]+)|\.(?P<class>[^\s{{}}\#.]+)|(?<![\w:-])(?P<key>[A-Za-z][\w:-]*+)=(?P<value>{_VALUE})|-"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in the braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    """Other keys, in lower case, with their values."""


def attributes(source: str) -> Attributes:
    """Read what stands in braces, or after a fence; what is no attribute is passed over."""
    ident, names, values = "", [], {}
    for part in _PART.finditer(source):
        if part["id"]:
            ident = part["id"]
        elif part["class"]:
            names.append(part["class"])
        elif part["key"]:
            values[part["key"].lower()] = part["value"].strip("\"'“”")
        else:  # `{-}`, Pandoc's short form
            names.append("unnumbered")
    return Attributes(ident, tuple(names), values)
