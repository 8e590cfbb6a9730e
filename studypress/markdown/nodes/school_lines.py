"""Lines of the exercises of a language's first years, and the heads of groups of questions, one below the other.

They are rows of brackets to write in, pairs of words, sayings that each name their source, a poem below its title and
author, and `【A2 型题】` or `（5～6 题共用题干）` alone on a line.
"""

import re
from collections.abc import Sequence

from studypress.known_titles import about_questions, counts_questions, is_in_brackets
from studypress.letters import SENTENCE_ENDS

_BRACKETS = re.compile(r"(?:[（(][\s\u3000]*[）)][\s\u3000]*){2,}")
"""Brackets to write in, below the readings of what goes there: `（　　）（　　）`."""

_PAIR = re.compile(r"[^，。；！？：—\s]{1,10}(?:—{1,2}|⸺)[^，。；！？：—\s]{1,10}")
"""Two words side by side: `催（催促）——摧（摧毁）`. Two such are lines if they are all."""

_CITED = re.compile(r".*[。！？…”’\s\u3000](?:—{2}|⸺)\s*[^\s，。！？：；—][^。！？—]{0,20}")
"""A saying with its source behind it: `志当存高远。——诸葛亮`. Where there are two, each saying is a line."""
_SAYING_ENDS = (*SENTENCE_ENDS, "”", "》")

_QUESTION = re.compile(r"(\d{1,3})\s*(?:、|[.．](?!\d))")


def school_lines(texts: Sequence[str]) -> set[int]:
    """Which lines of a paragraph are lines to whoever learns to read and write, or is examined."""
    alone = {line for line, text in enumerate(texts) if _stands_alone(text) or _heads_counted(texts, line)}
    opened = alone | {line + 1 for line in alone}
    if all(map(_PAIR.fullmatch, texts)):
        opened |= set(range(1, len(texts)))
    return opened | _sayings(texts)


def _stands_alone(text: str) -> bool:
    return _BRACKETS.fullmatch(text) is not None or is_in_brackets(text) or about_questions(text) is not None


def _heads_counted(texts: Sequence[str], line: int) -> bool:
    """Whether a line such as `三、计算题` stands right above a question with a number, or above another such line."""
    below = texts[line + 1] if line + 1 < len(texts) else ""
    return counts_questions(texts[line]) and bool(_QUESTION.match(below) or counts_questions(below))


def _sayings(texts: Sequence[str]) -> set[int]:
    """The lines behind a saying with its source, and those of others among them that end as a sentence does."""
    cited = [_CITED.fullmatch(text) is not None for text in texts]
    if sum(cited) < 2:
        return set()
    return {line for line in range(1, len(texts)) if cited[line - 1] or texts[line - 1].endswith(_SAYING_ENDS)}


def starts_of_questions(texts: Sequence[str]) -> list[int]:
    """Which lines of a paragraph begin one of their own: a question below its head or a text for several, and the head.

    Only so is each known as a question: CommonMark lets no list begin in a paragraph but with 1.
    """
    starts: list[int] = []
    next_number, below_head = 0, False
    for line, text in enumerate(texts):
        head, question = about_questions(text), _QUESTION.match(text)
        heads = head is not None or _heads_counted(texts, line)
        number = int(question[1]) if question else 0
        asks = number > 0 and (below_head or number == next_number)
        if line and (heads or asks):
            starts.append(line)
        below_head = heads
        if heads:
            next_number = int(head["first"] or 0) if head else 0
        elif asks:
            next_number = number + 1
    return starts


_TITLE = re.compile(r"[^，。；！？：:]{1,16}")
_MOST_TITLES = 2


def titles_of_poem(texts: Sequence[str]) -> int:
    """How many lines name a poem and its author, at most, above what may be its lines."""
    return next((count for count, text in enumerate(texts[:_MOST_TITLES]) if not _TITLE.fullmatch(text)), _MOST_TITLES)
