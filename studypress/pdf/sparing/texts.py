"""A text that stands in a document again is not measured again.

WeasyPrint 70 has Pango set a text to find how much of it fits a line, and sets a table's cells once for each place
where they could be broken. In notes the same words, names and numbers come again and again, in styles that differ by a
colour alone: of 1,950 texts of a chapter, 1,100 have been measured before. What fitted as a whole fits wherever there
is as much room. The height of a line in a style is found once as well, and whether a line may end behind a letter.

A column may be as narrow as the widest character of its Chinese cells; for that each is set as a line of its own, with
all that follows it in the cell, twice. But where a Han follows a Han the line ends between them, whatever comes then,
unless that has hyphens: it takes what the first takes alone, wherever that stands.

Where a line can end nowhere, WeasyPrint sets all the rest of the paragraph, for this line and for each that follows.
What is far beyond the line's end does not matter to it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any

from weasyprint.text import line_break

from studypress.library_seams import Seam, put_in_place

SEAMS = (
    Seam(line_break, "Layout", "681b737d1ba5"),
    Seam(line_break, "split_first_line", "39ad1016863c"),
    Seam(line_break, "first_line_metrics", "55ec5d0b58b2"),
    Seam(line_break, "strut", "b57885b70dd0"),
    Seam(line_break, "can_break_text", "4f3fb5ef1c23"),
    Seam(line_break, "get_next_break_point_from_text", "39b162a79080"),
    Seam(line_break, "get_log_attrs", "65c1a1c4fa75"),
)

_Measured = tuple[dict[str, Any], Sequence[Any]]
"""A layout's content, and what WeasyPrint says of its text."""

_LONGEST = 200
"""Characters of a text that may come again."""
_FAR = 1_000
"""Characters of which a line holds less than half, as a rule."""
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
"""Those between which a line may end in every language (UAX #14, class ID)."""


def spare() -> None:
    """Have WeasyPrint remember texts in this process."""
    put_in_place(line_break.split_first_line, _remembering(line_break.split_first_line))
    put_in_place(line_break.strut, _knowing(line_break.strut))
    put_in_place(line_break.can_break_text, _asking_once(line_break.can_break_text))


def _remembering(split: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(split)
    def remembered(text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
                   is_line_start: bool = True, minimum: bool = False) -> Any:  # fmt: skip
        known = style.__dict__.get("known_texts") or _known(style, context)
        if minimum and max_width == 0 and known.end_between_han and _HAN.match(text) and "\xad" not in text:
            han = known.han.get(text[0])
            if not han:
                layout, *found = split(text[0], style, context, None, justification_spacing)
                han = known.han[text[0]] = layout.__dict__.copy(), (found[0], len(text[0].encode()), *found[2:])
            return _again(han, max_width, justification_spacing)
        if len(text) > _LONGEST:
            return _begun(split, text, style, context, max_width, justification_spacing, is_line_start, minimum)
        room = None if style["white_space"] in ("nowrap", "pre") else max_width
        whole = known.texts.get(text)
        if whole and (room is None or whole[1][2] <= room):
            return _again(whole, max_width, justification_spacing)
        key = text, max_width, is_line_start, minimum
        if part := known.texts.get(key):
            return _again(part, max_width, justification_spacing)
        layout, *found = split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        _, resume, width, *_ = found
        fits = resume is None and (room is None or width <= room)
        measured = layout.__dict__.copy(), found
        if not fits:
            known.texts[key] = measured
        if fits or (resume is None and layout.text == text):
            known.texts[text] = measured
        return layout, *found

    return remembered


@dataclass(frozen=True, slots=True)
class _Known:
    """What has been measured, for all styles of a document that set a text in the same way."""

    end_between_han: bool
    """Whether a line ends between any two Han. WeasyPrint looks beyond, for a word to be parted by a dictionary."""
    texts: dict[Any, _Measured] = field(default_factory=dict)
    """By a text, if it has been set whole; else by text, room, and whether it begins a line and is to be narrow."""
    han: dict[str, _Measured] = field(default_factory=dict)
    """Characters, as the first of two or more."""
    drawn: dict[tuple[str, float], tuple[Any, Any, bytes]] = field(default_factory=dict)
    """By a text, and what its spaces are wider: the faces of the file it was drawn in, its own, and its glyphs."""


_SETTING = (
    "direction", "font_kerning", "font_size", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone",
    "hyphens", "lang", "letter_spacing", "overflow_wrap", "tab_size", "text_decoration_line", "white_space",
    "word_break", "word_spacing",
)  # fmt: skip
"""What changes how a text is set, besides the face."""


def _known(style: Any, context: Any) -> _Known:
    key = line_break._font_style_cache_key(style), *(str(style[name]) for name in _SETTING)
    holder = style if context is None else context  # a drawing is set without its document
    of_all: dict[Any, _Known] = vars(holder).setdefault("known_texts_of_all", {})
    if key not in of_all:
        parted = style["hyphens"] == "auto" and style["lang"] and line_break.pyphen.language_fallback(style["lang"])
        of_all[key] = _Known(style["white_space"] == "normal" and not parted)
    style.known_texts = known = of_all[key]
    return known


def _begun(split: Callable[..., Any], text: str, *arguments: Any) -> Any:
    """Split the first line off a long text: off its beginning, if that is surely more than the line holds."""
    if len(text) > _FAR:
        beginning = text[:_FAR]
        found = split(beginning, *arguments)
        resume = found[2]
        if resume is not None and resume < len(beginning.encode()) // 2:
            return found
    return split(text, *arguments)


def _again(known: _Measured, max_width: float | None, justification_spacing: float) -> Any:
    """What was found of a text, with a layout of its own: boxes change theirs."""
    told, found = known
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.__dict__.update(told)
    layout.max_width, layout.justification_spacing = max_width, justification_spacing
    return layout, *found


def _knowing(strut: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(strut)
    def known(style: Any) -> Any:
        height = style.__dict__.get("line_box")
        if height is None:
            height = style.line_box = strut(style)
        return height

    return known


def _asking_once(can_break: Callable[..., bool]) -> Callable[..., bool]:
    return wraps(can_break)(lru_cache(maxsize=1_000)(can_break))
