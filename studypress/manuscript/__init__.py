"""Finding the files of a manuscript, putting them in order, decoding them.

A manuscript is a folder with or without a `book.toml`, or a single file, which stands for its folder with that one
chapter in it. Nothing outside the folder is read, whatever a list, a link or a symbolic link says.
"""

import difflib
import os
import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from studypress.config import BookConfig, read_config
from studypress.manuscript.decode import bad_line, decode, looks_like_gbk, read_front_matter
from studypress.manuscript.includes import with_includes
from studypress.manuscript.order import natural_key
from studypress.manuscript.paths import below, file_inside
from studypress.manuscript.source import Manuscript, Origin, SourceFile
from studypress.manuscript.vault import Vault
from studypress.problems import BookError, Place, Problem, Severity, UsageError, problem

__all__ = ["CONFIG", "ENDINGS", "Manuscript", "Origin", "SourceFile", "Vault", "file_inside", "read_manuscript"]

CONFIG = "book.toml"
"""The name of a manuscript's configuration."""

ENDINGS = (".md", ".markdown")
"""How the names of chapters end; a single file may end in `.txt` too."""

_GLOSSARY = "glossary.md"
_NOT_CHAPTERS = re.compile(
    r"(?i:readme|license|licence|contributing|changelog|code_of_conduct|security)\.\w+|SUMMARY\.md"
)
"""What a repository has in its top folder for its own sake; `SUMMARY.md` in capitals is another tool's contents."""

_NOT_CHAPTER_FOLDERS = frozenset({"dist", "node_modules", "_book", "_site", "venv", "__pycache__"})


def read_manuscript(path: Path) -> tuple[Manuscript, list[Problem]]:
    """Read a folder of chapters, or a single file, and decode all of it.

    Raises UsageError when there is no manuscript at `path` or its `book.toml` is wrong, and BookError with every file
    that is missing, outside the folder or not text.
    """
    path = path.parent if path.name == CONFIG else path
    single = _is_single_file(path)
    root = (path.parent if single else path).resolve()
    config = _read_config(root)
    reader = _Reader(root)
    chapters = (path.name,) if single else reader.find_chapters(config)
    glossary = [*config.glossary.files, *_found_glossary(root, (*chapters, *config.glossary.files))]
    manuscript = Manuscript(
        root=root,
        config=config,
        chapters=reader.texts(chapters, "missing-chapter"),
        glossary=reader.texts(glossary, "missing-file"),
        print_styles=reader.files(config.pdf.css),
        epub_styles=reader.files(config.epub.css),
        default_title=path.stem if single else root.name,
    )
    manuscript, problems = reader.finish(manuscript)
    return _with_included(manuscript, problems)


def _with_included(manuscript: Manuscript, problems: list[Problem]) -> tuple[Manuscript, list[Problem]]:
    """Put in the files that others include; found without a list, these are no chapters of their own."""
    chapters, included, found = with_includes(manuscript.root, manuscript.chapters)
    if not manuscript.config.chapters:
        chapters = tuple(file for file in chapters if file.path not in included) or chapters
    return replace(manuscript, chapters=chapters), problems + found


# --- Finding --------------------------------------------------------------------------------------------------


def _is_single_file(path: Path) -> bool:
    hint = "Give a folder of Markdown files, or one .md file: --book PATH"
    if path.is_dir():
        return False
    if not path.exists():
        raise UsageError([problem("no-manuscript", Place(str(path)), "There is no such file or folder.", hint)])
    if not path.is_file() or path.suffix.lower() not in (*ENDINGS, ".txt"):
        raise UsageError(
            [problem("no-manuscript", Place(str(path)), "This is neither a folder nor a Markdown file.", hint)]
        )
    return True


def _read_config(root: Path) -> BookConfig:
    if not os.path.lexists(root / CONFIG):
        return BookConfig()
    file = below(root, PurePosixPath(CONFIG))
    if file is None:
        raise UsageError([problem("outside-folder", Place(CONFIG), "The file lies outside the manuscript's folder.")])
    return read_config(root / CONFIG)


def _found_glossary(root: Path, taken: Iterable[str]) -> list[str]:
    taken = {_plain(name) for name in taken}
    return [file.name for file in sorted(root.iterdir()) if file.name.lower() == _GLOSSARY and file.name not in taken]


