"""Page numbers depend on the setting, and some of it on page numbers: set again what changed, until nothing does.

Most numbers are written into finished pages (`numbers.py`), so that a document is set again only when a number in a
line of its text gets another count of digits, or when its words depend on the numbers: the glossary names each page
once, so that it is set when all the rest has been.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from studypress.cache import key_of
from studypress.documents import Document, Documents, PageMap, Rendered
from studypress.editions import Piece
from studypress.pdf.binding import BoundPage, Plan, bind, page_map
from studypress.pdf.numbers import filled, filled_alone
from studypress.pdf.typeset import Galley
from studypress.pdf.workers import Workers
from studypress.problems import WHOLE_BOOK, Place, Problem, problem
from studypress.wording import Sentence, said, shortened, verbatim

_ROUNDS = 8
"""After so many rounds a document that still changes is left as it is, with a warning. Two are the usual number."""

Progress = Callable[[Sentence, int, int], None]
"""Is told, before the next is waited for, the title of a document, how many are done, and of how many in this round."""


class Setter(Protocol):
    """Sets the documents of an edition."""

    def find(self, document: Document) -> Galley | None:
        """Find the galley that was made of this very document some other time."""

    def set(self, document: Document) -> Galley:
        """Set a document."""


Put = Callable[[Galley], Galley]
"""Puts a galley away, and gives what has to be known of it."""


@dataclass
class _Desk:
    """The galleys set so far, each with a key of the HTML it was set from, which is not held itself."""

    setter: Setter
    workers: Workers
    progress: Progress
    put: Put
    keys: dict[str, str] = field(default_factory=dict)
    galleys: dict[str, Galley] = field(default_factory=dict)

    def stale(self, rendered: Rendered) -> list[Document]:
        """The documents that have not been set as they are now."""
        return [document for document in rendered.documents if self.keys.get(document.name) != key_of(document.html)]

    def begin(self, coming: Iterable[Document]) -> None:
        """Find or begin to set what comes, but for documents whose HTML depends on others."""
        for document in coming:
            if document.piece is Piece.GLOSSARY or (ready := filled_alone(document)) is None:
                continue
            if galley := self.setter.find(ready):
                self._keep(ready, galley)
            else:
                self.workers.begin(self.setter.set, ready)

    def set(self, stale: list[Document]) -> None:
        """Set each of them that is not found."""
        new = []
        for document in stale:
            if galley := self.setter.find(document):
                self._keep(document, galley)
            else:
                new.append(document)
        self.keys |= {document.name: key_of(document.html) for document in new}
        galleys = self.workers.set(self.setter.set, new)
        for done, document in enumerate(new):
            self.progress(verbatim(shortened(document.title)), done, len(new))
            galley = next(galleys)  # of whichever is done first
            self.galleys[galley.name] = self.put(galley)

    def _keep(self, document: Document, galley: Galley) -> None:
        """Know a document by the galley that it was found as."""
        self.keys[document.name], self.galleys[document.name] = key_of(document.html), self.put(galley)

    def bound(self, rendered: Rendered, plan: Plan) -> tuple[BoundPage, ...]:
        """The book as far as it has been set."""
        already_set = (document for document in rendered.documents if document.name in self.galleys)
        return bind((self.galleys[document.name], plan(document)) for document in already_set)


def settle(
    documents: Documents,
    plan: Plan,
    setter: Setter,
    progress: Progress,
    places: Mapping[str, Place],
    workers: Workers,
    put: Put = lambda galley: galley,
) -> tuple[Rendered, tuple[BoundPage, ...], list[Problem]]:
    """Render and set until the numbers printed are right. Gives the documents, the bound book, and the problems.

    `places` says by its name where in the manuscript a document comes from; the `workers` set what is not found; `put`
    takes each galley as soon as it is there.
    """
    desk = _Desk(setter, workers, progress, put)
    desk.begin(documents.coming())
    rendered = filled(documents(PageMap()), {})
    bound: tuple[BoundPage, ...] = ()
    for turn in range(_ROUNDS):
        stale = [document for document in desk.stale(rendered) if turn or document.piece is not Piece.GLOSSARY]
        if not stale and turn:
            return rendered, bound, []
        desk.set(stale)
        bound = desk.bound(rendered, plan)
        numbers = page_map(bound)
        del stale, rendered  # a long book's are much
        rendered = filled(documents(numbers), numbers.labels)
    return rendered, bound, [_unsettled(document, places) for document in desk.stale(rendered)]


def _unsettled(document: Document, places: Mapping[str, Place]) -> Problem:
    return problem(
        "unsettled-page",
        places.get(document.name, WHOLE_BOOK),  # the contents and their like stand in no file
        said(
            "The page numbers printed in “{title}” move the very pages they name, and may be wrong by one.",
            title=document.title,
        ),
        said("Add or take away a line there."),
    )
