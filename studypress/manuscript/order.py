"""The natural order of names: 2 before 10, 第二章 before 第十章."""

import re
import unicodedata
from pathlib import PurePosixPath

from studypress.manuscript.listing import OPENINGS
from studypress.numerals import HAN_NUMERALS, han_value

_Word = tuple[int, int, str]
"""(0, a number, "") or (1, 0, letters): numbers come first and compare as numbers."""

_HAN = HAN_NUMERALS
_NUMBER = re.compile(rf"([0-9]+)|(?<=第)([{_HAN}]+)|^([{_HAN}]+)(?=[、.,:_\-\s()]|$)")
"""Digits anywhere; Chinese numbers only where they count something, so that 一致性 stays a word."""


def natural_key(path: str) -> tuple[tuple[_Word, ...], ...]:
    """Make a key that sorts paths as a person does; in each folder its README or index comes first."""
    *folders, last = unicodedata.normalize("NFKC", path).split("/")
    stem = PurePosixPath(last).stem
    return (*map(_words, folders), () if stem.lower() in OPENINGS else _words(stem))


def _words(name: str) -> tuple[_Word, ...]:
    words: list[_Word] = []
    end = 0
    for match in _NUMBER.finditer(name):
        if match.start() > end:
            words.append((1, 0, name[end : match.start()].casefold()))
        words.append((0, int(match[1]) if match[1] else han_value(match[2] or match[3]), ""))
        end = match.end()
    return (*words, (1, 0, name[end:].casefold())) if name[end:] else tuple(words)
