"""markdown-it's tokens, put into the tree with their exact lines."""

import posixpath
import re
from collections.abc import Sequence
from functools import cache, partial
from urllib.parse import quote

from markdown_it.token import Token

from studypress.locale import locale_for
from studypress.markdown.elements.builder import TreeBuilder
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.elements.spoken_tags import ends_of_others, spoken_of, told_apart
from studypress.markdown.elements.stray_marks import check_dollars, check_fence, check_text
from studypress.markdown.syntax import Parsed
from studypress.markdown.syntax.formula_rules import doubles_in_lines
from studypress.markdown.syntax.html import scan
from studypress.markdown.syntax.late_pictures import shows_nothing
from studypress.markdown.syntax.pictures import size_in_alt
from studypress.markdown.syntax.wikilinks import Wikilink
from studypress.wording import said

_OPENING = {
    "paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open",
    "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "dl_open", "dt_open", "dd_open",
    "em_open", "strong_open", "s_open", "mark_open", "sub_open", "sup_open", "kbd_open",
}  # fmt: skip
"""Tokens whose tag is the element's name."""

_BOXES = {
    "callout_open": "callout", "callout_title_open": "callout-title", "fold_open": "fold", "tabs_open": "tabs",
    "tab_open": "tab", "div_open": "div", "figure_open": "figure", "figcaption_open": "figcaption",
    "caption_open": "caption",
}  # fmt: skip
"""Tokens of our own rules, and the elements that they open."""

_CLOSING = {opening.replace("_open", "_close") for opening in (*_OPENING, *_BOXES)} | {
    "link_close", "span_close", "footnote_reference_close",
}  # fmt: skip

_OF_REFERENCE = ("label", "typed", "form", "words")

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")

_OWN_STYLE = said("Delete it. A style sheet for the book is named in book.toml: [pdf] css and [epub] css.")


def build_tree(parsed: Parsed, context: FileContext) -> Element:
    """Make the tree of a parsed file."""
    reader = _TokenReader(context, parsed)
    for line in parsed.deep_lines:
        context.warn_nesting(line)
    for line in parsed.head_lines:
        message = said("What stands here is for a page on a screen; it is left out.")
        context.warn("unsafe-html", line, message, _OWN_STYLE)
    for index, token in enumerate(parsed.tokens):
        reader.read_block(token, parsed.tokens[index + 1 : index + 3])
    reader.read_notes()
    return reader.builder.finish()


