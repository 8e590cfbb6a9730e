"""Pages are set by several processes at once where that saves time: each depends on nothing but itself."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence

from studypress.forks import CAN_FORK, ForkDiedError, in_forks, shared_memory
from studypress.pages import Page
from studypress.pdf.typeset import Part
from studypress.problems import WHOLE_BOOK, BookError, Problem, fatal
from studypress.wording import said

SetPage = Callable[[Page], Part]
Mapper = Callable[[SetPage, Sequence[Page]], Iterable[Part]]
"""Sets pages, and gives their parts, each as soon as it is there."""

_WORTH = 6_000
"""Characters of HTML from which a second process is worth its start."""


def by_processes(jobs: int, load: Callable[[], None] = lambda: None) -> Mapper:
    """Set pages by so many processes at once; by this one where there is too little to do.

    `load` loads what all of them need, before the first is begun. Where forking is not safe (macOS, Windows), this one
    does it all. The mapper raises BookError when a page cannot be set, or when a process dies over it; what other
    processes have set by then has been given to `SetPage` to keep.
    """

    def mapped(set_page: SetPage, pages: Sequence[Page]) -> Iterable[Part]:
        if jobs < 2 or not CAN_FORK or not _is_worth_it(pages):
            return _here(set_page, pages)
        load()
        return _forked(set_page, pages, jobs)

    return mapped


def _is_worth_it(pages: Sequence[Page]) -> bool:
    return sum(sorted(map(_size, pages))[:-1]) > _WORTH


def _size(page: Page) -> int:
    return len(page.html)


def _here(set_page: SetPage, pages: Sequence[Page]) -> Iterator[Part]:
    with shared_memory():
        for page in pages:
            yield set_page(page)
            if len(page.html) > _LARGE:  # its boxes refer to each other in circles
                gc.collect()


def _forked(set_page: SetPage, pages: Sequence[Page], jobs: int) -> Iterator[Part]:
    try:
        for _, part in in_forks(set_page, pages, jobs, _size):
            yield part
    except ForkDiedError as death:
        raise BookError([_died(pages[death.at])]) from None


_LARGE = 20_000
"""Characters of HTML whose boxes are worth looking for."""


def _died(page: Page) -> Problem:
    message = said(
        "The process that was setting “{title}” died; most often there is not memory enough for so many.",
        title=page.title,
    )
    return fatal("typesetting", WHOLE_BOOK, message, said("Try it with one process: --jobs 1."))
