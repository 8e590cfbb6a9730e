"""The other programs that set the whole book, each as someone would who knows it well."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contestants import PEER, ROOT, WEASYPRINT, Contestant, plain_style
from benchmarks.whole.typst import typst_source

XELATEX = "pandoc + XeLaTeX"
TYPST = "Typst"

_TYPST_PROGRAM = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


def _weasyprint(book: Path, names: Sequence[str], output: Path) -> list[str]:
    style = plain_style(output.parent)
    return _pandoc(book, names, output, "--css", style.as_uri(), f"--pdf-engine={WEASYPRINT}")


def _xelatex(book: Path, names: Sequence[str], output: Path) -> list[str]:
    face, folder = "studypress-song-regular.ttf", f"Path={ROOT / 'fonts'}/"
    variables = {
        "documentclass": "ctexbook", "classoption": "fontset=none",
        "mainfont": face, "mainfontoptions": folder, "CJKmainfont": face, "CJKoptions": folder,
    }  # fmt: skip
    words = (f"--variable={name}={value}" for name, value in variables.items())
    return _pandoc(book, names, output, *words, "--top-level-division=chapter", "--pdf-engine=xelatex")


def _pandoc(book: Path, names: Sequence[str], output: Path, *more: str) -> list[str]:
    files = [str(book / name) for name in names]
    return ["pandoc", *files, "--from=markdown", "--toc", "--metadata", "title=系统笔记", *more, "-o", str(output)]


def _typst(book: Path, names: Sequence[str], output: Path) -> list[str]:
    source = output.with_suffix(".typ")
    source.write_text(typst_source([(book / name).read_text(encoding="utf8") for name in names]), encoding="utf8")
    return [sys.executable, "-c", _TYPST_PROGRAM, str(source), str(output), str(ROOT / "fonts")]


PEERS = (
    Contestant(PEER, _weasyprint, ("pandoc",)),
    Contestant(XELATEX, _xelatex, ("pandoc", "xelatex")),
    Contestant(TYPST, _typst, ("typst",)),
)
