"""Files that are gone when the book is made, for what is large.

A book of 300 chapters has 60 MB of parts that wait to be bound, and is then a file of 30: neither is held in memory.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from studypress.problems import BookError, Place, problem
from studypress.wording import reason_of, said

_PIECE = 1_000_000
"""Bytes of a file that are read at once."""


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
