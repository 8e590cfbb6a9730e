"""Where the program's own files are, beside the package in a checkout, inside it when installed; this user's caches."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder `templates`, `fonts` or `images` of the program."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def user_cache() -> Path | None:
    """The folder for this user's caches, where one is known."""
    try:
        system = {"darwin": Path.home() / "Library" / "Caches", "win32": Path.home() / "AppData" / "Local"}
        given = Path(os.environ.get("XDG_CACHE_HOME", ""))
        usual = system.get(sys.platform, Path.home() / ".cache")
        found = given if given.is_absolute() else usual  # a relative one is to be ignored (XDG)
        return found / "studypress" if found.is_absolute() else None  # or a folder of notes could bring it along
    except RuntimeError:  # this user has no folder at all
        return None


@contextmanager
def given_home() -> Iterator[None]:
    """Give a user who has no folder the name of one meanwhile: ziafont asks for it when it is loaded, to find faces.

    Such is the user of a container that is run under a number it does not know.
    """
    try:
        Path.home()
    except RuntimeError:
        os.environ["HOME"] = "/nonexistent"  # as Debian calls it for those who have none
        try:
            yield
        finally:
            del os.environ["HOME"]
    else:
        yield
