"""Chapters and sections, made out of a file's headings and the blocks between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeAlias

from studypress.known_titles import matter_of
from studypress.manuscript import on_one_line
from studypress.markdown.chapter_notes import with_footnotes
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.headings import is_below_text, is_late, with_words, without_idle_breaks
from studypress.markdown.nesting import with_listed_number, with_one_title
from studypress.markdown.nodes.formulas import formula
from studypress.markdown.ranks import with_ranks
from studypress.markdown.slugs import Anchors
from studypress.markdown.syntax.formulas import formulas_in
from studypress.model import (
    Anchor,
    Block,
    Chapter,
    Heading,
    Inline,
    Paragraph,
    Section,
    Style,
    Styled,
    Text,
)
from studypress.names import fold
from studypress.numerals import leading_sign, typed_number
from studypress.problems import Place
from studypress.tree import plain_text, rewrite, walk
from studypress.wording import NOTHING, counted, said


@dataclass(slots=True)
class _Part:
    """A chapter or section while it grows."""

    level: int
    """The level of its heading, as the author wrote it; 0 above the first heading."""
    title: tuple[Inline, ...]
    place: Place
    blocks: list["Block | _Part"] = field(default_factory=list)
    anchor: str = ""
    aliases: tuple[str, ...] = ()
    uncounted: bool = False


_Skips: TypeAlias = "dict[tuple[int, int, int], list[_Part]]"
"""What it is below, and both levels → the headings there that skip a level."""


def chapters(content: Sequence[Block], context: FileContext) -> list[Chapter]:
    """Make the chapters of a file: one for every `#`, or as `_levels` tells where there is none.

    Ids are given afterwards, by `number_chapters`, since they count through the whole book.
    """
    content = with_words(without_idle_breaks(content), context)
    content = with_ranks(with_one_title(content, context), context)
    headings = [block for block in content if isinstance(block, Heading)]
    top, file_title = _levels(content, headings, context)
    anchors = Anchors()
    opening: list[Block | _Part] = []
    parts = [_Part(top, file_title, context.place(0), opening)] if file_title else []
    path = parts[:]
    skips: _Skips = {}
    for block in content:
        if not isinstance(block, Heading):
            (path[-1].blocks if path else opening).append(block)
            continue
        part = _part(block, anchors)
        while path and path[-1].level >= part.level:
            path.pop()
        _note_skip(part, path, skips)
        if part.level == top and not file_title:
            parts.append(part)
        else:
            (path[-1].blocks if path else opening).append(part)
        path.append(part)
    _tell_skips(skips, context)
    if not file_title:
        parts[0].blocks[:0] = _without_section(opening, parts[0])
    if context.source.name:
        parts = _without_idle_title(parts)
    parts[0].title = with_listed_number(parts[0].title, context.source)
    return with_footnotes([_chapter(part) for part in parts], context)


def _without_section(opening: list[Block | _Part], first: _Part) -> list[Block | _Part]:
    """What stands above the first chapter's heading, and opens it; a heading alone, `##### 教材名`, becomes a line."""
    match opening:
        case [_Part(blocks=[]) as above] if above.level > first.level + 1 and not matter_of(plain_text(above.title)):
            return [_line_of(above, first)]
    return opening


def _without_idle_title(parts: list[_Part]) -> list[_Part]:
    """Let a first `#` with nothing below it, the title of a file among others, open the chapter that comes next."""
    first, *rest = parts
    words = plain_text(first.title)
    if not rest or first.blocks or first.uncounted or typed_number(f"{words} …")[0] or matter_of(words):
        return parts
    rest[0].blocks.insert(0, _line_of(first, rest[0]))
    return rest


def _line_of(heading: _Part, chapter: _Part) -> Paragraph:
    """Make a line of a heading with nothing below it, in the chapter that links to it then lead to."""
    chapter.aliases = (*chapter.aliases, heading.anchor, *heading.aliases)
    return Paragraph((Styled(Style.STRONG, heading.title, place=heading.place),), heading.place)


def _levels(content: Sequence[Block], headings: list[Heading], context: FileContext) -> tuple[int, tuple[Inline, ...]]:
    """The level of chapter headings in a file, and the title of a file whose headings are sections alone.

    Without a `#` the title comes from the front matter; else the highest heading there is opens a chapter, unless there
    are several of them, or text above it, in a file among others: that is called by its name, as a note of Obsidian is,
    by which others link to it; in a vault so is one with a single heading, unless that says the name or a number.
    Without any heading it is the file's name, or that of the folder which it opens. So is that of a file with several
    `#` that is to be one chapter, as every page of a list is, or with a `#` behind most of its headings or much text.
    """
    opens = isinstance(next(iter(content), None), Heading)
    lowest = min((heading.level for heading in headings), default=0)
    is_one = context.source.whole or context.source.listed
    ends = context.source.name != "" and (is_late(headings) or is_below_text(content))
    if lowest == 1 and not ends and not (is_one and sum(heading.level == 1 for heading in headings) > 1):
        return 1, ()
    highest = [heading for heading in headings if heading.level == lowest]
    are_sections = ends or not opens or len(highest) > 1 or (context.is_vault and _is_below_name(highest, context))
    if title := context.source.title or (context.source.name if are_sections and lowest else ""):
        return lowest - 1 if lowest else 1, _words_of(title, context)
    if lowest:
        return lowest, ()
    name = context.source.name or on_one_line(PurePosixPath(context.source.path).stem)
    return 1, (Text(name, context.place(0)),)


