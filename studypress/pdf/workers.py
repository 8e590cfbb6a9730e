"""Documents are set by several processes at once where that saves time: each depends on nothing but itself."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from studypress.documents import Document
from studypress.forks import CAN_FORK, Crew, ForkDiedError
from studypress.pdf.typeset import Galley
from studypress.problems import WHOLE_BOOK, BookError, Problem, fatal
from studypress.wording import said

SetDocument = Callable[[Document], Galley]

_WORTH = 6_000
"""Characters of HTML from which a second process is worth its start."""


@dataclass
class Workers:
    """Sets documents by so many processes at once; by this one where there is too little to do.

    Where forking is not safe (macOS, Windows), this one does it all.
    """

    jobs: int = 1
    load: Callable[[], None] = lambda: None
    """Loads what all of them need, before the first is begun."""
    _crew: Crew[Document, Galley] = field(init=False)

    def __post_init__(self) -> None:
        self._crew = Crew(self.jobs)

    @contextmanager
    def ended(self) -> Iterator[None]:
        """They work within this, and none is left behind."""
        with self._crew.ended():
            yield

    def begin(self, set_document: SetDocument, document: Document) -> None:
        """Have another process set a document while more are coming, if one is free; `set` will give its galley."""
        if self.jobs > 1 and CAN_FORK and len(document.html) > _WORTH and not self._crew.is_full:
            self.load()
            with suppress(ForkDiedError):  # none can be had at this moment
                self._crew.begin(set_document, document)

    def set(self, set_document: SetDocument, documents: Sequence[Document]) -> Iterator[Galley]:
        """Set documents, and give their galleys, each as soon as it is there.

        Raises BookError when one cannot be set, or when a process dies over it; what other processes have set by
        then has been given to `set_document` to keep.
        """
        if not self._crew.busy and (self.jobs < 2 or not CAN_FORK or not _is_worth_it(documents)):
            return _here(set_document, documents)
        self.load()
        return self._forked(set_document, documents)

    def _forked(self, set_document: SetDocument, documents: Sequence[Document]) -> Iterator[Galley]:
        try:
            for _, galley in self._crew.all(set_document, documents, _size):
                yield galley
        except ForkDiedError as death:
            raise BookError([_died(death.thing)]) from None


def _is_worth_it(documents: Sequence[Document]) -> bool:
    return sum(sorted(map(_size, documents))[:-1]) > _WORTH


def _size(document: Document) -> int:
    return len(document.html)


def _here(set_document: SetDocument, documents: Sequence[Document]) -> Iterator[Galley]:
    for document in documents:
        yield set_document(document)
        if len(document.html) > _LARGE:  # its boxes refer to each other in circles
            gc.collect()


_LARGE = 20_000
"""Characters of HTML whose boxes are worth looking for."""


def _died(document: Any) -> Problem:
    message = said(
        "The process that was setting “{title}” died; most often because there is not enough memory for so many.",
        title=document.title,
    )
    return fatal("typesetting", WHOLE_BOOK, message, said("Try it with one process: --jobs 1."))
