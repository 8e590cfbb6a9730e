"""The .bib files that a manuscript names: in our settings, in those of another tool, in front matter."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from studypress.manuscript.decode import TooLargeError, bad_line, read_text
from studypress.manuscript.paths import below, plain_name
from studypress.manuscript.source import SourceFile
from studypress.problems import Place, Problem, problem
from studypress.wording import reason_of, said, shortened

_ENDING = ".bib"

Named = tuple[str, Place]
"""A file as it was named, and where."""


def files_named(value: Any) -> tuple[str, ...]:
    """The .bib files that a key such as `bibliography` names: one, or a list; Pandoc may leave the ending out."""
    names = value if isinstance(value, list | tuple) else (value,)
    found = (name.strip() for name in names if isinstance(name, str))
    return tuple(name if posixpath.splitext(name)[1] else f"{name}{_ENDING}" for name in found if name)


def named_in(fronts: Mapping[str, Mapping[str, Any]]) -> Iterator[Named]:
    """What the front matter of files names under `bibliography` (Pandoc, "Citations"), by their paths."""
    for path, values in fronts.items():
        yield from ((name, Place(path)) for name in files_named(values.get("bibliography")))


def read_bibliographies(root: Path, named: Iterable[Named]) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """Read each .bib file once; what cannot be read is a problem, and what it would hold shows as typed.

    A name counts from the file that it stands in, or from the manuscript's folder, where Pandoc is run.
    """
    files: dict[str, SourceFile] = {}
    problems: dict[str, Problem] = {}
    for name, place in named:
        folder = posixpath.dirname(place.path)
        paths = [plain_name(posixpath.join(folder, name)), plain_name(name)]
        path = next((path for path in paths if (file := below(root, path)) and file.is_file()), "")
        if not path:
            problems.setdefault(paths[1], _missing(root, name, paths, place))
        elif path not in files and not path.lower().endswith(_ENDING):
            hint = said("Export it as BibTeX, which every program for literature does.")
            problems[path] = problem("bibliography", place, said("{name} is not a .bib file.", name=path), hint)
        elif path not in files and path not in problems:
            read = _read(root, path)
            if isinstance(read, Problem):
                problems[path] = read
            else:
                files[path] = read
    return tuple(files.values()), list(problems.values())


def _missing(root: Path, name: str, paths: list[str], place: Place) -> Problem:
    if not any(below(root, path) for path in paths):
        message = said("{name} lies outside the manuscript's folder.", name=shortened(name))
        return problem(
            "bibliography", place, message, said("Copy the file into the folder: nothing outside it is read.")
        )
    message = said("{name} is not there; what the text cites of it shows as typed.", name=shortened(name))
    return problem("bibliography", place, message, said("Put the file there, or name the one that is meant."))


def _read(root: Path, path: str) -> SourceFile | Problem:
    file = below(root, path)
    try:
        return SourceFile(path, read_text(file or root))
    except TooLargeError as error:
        hint = said("Keep what the book cites in a file of its own.")
        return problem("bibliography", Place(path), error.message, hint)
    except OSError as error:
        message = said("The file cannot be read: {reason}.", reason=reason_of(error))
        return problem("bibliography", Place(path), message)
    except UnicodeDecodeError as error:
        message = said("Byte {byte} is not {encoding}.", byte=f"{error.object[error.start]:02X}", encoding="UTF-8")
        return problem(
            "bibliography", Place(path, bad_line(error)), message, said("Save the file as UTF-8 in your editor.")
        )