def _is_below_name(highest: list[Heading], context: FileContext) -> bool:
    """Whether the only heading of a note is a part of it, and not its title once more."""
    words = [plain_text(heading.children) for heading in highest]
    return any(fold(context.source.name) not in fold(title) and not typed_number(title)[0] for title in words)


def _words_of(title: str, context: FileContext) -> tuple[Inline, ...]:
    """A title that is text in front matter: its words, and the formulas between dollar signs."""
    made: list[Inline] = []
    end = 0
    for start, found in formulas_in(title) if context.config.markdown.formulas else ():
        made.append(Text(title[end:start], context.place(0)))
        made += formula(Element("formula", 0, {"text": found.tex}), context)
        end = found.end
    made.append(Text(title[end:], context.place(0)))
    return tuple(node for node in made if not isinstance(node, Text) or node.text)


def _part(heading: Heading, anchors: Anchors) -> _Part:
    given = [node.name for node in walk(heading.children, Anchor)]
    title = _plain(rewrite(heading.children, lambda node: (), Anchor))
    anchor, others = anchors.take(plain_text(title), given[0] if given else "")
    aliases = (*given[1:], *others)
    return _Part(heading.level, title, heading.place, anchor=anchor, aliases=aliases, uncounted=heading.uncounted)


def _plain(title: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A title without the marks that make all of it strong, as all titles are: `## **一、力**`, `## 📌 **力**`.

    A colour and stars make it so twice: `## <font color=red>**一、力**</font>`.
    """
    first = title[0] if title else None
    sign = title[:1] if isinstance(first, Text) and leading_sign(first.text) == first.text else ()
    rest = title[len(sign) :]
    only = rest[0] if len(rest) == 1 else None
    if isinstance(only, Styled) and only.style is Style.STRONG and not only.classes:
        inner = _plain(only.children)
        if isinstance(first, Text) and sign and isinstance(inner[0], Text):
            return (replace(first, text=first.text + inner[0].text), *inner[1:])
        return (*sign, *inner)
    return title


def _note_skip(part: _Part, path: list[_Part], skips: _Skips) -> None:
    if path and part.level > path[-1].level + 1:
        skips.setdefault((id(path[-1]), path[-1].level, part.level), []).append(part)


def _tell_skips(skips: _Skips, context: FileContext) -> None:
    """Tell of headings that skip a level, once for those beside each other: whoever wrote one `###` wrote them all."""
    for (_, above, level), (first, *others) in skips.items():
        also = counted(len(others), ", like 1 more beside it", ", like {number} more beside it") if others else NOTHING
        title = plain_text(first.title)
        message = said(
            "The heading “{title}” is of level {level}, right below level {above}{also}.",
            title=title,
            level=level,
            above=above,
            also=also,
        )
        if not above:  # the title of a file whose `#` are its sections
            message = said(
                "The heading “{title}” is of level {level}, right below the title of its page{also}.",
                title=title,
                level=level,
                also=also,
            )
        context.warn_at(first.place, "heading-skip", message, said("Write it with {number} `#`.", number=above + 1))


def _chapter(part: _Part) -> Chapter:
    return Chapter(
        part.title,
        _sections(part.blocks, 2),
        uncounted=part.uncounted,
        anchor=part.anchor,
        aliases=part.aliases,
        place=part.place,
    )


def _sections(content: Iterable[Block | _Part], level: int) -> tuple[Block, ...]:
    """Levels follow the nesting: a `####` right below a `##` is of level 3."""
    return tuple(
        Section(
            level,
            part.title,
            _sections(part.blocks, level + 1),
            anchor=part.anchor,
            aliases=part.aliases,
            uncounted=part.uncounted,
            place=part.place,
        )
        if isinstance(part, _Part)
        else part
        for part in content
    )


# --- Ids ------------------------------------------------------------------------------------------------------


def number_chapters(found: Iterable[Chapter], prefix: str) -> tuple[Chapter, ...]:
    """Give chapters and sections their ids by position: `c1`, `c1-s2-1`."""
    return tuple(
        replace(chapter, id=f"{prefix}{n}", number=n, blocks=_with_ids(chapter.blocks, f"{prefix}{n}-s"))
        for n, chapter in enumerate(found, start=1)
    )


def _with_ids(content: tuple[Block, ...], prefix: str) -> tuple[Block, ...]:
    result: list[Block] = []
    number = 0
    for block in content:
        if isinstance(block, Section):
            number += 1
            ident = f"{prefix}{number}"
            block = replace(block, id=ident, blocks=_with_ids(block.blocks, f"{ident}-"))
        result.append(block)
    return tuple(result)
