"""What cannot be parted is laid out some pages at a time, so that no more of them are held than are being written.

`stretches.py` parts a long piece between its elements. A paragraph of 20,000 links has nowhere to be parted, and the
boxes on its pages take more memory than all else. WeasyPrint lays out page after page, and knows of each where the next
begins: here it stops after some, and goes on from there when these are written. Only the boxes before layout are there
all the time.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint import layout
from weasyprint.document import Page
from weasyprint.layout import page as paging

from studypress.library_seams import Seam
from studypress.pdf.last_pages import GOES_ON

SEAMS = (
    Seam(weasyprint.Document, "_render", "ebaceeb0fa8e"),
    Seam(layout, "initialize_page_maker", "5bb3c878d722"),
    Seam(layout.LayoutContext, "get_string_or_element_for", "f40ec28ae347"),
    Seam(paging, "make_all_pages", "b5e403489484"),
)

_HELD = 2
"""How many pages wait for what follows: the end of a chapter changes its last two."""

Document = Any
Render = Callable[[Any], Document]
"""Lays out an HTML document of WeasyPrint's."""


def batches(source: Any, render: Render, size: float) -> Iterator[Document]:
    """Lay out a document, as many pages at a time as have `size` boxes. Gives documents, whose pages are its own."""
    batch = _Batch(size)
    with batch.laid_out():
        document = render(source)
    yield document
    document = document.copy([])
    while not batch.is_last:
        gc.collect()  # boxes refer to each other in circles
        with batch.laid_out():
            _, *pages = layout.layout_document(source, batch.root, batch.context)
        yield document.copy([Page(box) for box in pages])
        del pages


class _Batch:
    """Some pages of a document, and what the next go on from."""

    def __init__(self, size: float) -> None:
        self.context: Any = None
        self.root: Any = None
        self.is_last = False
        """Whether nothing is left."""
        self._size = size
        self._pages: list[Any] = []
        """An empty one, for what WeasyPrint asks of the page before, and those that are laid out already."""
        self._states: list[Any] = []
        """Where each of these begins, and the next."""

    @contextmanager
    def laid_out(self) -> Iterator[None]:
        """Have WeasyPrint make no more pages than these."""
        make_all_pages = layout.make_all_pages
        layout.make_all_pages = self._make_pages
        try:
            yield
        finally:
            layout.make_all_pages = make_all_pages

    def _make_pages(self, context: Any, root: Any, html: Any, made: list[Any]) -> list[Any]:
        """Stands in for `make_all_pages`."""
        if made:  # an author's style asks how many pages there are: it is told of these
            return made
        self._begin(context, root)
        pages, room = self._pages, self._size
        while room > 0 or len(pages) <= 1 + _HELD:
            state = context.page_maker[len(pages)][-1]
            state |= {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
            page, resume_at = paging.remake_page(len(pages), context, root, html)
            pages.append(page)
            room -= sum(1 for _ in page.descendants())
            if resume_at is None and not context.reported_footnotes:
                return self._ended(html)
        html.etree_element.set(GOES_ON, "")
        return self._parted()

    def _begin(self, context: Any, root: Any) -> None:
        """Go on with a document, or begin with one."""
        if self.context is context:
            context.page_maker = self._states
            for texts in context.string_set.values():  # running heads go on
                last = texts[max(texts)][-1:]
                texts.clear()
                texts[1] = last
        else:
            self.context, self.root, self._pages = context, root, []
            context.rendered_notes = []

    def _ended(self, html: Any) -> list[Any]:
        """The last pages."""
        self.is_last = True
        html.etree_element.attrib.pop(GOES_ON, None)
        self.context.page_maker = self.context.page_maker[: len(self._pages) + 1]
        self.context.broken_out_of_flow.clear()
        self.context.reported_footnotes.clear()
        return self._pages

    def _parted(self) -> list[Any]:
        """The pages but for those that wait."""
        made, held = self._pages[:-_HELD], self._pages[-_HELD:]
        before = made[-1]
        empty = before.copy_with_children([part.copy_with_children([]) for part in before.children])
        self._pages, self._states = [empty, *held], self.context.page_maker[len(made) - 1 :]
        self.context.page_maker = self.context.page_maker[: len(made) + 1]
        return made
