"""Marks of Markdown that are left in the text of a book, outside of code and formulas."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.fidelity.reading import Piece, plain

_MARKS = re.compile(
    r"\*\*|:::|\[\^[^\]\s]+\]|\{[#.:][^}\n]*\}|\$\$|\{\{|\}\}|\{%|!\[|\]\(|~~|(?<!=)==(?!=)|\[\[|<!--|-->|```|^#{1,6} |"
    r"(?<!\S)!!!|\[!\w+\]"
)
_AROUND = 12
"""How much is shown at either side of a mark."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A mark in the text."""

    mark: str
    text: str
    """It and what stands around it."""
    place: str
    also_in_reference: bool
    """Whether the reference shows it too: it was meant as text, or both take it so."""


def leftovers(made: Sequence[Piece], reference: Sequence[Piece]) -> Iterator[Leftover]:
    """Find the marks that are left."""
    known = "\n".join(
        (
            _plain("".join(piece.prose for piece in reference)),
            "".join(one.text for one in reference if one.kind != "code"),
        )
    )
    for piece in made:
        for found in _MARKS.finditer(piece.prose):
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            text = piece.prose[start:end]
            yield Leftover(found[0], " ".join(text.split()), piece.place, _plain(text) in known)


def _plain(text: str) -> str:
    return plain(text.replace("\ufffc", ""))
