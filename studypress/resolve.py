"""Numbers, ids and cross-references: what a book can only know when it is whole."""

import difflib
import posixpath
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from studypress.model import (
    Block,
    Book,
    Chapter,
    Entry,
    Figure,
    Footnote,
    FootnoteMark,
    Inline,
    Link,
    Section,
    Summary,
    Text,
)
from studypress.problems import Place, Problem, problem
from studypress.study.names import fold, normal, term_key, typed_number
from studypress.tree import plain_text, rewrite, walk

NUMBERED_DEPTH = 2
"""Sections are numbered this deep: `1.2` and `1.2.3`."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")
"""A web or mail address; `markdown` let none through that is unsafe."""


def resolve(book: Book) -> tuple[Book, list[Problem]]:
    """Give numbers and ids to chapters, sections, figures and footnotes, and find what links inside the book mean."""
    problems: list[Problem] = []
    chapters = []
    for number, chapter in enumerate(book.chapters, 1):
        label, title = _typed(chapter.title)
        blocks = _number_sections(chapter.blocks, str(number), 1)
        chapter = replace(chapter, number=number, label=label, title=title, blocks=blocks)
        chapter = replace(chapter, summary=_without_typed_numbers(chapter.summary))
        chapter, found = _number_footnotes(_number_figures(chapter))
        chapters.append(chapter)
        problems += found
    book = replace(book, chapters=tuple(chapters))
    targets, found = _Targets.of(book)
    book, broken = _resolve_links(book, targets)
    return book, problems + found + broken


# --- Numbers --------------------------------------------------------------------------------------------------


def _number_sections(blocks: tuple[Block, ...], above: str, depth: int) -> tuple[Block, ...]:
    """Number by nesting, so that a `####` right below a `##` is counted with its neighbours."""
    result: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Section):
            count += 1
            number = f"{above}.{count}" if depth <= NUMBERED_DEPTH else ""
            below = _number_sections(block.blocks, number, depth + 1)
            typed, title = _typed(block.title)
            block = replace(block, number=typed or number, title=title, blocks=below)
        result.append(block)
    return tuple(result)


def _typed(title: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Part a title into the number its author typed, which is kept in place of ours, and its words."""
    match title:
        case (Text() as first, *rest):
            number, words = typed_number(first.text)
            return number, (replace(first, text=words), *rest) if number else title
        case _:
            return "", title


def _without_typed_numbers(summary: Summary | None) -> Summary | None:
    """A group of points is shown with the number of its section, not with one of its own as well."""
    if summary is None:
        return None
    groups = (replace(group, title=_typed(group.title)[1]) if group.section else group for group in summary.groups)
    return replace(summary, groups=tuple(groups))


def _number_figures(chapter: Chapter) -> Chapter:
    """Number the figures in the order in which a reader meets them: text, footnotes, summary."""
    count = 0

    def change(node: Any) -> Any:
        nonlocal count
        if not isinstance(node, Figure):
            return node
        count += 1
        return replace(node, id=f"{chapter.id}-f{count}", number=f"{chapter.number}-{count}")

    return replace(
        chapter,
        blocks=rewrite(chapter.blocks, change),
        footnotes=rewrite(chapter.footnotes, change),
        summary=rewrite(chapter.summary, change),
    )


# --- Footnotes ------------------------------------------------------------------------------------------------


def _number_footnotes(chapter: Chapter) -> tuple[Chapter, list[Problem]]:
    """Number footnotes by their first call; those that nothing calls come last, so that their text is not lost."""
    notes = {note.label: note for note in chapter.footnotes}
    order = [label for label in _called(chapter, notes) if label in notes]
    unused = [note for label, note in notes.items() if label not in order]
    numbers = {label: number for number, label in enumerate([*order, *(note.label for note in unused)], 1)}
    calls: Counter[str] = Counter()

    def change(node: Any) -> Any:
        if not isinstance(node, FootnoteMark) or node.label not in numbers:
            return node
        calls[node.label] += 1
        again = str(calls[node.label]) if calls[node.label] > 1 else ""
        note = f"{chapter.id}-n{numbers[node.label]}"
        return replace(node, number=numbers[node.label], footnote=note, id=f"{note}-ref{again}")

    # The notes in their new order first: the calls inside them are counted after those in the text.
    notes_in_order = (replace(notes[label], number=n, id=f"{chapter.id}-n{n}") for label, n in numbers.items())
    chapter = rewrite(replace(chapter, footnotes=tuple(notes_in_order)), change)
    return chapter, [_unused(note) for note in unused]


def _called(chapter: Chapter, notes: dict[str, Footnote]) -> list[str]:
    """The labels called in the text, then those that only these footnotes call, each once."""
    order: dict[str, None] = {}
    waiting: list[Any] = [replace(chapter, footnotes=())]
    while waiting:
        for node in walk(waiting.pop(0)):
            if isinstance(node, FootnoteMark) and node.label not in order:
                order[node.label] = None
                waiting += [notes[node.label]] if node.label in notes else []
    return list(order)


def _unused(note: Footnote) -> Problem:
    message = f"Nothing calls the footnote `[^{note.label}]`; it is printed as the chapter's last."
    return problem("footnote-unused", note.place, message, f"Write `[^{note.label}]` where it belongs, or delete it.")


