"""The pages of a list of contents: each has one title, and those below a chapter become its sections."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studypress.known_titles import Matter, matter_of
from studypress.manuscript import CHAPTER, PART, SourceFile
from studypress.markdown.elements.context import FileContext
from studypress.model import Block, Chapter, Footnote, FootnoteMark, Heading, Inline, Section, Text
from studypress.names import fold, has_han, heading_name, without_number
from studypress.numerals import leading_sign, number_value, typed_number, typed_numbers
from studypress.tree import plain_text, rewrite
from studypress.wording import said


def with_one_title(content: Sequence[Block], context: FileContext) -> Sequence[Block]:
    """Let a page of a list have one heading of its highest level, its title, with all others below it."""
    headings = [block for block in content if isinstance(block, Heading)]
    title = _title_heading(headings, content, context)
    if title is None:
        return content
    result: list[Block] = []
    shift = 1 - title.level
    for block in content:
        if isinstance(block, Heading) and block is not title:
            if block.level + shift <= 1:
                shift += 1
                _tell_of_second(block, title, context)
            block = replace(block, level=max(block.level + shift, 2))
        result.append(replace(title, level=1) if block is title else block)
    return result


def _title_heading(headings: list[Heading], content: Sequence[Block], context: FileContext) -> Heading | None:
    """Find the heading that is a page's title: its first `#`, or the one it opens with, if that stands over the rest.

    A summary may stand beside it, since a chapter's last page often ends with the chapter's. None where there is no
    title, and where a file may have as many `#` as it likes, since no list calls it one page. Among notes that are
    chapters whatever they hold, the first `#` counts where it says what the file's name says.
    """
    source = context.source
    first = next((heading for heading in headings if heading.level == 1), None)
    if first is not None:
        titled = source.whole and _is_called(source.name, plain_text(first.children))
        is_title = titled or (source.listed and not _is_one_of_many(headings, source.listed))
        return first if is_title else None
    if not source.title or not headings or content[0] is not headings[0]:
        return None
    first = headings[0]
    summaries = {letters_of(name) for name in context.config.study.summary_headings}
    alone = all(
        heading.level > first.level or letters_of(plain_text(heading.children)) in summaries for heading in headings[1:]
    )
    names = {letters_of(name) for name in (source.title, source.listed) if name}
    called = source.listed == source.name and has_han(source.name)  # no list calls the page so, but its own name
    is_title = alone and source.listed and not called
    return first if is_title or letters_of(plain_text(first.children)) in names else None


_COUNTS = re.compile(r"(?:lesson|unit|chapter|ch|lecture|lec|day|week|第)?\d+[章节課课讲講]?")


def _is_called(name: str, title: str) -> bool:
    """Whether a file's name says what a title says, behind a number: `Lesson-01-A-puma`, `A puma`."""
    if letters_of(title) == letters_of(name):
        return True
    whole, words = (re.sub(r"[\W_]", "", fold(each)) for each in (name, title))
    return bool(words) and whole.endswith(words) and _COUNTS.fullmatch(whole.removesuffix(words)) is not None


_OPENING = re.compile(
    "题目|概述|概念|简介|介绍|引言|导言|背景|说明|目录|(?:学习|教学|实验|本章|本节|课程)(?:目的|目标|内容|要求)"
)
"""Names of a page's first section, but no page's."""


def _is_one_of_many(headings: list[Heading], listed: str) -> bool:
    """Whether a page's first `#` is a section among others, and the list alone has its title.

    So it is where it is numbered as another is, or called 前言 or 题目, and the list does not call the page so.
    """
    titles = [plain_text(heading.children) for heading in headings if heading.level == 1]
    numbers = [number for number, _ in typed_numbers(titles)]
    opens = matter_of(titles[0]) is Matter.FRONT or _OPENING.fullmatch(titles[0].strip()) is not None
    among = opens or (bool(numbers[0]) and any(numbers[1:]))
    return len(titles) > 1 and among and letters_of(titles[0]) not in letters_of(listed)


def letters_of(title: str) -> str:
    """The letters of a title without its number."""
    return fold(typed_number(title.strip())[1])


def _tell_of_second(heading: Heading, title: Heading, context: FileContext) -> None:
    if title.level == 1 and context.source.listed:
        words = plain_text(heading.children)
        message = said(
            "“{title}” is a second title in this page; the list names it once, so this is a section of it.", title=words
        )
        hint = said("Write it, and what is below it, with one `#` more.")
        context.warn_at(heading.place, "second-title", message, hint)


