"""What has a label and a number, and how a text refers to it in the language of the book."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from studypress.locale import Locale
from studypress.manuscript.notebooks.chunk_options import CHUNK
from studypress.model import (
    Anchor,
    Book,
    Callout,
    Chapter,
    CodeBlock,
    Container,
    Details,
    Figure,
    FormulaBlock,
    Inline,
    Link,
    ListItem,
    Paragraph,
    Reference,
    ReferenceForm,
    Section,
    Table,
    Text,
)
from studypress.names import fold, has_han, normal
from studypress.problems import Place, Problem, problem
from studypress.tree import plain_text, walk
from studypress.wording import said


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something that references may name."""

    id: str
    full: str
    """What a reference to it says: `图 1-2`, `第 1.2 节`."""
    number: str
    """What it says where the author has written what it is: `1-2`; `(1-2)` for a formula."""
    title: str
    """What it is called; as `full` where it is called nothing."""
    place: Place

    def words(self, form: ReferenceForm) -> str:
        """The words of a reference."""
        match form:
            case ReferenceForm.FULL:
                return self.full
            case ReferenceForm.NUMBER:
                return self.number
            case ReferenceForm.DIGITS:
                return self.number.strip("()")
            case ReferenceForm.TITLE:
                return self.title


class Labels:
    """Everything that references may name, by label; the first of two that are equal stays."""

    def __init__(self, book: Book, locale: Locale) -> None:
        self._by_label: dict[str, Labelled] = {}
        self.problems: list[Problem] = []
        for label, found in _with_labels(book, locale):
            first = self._by_label.setdefault(_key(label), found)
            if first.place != found.place:
                message = said(
                    "The label “{label}” is given twice, first at {place}; references lead to that one.",
                    label=label,
                    place=str(first.place),
                )
                hint = said("Give one of the two another label.")
                self.problems.append(problem("duplicate-id", found.place, message, hint))
        self._given = dict(self._by_label)
        headings = tuple(_headings(book, locale))
        for label, found in (*headings, *_anchors(book)):
            self._by_label.setdefault(_key(label), found)
        self._slugs = {_key(label) for label, found in headings if _letters(label) == _letters(found.title)}
        self._drawn = {node.label for node in walk(book.chapters, CodeBlock) if node.label.startswith(CHUNK)}
        self._titles = {found.id: found.title for found in self._by_label.values()}

    def find(self, label: str) -> Labelled | None:
        """What a label stands for."""
        return self._by_label.get(_key(label))

    def find_own(self, label: str) -> Labelled | None:
        """What a label stands for that its author wrote: no words of a heading, as its address on a site has them."""
        return None if _key(label) in self._slugs else self.find(label)

    def find_given(self, label: str) -> Labelled | None:
        """What a label of a picture, a table or a formula stands for."""
        return self._given.get(_key(label))

    def is_drawn_by_code(self, label: str) -> bool:
        """Whether code would draw what has a label, if it were run."""
        name = label.removeprefix("fig:").removeprefix("tab:")
        return not self._drawn.isdisjoint((CHUNK + name, CHUNK + label))

    def title(self, ident: str) -> str:
        """What something with an id is called; empty when it is called nothing."""
        return self._titles.get(ident, "")


def closed_up(children: tuple[Inline, ...], made: dict[int, Link | Text]) -> tuple[Inline, ...]:
    """Leave out spaces between Han and the words of a reference that are Han: Quarto wants them typed, `见 @fig-x`."""
    result = list(children)
    for at, node in enumerate(children):
        if id(node) not in made:
            continue
        words = plain_text(node)
        before, after = result[at - 1] if at else None, result[at + 1] if at + 1 < len(result) else None
        if isinstance(before, Text) and has_han(before.text.rstrip()[-1:]) and has_han(words[:1]):
            result[at - 1] = replace(before, text=before.text.rstrip())
        if isinstance(after, Text) and has_han(after.text.lstrip()[:1]) and has_han(words[-1:]):
            result[at + 1] = replace(after, text=after.text.lstrip())
        del made[id(node)]
    return tuple(result)


