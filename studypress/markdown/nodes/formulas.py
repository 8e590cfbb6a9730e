"""Formulas made into the model: their labels and numbers are taken out of the TeX."""

import re

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.model import Formula, FormulaBlock, Inline, Text
from studypress.problems import Place

_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_ESCAPED_INDEX = re.compile(r"(?<!\\)\\_(?=\{[^{}])")
r"""`A\_{ij}`, where `_` alone would be emphasis to the author's site; as a sign none stands before a group."""
_NO_NUMBER = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])")


def formula(element: Element, context: FileContext) -> tuple[Inline, ...]:
    """A formula within a line; it has no room for a number, and keeps one that its author gave as words behind it."""
    block = formula_block(element, context)
    words = f" ({block.number})" if block.number else ""
    words = block.mark + words if element.name == "formula-block" else words
    return (block.formula, *([Text(words, block.place)] if words else []))


def formula_block(element: Element, context: FileContext) -> FormulaBlock:
    """A formula that stands alone."""
    attributes = element.attributes
    return equation(
        attributes["text"],
        context.place(element.line),
        attributes.get("label", ""),
        attributes.get("mark", ""),
        number=context.config.markdown.formula_numbers == "all",
        continues="continues" in attributes,
        display=element.name == "formula-block",
    )


def equation(
    tex: str,
    place: Place,
    label: str = "",
    mark: str = "",
    *,
    number: bool = False,
    continues: bool = False,
    display: bool = True,
) -> FormulaBlock:
    r"""A formula of this TeX; its `\label` and its only `\tag` become its own.

    Several tags stay with their lines, which `figures` sets.
    """
    label = next((found.strip() for found in [label, *_LABEL.findall(tex)] if found.strip()), "")
    tags = _TAG.findall(tex)
    unnumbered = _NO_NUMBER.search(tex) is not None
    tex = _ESCAPED_INDEX.sub("_", _NO_NUMBER.sub("", _LABEL.sub("", tex)))
    if len(tags) == 1:
        tex = _TAG.sub("", tex)
    return FormulaBlock(
        Formula(tex.strip(), display, place=place),
        mark,
        label,
        numbered=not tags and (bool(label) or (number and not unnumbered)),
        number=tags[0].strip() if len(tags) == 1 else "",
        continues=continues,
        place=place,
    )
