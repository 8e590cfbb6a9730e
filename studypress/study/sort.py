"""The order of the glossary: Han by the pinyin of its phrase, Latin by its letters, both under the heads A to Z.

GB/T 13418 orders by syllable, then by tone, then by character. The only module that knows pypinyin.
"""

import re
import unicodedata
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from studypress.study.names import HAN, normal

_RUN = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+|[0-9]+")
_TONE_DIGIT = re.compile("(?<=[a-z\u00fc:])[1-5](?![0-9])")
_OTHER = "#"


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """How a term compares with others; the fields in the order they count."""

    other: bool
    """True for what begins with no letter (digits, other scripts): after Z."""
    syllables: tuple[str, ...]
    """Pinyin syllables and Latin words, lower case, without tones and accents; numbers in ten digits."""
    tones: tuple[str, ...]
    """The same with tones."""
    term: str

    @property
    def letter(self) -> str:
        """The head it stands under, `A` to `Z` or `#`."""
        return _OTHER if self.other else self.syllables[0][0].upper()


def order(term: str, reading: str = "") -> Order:
    """Find the place of a term; `reading` is pinyin (or a transcription) given by hand, with or without tones."""
    syllables: list[str] = []
    tones: list[str] = []
    for run in _RUN.findall(_TONE_DIGIT.sub(" ", normal(reading)) or normal(term)):
        plain, toned = _spell(run)
        syllables += plain
        tones += toned
    other = not syllables or not re.match("[a-z]", syllables[0])
    return Order(other, tuple(syllables) or (term,), tuple(tones), term)


def slug(place: Order) -> str:
    """An ASCII name for use in ids: `chong-qing`, `docker-daemon`."""
    words = [re.sub("[^a-z0-9]", "", word).lstrip("0") for word in place.syllables]
    return "-".join(word for word in words if word)[:60].strip("-") or "term"


def _spell(run: str) -> tuple[list[str], list[str]]:
    if re.match(f"[{HAN}]", run):
        return lazy_pinyin(run), lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True)
    if run[0].isdigit():
        return [run.zfill(10)], [run.zfill(10)]
    # ü is written v, so that nü and nu stay apart; every other accent (a tone of a reading, é) is dropped.
    bare = unicodedata.normalize("NFD", run).replace("u\u0308", "v")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return [bare], [run]
