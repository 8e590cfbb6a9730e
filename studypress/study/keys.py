"""Key and difficult points: （重点）（重点与难点） at a heading's end, or 【重点】 before it, become its badges."""

import re
from dataclasses import replace
from typing import Any

from studypress.config import BookConfig
from studypress.model import Badge, Book, Chapter, Inline, Section, Text
from studypress.names import term_key
from studypress.problems import Problem
from studypress.study.cutting import cut_end, flat
from studypress.tree import rewrite

Words = dict[str, tuple[Badge, ...]]
"""The words that mark a heading, by their `term_key`."""

_BRACKETED = re.compile(
    r"(?:[（(](?P<a>[^（）()]+)[）)]|[【\[［〔〖](?P<b>[^【】\[\]［］〔〕〖〗]+)[】\]］〕〗])\s*[：:]?\s*\Z"
)
_OPENING = "（([【［〔〖"
_BEFORE = re.compile(
    r"(?P<number>[0-9一二三四五六七八九十.、．\s]*)[【\[［〔〖](?P<b>[^【】\[\]［］〔〕〖〗]+)[】\]］〕〗]\s*(?=\S)"
)
"""A mark before a heading, and behind its number: in square brackets alone, since round ones there hold an aside."""
_SEPARATOR = re.compile(r"[、，,;；/&+·|]|和|与|與|及")


def mark_key_points(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Move the marks at the ends of every title of a chapter or section into its badges."""
    words = key_words(config)

    def change(node: Any) -> Any:
        title, badges = split_marks(node.title, words)
        return replace(node, title=title, badges=join_badges(node.badges, badges)) if badges else node

    return replace(book, chapters=rewrite(book.chapters, change, Chapter, Section)), []


def key_words(config: BookConfig) -> Words:
    """The configured words, ready for `split_marks`."""
    return {term_key(word): tuple(map(Badge, badges)) for word, badges in config.study.key_marks.items()}


def split_marks(title: tuple[Inline, ...], words: Words) -> tuple[tuple[Inline, ...], tuple[Badge, ...]]:
    """Cut the marks from both ends of a title; a title that is nothing but marks keeps its words."""
    title, before = _split_before(title, words)
    text = flat(title)
    end = len(text)
    badges: tuple[Badge, ...] = ()
    while found := _BRACKETED.match(text, max(0, *(text.rfind(sign, 0, end) for sign in _OPENING)), end):
        meaning = _meaning(found["a"] or found["b"], words)
        if not meaning:
            break
        end, badges = len(text[: found.start()].rstrip()), join_badges(meaning, badges)
    badges = join_badges(before, badges)
    if end == len(text) or not text[:end].strip():
        return title, badges
    return cut_end(title, len(text) - end)[0], badges


def _split_before(title: tuple[Inline, ...], words: Words) -> tuple[tuple[Inline, ...], tuple[Badge, ...]]:
    """Cut a mark from the beginning of a title."""
    match title:
        case (Text() as first, *rest) if (found := _BEFORE.match(first.text)) and (
            badges := _meaning(found["b"], words)
        ):
            return (replace(first, text=found["number"] + first.text[found.end() :]), *rest), badges
    return title, ()


def join_badges(*several: tuple[Badge, ...]) -> tuple[Badge, ...]:
    """All the badges, each once, in the order of `Badge`."""
    return tuple(badge for badge in Badge if any(badge in badges for badges in several))


def _meaning(inside: str, words: Words) -> tuple[Badge, ...]:
    """The badges that the inside of a bracket stands for; empty when it says anything else as well."""
    if whole := words.get(term_key(inside)):
        return whole
    parts = [words.get(term_key(part), ()) for part in _SEPARATOR.split(inside)]
    return join_badges(*parts) if all(parts) else ()
