"""Chinese line composition inside WeasyPrint 70, which breaks lines where UAX #14 lets it and stretches only spaces.

    paragraph       a line box is read once: its characters as cells, with what each is
    widths          what each cell takes, by `spacing`: how wide marks and gaps are
    opportunities   where a line may end, on top of `uax14`
    parting         where words may be parted, when it would be torn apart otherwise
    measures        what any stretch of cells takes as a line, filled in by `measuring`
    breaking        where a line ends
    adjusting       what a line is squeezed and stretched by
    line            the boxes of the line, set and moved
    showing         the glyphs, when they are drawn
    drawing         the same by Pango, where there is more to them

`rules` has the options and the tables, `kinds` the classes of characters, `features` the glyphs asked of a face, and
`reading`, `shaping` and `glyphs` read the boxes. This module is the seam. `layout/inline.py` fills a line box with
`split_inline_box`, which sets text boxes by `split_text_box`: for a line of ours the first finds its end, and the
second gives what belongs to it; a box of the next line is given as too wide, so that `_break_waiting_children` ends the
line before it. `text_align` then stretches. The widths are kept with the text box's Pango layout, and it is drawn with
them and the glyphs that the paragraph was measured by; Pango sets again only what is more than that. Paragraphs without
Han, kana, Hangul and quotation marks are WeasyPrint's own, and so are those from right to left, or with kept spaces,
floats or leaders.
"""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from weasyprint import draw
from weasyprint.draw import text as painting
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from studypress.library_seams import Seam
from studypress.pdf.composition.adjusting import LOOSEST_OF_WORDS
from studypress.pdf.composition.drawing import SELECTOR, end_clusters
from studypress.pdf.composition.line import BEYOND, Line, line_at
from studypress.pdf.composition.measuring import measures_of
from studypress.pdf.composition.paragraph import Paragraph, paragraph_of
from studypress.pdf.composition.rules import Rules, keeping
from studypress.pdf.composition.shaping import HYPHEN, SOFT_HYPHEN
from studypress.pdf.composition.showing import said_whole, show

__all__ = ["Rules", "compose_chinese", "keeping"]

_SVG_TEXT = import_module("weasyprint.svg.text")  # its package has a function of that name
_SEAMS = (
    Seam(inline, "text_align", "e953d41b87cc"),
    Seam(inline, "count_expandable_spaces", "175fe6f42576"),
    Seam(inline, "get_next_linebox", "67af458c2545"),
    Seam(inline, "split_inline_box", "3a0cb7ca7e34"),
    Seam(inline, "split_inline_level", "d98c008c8fc0"),
    Seam(inline, "split_text_box", "8c564329599e"),
    Seam(inline, "_break_waiting_children", "62536bacd563"),
    Seam(inline, "skip_first_whitespace", "deb2f1a5e2a6"),
    Seam(inline, "remove_last_whitespace", "53f0c79c9fbb"),
    Seam(inline, "atomic_box", "928f0e7eed56"),
    Seam(preferred, "inline_max_content_width", "6860df1a22c6"),
    Seam(preferred, "trailing_whitespace_size", "cd005b8042a6"),
    Seam(line_break, "Layout", "681b737d1ba5"),
    Seam(line_break, "line_size", "03fa04fd51fc"),
    Seam(line_break, "strut", "b57885b70dd0"),
    Seam(line_break, "get_log_attrs", "65c1a1c4fa75"),
    Seam(painting, "draw_text", "ebaf96239c6c"),
    Seam(painting, "draw_first_line", "1bb8eae6d88e"),
    Seam(_SVG_TEXT, "text", "67a30c3e181b"),
)
"""What this room stands in for or relies on."""


def compose_chinese() -> bool:
    """Have WeasyPrint compose Chinese lines in this process. Returns False, and changes nothing, if it is another."""
    if not all(seam.is_known() for seam in _SEAMS):
        return False
    if hasattr(inline.text_align, "__wrapped__"):
        return True
    layout = line_break.Layout
    painting.draw_first_line = _showing(painting.draw_first_line, layout.reactivate)
    layout.reactivate, layout.get_first_line = _waiting(layout.reactivate), _drawing(layout.get_first_line)
    inline.split_inline_box = _filling(inline.split_inline_box)
    inline.split_text_box = _setting(inline.split_text_box)
    inline.atomic_box = _setting_atomic(inline.atomic_box)
    inline._break_waiting_children = _breaking(inline._break_waiting_children)
    inline.text_align = _aligning(inline.text_align)
    draw.draw_text = _dotting(draw.draw_text)
    preferred.inline_max_content_width = _preferring(preferred.inline_max_content_width)
    return True


