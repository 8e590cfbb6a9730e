"""Which rules markdown-it-py has for notes: its own, ours that stand in for them, and ours beside them."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from studypress.config import MarkdownConfig
from studypress.markdown.syntax import jsx
from studypress.markdown.syntax.admonish import admonish
from studypress.markdown.syntax.attributed import block_attributes, span, trailing
from studypress.markdown.syntax.block_tags import block_tag, part_comment
from studypress.markdown.syntax.chunk_boxes import chunk_box
from studypress.markdown.syntax.chunks import chunks
from studypress.markdown.syntax.citations import citation
from studypress.markdown.syntax.close_headings import close_heading
from studypress.markdown.syntax.cloze import numbered_blanks
from studypress.markdown.syntax.comments import comment, comment_block
from studypress.markdown.syntax.critic import critic
from studypress.markdown.syntax.destinations import take_destinations
from studypress.markdown.syntax.directives import directive
from studypress.markdown.syntax.drawings import drawing, drawing_block
from studypress.markdown.syntax.emoji_names import emoji
from studypress.markdown.syntax.empty_items import body_of_empty_item
from studypress.markdown.syntax.fenced import aside, container, shortcode_box, tab_element, tab_line
from studypress.markdown.syntax.fenced_drawings import fenced_drawing
from studypress.markdown.syntax.films import film
from studypress.markdown.syntax.first_letters import ask_by_letter
from studypress.markdown.syntax.formula_pictures import formula_pictures
from studypress.markdown.syntax.formula_rules import definitions, formula, formula_block, formula_paragraph
from studypress.markdown.syntax.html_pictures import forms_of_picture, pictures_in_blocks
from studypress.markdown.syntax.indented import admonition, tab
from studypress.markdown.syntax.inline_state import InlineParser
from studypress.markdown.syntax.inline_tags import inline_tag, pictures_in_html
from studypress.markdown.syntax.joined_strong import joint
from studypress.markdown.syntax.keys_icons import icon, keys
from studypress.markdown.syntax.knitted import knitted_heading
from studypress.markdown.syntax.kramdown import extension, extension_block
from studypress.markdown.syntax.label_lines import label_above, label_below, with_labels
from studypress.markdown.syntax.lettered_lists import lettered_list
from studypress.markdown.syntax.marks import above, below, inline_note, mark, marked
from studypress.markdown.syntax.mdx_paragraphs import paragraph as mdx_paragraph
from studypress.markdown.syntax.page_code import page_code, page_head, page_imports, page_metadata
from studypress.markdown.syntax.paired_shortcodes import paired_shortcode, shortcode_in_line
from studypress.markdown.syntax.python_sessions import python_session
from studypress.markdown.syntax.quote_tags import quote_tags
from studypress.markdown.syntax.quoted import callout_mark, short_callouts
from studypress.markdown.syntax.references import reference
from studypress.markdown.syntax.roles import role
from studypress.markdown.syntax.ruby import ruby
from studypress.markdown.syntax.shortcodes import raw_mark, shortcode, shortcode_code
from studypress.markdown.syntax.slashes import slash_box
from studypress.markdown.syntax.stand_ins import MAX_LEVEL, careless_tag, stand_in, up_to_level, word_mark
from studypress.markdown.syntax.tables.bare import bare_table
from studypress.markdown.syntax.tables.dashed import dashed_table
from studypress.markdown.syntax.tables.grids import grid
from studypress.markdown.syntax.tables.merged import merged_tables, merging_line
from studypress.markdown.syntax.tex_commands import page_end, tex_command, tex_line
from studypress.markdown.syntax.typed_headings import typed_heading
from studypress.markdown.syntax.unprinted_lines import abbreviation, contents_mark
from studypress.markdown.syntax.wide_links import wide_link
from studypress.markdown.syntax.wikilinks import wikilink


@cache
def parser_for(dialect: MarkdownConfig, mdx: bool = False) -> MarkdownIt:
    """A parser for a dialect; `mdx`: as MDX has it since its second version."""
    # Blocks never come near this limit, beyond which markdown-it drops text; the rules below stop at MAX_LEVEL.
    parser = MarkdownIt("commonmark")
    parser.inline = InlineParser()
    parser.configure("commonmark", {"maxNesting": 2 * MAX_LEVEL + 20})
    parser.enable(["table", "strikethrough"])
    if mdx:  # what stands in its components is indented as their authors like
        parser.disable(["code", "lheading"])
        parser.block.ruler.at("paragraph", mdx_paragraph)
    deflist_plugin(parser)
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.block.ruler.before("reference", "abbreviation", abbreviation, {"alt": ["paragraph", "reference"]})
    _add_tables(parser, dialect)
    _add_blocks(parser, dialect)
    take_destinations(parser)
    _add_links(parser, dialect)
    _add_boxes(parser, dialect)
    _add_marks(parser, dialect)
    _leave_out(parser, dialect)
    if dialect.formulas:
        _take_formulas(parser)
    # Escaped characters stay apart from plain text, so that `\[^1]` is not taken for the call of a footnote.
    parser.disable("text_join")
    stand_in(parser)
    _add_html(parser)
    # Targets reach us as written; `links.py` judges them where the warning knows its line.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    ask_by_letter(parser)
    return parser


_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""A line of these ends a paragraph, a quotation that goes on lazily, and a list."""


