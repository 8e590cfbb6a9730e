"""WeasyPrint is loaded without asking compilers where its libraries are, and without what it will hardly need.

It tries the names of other systems first; for each that is not there, cffi asks `ctypes.util.find_library`, which runs
ldconfig, gcc and ld: 54 processes. On Linux all that they could tell is a name that the loader finds by itself, and
those names are among the ones that WeasyPrint tries.

Of fontTools it calls what makes subsets where HarfBuzz cannot, and what makes an instance of a variable face. Loading
these takes a seventh of the time of loading WeasyPrint.
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from types import ModuleType
from typing import Any

_SELDOM_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")


@contextmanager
def _by_name_alone() -> Iterator[None]:
    """Let nobody be asked where libraries are."""
    original = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


class _Later(ModuleType):
    """A module that is loaded when something of it is called, which is all that can be done with it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by Python's own loading
            raise AttributeError(name)
        return lambda *values, **options: getattr(import_module(self.__name__), name)(*values, **options)


@contextmanager
def _later(*names: str) -> Iterator[None]:
    """Let these modules be loaded only when they are called by what is loaded in here."""
    missing = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(missing)
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


with _by_name_alone() if sys.platform.startswith("linux") else nullcontext(), _later(*_SELDOM_CALLED):
    import weasyprint  # noqa: F401
