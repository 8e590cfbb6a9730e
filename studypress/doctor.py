"""What the program needs from the machine it runs on: found or not, which version, what for, how to get it."""

import contextlib
import ctypes
import ctypes.util
import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from studypress.resources import resource_folder


@dataclass(frozen=True, slots=True)
class Need:
    """A thing outside the program."""

    name: str
    purpose: str
    """What it is for, in a few words."""
    look: Callable[[], str]
    """Returns its version; "" when it is not found, and `!` with what is wrong when it is there but of no use."""
    remedies: dict[str, str]
    """How to get it, by system: a key of `_SYSTEMS`, or "" for all others."""
    required: bool = True
    """Whether nothing can be made without it."""


def main() -> int:
    """Print the report where the packages that `cli` needs are missing as well. Nothing here needs a package."""
    words, complete = report()
    sys.stdout.write(f"{words}\n")
    return 0 if complete else 1


def libraries_found() -> bool:
    """Whether the shared libraries that WeasyPrint loads are there; `scripts/setup.sh` asks, before it makes .venv."""
    return all((_pango(), _harfbuzz(), _subsetter()))


def report() -> tuple[str, bool]:
    """Look for everything. Returns the report, and whether all that is required was found."""
    lines = []
    complete = True
    system = _system()
    _typesetter()  # on Windows, its import makes known where WEASYPRINT_DLL_DIRECTORIES has the libraries
    for need in NEEDS:
        seen = need.look()
        found = seen != "" and not seen.startswith("!")
        missing = f"of no use ({seen[1:]})" if seen else "missing" if need.required else "not found (optional)"
        lines.append(f"{need.name}: {f'found {seen}' if found else missing}, {need.purpose}")
        if not found:
            remedy = need.remedies.get(system, need.remedies.get("", ""))
            lines.append(f"  get it: {remedy}")
            complete = complete and not need.required
    return "\n".join(lines), complete


# --- Looking --------------------------------------------------------------------------------------------------


def _python() -> str:
    return platform.python_version() if sys.version_info >= (3, 11) else f"!{platform.python_version()}"


