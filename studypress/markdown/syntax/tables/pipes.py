"""Tables of pipes that lose nothing: rows longer than their head, a `|` in readings and formulas, indented borders."""

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token

from studypress.markdown.syntax.attributes import ATTRIBUTES
from studypress.markdown.syntax.formulas import bars_in_formulas
from studypress.markdown.syntax.lines import noted_of, start_of, text_of
from studypress.markdown.syntax.ruby import SHIELD, shield_readings

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def whole_tables(rule: BlockRule) -> BlockRule:
    """The rule of GFM's tables (§4.10), with our conditions around it."""
    return _above_border(_behind_items(_above_attributes(_indented_border(_whole_readings(_whole_rows(rule))))))


def _above_border(rule: BlockRule) -> BlockRule:
    """Look for a table only where the line below begins as a border does: nearly no line of a text is above such."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        is_above = start + 1 < end and state.src.startswith(("|", "-", ":"), start_of(state, start + 1))
        return is_above and rule(state, start, end, silent)

    return guarded


def _behind_items(rule: BlockRule) -> BlockRule:
    """End a list above a table that stands further left, though no line is empty between: `1. 选词`, `| 选项 | ① |`."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        indent = state.blkIndent
        if not silent or not 0 <= state.sCount[start] < indent or not text_of(state, start).startswith("|"):
            return rule(state, start, end, silent)
        state.blkIndent = state.sCount[start]
        try:
            return rule(state, start, end, silent)
        finally:
            state.blkIndent = indent

    return guarded


_ATTRIBUTES = re.compile(rf"(?=\{{:){ATTRIBUTES}[ \t]*")


def _above_attributes(rule: BlockRule) -> BlockRule:
    """End a table above the line of its attributes, `{: .wide}`, which Kramdown has below it."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, True):
            return False
        if silent:
            return True
        if "{:" in state.src:  # asked of tables alone: asked at each line, it takes the square of a text's length
            for line in range(start + 2, end):
                text = text_of(state, line)
                if not text or _ATTRIBUTES.fullmatch(text):
                    return rule(state, start, line, silent)
        return rule(state, start, end, silent)

    return guarded


_BORDER = re.compile(r"(?=.*\|)(?=.*-)[|:\- \t]+")


def _indented_border(rule: BlockRule) -> BlockRule:
    """Let the line below a table's head be indented as its author aligned it: it can be nothing else."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        below = start + 1
        if below >= end or state.sCount[below] - state.blkIndent < 4 or state.is_code_block(start):
            return rule(state, start, end, silent)
        line = text_of(state, below)
        if len(line) > 1000 or not _BORDER.fullmatch(line):
            return rule(state, start, end, silent)
        indent, state.sCount[below] = state.sCount[below], state.blkIndent
        try:
            return rule(state, start, end, silent)
        finally:
            state.sCount[below] = indent

    return guarded


def _whole_rows(rule: BlockRule) -> BlockRule:
    """Keep what stands in a row beyond the columns of its table, in the last cell; GFM §4.10 would drop it.

    It comes most often of a `|` in code, as in `` `a|b` ``, which joining mends.
    """

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        cells: list[Token] = []
        for token in state.tokens[first:] if not silent else ():
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(token)
            elif token.type == "tr_close" and cells and cells[0].map:
                _add_excess(cells, getLine(state, cells[0].map[0]).strip())
                if state.env["parsed"].formulas:
                    _mark_formulas(cells)
        return True

    return guarded


def _add_excess(cells: list[Token], row: str) -> None:
    columns = escapedSplit(row)
    columns = columns[1:] if columns[0] == "" else columns
    columns = columns[:-1] if columns and columns[-1] == "" else columns
    if len(columns) > len(cells):
        cells[-1].content = "|".join(columns[len(cells) - 1 :]).strip()


_FORMULA = re.compile(r"\$([^$`]*[^$`\\])\$")


def _mark_formulas(cells: list[Token]) -> None:
    """Mark what stands in dollars as GitLab does, beyond doubt, where all of a row does: `| $温差$ | $ 30 $ |`.

    In a sentence such words may stand between two prices.
    """
    filled = [(cell, _FORMULA.fullmatch(cell.content.strip())) for cell in cells if cell.content.strip()]
    if len(filled) > 1 and all(found for _, found in filled):
        for cell, found in filled:
            cell.content = f"$`{found[1].strip()}`$" if found else cell.content


def _whole_readings(rule: BlockRule) -> BlockRule:
    """Let the `|` of `{漢字|hàn zì}` and of `$|x|$` divide no cells."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        source, first = state.src, len(state.tokens)
        state.src = _shielded(state)
        try:
            found = rule(state, start, end, silent)
        finally:
            state.src = source
        for token in state.tokens[first:]:
            token.content = token.content.replace(SHIELD, "|").replace(_DROPPED, "")
        return found

    return guarded


def _shielded(state: StateBlock) -> str:
    """The source with every `|` replaced that divides no cells."""
    noted = noted_of(state)
    if "shielded" not in noted:  # once for a text, which may hold thousands of paragraphs
        found = shield_readings(state.src)
        if state.env["parsed"].formulas and "$" in found:
            found = "\n".join(_without_bars(line) for line in found.split("\n"))
        noted["shielded"] = found
    return str(noted["shielded"])


def _without_bars(line: str) -> str:
    if "|" not in line or "$" not in line:
        return line
    characters = list(line)
    for bar in bars_in_formulas(line):
        characters[bar] = SHIELD
        if characters[bar - 1] == "\\" and characters[bar - 2] != "\\":  # `\|` in a table is `|` (GFM, 4.10)
            characters[bar - 1] = _DROPPED
    return "".join(characters)


_DROPPED = "\ufffe"
"""Stands for what is taken out of a cell, so that all else stays where it is; no character, as `SHIELD` is none."""