def unknown(reference: Reference, drawn: bool) -> Problem:
    """Tell of a label that nothing has, or only what code would draw."""
    if drawn:
        message = said("`{typed}` names what code draws, and no code is run; it shows as typed.", typed=reference.typed)
        hint = said('Save what it draws as a picture, and let its chunk show that: knitr::include_graphics("…").')
        return problem("unknown-reference", reference.place, message, hint)
    message = said("`{typed}` names nothing in this book; it shows as typed.", typed=reference.typed)
    hint = said(
        "Write `{{#{label}}}` after the picture, the caption or the heading that is meant.", label=reference.label
    )
    return problem("unknown-reference", reference.place, message, hint)


def _key(label: str) -> str:
    """pandoc-crossref writes `fig:x`, Quarto `fig-x`."""
    return normal(label).replace(":", "-", 1)


def _with_labels(book: Book, locale: Locale) -> Iterator[tuple[str, Labelled]]:
    for node in walk(book.chapters, Figure, Table, CodeBlock, FormulaBlock):
        match node:
            case Figure(label=label, number=number, caption=caption) if label:
                full = locale.words["figure"].format(number)
                yield label, Labelled(node.id, full, number, plain_text(caption) or full, node.place)
            case Table(label=label, number=number, caption=caption) if label:
                full = locale.words["table"].format(number)
                yield label, Labelled(node.id, full, number, plain_text(caption) or full, node.place)
            case CodeBlock(label=label, number=number) if number:
                full = locale.words["listing"].format(number)
                yield label, Labelled(node.id, full, number, node.title or full, node.place)
            case FormulaBlock():
                yield from _of_formula(node, locale)


def _of_formula(node: FormulaBlock, locale: Locale) -> Iterator[tuple[str, Labelled]]:
    """A formula with a number, or its lines that have their own; its label is that of the first then."""
    numbered = [(line.label, line.number, f"({line.number})") for line in node.lines]
    if node.label and (node.number or numbered):
        number, shown = numbered[0][1:] if numbered else (node.number, node.printed_number)
        numbered.append((node.label, number, shown))
    for label, number, shown in numbered:
        full = locale.words["equation"].format(number)
        if label:
            yield label, Labelled(node.id, full, shown, full, node.place)


def _headings(book: Book, locale: Locale) -> Iterator[tuple[str, Labelled]]:
    for node in walk(book.chapters, Chapter, Section):
        found = _chapter(node, locale) if isinstance(node, Chapter) else _section(node, locale)
        yield from ((name, found) for name in (node.anchor, *node.aliases) if name)


def _chapter(chapter: Chapter, locale: Locale) -> Labelled:
    full = chapter.label or locale.chapter_label(chapter.printed_number) or _quoted(chapter, locale)
    return Labelled(chapter.id, full, str(chapter.printed_number or full), plain_text(chapter.title), chapter.place)


def _section(section: Section, locale: Locale) -> Labelled:
    """By its number; by its title where it has none, or one that says little outside its chapter (`一`, `（二）`)."""
    if section.number[:1].isdecimal():
        full = locale.words["section_reference"].format(section.number)
        return Labelled(section.id, full, section.number, plain_text(section.title), section.place)
    named = section.number if section.number.startswith("第") else _quoted(section, locale)
    return Labelled(section.id, named, named, plain_text(section.title), section.place)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", fold(words))


def _anchors(book: Book) -> Iterator[tuple[str, Labelled]]:
    """Places that have a name; what they are called is the title of the box that follows, or nothing but their name."""
    titles = dict(_titles_of_boxes(book))
    for node in walk(book.chapters, Anchor):
        title = titles.get(node.id) or node.name
        yield node.name, Labelled(node.id, title, title, title, node.place)


def _titles_of_boxes(book: Book) -> Iterator[tuple[str, str]]:
    """The places right before a box, each with its title: the label of a directive stands there."""
    for around in walk(book.chapters, Chapter, Section, Callout, Details, Container, ListItem):
        for before, block in pairwise(around.blocks):
            if isinstance(before, Paragraph) and isinstance(block, Callout | Details):
                title = plain_text(block.title if isinstance(block, Callout) else block.summary)
                yield from ((one.id, title) for one in before.children if isinstance(one, Anchor))


def _quoted(node: Chapter | Section, locale: Locale) -> str:
    opening, closing = locale.quotes
    return f"{opening}{plain_text(node.title)}{closing}"
