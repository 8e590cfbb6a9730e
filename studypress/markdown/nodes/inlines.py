"""The inside of a line: elements made into the model's inline nodes."""

import os
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from studypress.letters import CONTROL
from studypress.locale import locale_for
from studypress.manuscript import file_inside
from studypress.markdown.elements.context import FileContext
from studypress.markdown.elements.element import Child, Element, Run
from studypress.markdown.nodes.bare_addresses import with_addresses_linked
from studypress.markdown.nodes.citations import cited
from studypress.markdown.nodes.classes import ALIASES, RESERVED
from studypress.markdown.nodes.formulas import formula
from studypress.markdown.nodes.line_ends import drop_line_ends, lines_joined
from studypress.markdown.nodes.meanings import styles_meant
from studypress.markdown.nodes.sizes import size_of
from studypress.markdown.syntax.links import is_safe, leads_out
from studypress.model import (
    Abbreviation,
    Anchor,
    Break,
    Code,
    FootnoteMark,
    Formula,
    Image,
    Inline,
    Link,
    Reference,
    ReferenceForm,
    Ruby,
    Style,
    Styled,
    Text,
)
from studypress.problems import Place
from studypress.tree import plain_text, walk
from studypress.wording import said, shortened

_STYLES = {
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), Style.EMPHASIS),
    **dict.fromkeys(("strong", "b"), Style.STRONG),
    **dict.fromkeys(("s", "del", "strike"), Style.STRIKE),
    **dict.fromkeys(("u", "ins"), Style.UNDERLINE),
    "mark": Style.MARK,
    "sub": Style.SUBSCRIPT,
    "sup": Style.SUPERSCRIPT,
    "kbd": Style.KEYBOARD,
}

_LABEL = re.compile(
    r"(?!.*//|(?:javascript|vbscript|data|file|mailto|tel):)[A-Za-z][\w.-]*(?::[\w./-]+)+", re.IGNORECASE
)
"""What MyST links by a label with colons: `[](sec:one)`."""
_CLASS = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


def inlines(children: Iterable[Child], context: FileContext) -> tuple[Inline, ...]:
    """Make inline nodes of a paragraph's children, or a heading's, a caption's: of one whole run of text."""
    return drop_line_ends(with_addresses_linked(_inlines(children, context)))


def classes(element: Element) -> tuple[str, ...]:
    """The class names that are safe as they stand, and that mean nothing else to the theme."""
    names = [ALIASES.get(name, name) for name in element.attributes.get("class", "").split()]
    return tuple(name for name in names if _CLASS.fullmatch(name) and name not in RESERVED)


def image(element: Element, context: FileContext) -> Image:
    """Make an image, Markdown's or HTML's. `figures` judges its address, and shows only what it has read itself."""
    place = context.place(element.line)
    size = size_of(element)
    return Image(
        _from_here(_target(element, "src"), place.path, context),
        _alt(element, context),
        _attribute(element, "title"),
        size.width,
        size.height,
        size.zoom,
        place=place,
    )


def _from_here(source: str, path: str, context: FileContext) -> str:
    """The address of a picture, from its own file; in an included one it may count from the file that includes it."""
    chapter, root = context.source.path, context.vault.root
    if path == chapter or source.startswith("data:"):
        return source
    here, there = file_inside(root, path, source), file_inside(root, chapter, source)
    if there is None or not there.is_file() or (here is not None and here.is_file()):
        return source
    return quote(Path(os.path.relpath(there, root.resolve() / posixpath.dirname(path))).as_posix())


def _alt(element: Element, context: FileContext) -> str:
    if given := _attribute(element, "fig-alt"):  # Quarto: the text between the brackets is the caption
        return given
    if "markdown" in element.attributes:
        return lines_joined(plain_text(inlines(element.children, context)))
    return _attribute(element, "alt")


def _attribute(element: Element, name: str) -> str:
    return lines_joined(element.attributes.get(name, ""))


