"""The bodies of galleys wait on disk until they are bound."""

from dataclasses import dataclass, field, replace
from typing import BinaryIO

from studypress.pdf.typeset import Galley
from studypress.temporary import temporary_files


@dataclass(frozen=True, slots=True)
class Spool:
    """Where they wait."""

    file: BinaryIO
    """Empty at first."""
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, galley: Galley) -> Galley:
        """Take a galley's body in place of one of the same name. Gives the galley without its body."""
        with temporary_files():
            self._places[galley.name] = self.file.seek(0, 2), len(galley.body)
            self.file.write(galley.body)
            self.file.flush()  # before this process forks
        return replace(galley, body=b"")

    def body(self, galley: Galley) -> bytes:
        """The body of a galley that was put here last under its name."""
        start, length = self._places[galley.name]
        with temporary_files():
            self.file.seek(start)
            return self.file.read(length)
