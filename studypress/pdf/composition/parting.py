"""Where words may be parted when a line would be torn apart without it: syllables, and the joints of addresses."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyphen

from studypress.compiled import kept_table

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
_WORD = re.compile(
    rf"(?<![{_LETTERS}0-9_./\\@:=&?#])(?<!(?<![{_LETTERS}])-)[{_LETTERS}]{{5,}}(?![{_LETTERS}0-9_/\\@:=&?#]|\.[{_LETTERS}0-9_])"
)
"""Not a part of an address, of an option such as --recursive, or of a name with digits such as utf8mb4."""
_LONG = 13
"""Letters of a word that is parted as Americans do or as the British do: of technical ones each know other parts."""
_ADDRESS = re.compile(r"[!-~]{13,}")
"""Shorter names, such as compose.yaml, stay whole."""
_HUMP = re.compile(r"[a-z0-9](?=[A-Z][a-z])")
_SIGN = re.compile(r"[/\\@=?&]|[^\W\d][._][^\W\d]|(?:[0-9A-Fa-f]{2,8}[:-]){2}")
"""Tells an address, one of a machine or of IPv6 too, from a compound such as state-of-the-art."""
_JOINT = re.compile(r"(?<=[^\W\d_])[._](?=[^\W\d_])|(?<=\w)[-=&?@#/\\:]+(?=\w)|//")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a line may end within a word."""

    places: dict[int, float]
    """The cells before which words and addresses may be parted, and what a hyphen takes there, in px."""
    addresses: Sequence[range]
    """The cells of addresses with a solidus, which may be torn anywhere when that is not enough."""
    ordered: list[int] = field(init=False)
    """`places` in order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ordered", sorted(self.places))


def parts(chars: Sequence[str], lang_of: Callable[[int], str | None], hyphen_at: Callable[[int], float]) -> Parts:
    """Find where words may be parted: `lang_of` tells the language at a cell, None for no hyphens.

    Names with capitals within, such as SQLite, are left whole.
    """
    text = as_text(chars)
    places = dict.fromkeys(joints(text), 0.0)
    for word in _WORD.finditer(text):
        lang = lang_of(word.start())
        if lang and word[0][1:].islower():
            places |= dict.fromkeys(_syllables(word, lang), hyphen_at(word.start()))
    return Parts(places, [_torn(text, cells) for cells in addresses(text) if "/" in text[cells.start : cells.stop]])


def _syllables(word: re.Match[str], lang: str) -> Iterator[int]:
    for dictionary in _dictionaries(lang)[: 2 if len(word[0]) >= _LONG else 1]:
        for syllable in dictionary.positions(word[0]):
            yield word.start() + syllable


def _torn(text: str, address: range) -> range:
    """Of an address what may be torn anywhere: what follows the scheme."""
    scheme = text.find("//", address.start, address.stop)
    return range(scheme + 2, address.stop) if scheme >= 0 else address


def addresses(text: str) -> list[range]:
    """Addresses, paths and options: long runs of ASCII with marks in them."""
    return [range(*run.span()) for run in _ADDRESS.finditer(text) if _SIGN.search(run[0])]


def joints(text: str) -> list[int]:
    """What follows a mark in an address, and the humps of a long name such as EnableTransactionManagement."""
    found = (joint for cells in addresses(text) for joint in _JOINT.finditer(text, cells.start, cells.stop))
    humps = (hump for name in _ADDRESS.finditer(text) for hump in _HUMP.finditer(text, *name.span()))
    return [place for place in sorted({part.end() for part in (*found, *humps)}) if place < len(text)]


def as_text(chars: Sequence[str]) -> str:
    """The characters of cells as one text, in which each cell is one character."""
    return "".join(map(_SHOWN.get, chars, chars))


_SHOWN = {"": "\ufffc"}


def load_patterns(lang: str) -> None:
    """Load the patterns of a language before several processes need them: that takes longer than a page."""
    _dictionaries(lang)


@lru_cache(maxsize=8)
def _dictionaries(lang: str) -> Sequence[pyphen.Pyphen]:
    """The patterns of a language, and those to add for long words; among Chinese, words are taken for English."""
    known = pyphen.language_fallback(lang)
    names = ("en_US", "en_GB") if known is None or known.startswith("en") else (known,)
    for path in map(pyphen.LANGUAGES.__getitem__, names):
        pyphen.hdcache.setdefault(path, _Patterns(kept_table(path, lambda path: pyphen.HyphDict(path).patterns)))
    return [pyphen.Pyphen(lang=name, left=2, right=3) for name in names]


class _Patterns(pyphen.HyphDict):  # type: ignore[misc]  # pyphen tells no types
    """The patterns of a language, as pyphen holds them once it has read them."""

    def __init__(self, patterns: dict[str, tuple[int, tuple[int, ...]]]) -> None:
        self.patterns = patterns
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, patterns))
