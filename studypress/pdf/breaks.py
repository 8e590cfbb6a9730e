"""Pages end as they do in a book: repairs of WeasyPrint 70, needed until upstream has them.

`_linebox_layout`: when the first line of a block does not fit, footnotes that stand on the page already are moved to
the next one so as to make room, and stay moved even when the line does not fit after all. In notes made of one-line
bullets that happens at the foot of almost every page with a footnote. A book carries the line over instead. (That a
line goes over when its own note does not fit is in `templates/base.css`: `footnote-policy`.)

`_update_footnote_area`: a footnote counts as overflowing when its end and that of its area differ by a rounding error.

`block_container_layout`: each part of a broken box is stretched to the foot of its page, and its frame is closed around
nothing. A frame ends where its content does.

`_linebox_layout`, `_in_flow_layout`, `find_earlier_page_break`: when a break is moved up, the box that it falls in
keeps its height.

`remake_page`: after a page with a name every break counts as forced, and margins stay: a heading at the head of a page
stands below the top of the text.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent
from types import CodeType, FunctionType
from typing import Any

from weasyprint import layout


@dataclass(frozen=True, slots=True)
class _Repair:
    """A function of the library, of which some lines are replaced."""

    owner: Any
    """The module or class that holds the function."""
    function: str
    lines: Mapping[str, str]
    """Text that its source must hold exactly once, and what stands in its place."""

    def target(self) -> FunctionType:
        """The function itself. Raises AttributeError or TypeError when there is none."""
        function = inspect.unwrap(getattr(self.owner, self.function))
        if not isinstance(function, FunctionType):
            raise TypeError(function)
        return function

    def code(self) -> CodeType:
        """Its code, mended, at the same place of the same file. Raises LookupError, or OSError without source."""
        function = self.target()
        source = dedent(inspect.getsource(function))
        for fault, mended in self.lines.items():
            if source.count(fault) != 1:
                raise LookupError(fault)
            source = source.replace(fault, mended)
        above = "\n" * (function.__code__.co_firstlineno - 1)
        module = compile(above + source, function.__code__.co_filename, "exec")
        return next(constant for constant in module.co_consts if isinstance(constant, CodeType))


_REPAIRS = (
    _Repair(
        layout.block,
        "_linebox_layout",
        {
            "report = not context.in_column and can_break_now and not could_break_before": "report = False",
            "resume_at = {index: new_children[-1].resume_at}\n": (
                "resume_at = {index: new_children[-1].resume_at}\n"
                "        position_y = new_children[-1].position_y + new_children[-1].height\n"
            ),
        },
    ),
    _Repair(
        layout.LayoutContext,
        "_update_footnote_area",
        {"last_child_bottom > footnote_area_bottom": "last_child_bottom > footnote_area_bottom + 0.01"},
    ),
    _Repair(
        layout.block,
        "block_container_layout",
        {
            "elif bottom_space > -inf and not new_box.is_column:": "elif False:",
        },
    ),
    _Repair(
        layout.block,
        "find_earlier_page_break",
        {
            "new_child = child.copy_with_children(new_grand_children)\n": (
                "new_child = child.copy_with_children(new_grand_children)\n"
                "                    if last := find_last_in_flow_child(new_grand_children):\n"
                "                        end = last.border_box_y() + last.border_height()\n"
                "                        new_child.height = end - new_child.content_box_y()\n"
            )
        },
    ),
    _Repair(
        layout.block,
        "_in_flow_layout",
        {
            "new_children, resume_at = result\n": (
                "new_children, resume_at = result\n"
                "                if last := find_last_in_flow_child(new_children):\n"
                "                    position_y = last.border_box_y() + last.border_height()\n"
            )
        },
    ),
    _Repair(
        layout.page,
        "remake_page",
        {"(next_page['break'] != 'any' or next_page['page'])": "next_page['break'] != 'any'"},
    ),
)


def mend_page_breaks() -> bool:
    """Repair WeasyPrint in this process. Returns False, and changes nothing, when its code is not as expected."""
    try:
        mended = [(repair.target(), repair.code()) for repair in _REPAIRS]
    except (AttributeError, LookupError, OSError, TypeError):
        return False
    for function, code in mended:
        function.__code__ = code
    return True
