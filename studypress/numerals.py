"""Numbers as authors write them: Chinese numerals, and what stands before a heading."""

import re
import unicodedata
from collections.abc import Sequence

from studypress.letters import HAN

HAN_NUMERALS = "零〇一二三四五六七八九十百千两"
"""The signs of a Chinese number below ten thousand."""

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

_HAN_NUMERAL = "[〇零一二三四五六七八九十百]"
_WORD = (
    "[节節][课課]|[课課](?:堂|[时時](?![间間代态態空])|程(?![序度]))|[讲講]座|篇(?:章|幅|[论論]文|文章|日[记記])|回合|部(?:曲|[门門])"
    "|[编編](?:程|[号號]|[码碼]|[译譯]|[辑輯])"
)
"""What begins as a part of a text is called, and is another word: `第二课堂`, `第三部曲`, `第一篇论文`."""
_ORDINAL = re.compile(
    rf"\s*(第\s*(?:[0-9０-９]+|{_HAN_NUMERAL}+)\s*(?:部分|[单單]元(?!格)|章[节節](?=[\s:：、.．]|$)"
    rf"|章(?![节節](?:[\s:：、.．]|$))|(?!{_WORD})[节節课課讲講篇回部编編])"
    rf"|(?:Chapter|Section|Part|Lesson|Unit)\s+[0-9]+(?:\.[0-9]+)*(?![0-9])"
    rf"|[（(](?:[0-9]+|{_HAN_NUMERAL}+)[）)]"
    r"|[0-9]{1,2}(?:[-–][0-9]{1,2}){1,2}(?=[.．、](?![0-9]))"
    rf"|[0-9]+(?:[.．][0-9]+)+(?=[.．]?[\s、{HAN}]|-[{HAN}A-Za-z])|[0-9]+(?=[、.．)）](?![0-9])|[ ]、)"
    rf"|{_HAN_NUMERAL}+(?=[、.．]|[ ]、))"
    r"(?:-|[\s　.．、:：)）]*)(?=\S)",
    re.IGNORECASE,
)
"""A number that an author typed before a heading. Not `2024 年总结` nor `3D打印`: what might be a word is none."""

_NAMED = re.compile(
    rf"\s*(第\s*(?:[0-9０-９]+|{_HAN_NUMERAL}+)\s*(?:[周週天日次期关關]|次[课課])"
    rf"|(?:[实實][验驗]|[项項]目|任[务務]|模[块塊]|[专專][题題]|考[点點]|知[识識][点點]|案例)\s*(?:[0-9]+|{_HAN_NUMERAL}+)"
    r"|(?:Lecture|Lab|Week|Day|Module)\s*[0-9]+)(?=[\s:：、.．—-](?![0-9]))[\s　.．、:：—-]*(?=\S)",
    re.IGNORECASE,
)
"""One after a word that says what is counted: `实验一 力`, `第 2 周 功`, `Lecture 3: Heat`; something ends it."""


def typed_number(text: str) -> tuple[str, str]:
    """Part a heading into the number its author typed and the rest: `第三章 力`, `1.2 栈`, `一、重力`, `实验一 力`."""
    sign = leading_sign(text)
    found = _ORDINAL.match(text, len(sign)) or _NAMED.match(text, len(sign))
    return (found[1], sign + _words(text, found.end())) if found else ("", text)


def before_title(number: str) -> str:
    """A number as it stands before its title: `一、` has its mark, since `一` alone would be taken for a dash."""
    return f"{number}、" if number and set(number) <= set(HAN_NUMERALS) else number


def with_number(number: str, words: str, blank: str = " ") -> str:
    """A title behind its number in one line, parted by a blank where no mark does so: `1.2 栈`, `一、栈`."""
    shown = before_title(number)
    return shown + words if shown != number else blank.join(filter(None, (number, words)))


def leading_sign(text: str) -> str:
    """The stars and emoji that a heading begins with, which stay where the number behind them is taken: `★1.2 栈`."""
    end = 0
    for at, char in enumerate(text, 1):
        if unicodedata.category(char) not in _SIGNS and not (end and char.isspace()):
            break
        end = at
    return text[:end] if any(unicodedata.category(char) == "So" for char in text[:end]) else ""


_SIGNS = frozenset({"So", "Mn", "Cf"})
"""Categories of Unicode: signs, and what chooses among their forms or joins several."""


def typed_ordinal(text: str) -> tuple[str, str]:
    """Part a heading as `typed_number` does, but for what does not say whether a chapter or a section: `实验一`."""
    sign = leading_sign(text)
    found = _ORDINAL.match(text, len(sign))
    return (found[1], sign + _words(text, found.end())) if found else ("", text)


def _words(text: str, end: int) -> str:
    """What stands behind a number, and behind the dot or line that parts them: `01 · 力`, `第一章 | 力`."""
    found = _PARTING.match(text, end)
    return text[found.end() if found else end :]


_PARTING = re.compile(r"(?:[·•‧・|｜]\s*|[—–-]{1,2}\s+)(?=\S)")


_TIMES, _THINGS = "分秒小天日周月年元米岁", "个個种種条條项項步次人位层層大点點类類道張张台倍"
"""What a number before it counts: `3 天`; behind a space, a thing may begin a title."""

