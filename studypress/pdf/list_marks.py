"""The mark of a list's item stands on the baseline of its first line, however high a formula makes that line.

WeasyPrint puts it where the item begins, in a line of its own as high as any other.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut


def set_on_baseline(item: Any) -> None:
    """Move the mark of an item that has just been laid out; a box without one is left alone."""
    if not (item.children and item.children[0].is_outside_marker):
        return
    mark = item.children[0]
    line = _first_line(item.children[1:])
    if line is not None:
        _, baseline = strut(mark.style)
        mark.translate(dy=line.position_y + line.baseline - mark.position_y - baseline)


def _first_line(children: Any) -> Any:
    """The line that blocks begin with; None where they begin with something else, such as a table."""
    for child in children:
        if isinstance(child, boxes.LineBox):
            return child
        if child.is_in_normal_flow():
            return _first_line(child.children) if isinstance(child, boxes.BlockContainerBox) else None
    return None
