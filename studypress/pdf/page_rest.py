"""The rest of a page, which a box is laid out in."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

Fitted = tuple[Any, ...]
"""What WeasyPrint's `block_level_layout` gives: the box, where the rest of it begins, and more."""


@dataclass(frozen=True, slots=True)
class PageRest:
    """What WeasyPrint's `block_level_layout` is told of it."""

    layout: Callable[..., Fitted]
    """That function."""
    context: Any
    bottom_space: float
    """px, that stay free at the foot of the page."""
    parent: Any
    """The box that holds what is laid out."""
    placed: tuple[list[Any], list[Any]]
    """The boxes so far that have places of their own: absolute, and fixed."""
    margins: list[Any]
    """Those before the box, which its own joins."""
    style: tuple[Any, ...]
    """What the function takes behind the margins."""

    def lay_out(self, box: Any, placed: tuple[list[Any], list[Any]]) -> Fitted:
        """Lay out a box, and add what of it has its own place to what is `placed`."""
        return self._laid_out(box, self.bottom_space, placed)

    def lay_out_whole(self, box: Any) -> Any:
        """Lay out a box as if the page had no end, for its measures."""
        return self._laid_out(box, -inf, ([], []))[0]

    def _laid_out(self, box: Any, bottom_space: float, placed: tuple[list[Any], list[Any]]) -> Fitted:
        margins = list(self.margins)  # they grow while a box is laid out
        return self.layout(self.context, box, bottom_space, None, self.parent, False, *placed, margins, *self.style)


def fits(fitted: Fitted) -> bool:
    """Whether all of a box is there, and nothing of it goes over."""
    return fitted[0] is not None and fitted[1] is None
