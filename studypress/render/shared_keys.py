"""Answers to several questions that their author put below the last of them: each goes to its own question.

They are a list, or text (see `typed_keys`), and answer the questions below the last heading, or below several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from studypress.model import Block, Paragraph
from studypress.names import fold
from studypress.render.handout_questions import Asked, Passage, Question, number_of
from studypress.render.typed_keys import answers_in, without_label
from studypress.tree import plain_text


def shared_out(groups: Sequence[Sequence[Asked]]) -> Iterator[tuple[Asked, ...]]:
    """The parts below each heading of a chapter, each question with its own answer."""
    done: list[Asked] = []
    since = 0
    for group in groups:
        own = len(done)
        for part in group:
            done.append(part)
            if not isinstance(part, Question) or not part.given:
                continue
            for start in dict.fromkeys((since, max(own, since), own)):
                if shared := _shared(done[start:]):
                    done[start:] = shared
                    break
            since = len(done)
    parts = iter(done)
    return (tuple(islice(parts, len(group))) for group in groups)


def _shared(parts: list[Asked]) -> list[Asked]:
    """Parts with what is given below the last question; none where that does not answer just these questions.

    A last question without a number is none: a hint, or a remark, stands between the questions and the answers.
    """
    last = parts[-1]
    if not isinstance(last, Question) or not last.given:
        return []
    whole = [*parts[:-1], last if number_of(last) else Passage(last.blocks)]
    asked = {at: part for at, part in enumerate(whole) if isinstance(part, Question)}
    answers = answers_in(last.given, list(map(number_of, asked.values()))) if len(asked) > 1 else ()
    for (at, question), given in zip(asked.items(), answers, strict=False):
        whole[at] = replace(question, given=given if question is last else _with_more(question, given))
    return whole if answers else []


def _with_more(question: Question, more: tuple[Block, ...]) -> tuple[Block, ...]:
    """What is given below a question and what a key has to it, which may say the same, or what stands in its blank."""
    given, words = question.given, _letters(plain_text(more))
    first = given[0] if given else None
    said = _letters(plain_text(without_label(first.children))) if isinstance(first, Paragraph) else ""
    filled = _letters(plain_text(question.filled))
    again = bool(words) and (said.startswith(words) or said.endswith(words) or filled == words)
    return given if again else given + more


def _letters(words: str) -> str:
    """The letters and figures of words, or the marks that they are: `√`."""
    return fold(words) or words.strip()
