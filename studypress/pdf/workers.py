"""Pages are set by several processes at once where that saves time: each depends on nothing but itself.

A process sets one page and ends. It is a fork, which has the faces and style sheets loaded, so that starting one takes
milliseconds; nothing that setting a page leaves in memory outlives it; and one that dies takes no other page along.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from studypress.pages import Page
from studypress.pdf.typeset import Part
from studypress.problems import BookError, Place, Problem, Severity, problem

SetPage = Callable[[Page], Part]
Mapper = Callable[[SetPage, Sequence[Page]], Iterable[Part]]
"""Sets pages, and gives their parts in the same order."""

_WORTH = 6_000
"""Characters of HTML from which a second process is worth its start."""


def by_processes(jobs: int) -> Mapper:
    """Set pages by so many processes at once; by this one where there is too little to do.

    Where forking is not safe (macOS, Windows), this one does it all. The mapper raises BookError when a page cannot be
    set, or when a process dies over it; what other processes have set by then has been given to `SetPage` to keep.
    """

    def mapped(set_page: SetPage, pages: Sequence[Page]) -> Iterable[Part]:
        if jobs < 2 or not sys.platform.startswith("linux") or not _is_worth_it(pages):
            return _here(set_page, pages)
        return _forked(set_page, pages, jobs)

    return mapped


def _is_worth_it(pages: Sequence[Page]) -> bool:
    sizes = sorted((len(page.html) for page in pages), reverse=True)
    return sum(sizes[1:]) > _WORTH


def _here(set_page: SetPage, pages: Sequence[Page]) -> Iterator[Part]:
    with _shared_memory():
        for page in pages:
            yield set_page(page)
            if len(page.html) > _LARGE:  # its boxes refer to each other in circles
                gc.collect()


def _forked(set_page: SetPage, pages: Sequence[Page], jobs: int) -> Iterator[Part]:
    crew, done = _Crew(set_page, pages), dict[int, Part]()
    waiting = sorted(range(len(pages)), key=lambda at: (len(pages[at].html), -at))  # the last is begun first
    with _shared_memory(), crew.ended():
        for at in range(len(pages)):
            while at not in done:
                while waiting and len(crew.busy) < jobs:
                    crew.begin(waiting.pop())
                done |= crew.finished()
            yield done.pop(at)


@contextmanager
def _shared_memory() -> Iterator[None]:
    """What processes share stays shared when they look for garbage."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


_LARGE = 20_000
"""Characters of HTML whose boxes are worth looking for."""


@dataclass
class _Crew:
    """Processes at work, each on one page."""

    set_page: SetPage
    pages: Sequence[Page]
    busy: dict[Connection, tuple[int, BaseProcess]] = field(default_factory=dict)
    """The end of a pipe that a page comes from, with the index of that page."""

    def begin(self, at: int) -> None:
        """Have a process set the page at this index."""
        receiver, sender = get_context("fork").Pipe(duplex=False)
        process = get_context("fork").Process(target=self._work, args=(at, sender, os.getpid()))
        process.start()
        sender.close()
        self.busy[receiver] = at, process

    def finished(self) -> dict[int, Part]:
        """Wait until a page is set. Raises BookError when one cannot be, or its process has died."""
        parts = {}
        for receiver in cast(list[Connection], wait(list(self.busy))):
            at, process = self.busy.pop(receiver)
            try:
                result = receiver.recv()
            except (EOFError, OSError):  # at once, or over its answer
                raise BookError([_died(self.pages[at])]) from None
            finally:
                receiver.close()
                process.join()
            if isinstance(result, BookError):
                raise result
            parts[at] = result
        return parts

    @contextmanager
    def ended(self) -> Iterator[None]:
        """Leave no process behind: what is being set is not wanted after a failure."""
        try:
            yield
        finally:
            for _, process in self.busy.values():
                process.kill()
                process.join()

    def _work(self, at: int, sender: Connection, parent: int) -> None:
        """The life of a process."""
        _end_with(parent)
        gc.disable()  # it ends before garbage could matter, and looking at all that was made takes a tenth of its time
        try:
            result: Part | BookError = self.set_page(self.pages[at])
        except BookError as error:
            result = error
        sender.send(result)


_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when the one that made it ends."""


def _end_with(parent: int) -> None:
    """Have this process killed when its parent is, and leave it to that to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be told
        os._exit(1)


def _died(page: Page) -> Problem:
    message = f"The process that was setting “{page.title}” died; most often there is not memory enough for so many."
    found = problem("typesetting", Place("book.toml"), message, "Try it with one process: --jobs 1.")
    return replace(found, severity=Severity.ERROR)
