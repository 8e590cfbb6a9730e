"""The cover: drawn from the book's own title, or made of the author's picture.

Measures are px on a sheet of 1600 x 2400; the print cover (`templates/cover.html`) follows the same plan.
Only Pillow's own text layout is used, so that the same title gives the same bytes on every machine.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from studypress.figures.scale import fitted
from studypress.figures.titles import NO_PAIRS, PARTING, best_lines, line_gaps
from studypress.locale import locale_for
from studypress.model import Asset, Metadata, Pairs
from studypress.resources import resource_folder

WIDTH, HEIGHT = 1600, 2400
"""2 : 3, the largest common cover of e-book shops."""
ACCENT = "#1f4e5f"
"""The one colour: a deep blue-green that stays dark in grey."""
LINES = "#5b8494"
"""The ornament on the accent."""
PAPER = "#f7f5ef"
INK = "#20303a"

_PANEL = 0.6834
"""Height of the coloured field, as a share of the sheet's."""
_BAND = 120
"""Height of the ornament at its foot."""
_LEFT = 160
_MEASURE = WIDTH - 2 * _LEFT
_TOP = 180
"""What stays free above the rule."""
_RULE_GAP, _SUBTITLE_GAP = 90, 50
"""From the rule's top to the title, from the title to the subtitle."""
_TITLE_SIZE, _TITLE_LEADING, _TITLE_ROOM = 250, 1.28, 960
_SUBTITLE_SIZE, _SUBTITLE_LEADING, _SUBTITLE_ROOM = 84, 1.4, 260
AUTHOR_SIZE, _PUBLISHER_SIZE = 76, 54
_AUTHOR_LEADING, _AUTHOR_ROOM, _AUTHOR_STEP = 1.5, 330, 6
_SMOOTH = 4
"""Lines are drawn this much larger and scaled down, since Pillow does not smooth them."""


@dataclass(frozen=True, slots=True)
class CoverWords:
    """Title and subtitle, broken into lines, with their sizes and place on a sheet of `WIDTH` px."""

    title: tuple[str, ...]
    title_size: int
    subtitle: tuple[str, ...]
    subtitle_size: int
    top: float
    """Of the rule above the title."""
    names: tuple[str, ...]
    """Authors, then those who did something else, who begin a line of their own."""
    names_size: int


def cover_words(metadata: Metadata, height: int = HEIGHT) -> CoverWords:
    """Break title and subtitle so that they stand large, between the top and the ornament of a sheet of that height.

    The lines are the same for every height: a lower sheet, as most paper is, has smaller letters.
    """
    room = int(height * _PANEL) - _BAND - _TOP
    pairs = metadata.pairs
    subtitle, small = _fitted(
        metadata.subtitle, "song-regular", _SUBTITLE_SIZE, _SUBTITLE_ROOM, _SUBTITLE_LEADING, pairs
    )
    below = _SUBTITLE_GAP + small * _SUBTITLE_LEADING * len(subtitle) if subtitle else 0
    title, size = _fitted(metadata.title, "hei-bold", _TITLE_SIZE, _TITLE_ROOM, _TITLE_LEADING, pairs)
    lines = _TITLE_LEADING * len(title)
    if title:
        # Half a line stays free above the ornament.
        size = min(size, int((room - _RULE_GAP - below) / (lines + 0.5)))
    slack = room - _RULE_GAP - below - size * lines
    return CoverWords(title, size, subtitle, small, _TOP + slack * 0.42, *_names(metadata))


