"""What `fonts/` promises: every character of the standards in every face, widths that line up, and files as they were.

The faces are read as they are needed (`lazy`), so that the whole takes a few seconds. Text is shaped by Pillow, whose
HarfBuzz gives what Pango's gives, at 1000 pixels to the em: one pixel is one unit of the face.
"""

import shutil
import subprocess
import sys
from functools import cache
from itertools import groupby, pairwise, product
from pathlib import Path

import pdfplumber
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont
from weasyprint import HTML

from studypress.pdf.faces import Faces
from studypress.pdf.fetch import Fetcher
from studypress.resources import resource_folder

FONTS = resource_folder("fonts")
SONG, HEI, HEI_BOLD, KAI = HAN = ("song-regular", "hei-regular", "hei-bold", "kai-regular")
CODE = ("code-regular", "code-bold")
ITALIC = "italics-regular"
EMOJI = "emoji-regular"
FIRST_BLOCK = range(0x4E00, 0xA000)
"""CJK Unified Ideographs, full since Unicode 14."""
BOX_DRAWING = range(0x2500, 0x2580)
OPENERS, CLOSERS, CENTRED = "“‘（《〈【〖〔［｛「『", "”’）》〉】〗〕］｝」』、，。．；：！？", "・‧"
NARROW = {"SP85": 850, "SP70": 700, "SP50": 500}
SUPERIORS, INFERIORS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᵉˣᵀ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢᵣᵤᵥⱼ"
MAINLAND, TAIWAN, HONG_KONG, JAPAN = LANGUAGES = ("zh-Hans", "zh-Hant", "zh-HK", "ja")


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


@cache
def shaper(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"studypress-{name}.ttf", 1000, layout_engine=ImageFont.Layout.RAQM)


def width(name: str, text: str, *features: str, language: str = MAINLAND) -> float:
    """How far a text reaches, units."""
    return shaper(name).getlength(text, features=list(features), language=language)


@cache
def ink(name: str, text: str, *features: str, language: str = MAINLAND) -> tuple[int, int, int, int]:
    """Where a text is black: left, bottom, right, top, units from the start of the base line."""
    mask, (x, y) = shaper(name).getmask2(text, features=list(features), language=language, anchor="ls")
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    return int(x) + left, -int(y) - bottom, int(x) + right, -int(y) - top


def picture(name: str, text: str, language: str) -> Image.Image:
    mask, _ = shaper(name).getmask2(text, language=language, anchor="ls")
    return Image.frombytes("L", mask.size, bytes(mask))


def strokes(name: str, text: str) -> list[tuple[int, int]]:
    """The runs of columns that are black: first and last."""
    image = picture(name, text, MAINLAND)
    row = image.point([0] + [255] * 255).resize((image.width, 1), Image.Resampling.BOX)
    runs = [[*columns] for black, columns in groupby(range(row.width), lambda c: row.getpixel((c, 0)) != 0) if black]
    return [(run[0], run[-1]) for run in runs]


def test_the_faces_are_these() -> None:
    assert {path.stem.removeprefix("studypress-") for path in FONTS.glob("*.ttf")} == {*HAN, ITALIC, *CODE, EMOJI}


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_has_every_character_of_the_standard_table(name: str) -> None:
    table = (FONTS / "tghz-8105.txt").read_text(encoding="utf8").strip()
    assert len(table) == len(set(table)) == 8105
    assert [char for char in table if ord(char) not in glyphs(name)] == []


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_has_the_whole_first_block(name: str) -> None:
    assert len(FIRST_BLOCK) == 20_992
    assert [hex(code) for code in FIRST_BLOCK if code not in glyphs(name)] == []


@pytest.mark.parametrize("name", [*HAN, ITALIC, *CODE])
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


def test_a_word_in_another_face_never_moves_the_lines() -> None:
    areas = {(face(name)["hhea"].ascent, face(name)["hhea"].descent, face(name)["hhea"].lineGap) for name in HAN + CODE}
    assert areas == {(1151, -286, 0)}


