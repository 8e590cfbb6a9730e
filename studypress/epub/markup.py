"""Names of XML, and documents of our own made with lxml, which escapes what needs it."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from studypress.documents import PICTURES

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOCTYPE = "<!DOCTYPE html>"
EPUB_TYPE = f"{{{OPS}}}type"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes elements of one namespace: `H("p", "text", H("a", "link", {"href": "…"}))`."""

    namespace: str
    prefixes: tuple[tuple[str | None, str], ...]
    """Prefixes, and the namespaces they stand for; None for the default."""

    def __call__(self, name: str, *content: "str | etree._Element | dict[str, str]") -> etree._Element:
        """Make the element `name` of texts, elements and attributes."""
        names: Any = dict(self.prefixes)  # lxml-stubs knows no default namespace
        element = etree.Element(f"{{{self.namespace}}}{name}", nsmap=names)
        for part in content:
            match part:
                case str() if len(element):
                    element[-1].tail = (element[-1].tail or "") + part
                case str():
                    element.text = (element.text or "") + part
                case dict():
                    element.attrib.update(list(part.items()))
                case _:
                    element.append(part)
        return element


H = Maker(XHTML, ((None, XHTML), ("epub", OPS)))
"""XHTML with `epub:type`."""


def is_xhtml(element: etree._Element | None) -> bool:
    """Whether an element is one of the page's text, rather than of a drawing or a formula, or a comment."""
    return element is not None and isinstance(element.tag, str) and element.tag.startswith(f"{{{XHTML}}}")


def picture_name(image: etree._Element) -> str:
    """The name of the picture that an `img` shows."""
    return image.get("src", "").removeprefix(PICTURES)


_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold at all."""


def one_line(text: str) -> str:
    """Make a text fit for a title or a label: on one line, without characters that XML cannot hold."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def xhtml_document(
    title: str, language: str, styles: tuple[str, ...], *body: etree._Element, root_class: str = "epub"
) -> bytes:
    """Make a whole page of the front matter in `text/`; `root_class` is the class of its html and body alike."""
    links = [H("link", {"rel": "stylesheet", "type": "text/css", "href": f"../styles/{name}"}) for name in styles]
    root = H(
        "html",
        {"lang": language, XML_LANG: language, "class": root_class},
        H("head", H("title", title), *links),
        H("body", {EPUB_TYPE: "frontmatter", "class": root_class}, *body),
    )
    etree.indent(root, space="")
    return serialized(root, DOCTYPE)


_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
"""Elements that HTML never closes."""


def serialized(root: etree._Element, doctype: str = "") -> bytes:
    """Write an XML document as UTF-8.

    An empty element has its end tag where HTML wants one: a reader that takes `<td/>` for HTML never closes it.
    """
    for element in root.iter(f"{{{XHTML}}}*"):
        if element.text is None and not len(element) and etree.QName(element).localname not in _VOID:
            element.text = ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        *filter(None, [doctype]),
        etree.tostring(root, encoding="unicode"),
    ]
    return ("\n".join(lines) + "\n").encode("utf8")
