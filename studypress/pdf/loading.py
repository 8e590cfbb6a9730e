"""WeasyPrint is loaded without asking compilers where its libraries are.

It tries the names of other systems first; for each that is not there, cffi asks `ctypes.util.find_library`, which runs
ldconfig, gcc and ld: 54 processes. On Linux all that they could tell is a name that the loader finds by itself, and
those names are among the ones that WeasyPrint tries.
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _by_name_alone() -> Iterator[None]:
    """Let nobody be asked where libraries are."""
    original = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


if sys.platform.startswith("linux"):
    with _by_name_alone():
        import weasyprint.text.ffi  # noqa: F401
