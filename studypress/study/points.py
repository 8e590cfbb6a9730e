"""The points of a summary: what a reader should be able to do, each with its answer. No word is lost."""

import re
from dataclasses import replace
from typing import TypeAlias, assert_never

from studypress.model import (
    Answer,
    Block,
    Callout,
    Choices,
    CodeBlock,
    Container,
    DefinitionList,
    Details,
    Figure,
    FormulaBlock,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Point,
    PointGroup,
    Quote,
    Section,
    SourceList,
    Table,
    ThematicBreak,
)
from studypress.tree import own_and_sections, plain_text


def split_summary(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[PointGroup, ...]]:
    """Divide a summary section into the prose at its beginning and its groups of points.

    Points that stand under no sub-heading are one group without title. A sub-heading inside a sub-heading has its own
    group, right after.
    """
    own, sections = own_and_sections(blocks)
    start = next((index for index, block in enumerate(own) if isinstance(block, List | DefinitionList)), len(own))
    prose = tuple(block for block in own[:start] if not isinstance(block, ThematicBreak))
    points = points_of(own[start:])
    groups: tuple[PointGroup, ...] = (PointGroup((), points, place=points[0].place),) if points else ()
    for section in sections:
        groups += _groups(section)
    return prose, groups


def _groups(section: Section) -> tuple[PointGroup, ...]:
    own, sections = own_and_sections(section.blocks)
    group = PointGroup(section.title, points_of(own), badges=section.badges, place=section.place)
    return (group, *(each for below in sections for each in _groups(below)))


def points_of(blocks: tuple[Block, ...]) -> tuple[Point, ...]:
    """Make points of blocks: of list items, of paragraphs; what is neither belongs to the point before it.

    What stands behind `Q：…` answers it, up to the next question.
    """
    points: list[Point] = []
    asked = False
    for block in blocks:
        asked = _asks(block) or (
            asked and not isinstance(block, Heading | Section | Details | Callout | DefinitionList)
        )
        match block:
            case Paragraph() | List() if asked and not _asks(block):
                _append(points, block)
            case List(items=items):
                points += [_point_of_item(item) for item in items]
            case DefinitionList(items=definitions):
                points += [
                    Point(each.term, tuple(part for parts in each.definitions for part in parts), each.place)
                    for each in definitions
                ]
            case Paragraph(children=children, place=place) | Heading(children=children, place=place):
                points.append(Point(children, (), place))
            case (
                Details(summary=title, blocks=inner, place=place)
                | Callout(title=title, blocks=inner, place=place)
                | Section(title=title, blocks=inner, place=place)
            ):
                points.append(Point(title, inner, place))
            case Container(blocks=inner):
                points += points_of(inner)
            case Answer() | Choices() | CodeBlock() | Quote() | Table() | Figure() | FormulaBlock() | SourceList():
                _append(points, block)
            case ThematicBreak():
                pass
            case _:
                assert_never(block)
    return tuple(points)


_QUESTION = re.compile(r"\s*(?:Q|问|問|question)\s*+[0-9]{0,3}\s*+[:：]", re.IGNORECASE)


def _asks(block: Block) -> bool:
    return isinstance(block, Paragraph) and _QUESTION.match(plain_text(block.children)) is not None


_Plain: TypeAlias = Paragraph | List | Answer | Choices | CodeBlock | Quote | Table | Figure | FormulaBlock | SourceList


def _append(points: list[Point], block: _Plain) -> None:
    if points:
        points[-1] = replace(points[-1], answer=(*points[-1].answer, block))
    else:
        points.append(Point(_lead(block), (block,), block.place))


def _point_of_item(item: ListItem) -> Point:
    """The first paragraph is the point, the rest its answer."""
    match item.blocks:
        case (Paragraph(children=children) | Heading(children=children), *rest):
            return Point(children, tuple(rest), item.place)
        case (first, *_):
            return Point(_lead(first), item.blocks, item.place)
        case _:
            return Point((), (), item.place)


def _lead(block: Block) -> tuple[Inline, ...]:
    """What to call a point that begins with a figure or a table: its caption; nothing for other blocks."""
    return block.caption if isinstance(block, Figure | Table) else ()
