"""Where HTML comments stand in a file: they show nothing, but some speak to this program."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studypress.config import BookConfig
from studypress.manuscript import SourceFile
from studypress.markdown.elements.context import FileContext
from studypress.markdown.syntax import parse_markdown
from studypress.problems import Place

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_MARKS_BEFORE = " \t>-*+"
"""What may open a line before its first word: the marks of quotations and lists."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment."""

    text: str
    """What stands between its ends, without white space around it."""
    place: Place
    """The line on which it begins."""
    alone: bool
    """Whether nothing else stands on its line."""


def html_comments(source: SourceFile, config: BookConfig) -> Iterator[Comment]:
    """Yield the comments of a file in order, those that are shown as code left out."""
    context, lines = FileContext(source, config), source.text.split("\n")
    for html, first in _stretches(source.text, config):
        for found in _COMMENT.finditer(html):
            line = first + html.count("\n", 0, found.start())
            rest = lines[line].replace(found[0].partition("\n")[0], "", 1)
            yield Comment(found[1].strip(), context.place(line), not rest.strip(_MARKS_BEFORE))


def _stretches(text: str, config: BookConfig) -> Iterator[tuple[str, int]]:
    """Every stretch of raw HTML, with its line counted from 0."""
    base = 0
    for token in parse_markdown(text, config.markdown, config.html.tags).tokens:
        base = token.map[0] if token.map else base
        if token.type == "html_block":
            yield token.content, base
        for child in token.children or ():
            if child.type == "html_inline":
                yield child.content, base + child.meta["line"]
