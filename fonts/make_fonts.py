r"""Make the font files of this folder again from pinned packages, byte for byte.

The tools are not needed by the program, so they live in an environment of their own:

    python3 -m venv .font-tools
    .font-tools/bin/pip install fonttools==4.68.0 chws-tool==1.4.5 east-asian-spacing==1.4.5 \
        uharfbuzz==0.57.0 brotli==1.2.1 pillow==13.0.0
    .font-tools/bin/python fonts/make_fonts.py            # make all files, SHA256SUMS, README table
    .font-tools/bin/python fonts/make_fonts.py --check    # only compare with SHA256SUMS

`npm`, `apt-get` and `dpkg-deb` must be on the path (Debian 12). `--check` needs what the program itself needs.
What is made is said in `faces.py`: from which files (`sources.py`), with which characters (`characters.py`), and with
which glyphs changed (`marks.py`, `signs.py`, `forms.py`, `pictographs.py`, all by `opentype.py`).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

import forms
import marks
import opentype
import signs
from characters import FIRST_BLOCK, Lists, is_western, read_lists
from faces import FACES, HAN_FEATURES, TAIWAN, Face
from fontTools.ttLib import TTFont
from sources import Source, digest, fetch, log

HERE = Path(__file__).resolve().parent
SUMS = HERE / "SHA256SUMS"
README = HERE / "README.md"
STANDARD = HERE / "tghz-8105.txt"

# One content area for all faces, the Song's own, so that a word in another face never moves the line pitch.
ASCENT, DESCENT = 1151, -286

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
    opentype.reduce(font, face.keep(set(font.getBestCmap()), lists), face.features)
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
