"""How catalogues sort authors: a Han name by its pinyin, the family name first."""

import re
from dataclasses import replace

from studypress.letters import HAN
from studypress.model import Author, Book
from studypress.names import FAMILIES_OF_TWO
from studypress.study.sort import order

_FAMILY = {
    name: spelling
    for spelling, names in {
        "shan": "单單", "xie": "解", "qiu": "仇", "zeng": "曾", "zha": "查", "ge": "盖蓋", "piao": "朴", "ou": "区區",
        "ren": "任", "hua": "华華", "shao": "召", "she": "折", "miao": "缪繆", "yue": "乐樂", "yun": "员員", "bi": "秘",
        "po": "繁", "chong": "种", "zhai": "翟", "qin": "覃", "chao": "晁",
    }.items()
    for name in names
}  # fmt: skip
_FAMILY |= {"尉迟": "yuchi", "尉遲": "yuchi", "万俟": "moqi", "萬俟": "moqi", "澹台": "tantai"}
_FAMILY |= {"长孙": "zhangsun", "長孫": "zhangsun"}
"""Family names that are read otherwise than the words they look like."""


def sort_authors(book: Book) -> Book:
    """Give every Han name without `file_as` its pinyin. Japanese and Korean read Han otherwise, and get none."""
    language = book.metadata.language
    if language.partition("-")[0] in ("ja", "ko"):
        return book
    authors = tuple(
        author if author.file_as else replace(author, file_as=_pinyin_of(author, language))
        for author in book.metadata.authors
    )
    return replace(book, metadata=replace(book.metadata, authors=authors))


def _pinyin_of(author: Author, language: str) -> str:
    """Spell a name as GB/T 28039-2011 does, without tones: `Wang Xiaoming`, `Ouyang Xiu`. Empty for another script.

    Parts between dots, as in 艾伦·图灵, are a foreign name's and stay in their order.
    """
    parts = re.split(r"[·•・\s]+", author.name.strip())
    if not all(re.fullmatch(f"[{HAN}]+", part) for part in parts):
        return ""
    if len(parts) > 1:
        return " ".join(_spelt(part, language) for part in parts)
    name = parts[0]
    length = 2 if name[:2] in FAMILIES_OF_TWO and len(name) > 2 else 1
    family, given = name[:length], name[length:]
    first = _FAMILY.get(family, "").capitalize() or _spelt(family, language)
    return f"{first} {_spelt(given, language)}".strip()


def _spelt(han: str, language: str) -> str:
    return "".join(order(han, language=language).syllables).capitalize()
