"""Page numbers depend on the setting and the setting on page numbers: set again what changed, until nothing does.

Fewest settings: numbers flow one way, from chapters to back matter to front matter, so that each joins in a round of
its own and is first set when the numbers it prints are known.

1. Chapters, with no number known. Those that print numbers will be set again in any case: a draft will do.
2. Chapters that print numbers (in summary boxes) are set, and so is the back matter (the glossary).
3. The front matter: the contents know all numbers now.

Later rounds set only what still changes, as when the numbers made a page longer; usually nothing is left to do.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from studypress.editions import FRONT_MATTER, Piece
from studypress.pages import Page, PageMap, Pages
from studypress.pdf.binding import BoundPage, Plan, bind, page_map
from studypress.pdf.typeset import Part
from studypress.pdf.workers import Mapper
from studypress.problems import Place, Problem, problem

ROUNDS = 8
"""After so many rounds a page that still changes is left as it is, with a warning. Three are the usual number."""

Make = Callable[[PageMap], Pages]
"""Renders the edition with the page numbers known so far."""

Progress = Callable[[str, int, int], None]
"""Is told, before a page is set, its name, how many pages of this round are done, and how many the round has."""


Typeset = Callable[[Page, Pages, bool], Part]
"""Sets one page of these, as a draft or in earnest."""


@dataclass
class _Desk:
    """The parts set so far, each with the HTML it was set from."""

    typeset: Typeset
    mapper: Mapper
    progress: Progress
    html: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    def stale(self, pages: Pages, stage: int) -> list[Page]:
        """The pages of this stage and the earlier ones that have not been set as they are now."""
        return [page for page in pages.pages if _stage(page) <= stage and not self._is_set(page)]

    def set(self, stale: list[Page], pages: Pages, drafts: Collection[str]) -> None:
        """Set each of them, those named in `drafts` as drafts."""
        parts = iter(self.mapper(lambda page: self.typeset(page, pages, page.name in drafts), stale))
        for done, page in enumerate(stale):
            self.progress(page.name, done, len(stale))
            self.parts[page.name] = next(parts)
            self.html[page.name] = page.html

    def bound(self, pages: Pages, plan: Plan) -> tuple[BoundPage, ...]:
        """The book as far as it has been set."""
        return bind((self.parts[page.name], plan(page)) for page in pages.pages if page.name in self.parts)

    def _is_set(self, page: Page) -> bool:
        return self.html.get(page.name) == page.html and bool(self.parts[page.name].pdf)


def settle(
    make: Make, plan: Plan, typeset: Typeset, progress: Progress, places: Mapping[str, Place], mapper: Mapper = map
) -> tuple[Pages, tuple[BoundPage, ...], list[Problem]]:
    """Render and set until the numbers printed are right. Gives the pages, the bound book, and the problems.

    `places` says by its name where in the manuscript a page comes from; `mapper` sets the pages of a round.
    """
    desk = _Desk(typeset, mapper, progress)
    pages = make(PageMap())
    drafts = _printing_numbers(make, pages)
    bound: tuple[BoundPage, ...] = ()
    for stage in range(ROUNDS):
        stale = desk.stale(pages, stage)
        if not stale and stage >= _LAST_STAGE:
            return pages, bound, []
        desk.set(stale, pages, drafts)
        drafts = set()
        bound = desk.bound(pages, plan)
        pages = make(page_map(bound))
    return pages, bound, [_unsettled(page, places) for page in desk.stale(pages, ROUNDS)]


def _printing_numbers(make: Make, pages: Pages) -> set[str]:
    """The names of the pages that change as soon as any page number is known."""
    ids = [name for page in pages.pages for name in _ID.findall(page.html)]
    numbered = {page.name: page.html for page in make(PageMap(dict.fromkeys(ids, "0"))).pages}
    return {page.name for page in pages.pages if numbered.get(page.name) != page.html}


_ID = re.compile(r'\bid=["\']?([^"\'\s>]+)')

_LAST_STAGE = 2


def _stage(page: Page) -> int:
    """The round a page joins in: what it prints is known after the round before."""
    if page.piece is Piece.CHAPTERS:
        return 0
    return _LAST_STAGE if page.piece in FRONT_MATTER else 1


def _unsettled(page: Page, places: Mapping[str, Place]) -> Problem:
    return problem(
        "unsettled-page",
        places.get(page.name, Place("book.toml")),  # the contents and their like stand in no file
        f"The page numbers printed in “{page.title}” move the very pages they name, and may be wrong by one.",
        "Add or take away a line there.",
    )
