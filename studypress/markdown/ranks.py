"""Headings of another rank than their `#` say: `# 3.1 重力` and `# 本章小结` below `# 第三章 相互作用` are sections.

And in notes that are one file, `## 第一章 运动` is a chapter below `# 高中物理`, which is the book's title.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from studypress.known_titles import matter_of
from studypress.manuscript import OPENINGS
from studypress.markdown.elements.context import FileContext
from studypress.markdown.nesting import letters_of
from studypress.model import Block, Heading
from studypress.numerals import number_value, typed_ordinal
from studypress.tree import plain_text
from studypress.wording import said

_CHAPTER = re.compile(r"第.*[章单單课課讲講]|(?:Chapter|Lesson|Unit)\b", re.IGNORECASE)
_NAMES_CHAPTER = re.compile(r"第.*[章单單]|(?:Chapter|Unit)\b", re.IGNORECASE)
"""A number that only chapters have; a lesson (`第一课`) may be half a page."""
_PART = re.compile(r"第.*[部篇回编編]|Part\b", re.IGNORECASE)
_BESIDE = re.compile(r"\W*(?:参考|參考|术语|術語|glossary)", re.IGNORECASE)
"""What stands beside chapters too, as front and back matter do: `参考答案`, `术语表`."""


def with_ranks(content: Sequence[Block], context: FileContext) -> Sequence[Block]:
    """Let what is typed as a chapter below a book's title be one, and what is typed as a section of a chapter too."""
    content = _with_name(content, context)
    headings = [block for block in content if isinstance(block, Heading)]
    if not _has_title(headings, context):
        return _with_sections(content, context)
    return [
        replace(block, level=block.level - 1) if isinstance(block, Heading) and block is not headings[0] else block
        for block in content
    ]


def _with_name(content: Sequence[Block], context: FileContext) -> Sequence[Block]:
    """Let the `##` that a README without a `#` opens with stand above the others: its file has no name for readers."""
    source = context.source
    if source.name.lower() not in OPENINGS or source.title or source.listed:
        return content
    match content:
        case [Heading() as first, *rest] if first.level > 1 and matter_of(plain_text(first.children)) is None:
            if all(block.level >= first.level for block in rest if isinstance(block, Heading)):
                return [replace(first, level=first.level - 1), *rest]
    return content


def _has_title(headings: Sequence[Heading], context: FileContext) -> bool:
    """Whether the only `#` of the only file stands above chapters, and nothing else but what stands beside these."""
    alone = [heading for heading in headings if heading.level == 1] == list(headings[:1])
    if not headings or not alone or context.source.name or context.source.listed:
        return False
    titles = [plain_text(heading.children) for heading in headings if heading.level == 2]
    chapters = sum(_NAMES_CHAPTER.match(typed_ordinal(title)[0]) is not None for title in titles)
    beside = sum(bool(_BESIDE.match(title) or matter_of(title)) for title in titles)
    return chapters > 1 and chapters + beside == len(titles)


def _with_sections(content: Sequence[Block], context: FileContext) -> Sequence[Block]:
    """Move what is typed as a section of a chapter one level down, with what is below it, where both have one `#`."""
    titles = [block for block in content if isinstance(block, Heading) and block.level == 1]
    sections = _sections(titles, context) if len(titles) > 1 else set()
    if not sections:
        return content
    result: list[Block] = []
    shift = 0
    chapter = titles[0]
    for block in content:
        if isinstance(block, Heading):
            if block.level == 1:
                shift = int(id(block) in sections)
                chapter = chapter if shift else block
                if shift:
                    _tell(block, chapter, context)
            block = replace(block, level=min(block.level + shift, 6))
        result.append(block)
    return result


def _sections(titles: Iterable[Heading], context: FileContext) -> set[int]:
    """The headings that are sections of the chapter before them, by their ids.

    One without a number is, after one with; a summary always is.
    """
    summaries = {letters_of(name) for name in context.config.study.summary_headings}
    found: set[int] = set()
    chapter = ""
    among = False
    counted = 0
    for title in titles:
        words = plain_text(title.children)
        number, name = typed_ordinal(words)
        counts = bool(chapter) and number == str(counted + 1)  # 1 behind 第二章, as no chapter is
        if _CHAPTER.match(number) or _PART.match(number):
            chapter, among, counted = number, False, 0
        elif chapter and (counts or _is_section(number, chapter) or letters_of(name) in summaries):
            found.add(id(title))
            among = True
            counted += counts
        elif among and not number and not _BESIDE.match(words) and not matter_of(words):
            found.add(id(title))
        else:
            chapter, among = "", False
    return found


def _is_section(number: str, chapter: str) -> bool:
    """Whether a number is a section's: `3.1` in chapter 3, `一`, `（二）`, `第一节`; a bare `4` may be a chapter's."""
    if re.match(r"[0-9]+[.．]", number):
        return number_value(number) == number_value(chapter)
    return bool(number) and not number.isdecimal()


def _tell(title: Heading, chapter: Heading, context: FileContext) -> None:
    words, above = plain_text(title.children), plain_text(chapter.children)
    message = said(
        "“{title}” has one `#`, as “{above}” has, but is a section of it by its number or name.",
        title=words,
        above=above,
    )
    context.warn_at(title.place, "second-title", message, said("Write it, and what is below it, with one `#` more."))
