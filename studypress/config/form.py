"""The keys of `book.toml`: a field is a key, read by its type, or by a rule of its own in `values.py`."""

from dataclasses import dataclass, field

from studypress.config.study_words import ANSWER_MARKS, EXERCISE_HEADINGS, KEY_MARKS, SUMMARY_HEADINGS
from studypress.model import Author, Series
from studypress.sheets import SHEETS

PAGE_SIZES = tuple(SHEETS)
"""What `[pdf] page` and `--page` may be."""

PUNCTUATION = ("quanjiao", "kaiming", "banjiao", "hanging", "plain")
"""What `[pdf] punctuation` may be, named as xeCJK names its punctuation styles."""

WIDE_TABLES = ("frame", "list")
"""What `[epub] wide_tables` may be."""

EMPHASIS = ("kai", "dots")
"""What `[pdf] emphasis` may be."""

EPUB_PROFILES = ("standard", "duokan", "kobo", "kindle")
"""What `[epub] profile` and `--profile` may be."""

SIDES = ("two", "one")
"""What `[pdf] sides` and `--sides` may be."""
LONGEST_HEADER = 20
"""em of a running head: beside it half a running head stays on the smallest sheet."""

LINK_ADDRESSES = ("none", "footnotes")
"""What `[pdf] link_addresses` may be."""

SUMMARY_FALLBACKS = ("outline", "none")
"""What `[study] summary_fallback` may be."""

LINE_ENDS = ("marked", "all", "none")
"""What `[markdown] line_ends` may be."""

SPEAKER_NOTES = ("text", "all", "none")
"""What `[markdown] speaker_notes` may be."""

FORMULA_NUMBERS = ("labelled", "all")
"""What `[markdown] formula_numbers` may be."""

HTML_MEANINGS = (
    "em", "strong", "code", "mark", "kbd", "sub", "sup", "u", "s", "q", "span", "div", "blockquote", "details",
)  # fmt: skip
"""What a tag of the author's own may stand for."""


@dataclass(frozen=True, slots=True)
class CompositionConfig:
    """`[pdf.composition]`: the rules by which Chinese lines are set, each of which can be switched off."""

    justify: bool = True
    """Both edges are flush: lines are stretched between Han too, not at spaces alone (CLREQ, line adjustment)."""
    squeeze: bool = True
    """A line that is a little too long is made narrower at its marks and gaps before it is broken earlier."""
    push_in: bool = True
    """A mark that may not start a line is pushed into the line before it, where that can be squeezed to hold it."""
    adjacent_marks: bool = True
    """Two marks that meet share their blank halves: `：“` takes 1.5 em (CLREQ, adjacent punctuation)."""
    line_edges: bool = True
    """A mark at a line's end and an opening bracket at its start lose their blank halves (GB/T 15834-2011, 5.1.10)."""
    paragraph_start: bool = True
    """An opening bracket that begins a paragraph loses its blank half, so that its ink stands at the indent."""
    latin_gap: bool = True
    """Han and Latin are a quarter of an em apart, with or without a typed space (CLREQ, mixed text)."""
    quotes: bool = True
    """“ ” ‘ ’ … — are full-width between Han and Latin between Latin, whatever the face."""
    lone_han: bool = True
    """The last line of a paragraph is never one Han alone (孤字)."""
    units: bool = True
    """A number stays on one line with its sign, unit or counter: `100 %`, `No. 3`, `¥5`."""
    korean_words: bool = True
    """Korean is broken between words, not between syllables (KLREQ)."""
    strict_dashes: bool = False
    """—— and …… may not start a line either (CLREQ's strict level)."""
    solidus: bool = False
    """／, which never starts a line, may not end one either (the level of GB/T 15834)."""


