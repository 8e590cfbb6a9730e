"""Booklets: which pages stand side by side, and what becomes of a PDF that is laid on their sheets."""

import io
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from studypress.booklets import PAPERS, sides, signatures
from studypress.cli import main
from studypress.pdf.imposition import impose
from studypress.pipeline import build
from studypress.request import Request

# --- The order of the pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (1, "_1 __"),
        (2, "_1 2_"),
        (3, "_1 23"),
        (4, "41 23"),
        (5, "_1 2_ _3 45"),
        (6, "_1 2_ 63 45"),
        (7, "_1 27 63 45"),
        (8, "81 27 63 45"),
        (9, "_1 2_ _3 49 85 67"),
    ],
)
def test_fronts_and_backs_come_in_turn(pages: int, expected: str) -> None:
    shown = ["".join("_" if at is None else str(at + 1) for at in side) for side in sides(pages)]
    assert " ".join(shown) == expected


def folded(pages: int) -> list[int | None]:
    """The pages of the sheets, folded and laid on each other, as a reader turns them."""
    printed, turned = list(sides(pages)), list[int | None]()
    for sheets in signatures(pages):
        outer, printed = printed[: 2 * sheets], printed[2 * sheets :]
        leaves = list(zip(outer[::2], outer[1::2], strict=True))
        for front, back in leaves:
            turned += [front[1], back[0]]
        for front, back in reversed(leaves):
            turned += [back[1], front[0]]
    return turned


@pytest.mark.parametrize("pages", [*range(10), 79, 80, 81, 84, 85, 163, 570])
def test_folded_sheets_are_read_in_order_with_blank_pages_at_the_end(pages: int) -> None:
    turned = folded(pages)
    assert turned == [*range(pages), *[None] * (-pages % 4)]


@pytest.mark.parametrize(
    ("pages", "sheets"),
    [(0, []), (1, [1]), (80, [20]), (81, [10, 11]), (200, [16, 17, 17]), (324, [16, 16, 16, 16, 17])],
)
def test_a_thick_booklet_is_folded_in_parts_of_one_thickness(pages: int, sheets: list[int]) -> None:
    assert sorted(signatures(pages)) == sheets


# --- The sheets ---------------------------------------------------------------------------------------------------

TEXT = "".join(f"# 第{number}章\n\n甲{number}，见[第一章](#第1章)。\n\n![图](a.png)\n\n" for number in "1234")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from PIL import Image

    folder = tmp_path_factory.mktemp("notes")
    (folder / "1.md").write_text(TEXT, encoding="utf8")
    Image.effect_noise((40, 40), 99).save(folder / "a.png")
    return folder


@pytest.fixture(scope="module")
def booklet(notes: Path) -> bytes:
    return made(notes, target="handout", booklet=True)


def made(notes: Path, **how: object) -> bytes:
    file = notes.parent / "out.pdf"
    build(Request(notes, output=file, **how), lambda stage: None)  # type: ignore[arg-type]
    return file.read_bytes()


def sheets_of(*pages: tuple[float, float, int], paper: str = "A5") -> list[pdfplumber.page.Page]:
    """The sheets of a booklet of pages so wide, so high and turned so, each with a square of 10 pt in its corner.

    That is the one at the lower left, before the page is turned.
    """
    flat, target = io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        for width, height, turned in pages:
            page = pdf.add_blank_page(page_size=(width, height))
            page.contents_add(b"0 0 10 10 re f")
            page.rotate(turned, relative=False)
        pdf.save(flat)
    impose(flat, target, PAPERS[paper])
    return list(pdfplumber.open(target).pages)


def test_a_booklet_of_handouts_is_a5_on_a4(booklet: bytes) -> None:
    with pdfplumber.open(io.BytesIO(booklet)) as pdf:
        assert [(round(page.width), round(page.height)) for page in pdf.pages] == [(842, 595), (842, 595)]
        assert {tuple(map(round, page.mediabox)) for page in pdf.pages} == {(0, 0, 842, 595)}
        halves = [
            page.crop((left, 0, left + page.width / 2, page.height)).extract_text().replace(" ", "")
            for page in pdf.pages
            for left in (0, page.width / 2)
        ]
    assert [next(char for char in "1234" if f"甲{char}" in half) for half in halves] == ["4", "1", "2", "3"]


