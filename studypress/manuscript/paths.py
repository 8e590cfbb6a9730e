"""The files below a manuscript's folder: which may belong to it, and which one an author means by a name."""

import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff")
"""How the names of pictures end, in small letters."""
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")
_OF_PROGRAMS = frozenset(
    {"dist", "node_modules", "_book", "_build", "_site", "_freeze", "site-packages", "venv", "__pycache__"}
)
"""Folders of results, which hold copies of the book's own files, and of packages."""
_COPIES = ("logseq", "config.edn")
"""A folder of settings, and what makes it one: Logseq keeps in it what pages were before."""
MOST_FILES = 100_000
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
    return islice((str(folder / name) for folder, _, files in folders_below(root) for name in files), MOST_FILES)


def size_of(root: Path, names: Iterable[str]) -> int:
    """The bytes of files together, by their paths from `root`; one that is not there has none."""
    return sum(file.stat().st_size for name in names if (file := root / name).is_file())


def file_inside(root: Path, base: str, target: str) -> Path | None:
    """Find the file that `target` means in the file `base`, a path below `root`; it need not exist.

    Percent signs are decoded, query and fragment dropped, and the backslashes of Windows read as slashes. None for a
    web address, and for whatever lies outside `root` once symbolic links and `..` are followed.
    """
    target = target.strip().replace("\\", "/")
    if is_elsewhere(target):
        return None
    plain = unquote(re.split(r"[?#]", target, maxsplit=1)[0]) or PurePosixPath(base).name
    # A name such as `C#.png` is seldom written with its percent sign: the name as typed counts when the file is there.
    found = [below(root, PurePosixPath(base).parent / name) for name in (plain, target)]
    return found[1] if found[1] and found[1].is_file() else found[0]


def is_elsewhere(target: str) -> bool:
    """Tell whether a link leads to the web, to mail, or anywhere else that is no file beside it."""
    return _SCHEME.match(target) is not None


def below(root: Path, name: PurePosixPath | str) -> Path | None:
    """Find a file by its path below `root`; None for one that is outside once links and `..` are followed."""
    try:
        file = (root / name).resolve()
        with suppress(FileNotFoundError, NotADirectoryError):
            file.stat()  # a name too long for the disk, or with a NUL, is found out here
    except (OSError, RuntimeError, ValueError):  # RuntimeError: symbolic links in a circle, before Python 3.13
        return None
    return file if file.is_relative_to(root.resolve()) else None


def plain_name(name: str) -> str:
    """Write a listed name as the folder has it: `./part/../a.md` is `a.md`, and so is a name with backslashes."""
    return posixpath.normpath(name.replace("\\", "/"))


@dataclass(frozen=True, slots=True)
class Spellings:
    """Finds files below a folder that are spelt a little otherwise, as macOS and Windows do. Folders are read once."""

    root: Path
    """Without symbolic links."""
    _names: dict[Path, dict[str, str]] = field(default_factory=dict)

    def find(self, name: PurePosixPath | str) -> Path | None:
        """The file whose path differs in the case or the composition of letters alone, if at all."""
        found = self.root
        for part in PurePosixPath(name).parts:
            spelt = part if (found / part).exists() else self._names_in(found).get(_folded(part), "")
            if not spelt:
                return None
            found /= spelt
        return found if found.is_file() and found.resolve().is_relative_to(self.root) else None

    def _names_in(self, folder: Path) -> dict[str, str]:
        """What a folder holds, by its name in small letters; of two that are alike the first."""
        if folder not in self._names:
            try:
                names = sorted(entry.name for entry in folder.iterdir())
            except OSError:
                names = []
            self._names[folder] = {_folded(name): name for name in reversed(names)}
        return self._names[folder]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
