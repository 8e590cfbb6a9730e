"""What the cells of a paragraph take, as sums, so that any stretch of them can be tried as a line. Lengths are px."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from studypress.pdf.composition.opportunities import Opportunities
from studypress.pdf.composition.parting import Parts


@dataclass(slots=True)
class Measures:
    """The columns that lines are chosen by, each cell's own."""

    width: Sequence[float]
    """What it takes, with the gap before it and the edges of boxes around it."""
    start: Sequence[float]
    """What it takes less at a line's start: the gap, and the blank half of an opening mark."""
    end: Sequence[float]
    """What it takes less at a line's end: the blank half of a closing mark."""
    give: Sequence[float]
    """What it may be squeezed by."""
    ease: Sequence[float]
    """What the gap before it, or the space that it is, may grow by before a line looks loose."""
    spaces: Sequence[bool]
    """Whether it is a space, which vanishes at a line's end."""
    bound: Sequence[bool]
    """Whether it must not begin a line."""
    anywhere: Sequence[bool]
    """Whether a word may be broken before the cell when it fits on no line."""
    opportunities: Opportunities
    newlines: Sequence[int]
    find_parts: Callable[[], Parts]
    """Finds where words and addresses may be parted, which few paragraphs need."""
    em: float
    """The size of the paragraph's text."""
    justified: bool = True
    _width: "array[float]" = field(init=False)
    _give: "array[float]" = field(init=False)
    _ease: "array[float]" = field(init=False)
    _parts: Parts | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._width, self._give, self._ease = (
            array("d", accumulate(column, initial=0.0)) for column in (self.width, self.give, self.ease)
        )

    @property
    def breaks(self) -> Sequence[int]:
        """The cells that a line may begin with, and the end."""
        return self.opportunities.places

    @property
    def parts(self) -> Parts:
        """Where words may be parted, found when first asked for."""
        if self._parts is None:
            self._parts = self.find_parts()
        return self._parts

    def newline(self, start: int) -> int:
        """The next newline, or the end."""
        following = bisect_left(self.newlines, start)
        return self.newlines[following] if following < len(self.newlines) else len(self.width)

    def hyphen(self, stop: int) -> float:
        """What a hyphen takes at the end of a line before the cell `stop`."""
        return self._parts.places.get(stop, 0.0) if self._parts else 0.0

    def last_of(self, start: int, stop: int) -> int:
        """The last cell of the line that is no space."""
        last = stop - 1
        while last > start and self.spaces[last]:
            last -= 1
        return last

    def length(self, start: int, stop: int) -> float:
        """What the cells from `start` to before `stop` take as a line, with nothing adjusted."""
        last = self.last_of(start, stop)
        return self._width[last + 1] - self._width[start] - self.start[start] - self.end[last] + self.hyphen(stop)

    def reach(self, start: int, limit: float) -> int:
        """The first cell that is certainly beyond a line of this length."""
        return bisect_right(self._width, self._width[start] + limit + self.start[start])

    def room(self, start: int, stop: int) -> float:
        """What the line may be squeezed by. What is trimmed at its edges cannot be given again."""
        last = self.last_of(start, stop)
        return max(0.0, self._give[last] - self._give[start + 1]) if last > start else 0.0

    def slackness(self, start: int, stop: int) -> float:
        """What the line may be stretched by before it looks loose; 0 if it cannot be at all."""
        return self._ease[self.last_of(start, stop) + 1] - self._ease[start + 1]

    def fitting(
        self, places: Sequence[int], start: int, near: int, limit: float, squeezed: bool = False
    ) -> Sequence[int]:
        """Those of these places, which are in order, that are after `near` and that the line fits up to."""
        end = bisect_right(places, self.reach(start, limit))
        end += squeezed and end < len(places)
        while end and places[end - 1] > near:
            room = self.room(start, places[end - 1]) if squeezed else 0.0
            if self.length(start, places[end - 1]) <= limit + room:
                break
            end -= 1
        return places[bisect_right(places, near, hi=end) : end]
