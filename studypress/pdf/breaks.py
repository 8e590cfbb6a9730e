"""Pages and lines end as they do in a book: repairs of WeasyPrint 70, needed until upstream has them.

`_linebox_layout`: when the first line of a block does not fit, footnotes that stand on the page already are moved to
the next one so as to make room, and stay moved even when the line does not fit after all. In notes made of one-line
bullets that happens at the foot of almost every page with a footnote. A book carries the line over instead. (That a
line goes over when its own note does not fit is in `templates/base.css`: `footnote-policy`.)

`_update_footnote_area`: a footnote counts as overflowing when its end and that of its area differ by a rounding error.

`block_container_layout`: each part of a broken box is stretched to the foot of its page, and its frame is closed around
nothing. A frame ends where its content does. What asks to be whole is torn where it would leave much blank.
The mark of an item stands on the baseline of its first line (`list_marks.py`).

`_linebox_layout`, `_in_flow_layout`, `find_earlier_page_break`: when a break is moved up, the box that it falls in
keeps its height.

`_in_flow_layout`, too: a box with a lower edge goes over unless there is room for that edge twice. What does not fit is
made to, where that fills a page (`fitting.py`).

`remake_page`: after a page with a name every break counts as forced, and margins stay: a heading at the head of a page
stands below the top of the text.

`layout_document`, `make_page`: the last page of a chapter is not left with a few lines (`last_pages.py`).

`split_inline_box`: a line of several boxes that may end nowhere, as one of coloured code without blanks, runs out of
the page though its style lets words be broken anywhere. It ends before the box that is too much.

`split_first_line`: a text whose last blank alone is too wide for the line ends after its first word.
"""

from weasyprint import layout
from weasyprint.text import line_break

from studypress.library_seams import Seam
from studypress.pdf.fitting import is_torn, made_to_fit
from studypress.pdf.last_pages import with_full_end
from studypress.pdf.list_marks import set_on_baseline