def _filling(split_inline_box: Callable[..., Any]) -> Callable[..., Any]:
    """Before a line is filled, find where it ends."""

    @wraps(split_inline_box)
    def filled(context: Any, box: Any, position_x: float, max_x: float, bottom_space: float, skip_stack: Any,
               containing_block: Any, *rest: Any) -> Any:  # fmt: skip
        if not isinstance(box, boxes.LineBox):
            return split_inline_box(
                context, box, position_x, max_x, bottom_space, skip_stack, containing_block, *rest
            )  # fmt: skip
        *_, first_letter_style, first_line_style = rest
        line = None
        if not (first_letter_style or first_line_style):
            line = _line(context, box, max_x - position_x, skip_stack, containing_block)
        outer, context.composed = getattr(context, "composed", None), line
        try:
            right = BEYOND / 2 if line else max_x
            result = split_inline_box(
                context, box, position_x, right, bottom_space, skip_stack, containing_block, *rest
            )  # fmt: skip
        finally:
            context.composed = outer
        result[0].composed = line
        if line:
            # A float beside the line is looked for by its width, in which marks that hang and roundings do not count.
            line.natural = result[0].width
            result[0].width = min(line.natural, max(max_x - position_x, line.natural - line.hung - 0.1))
        return result

    return filled


def _line(context: Any, box: Any, measure: float, skip_stack: Any, containing_block: Any) -> Line | None:
    """The line of ours that goes on at `skip_stack`. None where the paragraph is WeasyPrint's, or nothing is left."""

    def found_in(paragraph: Paragraph | None) -> Line | None:
        if paragraph is None:
            return None
        measures = measures_of(paragraph, context, containing_block)
        return line_at(paragraph, paragraph.at(box, skip_stack), measure, measure + box.text_indent, measures)

    line = found_in(paragraph_of(box, begins=skip_stack is None))
    if line and skip_stack and not line.paragraph.has(box, skip_stack, line.following):
        return found_in(paragraph_of(box))  # WeasyPrint has made boxes with page numbers again, for another page
    return line


def _setting(split_text_box: Callable[..., Any]) -> Callable[..., Any]:
    """Set the part of a text box that belongs to the line."""

    @wraps(split_text_box)
    def set_box(context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True) -> Any:
        line = getattr(context, "composed", None)
        if line and id(box) in line.paragraph.run_of:
            return line.set_text(box, skip)
        found = split_text_box(context, box, available_width, skip, is_line_start)
        if found[1] is None or not box.text.endswith("\u00a0"):
            return found
        # Pango lets the last space of a text hang beyond its line; WeasyPrint counts it, and breaks at the first word.
        room = max(0.0, available_width - _HANGING * box.style["font_size"])
        narrower = split_text_box(context, box, room, skip, is_line_start)
        return max(found, narrower, key=lambda each: each[1] or 0)

    return set_box


_HANGING = 0.5
"""em: what a space is never wider than."""


def _setting_atomic(atomic_box: Callable[..., Any]) -> Callable[..., Any]:
    """Set a picture or box in the line, if it belongs to it."""

    @wraps(atomic_box)
    def set_atomic(context: Any, box: Any, *arguments: Any) -> Any:
        line = getattr(context, "composed", None)
        return (line and line.beyond(box)) or atomic_box(context, box, *arguments)

    return set_atomic


def _breaking(break_waiting_children: Callable[..., Any]) -> Callable[..., Any]:
    """End a line before the box that is too wide because it belongs to the next."""

    @wraps(break_waiting_children)
    def broken(context: Any, *arguments: Any) -> Any:
        if not getattr(context, "composed", None):
            return break_waiting_children(context, *arguments)
        children, waiting = arguments[-4:-2]
        if any(child.is_in_normal_flow() and child.width >= BEYOND / 2 for _, child, _ in (*children, *waiting)):
            return None
        children.extend(waiting)
        return {children[-1][0] + 1: None} if children else None

    return broken


