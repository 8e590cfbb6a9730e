"""What a book is called where its settings do not say, and what its text says of the words in that."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath

from studypress.known_titles import holds_answers, lists_terms, matter_of
from studypress.letters import HAN
from studypress.manuscript import Manuscript, on_one_line
from studypress.model import Chapter, Pairs, Section
from studypress.names import has_han
from studypress.numerals import HAN_NUMERALS, typed_number
from studypress.tree import plain_text


def with_title(manuscript: Manuscript, found: list[Chapter]) -> tuple[str, list[Chapter]]:
    """Find a book's title, and its chapters without the one that is nothing but it.

    In a file of many chapters, that is a first `#` with nothing below it. With words below, it opens the book like a
    preface: it is not counted among the chapters, and keeps its heading.
    """
    alone = _is_one_file(manuscript)
    given = manuscript.config.title or (manuscript.chapters[0].title if alone else "")
    if alone and len(found) >= _FEWEST:
        title = plain_text(found[0].title).strip()
        if given in ("", title) and _may_be_title(title) and any(chapter.blocks for chapter in found[1:]):
            if not found[0].blocks and not found[0].footnotes:
                return title, found[1:]
            if _opens_book(found, manuscript.default_title):
                return title, [replace(found[0], uncounted=True), *found[1:]]
    if not given and len(found) == 1:
        given = plain_text(found[0].title)
    return given or _shared_name(found, manuscript.default_title) or manuscript.default_title, found


def _is_one_file(manuscript: Manuscript) -> bool:
    """Whether all chapters are in the first file, with only its answers or its terms beside it."""
    beside = (PurePosixPath(file.path).stem for file in manuscript.chapters[1:])
    return bool(manuscript.chapters) and all(holds_answers(name) or lists_terms(name) for name in beside)


_NAME = re.compile(rf"([A-Za-z][A-Za-z0-9.+# -]{{0,28}}[A-Za-z0-9+#]) ?(?![{HAN_NUMERALS}])[{HAN}]")
"""Before words in Chinese; `Day 一` is a count."""


def _shared_name(chapters: list[Chapter], folder: str) -> str:
    """The Latin name that all chapters are of, `Docker 概述` and `Docker 引擎`; "" for none.

    It says more than the name of a folder such as `notes`, but for one that has it, or is in Chinese.
    """
    titles = (plain_text(chapter.title).strip() for chapter in chapters)
    found = [_NAME.match(typed_number(title)[1]) for title in titles if matter_of(title) is None]
    name = found[0][1] if len(found) > 1 and found[0] else ""
    if has_han(folder) or name.casefold() in folder.casefold():
        return ""
    return name if all(match and match[1] == name for match in found) else ""


def _beginning(texts: Iterable[str]) -> str:
    room, parts = _READ, []
    for text in texts:
        parts.append(text[:room])
        room -= len(parts[-1])
        if not room:
            break
    return "\n".join(parts)


_BROKEN = 5
"""Characters of a title that a cover may break."""
_READ = 500_000
"""Characters of a book that tell its words."""
_SEEN, _TOGETHER = 3, 0.3
"""How often two Han stand side by side that are of one word, and in what share of the places of the rarer."""
_OFTEN, _APART = 8, 0.01
"""How often each of two stands that are of none, and in what share of the places of the rarer beside the other."""


def pairs_in(titles: Iterable[str], texts: Iterable[str]) -> Pairs:
    """Which neighbours in titles are of one word in the text of their book, and which are not.

    No dictionary has the words of every subject; a book about it does.
    """
    titles = [title for title in titles if len(title) >= _BROKEN]
    pairs = sorted(
        {one + other for title in titles for one, other in pairwise(title) if has_han(one) and has_han(other)}
    )
    text = _beginning(texts) if pairs else ""
    for title in titles:
        text = text.replace(title, "")
    joined, parted = [], []
    for pair in pairs:
        seen, rarer = text.count(pair), min(map(text.count, pair))
        if seen >= max(_SEEN, _TOGETHER * rarer):
            joined.append(pair)
        elif rarer >= _OFTEN and seen <= _APART * rarer:
            parted.append(pair)
    return Pairs(tuple(joined), tuple(parted))


_FEWEST = 3
"""Chapters, with the one that may be the title."""


def _may_be_title(title: str) -> bool:
    return bool(title) and not _is_counted(title) and matter_of(title) is None


def _is_counted(title: str) -> bool:
    return typed_number(f"{title} …")[0] != ""  # `第一部分` is no book's title


def _opens_book(found: list[Chapter], name: str) -> bool:
    """Whether a first heading with words, but no sections, below it names the book: as its file, or above numbers."""
    first, *rest = found
    if any(isinstance(block, Section) for block in first.blocks):
        return False
    numbered = sum(_is_counted(plain_text(chapter.title)) for chapter in rest)
    return on_one_line(plain_text(first.title)).casefold() == name.casefold() or numbered * 2 > len(rest)
