"""The numbers of sections and figures."""

from dataclasses import replace
from typing import Any

from studypress.model import Block, Chapter, Figure, Inline, Section, Summary, Text
from studypress.study.names import typed_number
from studypress.tree import rewrite

NUMBERED_DEPTH = 2
"""Sections are numbered this deep: `1.2` and `1.2.3`."""


def numbered(chapter: Chapter, number: int) -> Chapter:
    """Number a chapter, its sections and its figures; a number that the author typed before a title is kept."""
    label, title = _typed(chapter.title)
    blocks = _number_sections(chapter.blocks, str(number), 1)
    chapter = replace(chapter, number=number, label=label, title=title, blocks=blocks)
    return _number_figures(replace(chapter, summary=_without_typed_numbers(chapter.summary)))


def _number_sections(blocks: tuple[Block, ...], above: str, depth: int) -> tuple[Block, ...]:
    """Number by nesting, so that a `####` right below a `##` is counted with its neighbours."""
    result: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Section):
            count += 1
            number = f"{above}.{count}" if depth <= NUMBERED_DEPTH else ""
            below = _number_sections(block.blocks, number, depth + 1)
            typed, title = _typed(block.title)
            block = replace(block, number=typed or number, title=title, blocks=below)
        result.append(block)
    return tuple(result)


def _typed(title: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Part a title into the number its author typed, which is kept in place of ours, and its words."""
    match title:
        case (Text() as first, *rest):
            number, words = typed_number(first.text)
            return number, (replace(first, text=words), *rest) if number else title
        case _:
            return "", title


def _without_typed_numbers(summary: Summary | None) -> Summary | None:
    """A group of points is shown with the number of its section, not with one of its own as well."""
    if summary is None:
        return None
    groups = (replace(group, title=_typed(group.title)[1]) if group.section else group for group in summary.groups)
    return replace(summary, groups=tuple(groups))


def _number_figures(chapter: Chapter) -> Chapter:
    """Number the figures in the order in which a reader meets them: text, footnotes, summary."""
    count = 0

    def change(node: Any) -> Any:
        nonlocal count
        if not isinstance(node, Figure):
            return node
        count += 1
        return replace(node, id=f"{chapter.id}-f{count}", number=f"{chapter.number}-{count}")

    return replace(
        chapter,
        blocks=rewrite(chapter.blocks, change),
        footnotes=rewrite(chapter.footnotes, change),
        summary=rewrite(chapter.summary, change),
    )
