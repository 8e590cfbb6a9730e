"""Regular expressions are compiled once for all runs, as Python does it with modules.

The program and its libraries have some 700, and compiling them takes a quarter of the time that loading takes; a
computer language has up to 80 more. What comes of each is kept beside this user's other caches, for the very version of
Python that made it. What is damaged or from elsewhere is not there.
"""

import contextlib
import marshal
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from studypress.cache import written
from studypress.seams import Seam

_Written = tuple[str | bytes, int]
"""An expression as it is written, and its flags."""
_Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What Python's engine makes one of: flags, words of code, the count of groups, their numbers by name, and names."""

_WORD = "I"
"""The type of an array of words of code."""
_DIGEST = 32
"""Bytes of SHA-256 before what a file holds."""
_MOST = 4_000
"""Expressions in a file; it is begun again beyond, for many will be of earlier versions of the program."""

_files: list[Path] = []
"""Where they are kept: nowhere, or in one file."""


def keep_in(folder: Path | None) -> None:
    """Keep expressions in this folder from now on, or nowhere."""
    _files[:] = [folder / "patterns"] if folder and _is_known() else []


@contextmanager
def kept_patterns() -> Iterator[None]:
    """What is compiled in here, an earlier run has kept, or it is kept for the next."""
    if not _files:
        yield
        return
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    engine, compile_anew = compiler._sre, compiler.compile
    kept, new = _read_once(_files[0]), dict[_Written, _Compiled]()

    def find(pattern: Any, flags: int = 0) -> Any:
        if not isinstance(pattern, str | bytes) or flags & re.DEBUG:
            return compile_anew(pattern, flags)
        found = kept.get((pattern, flags))
        if found is None:
            found = _compiled(compiler, pattern, flags)
            if not found[0] & re.LOCALE:
                kept[pattern, flags] = new[pattern, flags] = found
        given, code, *groups = found
        return engine.compile(pattern, given, list(array(_WORD, code)), *groups)

    compiler.compile = find
    try:
        yield
    finally:
        compiler.compile = compile_anew
        if new:
            _write(_files[0], new)


def _is_known() -> bool:
    """Whether Python compiles expressions as it did when this was written."""
    compiler = getattr(re, "_compiler", None)
    return compiler is not None and Seam(compiler, "compile", "0abaabe8e589").is_known()


def _compiled(compiler: Any, pattern: str | bytes, flags: int) -> _Compiled:
    """What Python's compiler hands to its engine."""
    parsed = compiler._parser.parse(pattern, flags)
    state, code = parsed.state, compiler._code(parsed, flags)
    names = {number: name for name, number in state.groupdict.items()}
    in_order = tuple(names.get(number) for number in range(state.groups))
    return int(flags | state.flags), array(_WORD, code).tobytes(), state.groups - 1, dict(state.groupdict), in_order


# --- The file -------------------------------------------------------------------------------------------------


@cache
def _read_once(file: Path) -> dict[_Written, _Compiled]:
    """The expressions in a file, and those that are compiled meanwhile."""
    return _read(file)


def _read(file: Path) -> dict[_Written, _Compiled]:
    """The expressions in a file; none where it is damaged, or was written by another Python."""
    try:
        data = file.read_bytes() if file.is_file() else b""  # a pipe is not waited for
    except OSError:
        return {}
    if data[:_DIGEST] != sha256(data[_DIGEST:]).digest():
        return {}
    version, kept = marshal.loads(data[_DIGEST:])  # noqa: S302  # our own, in a folder that is this user's alone
    return kept if version == sys.version else {}


def _write(file: Path, new: dict[_Written, _Compiled]) -> None:
    """Keep expressions beside those that are there; silently not where that cannot be."""
    kept = _read(file) | new
    data = marshal.dumps((sys.version, kept if len(kept) <= _MOST else new))
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written(file) as output:
            output.write(sha256(data).digest() + data)
