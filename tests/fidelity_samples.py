"""What the tests of the judge of fidelity are made of."""

from benchmarks.fidelity.reading import Piece, Rules

ALL_READ = Rules(lambda tag, attributes: False, lambda tag, attributes: False, typed_tags=True, references=True)
"""Rules by which everything is text."""


def pieces_of(*texts: str) -> list[Piece]:
    """Pieces of these words, one a line."""
    return [Piece(text, text, f"a.md:{number}") for number, text in enumerate(texts, 1)]
