"""The prose of a file, letter by letter where the author wrote it: what rules of writing may look at, and mend.

The model knows the line of a word, not its column, and not whether `,` was typed or `&#44;`. Here a text keeps its
shape, and every character that is no prose is replaced by `HIDDEN`: code, formulas, raw HTML, addresses, labels,
attributes. In doubt a character is hidden: a rule had better be silent there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from studypress.config import BookConfig
from studypress.manuscript import SourceFile
from studypress.manuscript.fences import CODE_SPAN
from studypress.markdown.elements.context import FileContext
from studypress.markdown.syntax import parse_blocks, parse_markdown
from studypress.problems import Place

HIDDEN = "\ufffc"
"""Stands for a character that is no prose (U+FFFC OBJECT REPLACEMENT CHARACTER)."""

_NO_PROSE = re.compile(
    CODE_SPAN
    + r"""
    | \$\$.{1,5000}?\$\$ | \\\(.{1,2000}?\\\) | \\\[.{1,5000}?\\\]
    | \$(?=[^\s$])[^$\n]{1,500}(?<=[^\s])\$(?![0-9])        # a formula, or two prices
    | \\begin\{(?P<kind>\w{1,20}\*?)\}.{1,5000}?\\end\{(?P=kind)\}
    | \\[!-/:-@\[-`{-~] | &[A-Za-z0-9\#]{2,32};            # an escaped sign, a character's name
    | <!--.{0,5000}?--> | </?[A-Za-z!?][^<>]{0,2000}>       # HTML, <https://…>
    | \b(?:https?|ftp|file)://[!-~]{1,2000} | \bwww\.[!-~]{1,200} | [\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60}
    | (?<=\])\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)     # where a link leads
    | \[\[[^\[\]\n]{1,500}\]\] | \[\^[^\]\s]{1,100}\]:?     # wikilinks, calls of footnotes
    | \{\{.{0,500}?\}\} | \{%.{0,500}?%\} | \{[^{}\n]{0,500}\}
    | (?<![\w:]):[a-z0-9_+-]{1,40}:(?!\w)                   # :smile:
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_PIPE = re.compile(r"(?<!\\)\|")
"""Where a row is divided into cells, within code too (GFM, tables)."""


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
    blocks = _blocks(file.text, config, len(sources))
    for block, group in groupby(range(len(sources)), key=blocks.__getitem__):
        if block is None:
            continue
        numbers = list(group)
        source = "\n".join(sources[number] for number in numbers)
        masked = "|".join(map(_masked, _PIPE.split(source))) if block.row else _masked(source)
        for number, line in zip(numbers, masked.split("\n"), strict=True):
            yield ProseLine(line, sources[number], context.place(number), block.heading)


def same_but_for_words(one: str, other: str, config: BookConfig) -> bool:
    """Whether two texts differ in their words alone: all marks, code, formulas, links and raw HTML are the same."""
    return _but_words(one, config) == _but_words(other, config)


def _but_words(text: str, config: BookConfig) -> list[object]:
    tokens = parse_markdown(text, config.markdown, config.html.tags).tokens
    return [
        (token.type, token.attrs, token.info, "" if token.type == "inline" else token.content)
        for block in tokens
        for token in (block, *(block.children or ()))
        if token.type != "text"
    ]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines in which code or a formula may go on from one to the next."""

    first: int
    """Its first line."""
    heading: bool
    row: bool
    """Whether it is a row of a table, whose cells are read by themselves."""


def _blocks(text: str, config: BookConfig, lines: int) -> list[_Block | None]:
    """What block each line belongs to; None where there is no prose."""
    blocks: list[_Block | None] = [None] * lines
    heading = row = False
    for token in parse_blocks(text, config.markdown, config.html.tags):
        if token.type in ("heading_open", "heading_close"):
            heading = token.nesting > 0
        elif token.type in ("tr_open", "tr_close"):
            row = token.nesting > 0
        elif token.type == "inline" and token.map:
            first, last = token.map[0], min(max(token.map[1], token.map[0] + 1), lines)  # a term's is empty
            blocks[first:last] = [_Block(first, heading, row)] * (last - first)
    return blocks


def _masked(text: str) -> str:
    return _NO_PROSE.sub(_hide, text)


def _hide(found: re.Match[str]) -> str:
    """Hide all but the line ends."""
    return re.sub(r"[^\n]", HIDDEN, found[0])
