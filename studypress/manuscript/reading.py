"""The files of a manuscript are taken in order and read, and what is wrong with them is gathered."""

import difflib
import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from studypress.config import BookConfig
from studypress.manuscript.cells import is_notebook, read_page
from studypress.manuscript.conventions import ENDINGS, Folder, is_page
from studypress.manuscript.conventions.contents import first_title
from studypress.manuscript.decode import TooLargeError, bad_line, looks_like_gbk
from studypress.manuscript.fences import without_code
from studypress.manuscript.folders import folders_below
from studypress.manuscript.front_matter import FrontMatter, read_bare_front_matter, read_front_matter
from studypress.manuscript.home_page import words_of_home
from studypress.manuscript.listing import CHAPTER, Listed, Listing, in_order
from studypress.manuscript.notebook import NotebookError
from studypress.manuscript.order import by_weight, natural_key
from studypress.manuscript.paths import below, plain_name
from studypress.manuscript.readme import order_of_links
from studypress.manuscript.source import Manuscript, SourceFile
from studypress.manuscript.words import on_one_line
from studypress.model import Author
from studypress.problems import WHOLE_BOOK, BookError, Place, Problem, Severity, problem
from studypress.wording import NOTHING, Sentence, counted, joined, reason_of, said

_GLOSSARY = "glossary.md"
_NOT_CHAPTERS = re.compile(
    r"(?i:readme([-_.]\w+)?|licen[cs]e([-_]\w+)?|copying|contributing|contributors|changelog|history|code_of_conduct"
    r"|security|support|authors|todo)\.\w+|(?:.*/)?SUMMARY\.md|(?:.*/)?_(?:sidebar|navbar|coverpage|footer)\.md"
    r"|.*\.excalidraw\.md"
)
"""What a repository has in its top folder for its own sake; lists of other tools, but `summary.md` is a chapter;
drawings, which a plugin of Obsidian keeps as notes."""

_HEADING = re.compile(r"^ {0,3}(?:#{1,6}\s*\S|<h[1-6]\b)", re.MULTILINE)

_MOST_AUTHORS = 8
"""Names that a title page has room for."""

_MOST_HINTS = 100
"""Faults beyond which no name is looked for that is like one that is not there."""


def found_glossary(root: Path, taken: Iterable[str]) -> list[str]:
    """Find `glossary.md` in the folder, unless it is taken for something else."""
    taken = {plain_name(name) for name in taken}
    return [name for name in Folder(root).names() if name.lower() == _GLOSSARY and name not in taken]


