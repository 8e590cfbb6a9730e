"""The next question below an answer in one paragraph, as line below line is typed: `2、…`, `答：B`, `3、…`.

It is no part of the answer: its number goes on from that of the question that was answered, and the answer has counted
nothing in that way itself.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studypress.model import Answer, Block, Inline, Paragraph
from studypress.numerals import number_value
from studypress.study.answer_labels import Labels, paragraph_of
from studypress.study.questions import asks, has_room
from studypress.study.unlabelled_answers import orders, tells
from studypress.tree import plain_text, printed_lines

_Line = tuple[Inline, ...]
_NUMBER = re.compile(r"\s*(?P<open>\(?)(?P<number>[0-9]{1,3})\s*(?P<close>[、.)])(?![0-9])")
"""What opens a question, or a part of one: `3、`, `(2)`."""
_NONE = ("", 0)


def start_of_next(question: Sequence[Block], answer: Sequence[_Line]) -> int:
    """The line of an answer at which the next question begins; how many lines there are where none does."""
    last = dict(filter(None, (_numbered(row) for block in question for row in _rows(block))))
    for at, row in enumerate(answer):
        form, number = _numbered(row) or _NONE
        if form not in last:
            continue
        if (
            at
            and number == last[form] + 1
            and (not form.startswith("(") or _is_asked(row) or has_room(plain_text(row)))
        ):
            return at
        del last[form]  # the answer itself is counted so
    return len(answer)


def next_questions(rows: Sequence[_Line], labels: Labels) -> Iterator[Block]:
    """Paragraphs of lines that begin with a question; what tells something below one answers it, as above them."""
    form = (_numbered(rows[0]) or _NONE)[0] if rows else ""
    starts = [at for at, row in enumerate(rows) if (_numbered(row) or _NONE)[0] == form]
    for start, end in pairwise([*starts, len(rows)]):
        below = tuple(labels.labelled(list(rows[start + 1 : end])))
        if below and _is_asked(rows[start]) and all(map(tells, below)):
            yield from paragraph_of(rows[start : start + 1])
            yield Answer(below, below[0].place)
        else:
            yield from paragraph_of(rows[start:end])


def _is_asked(row: _Line) -> bool:
    words = plain_text(row)
    found = _NUMBER.match(words)
    return asks(words) or orders(words[found.end() :] if found else words)


def _rows(block: Block) -> Sequence[_Line]:
    return tuple(printed_lines(block.children)) if isinstance(block, Paragraph) else ()


def _numbered(row: _Line) -> tuple[str, int] | None:
    """How the number that opens a line is written, and the number."""
    found = _NUMBER.match(unicodedata.normalize("NFKC", plain_text(row)))
    return (found["open"] + found["close"], number_value(found["number"])) if found else None
