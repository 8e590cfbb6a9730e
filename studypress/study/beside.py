"""What stands in the section of a summary and sums up nothing: 参考资料, questions such as 面试题 or 思考题, more text.

They become sections of the chapter, behind the summary, unless the chapter has such a section that is summed up there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studypress.model import Block, Chapter, CodeBlock, List, Paragraph, Purpose, Section, Text
from studypress.names import heading_name
from studypress.study.exercises import exercise_name
from studypress.study.matching import Topic, match_headings, topics
from studypress.study.questions import opening
from studypress.tree import plain_text, walk

ELSEWHERE = frozenset(
    (
        "参考", "参考文献", "参考资料", "参考材料", "参考文档", "参考链接", "参考连结", "参考阅读",
        "延伸阅读", "扩展阅读", "拓展阅读", "推荐阅读", "进阶阅读", "相关阅读", "相关资料", "相关链接", "外部链接",
        "致谢", "鸣谢",
        "參考", "參考文獻", "參考資料", "參考連結", "參考鏈接", "參考閱讀", "延伸閱讀", "推薦閱讀", "相關資料", "致謝",
        "reference", "references", "referencelinks", "bibliography", "furtherreading", "seealso", "acknowledgements",
    )
)  # fmt: skip
"""Names of sections that tell where to read more, or thank."""
_TASKS = frozenset(map(heading_name, ("作业", "布置作业", "思考", "課後作業", "作業", "Homework", "Assignments")))
"""What questions are called at the end of a lesson; elsewhere such a section may be about anything."""


def kind_of_heading(title: str) -> str:
    """What a section is called, whichever of several it is: `例题` for `3.2 例题 1`."""
    return heading_name(title).replace(" ", "").rstrip("0123456789")


def names_of_questions(exercises: frozenset[str], chapter: Chapter) -> frozenset[str]:
    """What questions are called in the summary of a chapter; not as a section of it that is summed up there."""
    sections = (block for block in chapter.blocks if isinstance(block, Section))
    return (exercises | _TASKS) - {exercise_name(plain_text(section.title)) for section in sections}


def without_what_is_beside(summary: Section, questions: frozenset[str]) -> tuple[Section, list[Section]]:
    """A summary, and the sections that what stands beside it makes."""
    names = _Names(questions)
    sections = [block for block in summary.blocks if isinstance(block, Section)]
    kept = [section for section in sections if not names.are_beside(section.title)]
    beside = [
        replace(section, level=summary.level, purpose=names.purpose(section.title) or section.purpose)
        for section in sections
        if names.are_beside(section.title)
    ]
    own = [block for block in summary.blocks if not isinstance(block, Section)]
    starts = [] if kept else [at for at in range(len(own)) if names.head(own, at)]
    ends = [*starts[1:], len(own)]
    typed = [_typed(summary, own[at:end], count) for count, (at, end) in enumerate(zip(starts, ends, strict=False), 1)]
    own = own[: starts[0]] if starts else own
    typed = [replace(one, purpose=names.purpose(one.title)) for one in typed]
    return replace(summary, blocks=(*own, *kept)), [*typed, *beside]


_PIECES = 2
"""Pieces of code, each below a heading of its own, by which a section is text rather than points."""


def without_text(summary: Section, chapter: Chapter) -> tuple[Section, list[Section]]:
    """A summary of a chapter, and what its author, or a language model, went on with below it.

    That is sections with code in sections, of which none is called as a section of the chapter is; all that stands
    behind the first of them is text as well.
    """
    sections = [block for block in summary.blocks if isinstance(block, Section)]
    others = topics(chapter)
    first = next((at for at, section in enumerate(sections) if _is_text(section, others)), len(sections))
    text = sections[first:]
    kept = tuple(block for block in summary.blocks if not any(block is one for one in text))
    return replace(summary, blocks=kept), [raised(section, section.level - summary.level) for section in text]


def _is_text(section: Section, others: list[Topic]) -> bool:
    below = [topic.section for topic in topics(section)]
    own = [tuple(block for block in one.blocks if not isinstance(block, Section)) for one in below]
    if sum(any(walk(blocks, CodeBlock)) for blocks in own) < _PIECES:
        return False
    return not any(match_headings([plain_text(one.title) for one in (section, *below)], others))


def raised(section: Section, levels: int) -> Section:
    """A section with all below it, so many levels higher."""
    blocks = tuple(raised(block, levels) if isinstance(block, Section) else block for block in section.blocks)
    return replace(section, level=section.level - levels, blocks=blocks)


def _typed(summary: Section, blocks: Sequence[Block], count: int) -> Section:
    """A section of a paragraph that heads it, and of what stands below."""
    first, *below = blocks
    words, id = (Text(_words(first), first.place),), f"{summary.id}-beside{count if count > 1 else ''}"
    return Section(summary.level, words, tuple(below), id, uncounted=True, place=first.place)


@dataclass(frozen=True, slots=True)
class _Names:
    questions: frozenset[str]

    def purpose(self, title: tuple[object, ...]) -> Purpose | None:
        """What a section of this title is for."""
        return Purpose.EXERCISES if exercise_name(_words(title)) in self.questions else None

    def are_beside(self, title: tuple[object, ...]) -> bool:
        """Whether what stands below a title sums up nothing."""
        return kind_of_heading(_words(title)) in ELSEWHERE or self.purpose(title) is not None

    def head(self, blocks: Sequence[Block], at: int) -> bool:
        """Whether a paragraph heads what stands below it; questions must follow where it is named so."""
        match blocks[at], blocks[at + 1 : at + 2]:
            case Paragraph(children=title), below if self.are_beside(title):
                asked = bool(below) and (isinstance(below[0], List) or opening(below[0]) is not None)
                return asked or self.purpose(title) is None
        return False


def _words(node: object) -> str:
    return plain_text(node).strip().rstrip("：:")
