r"""Make the font files of this folder again from pinned packages, byte for byte.

The tools are not needed by the program, so they live in an environment of their own:

    python3 -m venv .font-tools
    .font-tools/bin/pip install fonttools==4.68.0 chws-tool==1.4.5 east-asian-spacing==1.4.5 \
        uharfbuzz==0.57.0 brotli==1.2.1 pillow==13.0.0
    .font-tools/bin/python fonts/make_fonts.py            # make all files, SHA256SUMS, README table
    .font-tools/bin/python fonts/make_fonts.py --check    # only compare with SHA256SUMS

`npm`, `apt-get` and `dpkg-deb` must be on the path (Debian 12). `--check` needs what the program itself needs.
What is changed in the glyphs is in `marks.py`, `signs.py`, `forms.py` and `pictographs.py`.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import forms
import marks
import opentype
import pictographs
import signs
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).resolve().parent
SUMS = HERE / "SHA256SUMS"
README = HERE / "README.md"
STANDARD = HERE / "tghz-8105.txt"

# One content area for all faces, the Song's own, so that a word in another face never moves the line pitch.
ASCENT, DESCENT = 1151, -286

FIRST_BLOCK = range(0x4E00, 0xA000)
"""CJK Unified Ideographs, full since Unicode 14: 20,992 code points."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file inside one package of a registry."""

    package: str
    """`npm:NAME` or `deb:NAME`."""
    version: str
    member: str
    """Path inside the unpacked package."""
    sha256: str
    """Of the member, so that a changed package stops the work."""
    notice: str = ""
    """Whose copyright it is, for a face that takes glyphs from it and is itself another's."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of Han, read from Unihan, which say what must stay, and what is drawn in the forms of a region."""

    standard: str
    """The 8,105 of 通用规范汉字表 in the order of the table (property kTGH)."""
    rare: frozenset[int]
    """What 辞海, 现代汉语词典 or the core set of Unihan has (kCihaiT, kXHC1983, kUnihanCore2020)."""
    taiwan: frozenset[int]
    """What Big5 holds as common, and was found to be so (kBigFive A440 to C67E, with a kFrequency)."""
    taiwan_frequent: frozenset[int]
    """The 80 % of kFrequency's count, and what schools in Hong Kong teach (kFrequency 1 to 4, kGradeLevel)."""
    japan: frozenset[int]
    """常用漢字 (kJoyoKanji)."""
    japan_names: frozenset[int]
    """人名用漢字 (kJinmeiyoKanji)."""


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


# --- which code points -------------------------------------------------------------------------------------------


def _in(code: int, *blocks: tuple[int, int]) -> bool:
    return any(first <= code <= last for first, last in blocks)


