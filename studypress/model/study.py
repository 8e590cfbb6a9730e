"""What makes notes a study guide: summaries with their points, and the glossary's entries."""

from dataclasses import dataclass

from studypress.model.blocks import Badge, Block
from studypress.model.inlines import NOWHERE, Inline
from studypress.model.parent import Parent
from studypress.problems import Place


@dataclass(frozen=True, slots=True)
class Point(Parent):
    """A thing to be able to do, with its answer."""

    text: tuple[Inline, ...]
    answer: tuple[Block, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PointGroup(Parent):
    """The points that belong to one section of the chapter."""

    title: tuple[Inline, ...]
    """As the author wrote it, without key marks."""
    points: tuple[Point, ...]
    section: str = ""
    """The id of the section it is about; empty when none fits. The section's number and page are looked up by it."""
    badges: tuple[Badge, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Summary(Parent):
    """A chapter's summary: the box behind what it sums up, and (without the answers) the objectives at its opening."""

    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    """What the author wrote before, or instead of, points."""
    groups: tuple[PointGroup, ...]
    id: str = ""
    outline: bool = False
    """True when the program made it from the chapter's headings."""
    before: str = ""
    """The id of the section that it stands before, such as the exercises; empty at the chapter's end."""
    behind: tuple[Block, ...] = ()
    """What the author wrote at its end that sums up nothing: it stands below the box."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Use:
    """Where a term is used."""

    id: str
    """The id of the `TermUse`; of a section or chapter whose title alone holds the term, its own."""
    chapter: str
    """The id of its chapter."""
    first: bool
    """True for the first use in the chapter."""


@dataclass(frozen=True, slots=True)
class Entry(Parent):
    """An entry of the glossary."""

    id: str
    term: str
    letter: str
    """The letter head it stands under: `A` to `Z`, or `#`."""
    definitions: tuple[tuple[Block, ...], ...]
    full: str = ""
    """The full form or the word in the other language."""
    reading: str = ""
    """How the term is read: as the author says, else the pinyin of its Han where the book is in simplified Chinese."""
    reading_given: bool = False
    """Whether that is the author's word."""
    aliases: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    """The ids of entries to look at as well."""
    uses: tuple[Use, ...] = ()
    place: Place = NOWHERE