# --- Links ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Targets:
    """What a link can lead to."""

    anchors: dict[str, dict[str, str]]
    """By file: anchor → id of this book."""
    loose: dict[str, dict[str, str]]
    """By file: the letters alone of an anchor or title → id, for tools that make anchors in other ways."""
    tops: dict[str, str]
    """By file: the id that the file as a whole stands for."""

    @classmethod
    def of(cls, book: Book) -> tuple["_Targets", list[Problem]]:
        """Gather the targets of a book; an id that an author gave twice is a problem."""
        targets = cls({}, {}, {})
        problems = []
        places: dict[tuple[str, str], Place] = {}
        for chapter in book.chapters:
            path = chapter.place.path
            targets.tops.setdefault(path, chapter.id)
            for node in walk((replace(chapter, summary=None, footnotes=()),)):
                if isinstance(node, Chapter | Section):
                    first = places.setdefault((path, node.anchor), node.place)
                    if node.anchor and first is not node.place:
                        problems.append(_duplicate(node, first))
                    targets.add(path, node.anchor, plain_text(node.title), node.id)
            if chapter.summary:
                targets.add_summary(path, chapter.summary)
        targets.add_glossary(book)
        return targets, problems

    def add(self, path: str, anchor: str, title: str, ident: str) -> None:
        """Enter a heading; the first of two that are equal stays."""
        if anchor:
            self.anchors.setdefault(path, {}).setdefault(normal(anchor), ident)
        for words in (anchor, title):
            if key := fold(words):
                self.loose.setdefault(path, {}).setdefault(key, ident)

    def add_summary(self, path: str, summary: Summary) -> None:
        """Enter a summary and its groups, whose headings an author may link to as well."""
        self.add(path, "", plain_text(summary.title), summary.id)
        for group in summary.groups:
            self.add(path, "", plain_text(group.title), group.section or summary.id)

    def add_glossary(self, book: Book) -> None:
        """Let `glossary.md#term` lead to the entry, and `glossary.md` to the first."""
        for file in book.glossary_source:
            if book.glossary:
                self.tops.setdefault(file.place.path, book.glossary[0].id)
            for entry in book.glossary:
                self.add(file.place.path, entry.term, entry.term, entry.id)

    def find(self, path: str, fragment: str) -> str:
        """The id that `path#fragment` stands for; empty when there is none."""
        if not fragment or normal(fragment) == "top":
            return self.tops.get(path, "")
        exact = self.anchors.get(path, {}).get(normal(fragment), "")
        return exact or self.loose.get(path, {}).get(fold(fragment) or "\0", "")


def _duplicate(node: Chapter | Section, first: Place) -> Problem:
    message = f"The id “{node.anchor}” is given twice, first at {first}; links lead to that one."
    return problem("duplicate-id", node.place, message, "Give one of the two headings another id.")


def _resolve_links(book: Book, targets: _Targets) -> tuple[Book, list[Problem]]:
    problems: list[Problem] = []

    def change_in(path: str) -> Any:
        def change(node: Any) -> Any:
            if not isinstance(node, Link) or _ELSEWHERE.match(node.target):
                return node
            ident, trouble = _look_up(node, node.place.path or path, targets)
            if ident:
                return replace(node, target=f"#{ident}")
            problems.append(trouble)
            return node.children

        return change

    chapters = tuple(rewrite(chapter, change_in(chapter.place.path)) for chapter in book.chapters)
    told = len(problems)
    glossary = tuple(_in_entry(entry, change_in(entry.place.path)) for entry in book.glossary)
    # A definition that a chapter shares with the glossary has told its trouble already.
    problems[told:] = [each for each in problems[told:] if each not in problems[:told]]
    return replace(book, chapters=chapters, glossary=glossary), problems


def _in_entry(entry: Entry, change: Any) -> Entry:
    return replace(entry, definitions=rewrite(entry.definitions, change))


def _look_up(link: Link, base: str, targets: _Targets) -> tuple[str, Problem]:
    """Find the id that a link means, read from the file `base`; or the problem that there is none."""
    name, _, fragment = link.target.strip().partition("#")
    name, fragment = unquote(name.partition("?")[0]).replace("\\", "/"), unquote(fragment)
    path = base if not name else _join(base, name)
    if path not in targets.tops:
        same = next((known for known in targets.tops if term_key(known) == term_key(path)), "")
        if not same:
            return "", _no_file(link, name, targets)
        path = same
    ident = targets.find(path, fragment)
    return ident, _no_heading(link, path, fragment, targets) if not ident else _broken(link, "", "")


def _join(base: str, name: str) -> str:
    """The path, below the manuscript's folder, that `name` means in the file `base`."""
    joined = name if name.startswith("/") else posixpath.join(posixpath.dirname(base), name)
    return posixpath.normpath(joined).lstrip("/")


def _no_file(link: Link, name: str, targets: _Targets) -> Problem:
    near = difflib.get_close_matches(name, targets.tops, 1, 0.6)
    hint = f"Do you mean {near[0]}?" if near else "Link to a chapter of this book, or to a web address."
    return _broken(link, f"The link to “{name}” leads to no chapter of this book; only its text is kept.", hint)


def _no_heading(link: Link, path: str, fragment: str, targets: _Targets) -> Problem:
    elsewhere = [other for other in targets.tops if targets.find(other, fragment)]
    near = difflib.get_close_matches(normal(fragment), list(targets.anchors.get(path, {}))[:1000], 1, 0.4)
    if elsewhere:
        hint = f"It is in {elsewhere[0]}: write `{elsewhere[0]}#{fragment}`."
    else:
        hint = f"Do you mean `#{near[0]}`?" if near else f"No heading of {path} has this id."
    return _broken(link, f"The link to “#{fragment}” leads to no heading of {path}; only its text is kept.", hint)


def _broken(link: Link, message: str, hint: str) -> Problem:
    return problem("broken-link", link.place, message, hint)
