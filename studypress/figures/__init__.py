"""Pictures, diagrams, formulas and highlighted code, made ready for all outputs.

`draw` reads what the author names and draws what the author describes; `for_print`, `for_screens` and `in_grey` make
that fit for an edition; `highlight` colours code.

    finding, pictures, record           where a picture's file is, beside the notes or fetched from the web; reading it
    raster, stripped, colours, scale    pictures of pixels: checked, stripped of what they tell, their colours and sizes
    svg, svg_clean, svg_html            drawings that an author brings: what may stay in them, and words in HTML there
    svg_faces, svg_grey, pixels         drawings made narrower, grey, or pixels
    svg_rules                           the style sheet of a drawing, without what nothing in it follows
    diagrams, mermaid, graphviz         drawings that an author describes
    drawing, measure                    what is done to these, and how wide their labels are
    timelines, timeline_rows            timelines, and those of many periods, which are drawn downwards
    formulas, formula_making            formulas, each made once
    tex_forms, tex_boxes, tex_tags, tex_reading
                                        what latex2mathml reads otherwise than TeX, or slowly
    mathml, formula_colours             TeX as MathML
    formula_accents, formula_fences, formula_limits, formula_relations
                                        accents, what grows with what it holds, limits of sums, relations in turn
    formula_drawing, formula_words      MathML as glyphs, and in words, by which it is found and copied
    formula_repairs, formula_signs      what ziamath does otherwise than TeX
    formula_sharing                     and what it sets again and again
    code, languages, line_numbers       coloured code
    cover, titles                       the cover of an e-book, and the lines of titles
    prepared                            pictures as paper and screens want them
    assets, kept                        a finished picture, and where it is found again
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from studypress.cache import Cache
from studypress.figures.assets import PictureError
from studypress.figures.code import highlight, is_known_language
from studypress.figures.diagrams import DIAGRAM_SCALE, draw_ahead, draw_diagram, room_on
from studypress.figures.formulas import Formulas, formula_face
from studypress.figures.kept import Drawing, Kept
from studypress.figures.line_numbers import line_number
from studypress.figures.pictures import Album, read_picture
from studypress.figures.prepared import for_print, for_screens
from studypress.figures.scale import grey
from studypress.figures.svg_grey import grey_svg
from studypress.model import Asset, Book, Diagram, Formula, FormulaPicture, Image
from studypress.problems import SETTINGS, Problem
from studypress.sheets import SHEETS, Sheet
from studypress.tree import rewrite, walk

__all__ = [
    "DIAGRAM_SCALE",
    "PictureError",
    "draw",
    "for_print",
    "for_screens",
    "formula_face",
    "highlight",
    "in_grey",
    "is_known_language",
    "line_number",
    "read_picture",
]


def in_grey(book: Book) -> Book:
    """Take the colour out of a book's pictures, diagrams and formulas; ours have none but what the author gave them."""

    def change(node: Any) -> Any:
        match node:
            case Image(asset=Asset() as asset):
                return replace(node, asset=_greyed(asset))
            case Diagram(asset=Asset() as asset):
                return replace(node, asset=_greyed(asset), blank=node.blank and _greyed(node.blank))
            case Formula(picture=FormulaPicture() as picture):
                grey_ones = tuple(replace(each, asset=_greyed(each.asset)) for each in picture.drawings)
                return replace(node, picture=replace(picture, drawings=grey_ones))
            case _:
                return node

    return rewrite(book, change)


def _greyed(asset: Asset) -> Asset:
    return grey_svg(asset) if asset.media_type == "image/svg+xml" else grey(asset)


def draw(
    book: Book, root: Path, cover: str = "", cache: Cache | None = None, jobs: int = 1, sheet: Sheet = SHEETS["A4"]
) -> tuple[Book, list[Problem]]:
    """Fill in every picture, diagram and formula of a book, and the cover picture that `cover` names below `root`.

    Reads files below `root` only, and nothing from the network. What is drawn is kept in the `cache`, and so many
    `jobs` draw at once what is not in it. Diagrams can be read on pages of the `sheet`.
    """
    album, kept, room = Album(root), Kept[Drawing](cache, "drawings"), room_on(sheet)
    if cache and jobs > 1:
        draw_ahead(walk(book, Diagram), room, kept, jobs)
    formulas = Formulas(walk(book, Formula), cache, jobs)
    problems: dict[Problem, None] = {}  # the same picture may stand in the text and in a summary: told once

    def fill(node: Any) -> Any:
        match node:
            case Image():
                node, found = album.fill(node)
            case Diagram():
                node, found = draw_diagram(node, room, kept)
            case Formula():
                node, found = formulas.fill(node)
            case _:
                return node
        problems.update(dict.fromkeys(found))
        return node

    book = rewrite(book, fill, Image, Diagram, Formula)
    if cover:
        picture, found = album.fill(Image(cover, "", place=SETTINGS))
        problems.update(dict.fromkeys(found))
        book = replace(book, cover=picture.asset)
    return book, list(problems)
