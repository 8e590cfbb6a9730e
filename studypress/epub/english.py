"""Paragraphs in English among Chinese or Japanese, which are told to be so.

An engine takes the marks of a paragraph's language: in a Chinese one “ and ” are 1 em wide. It knows no hyphens there,
and a voice reads the letters of words that it does not know.
"""

import re
from collections.abc import Iterator

from lxml import etree

from studypress.epub.markup import XHTML, XML_LANG, is_xhtml
from studypress.letters import CJK

_AMONG = ("zh", "ja")
_NAMES = ("p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = tuple(f"{{{XHTML}}}{name}" for name in _NAMES)
_NOT_WORDS = frozenset(f"{{{XHTML}}}{name}" for name in ("code", "pre", "kbd", "samp", "var"))
_WIDE = re.compile(rf"[{CJK}\u3001-\u303f\uff01-\uffef]")
"""A letter or a mark that no English has; the ideographic space leaves room for an answer in any language."""
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]+(?:['’-][A-Za-z]+)*(?![\w-])")
_FEWEST, _FEWEST_IN_CELL = 4, 8
"""Words of what is surely in English: `Not Only SQL` may be a name. Short cells look like those beside them."""
_CELLS = tuple(f"{{{XHTML}}}{name}" for name in ("td", "th"))
_CHOICES = "choices"
"""The class of the choices of a question, which are in one language."""
_WORDS = """
a an and are as at be but by can do does did for from had has have he her his how i if in is it its my not of on or our
she so than that the their them then there they this to was we were what when where which who why will with would you
your
"""
_USUAL = frozenset(_WORDS.split())
"""The words that each second one of English is."""


def mark_english(root: etree._Element, language: str) -> None:
    """Tell the language of each paragraph, item or cell of a document that is in English alone."""
    if not language.startswith(_AMONG):
        return
    marked: set[etree._Element] = set()
    for element in root.iter(f"{{{XHTML}}}div", *_BLOCKS):
        if element.tag not in _BLOCKS and element.get("class") != _CHOICES:
            continue
        inside = any(parent in marked for parent in element.iterancestors()) if marked else False
        if not inside and element.get("lang") is None and _is_english(element):
            element.set("lang", "en")
            element.set(XML_LANG, "en")
            marked.add(element)


def _is_english(element: etree._Element) -> bool:
    words: list[str] = []
    for text in _texts(element):
        if _WIDE.search(text):
            return False
        words += _WORD.findall(text)
    fewest = _FEWEST_IN_CELL if element.tag in _CELLS else _FEWEST
    return len(words) >= fewest and not _USUAL.isdisjoint(word.lower() for word in words)


def _texts(element: etree._Element) -> Iterator[str]:
    """The texts of an element, up to the first that need not be looked at; not those of code and formulas."""
    if element.text:
        yield element.text
    for child in element:
        if is_xhtml(child) and child.tag not in _NOT_WORDS:
            yield from _texts(child)
        if child.tail:
            yield child.tail
