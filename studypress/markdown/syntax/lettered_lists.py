"""Lists whose items open with what CommonMark does not count by: `a.`, `(i)`, `(1)` of Pandoc, `（1）`, `①`, `1、甲`.

Their marks stay as typed. A list is read where it is clearly meant: its marks follow each other, and below one of them
stands, indented, what can only belong to the item, a fence or a paragraph. Small letters and Roman numerals, which
nobody opens paragraphs with otherwise, need nothing below them. All else stays as it was: initials (`A. Einstein`), the
choices of a question and `（1）` before paragraphs (`typed_lines` reads those within one), and code by its indent.
"""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from studypress.letters import CJK, HAN
from studypress.manuscript import fence_after, fence_mark
from studypress.markdown.syntax.lines import noted_of, start_of, text_of
from studypress.numerals import HAN_NUMERALS, han_value, roman_value

_SIGN = rf"[0-9]{{1,3}}|[a-zA-Z]|[ivx]{{2,5}}|[IVX]{{2,5}}|[{HAN_NUMERALS}]{{1,3}}"
_MARKERS = (
    re.compile(rf"[（(](?P<sign>{_SIGN})[）)]"),
    re.compile(r"(?P<sign>[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})[.)](?=[ \t]|$)"),
    re.compile(rf"(?P<sign>[0-9]{{1,3}}|[{HAN_NUMERALS}]{{1,3}})[、．）]"),
    re.compile(rf"(?P<sign>[0-9]{{1,3}})[.)](?=[{HAN}])"),
    re.compile(r"(?P<sign>[\u2460-\u2473])"),
)

_LEAST = 2
"""Columns by which what belongs to an item is indented more than its mark; four and more would be code."""
_CODE = 4
_OPENS_BLOCK = re.compile(r"(?:`{3,}|~{3,}|[-*+>|] |\d{1,3}[.)] |!\[|<img\b|\$\$|:::|!!! |\\begin\{)")
_DEEP_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
"""What opens a list below a mark though it stands four columns deeper, or behind a tab, as below `1.`."""
_LETTER = re.compile(f"[{CJK}]")
_PROSE = re.compile(r"[A-Z](?=(?:[^\s(){}=;<>]*+\s){2})[^(){}=;<>]*[a-z)”\"][.:?!,]?$")
"""A line of prose in letters, which is no code: it begins like a sentence and has no signs of code."""


@dataclass(frozen=True, slots=True)
class _Marker:
    text: str
    """As typed: `（1）`."""
    end: int
    """Where it ends in the source."""
    sign: str

    @property
    def form(self) -> str:
        """What all marks of a list share: the marks around the sign, and what kind of sign it is."""
        kind = "0" if self.sign[0].isdigit() else "a" if self.sign.islower() else "A" if self.sign.isupper() else "一"
        circled = "①" if self.text == self.sign and kind == "0" else ""
        return circled or unicodedata.normalize("NFKC", self.text.replace(self.sign, kind))

    @property
    def is_letter(self) -> bool:
        """Whether it counts by letters or Roman numerals, which begin with the first."""
        return self.sign.isascii() and self.sign.isalpha()

    def places(self) -> set[int]:
        """The places in a series that it may have: `i` is the first Roman numeral, and the ninth letter."""
        sign = unicodedata.normalize("NFKC", self.sign)
        if sign.isdecimal():
            return {int(sign)}
        if not sign.isascii():
            return {han_value(sign)}
        letter = {ord(sign.lower()) - ord("a") + 1} if len(sign) == 1 else set()
        return letter | ({roman_value(sign)} - {0})


@dataclass(frozen=True, slots=True)
class _Item:
    marker: _Marker
    start: int
    end: int
    """The line after its last one that is not empty."""
    indent: int
    """The column of what stands below its first lines, from that of the text around."""
    below: bool
    """Whether anything does."""


