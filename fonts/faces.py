"""The faces to be made: each with its sources, what is kept and what is changed of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import characters
import forms
import marks
import opentype
import pictographs
import sources
from characters import Lists
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from sources import Source


@dataclass(frozen=True, slots=True)
class Region:
    """Where text is set in another way than in mainland China."""

    languages: tuple[str, ...]
    """As OpenType names them."""
    marks: str
    """The marks that stand in the middle of their cells."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Whence a face takes the forms of a region."""

    region: Region
    donor: Source
    han: Callable[[Lists], frozenset[int]]
    """Which Han to take, where their forms differ."""


@dataclass(frozen=True, slots=True)
class Face:
    """One file to be made."""

    file: str
    family: str
    style: str
    """`Regular` or `Bold`."""
    origin: str
    """Name and version of the face it is modified from."""
    licence: str
    """Licence file beside it."""
    source: Source
    keep: Callable[[set[int], Lists], set[int]]
    """Which code points of the source to keep."""
    features: tuple[str, ...]
    heavier: tuple[Source, float] | None = None
    """The same face in another weight, and how much of the way to it this one is to go."""
    donor: Source | None = None
    """Where the Han that the source lacks in the first block are copied from."""
    western: Source | None = None
    """Where letters and figures of Western words are copied from, in place of the face's own."""
    small: Source | None = None
    """Where superiors and inferiors are copied from; without it they are letters of the face itself, scaled."""
    mathematics: Source | None = None
    """Where signs of mathematics are copied from."""
    adapt: Callable[[TTFont], None] = lambda font: None
    """Glyph changes of this face alone."""
    forms: tuple[Forms, ...] = ()


TAIWAN = Region(("ZHT ", "ZHH "), "、。，．：；！？")
"""Hong Kong with it (CLREQ, positions of punctuation marks)."""
JAPAN = Region(("JAN ",), "：；！？")
"""JLREQ 3.1.2."""

# --- what each family changes ------------------------------------------------------------------------------------


def adapt_noto(font: TTFont) -> None:
    """Change what is not as Chinese practice has it in the Noto faces."""
    marks.halve_interpunct(font)
    marks.widen_dashes(font)
    marks.join_dashes(font)


def adapt_kai(font: TTFont) -> None:
    """Change what is not as Chinese practice has it in LXGW WenKai."""
    marks.halve_interpunct(font)
    marks.widen_quotes(font)
    marks.add_latin_dashes(font)
    marks.join_dashes(font)
    middle = forms.centre(font, TAIWAN.marks)
    japanese = {font.getBestCmap()[ord(mark)] for mark in JAPAN.marks}
    opentype.localise(font, TAIWAN.languages, middle | marks.full_interpunct(font))
    opentype.localise(font, JAPAN.languages, {old: new for old, new in middle.items() if old in japanese})


def adapt_italic(font: TTFont) -> None:
    """Draw letters as high as those of the Song, to which Noto has scaled its own likewise."""
    scale_upem(font, 1055)
    font["head"].unitsPerEm = 1000


def adapt_emoji(font: TTFont) -> None:
    """Draw emoji as large as Han; what is left out is left out here, since drawing them anew takes its time."""
    pictographs.fit_cell(font)
    pictographs.fill_star(font)
    opentype.reduce(font, pictographs.KEPT, EMOJI_FEATURES)
    pictographs.draw_with_fewer_points(font)


def narrow_symbols(font: TTFont) -> None:
    """Give arrows, shapes and signs one column (500), the width that terminals and editors count for them.

    The source draws them two columns wide and keeps the narrow ones behind its own feature NWID.
    """
    narrow = opentype.substitutions(font, "NWID")
    for code, glyph in font.getBestCmap().items():
        if glyph in narrow:
            opentype.point(font, code, narrow[glyph])


# --- the faces ---------------------------------------------------------------------------------------------------

