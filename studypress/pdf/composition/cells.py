"""A line as cells: each character or box on it, and what it is to its neighbours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate
from typing import Any
from unicodedata import bidirectional, category, east_asian_width

from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break


class Kind(Enum):
    """What a cell is to its neighbours."""

    HAN = auto()
    """An ideograph, kana or full-width symbol; also a picture or a box set in the line."""
    MARK = auto()
    """A full-width punctuation mark."""
    STROKE = auto()
    """Half of —— or ……, which are one unit each."""
    JOINT = auto()
    """An interpunct or connector, which CLREQ keeps with what it joins."""
    QUOTE = auto()
    """A curly quotation mark: full-width or Latin, as the face has it."""
    LATIN = auto()
    """A letter, digit or mark of words that are never spaced out, Hangul included."""
    SPACE = auto()
    RAISED = auto()
    """A note mark or index, which stays with what it follows."""
    INVISIBLE = auto()
    REVERSED = auto()
    """A character written from right to left."""

    __hash__ = object.__hash__  # Enum's own goes through Python, and these are looked up for each character


@lru_cache(maxsize=4096)
def kind_of(char: str) -> Kind:
    """What a character is, as far as it can be told without its neighbours and its face."""
    for kind, chars in (
        (Kind.SPACE, " \u00a0"),
        (Kind.STROKE, "—…⸺⋯"),
        (Kind.JOINT, "·‧・／～–"),
        (Kind.QUOTE, "‘’“”"),
    ):
        if char in chars:
            return kind
    if category(char) in ("Mn", "Me", "Cf", "Cc"):
        return Kind.INVISIBLE
    if bidirectional(char) in ("R", "AL"):
        return Kind.REVERSED
    if _is_hangul(char) or not _is_wide(char):
        return Kind.LATIN
    return Kind.MARK if category(char)[0] == "P" else Kind.HAN


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3" or "\u1100" <= char <= "\u11ff" or "\u3131" <= char <= "\u318e"


def _is_wide(char: str) -> bool:
    """Whether a character stands in a cell of its own, by UAX #11. Of the ambiguous ones, arrows, numbers and signs."""
    ambiguous = "\u2190" <= char <= "\u21ff" or "\u2300" <= char <= "\u27bf"
    return east_asian_width(char) in "WFH" or (ambiguous and east_asian_width(char) == "A")


@dataclass(frozen=True, slots=True)
class Cells:
    """The characters, pictures and boxes that take room on a line, as columns: a chapter has too many for objects."""

    kinds: list[Kind] = field(default_factory=list)
    chars: list[str] = field(default_factory=list)
    """Empty for what is no character."""
    boxes: list[Any] = field(default_factory=list)
    """The text box of each character, or the box itself."""
    bytes: list[int] = field(default_factory=list)
    """Where the character begins in the UTF-8 text of its box, which is how Pango counts."""
    first: dict[int, int] = field(default_factory=dict)
    """The index of the first cell in each box, by the box's identity."""

    def add(self, kinds: Sequence[Kind], chars: Sequence[str], box: Any, places: Iterable[int]) -> None:
        """Add what a box holds."""
        self.kinds.extend(kinds)
        self.chars.extend(chars)
        self.boxes.extend([box] * len(kinds))
        self.bytes.extend(places)


def cells_of(line: Any) -> Cells:
    """Read the line."""
    cells = Cells()
    _read(line, False, cells)
    for index, kind in enumerate(cells.kinds):
        if kind is Kind.QUOTE:
            cells.kinds[index] = _settled_quote(cells, index)
    return cells


def _read(box: Any, raised: bool, cells: Cells) -> None:
    before = len(cells.kinds)
    if isinstance(box, boxes.TextBox):
        _read_text(box, raised, cells)
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in in_flow(box):
            _read(child, raised or _is_raised(child), cells)
    else:
        cells.add([Kind.HAN], [""], box, [0])
    if len(cells.kinds) > before:
        cells.first[id(box)] = before


def _read_text(box: Any, raised: bool, cells: Cells) -> None:
    text = box.text
    kinds = [kind_of(char) for char in text]
    places = accumulate((_utf8_length(char) for char in text[:-1]), initial=0)
    if raised:
        kinds = [kind if kind in (Kind.INVISIBLE, Kind.REVERSED) else Kind.RAISED for kind in kinds]
    if Kind.INVISIBLE in kinds:
        seen = [found for found in zip(kinds, text, places, strict=True) if found[0] is not Kind.INVISIBLE]
        cells.add([kind for kind, *_ in seen], [char for _, char, _ in seen], box, [place for *_, place in seen])
    elif kinds:
        cells.add(kinds, text, box, places)


def _utf8_length(char: str) -> int:
    return 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4


def in_flow(box: Any) -> Iterable[Any]:
    """The children of a line or inline box that take room on the line: no floats, footnotes or list markers."""
    return (child for child in box.children if child.is_in_normal_flow())


def _is_raised(box: Any) -> bool:
    shift = box.style["vertical_align"]
    return isinstance(box, boxes.InlineBox) and isinstance(shift, (int, float)) and shift != 0


def _settled_quote(cells: Cells, index: int) -> Kind:
    """What a quotation mark is here: that of `don’t` is Latin in any face."""
    beside = {*cells.kinds[max(index - 1, 0) : index], *cells.kinds[index + 1 : index + 2]}
    style = cells.boxes[index].style
    latin = beside == {Kind.LATIN} or advance(style, cells.chars[index]) < 0.9 * style["font_size"]
    return Kind.LATIN if latin else Kind.MARK


def advance(style: Any, char: str) -> float:
    """The width of a character alone."""
    known = style.cache.setdefault("studypress", {})
    key = (char, style["font_size"], line_break._font_style_cache_key(style))
    if key not in known:
        layout = line_break.Layout(style)
        layout.set_text(char)
        known[key] = line_break.line_size(layout.get_first_line()[0], style)[0]
    return float(known[key])
