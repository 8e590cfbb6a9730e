"""Pictures, diagrams and highlighted code, made ready for all outputs.

`draw` reads what the author names and draws what the author describes; `highlight` colours code.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from studypress.figures.code import highlight
from studypress.figures.diagrams import draw_diagram
from studypress.figures.kept import Kept
from studypress.figures.pictures import Album
from studypress.figures.scale import grey
from studypress.model import Book, Diagram, Image
from studypress.problems import Place, Problem
from studypress.tree import rewrite

__all__ = ["draw", "highlight", "in_grey"]


def in_grey(book: Book) -> Book:
    """Take the colour out of a book's photographs and other raster pictures; our drawings have none."""

    def change(node: Any) -> Any:
        return replace(node, asset=grey(node.asset)) if isinstance(node, Image) and node.asset else node

    return rewrite(book, change)


def draw(book: Book, root: Path, cover: str = "") -> tuple[Book, list[Problem]]:
    """Fill in every picture and diagram of a book, and the cover picture that `cover` names below `root`.

    Reads files below `root` only, and nothing from the network. A drawing is kept below `root` where that can be
    written to.
    """
    album, kept = Album(root), Kept(root)
    problems: dict[Problem, None] = {}  # the same picture may stand in the text and in a summary: told once

    def fill(node: Any) -> Any:
        match node:
            case Image():
                node, found = album.fill(node)
            case Diagram():
                node, found = draw_diagram(node, kept)
            case _:
                return node
        problems.update(dict.fromkeys(found))
        return node

    book = rewrite(book, fill)
    if cover:
        picture, found = album.fill(Image(cover, "", place=Place("book.toml")))
        problems.update(dict.fromkeys(found))
        book = replace(book, cover=picture.asset)
    return book, list(problems)
