"""Leaf blocks, which hold no other blocks (CommonMark, 4): paragraphs, code, figures, formulas."""

from dataclasses import dataclass
from enum import StrEnum

from studypress.model.inlines import NOWHERE, Asset, Formula, Image, Inline
from studypress.model.parent import Parent
from studypress.problems import Place


@dataclass(frozen=True, slots=True)
class Paragraph(Parent):
    """A paragraph."""

    children: tuple[Inline, ...]
    place: Place = NOWHERE

    def __repr__(self) -> str:  # as Python's own, which looks for circles
        return f"Paragraph(children={self.children!r}, place={self.place!r})"


@dataclass(frozen=True, slots=True)
class Heading(Parent):
    """A heading that opens no section, since it stands inside a quotation, a list or a box."""

    level: int
    children: tuple[Inline, ...]
    uncounted: bool = False
    """Whether the author wants no number before it: `# Preface {.unnumbered}`."""
    place: Place = NOWHERE


class LineMark(StrEnum):
    """How a line of code is marked; the value is the HTML element that says so."""

    MARKED = "mark"
    ADDED = "ins"
    REMOVED = "del"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code, to be shown letter by letter."""

    text: str
    """The lines, each ended by a line feed."""
    language: str = ""
    """The first word of the fence's information string, lower case."""
    title: str = ""
    """What stands above it, such as the name of a file."""
    marks: tuple[tuple[int, LineMark], ...] = ()
    """The lines that are marked, counted from 1."""
    first_line: int | None = None
    """The number of its first line; None: lines show no numbers."""
    label: str = ""
    """What references and links call it by: `lst:x`."""
    id: str = ""
    """`c1-k1`: given by `resolve` to one with a label."""
    number: str = ""
    """`1-1`: chapter and listing, for a label that begins with `lst`."""
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
class Figure(Parent):
    """A picture or diagram that stands alone, with its number and caption."""

    content: Image | Diagram
    caption: tuple[Inline, ...]
    beside: tuple[Image, ...] = ()
    """Other pictures that the caption is of too, beside the first."""
    id: str = ""
    number: str = ""
    """`1-1`: chapter and figure, or what its author typed before the caption."""
    label: str = ""
    """What references call it by: `fig:x`."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """A line of a formula that has a number of its own, which its TeX has in a tag."""

    label: str
    """What links call it by; empty for none."""
    number: str
    """The author's; else given by `resolve`."""


@dataclass(frozen=True, slots=True)
class FormulaBlock(Parent):
    """A formula that stands alone."""

    formula: Formula
    mark: str = ""
    """The mark of the sentence that it ends or is a part of."""
    label: str = ""
    """What links call it by: `eq:energy`, from `{#eq:energy}` or `\\label{eq:energy}`."""
    numbered: bool = False
    """Whether it is to have a number."""
    number: str = ""
    """As it is printed in brackets: the author's `\\tag`, else `1-1`, chapter and formula; empty for none."""
    bare: bool = False
    """Whether it is printed without them: `\\tag*`."""
    lines: tuple[FormulaLine, ...] = ()
    """Those with numbers of their own, if they are several; the formula has none then."""
    id: str = ""
    """Given by `resolve` with the number: `c1-e1`."""
    continues: bool = False
    """Whether the paragraph that it stands in goes on after it."""
    place: Place = NOWHERE

    @property
    def printed_number(self) -> str:
        """Its number as it is printed and referred to."""
        return self.number if self.bare else f"({self.number})"


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A break of thought: `---`, `<hr>`."""

    to_write_on: bool = False
    """Whether it is a line for a reader's answer: a row of ten underscores and more."""
    place: Place = NOWHERE
