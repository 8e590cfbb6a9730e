"""What stands by itself on a page: leaf blocks, and those that hold others, sections, lists, tables, boxes."""

from dataclasses import dataclass
from enum import StrEnum

from studypress.model.inlines import NOWHERE, Inline
from studypress.model.leaf_blocks import CodeBlock, Figure, FormulaBlock, Heading, Paragraph, ThematicBreak
from studypress.model.parent import Parent
from studypress.problems import Place


class Badge(StrEnum):
    """What the author marked a heading as."""

    KEY = "key"
    """重点: a key point."""
    HARD = "hard"
    """难点: a difficult point."""
    MISTAKE = "mistake"
    """易错: where mistakes are made."""
    MASTER = "master"
    """掌握: to be mastered, the highest of the levels that a syllabus asks for."""
    FAMILIAR = "familiar"
    """熟悉: to be familiar with."""
    UNDERSTAND = "understand"
    """理解: to be understood."""
    KNOW = "know"
    """了解: to be known of, the lowest."""


class Purpose(StrEnum):
    """What a section is for, by its heading, where `study` knows it."""

    GOALS = "goals"
    """The author's own learning objectives: a box, and not numbered."""
    EXERCISES = "exercises"
    """Questions: 习题, 选择题."""
    ANSWERS = "answers"
    """The answers to questions that stand elsewhere: 参考答案."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where the answers to questions stand, or the questions of answers, if that is elsewhere."""

    id: str
    """Of the section or chapter."""
    name: str
    """What it is called."""


@dataclass(frozen=True, slots=True)
class Section(Parent):
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
    aliases: tuple[str, ...] = ()
    """The other ids that links may use: the slugs of other tools."""
    badges: tuple[Badge, ...] = ()
    page: str = ""
    """The file that it is, where a list of contents puts a page below a chapter; else empty."""
    purpose: Purpose | None = None
    uncounted: bool = False
    """Whether the author wants no number before it: `## Preface {.unnumbered}`."""
    counterpart: Counterpart | None = None
    """The answers to these questions, or the questions of these answers; found by `study` where it is sure."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ListItem(Parent):
    """An item of a list."""

    blocks: tuple["Block", ...]
    checked: bool | None = None
    """True or False for a task (`[x]`, `[ ]`), None for any other item."""
    marker: str = ""
    """What its author counts by where Markdown has no number for it: `(a)`, `①`; else empty."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class List(Parent):
    """A list."""

    items: tuple[ListItem, ...]
    start: int | None = None
    """The first number, or None for bullets."""
    tight: bool = True
    """True when the items' paragraphs are set without space between them."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Choices(Parent):
    """The choices of a question, `A. 甲  B. 乙`, typed side by side: they stand in even columns."""

    items: tuple[Paragraph, ...]
    """Each with its letter."""
    columns: int
    """How many of them the author typed in one line at most."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Definition(Parent):
    """A term with its definitions."""

    term: tuple[Inline, ...]
    definitions: tuple[tuple["Block", ...], ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DefinitionList(Parent):
    """A list of definitions."""

    items: tuple[Definition, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote(Parent):
    """A quotation."""

    blocks: tuple["Block", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell(Parent):
    """A cell of a table."""

    blocks: tuple["Block", ...]
    header: bool = False
    align: str = ""
    """`left`, `center`, `right` or empty."""
    colspan: int = 1
    rowspan: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Row(Parent):
    """A row of a table."""

    cells: tuple[Cell, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table(Parent):
    """A table."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    label: str = ""
    """What references call it by: `tbl:x`."""
    id: str = ""
    """`c1-t1`: given by `resolve` with the number."""
    number: str = ""
    """`1-1`: chapter and table, for one with a caption or a label; or what its author typed."""
    widths: tuple[float, ...] = ()
    """Of the columns, per cent, when the author gave them all."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Details(Parent):
    """`<details>`: shown open, its summary as a title."""

    summary: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Answer(Parent):
    """What answers the question before it, and explains the answer: `答案：B`, `解析：…`."""

    blocks: tuple["Block", ...]
    """With the author's labels, which are `Styled` of the class `answer-label`."""
    place: Place = NOWHERE


class CalloutKind(StrEnum):
    """What a callout is for; the value is the class that shows it."""

    NOTE = "note"
    TIP = "tip"
    IMPORTANT = "important"
    WARNING = "warning"
    DANGER = "danger"
    EXAMPLE = "example"
    QUESTION = "question"
    ABSTRACT = "abstract"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Callout(Parent):
    """A box that stands out of the text: `> [!NOTE]`, `!!! note`, `::: tip`, `{% hint %}`."""

    kind: CalloutKind
    title: tuple[Inline, ...]
    """The author's, or the word for it in the book's language; empty where the author wants none."""
    blocks: tuple["Block", ...]
    classes: tuple[str, ...] = ()
    """Class names the author gave, safe as they stand."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Container(Parent):
    """Blocks held together by a class: `<div class=…>`."""

    classes: tuple[str, ...]
    blocks: tuple["Block", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Source(Parent):
    """A work that is cited."""

    key: str
    """By which a .bib file has it, and the text calls it."""
    words: tuple[Inline, ...]
    """What a list says of it."""
    names: tuple[str, ...] = ()
    """Who wrote it, as a sentence calls them."""
    number: int = 0
    """In the order in which sources are called; given by `resolve`."""
    id: str = ""
    """Given by `resolve`: `source-1`."""
    call: str = ""
    """The id of the citation that calls it first, if an edition shows that."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SourceList(Parent):
    """The list of the sources that a book cites; empty until `resolve` knows them."""

    sources: tuple[Source, ...] = ()
    place: Place = NOWHERE


Block = (
    Paragraph
    | Heading
    | Section
    | List
    | Choices
    | DefinitionList
    | CodeBlock
    | Quote
    | Table
    | Figure
    | FormulaBlock
    | ThematicBreak
    | Details
    | Answer
    | Callout
    | Container
    | SourceList
)
