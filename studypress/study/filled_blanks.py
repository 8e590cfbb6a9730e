"""Blanks that are filled in: in brackets, on a line, underlined, strong, or by what stands behind them all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from studypress.model import Abbreviation, Inline, Link, Style, Styled
from studypress.names import has_han
from studypress.study.cutting import flat
from studypress.study.questions import has_room, opening_of, rooms_in


class Room(Enum):
    """What a blank is, of which the answer was taken; the value is the class that tells it."""

    BRACKETS = "in-brackets"
    LINE = "on-a-line"
    NONE = "without-room"
    """A mark that stands at the end of a statement."""


_BRACKETS = re.compile(r"(?P<open>[（(])(?P<room>[^（()）]{1,40})[)）]")
_SHORT_LINE = re.compile(r"(?<![_＿])(?P<line>__?)(?P<room>[^_＿\s](?:[^_＿\n]{0,38}[^_＿\s])?)(?P=line)(?![_＿])")
"""What is written on a line too short to be room: `字__卿__`, as no strong words are marked within others."""
_BEHIND = re.compile(
    r"(?<=[。．.？?！!；;_＿）)])\s*+"
    r"(?P<answer>[（(【](?P<words>(?:[^（()）【】]|\([^（()）]{0,12}\)){1,80})[)）】])(?P<behind>\s*)\Z"
)
"""What may answer the blanks of a line, behind the last of them or its sentence: `是____和____。（大；小）`."""
_CORRECTED = re.compile(r"\s*(?P<wrong>\S[^→]{0,30}?\S)\s*(?:→|改[为為成])\s*(?P<right>[^→]+)")
"""What is wrong in a line, and what is right: `where → which`."""
_SQUARE_WITHIN = re.compile(r"(?<=[^\s】])【(?P<room>[^【】]{1,20})】(?=[^【\s])")
_HINT = re.compile(r"[填选選写寫答取限画畫示意用“”《》·年]|保留|[单單]位|[括引][号號]|分\s*\Z")
"""A word of what tells how to fill in blanks: `（填“大”或“小”）`, `（每空 2 分）`."""
_APART = re.compile(r"[；;]"), re.compile(r"[、，,]")
_FEWEST = 2
"""Blanks of a line: what stands behind one alone may tell its author or its tense."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that is filled in."""

    start: int
    """The first character of what stands in it, counted as `flat` does."""
    end: int
    room: Room

    def is_within(self, other: "Blank") -> bool:
        """Whether another holds it: `（<u> B </u>）` is one blank."""
        return other.start <= self.start and self.end <= other.end


def filled_in(row: tuple[Inline, ...], text: str) -> Sequence[Blank]:
    """The blanks that are filled in where a line leaves none: underlined, in wide brackets, on a short line, strong."""
    padded = (one for one in in_brackets(text) if is_padded(text, one))
    strong = (one for one in _set_off(row, Style.STRONG) if not _begins(text, one))
    found = (underlined(row), padded, _on_lines(text), strong, _in_square_brackets(text))
    return next(filter(None, map(tuple, found)), ())


def _in_square_brackets(text: str) -> Iterator[Blank]:
    """What stands in square brackets within a sentence: `频率是【50】Hz。`"""
    return (one for one in matches(_SQUARE_WITHIN, text, Room.BRACKETS) if not _HINT.search(text[one.start : one.end]))


def on_short_lines(text: str) -> Iterator[Blank]:
    """What is written on lines too short to be room, beside blanks that are left: `字__卿__，人称____`."""
    if "__" in text and has_room(text):
        yield from (one for one in _on_lines(text) if text[one.start - 2 : one.start] == "__")


def _on_lines(text: str) -> Iterator[Blank]:
    return (one for one in matches(_SHORT_LINE, text, Room.LINE) if has_han(text[one.start : one.end]))


def _begins(text: str, blank: Blank) -> bool:
    """Whether a blank begins a line, behind its number: what the line is about is strong too."""
    found = opening_of(text)
    return not text[len(found.label) if found else 0 : blank.start].strip()


def answer_behind(text: str) -> re.Match[str] | None:
    """What stands in brackets behind a line with several blanks, if it is as many answers, or corrects a word of it."""
    found = _BEHIND.search(text)
    if found and (corrected := _CORRECTED.fullmatch(found["words"])):
        wrong = rf"(?<![A-Za-z]){re.escape(corrected['wrong'])}(?![A-Za-z])"
        return found if re.search(wrong, text[: found.start()]) else None
    count = rooms_in(text[: found.start()]) if found else 0
    if not found or count < _FEWEST or _HINT.search(found["words"]):
        return None
    counts = (len(list(filter(str.strip, apart.split(found["words"])))) for apart in _APART)
    return found if count in counts else None


def in_brackets(text: str) -> Iterator[Blank]:
    """What stands in round brackets."""
    yield from matches(_BRACKETS, text, Room.BRACKETS)


def matches(pattern: re.Pattern[str], text: str, room: Room) -> Iterator[Blank]:
    """What stands where an expression finds its `room`."""
    for found in pattern.finditer(text):
        if found["room"].strip():
            yield Blank(*found.span("room"), room)


def underlined(nodes: tuple[Inline, ...]) -> Iterator[Blank]:
    """What is underlined, as blanks that are filled in are where no row of underscores is typed."""
    return _set_off(nodes, Style.UNDERLINE)


def _set_off(nodes: tuple[Inline, ...], style: Style, at: int = 0) -> Iterator[Blank]:
    """What is set in a style, as blanks that are filled in."""
    for node in nodes:
        size = len(flat((node,)))
        match node:
            case Styled(style=own, classes=()) if own is style and flat(node.children).strip():
                yield Blank(at, at + size, Room.LINE)
            case Styled(children=children) | Link(children=children) | Abbreviation(children=children):
                yield from _set_off(children, style, at)
        at += size


def is_padded(text: str, blank: Blank) -> bool:
    """Whether white space is left on both sides of what stands in a blank."""
    return text[blank.start].isspace() and text[blank.end - 1].isspace()