@dataclass(frozen=True, slots=True)
class PdfConfig:
    """`[pdf]`."""

    page: str = "A4"
    """`A4`, `A5`, `B5` (176 x 250 mm), `16开` (185 x 260 mm) or `Letter`."""
    css: tuple[str, ...] = ()
    """Style sheets of the author's own, relative to the manuscript's folder, read after the theme's."""
    punctuation: str = "quanjiao"
    """How wide marks are: `quanjiao` a full cell, `kaiming` half a cell but at sentence ends, `banjiao` half a cell,
    `hanging` a full cell with 、，。 beyond the margin at a line's end, `plain` as the face has them."""
    emphasis: str = "kai"
    """How `*…*` is shown: in Kai (`kai`), or with dots below each Han (`dots`)."""
    composition: CompositionConfig = CompositionConfig()
    link_pages: bool = True
    """Whether a link into another chapter or section is followed by the page it leads to: `（第 12 页）`."""
    link_addresses: str = "none"
    """How print tells the addresses of links to the web: `none`, or `footnotes`."""
    sides: str = "two"
    """Of each leaf that are printed on: `two`, with chapters on right-hand pages, or `one`, with all pages alike."""
    font_size: float = 0
    """Of the text, pt; 0 for the size that suits the page."""
    header: str = ""
    """What stands above each page beside the running head: a school, a class."""


@dataclass(frozen=True, slots=True)
class EpubConfig:
    """`[epub]`."""

    css: tuple[str, ...] = ()
    profile: str = "standard"
    """The readers it is made for: `standard`, `duokan`, `kobo` or `kindle`."""
    page_list: bool = True
    """Whether the pages of the printed book are marked and listed; the book is set for print first, to know them."""
    wcag: str = ""
    """The version and level of WCAG that the whole book was found to keep, as `2.1 AA`; needs `certified_by`."""
    certified_by: str = ""
    """Who found so."""
    wide_tables: str = "frame"
    """How a table of more than four columns is shown: in a frame that scrolls (`frame`), or row by row (`list`)."""


@dataclass(frozen=True, slots=True)
class StudyConfig:
    """`[study]`."""

    summary_headings: tuple[str, ...] = SUMMARY_HEADINGS
    key_marks: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(KEY_MARKS))
    exercise_headings: tuple[str, ...] = EXERCISE_HEADINGS
    answer_marks: tuple[str, ...] = ANSWER_MARKS
    """None: answers are text like any other."""
    summary_fallback: str = "outline"
    """What a chapter without a summary gets: `outline` or `none`."""


@dataclass(frozen=True, slots=True)
class GlossaryConfig:
    """`[glossary]`."""

    files: tuple[str, ...] = ()
    """Files of entries; `glossary.md` is found by itself."""
    term_lists: tuple[str, ...] = ()
    """Headings below which bullets, and paragraphs that open with bold words, define terms."""
    bold_terms: bool = False
    """Whether paragraphs and items that open so, `**质点**：…`, define terms in the whole book."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Another name, and the term it stands for."""


