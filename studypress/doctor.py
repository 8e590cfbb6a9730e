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
from studypress.wording import Sentence, counted, joined, said, verbatim


@dataclass(frozen=True, slots=True)
class Need:
    """A thing outside the program."""

    name: str
    purpose: Sentence
    """What it is for, in a few words."""
    look: Callable[[], str | Sentence]
    """Returns its version, or "" when it is not found. Raises OfNoUseError."""
    remedies: dict[str, Sentence]
    """How to get it, by system: a key of `_SYSTEMS`, or "" for all others."""
    required: bool = True
    """Whether nothing can be made without it."""


class OfNoUseError(Exception):
    """A thing that is there, but of no use."""

    def __init__(self, fault: Sentence) -> None:
        super().__init__(fault)
        self.fault = fault
        """What is wrong with it."""


def run() -> int:
    """Print the report where the packages that `cli` needs are missing as well. Nothing here needs a package."""
    words, complete = report(str)
    sys.stdout.write(f"{words}\n")
    return 0 if complete else 1


def libraries_found() -> bool:
    """Whether the shared libraries that WeasyPrint loads are there; `scripts/setup.sh` asks, before it makes .venv."""
    return all((_pango(), _harfbuzz(), _subsetter()))


def report(say: Callable[[Sentence], str]) -> tuple[str, bool]:
    """Look for everything. Returns the report, and whether all that is required was found."""
    lines = []
    complete = True
    system = _system()
    with contextlib.suppress(OfNoUseError):
        _typesetter()  # on Windows, its import makes known where WEASYPRINT_DLL_DIRECTORIES has the libraries
    for need in NEEDS:
        found, state = _state(need)
        lines.append(say(said("{name}: {state}, {purpose}", name=need.name, state=state, purpose=need.purpose)))
        if not found:
            remedy = need.remedies.get(system) or need.remedies[""]
            lines.append(say(said("  get it: {remedy}", remedy=remedy)))
            complete = complete and not need.required
    return "\n".join(lines), complete


def _state(need: Need) -> tuple[bool, Sentence]:
    """Whether a thing is found and of use, and how it is."""
    try:
        seen = need.look()
    except OfNoUseError as error:
        return False, said("unusable ({fault})", fault=error.fault)
    if seen:
        return True, said("found {version}", version=seen)
    return False, said("missing") if need.required else said("not found (optional)")


# --- Looking --------------------------------------------------------------------------------------------------


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
        raise OfNoUseError(verbatim(str(error).splitlines()[0])) from None
    return version("weasyprint")


def _fonts() -> str | Sentence:
    """Compare the faces with the sums that were taken when they were made."""
    folder = resource_folder("fonts")
    try:
        sums = re.findall(r"^([0-9a-f]{64}) [ *](.+)$", (folder / "SHA256SUMS").read_text(encoding="utf8"), re.M)
    except (OSError, ValueError):
        sums = []
    if not sums:
        return ""
    bad = [name for digest, name in sums if _digest(folder / name) != digest]
    if bad:
        raise OfNoUseError(said("{names} missing or changed", names=joined(bad)))
    return counted(len(sums), "{number} face", "{number} faces")


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _program(name: str, option: str) -> str | Sentence:
    """Run a program for its version; the first number with a dot in what it says."""
    path = shutil.which(name)
    if path is None:
        return ""
    try:
        answer = subprocess.run(  # noqa: S603 - a name of ours, found on the PATH
            [path, option], capture_output=True, text=True, errors="replace", timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    number = re.search(r"\d+(\.[\w.]+)+|\d+", answer.stderr + answer.stdout)
    return number[0] if number else said("of an unknown version")


# --- Systems --------------------------------------------------------------------------------------------------

_SYSTEMS = {"debian": "apt-get", "fedora": "dnf", "arch": "pacman"}
"""The package manager that tells each Linux."""


def _system() -> str:
    if os.name == "nt":
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    return next((name for name, manager in _SYSTEMS.items() if shutil.which(manager)), "")


_PANGO = {
    "debian": verbatim("sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    "fedora": verbatim("sudo dnf install pango harfbuzz"),
    "arch": verbatim("sudo pacman -S pango harfbuzz"),
    "macos": said(
        "brew install pango python3, then remove .venv and: make setup "
        "(to keep a Python that is not Homebrew's: {export})",
        export="export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib",
    ),
    "windows": said(
        "install MSYS2, there run `pacman -S mingw-w64-ucrt-x86_64-pango`, and set {variable}",
        variable=r"WEASYPRINT_DLL_DIRECTORIES=C:\msys64\ucrt64\bin",
    ),
    "": said("install Pango 1.44 or newer and HarfBuzz"),
}
_JAVA = {
    "debian": verbatim("sudo apt-get install default-jre-headless"),
    "fedora": verbatim("sudo dnf install java-latest-openjdk-headless"),
    "arch": verbatim("sudo pacman -S jre-openjdk-headless"),
    "macos": said("brew install openjdk, then: {export}", export='export PATH="$(brew --prefix openjdk)/bin:$PATH"'),
    "windows": verbatim("winget install EclipseAdoptium.Temurin.21.JRE"),
    "": said("install a Java runtime"),
}
_DOT = {
    "debian": verbatim("sudo apt-get install graphviz"),
    "fedora": verbatim("sudo dnf install graphviz"),
    "arch": verbatim("sudo pacman -S graphviz"),
    "macos": verbatim("brew install graphviz"),
    "windows": verbatim("winget install Graphviz.Graphviz"),
    "": said("install Graphviz"),
}
_POPPLER = {
    "debian": verbatim("sudo apt-get install poppler-utils"),
    "fedora": verbatim("sudo dnf install poppler-utils"),
    "arch": verbatim("sudo pacman -S poppler"),
    "macos": verbatim("brew install poppler"),
    "windows": said("in MSYS2 run `pacman -S mingw-w64-ucrt-x86_64-poppler`, and add its folder bin to PATH"),
    "": said("install Poppler"),
}
_PYTHON = {
    "windows": verbatim("winget install Python.Python.3.13"),
    "": said("install Python 3.11 or newer, then: make setup"),
}
_PACKAGES = {
    "windows": said(
        "{first}, then: {second}",
        first="py -m venv .venv",
        second=r".venv\Scripts\python -m pip install -r requirements.lock",
    ),
    "": verbatim("make setup"),
}
_FACES = {"": said("git checkout fonts, or: fonts/make_fonts.py")}

NEEDS = (
    Need("Python", said("runs the program (3.11 or newer)"), platform.python_version, _PYTHON),
    Need("Pango", said("sets the lines of the PDF"), _pango, _PANGO),
    Need("HarfBuzz", said("shapes the letters"), _harfbuzz, _PANGO),
    Need("HarfBuzz subsetter", said("keeps the fonts in the PDF small"), _subsetter, _PANGO),
    Need("WeasyPrint", said("sets the pages"), _typesetter, _PACKAGES),
    Need("fonts", said("the faces of every page"), _fonts, _FACES),
    Need("dot", said("draws Graphviz figures"), lambda: _program("dot", "-V"), _DOT, required=False),
    Need("Java", said("runs EPUBCheck in the tests"), lambda: _program("java", "-version"), _JAVA, required=False),
    Need("Poppler", said("reads PDFs in the tests"), lambda: _program("pdftotext", "-v"), _POPPLER, required=False),
)
"""In the order they are reported."""