@pytest.mark.parametrize("name", HAN)
def test_a_feature_of_ours_is_there_in_every_script_and_language(name: str) -> None:
    table = face(name)["GSUB"].table
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(record.LangSys for record in script.Script.LangSysRecord)]
        for language in languages:
            tags = [table.FeatureList.FeatureRecord[index].FeatureTag for index in language.FeatureIndex]
            assert set(tags) >= {"ccmp", "pwid", "vert", *NARROW} - ({"vert"} if name == KAI else set())
            assert len(tags) == len(set(tags))


@pytest.mark.parametrize(("name", "language"), [*product(HAN, (MAINLAND, TAIWAN, JAPAN))])
def test_a_mark_has_narrower_cells_and_its_ink_stays_inside(name: str, language: str) -> None:
    for mark, (feature, cell) in product(OPENERS + CLOSERS + CENTRED, NARROW.items()):
        left, _, right, _ = ink(name, mark, feature, language=language)
        assert (width(name, mark, language=language), width(name, mark, feature, language=language)) == (1000, cell)
        assert 0 <= left < right <= cell, (mark, feature)


@pytest.mark.parametrize("name", HAN)
def test_a_mark_gives_up_the_blank_side_of_its_cell(name: str) -> None:
    # In LXGW WenKai 〖 〗 stick out of the full cell by a hair, and ？ out of half a cell: these are moved inside.
    for feature, cell in NARROW.items():
        for mark in OPENERS:
            assert cell - ink(name, mark, feature)[2] == pytest.approx(1000 - ink(name, mark)[2], abs=13), mark
        for mark in CLOSERS:
            assert ink(name, mark, feature)[0] == pytest.approx(ink(name, mark)[0], abs=13), mark
        for mark in CENTRED:
            assert sum(ink(name, mark, feature)[::2]) == pytest.approx(cell, abs=8), mark


@pytest.mark.parametrize(("name", "language"), [*product(HAN, (MAINLAND, TAIWAN, JAPAN))])
def test_dashes_and_dots_are_whole_ems_unless_latin_ones_are_asked_for(name: str, language: str) -> None:
    for text, ems in {"—": 1, "——": 2, "⸺": 2, "…": 1, "……": 2}.items():
        assert width(name, text, language=language) == 1000 * ems
        assert width(name, f"a{text}", language=language) == width(name, "a", language=language) + 1000 * ems
    for mark, (least, most) in {
        "’": (200, 340),
        "”": (340, 600),
        "–": (450, 600),
        "—": (850, 950),
        "·": (350, 350),
    }.items():
        assert least <= width(name, mark, "pwid", language=language) <= most, mark
    assert width(name, "‘", "pwid", language=language) == width(name, "’", "pwid", language=language)
    assert width(name, "“", "pwid", language=language) == width(name, "”", "pwid", language=language)
    assert ink(name, "…", "pwid")[3] < 200  # on the base line


@pytest.mark.parametrize("name", HAN)
def test_two_dashes_are_one_stroke_and_six_dots_are_even(name: str) -> None:
    assert len(strokes(name, "——")) == 1
    assert strokes(name, "——") == strokes(name, "⸺")
    dots = [sum(run) / 2 for run in strokes(name, "……")]
    assert len(dots) == 6
    assert [b - a for a, b in pairwise(dots)] == pytest.approx([333] * 5, abs=12)
    for text in ("——", "……"):
        assert sum(ink(name, text)[1::2]) / 2 == pytest.approx(380, abs=2)  # the middle of the cell


@pytest.mark.parametrize("name", HAN)
def test_a_mark_stands_in_its_cell_as_its_region_has_it(name: str) -> None:
    def middle(mark: str, language: str, *features: str) -> float:
        return sum(ink(name, mark, *features, language=language)[::2]) / 2

    for mark in "，。、．：；！？":
        assert middle(mark, MAINLAND) < 300
        for language in (TAIWAN, HONG_KONG):
            assert middle(mark, language) == pytest.approx(500, abs=35)
            assert middle(mark, language, "SP50") == pytest.approx(250, abs=35)
        assert middle(mark, JAPAN) == pytest.approx(500 if mark in "：；！？" else middle(mark, MAINLAND), abs=35)
    for mark in "，。、．":
        low, high = (sum(ink(name, mark, language=language)[1::2]) / 2 for language in (MAINLAND, TAIWAN))
        assert low < 140 < 330 < high < 420
    assert [width(name, "·", language=language) for language in LANGUAGES] == [500, 1000, 1000, 500]


