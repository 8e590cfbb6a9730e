"""A chapter's last page holds some lines, and not two of a list, or the rest of a summary, at its head.

What all but fits the page before it is set closer there (`tightening.py`). What goes over all the same takes with it as
many of the lines before it as make a page that is worth turning to, and a summary that was torn comes with all of it:
a blank at the foot of the page before is no waste where the last page is blank as well. Two pages are laid out again
for that, and only where the last one is all but empty, or begins with such a rest.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.layout import page as paging

from studypress.pdf.tightening import is_short_summary

_LEAST = 1 / 6
"""Of a page, that the last one holds: six lines of A4's 38, five of A5's 29, which is what typographers ask for."""
_FULL = 3 / 4
"""Of a page, that the one before it keeps."""
_FULL_ABOVE_BOX = 2 / 3
"""Of a page, that the one before it keeps where a summary goes over whole."""
GOES_ON = "data-goes-on"
"""An attribute of a document that ends before its chapter does."""


def with_full_end(context: Any, root: Any, html: Any, pages: list[Any]) -> list[Any]:
    """The pages of a document, as WeasyPrint has made them but for the last two, where the end of these is short."""
    if len(pages) > 1 and html.etree_element.get(GOES_ON) is None and _may_change(context, *pages[-2:]):
        for end, least in _ends(*pages[-2:]):
            if made := _parted_sooner(context, root, html, pages, end, least * pages[-2].height):
                return pages[:-2] + made
    return pages


def _may_change(context: Any, before: Any, last: Any) -> bool:
    """Whether the text runs on from one page to the other, and there is nothing beside it, which would be lost."""
    how_it_begins = context.page_maker[-2][1]
    if how_it_begins["break"] != "any" or before.page_type.name != last.page_type.name:
        return False
    notes = any(page.children[1].children for page in (before, last))
    return not notes and all(box.is_in_normal_flow() for page in (before, last) for box in page.children[0].children)


def _ends(before: Any, last: Any) -> Iterator[tuple[float, float]]:
    """Where the page before the last one should rather end, px from the top of its text, and how full it stays.

    The best place comes first.
    """
    rests = {box.element for box in last.descendants() if is_short_summary(box)}
    for box in before.descendants():
        if is_short_summary(box) and box.element in rests:
            yield box.border_box_y() - before.content_box_y(), _FULL_ABOVE_BOX
    lacking = _LEAST * last.height - _filled(last)
    if lacking > 0:
        yield _filled(before) - lacking, _FULL


def _filled(page: Any) -> float:
    """How much of the height of a page its text takes, px."""
    text = page.children[0]
    return float(text.border_box_y() + text.border_height() - page.content_box_y())


def _parted_sooner(context: Any, root: Any, html: Any, pages: list[Any], end: float, least: float) -> list[Any]:
    """The last two of the pages, the first of them ending by `end`, px; none where it holds less than the `least` then.

    None, too, where that is no gain.
    """
    (before, last), states = pages[-2:], context.page_maker[-3:]
    if end < least:
        return []
    context.held_back = before.height - end
    first, rest = _made_again(context, root, html, len(pages) - 2)
    context.held_back = 0
    if rest is not None:
        second, rest = _made_again(context, root, html, len(pages) - 1)
        is_whole = rest is None and not context.reported_footnotes and not context.broken_out_of_flow
        if is_whole and _filled(first) >= least and _filled(second) > _filled(last):
            return [first, second]
    context.page_maker[len(pages) - 2 :] = states
    context.reported_footnotes.clear()
    context.broken_out_of_flow.clear()
    return []


def _made_again(context: Any, root: Any, html: Any, at: int) -> Any:
    """Lay out one page, as WeasyPrint's `make_all_pages` does. Gives it and where the next begins."""
    *start, _ = context.page_maker[at]
    remake = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    context.page_maker[at] = (*start, remake)
    return paging.remake_page(at, context, root, html)