HAN_FEATURES = (
    *("ccmp", "locl", "vert", "vrt2", "fwid", "hwid", "pwid", *marks.NARROWED, marks.SOFT_HYPHEN, marks.COLUMN_SPACE),
    *("kern", "mark", "halt", "palt", "chws"),
)
ITALIC_FEATURES = ("ccmp", "locl", "kern")
CODE_FEATURES = ("ccmp", "locl", "mark", "mkmk")
EMOJI_FEATURES = ("ccmp",)

FACES = (
    Face(
        file="studypress-song-regular.ttf",
        family="StudyPress Song",
        style="Regular",
        origin="Noto Serif SC 2.003",
        licence="OFL-noto-serif-sc.txt, OFL-source-serif.txt, OFL-noto-sans-math.txt",
        source=sources.SERIF_REGULAR,
        keep=characters.keep_song,
        features=HAN_FEATURES,
        small=sources.SMALL_SERIF,
        mathematics=sources.MATHEMATICS,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, sources.SERIF_TAIWAN, lambda lists: lists.taiwan),
            Forms(JAPAN, sources.SERIF_JAPAN, lambda lists: lists.japan | lists.japan_names),
        ),
    ),
    Face(
        file="studypress-hei-regular.ttf",
        family="StudyPress Hei",
        style="Regular",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt, OFL-source-sans.txt",
        source=sources.SANS_REGULAR,
        keep=characters.keep_other_han,
        features=HAN_FEATURES,
        donor=sources.PLEX_REGULAR,
        small=sources.SMALL_SANS,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, sources.SANS_TAIWAN, lambda lists: lists.taiwan_frequent),
            Forms(JAPAN, sources.SANS_JAPAN, lambda lists: lists.japan),
        ),
    ),
    Face(
        file="studypress-hei-bold.ttf",
        family="StudyPress Hei",
        style="Bold",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt, OFL-source-sans.txt",
        source=sources.SANS_BOLD,
        keep=characters.keep_other_han,
        features=HAN_FEATURES,
        donor=sources.PLEX_BOLD,
        small=sources.SMALL_SANS_BOLD,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, sources.SANS_TAIWAN_BOLD, lambda lists: lists.taiwan_frequent),
            Forms(JAPAN, sources.SANS_JAPAN_BOLD, lambda lists: lists.japan),
        ),
    ),
    Face(
        file="studypress-kai-regular.ttf",
        family="StudyPress Kai",
        style="Regular",
        origin="LXGW WenKai 1.250",
        licence="OFL-lxgw-wenkai.txt, OFL-noto-serif-sc.txt",
        source=sources.WENKAI_REGULAR,
        keep=characters.keep_kai,
        features=HAN_FEATURES,
        western=sources.SERIF_REGULAR,
        adapt=adapt_kai,
    ),
    Face(
        file="studypress-italics-regular.ttf",
        family="StudyPress Italics",
        style="Regular",
        origin="Source Serif 4 Italic 4.004",
        licence="OFL-source-serif.txt",
        source=sources.ITALIC_LIGHT,
        heavier=(sources.ITALIC_REGULAR, 0.65),
        keep=characters.keep_italic,
        features=ITALIC_FEATURES,
        adapt=adapt_italic,
    ),
    Face(
        file="studypress-code-regular.ttf",
        family="StudyPress Code",
        style="Regular",
        origin="Iosevka Charon Mono 34.100",
        licence="OFL-iosevka.txt",
        source=sources.CHARON_REGULAR,
        keep=characters.keep_code,
        features=CODE_FEATURES,
        adapt=narrow_symbols,
    ),
    Face(
        file="studypress-code-bold.ttf",
        family="StudyPress Code",
        style="Bold",
        origin="Iosevka Charon Mono 34.100",
        licence="OFL-iosevka.txt",
        source=sources.CHARON_BOLD,
        keep=characters.keep_code,
        features=CODE_FEATURES,
        adapt=narrow_symbols,
    ),
    Face(
        file="studypress-emoji-regular.ttf",
        family="StudyPress Emoji",
        style="Regular",
        origin="Noto Emoji 3.006",
        licence="OFL-noto-emoji.txt",
        source=sources.EMOJI_REGULAR,
        keep=characters.keep_emoji,
        features=EMOJI_FEATURES,
        adapt=adapt_emoji,
    ),
)
