"""The numbers of chapters and sections, figures, tables, listings and formulas."""

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from studypress.model import (
    Block,
    Chapter,
    CodeBlock,
    Figure,
    FormulaBlock,
    Inline,
    Purpose,
    Section,
    Summary,
    Table,
    Text,
)
from studypress.numerals import HAN_NUMERALS, leading_sign, number_value, typed_number, typed_numbers
from studypress.study.counting import chapter_numbers, counted, counts_by_hand
from studypress.study.outline import outline
from studypress.tree import plain_text, rewrite_as_read, walk

_NUMBERED_DEPTH = 2
"""Sections are numbered this deep: `1.2` and `1.2.3`."""


def number_chapters(chapters: Sequence[Chapter], one_file: bool = False) -> Iterator[Chapter]:
    """Count the chapters, but for parts, forewords and appendices.

    Where the author numbers the chapters, what is typed is the number, and a chapter without one is not counted. A
    title that is nothing but a number is its own label: `Lecture 2`. A file that is one chapter is a book by itself,
    of which there is no second.
    """
    by_hand, has_numbers = counts_by_hand(chapters), counted(chapters)
    alone = one_file and not by_hand and sum(has_numbers) == 1
    count = 0
    for chapter, has_number, typed in zip(chapters, has_numbers, chapter_numbers(chapters), strict=True):
        label, title = _parted(chapter.title, *typed) if typed[1] else (typed[0], chapter.title)
        count += has_number
        number = number_value(typed[0]) if by_hand else count
        number = number if has_number else 0
        unsaid = has_number and not label and (alone or _NUMBER_WITHIN.search(plain_text(title)) is not None)
        yield replace(chapter, number=number, label=label, title=title, alone=unsaid)


_NUMBER_WITHIN = re.compile(
    rf"\S[\s\u3000]+第\s?(?:[0-9]{{1,3}}|[{HAN_NUMERALS}]{{1,5}})\s?[章课課讲講](?:[\s\u3000：:]|$)"
)
"""The number of a chapter behind the name of a book, in one title: `基础护理学 第七章 给药`."""


def numbered(chapter: Chapter, form: frozenset[str] = frozenset()) -> Chapter:
    """Number what is in a chapter, from its sections to its formulas; a number that the author typed is kept.

    `form` are the headings that an outline tells nothing of.
    """
    above = ("" if chapter.alone else str(chapter.number)) if chapter.number else None
    chapter = replace(chapter, blocks=_number_sections(chapter.blocks, above, 1))
    chapter = replace(chapter, summary=_without_typed_numbers(chapter, form))
    figure, formula = _figure_numbers(chapter), _formula_numbers(chapter)

    def change(node: Any) -> Any:
        return formula(node) if isinstance(node, FormulaBlock) else figure(node)

    return rewrite_as_read(chapter, change, Figure, Table, CodeBlock, FormulaBlock)


def _number_sections(blocks: tuple[Block, ...], above: str | None, depth: int) -> tuple[Block, ...]:
    """Number by nesting, so that a `####` right below a `##` is counted with its neighbours; where None is, nothing.

    Where pages of their own are sections, they are counted, and not the headings of the page that stands before them;
    where the author typed `1.2` before one, or numbers before two of them or before all but exercises and the like,
    those without get none, as those that are not to be counted.
    """
    sections = [block for block in blocks if isinstance(block, Section) and _may_have_number(block)]
    pages = any(section.page for section in sections)
    found = typed_numbers([plain_text(section.title) for section in sections])
    have_number = [bool(typed) for (typed, _), section in zip(found, sections, strict=True) if section.purpose is None]
    by_hand = any("." in typed for typed, _ in found) or sum(bool(typed) for typed, _ in found) > 1
    by_hand = by_hand or (bool(have_number) and all(have_number))
    titles = iter(_parted(section.title, *typed) for section, typed in zip(sections, found, strict=True))
    result: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Section) and not _may_have_number(block):
            block = replace(block, title=_typed(block.title)[1], blocks=_number_sections(block.blocks, None, depth + 1))
        elif isinstance(block, Section):
            typed, title = next(titles)
            number = ""
            if above is not None and depth <= _NUMBERED_DEPTH and (block.page or not pages):
                count += 1
                number = f"{above}.{count}" if above else str(count)
            number = typed or ("" if by_hand else number)
            below = _number_sections(block.blocks, number if _COUNTED.fullmatch(number) else None, depth + 1)
            block = replace(block, number=number, title=title, blocks=below)
        result.append(block)
    return tuple(result)


def _may_have_number(section: Section) -> bool:
    return section.purpose is not Purpose.GOALS and not section.uncounted


_COUNTED = re.compile(r"[0-9]+(?:[.．][0-9]+)*")
"""A number that sections below can go on from; `三.1` is none."""


