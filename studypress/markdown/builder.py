"""One tree for Markdown and raw HTML is built of what both say, tag by tag."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from studypress.markdown.context import FileContext
from studypress.markdown.drawing_source import picture_of, shows_itself
from studypress.markdown.elements import Element, Run
from studypress.markdown.embedded import Embed, address_of, embeds
from studypress.markdown.formula_pictures import tex_of
from studypress.markdown.formulas import formulas_in, is_tex
from studypress.markdown.html import (
    KNOWN,
    PARENTS,
    UNSAFE,
    VOID,
    Drawing,
    Oddity,
    Piece,
    Tag,
    Words,
)
from studypress.markdown.open_elements import CLOSE_FENCE, OpenElements
from studypress.wording import said, shortened

_TITLES = ("title", "label", "heading", "header")
"""Attributes of a component whose words a site shows."""
_CODE = ("code", "pre", "kbd", "samp", "tt", "textarea")
"""Elements in which a dollar sign is one."""


class TreeBuilder:
    """Puts what it is told into a tree, and tells the problems of unknown, unsafe and unclosed tags."""

    def __init__(
        self, context: FileContext, components: Container[str] = (), pictures: Mapping[str, str] | None = None
    ) -> None:
        self.context = context
        self.components = components
        """Tags that stand for what a site draws, and are left out; none where its pages are read as typed."""
        self.pictures = pictures or {}
        """The names that the script of a page has for pictures, each with its path."""
        self._links: Counter[str] = Counter()
        """Tags that were read as links, and are open: components, and what embeds something."""
        self._open = OpenElements(context)
        self._embeds: list[Embed] = []
        self._ending: list[Element] = []
        """Containers that end where the list in them does."""

    # --- what Markdown says ---

    def open_markdown(self, name: str, line: int, **attributes: str) -> Element:
        """Open an element that `close_markdown` will close."""
        return self._open.push(Element(name, line, dict(attributes), markdown=True))

    def close_markdown(self) -> None:
        """Close the innermost element that Markdown opened, and any HTML left open in it."""
        while not self._open.top.markdown:
            self._open.end_unclosed()
        if self._open.top is not self._open.root:
            self._open.pop()
        while self._ending and self._open.top is self._ending[-1]:
            self._ending.pop()
            self._open.pop()
        if self._open.top is self._open.root:
            self._open.ended_early.clear()

    def leaf(self, name: str, line: int, **attributes: str) -> Element:
        """Add an element that has no children of its own to be opened and closed."""
        element = Element(name, line, dict(attributes), markdown=True)
        self._open.add(element)
        return element

    def words(self, text: str, line: int) -> None:
        """Add text; its line ends become soft breaks."""
        for offset, part in enumerate(text.split("\n")):
            if offset:
                self._open.add(Element("softbreak", line + offset - 1))
            if part:
                self._open.add(Run(part, line + offset))

    # --- what raw HTML says ---

    def html(self, pieces: Iterator[Piece], line: int, *, in_line: bool) -> None:
        """Add a stretch of raw HTML that starts at a line."""
        for piece in pieces:
            here = line + piece.line
            match piece:
                case Words(text=text) if "$" in text and not in_line:
                    self._words_and_formulas(text, here)
                case Words(text=text):
                    self.words(text, here)
                case Drawing(source=source) if shows_itself(source):
                    self._open.add(Element("img", here, picture_of(piece), in_line=in_line))
                case Drawing(tag=tag):
                    self._leave_out(tag, here)
                case Oddity(source=source, unclosed=True):
                    self.context.warn(
                        "unclosed-html",
                        here,
                        said("`{source}` is never closed; shown as typed.", source=source),
                        _END_COMMENT,
                    )
                    self.words(source, here)
                case Oddity(source=source):
                    self.context.warn_unknown(here, shortened(source))
                    self.words(source, here)
                case Tag():
                    self._tag(piece, here, in_line)

    def _words_and_formulas(self, text: str, line: int) -> None:
        """Add text of HTML: what shows a page finds formulas there too (MathJax, KaTeX's auto-render), but in code."""
        is_code = any(element.name in _CODE for element in self._open.since_markdown())
        end = 0
        for start, found in formulas_in(text) if self.context.config.markdown.formulas and not is_code else ():
            if found.display or is_tex(found.tex):
                self.words(text[end:start], line + text.count("\n", 0, end))
                name = "formula-block" if found.display else "formula"
                self.leaf(name, line + text.count("\n", 0, start), text=found.tex)
                end = found.end
        self.words(text[end:], line + text.count("\n", 0, end))

    # --- what the lines of containers say ---

    def open_fence(self, name: str, line: int, mark: str, source: str, attributes: dict[str, str]) -> None:
        """Open an element that a line such as `:::` or `{% endhint %}` will close."""
        if self._open.has_room:
            self._open.push(Element(name, line, {**attributes, "fence": mark, "source": source}))
        else:
            self.context.warn_nesting(line)

    def close_fence(self, line: int, mark: str) -> None:
        """Close the innermost element that was opened in this way: for colons, first by as many of them."""
        open_marks = [element.attributes.get("fence", "") for element in self._open.since_markdown()]
        if mark not in open_marks and mark.startswith(":"):
            mark = next((found for found in open_marks if found.startswith(":")), mark)
        if mark not in open_marks:
            self._close_around_list(line, mark)
            return
        while self._open.top.attributes.get("fence") != mark:
            self._open.end_unclosed()
        self._open.pop()

    def _close_around_list(self, line: int, mark: str) -> None:
        """Close the container that a list stands in whose last item has the closing line in it, since it is indented.

        Formatters of Markdown write it so; on a site it closes the container all the same.
        """
        around = next((one for one in self._open if one.name not in ("ul", "ol", "li")), self._open.root)
        if around.attributes.get("fence") == mark and around not in self._ending:
            self._ending.append(around)
        else:
            message = said("`{mark}` closes nothing that is open here; it is left out.", mark=mark)
            self.context.warn("unclosed-container", line, message, CLOSE_FENCE)

    def finish(self) -> Element:
        """The whole tree, with everything closed."""
        while self._open.top is not self._open.root:
            self._open.end_unclosed()
        return self._open.root

    def _tag(self, tag: Tag, line: int, in_line: bool) -> None:
        if tag.name in self.context.config.html.tags:
            tag = replace(tag, name=self.context.config.html.tags[tag.name])
        if self.components and tag.name not in KNOWN:
            link = self._as_link(tag, line, in_line)
            if link is None:
                return
            tag = link
        if tag.name == "caption" and self._out_of_place(tag):
            tag = replace(tag, name="figcaption")  # of a figure: of a table it would stand in one
        if tag.name == "figcaption" and not in_line and self._out_of_place(tag):
            tag = replace(tag, name="p")  # as browsers show it
        if embeds(tag) or (tag.closing and tag.name in UNSAFE and self._links[tag.name]):
            self._embedded(tag, line, in_line)
        elif tag.attributes.get(_FETCHES.get(tag.name, "")):
            self._leave_out(tag, line)
        elif tag.name in UNSAFE:
            if not tag.closing:
                message = said("`{source}` has no place in a book; shown as typed.", source=shortened(tag.source))
                self.context.warn("unsafe-html", line, message, _IF_CODE)
            self.words(tag.source, line)
        elif tag.name in self.components and tag.name not in KNOWN:
            self._component(tag, line)
        elif tag.name not in KNOWN or self._out_of_place(tag):
            self.context.warn_unknown(line, shortened(tag.source))
            self.words(tag.source, line)
        elif tag.closing:
            self._close_html(tag, line)
        else:
            self._open_html(tag, line, in_line)

    def _embedded(self, tag: Tag, line: int, in_line: bool) -> None:
        """Put the address of what a tag embeds in its place; what else is in it is for browsers that cannot show it."""
        if tag.closing:
            self._links[tag.name] -= 1
            if self._embeds and self._embeds[-1].name == tag.name:
                self._embeds.pop().end(self._open.top)
            return
        if tag.name not in ("embed", "source"):
            self._links[tag.name] += 1  # `<iframe />` has often a closing tag besides
            if not tag.closes_itself:
                self._embeds.append(Embed(tag.name, self._open.top, len(self._open.top.children)))
        before = len(self._open.top.children)
        self._put_address(tag, line, in_line)
        if self._embeds:
            self._embeds[-1].shown += self._open.top.children[before:]

    def _leave_out(self, tag: Tag, line: int) -> None:
        """Leave out what a page fetches for itself, a program, a style sheet, or an icon: it has no words."""
        message = said("`{source}` has no place in a book; it is left out.", source=shortened(tag.source))
        self.context.warn("unsafe-html", line, message, _IF_CODE)
        self._links[tag.name] += tag.name == "script" and not tag.closes_itself

    def _put_address(self, tag: Tag, line: int, in_line: bool) -> None:
        if address := address_of(tag):
            message = said(
                "`{source}` has no place in a book; its address stands there instead.", source=shortened(tag.source)
            )
            self.context.warn("unsafe-html", line, message, said("Write what it shows as a link: [a film](address)."))
            words = tag.attributes.get("title") or address
            if "//" in address:
                self._put("a", words, line, in_line, href=address)
            else:
                self.words(words, line)

    def _put(self, name: str, words: str, line: int, in_line: bool, **attributes: str) -> None:
        """Put words between tags that nobody typed."""
        self._open_html(Tag(name, attributes, False, f"<{name}>", 0), line, in_line)
        self.words(words, line)
        self._close_html(Tag(name, {}, True, f"</{name}>", 0), line)

    def _as_link(self, tag: Tag, line: int, in_line: bool) -> Tag | None:
        """Read a component of a site that has an address, `<LessonLink href="…">`, as a link; any other as it is.

        One that closes itself shows what its `title` or `text` says, and is done with.
        """
        if tag.closing and self._links[tag.name]:
            self._links[tag.name] -= 1
            return replace(tag, name="a")
        address = tag.attributes.get("href")
        words = tag.attributes.get("title") or tag.attributes.get("text") or address
        named = re.match("<[A-Z]", tag.source) or tag.name in self.components
        if tag.closing or not address or not words or not named:
            return tag
        link = replace(tag, name="a", attributes={"href": address})
        if not tag.closes_itself:
            if tag.name in self.components and not tag.name.endswith("link"):  # whose title a mouse would show
                self._component(tag, line)
            self._links[tag.name] += 1
            return link
        self._put("a", words, line, in_line, href=address)
        return None

    def _component(self, tag: Tag, line: int) -> None:
        """Show what a component that is left out calls itself: `<Card title="x">` has its title before its content."""
        if tag.name == "badge":
            self.words(tag.attributes.get("text", ""), line)
            return
        for source in filter(None, map(self.pictures.get, tag.attributes.values())):
            self._open.add(Element("img", line, {"src": source, "alt": tag.attributes.get("alt", "")}))
        words = next((tag.attributes[name] for name in _TITLES if tag.attributes.get(name)), "")
        if words and not tag.closing:
            self._put("strong", words, line, in_line=True)
            self._open.add(Element("br", line))

    def _out_of_place(self, tag: Tag) -> bool:
        parents = PARENTS.get(tag.name)
        if parents is None or (tag.closing and self._open.ended_early[tag.name]):
            return False
        return not any(element.name in parents for element in self._open.since_markdown())

    def _open_html(self, tag: Tag, line: int, in_line: bool) -> None:
        self._open.end_implied(tag.name)
        if (
            tag.name == "img"
            and self.context.config.markdown.formulas
            and (tex := tex_of(tag.attributes.get("src", "")))
        ):
            self.leaf("formula", line, text=tex)
            return
        element = Element(tag.name, line, self._safe_attributes(tag, line), in_line=in_line)
        if tag.name in VOID or tag.closes_itself:
            self._open.add(element)
        elif self._open.has_room:
            self._open.push(element)
        else:
            self.context.warn_nesting(line)
            self._open.ended_early[tag.name] += 1

    def _safe_attributes(self, tag: Tag, line: int) -> dict[str, str]:
        for name in tag.attributes:
            if name.startswith("on"):
                message = said(
                    "The attribute `{name}` of `<{tag}>` would run a script; it is left out.",
                    name=name,
                    tag=tag.name,
                )
                self.context.warn("unsafe-html", line, message, said("Delete the attribute."))
        return {name: value for name, value in tag.attributes.items() if not name.startswith("on")}

    def _close_html(self, tag: Tag, line: int) -> None:
        if tag.name == "br":  # what browsers do with it too
            self._open.add(Element("br", line))
        elif any(element.name == tag.name for element in self._open.since_markdown()):
            while self._open.top.name != tag.name:
                name, source = self._open.top.name, tag.source
                self._open.end_unclosed(said("`<{name}>` is not closed before `{source}`.", name=name, source=source))
            self._open.pop()
        elif self._open.ended_early[tag.name]:
            self._open.ended_early[tag.name] -= 1  # told already, where it opened
        elif tag.name != "p" and tag.name not in VOID:
            message = said("`{source}` closes nothing that is open here; it is left out.", source=tag.source)
            self.context.warn("unclosed-html", line, message, said("Delete it, or add the opening tag."))


_END_COMMENT = said(
    "End it: a comment by `-->`, a processing instruction by `?>`. Put it between backquotes if it is code."
)
_IF_CODE = said("Leave it out, or put it between backquotes if it is code.")
_FETCHES = {"script": "src", "link": "href"}
"""Tags that fetch what is for a page on a screen, and the attribute that says what."""
