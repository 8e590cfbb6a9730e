"""Words that say without a label which choice is right: `正确答案是B`, `答案 B`, `故选：B`.

They say so below choices; of ordinary text nobody knows what is chosen.
"""

import re

from studypress.names import halved

CHOICE_LETTERS = frozenset("ABCDEFGH")
"""The letters of choices."""
LETTERS = r"[A-H](?:[\s、，,;；和]*+[A-H])*"
"""One of them, or several in a row: `B`, `ABD`, `A、C`."""

_LETTERS = rf"(?:[（(【\[]\s*+)?{LETTERS}(?:\s*+[)）】\]项項])?"
_BEHIND = r"(?=\s*(?:[.．。，,；;、：:（(]|\Z))"
_ANSWER = (
    "(?:(?:(?:本|此|该|該|这|這)道?[题題])?的?(?:正[确確]|[参參]考|标准|標準|最[终終佳])?的?答案"
    "|正[确確]的?(?:选项|選項))"
)
_IS = "(?:[应應][该該]?|只能|就)?(?:[选選][择擇]?|[为為是])"
_SO = "(?:[综綜]上(?:所述|可知)?|由此可知|因此|所以|故|因而|[则則])"
_STATED = re.compile(
    rf"\s*+(?P<lead>(?:{_SO}[，,]?\s*+)?{_ANSWER}\s*+(?:{_IS})?\s*+[：:]?\s*+){_LETTERS}(?:(?=\s)|{_BEHIND})"
)
_CHOSEN = re.compile(
    rf"\s*+(?:{_SO}[，,]?)?\s*+(?:[本此][题題])?\s*+[应應]?[选選][择擇]?\s*+[：:]?\s*+{_LETTERS}{_BEHIND}"
)
_AT_END = re.compile(
    rf"(?<=[\s。．，,；;：:]){_SO}[，,]?\s*+(?:{_ANSWER}|[本此][题題])?\s*+{_IS}\s*+[：:]?\s*+{_LETTERS}\s*+[。.]?\s*+\Z"
)
_MAY_CONCLUDE = re.compile("[选選答]")
_CHOICE = re.compile(r"\s*[（(]?[A-H][.．、)）]")
_ALONE = re.compile(rf"\s*+{_LETTERS}\s*+[。.]?\s*+\Z")


def letters_alone(text: str) -> frozenset[str]:
    """The letters of choices that a text is made of, such as `（B）`; none of any other."""
    plain = halved(text)
    return CHOICE_LETTERS.intersection(plain) if _ALONE.match(plain) else frozenset()


def concludes(line: str) -> bool:
    """Whether a line says which choice is right, as it begins or as it ends: `甲不对，故选 B。`."""
    return lead_of_conclusion(line) is not None


def lead_of_conclusion(line: str) -> int | None:
    """How many characters of such a line label the letter, as `正确答案是` does; None where it is no such line."""
    line = halved(line)
    if not _MAY_CONCLUDE.search(line) or _CHOICE.match(line):
        return None
    if found := _STATED.match(line):
        return found.end("lead")
    return 0 if _CHOSEN.match(line) or _AT_END.search(line) else None
