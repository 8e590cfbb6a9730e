"""What Python compiles whenever the program is loaded is compiled once for all runs, as Python does it with modules.

That is some 700 regular expressions of the program and its libraries (a computer language has up to 80 more), and the
methods that dataclasses get, of which there are a thousand: half of what loading takes without WeasyPrint. What comes
of each is kept in this user's folder for caches, for the very version of Python that made it. What is damaged or from
elsewhere is not there. Beside it are the tables that hyphenation is done by, which take as long to be read.
"""

import contextlib
import dataclasses
import marshal
import os
import re
import stat
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any

_Written = tuple[str | bytes, int]
"""An expression as it is written, and its flags; the source of methods, and `_SOURCE`."""
_Expression = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What Python's engine makes one of: flags, words of code, the count of groups, their numbers by name, and names."""
_Kept = dict[_Written, _Expression | CodeType]

_SOURCE = -1
"""What stands for flags where there are none."""
_WORD = "I"
"""The type of an array of words of code."""
_DIGEST = 32
"""Bytes of SHA-256 before what a file holds."""
_MOST = 6_000
"""Things in a file; it is begun again beyond, for many will be of earlier versions of the program."""

_files: list[Path] = []
"""Where they are kept: nowhere, or in one file."""


def keep_in(folder: Path | None) -> None:
    """Keep what is compiled in this folder from now on, or nowhere."""
    _files[:] = [folder / "compiled"] if folder and _is_known() else []


@contextmanager
def kept_compiled() -> Iterator[None]:
    """What is compiled in here, an earlier run has kept, or it is kept for the next."""
    if not _files:
        yield
        return
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    original = compiler.compile
    compiled = _Compiled(_read_once(_files[0]), {}, original)
    compiler.compile, _KNOWN_THERE["exec"] = compiled.expression, compiled.execute
    try:
        yield
    finally:
        compiler.compile = original
        _KNOWN_THERE.pop("exec", None)
        if compiled.new:
            _add(_files[0], compiled.new)


def kept_table(source: Path, read: Callable[[Path], dict[Any, Any]]) -> dict[Any, Any]:
    """What a library reads from a file of its own, in a way that takes long; numbers and words alone.

    It is in a file for itself, by the name of its source: few processes want it.
    """
    file = _files[0].with_name(f"compiled-{source.name}") if _files else None
    if not file:
        return read(source)
    digest = sha256(source.read_bytes()).digest()
    found: dict[Any, Any] | None = _read(file).get(digest)
    if found is None:
        found = read(source)
        with contextlib.suppress(ValueError):  # it holds something else
            _write(file, {digest: found})
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Compiled:
    """What is found, or compiled now."""

    kept: _Kept
    new: _Kept
    compile_anew: Callable[[Any, int], Any]
    """As `re` does for what is not kept."""

    def expression(self, pattern: Any, flags: int = 0) -> Any:
        """Stands in for `re`'s own compiler."""
        compiler: Any = re._compiler  # type: ignore[attr-defined]
        if type(pattern) not in (str, bytes) or flags & re.DEBUG:
            return self.compile_anew(pattern, flags)
        flags = int(flags)  # Python 3.13 has a zero of its own class, for none, which no file can hold
        found: Any = self.kept.get((pattern, flags))
        if found is None:
            found = _expression(compiler, pattern, flags)
            if not found[0] & re.LOCALE:
                self.kept[pattern, flags] = self.new[pattern, flags] = found
        given, code, *groups = found
        return compiler._sre.compile(pattern, given, list(array(_WORD, code)), *groups)

    def execute(self, source: str, *scopes: Any) -> None:
        """Stands in for `exec` in `dataclasses`, which writes a class its methods."""
        code: Any = self.kept.get((source, _SOURCE))
        if code is None:
            code = compile(source, "<string>", "exec", dont_inherit=True)
            self.kept[source, _SOURCE] = self.new[source, _SOURCE] = code
        exec(code, *scopes)  # noqa: S102 - as it would be


_KNOWN_THERE = vars(dataclasses)
"""The names that `dataclasses` knows, which it takes before Python's own."""


@cache
def _is_known() -> bool:
    """Whether Python compiles expressions as it did when this was written."""
    from studypress.library_seams import Seam

    compiler = getattr(re, "_compiler", None)
    return compiler is not None and Seam(compiler, "compile", "0abaabe8e589").is_known()


def _expression(compiler: Any, pattern: str | bytes, flags: int) -> _Expression:
    """What Python's compiler hands to its engine."""
    parsed = compiler._parser.parse(pattern, flags)
    state, code = parsed.state, compiler._code(parsed, flags)
    names = {number: name for name, number in state.groupdict.items()}
    in_order = tuple(names.get(number) for number in range(state.groups))
    return int(flags | state.flags), array(_WORD, code).tobytes(), state.groups - 1, dict(state.groupdict), in_order


# --- The file -------------------------------------------------------------------------------------------------


@cache
def _read_once(file: Path) -> _Kept:
    """What a file holds, and what is compiled meanwhile."""
    return _read(file)


def _read(file: Path) -> dict[Any, Any]:
    """What a file holds; nothing where it is damaged, another's, or was written by another Python."""
    try:
        data = file.read_bytes() if _is_ours(file) else b""
    except OSError:
        return {}
    if data[:_DIGEST] != sha256(data[_DIGEST:]).digest():
        return {}
    version, kept = marshal.loads(memoryview(data)[_DIGEST:])  # noqa: S302  # our own, by _is_ours
    return dict(kept) if version == sys.version else {}


def _is_ours(file: Path) -> bool:
    """Whether a file is one that nobody but this user can have written: what it holds is run."""
    status = file.stat()
    own = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    return own and stat.S_ISREG(status.st_mode)  # a pipe is not waited for


def _add(file: Path, new: _Kept) -> None:
    """Keep things beside those that are there."""
    kept = _read(file) | new
    _write(file, kept if len(kept) <= _MOST else new)


def _write(file: Path, kept: dict[Any, Any]) -> None:
    """Keep these in a file; silently not where that cannot be."""
    from studypress.temporary import replacing

    data = marshal.dumps((sys.version, kept))
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(file, ".", ".new") as output:
            output.write(sha256(data).digest() + data)
