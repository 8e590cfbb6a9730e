"""The tags of raw HTML, one by one: what each opens or closes in the tree, and what stands in for those not shown."""

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from studypress.locale import locale_for
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Element
from studypress.markdown.elements.embedded import Embed, address_of, embeds
from studypress.markdown.elements.open_elements import OpenElements
from studypress.markdown.syntax.formula_pictures import tex_of
from studypress.markdown.syntax.html import KNOWN, PARENTS, UNSAFE, VOID, Tag
from studypress.markdown.syntax.late_pictures import late_address, shows_nothing
from studypress.markdown.syntax.shortcodes import AS_TYPED
from studypress.wording import said, shortened

_TITLES = ("title", "label", "heading", "header")
"""Attributes of a component whose words a site shows."""
_DESCRIPTIONS = ("description", "desc", "details", "subtitle", "summary")
"""The same, below its title."""
_FETCHES = {"script": "src", "link": "href"}
"""Tags that fetch what is for a page on a screen, and the attribute that says what."""
_OPENS = re.compile(r"""(?:open\(|assign\(|href\s*=)\s*["'](https?://[^"']+)""")
"""What a button does that leads somewhere."""
_ANSWER = re.compile(r"(?:answer|solution)s?\Z")
"""How the name of a component ends that hides an answer until it is clicked: `<BlurredAnswer>`, `<Solution>`."""
_IF_CODE = said("Leave it out, or put it between backquotes if it is code.")


