"""Which files are chapters, and in which order: those of a list, or else what the folder holds."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from studypress.config import BookConfig
from studypress.known_titles import matter_of
from studypress.manuscript.chapters.copies import originals
from studypress.manuscript.chapters.readme import length_of_notes, order_of_links
from studypress.manuscript.conventions import Folder
from studypress.manuscript.conventions.contents import first_title
from studypress.manuscript.fences import without_code
from studypress.manuscript.listing import CHAPTER, Listed, Listing, in_order
from studypress.manuscript.notebooks.cells import is_notebook
from studypress.manuscript.order import by_weight
from studypress.manuscript.paths import plain_name, size_of
from studypress.manuscript.reading import Reader
from studypress.manuscript.source import SourceFile
from studypress.manuscript.vault import template_folders
from studypress.manuscript.words import on_one_line
from studypress.problems import WHOLE_BOOK, Place
from studypress.wording import NOTHING, counted, joined, said

_GLOSSARY = "glossary.md"
_NOT_CHAPTERS = re.compile(
    r"(?i:readme([-_.]\w+)?|licen[cs]e([-_]\w+)?|copying|contributing|contributors|changelog|code_of_conduct|todo)\.\w+"
    r"|(?:HISTORY|SECURITY|SUPPORT|AUTHORS|AGENTS|CLAUDE|GEMINI)\.\w+|(?:.*/)?SUMMARY\.md"
    r"|(?:.*/)?_(?:sidebar|navbar|coverpage|footer)\.md|.*\.excalidraw\.md"
)
"""What a repository has in its top folder for its own sake, and what programs that write are told; lists of other
tools; drawings, which a plugin of Obsidian keeps as notes. But `history.md` and `summary.md` are chapters."""

_SHORT = 6_000
"""Bytes, two pages of Han: a README that tells of a folder with little in it yet is none of its chapters."""
_FIFTH = 5
"""A README whose sections are a fifth of all chapters tells more than what is in the folder."""

_HEADING = re.compile(r"^ {0,3}(?:#{1,6}\s*\S|<h[1-6]\b)", re.MULTILINE)


def glossary_files(reader: Reader, config: BookConfig, chapters: Iterable[SourceFile]) -> list[str]:
    """The files of the glossary: those of our settings, and `glossary.md` in the folder, unless that is a chapter."""
    taken = {plain_name(name) for name in (*config.glossary.files, *(file.path for file in chapters))}
    found = (name for name in Folder(reader.root).names() if name.lower() == _GLOSSARY)
    return [*config.glossary.files, *(name for name in found if name not in taken)]


def find_chapters(reader: Reader, config: BookConfig, listing: Listing | None) -> tuple[SourceFile, ...]:
    """Read the chapters that our list names, or another tool's, or else those that the folder holds."""
    if config.chapters or listing is None or not listing.entries:
        reader.problems.extend(listing.problems if listing and not config.chapters else ())
        own = _own_chapters(reader, config, *((listing.folder, listing.passed) if listing else ("", ())))
        found = reader.texts(own, "missing-chapter")
        if config.chapters:
            return found
        found = _without_twins(reader, _without_copies(reader, found))
        return _finished_in_order(reader, _without_programs(reader, found))
    reader.problems.extend(listing.problems)
    found = tuple(file for place in in_order(listing.entries) if (file := _listed_file(reader, listing, place)))
    _tell_of(reader, listing, found)
    return found


def _own_chapters(reader: Reader, config: BookConfig, folder: str, passed: tuple[str, ...]) -> list[str]:
    """Take the chapters of our list, or those that the folder holds; note the files left out.

    What lies in the folders that are `passed`, and in those of a vault's templates, is neither taken nor noted.
    """
    below = "" if folder in ("", ".") else f"{folder}/"
    other = {plain_name(name) for name in config.glossary.files}
    names = [name for name in reader.pages() if name.lower() != _GLOSSARY and name not in other]
    if not config.chapters:
        passed += template_folders(reader.root)
        names = [name for name in names if not any(map(PurePosixPath(name).is_relative_to, passed))]
    chapters = _each_once(reader, config.chapters) or [
        name for name in names if name.startswith(below) and not _NOT_CHAPTERS.fullmatch(name)
    ]
    readmes = [name for name in names if name.lower().startswith("readme.")]
    if not config.chapters and readmes and _holds_notes(reader, readmes[0], chapters):
        chapters = [*readmes[:1], *chapters]
    chapters = chapters or readmes
    listed = set(map(reader.plain, chapters))
    for name in (name for name in names if name not in listed and name.startswith(below)):
        if not (config.chapters and _NOT_CHAPTERS.fullmatch(name)):
            hint = said("If it is one, name it in {config}: chapters = [...]", config=reader.config)
            reader.add("skipped-file", Place(name), said("This file is not taken for a chapter."), hint)
    return chapters


