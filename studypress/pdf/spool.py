"""The bodies of parts wait on disk until they are bound."""

from dataclasses import dataclass, field, replace
from typing import BinaryIO

from studypress.pdf.typeset import Part
from studypress.temporary import temporary_files


@dataclass(frozen=True, slots=True)
class Spool:
    """Where they wait."""

    file: BinaryIO
    """Empty at first."""
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, part: Part) -> Part:
        """Take a part's body in place of one of the same name. Gives what is known of the part, without its body."""
        with temporary_files():
            self._places[part.name] = self.file.seek(0, 2), len(part.body)
            self.file.write(part.body)
            self.file.flush()  # before this process forks
        return replace(part, body=b"")

    def body(self, part: Part) -> bytes:
        """The body of a part that was put here last under its name."""
        start, length = self._places[part.name]
        with temporary_files():
            self.file.seek(start)
            return self.file.read(length)