def drawn_cover(metadata: Metadata) -> Asset:
    """Draw a cover from title, subtitle, authors and publisher: a JPEG of 1600 x 2400 px."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(sheet)
    panel = int(HEIGHT * _PANEL)
    draw.rectangle((0, 0, WIDTH, panel), fill=ACCENT)
    sheet.paste(_ornament(), (0, panel - _BAND))
    _draw_title(draw, metadata)
    _draw_foot(draw, metadata)
    _font.cache_clear()  # each size is the whole face, read again
    data = _jpeg(sheet)
    return Asset(f"cover-{hashlib.sha256(data).hexdigest()[:16]}.jpg", "image/jpeg", data, WIDTH, HEIGHT)


def cover_picture(metadata: Metadata, own: Asset | None) -> Asset:
    """Make the PNG or JPEG that shops and shelves show: the author's picture, else one drawn from the title.

    An author's SVG, which they do not take, is shown inside the book alone.
    """
    if own is None or own.media_type == "image/svg+xml":
        return drawn_cover(metadata)
    return fitted(own)


def _draw_title(draw: ImageDraw.ImageDraw, metadata: Metadata) -> None:
    """Set rule, title and subtitle as one block, a little above the middle of the coloured field."""
    words = cover_words(metadata)
    draw.rectangle((_LEFT, words.top, _LEFT + 180, words.top + 12), fill=PAPER)
    font = ("hei-bold", words.title_size)
    bottom = _draw_lines(draw, words.title, font, words.top + _RULE_GAP, _TITLE_LEADING, PAPER)
    small = ("song-regular", words.subtitle_size)
    _draw_lines(draw, words.subtitle, small, bottom + _SUBTITLE_GAP, _SUBTITLE_LEADING, "#dfe8ea")


def _draw_foot(draw: ImageDraw.ImageDraw, metadata: Metadata) -> None:
    """Set authors and publisher at the foot, and a hairline that ties them to the field above."""
    panel = int(HEIGHT * _PANEL)
    draw.rectangle((0, panel + 18, WIDTH, panel + 22), fill=ACCENT)
    names, size = _names(metadata)
    publisher, small = _fitted(metadata.publisher, "song-regular", _PUBLISHER_SIZE, 150, 1.4)
    foot = HEIGHT - 150 - small * 1.4 * len(publisher)
    top = foot - 30 - size * _AUTHOR_LEADING * len(names)
    _draw_lines(draw, names, ("song-regular", size), top, _AUTHOR_LEADING, INK)
    _draw_lines(draw, publisher, ("song-regular", small), foot, 1.4, ACCENT)


def _names(metadata: Metadata) -> tuple[tuple[str, ...], int]:
    """The lines of those who made the book, and their size, px: names are whole, and no line ends with the dot."""
    locale = locale_for(metadata.language)
    credits = locale.credits(metadata.makers)
    lines: list[str] = []
    size = float(AUTHOR_SIZE)
    for size in range(AUTHOR_SIZE, 0, -_AUTHOR_STEP):
        lines = []
        for role, names in credits.items():
            lines += _filled(names if role == "aut" else [locale.credit(role, names)], _MEASURE / size)
        if size * _AUTHOR_LEADING * len(lines) <= _AUTHOR_ROOM:
            break
    widest = max((_width("song-regular", line) for line in lines), default=0.1)
    return tuple(lines), int(min(size, _MEASURE / widest))


def _filled(names: list[str], room: float) -> Iterator[str]:
    """Put names with dots between them into lines, as many as each has room for, em."""
    line = ""
    for name in names:
        more = f"{line} · {name}" if line else name
        if line and _width("song-regular", more) > room:
            yield line
            more = name
        line = more
    yield line


def _width(face: str, line: str) -> float:
    """em, with the gaps between Han and Latin."""
    return _font(face, 100).getlength(line) / 100 + line_gaps(line)


def _fitted(
    text: str, face: str, largest: int, room: float, leading: float, pairs: Pairs = NO_PAIRS
) -> tuple[tuple[str, ...], int]:
    """Break a text and find the size, px, at which every line fits the measure and all fit the room."""
    lines = best_lines(text, _MEASURE, room, largest, leading, pairs)
    if not lines:
        return (), largest
    # 必修一 · 复习讲义 on two lines needs no dot.
    lines = (*(line.rstrip(f" {PARTING}") or line for line in lines[:-1]), lines[-1])
    widest = max(0.1, *(_width(face, line) for line in lines))
    return lines, int(min(largest, _MEASURE / widest, room / (leading * len(lines))))


def _draw_lines(
    draw: ImageDraw.ImageDraw, lines: tuple[str, ...], font: tuple[str, int], top: float, leading: float, fill: str
) -> float:
    """Draw lines below each other and return where the next would begin."""
    face, size = font
    for line in lines:
        # The em box of a Han face is about 0.88 em above its baseline; the lead is shared above and below.
        baseline = top + size * ((leading - 1) / 2 + 0.88)
        shown = "".join(char for char in line if char.isspace() or _has_glyph(face, char))
        draw.text((_LEFT, baseline), shown, font=_font(face, size), fill=fill, anchor="ls")
        top += size * leading
    return top


def _ornament() -> Image.Image:
    """Draw the band of nested lozenges (菱形纹), three in each cell, that closes the coloured field."""
    cell, scale = 160, _SMOOTH
    tile = Image.new("RGB", (cell * scale, _BAND * scale), ACCENT)
    pen = ImageDraw.Draw(tile)
    middle, half = cell * scale / 2, _BAND * scale / 2
    for part in (1.0, 0.66, 0.32):
        across, down = middle * part, half * part
        corners = [(middle - across, half), (middle, half - down), (middle + across, half), (middle, half + down)]
        pen.line([*corners, corners[0]], fill=LINES, width=3 * scale)
    small = tile.resize((cell, _BAND), Image.Resampling.LANCZOS)
    band = Image.new("RGB", (WIDTH, _BAND), ACCENT)
    for index in range(ceil(WIDTH / cell)):
        band.paste(small, (index * cell, 0))
    return band


def _jpeg(image: Image.Image) -> bytes:
    """Encode as JPEG, which every shop and shelf takes, with whole colour so that letters keep their edges."""
    out = BytesIO()
    image.save(out, "JPEG", quality=90, subsampling=0, optimize=True)
    return out.getvalue()


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """Load a face of ours. Basic layout: Raqm is not on every machine and would set other widths."""
    file = resource_folder("fonts") / f"studypress-{face}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_glyph(face: str, char: str) -> bool:
    """Tell whether a face can draw a character; an emoji on a cover would be an empty box."""
    font = _font(face, 40)
    missing = font.getmask("\uffff")
    glyph = font.getmask(char)
    return (glyph.size, bytes(glyph)) != (missing.size, bytes(missing))
