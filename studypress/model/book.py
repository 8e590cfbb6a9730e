"""A book, its chapters, and what catalogues say of it."""

from dataclasses import dataclass

from studypress.model.blocks import Badge, Block, Counterpart, Purpose, Section, Source
from studypress.model.inlines import NOWHERE, Abbreviation, Asset, Inline
from studypress.model.parent import Parent
from studypress.model.study import Entry, Summary
from studypress.problems import Place


@dataclass(frozen=True, slots=True)
class Footnote(Parent):
    """A footnote's text."""

    label: str
    blocks: tuple[Block, ...]
    number: int = 0
    id: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Chapter(Parent):
    """A chapter: all below one `#` heading, and the pages that its list of contents puts below it."""

    title: tuple[Inline, ...]
    """Without key marks."""
    blocks: tuple[Block, ...]
    """Its opening, then its sections, nested; the summary is taken out by `study`."""
    id: str = ""
    """By position, given by `markdown`: `c1` for the first."""
    number: int = 0
    """1 for the first, or what `label` says; 0 for a foreword, a part, …; given by `resolve`."""
    label: str = ""
    """The number that the author typed before the title: `第三章`; empty: the locale makes one of `number`."""
    uncounted: bool = False
    """Whether the list of contents leaves it without a number; `resolve` knows by their titles what else has none."""
    alone: bool = False
    """Whether its number is not printed: there will be no second, or the title holds another; given by `resolve`."""
    part: int = 0
    """The part it belongs to, counted from 1; 0 outside of parts."""
    opens_part: bool = False
    """Whether it is no chapter, but the page with a part's title, and the text that introduces it."""
    anchor: str = ""
    aliases: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    purpose: Purpose | None = None
    counterpart: Counterpart | None = None
    """As a section's."""
    summary: Summary | None = None
    footnotes: tuple[Footnote, ...] = ()
    place: Place = NOWHERE

    @property
    def printed_number(self) -> int:
        """What its label and what is counted in it are made of; 0 for none."""
        return 0 if self.alone else self.number

    @property
    def around_summary(self) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """The blocks that stand before the summary, and those behind it."""
        before = self.summary.before if self.summary else ""
        ids = [block.id if isinstance(block, Section) else "" for block in self.blocks]
        at = ids.index(before) if before in ids and before else len(ids)
        return self.blocks[:at], self.blocks[at:]


@dataclass(frozen=True, slots=True)
class Author:
    """Someone who made the book."""

    name: str
    file_as: str = ""
    """The name as catalogues sort it; `study` gives a Han name its pinyin."""
    role: str = "aut"
    """A MARC relator code: `aut`, `trl`, `ill`, …"""


@dataclass(frozen=True, slots=True)
class Series:
    """A series that the book belongs to."""

    name: str = ""
    """Empty for none."""
    position: str = ""
    """The book's number in it: `2`, `2.1`, or empty."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Neighbours in a title, two Han each, of which the text of its book says whether they are of one word."""

    joined: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata(Parent):
    """What the cover and the catalogues say of a book."""

    title: str
    language: str
    """A BCP 47 tag: `zh-Hans`, `zh-Hant`, `ja`, `en`, …"""
    subtitle: str = ""
    authors: tuple[Author, ...] = ()
    identifier: str = ""
    """A URN, always filled in: the author's, or one made from title and authors."""
    date: str = ""
    """As written: `2026`, `2026-11-24`, or empty."""
    rights: str = ""
    publisher: str = ""
    description: str = ""
    series: Series = Series()
    pairs: Pairs = Pairs()
    """Of title and subtitle, which covers break into lines."""

    @property
    def author_names(self) -> tuple[str, ...]:
        """The names as they are printed."""
        return tuple(author.name for author in self.authors)

    @property
    def makers(self) -> tuple[tuple[str, str], ...]:
        """The names with what each has done, a MARC relator code."""
        return tuple((author.name, author.role) for author in self.authors)

    @property
    def isbn(self) -> str:
        """The number that a book in the shops has, as its author wrote it; empty for none."""
        head, number = self.identifier[:9], self.identifier[9:]
        return number if head.lower() == "urn:isbn:" else ""


@dataclass(frozen=True, slots=True)
class Book(Parent):
    """A whole book."""

    metadata: Metadata
    chapters: tuple[Chapter, ...]
    glossary: tuple[Entry, ...] = ()
    """In the order it is printed."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """The `*[term]: …` definitions, as they were found."""
    listed: bool = False
    """Whether a list says which chapters it has: another tool's, or ours."""
    glossary_source: tuple[Chapter, ...] = ()
    """The files of the glossary, parsed; `study` makes entries of them."""
    sources: tuple[Source, ...] = ()
    """What the text cites of the .bib files."""
    cover: Asset | None = None
    """A cover picture of the author's own."""
