"""Answers in the line of their question, behind what is asked: `单位是____。 答案：牛`, `A. 甲  B. 乙【答案】B`."""

import re

from studypress.letters import HAN
from studypress.model import Inline
from studypress.study.answer_labels import MARK, Label, Labels
from studypress.study.cutting import cut_end, flat, parted
from studypress.study.questions import has_room, opening_of

_LABEL = re.compile(
    rf"(?<=[\s。．.？?！!）)；;])(?P<a>[{HAN}]{{2,8}}|[Aa]ns|[Aa]nswers?)\s*[：:](?!//)"
    r"|【(?P<b>[^【】]{1,12})】|(?<=[\s。．.？?！!）)；;_＿])[\[［](?P<c>[^\[\]［］]{1,12})[\]］]"
)
"""What stands before a label ends a sentence, or is a blank or room."""
_ENDS = re.compile(r"[。．.？?！!）)；;_＿]\s*\Z|\s[A-H][、．.)）][^，。]*\Z")
"""What stands before `【解析】` where it may be a word among others: a sentence, room, choices."""
_OF_ANSWERS = frozenset({Label.ANSWER, Label.SOLUTION, Label.EXPLANATION})
_Line = tuple[Inline, ...]
_SHORTEST = 2
"""Characters of a question, behind its number: `1、【考点】…` opens one."""


def parted_at_label(line: _Line, labels: Labels, exercises: bool) -> tuple[_Line, _Line] | None:
    """What a line asks, and what answers it there; None where it leaves room behind the label, or has none.

    Among `exercises` nothing else is told.
    """
    text = flat(line)
    for found in _LABEL.finditer(text) if MARK.search(text) else ():
        label = labels.meaning(found["a"] or found["b"] or found["c"])
        if label is not Label.ANSWER and (found["a"] or label not in _OF_ANSWERS):
            continue
        asked, answer = text[: found.start()], text[found.start() :]
        if not _is_asked(asked):
            continue
        if has_room(answer) or not (exercises or _ENDS.search(asked)):
            return None
        before, after = parted(line, found.start())
        return cut_end(before, len(asked) - len(asked.rstrip()))[0], after
    return None


def _is_asked(words: str) -> bool:
    number = opening_of(words.strip())
    return len(words.strip()) - len(number.label if number else "") >= _SHORTEST
