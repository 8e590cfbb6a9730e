"""The language of notes that do not say it, told by their letters."""

import re
from collections.abc import Iterable
from itertools import islice

from studypress.letters import HAN, HANGUL, KANA
from studypress.manuscript.fences import CODE_SPAN, without_code

_ENOUGH = 200
"""Letters below which nothing is told."""
_MOST_FILES = 50
_SAMPLE, _LEAST = 200_000, 4_000
"""Characters that are looked at: about so many of all files together, and at least so many of each."""

_CODE = re.compile(
    CODE_SPAN + r"|https?://\S+|<[^<>\n]+>|\$\$[^$]{1,5000}\$\$|\$[^$\n]{1,500}\$"
    r"|\\\([^\n]{1,500}?\\\)|\\\[.{1,5000}?\\\]|\\begin\{(?P<kind>\w{1,20}\*?)\}.{1,5000}?\\end\{(?P=kind)\}",
    re.DOTALL,
)
"""What is in English, or in TeX, whatever the language, as blocks of code are."""

_HAN = re.compile(f"[{HAN}]+")
_KANA = re.compile(f"[{KANA}]+")
_HANGUL = re.compile(f"[{HANGUL}]+")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_TRADITIONAL = re.compile("[這來們為說時國會學對發經過還沒樣開關問題與個從實數據]")
_SIMPLIFIED = re.compile("[这来们为说时国会学对发经过还没样开关问题与个从实数据]")


_CHINESE_ALONE = re.compile(r"[这们为说时对发经过还样开关问实语词笔习课讲义汉单译读]")
"""Simplified characters that no Japanese text has."""


def guess_language(texts: Iterable[str], title: str = "") -> str:
    """Tell the language of some texts, a BCP 47 tag; empty when there is too little of them to tell.

    Notes on Japanese hold as many kana as a book in it; their `title` tells them to be written in Chinese.
    """
    first = list(islice(texts, _MOST_FILES))
    each = max(_LEAST, _SAMPLE // max(1, len(first)))
    sample = "\n".join(_CODE.sub(" ", without_code(text[:each])) for text in first)
    han, kana, hangul = (sum(map(len, kind.findall(sample))) for kind in (_HAN, _KANA, _HANGUL))
    words = len(_LATIN_WORD.findall(sample))
    if han + kana + hangul + 5 * words < _ENOUGH:
        return ""
    if 10 * (han + kana + hangul) < words:
        return "en"
    if hangul > han + kana:
        return "ko"
    if 10 * kana > han + kana:
        return "zh-Hans" if _CHINESE_ALONE.search(title) and not _KANA.search(title) else "ja"
    return "zh-Hant" if len(_TRADITIONAL.findall(sample)) > len(_SIMPLIFIED.findall(sample)) else "zh-Hans"
