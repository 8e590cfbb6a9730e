"""What a book is: frozen dataclasses, each with its place in the source.

`Block` and `Inline` are closed unions: handle them by one `match` that ends in `assert_never`.
Nothing here reads files or knows a format; `tree.py` walks and rewrites these nodes.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from studypress.problems import Place

NOWHERE = Place("", 0)
"""The place of a node that the program itself made."""


class Style(StrEnum):
    """The ways a run of text may be marked; the value is the HTML element that says so."""

    EMPHASIS = "em"
    STRONG = "strong"
    STRIKE = "s"
    UNDERLINE = "u"
    MARK = "mark"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"
    KEYBOARD = "kbd"
    PLAIN = "span"


class Badge(StrEnum):
    """What the author marked a heading as."""

    KEY = "key"
    """重点: a key point."""
    HARD = "hard"
    """难点: a difficult point."""


# --- Inline ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str
    """The characters, unescaped."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Styled:
    """A run marked in one way."""

    style: Style
    children: tuple["Inline", ...]
    classes: tuple[str, ...] = ()
    """Class names the author gave, safe as they stand."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Link:
    """A link, as written: a web address, `#id`, or a file of the manuscript.

    After `resolve`, a target inside the book is `#` and an id of this book.
    """

    target: str
    children: tuple["Inline", ...]
    title: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture as it goes into the output."""

    name: str
    """A safe ASCII file name, unique by content: `3f2a….svg`."""
    media_type: str
    """`image/svg+xml`, `image/png`, `image/jpeg`, `image/gif` or `image/webp`."""
    data: bytes = field(repr=False)
    width: float
    """Natural width in CSS px."""
    height: float
    """Natural height in CSS px."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture."""

    source: str
    """As written: a path relative to the file it stands in."""
    alt: str
    """Alternative text; empty when there is none."""
    title: str = ""
    width: str = ""
    """A CSS length or percentage when the author gave one (`<img width=…>`)."""
    asset: Asset | None = None
    """The picture itself, filled in by `figures`; None shows a placeholder that names the source."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: hard (`<br>`, two spaces) or soft (the end of a source line)."""

    hard: bool
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A term with its explanation: `<abbr title>` or a `*[term]: …` definition."""

    title: str
    children: tuple["Inline", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Ruby:
    """A base text with its reading."""

    base: tuple["Inline", ...]
    reading: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a term of the glossary is used."""

    entry: str
    """The id of the glossary entry."""
    id: str
    """The id of this place, unique in the book."""
    first: bool
    """True for the first use in its chapter, which is the one that links."""
    children: tuple["Inline", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A call of a footnote."""

    label: str
    """The author's label."""
    number: int = 0
    """1 for the first of its chapter; 0 before `resolve`."""
    footnote: str = ""
    """The id of the footnote it calls: `c1-n1`."""
    id: str = ""
    """Its own id: `c1-n1-ref`, and `c1-n1-ref2` for the second call of the same footnote."""
    place: Place = NOWHERE


Inline = Text | Styled | Code | Link | Image | Break | Abbreviation | Ruby | TermUse | FootnoteMark


# --- Block ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens no section, since it stands inside a quotation, a list or a box."""

    level: int
    children: tuple[Inline, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that belongs below it."""

    level: int
    """2 for the sections of a chapter, as in `##`."""
    title: tuple[Inline, ...]
    """Without key marks."""
    blocks: tuple["Block", ...]
    id: str = ""
    """By position, given by `markdown`: `c1-s2-1`."""
    number: str = ""
    """`1.2`, or what the author typed before the title (`一`, `2.3`); given by `resolve`; empty when not numbered."""
    anchor: str = ""
    """The author's own id or the slug that links may use."""
    badges: tuple[Badge, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list."""

    blocks: tuple["Block", ...]
    checked: bool | None = None
    """True or False for a task (`[x]`, `[ ]`), None for any other item."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class List:
    """A list."""

    items: tuple[ListItem, ...]
    start: int | None = None
    """The first number, or None for bullets."""
    tight: bool = True
    """True when the items' paragraphs are set without space between them."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with its definitions."""

    term: tuple[Inline, ...]
    definitions: tuple[tuple["Block", ...], ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """A list of definitions."""

    items: tuple[Definition, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code, to be shown letter by letter."""

    text: str
    """The lines, each ended by a line feed."""
    language: str = ""
    """The first word of the fence's information string, lower case."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple["Block", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: tuple["Block", ...]
    header: bool = False
    align: str = ""
    """`left`, `center`, `right` or empty."""
    colspan: int = 1
    rowspan: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing in text form."""

    language: str
    """`mermaid` or `dot`."""
    text: str
    alt: str
    """Alternative text: `alt=` of the fence, else its caption."""
    asset: Asset | None = None
    """The drawing, filled in by `figures`; None shows the text as code."""
    blank: Asset | None = None
    """The drawing without its labels, for recall handouts; None where that is not possible."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or diagram that stands alone, with its number and caption."""

    content: Image | Diagram
    caption: tuple[Inline, ...]
    id: str = ""
    number: str = ""
    """`1-1`: chapter and figure."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A break of thought: `---`, `<hr>`."""

    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Details:
    """`<details>`: shown open, its summary as a title."""

    summary: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Container:
    """Blocks held together by a class: `<div class=…>`."""

    classes: tuple[str, ...]
    blocks: tuple["Block", ...]
    place: Place = NOWHERE


Block = (
    Paragraph
    | Heading
    | Section
    | List
    | DefinitionList
    | CodeBlock
    | Quote
    | Table
    | Figure
    | ThematicBreak
    | Details
    | Container
)

Node = Inline | Block | ListItem | Definition | Row | Cell | Diagram


# --- Study elements -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """A thing to be able to do, with its answer."""

    text: tuple[Inline, ...]
    answer: tuple[Block, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points that belong to one section of the chapter."""

    title: tuple[Inline, ...]
    """As the author wrote it, without key marks."""
    points: tuple[Point, ...]
    section: str = ""
    """The id of the section it is about; empty when none fits. The section's number and page are looked up by it."""
    badges: tuple[Badge, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Summary:
    """A chapter's summary: the box at its end, and (without the answers) the objectives at its opening."""

    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    """What the author wrote before, or instead of, points."""
    groups: tuple[PointGroup, ...]
    id: str = ""
    outline: bool = False
    """True when the program made it from the chapter's headings."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Use:
    """Where a term is used."""

    id: str
    """The id of the `TermUse`."""
    chapter: str
    """The id of its chapter."""
    first: bool
    """True for the first use in the chapter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the glossary."""

    id: str
    term: str
    sort_key: tuple[str, ...]
    """Compares entries: pinyin syllables and Latin words alike, lower case."""
    letter: str
    """The letter head it stands under: `A` to `Z`, or `#`."""
    definitions: tuple[tuple[Block, ...], ...]
    full: str = ""
    """The full form or the word in the other language."""
    reading: str = ""
    """A reading given by hand."""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    """The ids of entries to look at as well."""
    uses: tuple[Use, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text."""

    label: str
    blocks: tuple[Block, ...]
    number: int = 0
    id: str = ""
    place: Place = NOWHERE


# --- Book -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: all below one `#` heading."""

    title: tuple[Inline, ...]
    """Without key marks."""
    blocks: tuple[Block, ...]
    """Its opening, then its sections, nested; the summary is taken out by `study`."""
    id: str = ""
    """By position, given by `markdown`: `c1` for the first."""
    number: int = 0
    """1 for the first, given by `resolve`."""
    label: str = ""
    """The number that the author typed before the title: `第三章`; empty: the locale makes one of `number`."""
    anchor: str = ""
    badges: tuple[Badge, ...] = ()
    summary: Summary | None = None
    footnotes: tuple[Footnote, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the cover and the catalogues say of a book."""

    title: str
    language: str
    """A BCP 47 tag: `zh-Hans`, `zh-Hant`, `ja`, `en`, …"""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    identifier: str = ""
    """A URN, always filled in: the author's, or one made from title and authors."""
    date: str = ""
    """As written: `2026`, `2026-11-24`, or empty."""
    rights: str = ""
    publisher: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book."""

    metadata: Metadata
    chapters: tuple[Chapter, ...]
    glossary: tuple[Entry, ...] = ()
    """In the order it is printed."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """The `*[term]: …` definitions, as they were found."""
    glossary_source: tuple[Chapter, ...] = ()
    """The files of the glossary, parsed; `study` makes entries of them."""
    cover: Asset | None = None
    """A cover picture of the author's own."""
