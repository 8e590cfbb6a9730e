"""Files that are gone when the book is made: the faces, which Pango reads from the disk, and what waits to be bound."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from studypress.problems import BookError, Place, problem


@contextmanager
def temporary_files() -> Iterator[None]:
    """Tell where it is that files cannot be written for a while: a disk may be full. Raises BookError for OSError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Make room there, or name another folder for temporary files in TMPDIR."
        place = Place(str(error.filename or _folder()))
        raise BookError([problem("cannot-write", place, f"cannot be written: {reason}", hint)]) from error


def _folder() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # none can be written to
        return "TMPDIR"