class HtmlTags:
    """Reads tags into the elements that are open, and tells of those that are unknown, unsafe or unclosed."""

    def __init__(
        self, context: FileContext, into: OpenElements, components: Container[str], pictures: Mapping[str, str]
    ) -> None:
        self._context, self._open = context, into
        self._components = components
        """Tags that stand for what a site draws, and are left out; none where its pages are read as typed."""
        self._pictures = pictures
        """The names that the script of a page has for pictures, each with its path."""
        self._links: Counter[str] = Counter()
        """Components that were read as links, and buttons, that are open."""
        self._left_out: Counter[str] = Counter()
        """What is open that embeds something, or was left out."""
        self._embeds: list[Embed] = []

    def read(self, tag: Tag, line: int, in_line: bool) -> None:
        """Open or close what a tag says, show it as typed, or what stands for it."""
        if tag.name in self._context.config.html.tags:
            tag = replace(tag, name=self._context.config.html.tags[tag.name])
        if self._components and tag.name not in KNOWN:
            link = self._as_link(tag, line, in_line)
            if link is None:
                return
            tag = link
        if tag.name == "button":
            tag = self._button(tag)
        if tag.name == "caption" and self._out_of_place(tag):
            tag = replace(tag, name="figcaption")  # of a figure: of a table it would stand in one
        if tag.name == "figcaption" and not in_line and self._out_of_place(tag):
            tag = replace(tag, name="p")  # as browsers show it
        if self._embeds_something(tag, line) or (tag.closing and self._left_out[tag.name]):
            self._embedded(tag, line, in_line)
        elif tag.attributes.get(_FETCHES.get(tag.name, "")):
            self.leave_out(tag, line)
        elif tag.name in UNSAFE:
            if not tag.closing:
                message = said("`{source}` has no place in a book; shown as typed.", source=shortened(tag.source))
                self._context.warn("unsafe-html", line, message, _IF_CODE)
            self._open.add_words(tag.source, line)
        elif tag.name in self._components and _ANSWER.search(tag.name) and not tag.closes_itself:
            self._answer(tag, line, in_line)
        elif tag.name in self._components and tag.name not in KNOWN:
            self._component(tag, line)
        elif tag.name not in KNOWN or self._out_of_place(tag):
            self._context.warn_unknown(line, shortened(tag.source))
            self._open.add_words(tag.source, line)
        elif tag.closing:
            self._close_html(tag, line)
        else:
            self._open_html(tag, line, in_line)

    def _embeds_something(self, tag: Tag, line: int) -> bool:
        return embeds(tag, self._context.vault, self._context.place(line).path)

    def _embedded(self, tag: Tag, line: int, in_line: bool) -> None:
        """Put the address of what a tag embeds in its place; what else is in it is for browsers that cannot show it."""
        if tag.closing:
            self._left_out[tag.name] -= 1
            if self._embeds and self._embeds[-1].name == tag.name:
                self._embeds.pop().end(self._open.top)
            return
        if tag.name not in ("embed", "source"):
            self._left_out[tag.name] += 1  # `<iframe />` has often a closing tag besides
            if not tag.closes_itself:
                self._embeds.append(Embed(tag.name, self._open.top, len(self._open.top.children)))
        before = len(self._open.top.children)
        self._put_address(tag, line, in_line)
        if self._embeds:
            self._embeds[-1].shown += self._open.top.children[before:]

    def leave_out(self, tag: Tag, line: int) -> None:
        """Leave out what a page fetches for itself, a program, a style sheet, or an icon: it has no words."""
        message = said("`{source}` has no place in a book; it is left out.", source=shortened(tag.source))
        self._context.warn("unsafe-html", line, message, _IF_CODE)
        self._left_out[tag.name] += tag.name == "script" and not tag.closes_itself

    def _put_address(self, tag: Tag, line: int, in_line: bool) -> None:
        if address := address_of(tag):
            source = shortened(tag.attributes.get(AS_TYPED) or tag.source)
            message = said("`{source}` has no place in a book; its address stands there instead.", source=source)
            self._context.warn("unsafe-html", line, message, said("Write what it shows as a link: [a film](address)."))
            words = tag.attributes.get("title") or address
            if "//" in address:
                self._put("a", words, line, in_line, href=address)
            else:
                self._open.add_words(words, line)

    def _put(self, name: str, words: str, line: int, in_line: bool, **attributes: str) -> None:
        """Put words between tags that nobody typed."""
        self._open_html(Tag(name, attributes, False, f"<{name}>", 0), line, in_line)
        self._open.add_words(words, line)
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
        named = re.match("<[A-Z]", tag.source) or tag.name in self._components
        if tag.closing or not address or not words or not named:
            return tag
        link = replace(tag, name="a", attributes={"href": address})
        if not tag.closes_itself:
            if tag.name in self._components and not tag.name.endswith("link"):  # whose title a mouse would show
                self._component(tag, line)
            self._links[tag.name] += 1
            return link
        self._put("a", words, line, in_line, href=address)
        if description := _first_of(_DESCRIPTIONS, tag):
            self._open.add(Element("br", line))
            self._open.add_words(description, line)
        return None

    def _button(self, tag: Tag) -> Tag:
        """Read a button that opens a page of the web as a link to it."""
        address = _OPENS.search(tag.attributes.get("onclick", ""))
        if address:
            self._links[tag.name] += 1
            return replace(tag, name="a", attributes={"href": address[1]})
        if tag.closing and self._links[tag.name]:
            self._links[tag.name] -= 1
            return replace(tag, name="a")
        return tag

    def _component(self, tag: Tag, line: int) -> None:
        """Show what a component that is left out says of itself, `<Card title="x">` its title, before its content."""
        if tag.name == "badge":
            self._open.add_words(tag.attributes.get("text", ""), line)
            return
        for source in filter(None, map(self._pictures.get, tag.attributes.values())):
            self._open.add(Element("img", line, {"src": source, "alt": tag.attributes.get("alt", "")}))
        if title := _first_of(_TITLES, tag):
            self._put("strong", title, line, in_line=True)
            self._open.add(Element("br", line))
        if description := _first_of(_DESCRIPTIONS, tag):
            self._open.add_words(description, line)
            self._open.add(Element("br", line))

    def _answer(self, tag: Tag, line: int, in_line: bool) -> None:
        """Read a component that hides an answer as a box that folds and is called so."""
        box = replace(tag, name="details", attributes={})
        if tag.closing:
            self._close_html(box, line)
        else:
            self._open_html(box, line, in_line)
            title = _first_of(_TITLES, tag) or locale_for(self._context.language).words["answers"]
            self._put("summary", title, line, in_line)

    def _out_of_place(self, tag: Tag) -> bool:
        parents = PARENTS.get(tag.name)
        if parents is None or (tag.closing and self._open.ended_early[tag.name]):
            return False
        return not any(element.name in parents for element in self._open.since_markdown())

    def _open_html(self, tag: Tag, line: int, in_line: bool) -> None:
        self._open.end_implied(tag.name)
        address = tag.attributes.get("src", "")
        if tag.name == "img" and address in self._pictures:
            address = self._pictures[address]
            tag = replace(tag, attributes=tag.attributes | {"src": address})
        if tag.name == "img" and (not address or shows_nothing(address)):
            to_come = late_address(tag.attributes)
            if address and not to_come and not tag.attributes.get("alt"):
                return
            tag = replace(tag, attributes=tag.attributes | {"src": to_come or address})
        drawn = tag.name == "img" and self._context.config.markdown.formulas
        if drawn and (tex := tex_of(tag.attributes.get("src", ""))):
            self._open.add(Element("formula", line, {"text": tex}, markdown=True))
            return
        element = Element(tag.name, line, self._safe_attributes(tag, line), in_line=in_line)
        if tag.name in VOID or tag.closes_itself:
            self._open.add(element)
        elif self._open.has_room:
            self._open.push(element)
        else:
            self._context.warn_nesting(line)
            self._open.ended_early[tag.name] += 1

    def _safe_attributes(self, tag: Tag, line: int) -> dict[str, str]:
        for name in tag.attributes:
            if name.startswith("on"):
                message = said(
                    "The attribute `{name}` of `<{tag}>` would run a script; it is left out.",
                    name=name,
                    tag=tag.name,
                )
                self._context.warn("unsafe-html", line, message, said("Delete the attribute."))
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
        elif tag.name != "p" and tag.name not in VOID and not self._ends_rows(tag):
            message = said("`{source}` closes nothing that is open here; it is left out.", source=tag.source)
            self._context.warn("unclosed-html", line, message, said("Delete it, or add the opening tag."))

    def _ends_rows(self, tag: Tag) -> bool:
        """Whether it is a `</tbody>` below rows without a `<tbody>`, which HTML puts in one ("in table")."""
        return tag.name == "tbody" and any(element.name == "table" for element in self._open.since_markdown())


def _first_of(names: tuple[str, ...], tag: Tag) -> str:
    """What the first of some attributes says; closing tags have none."""
    return next((words for name in names if (words := tag.attributes.get(name))), "")
