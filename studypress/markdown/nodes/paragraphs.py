"""Runs of text made into paragraphs and figures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Child, Element, Run, ends_line
from studypress.markdown.nodes.choices import with_choices
from studypress.markdown.nodes.figures import figure, lines_with_image
from studypress.markdown.nodes.indented_lines import with_lines_and_paragraphs
from studypress.markdown.nodes.inlines import inlines
from studypress.markdown.nodes.school_lines import starts_of_questions
from studypress.markdown.nodes.stray_code import stray_code_line
from studypress.markdown.syntax.formulas import formula_spans
from studypress.model import (
    Anchor,
    Block,
    Break,
    Citation,
    Code,
    FootnoteMark,
    Formula,
    Image,
    Inline,
    Paragraph,
    Reference,
    Text,
)
from studypress.tree import is_blank, plain_text, walk
from studypress.wording import said

_SHOWN = (Text, Code, Image, Formula, FootnoteMark, Reference, Citation)
"""What makes a paragraph of a run of text."""


def paragraphs(run: list[Child], context: FileContext) -> list[Block]:
    """Make paragraphs and figures of a run of text: a line that holds one image alone is a figure."""
    result: list[Block] = []
    for part, alone in lines_with_image(_without_indents(run)):
        if alone is not None:
            result.append(figure(alone, context))
            continue
        part = with_lines_and_paragraphs(part, context)
        for words in (own for whole in _at_empty_lines(inlines(part, context)) for own in _at_indents(whole, run)):
            content = _with_block_id(without_edge_breaks(words), context)
            if any(walk(content, *_SHOWN)):
                if context.config.markdown.line_ends == "none":
                    result.append(Paragraph(content, content[0].place))
                else:
                    result += (block for question in _at_questions(content) for block in with_choices(question))
            elif marks := tuple(walk(content, Anchor)):
                result.append(Paragraph(marks, marks[0].place))
    return result


_INDENT = re.compile("[\u200b\u200c\ufeff][\u200b\u200c\ufeff \t\u00a0\u3000]*")
"""What Typora puts before a line that a tab indents, so that it is no code, a space of no width, and the tab; and what
language models put before strong words, U+200C."""


_TYPED_INDENT = re.compile("(?:[\u2002\u2003]|\u00a0(?=[\u00a0 ]))[\u2002\u2003\u00a0\u3000 ]*")
"""What stands for the indent of a paragraph where an editor eats spaces: `&emsp;&emsp;`, `&nbsp;&nbsp;`."""


def _without_indents(run: list[Child]) -> list[Child]:
    """Take it away, so that a line is known by what it begins with: `（1）`, `图 2-1`."""
    result: list[Child] = []
    begins = True
    for child in _without_typed_indent(run):
        if begins and isinstance(child, Run) and (found := _INDENT.match(child.text)):
            child = replace(child, text=child.text[found.end() :])
        begins = ends_line(child)
        result.append(child)
    return result


def _without_typed_indent(run: list[Child]) -> list[Child]:
    """Take away what would indent a paragraph a second time; each entity is a run of its own."""
    words: list[Run] = []
    for child in run:
        if not isinstance(child, Run):
            break
        words.append(child)
    found = _TYPED_INDENT.match("".join(word.text for word in words))
    if not found:
        return run
    kept, left = list[Child](), found.end()
    for word in words:
        kept.append(replace(word, text=word.text[left:]))
        left = max(0, left - len(word.text))
    return [*kept, *run[len(words) :]]


def _at_indents(content: tuple[Inline, ...], run: list[Child]) -> Iterator[tuple[Inline, ...]]:
    """Cut a paragraph whose lines all begin with a typed indent, as paragraphs do: `&emsp;甲<br>&emsp;乙`."""
    ends = [at for at, node in enumerate(content) if isinstance(node, Break) and node.hard]
    lines = [content[start + 1 : end] for start, end in pairwise([-1, *ends, len(content)])]
    indents = [_TYPED_INDENT.match(_beginning(line)) for line in lines[1:]]
    if not ends or not all(indents) or _without_typed_indent(run) is run:
        yield content
        return
    yield lines[0]
    for line, found in zip(lines[1:], indents, strict=True):
        left = found.end() if found else 0
        kept: list[Inline] = []
        for node in line:
            if left and isinstance(node, Text):
                left, node = max(0, left - len(node.text)), replace(node, text=node.text[left:])
            kept.append(node)
        yield tuple(kept)


def _at_questions(content: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """Cut a paragraph where a question begins, or what heads several."""
    ends = [at for at, node in enumerate(content) if isinstance(node, Break) and node.hard]
    lines = [content[start + 1 : end] for start, end in pairwise([-1, *ends, len(content)])]
    start = 0
    for line in starts_of_questions([plain_text(line).strip() for line in lines]) if ends else ():
        yield content[start : ends[line - 1]]
        start = ends[line - 1] + 1
    yield content[start:]


def _beginning(line: tuple[Inline, ...]) -> str:
    """The text that a line begins with, which each entity parts."""
    return "".join(node.text for node in takewhile(lambda node: isinstance(node, Text), line) if isinstance(node, Text))


def _at_empty_lines(content: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """Cut a paragraph at `<br><br>`, which stands for an empty line."""
    start, breaks, first = 0, 0, 0
    for index, node in enumerate(content):
        if not is_blank(node):
            start = index if breaks > 1 else start
            breaks = 0
        elif isinstance(node, Break) and node.hard:
            first = index if not breaks else first
            breaks += 1
            if breaks == 2:
                yield content[start:first]
                start = first
    yield content[start:]


_BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]{1,100})$")
_GIVEN_BY_OBSIDIAN = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9]{6}")


def _with_block_id(content: tuple[Inline, ...], context: FileContext) -> tuple[Inline, ...]:
    """Make an anchor of a block's id at a paragraph's end: `文字 ^abc123`.

    It is an id in a vault, if a link names it or if Obsidian made it; a number alone may be a power. One that no link
    can name, since the part that it ends was put into another note, is left out.
    """
    last = content[-1] if content else None
    match = _BLOCK_ID.search(last.text) if isinstance(last, Text) else None
    if not match or not isinstance(last, Text):
        return content
    linked = match[1] in context.block_ids or bool(_GIVEN_BY_OBSIDIAN.fullmatch(match[1]))
    is_id = linked or (context.is_vault and not match[1].isdecimal())
    if not (context.config.markdown.wikilinks and is_id):
        return content
    rest = replace(last, text=last.text[: match.start()])
    words = without_edge_breaks((*content[:-1], *((rest,) if rest.text else ())))
    return (Anchor(f"^{match[1]}", place=last.place), *words) if linked else words


def without_edge_breaks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A line without the breaks and blanks at its ends."""
    start, end = 0, len(content)
    while start < end and is_blank(content[start]):
        start += 1
    while end > start and is_blank(content[end - 1]):
        end -= 1
    return content[start:end]


def check_stray_code(element: Element, context: FileContext) -> None:
    """Warn of a line of code that stands in a paragraph of Markdown."""
    source = element.attributes.get("source", "")
    for start, end in reversed(list(formula_spans(source)) if context.config.markdown.formulas else []):
        source = source[:start] + "\n" * source.count("\n", start, end) + source[end:]
    offset = stray_code_line(source)
    if offset is not None:
        context.warn(
            "stray-code",
            element.line + offset,
            said("This line looks like code that was pasted outside a code block."),
            said("Put it between lines of three backquotes, or delete it if it came here by accident."),
        )
