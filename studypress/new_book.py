"""The beginning of a book: a small one that shows every element, or the settings of notes that are there already."""

import json
import os
import re
from functools import partial
from pathlib import Path

from studypress.manuscript import Manuscript, SourceFile, read_manuscript, settings_name
from studypress.markdown import parse
from studypress.output import is_part, write_whole
from studypress.problems import Place, UsageError, problem
from studypress.resources import resource_folder
from studypress.wording import said

_KEY = re.compile(r"# (\w+) = ")


def new(folder: Path) -> tuple[Path, ...]:
    """Write a small book into a new or empty folder; gives the files. Raises UsageError for any other place.

    What a `new` that was killed has begun is completed.
    """
    sample = resource_folder("templates") / "start" / "book"
    sources = {file.relative_to(sample): file for file in sorted(sample.rglob("*")) if file.is_file()}
    if folder.exists() and not (folder.is_dir() and _is_begun(folder, sources)):
        message = said("already exists and is not empty; nothing is written into it")
        hint = said("Name a new folder. For notes that you have already: build.py init FOLDER")
        raise UsageError([problem("cannot-write", Place(str(folder)), message, hint)])
    for name, source in sources.items():
        write_whole(folder / name, [source.read_bytes()])
    return tuple(folder / name for name in sources)


def _is_begun(folder: Path, sources: dict[Path, Path]) -> bool:
    """Whether a folder has some of these files, but not all, and nothing else but what is half-written."""
    there, folders = 0, {parent for name in sources for parent in name.parents}
    for file in folder.rglob("*"):
        name = file.relative_to(folder)
        if is_part(file) or (file.is_dir() and name in folders):
            continue
        source = sources.get(name)
        if not (source and file.is_file() and file.read_bytes() == source.read_bytes()):
            return False
        there += 1
    return there < len(sources)


def init(book: Path) -> tuple[Path, ...]:
    """Write the settings of the notes in a folder, with what is found in them; gives the file.

    Raises UsageError when there are settings already, or no folder, and BookError when the notes cannot be read.
    """
    if not book.is_dir():
        message = said("is not a folder; settings stand beside the chapters")
        hint = said("Name the folder of your notes.")
        raise UsageError([problem("no-manuscript", Place(str(book)), message, hint)])
    file = book / settings_name(book)
    if os.path.lexists(file):
        message = said("already exists and stays as it is")
        hint = said("Add to it; `build.py new DIR` shows a book with one.")
        raise UsageError([problem("cannot-write", Place(str(file)), message, hint)])
    manuscript, _ = read_manuscript(book)
    write_whole(file, [settings(_found(manuscript)).encode()])
    return (file,)


def settings(found: dict[str, str]) -> str:
    """Fill in what is known of a book; every other key stays a comment. Values are TOML."""
    lines = (resource_folder("templates") / "start" / "book.toml").read_text(encoding="utf8").split("\n")
    for number, line in enumerate(lines):
        if line.startswith("# ["):
            break
        if (key := _KEY.match(line)) and key[1] in found:
            lines[number] = f"{key[1]} = {found[key[1]]}"
    return "\n".join(lines)


def _found(manuscript: Manuscript) -> dict[str, str]:
    book, _ = parse(manuscript)
    about = book.metadata
    found = {"title": _toml(about.title), "language": _toml(about.language)}
    if about.authors:
        found["authors"] = _toml([author.name for author in about.authors])
    if not manuscript.contents and all(map(partial(_may_be_listed, manuscript.root), manuscript.chapters)):
        names = "".join(f"  {_toml(file.path)},\n" for file in manuscript.chapters)
        found["chapters"] = f"[\n{names}]"
    return found


def _may_be_listed(root: Path, file: SourceFile) -> bool:
    """Whether a list of files says all of a chapter: none is a part that folders make, nor stands below another."""
    return file.level == 1 and not file.part and (root / file.path).is_file()


def _toml(value: str | list[str]) -> str:
    """Write a text, or a list of them: JSON's escapes are TOML's too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
