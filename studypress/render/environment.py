"""Jinja2 set up for our templates, with the questions they may ask of any node."""

import re
from functools import cache
from math import ceil
from typing import Any
from unicodedata import east_asian_width
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket

from studypress.cache import Cache, key_of
from studypress.figures import DIAGRAM_SCALE
from studypress.fingerprint import fingerprint
from studypress.glyph_drawing import PX_PER_EM
from studypress.known_titles import about_questions, is_in_brackets
from studypress.letters import readable
from studypress.locale import note_mark
from studypress.model import (
    Anchor,
    Break,
    CodeBlock,
    Diagram,
    Entry,
    Formula,
    Image,
    Point,
    Purpose,
    Ruby,
    Section,
    Style,
    Styled,
    Text,
)
from studypress.names import has_han, has_latin
from studypress.numerals import before_title, with_number
from studypress.render.choices import columns_of
from studypress.render.code import code_lines, columns_for, length_class, number_style, wraps
from studypress.render.extents import drawn_parts
from studypress.render.objectives import objectives_of
from studypress.render.pictures import picture_rows
from studypress.render.title_lines import section_pieces, title_pieces
from studypress.render.typed_marks import with_typed_marks
from studypress.render.words import (
    at_joints,
    bare,
    call_runs,
    head_text,
    is_western,
    latin_apart,
    running_head,
    spaces_kept,
    title_words,
    whole_apart,
    wide_apart,
    without_ids,
)
from studypress.resources import resource_folder
from studypress.study.outline import sections_to_know
from studypress.study.questions import is_choice
from studypress.tree import plain_text, walk, without_calls, without_emoji_names

_FEW_READ = 4
"""Readings of Han that stand one beside the other; fewer may be hard words of a text."""

_LONGEST_TITLE = 60
"""Characters: two lines of Han, as a bold paragraph may have that is a title; a longer one is a warning."""

_KIND = "templates"
"""A folder in the cache."""


