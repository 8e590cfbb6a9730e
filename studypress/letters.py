"""The letters and marks of East Asian scripts, as the insides of character classes, and what is none.

Source: Scripts.txt of Unicode.
"""

import re
import unicodedata
from urllib.parse import unquote

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, 々〆〇 among them, and planes 2 and 3, which hold nothing else."""
KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
"""Hiragana and katakana; not ・, which parts words."""
HANGUL = "\uac00-\ud7a3"
CJK = f"{KANA}{HAN}{HANGUL}"
SENTENCE_ENDS = "。！？…!?"
CLAUSE_ENDS = "，；：,;:"
"""Marks at which no title ends, nor a name. The full stop of English is none: 1. and etc. end nothing."""
GROUPED = r"(?<![0-9.,])[0-9]{1,3}(?:[ \u00a0][0-9]{3})+(?![0-9])"
"""A number in groups of three digits, `1 010 000` (GB/T 15835): no line ends in it."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no text has (XML 1.0 §2.2 forbids most of them)."""


def rough_width(words: str) -> float:
    """How wide words are before anything is set, in em: wide Latin letters take more than is reckoned."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.7 for char in words)


def readable(address: str) -> str:
    """An address with the letters that its percent signs stand for, or as it is where some stand for no letters."""
    letters = unquote(address)
    return address if CONTROL.search(letters) else letters
