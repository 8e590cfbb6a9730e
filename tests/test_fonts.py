"""What `fonts/` promises: every character of the standards in every face, widths that line up, and files as they were.

The faces are read as they are needed (`lazy`), so that the whole takes a second.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from studypress.resources import resource_folder

FONTS = resource_folder("fonts")
SONG, HEI, HEI_BOLD, KAI = HAN = ("song-regular", "hei-regular", "hei-bold", "kai-regular")
CODE = ("code-regular", "code-bold")
FIRST_BLOCK = range(0x4E00, 0xA000)
"""CJK Unified Ideographs, full since Unicode 14."""
BOX_DRAWING = range(0x2500, 0x2580)


@cache
def face(name: str) -> TTFont:
    return TTFont(FONTS / f"studypress-{name}.ttf", lazy=True)


@cache
def glyphs(name: str) -> dict[int, str]:
    return dict(face(name).getBestCmap())


def advances(name: str, codes: range | str) -> set[float]:
    """The widths of characters, em."""
    metrics, units = face(name)["hmtx"].metrics, face(name)["head"].unitsPerEm
    signs = map(ord, codes) if isinstance(codes, str) else codes
    return {metrics[glyphs(name)[sign]][0] / units for sign in signs}


def test_the_faces_are_these() -> None:
    assert {path.stem.removeprefix("studypress-") for path in FONTS.glob("*.ttf")} == {*HAN, *CODE}


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_has_every_character_of_the_standard_table(name: str) -> None:
    table = (FONTS / "tghz-8105.txt").read_text(encoding="utf8").strip()
    assert len(table) == len(set(table)) == 8105
    assert [char for char in table if ord(char) not in glyphs(name)] == []


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_has_the_whole_first_block(name: str) -> None:
    assert len(FIRST_BLOCK) == 20_992
    assert [hex(code) for code in FIRST_BLOCK if code not in glyphs(name)] == []


@pytest.mark.parametrize("name", [*HAN, *CODE])
def test_a_face_has_ascii_and_is_named_and_outlined_as_the_program_expects(name: str) -> None:
    assert set(range(0x20, 0x7F)) <= glyphs(name).keys()
    assert face(name).sfntVersion == "\0\1\0\0"  # TrueType: CFF outlines are embedded whole by some writers of PDF
    assert "glyf" in face(name)
    assert "CFF " not in face(name)
    family = str(face(name)["name"].getBestFamilyName())
    assert family == f"StudyPress {name.partition('-')[0].capitalize()}"


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_sets_neighbouring_marks_close(name: str) -> None:
    tags = {record.FeatureTag for record in face(name)["GPOS"].table.FeatureList.FeatureRecord}
    assert "chws" in tags


@pytest.mark.parametrize("name", HAN)
def test_han_advance_one_em(name: str) -> None:
    # LXGW WenKai has two rare characters that are narrower by a hair.
    narrower = {"巟", "霝"} if name == KAI else set()
    assert {char for char in map(chr, FIRST_BLOCK) if advances(name, char) != {1.0}} == narrower


@pytest.mark.parametrize("name", CODE)
def test_two_letters_of_code_are_as_wide_as_one_han_of_the_hei(name: str) -> None:
    assert advances(name, range(0x21, 0x7F)) == {0.5}
    assert advances(name, BOX_DRAWING) == {0.5}
    assert advances(HEI_BOLD if "bold" in name else HEI, "中文，。") == {1.0}


def test_all_together_fit_a_repository() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) <= 45_000_000


def test_the_files_are_the_ones_that_were_made() -> None:
    script = Path(__file__).parent.parent / "fonts" / "make_fonts.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("ok "), done.stderr) == (0, len(HAN) + len(CODE), "")