_IN_TURN = (
    re.compile(
        r"\s*(?P<number>(?P<word>)(?P<sign>[0-9]{1,2}))"
        rf"(?:[ \u3000]+(?![{_TIMES}])(?=\S)|(?=[{HAN}])(?![{_TIMES}{_THINGS}]))"
    ),
    re.compile(r"\s*(?P<number>(?P<word>[0-9]{1,2}[-–])(?P<sign>[0-9]{1,2}))(?![-–])[ \u3000]+(?=\S)"),
    re.compile(r"\s*(?P<number>(?P<word>)(?P<sign>[\u2160-\u216b]|[IVX]{1,4}(?=[.．、])))[.．、\s]*(?=\S)"),
    re.compile(r"\s*(?P<number>(?P<word>)(?P<sign>[A-H]))[.．、][\s]*(?=\S)"),
    re.compile(r"\s*(?P<number>(?P<word>)(?P<sign>[\u2460-\u2473]))[\s、.．]*(?=\S)"),
    re.compile("\\s*(?P<number>(?P<word>)(?P<sign>[1-9]))\ufe0f?\u20e3\\s*(?=\\S)"),
    re.compile(
        rf"\s*(?P<number>(?P<word>[{HAN}]{{1,6}}?|[A-Za-z]{{2,12}}\.?)[ \u3000]*"
        rf"(?P<sign>[0-9]{{1,3}}|{_HAN_NUMERAL}{{1,3}}))(?:(?:[\s:：、)）—-]|[.．](?![0-9]))+|$|(?<=[0-9])(?=[{HAN}]))"
    ),
)
"""`1 力`, `3-1 力`, `Ⅰ. 力`, `A. 力`, `① 力`, `1️⃣ 力`; a word with its number, which may be all: `实验一`, `Ch2`."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def typed_numbers(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Part headings side by side into numbers and words; no words are left of one that is nothing but a number."""
    found = [(bare, "") if (bare := _bare_number(title)) else typed_number(title) for title in titles]
    found = _with_glued(titles, found)
    return found if any(number for number, _ in found) else _typed_in_turn(titles)


_GLUED = re.compile(r"\s*([0-9]{1,2}(?:\.[0-9]{1,2})+)(?=[A-Za-z@])")


def _with_glued(titles: Sequence[str], found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Part numbers from Latin words that they are glued to, where they go on with those beside: `2.2Subject`.

    One alone might be a size, as `2.4GHz` is: it follows the one before it, or is the first of two.
    """
    glued = [None if number else _GLUED.match(title) for title, (number, _) in zip(titles, found, strict=True)]
    if not any(glued):
        return found
    numbers = [match[1] if match else number for match, (number, _) in zip(glued, found, strict=True)]
    result = list(found)
    for at, match in enumerate(glued):
        before, after = "".join(numbers[max(0, at - 1) : at]), "".join(numbers[at + 1 : at + 2])
        goes_on = result[at - 1][0] == before if at else False
        first = numbers[at].endswith(".1") and _follows(after, numbers[at])
        if match and ((goes_on and _follows(numbers[at], before)) or first):
            result[at] = match[1], titles[at][match.end() :]
    return result


def _follows(number: str, before: str) -> bool:
    """Whether a number with dots is the one behind another: `2.2` behind `2.1`."""
    head, _, last = before.rpartition(".")
    return bool(head) and last.isdecimal() and number == f"{head}.{int(last) + 1}"


def _bare_number(title: str) -> str:
    number, words = typed_number(f"{title} …")
    return number if words == "…" else ""


def _typed_in_turn(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Part headings where only their order tells: `1 力`, `2 功`; `Ⅰ.`, `A.`; `实验一`, `实验二`.

    One alone might be a word, as `3 个公式` is; two or more that count from the first are numbers.
    """
    for pattern in _IN_TURN:
        found = [pattern.match(title, len(leading_sign(title))) for title in titles]
        values = [_place(match["sign"]) for match in found if match]
        one_word = len({match["word"].casefold() for match in found if match}) == 1
        if one_word and len(values) > 1 and _count(values, all_of=len(titles)):
            return [
                (match["number"], leading_sign(title) + _words(title, match.end())) if match else ("", title)
                for match, title in zip(found, titles, strict=True)
            ]
    return [("", title) for title in titles]


def _count(values: list[int], all_of: int) -> bool:
    """Whether values count from the first. Where every heading has one, a few may be left out or come twice.

    But not `1 分钟`, `5 分钟`, `10 分钟`, which say how much.
    """
    if values == list(range(1, len(values) + 1)):
        return True
    return (
        all_of == len(values) > 2
        and values[0] == 1
        and values == sorted(values)
        and values[-1] <= all_of + 2
        and len(set(values)) >= all_of - 1
    )


def _place(sign: str) -> int:
    """The place of a number in its series: 2 for `2`, `②`, `Ⅱ`, `II`, `二` and `B`; 0 for what is no number."""
    sign = unicodedata.normalize("NFKC", sign)
    if sign.isdecimal():
        return int(sign)
    if sign[0] in HAN_NUMERALS:
        return han_value(sign)
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


def with_figures(words: str) -> str:
    """Words with their Chinese numbers in figures: 第三章 is 第3章."""
    return re.sub(rf"[{HAN_NUMERALS}]+", lambda found: str(han_value(found[0])), words)


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
