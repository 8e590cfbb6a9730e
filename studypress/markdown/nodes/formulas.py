"""Formulas made into the model: their labels and numbers are taken out of the TeX."""

import re

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.model import Formula, FormulaBlock, FormulaLine, Inline, Text
from studypress.problems import Place

_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_END_OF_LINE = re.compile(r"(\\\\)")
_ESCAPED_INDEX = re.compile(r"(?<!\\)\\_(?=\{[^{}])")
r"""`A\_{ij}`, where `_` alone would be emphasis to the author's site; as a sign none stands before a group."""
_NO_NUMBER = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])")


def formula(element: Element, context: FileContext) -> tuple[Inline, ...]:
    """A formula within a line; it has no room for a number, and keeps one that its author gave as words behind it."""
    block = formula_block(element, context)
    words = f" {block.printed_number}" if block.number else ""
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
    r"""A formula of this TeX; its `\label` and its `\tag` become its own, or each of its lines' where several have one.

    Those stay where they are, as tags, which `figures` sets.
    """
    lines, tex = _numbered_lines(tex)
    labels = [] if lines else _LABEL.findall(tex)
    label = next((found.strip() for found in [label, *labels] if found.strip()), "")
    tags = [] if lines else _TAG.findall(tex)
    unnumbered = _NO_NUMBER.search(tex) is not None
    tex = _ESCAPED_INDEX.sub("_", _NO_NUMBER.sub("", _LABEL.sub("", tex)))
    if len(tags) == 1:
        tex = _TAG.sub("", tex)
    return FormulaBlock(
        Formula(tex.strip(), display, place=place),
        mark,
        label,
        numbered=not tags and not lines and (bool(label) or (number and not unnumbered)),
        number=tags[0][1].strip() if len(tags) == 1 else "",
        bare=len(tags) == 1 and bool(tags[0][0]),
        lines=lines,
        continues=continues,
        place=place,
    )


def _numbered_lines(tex: str) -> tuple[tuple[FormulaLine, ...], str]:
    r"""The lines with a label or a tag, if they are several, and the TeX with a tag in each, empty without a number."""
    parts = _END_OF_LINE.split(tex)
    lines: list[FormulaLine] = []
    for at, part in enumerate(parts):
        labels, tags = _LABEL.findall(part), _TAG.findall(part)
        if labels or tags:
            lines.append(FormulaLine((labels or [""])[0].strip(), tags[0][1].strip() if tags else ""))
            parts[at] = _LABEL.sub("", part) if tags else _LABEL.sub(r"\\tag{}", part, count=1)
    return (tuple(lines), "".join(parts)) if len(lines) > 1 else ((), tex)
