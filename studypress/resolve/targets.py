"""What a link can lead to: files, headings, anchors, entries of the glossary."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from studypress.markdown.slugs import github
from studypress.model import Anchor, Book, Chapter, CodeBlock, Figure, FormulaBlock, Heading, Section, Summary, Table
from studypress.names import fold, has_han, normal
from studypress.problems import Place, Problem, problem
from studypress.resolve.files import BookFiles
from studypress.study.sort import in_pinyin
from studypress.tree import plain_text, rewrite_as_read, walk
from studypress.wording import said


def with_anchor_ids(chapter: Chapter) -> Chapter:
    """Give every anchor of a chapter an id; a heading that opens no section gets an anchor, so that links find it."""
    count = 0

    def change(node: Any) -> Any:
        nonlocal count
        match node:
            case Anchor():
                count += 1
                return replace(node, id=f"{chapter.id}-a{count}")
            case Heading() if slug := github(plain_text(node.children)):
                count += 1
                anchor = Anchor(slug, f"{chapter.id}-a{count}", node.place)
                return replace(node, children=(anchor, *node.children))
        return node

    return rewrite_as_read(chapter, change, Anchor, Heading)


_PINYIN = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)


@dataclass(slots=True)
class _FileTargets:
    """What a link can lead to in one file: names → ids of this book, in the order in which they count."""

    given: dict[str, str] = field(default_factory=dict)
    """Ids that the author gave, or the slugs of GitHub."""
    slugs: dict[str, str] = field(default_factory=dict)
    """Slugs of other tools."""
    loose: dict[str, str] = field(default_factory=dict)
    """The letters alone of an id or title, for tools that make ids in other ways."""
    chinese: dict[str, str] = field(default_factory=dict)
    """Ids and titles with Han, for tools that spell them in pinyin."""
    spelt: dict[str, str] = field(default_factory=dict)
    """The same in pinyin, once a name in Latin letters is found nowhere else."""

    def add(self, ident: str, title: str, anchor: str, aliases: tuple[str, ...] = ()) -> None:
        """Enter a heading; the first of two that are equal stays."""
        if anchor:
            self.given.setdefault(normal(anchor), ident)
        for name in aliases:
            self.slugs.setdefault(normal(name), ident)
        for words in (anchor, title):
            if has_han(words):
                self.chinese.setdefault(words, ident)
            if key := fold(words):
                self.loose.setdefault(key, ident)

    def find(self, name: str) -> str:
        """The id that a name stands for; empty when there is none."""
        plain = normal(name)
        found = self.given.get(plain) or self.slugs.get(plain) or self.loose.get(fold(name) or "\0", "")
        return found or (self._find_spelt(name) if _PINYIN.fullmatch(name) else "")

    def _find_spelt(self, name: str) -> str:
        """`#zhang-jie` is 章节 where a tool spells the headings, since not all addresses may have Han."""
        if not self.spelt:
            for title, ident in self.chinese.items():
                self.spelt.setdefault(in_pinyin(title), ident)
        return self.spelt.get(fold(name), "")


@dataclass(slots=True)
class Targets:
    """What a link can lead to."""

    tops: dict[str, str]
    """By file: the id that the file as a whole stands for."""
    files: BookFiles
    inside: dict[str, _FileTargets]
    """By file: what is in it."""
    titles: dict[str, str]
    """The letters of a chapter's title → its file; `[[Title]]` may mean it."""
    _files_by_name: dict[str, str] = field(default_factory=dict)
    """Every name of the book → the first file that has it, once it is asked for."""

    @classmethod
    def of(cls, book: Book) -> tuple["Targets", list[Problem]]:
        """Gather the targets of a book; an id that an author gave twice is a problem."""
        targets = cls({}, BookFiles([]), {}, {})
        problems: list[Problem] = []
        given: dict[tuple[str, str], Place] = {}
        for chapter in book.chapters:
            targets._add_chapter(chapter, given, problems)
        targets._add_glossary(book)
        targets.files = BookFiles(list(targets.tops))
        return targets, problems

    def find(self, path: str, fragment: str) -> str:
        """The id that `path#fragment` stands for; empty when there is none."""
        if not fragment or normal(fragment) == "top":
            return self.tops.get(path, "")
        return self._in(path).find(fragment)

    def file_with(self, name: str) -> str:
        """The first file that has a heading or anchor of this name; empty when there is none."""
        if not self._files_by_name:
            for path, inside in self.inside.items():
                for known in (*inside.given, *inside.slugs, *inside.loose):
                    self._files_by_name.setdefault(known, path)
        path = self._files_by_name.get(normal(name)) or self._files_by_name.get(fold(name) or "\0", "")
        return path if path in self.tops and self.find(path, name) else ""

    def names_in(self, path: str) -> list[str]:
        """The ids that may be linked to in a file."""
        return list(self._in(path).given)

    def _in(self, path: str) -> _FileTargets:
        return self.inside.setdefault(path, _FileTargets())

    def _add_chapter(self, chapter: Chapter, given: dict[tuple[str, str], Place], problems: list[Problem]) -> None:
        path = chapter.place.path
        for page, part in _pages(replace(chapter, summary=None, footnotes=()), path):
            self._add_page(page, part, given, problems)
        for node in walk((chapter.summary, chapter.footnotes), Anchor):
            self._in(path).add(node.id, "", node.name)
        if chapter.summary:
            self.tops.setdefault(chapter.summary.place.path, chapter.summary.id)  # it may be a page of its own
            self._add_summary(path, chapter.summary)

    def _add_page(
        self, path: str, page: Chapter | Section, given: dict[tuple[str, str], Place], problems: list[Problem]
    ) -> None:
        self.tops.setdefault(path, page.id)
        if title := fold(plain_text(page.title)):
            self.titles.setdefault(title, path)
        for node in walk(page, Chapter, Section, Figure, Table, CodeBlock, FormulaBlock, Anchor):
            for line in node.lines if isinstance(node, FormulaBlock) else ():
                self._in(path).add(node.id, "", line.label)
            match node:
                case Chapter() | Section():
                    first = given.setdefault((path, node.anchor), node.place)
                    if node.anchor and first != node.place:  # the same place: a note that is embedded elsewhere too
                        problems.append(_duplicate(node, first))
                    title, number = plain_text(node.title), node.label if isinstance(node, Chapter) else node.number
                    self._in(path).add(node.id, title, node.anchor, node.aliases)
                    self._in(path).add(node.id, f"{number} {title}", "")  # as typed, but for its key marks
                case Figure(label=label) | Table(label=label) | CodeBlock(label=label) | FormulaBlock(label=label) if (
                    label
                ):
                    self._in(path).add(node.id, "", label)
                case Anchor():
                    self._in(path).add(node.id, "", node.name)

    def _add_summary(self, path: str, summary: Summary) -> None:
        """Enter a summary and its groups, whose headings an author may link to as well."""
        self._in(path).add(summary.id, plain_text(summary.title), "")
        for group in summary.groups:
            self._in(path).add(group.section or summary.id, plain_text(group.title), "")

    def _add_glossary(self, book: Book) -> None:
        """Let `glossary.md#term` lead to the entry, and `glossary.md` to the first."""
        for file in book.glossary_source:
            if book.glossary:
                self.tops.setdefault(file.place.path, book.glossary[0].id)
            for entry in book.glossary:
                self._in(file.place.path).add(entry.id, entry.term, entry.term)


def _pages(part: Chapter | Section, path: str) -> Iterator[tuple[str, Chapter | Section]]:
    """A chapter without the pages that are sections of it, then each of these in the same way."""
    below = [block for block in part.blocks if isinstance(block, Section) and block.page]
    own = tuple(block for block in part.blocks if not (isinstance(block, Section) and block.page))
    yield path, replace(part, blocks=own) if below else part
    for section in below:
        yield from _pages(section, section.page)


def _duplicate(node: Chapter | Section, first: Place) -> Problem:
    message = said(
        "The id “{anchor}” is given twice, first at {place}; links lead to that one.",
        anchor=node.anchor,
        place=str(first),
    )
    return problem("duplicate-id", node.place, message, said("Give one of the two headings another id."))
