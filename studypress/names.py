"""Comparing names: what is the same to a reader though not written the same, and what a misspelt one may mean."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from studypress.letters import HAN
from studypress.numerals import HAN_NUMERALS, typed_ordinal

_NUMERAL = f"(?:[0-9]+|[{HAN_NUMERALS}]+)"
_LOOSE = re.compile(
    rf"\s*(?:§\s*|\(\s*{_NUMERAL}\s*\)|[0-9]+(?:[.\-][0-9]+)+|{_NUMERAL}\s*[、.,:)]|[0-9]+(?=\s)|[ivx]+\s*[.、)](?=\s))"
)
"""A number before a heading, in normalised text, where one that might be a word counts too: `1 总结`, `§2 总结`."""

_OF_THE_CHAPTER = (
    "本章的", "本章节", "本章節", "本章", "本节", "本節", "本课", "本課", "本讲",
    "この章の", "本課の", "この課の", "chapter",
)  # fmt: skip
"""What may stand before the name of a summary or of exercises."""

_TOKEN = re.compile(r"[a-zà-ɏ+#]+|[0-9]+(?:\.[0-9]+)*|\w")
_PARTICLES = frozenset("的之与與和及")
"""Characters that two wordings of one heading often differ by."""

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


_HALVED = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")


def halved(text: str) -> str:
    """Full-width letters and figures as ASCII has them, each still one character: `A．` for `Ａ．`."""
    return text.translate(_HALVED) if _FULL_WIDTH.search(text) else text


def normal(text: str) -> str:
    """Bring full-width and half-width, capital and small letters together (NFKC and casefold)."""
    return unicodedata.normalize("NFKC", text).casefold()


def term_key(text: str) -> str:
    """What two writings of one term share: `Docker Daemon`, `docker daemon` and `DockerDaemon` have one key."""
    return "".join(normal(text).split())


def fold(text: str) -> str:
    """The letters and digits alone (and the signs of C++ and C#): no spaces, no punctuation."""
    return _BETWEEN.sub("", normal(text))


_BETWEEN = re.compile(r"(?:_|[^\w+#])+")


def without_number(text: str) -> str:
    """Normalise a heading and drop the numbers typed before it: `1.5 总结`, `五、小结`, `（五）总结`, `第五节 1 总结`.

    For comparing alone: what might be a word is dropped as well, unless it is all there is.
    """
    rest = normal(text).strip()
    while shorter := _without_first_number(rest):
        rest = shorter
    return rest


def _without_first_number(text: str) -> str:
    """What stands behind the number before a heading; nothing where there is none."""
    number, rest = typed_ordinal(text)
    if not number and (found := _LOOSE.match(text)):
        number, rest = found[0], text[found.end() :]
    return rest.lstrip(" \t.、:)-") if number else ""


def heading_name(heading: str) -> str:
    """What a heading is called, apart from its number and from whose it is: `小结` for `1.5 本章小结`."""
    name = fold(without_number(heading))
    for prefix in _OF_THE_CHAPTER:
        if name.startswith(prefix) and len(name) > len(prefix):
            return name.removeprefix(prefix)
    return name


def tokens(text: str) -> tuple[str, ...]:
    """A heading's words for comparison: each Latin word, number or Han character; no particles, no punctuation."""
    return tuple(word for word in _TOKEN.findall(normal(text)) if word not in _PARTICLES and word != "_")


_MOST_COMPARED = 1_000
_LONGEST_COMPARED = 100
"""Names, and characters of the one that is sought: comparing takes the product of both."""


def nearest(name: str, known: Iterable[str], likeness: float = 0.5, most: int = _MOST_COMPARED) -> str:
    """The known name that is spelt most like one that is not known; empty when none is like it.

    `likeness` is difflib's, from 0 for any name to 1 for the same; only so many are compared, the first.
    """
    return "".join(difflib.get_close_matches(name[:_LONGEST_COMPARED], [*islice(known, most)], 1, likeness))


def has_han(text: str) -> bool:
    """Whether there is a Han character in it."""
    return _HAN.search(text) is not None


def has_latin(text: str) -> bool:
    """Whether there is a Latin letter in it."""
    return _LATIN.search(text) is not None


def other_script(one: str, two: str) -> bool:
    """Whether one is written in Han and the other in Latin letters, so that each may translate the other."""
    return (has_han(one) and not has_latin(one) and has_latin(two) and not has_han(two)) or (
        has_latin(one) and not has_han(one) and has_han(two) and not has_latin(two)
    )


_OF_TWO = """
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 长孙 長孫 宇文 司徒
    令狐 端木 轩辕 軒轅 南宫 南宮 西门 西門 东方 東方 东郭 東郭 南郭 独孤 獨孤 百里 呼延 公冶
    澹台 澹臺 钟离 鍾離 申屠 濮阳 濮陽 淳于 单于 單于 太史 赫连 赫連 完颜 完顏 拓跋 闻人 聞人
    鲜于 鮮于 闾丘 閭丘 司空 司寇 宗政 公羊 仲孙 仲孫 叔孙 叔孫 季孙 季孫 万俟 萬俟 左丘 东野
    東野 漆雕 乐正 樂正 巫马 巫馬 梁丘 谷梁 穀梁 宰父 夹谷 夾谷 段干 纳兰 納蘭
"""
FAMILIES_OF_TWO = frozenset(_OF_TWO.split())
"""Chinese family names of two characters, simplified and traditional."""