def with_listed_number(title: tuple[Inline, ...], source: SourceFile) -> tuple[Inline, ...]:
    """Put the number before a title that the list of contents has and the page's own heading lacks."""
    listed = source.listed.removeprefix(leading_sign(source.listed))
    number, words = typed_number(listed)
    if not number or not title or not isinstance(title[0], Text) or typed_number(plain_text(title))[0]:
        return title
    typed = listed.removesuffix(words)  # with what parts it from the words, by which it is known for a number
    return (replace(title[0], text=typed + title[0].text.lstrip()), *title[1:])


# --- Sections -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Page:
    """A chapter, or what becomes a section of one, while the pages below it are gathered."""

    chapter: Chapter
    path: str
    """Its file."""
    level: int
    below: list["_Page"] = field(default_factory=list)


def nested(files: Iterable[tuple[SourceFile, list[Chapter]]], summaries: Collection[str] = ()) -> list[Chapter]:
    """Put the pages of level 2 and more into the chapters they follow, as sections with their headings moved down.

    So is a page beside its chapter that is called 本章小结, as `summaries` name one.
    """
    top: list[_Page] = []
    path: list[_Page] = []
    for source, found in files:
        for chapter in found:
            chapter = replace(
                chapter,
                uncounted=source.uncounted or chapter.uncounted,
                part=source.part or chapter.part,
                opens_part=source.level == PART or chapter.opens_part,
            )
            sums_up = bool(top) and _sums_up(chapter, top[-1].chapter, summaries)
            page = _Page(chapter, source.path, max(source.level, CHAPTER + sums_up))
            while path and path[-1].level >= page.level:
                path.pop()
            (path[-1].below if path else top).append(page)
            path.append(page)
    return [_joined(_opened(page)) for page in top]


_OF_A_CHAPTER = ("本章", "章节", "章節", "单元", "單元", "本单元", "本單元")


def _sums_up(page: Chapter, before: Chapter, summaries: Collection[str]) -> bool:
    """Whether a page is the summary of the chapter before it by its name; one that says 总结 alone may be a book's."""
    title = plain_text(page.title)
    is_named = fold(without_number(title)).startswith(_OF_A_CHAPTER) and heading_name(title) in map(
        heading_name, summaries
    )
    beside = page.part == before.part and not (page.opens_part or before.opens_part)
    is_section = re.search(r"[.．][0-9]|[节節]", typed_number(plain_text(before.title))[0])
    return is_named and beside and not is_section


def _opened(page: _Page) -> _Page:
    """A page that is a title alone, opened by the first below it where that has the same: 第02章 力 holds 第2章 力."""
    if page.chapter.blocks or not page.below or not _same_title(page.chapter, page.below[0].chapter):
        return page
    first, *rest = page.below
    chapter = replace(first.chapter, uncounted=page.chapter.uncounted, part=page.chapter.part)
    return _opened(replace(page, chapter=chapter, path=first.path, below=[*first.below, *rest]))


def _same_title(one: Chapter, other: Chapter) -> bool:
    """Whether two titles say the same, by numbers that may have a zero before them, or be left out."""
    titles = [plain_text(chapter.title) for chapter in (one, other)]
    numbers = {number_value(typed_number(title)[0]) for title in titles} - {0}
    return len(numbers) < 2 and letters_of(titles[0]) == letters_of(titles[1]) != ""


def _joined(page: _Page) -> Chapter:
    """Make one chapter of a page and all below it; equal labels of footnotes are told apart by a second line."""
    chapter = page.chapter
    blocks, notes = chapter.blocks, chapter.footnotes
    for below in map(_opened, page.below):
        section = _with_own_labels(_joined(below), {note.label for note in notes})
        moved = _moved_down(section.blocks)
        blocks += (
            Section(
                2, section.title, moved, anchor=section.anchor, aliases=section.aliases, page=below.path,
                place=section.place,
            ),
        )  # fmt: skip
        notes += section.footnotes
    return replace(chapter, blocks=blocks, footnotes=notes)


def _moved_down(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    def change(node: Any) -> Any:
        return replace(node, level=node.level + 1) if isinstance(node, Section) else node

    return rewrite(blocks, change)


def _with_own_labels(page: Chapter, taken: set[str]) -> Chapter:
    names = {note.label: f"{note.label}\n{page.place.path}" for note in page.footnotes if note.label in taken}
    if not names:
        return page

    def change(node: Any) -> Any:
        if isinstance(node, Footnote | FootnoteMark) and node.label in names:
            return replace(node, label=names[node.label])
        return node

    return rewrite(page, change)
