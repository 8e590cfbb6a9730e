"""Drawings made into pixels, with our faces and nothing of the machine's, for readers that cannot draw SVG.

resvg draws all of static SVG, in one wheel without system libraries; WeasyPrint gives PDF only, and Pillow reads none.
"""

from functools import cache

import resvg_py

from studypress.figures.assets import make_asset
from studypress.figures.measure import FONT_FAMILY
from studypress.model import Asset
from studypress.resources import resource_folder

_ZOOM = 3.0
"""Pixels per px: a reader with 300 dots per inch shows some three, and letters of 14 px must stay sharp."""
_MOST = 2000
"""Pixels, of the longer side."""


def as_pixels(drawing: Asset) -> Asset:
    """Draw an SVG as PNG, of the same size in CSS px; other pictures, and SVG that resvg refuses, stay as they are."""
    if drawing.media_type != "image/svg+xml":
        return drawing
    zoom = min(_ZOOM, _MOST / max(drawing.width, drawing.height, 1))
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=drawing.data.decode("utf8"),
            zoom=zoom,
            font_files=_faces(),
            skip_system_fonts=True,
            font_family=FONT_FAMILY,
        )
    except (ValueError, UnicodeDecodeError):
        return drawing
    return make_asset(bytes(data), "image/png", drawing.width, drawing.height)


@cache
def _faces() -> list[str]:
    names = ("hei-regular", "hei-bold", "song-regular", "code-regular")
    files = (resource_folder("fonts") / f"studypress-{name}.ttf" for name in names)
    return [str(file) for file in files if file.exists()]
