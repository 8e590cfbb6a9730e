"""Formulas that no page has room for, and that print makes too small to read."""

from collections.abc import Iterator

from studypress.check.finished import Finished
from studypress.glyph_drawing import PX_PER_EM
from studypress.model import Formula
from studypress.problems import Problem, problem
from studypress.wording import said

_SMALLEST = 7
"""pt: what is smaller is hard to read, and its indices can't be read at all."""


def wide_formula(finished: Finished) -> Iterator[Problem]:
    """Formulas of which a part that no line may end in is so wide that it is set too small; an e-reader scrolls."""
    sheet = finished.sheet
    for node in finished.of(Formula) if sheet else ():
        widest = max((part.asset.width / PX_PER_EM for part in node.picture.drawings), default=0) if node.picture else 0
        if sheet and widest * _SMALLEST > sheet.text_width:
            message = said(
                "The formula is {width} em wide, and a line of {sheet} {measure}: it is printed in {size} pt.",
                width=round(widest),
                sheet=sheet.name,
                measure=sheet.measure,
                size=f"{sheet.text_width / widest:.1f}",
            )
            hint = said(r"Break it yourself, with `\begin{{aligned}}` and `\\`; or choose a larger page.")
            yield problem("wide-formula", node.place, message, hint)
