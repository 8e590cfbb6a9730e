"""markdown-it-py set up for notes: which rules it has, and where ours stand in for its own. The one door to it."""

from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from studypress.markdown.destinations import take_destinations
from studypress.markdown.inline_state import InlineParser
from studypress.markdown.ruby import ruby
from studypress.markdown.rules import MAX_LEVEL, abbreviation, contents_mark, stand_in
from studypress.markdown.wikilinks import wikilink


@dataclass(slots=True)
class Parsed:
    """What markdown-it made of a text, and what our rules noted on the way."""

    tokens: list[Token]
    deep_lines: list[int] = field(default_factory=list)
    """Lines with lists or quotations nested too deep, counted from 0."""
    abbreviations: list[tuple[str, str, int]] = field(default_factory=list)
    """Term, explanation and line of every `*[term]: …`."""


def parse_markdown(text: str) -> Parsed:
    """Parse a text into tokens. Every inline token has its line, counted from 0 in its block, as `meta["line"]`."""
    parsed = Parsed([])
    parsed.tokens = _parser().parse(text, {"parsed": parsed})
    return parsed


@cache
def _parser() -> MarkdownIt:
    # Blocks never come near this limit, beyond which markdown-it drops text; the rules below stop at MAX_LEVEL.
    parser = MarkdownIt("commonmark")
    parser.inline = InlineParser()
    parser.configure("commonmark", {"maxNesting": 2 * MAX_LEVEL + 20})
    parser.enable(["table", "strikethrough"])
    deflist_plugin(parser)
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.block.ruler.before("reference", "abbreviation", abbreviation, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.after("backticks", "ruby", ruby)
    parser.inline.ruler.after("image", "wikilink", wikilink)  # after `[[1]](#note)`
    parser.block.ruler.before("fence", "contents_mark", contents_mark)
    take_destinations(parser)
    # Escaped characters stay apart from plain text, so that `\[^1]` is not taken for the call of a footnote.
    parser.disable("text_join")
    stand_in(parser)
    # Targets reach us as written; `links.py` judges them where the warning knows its line.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser
