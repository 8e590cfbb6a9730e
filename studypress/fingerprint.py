"""What the program is made of, as one word: what is kept was made by this very program, or is made again."""

import os
import shutil
import site
import sys
from functools import cache
from pathlib import Path

from studypress.cache import key_of
from studypress.resources import resource_folder

_LARGE = 1_000_000
"""Bytes from which a file (a face) is known by its size and date, and not by its content."""


@cache
def fingerprint() -> str:
    """Sources, templates, faces and pictures of the program; versions of Python, its libraries and the system's."""
    folders = [Path(__file__).parent, *(resource_folder(name) for name in ("templates", "fonts", "images"))]
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    parts = [_of(file) for file in files if file.suffix not in (".pyc", ".md")]
    return key_of(sys.version, *_libraries(), *_system(), *parts)


def _of(file: Path) -> bytes:
    status = file.stat()
    if status.st_size > _LARGE:
        return os.fsencode(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return os.fsencode(file.name) + b"\0" + file.read_bytes()


def _libraries() -> list[str]:
    """Names and versions, which are those of folders: asking each library would take a tenth of a second."""
    folders = {*site.getsitepackages(), site.getusersitepackages()} & set(sys.path)
    return sorted(
        found.name for folder in folders if Path(folder).is_dir() for found in Path(folder).glob("*.dist-info")
    )


def _system() -> list[str]:
    """Where a new library of the system's, such as Pango, leaves a trace, and the programs that draw."""
    traces = [Path("/etc/ld.so.cache"), Path("/opt/homebrew/Cellar/pango"), Path("/usr/local/Cellar/pango")]
    traces += [Path(found) for found in [shutil.which("dot")] if found]
    return [f"{trace} {trace.stat().st_mtime_ns}" for trace in traces if trace.exists()]
