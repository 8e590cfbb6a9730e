"""Manuscripts of a few lines: files written into a folder, and what is read of them."""

from pathlib import Path

from studypress.config import BookConfig
from studypress.manuscript import Manuscript, read_manuscript
from studypress.markdown import parse
from studypress.model import Chapter, Section
from studypress.problems import Problem
from studypress.resolve import resolve
from studypress.study import study
from studypress.tree import plain_text, walk

MDBOOK = '[book]\ntitle = "Forces"\nauthors = ["A", "B"]\nlanguage = "en"\n\n[output.html]\n'
"""Settings of mdBook."""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf8")
    return root


def read(root: Path, files: dict[str, str]) -> tuple[Manuscript, list[Problem]]:
    """Read the manuscript that these files are; problems without the note of which list was taken."""
    manuscript, problems = read_manuscript(write(root, files))
    return manuscript, [problem for problem in problems if problem.code != "contents-list"]


def places(manuscript: Manuscript) -> list[tuple[int, str]]:
    """The level and the file of each page in order."""
    return [(file.level, file.path) for file in manuscript.chapters]


def pages(*names: str) -> dict[str, str]:
    """Pages whose title is their name."""
    return {name: f"# {name}\n\ntext\n" for name in names}


def names(config: BookConfig) -> tuple[str, ...]:
    """The names of a book's authors."""
    return tuple(author.name for author in config.authors)


def chapters(root: Path, files: dict[str, str]) -> tuple[tuple[Chapter, ...], list[str]]:
    """The chapters of the book that these files are, and the codes of what is wrong with them."""
    manuscript, problems = read(root, files)
    book, in_text = parse(manuscript)
    book, _ = study(book, manuscript.config)
    book, in_links = resolve(book)
    return book.chapters, [problem.code for problem in problems + in_text + in_links]


def outline(blocks: object) -> list[tuple[int, str, str]]:
    """Level, number and title of every section."""
    return [(s.level, s.number, plain_text(s.title)) for s in walk(blocks) if isinstance(s, Section)]
