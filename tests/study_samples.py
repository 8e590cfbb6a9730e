"""Books for the tests of study, resolve, check and select, made of Markdown text."""

from pathlib import Path
from typing import Any

from studypress.config import BookConfig, GlossaryConfig, StudyConfig
from studypress.manuscript import Manuscript, SourceFile
from studypress.markdown import parse
from studypress.model import Book, Chapter, Entry, PointGroup, Section, Summary, TermUse
from studypress.problems import Problem
from studypress.resolve import resolve
from studypress.study import study
from studypress.tree import plain_text, walk

SEED = (Path(__file__).parent / "data" / "docker-notes.md").read_text(encoding="utf8")
"""The notes on Docker, as a student typed them."""


def parsed(*texts: str, glossary: str = "", config: BookConfig | None = None, **paths: str) -> Book:
    """Parse texts as the files `1.md`, `2.md`, …, and `paths` as files of those names (`a__b` is `a/b.md`)."""
    files = [SourceFile(f"{number}.md", text) for number, text in enumerate(texts, 1)]
    files += [SourceFile(f"{name.replace('__', '/')}.md", text) for name, text in paths.items()]
    glossary_files = (SourceFile("glossary.md", glossary),) if glossary else ()
    return parse(Manuscript(Path(), config or BookConfig(), tuple(files), glossary_files))[0]


def studied(
    *texts: str,
    glossary: str = "",
    study_options: Any = None,
    glossary_options: Any = None,
    language: str = "zh-Hans",
    **paths: str,
) -> tuple[Book, list[Problem]]:
    """Parse texts (see `parsed`) and make a study guide of them."""
    config = BookConfig(
        language=language,
        study=StudyConfig(**study_options or {}),
        glossary=GlossaryConfig(**glossary_options or {}),
    )
    return study(parsed(*texts, glossary=glossary, config=config, **paths), config)


def resolved(*texts: str, **options: Any) -> tuple[Book, list[Problem]]:
    """A study guide with its numbers and links; the problems are those of `resolve`."""
    return resolve(studied(*texts, **options)[0])


def sections(book: Book) -> dict[str, Section]:
    """The sections of all chapters by their titles."""
    return {plain_text(node.title): node for node in walk(book.chapters) if isinstance(node, Section)}


def groups(chapter: Chapter) -> list[tuple[str, str]]:
    """The titles of a summary's groups, each with its section's id."""
    return [(plain_text(group.title), group.section) for group in summary(chapter).groups]


def summary(chapter: Chapter) -> Summary:
    """The summary that a chapter must have."""
    assert chapter.summary is not None
    return chapter.summary


def points(group: PointGroup) -> list[tuple[str, str]]:
    """Each point with its answer, as text."""
    return [(plain_text(point.text), plain_text(point.answer)) for point in group.points]


def entries(book: Book) -> dict[str, Entry]:
    """The glossary by its terms."""
    return {entry.term: entry for entry in book.glossary}


def uses(book: Book) -> list[str]:
    """The words that are marked as uses, in reading order."""
    return [plain_text(node.children) for node in walk(book.chapters) if isinstance(node, TermUse)]


def told(problems: list[Problem]) -> list[str]:
    """Each problem as its code and place."""
    return [f"{problem.code} {problem.place}" for problem in problems]
