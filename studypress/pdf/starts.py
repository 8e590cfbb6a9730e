"""What stands first on every page, so that an e-book can mark where the pages of the printed book begin."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes

from studypress.documents import BLANKS

_FIRST = 40
"""Characters that are kept of a page: enough to find its place among the same words elsewhere."""
_READINGS = frozenset({"rt", "rp"})


def page_texts(document: Any, before: int = 0) -> tuple[tuple[tuple[int, str], ...], int]:
    """For each page of a rendered document, how many characters precede it, and its first ones; and how many all are.

    So many are `before` the document, and counted too.

    Neither count what a style sheet makes (bullets, marks of notes), nor margins, notes and readings: an e-book has
    these elsewhere, or not as text. Blanks are left out.
    """
    texts = ["".join(_texts(page._page_box)) for page in document.pages]
    *offsets, end = accumulate(map(len, texts), initial=before)
    return tuple((offset, text[:_FIRST]) for offset, text in zip(offsets, texts, strict=True)), end


def _texts(page: Any) -> Iterator[str]:
    """Walk the text boxes of a page in order; without recursion, since authors nest without end."""
    waiting = [page]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox) or _made(box):
            continue
        if isinstance(box, boxes.TextBox):
            yield BLANKS.sub("", box.text)
        waiting.extend(reversed(getattr(box, "children", ())))


def _made(box: Any) -> bool:
    """Tell whether a box is made by a style sheet, or a reading."""
    tag = box.element_tag or ""
    return "::" in tag or tag in _READINGS
