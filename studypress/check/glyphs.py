"""Characters that no face of `fonts/` has: printed as the plain letter, by an emoji's name, or as an empty box."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, get_args

from studypress.check.finished import Finished
from studypress.markdown.syntax.emoji_names import with_names
from studypress.model import (
    Asset,
    Book,
    Chapter,
    Code,
    CodeBlock,
    Entry,
    Formula,
    Image,
    Link,
    PointGroup,
    Section,
    Style,
    Styled,
    Text,
)
from studypress.problems import SETTINGS, Place, Problem, problem
from studypress.resources import resource_folder
from studypress.tree import EMOJI_NAME, rewrite, walk
from studypress.typefaces import OwnFace, covered_characters
from studypress.wording import NOTHING, Sentence, counted, said, verbatim

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that need no glyph."""
_SELECTORS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
"""Variation selectors: a face without the variant shows the plain form."""
_JOINER = "\u200d"
_JOINED = re.compile(
    rf"[^\s\w{_JOINER}][\ufe0f\U0001f3fb-\U0001f3ff]?(?:{_JOINER}[^\s\w{_JOINER}][\ufe0f\U0001f3fb-\U0001f3ff]?)+"
)
"""Emoji that are one: `👨‍👩‍👧`, each with its variant or the colour of its skin (UTS 51, ZWJ sequences)."""
_NOT_PRINTED = frozenset(
    {"id", "anchor", "aliases", "name", "target", "source", "language", "label"} | {"entry", "letter", "section"}
)


def missing_glyphs(finished: Finished) -> Iterator[Problem]:
    """Name each character once, where it stands first."""
    covered = _covered(finished.faces)
    if not covered:
        return
    book = finished.book
    for node, titles in ((book.metadata, True), ((book.chapters, book.glossary), False)):
        first, count = _found(node, covered)
        kinds: dict[str, dict[Place, list[str]]] = {}
        for char, place in sorted(first.items(), key=lambda item: (item[1], item[0])):
            kinds.setdefault(_kind(char, covered), {}).setdefault(place, []).append(char)
        for kind, places in kinds.items():
            for place, chars in (_gathered(places) if kind != "plain" else places).items():
                yield _missing(chars, place, sum(count[char] for char in chars), titles=titles)


_MANY = 20
"""Lines with new letters of a script from which a book is written in it."""


def _gathered(places: dict[Place, list[str]]) -> dict[Place, list[str]]:
    """What is told where: of a script that a book is written in all at once, where it stands first."""
    if len(places) < _MANY:
        return places
    return {next(iter(places)): [char for chars in places.values() for char in chars]}


def _kind(char: str, covered: frozenset[int]) -> str:
    """What a character is told of together with: the letters of a script, those that print plain; else itself alone."""
    if _plain(char, covered):
        return "plain"
    script = unicodedata.name(char, "").partition(" ")[0] if len(char) == 1 else ""
    return script if script not in ("", "CJK") and unicodedata.category(char)[0] in "LM" else char


def _found(node: Any, covered: frozenset[int]) -> tuple[dict[str, Place], Counter[str]]:
    """The characters below a node that no face has, joined emoji as one: where each stands first, how often."""
    first: dict[str, Place] = {}
    count: Counter[str] = Counter()
    fine: set[str] = set()
    for text, place in (found for part in _lacking_parts(node, covered) for found in _texts(part, SETTINGS)):
        joined = [one for one in _JOINED.findall(text) if _lacking(one, covered)] if _JOINER in text else []
        single = set(_JOINED.sub("", text) if joined else text) - fine
        lacking = _lacking("".join(single), covered) if single else set()
        fine |= single - lacking
        for char in [*joined, *lacking]:
            first.setdefault(char, place)
            count[char] += 1
    return first, count


def _lacking_parts(node: Any, covered: frozenset[int]) -> Iterator[Any]:
    """Of the members of a tuple, such as chapters, those with a character that no face has, or emoji joined of others.

    All characters of a chapter together are looked at in a tenth of the time that each text takes.
    """
    for part in node if isinstance(node, tuple) else (node,):
        if isinstance(part, tuple):
            yield from _lacking_parts(part, covered)
        elif _JOINER in (chars := _characters_of(part)) or _lacking(chars, covered):
            yield part


def _characters_of(node: Any) -> set[str]:
    """All characters that are printed below a node, and perhaps some more."""
    chars: set[str] = set()
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            chars.update(node)
        elif isinstance(node, tuple):
            waiting += node
        elif not _is_drawn(node):
            waiting += [getattr(node, part) for part in _printed(node.__class__)]
    return chars


def _is_drawn(node: Any) -> bool:
    """Whether a node is a formula, for which its own faces have been looked at when it was drawn."""
    return isinstance(node, Formula) and node.picture is not None