EXTENSION_A = (0x3400, 0x4DBF)
EXTENSIONS_B_ON = (0x20000, 0x3FFFF)
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0x3200, 0x321E), (0x3260, 0x327F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
HANGUL_HALF = (0xFFA0, 0xFFDC)
PRIVATE = (0xE000, 0xF8FF)


def keep_song(source: set[int], lists: Lists) -> set[int]:
    """All but Hangul and the rarest of Extension A: what the other faces lack falls back to this one."""
    plain = {c for c in source if not _in(c, *HANGUL, HANGUL_HALF, PRIVATE, EXTENSION_A)}
    return plain | source & (lists.rare | set(map(ord, lists.standard)))


def keep_other_han(source: set[int], lists: Lists) -> set[int]:
    """The Song's set without the extension blocks, except for the characters of the standards."""
    rare = {c for c in source if _in(c, EXTENSION_A, EXTENSIONS_B_ON)}
    return keep_song(source, lists) - rare | source & (lists.japan | set(map(ord, lists.standard)))


SQUARED_WORDS = frozenset(range(0x3300, 0x3358))
"""㌀ to ㍗, words of three kana and more in a square."""


def is_western(code: int) -> bool:
    """Whether words of Western languages are spelt with it: ASCII but its blank, and letters up to U+024F."""
    return 0x20 < code < 0x7F or (0xA0 < code < 0x250 and chr(code).isalpha())


def keep_kai(source: set[int], lists: Lists) -> set[int]:
    """As the Hei, but not squared words, of which the Song's will do."""
    return keep_other_han(source, lists) - SQUARED_WORDS


def keep_italic(source: set[int], lists: Lists) -> set[int]:
    """What Western words are spelt with, and blanks; quotes and dashes, which can be wide, are the others'."""
    return {code for code in source if code in (0x20, 0xA0) or is_western(code)}


CODE_BLOCKS = (
    (0x0020, 0x052F),  # Latin, IPA, combining marks, Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin with two marks
    (0x2000, 0x245F),  # punctuation, super- and subscripts, currency, letter-like, arrows, operators, technical
    (0x2500, 0x28FF),  # boxes, blocks, shapes, symbols, dingbats, arrows, braille
    (0x2900, 0x2BFF),  # more arrows and operators
    (0xE0A0, 0xE0D4),  # prompt symbols often met in terminal copies
    (0xFB00, 0xFB06),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
)


def keep_code(source: set[int], lists: Lists) -> set[int]:
    """Letters and symbols of programs; circled numbers are left to the Hei, where they have a full em."""
    return {c for c in source if _in(c, *CODE_BLOCKS)}


def keep_emoji(source: set[int], lists: Lists) -> set[int]:
    """Those of our table; all 1,510 would take 0.8 MB."""
    return source & pictographs.KEPT


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
    reduce(font, pictographs.KEPT, EMOJI_FEATURES)
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

SERIF = "@expo-google-fonts/noto-serif-sc"
SANS = "@expo-google-fonts/noto-sans-sc"
CHARON = "@expo-google-fonts/iosevka-charon-mono"
PLEX = "@ibm/plex-sans-sc"
OF_IBM = "2017 IBM Corp. with Reserved Font Name 'Plex'"
OF_ADOBE = "2010-2020 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"

OF_NOTO_SERIF = "2017-2024 Adobe (http://www.adobe.com/)"

SERIF_REGULAR = Source(
    f"npm:{SERIF}",
    "0.4.3",
    "package/400Regular/NotoSerifSC_400Regular.ttf",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    OF_NOTO_SERIF,
)
SANS_REGULAR = Source(
    f"npm:{SANS}",
    "0.4.3",
    "package/400Regular/NotoSansSC_400Regular.ttf",
    "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
)
SANS_BOLD = Source(
    f"npm:{SANS}",
    "0.4.3",
    "package/700Bold/NotoSansSC_700Bold.ttf",
    "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
)
PLEX_REGULAR = Source(
    f"npm:{PLEX}",
    "1.1.0",
    "package/fonts/complete/woff2/hinted/IBMPlexSansSC-Regular.woff2",
    "dc51399ce38f7200806df891476d7216a81c8aede47284e421a54413608c407c",
    OF_IBM,
)
PLEX_BOLD = Source(
    f"npm:{PLEX}",
    "1.1.0",
    "package/fonts/complete/woff2/hinted/IBMPlexSansSC-Bold.woff2",
    "359d084a1aa6a4376bd6544d154c0aa0ba2c7d1e8866aca2ef5cf7626c0465f5",
    OF_IBM,
)
WENKAI_REGULAR = Source(
    "deb:fonts-lxgw-wenkai",
    "1.250+repack-1",
    "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)
ITALIC_LIGHT, ITALIC_REGULAR = (
    Source("npm:@expo-google-fonts/source-serif-4", "0.4.1", f"package/{member}", sha256)
    for member, sha256 in (
        (
            "300Light_Italic/SourceSerif4_300Light_Italic.ttf",
            "61b1e40a2119fb206a386fe35056985fbb567f7a7a00c2a8555c546df7a1be50",
        ),
        (
            "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
            "8abc06ebcf3a84d6e18763fad2fd237c9149104f16963f459c8763390048aff2",
        ),
    )
)
CHARON_REGULAR = Source(
    f"npm:{CHARON}",
    "0.4.0",
    "package/400Regular/IosevkaCharonMono_400Regular.ttf",
    "c9562aabe8522d7d25f37fdec8ea8a3cd9862978b0f2ff98644b3398e1da9aab",
)
CHARON_BOLD = Source(
    f"npm:{CHARON}",
    "0.4.0",
    "package/700Bold/IosevkaCharonMono_700Bold.ttf",
    "9ab531d8b51545c747c704cd91bc10f801eee44a8da2e07c069cc79e5988729c",
)
EMOJI_REGULAR = Source(
    "npm:@expo-google-fonts/noto-emoji",
    "0.4.7",
    "package/400Regular/NotoEmoji_400Regular.ttf",
    "24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504",
)
SERIF_TAIWAN = Source(
    "npm:@expo-google-fonts/noto-serif-tc",
    "0.4.4",
    "package/400Regular/NotoSerifTC_400Regular.ttf",
    "b0acf9799d5dc656cdeff077d36b2ee9032b762e05b3f8a7b76c81dee4eec08c",
)
SERIF_JAPAN = Source(
    "npm:@expo-google-fonts/noto-serif-jp",
    "0.4.3",
    "package/400Regular/NotoSerifJP_400Regular.ttf",
    "5a04846a0e23acefae825f2f459205036a166f5a63462019ce3492d07bd20e92",
)
SANS_TAIWAN, SANS_TAIWAN_BOLD = (
    Source("npm:@expo-google-fonts/noto-sans-tc", "0.4.3", f"package/{member}", sha256)
    for member, sha256 in (
        ("400Regular/NotoSansTC_400Regular.ttf", "add35d53f70727657b4509531677c4e3712b67df3d54661efdee5d3a0c16d954"),
        ("700Bold/NotoSansTC_700Bold.ttf", "ed4ae6ed781e34d0beee896e9be5d835a938ac7adabbcc1b6b6904290006f372"),
    )
)
SANS_JAPAN, SANS_JAPAN_BOLD = (
    Source("npm:@expo-google-fonts/noto-sans-jp", "0.4.3", f"package/{member}", sha256)
    for member, sha256 in (
        ("400Regular/NotoSansJP_400Regular.ttf", "d930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec"),
        ("700Bold/NotoSansJP_700Bold.ttf", "c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e"),
    )
)
SMALL_SERIF = Source(
    "npm:@expo-google-fonts/source-serif-4",
    "0.4.1",
    "package/300Light/SourceSerif4_300Light.ttf",
    "7ee4c600c46fa6e0f25362464a3265a240befe02d384ccf78d2ffbce6c48686f",
    "2014 The Source Serif 4 Project Authors (https://github.com/adobe-fonts/source-serif)",
)
"""Light, since the ¹ ² ³ ⁴ of Noto Serif are no heavier."""
SMALL_SANS, SMALL_SANS_BOLD = (
    Source("npm:@expo-google-fonts/source-sans-3", "0.4.1", f"package/{member}", sha256, OF_ADOBE)
    for member, sha256 in (
        ("400Regular/SourceSans3_400Regular.ttf", "393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a"),
        ("700Bold/SourceSans3_700Bold.ttf", "7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd"),
    )
)
MATHEMATICS = Source(
    "npm:@fontsource/noto-sans-math",
    "5.3.0",
    "package/files/noto-sans-math-latin-400-normal.woff2",
    "c39a9444f95747345dcbde1032ec0ea2af1db63dccf53a31b38a957bdcf4a01f",
    "2022 Google LLC",
)
UNIHAN = tuple(
    Source("deb:unicode-data", "15.0.0-1", f"usr/share/unicode/Unihan_{member}.txt.bz2", sha256)
    for member, sha256 in (
        ("OtherMappings", "bdeef44d75d914e793b7f27ddc3bee01b2d11dd34f4e52de1a9fba74a1612dc2"),
        ("Readings", "216d9e19e44195522b84a05bf7308e385356615121258869faf919e96824ddd5"),
        ("DictionaryIndices", "9ad373971511be2fc27fa73d941c1eedea1bc2a5b8462fbba2dc8813c9c93c5f"),
        ("DictionaryLikeData", "58ee7e91841fc5c87cedc1ee03351a898a60fa16532368ebbba04163be777012"),
    )
)

FACES = (
    Face(
        file="studypress-song-regular.ttf",
        family="StudyPress Song",
        style="Regular",
        origin="Noto Serif SC 2.003",
        licence="OFL-noto-serif-sc.txt, OFL-source-serif.txt, OFL-noto-sans-math.txt",
        source=SERIF_REGULAR,
        keep=keep_song,
        features=HAN_FEATURES,
        small=SMALL_SERIF,
        mathematics=MATHEMATICS,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, SERIF_TAIWAN, lambda lists: lists.taiwan),
            Forms(JAPAN, SERIF_JAPAN, lambda lists: lists.japan | lists.japan_names),
        ),
    ),
    Face(
        file="studypress-hei-regular.ttf",
        family="StudyPress Hei",
        style="Regular",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt, OFL-source-sans.txt",
        source=SANS_REGULAR,
        keep=keep_other_han,
        features=HAN_FEATURES,
        donor=PLEX_REGULAR,
        small=SMALL_SANS,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, SANS_TAIWAN, lambda lists: lists.taiwan_frequent),
            Forms(JAPAN, SANS_JAPAN, lambda lists: lists.japan),
        ),
    ),
    Face(
        file="studypress-hei-bold.ttf",
        family="StudyPress Hei",
        style="Bold",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt, OFL-source-sans.txt",
        source=SANS_BOLD,
        keep=keep_other_han,
        features=HAN_FEATURES,
        donor=PLEX_BOLD,
        small=SMALL_SANS_BOLD,
        adapt=adapt_noto,
        forms=(
            Forms(TAIWAN, SANS_TAIWAN_BOLD, lambda lists: lists.taiwan_frequent),
            Forms(JAPAN, SANS_JAPAN_BOLD, lambda lists: lists.japan),
        ),
    ),
    Face(
        file="studypress-kai-regular.ttf",
        family="StudyPress Kai",
        style="Regular",
        origin="LXGW WenKai 1.250",
        licence="OFL-lxgw-wenkai.txt, OFL-noto-serif-sc.txt",
        source=WENKAI_REGULAR,
        keep=keep_kai,
        features=HAN_FEATURES,
        western=SERIF_REGULAR,
        adapt=adapt_kai,
    ),
    Face(
        file="studypress-italics-regular.ttf",
        family="StudyPress Italics",
        style="Regular",
        origin="Source Serif 4 Italic 4.004",
        licence="OFL-source-serif.txt",
        source=ITALIC_LIGHT,
        heavier=(ITALIC_REGULAR, 0.65),
        keep=keep_italic,
        features=ITALIC_FEATURES,
        adapt=adapt_italic,
    ),
    Face(
        file="studypress-code-regular.ttf",
        family="StudyPress Code",
        style="Regular",
        origin="Iosevka Charon Mono 34.100",
        licence="OFL-iosevka.txt",
        source=CHARON_REGULAR,
        keep=keep_code,
        features=CODE_FEATURES,
        adapt=narrow_symbols,
    ),
    Face(
        file="studypress-code-bold.ttf",
        family="StudyPress Code",
        style="Bold",
        origin="Iosevka Charon Mono 34.100",
        licence="OFL-iosevka.txt",
        source=CHARON_BOLD,
        keep=keep_code,
        features=CODE_FEATURES,
        adapt=narrow_symbols,
    ),
    Face(
        file="studypress-emoji-regular.ttf",
        family="StudyPress Emoji",
        style="Regular",
        origin="Noto Emoji 3.006",
        licence="OFL-noto-emoji.txt",
        source=EMOJI_REGULAR,
        keep=keep_emoji,
        features=EMOJI_FEATURES,
        adapt=adapt_emoji,
    ),
)


