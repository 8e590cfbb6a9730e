"""Numbers of code lines as pictures: what is no text is not copied with the code, and no reader aloud counts along."""

from functools import cache

from studypress.model import Asset
from studypress.resources import resource_folder

_WIDTH = 20
"""CSS px of the column of numbers, in which they stand at the right; four figures fill it."""

_HEIGHT, _BASELINE, _SIZE = 15, 11.0, 9.5
"""CSS px of a line of code, of its baseline below its top, and of the figures' em."""


@cache
def line_number(number: int) -> Asset:
    """Draw the number of a line, in the face of the code."""
    outlines, advance, units = _figures()
    signs = str(number)
    scale = min(_SIZE / units, _WIDTH / (advance * len(signs)))
    left = _WIDTH - advance * len(signs) * scale
    drawn = "".join(
        f'<path transform="translate({index * advance})" d="{outlines[s]}"/>' for index, s in enumerate(signs)
    )
    place = f"translate({left:.2f} {_BASELINE}) scale({scale:.5f} {-scale:.5f})"
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g fill="#777" transform="{place}">{drawn}</g></svg>'
    return Asset(f"line-{number}.svg", "image/svg+xml", svg.encode(), _WIDTH, _HEIGHT)


@cache
def _figures() -> tuple[dict[str, str], int, int]:
    """The outlines of the figures 0 to 9, their advance, and the units of an em."""
    from fontTools.pens.svgPathPen import SVGPathPen  # long to load, and few books have numbered lines
    from fontTools.ttLib import TTFont

    with TTFont(resource_folder("fonts") / "studypress-code-regular.ttf", lazy=True) as face:
        glyphs, names = face.getGlyphSet(), face.getBestCmap()
        outlines = {}
        for sign in "0123456789":
            pen = SVGPathPen(glyphs)
            glyphs[names[ord(sign)]].draw(pen)
            outlines[sign] = pen.getCommands()
        return outlines, glyphs[names[ord("0")]].width, face["head"].unitsPerEm
