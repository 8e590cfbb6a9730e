"""The pictures that the documents of an edition refer to."""

import re
from collections.abc import Iterator
from functools import cache

from studypress.editions import Edition, Medium
from studypress.figures import line_number
from studypress.model import Asset, Book, Callout, CalloutKind, CodeBlock, Diagram, Formula, FormulaPicture, Image
from studypress.render.code import WRAP_MARKS
from studypress.resources import resource_folder
from studypress.tree import walk

ORNAMENT = "cover-ornament.svg"
"""The picture, in `images/`, of one cell of the band on the cover."""
_COLOURS = re.compile(rb"#(?:1f4e5f|855300|9b1c1c)")
"""The colours of the signs of callouts, which editions without colour have in black."""


def assets_of(book: Book, edition: Edition) -> tuple[Asset, ...]:
    """Every picture that the documents refer to, once, in reading order."""
    printed = edition.medium is Medium.PRINT
    found = {book.cover.name: book.cover} if book.cover else {}
    kinds = set()
    for node in walk(book.chapters + book.glossary, Image, Formula, Diagram, CodeBlock, Callout):
        match node:
            case Image(asset=Asset() as asset):
                found[asset.name] = asset
            case Formula(picture=FormulaPicture(drawings=drawings)) if printed or edition.formulas_as_pictures:
                found |= {drawing.asset.name: drawing.asset for drawing in drawings}
            case Diagram(asset=asset, blank=blank):
                found |= {drawing.name: drawing for drawing in (asset, blank) if drawing}
            case CodeBlock() if printed:
                found |= {number.name: number for number in _line_numbers(node)}
            case Callout(kind=kind):
                kinds.add(kind)
    if printed:
        signs = [f"callout-{kind}.svg" for kind in CalloutKind if kind in kinds]
        found |= {name: _own_picture(name, edition.grey) for name in (*WRAP_MARKS.values(), ORNAMENT, *signs)}
    return tuple(found.values())


def _line_numbers(code: CodeBlock) -> Iterator[Asset]:
    """The pictures of the numbers that stand before its lines."""
    if code.first_line is not None:
        yield from map(line_number, range(code.first_line, code.first_line + code.text.count("\n") + 1))


@cache
def _own_picture(name: str, grey: bool) -> Asset:
    """Give a picture of the program's own; the style sheets say how large it is shown."""
    data = (resource_folder("images") / name).read_bytes()
    return Asset(name, "image/svg+xml", _COLOURS.sub(b"#000", data) if grey else data, 0, 0)