_REPAIRS = (
    (
        Seam(layout.block, "_linebox_layout", "e07bbe000974"),
        {
            "report = not context.in_column and can_break_now and not could_break_before": "report = False",
            "resume_at = {index: new_children[-1].resume_at}\n": (
                "resume_at = {index: new_children[-1].resume_at}\n"
                "        position_y = new_children[-1].position_y + new_children[-1].height\n"
            ),
        },
    ),
    (
        Seam(layout.LayoutContext, "_update_footnote_area", "2e317e4b066f"),
        {"last_child_bottom > footnote_area_bottom": "last_child_bottom > footnote_area_bottom + 0.01"},
    ),
    (
        Seam(layout.block, "block_container_layout", "65842ca53a83"),
        {
            "elif bottom_space > -inf and not new_box.is_column:": "elif False:",
            "    new_box = box.copy_with_children(new_children)\n": (
                "    new_box = box.copy_with_children(new_children)\n    set_on_baseline(new_box)\n"
            ),
            "avoid_page_break(box.style['break_inside'], context) and\n            not page_is_empty):": (
                "avoid_page_break(box.style['break_inside'], context) and\n            not page_is_empty and\n"
                "            not is_torn(context, box)):"
            ),
        },
    ),
    (
        Seam(layout.block, "find_earlier_page_break", "c2bbdcdfdf40"),
        {
            "new_child = child.copy_with_children(new_grand_children)\n": (
                "new_child = child.copy_with_children(new_grand_children)\n"
                "                    if last := find_last_in_flow_child(new_grand_children):\n"
                "                        end = last.border_box_y() + last.border_height()\n"
                "                        new_child.height = end - new_child.content_box_y()\n"
            )
        },
    ),
    (
        Seam(layout.block, "_in_flow_layout", "c2537262836d"),
        {
            "new_children, resume_at = result\n": (
                "new_children, resume_at = result\n"
                "                if last := find_last_in_flow_child(new_children):\n"
                "                    position_y = last.border_box_y() + last.border_height()\n"
            ),
            "    child_position = child.position_x, child.position_y\n": (
                "    child_position = child.position_x, child.position_y\n"
                "    margins_before = list(adjoining_margins)\n"
            ),
            "    # Check that child doesn’t overflow and set next position_y.\n": (
                "    does_not_fit = new_child is None or resume_at or context.overflows_page(\n"
                "        bottom_space, new_child.border_box_y() + new_child.border_height())\n"
                "    if does_not_fit and not page_is_empty_with_no_children and not skip_stack:\n"
                "        child.position_x, child.position_y = child_position\n"
                "        if fitted := made_to_fit(\n"
                "                child, block_level_layout, context, bottom_space, box,\n"
                "                (absolute_boxes, fixed_boxes), margins_before,\n"
                "                (first_letter_style, first_line_style, discard, max_lines)):\n"
                "            if new_child is not None:\n"
                "                remove_placeholders(context, [new_child], absolute_boxes, fixed_boxes)\n"
                "            (new_child, resume_at, next_page, next_adjoining_margins,\n"
                "             collapsing_through, max_lines) = fitted\n"
            ),
            "border_page_overflow = context.overflows_page(bottom_space, new_position_y)": (
                "edge = new_child.padding_bottom + new_child.border_bottom_width\n"
                "            border_page_overflow = context.overflows_page(bottom_space - edge, new_position_y)"
            ),
        },
    ),
    (
        Seam(layout.page, "remake_page", "1ff09b2dffa1"),
        {"(next_page['break'] != 'any' or next_page['page'])": "next_page['break'] != 'any'"},
    ),
    (
        Seam(layout, "layout_document", "a5cbf437e99c"),
        {
            "pages = list(make_all_pages(context, root_box, html, pages))": (
                "pages = with_full_end(context, root_box, html, list(make_all_pages(context, root_box, html, pages)))"
            )
        },
    ),
    (
        Seam(layout.page, "make_page", "656f183328e8"),
        {
            "page.content_box_y() + page.height\n": (
                "page.content_box_y() + page.height - getattr(context, 'held_back', 0)\n"
            )
        },
    ),
    (
        Seam(layout.inline, "split_inline_box", "3a0cb7ca7e34"),
        {
            "                    if previous_resume_at:\n": (
                "                    may_end = box.style['overflow_wrap'] != 'normal'\n"
                "                    may_end = may_end and box.style['white_space'] not in ('pre', 'nowrap')\n"
                "                    is_line = isinstance(box, boxes.LineBox)\n"
                "                    if waiting_children and is_line and may_end and not previous_resume_at:\n"
                "                        children.extend(waiting_children)\n"
                "                        previous_resume_at = {index: None}\n"
                "                    if previous_resume_at:\n"
            )
        },
    ),
    (
        Seam(line_break, "split_first_line", "39ad1016863c"),
        {
            "    if resume_index is None and first_line_width <= max_width:\n": (
                "    words = text.rstrip(' ')\n"
                "    may_end = words and words != text and style['white_space'] in ('normal', 'pre-line')\n"
                "    if resume_index is None and first_line_width > max_width and may_end:\n"
                "        layout.set_text(words)\n"
                "        first_line, resume_index = layout.get_first_line()\n"
                "        if resume_index is None and line_size(first_line, style)[0] <= max_width:\n"
                "            end = len(text.encode())\n"
                "            return first_line_metrics(first_line, text, layout, end, space_collapse, style)\n"
                "        layout.set_text(text)\n"
                "        first_line, resume_index = layout.get_first_line()\n"
                "    if resume_index is None and first_line_width <= max_width:\n"
            )
        },
    ),
)
"""Functions, and in each what text is replaced by what."""


def mend_page_breaks() -> bool:
    """Repair WeasyPrint in this process. Returns False, and changes nothing, when its code is not as expected."""
    if not all(seam.is_known() for seam, _ in _REPAIRS):
        return False
    layout.block.made_to_fit, layout.block.is_torn = made_to_fit, is_torn
    layout.block.set_on_baseline = set_on_baseline
    layout.with_full_end = with_full_end
    for seam, lines in _REPAIRS:
        seam.change(lines)
    return True
