"""Alternative text: what a picture says to a reader who cannot see it (WCAG 2.2, 1.1.1)."""

from collections.abc import Iterator

from studypress.markdown.figures import is_placeholder_alt
from studypress.model import Book, Diagram, Figure, Image
from studypress.problems import Place, Problem, problem
from studypress.tree import walk

_HINT = "Write what the picture shows, in a sentence: a reader may not see it."


def placeholder_alt(book: Book) -> Iterator[Problem]:
    """Alternative text that an editor put in and nobody replaced: “Alt text”, `image-20230401.png`."""
    for node in _pictures(book):
        if is_placeholder_alt(node.alt):
            yield problem(
                "placeholder-alt", node.place, f"The alternative text of {_name(node)} is still “{node.alt}”.", _HINT
            )


def missing_alt(book: Book) -> Iterator[Problem]:
    """A picture that nothing describes, neither its alternative text nor its caption."""
    captioned = {id(figure.content) for figure in walk(book.chapters) if isinstance(figure, Figure) and figure.caption}
    for node in _pictures(book):
        if not node.alt.strip() and id(node) not in captioned:
            yield problem("missing-alt", node.place, f"Nothing says what {_name(node)} shows.", _hint(node))


def _pictures(book: Book) -> Iterator[Image | Diagram]:
    """Every picture once, though a term's definition shows its pictures in the glossary again."""
    seen: set[tuple[Place, str]] = set()
    for node in walk((book.chapters, book.glossary)):
        if isinstance(node, Image | Diagram) and (node.place, _name(node)) not in seen:
            seen.add((node.place, _name(node)))
            yield node


def _name(node: Image | Diagram) -> str:
    return f"the picture “{node.source}”" if isinstance(node, Image) else f"the {node.language} drawing"


def _hint(node: Image | Diagram) -> str:
    if isinstance(node, Diagram):
        return 'Write what it shows behind the word that opens it: ```mermaid alt="…".'
    return _HINT
