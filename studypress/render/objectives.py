"""The learning objectives that are made of a summary's points, each with the mark that it is counted by."""

from dataclasses import dataclass

from studypress.model import Badge, Inline, List, ListItem, Paragraph, Summary
from studypress.render.typed_marks import with_typed_marks
from studypress.render.words import bare
from studypress.study.cutting import cut_end, flat
from studypress.tree import plain_text


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of a chapter."""

    text: tuple[Inline, ...]
    badges: tuple[Badge, ...] = ()
    """Those of its group, which the first shows."""
    marker: str = ""
    """The number that its author typed behind a bullet, in place of the circle."""


def objectives_of(summary: Summary) -> tuple[Objective, ...]:
    """The objectives of a chapter, by its summary, in reading order."""
    items: list[Objective] = []
    for group in summary.groups:
        texts = [_without_colon(bare(point.text)) for point in group.points if plain_text(point.text).strip()]
        bullets = with_typed_marks(List(tuple(ListItem((Paragraph(text),)) for text in texts)))
        for at, item in enumerate(bullets.items):
            text = item.blocks[0].children if isinstance(item.blocks[0], Paragraph) else texts[at]
            items.append(Objective(text, () if at else group.badges, item.marker))
    return tuple(items)


def _without_colon(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A point without the colon at its end, which announces what only the summary shows."""
    text = flat(words)
    bare_text = text.rstrip("：: ")
    return cut_end(words, len(text) - len(bare_text))[0] if bare_text else words