@cache
def environment() -> Environment:
    """Set Jinja2 up, once: text is escaped, and a name that nothing gives is an error."""
    made = Environment(
        loader=FileSystemLoader(resource_folder("templates")),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    made.globals |= _QUESTIONS
    made.filters["in_order"] = _letters_in_order
    return made


class _CompiledTemplates(BytecodeCache):
    """Templates as Python's code, in which Jinja2 compiles them."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template, if it is kept."""
        if code := self._cache.find(_KIND, key_of(fingerprint(), bucket.key)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._cache.keep(_KIND, key_of(fingerprint(), bucket.key), [bucket.bytecode_to_string()])


def keep_templates(cache: Cache | None) -> None:
    """Find the templates' code in a cache from now on: compiling them takes a tenth of a second."""
    environment().bytecode_cache = _CompiledTemplates(cache) if cache else None


def _has_goals(chapter: Any) -> bool:
    """Whether the author wrote the chapter's objectives."""
    return any(isinstance(block, Section) and block.purpose is Purpose.GOALS for block in chapter.blocks)


def _sections_of(chapter: Any) -> tuple[Point, ...]:
    """The main sections of a chapter, as points."""
    return tuple(Point(without_calls(section.title), ()) for section in sections_to_know(chapter.blocks))


def _keeps_with(paragraph: Any) -> str:
    """What a paragraph stays on one page with: `next` what it heads, `last` what it is below; empty for neither.

    Bold words alone stand for a heading, and a colon leads to what it announces. mdBook's books name a listing's file
    above it, and caption it below.
    """
    match paragraph.children:
        case [Text(text=text)] if is_in_brackets(text) or about_questions(text):
            return "next"
        case [Styled(style=Style.STRONG, children=words)] if len(plain_text(words)) <= _LONGEST_TITLE:
            return "next"
        case [Styled(classes=["filename"] | ["answer-label"])]:
            return "next"
        case [Styled(classes=["caption"])]:
            return "last"
        case [*_, last] if plain_text(last).rstrip().endswith(("：", ":")):
            return "next"
    return ""


_MOST_LINES, _MOST_LETTERS = 8, 240
"""Of a stanza, or of a question with the choices below it, up to which a page does not end in it."""


def _is_stanza(paragraph: Any) -> bool:
    """Whether a paragraph is so few lines, three at least, that their author typed as lines."""
    lines = 1 + sum(isinstance(node, Break) and node.hard for node in paragraph.children)
    return 3 <= lines <= _MOST_LINES and len(plain_text(paragraph)) <= _MOST_LETTERS


_LONGEST_CHOICE = 80
"""Characters of a choice that a page begins with no more than with the others."""


def _is_choice_line(paragraph: Any) -> bool:
    """Whether a paragraph is a choice of the question above it, which its author typed as a paragraph."""
    return is_choice(paragraph) and len(plain_text(paragraph)) <= _LONGEST_CHOICE


_WIDE = 6
"""em: the Han that a line gives up before a formula which cannot be parted."""
_LONG_WORD = re.compile(r"[!-~]{24}")
"""An address, a path, a command."""


def _width_of(formula: Any) -> float:
    """How wide a formula of a line is, em."""
    return sum(drawn_parts(formula))


def _holds_wide(paragraph: Any) -> bool:
    """Whether a line may be much too short for what follows, so that filling it would tear its words apart."""
    if _LONG_WORD.search(plain_text(paragraph)):
        return True
    return any(_width_of(formula) > _WIDE for formula in walk(paragraph, Formula))


def _is_read_aloud(paragraph: Any) -> bool:
    """Whether nearly every Han in it has its pinyin above it, as in a primer; then they stand in even columns."""
    read = [node for node in walk(paragraph, Ruby) if len(plain_text(node.base)) == 1 and has_latin(node.reading)]
    if len(read) < _FEW_READ:
        return False
    return len(read) >= 0.8 * sum(map(has_han, plain_text(paragraph)))


def _marker_room(items: Any) -> int:
    """The ems that the widest mark of a list takes with the gap behind it; 0 where it counts as Markdown does.

    Whole ones, as all indents are, so that Han below keep to their cells (JLREQ, kihon-hanmen).
    """
    widths = [
        sum(1 if east_asian_width(sign) in "WFA" else 0.35 if sign in "().i" else 0.6 for sign in item.marker)
        for item in items
        if item.marker
    ]
    return max(2, ceil(max(widths) + 0.25)) if widths else 0


def _unknown(node: Any) -> str:
    raise TypeError(f"templates/blocks.html has no branch for {type(node).__name__}")


def _letters_in_order(groups: list[tuple[str, list[Entry]]]) -> list[tuple[str, list[Entry]]]:
    """Put `#` (digits and signs) after the letters, as Chinese indexes do; entries keep the glossary's order."""
    return sorted(groups, key=lambda group: (not group[0].isalpha(), group[0]))


def _web_link(target: str) -> str:
    """Make a link's target fit for an href: spaces and what URLs may not hold are percent-encoded."""
    return quote(target, safe="%/:=&?~#+!$,;'@()*[]")


_QUESTIONS: dict[str, Any] = {
    "kind_of": lambda node: type(node).__name__,
    "plain": plain_text,
    "note_mark": note_mark,
    "code_lines": code_lines,
    "length_class": length_class,
    "columns_for": columns_for,
    "wraps": wraps,
    "number_style": number_style,
    "unknown": _unknown,
    "bare": bare,
    "without_ids": without_ids,
    "title_text": head_text,
    "before_title": before_title,
    "with_number": with_number,
    "title_words": title_words,
    "section_pieces": section_pieces,
    "title_pieces": title_pieces,
    "without_emoji_names": without_emoji_names,
    "latin_apart": latin_apart,
    "is_western": is_western,
    "spaces_kept": spaces_kept,
    "wide_apart": wide_apart,
    "at_joints": at_joints,
    "whole_apart": whole_apart,
    "link": _web_link,
    "readable": readable,
    "holds_words": lambda node: bool(plain_text(node).strip()),
    "holds_pictures": lambda node: any(walk(node, Image, Diagram, CodeBlock)),
    "holds_anchors_alone": lambda paragraph: all(isinstance(node, Anchor) for node in paragraph.children),
    "keeps_with": _keeps_with,
    "has_goals": _has_goals,
    "marker_room": _marker_room,
    "objectives_of": objectives_of,
    "with_typed_marks": with_typed_marks,
    "is_read_aloud": _is_read_aloud,
    "width_of": _width_of,
    "holds_wide": _holds_wide,
    "is_stanza": _is_stanza,
    "is_choice_line": _is_choice_line,
    "has_lines": lambda paragraph: any(isinstance(node, Break) and node.hard for node in paragraph.children),
    "call_runs": call_runs,
    "picture_rows": picture_rows,
    "choice_columns": columns_of,
    "running_head": running_head,
    "sections_of": _sections_of,
    "whole_group": lambda group: Point(group.title, ()),
    "diagram_scale": DIAGRAM_SCALE,
    "em": lambda pixels: f"{pixels / PX_PER_EM:.3f}",
}
"""What templates may ask and use, by the names that they know it by."""
