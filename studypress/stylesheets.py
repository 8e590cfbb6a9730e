"""The author's own style sheets: what would keep any program that reads them busy for ever is found beforehand."""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from studypress.manuscript import SourceFile
from studypress.problems import Place, Problem, fatal
from studypress.wording import Sentence, said, shortened

_MOST_VALUES = 2_000
"""So many values may a declaration come to. Ten variables that each name the one before ten times are 10^10."""

_LONGEST = 1_000_000
"""Pt of a length. Pango counts by 1/1024 pt in 32 bits; `-9999em`, with which the web hides things, is far below."""

_IN_PT = {"px": 0.75, "pt": 1, "pc": 12, "in": 72, "cm": 28.35, "mm": 2.835, "q": 0.709, "em": 12, "rem": 12, "ch": 6}
"""Pt of each unit; of those that depend on the text, in one of a common size."""


def unbearable(sheets: Iterable[SourceFile]) -> list[Problem]:
    """What is in them that nothing can be set with."""
    return [fault for sheet in sheets for fault in _faults(sheet)]


def _faults(sheet: SourceFile) -> Iterator[Problem]:
    try:
        declarations = list(_declarations(tinycss2.parse_stylesheet(sheet.text)))
        found = [*_too_much(declarations), *_too_long(declarations)]
    except RecursionError:
        found = [(0, said("Its rules or variables are nested too deeply."))]
    for line, message in found:
        yield fatal("style-sheet", Place(sheet.path, line), message, said("Fix the rule, or take it out."))


def _declarations(rules: list[Any]) -> Iterator[Any]:
    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content))


def _tokens(values: Iterable[Any]) -> Iterator[Any]:
    """Every value, those in functions and brackets too."""
    for value in values:
        yield value
        yield from _tokens(getattr(value, "arguments", None) or getattr(value, "content", None) or ())


def _repeated(token: Any) -> int:
    """How many values `repeat(1000, 1px 2px)` comes to (CSS Grid 2, 7.2.3); 0 for anything else."""
    if token.type != "function" or token.lower_name != "repeat":
        return 0
    times = next((one.int_value for one in token.arguments if one.type == "number"), None)
    return (times or 0) * len(token.arguments)


def _too_much(declarations: list[Any]) -> Iterator[tuple[int, Sentence]]:
    """Find the first declaration that comes to too many values once its variables are put in."""
    sizes: dict[str, int] = {}
    meanings: dict[str, list[Any]] = {}
    for one in declarations:
        if one.name.startswith("--"):
            meanings.setdefault(one.name, []).append(one.value)

    def size(values: list[Any]) -> int:
        tokens = list(_tokens(values))
        named = sum(size_of(token.value) for token in tokens if token.type == "ident")
        return len(tokens) + named + sum(map(_repeated, tokens))

    def size_of(name: str) -> int:
        if name not in sizes:
            sizes[name] = 0  # one that names itself stands for nothing
            sizes[name] = max(map(size, meanings.get(name, ())), default=0)
        return sizes[name]

    for one in declarations:
        if size(one.value) > _MOST_VALUES:
            yield (
                one.source_line,
                said("`{name}` comes to thousands of values.", name=shortened(one.name)),
            )
            return


def _too_long(declarations: list[Any]) -> Iterator[tuple[int, Sentence]]:
    for one in declarations:
        for token in _tokens(one.value):
            if token.type == "dimension" and abs(token.value) * _IN_PT.get(token.lower_unit, 12) > _LONGEST:
                yield one.source_line, said("`{length}` is longer than any page.", length=shortened(token.serialize()))
                break