def test_faces_and_pictures_are_in_the_file_once_and_what_a_screen_needs_is_not(booklet: bytes) -> None:
    with pikepdf.open(io.BytesIO(booklet)) as pdf:
        objects = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]
        faces = [str(thing.FontName) for thing in objects if thing.get("/Type") == "/FontDescriptor"]
        assert len(faces) == len({name.partition("+")[2] for name in faces}) > 0
        assert sum(thing.get("/Subtype") == "/Image" for thing in objects) == 1
        assert not {"/Outlines", "/StructTreeRoot", "/MarkInfo", "/PageLabels", "/Names", "/Dests"} & set(
            pdf.Root.keys()
        )
        assert not any("/Annots" in page for page in pdf.pages)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"]
            assert "pdfuaid:part" not in xmp


def test_the_bytes_are_the_same_for_any_number_of_processes(notes: Path, booklet: bytes, tmp_path: Path) -> None:
    assert made(notes, target="handout", booklet=True, jobs=2, home=tmp_path) == booklet
    assert made(notes, target="handout", booklet=True, home=tmp_path) == booklet


@pytest.mark.skipif(not shutil.which("qpdf"), reason="QPDF IS MISSING: it judges the files")
def test_qpdf_finds_nothing_to_say(booklet: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(booklet)
    told = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("rotate", "corner"), [(0, "left bottom"), (90, "left top"), (180, "right top"), (270, "right bottom")]
)
def test_a_page_that_is_turned_stands_upright_in_its_half(rotate: int, corner: str) -> None:
    size = (419.53, 595.28) if rotate % 180 == 0 else (595.28, 419.53)
    (front, _) = sheets_of((*size, rotate))
    (square,) = front.rects
    middle = front.width / 2
    found = "left" if square["x0"] - middle < 100 else "right", "bottom" if square["bottom"] > 500 else "top"
    assert " ".join(found) == corner
    assert (square["x0"] >= middle, round(square["width"])) == (True, 10)


def test_a_page_of_another_size_is_shrunk_or_stands_in_the_middle() -> None:
    (front, back) = sheets_of((842, 1190, 0), (200, 200, 0))
    assert round(front.rects[0]["width"]) == 5
    assert round(back.rects[0]["x0"]) == round(842 / 4 - 100)
    assert round(back.rects[0]["width"]) == 10


def test_pages_have_their_resources_in_common_and_no_copies_of_them() -> None:
    pdf = pikepdf.new()
    drawings = {f"/X{number}": pdf.make_stream(b"") for number in range(500)}
    shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(drawings)))
    for _ in range(8):
        pdf.add_blank_page(page_size=(200, 200)).obj.Resources = shared
    book, target = io.BytesIO(), io.BytesIO()
    pdf.save(book)
    impose(book, target, PAPERS["A4"])
    with pikepdf.open(target) as sheets:
        forms = [form for sheet in sheets.pages for form in sheet.obj.Resources.XObject.values()]
        assert (len(forms), len({form.Resources.objgen for form in forms if form.Resources.is_indirect})) == (8, 1)


@pytest.mark.parametrize("page", ["A4", "A5", "B5", "16开", "Letter"])
def test_every_page_has_paper_that_two_of_it_fit_on(page: str) -> None:
    from studypress.sheets import SHEETS

    sheet, paper = SHEETS[page], PAPERS[page]
    assert -0.1 < paper.width - 2 * sheet.width < 4
    assert paper.height == pytest.approx(sheet.height, abs=0.1)


# --- On the command line ------------------------------------------------------------------------------------------


def test_a_booklet_has_its_name_and_is_told_how_to_print(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["handout", str(notes), "--booklet", "--kind", "notes", "--chapter", "2", "--no-cache"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{Path('dist', f'{notes.name}-handout-notes-c2-booklet.pdf')}\n"
    assert "a booklet, 1 × A4: print on both sides, flip on the short edge, at full size" in told.err


def test_a_booklet_is_not_printed_on_one_side(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pdf", str(notes), "--booklet", "--sides", "one"]) == 2
    assert "leave out --sides one" in capsys.readouterr().err


def test_a_booklet_of_other_pages_is_on_paper_of_twice_the_size(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["pdf", str(notes), "--booklet", "--page", "B5", "--no-cache"]) == 0
    assert "× B4" in capsys.readouterr().err
    with pikepdf.open(next(Path("dist").glob("*-booklet.pdf"))) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 1001, 709]
