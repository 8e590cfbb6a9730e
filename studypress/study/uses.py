"""Finding where the terms of the glossary are used.

A term is found in running text, not in captions, links or code, and in titles where it stands nowhere else. The
longest name wins. A Latin name stands on word boundaries (a Han character is one); from four letters on its case does
not matter and it may have a plural s, shorter ones (`OCI`, `Go`) are found as they are written in the glossary. A Han
name is found inside any text, save that one of a single character must stand apart: 栈 is no use in 堆栈.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import accumulate, groupby
from typing import Any

from studypress.config import BookConfig
from studypress.model import (
    Abbreviation,
    Asset,
    Book,
    Break,
    Callout,
    Chapter,
    Code,
    CodeBlock,
    Details,
    Entry,
    Figure,
    Heading,
    Image,
    Link,
    PointGroup,
    Ruby,
    Section,
    Style,
    Styled,
    Summary,
    Table,
    TermUse,
    Text,
    Use,
)
from studypress.names import term_key
from studypress.problems import Place, Problem
from studypress.study.name_finder import NameFinder
from studypress.tree import plain_text, walk

_LONGEST_NAME = 40
"""A longer full form is an explanation, and is not looked for in the text."""

_MOST_USES = 2_000
"""Marks in one run of text. Each is a box when it is set, some 30 kB; a long paragraph of prose has dozens."""


def mark_uses(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Mark every use of a term in all chapters, and enter it in the term's entry."""
    names = _names(book.glossary)
    if not names:
        return book, []
    entries: dict[str, str] = {}
    for name, entry in names.items():
        entries.setdefault(term_key(name), entry)
    finder = _Finder(NameFinder(list(names)), entries)
    chapters = tuple(finder.mark_chapter(chapter) for chapter in book.chapters)
    glossary = tuple(replace(entry, uses=tuple(finder.uses.get(entry.id, ()))) for entry in book.glossary)
    return replace(book, chapters=chapters, glossary=glossary), []


def named_in_titles(book: Book) -> Book:
    """Have terms that stand in titles alone be used where the first of these is, which has its id by then."""
    unused = tuple(entry for entry in book.glossary if entry.definitions and not entry.uses)
    names = _names(unused)
    if not names:
        return book
    entries = {term_key(name): entry for name, entry in reversed(names.items())}
    finder, found = NameFinder(list(names)), dict[str, Use]()
    for chapter in book.chapters:
        for titled in walk(chapter, Chapter, Section):
            for match in finder.each(plain_text(titled.title)) if titled.id else ():
                if entry := _entry_of(match[0], entries):
                    found.setdefault(entry, Use(titled.id, chapter.id, first=True))
    glossary = (replace(entry, uses=(found[entry.id],)) if entry.id in found else entry for entry in book.glossary)
    return replace(book, glossary=tuple(glossary))


def _entry_of(name: str, entries: dict[str, str]) -> str | None:
    """The entry of a name that was found; it may be a plural."""
    key = term_key(name)
    return entries.get(key) or entries.get(key.removesuffix("s"))


