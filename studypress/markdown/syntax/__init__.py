"""markdown-it-py set up for notes. The one door to it.

Besides the parser, a file is a rule of it, or several for one thing:

    parser                                           which rules there are, in which order
    stand_ins, note_blocks, inline_state, cjk_emphasis
                                                     what stands in for markdown-it's own
    lines, first_letters, pushing                    what rules look at, where they are asked, and what many push
    html, html_ends, html_pictures, drawings, fenced_drawings, links, destinations, wide_links, pictures,
    late_pictures, films
                                                     tags of HTML, and where links and pictures lead
    attributes, attributed                           `{#id .class}`
    formulas, mathematics, formula_rules, formula_pictures, escaped_formulas
                                                     TeX
    open_fences                                      fences that nothing closes
    fenced, indented, slashes, quoted, quote_tags, admonish, directives/, block_tags, inline_tags
                                                     boxes, in the ways of every tool; callout_kinds: their names
    tables/, lettered_lists, shallow_lists, empty_items, label_lines, close_headings, typed_headings,
    python_sessions
                                                     blocks that CommonMark lacks, or reads otherwise
    marks, joined_strong, critic, ruby, cloze, emoji_names, keys_icons
                                                     marks within a line that it lacks
    citations, references, roles, wikilinks, text_references
                                                     what names something elsewhere
    chunks, chunk_boxes, knitted, kramdown, comments, jsx, mdx_paragraphs, page_code, shortcodes, paired_shortcodes,
    tex_commands, unprinted_lines
                                                     what one tool alone reads, or no reader sees
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from studypress.config import MarkdownConfig
from studypress.markdown.syntax.formulas import writes_brackets
from studypress.markdown.syntax.html import KNOWN
from studypress.markdown.syntax.page_code import BUILT_IN
from studypress.markdown.syntax.parser import parser_for
from studypress.markdown.syntax.shallow_lists import with_deep_lists


@dataclass(slots=True)
class Parsed:
    """What markdown-it made of a text, and what our rules noted on the way."""

    tokens: list[Token]
    source: str
    """All of it."""
    formulas: bool
    """Whether formulas are looked for."""
    brackets: bool
    r"""Whether a letter between `\(` and `\)` is one."""
    pandoc: bool
    """Whether what stands in HTML is Markdown in any case."""
    mdx: bool
    """Whether a line is Markdown wherever it stands, between two tags as well (MDX, "Markdown")."""
    sources: frozenset[str]
    """The keys of what may be cited."""
    deep_lines: list[int] = field(default_factory=list)
    """Lines with lists or quotations nested too deep, counted from 0."""
    head_lines: list[int] = field(default_factory=list)
    """Lines with a `<style>` or `<script>` that was left out, counted from 0."""
    abbreviations: list[tuple[str, str, int]] = field(default_factory=list)
    """Term, explanation and line of every `*[term]: …`."""
    components: set[str] = field(default_factory=set)
    """Tags in lower case that stand for what a site draws, and are left out."""
    pictures: dict[str, str] = field(default_factory=dict)
    """The names that the page's script has for pictures, each with its path."""


def parse_markdown(
    text: str,
    dialect: MarkdownConfig,
    tags: Iterable[str] = (),
    *,
    mdx: bool = False,
    sources: frozenset[str] = frozenset(),
) -> Parsed:
    """Parse a text into tokens. Every inline token has its line, counted from 0 in its block, as `meta["line"]`.

    `mdx`: as MDX has it since its second version; `sources` are the keys of what may be cited.
    """
    text = with_deep_lists(text)
    parsed = _begun(text, dialect, mdx, sources)
    parsed.tokens = parser_for(dialect, mdx).parse(text, {"parsed": parsed, "known tags": KNOWN | set(tags)})
    return parsed


def parse_blocks(text: str, dialect: MarkdownConfig, tags: Iterable[str] = ()) -> list[Token]:
    """Parse a text into tokens of blocks alone: what stands within lines stays as it is."""
    text = with_deep_lists(text)
    parser, parsed = parser_for(dialect), _begun(text, dialect)
    parser.block.parse(text, parser, {"parsed": parsed, "known tags": KNOWN | set(tags)}, parsed.tokens)
    return parsed.tokens


def _begun(text: str, dialect: MarkdownConfig, mdx: bool = False, sources: frozenset[str] = frozenset()) -> Parsed:
    return Parsed(
        [],
        text,
        formulas=dialect.formulas,
        brackets=dialect.formulas and writes_brackets(text),
        pandoc=dialect.tex_commands,
        mdx=mdx,
        sources=sources,
        components=set(BUILT_IN if dialect.page_code else ()),
    )
