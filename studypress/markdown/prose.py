"""The prose of a file, letter by letter where the author wrote it: what rules of writing may look at, and mend.

The model knows the line of a word, not its column, and not whether `,` was typed or `&#44;`. Here a text keeps its
shape, and every character that is no prose is replaced by `HIDDEN`: code, formulas, raw HTML, addresses, labels,
attributes. In doubt a character is hidden: a rule had better be silent there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studypress.config import BookConfig
from studypress.manuscript import SourceFile
from studypress.markdown.context import FileContext
from studypress.markdown.syntax import parse_blocks
from studypress.problems import Place

HIDDEN = "\ufffc"
"""Stands for a character that is no prose (U+FFFC OBJECT REPLACEMENT CHARACTER)."""

_NO_PROSE = re.compile(
    r"""
      (?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)                # code
    | \$\$.{1,5000}?\$\$ | \\\(.{1,2000}?\\\) | \\\[.{1,5000}?\\\]
    | \$(?=[^\s$])[^$\n]{1,500}(?<=[^\s])\$(?![0-9])        # a formula, or two prices
    | \\begin\{(\w{1,20}\*?)\}.{1,5000}?\\end\{\2\}
    | \\[!-/:-@\[-`{-~]                                     # an escaped sign
    | <!--.{0,5000}?--> | </?[A-Za-z!?][^<>]{0,2000}>       # HTML, <https://…>
    | \b(?:https?|ftp|file)://[!-~]{1,2000} | \bwww\.[!-~]{1,200} | [\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60}
    | (?<=\])\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)     # where a link leads
    | \[\[[^\[\]\n]{1,500}\]\] | \[\^[^\]\s]{1,100}\]:?     # wikilinks, calls of footnotes
    | \{\{.{0,500}?\}\} | \{%.{0,500}?%\} | \{[^{}\n]{0,500}\}
    | (?<![\w:]):[a-z0-9_+-]{1,40}:(?!\w)                   # :smile:
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_DISPLAYED = re.compile(r"^[ \t>]*\$\$.{0,5000}?\$\$[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A line of a file that holds prose."""

    text: str
    """As long as the author's line, with `HIDDEN` for what is no prose."""
    source: str
    """As the author wrote it."""
    place: Place
    heading: bool
    """Whether it is a heading, whose words others may link to."""


def prose_lines(file: SourceFile, config: BookConfig) -> Iterator[ProseLine]:
    """Yield the lines of a file that hold prose, in order."""
    context, sources = FileContext(file, config), file.text.split("\n")
    kinds = _kinds(file.text, config, len(sources))
    shown = (source if kind else HIDDEN * len(source) for source, kind in zip(sources, kinds, strict=True))
    text = _DISPLAYED.sub(_hide, _apart("\n".join(shown), kinds))
    for number, (masked, source, kind) in enumerate(zip(text.split("\n"), sources, kinds, strict=True)):
        if kind:
            yield ProseLine(masked, source, context.place(number), kind == "heading")


def _kinds(text: str, config: BookConfig, lines: int) -> list[str]:
    """What each line belongs to: `heading`, `text`, or nothing that is prose."""
    kinds, heading = [""] * lines, False
    for token in parse_blocks(text, config.markdown, config.html.tags):
        if token.type in ("heading_open", "heading_close"):
            heading = token.nesting > 0
        elif token.type == "inline" and token.map:
            first, last = token.map[0], min(max(token.map[1], token.map[0] + 1), lines)  # a term's is empty
            kinds[first:last] = ["heading" if heading else "text"] * (last - first)
    return kinds


def _apart(text: str, kinds: list[str]) -> str:
    """Hide what is no prose within each stretch of lines that belong together."""
    return "\n".join(_NO_PROSE.sub(_hide, stretch) for stretch in _stretches(text.split("\n"), kinds))


def _stretches(lines: list[str], kinds: list[str]) -> Iterator[str]:
    """Yield lines, those of a paragraph together."""
    waiting: list[str] = []
    for line, kind in zip(lines, kinds, strict=True):
        if not kind and waiting:
            yield "\n".join(waiting)
            waiting = []
        if kind:
            waiting.append(line)
        else:
            yield line
    if waiting:
        yield "\n".join(waiting)


def _hide(found: re.Match[str]) -> str:
    """Hide all but the line ends."""
    return re.sub(r"[^\n]", HIDDEN, found[0])
