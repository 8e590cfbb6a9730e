"""The elements that are open while a tree is built, one in another; what there may be of them is bounded."""

from collections.abc import Iterator

from studypress.markdown.context import FileContext
from studypress.markdown.elements import Child, Element
from studypress.markdown.html import INLINE

MAX_DEPTH = 48
"""The deepest tree we build. Layout recurses through it: 80 nested HTML lists are too deep for WeasyPrint."""

MAX_OPEN = 4 * MAX_DEPTH
"""How many tags may be open at once. Every closing tag looks through them, which must not take for ever."""


class OpenElements:
    """A stack of elements: what is added stands in the top one."""

    def __init__(self, context: FileContext) -> None:
        self._context = context
        self.root = Element("root", 0, markdown=True)
        self._stack = [self.root]

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
