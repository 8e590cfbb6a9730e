"""Small functions that are called for each box, picture, element or colour of a page go a shorter way.

WeasyPrint 70 finds the colour of each box's outline, of which nearly none has one, and steps through generators where
a list or tuple is at hand: for margins that meet, and nine times to move what is drawn. cssselect2 0.10 keeps what it
knows of an element by a decorator that, in Python 3.11, locks it for other threads first.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from operator import mul
from typing import Any

from cssselect2 import tree  # type: ignore[import-untyped]
from tinycss2 import color4  # type: ignore[import-untyped]
from weasyprint import matrix
from weasyprint.draw import border
from weasyprint.layout import block

from studypress.library_seams import Seam

_OUTLINES = Seam(border, "draw_outline", "c98afcef4e21")
_MARGINS = Seam(block, "collapse_margin", "c91ad56f8171")
SEAMS = (
    _OUTLINES,
    _MARGINS,
    Seam(matrix, "Matrix", "312bf3b1eee9"),
    Seam(color4, "Color", "63f7186d7ceb"),
    Seam(tree, "ElementWrapper", "6599588a3466"),
)


def spare() -> None:
    """Have these functions go a shorter way in this process."""
    colour = "get_color(box.style, 'outline_color')"
    _OUTLINES.change({colour: f"width and {colour}"})
    _MARGINS.change(
        {f"(m for m in margins if m {sign} 0)": f"[m for m in margins if m {sign} 0]" for sign in (">=", "<=")}
    )
    matrix.Matrix.__matmul__ = _product
    color4.Color.__iter__ = _coordinates
    for name, known in list(vars(tree.ElementWrapper).items()):
        if isinstance(known, cached_property):
            setattr(tree.ElementWrapper, name, _Kept(name, known.func))


def _product(self: Any, other: Any) -> Any:
    columns = tuple(zip(*other, strict=True))
    return matrix.Matrix(matrix=[[sum(map(mul, row, column)) for column in columns] for row in self])


def _coordinates(self: Any) -> Iterator[float]:
    return iter((*self.coordinates, self.alpha))


class _Kept:
    """An attribute that is found when it is first asked for: `functools.cached_property` without its lock."""

    def __init__(self, name: str, find: Callable[[Any], Any]) -> None:
        self.name, self.find = name, find

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        value = instance.__dict__[self.name] = self.find(instance)
        return value
