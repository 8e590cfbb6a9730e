"""Where words may be parted when a line would be torn apart without it: syllables, and the joints of addresses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyphen

_WORD = re.compile(r"(?<![\w./\\@:=&?#-])[^\W\d_]{5,}(?![\w/\\@:=&?#'’-]|\.\w)", re.ASCII)
_ADDRESS = re.compile(r"[!-~]{13,}")
"""Shorter names, such as compose.yaml, stay whole."""
_HUMP = re.compile(r"[a-z0-9](?=[A-Z][a-z])")
_SIGN = re.compile(r"[/\\@=?&]|[^\W\d][._][^\W\d]")
"""Tells an address from a compound such as state-of-the-art."""
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
            for syllable in _dictionary(lang).positions(word[0]):
                places[word.start() + syllable] = hyphen_at(word.start())
    return Parts(places, [cells for cells in addresses(text) if "/" in text[cells.start : cells.stop]])


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
    return "".join(char or "\ufffc" for char in chars)


@lru_cache(maxsize=8)
def _dictionary(lang: str) -> pyphen.Pyphen:
    """The patterns of a language; among Chinese, words are taken for English."""
    return pyphen.Pyphen(lang=pyphen.language_fallback(lang) or "en_US", left=2, right=3)
