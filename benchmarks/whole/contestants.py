"""The programs that set the whole book, each as someone would who knows it well."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.contestants import OURS, PEER, ROOT, WEASYPRINT, plain_style
from benchmarks.whole.typst import typst_source

XELATEX = "pandoc + XeLaTeX"
TYPST = "Typst"

_TYPST_PROGRAM = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way of making a PDF of a book."""

    name: str
    command: Callable[[Path, Sequence[str], Path], list[str]]
    """From the manuscript's folder, its files in order and the PDF to write, the command."""
    needs: tuple[str, ...] = ()
    """The programs, or packages of Python, that must be there."""

    def is_there(self) -> bool:
        """Whether this machine can run it."""
        return all(shutil.which(name) or find_spec(name) for name in self.needs)


def ours(book: Path, _: Sequence[str], output: Path) -> list[str]:
    """Everything that the program does: composition, tags, glossary, contents, drawings."""
    return [sys.executable, str(ROOT / "build.py"), "pdf", "--book", str(book), "-o", str(output)]


def _weasyprint(book: Path, names: Sequence[str], output: Path) -> list[str]:
    style = plain_style(output.parent)
    return _pandoc(book, names, output, "--css", style.as_uri(), f"--pdf-engine={WEASYPRINT}")


def _xelatex(book: Path, names: Sequence[str], output: Path) -> list[str]:
    words = (
        "-V",
        "documentclass=ctexbook",
        "-V",
        "classoption=fontset=none",
        "-V",
        "mainfont=studypress-song-regular.ttf",
    )
    faces = ("-V", f"mainfontoptions=Path={ROOT / 'fonts'}/", "-V", f"CJKoptions=Path={ROOT / 'fonts'}/")
    return _pandoc(
        book, names, output, *words, *faces, "-V", "CJKmainfont=studypress-song-regular.ttf",
        "--top-level-division=chapter", "--pdf-engine=xelatex",
    )  # fmt: skip


def _pandoc(book: Path, names: Sequence[str], output: Path, *more: str) -> list[str]:
    files = [str(book / name) for name in names]
    return ["pandoc", *files, "--from=markdown", "--toc", "--metadata", "title=系统笔记", *more, "-o", str(output)]


def _typst(book: Path, names: Sequence[str], output: Path) -> list[str]:
    source = output.with_suffix(".typ")
    source.write_text(typst_source([(book / name).read_text(encoding="utf8") for name in names]), encoding="utf8")
    return [sys.executable, "-c", _TYPST_PROGRAM, str(source), str(output), str(ROOT / "fonts")]


CONTESTANTS = (
    Contestant(OURS, ours),
    Contestant(PEER, _weasyprint, ("pandoc",)),
    Contestant(XELATEX, _xelatex, ("pandoc", "xelatex")),
    Contestant(TYPST, _typst, ("typst",)),
)
