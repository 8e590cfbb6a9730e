"""The natural order of names: 2 before 10, 第二章 before 第十章."""

import re
import unicodedata
from pathlib import PurePosixPath

_Word = tuple[int, int, str]
"""(0, a number, "") or (1, 0, letters): numbers come first and compare as numbers."""

_HAN = "零〇一二两三四五六七八九十百千"
_NUMBER = re.compile(rf"([0-9]+)|(?<=第)([{_HAN}]+)|^([{_HAN}]+)(?=[、.,:_\-\s()]|$)")
"""Digits anywhere; Chinese numbers only where they count something, so that 一致性 stays a word."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def natural_key(path: str) -> tuple[tuple[_Word, ...], ...]:
    """Make a key that sorts paths as a person does; in each folder its README and index come first."""
    *folders, last = unicodedata.normalize("NFKC", path).split("/")
    stem = PurePosixPath(last).stem
    return (*map(_words, folders), () if stem.lower() in ("readme", "index") else _words(stem))


def _words(name: str) -> tuple[_Word, ...]:
    words: list[_Word] = []
    end = 0
    for match in _NUMBER.finditer(name):
        if match.start() > end:
            words.append((1, 0, name[end : match.start()].casefold()))
        words.append((0, int(match[1]) if match[1] else _han_value(match[2] or match[3]), ""))
        end = match.end()
    return (*words, (1, 0, name[end:].casefold())) if name[end:] else tuple(words)


def _han_value(words: str) -> int:
    """Read a Chinese number below ten thousand: 十二 is 12, 一百零五 is 105, 二〇 is 20."""
    if not _UNITS.keys() & set(words):
        return int("".join(str(_DIGITS[sign]) for sign in words))
    total = digit = 0
    for sign in words:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit
