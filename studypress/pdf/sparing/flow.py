"""What boxes are asked at every turn is answered in one step.

WeasyPrint 70 asks each box dozens of times whether it is in normal flow, which asks five more questions; hands each box
of a page up through all that it stands in; and looks down through all that begins and ends a block for the names of
their pages, though hardly anything in a book has a page of its own name (`styles` tells where nothing has).
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute

from studypress.library_seams import Seam

SEAMS = (
    Seam(absolute, "AbsolutePlaceholder", "336e26c56311"),
    Seam(boxes.Box, "descendants", "c15a877f6136"),
    Seam(boxes.Box, "is_floated", "6e6071b81868"),
    Seam(boxes.Box, "is_footnote", "3550ea0c8686"),
    Seam(boxes.Box, "is_note", "2651f1110437"),
    Seam(boxes.Box, "is_absolutely_positioned", "397e0c33b308"),
    Seam(boxes.Box, "is_running", "1c451d5c39f4"),
    Seam(boxes.Box, "is_in_normal_flow", "5f49d6ab23da"),
    Seam(boxes.Box, "page_values", "b788b7536da4"),
    Seam(boxes.ParentBox, "page_values", "9bcfda076d19"),
)

_OUT_BY_FLOAT = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
_OUT_BY_POSITION = frozenset({"absolute", "fixed", "running()", "note()"})


def spare() -> None:
    """Have boxes answer in one step in this process."""
    boxes.Box.is_in_normal_flow = _flowing(boxes.Box.is_in_normal_flow)
    boxes.Box.descendants = _descending(boxes.Box.descendants)
    boxes.ParentBox.page_values = _naming(boxes.ParentBox.page_values)


def _flowing(original: Callable[..., bool]) -> Callable[..., bool]:
    @wraps(original)
    def is_in_normal_flow(self: Any) -> bool:
        position = self.style["position"]
        return not (
            self.style["float"] in _OUT_BY_FLOAT
            or (position if type(position) is str else position[0]) in _OUT_BY_POSITION
        )

    return is_in_normal_flow


def _descending(original: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(original)
    def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
        waiting = [self]
        while waiting:
            box = waiting.pop()
            if isinstance(box, boxes.Box):
                yield box
                waiting.extend(reversed(box.children))
            elif placeholders:
                waiting.append(box._box)
            else:
                yield box

    return descendants


def _naming(original: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    @wraps(original)
    def page_values(self: Any) -> tuple[Any, Any]:
        style, children = self.style, self.children
        page = style["page"]
        if vars(style).get("on_one_page_name"):
            return page, page
        first = next(filter(_counts, children), None)
        if first is None:
            return page, page
        last = next(filter(_counts, reversed(children)))
        start, end = first.page_values()
        if last is not first:
            _, end = last.page_values()
        return start or page, end or page

    return page_values


def _counts(box: Any) -> bool:
    """Whether the name of a box's page is that of its parent, where it is the first or the last one."""
    return bool(box.is_in_normal_flow() or box.is_floated())