def _holds_notes(reader: Reader, readme: str, chapters: Iterable[str]) -> bool:
    """Whether a README is the notes themselves, beside a few examples, or a good part of them."""
    length, others = size_of(reader.root, [readme]), size_of(reader.root, chapters)
    return length > max(_SHORT, others) or (
        length > _SHORT and length_of_notes(Folder(reader.root), readme) > max(_SHORT, others // _FIFTH)
    )


def _each_once(reader: Reader, chapters: Iterable[str]) -> list[str]:
    """Take each file of our list where it is named first, as those of other tools' lists are; tell of the rest."""
    counts = Counter(map(reader.plain, chapters))
    for name in (name for name, count in counts.items() if count > 1):
        message = said(
            "{name} is named {number} times; it is set where it is named first.", name=name, number=counts[name]
        )
        reader.add("skipped-file", reader.listed(name), message)
    return list(counts)


def _without_copies(reader: Reader, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """Of a notebook and its copy in Markdown, of one name and one title, take the file that is not as deep.

    `jupyter nbconvert` writes them into a folder below, Jupytext beside the notebook.
    """
    taken: dict[tuple[str, str], str] = {}
    copies: dict[str, str] = {}
    notebooks = {_stem(file) for file in found if is_notebook(file.path)}
    alike = [file for file in found if _stem(file) in notebooks]
    for file in sorted(alike, key=lambda one: (one.path.count("/"), is_notebook(one.path))):
        first = taken.setdefault(_known_by(file), file.path)
        if is_notebook(first) != is_notebook(file.path):
            copies[file.path] = first
    for name, first in copies.items():
        hint = said("To have this file instead, name the chapters in {config}: chapters = [...]", config=reader.config)
        reader.add("skipped-file", Place(name), said("The same chapter is in {name}.", name=first), hint)
    return tuple(file for file in found if file.path not in copies)


def _without_twins(reader: Reader, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """Leave out a file that is called a copy of another, and says the same; tell of one that says something else."""
    texts = {file.path: file.text for file in found}
    twins = set[str]()
    for name, first in originals(texts).items():
        if texts[name].split() == texts[first].split():
            twins.add(name)
            reader.add("skipped-file", Place(name), said("The same chapter is in {name}.", name=first))
            continue
        message = said("By its name, this is a copy of {name}; it is a chapter of its own.", name=first)
        hint = said("Delete it, or name the chapters in {config}: chapters = [...]", config=reader.config)
        reader.add("contents-list", Place(name), message, hint)
    return tuple(file for file in found if file.path not in twins)


def _without_programs(reader: Reader, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """Leave out notebooks that have no heading: programs that lie among notes, unless there is nothing else."""
    programs = [file for file in found if is_notebook(file.path) and file.text.strip() and not _is_headed(file)]
    if len(programs) == len(found):
        return found
    for file in programs:
        hint = said(
            "If it is a chapter, give it a heading, or name it in {config}: chapters = [...]", config=reader.config
        )
        message = said("This notebook has no heading, and is taken for a program.")
        reader.add("skipped-file", Place(file.path), message, hint)
    return tuple(file for file in found if file not in programs)


def _finished_in_order(reader: Reader, found: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """Leave out drafts, and follow the weights of front matter, or a README's links; for where there is no list."""
    drafts = {file.path for file in found if reader.fronts[file.path].draft}
    for name in sorted(drafts):
        hint = said("Take `draft` away, or name it in {config}: chapters = [...]", config=reader.config)
        reader.add("skipped-file", Place(name), said("Its front matter marks this file as a draft."), hint)
    if 2 * len(drafts) > len(found):
        message = said(
            "{drafts} of {files} are marked as drafts by their front matter, and are not in the book.",
            drafts=len(drafts),
            files=counted(len(found), "{number} file", "{number} files"),
        )
        hint = said("Take `draft` away, or name them in {config}: chapters = [...]", config=reader.config)
        reader.add("many-drafts", WHOLE_BOOK, message, hint)
    files = {file.path: file for file in found if file.path not in drafts}
    weights = {name: weight for name in files if (weight := reader.fronts[name].weight) is not None}
    if weights:
        files_with_one = counted(len(weights), "{number} file", "{number} files")
        message = said("The files are put in the order of the front matter of {files}.", files=files_with_one)
        reader.add("contents-list", WHOLE_BOOK, message)
        return tuple(files[name] for name in by_weight(files, weights))
    order, page = order_of_links(Folder(reader.root), list(files))
    if order:
        message = said("The files are put in the order in which this page links them.")
        reader.add("contents-list", Place(page), message)
    return tuple(files[name] for name in order or files)


def _listed_file(reader: Reader, listing: Listing, place: Listed) -> SourceFile | None:
    """Read the page of an entry; an entry without one is an empty text below its title."""
    entry = place.entry
    file = SourceFile(listing.source, "", entry.line)
    if entry.path:
        if not (read := reader.files([entry.path], "missing-chapter")):
            return None
        file = reader.without_front_matter(read[0], opens=bool(entry.children))
    listed = on_one_line(entry.title)
    return replace(
        file,
        title=file.title or listed,
        listed=listed,
        level=place.level,
        part=place.part,
        uncounted=entry.uncounted or matter_of(listed) is not None,
    )


def _tell_of(reader: Reader, listing: Listing, found: tuple[SourceFile, ...]) -> None:
    """Say which list was taken, and which pages are not in it."""
    taken = {file.path for file in found}
    left = [name for name in reader.pages() if name not in taken and not _NOT_CHAPTERS.fullmatch(name)]
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
    reader.add("contents-list", Place(listing.source), message, hint if left else NOTHING)


def _stem(file: SourceFile) -> str:
    return PurePosixPath(file.path).stem.lower()


def _known_by(file: SourceFile) -> tuple[str, str]:
    return _stem(file), first_title(file.text)


def _is_headed(file: SourceFile) -> bool:
    return bool(file.title or _HEADING.search(without_code(file.text)))