@dataclass(slots=True)
class Reader:
    """Reads the files below one folder, and gathers what is wrong with them."""

    root: Path
    config: str
    """The name of our own settings, in which a file may be listed."""
    problems: list[Problem] = field(default_factory=list)
    found: list[str] | None = None
    """All Markdown files below the folder in natural order, once they have been looked for."""
    named: dict[str, int] | None = None
    """The files that our own settings name, each with its line, once one is not there."""
    fronts: dict[str, FrontMatter] = field(default_factory=dict)
    """The front matter of each file that was read."""
    bare_front_matter: bool = False
    """Whether front matter may stand without its `---` lines."""

    def single(self, name: str) -> tuple[SourceFile, ...]:
        """Read the one chapter of a manuscript that is a file."""
        return self.texts([name], "missing-chapter")

    def find_chapters(self, config: BookConfig, listing: Listing | None) -> tuple[SourceFile, ...]:
        """Read the chapters that our list names, or another tool's, or else those that the folder holds."""
        if config.chapters or listing is None or not listing.entries:
            self.problems.extend(listing.problems if listing and not config.chapters else ())
            folder = listing.folder if listing else ""
            found = self.texts(self._own_chapters(config, folder), "missing-chapter")
            if config.chapters:
                return found
            return self._finished_in_order(self._without_programs(self._without_copies(found)))
        self.problems.extend(listing.problems)
        found = tuple(file for place in in_order(listing.entries) if (file := self._listed_file(listing, place)))
        self._tell_of(listing, found)
        return found

    def _own_chapters(self, config: BookConfig, folder: str) -> list[str]:
        """Take the chapters of our list, or those that the folder holds; note the files left out."""
        below = "" if folder in ("", ".") else f"{folder}/"
        other = {plain_name(name) for name in config.glossary.files}
        names = [name for name in self._markdown_files() if name.lower() != _GLOSSARY and name not in other]
        chapters = self._each_once(config.chapters) or [
            name for name in names if name.startswith(below) and not _NOT_CHAPTERS.fullmatch(name)
        ]
        chapters = chapters or [name for name in names if name.lower().startswith("readme.")]
        listed = {plain_name(name) for name in chapters}
        for name in (name for name in names if name not in listed and name.startswith(below)):
            if not (config.chapters and _NOT_CHAPTERS.fullmatch(name)):
                hint = said("If it is one, name it in {config}: chapters = [...]", config=self.config)
                self._add("skipped-file", Place(name), said("This file is not taken for a chapter."), hint)
        return chapters

    def _each_once(self, chapters: Iterable[str]) -> list[str]:
        """Take each file of our list where it is named first, as those of other tools' lists are; tell of the rest."""
        counts = Counter(map(plain_name, chapters))
        for name in (name for name, count in counts.items() if count > 1):
            message = said(
                "{name} is named {number} times; it is set where it is named first.", name=name, number=counts[name]
            )
            self._add("skipped-file", self._listed(name), message)
        return list(counts)

    def _without_copies(self, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
        """Of a notebook and its copy in Markdown, of one name and one title, take the file that is not as deep.

        `jupyter nbconvert` writes them into a folder below, Jupytext beside the notebook.
        """
        taken: dict[tuple[str, str], str] = {}
        copies: dict[str, str] = {}
        for file in sorted(found, key=lambda one: (one.path.count("/"), is_notebook(one.path))):
            first = taken.setdefault(_known_by(file), file.path)
            if is_notebook(first) != is_notebook(file.path):
                copies[file.path] = first
        for name, first in copies.items():
            hint = said(
                "To have this file instead, name the chapters in {config}: chapters = [...]", config=self.config
            )
            self._add("skipped-file", Place(name), said("The same chapter is in {name}.", name=first), hint)
        return tuple(file for file in found if file.path not in copies)

    def _without_programs(self, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
        """Leave out notebooks that have no heading: programs that lie among notes, unless there is nothing else."""
        programs = [file for file in found if is_notebook(file.path) and file.text.strip() and not _is_headed(file)]
        if len(programs) == len(found):
            return found
        for file in programs:
            hint = said(
                "If it is a chapter, give it a heading, or name it in {config}: chapters = [...]", config=self.config
            )
            message = said("This notebook has no heading, and is taken for a program.")
            self._add("skipped-file", Place(file.path), message, hint)
        return tuple(file for file in found if file not in programs)

    def _finished_in_order(self, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
        """Leave out drafts, and follow the weights of front matter, or a README's links; for where there is no list."""
        drafts = {file.path for file in found if self.fronts[file.path].draft}
        for name in sorted(drafts):
            hint = said("Take `draft` away, or name it in {config}: chapters = [...]", config=self.config)
            self._add("skipped-file", Place(name), said("Its front matter calls this file a draft."), hint)
        files = {file.path: file for file in found if file.path not in drafts}
        weights = {name: weight for name in files if (weight := self.fronts[name].weight) is not None}
        if weights:
            files_with_one = counted(len(weights), "{number} file", "{number} files")
            message = said("The files are put in the order of the front matter of {files}.", files=files_with_one)
            self._add("contents-list", WHOLE_BOOK, message)
            return tuple(files[name] for name in by_weight(files, weights))
        order, page = order_of_links(Folder(self.root), list(files))
        if order:
            message = said("The files are put in the order in which this page links them.")
            self._add("contents-list", Place(page), message)
        return tuple(files[name] for name in order or files)

    def _listed_file(self, listing: Listing, place: Listed) -> SourceFile | None:
        """Read the page of an entry; an entry without one is an empty text below its title."""
        entry = place.entry
        file = SourceFile(listing.source, "", entry.line)
        if entry.path:
            if not (read := self.files([entry.path], "missing-chapter")):
                return None
            file = self._without_front_matter(read[0], opens=bool(entry.children))
        listed = on_one_line(entry.title)
        return replace(
            file,
            title=file.title or listed,
            listed=listed,
            level=place.level,
            part=place.part,
            uncounted=entry.uncounted,
        )

    def _tell_of(self, listing: Listing, found: tuple[SourceFile, ...]) -> None:
        """Say which list was taken, and which pages are not in it."""
        taken = {file.path for file in found}
        left = [name for name in self._markdown_files() if name not in taken and not _NOT_CHAPTERS.fullmatch(name)]
        chapters = sum(file.level == CHAPTER for file in found)
        taken.discard(listing.source)
        message = said(
            "The contents are taken from here, as {convention} has them: {chapters} in {files}.",
            convention=listing.convention,
            chapters=counted(chapters, "{number} chapter", "{number} chapters"),
            files=counted(len(taken), "{number} file", "{number} files"),
        )
        hint = said(
            "{files} not in it: {names}",
            files=counted(len(left), "{number} Markdown file", "{number} Markdown files"),
            names=joined(left[:3] + ["…"] * bool(left[3:])),
        )
        self._add("contents-list", Place(listing.source), message, hint if left else NOTHING)

    def authors(self, chapters: Iterable[SourceFile]) -> tuple[Author, ...]:
        """Who the front matter of chapters names; nobody where they are many, as the writers of a site's posts are."""
        names = dict.fromkeys(
            name for file in chapters if file.path in self.fronts for name in self.fronts[file.path].authors
        )
        return tuple(map(Author, names)) if len(names) <= _MOST_AUTHORS else ()

    def texts(self, names: Iterable[str], missing: str = "missing-file") -> tuple[SourceFile, ...]:
        """Read Markdown files; `missing` is the code for those that are not there."""
        return tuple(self._without_front_matter(file) for file in self.files(names, missing))

    def files(self, names: Iterable[str], missing: str = "missing-file") -> tuple[SourceFile, ...]:
        """Read text files as they are."""
        return tuple(file for name in names if (file := self._read(plain_name(name), missing)))

    def finish(self, manuscript: Manuscript) -> tuple[Manuscript, list[Problem]]:
        """Hand over what was read. Raises BookError when it cannot be a book."""
        if not any(one.severity is Severity.ERROR for one in self.problems):
            if any(chapter.text.strip() for chapter in manuscript.chapters):
                return manuscript, self.problems
            hint = said("Put a file with text in it there, named as in 1.{ending}.", ending=ENDINGS[0][1:])
            self._add("no-chapters", WHOLE_BOOK, said("There is no chapter in this folder."), hint)
        raise BookError(self.problems)

    def _add(self, code: str, place: Place, message: Sentence, hint: Sentence = NOTHING) -> None:
        self.problems.append(problem(code, place, message, hint))

    def _read(self, name: str, missing: str) -> SourceFile | None:
        file = below(self.root, PurePosixPath(name))
        if file is None:
            hint = said("Copy the file into the folder: nothing outside it is read.")
            message = said("{name} lies outside the manuscript's folder.", name=name)
            self._add("outside-folder", self._listed(name), message, hint)
        elif file.is_dir() or not file.exists():
            of_folder = said("{name} is a folder.", name=name)
            message = of_folder if file.is_dir() else said("{name} is not there.", name=name)
            self._add(missing, self._listed(name), message, self._nearest(name))
        elif not file.is_file():
            message = said("{name} is no ordinary file.", name=name)
            self._add(missing, self._listed(name), message, said("Put a copy of its text there."))
        else:
            return self._decode(name, file, missing)
        return None

    def _decode(self, name: str, file: Path, missing: str) -> SourceFile | None:
        if PurePosixPath(name).is_absolute():
            name = file.relative_to(self.root).as_posix()
        try:
            page, found = read_page(file, name)
            self.problems.extend(found)
            return page
        except TooLargeError as error:
            size, most = error.size // 1_000_000 + 1, error.most // 1_000_000
            message = said(
                "The file cannot be read: it has {size} MB, and a text may have {most}.", size=size, most=most
            )
            hint = said("Part it, and keep data out of the notes.")
            if is_notebook(name):
                hint = said("Clear what its cells have put out, where that is long.")
            self._add(missing, Place(name), message, hint)
        except OSError as error:
            self._add(missing, Place(name), said("The file cannot be read: {reason}.", reason=reason_of(error)))
        except NotebookError as error:
            message = said("The notebook cannot be read: {reason}.", reason=error.reason)
            hint = said("Open it in Jupyter and save it; if it does not open, take an earlier copy of the file.")
            self._add("bad-notebook", Place(name, error.line), message, hint)
        except UnicodeDecodeError as error:
            self._add("not-utf8", Place(name, bad_line(error)), *_undecodable(name, error))
        return None

    def _without_front_matter(self, file: SourceFile, *, opens: bool = False) -> SourceFile:
        """Take front matter off a file; one that only gives pages below it their heading may have no more than that."""
        front = read_front_matter(file.text)
        if self.bare_front_matter and not (front.lines or front.fault):
            front = read_bare_front_matter(file.text)
        self.fronts[file.path] = front
        if front.fault:
            hint = said("All of it is set as text. Front matter is lines `key: value` between two lines ---.")
            self._add("front-matter", file.place(front.fault_line - 1), front.fault, hint)
        file = file.without_first(front.lines)
        text = file.text if file.text.strip() else words_of_home(front.values)
        if not text.strip() and not (opens and front.title):
            hint = said("Write it, or take it away.")
            self._add("empty-file", Place(file.path), said("There is nothing in this file."), hint)
        return replace(file, text=text, title=front.title, macros=front.macros)

    def _listed(self, name: str) -> Place:
        """Find the line of our settings that names a file; the file itself when it was found without a list."""
        if self.named is None:
            self.named = {}
            with suppress(OSError, ValueError):
                lines = (self.root / self.config).read_text(encoding="utf-8-sig").split("\n")
                for number, line in enumerate(lines, 1):
                    self.named |= dict.fromkeys(_quoted(line) - self.named.keys(), number)
        return Place(self.config, self.named[name]) if name in self.named else Place(name)

    def _nearest(self, name: str) -> Sentence:
        if len(self.problems) > _MOST_HINTS:
            return NOTHING
        names = [other for other in self._markdown_files() if other != name]
        same = [other for other in names if PurePosixPath(other).name == PurePosixPath(name).name]
        near = same or difflib.get_close_matches(name, names, 1, 0.5)
        return said("Did you mean {near}?", near=near[0]) if near else NOTHING

    def _markdown_files(self) -> list[str]:
        if self.found is None:
            self.found = sorted(self._walk(), key=lambda name: (natural_key(name), is_notebook(name), name))
        return self.found

    def _walk(self) -> Iterator[str]:
        for folder, folders, files in folders_below(self.root, self._unreadable):
            for link in (folder / name for name in folders if (self.root / folder / name).is_symlink()):
                message = said("This is a link to a folder, and no chapter is looked for in it.")
                self._add("skipped-file", Place(str(link)), message)
            yield from (str(folder / name) for name in files if is_page(name))

    def _unreadable(self, error: OSError) -> None:
        place = Place(Path(error.filename).relative_to(self.root).as_posix())
        self._add("missing-file", place, said("The folder cannot be read: {reason}.", reason=reason_of(error)))


def _known_by(file: SourceFile) -> tuple[str, str]:
    return PurePosixPath(file.path).stem.lower(), first_title(file.text)


def _is_headed(file: SourceFile) -> bool:
    return bool(file.title or _HEADING.search(without_code(file.text)))


def _quoted(line: str) -> set[str]:
    """The names that a line of TOML holds between quotation marks, as the folder has them; its comment holds none."""
    found = re.findall(r"""#.*|"((?:[^"\\]|\\.)*)"|'([^']*)'""", line)
    return {plain_name(re.sub(r"\\+", "/", basic or literal)) for basic, literal in found if basic or literal}


def _undecodable(name: str, error: UnicodeDecodeError) -> tuple[Sentence, Sentence]:
    byte, encoding = f"{error.object[error.start]:02X}", error.encoding.upper()
    if error.encoding != "utf-8" or not looks_like_gbk(error.object):
        message = said("Byte {byte} is not {encoding}.", byte=byte, encoding=encoding)
        return message, said("Save the file as UTF-8 in your editor.")
    message = said("Byte {byte} is not {encoding}; the file looks like GBK.", byte=byte, encoding=encoding)
    command = f"iconv -f GB18030 -t UTF-8 {shlex.quote(name)} > new.md"
    return message, said("Save the file as UTF-8 in your editor, or: {command}", command=command)
