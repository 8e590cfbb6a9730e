"""Faces of the author's own, which style sheets for print name."""

import re
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from studypress.cli import main
from studypress.manuscript import read_manuscript
from studypress.own_faces import with_own_faces
from studypress.typefaces import face_characters

RARE = "\U00030fff"
"""A character that no face of ours has."""


def write_face(path: Path, rights: int = 0) -> None:
    """A face in which that character is a square."""
    pen = TTGlyphPen(None)
    for at, point in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(RARE): "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    path.parent.mkdir(exist_ok=True)
    builder.save(path)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book.toml").write_text('[pdf]\ncss = ["css/own.css"]\n', "utf8")
    (tmp_path / "1.md").write_text(f"# 甲\n\n这个字是{RARE}。\n", "utf8")
    (tmp_path / "css").mkdir()
    return tmp_path


def _rule(address: str) -> str:
    return f"@font-face {{ font-family: 方; src: url({address}) }}\nbody {{ font-family: 方, 'StudyPress Song' }}\n"


def test_text_is_set_in_it_and_what_it_alone_has_is_printed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_face(book / "字" / "方 体.ttf")
    (book / "css" / "own.css").write_text(_rule("'../字/方%20体.ttf'"), "utf8")
    assert main(["pdf", "--book", str(book), "-o", str(book / "out.pdf"), "--no-cache"]) == 0
    assert " 0 warnings" in capsys.readouterr().err
    with pikepdf.open(book / "out.pdf") as pdf:
        faces = {str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    names = {
        re.sub("(?:#[0-9a-fA-F]{2})+", lambda name: bytes.fromhex(name[0].replace("#", "")).decode(), one)
        for one in faces
    }
    assert any("方" in name for name in names), names


def test_it_is_named_by_what_it_holds(book: Path) -> None:
    names = []
    for rights in (0, 8):
        write_face(book / "a.ttf", rights)
        (book / "css" / "own.css").write_text(f"/* {_rule('gone.ttf')} */\n{_rule('../a.ttf')}", "utf8")
        manuscript, problems = with_own_faces(read_manuscript(book)[0])
        assert problems == []
        (face,) = manuscript.faces
        assert (face.file, f'url("studypress-font:{face.name}")' in manuscript.print_styles[0].text) == (
            (book / "a.ttf").resolve(),
            True,
        )
        names.append(face.name)
    assert names[0] != names[1]


def test_what_its_maker_does_not_let_be_embedded_is_told(book: Path) -> None:
    write_face(book / "a.ttf", 2)
    (book / "css" / "own.css").write_text("\n" + _rule("../a.ttf"), "utf8")
    manuscript, (problem,) = with_own_faces(read_manuscript(book)[0])
    assert (problem.code, problem.place.path, problem.place.line) == ("own-face", "css/own.css", 2)
    assert len(manuscript.faces) == 1


@pytest.mark.parametrize("harm", ["cut short", "several faces", "outside", "a link to outside"])
def test_a_rule_without_a_sound_face_is_dropped_and_the_lines_stay(book: Path, tmp_path: Path, harm: str) -> None:
    file = book / "a.ttf"
    write_face(file)
    data = file.read_bytes()
    if harm in ("cut short", "several faces"):
        file.write_bytes(data[: len(data) // 2] if harm == "cut short" else b"ttcf" + data[4:])
    folder = book / "css"
    address = "../a.ttf"
    if harm.endswith("outside"):
        folder = book / "inner"
        folder.mkdir()
        (folder / "1.md").write_text("# 甲\n", "utf8")
        (folder / "book.toml").write_text('[pdf]\ncss = ["own.css"]\n', "utf8")
        if harm.startswith("a link"):
            (folder / "link.ttf").symlink_to(file)
            address = "link.ttf"
    (folder / "own.css").write_text(_rule(address).replace("{", "{\n", 1), "utf8")
    manuscript, (problem,) = with_own_faces(read_manuscript(folder if harm.endswith("outside") else book)[0])
    assert (problem.code, problem.place.line) == ("own-face", 2)
    assert manuscript.faces == ()
    assert re.fullmatch(r"\n\nbody \{.*\}\n", manuscript.print_styles[0].text)


def test_ranges_that_come_to_more_than_all_characters_are_none(tmp_path: Path) -> None:
    write_face(tmp_path / "a.ttf")
    data = (tmp_path / "a.ttf").read_bytes()
    group = ord(RARE).to_bytes(4, "big") * 2
    assert group in data
    (tmp_path / "b.ttf").write_bytes(data.replace(group, b"\0\0\0\0\xff\xff\xff\xff"))
    assert face_characters(tmp_path / "a.ttf") == {ord(RARE)}
    assert face_characters(tmp_path / "b.ttf") == frozenset()


def test_an_e_book_is_made_without_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "css" / "own.css").write_text(f"p {{ color: red }}\n{_rule('a.ttf')}", "utf8")
    (book / "book.toml").write_text('[epub]\npage_list = false\ncss = ["css/own.css"]\n', "utf8")
    assert main(["epub", "--book", str(book), "-o", str(book / "out.epub"), "--no-cache"]) == 0
    told = capsys.readouterr().err
    assert "css/own.css:2: warning own-face: An e-book has no faces" in told
    assert f"1.md:3: warning missing-glyph: No typeface of the program has “{RARE}”" in told


def test_what_a_face_for_print_alone_has_is_told_of_an_e_book(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_face(book / "a.ttf")
    (book / "css" / "own.css").write_text(_rule("../a.ttf"), "utf8")
    settings = (book / "book.toml").read_text("utf8")
    (book / "book.toml").write_text(f"{settings}[epub]\npage_list = false\n", "utf8")
    assert main(["check", "--book", str(book)]) == 0
    assert "missing-glyph" not in capsys.readouterr().err
    assert main(["epub", "--book", str(book), "-o", str(book / "out.epub"), "--no-cache"]) == 0
    assert "1.md:3: warning missing-glyph: " in capsys.readouterr().err
