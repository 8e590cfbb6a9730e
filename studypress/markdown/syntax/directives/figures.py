"""Directives of MyST that show a picture, with its caption or without, or the address of what moves."""

import re

from markdown_it.rules_block import StateBlock

from studypress.manuscript.notebooks.chunk_options import quotable
from studypress.markdown.syntax.directives.directive import Directive, opened
from studypress.markdown.syntax.pushing import push_body, push_paragraph, push_words


def figure(state: StateBlock, found: Directive) -> bool:
    """A picture, its caption, which is the first paragraph below it, and a legend, which is the rest."""
    if not found.argument:
        return False
    return _captioned(state, found, _picture(found), found.start, found.first)


def figure_md(state: StateBlock, found: Directive) -> bool:
    """A picture in Markdown or HTML, and a caption below it; its argument is its label."""
    end = _paragraph_end(state, found.first, found.last)
    picture = state.getLines(found.first, end, state.blkIndent, False).strip()
    named = Directive(found.name, "", {"name": found.argument, **found.options}, found.start, found.first, found.last)
    return bool(picture) and _captioned(state, named, picture, found.first, end)


def _captioned(state: StateBlock, found: Directive, picture: str, line: int, below: int) -> bool:
    while below < found.last and state.isEmpty(below):
        below += 1
    end = _paragraph_end(state, below, found.last)
    opened(state, "figure", found)
    push_paragraph(state, picture, line)
    if end > below:
        state.push("figcaption_open", "figcaption", 1).map = [below, end]
        push_words(state, state.getLines(below, end, state.blkIndent, False).strip(), below)
        state.push("figcaption_close", "figcaption", -1)
    state.push("figure_close", "figure", -1)
    push_body(state, end, found.last)
    return True


def _paragraph_end(state: StateBlock, line: int, last: int) -> int:
    while line < last and not state.isEmpty(line):
        line += 1
    return line


def image(state: StateBlock, found: Directive) -> bool:
    """A picture without a caption."""
    if found.argument:
        push_paragraph(state, _picture(found), found.start)
    return bool(found.argument)


_SIZE = re.compile(r"\d{1,5}(?:\.\d{1,3})?(?:%|[a-z]{2})?")


def _picture(found: Directive) -> str:
    """The picture of a directive as Markdown has it."""
    marks = [f'fig-alt="{quotable(alt)}"'] if (alt := found.options.get("alt", "")) else []
    marks += [f"#{found.label}"] if found.name == "image" and found.label else []
    marks += [f"{key}={size}" for key in ("width", "height") if _SIZE.fullmatch(size := found.options.get(key, ""))]
    if scale := re.match(r"\d{1,3}", found.options.get("scale", "")):
        marks.append(f'style="zoom:{scale[0]}%"')
    return f"![](<{found.argument}>)" + (f"{{{' '.join(marks)}}}" if marks else "")


def embedded(state: StateBlock, found: Directive) -> bool:
    """A film or a page: its address."""
    address = found.argument
    if address:
        push_paragraph(state, f"<{address}>" if "://" in address else address, found.start)
    return bool(address)
