"""What another tool's settings say of a book, in the terms of ours."""

from collections.abc import Iterable

from studypress.config import BookConfig, language_tag
from studypress.manuscript.bibliography import files_named
from studypress.manuscript.words import on_one_line
from studypress.model import Author


def about(
    title: object = "",
    authors: object = (),
    language: object = "",
    description: object = "",
    bibliography: object = (),
) -> BookConfig:
    """Make the settings that a tool's own file gives; what is no text there is left out.

    The language is empty where it is not said.
    """
    return BookConfig(
        title=_words(title),
        authors=tuple(Author(name) for name in map(_words, _listed(authors)) if name),
        language=language_tag(language) or "",
        description=_words(description),
        bibliography=files_named(bibliography),
    )


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _words(value: object) -> str:
    if isinstance(value, dict):  # Quarto writes an author as a table with a name
        value = value.get("name")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return on_one_line(str(value))