# --- getting the sources -----------------------------------------------------------------------------------------


def log(text: str) -> None:
    """Say what was done."""
    print(text, flush=True)


def fetch(source: Source, work: Path) -> Path:
    """Bring the file of `source` under `work` and return it; end the script when its sha256 is not the pinned one."""
    folder = work / re.sub(r"\W+", "-", f"{source.package}-{source.version}")
    if not folder.exists():
        folder.mkdir(parents=True)
        log(f"fetch {source.package} {source.version}")
        kind, name = source.package.split(":")
        (_unpack_npm if kind == "npm" else _unpack_deb)(name, source.version, folder)
    path = folder / source.member
    if digest(path) != source.sha256:
        raise SystemExit(f"{source.package} {source.version}: {source.member} has not the sha256 written here")
    return path


def _unpack_npm(name: str, version: str, folder: Path) -> None:
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        archive.unlink()


def _unpack_deb(name: str, version: str, folder: Path) -> None:
    # apt-get says on stderr that root has no right to step down to another user here: of no import for a download.
    command = ["apt-get", "--quiet=2", "download", f"{name}={version}"]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    for archive in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", archive.name, "."], cwd=folder, check=True)
        archive.unlink()


def digest(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_lists(work: Path) -> Lists:
    """Read the lists from Debian's copy of Unihan."""
    unihan: dict[str, dict[int, str]] = {}
    for source in UNIHAN:
        text = bz2.decompress(fetch(source, work).read_bytes()).decode()
        for code, name, value in re.findall(r"^U\+(\w+)\t(\w+)\t(.+)$", text, re.MULTILINE):
            unihan.setdefault(name, {})[int(code, 16)] = value
    number = {code: int(value.removeprefix("2013:")) for code, value in unihan["kTGH"].items()}
    common = {code for code, value in unihan["kBigFive"].items() if "A440" <= value <= "C67E"}
    frequency = {code: int(value) for code, value in unihan["kFrequency"].items()}
    return Lists(
        standard="".join(map(chr, sorted(number, key=number.__getitem__))),
        rare=frozenset(unihan["kCihaiT"].keys() | unihan["kXHC1983"].keys() | unihan["kUnihanCore2020"].keys()),
        taiwan=frozenset(common & frequency.keys()),
        taiwan_frequent=frozenset(unihan["kGradeLevel"].keys() | {c for c, rank in frequency.items() if rank <= 4}),
        japan=frozenset(unihan["kJoyoKanji"]),
        japan_names=frozenset(unihan["kJinmeiyoKanji"]),
    )


# --- making a face -----------------------------------------------------------------------------------------------

HINTS = ("fpgm", "prep", "cvt ", "gasp")  # for screens of low resolution
VERTICAL = ("vhea", "vmtx", "VORG")  # WeasyPrint sets no vertical lines; without them a reader takes 1 em
UNREAD = ("BASE", "STAT", "DSIG", "FFTM", "meta")  # nothing here asks for them


def make(face: Face, lists: Lists, work: Path) -> None:
    """Write one face into this folder."""
    font = TTFont(fetch(face.source, work), recalcTimestamp=False)
    made = font["head"].modified
    for tag in (*HINTS, *VERTICAL, *UNREAD):
        if tag in font:
            del font[tag]
    if face.heavier:
        opentype.blend(font, TTFont(fetch(face.heavier[0], work)), face.heavier[1])
    if face.donor:
        opentype.graft(font, TTFont(fetch(face.donor, work)), FIRST_BLOCK)
    if face.western:
        opentype.redraw(font, TTFont(fetch(face.western, work)), filter(is_western, font.getBestCmap()))
    face.adapt(font)
    take_forms(font, face, lists, work)
    if face.features == HAN_FEATURES:
        marks.narrow_marks(font)
        marks.add_soft_hyphen(font)
        marks.add_column_space(font)
        signs.add_small_signs(font, TTFont(fetch(face.small, work)) if face.small else None)
    if face.mathematics:
        signs.add_mathematics(font, TTFont(fetch(face.mathematics, work)))
    reduce(font, face.keep(set(font.getBestCmap()), lists), face.features)
    if "chws" in face.features:
        font = with_contextual_spacing(font, work / face.file)
    name(font, face)
    set_metrics(font, bold=face.style == "Bold", fixed=face.family == "StudyPress Code")
    opentype.compact(font)
    font["head"].modified = made
    font.save(HERE / face.file)
    log(f"made {face.file}: {(HERE / face.file).stat().st_size:,} bytes")


def donors(face: Face) -> list[Source]:
    """Return whence glyphs are copied into a face."""
    glyphs = (face.donor, face.western, face.small, face.mathematics, *(form.donor for form in face.forms))
    return [source for source in glyphs if source]


def take_forms(font: TTFont, face: Face, lists: Lists, work: Path) -> None:
    """Give `font` the glyphs by which other regions differ, as languages of its own, and the Han that only they use."""
    drawn: dict[forms.Outline, str] = {}
    for form in face.forms:
        donor, han = fetch(form.donor, work), form.han(lists)
        opentype.graft(font, TTFont(donor), han)
        codes = forms.seen(fetch(face.source, work), donor, han) | set(map(ord, form.region.marks))
        changed = forms.borrow(font, TTFont(donor), codes, drawn)
        if form.region is TAIWAN:
            changed |= marks.full_interpunct(font)
        opentype.localise(font, form.region.languages, changed)
        log(f"{face.file}: {len(changed)} forms of {form.donor.package}")


def reduce(font: TTFont, codes: Iterable[int], features: tuple[str, ...]) -> None:
    """Keep what `codes` and `features` need, without hints and glyph names."""
    options = Options(
        layout_features=list(features),
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        recalc_timestamp=False,
        legacy_cmap=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def with_contextual_spacing(font: TTFont, scratch: Path) -> TTFont:
    """Return `font` with `chws`, added where it lacks it; the tool ends by shaping the pairs as a test of itself."""
    from chws_tool import add_chws

    tags = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} if "GPOS" in font else set()
    if "chws" in tags:
        return font
    spaced = scratch.with_suffix(".chws.ttf")
    font.save(scratch)
    if not add_chws(scratch, spaced):
        raise SystemExit(f"{scratch.name}: chws could not be added")
    return TTFont(spaced, recalcTimestamp=False)


def name(font: TTFont, face: Face) -> None:
    """Give the face a family name of ours (OFL reserved names), keep its copyright and licence, say what it was."""
    table = font["name"]
    copyright_line = str(table.getName(0, 3, 1, 0x409))
    copyright_line += "".join(f"\nPortions copyright {source.notice}" for source in donors(face) if source.notice)
    version = str(table.getName(5, 3, 1, 0x409))
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    texts = {n: str(r) for n in (7, 8, 9, 11, 12, 13, 14) if (r := table.getName(n, 3, 1, 0x409))}
    texts |= {0: copyright_line, 1: face.family, 2: face.style, 3: f"{version};{postscript}", 4: full, 5: version}
    change = "subset, renamed, marks, signs, spacing and vertical metrics changed"
    texts |= {6: postscript, 10: f"Modified from {face.origin} for studypress: {change}."}
    table.names = []
    for number, text in sorted(texts.items()):
        table.setName(text, number, 3, 1, 0x409)


def set_metrics(font: TTFont, *, bold: bool, fixed: bool) -> None:
    """Give all faces one content area, and say in every table that asks whether they are bold and of fixed pitch."""
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT
    os2.usWeightClass = 700 if bold else 400
    os2.fsSelection = 0x20 if bold else 0x40
    os2.fsType = 0
    font["head"].macStyle = int(bold)
    font["post"].formatType = 3.0
    font["post"].isFixedPitch = int(fixed)


# --- the records -------------------------------------------------------------------------------------------------


def write_sums() -> None:
    """Write SHA256SUMS in the form that `sha256sum --check` reads."""
    lines = (f"{digest(HERE / face.file)}  {face.file}\n" for face in FACES)
    SUMS.write_text("".join(lines), encoding="ascii")


def check() -> int:
    """Compare the files with SHA256SUMS; return 1 when one differs or is not there."""
    wrong = 0
    for line in SUMS.read_text(encoding="ascii").splitlines():
        expected, file = line.split()
        good = (HERE / file).is_file() and digest(HERE / file) == expected
        wrong += not good
        log(f"{'ok' if good else 'WRONG'} {file}")
    return int(bool(wrong))


def describe(face: Face, standard: set[int]) -> str:
    """Return the README's table row of one made face, with its coverage measured from the file."""
    path = HERE / face.file
    codes = set(TTFont(path, lazy=True).getBestCmap())
    origin = " + ".join(f"`{source.package[4:]}` {source.version}" for source in (face.source, *donors(face)))
    block = sum(code in codes for code in FIRST_BLOCK)
    han = f"{len(codes & standard):,} | {block:,}" if block else "– | –"
    size = f"{path.stat().st_size / 1e6:.2f}"
    weight = f"{face.style} {700 if face.style == 'Bold' else 400}"
    cells = (f"`{face.file}`", face.family, weight, face.origin, origin, face.licence, han, f"{len(codes):,}", size)
    return "| " + " | ".join((*cells, f"`{digest(path)}`")) + " |\n"


def write_table(standard: set[int]) -> None:
    """Replace the table between the two marks in the README."""
    head = (
        "| file | family | weight | from | package | licence | of 8,105 | of 20,992 | code points | MB | sha256 |\n"
        "|---|---|---|---|---|---|--:|--:|--:|--:|---|\n"
    )
    table = head + "".join(describe(face, standard) for face in FACES)
    text = README.read_text(encoding="utf-8")
    text = re.sub(r"(?s)(<!-- table -->\n).*(<!-- /table -->)", lambda m: m[1] + table + m[2], text)
    README.write_text(text, encoding="utf-8")


def main() -> int:
    """Make everything, or with `--check` compare only; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the fonts of this folder again, or check them.")
    parser.add_argument("--check", action="store_true", help="only compare the files with SHA256SUMS")
    parser.add_argument("--work", type=Path, help="folder for unpacked packages, kept for the next time")
    options = parser.parse_args()
    if options.check:
        return check()
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).resolve()
        lists = read_lists(work)
        STANDARD.write_text(lists.standard + "\n", encoding="utf-8")
        for face in FACES:
            make(face, lists, work)
    write_sums()
    write_table(set(map(ord, lists.standard)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