def _aligning(text_align: Callable[..., Any]) -> Callable[..., Any]:
    """Stretch a justified line of ours, and place its boxes. Returns the line's offset."""

    @wraps(text_align)
    def aligned(context: Any, line: Any, available_width: float, last: bool) -> Any:
        composed: Line | None = getattr(line, "composed", None)
        style = line.style
        align_last = style["text_align_last"] if last else "auto"
        justified = (style["text_align_all"] if align_last == "auto" else align_last) == "justify"
        if composed is None:
            loose = justified and _is_loose(line, available_width - line.width)
            return 0 if loose else text_align(context, line, available_width, last)
        line.composed = None
        if justified and composed.paragraph.rules.switches.justify:
            composed.stretch(available_width - composed.natural + composed.hung, style["font_size"])
        composed.place(line)
        return 0 if justified else text_align(context, line, available_width, last)

    return aligned


def _is_loose(line: Any, room: float) -> bool:
    """Whether so many px would tear the words of a line apart, none of which is composed: it has no Han."""
    spaces = inline.count_expandable_spaces(line)
    return bool(room > spaces * LOOSEST_OF_WORDS * line.style["font_size"])


def _preferring(inline_max_content_width: Callable[..., float]) -> Callable[..., float]:
    """The width of a box that is as wide as its text has room for the gaps between Han and Latin."""

    @wraps(inline_max_content_width)
    def preferred_width(context: Any, box: Any, *arguments: Any, **options: Any) -> float:
        width = inline_max_content_width(context, box, *arguments, **options)
        paragraph = paragraph_of(box) if isinstance(box, boxes.LineBox) else None
        return width + paragraph.taken.extra if paragraph else width

    return preferred_width


def _waiting(reactivate: Callable[..., None]) -> Callable[..., None]:
    """Before a text is drawn, it is not set again at once: that may not be needed."""

    @wraps(reactivate)
    def waiting(layout: Any, style: Any) -> None:
        layout.style, layout.layout, layout.language = style, None, None

    return waiting


def _showing(draw_first_line: Callable[..., Any], reactivate: Callable[..., None]) -> Callable[..., Any]:
    """Draw a text box. The glyphs of a composed one are known, or Pango sets them, and they get their widths."""

    @wraps(draw_first_line)
    def shown(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        drawn = getattr(layout, "drawn", None)
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if drawn and whole and textbox.text.strip() and show(stream, drawn, textbox.style, matrix):
            return []
        layout.undrawn = drawn
        layout.parted = drawn.parted if drawn else getattr(layout, "told", False) or _is_parted(layout)
        if layout.parted:
            layout.text = layout.text[:-1] + HYPHEN
        reactivate(layout, layout.style)
        if drawn:
            drawn.ask(layout)
        with said_whole(stream, textbox):
            return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)

    return shown


def _drawing(get_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """Give the glyphs their widths, once, when they are fetched to be drawn: Pango may set them again until then."""

    @wraps(get_first_line)
    def fetched(layout: Any) -> Any:
        line, index = get_first_line(layout)
        if SELECTOR in layout.text:
            end_clusters(line)
        drawn = getattr(layout, "undrawn", None)
        if drawn:
            layout.undrawn = None
            drawn.set_glyphs(line, layout.style["font_size"])
        if getattr(layout, "parted", False):  # what a PDF says of each glyph is taken from here
            layout.parted, layout.told = False, True
            layout.text = layout.text[:-1] + SOFT_HYPHEN
        return line, index

    return fetched


def _is_parted(layout: Any) -> bool:
    """Whether WeasyPrint has parted a word at the end of a line of its own."""
    text = layout.text
    return bool(layout.style["hyphens"] == "auto" and text.endswith(HYPHEN) and text[-2:-1].isalpha())


def _dotting(draw_text: Callable[..., None]) -> Callable[..., None]:
    """After a text box is drawn, draw its dots."""

    @wraps(draw_text)
    def dotted(stream: Any, textbox: Any, *arguments: Any) -> None:
        draw_text(stream, textbox, *arguments)
        drawn = getattr(textbox.pango_layout, "drawn", None)
        if drawn and textbox.style["visibility"] == "visible":
            drawn.draw_dots(stream, textbox)

    return dotted
