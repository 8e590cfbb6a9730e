"""Lists and tables, Markdown's and HTML's, made into the model's."""

import re
from collections.abc import Iterable
from dataclasses import replace

from studypress.markdown.elements.context import Blocks, FileContext
from studypress.markdown.elements.element import Child, Element, named
from studypress.markdown.nodes.inlines import inlines
from studypress.markdown.nodes.meanings import style_rules
from studypress.markdown.nodes.number_columns import with_numbers_aligned
from studypress.markdown.nodes.sizes import size_of
from studypress.model import (
    Block,
    Cell,
    Definition,
    DefinitionList,
    Figure,
    Image,
    Inline,
    List,
    ListItem,
    Paragraph,
    Row,
    Style,
    Styled,
    Table,
)

MAX_SPAN = 100
"""The widest cell of an HTML table; a `colspan` of a million is no table."""


# --- Lists ----------------------------------------------------------------------------------------------------


def list_of(element: Element, context: FileContext, blocks: Blocks) -> List:
    """Make a list of `<ul>` or `<ol>`, Markdown's or HTML's."""
    items: list[ListItem] = []
    for group in _groups(element.children, {"li"}):
        if isinstance(group, Element):
            items.append(_item(group, context, blocks))
        elif stray := blocks(group, context):
            # A list or text that stands in a list without an item of its own belongs to the item before it.
            before = items.pop() if items else ListItem((), place=context.place(group[0].line))
            items.append(replace(before, blocks=before.blocks + stray))
    tight = not any(_is_loose(inner) for child in element.children for inner in _children(child))
    start = None
    if element.name == "ol":
        given = element.attributes.get("start", "1").strip()
        start = int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else 1
    return List(tuple(items), start, tight, context.place(element.line))


def _groups(children: Iterable[Child], names: set[str]) -> list[Element | list[Child]]:
    """The elements of these names, and between them everything else, held together."""
    groups: list[Element | list[Child]] = []
    for child in children:
        if isinstance(child, Element) and child.name in names:
            groups.append(child)
        elif groups and isinstance(groups[-1], list):
            groups[-1].append(child)
        else:
            groups.append([child])
    return groups


def _children(child: Child) -> list[Child]:
    return child.children if isinstance(child, Element) and child.name == "li" else []


def _is_loose(child: Child) -> bool:
    return isinstance(child, Element) and child.name == "p" and "tight" not in child.attributes


def _item(element: Element, context: FileContext, blocks: Blocks) -> ListItem:
    checked = {"yes": True, "no": False}.get(element.attributes.get("checked", "")) if element.markdown else None
    marker = element.attributes.get("marker", "") if element.markdown else ""
    return ListItem(blocks(element.children, context), checked, marker, context.place(element.line))


def definition_list(element: Element, context: FileContext, blocks: Blocks) -> DefinitionList:
    """Make a list of definitions of `<dl>`."""
    items: list[Definition] = []
    meanings: list[tuple[Block, ...]] = []
    for group in _groups(_inside(element.children, {"div", "section"}), {"dt", "dd"}):
        if isinstance(group, Element) and group.name == "dt":
            _define(items, meanings)
            items.append(Definition(inlines(group.children, context), (), context.place(group.line)))
        elif content := blocks(group.children if isinstance(group, Element) else group, context):
            if not items:
                line = group.line if isinstance(group, Element) else group[0].line
                items.append(Definition((), (), context.place(line)))
            meanings.append(content)
    _define(items, meanings)
    return DefinitionList(tuple(items), context.place(element.line))


def _define(items: list[Definition], meanings: list[tuple[Block, ...]]) -> None:
    """Give the last term the definitions that were gathered for it."""
    if items:
        items[-1] = replace(items[-1], definitions=tuple(meanings))
        meanings.clear()


def _inside(children: list[Child], wrappers: set[str]) -> Iterable[Child]:
    for child in children:
        if isinstance(child, Element) and child.name in wrappers:
            yield from _inside(child.children, wrappers)
        else:
            yield child


# --- Tables ---------------------------------------------------------------------------------------------------


def table(element: Element, context: FileContext, blocks: Blocks) -> tuple[Block, ...]:
    """Make a table; what stands in it outside its cells comes before it, as browsers do too."""
    head: list[Row] = []
    body: list[Row] = []
    caption: tuple[Inline, ...] = ()
    stray: list[Child] = []
    opening = _opening_rows(element)
    for part, child in _table_parts(element):
        if isinstance(child, Element) and child.name == "caption":
            caption = (*caption, *inlines(child.children, context))
        elif isinstance(child, Element) and child.name == "tr":
            row = _row(child, context, blocks, stray)
            if part == "thead" or (part != "tfoot" and len(head) < opening):
                head.append(_as_head(row))
            else:
                body.append(row)
        elif isinstance(child, Element) and child.name in ("td", "th"):
            body.append(Row((_cell(child, context, blocks),), context.place(child.line)))
        else:
            stray.append(child)
    if not head and len(body) > 1 and _is_strong(body[0]) and not _is_strong(body[1]):
        head.append(_as_head(body.pop(0)))
    label = element.attributes.get("id", "")
    place = context.place(element.line)
    rows = Table(tuple(head), tuple(body), caption, label, widths=_column_widths(element), place=place)
    return (*blocks(stray, context), *([with_numbers_aligned(rows)] if head or body or caption else []))


