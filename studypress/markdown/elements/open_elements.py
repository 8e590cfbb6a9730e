"""The elements that are open while a tree is built, one in another: what there may be of them, how each ends."""

from collections import Counter
from collections.abc import Iterator

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import FLOW_BLOCKS, Child, Element, Run
from studypress.markdown.syntax.html import BLOCK, CLOSES, HEADINGS, INLINE, OPTIONAL_END
from studypress.wording import NOTHING, Sentence, said, shortened

MAX_DEPTH = 48
"""The deepest tree we build. Layout recurses through it: 80 nested HTML lists are too deep for WeasyPrint."""

MAX_OPEN = 4 * MAX_DEPTH
"""How many tags may be open at once. Every closing tag looks through them, which must not take for ever."""

CLOSE_FENCE = said("Every `:::` box ends with a line of as many colons, every `{{% hint %}}` with `{{% endhint %}}`.")
"""The remedy for a container without an end, and for an end without a container."""


class OpenElements:
    """A stack of elements: what is added stands in the top one."""

    def __init__(self, context: FileContext) -> None:
        self._context = context
        self.root = Element("root", 0, markdown=True)
        self._stack = [self.root]
        self.ended_early: Counter[str] = Counter()
        """The names of those that ended without a closing tag, which may yet come."""

    def __iter__(self) -> Iterator[Element]:
        """All of them, innermost first."""
        return reversed(self._stack)

    @property
    def top(self) -> Element:
        """The innermost."""
        return self._stack[-1]

    @property
    def has_room(self) -> bool:
        """Whether one more tag of the author's may be open."""
        return len(self._stack) < MAX_OPEN

    def since_markdown(self) -> Iterator[Element]:
        """The open HTML elements, innermost first, up to the one that Markdown opened."""
        for element in self:
            if element.markdown:
                return
            yield element

    def push(self, element: Element) -> Element:
        """Open an element."""
        if len(self._stack) < MAX_DEPTH:
            self.add(element)
        else:
            # Too deep to be set: the element is left out and its children go to the one around it.
            self._context.warn_nesting(element.line)
            element.children = self.top.children
        self._stack.append(element)
        return element

    def pop(self) -> None:
        """Close the innermost."""
        element = self._stack.pop()
        if element.children is self.top.children and element.is_block:
            self.add(Element("br", element.line))

    def add(self, child: Child) -> None:
        """Put something into the innermost."""
        self.top.children.append(child)
        if isinstance(child, Element) and child.is_block:
            for element in self:
                if element.holds_block or element.name not in INLINE:
                    element.holds_block = True
                    break
                element.holds_block = True

    def add_words(self, text: str, line: int) -> None:
        """Put text into the innermost; its line ends become soft breaks."""
        for offset, part in enumerate(text.split("\n")):
            if offset:
                self.add(Element("softbreak", line + offset - 1))
            if part:
                self.add(Run(part, line + offset))

    def end_implied(self, name: str) -> None:
        """Close what an opening tag ends by itself: `<li>` the item before it, a block the paragraph before it."""
        if name in CLOSES:
            ended, beyond = CLOSES[name]
        elif name in BLOCK:
            ended, beyond = frozenset({"p"}), BLOCK - {"p"}
        else:
            return
        for element in self.since_markdown():
            if element.name in ended:
                while self.top is not element:
                    self.end_unclosed()
                self.pop()
                return
            if element.name in beyond:
                return

    def end_unclosed(self, message: Sentence = NOTHING) -> None:
        """Close the innermost element although its closing tag is missing."""
        element = self.top
        if "fence" in element.attributes:
            if _end_of_shared(element) is None:
                message = said("`{source}` is never closed.", source=shortened(element.attributes["source"]))
                self._context.warn("unclosed-container", element.line, message, CLOSE_FENCE)
        elif element.name not in OPTIONAL_END or element.in_line:
            message = message or said("`<{name}>` is never closed.", name=element.name)
            hint = said("Add the closing tag `</{name}>`.", name=element.name)
            self._context.warn("unclosed-html", element.line, message, hint)
        self.ended_early[element.name] += 1
        self.pop()
        self._release(element)

    def _release(self, element: Element) -> None:
        """Let go of the Markdown blocks in an element that was never closed: one slip must not swallow a chapter.

        A container keeps what stands in it up to the next heading.
        """
        if element.markdown:
            return
        names = HEADINGS if "fence" in element.attributes else FLOW_BLOCKS
        first = _end_of_shared(element) or next(
            (i for i, c in enumerate(element.children) if isinstance(c, Element) and c.markdown and c.name in names),
            None,
        )
        if first is not None and element.children is not self.top.children:
            self.top.children.extend(element.children[first:])
            del element.children[first:]


def _end_of_shared(element: Element) -> int | None:
    """Where the content of a container ends that has its closing line in common with the first one in it.

    VuePress closes all that is open with as many colons; a box that opens two of them, and closes one, is common there.
    """
    fence = element.attributes.get("fence", "")
    inner = (
        index
        for index, child in enumerate(element.children, 1)
        if isinstance(child, Element) and fence and child.attributes.get("fence") == fence
    )
    return next(inner, None)
