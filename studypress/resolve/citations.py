"""The numbers of what is cited, in the order in which the text calls it, and the list of it.

The list stands where its author wants it (`::: {#refs}`, `{bibliography}`), or below a last heading 参考文献 that has
nothing below it, as Pandoc has it; else it is a chapter of its own, behind the others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from studypress.known_titles import lists_sources
from studypress.locale import Locale
from studypress.model import (
    Book,
    Chapter,
    Citation,
    Cited,
    Heading,
    Link,
    Paragraph,
    Section,
    Source,
    SourceList,
    Styled,
    Text,
)
from studypress.resolve.references import closed_up
from studypress.tree import plain_text, rewrite, walk


def cite(book: Book, locale: Locale) -> Book:
    """Number what is cited, and list it; where nothing is, no place for a list is left."""
    if not any(walk(book, SourceList, Citation)):
        return book
    called = dict.fromkeys(one.key for one in walk((book.chapters, book.glossary), Cited))
    by_key = {source.key: source for source in book.sources}
    sources = tuple(replace(by_key[key], number=n) for n, key in enumerate(filter(by_key.get, called), 1))
    book, home = _with_place(book, bool(sources), locale)
    sources = tuple(replace(source, id=f"{home}-r{source.number}") for source in sources)
    citing = _Citing({source.key: source for source in sources}, locale)
    chapters = tuple(rewrite(chapter, citing.change_in(chapter.id), *_CHANGED) for chapter in book.chapters)
    glossary = rewrite(book.glossary, citing.change_in(""), *_CHANGED)
    listed = tuple(replace(source, call=citing.first_calls.get(source.key, "")) for source in sources)
    chapters = rewrite(chapters, lambda node: replace(node, sources=listed), SourceList)
    return replace(book, chapters=chapters, glossary=glossary, sources=listed)


_CHANGED = (Citation, Paragraph, Heading, Styled)
"""What calls sources, and what it may stand in."""


@dataclass(slots=True)
class _Citing:
    """Gives citations their numbers."""

    sources: dict[str, Source]
    locale: Locale
    first_calls: dict[str, str] = field(default_factory=dict)
    """By the key of a source: the id of the citation that calls it first."""
    _made: dict[int, Link | Text] = field(default_factory=dict)
    """The names that were put before numbers, by identity, until the line they stand in has closed up with them."""

    def change_in(self, chapter: str) -> Callable[[Any], Any]:
        """What is to be done to each node of a chapter; places in the glossary are not led back to."""
        count = 0

        def change(node: Any) -> Any:
            nonlocal count
            if not isinstance(node, Citation):
                return replace(node, children=closed_up(node.children, self._made)) if self._made else node
            keys = [one.key for one in node.cited if one.key in self.sources]
            new = [key for key in keys if key not in self.first_calls]
            ident = ""
            if new and chapter:
                count += 1
                ident = f"{chapter}-q{count}"
                self.first_calls |= dict.fromkeys(new, ident)
            node = replace(node, id=ident, cited=tuple(map(self._numbered, node.cited)))
            return (name, node) if node.named and (name := self._name(node)) else node

        return change

    def _numbered(self, one: Cited) -> Cited:
        source = self.sources.get(one.key)
        return replace(one, number=source.number, source=source.id) if source else one

    def _name(self, citation: Citation) -> Text | None:
        """Who wrote what a sentence cites: two names, or one and others."""
        words = self.locale.words
        authors = []
        for one in citation.cited:
            names = self.sources[one.key].names if one.key in self.sources else ()
            both = words["name_and"].join(names) if len(names) == 2 and all(names) else ""
            authors.append(both or (names[0] + (words["and_others"] if len(names) > 1 else "") if names else ""))
        made = Text(words["list_comma"].join(filter(None, authors)), citation.place)
        self._made[id(made)] = made
        return made if made.text else None


# --- The place of the list ------------------------------------------------------------------------------------


def _with_place(book: Book, wanted: bool, locale: Locale) -> tuple[Book, str]:
    """A book with one place for the list, if one is wanted, and the id of the chapter that holds it."""
    typed = list(walk(book.chapters, SourceList))
    left = len(typed) if wanted else 0

    def only_last(node: SourceList) -> Any:
        nonlocal left
        left -= 1
        return node if left == 0 else ()

    book = replace(book, chapters=rewrite(book.chapters, only_last, SourceList))
    if wanted and not typed:
        book = _with_own_place(book, locale)
    return book, next((chapter.id for chapter in book.chapters if any(walk(chapter, SourceList))), "")


def _with_own_place(book: Book, locale: Locale) -> Book:
    """A book whose author has not said where the list is to stand."""
    titled = [node for node in walk(book.chapters, Chapter, Section) if lists_sources(plain_text(node.title))]
    last = book.chapters[-1]
    home = next((node for node in reversed(titled) if not node.blocks or node is last), None)
    if home is None:
        title = Text(locale.words["sources"], book.sources[0].place)
        place = replace(book.sources[0].place, line=0)
        chapter = Chapter(
            (title,), (SourceList(place=place),), f"c{len(book.chapters) + 1}", uncounted=True, place=place
        )
        return replace(book, chapters=(*book.chapters, chapter))

    def change(node: Any) -> Any:
        return replace(node, blocks=(*node.blocks, SourceList(place=node.place))) if node is home else node

    return replace(book, chapters=rewrite(book.chapters, change, Chapter, Section))
