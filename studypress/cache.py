"""What was made is kept in `.studypress/` beside the manuscript, so that it need not be made again.

An entry is found by a key that says everything it was made from. It is signed with a key of this user's own, which is
kept with their other caches: a folder of notes may come from a stranger, and `.studypress/` with it. What is damaged,
half written or from elsewhere is not there.
"""

import contextlib
import hashlib
import hmac
import os
import pickle
import re
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studypress.pickling import pickled
from studypress.problems import BookError, Place, UsageError, problem
from studypress.temporary import replacing
from studypress.wording import reason_of, said

FOLDER = ".studypress"
MOST_BYTES = 400_000_000
"""What a folder may hold; beyond it the entries that were not used for the longest time go first."""

_SIGNATURE = 32
"""Bytes of HMAC-SHA-256 before each entry."""
_SECRET = 32
"""Bytes of a user's key."""
_NAME = re.compile(r"[0-9a-f]{64}|\..*\.new")
"""How an entry is called, and one that a program died over."""

_UNFINISHED = (".", ".new")
"""How the name of an entry begins and ends that is not whole."""


def key_of(*parts: str | bytes) -> str:
    """A name for what is made of these parts: 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """The entries of one manuscript."""

    root: Path
    """The manuscript's folder."""
    secret: bytes
    """Signs the entries."""

    def holds(self, kind: str, key: str) -> bool:
        """Whether there is an entry of this kind under a key; `find` may yet see that it is damaged."""
        return self._file(kind, key).is_file()

    def find(self, kind: str, key: str) -> bytes | None:
        """The entry of this kind that was kept under a key."""
        file = self._file(kind, key)
        try:
            if not (file.is_file() and self._inside(file)) or file.stat().st_size > MOST_BYTES:
                return None
            with file.open("rb") as entry:
                signature, body = entry.read(_SIGNATURE), entry.read()
        except OSError:
            return None
        with contextlib.suppress(OSError):  # where the folder may only be read
            os.utime(file)  # it was of use now
        wanted = self._unsigned(kind, key)
        wanted.update(body)
        return body if hmac.compare_digest(signature, wanted.digest()) else None

    def keep(self, kind: str, key: str, body: Iterable[bytes]) -> None:
        """Keep an entry, whole or not at all. Where the folder cannot be written to, nothing is kept, nor said.

        It comes in pieces: what is large is nowhere put together in memory.
        """
        file = self._file(kind, key)
        ignore = self.root / FOLDER / ".gitignore"
        if not self._inside(file) or not self._inside(ignore):
            return
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            if not ignore.exists():
                with replacing(ignore, *_UNFINISHED) as output:
                    output.write(b"*\n")
            with replacing(file, *_UNFINISHED) as output:
                output.write(bytes(_SIGNATURE))
                signature = self._unsigned(kind, key)
                for piece in body:
                    signature.update(piece)
                    output.write(piece)
                output.seek(0)
                output.write(signature.digest())

    def find_object(self, kind: str, key: str) -> Any:
        """The object of ours that was kept under a key; None when there is none."""
        data = self.find(kind, key)
        return pickle.loads(data) if data else None  # noqa: S301  # nothing else is read but what this user has signed

    def keep_object(self, kind: str, key: str, made: object) -> None:
        """Keep an object, as `keep` does."""
        self.keep(kind, key, [pickled(made)])

    def trim(self, most: int = MOST_BYTES) -> None:
        """Take out the entries that were of no use for the longest time, until what is left is small enough."""
        sizes = sorted(_entries(self.root / FOLDER), reverse=True)
        total = 0
        for _, size, file in sizes:
            total += size
            if total > most:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _file(self, kind: str, key: str) -> Path:
        return self.root / FOLDER / kind / key

    def _unsigned(self, kind: str, key: str) -> hmac.HMAC:
        """The signature of an entry that has no body yet."""
        return hmac.new(self.secret, b"\0".join((kind.encode(), key.encode(), b"")), "sha256")

    def _inside(self, file: Path) -> bool:
        """Whether a path is below the manuscript once symbolic links are followed."""
        try:
            return file.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):  # links that go round in a circle
            return False


def open_cache(root: Path, home: Path) -> Cache | None:
    """The cache of a manuscript; None when this user's own folder for caches, `home`, cannot hold its key."""
    try:
        return Cache(root, _secret(home / "key"))
    except OSError:
        return None


def clean(root: Path) -> bool:
    """Remove everything that is kept for a manuscript. Returns whether there was anything.

    Raises BookError when it cannot be removed, UsageError when there is no such folder.
    """
    if not root.exists():
        hint = said("Give a folder of Markdown files, or one .md file.")
        raise UsageError([problem("no-manuscript", Place(str(root)), said("There is no such file or folder."), hint)])
    folder = root / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return False
    try:
        shutil.rmtree(folder)
    except OSError as error:
        message = said("cannot be removed: {reason}", reason=reason_of(error))
        hint = said("Wait until nothing is built from these notes, or remove the folder yourself.")
        raise BookError([problem("cannot-write", Place(str(folder)), message, hint)]) from error
    return True


def _secret(file: Path) -> bytes:
    """The key of this user, made when there is none. Of two programs that make one at once, both take the first."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists() and file.stat().st_size != _SECRET:  # a power cut may leave it empty, and anyone could sign then
        file.unlink()
    if not file.exists():
        with contextlib.suppress(FileExistsError):
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # only its owner can read it
            with os.fdopen(handle, "wb") as output:
                output.write(secrets.token_bytes(_SECRET))
                output.flush()
                os.fsync(output.fileno())
    secret = file.read_bytes()
    if len(secret) != _SECRET:
        raise OSError(f"{file} is being written")  # by another program, at this moment
    return secret


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """What is kept: nothing but entries, whatever else a stranger's folder holds, and nothing behind a link."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for kind in folder.iterdir():
        if kind.is_symlink() or not kind.is_dir():
            continue
        for file in kind.iterdir():
            with contextlib.suppress(OSError):
                status = file.lstat()
                if stat.S_ISREG(status.st_mode) and _NAME.fullmatch(file.name):
                    yield status.st_mtime, status.st_size, file