def _add_tables(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Add the tables that are none of GFM's."""
    beside: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.before("table", "grid", up_to_level(grid), beside)
    if dialect.dashed_tables:
        parser.block.ruler.before("table", "dashed_table", up_to_level(dashed_table))
    parser.block.ruler.before("table", "merging_line", merging_line, _INTERRUPTS)
    parser.block.ruler.after("table", "bare_table", up_to_level(bare_table), beside)
    parser.core.ruler.after("block", "merged_tables", merged_tables)


def _add_blocks(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Add headings and lists that CommonMark takes for paragraphs, and what is told by blocks around it."""
    parser.block.ruler.before("fence", "page_end", page_end)
    parser.block.ruler.before("heading", "close_heading", close_heading, _INTERRUPTS)
    parser.block.ruler.before("heading", "typed_heading", typed_heading, _INTERRUPTS)
    parser.block.ruler.before("blockquote", "python_session", python_session, _INTERRUPTS)
    parser.block.ruler.before("code", "body_of_empty_item", up_to_level(body_of_empty_item))
    if dialect.lettered_lists:
        parser.block.ruler.before("code", "lettered_list", up_to_level(lettered_list), _INTERRUPTS)
    parser.core.ruler.after("block", "chunks", chunks)
    parser.core.ruler.after("block", "quote_tags", quote_tags)
    parser.core.ruler.after("inline", "numbered_blanks", numbered_blanks)


def _add_html(parser: MarkdownIt) -> None:
    """Add what HTML holds that CommonMark's rules do not see."""
    parser.inline.ruler.before("html_inline", "word_mark", word_mark)
    parser.inline.ruler.after("html_inline", "careless_tag", careless_tag)
    parser.inline.ruler.before("html_inline", "drawing", drawing)
    parser.inline.ruler.before("html_inline", "forms_of_picture", forms_of_picture)
    parser.core.ruler.after("block", "pictures_in_blocks", pictures_in_blocks)
    parser.block.ruler.before("html_block", "drawing_block", drawing_block, _INTERRUPTS)


def _add_boxes(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Add the callouts and containers of every tool, but those that are switched off."""
    before = parser.block.ruler.before
    if dialect.callouts:
        before("code", "callout_mark", callout_mark)
        parser.core.ruler.after("block", "short_callouts", short_callouts)
    if dialect.admonitions:
        before("fence", "admonish", up_to_level(admonish), _INTERRUPTS)
        before("fence", "chunk_box", up_to_level(chunk_box), _INTERRUPTS)
        before("fence", "admonition", up_to_level(admonition), _INTERRUPTS)
        before("fence", "tab", up_to_level(tab), _INTERRUPTS)
        before("fence", "slash_box", slash_box, _INTERRUPTS)
    if dialect.directives:
        before("fence", "directive", up_to_level(directive), _INTERRUPTS)
    if dialect.containers:
        before("fence", "fenced_drawing", fenced_drawing, _INTERRUPTS)
        before("fence", "container", container, _INTERRUPTS)
        before("fence", "tab_line", tab_line, _INTERRUPTS)
    if dialect.block_tags:
        before("fence", "block_tag", block_tag, _INTERRUPTS)
        before("fence", "part_comment", part_comment, _INTERRUPTS)
        before("fence", "tab_element", tab_element, _INTERRUPTS)
        before("fence", "aside", aside, _INTERRUPTS)
        before("fence", "shortcode_box", shortcode_box, _INTERRUPTS)
        before("fence", "raw_mark", raw_mark, _INTERRUPTS)
        before("fence", "shortcode_code", shortcode_code, _INTERRUPTS)
        before("fence", "paired_shortcode", paired_shortcode, _INTERRUPTS)
        parser.inline.ruler.before("escape", "shortcode", shortcode)
        parser.inline.ruler.before("escape", "shortcode_in_line", shortcode_in_line)
        parser.inline.ruler.before("escape", "inline_tag", inline_tag)
        parser.core.ruler.after("block", "pictures_in_html", pictures_in_html)


def _add_links(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Add what leads to other places and CommonMark lacks, but what is switched off."""
    if dialect.roles:
        parser.inline.ruler.before("escape", "role", role)
        parser.block.ruler.before("table", "label_below", label_below, _INTERRUPTS)
        parser.block.ruler.before("table", "label_above", label_above, _INTERRUPTS)
        parser.core.ruler.after("block", "with_labels", with_labels)
    if dialect.citations:
        parser.inline.ruler.before("escape", "citation", citation)
    if dialect.references:
        parser.inline.ruler.before("escape", "numbered_reference", reference)
    parser.inline.ruler.before("link", "film", film)
    parser.inline.ruler.before("link", "wide_link", wide_link)
    if dialect.wikilinks:
        parser.inline.ruler.after("image", "wikilink", wikilink)  # after `[[1]](#note)`
    if dialect.contents_marks:
        parser.block.ruler.before("fence", "contents_mark", contents_mark)


def _add_marks(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Add the marks within a line that CommonMark lacks, but those that are switched off."""
    after = parser.inline.ruler.after
    after("backticks", "ruby", ruby)
    after("backticks", "keys", keys)
    after("backticks", "critic", critic)
    parser.inline.ruler.before("emphasis", "joint", joint)
    if dialect.mark:
        after("strikethrough", "mark", mark)
        parser.inline.ruler2.after("emphasis", "marked", marked)
    if dialect.sub_sup:
        after("strikethrough", "below", below)
        after("strikethrough", "above", above)
    if dialect.inline_notes:
        parser.inline.ruler.before("link", "inline_note", inline_note)
    if dialect.attributes:
        parser.inline.ruler.before("escape", "extension", extension)
        parser.block.ruler.before("fence", "extension_block", extension_block, _INTERRUPTS)
        parser.core.ruler.after("block", "block_attributes", block_attributes)
        after("link", "span", span)
        after("backticks", "trailing", trailing)
    if dialect.emoji:
        after("backticks", "emoji", emoji)
        after("backticks", "icon", icon)


def _leave_out(parser: MarkdownIt, dialect: MarkdownConfig) -> None:
    """Look for what a page holds for its tool alone: code, what it imports, commands of TeX, comments."""
    if dialect.page_code:
        parser.block.ruler.before("html_block", "page_code", page_code, _INTERRUPTS)
    else:
        parser.block.ruler.before("html_block", "page_head", page_head)
    if dialect.page_imports:
        parser.block.ruler.before("html_block", "page_imports", page_imports)
        parser.block.ruler.before("html_block", "page_exports", jsx.page_exports)
        parser.block.ruler.before("html_block", "page_metadata", page_metadata)
        parser.block.ruler.before("html_block", "jsx_comment_block", jsx.jsx_comment_block, _INTERRUPTS)
        parser.block.ruler.before("html_block", "jsx_data", jsx.jsx_data, _INTERRUPTS)
        parser.block.ruler.before("html_block", "jsx_answer", jsx.jsx_answer, _INTERRUPTS)
        parser.core.ruler.after("block", "jsx_blocks", jsx.jsx_blocks)
        parser.inline.ruler.before("html_inline", "jsx_tag", jsx.jsx_tag)
        parser.inline.ruler.before("escape", "jsx_comment", jsx.jsx_comment)
        parser.inline.ruler.before("escape", "jsx_text", jsx.jsx_text)
    if dialect.tex_commands:
        parser.inline.ruler.before("escape", "tex_command", tex_command)
        parser.block.ruler.before("fence", "tex_line", tex_line, _INTERRUPTS)
        parser.block.ruler.before("heading", "knitted_heading", knitted_heading, _INTERRUPTS)
    if dialect.vault_comments:
        parser.inline.ruler.before("emphasis", "comment", comment)
        parser.block.ruler.before("fence", "comment_block", comment_block, _INTERRUPTS)


def _take_formulas(parser: MarkdownIt) -> None:
    """Look for formulas before anything that their signs could be taken for, code excepted."""
    parser.block.ruler.before("table", "formula_block", formula_block, _INTERRUPTS)
    parser.block.ruler.before("paragraph", "definitions", definitions)
    parser.block.ruler.before("lheading", "formula_paragraph", formula_paragraph)
    parser.inline.ruler.before("escape", "formula", formula)
    parser.core.ruler.after("inline", "formula_pictures", formula_pictures)