# --- Reading --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Reads the files below one folder, and gathers what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    found: list[str] | None = None
    """All Markdown files below the folder in natural order, once they have been looked for."""

    def find_chapters(self, config: BookConfig) -> tuple[str, ...]:
        """Take the chapters that the list names, or else those that the folder holds; note the files left out."""
        other = {_plain(name) for name in config.glossary.files}
        names = [name for name in self._markdown_files() if name.lower() != _GLOSSARY and name not in other]
        chapters = list(config.chapters) or [name for name in names if not _NOT_CHAPTERS.fullmatch(name)]
        chapters = chapters or [name for name in names if name.lower().startswith("readme.")]
        listed = {_plain(name) for name in chapters}
        for name in names:
            if name not in listed and not (config.chapters and _NOT_CHAPTERS.fullmatch(name)):
                hint = f"If it is one, name it in {CONFIG}: chapters = [...]"
                self._add("skipped-file", Place(name), "This file is not taken for a chapter.", hint)
        return tuple(chapters)

    def texts(self, names: Iterable[str], missing: str) -> tuple[SourceFile, ...]:
        """Read Markdown files; `missing` is the code for those that are not there."""
        return tuple(self._without_front_matter(file) for file in self.files(names, missing))

    def files(self, names: Iterable[str], missing: str = "missing-file") -> tuple[SourceFile, ...]:
        """Read text files as they are."""
        return tuple(file for name in names if (file := self._read(_plain(name), missing)))

    def finish(self, manuscript: Manuscript) -> tuple[Manuscript, list[Problem]]:
        """Hand over what was read. Raises BookError when it cannot be a book."""
        if not any(one.severity is Severity.ERROR for one in self.problems):
            if any(chapter.text.strip() for chapter in manuscript.chapters):
                return manuscript, self.problems
            hint = f"Put a file with text in it there, named as in 1.{ENDINGS[0][1:]}."
            self._add("no-chapters", Place("."), "There is no chapter in this folder.", hint)
        raise BookError(self.problems)

    def _add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, place, message, hint))

    def _read(self, name: str, missing: str) -> SourceFile | None:
        file = below(self.root, PurePosixPath(name))
        if file is None:
            hint = "Copy the file into the folder: nothing outside it is read."
            self._add("outside-folder", self._listed(name), f"{name} lies outside the manuscript's folder.", hint)
        elif not file.is_file():
            what = "is a folder" if file.is_dir() else "is no ordinary file" if file.exists() else "is not there"
            self._add(missing, self._listed(name), f"{name} {what}.", self._nearest(name))
        else:
            return self._decode(name, file, missing)
        return None

    def _decode(self, name: str, file: Path, missing: str) -> SourceFile | None:
        if PurePosixPath(name).is_absolute():
            name = file.relative_to(self.root).as_posix()
        try:
            return SourceFile(name, decode(file.read_bytes()))
        except OSError as error:
            self._add(missing, Place(name), f"The file cannot be read: {error.strerror}.")
        except UnicodeDecodeError as error:
            self._add("not-utf8", Place(name, bad_line(error)), *_undecodable(name, error))
        return None

    def _without_front_matter(self, file: SourceFile) -> SourceFile:
        front = read_front_matter(file.text)
        if front.fault:
            hint = "All of it is set as text. Front matter is lines `key: value` between two lines ---."
            self._add("front-matter", Place(file.path, front.fault_line), front.fault, hint)
        text = "\n".join(file.text.split("\n")[front.lines :])
        if not text.strip():
            self._add("empty-file", Place(file.path), "There is nothing in this file.", "Write it, or take it away.")
        return SourceFile(file.path, text, front.lines + 1, front.title)

    def _listed(self, name: str) -> Place:
        """Find the line of book.toml that names a file; the file itself when it was found without a list."""
        try:
            lines = (self.root / CONFIG).read_text(encoding="utf-8-sig").split("\n")
        except OSError:
            return Place(name)
        hits = (number for number, line in enumerate(lines, 1) if name in _quoted(line))
        return next((Place(CONFIG, number) for number in hits), Place(name))

    def _nearest(self, name: str) -> str:
        names = [other for other in self._markdown_files() if other != name]
        same = [other for other in names if PurePosixPath(other).name == PurePosixPath(name).name]
        near = same or difflib.get_close_matches(name, names, 1, 0.5)
        return f"Did you mean {near[0]}?" if near else ""

    def _markdown_files(self) -> list[str]:
        if self.found is None:
            self.found = sorted(self._walk(), key=lambda name: (natural_key(name), name))
        return self.found

    def _walk(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.root, onerror=self._unreadable):
            folders[:] = [name for name in folders if name[0] != "." and name not in _NOT_CHAPTER_FOLDERS]
            for name in folders:
                if (Path(folder) / name).is_symlink():
                    place = Place((Path(folder) / name).relative_to(self.root).as_posix())
                    self._add("skipped-file", place, "This is a link to a folder, and no chapter is looked for in it.")
            for name in files:
                if name[0] != "." and name.lower().endswith(ENDINGS):
                    yield (Path(folder) / name).relative_to(self.root).as_posix()

    def _unreadable(self, error: OSError) -> None:
        place = Place(Path(error.filename).relative_to(self.root).as_posix())
        self._add("missing-file", place, f"The folder cannot be read: {error.strerror}.")


def _plain(name: str) -> str:
    """Write a listed name as the folder has it: `./part/../a.md` is `a.md`, and so is a name with backslashes."""
    return posixpath.normpath(name.replace("\\", "/"))


def _quoted(line: str) -> set[str]:
    """The names that a line of TOML holds between quotation marks, as the folder has them; its comment holds none."""
    found = re.findall(r"""#.*|"((?:[^"\\]|\\.)*)"|'([^']*)'""", line)
    return {_plain(re.sub(r"\\+", "/", basic or literal)) for basic, literal in found if basic or literal}


def _undecodable(name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    message = f"Byte {error.object[error.start]:02X} is not {error.encoding.upper()}"
    hint = "Save the file as UTF-8 in your editor"
    if error.encoding == "utf-8" and looks_like_gbk(error.object):
        message += "; the file looks like GBK"
        hint += f", or: iconv -f GB18030 -t UTF-8 {shlex.quote(name)} > new.md"
    return f"{message}.", f"{hint}."
