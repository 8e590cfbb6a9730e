"""Alternative text: what a picture says to a reader who cannot see it (WCAG 2.2, 1.1.1)."""

from collections.abc import Iterator
from urllib.parse import unquote

from studypress.check.finished import Finished
from studypress.check.writing import Writing
from studypress.markdown import is_placeholder_alt
from studypress.model import Diagram, Figure, Image
from studypress.problems import Place, Problem, problem
from studypress.tree import walk
from studypress.wording import Sentence, said, shortened

_HINT = said("Write what the picture shows, in a sentence: a reader may not see it.")


def placeholder_alt(finished: Finished) -> Iterator[Problem]:
    """Alternative text that an editor put in and nobody replaced: “Alt text”, `image-20230401.png`."""
    for node in _pictures(finished):
        if is_placeholder_alt(node.alt, node.source if isinstance(node, Image) else ""):
            yield problem(
                "placeholder-alt",
                node.place,
                said("The alternative text of {name} is still “{alt}”.", name=_name(node), alt=node.alt),
                _HINT,
            )


def missing_alt(finished: Finished) -> Iterator[Problem]:
    """A picture that nothing describes, neither its alternative text nor its caption.

    A diagram that could not be drawn is code, and its author has been told.
    """
    captioned = {
        id(picture) for figure in finished.of(Figure) if figure.caption for picture in (figure.content, *figure.beside)
    }
    for node in _pictures(finished):
        failed = isinstance(node, Diagram) and node.asset is None
        if not node.alt.strip() and id(node) not in captioned and not failed:
            yield problem(
                "missing-alt", node.place, said("Nothing says what {name} shows.", name=_name(node)), _hint(node)
            )


def _pictures(finished: Finished) -> Iterator[Image | Diagram]:
    """Every picture once, though a term's definition shows its pictures in the glossary again."""
    seen: set[tuple[Place, str]] = set()
    for node in walk((finished.book.chapters, finished.book.glossary), Image, Diagram):
        key = node.place, node.source if isinstance(node, Image) else node.language
        if key not in seen:
            seen.add(key)
            yield node


def _name(node: Image | Diagram) -> Sentence:
    return (
        said("the picture “{source}”", source=shortened(unquote(node.source)))
        if isinstance(node, Image)
        else said("the {language} drawing", language=node.language)
    )


def _hint(node: Image | Diagram) -> Sentence:
    if isinstance(node, Diagram):
        opening = f'```{node.language} alt="…"'
        return said("Write what it shows behind the word that opens it: {opening}.", opening=opening)
    if node.place.cell and not node.place.row:  # drawn by code
        return said("Write what the picture shows into the first line of its cell: {line}", line="#| fig-alt: …")
    return _HINT


_MOST_BYTES = 5_000_000
_MOST_PIXELS = 20_000_000
"""A whole page of A4 at 300 dpi has 9 million, a telephone's photograph 12 million."""


def huge_image(writing: Writing) -> Iterator[Problem]:
    """A picture far larger than any page shows."""
    for node in _pictures(writing.finished):
        if not isinstance(node, Image) or node.asset is None:
            continue
        drawn = node.asset.media_type == "image/svg+xml"
        size, pixels = len(node.asset.data), 0 if drawn else int(node.asset.width * node.asset.height)
        if size > _MOST_BYTES or pixels > _MOST_PIXELS:
            much = (
                said("{number} million pixels", number=round(pixels / 1e6))
                if pixels > _MOST_PIXELS
                else said("{number} MB", number=round(size / 1e6))
            )
            message = said(
                "The picture “{source}” has {much}; no page can show so much.",
                source=shortened(unquote(node.source)),
                much=much,
            )
            yield problem("huge-image", node.place, message, said("Scale it down: the book looks the same."))
