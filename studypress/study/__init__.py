"""What makes notes a study guide: key points, summaries, the glossary.

Each pass, a function of one of these files, takes a book and returns a book:

    keys                                      badges: （重点） at a heading
    goals, summary, inner_summaries, beside, postscripts
                                              sections of objectives, of summaries, and what stands in these besides
    points, matching, outline                 the points of a summary, their sections, and one made of headings
    exercises, typed_exercises, question_headings
                                              sections of exercises and of answers
    questions, choice_marks, blanks, filled_blanks
                                              what a question looks like, and answers that stand in it
    answers, answers_within, unlabelled_answers, answer_labels, answer_ends, answer_places, next_question
                                              answers beside or below it: their labels, their ends, where they stand
    counterparts, without_answers             sections of answers with those of questions; questions for pupils
    glossary, glossary_file, glossary_chapters, term_sections, terms, bold_terms, opening
                                              where terms are explained: in a file, a chapter, a section, in the text
    entries, sort, kana, uses, name_finder    one entry of all that is said of a term, in order, and where it is used
    authors, counting, cutting                how authors are sorted; which chapters count; lines cut across marks
"""

from collections.abc import Callable

from studypress.config import BookConfig
from studypress.model import Book
from studypress.problems import Problem
from studypress.study.answers import find_answers
from studypress.study.authors import sort_authors
from studypress.study.counterparts import pair_answers
from studypress.study.exercises import find_exercises
from studypress.study.glossary import make_glossary
from studypress.study.glossary_chapters import take_glossary_chapters
from studypress.study.goals import find_goals
from studypress.study.keys import mark_key_points
from studypress.study.question_headings import find_question_headings
from studypress.study.summary import take_summaries
from studypress.study.typed_exercises import find_typed_exercises
from studypress.study.uses import mark_uses

__all__ = ["sort_authors", "study"]

Pass = Callable[[Book, BookConfig], tuple[Book, list[Problem]]]

PASSES: tuple[Pass, ...] = (
    mark_key_points,  # first: no later pass should see （重点） in a heading
    take_glossary_chapters,  # before anything is told of chapters
    find_goals,  # before the summaries, which are not about them
    find_typed_exercises,  # makes sections of them, which the next pass then marks
    find_exercises,  # before the summaries, which are not about them either
    find_question_headings,  # in those exercises, and before their answers, which end there
    take_summaries,  # needs the badges, to exchange them between a summary and its sections
    find_answers,  # after the summaries, whose points have answers of their own
    pair_answers,  # after the exercises and what answers them there
    make_glossary,  # reads terms from all chapters, summaries included
    mark_uses,  # last of these: it changes the text that the others read
)
"""The passes, in order."""


def study(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Find badges, exercises with their answers, summaries, glossary entries and the uses of their terms."""
    problems: list[Problem] = []
    for step in PASSES:
        book, found = step(book, config)
        problems += found
    return book, problems
