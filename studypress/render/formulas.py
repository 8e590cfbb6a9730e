"""How print sets a formula that stands alone and is wider than a line."""

from studypress.model import FormulaBlock
from studypress.render.extents import drawn_parts
from studypress.sheets import Sheet

_NUMBER = 7
"""em on both sides of a formula that has a number (`.formula-numbered` in templates/base.css)."""
_DEEPEST, _HANG = 8, 2
"""em by which its further lines hang at most, behind its first part; and where that is wider."""


def lines_style(block: FormulaBlock, sheet: Sheet) -> str:
    """The style of a formula that goes on in further lines where it is wider than one; empty for one in one piece.

    They hang below what is behind its first sign; all of it is made as small as its widest part demands.
    """
    parts = drawn_parts(block.formula)
    if len(parts) < 2:
        return ""
    hang = parts[0] if parts[0] <= _DEEPEST else _HANG
    room = sheet.measure - (_NUMBER if block.number else 0)
    size = min(1, room / max(hang + part for part in parts))
    smaller = f"font-size: {size:.3f}em; " if size < 1 else ""
    return f"{smaller}padding-left: {hang:.2f}em; text-indent: -{hang:.2f}em"
