"""How a table is set: how large, which cells stay whole, how wide its columns are, and when it is a table no more.

Pure: a table in, a plan out. Layout engines share the width by each column's longest cell, so that sentences take all
of it and `插入排序` stands one character a line. The style sheets keep the cells named here whole; since no more of
them are named than fit, the table still fits its page. A table that does not fit with its words whole is set smaller,
then turned on a page of its own where it fills one, else told row by row.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from studypress.model import Block, FootnoteMark, Image, Row, Section, Table
from studypress.render.extents import ALL, Extent, Kept, Room, columns_of, drawn_parts, extents_of
from studypress.sheets import NARROWEST, Sheet
from studypress.tree import plain_text, walk

_LONGEST = 8.0
"""em: a longer cell is a sentence, which may be broken anywhere."""
_LONGEST_WORD = 12.0
"""em: a longer word is an address or a hash, which may be broken too."""
_WORDS = Kept(0, _LONGEST_WORD)
"""Words are kept whole, and no cell of several."""
_MOST_COLUMNS = 6
"""More are set smaller in any case: the page would be grey with edges of columns."""
_LONG = 150
"""Rows, above which the columns of a printed table get fixed widths: weighing every cell takes half the time."""
_FILLS_A_PAGE = 12
"""Rows from which a turned page is worth its turning."""
_SHORT, _SHORT_LINES = 8, 14
"""Rows of a body, and lines of the whole table, up to which it is never parted: a third of the smallest page."""
_MOST_IN_COLUMNS = 4
"""Columns up to which an e-book that asks for lists still shows a table."""


_PHONE = Room(26.6, 0.6, 5.5)
"""400 px of 16 px text at 0.9 em."""
_TABLET = Room(45, 0.6, 9)
"""700 px, likewise."""


class Form(StrEnum):
    """What becomes of a table; the value is its class."""

    USUAL = ""
    SMALL = "wide"
    TURNED = "turned"
    """Small, on a page that is wider than high."""
    LIST = "list"
    """Each row is told by itself, its cells after their columns' heads."""


@dataclass(frozen=True, slots=True)
class _Rooms:
    """What tables may take on printed pages of one size."""

    usual: Room
    """The measure at 0.9 em, less a little since widths are only guessed."""
    small: Room
    """The same at the 0.75 em of a table with many columns."""
    turned: Room
    """The height of the type area, likewise."""
    list: Room
    """What is left in a list, or in a list in it."""
    box: Room
    """What is left in a box, in a list in a box."""

    def of(self, form: "Form") -> Room:
        """What a table of a form has."""
        return {Form.SMALL: self.small, Form.TURNED: self.turned}.get(form, self.usual)


@lru_cache(maxsize=8)
def _rooms(sheet: Sheet) -> _Rooms:
    """Reckon from what the smallest sheet has: 34 em, the measure of A5, and the 49 em of its height."""
    wider, higher = sheet.measure - NARROWEST.measure, (sheet.text_height / sheet.size - _HEIGHT)
    usual, small = wider / 0.9, wider / 0.75
    return _Rooms(
        usual=Room(37 + usual, 0.8, 7),
        small=Room(44 + small, 0.7, 6),
        turned=Room(62 + higher / 0.75, 0.7, 6),
        list=Room(32 + usual, 0.8, 4.5),
        box=Room(28 + usual, 0.8, 4.5),
    )


_HEIGHT = NARROWEST.text_height / NARROWEST.size

_BRIEF = 6.0
"""em: the width of a narrow column."""
_HIGH = 3
"""Lines of a row that is no less than two others."""
_PARTED = 0.6
"""Of a page's lines, in a row that may go on over a page's end: what is guessed to take that much may take a page."""
_PITCH = 1.35
"""em of the text: from one line of a table to the next."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is set."""

    form: Form
    head: tuple[tuple[str, ...], ...]
    """The classes of each cell of each row, joined: `whole` is kept on one line, `whole-wide` on wide screens only;
    `long-words` holds a word that is broken rather than lost, such as a hash or a path."""
    body: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    """Of the columns, per cent; empty where the engine weighs the cells."""
    fixed: bool = False
    """Whether these widths hold whatever the cells need."""
    picture: float = 0.0
    """The most that a picture in a cell of a printed table may take, em: an even share of the width."""
    high: tuple[bool, ...] = ()
    """Whether each row of the body may stand alone at the edge of a printed page."""
    parted: tuple[bool, ...] = ()
    """Whether it may go on over that edge: one that fits no page would leave half of one blank, and lose the head."""
    unbroken: bool = False
    """Whether it is so short that no page of a printed book ends in it."""
    half: bool = False
    """Whether its longest cells side by side take half of a printed measure at most, which is its width then."""
    own_size: bool = False
    """Whether it holds formulas for which a printed measure has room, so that no column need make them smaller."""
    least: float = 0.0
    """How wide an e-book's table must be, em, where that is wider than a telephone and the frame has to scroll."""


