"""The source of a quotation, its last line, which books set at the right, and the poem above it: `——《论语》`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studypress.markdown.elements.element import Child, Element, Run, ends_line
from studypress.markdown.nodes.typed_lines import SOURCE, with_hard_ends, words_of
from studypress.model import Block, Break, Container, Paragraph
from studypress.tree import plain_text

_WORK = re.compile(
    r"(?:—{2}|⸺|--)\s*(?:[^，。！？：；\s—《》-][^，。！？：；《》]{0,20})?《[^《》]{1,40}》[^。！？]{0,30}\Z"
    r"|(?:—{2}|⸺|--)\s*(?:摘[自编編]|摘录自|[引选選]自|[改据據].{0,4}《)[^。！？]{1,50}\Z"
)
"""A line that names a work, below what is quoted without a mark of quotation: `——王夫之《读通鉴论》`, `——摘自…`."""
_SAID = re.compile(r".*[。！？…”’」』）)]\Z", re.DOTALL)


def with_sources(content: list[Block]) -> list[Block]:
    """Set what names the source of a paragraph at the right, as below a quotation: the material of an exercise."""
    result: list[Block] = []
    for block in content:
        last = result[-1] if result else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and _is_cited(last, block):
            result[-1:] = with_source((last, block))
        else:
            result.append(block)
    return result


def _is_cited(quoted: Paragraph, source: Paragraph) -> bool:
    words = plain_text(quoted.children).strip()
    speaks = words.startswith(("—", "⸺", "--"))
    return not speaks and bool(_WORK.match(plain_text(source.children).strip()) and _SAID.match(words))


def with_source(quoted: tuple[Block, ...]) -> tuple[Block, ...]:
    """Set the last line of a quotation at the right, if it names the source."""
    last = quoted[-1] if quoted else None
    if not isinstance(last, Paragraph):
        return quoted
    breaks = [index for index, node in enumerate(last.children) if isinstance(node, Break) and node.hard]
    line = last.children[breaks[-1] + 1 :] if breaks else last.children
    if not SOURCE.match(plain_text(line).strip()) or not (breaks or len(quoted) > 1):
        return quoted
    source = Container(("align-right",), (Paragraph(line, line[0].place),), line[0].place)
    above = (replace(last, children=last.children[: breaks[-1]]),) if breaks else ()
    return (*quoted[:-1], *above, source)


_OF_POEM = re.compile(r"[^A-Za-z0-9\s—]{1,27}[，。；！？…：、”」』]")
"""A line of a poem: of any measure, but no longer than what an editor would wrap."""


def with_lines_of_poem(quoted: Sequence[Child]) -> list[Child]:
    """Keep the lines of a poem that is quoted with its source, each of which ends with a mark."""
    held = [child for child in quoted if not (isinstance(child, Run) and not child.text.strip())]
    last = held[-1] if held else None
    if not isinstance(last, Element) or last.name != "p" or not SOURCE.match(_lines(last)[-1]):
        return list(quoted)
    return [_as_poem(child, child is last) if isinstance(child, Element) else child for child in quoted]


def _as_poem(paragraph: Element, names_source: bool) -> Element:
    lines = _lines(paragraph)
    poem = lines[:-1] if names_source else lines
    if paragraph.name != "p" or len(poem) < 2 or not all(map(_OF_POEM.fullmatch, poem)):
        return paragraph
    return replace(paragraph, children=with_hard_ends(paragraph.children))


def _lines(paragraph: Element) -> list[str]:
    """The words of a paragraph, line by line as it was typed."""
    ends = [at for at, child in enumerate(paragraph.children) if ends_line(child)]
    parts = zip([0, *(end + 1 for end in ends)], [*ends, len(paragraph.children)], strict=True)
    return [words_of(paragraph.children[start:end]).strip() for start, end in parts]
