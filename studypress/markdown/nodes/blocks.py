"""Elements made into the model's blocks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from studypress.markdown.elements.context import Blocks, FileContext
from studypress.markdown.elements.element import Child, Element, Run, named
from studypress.markdown.nodes.callouts import alert_kind, callout, folded, styled_kind
from studypress.markdown.nodes.captions import with_captions
from studypress.markdown.nodes.code import fence
from studypress.markdown.nodes.formulas import formula_block
from studypress.markdown.nodes.inlines import anchors, classes, inlines
from studypress.markdown.nodes.meanings import alignment
from studypress.markdown.nodes.outputs import CLASS, shortened
from studypress.markdown.nodes.paragraphs import check_stray_code, paragraphs, without_edge_breaks
from studypress.markdown.nodes.quotations import with_lines_of_poem, with_source, with_sources
from studypress.markdown.nodes.structures import definition_list, list_of, table
from studypress.markdown.nodes.tabs import tab, tab_group
from studypress.markdown.nodes.typed_trees import with_typed_tree
from studypress.markdown.syntax.html import HEADINGS
from studypress.model import (
    Anchor,
    Block,
    Callout,
    CodeBlock,
    Container,
    Details,
    Figure,
    Footnote,
    Heading,
    Inline,
    Paragraph,
    Quote,
    SourceList,
    Table,
    Text,
    ThematicBreak,
)
from studypress.tree import plain_text
from studypress.wording import said


def blocks(children: Iterable[Child], context: FileContext) -> tuple[Block, ...]:
    """Make blocks of what stands in a file, an item, a quotation or a cell: runs of text become paragraphs."""
    result: list[Block] = []
    run: list[Child] = []
    for child in children:
        if isinstance(child, Run) or not (child.is_block or child.holds_block):
            run.append(child)
            continue
        result.extend(paragraphs(run, context))
        run = []
        result.extend(_block(child, context) if child.is_block else blocks(_handed_down(child), context))
    result.extend(paragraphs(run, context))
    return _with_anchors(with_captions(with_sources(result)))


def _with_anchors(content: list[Block]) -> tuple[Block, ...]:
    """Give anchors that stand alone to the words that follow them: `<a id="x"></a>` above a heading is its id."""
    result: list[Block] = []
    for block in content:
        last = result[-1] if result else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph | Heading) and _holds_anchors_alone(last):
            result[-1] = replace(block, children=(*last.children, *block.children))
        elif isinstance(last, Paragraph) and isinstance(block, Figure | Table) and (label := _label_of(last, block)):
            result[-1] = replace(block, label=label)
        elif last is not None and isinstance(block, Paragraph) and _is_block_id(block):
            result[-1:] = [block, last]  # Obsidian writes the id of a table or a list below it
        else:
            result.append(block)
    return tuple(result)


def _label_of(anchors: Paragraph, block: Figure | Table) -> str:
    """The id above a picture or a table that is its label: `<a id="fig1"></a>`, or Quarto's `::: {#fig-x}`."""
    only = anchors.children[0]
    if len(anchors.children) > 1 or not isinstance(only, Anchor) or (block.label and block.label != only.name):
        return ""
    if block.label:  # an element of HTML with an id
        return only.name
    return only.name if isinstance(block, Figure) or _TABLE_LABEL.match(only.name) else ""


_LONGEST_HEADING = 2_000
"""Characters; as of a title in front matter. A setext heading takes a whole paragraph that stands above its line."""
_TABLE_LABEL = re.compile(r"(?:tbl|tab|table)[:\-_]", re.IGNORECASE)
"""A table gets a number by its label, so that not every id is one."""


def _is_block_id(paragraph: Paragraph) -> bool:
    only = paragraph.children[0]
    return len(paragraph.children) == 1 and isinstance(only, Anchor) and only.name.startswith("^")


def _holds_anchors_alone(paragraph: Paragraph) -> bool:
    return all(isinstance(node, Anchor) for node in paragraph.children)