def _column_widths(table: Element) -> tuple[float, ...]:
    """The widths that a directive, `<col>` or the first row gives, per cent; none unless all columns have one."""
    rows = named(_inside(table.children, {"thead", "tbody"}), "tr")
    shares = shares_of(table.attributes.get("widths", ""))
    if shares and rows and len(shares) == len(named(rows[0].children, "td", "th")):
        return shares
    columns = named(_inside(table.children, {"colgroup"}), "col")
    if not columns:
        columns = named(rows[0].children, "td", "th") if rows else []
    given: list[str] = []
    for column in columns:
        span = _span(column, "span" if column.name == "col" else "colspan")
        given += [size_of(column).width if column.name == "col" or span == 1 else ""] * span
    for unit in ("%", "px"):
        numbers = [float(width.removesuffix(unit)) for width in given if width.endswith(unit)]
        if numbers and len(numbers) == len(given):
            return _per_cent(numbers)
    return ()


_SHARES = re.compile(r"\[?[ \t]*(\d{1,4}(?:(?:[ \t]*,[ \t]*|[ \t]+)\d{1,4}){1,29})[ \t]*\]?")


def shares_of(given: str) -> tuple[float, ...]:
    """The shares of columns, `20 80` of docutils or `[20,80]` of Quarto, per cent; none of `auto`."""
    found = _SHARES.fullmatch(given.strip())
    numbers = [float(number) for number in re.split(r"[, \t]+", found[1])] if found else []
    return _per_cent(numbers) if all(numbers) else ()


def _per_cent(numbers: list[float]) -> tuple[float, ...]:
    return tuple(round(100 * number / sum(numbers), 2) for number in numbers)


def _table_parts(element: Element) -> Iterable[tuple[str, Child]]:
    for child in element.children:
        if isinstance(child, Element) and child.name in ("thead", "tbody", "tfoot"):
            for inner in child.children:
                yield child.name, inner
        elif not (isinstance(child, Element) and child.name in ("colgroup", "col", "parting")):
            yield "", child


def _opening_rows(table: Element) -> int:
    """How many rows are the head of a table without `<thead>`: the first and those that its cells reach into.

    None where one of these holds data, since no cell reaches out of a head (HTML, 4.9.12).
    """
    parts = list(_table_parts(table))
    if any(part == "thead" for part, _ in parts):
        return 0
    rows = named((child for part, child in parts if part != "tfoot"), "tr")
    reach = 1
    for number, row in enumerate(rows):
        cells = named(row.children, "td", "th")
        if number == reach:
            return number
        if any(cell.name == "td" for cell in cells):
            return 0
        reach = max([reach, *(number + _span(cell, "rowspan") for cell in cells)])
    return 1 if len(rows) == 1 else 0


def _as_head(row: Row) -> Row:
    """A row of a head, whose cells are headers however they were typed."""
    return replace(row, cells=tuple(replace(cell, header=True) for cell in row.cells))


def _is_strong(row: Row) -> bool:
    """Whether all words of a row are strong, as those of heads are that Word and Typora leave: `<td><b>…</b></td>`."""
    filled = [cell for cell in row.cells if cell.blocks]
    whole = all(cell.rowspan == 1 and _holds_strong_alone(cell) for cell in filled)
    return whole and len(filled) > 1


def _holds_strong_alone(cell: Cell) -> bool:
    match cell.blocks:
        case (Paragraph(children=(Styled(style=Style.STRONG),)),):
            return True
    return False


def _row(element: Element, context: FileContext, blocks: Blocks, stray: list[Child]) -> Row:
    cells = []
    for child in element.children:
        if isinstance(child, Element) and child.name in ("td", "th"):
            cells.append(_cell(child, context, blocks))
        elif not (isinstance(child, Element) and child.name == "parting"):
            stray.append(child)
    return Row(tuple(cells), context.place(element.line))


def _cell(element: Element, context: FileContext, blocks: Blocks) -> Cell:
    # A picture in a cell is part of the table, not a figure with a number of its own.
    content = tuple(
        Paragraph((block.content,), block.place)
        if isinstance(block, Figure) and isinstance(block.content, Image)
        else block
        for block in blocks(element.children, context)
    )
    given = element.attributes.get("align", "") or style_rules(element).get("text-align", "")
    align = given.strip().lower()
    return Cell(
        content,
        element.name == "th",
        align if align in ("left", "center", "right") else "",
        _span(element, "colspan"),
        _span(element, "rowspan"),
        context.place(element.line),
    )


def _span(element: Element, name: str) -> int:
    given = element.attributes.get(name, "1").strip()
    return min(int(given), MAX_SPAN) if given.isascii() and given.isdigit() and len(given) < 10 and int(given) else 1