def _typed(title: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Part a title into the number its author typed, which is kept in place of ours, and its words."""
    return _parted(title, *typed_number(plain_text(title)))


def _parted(title: tuple[Inline, ...], number: str, words: str) -> tuple[str, tuple[Inline, ...]]:
    """Cut a number from a title, unless nothing is left of it, or the number stands within a mark.

    The words may begin within one: `## 2.1 [docker run](…)`.
    """
    whole = plain_text(title)
    sign = leading_sign(whole)
    end = len(sign) + len(whole) - len(words)
    if not number or not words or not isinstance(title[0], Text) or end > len(title[0].text):
        return "", title
    rest = sign + title[0].text[end:]
    return number, (*((replace(title[0], text=rest),) if rest else ()), *title[1:])


def _without_typed_numbers(chapter: Chapter, form: frozenset[str]) -> Summary | None:
    """A group of points is shown with the number of its section, not with one of its own as well."""
    summary = chapter.summary
    if summary is None or summary.outline:
        return summary and outline(chapter, form)
    found = typed_numbers([plain_text(group.title) for group in summary.groups])
    groups = tuple(
        replace(group, title=_parted(group.title, *typed)[1]) if group.section and group.title else group
        for group, typed in zip(summary.groups, found, strict=True)
    )
    return replace(summary, groups=groups)


_LISTING = re.compile(r"lst[:\-_]", re.IGNORECASE)
"""What opens the label of code that is to have a number; any other id of code is one for links alone."""

_TAG = re.compile(r"(\\tag\*?\s*)\{([^{}]*)\}")
_TYPED_CAPTION = re.compile(
    r"(?:[图圖図]|Figure|Fig\.)[ \t]*((?:[A-Z][-.–])?\d+(?:[-.–]\d+)*(?-i:[a-z])?)(?![\dA-Z%]|-[A-Z])"
    r"(?![ \t]*[个個种種张張条條层層台次年月号號])[ \t]*[:：.、]?[ \t\u3000]*",
    re.IGNORECASE,
)
"""The number that an author typed before a caption, which is kept in place of ours: `图 2-1 架构`."""


def _figure_numbers(chapter: Chapter) -> Callable[[Any], Any]:
    """Number figures and tables with a caption, and code with a label, as a reader meets them: text, notes, summary.

    Every figure has an id, and so has one that nothing is said of; a number alone below it would say nothing either.
    Where the author typed numbers before half of them, the others get none, but for those that are referred to.
    """
    above = f"{chapter.printed_number}-" if chapter.printed_number else ""
    captioned = [node for node in walk(chapter, Figure) if node.caption or node.label]
    typed = {number for node in captioned if (number := _typed_caption(node.caption)[0])}
    by_hand = 2 * len(typed) >= len(captioned)
    free = _free(above, typed)
    free_tables = _free(above, {node.number for node in walk(chapter, Table)})
    shown = tables = listings = labelled = 0

    def change(node: Any) -> Any:
        nonlocal shown, tables, listings, labelled
        match node:
            case Figure():
                shown += 1
                number, caption = _typed_caption(node.caption)
                if not number and (node.label or (node.caption and not by_hand)):
                    number = next(free)
                return replace(node, id=f"{chapter.id}-f{shown}", number=number, caption=caption)
            case Table() if node.caption or node.label or node.number:
                tables += 1
                return replace(node, id=f"{chapter.id}-t{tables}", number=node.number or next(free_tables))
            case CodeBlock() if node.label:
                labelled += 1
                numbered = _LISTING.match(node.label) is not None
                listings += numbered
                number = f"{above}{listings}" if numbered else ""
                return replace(node, id=f"{chapter.id}-k{labelled}", number=number)
        return node

    return change


def _formula_numbers(chapter: Chapter) -> Callable[[FormulaBlock], FormulaBlock]:
    """Give every formula that has a number or a label its id, and those their number that have none of the author's."""
    above = f"{chapter.printed_number}-" if chapter.printed_number else ""
    formulas = list(walk(chapter, FormulaBlock))
    typed = {node.number for node in formulas} | {line.number for node in formulas for line in node.lines}
    free = _free(above, typed)
    given = 0

    def change(node: FormulaBlock) -> FormulaBlock:
        nonlocal given
        if not (node.numbered or node.number or node.label or node.lines):
            return node
        given += 1
        node = replace(node, id=f"{chapter.id}-e{given}")
        if node.lines:
            node = _with_numbered_lines(node, free)
        return node if node.number or not node.numbered else replace(node, number=next(free))

    return change


def _with_numbered_lines(node: FormulaBlock, free: Iterator[str]) -> FormulaBlock:
    """Give the lines of a formula their numbers, also in its TeX."""
    lines = tuple(line if line.number else replace(line, number=next(free)) for line in node.lines)
    numbers = (line.number for line in lines)
    tex = _TAG.sub(lambda found: f"{found[1]}{{{next(numbers, found[2])}}}", node.formula.tex)
    return replace(node, lines=lines, formula=replace(node.formula, tex=tex))


def _free(above: str, typed: Collection[str]) -> Iterator[str]:
    """The numbers of a chapter, without those that its author typed."""
    return (number for count in itertools.count(1) if (number := f"{above}{count}") not in typed)


def _typed_caption(caption: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    match caption:
        case (Text() as first, *rest) if found := _TYPED_CAPTION.match(first.text):
            words = first.text[found.end() :]
            return found[1], (*((replace(first, text=words),) if words else ()), *rest)
    return "", caption