def with_printable_text(book: Book, faces: tuple[OwnFace, ...] = ()) -> Book:
    """Write what no face has otherwise into the text and code of a book that is to be printed.

    An emoji as its name, `:cat:`; a letter of a mathematical alphabet, as is pasted from formulas, as a plain one.
    Names in titles are spans of their own: lists of titles and running heads leave them out.
    """
    covered = _covered(faces)

    def titled(node: Any) -> Any:
        return replace(node, title=rewrite(node.title, apart, Text))

    def apart(node: Text) -> tuple[Text | Styled, ...]:
        parts = enumerate(with_names(node.text, covered, "\0{}\0").split("\0"))
        texts = (
            (replace(node, text=text), is_name) for is_name, text in ((at % 2, text) for at, text in parts) if text
        )
        return tuple(
            Styled(Style.PLAIN, (text,), (EMOJI_NAME,), node.place) if is_name else text for text, is_name in texts
        )

    def written(node: Any) -> Any:
        if _lacking(node.text, covered):
            text = with_names(node.text, covered)
            plain = {ord(char): _plain(char, covered) or char for char in _lacking(text, covered)}
            return replace(node, text=text.translate(plain))
        return node

    def printable(part: Chapter | Entry) -> Any:
        texts = (node.text for node in walk(part, Text, Code, CodeBlock))
        if not _lacking(set().union(*texts), covered):
            return part
        return rewrite(rewrite(part, titled, Chapter, Section, PointGroup), written, Text, Code, CodeBlock)

    if not covered:
        return book
    return replace(book, chapters=tuple(map(printable, book.chapters)), glossary=tuple(map(printable, book.glossary)))


def _covered(faces: tuple[OwnFace, ...] = ()) -> frozenset[int]:
    """The characters of the program's faces, and of the author's own."""
    return covered_characters(resource_folder("fonts"), tuple(face.file for face in faces))


def _lacking(text: Iterable[str], covered: frozenset[int]) -> set[str]:
    """The characters of a text that need a glyph and have none."""
    return {char for char in set(text) if ord(char) not in covered and not _needs_none(char)}


def _plain(char: str, covered: frozenset[int]) -> str:
    """The letters that a character is another form of, and that are printed (UAX 15, NFKC); empty where there are none.

    What stands above or below the line means something else on it, and stays.
    """
    plain = unicodedata.normalize("NFKC", char)
    raised = unicodedata.decomposition(char[0]).startswith(("<super>", "<sub>", "<fraction>"))
    return "" if plain == char or raised or _lacking(plain, covered) else plain


def _needs_none(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or ord(char) in _SELECTORS


def _texts(node: Any, place: Place) -> Iterator[tuple[str, Place]]:
    """Every printed text below a node, with the nearest place above it."""
    if isinstance(node, str):
        yield node, place
    elif isinstance(node, tuple):
        for member in node:
            yield from _texts(member, place)
    elif isinstance(node, CodeBlock):
        own = node.place if node.place.line else place
        yield node.title, own
        yield from _lines(node.text, own)
    elif _is_drawn(node):
        return
    elif parts := _printed(node.__class__):
        own = getattr(node, "place", place)
        own = own if own.line else place
        for part in parts:
            if value := getattr(node, part):
                yield from _texts(value, own)


@cache
def _printed(kind: type) -> tuple[str, ...]:
    """The names of the fields of a kind of node that are printed; none for what is no node."""
    if not is_dataclass(kind) or issubclass(kind, Place | Asset):
        return ()
    skip = _NOT_PRINTED | ({"title"} if issubclass(kind, Image | Link) else set())
    return tuple(part.name for part in fields(kind) if part.name not in skip and _may_hold_text(part.type))


def _may_hold_text(annotation: Any) -> bool:
    if members := [member for member in get_args(annotation) if member is not Ellipsis]:
        return any(map(_may_hold_text, members))
    wordless = int | float | Enum | Place | Asset | None
    return not (isinstance(annotation, type) and issubclass(annotation, wordless))


def _lines(text: str, place: Place) -> Iterator[tuple[str, Place]]:
    """The lines of a code block; a fence takes the first line."""
    for number, line in enumerate(text.split("\n"), 1):
        yield line, Place(place.path, place.line + number)


def _missing(chars: list[str], place: Place, count: int, *, titles: bool) -> Problem:
    char, others = chars[0], len(chars) - 1
    about = said("{codes}, {name}", codes="+".join(f"U+{ord(one):04X}" for one in char), name=_name(char))
    if others:
        about = said("{about}, and {number} more", about=about, number=others)
        more = said(", {number} times", number=count) if count > others + 1 else NOTHING
    else:
        more = counted(count - 1, ", here and once more", ", here and {number} more times") if count > 1 else NOTHING
    message = said(
        "No typeface of the program has “{chars}” ({about}); {printed}{more}.",
        chars="".join(chars[:_MANY]) + "…" * (others >= _MANY),
        about=about,
        printed=_printed_as(chars, titles=titles),
        more=more,
    )
    hint = said("Write it in another way, show it as a picture, or add a face that has it: @font-face in [pdf] css.")
    return problem("missing-glyph", place, message, hint)


def _name(char: str) -> Sentence:
    if len(char) > 1:
        return said("one emoji of several")
    name = unicodedata.name(char, "").lower()
    return verbatim(name) if name else said("a character without a name")


def _printed_as(chars: list[str], *, titles: bool) -> Sentence:
    """What is printed in place of characters that no face has."""
    number = len(chars)
    if titles:
        return counted(number, "it is left out of the title pages", "they are left out of the title pages")
    if plain := "".join(_plain(char, _covered()) for char in chars):
        return counted(number, "it is printed as “{plain}”", "they are printed as “{plain}”", plain=plain)
    if (written := with_names(chars[0], ())) != chars[0]:
        return said("it is printed by its name, “{name}”", name=written)
    return counted(number, "it is printed as an empty box", "they are printed as empty boxes")
