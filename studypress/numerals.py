"""Numbers as authors write them: Chinese numerals, and what stands before a heading."""

import re
import unicodedata
from collections.abc import Sequence

HAN_NUMERALS = "零〇一二三四五六七八九十百千两"
"""The signs of a Chinese number below ten thousand."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

_HAN_NUMERAL = "[〇零一二三四五六七八九十百]"
_TYPED = re.compile(
    rf"\s*(第\s*(?:[0-9０-９]+|{_HAN_NUMERAL}+)\s*(?:部分|单元|單元|[章节節课課讲講篇回部编編])"
    rf"|(?:Chapter|Section|Part|Lesson|Unit)\s+[0-9]+(?:\.[0-9]+)*(?![0-9])"
    rf"|[（(](?:[0-9]+|{_HAN_NUMERAL}+)[）)]"
    rf"|[0-9]+(?:[.．][0-9]+)+(?=[\s、\u3400-\u9fff])|[0-9]+(?=[、.．)）](?![0-9]))|{_HAN_NUMERAL}+(?=[、.．]))"
    r"[\s　.．、:：)）]*(?=\S)",
    re.IGNORECASE,
)
"""A number that an author typed before a heading. Not `2024 年总结` nor `3D打印`: what might be a word is none."""


def typed_number(text: str) -> tuple[str, str]:
    """Part a heading into the number its author typed and the rest: `第三章 力`, `1.2 栈`, `一、重力`, `（一）大小`."""
    found = _TYPED.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


_IN_TURN = (
    re.compile(r"\s*([0-9]{1,2})[ \u3000]+(?=\S)"),
    re.compile(r"\s*([\u2160-\u216b]|[IVX]{1,4}(?=[.．、]))[.．、\s]*(?=\S)"),
    re.compile(r"\s*([A-H])[.．、][\s]*(?=\S)"),
    re.compile(r"\s*([\u2460-\u2473])[\s、.．]*(?=\S)"),
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def typed_in_turn(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Part headings side by side into numbers and words where only their order tells: `1 力`, `2 功`; `Ⅰ.`, `A.`.

    One alone might be a word, as `3 个公式` is; two or more that count from the first are numbers.
    """
    for pattern in _IN_TURN:
        found = [pattern.match(title) for title in titles]
        values = [_place(match[1]) for match in found if match]
        if len(values) > 1 and values == list(range(1, len(values) + 1)):
            return [
                (match[1], title[match.end() :]) if match else ("", title)
                for match, title in zip(found, titles, strict=True)
            ]
    return [("", title) for title in titles]


def _place(sign: str) -> int:
    """The place of a number in its series: 2 for `2`, `②`, `Ⅱ`, `II` and `B`; 0 for what is no number."""
    sign = unicodedata.normalize("NFKC", sign)
    if sign.isdecimal():
        return int(sign)
    if value := roman_value(sign):
        return value
    return ord(sign) - ord("A") + 1 if len(sign) == 1 else 0


def roman_value(sign: str) -> int:
    """Read a Roman numeral up to twelve, in large or small letters; 0 for what is none."""
    return _ROMAN.index(sign.upper()) + 1 if sign.upper() in _ROMAN else 0


def number_value(number: str) -> int:
    """Read the first number in what `typed_number` found: 3 for `第三章` and for `3.1`; 0 when there is none."""
    found = re.search(rf"[0-9]+|[{HAN_NUMERALS}]+", unicodedata.normalize("NFKC", number))
    if not found:
        return 0
    return int(found[0]) if found[0].isdecimal() else han_value(found[0])


def han_value(words: str) -> int:
    """Read a Chinese number below ten thousand: 十二 is 12, 一百零五 is 105, 二〇 is 20."""
    if not _UNITS.keys() & set(words):
        return int("".join(str(_DIGITS[sign]) for sign in words))
    total = digit = 0
    for sign in words:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit
