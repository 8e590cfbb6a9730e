"""The manuscript's folder as the readers of other tools' lists see it, and the pages their lines lead to."""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from studypress.config.toml import read_toml
from studypress.manuscript.javascript import Script
from studypress.manuscript.listing import OPENINGS, Entry
from studypress.manuscript.notebooks.cells import read_page
from studypress.manuscript.notebooks.notebook import NOTEBOOK
from studypress.manuscript.paths import Spellings, below, files_below, is_elsewhere
from studypress.manuscript.yaml import read_yaml
from studypress.problems import Place, Problem, problem
from studypress.wording import NOTHING, Sentence, said, shortened

ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".rmd", NOTEBOOK)
"""How the names of chapters end, whatever their case: Markdown, the kinds of it that run code, and notebooks."""

_LARGEST = 2_000_000
"""Bytes of a list: none that a person wrote is as long."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below which alone files are read."""

    root: Path

    def text(self, name: str) -> str | None:
        """Read a file that a tool keeps its settings or its list in; None when there is none that can be read."""
        file = below(self.root, name)
        try:
            if file is None or not file.is_file() or file.stat().st_size > _LARGEST:
                return None
            return read_page(file, name)[0].text
        except (OSError, ValueError):  # ValueError: no text, or no notebook
            return None

    def data(self, name: str) -> Any:
        """Read a file of settings as its ending says: JSON, TOML, YAML or JavaScript; None where it holds no data."""
        text = self.text(name)
        if text is None:
            return None
        try:
            match posixpath.splitext(name)[1]:
                case ".json":
                    return json.loads(text)
                case ".toml":
                    return read_toml(text)
                case ".yml" | ".yaml":
                    return read_yaml(text)
                case _:
                    return Script.of(text).exported()
        except (ValueError, RecursionError):
            return None

    def table(self, name: str) -> dict[str, Any]:
        """Read a file of settings that is a table; empty where it is none."""
        found = self.data(name)
        return found if isinstance(found, dict) else {}

    def first(self, *names: str) -> str:
        """Give the first of these files that is there; empty when none is."""
        return next((name for name in names if self.has(name)), "")

    def has(self, name: str) -> bool:
        """Tell whether there is such a file, inside the folder."""
        file = below(self.root, name)
        return file is not None and file.is_file()

    def has_folder(self, name: str) -> bool:
        """Tell whether there is such a folder, inside this one."""
        file = below(self.root, name)
        return file is not None and file.is_dir()

    def is_own_folder(self, name: str) -> bool:
        """Tell whether there is such a folder, which is no link to another."""
        return self.has_folder(name) and not (self.root / name).is_symlink()

    def names(self, name: str = "") -> list[str]:
        """The names of the files and folders right in it, or in one below it, sorted."""
        folder = below(self.root, name)
        try:
            return sorted(file.name for file in folder.iterdir()) if folder else []
        except OSError:
            return []

    def only_book(self, *settings: str) -> str:
        """The only folder right in it that has these files, where all pages outside that are READMEs; empty if none."""
        found = [base for base in self.names() if self.is_own_folder(base)]
        found = [base for base in found if all(self.has(f"{base}/{name}") for name in settings)]
        if len(found) != 1:
            return ""
        outside = (path for path in files_below(self.root) if not path.startswith(f"{found[0]}/") and is_page(path))
        return found[0] if all(PurePosixPath(path).stem.lower() == "readme" for path in outside) else ""

    def same_but_for_case(self, name: str) -> str:
        """Find the file whose path differs in the case or the composition of letters alone; empty when none does."""
        found = Spellings(self.root).find(name)
        return found.relative_to(self.root).as_posix() if found else ""


def is_page(name: str) -> bool:
    """Tell whether a name is that of a Markdown file, or of a notebook."""
    return name.lower().endswith(ENDINGS)


@dataclass(slots=True)
class Pages:
    """Finds the pages that the lines of one list lead to, and gathers what is wrong with them."""

    folder: Folder
    source: str
    """The list."""
    base: str
    """The folder that its addresses are relative to."""
    top: str = ""
    """The folder that an address with `/` in front starts from."""
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    """File → the line that named it first."""
    elsewhere: str = ""
    """Another folder that they may be relative to, where the first has no such page."""
    repeats: bool = False
    """Whether pages that a list above this one has are left out in silence."""

    def entry(
        self, title: str, target: str, line: int, children: tuple[Entry, ...] = (), *, uncounted: bool = False
    ) -> Entry | None:
        """Make an entry of a line; None for one that leads to no page of the book and has none below it."""
        path = self._page(title, target, line) if target.strip() else ""
        if not path and not children:
            if not target.strip():
                self._skip(line, said("“{title}” names no file yet; it is left out.", title=shortened(title)))
            return None
        return Entry(title, path, line, children, uncounted)

    def _page(self, title: str, target: str, line: int) -> str:
        """Find the file that an address means; empty, with a problem, when it is no page that can be taken."""
        if is_elsewhere(target):
            name, address = shortened(title or target), shortened(target)
            message = said("“{name}” leads to {address}, which is not in the book.", name=name, address=address)
            self._skip(line, message)
            return ""
        plain, _, fragment = target.strip().replace("\\", "/").replace("?id=", "#").partition("#")
        candidates = list(self._candidates(plain))
        found = next((name for name in candidates if self.folder.has(name)), "")
        if not found:
            found = self._nearly(plain, candidates, line)
        if found and not is_page(found):
            self._skip(line, said("{name} is not a Markdown file; it is left out.", name=found))
            return ""
        if found in self.seen:
            if not (fragment or self.repeats):
                again = said("{name} is listed a second time; it is printed where it is listed first.", name=found)
                if first := self.seen[found]:  # unknown in a program's settings
                    again = said(
                        "{name} is listed a second time; it is printed where line {line} has it.",
                        name=found,
                        line=first,
                    )
                self._skip(line, again)
            return ""
        if found:
            self.seen[found] = line
        return found

    def _candidates(self, address: str) -> Iterator[str]:
        """The files that an address may mean: `a.md`, `a` and `a.html` are one page, and a folder is its README."""
        bases = [self.top] if address.startswith("/") else dict.fromkeys((self.base, self.elsewhere or self.base))
        forms = dict.fromkeys((address, address.partition("?")[0], unquote(address.partition("?")[0])))
        for base, words in product(bases, forms):
            path = posixpath.normpath(posixpath.join(base, words.lstrip("/") or "."))
            if not words.endswith("/") and (is_page(path) or PurePosixPath(path).suffix):
                yield path
            stem = re.sub(r"\.html?$", "", path, flags=re.IGNORECASE)
            if not is_page(stem):
                if not words.endswith("/"):
                    yield from (f"{stem}{ending}" for ending in ENDINGS)
                yield from (
                    posixpath.normpath(f"{stem}/{name}{ending}") for name in ("README", *OPENINGS) for ending in ENDINGS
                )

    def _nearly(self, address: str, candidates: list[str], line: int) -> str:
        """Take the file whose name is written in other letters, with a warning; without one, tell what is missing."""
        for name in candidates:
            if below(self.folder.root, name) is None:
                message = said("{name} lies outside the manuscript's folder.", name=shortened(address))
                hint = said("Copy the file into the folder: nothing outside it is read.")
                self._tell("outside-folder", line, message, hint)
                return ""
            if found := self.folder.same_but_for_case(name):
                hint = said("Write the name as the file has it: other computers tell the two apart.")
                message = said("{name} is not there; {found} is taken for it.", name=name, found=found)
                self._tell("missing-page", line, message, hint)
                return found
        message = said("{name} is not there; the book is made without it.", name=shortened(address))
        self._tell("missing-page", line, message, said("Correct its name in the list, or take it away."))
        return ""

    def _skip(self, line: int, message: Sentence) -> None:
        self._tell("skipped-entry", line, message)

    def _tell(self, code: str, line: int, message: Sentence, hint: Sentence = NOTHING) -> None:
        self.problems.append(problem(code, Place(self.source, line), message, hint))
