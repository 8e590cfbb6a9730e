"""Page numbers depend on the setting, and some of it on page numbers: set again what changed, until nothing does.

Most numbers are written into finished pages (`numbers.py`), so that a page is set again only when a number in a line of
its text gets another count of digits, or when its words depend on the numbers: the glossary names each page once, so
that it is set when all the rest has been.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from studypress.cache import key_of
from studypress.editions import Piece
from studypress.pages import Documents, Page, PageMap, Pages
from studypress.pdf.binding import BoundPage, Plan, bind, page_map
from studypress.pdf.numbers import filled, filled_alone
from studypress.pdf.typeset import Part
from studypress.pdf.workers import Workers
from studypress.problems import WHOLE_BOOK, Place, Problem, problem
from studypress.wording import Sentence, said, shortened, verbatim

_ROUNDS = 8
"""After so many rounds a page that still changes is left as it is, with a warning. Two are the usual number."""

Progress = Callable[[Sentence, int, int], None]
"""Is told, before the next page is waited for, the title of one, how many of the round are done, and of how many."""


class Setter(Protocol):
    """Sets the pages of an edition."""

    def find(self, page: Page) -> Part | None:
        """Find the part that was made of this very page some other time."""

    def set(self, page: Page) -> Part:
        """Set a page."""


Put = Callable[[Part], Part]
"""Puts a part away, and gives what has to be known of it."""


@dataclass
class _Desk:
    """The parts set so far, each with a key of the HTML it was set from, which is not held itself."""

    setter: Setter
    workers: Workers
    progress: Progress
    put: Put
    keys: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    def stale(self, pages: Pages) -> list[Page]:
        """The pages that have not been set as they are now."""
        return [page for page in pages.pages if self.keys.get(page.name) != key_of(page.html)]

    def begin(self, coming: Iterable[Page]) -> None:
        """Find or begin to set what comes, but for pages whose HTML depends on others."""
        for page in coming:
            if page.piece is Piece.GLOSSARY or (ready := filled_alone(page)) is None:
                continue
            if part := self.setter.find(ready):
                self._keep(ready, part)
            else:
                self.workers.begin(self.setter.set, ready)

    def set(self, stale: list[Page]) -> None:
        """Set each of them that is not found."""
        new = []
        for page in stale:
            if part := self.setter.find(page):
                self._keep(page, part)
            else:
                new.append(page)
        self.keys |= {page.name: key_of(page.html) for page in new}
        parts = self.workers.set(self.setter.set, new)
        for done, page in enumerate(new):
            self.progress(verbatim(shortened(page.title)), done, len(new))
            part = next(parts)  # of whichever page is done first
            self.parts[part.name] = self.put(part)

    def _keep(self, page: Page, part: Part) -> None:
        """Know a page by the part that it was found as."""
        self.keys[page.name], self.parts[page.name] = key_of(page.html), self.put(part)

    def bound(self, pages: Pages, plan: Plan) -> tuple[BoundPage, ...]:
        """The book as far as it has been set."""
        return bind((self.parts[page.name], plan(page)) for page in pages.pages if page.name in self.parts)


def settle(
    documents: Documents,
    plan: Plan,
    setter: Setter,
    progress: Progress,
    places: Mapping[str, Place],
    workers: Workers,
    put: Put = lambda part: part,
) -> tuple[Pages, tuple[BoundPage, ...], list[Problem]]:
    """Render and set until the numbers printed are right. Gives the pages, the bound book, and the problems.

    `places` says by its name where in the manuscript a page comes from; the `workers` set what is not found; `put`
    takes each part as soon as it is there.
    """
    desk = _Desk(setter, workers, progress, put)
    desk.begin(documents.coming())
    pages = filled(documents(PageMap()), {})
    bound: tuple[BoundPage, ...] = ()
    for turn in range(_ROUNDS):
        stale = [page for page in desk.stale(pages) if turn or page.piece is not Piece.GLOSSARY]
        if not stale and turn:
            return pages, bound, []
        desk.set(stale)
        bound = desk.bound(pages, plan)
        numbers = page_map(bound)
        del stale, pages  # a long book's are much
        pages = filled(documents(numbers), numbers.labels)
    return pages, bound, [_unsettled(page, places) for page in desk.stale(pages)]


def _unsettled(page: Page, places: Mapping[str, Place]) -> Problem:
    return problem(
        "unsettled-page",
        places.get(page.name, WHOLE_BOOK),  # the contents and their like stand in no file
        said(
            "The page numbers printed in “{title}” move the very pages they name, and may be wrong by one.",
            title=page.title,
        ),
        said("Add or take away a line there."),
    )
