"""The bodies of parts wait on disk until they are bound: a book of 300 chapters has 60 MB of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import TracebackType

from studypress.pdf.typeset import Part
from studypress.problems import BookError, Place, problem


class Spool:
    """A file without a name, which is gone when its process is, however that ends."""

    def __init__(self) -> None:
        """Raises BookError, as `put` and `body` do, when the disk does not hold it."""
        with _told():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed by __exit__
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):  # it writes what could not be written
            self._file.close()

    def put(self, part: Part) -> Part:
        """Take a part's body in place of one of the same name. Gives what is known of the part, without its body."""
        with _told():
            self._places[part.name] = self._file.seek(0, 2), len(part.body)
            self._file.write(part.body)
            self._file.flush()  # before this process forks
        return replace(part, body=b"")

    def body(self, part: Part) -> bytes:
        """The body of a part that was put here last under its name."""
        start, length = self._places[part.name]
        with _told():
            self._file.seek(start)
            return self._file.read(length)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot hold the parts of a book: {error.strerror or type(error).__name__}"
        hint = "Make room there, or have the variable TMPDIR name another folder."
        raise BookError([problem("cannot-write", Place(tempfile.gettempdir()), message, hint)]) from error