@lru_cache(maxsize=1024)
def plan(table: Table, epub: bool = False, lists: bool = False, sheet: Sheet = NARROWEST) -> Plan:
    """Plan a table, in print for a sheet. `lists`: an e-book wants wide tables told row by row.

    Kept, as pages are rendered several times.
    """
    rows = table.head + table.body
    extents = extents_of(rows)
    columns = columns_of(rows, extents)
    rooms = _rooms(sheet)
    form = _form_on_screen(table, columns, lists) if epub else _form_in_print(table, columns, rooms)
    narrow, wide = (_PHONE, _TABLET) if epub else (rooms.of(form), rooms.of(form))
    distinct = [list(dict.fromkeys(column)) for column in columns]
    least = _scrolled(distinct) if epub and form is not Form.LIST else 0.0
    if form is Form.LIST or least:
        kept = kept_on_wide = Kept(_LONGEST, _LONGEST_WORD)
    else:
        kept, kept_on_wide = _kept(distinct, narrow), _kept(distinct, wide)
    brief = {} if epub else {"brief-near": _brief(distinct, rooms.list), "brief": _brief(distinct, rooms.box)}
    named = {extent: name for name, found in brief.items() for extent in found}
    classes = [tuple(_classes(extent, kept, kept_on_wide, named) for extent in row) for row in extents]
    fixed = not epub and len(table.body) > _LONG
    widths = table.widths if len(table.widths) == len(columns) else ()
    if fixed and not widths:
        widths = _shares(columns, distinct, kept, narrow)
    head = len(table.head)
    picture = 0.0 if epub or not _holds_pictures(rows, extents) else round(narrow.left(len(columns)) / len(columns), 1)
    unbroken = not epub and form in (Form.USUAL, Form.SMALL) and _is_short(table, extents, narrow)
    free = not (epub or fixed or widths or picture)
    half = free and form is Form.USUAL and _is_half(distinct, extents[head:], narrow)
    lines = [] if epub else [_lines(row, narrow) for row in extents[head:]]
    high = tuple(count >= _HIGH for count in lines)
    page = sheet.text_height / (sheet.size * _PITCH)
    parted = tuple(_PARTED * page <= count < math.inf for count in lines)
    cells = tuple(classes[:head]), tuple(classes[head:])
    own_size = free and _holds_formulas_whole(rows, columns, narrow)
    return Plan(form, *cells, widths, fixed, picture, high, parted, unbroken, half, own_size, least)


def opens_turned(blocks: Sequence[Block], sheet: Sheet = NARROWEST) -> bool:
    """Whether a printed page is turned for what comes first: its titles stand on that page too, and not alone."""
    match blocks:
        case [Table() as table, *_]:
            return plan(table, sheet=sheet).form is Form.TURNED
        case [Section(purpose=None) as section, *_]:
            return opens_turned(section.blocks, sheet)
    return False


def _form_in_print(table: Table, columns: list[list[Extent]], rooms: _Rooms) -> Form:
    """Choose the first form in which every word but the longest stays whole."""
    if len(columns) <= _MOST_COLUMNS and _fits(columns, rooms.usual):
        return Form.USUAL
    if _fits(columns, rooms.small):
        return Form.SMALL
    can_turn = _fits(columns, rooms.turned)
    if can_turn and len(table.body) >= _FILLS_A_PAGE:
        return Form.TURNED
    if _is_plain(table):
        return Form.LIST
    return Form.TURNED if can_turn else Form.SMALL


def _form_on_screen(table: Table, columns: list[list[Extent]], lists: bool) -> Form:
    if lists and len(columns) > _MOST_IN_COLUMNS and _is_plain(table):
        return Form.LIST
    return Form.SMALL if len(columns) > _MOST_COLUMNS else Form.USUAL


def _scrolled(columns: list[list[Extent]]) -> float:
    """The width of a table of many columns that a telephone cannot show with its words whole, em; 0 for any other.

    One of few columns is squeezed instead: not every reader can scroll.
    """
    if len(columns) <= _MOST_IN_COLUMNS or _fits(columns, _PHONE):
        return 0.0
    needs = sum(_least(columns, Kept(_LONGEST, _LONGEST_WORD), _PHONE))
    return round(needs + _PHONE.padding * len(columns), 1)


def _is_short(table: Table, extents: list[list[Extent]], room: Room) -> bool:
    """Whether all rows together take few lines, as if each row's words stood in as many lines as fill the width."""
    if len(table.body) > _SHORT or any(extent.whole == math.inf for row in extents for extent in row):
        return False
    return sum(_lines(row, room) for row in extents if row) <= _SHORT_LINES


def _is_half(columns: list[list[Extent]], body: list[list[Extent]], room: Room) -> bool:
    """Whether half of the measure is enough; not where a cell is left empty, in which somebody may have to write."""
    widest = sum(max(extent.whole for extent in column) + room.padding for column in columns)
    return widest <= room.width / 2 and all(extent.whole for row in body for extent in row)