class _TokenReader:
    """Reads tokens one after the other."""

    def __init__(self, context: FileContext, parsed: Parsed) -> None:
        self.context = context
        self.builder = TreeBuilder(context, parsed.components, parsed.pictures, brackets=parsed.brackets)
        self.in_lines = doubles_in_lines(parsed.tokens)
        self.ended_elsewhere = cache(partial(ends_of_others, parsed.tokens))
        self.line = 0
        """The first line of the block that is being read."""
        self.notes: list[tuple[Token, int]] = []
        """Notes written where they are called, each with its line."""

    def read_block(self, token: Token, following: list[Token]) -> None:
        """Put a block token into the tree; the two tokens after it tell a task from any other item."""
        if token.map:
            self.line = token.map[0]
        match token.type:
            case kind if kind in _OPENING:
                self._open(token, following)
            case kind if kind in _CLOSING:
                self.builder.close_markdown()
            case "inline":
                check_dollars(token.children or (), self.line, self.context)
                self._read_row(token.children or (), self.line)
            case "fence" | "code_block":
                if "component" in token.meta:
                    self.context.warn_unknown(self.line, token.meta["component"])
                check_fence(token, self.line, self.context)
                self.builder.leaf("fence", self.line, text=token.content, info=token.info.strip())
            case "sources":
                self.builder.leaf("sources", self.line)
            case "hr":
                self.builder.leaf("hr", self.line, markup=token.markup)
            case "html_block":
                self.builder.html(told_apart(scan(token.content)), self.line, in_line=False)
                self.builder.leaf("parting", self.line)
            case "formula_block":
                self._formula("formula-block", token, self.line)
            case "footnote_reference_open":
                self.builder.open_markdown("footnote", self.line, label=token.meta["label"])
            case kind if kind in _BOXES:
                self.builder.open_markdown(_BOXES[kind], self.line, **token.meta)
            case "fence_open":
                self.builder.open_fence(token.meta["kind"], self.line, token.markup, token.content, token.meta)
            case "fence_close":
                self.builder.close_fence(self.line, token.markup)
            case _:
                self._unknown(token, self.line)

    def _open(self, token: Token, following: list[Token]) -> None:
        quoted = token.type == "blockquote_open" and "callout" in token.meta
        element = self.builder.open_markdown("callout" if quoted else token.tag, self.line, **token.meta)
        if token.type == "paragraph_open":
            element.attributes["source"] = following[0].content
            if token.hidden:
                element.attributes["tight"] = "yes"
        elif token.type == "list_item_open" and len(following) == 2 and following[1].type == "inline":
            self._task(element, following[1])
        elif token.type in ("th_open", "td_open"):
            element.attributes["align"] = str(token.attrs.get("style", "")).removeprefix("text-align:")
            for name in ("colspan", "rowspan"):
                if name in token.attrs:
                    element.attributes[name] = str(token.attrs[name])
        elif token.type == "ordered_list_open":
            element.attributes["start"] = str(token.attrs.get("start", 1))

    def _task(self, item: Element, inline: Token) -> None:
        """GFM §5.3: an item whose text starts with `[ ]` or `[x]`."""
        match = _TASK.match(inline.content)
        first = inline.children[0] if inline.children else None
        if match and first is not None and first.type == "text" and first.content.startswith(match[0].rstrip()):
            item.attributes["checked"] = "no" if match[1] == " " else "yes"
            first.content = first.content[3:].lstrip()

    def _read_row(self, tokens: Sequence[Token], base: int) -> None:
        """Put what a paragraph, a heading or a cell holds into the tree."""
        spoken = spoken_of(tokens, self.ended_elsewhere)
        for index, token in enumerate(tokens):
            if index in spoken:
                line = base + token.meta.get("line", 0)
                self.context.warn_unknown(line, token.content)
                self.builder.words(token.content, line)
            else:
                self._read_inline(token, base)

    def _read_inline(self, token: Token, base: int) -> None:
        line = base + token.meta.get("line", 0)
        match token.type:
            case "text":
                check_text(token.content, line, self.context)
                self.builder.words(token.content, line)
            case "text_special":
                self.builder.words(token.content, line)
            case "softbreak" | "hardbreak" as kind:
                self.builder.leaf("br" if kind == "hardbreak" else kind, line)
            case "ruby":
                self._ruby(token.meta["pairs"], line)
            case "code_inline":
                self.builder.leaf("code", line, text=token.content)
            case kind if kind in _OPENING:
                self.builder.open_markdown(token.tag, line)
            case "span_open":
                attributes = {name: value for name, value in token.meta.items() if name != "line"}
                self.builder.open_markdown("span", line, **attributes)
            case "link_open":
                self.builder.open_markdown("a", line, **{name: str(value) for name, value in token.attrs.items()})
            case kind if kind in _CLOSING:
                self.builder.close_markdown()
            case "wikilink":
                self._wikilink(token.meta["wikilink"], line)
            case "reference":
                self._reference(token, line)
            case "citation":
                self._citation(token, line)
            case "formula" | "formula_display":
                alone = token.type == "formula_display" and not self.in_lines
                self._formula("formula-block" if alone else "formula", token, line)
            case "html_inline":
                self.builder.html(scan(token.content), line, in_line=True)
            case "image":
                self._image(token, line)
            case "footnote_ref" | "inline_note":
                self._call_of_note(token, line)
            case _:
                self._unknown(token, line)

    def _reference(self, token: Token, line: int) -> None:
        if token.meta.pop("joined"):
            self.builder.words(locale_for(self.context.language).words["list_comma"], line)
        self.builder.leaf("reference", line, **{name: token.meta[name] for name in _OF_REFERENCE})

    def _citation(self, token: Token, line: int) -> None:
        named = "yes" if token.meta["named"] else ""
        self.builder.open_markdown("citation", line, named=named, typed=token.meta["typed"])
        for call in token.meta["calls"]:
            self.builder.leaf("cited", line, key=call.key, before=call.before, after=call.after)
        self.builder.close_markdown()

    def _wikilink(self, link: Wikilink, line: int) -> None:
        base = self.context.place(line).path
        if link.is_picture:
            width, height = link.size
            source = link.path(base, self.context.vault) or quote(link.name.strip())
            alt = link.shown if link.shown != posixpath.basename(link.name.strip()) else ""
            self.builder.open_markdown("img", line, src=source, width=width, height=height, markdown="yes")
            self.builder.words(alt, line)
            self.builder.close_markdown()
        elif target := link.target(base, self.context.vault):
            typed = "" if link.has_words or self.context.is_vault else link.source
            self.builder.open_markdown("a", line, href=target, typed=typed)
            self.builder.words(link.shown, line)
            self.builder.close_markdown()
        else:
            self.builder.words(link.source, line)

    def read_notes(self) -> None:
        """Put the notes that were written where they are called behind everything else, as definitions."""
        for note, line in self.notes:
            self.builder.open_markdown("footnote", line, label=note.meta["label"])
            for token in note.children or ():
                self._read_inline(token, line)
            self.builder.close_markdown()

    def _call_of_note(self, token: Token, line: int) -> None:
        self.builder.leaf("footnote-mark", line, label=token.meta["label"])
        if token.type == "inline_note":
            self.notes.append((token, line))

    def _formula(self, name: str, token: Token, line: int) -> None:
        """A formula within a line (`formula`), or one that stands alone (`formula-block`)."""
        if not token.content.strip():
            message = said("Nothing stands between these dollars; they are left out.")
            self.context.warn("bad-formula", line, message, said("Write the formula, or take the dollars away."))
            return
        mark = token.meta.get("mark", "")
        attributes = {"text": token.content, "mark": mark, "label": token.meta.get("label", "")}
        if token.meta.get("continues"):
            attributes["continues"] = "yes"
        self.builder.leaf(name, line, **attributes)
        if name == "formula" and mark:
            self.builder.words(mark, line)

    def _ruby(self, pairs: list[tuple[str, str]], line: int) -> None:
        self.builder.open_markdown("ruby", line)
        for base, reading in pairs:
            self.builder.words(base, line)
            self.builder.open_markdown("rt", line)
            self.builder.words(reading, line)
            self.builder.close_markdown()
        self.builder.close_markdown()

    def _image(self, token: Token, line: int) -> None:
        """The alternative text may hold marks, which the caption shows; it is parsed apart and counts its own lines."""
        width, height = size_in_alt(token)
        given = {name: str(value) for name, value in token.attrs.items()}
        if not token.children and shows_nothing(given.get("src", "")):
            return
        self.builder.open_markdown("img", line, **{"width": width, "height": height} | given, markdown="yes")
        for child in token.children or ():
            self._read_inline(child, line)
        self.builder.close_markdown()

    def _unknown(self, token: Token, line: int) -> None:
        """A token of a kind that this program does not know; a new version of markdown-it may bring one."""
        self.context.warn_unknown(line, token.markup or token.type)
        if token.nesting > 0:
            self.builder.open_markdown("div", line)
        elif token.nesting < 0:
            self.builder.close_markdown()
        else:
            self.builder.words(token.content, line)
