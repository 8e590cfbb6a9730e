"""Directives of MyST that hold a table: one of Markdown's, a list of lists, or comma-separated values."""

import csv

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studypress.markdown.syntax.directives.directive import Directive
from studypress.markdown.syntax.pushing import push_body, push_paragraph, push_words


def table(state: StateBlock, found: Directive) -> bool:
    """A table in Markdown, with a caption."""
    start = len(state.tokens)
    push_body(state, found.first, found.last)
    opened = next((n for n in range(start, len(state.tokens)) if state.tokens[n].type == "table_open"), None)
    if opened is None:
        push_paragraph(state, found.argument, found.start)
    else:
        _caption(state, found, opened)
    return True


def _caption(state: StateBlock, found: Directive, opened: int) -> None:
    """Put a caption, a label and the widths of columns into a table."""
    state.tokens[opened].meta["widths"] = found.options.get("widths", "")
    if found.label:
        state.tokens[opened].meta["id"] = found.label
    if not found.argument:
        return
    below, state.tokens[opened + 1 :] = state.tokens[opened + 1 :], []
    state.push("caption_open", "caption", 1).map = [found.start, found.start + 1]
    push_words(state, found.argument, found.start)
    state.push("caption_close", "caption", -1)
    state.tokens += below


def list_table(state: StateBlock, found: Directive) -> bool:
    """A list of rows, each of which is a list of cells (docutils, "List Table")."""
    start = len(state.tokens)
    push_body(state, found.first, found.last)
    made = state.tokens[start:]
    base = made[0].level if made else 0
    if not made or made[0].type != "bullet_list_open" or made[-1].level != base or made[-1].type != "bullet_list_close":
        return True
    state.tokens[start:] = _rows(made, base, _heads(found))
    _caption(state, found, start)
    return True


def _heads(found: Directive) -> int:
    """How many rows are heads of columns; a number that no table has is none."""
    given = found.options.get("header-rows", "")
    return int(given) if given.isdecimal() and len(given) < 4 else 0


def csv_table(state: StateBlock, found: Directive) -> bool:
    """Rows of values between commas, each of which is a line of Markdown (docutils, "CSV Table")."""
    body = state.getLines(found.first, found.last, state.sCount[found.start], False)
    header = list(filter(None, found.options.get("header", "").split("\n")))
    heads = _heads(found) + len(header)
    lines = (f"{line}\n" for line in (*header, *body.split("\n")))  # a value between quotation marks may have several
    try:
        rows = list(csv.reader(lines, skipinitialspace=True))
    except csv.Error:  # a value longer than any that a person wrote
        return False
    if not any(rows):  # they are in a file
        return False
    start = len(state.tokens)
    state.push("table_open", "table", 1).map = [found.start, found.last + 1]
    for number, row in enumerate(filter(None, rows)):
        _push_row(state, row, "th" if number < heads else "td", found.start)
    state.push("table_close", "table", -1)
    _caption(state, found, start)
    return True


def _push_row(state: StateBlock, row: list[str], tag: str, line: int) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for cell in row:
        state.push(f"{tag}_open", tag, 1).map = [line, line + 1]
        push_words(state, cell, line)
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _rows(made: list[Token], base: int, heads: int) -> list[Token]:
    """Make a table of the tokens of a list of lists: by how deep each stands, a table, a row, nothing, or a cell."""
    result: list[Token] = []
    row = 0
    for token in made:
        edge = token.type in _LIST
        match token.level - base:
            case 0 if edge:
                _become(token, "table")
            case 1 if edge:
                _become(token, "tr")
                row += token.nesting == 1
            case 2 if edge:
                continue
            case 3 if edge:
                _become(token, "th" if row <= heads else "td")
        result.append(token)
    return result


_LIST = frozenset(f"{kind}_{side}" for kind in ("bullet_list", "list_item") for side in ("open", "close"))


def _become(token: Token, tag: str) -> None:
    token.tag, token.type = tag, f"{tag}_{token.type.rpartition('_')[2]}"