@pytest.mark.parametrize("name", [SONG, HEI, HEI_BOLD])
def test_han_have_the_form_of_the_region(name: str) -> None:
    for language, han in {TAIWAN: "骨角今令", HONG_KONG: "骨角今令", JAPAN: "骨直角今令刃"}.items():
        assert [char for char in han if picture(name, char, MAINLAND) == picture(name, char, language)] == []
    assert picture(name, "中文，（「", "en") == picture(name, "中文，（「", MAINLAND)


@pytest.mark.parametrize("name", HAN)
def test_a_han_face_has_what_schools_in_japan_teach(name: str) -> None:
    assert [char for char in "塡剝頰𠮟" if ord(char) not in glyphs(name)] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
@pytest.mark.parametrize("name", HAN)
def test_a_line_of_narrow_marks_is_copied_whole(name: str, tmp_path: Path) -> None:
    text = "他说：“《容器》（第二版），很好。”（见‘附录’）；「好！」『真？』【标】〖题〗［一］〈二〉、三．四・五——六……"
    face = f'@font-face {{ font-family: X; src: url("studypress-font:studypress-{name}.ttf") }}'
    css = f'{face} @page {{ size: 900pt 90pt; margin: 9pt }} p {{ font: 12pt X; font-feature-settings: "%s" }}'
    for feature, cell in NARROW.items():
        html = f'<html lang="zh-Hans"><style>{css % feature}</style><p>{text}</p></html>'
        HTML(string=html, url_fetcher=Fetcher({}, FONTS)).write_pdf(tmp_path / "line.pdf", font_config=Faces())
        done = subprocess.run(["pdftotext", "-raw", tmp_path / "line.pdf", "-"], capture_output=True, check=True)
        assert done.stdout.decode().split() == [text]
        with pdfplumber.open(tmp_path / "line.pdf") as pdf:
            marks = [char["width"] for char in pdf.pages[0].chars if char["text"] in "“《》（），。；「！、"]
        assert marks == pytest.approx([0.012 * cell] * len(marks), abs=0.01)


@pytest.mark.parametrize("name", HAN)
def test_small_figures_and_letters_are_as_large_and_as_dark_as_one_another(name: str) -> None:
    assert [sign for sign in SUPERIORS + INFERIORS if ord(sign) not in glyphs(name)] == []
    for digits, two in (("⁰¹²³⁴⁵⁶⁷⁸⁹", "²"), ("₀₁₂₃₄₅₆₇₈₉", "₂")):
        _, foot, _, head = ink(name, two)
        for sign in digits:
            assert [ink(name, sign)[1], ink(name, sign)[3]] == pytest.approx([foot, head], abs=22), sign
    assert stem(name, "₁") == pytest.approx(stem(name, "¹"), abs=14)


