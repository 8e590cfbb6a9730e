"""How the choices of a question stand in even columns: as many as their widest leaves room for."""

from dataclasses import dataclass
from typing import Any

from studypress.figures.titles import line_width
from studypress.model import Choices, Image
from studypress.render.extents import drawn_parts, words_of
from studypress.tree import walk

_MEASURE = 32.0
"""em: the measure of A5 less the indent of a paragraph."""
_GAP = 1.0
"""em between two columns, at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide a choice is."""

    count: int
    """In a row."""
    width: float
    """em: what the widest takes with a gap behind it; 0 where pictures are among them, which fit any column."""

    @property
    def share(self) -> float:
        """Of the measure, per cent."""
        return round(100 / self.count, 2)


def columns_of(choices: Choices) -> Columns:
    """Set as many in a row as their author typed, else two, else one."""
    pictures = any(walk(choices, Image))
    width = 0.0 if pictures else max(_width(item) for item in choices.items) + _GAP
    count = next((count for count in (choices.columns, 2) if width * count <= _MEASURE), 1)
    return Columns(count, round(width, 1))


def _width(choice: Any) -> float:
    return sum(drawn_parts(choice)) + line_width(words_of(choice))
