"""A whole result is kept with a receipt: every file that was read for it, and the names of all that were there.

Where nothing has changed since, it is delivered again, in a tenth of the time that the program takes to start. What was
read is told by Python itself (`sys.addaudithook`), so that no reader can forget to say so.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

from studypress.cache import FOLDER, Cache, key_of, open_cache
from studypress.fingerprint import fingerprint
from studypress.output import refuse_to_leave, refuse_to_replace, write_whole
from studypress.problems import problem_from
from studypress.request import Request, Result

_KIND = "books"
_NOT_LOOKED_INTO = frozenset({FOLDER, ".git"})
_OF_NO_EFFECT = frozenset({"output", "jobs", "home", "timestamp"})
"""What a request says that does not change the result; a time that was asked for does."""
_CLOCK = 10_000_000
"""Nanoseconds that the clock of a file system may be behind."""
_MOST_NAMES = 20_000
"""Files in a folder from which looking at all of them takes longer than it saves."""


def deliver_again(request: Request) -> Result | None:
    """Write the result of an earlier build of the same request, if nothing that it was made from has changed.

    Raises what writing it raises.
    """
    root, cache = _root_and_cache(request)
    names = _names(root) if cache else None
    data = cache.find(_KIND, _key(request, names)) if cache and names is not None else None
    if data is None:
        return None
    end = data.index(b"\n")
    receipt = json.loads(data[:end].decode("utf-8", "surrogatepass"))
    if any(_digest(root / name) != digest for name, digest in receipt["read"].items()):
        return None
    path = request.output or Path(receipt["output"])
    refuse_to_replace(path, Path(receipt["output"]).suffix)
    if not request.output:
        refuse_to_leave(path)
    write_whole(path, [memoryview(data)[end + 1 :]])
    problems = [problem_from(found) for found in receipt["problems"]]
    return Result((path,), problems, **{name: receipt[name] for name in _COUNTS})


_COUNTS = tuple(part.name for part in fields(Result) if part.name not in ("files", "problems"))


@dataclass(frozen=True, slots=True)
class Made:
    """A result that is not written yet."""

    result: Result
    default: Path
    """Where it goes when the request does not say."""
    data: Iterable[bytes]
    """What it holds, in pieces."""
    sure: bool = True
    """Whether building again would give the same result."""


@dataclass
class Witness:
    """Sees what a build reads."""

    request: Request
    opened: set[str] = field(default_factory=set)
    names: set[str] | None = None
    """Every file that was there when it began; None when they are too many."""
    began: int = 0
    """Nanoseconds since 1970."""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """See what is read from now on."""
        self.names, self.began = _names(self.request.folder.resolve()), time.time_ns()
        _watch(self.opened)
        try:
            yield
        finally:
            _watched[:] = [opened for opened in _watched if opened is not self.opened]

    def keep(self, made: Made) -> None:
        """Keep a result, unless anything changed meanwhile, or it is not sure to come out so again."""
        root, cache = _root_and_cache(self.request)
        if cache is None:
            return
        read = {name: _digest(root / name) for name in _inside(self.opened, root)}
        ours = {str(file.resolve()) for file in made.result.files}
        now = _names(root) if read else None
        unchanged = now is not None and self.names is not None and now ^ self.names <= ours
        if made.sure and now is not None and unchanged and self._lasting(root, read):
            known = asdict(replace(made.result, files=())) | {"read": read, "output": str(made.default)}
            del known["files"]
            line = json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")
            cache.keep(_KIND, _key(self.request, now), chain([line + b"\n"], made.data))
        cache.trim()

    def _lasting(self, root: Path, read: Iterable[str]) -> bool:
        """Whether no file was written to, nor put in its place, since the build began."""
        try:
            changes = [(root / name).stat() for name in read]
        except OSError:
            return False
        return all(max(change.st_mtime_ns, change.st_ctime_ns) < self.began - _CLOCK for change in changes)


def _root_and_cache(request: Request) -> tuple[Path, Cache | None]:
    root = request.folder.resolve()
    return root, open_cache(root, request.home) if request.home and root.is_dir() else None


def _key(request: Request, names: set[str]) -> str:
    """A request, the program, and the names of all files that are there: one that is new may change what is found."""
    asked = [f"{part.name}={getattr(request, part.name)}" for part in fields(Request) if part.name not in _OF_NO_EFFECT]
    if request.dated:
        asked.append(str(request.timestamp))
    left_out = {str(request.output.resolve())} if request.output else set[str]()
    return key_of(fingerprint(), *asked, "", *sorted(names - left_out))


def _names(root: Path) -> set[str] | None:
    """Every file below a folder, and where links lead; None when they are too many to be worth it."""
    found: set[str] = set()
    for folder, folders, files in os.walk(root):
        folders[:] = set(folders) - _NOT_LOOKED_INTO
        for name in (*files, *folders):
            path = os.path.join(folder, name)  # noqa: PTH118  # ten times as fast as Path, for folders of thousands
            found.add(f"{path} {_target(path)}" if os.path.islink(path) else path)  # noqa: PTH114
        if len(found) > _MOST_NAMES:
            return None
    return found


def _target(link: str) -> str:
    """Where a link leads; nowhere when it has just gone, or may not be read, as those of `/proc`."""
    try:
        return os.readlink(link)  # noqa: PTH115  # as above
    except OSError:
        return ""


def _inside(opened: Iterable[str], root: Path) -> Iterator[str]:
    for name in sorted(opened):
        path = Path(name).absolute()
        if path.is_relative_to(root) and path.is_file() and not path.is_relative_to(root / FOLDER):
            yield path.relative_to(root).as_posix()


def _digest(file: Path) -> str:
    """The digest of what a file holds; empty when it cannot be read, or is none."""
    try:
        return key_of(file.read_bytes()) if file.is_file() else ""
    except OSError:
        return ""


# --- Watching -------------------------------------------------------------------------------------------------

_watched: list[set[str]] = []
_hooked: list[bool] = []


def _watch(opened: set[str]) -> None:
    """Have the names of all files that are opened from now on put into a set."""
    _watched.append(opened)
    if not _hooked:
        sys.addaudithook(_on_event)  # for the life of the process: there is no way to take one away
        _hooked.append(True)


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watched and isinstance(arguments[0], str | bytes | os.PathLike):
        name = os.fsdecode(arguments[0])
        for opened in _watched:
            opened.add(name)