def _library(names: tuple[str, ...], version_function: str) -> str:
    """Load a shared library as WeasyPrint will, and ask its version."""
    for name in names:
        try:
            ask = getattr(ctypes.CDLL(name), version_function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return str((ask() or b"").decode("ascii", "replace"))
    return ""


def _has(names: tuple[str, ...], function: str) -> bool:
    """Whether a shared library loads, and has a function."""
    for name in names:
        with contextlib.suppress(OSError):
            return hasattr(ctypes.CDLL(name), function)
    return False


def _names(stem: str, number: str) -> tuple[str, ...]:
    """Name a library as Linux, macOS and Windows do."""
    found = ctypes.util.find_library(f"{stem}-{number}") or ctypes.util.find_library(stem)
    names = (f"lib{stem}.so.0", f"lib{stem}-{number}.so.0", f"lib{stem}-{number}.0.dylib", f"lib{stem}.0.dylib")
    return (*([found] if found else []), *names, f"lib{stem}-{number}-0.dll", f"lib{stem}-0.dll")


def _pango() -> str:
    """The version, where its part that reads fonts is there too; in Debian that is a package of its own."""
    reads_fonts = _has(_names("pangoft2", "1.0"), "pango_fc_font_map_config_changed")
    return _library(_names("pango", "1.0"), "pango_version_string") if reads_fonts else ""


def _harfbuzz() -> str:
    return _library(_names("harfbuzz", "0.0"), "hb_version_string")


def _subsetter() -> str:
    """HarfBuzz's subsetter carries no version of its own; that of HarfBuzz, where it is there."""
    return _harfbuzz() if _has(_names("harfbuzz-subset", "0.0"), "hb_subset_or_fail") else ""


def _typesetter() -> str:
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints advice of its own there
            import_module("studypress.pdf")
    except ModuleNotFoundError:
        return ""
    except OSError as error:
        return f"!{str(error).splitlines()[0]}"
    return version("weasyprint")


def _fonts() -> str:
    """Compare the faces with the sums that were taken when they were made."""
    folder = resource_folder("fonts")
    try:
        sums = re.findall(r"^([0-9a-f]{64}) [ *](.+)$", (folder / "SHA256SUMS").read_text(encoding="utf8"), re.M)
    except (OSError, ValueError):
        sums = []
    if not sums:
        return ""
    bad = [name for digest, name in sums if _digest(folder / name) != digest]
    return f"!{', '.join(bad)} missing or changed" if bad else f"{len(sums)} faces"


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _program(name: str, option: str) -> str:
    """Run a program for its version; the first number with a dot in what it says."""
    path = shutil.which(name)
    if path is None:
        return ""
    try:
        said = subprocess.run(  # noqa: S603 - a name of ours, found on the PATH
            [path, option], capture_output=True, text=True, errors="replace", timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    number = re.search(r"\d+(\.[\w.]+)+|\d+", said.stderr + said.stdout)
    return number[0] if number else "of an unknown version"


# --- Systems --------------------------------------------------------------------------------------------------

_SYSTEMS = {"debian": "apt-get", "fedora": "dnf", "arch": "pacman"}
"""The package manager that tells each Linux."""


def _system() -> str:
    if os.name == "nt":
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    return next((name for name, manager in _SYSTEMS.items() if shutil.which(manager)), "")


_MSYS2 = "install MSYS2, there run `pacman -S mingw-w64-ucrt-x86_64-pango`, and set WEASYPRINT_DLL_DIRECTORIES"
_PANGO = {
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango harfbuzz",
    "arch": "sudo pacman -S pango harfbuzz",
    "macos": "brew install pango python3, then remove .venv and: make setup (to keep a Python that is not Homebrew's: "
    "export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib)",
    "windows": rf"{_MSYS2}=C:\msys64\ucrt64\bin",
    "": "install Pango 1.44 or newer and HarfBuzz",
}
_JAVA = {
    "debian": "sudo apt-get install default-jre-headless",
    "fedora": "sudo dnf install java-latest-openjdk-headless",
    "arch": "sudo pacman -S jre-openjdk-headless",
    "macos": 'brew install openjdk, then: export PATH="$(brew --prefix openjdk)/bin:$PATH"',
    "windows": "winget install EclipseAdoptium.Temurin.21.JRE",
    "": "install a Java runtime",
}
_DOT = {
    "debian": "sudo apt-get install graphviz",
    "fedora": "sudo dnf install graphviz",
    "arch": "sudo pacman -S graphviz",
    "macos": "brew install graphviz",
    "windows": "winget install Graphviz.Graphviz",
    "": "install Graphviz",
}
_POPPLER = {
    "debian": "sudo apt-get install poppler-utils",
    "fedora": "sudo dnf install poppler-utils",
    "arch": "sudo pacman -S poppler",
    "macos": "brew install poppler",
    "windows": "in MSYS2 run `pacman -S mingw-w64-ucrt-x86_64-poppler`, and add its folder bin to PATH",
    "": "install Poppler",
}
_PYTHON = {
    "windows": "winget install Python.Python.3.13",
    "": "install Python 3.11 or newer, then: make setup",
}
_PACKAGES = {
    "windows": r"py -m venv .venv, then: .venv\Scripts\python -m pip install -r requirements.lock",
    "": "make setup",
}

NEEDS = (
    Need("Python", "runs the program (3.11 or newer)", _python, _PYTHON),
    Need("Pango", "sets the lines of the PDF", _pango, _PANGO),
    Need("HarfBuzz", "shapes the letters", _harfbuzz, _PANGO),
    Need("HarfBuzz subsetter", "keeps the fonts in the PDF small", _subsetter, _PANGO),
    Need("WeasyPrint", "sets the pages", _typesetter, _PACKAGES),
    Need("fonts", "the faces of every page", _fonts, {"": "git checkout fonts, or: fonts/make_fonts.py"}),
    Need("dot", "draws Graphviz figures", lambda: _program("dot", "-V"), _DOT, required=False),
    Need("Java", "runs EPUBCheck in the tests", lambda: _program("java", "-version"), _JAVA, required=False),
    Need("Poppler", "reads PDFs in the tests", lambda: _program("pdftotext", "-v"), _POPPLER, required=False),
)
"""In the order they are reported."""
