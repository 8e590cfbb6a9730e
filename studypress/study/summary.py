"""Chapter summaries: the section called 总结 becomes a box, its parts tied to their sections.

It stands at the chapter's end, or where the author wrote it, if nothing but exercises and references stand behind it,
or sections whose numbers go on from its own.
"""

from dataclasses import replace
from typing import Any

from studypress.config import BookConfig
from studypress.model import Block, Book, Chapter, PointGroup, Section, Summary
from studypress.names import heading_name, nearest
from studypress.numerals import typed_number
from studypress.problems import Problem, problem
from studypress.study.beside import names_of_questions, without_text, without_what_is_beside
from studypress.study.counting import counted
from studypress.study.exercises import exercise_names
from studypress.study.goals import with_marked_points
from studypress.study.inner_summaries import with_summary_on_top
from studypress.study.keys import join_badges
from studypress.study.matching import Topic, match_headings, topics
from studypress.study.outline import outline, rubrics_of, sections_to_know
from studypress.study.points import split_summary
from studypress.study.postscripts import without_postscript
from studypress.tree import plain_text, rewrite
from studypress.wording import Sentence, said

_AT_THE_END = frozenset(
    (
        "要点", "知识要点", "重点", "回顾", "知识回顾", "知识点回顾", "重点回顾", "内容回顾",
        "要點", "回顧", "重點回顧", "知識回顧",
    )
)  # fmt: skip
"""Names of a summary at the end of its chapter, or before its exercises.

Before other sections they look back to another lesson, or ahead.
"""


def take_summaries(book: Book, config: BookConfig) -> tuple[Book, list[Problem]]:
    """Take the summary out of every chapter's text, or make an outline where the author wrote none."""
    names = {heading_name(heading) for heading in config.study.summary_headings}
    asking = exercise_names(config)
    chapters: list[Chapter] = []
    problems: list[Problem] = []
    without: list[Chapter] = []
    has_number = counted(book.chapters)
    rubrics = rubrics_of(book.chapters)
    for chapter, is_counted in zip(book.chapters, has_number, strict=True):
        # The page of a part has no box at its end: what is called a summary there stays a section.
        chapter, found = (chapter, []) if chapter.opens_part else _take_summary(chapter, names, asking)
        # A foreword, a part, a list of changes, exercises have nothing to sum up, nor has what sums up the book.
        if chapter.summary is not None:
            chapter = replace(chapter, summary=with_marked_points(chapter.summary, config))
        elif is_counted and chapter.purpose is None and not is_summary_heading(plain_text(chapter.title), names):
            without.append(chapter)
            if config.study.summary_fallback == "outline":
                chapter = replace(chapter, summary=outline(chapter, rubrics))
        chapters.append(chapter)
        problems += found
    return replace(book, chapters=tuple(chapters)), problems + _missing(without, sum(has_number), config)


def is_summary_heading(title: str, names: set[str]) -> bool:
    """Whether a heading, apart from its number, is one of `names` (see `heading_name`)."""
    return heading_name(title) in names or heading_name(title.lstrip("0123456789０１２３４５６７８９ ")) in names


def _is_recap(section: Section, chapter: Chapter) -> bool:
    """Whether the last of several sections is called as a summary is there."""
    others = chapter.blocks[: chapter.blocks.index(section)]
    return any(isinstance(one, Section) for one in others) and heading_name(plain_text(section.title)) in _AT_THE_END


def _missing(without: list[Chapter], counted: int, config: BookConfig) -> list[Problem]:
    """Tell of each chapter without a summary; once for all where they are many, or the author hardly writes any."""
    likely = config.study.summary_headings[0] if config.study.summary_headings else "总结"
    some = counted - len(without)
    if counted > _FEW and (some * _RARE < counted or len(without) > _MANY):
        none = said("None of the {number} chapters has a summary.", number=counted)
        most = said("{number} of the {all} chapters have no summary.", number=len(without), all=counted)
        hint = said(
            "Write a section “{likely}” at their ends, or name the heading you use in [study] summary_headings.",
            likely=likely,
        )
        return [problem("summary-missing", without[0].place, most if some else none, hint)]
    hint = said(
        "Write a section “{likely}” at its end, or name the heading you use in [study] summary_headings.", likely=likely
    )
    return [problem("summary-missing", one.place, _without(one), hint) for one in without]


def _without(chapter: Chapter) -> Sentence:
    return said("The chapter “{title}” has no summary.", title=plain_text(chapter.title))


_RARE = 10
"""A book has hardly any summary where fewer than one in so many chapters has one."""
_MANY = 20
"""So many chapters are told of one by one: whoever left out more knows it."""
_FEW = 3
"""Chapters that are told of one by one, though none of them has a summary."""


