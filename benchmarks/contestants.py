"""The programs that are measured, and the notes that they are measured on."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
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
    """A way of making a PDF of a manuscript."""

    name: str
    command: Callable[[Path, Sequence[str], Path], list[str]]
    """From the manuscript, the names of its files in order and the PDF to write, the command."""
    needs: tuple[str, ...] = ()
    """The programs, or packages of Python, that must be there."""

    def is_there(self) -> bool:
        """Whether this machine can run it."""
        return all(shutil.which(name) or find_spec(name) for name in self.needs)


NOTES = (
    Notes("book", ROOT / "book", ("01-docker-overview.md", "02-docker-engine.md", "glossary.md")),
    Notes("docker-notes", ROOT / "tests" / "data" / "docker-notes.md", ("docker-notes.md",)),
)


def ours(book: Path, output: Path) -> list[str]:
    """Our own command for a result, whose ending says what it is: composition, tags, glossary, contents, drawings."""
    return [sys.executable, str(ROOT / "build.py"), output.suffix[1:], "--book", str(book), "-o", str(output)]


def plain_style(folder: Path) -> Path:
    """Write the style sheet of plain pages, in one of our own faces, into a folder. Returns the file."""
    style = folder / "plain.css"
    text = (Path(__file__).parent / "plain.css").read_text(encoding="utf8")
    style.write_text(text.replace("FONTS", (ROOT / "fonts").as_uri()), encoding="utf8")
    return style


def _pandoc(book: Path, names: Sequence[str], output: Path) -> list[str]:
    files = [str((book if book.is_dir() else book.parent) / name) for name in names]
    style = f"--css={plain_style(output.parent).as_uri()}"
    words = ["--from=commonmark_x", "--standalone", "--toc", f"--metadata=title={book.stem}", style]
    return ["pandoc", *files, *words, f"--pdf-engine={WEASYPRINT}", "-o", str(output)]


CONTESTANTS = (Contestant(OURS, lambda book, _, output: ours(book, output)), Contestant(PEER, _pandoc, ("pandoc",)))
