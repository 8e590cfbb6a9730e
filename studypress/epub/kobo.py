"""Kobo's own e-books (.kepub.epub): every sentence is a span that the reader counts, marks and returns to.

After Kobo's notes for publishers (github.com/kobolabs/epub-spec) and what its shop does to an EPUB: ids are
`kobo.PARAGRAPH.SENTENCE`, and two frames stand around the text.
"""

import re
from collections.abc import Iterator

from lxml import etree

from studypress.epub.markup import XHTML, H, is_xhtml

RULES = "#book-inner {\n  margin-bottom: 0;\n  margin-top: 0;\n}\n"
"""What Kobo's shop puts into every book: its frames leave no gap of their own."""

_PARAGRAPHS = frozenset(
    f"{{{XHTML}}}{name}" for name in ("p", "ol", "ul", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6")
)
"""Elements that begin a paragraph."""
_LEFT_ALONE = frozenset(f"{{{XHTML}}}{name}" for name in ("pre", "ruby", "script", "style"))
_IMAGE = f"{{{XHTML}}}img"
_CLOSERS = r"[”’\"'」』）)》〉】\]]*"
_SENTENCE = re.compile(
    rf"(?:[^.!?。！？…]|[.!?](?!{_CLOSERS}(?:\s|$)))*(?:[。！？…]+{_CLOSERS}\s*|[.!?]{_CLOSERS}\s*|$)"
)
"""Up to the end of a sentence; a full stop of Latin ends one only where a blank follows."""


def add_spans(root: etree._Element) -> None:
    """Put Kobo's frames and spans into a document."""
    for body in root.iter(f"{{{XHTML}}}body"):
        _add_spans(body)
        inner = H("div", {"id": "book-inner"})
        inner.text, body.text = body.text, None
        inner.extend(list(body))
        body.append(H("div", inner, {"id": "book-columns"}))


def _add_spans(body: etree._Element) -> None:
    paragraph, sentence = 0, 0
    for element, place in list(_places(body)):
        if place == "paragraph":
            paragraph, sentence = paragraph + 1, 0
        elif place == "picture":
            paragraph, sentence = paragraph + 1, 1
            _wrap(element, _span(paragraph, sentence))
        else:
            holder = _outside(element) if place == "tail" else element
            text = (holder.tail if place == "tail" else holder.text) or ""
            spans = []
            for part in sentences(text):
                sentence += 1
                spans.append(_span(max(1, paragraph), sentence))
                spans[-1].text = part
            _put(holder, place, spans)


def sentences(text: str) -> list[str]:
    """Cut a text after each sentence, with the blanks behind it; nothing is lost."""
    return [found[0] for found in _SENTENCE.finditer(text) if found[0]]


def _places(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Walk the texts to be wrapped, the pictures and the beginnings of paragraphs, in order."""
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(body, ("start", "end")):
        if event == "start" and skipped is None:
            if not is_xhtml(element) or element.tag in _LEFT_ALONE:
                skipped = element
            elif element.tag == _IMAGE:
                yield element, "picture"
            elif element.tag in _PARAGRAPHS:
                yield element, "paragraph"
            if skipped is None and (element.text or "").strip():
                yield element, "text"
        elif event == "end":
            skipped = None if skipped is element else skipped
            if skipped is None and element is not body and (element.tail or "").strip():
                yield element, "tail"


def _outside(element: etree._Element) -> etree._Element:
    """Give the span that stands around a picture by now; any other element itself."""
    parent = element.getparent()
    return parent if element.tag == _IMAGE and parent is not None else element


def _span(paragraph: int, sentence: int) -> etree._Element:
    return H("span", {"class": "koboSpan", "id": f"kobo.{paragraph}.{sentence}"})


def _put(element: etree._Element, place: str, spans: list[etree._Element]) -> None:
    """Put spans where a text was."""
    if place == "text":
        element.text = None
        element[:0] = spans
        return
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        index = parent.index(element) + 1
        parent[index:index] = spans


def _wrap(picture: etree._Element, span: etree._Element) -> None:
    """Put a picture into a span; what follows it stays behind both, for the walk to find."""
    parent = picture.getparent()
    if parent is None:
        return
    index = parent.index(picture)
    tail, picture.tail = picture.tail, None
    span.append(picture)
    span.tail = tail
    parent.insert(index, span)