def stem(name: str, one: str) -> int:
    """How thick the upright of a figure 1 is, units."""
    drawn = picture(name, one, MAINLAND)
    drawn = drawn.crop(drawn.getbbox())
    row = drawn.crop((0, drawn.height * 6 // 10, drawn.width, drawn.height * 6 // 10 + 1)).getbbox()
    assert row is not None
    return row[2] - row[0]


@pytest.mark.parametrize("name", HAN)
def test_a_space_is_one_column_of_code_where_that_is_asked_for(name: str) -> None:
    assert width(name, "字 字", "SPCO") == 2500
    assert width(name, "字 字") < 2500


def test_text_has_signs_of_mathematics_of_its_own() -> None:
    assert [sign for sign in "ℂℍℕℙℚℝℤ⌈⌉⌊⌋⟦⟧⟨⟩↦⋅∘⊢⊨≔" if ord(sign) not in glyphs(SONG)] == []


def test_an_emoji_has_the_cell_of_a_han() -> None:
    assert advances(EMOJI, "😀🚀✅⭐🎉") == {1}
    for sign in "😀✅":
        glyph = face(EMOJI)["glyf"][glyphs(EMOJI)[ord(sign)]]
        assert abs((glyph.yMin + glyph.yMax) / 2 - 380) < 20


def test_a_star_that_is_given_is_black_all_over() -> None:
    star = picture(EMOJI, "⭐", MAINLAND)
    assert star.getpixel((star.width // 2, star.height // 2)) == 255


def test_what_is_written_as_emoji_is_printed_by_the_face_of_emoji(tmp_path: Path) -> None:
    """❤ alone is text, which the faces before it have; ❤ with U+FE0F is not (Unicode Technical Standard 51, 2.7)."""
    sheet = "".join(
        f"@font-face {{ font-family: {name}; src: url(studypress-font:{path.name}) }}" for name, path in LINE_OF_FACES
    )
    for text, names in (("✅", {"Emoji"}), ("❤", {"Code"}), ("❤\ufe0f", {"Emoji"}), ("1\ufe0f\u20e3", {"Emoji"})):
        html = f"<style>{sheet} body {{ font-family: Code, Emoji }}</style>{text}"
        HTML(string=html, url_fetcher=Fetcher({}, FONTS)).write_pdf(tmp_path / "sign.pdf", font_config=Faces())
        assert embedded(tmp_path / "sign.pdf") == names, text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Times,serif", "StudyPress-Song"),
        ("'Times New Roman'", "StudyPress-Song"),
        ("Helvetica,sans-Serif", "StudyPress-Hei"),
        ("Nobody, sans-serif", "StudyPress-Hei"),
        ("Courier New, monospace", "StudyPress-Code"),
    ],
)
def test_a_drawing_that_asks_for_a_face_of_others_gets_the_nearest_of_ours(
    tmp_path: Path, asked: str, found: str
) -> None:
    names = {name: f"studypress-{name.lower()}-regular.ttf" for name in ("Code", "Hei", "Song")}
    faces = "".join(
        f"@font-face {{ font-family: 'StudyPress {name}'; src: url(studypress-font:{file}) }}"
        for name, file in names.items()
    )
    drawing = f'<svg width="90" height="30"><text y="20" font-family="{asked}">capacity</text></svg>'
    HTML(string=f"<style>{faces}</style>{drawing}", url_fetcher=Fetcher({}, FONTS)).write_pdf(
        tmp_path / "a.pdf", font_config=Faces()
    )
    assert embedded(tmp_path / "a.pdf") == {found}


LINE_OF_FACES = [("Code", FONTS / "studypress-code-regular.ttf"), ("Emoji", FONTS / "studypress-emoji-regular.ttf")]


def embedded(pdf: Path) -> set[str]:
    with pdfplumber.open(pdf) as document:
        return {char["fontname"].rpartition("+")[2] for page in document.pages for char in page.chars}


@pytest.mark.parametrize(
    "signs",
    [
        "👍👎👉👈👆👇👏🙏👌💪👀🚀🎉🎯🎨🏆🏠🌟🌍🔥📌📎✅❌⚠💡📝📖🔧🔑🚧🛑🛠🧠🤔🤝🤖🧩🧪🐛🐳🐍🐧🦀☕🍎📦",
        "".join(map(chr, range(0x1F600, 0x1F638))),
        "🏻🏼🏽🏾🏿" + "".join(map(chr, range(0x1F1E6, 0x1F200))),
        "🔴🟠🟡🟢🔵🟣🔶🔷🔺🔻ℹ❗❓➕➖⭐✨❤⏰🔒🔍📚📊📅💻",
    ],
)
def test_emoji_that_technical_notes_use_are_printed(signs: str) -> None:
    assert [sign for sign in signs if ord(sign) not in glyphs(EMOJI)] == []


def test_keycaps_flags_and_hands_of_a_tone_are_one_sign() -> None:
    assert {width(EMOJI, text) for text in ("1️⃣", "#️⃣", "🇨🇳", "👍🏽", "❤️")} == {1000}


def test_all_together_fit_a_repository() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir() if path.is_file()) <= 45_000_000


def test_the_files_are_the_ones_that_were_made() -> None:
    script = Path(__file__).parent.parent / "fonts" / "make_fonts.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("ok "), done.stderr) == (0, len(HAN) + len(CODE) + 2, "")
