"""Answers to several questions that their author put below the last of them, as one list: each goes to its own."""

from dataclasses import replace

from studypress.model import Block, List
from studypress.numerals import number_value
from studypress.render.handout_questions import Part, Passage, Question
from studypress.study.answer_ends import is_label_alone


def shared_out(parts: list[Part]) -> list[Part]:
    """The parts below one heading, each question with its own answer."""
    done: list[Part] = []
    for part in parts:
        answers = _numbered_answers(part) if isinstance(part, Question) else {}
        if isinstance(part, Question) and answers:
            done = _with_answers(done, part, answers) or [*done, part]
        else:
            done.append(part)
    return done


def number_of(question: Question) -> int:
    """The number of a question, typed or counted; 0 for none."""
    typed = question.marker or question.label
    return number_value(typed) if typed else 0


def _numbered_answers(question: Question) -> dict[int, tuple[Block, ...]]:
    """What a list answers, by its numbers, where it is all that stands below a label; nothing else is a key."""
    match question.given:
        case (label, List(start=int() as start, items=(_, _, *_) as items)) if is_label_alone(label):
            return {start + at: item.blocks for at, item in enumerate(items)}
    return {}


def _with_answers(before: list[Part], last: Question, answers: dict[int, tuple[Block, ...]]) -> list[Part]:
    """The parts up to the last question with these answers; none where they answer not just these questions.

    A last question without a number is none: a hint, or a remark, stands between the questions and the answers.
    """
    whole: list[Part] = [*before, last if number_of(last) else Passage(last.blocks)]
    asked: list[int] = []
    for at in range(len(whole) - 1, -1, -1):
        part = whole[at]
        if isinstance(part, Question):
            if part is not last and part.answer:
                break
            asked.insert(0, at)
    questions = [part for part in (whole[at] for at in asked) if isinstance(part, Question)]
    if [number_of(question) for question in questions] != list(answers):
        return []
    for at, question in zip(asked, questions, strict=True):
        whole[at] = replace(question, given=answers[number_of(question)])
    return whole