def _block(element: Element, context: FileContext) -> tuple[Block, ...]:
    own = anchors(element, context)
    return (*([Paragraph(own, own[0].place)] if own else []), *_shown(element, context))


def _heading(element: Element, context: FileContext) -> Heading | Paragraph:
    """A heading; one of thousands of letters, which would stand in running heads and contents, is a paragraph."""
    title = inlines(element.children, context)
    if len(plain_text(title)) > _LONGEST_HEADING:
        message = said("A heading of more than {most} characters is set as a paragraph.", most=_LONGEST_HEADING)
        context.warn("long-heading", element.line, message, said("Let an empty line end the heading."))
        return Paragraph(title, context.place(element.line))
    uncounted = "unnumbered" in element.attributes.get("class", "").split()
    return Heading(int(element.name[1]), _with_id(title), uncounted, context.place(element.line))


def _shown(element: Element, context: FileContext) -> tuple[Block, ...]:
    place = context.place(element.line)
    match element.name:
        case "p":
            return _paragraph(element, context)
        case name if name in HEADINGS:
            return (_heading(element, context),)
        case name if name in _HOLDERS:
            return (_HOLDERS[name](element, context, blocks),)
        case name if name in _PARTED:
            return _PARTED[name](element, context, blocks)
        case "li":  # outside its list, since the list was nested too deep
            return blocks(element.children, context)
        case "blockquote":
            return (_quote(element, context),)
        case "pre":
            return (_preformatted(element, context),)
        case "fence":
            return (fence(element, context),)
        case "formula-block":
            return (formula_block(element, context),)
        case "hr":
            return (ThematicBreak(_is_answer_line(element), place),)
        case "details":
            return (_details(element, context),)
        case "sources":
            return (SourceList(place=place),)
        case "div" | "container" if context.sources and element.attributes.get("id") == _SOURCE_LIST:
            return (*blocks(element.children, context), SourceList(place=place))
        case "figure":
            return _html_figure(element, context)
        case "footnote":
            label = element.attributes["label"]
            context.footnotes.append(Footnote(label, blocks(element.children, context), place=place))
            return ()
        case _:
            return _contained(element, context)


_HOLDERS: dict[str, Callable[[Element, FileContext, Blocks], Block]] = {
    "ul": list_of,
    "ol": list_of,
    "dl": definition_list,
    "callout": callout,
    "fold": folded,
}
"""What makes a block of an element that holds blocks, and is given how these are made."""
_PARTED = {"table": table, "tabs": tab_group, "tab": tab}
"""What makes several blocks of one, likewise."""

_SOURCE_LIST = "refs"
"""The id of the box that Pandoc puts the list of sources into: `::: {#refs}`, `<div id="refs">`."""

_ANSWER_LINE = 10
"""So many underscores are a line to write on; a break of thought has few."""


def _quote(element: Element, context: FileContext) -> Quote:
    typed = context.config.markdown.line_ends != "none"
    quoted = with_lines_of_poem(element.children) if typed else element.children
    return Quote(with_source(blocks(quoted, context)), context.place(element.line))


def _is_answer_line(element: Element) -> bool:
    markup = element.attributes.get("markup", "")
    return markup.startswith("_") and len(markup) >= _ANSWER_LINE


_ID = re.compile(r"(?<!\s)\s*\{#([^\s{}#]+)(?:\s[^{}]*)?\}\s*$")