def _names(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Each name to look for, and the entry it belongs to; a bare “see” counts for the entry it points to."""
    names: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: not entry.definitions and bool(entry.see)):
        target = entry.see[0] if entry.see and not entry.definitions else entry.id
        for name in (entry.term, entry.full, *entry.aliases):
            if name and len(name) <= _LONGEST_NAME:
                names.setdefault(name, target)
    return names


@dataclass(slots=True)
class _Finder:
    """Marks the uses of one book, chapter by chapter."""

    names: NameFinder
    entries: dict[str, str]
    """The id of the entry by the `term_key` of each name."""
    uses: dict[str, list[Use]] = field(default_factory=dict)
    chapter: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each entry was used in this chapter so far."""

    def mark_chapter(self, chapter: Chapter) -> Chapter:
        self.chapter, self.counts = chapter.id, Counter()
        blocks = self.mark(chapter.blocks)
        footnotes = self.mark(chapter.footnotes)
        summary = chapter.summary and self.mark(chapter.summary)
        return replace(chapter, blocks=blocks, footnotes=footnotes, summary=summary)

    def mark(self, node: Any) -> Any:
        """Mark the uses below a node, a tuple or a text; the same object comes back when there are none."""
        match node:
            case tuple():
                return self._mark_members(node)
            case Summary(outline=True):
                return node
            case Section() | Details() | Callout() | Summary():
                return self._mark_fields(node, {"title", "summary"})
            case PointGroup():
                return self._mark_fields(node, {"title"})
            case Table():
                return self._mark_fields(node, {"caption"})
            case (
                Code() | CodeBlock() | Link() | Image() | Ruby() | TermUse() | Heading() | Figure() | Asset() | Place()
            ):
                return node
            case Styled(style=Style.KEYBOARD):
                return node
            case _ if is_dataclass(node):
                return self._mark_fields(node, set())
            case _:
                return node

    def _mark_fields(self, node: Any, skip: set[str]) -> Any:
        changed = {}
        for part in fields(node):
            old = getattr(node, part.name)
            if part.name not in skip and (new := self.mark(old)) is not old:
                changed[part.name] = new
        return replace(node, **changed) if changed else node

    def _mark_members(self, members: tuple[Any, ...]) -> tuple[Any, ...]:
        result: list[Any] = []
        for are_words, group in groupby(members, key=_are_words):
            same = list(group)
            result += self._mark_words(same) if are_words else map(self._mark_member, same)
        if len(result) == len(members) and all(a is b for a, b in zip(result, members, strict=True)):
            return members
        return tuple(result)

    def _mark_member(self, member: Any) -> Any:
        if isinstance(member, Abbreviation) and (entry := self.entries.get(term_key(plain_text(member.children)))):
            return self._use(entry, (member,))
        return self.mark(member)

    def _mark_words(self, words: list[Text | Break]) -> list[Any]:
        """Mark the uses in text, whose source lines may end within a name."""
        pieces: list[Any] = []
        end = 0
        run = _Run(words)
        for found in self.names.each(run.text):
            entry = _entry_of(found[0], self.entries)
            if not entry or (len(pieces) > 2 * _MOST_USES and entry in self.counts):
                continue
            pieces += run.part(end, found.start())
            pieces.append(self._use(entry, tuple(run.part(found.start(), found.end()))))
            end = found.end()
        return [*pieces, *run.part(end, len(run.text))] if pieces else words

    def _use(self, entry: str, children: tuple[Text | Break | Abbreviation, ...]) -> TermUse:
        self.counts[entry] += 1
        count = self.counts[entry]  # in this chapter, so that an edit of one leaves the ids of all others
        use = Use(f"{self.chapter}-u-{entry.removeprefix('g-')}-{count}", self.chapter, count == 1)
        self.uses.setdefault(entry, []).append(use)
        return TermUse(entry, use.id, use.first, children, children[0].place)


def _are_words(node: Any) -> bool:
    return isinstance(node, Text) or (isinstance(node, Break) and not node.hard)


class _Run:
    """Text in pieces, and the soft breaks between them, read as one: those that are left are printed as spaces."""

    def __init__(self, words: list[Text | Break]) -> None:
        self._words = words
        texts = [node.text if isinstance(node, Text) else " " for node in words]
        self._ends = list(accumulate(map(len, texts)))
        self.text = "".join(texts)

    def part(self, start: int, end: int) -> list[Text | Break]:
        """What stands between two places of the text."""
        found: list[Text | Break] = []
        for at in range(bisect_right(self._ends, start), len(self._words)):
            node, first = self._words[at], self._ends[at - 1] if at else 0
            if first >= end:
                break
            if isinstance(node, Text) and (first < start or self._ends[at] > end):
                node = replace(node, text=node.text[max(0, start - first) : end - first])
            found.append(node)
        return found