def lettered_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, with all that is indented below its items."""
    if state.is_code_block(start):
        return False
    no_lists: set[tuple[int, int]] = noted_of(state).setdefault("no lists", set())
    if (start, state.blkIndent) in no_lists or not _marker(state, start):
        return False
    items, whole = _items(state, start, end)
    if not whole or not (_is_clear(items) if silent or not _is_small(items) else len(items) > 1):
        # Nor is what begins at a later item: a paragraph of a thousand such lines is looked through once.
        no_lists.update((item.start, state.blkIndent) for item in items if silent or not _is_small(items))
        return False
    if not silent:
        _push(state, items)
    return True


def _is_clear(items: list[_Item]) -> bool:
    """Whether something belongs to the items; one letter alone may be an initial."""
    return any(item.below for item in items) and (len(items) > 1 or not items[0].marker.is_letter)


def _is_small(items: list[_Item]) -> bool:
    """Whether the marks are small letters or Roman numerals in order from the first."""
    return items[0].marker.sign in ("a", "i")


def _items(state: StateBlock, start: int, end: int) -> tuple[list[_Item], bool]:
    """The items in order, and whether they are whole: not so where what stands below the next might be code."""
    items: list[_Item] = []
    places: set[int] = set()
    line = start
    while line < end and (marker := _marker(state, line)):
        found = marker.places()
        wanted = {place + 1 for place in places} if items else {1} if marker.is_letter else found
        places = wanted & found
        if not places or (items and marker.form != items[0].marker.form):
            break
        item = _item(state, marker, line, end)
        if item is None:
            return items, False
        items.append(item)
        line = item.end
        while line < end and state.isEmpty(line):
            line += 1
    return items, bool(items)


def _marker(state: StateBlock, line: int) -> _Marker | None:
    position, limit = start_of(state, line), state.eMarks[line]
    if not 0 <= state.sCount[line] - state.blkIndent < _CODE:
        return None
    for pattern in _MARKERS:
        if found := pattern.match(state.src, position, limit):
            return _Marker(found[0], found.end(), found["sign"])
    return None


def _item(state: StateBlock, marker: _Marker, start: int, end: int) -> _Item | None:
    """Take the lines of an item; None where it holds what might be code, or a fence that does not end in it."""
    line = start + 1
    while line < end and not (state.isEmpty(line) or _marker(state, line) or _opens_block(state, line, end)):
        line += 1  # of its first paragraph
    base = _indent(state, start) + _LEAST
    first, last, least = line, line, 0
    fence, begins = "", True
    is_sure = state.env["parsed"].pandoc and marker.text.isascii()  # an item's by its indent (Pandoc, "fancy_lists")
    while line < end and (state.isEmpty(line) or _indent(state, line) >= base):
        text = text_of(state, line)
        if text:
            indent = _indent(state, line)
            is_inner = least and indent - least >= _CODE  # code of the item's own
            if not (fence or is_inner or is_sure) and begins and _might_be_code(text, indent):
                return None
            fence = fence_after(fence, text)
            last, least = line + 1, min(least or indent, indent)
        begins = not text
        line += 1
    return None if fence else _Item(marker, start, last, least or _CODE, last > first)


def _indent(state: StateBlock, line: int) -> int:
    return state.sCount[line] - state.blkIndent


def _might_be_code(text: str, indent: int) -> bool:
    """Whether lines that begin so and stand so deep are as likely code as text."""
    return indent >= _CODE and not (_OPENS_BLOCK.match(text) or _LETTER.search(text) or _PROSE.match(text))


def _opens_block(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line ends the paragraph above it; a fence does however deep it stands, a list up to seven columns."""
    text = text_of(state, line)
    if fence_mark(text):
        return True
    if _indent(state, line) >= _CODE:
        return _indent(state, line) < 2 * _CODE and _DEEP_ITEM.match(text) is not None
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)


def _push(state: StateBlock, items: list[_Item]) -> None:
    opening = state.push("ordered_list_open", "ol", 1)
    opening.map = [items[0].start, items[-1].end]
    opened = len(state.tokens)
    for item in items:
        _push_item(state, item)
    if not _is_loose(state, items):
        _tighten(state, opened)
    state.push("ordered_list_close", "ol", -1)
    state.line = items[-1].end


def _push_item(state: StateBlock, item: _Item) -> None:
    opening = state.push("list_item_open", "li", 1)
    opening.map = [item.start, item.end]
    opening.meta["marker"] = item.marker.text
    start = item.start
    parent, limit, indent = state.parentType, state.lineMax, state.blkIndent
    line = state.bMarks[start], state.tShift[start], state.sCount[start]
    state.parentType, state.lineMax, state.blkIndent = "list", item.end, indent + item.indent
    # The line begins behind its mark, which may be wider than what stands below is indented.
    text = min(state.skipSpaces(item.marker.end), state.eMarks[start])
    state.bMarks[start], state.tShift[start], state.sCount[start] = text, 0, state.blkIndent
    state.md.block.tokenize(state, start, item.end)
    # What goes on without an indent below a mark alone in its line, or a heading; in a quotation, without its `>`.
    while (below := state.skipEmptyLines(state.line)) < item.end:
        state.blkIndent = min(indent, state.sCount[below])
        state.md.block.tokenize(state, below, item.end)
    state.bMarks[start], state.tShift[start], state.sCount[start] = line
    state.parentType, state.lineMax, state.blkIndent = parent, limit, indent
    state.push("list_item_close", "li", -1)


def _is_loose(state: StateBlock, items: list[_Item]) -> bool:
    return any(state.isEmpty(line) for line in range(items[0].start, items[-1].end))


def _tighten(state: StateBlock, first: int) -> None:
    """Have the paragraphs of the items stand in them without room between."""
    level = state.level + 1
    for token in state.tokens[first:]:
        if token.level == level and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = True