def _target(element: Element, name: str) -> str:
    """An address as written, without what no address has: control characters and line ends."""
    return CONTROL.sub("", element.attributes.get(name, "")).replace("\n", "").replace("\t", "").strip()


_BLANK = re.compile(
    r"（[ \u3000]+）|(?:(?<=[\u3000-\u9fff\uff00-\uffef])|(?<=[\u3000-\u9fff\uff00-\uffef] ))[（(][ \u3000]+[)）]"
    r"|\A\([ \u3000]+\)(?=[ \u3000]*[0-9]{1,3}[.．、])"
)


def _with_blanks(text: str) -> str:
    """Keep the room for an answer in `正确的是（  ）` and `(  ) 3. …`, which HTML would close; not that of `f( )`."""
    return _BLANK.sub(lambda found: f"{found[0][0]}\u3000\u3000{found[0][-1]}", text)


def _with_keys(text: str) -> str:
    """Ask for the emoji where a digit is on a key, `1⃣`, as most of those who type one mean it (UTS 51, 2.8)."""
    return _KEY.sub("\\1\ufe0f\u20e3", text) if "\u20e3" in text else text


_KEY = re.compile("([0-9#*])\u20e3")


def _inlines(children: Iterable[Child], context: FileContext) -> tuple[Inline, ...]:
    result: list[Inline] = []
    for child in children:
        nodes = (
            (Text(_with_keys(_with_blanks(child.text)), context.place(child.line)),)
            if isinstance(child, Run)
            else _inline(child, context)
        )
        for node in nodes:
            last = result[-1] if result else None
            if isinstance(node, Text) and isinstance(last, Text) and node.place == last.place:
                result[-1] = Text(last.text + node.text, last.place)
            else:
                result.append(node)
    return tuple(result)


def anchors(element: Element, context: FileContext) -> tuple[Anchor, ...]:
    """The place that an id gives an element, or a name an `<a>`: `<a name="x"></a>`, `<span id="x">`."""
    given = [element.attributes.get("id", ""), element.attributes.get("name", "") if element.name == "a" else ""]
    names = ("".join(CONTROL.sub("", name).split()) for name in given)
    return tuple(Anchor(name, place=context.place(element.line)) for name in dict.fromkeys(names) if name)


def _inline(element: Element, context: FileContext) -> tuple[Inline, ...]:
    return (*anchors(element, context), *_shown(element, context))


def _shown(element: Element, context: FileContext) -> tuple[Inline, ...]:
    place = context.place(element.line)
    match element.name:
        case "softbreak" | "br":
            return (Break(element.name == "br", place),)
        case "code" | "tt" | "samp":
            text = element.attributes["text"] if element.markdown else plain_text(_inlines(element.children, context))
            return (Code(text, place),) if text else ()
        case "formula" | "formula-block":  # one that stands alone cannot do so in a heading or a caption
            return formula(element, context)
        case "img":
            return (image(element, context),)
        case "reference":
            return (_reference(element, place),)
        case "citation":
            return (cited(element, context),)
        case "footnote-mark":
            return (FootnoteMark(element.attributes["label"], place=place),)
        case "a":
            return _link(element, context)
        case "abbr":
            return _abbreviation(element, context)
        case "ruby":
            return _ruby(element, context)
        case "font" | "span":
            return _styled(element, context)
        case "q":
            return _quoted(element, context)
        case name if name in _STYLES:
            return (_marked(element, context),)
        case "fence":
            return (Code(element.attributes["text"].rstrip("\n"), place),)
        case _ if element.is_block:
            # A block where only a line can be (in a heading, a caption): its text, on lines of its own.
            return (Break(True, place), *_inlines(element.children, context), Break(True, place))
        case _ if classes(element):
            return (Styled(Style.PLAIN, _inlines(element.children, context), classes(element), place),)
        case _:
            return _inlines(element.children, context)


