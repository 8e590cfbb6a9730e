"""What runs along a line: text, and what stands in it."""

from dataclasses import dataclass, field
from enum import StrEnum

from studypress.model.parent import Parent
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


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture as it goes into the output."""

    name: str
    """A safe ASCII file name, unique by content: `3f2a….svg`."""
    media_type: str
    """`image/svg+xml`, `image/png` or `image/jpeg`: what print and every e-reader know."""
    data: bytes = field(repr=False)
    width: float
    """Natural width in CSS px."""
    height: float
    """Natural height in CSS px."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str
    """The characters, unescaped."""
    place: Place = NOWHERE

    def __repr__(self) -> str:
        return f"Text(text={self.text!r}, place={self.place!r})"  # as Python's own, which looks for circles


@dataclass(frozen=True, slots=True)
class Styled(Parent):
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


class PageNote(StrEnum):
    """How print tells the page that a link leads to, after its words."""

    NONE = ""
    """Not at all: the place is near, or out of the book."""
    BRACKETS = "brackets"
    """`容器（第 12 页）`."""
    COMMA = "comma"
    """`（见容器，第 12 页）`: the link stands in brackets already."""


@dataclass(frozen=True, slots=True)
class Link(Parent):
    """A link, as written: a web address, `#id`, or a file of the manuscript.

    After `resolve`, a target inside the book is `#` and an id of this book.
    """

    target: str
    children: tuple["Inline", ...]
    """Before `resolve` empty where what is linked to is to be called by its title."""
    title: str = ""
    page_note: PageNote = PageNote.NONE
    """Given by `resolve`."""
    id: str = ""
    """Given by `resolve` to a link with a page note whose place may be on its own page: print is silent then."""
    typed: str = ""
    """`[[Notation]]` as typed, which may be no link: shown where it leads nowhere."""
    place: Place = NOWHERE


class ReferenceForm(StrEnum):
    """How much a reference says."""

    FULL = "full"
    """`图 1-2`, `第 1.2 节`."""
    NUMBER = "number"
    """`1-2`: its author has written what it is. A formula's number has its brackets."""
    DIGITS = "digits"
    """The number without brackets, which its author has written."""
    TITLE = "title"
    """What it is called: the words of a heading, of a caption."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to what has a number: `[@fig:x]`. `resolve` makes a link of it, or text if nothing has the label."""

    label: str
    typed: str
    """As written."""
    form: ReferenceForm = ReferenceForm.FULL
    words: str = ""
    """What it says where its author has written that."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links may lead to and that shows nothing: `<a id="x"></a>`."""

    name: str
    """The author's id."""
    id: str = ""
    """`c1-a1`: given by `resolve` when a link leads here; without one nothing is printed."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Image:
    """A picture."""

    source: str
    """As written: a path relative to the file it stands in."""
    alt: str
    """Alternative text; empty when there is none."""
    title: str = ""
    width: str = ""
    """A CSS length, or a percentage of the measure, when the author gave one; `figures` makes one of all three."""
    height: str = ""
    """A CSS length when the author gave one: the room in which the picture keeps its shape."""
    zoom: float = 1.0
    """A share of its natural size."""
    asset: Asset | None = None
    """The picture itself, filled in by `figures`; None shows a placeholder that names the source."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FormulaDrawing:
    """A formula, or a part of one, as it is printed."""

    asset: Asset
    """16 px are an em of the text around it."""
    depth: float
    """How far it reaches below the baseline of that text, em."""


@dataclass(frozen=True, slots=True)
class FormulaPicture:
    """A formula as it goes into the outputs. Its TeX tells all of it, so its `repr` need not."""

    drawings: tuple[FormulaDrawing, ...] = field(repr=False)
    """For print: its parts, between which a line may end; one for a formula that is never parted."""
    mathml: str = field(repr=False)
    """The element `math`, for e-readers."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, in TeX."""

    tex: str
    """As written, without the marks around it."""
    display: bool = False
    """Whether its sums and fractions are set as large as in a formula that stands alone."""
    picture: FormulaPicture | None = None
    """Filled in by `figures`; None shows the TeX as code."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: hard (`<br>`, two spaces) or soft (the end of a source line)."""

    hard: bool
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Abbreviation(Parent):
    """A term with its explanation: `<abbr title>` or a `*[term]: …` definition."""

    title: str
    children: tuple["Inline", ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Ruby(Parent):
    """A base text with its reading."""

    base: tuple["Inline", ...]
    reading: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TermUse(Parent):
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


@dataclass(frozen=True, slots=True)
class Cited:
    """One of the sources that a citation calls."""

    key: str
    """By which a .bib file has it."""
    before: str = ""
    """The author's words before it: `参见`."""
    after: str = ""
    """Where in it: `第 3 章`."""
    number: int = 0
    """Its number in the list of sources; given by `resolve`, 0 for a key that no .bib file has."""
    source: str = ""
    """The id of the source in that list; empty where an edition does not show it."""


@dataclass(frozen=True, slots=True)
class Citation(Parent):
    """A call of sources: `[@knuth84, 第 3 章; @liu09]`."""

    cited: tuple[Cited, ...]
    named: bool = False
    """Whether it is a part of the sentence, as `@knuth84` is: `resolve` puts who wrote it before the number."""
    id: str = ""
    """Given by `resolve` to the first that calls a source: the list leads back to it."""
    place: Place = NOWHERE

    @property
    def is_numbers(self) -> bool:
        """Whether it says nothing but numbers, beside the sentence, so that they are raised."""
        return not self.named and not any(one.before or one.after or not one.number for one in self.cited)


Inline = (
    Text
    | Styled
    | Code
    | Link
    | Reference
    | Anchor
    | Image
    | Formula
    | Break
    | Abbreviation
    | Ruby
    | TermUse
    | FootnoteMark
    | Citation
)