def _with_id(title: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Make an anchor of the id that an author gave a heading: `## 容器 {#container}`."""
    last = title[-1] if title else None
    match = _ID.search(last.text) if isinstance(last, Text) else None
    if not match or not isinstance(last, Text):
        return title
    rest = last.text[: match.start()]
    return (Anchor(match[1], place=last.place), *title[:-1], *((replace(last, text=rest),) if rest else ()))


def _contained(element: Element, context: FileContext) -> tuple[Block, ...]:
    """`<div class=…>` and its like hold their blocks together; without a class they are nothing to a book.

    Headings in what is only set in the middle, and in `:::`, open chapters and sections all the same, and figures stand
    in the middle anyway.
    """
    inner = blocks(element.children, context)
    names = classes(element)
    inner = shortened(inner, context) if CLASS in names else inner
    if "fence" in element.attributes and any(isinstance(block, Heading) for block in inner):
        return inner
    kind = alert_kind(names) or styled_kind(element, inner)
    if kind and inner and not any(isinstance(block, Heading) for block in inner):
        return (Callout(kind, (), inner, names, context.place(element.line)),)
    if not any(isinstance(block, Heading | Figure | Table) for block in inner):
        names += alignment(element)
    return (Container(names, inner, context.place(element.line)),) if names and inner else inner


# --- Paragraphs and figures -----------------------------------------------------------------------------------


def _paragraph(element: Element, context: FileContext) -> tuple[Block, ...]:
    if element.markdown and "tight" not in element.attributes:
        check_stray_code(element, context)
    words, tree = with_typed_tree(element, context)
    return (*paragraphs(words, context), *tree) if tree else _contained(element, context)


def _handed_down(element: Element) -> list[Child]:
    """Give an inline element that holds blocks to the text inside them: of `<b><p>x</p></b>` make `<p><b>x</b></p>`."""
    result: list[Child] = []
    run: list[Child] = []
    for child in element.children:
        if isinstance(child, Run) or not (child.is_block or child.holds_block):
            run.append(child)
            continue
        result.extend(_filled(element, run))
        run = []
        if child.is_block:
            inner = (
                child
                if child.name in ("fence", "formula-block", "parting")
                else replace(child, children=_handed_down_to(element, child))
            )
            result.append(inner)
        else:
            result.extend(_handed_down(replace(element, children=_handed_down(child))))
    return [*result, *_filled(element, run)]


def _filled(element: Element, run: list[Child]) -> list[Child]:
    """A copy of an inline element around a run of text; none around mere spaces between blocks."""
    if any(child.text.strip() if isinstance(child, Run) else child.name != "softbreak" for child in run):
        return [replace(element, line=run[0].line, children=run, holds_block=False)]
    return []


def _handed_down_to(element: Element, block: Element) -> list[Child]:
    if not block.children:
        return []
    return _handed_down(replace(element, children=block.children))


def _html_figure(element: Element, context: FileContext) -> tuple[Block, ...]:
    """`<figure>`: one picture or drawing with its `<figcaption>`; anything else keeps its caption as a paragraph."""
    captions = named(element.children, "figcaption")
    inner = blocks([child for child in element.children if child not in captions], context)
    caption = tuple(node for part in captions for node in inlines(part.children, context))
    if len(inner) == 1 and isinstance(inner[0], Figure):
        return (replace(inner[0], caption=caption or inner[0].caption),)
    return (*inner, *([Paragraph(caption, context.place(captions[0].line))] if caption else []))


def _preformatted(element: Element, context: FileContext) -> CodeBlock:
    text = _raw_text(element.children).removeprefix("\n")
    language = ""
    for code in named(element.children, "code"):
        names = code.attributes.get("class", "").split()
        language = next((n.removeprefix("language-").lower() for n in names if n.startswith("language-")), "")
    text = text if text.endswith("\n") or not text else text + "\n"
    return CodeBlock(text, language, place=context.place(element.line))


def _raw_text(children: list[Child]) -> str:
    parts: list[str] = []
    for child in children:
        if isinstance(child, Run):
            parts.append(child.text)
        elif child.name in ("softbreak", "br"):
            parts.append("\n")
        elif child.markdown and "text" in child.attributes:
            parts.append(child.attributes["text"])
        elif child.name == "img":
            parts.append(child.attributes.get("alt", "") or _raw_text(child.children))
        else:
            inner = _raw_text(child.children)
            parts.append(f"{inner}\n" if child.markdown and child.is_block else inner)
    return "".join(parts)


def _details(element: Element, context: FileContext) -> Details:
    summaries = named(element.children, "summary")
    summary = inlines(summaries[0].children, context) if summaries else ()
    rest = blocks([child for child in element.children if not summaries or child is not summaries[0]], context)
    return Details(without_edge_breaks(summary), rest, context.place(element.line))