def _take_summary(chapter: Chapter, names: set[str], asking: frozenset[str]) -> tuple[Chapter, list[Problem]]:
    """Take out the summary sections; several become one, in their order, so that nothing is lost."""
    chapter = with_summary_on_top(chapter, names)
    rest: list[Block] = []
    summaries: list[Section] = []
    last = _last_section(chapter, names)
    behind = 0
    below: list[Block] = []
    for block in chapter.blocks:
        if isinstance(block, Section) and (
            is_summary_heading(plain_text(block.title), names) or (block is last and _is_recap(block, chapter))
        ):
            summed_up, beside = without_what_is_beside(block, names_of_questions(asking, chapter))
            summed_up, text = without_text(summed_up, replace(chapter, blocks=tuple(rest)))
            summed_up, postscript = without_postscript(summed_up)
            summaries.append(summed_up)
            below += postscript
            behind = len(rest)
            rest += [*text, *beside]
        else:
            rest.append(block)
    if not summaries:
        return chapter, []
    before = _section_behind(rest[behind:], summaries[-1])
    chapter = replace(chapter, blocks=tuple(rest))
    prose: tuple[Block, ...] = ()
    groups: tuple[PointGroup, ...] = ()
    for section in summaries:
        more_prose, more_groups = split_summary(section.blocks)
        prose, groups = prose + more_prose, groups + more_groups
    chapter, groups, problems = _tie(chapter, groups)
    title, place = summaries[-1].title, summaries[-1].place
    summary = Summary(title, prose, groups, id=f"{chapter.id}-summary", before=before, behind=tuple(below), place=place)
    return replace(chapter, summary=summary), problems


def _last_section(chapter: Chapter, names: set[str]) -> Section | None:
    """The last section; of a chapter without a summary, apart from exercises, answers and references behind it."""
    sections = [block for block in reversed(chapter.blocks) if isinstance(block, Section)]
    if any(is_summary_heading(plain_text(one.title), names) for one in sections):
        return sections[0]
    recap = (one for one in sections if sections_to_know((one,)) or heading_name(plain_text(one.title)) in _AT_THE_END)
    return next(recap, None)


def _section_behind(behind: list[Block], summary: Section) -> str:
    """The id of the section behind a summary, if all that follow hold exercises, answers or references.

    Or if its author numbered both: `3.5 作业` does not stand before `3.4 小结`.
    """
    match behind:
        case [Section() as first, *_] if all(typed_number(plain_text(one.title))[0] for one in (first, summary)):
            return first.id
    sections = [block for block in behind if isinstance(block, Section) and not sections_to_know((block,))]
    return sections[0].id if sections and len(sections) == len(behind) else ""


def _tie(chapter: Chapter, groups: tuple[PointGroup, ...]) -> tuple[Chapter, tuple[PointGroup, ...], list[Problem]]:
    """Find each group's section; badges of the one go to the other."""
    sections = topics(chapter)
    matches = match_headings([plain_text(group.title) for group in groups], sections)
    badges = {}
    tied = []
    for group, match in zip(groups, matches, strict=True):
        if match:
            both = join_badges(group.badges, match.section.badges)
            badges[match.section.id] = both
            group = replace(group, section=match.section.id, badges=both)
        tied.append(group)

    def change(node: Any) -> Any:
        if badges.get(node.id, node.badges) != node.badges:
            return replace(node, badges=badges[node.id])
        return node

    problems = _unmatched(tied, sections) + _uncovered(chapter, tied)
    return replace(chapter, blocks=rewrite(chapter.blocks, change, Section)), tuple(tied), problems


def _unmatched(groups: list[PointGroup], sections: list[Topic]) -> list[Problem]:
    titles = [one.title for one in sections]
    problems = []
    for group in groups:
        title = plain_text(group.title)
        if group.section or not title:
            continue
        near = nearest(title, titles, 0.3)
        hint = (
            said("Is it about “{near}”? Then give it that name.", near=near)
            if near
            else said("Give it the name of the section it is about.")
        )
        message = said("“{title}” in the summary fits no section of the chapter.", title=title)
        problems.append(problem("summary-unmatched", group.place, message, hint))
    return problems


def _uncovered(chapter: Chapter, groups: list[PointGroup]) -> list[Problem]:
    """The main sections that no group is about, neither as a whole nor in a part."""
    if not any(group.title for group in groups):
        return []
    covered = {group.section for group in groups if group.section}
    return [
        problem(
            "summary-uncovered",
            section.place,
            said("The summary says nothing about “{title}”.", title=plain_text(section.title)),
            said("Add a sub-heading “{title}” with its points to the summary.", title=plain_text(section.title)),
        )
        for section in chapter.blocks
        if isinstance(section, Section)
        and section.purpose is None
        and not covered & {section.id, *(one.section.id for one in topics(section))}
    ]
