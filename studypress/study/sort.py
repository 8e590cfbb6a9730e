"""The order of the glossary, as readers of the book's language look for a term.

Chinese: Han by the pinyin of its phrase and Latin by its letters, both under the heads A to Z; GB/T 13418 orders by
syllable, then by tone, then by character. Japanese: Latin under A to Z, kana under the heads of their rows, then Han
that no reading is given for. The only module that knows pypinyin and OpenCC, which take a fifth of a second to load and
are loaded when the first Han is to be spelt.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from studypress.letters import HAN, KANA
from studypress.locale import locale_for
from studypress.names import fold, has_han, normal
from studypress.study.kana import row, spell_kana

Spelling = tuple[list[str], list[str]]
"""How a run of characters compares: in the first place, and between equals."""

_RUN = re.compile(rf"[{HAN}]+|[{KANA}]+|[^\W\d_{HAN}{KANA}]+|[0-9]+")
_TONE_DIGIT = re.compile("(?<=[a-z\u00fc:])[1-5](?![0-9])")
_HAN_HEAD = "漢"
_OTHER = "#"


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """How a term compares with others; the fields in the order they count."""

    other: bool
    """True for what begins with no letter (digits, other scripts): after all heads."""
    syllables: tuple[str, ...]
    """Pinyin syllables, kana and Latin words, lower case, without tones and accents; numbers in ten digits."""
    tones: tuple[str, ...]
    """The same with tones, or with the marks of voiced kana."""
    term: str
    letter: str = field(compare=False)
    """The head it stands under: `A` to `Z`, `あ` to `わ`, `漢` or `#`."""


def order(term: str, reading: str = "", language: str = "zh-Hans") -> Order:
    """Find the place of a term in a book of a language (BCP 47).

    `reading` is given by hand: kana, or pinyin (or a transcription) with or without tones.
    """
    spell_han = _HAN_SPELLINGS.get(locale_for(language).tag, _pinyin)
    syllables: list[str] = []
    tones: list[str] = []
    for run in _RUN.findall(_TONE_DIGIT.sub(" ", normal(reading)) or normal(term)):
        plain, toned = _spell(run, spell_han)
        syllables += plain
        tones += toned
    letter = _head(syllables[0]) if syllables else _OTHER
    return Order(letter == _OTHER, tuple(syllables) or (term,), tuple(tones), term, letter)


def slug(place: Order) -> str:
    """An ASCII name for use in ids: `chong-qing`, `docker-daemon`."""
    words = [re.sub("[^a-z0-9]", "", word).lstrip("0") for word in place.syllables]
    return "-".join(word for word in words if word)[:60].strip("-") or "term"


def in_pinyin(text: str) -> str:
    """The letters of a text whose Han are spelt in pinyin without tones: `章节 2` is `zhangjie2`."""
    from pypinyin import lazy_pinyin

    return fold("".join(lazy_pinyin(text)))


def reading_of(term: str, language: str = "zh-Hans") -> str:
    """Spell the Han of a term in pinyin with tone marks, by what pypinyin knows of its phrase.

    Empty for a term without Han, and for every language but simplified Chinese: Taiwan reads some words otherwise.
    """
    if locale_for(language).tag != "zh-Hans" or not has_han(term):
        return ""
    from pypinyin import Style, lazy_pinyin

    runs = re.split(rf"([{HAN}]+)", term)
    spelt = (" ".join(lazy_pinyin(run, style=Style.TONE)) if re.match(f"[{HAN}]", run) else run.strip() for run in runs)
    return " ".join(filter(None, spelt))


def _head(syllable: str) -> str:
    if re.match("[a-z]", syllable):
        return syllable[0].upper()
    if re.match(f"[{KANA}]", syllable):
        return row(syllable)
    return _HAN_HEAD if re.match(f"[{HAN}]", syllable) else _OTHER


def _spell(run: str, spell_han: Callable[[str], Spelling]) -> Spelling:
    if re.match(f"[{HAN}]", run):
        return spell_han(run)
    if re.match(f"[{KANA}]", run):
        return spell_kana(run)
    if run[0].isdigit():
        return [run.zfill(10)], [run.zfill(10)]
    # ü is written v, so that nü and nu stay apart; every other accent (a tone of a reading, é) is dropped.
    bare = unicodedata.normalize("NFD", run).replace("u\u0308", "v")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return [bare], [run]


def _pinyin(run: str) -> Spelling:
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(run), lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True)


def _pinyin_of_traditional(run: str) -> Spelling:
    """Spell what pypinyin knows in simplified characters alone: it has 重复, and would read 重複 zhòng fù."""
    return _pinyin(_to_simplified().convert(run))


def _code_points(run: str) -> Spelling:
    return list(run), list(run)


@cache
def _to_simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


_HAN_SPELLINGS = {"ja": _code_points, "zh-Hant": _pinyin_of_traditional}
"""By locale; pinyin for every other."""
