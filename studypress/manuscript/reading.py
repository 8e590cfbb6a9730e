"""The files of a manuscript are read, and what is wrong with them is gathered."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from studypress.manuscript.bibliography import named_in, read_bibliographies
from studypress.manuscript.conventions import ENDINGS, is_page
from studypress.manuscript.decode import TooLargeError, bad_line, likely_encoding
from studypress.manuscript.front_matter import FrontMatter, read_bare_front_matter, read_front_matter
from studypress.manuscript.home_page import words_of_home
from studypress.manuscript.notebooks.cells import is_notebook, read_page
from studypress.manuscript.notebooks.notebook import NotebookError
from studypress.manuscript.order import natural_key
from studypress.manuscript.paths import MOST_FILES, below, files_below, folders_below, plain_name
from studypress.manuscript.source import Manuscript, SourceFile
from studypress.model import Author
from studypress.names import nearest
from studypress.numerals import with_figures
from studypress.problems import WHOLE_BOOK, BookError, Place, Problem, Severity, problem
from studypress.wording import NOTHING, Sentence, counted, reason_of, said

_MOST_AUTHORS = 8
"""Names that a title page has room for."""

_MOST_HINTS = 100
"""Faults beyond which no name is looked for that is like one that is not there."""


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

    def authors(self, chapters: Iterable[SourceFile]) -> tuple[Author, ...]:
        """Who the front matter of chapters names; nobody where they are many, as the writers of a site's posts are."""
        names = dict.fromkeys(
            name for file in chapters if file.path in self.fronts for name in self.fronts[file.path].authors
        )
        return tuple(map(Author, names)) if len(names) <= _MOST_AUTHORS else ()

    def subtitle(self, chapters: Sequence[SourceFile]) -> str:
        """That of a book of one file, in its front matter; each of several files has its own, if any."""
        fronts = [self.fronts[file.path] for file in chapters if file.path in self.fronts]
        return fronts[0].text("subtitle") if len(chapters) == 1 and fronts else ""

    def bibliography(
        self, names: Iterable[str], place: Place, chapters: Iterable[SourceFile]
    ) -> tuple[SourceFile, ...]:
        """Read the .bib files that settings name, at `place`, and the front matter of chapters."""
        fronts = {file.path: self.fronts[file.path].values for file in chapters if file.path in self.fronts}
        found, problems = read_bibliographies(self.root, [*((name, place) for name in names), *named_in(fronts)])
        self.problems.extend(problems)
        return found

    def texts(self, names: Iterable[str], missing: str = "missing-file") -> tuple[SourceFile, ...]:
        """Read Markdown files; `missing` is the code for those that are not there."""
        return tuple(self.without_front_matter(file) for file in self.files(names, missing))

    def files(self, names: Iterable[str], missing: str = "missing-file") -> tuple[SourceFile, ...]:
        """Read text files as they are."""
        return tuple(file for name in names if (file := self._read(self.plain(name), missing)))

    def plain(self, name: str) -> str:
        """A name as the folder has it; a backslash is one where a file is so called, as Windows' archives unpack."""
        return name if "\\" in name and name in self.pages() else plain_name(name)

    def finish(self, manuscript: Manuscript) -> tuple[Manuscript, list[Problem]]:
        """Hand over what was read. Raises BookError when it cannot be a book."""
        if not any(one.severity is Severity.ERROR for one in self.problems):
            if any(chapter.text.strip() for chapter in manuscript.chapters):
                return manuscript, self.problems
            self._miss_chapters(manuscript)
        raise BookError(self.problems)

    def _miss_chapters(self, manuscript: Manuscript) -> None:
        if manuscript.one_file:
            hint = said("Write it, or name another file.")
            place = Place(manuscript.chapters[0].path)
            self.add("no-chapters", place, said("No book can be made of a file without text."), hint)
            return
        hint = said("Put a file with text in it there, named as in 1.{ending}.", ending=ENDINGS[0][1:])
        hint = next(filter(None, map(hint_for_other, files_below(self.root))), hint)
        self.add("no-chapters", WHOLE_BOOK, said("There is no chapter in this folder."), hint)

    def add(self, code: str, place: Place, message: Sentence, hint: Sentence = NOTHING) -> None:
        """Add a problem to those that were found."""
        self.problems.append(problem(code, place, message, hint))

    def _read(self, name: str, missing: str) -> SourceFile | None:
        file = below(self.root, PurePosixPath(name))
        if file is None:
            hint = said("Copy the file into the folder: nothing outside it is read.")
            message = said("{name} lies outside the manuscript's folder.", name=name)
            self.add("outside-folder", self.listed(name), message, hint)
        elif file.is_dir() or not file.exists():
            message, hint = said("{name} is not there.", name=name), self._nearest(name)
            if file.is_dir():
                message = said("{name} is a folder.", name=name)
                hint = hint or said("Give the folder another name, or name a file in it.")
            self.add(missing, self.listed(name), message, hint)
        elif not file.is_file():
            message = said("{name} is not an ordinary file.", name=name)
            self.add(missing, self.listed(name), message, said("Put a copy of its text there."))
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
            hint = said("Split it; keep data out of the notes.")
            if is_notebook(name):
                hint = said("Clear the output of its cells, where it is long.")
            self.add(missing, Place(name), error.message, hint)
        except OSError as error:
            self.add(missing, Place(name), said("The file cannot be read: {reason}.", reason=reason_of(error)))
        except NotebookError as error:
            message = said("The notebook cannot be read: {reason}.", reason=error.reason)
            hint = said("Open it in Jupyter and save it; if it does not open, take an earlier copy of the file.")
            self.add("bad-notebook", Place(name, error.line), message, hint)
        except UnicodeDecodeError as error:
            self.add("not-utf8", Place(name, bad_line(error)), *_undecodable(name, error))
        return None

    def without_front_matter(self, file: SourceFile, *, opens: bool = False) -> SourceFile:
        """Take front matter off a file; one that only gives pages below it their heading may have no more than that."""
        front = read_front_matter(file.text)
        if self.bare_front_matter and not (front.lines or front.fault):
            front = read_bare_front_matter(file.text)
        self.fronts[file.path] = front
        if front.fault:
            hint = said("All of it is set as text. Front matter is lines `key: value` between two lines ---.")
            self.add("front-matter", file.place(front.fault_line - 1), front.fault, hint)
        file = file.without_first(front.lines)
        text = file.text if file.text.strip(_NOTHING) else words_of_home(front.values)
        if not text.strip() and not (opens and front.title):
            self.add("empty-file", Place(file.path), *_emptiness(file.text, bool(front.lines)))
        return replace(file, text=text, title=front.title, macros=front.macros)

    def listed(self, name: str) -> Place:
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
        names = [other for other in self.pages() if other != name]
        same = [other for other in names if PurePosixPath(other).name == PurePosixPath(name).name]
        same += [other for other in names if with_figures(other) == with_figures(name)]
        near = next(iter(same), "") or nearest(name, names)
        return said("Did you mean {near}?", near=near) if near else NOTHING

    def pages(self) -> list[str]:
        """All files below the folder that are Markdown or notebooks, or else plain text, in natural order."""
        if self.found is None:
            files = list(self._walk())
            found = [name for name in files if is_page(name)]
            if not found:
                found = [name for name in files if _PLAIN.fullmatch(name)]
                self._tell_of_word(sorted(files if found else (), key=natural_key))
            self.found = sorted(found, key=lambda name: (natural_key(name), is_notebook(name), name))
        return self.found

    def _tell_of_word(self, files: list[str]) -> None:
        """Tell once of Word's files beside notes that nobody has called Markdown: they are notes too, as a rule."""
        word = [name for name in files if name.lower().endswith(_OF_WORD)]
        if word:
            message = counted(
                len(word),
                "This Word file is not in the book.",
                "{number} Word files, of which this is the first, are not in the book.",
            )
            self.add("skipped-file", Place(word[0]), message, hint_for_other(word[0]) or NOTHING)

    def _walk(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in folders_below(self.root, self._unreadable):
            count += len(files)
            if count > MOST_FILES:
                message = said("There are more than {most} files in this folder.", most=MOST_FILES)
                hint = said("Name the folder that the notes alone are in.")
                raise BookError([problem("no-chapters", WHOLE_BOOK, message, hint)])
            for link in (folder / name for name in folders if (self.root / folder / name).is_symlink()):
                message = said("This is a link to a folder, and no chapter is looked for in it.")
                self.add("skipped-file", Place(str(link)), message)
            yield from (str(folder / name) for name in files)

    def _unreadable(self, error: OSError) -> None:
        place = Place(Path(error.filename).relative_to(self.root).as_posix())
        self.add("missing-file", place, said("The folder cannot be read: {reason}.", reason=reason_of(error)))


_PLAIN = re.compile(r"(?!(?:.*/)?(?i:requirements[^/]*|robots|humans|cmakelists)\.)(?s:.*)\.(?i:txt)")
"""Notes that nobody has called Markdown, and no program's."""


_QUOTED = re.compile(r"""#.*|"((?:[^"\\]|\\.)*)(?:"|\\?$)|'([^']*)'""")


def _quoted(line: str) -> set[str]:
    """The names that a line of TOML holds between quotation marks, as the folder has them; its comment holds none."""
    found = _QUOTED.findall(line)
    return {plain_name(re.sub(r"\\+", "/", basic or literal)) for basic, literal in found if basic or literal}


_OF_WORD = (".docx", ".odt", ".rtf")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz")


def hint_for_other(name: str) -> Sentence | None:
    """How the notes in a file that is not read come to be: in a word processor's, or an archive, as its name says."""
    if name.lower().endswith(_ARCHIVES):
        return said("Archives are not read. Unpack {name}, and give the folder that comes of it.", name=name)
    if not name.lower().endswith(_OF_WORD):
        return None
    target = shlex.quote(str(PurePosixPath(name).with_suffix(".md")))
    command = f"pandoc {shlex.quote(name)} -o {target} --extract-media=images"
    return said("Word files are not read. Convert it to Markdown first: {command}", command=command)


def _undecodable(name: str, error: UnicodeDecodeError) -> tuple[Sentence, Sentence]:
    byte, encoding = f"{error.object[error.start]:02X}", error.encoding.upper()
    likely = likely_encoding(error.object) if error.encoding == "utf-8" else ""
    if not likely:
        message = said("Byte {byte} is not {encoding}.", byte=byte, encoding=encoding)
        return message, said("Save the file as UTF-8 in your editor.")
    called = {"GB18030": "GBK", "BIG5": "Big5", "SHIFT_JIS": "Shift-JIS"}[likely]
    message = said(
        "Byte {byte} is not {encoding}; the file looks like {likely}.", byte=byte, encoding=encoding, likely=called
    )
    file, old = shlex.quote(name), shlex.quote(f"{name}.old")
    command = f"iconv -f {likely} -t UTF-8 {file} > new.md && mv {file} {old} && mv new.md {file}"
    return message, said("Save the file as UTF-8 in your editor, or: {command}", command=command)


_NOTHING = " \t\r\n\0"
"""White space, and what is left of a file that was being written when the machine went off."""


def _emptiness(text: str, has_front_matter: bool) -> tuple[Sentence, Sentence]:
    """What is said of a file without text, and the remedy."""
    if "\0" in text:
        hint = said("It was damaged when it was saved: take an earlier copy of the file.")
        return said("There is nothing in this file but the control character U+0000."), hint
    nothing = said("There is nothing in this file.")
    below = said("There is nothing below the front matter of this file.")
    return below if has_front_matter else nothing, said("Write it, or take it away.")