@dataclass(frozen=True, slots=True)
class MarkdownConfig:
    """`[markdown]`: what is read beside CommonMark and GitHub's tables, each of which can be switched off."""

    callouts: bool = True
    """`> [!note] Title` of GitHub and Obsidian, `!> text` and `?> text` of docsify."""
    admonitions: bool = True
    """`!!! note "Title"` and `??? note` of MkDocs, with their body indented below, and tabs `=== "Title"`."""
    containers: bool = True
    """`::: tip Title` of VuePress, VitePress and Docusaurus, `::: {.class}` of Quarto and Pandoc."""
    block_tags: bool = True
    """`{% hint %}` and `{% tabs %}` of GitBook and HonKit, `<Tabs>` of Docusaurus, `<code-group>` of VuePress."""
    directives: bool = True
    """`{note}`, `{figure}` and other names in braces behind a fence, as MyST has them (Jupyter Book, Sphinx)."""
    mark: bool = True
    """`==marked==`."""
    sub_sup: bool = True
    """`H~2~O` and `x^2^`."""
    inline_notes: bool = True
    """`^[a footnote where it is called]`."""
    emoji: bool = True
    """`:smile:`, by the names that GitHub knows."""
    attributes: bool = True
    """`{#id .class}` behind headings, spans, links and code, and `{: .class}` below blocks."""
    vault_comments: bool = False
    """`%%comments%%` of Obsidian are left out; in a folder with `.obsidian` they always are."""
    wikilinks: bool = True
    """`[[note]]` and `![[picture.png]]` of Obsidian, and the ids of blocks, `^abc123`."""
    references: bool = True
    """`[@fig:x]`, `@fig-x`, `\\@ref(fig:x)` and `\\ref{fig:x}`: what has a label, by its number."""
    citations: bool = True
    """`[@key]`, `@key` and `{cite}`: sources of the .bib files, by their numbers."""
    roles: bool = True
    """``{ref}`x` `` and its like of MyST; ``:numref:`x` ``, ``:cite:`x` `` and their like of reStructuredText."""
    contents_marks: bool = True
    """`[toc]` alone in a line is left out, since a book has its contents before it."""
    formulas: bool = True
    """TeX between `$`, `$$`, `\\(…\\)` and `\\[…\\]`, environments such as `align`, and `math` fences are formulas."""
    formula_numbers: str = "labelled"
    """Which formulas that stand alone are numbered: those with a label (`labelled`) or `all`; `\\tag` always is."""
    line_ends: str = "marked"
    """Which line ends in a paragraph print: those before `A.`, `1、` and their like (`marked`), `all` or `none`."""
    page_code: bool = False
    """`<script>` and `<style>` that open a line are left out; in sites of VitePress and MkDocs they always are."""
    page_imports: bool = False
    """`import A from "a"`, `export const` and the tags of components are left out; in `.mdx` they always are."""
    tex_commands: bool = False
    """`\\index{word}`, `\\newpage` and their like are left out; in R Markdown and Quarto they always are."""
    dashed_tables: bool = True
    """Tables of Pandoc whose columns are told by lines of dashes, simple and multiline."""
    lettered_lists: bool = True
    """Lists that count by `a.`, `(i)`, `（1）`, `①` or `1、`, where what belongs to an item is indented below it."""
    speaker_notes: str = "text"
    """Which speaker's notes of slides are printed: those typed as text (`text`), in comments too (`all`), or `none`."""
    hidden_lines: bool = False
    """Lines of Rust that begin with `# ` are left out, as in rustdoc; in an mdBook they always are."""


@dataclass(frozen=True, slots=True)
class FormulasConfig:
    """`[formulas]`."""

    macros: dict[str, str] = field(default_factory=dict)
    r"""Commands of TeX of the author's own, and what each stands for: `{ R = '\mathbb{R}', abs = '|#1|' }`."""


@dataclass(frozen=True, slots=True)
class HtmlConfig:
    """`[html]`."""

    tags: dict[str, str] = field(default_factory=dict)
    """Tags of the author's own, and the tag of HTML that each stands for: `{ def = "em", fun = "code" }`."""


@dataclass(frozen=True, slots=True)
class CodeConfig:
    """`[code]`."""

    line_numbers: bool = False
    """Code of more than one line has numbers before its lines, where its fence does not say otherwise."""
    output_lines: int = 0
    """Of an output of more lines, as notebooks have it, so many are printed, and how many are left out; 0: all."""


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """`[check]`."""

    off: tuple[str, ...] = ()
    """The codes of warnings and notes that are not told."""


@dataclass(frozen=True, slots=True)
class BookConfig:
    """Everything `book.toml` may say; each key has a default."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[Author, ...] = ()
    language: str = "zh-Hans"
    identifier: str = ""
    date: str = ""
    rights: str = ""
    publisher: str = ""
    description: str = ""
    cover: str = ""
    """A picture for the EPUB's and the PDF's cover; without it one is drawn from the title."""
    chapters: tuple[str, ...] = ()
    """The files of the chapters in order; empty: all Markdown files in natural order of their names."""
    bibliography: tuple[str, ...] = ()
    """The .bib files of what the text cites, `[@key]`."""
    series: Series = field(default_factory=Series)
    markdown: MarkdownConfig = MarkdownConfig()
    formulas: FormulasConfig = field(default_factory=FormulasConfig)
    code: CodeConfig = CodeConfig()
    html: HtmlConfig = field(default_factory=HtmlConfig)
    pdf: PdfConfig = PdfConfig()
    epub: EpubConfig = EpubConfig()
    study: StudyConfig = StudyConfig()
    glossary: GlossaryConfig = GlossaryConfig()
    check: CheckConfig = CheckConfig()