def _reference(element: Element, place: Place) -> Reference:
    given = element.attributes
    return Reference(given["label"], given["typed"], ReferenceForm(given["form"]), given["words"], place)


def _abbreviation(element: Element, context: FileContext) -> tuple[Inline, ...]:
    children = _inlines(element.children, context)
    title = _attribute(element, "title")
    return (Abbreviation(title, children, context.place(element.line)),) if title else children


def _quoted(element: Element, context: FileContext) -> tuple[Inline, ...]:
    """`<q>`, between the quotation marks of the book's language."""
    opening, closing = (Text(sign, context.place(element.line)) for sign in locale_for(context.language).quotes)
    return (opening, *_inlines(element.children, context), closing)


def _marked(element: Element, context: FileContext) -> Styled:
    """Words with a mark that has a name of its own, as `<em>` and `<u>` have."""
    dots = context.config.pdf.emphasis == "dots" and element.name in ("em", "i")
    names = ("dots", *classes(element)) if dots else classes(element)
    style, children = _STYLES[element.name], _inlines(element.children, context)
    if style is Style.UNDERLINE:
        children = _room_to_write(children)
    return Styled(style, children, tuple(dict.fromkeys(names)), context.place(element.line))


def _styled(element: Element, context: FileContext) -> tuple[Inline, ...]:
    """`<font>` and `<span>`, by what they mean: perhaps nothing, perhaps several marks at once."""
    place, children = context.place(element.line), _inlines(element.children, context)
    names = classes(element)
    for style in reversed(styles_meant(element)):
        children = _room_to_write(children) if style is Style.UNDERLINE else children
        children = (Styled(style, children, place=place),) if children else ()
    return (Styled(Style.PLAIN, children, names, place),) if names and children else children


def _room_to_write(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Keep the room of `<u>      </u>`, which Word's blanks are; HTML would close it. A space alone parts two words."""
    only = children[0] if len(children) == 1 else None
    if isinstance(only, Text) and len(only.text) > 1 and not only.text.strip(" "):
        return (Text("\u3000" * max(len(only.text) // 2, 2), only.place),)
    return children


def _link(element: Element, context: FileContext) -> tuple[Inline, ...]:
    children = _inlines(element.children, context)
    target = _target(element, "href")
    if not target:
        return children
    has_words = any(walk(children, Text, Code, Image, Formula))
    if not has_words and _LABEL.fullmatch(target):
        place = context.place(element.line)
        return (Reference(target, f"[]({target})", ReferenceForm.TITLE, place=place),)
    if not is_safe(target):
        message = said("The link to `{target}` is left out; its text stays.", target=shortened(target))
        hint = said("Link to a web address, a mail address or a file of the manuscript.")
        context.warn("unsafe-link", element.line, message, hint)
        return children
    if not has_words:
        # A link without words would be lost on paper; one into the book has the title of what it leads to.
        children = (Text(target, context.place(element.line)),) if leads_out(target) else ()
    typed = element.attributes.get("typed", "") if element.markdown else ""
    return (Link(target, children, _attribute(element, "title"), typed=typed, place=context.place(element.line)),)


def _ruby(element: Element, context: FileContext) -> tuple[Inline, ...]:
    """`<ruby>漢<rt>hàn</rt>字<rt>zì</rt></ruby>`: each reading belongs to what stands before it.

    One that holds more than words, such as a ruby of its own, stands behind its base: a reading is words alone.
    """
    result: list[Inline] = []
    base: list[Child] = []
    for child in element.children:
        if isinstance(child, Element) and child.name == "rt":
            reading = _inlines(child.children, context)
            below = _inlines(base, context)
            shown = lines_joined(plain_text(reading))
            is_reading = below and shown and not any(walk(reading, Ruby, Image, FootnoteMark))
            result.extend((Ruby(below, shown, context.place(element.line)),) if is_reading else below + reading)
            base = []
        elif not (isinstance(child, Element) and child.name == "rp"):
            base.append(child)
    return (*result, *_inlines(base, context))
