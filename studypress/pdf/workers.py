"""Pages are set by several processes at once where that saves time: each depends on nothing but itself."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context

from studypress.pages import Page
from studypress.pdf.typeset import Part
from studypress.problems import BookError, Place, Problem, Severity, problem

SetPage = Callable[[Page], Part]
Mapper = Callable[[SetPage, Sequence[Page]], Iterable[Part]]
"""Sets pages, and gives their parts in the same order."""

_WORTH = 6_000
"""Characters of HTML from which a second process is worth its start."""


@dataclass
class _Work:
    """What the processes are to do, which they have from the one that they are forked from."""

    set_page: SetPage
    pages: Sequence[Page]


_work: list[_Work] = []


def by_processes(jobs: int) -> Mapper:
    """Set pages by so many processes at once; by one where there is too little to do.

    They are forks, which have the faces and style sheets loaded. Where forking is not safe (macOS, Windows), one
    process does it all. The mapper raises BookError when a page cannot be set, or when a process dies over it.
    """

    def mapped(set_page: SetPage, pages: Sequence[Page]) -> Iterable[Part]:
        if jobs < 2 or not sys.platform.startswith("linux") or not _is_worth_it(pages):
            return map(set_page, pages)
        return _forked(set_page, pages, min(jobs, len(pages)))

    return mapped


def _is_worth_it(pages: Sequence[Page]) -> bool:
    sizes = sorted((len(page.html) for page in pages), reverse=True)
    return sum(sizes[1:]) > _WORTH


def _forked(set_page: SetPage, pages: Sequence[Page], jobs: int) -> Iterator[Part]:
    _work.append(_Work(set_page, pages))
    gc.freeze()  # what the processes share stays shared when they look for garbage
    try:
        with ProcessPoolExecutor(jobs, get_context("fork"), _end_with, (os.getpid(),)) as pool:
            longest_first = sorted(range(len(pages)), key=lambda at: -len(pages[at].html))
            futures = {at: pool.submit(_set, at) for at in longest_first}
            try:
                for at, page in enumerate(pages):
                    yield _result(futures[at], page)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)  # what is not begun is not wanted after a failure
    finally:
        gc.unfreeze()
        _work.pop()


def _result(future: Future[Part], page: Page) -> Part:
    try:
        return future.result()
    except BrokenProcessPool as cause:
        raise BookError([_died(page)]) from cause


_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when the one that made it ends."""


def _end_with(parent: int) -> None:
    """Have this process killed when its parent is, and leave it to that to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be told
        os._exit(1)


def _set(at: int) -> Part:
    work = _work[-1]
    return work.set_page(work.pages[at])


def _died(page: Page) -> Problem:
    message = f"The process that was setting “{page.title}” died; most often there is not memory enough for so many."
    found = problem("typesetting", Place("book.toml"), message, "Try it with one process: --jobs 1.")
    return replace(found, severity=Severity.ERROR)
