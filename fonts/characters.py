"""Which characters each face keeps of its source, by blocks of Unicode and by lists of Unihan."""

from __future__ import annotations

import bz2
import re
from dataclasses import dataclass
from pathlib import Path

import pictographs
from sources import UNIHAN, fetch

FIRST_BLOCK = range(0x4E00, 0xA000)
"""CJK Unified Ideographs, full since Unicode 14: 20,992 code points."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of Han, read from Unihan, which say what must stay, and what is drawn in the forms of a region."""

    standard: str
    """The 8,105 of 通用规范汉字表 in the order of the table (property kTGH)."""
    rare: frozenset[int]
    """What 辞海, 现代汉语词典 or the core set of Unihan has (kCihaiT, kXHC1983, kUnihanCore2020)."""
    taiwan: frozenset[int]
    """What Big5 holds as common, and was found to be so (kBigFive A440 to C67E, with a kFrequency)."""
    taiwan_frequent: frozenset[int]
    """The 80 % of kFrequency's count, and what schools in Hong Kong teach (kFrequency 1 to 4, kGradeLevel)."""
    japan: frozenset[int]
    """常用漢字 (kJoyoKanji)."""
    japan_names: frozenset[int]
    """人名用漢字 (kJinmeiyoKanji)."""


def read_lists(work: Path) -> Lists:
    """Read the lists from Debian's copy of Unihan."""
    unihan: dict[str, dict[int, str]] = {}
    for source in UNIHAN:
        text = bz2.decompress(fetch(source, work).read_bytes()).decode()
        for code, name, value in re.findall(r"^U\+(\w+)\t(\w+)\t(.+)$", text, re.MULTILINE):
            unihan.setdefault(name, {})[int(code, 16)] = value
    number = {code: int(value.removeprefix("2013:")) for code, value in unihan["kTGH"].items()}
    common = {code for code, value in unihan["kBigFive"].items() if "A440" <= value <= "C67E"}
    frequency = {code: int(value) for code, value in unihan["kFrequency"].items()}
    return Lists(
        standard="".join(map(chr, sorted(number, key=number.__getitem__))),
        rare=frozenset(unihan["kCihaiT"].keys() | unihan["kXHC1983"].keys() | unihan["kUnihanCore2020"].keys()),
        taiwan=frozenset(common & frequency.keys()),
        taiwan_frequent=frozenset(unihan["kGradeLevel"].keys() | {c for c, rank in frequency.items() if rank <= 4}),
        japan=frozenset(unihan["kJoyoKanji"]),
        japan_names=frozenset(unihan["kJinmeiyoKanji"]),
    )


def _in(code: int, *blocks: tuple[int, int]) -> bool:
    return any(first <= code <= last for first, last in blocks)


EXTENSION_A = (0x3400, 0x4DBF)
EXTENSIONS_B_ON = (0x20000, 0x3FFFF)
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0x3200, 0x321E), (0x3260, 0x327F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
HANGUL_HALF = (0xFFA0, 0xFFDC)
PRIVATE = (0xE000, 0xF8FF)


def keep_song(source: set[int], lists: Lists) -> set[int]:
    """All but Hangul and the rarest of Extension A: what the other faces lack falls back to this one."""
    plain = {c for c in source if not _in(c, *HANGUL, HANGUL_HALF, PRIVATE, EXTENSION_A)}
    return plain | source & (lists.rare | set(map(ord, lists.standard)))


def keep_other_han(source: set[int], lists: Lists) -> set[int]:
    """The Song's set without the extension blocks, except for the characters of the standards."""
    rare = {c for c in source if _in(c, EXTENSION_A, EXTENSIONS_B_ON)}
    return keep_song(source, lists) - rare | source & (lists.japan | set(map(ord, lists.standard)))


SQUARED_WORDS = frozenset(range(0x3300, 0x3358))
"""㌀ to ㍗, words of three kana and more in a square."""


def is_western(code: int) -> bool:
    """Whether words of Western languages are spelt with it: ASCII but its blank, and letters up to U+024F."""
    return 0x20 < code < 0x7F or (0xA0 < code < 0x250 and chr(code).isalpha())


def keep_kai(source: set[int], lists: Lists) -> set[int]:
    """As the Hei, but not squared words, of which the Song's will do."""
    return keep_other_han(source, lists) - SQUARED_WORDS


def keep_italic(source: set[int], lists: Lists) -> set[int]:
    """What Western words are spelt with, and blanks; quotes and dashes, which can be wide, are the others'."""
    return {code for code in source if code in (0x20, 0xA0) or is_western(code)}


CODE_BLOCKS = (
    (0x0020, 0x052F),  # Latin, IPA, combining marks, Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two marks
    (0x2000, 0x245F),  # punctuation, super- and subscripts, currency, letter-like, arrows, operators, technical
    (0x2500, 0x28FF),  # boxes, blocks, shapes, symbols, dingbats, arrows, braille
    (0x2900, 0x2BFF),  # more arrows and operators
    (0xE0A0, 0xE0D4),  # prompt symbols often met in terminal copies
    (0xFB00, 0xFB06),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
)


def keep_code(source: set[int], lists: Lists) -> set[int]:
    """Letters and symbols of programs; circled numbers are left to the Hei, where they have a full em."""
    return {c for c in source if _in(c, *CODE_BLOCKS)}


def keep_emoji(source: set[int], lists: Lists) -> set[int]:
    """Those of our table; all 1,510 would take 0.8 MB."""
    return source & pictographs.KEPT
