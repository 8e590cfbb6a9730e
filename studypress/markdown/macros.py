"""An author's own commands put in their places in all the formulas of a book, in the order it is read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from studypress.manuscript import Manuscript
from studypress.model import Formula, FormulaBlock, Paragraph
from studypress.tex import DEFINITION, Macros
from studypress.tree import rewrite

T = TypeVar("T")

_DEFINES = re.compile(r"\\(?:(?:new|renew|provide)command|DeclareMathOperator|g?def|let)(?![A-Za-z])")


def with_macros(node: T, manuscript: Manuscript) -> T:
    """Expand the macros of `book.toml`, of front matter, and of the formulas themselves; definitions are not shown.

    Those of front matter and `book.toml` hold in the whole book, the others from where they stand.
    """
    given: dict[str, str] = dict(manuscript.config.formulas.macros)
    for file in manuscript.chapters:
        given |= dict(file.macros)
    if not given and not any(_DEFINES.search(file.text) for file in manuscript.chapters):
        return node
    return _expanded(node, given)


def _expanded(node: T, given: Mapping[str, str]) -> T:
    macros = Macros(given)

    def change(part: Any) -> Any:
        match part:
            case Formula(tex=tex):
                read = macros.read(tex).strip()
                return replace(part, tex=read) if read or not DEFINITION.search(tex) else ()
            case FormulaBlock() if not part.formula:  # it held definitions alone
                return ()
            case Paragraph() if not part.children:
                return ()
            case _:
                return part

    return rewrite(node, change)
