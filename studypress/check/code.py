"""Code whose language nobody knows: it is shown, but plain."""

from collections.abc import Iterator

from studypress.figures import is_known_language
from studypress.model import Book, CodeBlock
from studypress.problems import Problem, problem
from studypress.tree import walk


def unknown_language(book: Book) -> Iterator[Problem]:
    """A name after the backquotes that is no language; told once for each name."""
    told: set[str] = set()
    for node in walk(book.chapters):
        if isinstance(node, CodeBlock) and node.language not in told and not is_known_language(node.language):
            told.add(node.language)
            yield problem(
                "unknown-language",
                node.place,
                f"Nothing is known of the language `{node.language}`; its code is not highlighted.",
                "Write the usual name of the language, or `text` for no language.",
            )
