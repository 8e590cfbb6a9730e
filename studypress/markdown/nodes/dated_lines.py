"""Lines that each open with a date, as in a chronology, or with an hour, as in a timetable."""

import re
from collections.abc import Sequence

from studypress.letters import HAN, SENTENCE_ENDS
from studypress.numerals import HAN_NUMERALS

_SPACE = r"[ \t\u3000]{0,4}"
_DAY = r"[0-9]{1,2}"
_MONTH = rf"{_DAY}{_SPACE}月(?:{_SPACE}{_DAY}{_SPACE}[日号號]|[初底末])?"
_POINT = (
    rf"(?:(?:公元|西元)?前?{_SPACE}[0-9]{{1,4}}{_SPACE}年(?:代|初|底|末|{_SPACE}{_MONTH})?"
    rf"|[{HAN_NUMERALS}〇○]{{2,4}}年|{_MONTH}|[12][0-9]{{3}}(?:[-./]{_DAY}){{0,2}}|[0-2]?[0-9][:：][0-5][0-9])"
)
_DATE = re.compile(
    rf"{_POINT}(?:{_SPACE}(?:[—–~～至到-]{{1,2}}){_SPACE}{_POINT}|{_SPACE}[—–~～-]{{1,2}}{_SPACE}{_DAY}月?)?"
)
"""A date, an hour, or from one to another: `1905年8月20日`, `1840—1842年`, `前221年`, `1912.1.1`, `8:00-8:45`."""
_APART = re.compile(
    rf"(?:[（(][^（）()]{{1,12}}[）)])?(?:[ \t\u3000]+(?=[{HAN}《“「A-Z])|{_SPACE}(?:[：:|]|[—–-]{{1,2}}(?![0-9])))"
)
"""What parts a date from what happened then: blanks, a colon, a dash."""
_GOES_ON = ("，", "、", "（", "《", "“", "的", "在", "于", "至", "到", "年", "月", "和")
"""What ends no line of a chronology."""
_SENTENCE_ENDS = (*SENTENCE_ENDS, "；", ";")
_MANY = 3
"""So many lines, all of which open with a date, are no text that a program wrapped."""


def dated_lines(texts: Sequence[str]) -> set[int]:
    """Which lines of a paragraph stand below each other for their dates.

    Two in turn are such lines where something parts the date from the words, or where each is a sentence; or all are.
    """
    dates = [_DATE.match(text) for text in texts]
    if len(texts) >= _MANY and all(dates) and not any(text.endswith(_GOES_ON) for text in texts[:-1]):
        return set(range(1, len(texts)))
    apart = [
        date is not None and _APART.match(text, date.end()) is not None for date, text in zip(dates, texts, strict=True)
    ]
    opened: set[int] = set()
    for line in range(1, len(texts)):
        above = texts[line - 1]
        both_apart = apart[line - 1] and apart[line] and not above.endswith(_GOES_ON)
        if both_apart or (dates[line - 1] and dates[line] and above.endswith(_SENTENCE_ENDS)):
            opened |= {line - 1, line}
    return opened - {0}
