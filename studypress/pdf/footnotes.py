"""A footnote stays on the page of its mark: two repairs of WeasyPrint 70, needed until upstream has them.

`layout/block.py`: when the first line of a block does not fit, footnotes that stand on the page already are moved to
the next one so as to make room, and stay moved even when the line does not fit after all. In notes made of one-line
bullets that happens at the foot of almost every page with a footnote. A book carries the line over instead.

`layout/__init__.py`: a footnote counts as overflowing when its end differs from that of its area by a rounding error.
"""

import inspect
import sys
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from weasyprint import layout


@dataclass(frozen=True, slots=True)
class _Repair:
    """One condition of the library, replaced."""

    owner: Any
    """The module or class that holds the function."""
    function: str
    fault: str
    """Text that its source must hold exactly once."""
    mended: str


_REPAIRS = (
    _Repair(
        layout.block,
        "_linebox_layout",
        "report = not context.in_column and can_break_now and not could_break_before",
        "report = False",
    ),
    _Repair(
        layout.LayoutContext,
        "_update_footnote_area",
        "overflow = last_child_bottom > footnote_area_bottom",
        "overflow = last_child_bottom > footnote_area_bottom + 0.01",
    ),
)


def keep_notes_with_marks() -> bool:
    """Repair WeasyPrint in this process, once. Returns False, and changes nothing, when its code is not as expected."""
    if not all(hasattr(repair.owner, repair.function) for repair in _REPAIRS):
        return False
    wanted = [repair for repair in _REPAIRS if not hasattr(getattr(repair.owner, repair.function), "repaired")]
    sources = [dedent(inspect.getsource(getattr(repair.owner, repair.function))) for repair in wanted]
    if any(source.count(repair.fault) != 1 for repair, source in zip(wanted, sources, strict=True)):
        return False
    for repair, source in zip(wanted, sources, strict=True):
        _replace(repair, source.replace(repair.fault, repair.mended))
    return True


def _replace(repair: _Repair, source: str) -> None:
    old = getattr(repair.owner, repair.function)
    made: dict[str, Any] = {}
    code = compile(source, inspect.getfile(old), "exec")
    exec(code, vars(sys.modules[old.__module__]), made)  # noqa: S102  # the library's own text, but for one condition
    made[repair.function].repaired = True
    setattr(repair.owner, repair.function, made[repair.function])
