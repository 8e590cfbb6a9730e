"""The natural order of names: 2 before 10, 第二章 before 第十章, 前言 before them, 参考答案 and 参考资料 behind."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import PurePosixPath

from studypress.known_titles import Matter, holds_answers, matter_of
from studypress.manuscript.listing import OPENINGS
from studypress.numerals import HAN_NUMERALS, han_value

_Word = tuple[int, int, str]
"""(0, a number, "") or (1, 0, letters): numbers come first and compare as numbers."""

_NUMBER = re.compile(rf"([0-9]+)|(?<=第)([{HAN_NUMERALS}]+)|^([{HAN_NUMERALS}]+)(?=[、.,:_\-\s()]|$)")
"""Digits anywhere; Chinese numbers only where they count something, so that 一致性 stays a word."""
_PLACES = {Matter.FRONT: -1, Matter.APPENDIX: 2, Matter.END: 4}
"""Numbers and letters stand between: see `_Word`."""
_ANSWERS = 3
"""The place of answers to the questions of what stands before."""


def natural_key(path: str) -> tuple[tuple[_Word, ...], ...]:
    """Make a key that sorts paths as a person does; in each folder its README or index comes first, then a foreword."""
    *folders, last = unicodedata.normalize("NFKC", path).split("/")
    stem = PurePosixPath(last).stem
    return (*map(_name, folders), () if stem.lower() in OPENINGS else _name(stem))


def _name(name: str) -> tuple[_Word, ...]:
    """The words of a folder's name, or a file's without its ending, in its place before or behind the chapters."""
    matter = matter_of(name)
    place = _PLACES[matter] if matter else _ANSWERS if holds_answers(name) else 0
    return (*([(place, 0, "")] if place else []), *_words(name))


def _words(name: str) -> tuple[_Word, ...]:
    words: list[_Word] = []
    end = 0
    for match in _NUMBER.finditer(name):
        if match.start() > end:
            words.append((1, 0, name[end : match.start()].casefold()))
        words.append((0, int(match[1]) if match[1] else han_value(match[2] or match[3]), ""))
        end = match.end()
    return (*words, (1, 0, name[end:].casefold())) if name[end:] else tuple(words)


def by_weight(names: Iterable[str], weights: Mapping[str, float]) -> list[str]:
    """Put files in the order of the weights that some have, in each folder by itself; a folder has that of its opening.

    Those without a weight come after the others, in natural order (Hugo, "Ordering pages").
    """
    folders: dict[str, float] = {}
    for name, weight in weights.items():
        path = PurePosixPath(name)
        if path.stem.lower() in OPENINGS:
            folders[str(path.parent)] = weight

    def key(name: str) -> tuple[tuple[float, tuple[tuple[_Word, ...], ...]], ...]:
        path = PurePosixPath(name)
        above = [(folders.get(str(folder), inf), natural_key(f"{folder.name}/_")[:1]) for folder in path.parents][
            -2::-1
        ]
        opens = path.stem.lower() in OPENINGS
        return (*above, (-inf if opens else weights.get(name, inf), natural_key(path.name)))

    return sorted(names, key=lambda name: (key(name), name))
