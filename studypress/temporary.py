"""Files that are gone when the book is made, for what is large, and folders for programs that want one.

A book of 300 chapters has 60 MB of parts that wait to be bound, and is then a file of 30: neither is held in memory.
What has a name stays behind a program that is killed: a later one sweeps it. So what will have one gets it last.
"""

import contextlib
import glob
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from studypress.problems import BookError, Place, problem
from studypress.wording import reason_of, said

_OPEN_FILES = Path("/proc/self/fd")
"""The files that this process has open, on Linux, as links called by their numbers."""
_PRIVATE = 0o600
"""Permissions of a file that only its owner reads."""
_PIECE = 1_000_000
"""Bytes of a file that are read at once."""
_OLD = 86_400
"""Seconds after which nobody is still at work on what has a name for a while."""
_JUST_MADE = 60
"""Seconds within which whoever made a folder may not hold it yet."""


@contextmanager
def temporary_files() -> Iterator[None]:
    """Tell where it is that files cannot be written for a while: a disk may be full. Raises BookError for OSError."""
    try:
        yield
    except OSError as error:
        message = said("cannot be written: {reason}", reason=reason_of(error))
        hint = said("Make room there, or name another folder for temporary files in TMPDIR.")
        raise BookError([problem("cannot-write", Place(str(error.filename or _folder())), message, hint)]) from error


@contextmanager
def unnamed_file() -> Iterator[BinaryIO]:
    """Open a file without a name, which is gone when the last process that has it open is, however that ends."""
    with temporary_files():
        file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed below
    try:
        yield file
    finally:
        with contextlib.suppress(OSError):  # what could not be written was told, and is tried again here
            file.close()


@contextmanager
def named_folder() -> Iterator[Path]:
    """Make a folder that is gone afterwards. Raises BookError where none can be, and for OSError in it."""
    with temporary_files():
        sweep(Path(tempfile.gettempdir()), ".studypress.????????.work")
        with (
            tempfile.TemporaryDirectory(prefix=".studypress.", suffix=".work", ignore_cleanup_errors=True) as folder,
            contextlib.ExitStack() as stack,
        ):
            with contextlib.suppress(OSError):  # not on every disk; what stays is swept a day later then
                stack.enter_context(_held(Path(folder)))
            yield Path(folder)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder until the work is done or this process ends, however (flock(2)); OSError where another holds it."""
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        import fcntl  # of Unix alone; elsewhere no folder can be opened

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(file: Path, beginning: str, ending: str, mode: int = _PRIVATE) -> Iterator[BinaryIO]:
    """Write a file that is put in its place when it is whole: nobody ever reads half of it.

    Until then it has no name where the system can do so, and nothing stays behind a program that is killed. Elsewhere
    it stands beside its place, and its name begins and ends as is told.
    """
    sweep(file.parent, f"{glob.escape(beginning)}????????{ending}")
    named = file.with_name(f"{beginning}{secrets.token_hex(4)}{ending}")
    handle = _nameless(file.parent)
    nameless = handle is not None
    if handle is None:
        handle = os.open(named, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)
    try:
        with os.fdopen(handle, "wb") as output:
            yield output
            output.flush()
            if nameless:
                _give_name(handle, named)
        if mode != _PRIVATE:
            named.chmod(mode)
        named.replace(file)
    except BaseException:
        named.unlink(missing_ok=True)
        raise


def _nameless(folder: Path) -> int | None:
    """Open a file without a name in a folder, to be given one: Linux has that (open(2), O_TMPFILE), on most disks."""
    if not hasattr(os, "O_TMPFILE") or not _OPEN_FILES.is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, _PRIVATE)
    except OSError:  # not on this disk; what else is wrong with the folder is told by who opens a file there
        return None


def _give_name(handle: int, name: Path) -> None:
    nameless = _OPEN_FILES / str(handle)
    try:
        os.link(nameless, name, src_dir_fd=handle)  # with a folder named the link there is followed (linkat(2))
    except OSError:  # some disks of other machines have no links
        shutil.copy(nameless, name)


@cache
def sweep(folder: Path, names: str) -> None:
    """Remove what programs that were killed left behind: files and folders of such names, as `glob` has them.

    Files are old then, or what makes them is still at work; folders are held as long as it is. A process does it once.
    """
    with contextlib.suppress(OSError):
        for left in folder.glob(names):
            with contextlib.suppress(OSError):  # another user's
                _remove_if_left(left)


def _remove_if_left(path: Path) -> None:
    status = path.lstat()
    age = time.time() - status.st_mtime
    if not stat.S_ISDIR(status.st_mode):
        if age > _OLD:
            path.unlink()
    elif age > _OLD:
        shutil.rmtree(path)
    elif age > _JUST_MADE:
        with _held(path):
            shutil.rmtree(path)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What an open file holds, from its start, a piece at a time."""

    file: BinaryIO

    def __iter__(self) -> Iterator[bytes]:
        with temporary_files():
            self.file.seek(0)
            while piece := self.file.read(_PIECE):
                yield piece


def _folder() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # none can be written to
        return "TMPDIR"
