"""`--watch`: a book is made again whenever a file of its manuscript changes, until Ctrl-C.

Each time it is made by a process of its own, where forking is safe: it has the program loaded, what it leaves in memory
ends with it, and so does what it dies of.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch
from watchfiles.main import FileChange

from studypress.cache import FOLDER
from studypress.forks import CAN_FORK, ForkDiedError, helped
from studypress.output import is_part
from studypress.request import Request

_OF_EDITORS = (".obsidian", ".vscode", ".trash", ".history")
"""Folders that editors write into at every turn."""
_RESULTS = (".pdf", ".epub")
_PATIENCE = 200
"""Milliseconds until the first look finds nothing: the book is made then, while what changes is already seen."""


def keep_made(
    request: Request, make: Callable[[Request], int], died: Callable[[], None], waiting: Callable[[], None]
) -> int:
    """Make what is asked for, and again after each change; then call `waiting`, and `died` before, if nobody made it.

    Gives 0 when it is ended by Ctrl-C, and what `make` gives where there is nothing to watch.
    """
    if not request.book.exists():
        return make(request)
    with suppress(KeyboardInterrupt):
        for _ in _changes(request):
            try:
                _make_apart(request, make)
            except ForkDiedError:
                died()
            waiting()
    return 0


def _changes(request: Request) -> Iterator[None]:
    """Come once at the beginning, then after every change; what changes meanwhile counts for the next."""
    began = False
    for polling in (False, True):
        try:
            for changes in _seen(request, polling=polling):
                if changes or not began:
                    began = True
                    yield
            return
        except OSError:  # the system watches no more folders: they are looked through, again and again
            if polling:
                raise


def _seen(request: Request, *, polling: bool) -> Iterator[set[FileChange]]:
    return watch(
        request.folder.resolve(),
        watch_filter=_OfTheBook(request.output),
        recursive=request.book.is_dir(),  # a single note may lie in a folder of anything
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=True,
        force_polling=polling or None,  # None leaves it to the library
        ignore_permission_denied=True,
    )


class _OfTheBook(DefaultFilter):
    """Sees no folder of a tool's, nothing half-written, and no result."""

    def __init__(self, output: Path | None) -> None:
        super().__init__(ignore_dirs=(*self.ignore_dirs, FOLDER, *_OF_EDITORS))
        self._output = output.resolve() if output else None

    def __call__(self, change: Change, path: str) -> bool:
        file = Path(path)
        is_result = file.suffix.lower() in _RESULTS or file == self._output
        return super().__call__(change, path) and not (is_result or is_part(file))


def _make_apart(request: Request, make: Callable[[Request], int]) -> None:
    """Make it by another process, where that is safe. Raises what making it raises, or ForkDiedError."""
    if not CAN_FORK:
        make(request)
        gc.collect()  # which is not done while a book is made
        return
    with helped(partial(_serve, request=request, make=make)) as helper:
        helper.answer()


def _serve(connection: Connection, request: Request, make: Callable[[Request], int]) -> None:
    connection.send(make(request))
