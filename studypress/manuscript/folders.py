"""What lies below a manuscript's folder and may belong to it: not what is hidden, nor what programs put there."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

_OF_PROGRAMS = frozenset(
    {"dist", "node_modules", "_book", "_build", "_site", "_freeze", "site-packages", "venv", "__pycache__"}
)
"""Folders of results, which hold copies of the book's own files, and of packages."""
_COPIES = ("logseq", "config.edn")
"""A folder of settings, and what makes it one: Logseq keeps in it what pages were before."""
_MOST = 100_000
"""So many files are looked at when one is looked for; a folder with more is no manuscript."""


def folders_below(
    root: Path, unreadable: Callable[[OSError], None] | None = None
) -> Iterator[tuple[PurePosixPath, list[str], list[str]]]:
    """A folder and those below it, links not followed: the path of each from `root`, its folders and its files."""
    for folder, folders, files in os.walk(root, onerror=unreadable):
        left_out = {_COPIES[0]} if Path(folder, *_COPIES).is_file() else frozenset()
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in _OF_PROGRAMS | left_out)
        inside = PurePosixPath(os.path.relpath(folder, root).replace(os.sep, "/"))
        yield inside, folders, sorted(name for name in files if name[0] != ".")


def files_below(root: Path) -> Iterator[str]:
    """The files that may be meant where one is named: their paths from `root`."""
    return islice((str(folder / name) for folder, _, files in folders_below(root) for name in files), _MOST)
