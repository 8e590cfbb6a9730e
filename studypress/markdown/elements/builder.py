"""One tree for Markdown and raw HTML is built of what both say; what tags say is in `html_tags`."""

from collections.abc import Container, Iterator, Mapping

from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.drawing_source import picture_of, shows_itself
from studypress.markdown.elements.element import Element
from studypress.markdown.elements.html_tags import HtmlTags
from studypress.markdown.elements.open_elements import CLOSE_FENCE, OpenElements
from studypress.markdown.syntax.formulas import formulas_in
from studypress.markdown.syntax.html import Drawing, Oddity, Piece, Tag, Words
from studypress.markdown.syntax.mathematics import is_tex
from studypress.wording import said, shortened

_CODE = ("code", "pre", "kbd", "samp", "tt", "textarea")
"""Elements in which a dollar sign is one."""


class TreeBuilder:
    """Puts what it is told into a tree, and tells what is wrong with that."""

    def __init__(
        self,
        context: FileContext,
        components: Container[str] = (),
        pictures: Mapping[str, str] | None = None,
        *,
        brackets: bool = False,
    ) -> None:
        self.context = context
        self._brackets = brackets
        self._open = OpenElements(context)
        self._tags = HtmlTags(context, self._open, components, pictures or {})
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
        self._open.add_words(text, line)

    # --- what raw HTML says ---

    def html(self, pieces: Iterator[Piece], line: int, *, in_line: bool) -> None:
        """Add a stretch of raw HTML that starts at a line."""
        for piece in pieces:
            here = line + piece.line
            match piece:
                case Words(text=text) if not in_line and ("$" in text or "\\" in text):
                    self._words_and_formulas(text, here)
                case Words(text=text):
                    self.words(text, here)
                case Drawing(source=source) if shows_itself(source):
                    self._open.add(Element("img", here, picture_of(piece), in_line=in_line))
                case Drawing(tag=tag):
                    self._tags.leave_out(tag, here)
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
                    self._tags.read(piece, here, in_line)

    def _words_and_formulas(self, text: str, line: int) -> None:
        """Add text of HTML: what shows a page finds formulas there too (MathJax, KaTeX's auto-render), but in code."""
        is_code = any(element.name in _CODE for element in self._open.since_markdown())
        has_formulas = self.context.config.markdown.formulas and not is_code
        end = 0
        for start, found in formulas_in(text, brackets=self._brackets) if has_formulas else ():
            if found.display or is_tex(found.tex) or text[start] == "\\":
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


_END_COMMENT = said(
    "End it: a comment by `-->`, a processing instruction by `?>`. Put it between backquotes if it is code."
)
