"""What a character is to its neighbours on a line: the classes of CLREQ and JLREQ, by region."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from unicodedata import bidirectional, category, east_asian_width


class Kind(Enum):
    """What a cell is to its neighbours."""

    HAN = auto()
    """An ideograph, kana or full-width symbol."""
    OPENING = auto()
    """A full-width opening bracket or quotation mark: the left half of its cell is blank."""
    CLOSING = auto()
    """A full-width closing bracket or quotation mark: the right half of its cell is blank."""
    COMMA = auto()
    """A full-width mark within a sentence whose right half is blank: ，、；："""
    STOP = auto()
    """A full-width mark at a sentence's end whose right half is blank: 。？！"""
    MIDDLE = auto()
    """A mark in the middle of its cell, blank on both sides: ・"""
    FIXED = auto()
    """A full-width mark that keeps its width."""
    SIGN = auto()
    """A full-width sign, such as → or ￥, which needs no gap beside Latin."""
    STROKE = auto()
    """Half of —— or ……, which are one unit each."""
    JOINT = auto()
    """A connector or solidus, which CLREQ keeps with what it joins."""
    LATIN = auto()
    """A letter, digit or sign of words that are never spaced out."""
    POINT = auto()
    """A Latin mark beside which Han needs no gap: brackets, commas, stops, quotation marks, solidi, hyphens."""
    HANGUL = auto()
    SPACE = auto()
    NBSP = auto()
    """A space that is kept at a line's edges: authors draw blanks to fill in with it."""
    RAISED = auto()
    """A note mark or index, which stays with what it follows."""
    OBJECT = auto()
    """A picture or a box set in the line, but for formulas, which are Latin."""
    NEWLINE = auto()
    INVISIBLE = auto()
    REVERSED = auto()
    """A character written from right to left."""

    __hash__ = object.__hash__  # Enum's own goes through Python, and these are looked up for each character


class Region(Enum):
    """Whose habits a text follows."""

    MAINLAND = auto()
    """Marks stand at the lower left of their cells (GB/T 15834); also where nothing is said."""
    TAIWAN = auto()
    """Stops stand in the middle of their cells, whose widths are left alone; also Hong Kong."""
    JAPAN = auto()
    """JLREQ: ：；！？ stand in the middle."""
    KOREA = auto()
    """Words are parted by spaces, marks are Latin ones, and Han needs no gap beside Latin (KLREQ)."""

    __hash__ = object.__hash__


@lru_cache(maxsize=64)
def region_of(lang: str | None) -> Region:
    """The region of a language tag (BCP 47)."""
    language, *parts = (lang or "").lower().split("-")
    abroad = language == "zh" and "hans" not in parts and not {"tw", "hk", "mo"}.isdisjoint(parts)
    if abroad or "hant" in parts:
        return Region.TAIWAN
    return {"ja": Region.JAPAN, "ko": Region.KOREA}.get(language, Region.MAINLAND)


def is_western(lang: str | None) -> bool:
    """Whether a language tag names a language that is not written in Han; one that says nothing does not."""
    return (lang or "zh").lower().split("-")[0] not in ("zh", "yue", "ja", "ko", "und")


OPENING = "“‘（《〈【〖〔［｛「『〝〘〚｟"
CLOSING = "”’）》〉】〗〕］｝」』〞〟〙〛｠"
QUOTES = "“”‘’"
"""Shared by Chinese and Latin text; their neighbours tell (CLREQ "Quotation marks")."""
STROKES = "—…⸺⋯"
NEWLINES = "\n\u2028\u2029"

_COMMON = (
    (Kind.SPACE, " "),
    (Kind.NBSP, "\u00a0"),
    (Kind.NEWLINE, NEWLINES),
    (Kind.OPENING, OPENING),
    (Kind.CLOSING, CLOSING),
    (Kind.STROKE, STROKES),
    (Kind.JOINT, "·／～–〜"),
    (Kind.MIDDLE, "・‧"),
)
STOPS = "，、；：。．？！"
"""Marks within and at the end of a sentence, which regions place differently."""
_MARKS = {
    Region.MAINLAND: ((Kind.COMMA, "，、；："), (Kind.STOP, "。．？！")),
    Region.TAIWAN: ((Kind.FIXED, STOPS),),
    Region.KOREA: ((Kind.FIXED, STOPS),),
    Region.JAPAN: ((Kind.COMMA, "，、"), (Kind.STOP, "。．"), (Kind.MIDDLE, "：；"), (Kind.FIXED, "？！")),
}
"""CLREQ "Sizes and positions of punctuation marks"; JLREQ 3.1.2."""

_POINTS = ",.;:!?'\"/\\-~|&*=<>^"
"""Others, such as those of C++ and 30%, are part of the word (CSS Text 4, text-autospace, has letters and digits)."""

MARKS = frozenset({Kind.OPENING, Kind.CLOSING, Kind.COMMA, Kind.STOP, Kind.MIDDLE, Kind.FIXED})
BLANK_AFTER = frozenset({Kind.CLOSING, Kind.COMMA, Kind.STOP})
"""Marks whose right half is blank."""
WIDE = MARKS | {Kind.HAN, Kind.SIGN, Kind.STROKE, Kind.OBJECT}
NARROW = frozenset({Kind.LATIN, Kind.POINT})
SPACES = frozenset({Kind.SPACE, Kind.NBSP})


def newlines(kinds: Sequence[Kind]) -> list[int]:
    """The cells that are newlines, of which most paragraphs have none."""
    return [at for at, kind in enumerate(kinds) if kind is Kind.NEWLINE] if Kind.NEWLINE in kinds else []


@lru_cache(maxsize=8192)
def kind_of(char: str, region: Region = Region.MAINLAND) -> Kind:
    """What a character is, as far as it can be told without its neighbours and its face."""
    for kind, chars in (*_MARKS[region], *_COMMON):
        if char in chars:
            return kind
    group = category(char)
    if group in ("Mn", "Me", "Cf", "Cc"):
        return Kind.INVISIBLE
    if bidirectional(char) in ("R", "AL"):
        return Kind.REVERSED
    if group == "Zs":
        return Kind.FIXED
    if _is_hangul(char):
        return Kind.HANGUL
    if _is_wide(char):
        return {"P": Kind.FIXED, "S": Kind.SIGN}.get(group[0], Kind.HAN)
    return Kind.POINT if group in ("Ps", "Pe", "Pi", "Pf") or char in _POINTS else Kind.LATIN


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3" or "\u1100" <= char <= "\u11ff" or "\u3131" <= char <= "\u318e"


def _is_wide(char: str) -> bool:
    """Whether a character stands in a cell of its own, by UAX #11. Of the ambiguous ones, arrows, numbers and signs."""
    ambiguous = "\u2190" <= char <= "\u21ff" or "\u2300" <= char <= "\u27bf"
    return east_asian_width(char) in "WFH" or (ambiguous and east_asian_width(char) == "A")
