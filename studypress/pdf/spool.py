"""The bodies of parts wait on disk until they are bound: a book of 300 chapters has 60 MB of them."""

import contextlib
import tempfile
from dataclasses import replace
from types import TracebackType

from studypress.pdf.temporary import temporary_files
from studypress.pdf.typeset import Part


class Spool:
    """A file without a name, which is gone when its process is, however that ends."""

    def __init__(self) -> None:
        with temporary_files():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed by __exit__
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with contextlib.suppress(OSError):  # what could not be written is told, and tried again here
            self._file.close()

    def put(self, part: Part) -> Part:
        """Take a part's body in place of one of the same name. Gives what is known of the part, without its body."""
        self._places[part.name] = self._file.seek(0, 2), len(part.body)
        with temporary_files():
            self._file.write(part.body)
            self._file.flush()  # before this process forks
        return replace(part, body=b"")

    def body(self, part: Part) -> bytes:
        """The body of a part that was put here last under its name."""
        start, length = self._places[part.name]
        with temporary_files():
            self._file.seek(start)
            return self._file.read(length)