def _lines(row: list[Extent], room: Room) -> float:
    """How many lines a row takes, as if its words filled the width."""
    lines = sum(extent.whole for extent in row) / room.left(max(1, len(row))) + 0.5
    given = max((extent.lines for extent in row), default=1)
    return max(math.ceil(lines), given) if lines < math.inf else lines


def _is_plain(table: Table) -> bool:
    """Whether every cell of the body stands below one head: only then can a row be told by itself."""
    if len(table.head) != 1 or not table.body:
        return False
    heads = table.head[0].cells
    if any(walk(heads, FootnoteMark)):  # a head is repeated, and its note would be too
        return False
    spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in table.head + table.body for cell in row.cells)
    are_even = all(len(row.cells) <= len(heads) for row in table.body)
    return not spans and are_even and all(plain_text(cell.blocks).strip() for cell in heads)


def _least(columns: list[list[Extent]], kept: Kept, room: Room) -> list[float]:
    """What each column must have, em."""
    return [max(extent.least(kept, room) for extent in column) for column in columns]


def _fits(columns: list[list[Extent]], room: Room, kept: Kept = _WORDS) -> bool:
    """Whether all columns find room, with what is to be kept whole."""
    return sum(_least(columns, kept, room)) <= room.left(len(columns))


def _kept(columns: list[list[Extent]], room: Room) -> Kept:
    """What may be kept whole: words first, no wider than a third of the table, then cells, the widest giving way."""
    if sum(max(extent.whole for extent in column) for column in columns) <= room.left(len(columns)):
        return ALL
    extents = [extent for column in columns for extent in column]
    words = {extent.word for extent in extents if extent.word <= room.width / 3}
    cells = {extent.whole for extent in extents if extent.whole <= _LONGEST}
    word = max((size for size in words if _fits(columns, room, Kept(0, size))), default=0)
    return Kept(max((size for size in cells if _fits(columns, room, Kept(size, word))), default=0), word)


def _brief(columns: list[list[Extent]], room: Room) -> frozenset[Extent]:
    """The cells of narrow columns, which stay on one line in such room: else one Han stands there above the other."""
    widest = [max(extent.whole for extent in column) for column in columns]
    least = _least(columns, _WORDS, room)
    left = room.left(len(columns))
    if sum(widest) <= left:
        return frozenset()
    brief: set[Extent] = set()
    taken = sum(least)
    for at in sorted(range(len(columns)), key=widest.__getitem__):
        taken += widest[at] - least[at]
        if widest[at] > _BRIEF or taken > left:
            break
        brief.update(columns[at])
    return frozenset(brief)


def _classes(extent: Extent, kept: Kept, kept_on_wide: Kept, brief: Mapping[Extent, str]) -> str:
    own = [brief[extent]] if extent in brief else []
    if kept is not ALL and extent.is_whole(kept):
        return " ".join(("whole", *own))
    names = ["long-words"] if extent.word > kept.word else own
    if kept_on_wide is not ALL and extent.is_whole(kept_on_wide):
        names.append("whole-wide")
    return " ".join(names)


def _shares(columns: list[list[Extent]], distinct: list[list[Extent]], kept: Kept, room: Room) -> tuple[float, ...]:
    """Share the width, per cent: each column has what it must have, the rest goes by what most of its cells would take.

    A single endless cell among thousands of short ones claims no more than they do.
    """
    least = [width + room.padding for width in _least(distinct, kept, room)]
    wanted = [max(_most(column, room) + room.padding, must) for column, must in zip(columns, least, strict=True)]
    spare = max(room.width - sum(least), 0.0)
    hunger = sum(want - must for want, must in zip(wanted, least, strict=True)) or 1.0
    widths = [must + spare * (want - must) / hunger for want, must in zip(wanted, least, strict=True)]
    return tuple(round(100 * width / sum(widths), 3) for width in widths)


def _most(column: list[Extent], room: Room) -> float:
    """The width that nine tenths of a column's cells do with."""
    widths = sorted(min(extent.whole, room.width) for extent in column)
    return widths[len(widths) * 9 // 10]


def _holds_formulas_whole(rows: tuple[Row, ...], columns: list[list[Extent]], room: Room) -> bool:
    parts = [part for row in rows for cell in row.cells for part in drawn_parts(cell.blocks)]
    return bool(parts) and max(parts) <= _LONGEST_WORD and _fits(columns, room)


def _holds_pictures(rows: tuple[Row, ...], extents: list[list[Extent]]) -> bool:
    """Whether a cell shows a picture; a cell that is one line of text does not."""
    cells = (
        cell
        for row, measured in zip(rows, extents, strict=True)
        for cell, extent in zip(row.cells, measured, strict=True)
        if extent.whole == math.inf
    )
    return any(walk(tuple(cell.blocks for cell in cells), Image))
