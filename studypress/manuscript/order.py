"""The natural order of names: 2 before 10, 第二章 before 第十章, 高二 before 高三, 上册 before 下册.

前言 stands before them, 参考答案 and 参考资料 behind.
"""

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
_COUNTED = re.compile(
    r"(?<=^[高初大小])[一二三四五六](?!致|般|点|些|次|层|级|维|步|统)|^[一二三四五六七八九](?=年级|年級|单元|單元)"
    r"|(?<=^周)[一二三四五六日](?![期报記记])|(?<=^星期)[一二三四五六日天]|(?<=^礼拜)[一二三四五六日天]"
    r"|[上中下](?=[册冊篇卷部编編]|学期|學期)|(?<=[级級（(一二三四五六])[上中下](?=[）)]|$)"
)
"""Years of a school, days of a week and volumes: 高一, 周三, 下册, 必修一（上）."""
_VALUES = {sign: value for signs in ("一二三四五六七八九", "上中下") for value, sign in enumerate(signs, 1)} | {
    "日": 7,
    "天": 7,
}
_PLACES = {Matter.FRONT: -2, Matter.APPENDIX: 2, Matter.END: 4}
"""Numbers and letters stand between: see `_Word`."""
_INTRODUCTION, _ANSWERS = -1, 3
"""The places of what leads into a subject, which is a chapter, and of answers to the questions of what is before."""
_LEADS_IN = re.compile(r"\W*(?:绪论|緒論|绪言|緒言|导论|導論|导言|導言|引言|引论|引論|序章)\W*")


def natural_key(path: str) -> tuple[tuple[_Word, ...], ...]:
    """Make a key that sorts paths as a person does; in each folder its README or index comes first, then a foreword."""
    *folders, last = unicodedata.normalize("NFKC", path).split("/")
    stem = PurePosixPath(last).stem
    return (*map(_name, folders), () if stem.lower() in OPENINGS else _name(stem))


def _name(name: str) -> tuple[_Word, ...]:
    """The words of a folder's name, or a file's without its ending, in its place before or behind the chapters."""
    matter = matter_of(name)
    place = _PLACES[matter] if matter else _ANSWERS if holds_answers(name) else 0
    place = _INTRODUCTION if _LEADS_IN.fullmatch(name) else place
    return (*([(place, 0, "")] if place else []), *_words(name))


def _words(name: str) -> tuple[_Word, ...]:
    words: list[_Word] = []
    name = _COUNTED.sub(lambda found: f"{_VALUES[found[0]]} ", name)
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
