"""A summary made of a chapter's headings, where its author wrote none."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from studypress.config import ANSWER_MARKS, SUMMARY_HEADINGS
from studypress.known_titles import lists_terms
from studypress.model import Block, Chapter, Point, PointGroup, Section, Summary
from studypress.names import heading_name
from studypress.study.beside import ELSEWHERE, kind_of_heading
from studypress.tree import plain_text, without_calls

_BESIDE = (
    ELSEWHERE
    | {"例题", "例子", "示例", "举例", "例題", "範例", "example", "examples", "案例", "案例演示", "代码", "代码示例"}
    | {"代码实现", "代码演示", "运行结果", "注意", "说明", "备注", "补充", "其他", "其它", "错题", "错题集"}
    | {"知识点", "知识点梳理", "知识梳理", "知识要点", "基础知识", "考点梳理"}
    | {"课前预习", "预习任务", "板书设计", "教学反思", "教学后记", "课后反思", "作业布置", "布置作业", "小练笔"}
    | {"易错点", "易错点辨析", "易错辨析", "易错提醒"}
    | set(map(kind_of_heading, (*ANSWER_MARKS, *SUMMARY_HEADINGS)))
)
"""Names of these, of answers, of what sums up a section, and of such as say nothing alone: nobody is to know them."""


def sections_to_know(blocks: tuple[Block, ...]) -> list[Section]:
    """The sections that a summary tells of: no exercises and the like, terms, nor what is beside (see `_BESIDE`)."""
    sections = [block for block in blocks if isinstance(block, Section) and block.purpose is None]
    names = [kind_of_heading(plain_text(section.title)) for section in sections]
    return [one for one, name in zip(sections, names, strict=True) if name not in _BESIDE and not lists_terms(name)]


_RUBRIC = 3
"""How often a heading stands in a chapter that is a rubric, and not what a section is about."""


def _whole_name(section: Section) -> str:
    return heading_name(plain_text(section.title))


_FORM = 1 / 3
"""The part of a book's chapters in which a heading stands that belongs to their form."""


def rubrics_of(chapters: Sequence[Chapter]) -> frozenset[str]:
    """The headings that chapter after chapter has, as 实验原理 and 实验步骤: they tell nothing of what is in one."""
    names = Counter(
        name
        for chapter in chapters
        for name in {_whole_name(block) for block in chapter.blocks if isinstance(block, Section)}
    )
    often = max(_RUBRIC, ceil(_FORM * len(chapters)))
    return frozenset(name for name, count in names.items() if name and count >= often)


def outline(chapter: Chapter, form: frozenset[str] = frozenset()) -> Summary | None:
    """A summary made of the chapter's headings: a group for each main section, a point for each section in it.

    What each topic has, as its 定义 and its 例题, tells of none; nor do headings of the `form` of all chapters, but for
    the sections in them. One title alone sums up nothing.
    """
    sections = sections_to_know(chapter.blocks)
    inner = {section.id: sections_to_know(section.blocks) for section in sections}
    names = Counter(_whole_name(one) for below in inner.values() for one in below)
    rubrics = {name for name, often in names.items() if name and often >= _RUBRIC}
    points = {id: [one for one in below if _whole_name(one) not in rubrics] for id, below in inner.items()}
    sections = [one for one in sections if points[one.id] or _whole_name(one) not in form]
    if len(sections) + sum(map(len, points.values())) < 2:
        return None
    groups = tuple(
        PointGroup(
            without_calls(section.title),
            tuple(Point(without_calls(one.title), (), one.place) for one in points[section.id]),
            section.id,
            section.badges,
            section.place,
        )
        for section in sections
    )
    return Summary((), (), groups, id=f"{chapter.id}-summary", outline=True, place=chapter.place)
