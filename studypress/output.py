"""Writing a file: beside its place, then renamed into it, so that nothing half-written is ever seen."""

import os
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from studypress.problems import BookError, Place, UsageError, problem
from studypress.temporary import replacing
from studypress.wording import reason_of, said, verbatim

_UNIQUE = "????????.part"
"""How the names of files end that are being written, as `glob` has it."""


def write_whole(path: Path, data: Iterable[bytes | memoryview]) -> None:
    """Write pieces of `data` to `path`, or leave what was there as it was and raise BookError (`cannot-write`).

    A link is followed, and the permissions of what was there stay; a device or a pipe, such as `/dev/null`, is written
    to and stays what it is.
    """
    named = path
    try:
        if named.exists() and not named.is_file() and not named.is_dir():  # a link to a pipe leads to no path
            with named.open("wb") as file:
                file.writelines(data)
            return
        path = path.resolve()
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o666 & ~_umask()
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path, f".{path.name[:60]}.", ".part", mode) as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = reason_of(error) if isinstance(error, OSError) else verbatim(str(error))
        message = said("cannot be written: {reason}", reason=reason)
        hint = said(
            "Make room, allow writing there, or close the program that has the file open; -o puts a result elsewhere."
        )
        raise BookError([problem("cannot-write", Place(str(named)), message, hint)]) from error


_LONGEST_NAME = 160
"""Bytes; file systems have 255, and endings and what sets an edition apart follow."""


def file_name(words: str) -> str:
    """The words as the name of a file: what divides folders, or no system lets a name hold, is a hyphen."""
    name = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "-", words).lstrip(". ")
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(". ") or "book"


def is_part(file: Path) -> bool:
    """Whether a file is one that was being written when its program was killed."""
    return fnmatchcase(file.name, f".*.{_UNIQUE}")


_KINDS = frozenset((".pdf", ".epub", ".md", ".markdown", ".ipynb", ".txt", ".html", ".docx", ".toml", ".zip"))
"""Endings that say what a file is."""


def refuse_to_replace(output: Path, ending: str) -> None:
    """Raise UsageError when the output is a folder, or a file of another kind: it may be the author's only copy.

    Nor is a new file given the ending of another kind.
    """
    place = Place(str(output))
    if output.is_dir():
        hint = said("Name a file in it: -o {name}", name=str(output / f"book{ending}"))
        raise UsageError([problem("cannot-write", place, said("is a folder"), hint)])
    kind, other = ending[1:].upper(), output.suffix.lower()
    hint = said("Choose a name that ends in {ending}.", ending=ending)
    if output.is_file() and other != ending and output.stat().st_size:
        message = said("already exists and is not a {kind} file; it is not replaced", kind=kind)
        raise UsageError([problem("cannot-write", place, message, hint)])
    if other in _KINDS - {ending}:
        message = said("is not a name for a {kind} file", kind=kind)
        raise UsageError([problem("cannot-write", place, message, hint)])


def refuse_to_leave(output: Path) -> None:
    """Raise UsageError when a link leads a result that has the usual name out of the current folder.

    A stranger's folder may bring one, and the book's title is the stranger's too: it could replace any file.
    """
    try:
        stays = output.resolve().is_relative_to(Path.cwd())
    except (OSError, RuntimeError):  # links in a circle, before Python 3.13: told by who writes
        return
    if not stays:
        message = said("is a link that leads out of the current folder, where nothing is written unasked")
        hint = said("Delete the link, or name the file that is meant: -o {name}", name=str(output.resolve()))
        raise UsageError([problem("cannot-write", Place(str(output)), message, hint)])


def _umask() -> int:
    """Read the umask; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
