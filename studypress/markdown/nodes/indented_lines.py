"""Paragraphs as Word and WeChat give them away: a line each, behind two ideographic spaces, and no empty line between.

CommonMark joins them to one. Here each is a paragraph, without its spaces, since the page indents it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from studypress.letters import SENTENCE_ENDS
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Child, Element, Run, ends_line
from studypress.markdown.nodes.short_lines import is_unwrapped
from studypress.markdown.nodes.typed_lines import with_typed_lines, words_of

_INDENT = re.compile("\u3000\u3000(?!\u3000)")
_FIRST = re.compile(f"[ \t>]*(?:(?:[-*+]|[0-9]{{1,3}}[.)])[ \t]+)?{_INDENT.pattern}")
"""The same at a paragraph's first line, as it was typed; the parser takes its spaces away."""

_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}：；”’」』）]$")


def with_lines_and_paragraphs(run: list[Child], context: FileContext) -> list[Child]:
    """Make hard breaks of the line ends that are the author's, and two, which part paragraphs, above indented lines.

    Below lines so indented others may stand without: they are lines where none is left in the middle of a sentence.
    """
    line_ends, labels = context.config.markdown.line_ends, context.config.study.answer_marks
    if line_ends == "none" or not any(map(ends_line, run)) or not _is_first(run, context):
        lines = _lines_of(context.source.text)
        return with_typed_lines(run, line_ends, labels, lines if is_unwrapped(context.source.text) else ())
    begins = {at + 1 for at, child in enumerate(run[:-1]) if ends_line(child) and _is_indented(run[at + 1])}
    bare = [_without_indent(child) if at and ends_line(run[at - 1]) else child for at, child in enumerate(run)]
    if _is_whole(bare):
        begins |= {at + 1 for at, child in enumerate(bare) if ends_line(child)}
    typed = with_typed_lines(bare, line_ends, labels)
    result: list[Child] = []
    for at, child in enumerate(typed):
        result.append(child)
        if at + 1 in begins and isinstance(child, Element) and (child.name == "softbreak" or run[at] is child):
            result[-1:] = [replace(child, name="br"), replace(child, name="br")]
    return result


def _is_indented(child: Child) -> bool:
    return isinstance(child, Run) and _INDENT.match(child.text) is not None


def _without_indent(child: Child) -> Child:
    return replace(child, text=child.text.removeprefix("\u3000\u3000")) if isinstance(child, Run) else child


def _is_first(run: Sequence[Child], context: FileContext) -> bool:
    """Whether the first line of a run is indented."""
    lines = _lines_of(context.source.text)
    return bool(run) and run[0].line < len(lines) and _FIRST.match(lines[run[0].line]) is not None


@lru_cache(maxsize=1)
def _lines_of(text: str) -> list[str]:
    return text.split("\n")


def _is_whole(run: Sequence[Child]) -> bool:
    """Whether all lines but the last end as sentences do."""
    ends = [at for at, child in enumerate(run) if ends_line(child)]
    starts = [0, *(end + 1 for end in ends)]
    return all(
        _SENTENCE_END.search(words_of(run[start:end]).rstrip()) for start, end in zip(starts, ends, strict=False)
    )
