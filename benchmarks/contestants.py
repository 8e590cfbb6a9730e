"""What is measured, and on which notes."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

WEASYPRINT = Path(sys.executable).parent / "weasyprint"
"""The very one that we set with."""

OURS = "studypress"
PEER = "pandoc + WeasyPrint"


@dataclass(frozen=True, slots=True)
class Notes:
    """A manuscript that every contestant sets."""

    name: str
    source: Path
    """A folder or a file."""
    files: tuple[str, ...]
    """Its Markdown files, in order, for programs that want them one by one."""

    def copy_to(self, folder: Path) -> Path:
        """Copy the notes, so that nothing kept from an earlier run lies beside them. Returns the copy."""
        copy = folder / self.source.name
        if self.source.is_dir():
            shutil.copytree(self.source, copy, ignore=shutil.ignore_patterns(".*", "dist"))
        else:
            shutil.copy(self.source, copy)
        return copy


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way of making a PDF of notes."""

    name: str
    command: Callable[[Notes, Path, Path], list[str]]
    """From the notes, their copy and the PDF to write, the command."""


NOTES = (
    Notes("book", ROOT / "book", ("01-docker-overview.md", "02-docker-engine.md", "glossary.md")),
    Notes("docker-notes", ROOT / "tests" / "data" / "docker-notes.md", ("docker-notes.md",)),
)


def _ours(notes: Notes, copy: Path, output: Path) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), "pdf", "--book", str(copy), "-o", str(output)]


def plain_style(folder: Path) -> Path:
    """Write the style sheet of plain pages, in one of our own faces, into a folder. Returns the file."""
    style = folder / "plain.css"
    text = (Path(__file__).parent / "plain.css").read_text(encoding="utf8")
    style.write_text(text.replace("FONTS", (ROOT / "fonts").as_uri()), encoding="utf8")
    return style


def _pandoc(notes: Notes, copy: Path, output: Path) -> list[str]:
    folder = copy if copy.is_dir() else copy.parent
    style = plain_style(output.parent)
    files = [str(folder / name) for name in notes.files]
    words = [
        "--from=commonmark_x",
        "--standalone",
        "--toc",
        "--metadata",
        f"title={notes.name}",
        "--css",
        style.as_uri(),
    ]
    return ["pandoc", *files, *words, f"--pdf-engine={WEASYPRINT}", "-o", str(output)]


CONTESTANTS = (Contestant(OURS, _ours), Contestant(PEER, _pandoc))
