"""Pictures, diagrams and highlighted code: what comes in, what may not, and that the same goes out every time."""

import base64
import difflib
import os
import re
import select
import shutil
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from limits import within
from lxml import etree
from PIL import Image as Pillow
from PIL import ImageFont
from PIL.PngImagePlugin import PngInfo
from pygments.lexers import get_all_lexers

from studypress.cache import FOLDER, Cache
from studypress.figures import (
    draw,
    for_print,
    for_screens,
    graphviz,
    highlight,
    in_grey,
    is_known_language,
    line_number,
    prepared,
    raster,
)
from studypress.figures.assets import PictureError
from studypress.figures.finding import Finder
from studypress.figures.graphviz import dot_labels
from studypress.figures.languages import NAMES, PLAIN
from studypress.figures.mermaid import _draw
from studypress.figures.svg import parse_svg, read_svg
from studypress.figures.svg_grey import grey_svg
from studypress.figures.svg_rules import drop_idle_rules
from studypress.figures.timelines import folded, size_for
from studypress.forks import CAN_FORK
from studypress.model import Book, Chapter, Diagram, Figure, Image, Metadata, Paragraph
from studypress.problems import Place, Problem
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.tree import walk

ROOT = Path(__file__).parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'
STACK = """block-beta
  columns 2
  a["应用程序 A"] b["应用程序 B"]
  os["宿主机操作系统（内核）"]:2
"""
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def book(*nodes: Image | Diagram) -> Book:
    blocks = tuple(Figure(node, ()) if isinstance(node, Diagram) else Paragraph((node,)) for node in nodes)
    return Book(Metadata("书", "zh-Hans"), (Chapter((), blocks),))


def drawn(root: Path, *nodes: Image | Diagram, page: str = "A4") -> tuple[list[Image | Diagram], list[Problem]]:
    result, problems = draw(book(*nodes), root, cache=Cache(root, b"secret"), sheet=SHEETS[page])
    return [node for node in walk(result) if isinstance(node, Image | Diagram)], problems


def picture(root: Path, source: str, base: str = "a.md") -> tuple[Image, list[Problem]]:
    (node,), problems = drawn(root, Image(source, "图", place=Place(base, 3)))
    assert isinstance(node, Image)
    return node, problems


def diagram(root: Path, text: str, language: str = "mermaid") -> tuple[Diagram, list[Problem]]:
    (node,), problems = drawn(root, Diagram(language, text, "图", place=Place("a.md", 3)))
    assert isinstance(node, Diagram)
    return node, problems


def png(size: tuple[int, int] = (4, 3)) -> bytes:
    return encoded(Pillow.new("RGB", size, "red"), "PNG")


def encoded(image: Pillow.Image, kind: str, **options: object) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def svg_text(body: str) -> str:
    return read_svg(SVG.format(body).encode()).data.decode()


# --- Pictures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/png"), ("WEBP", "image/jpeg"),
        ("AVIF", "image/jpeg"), ("BMP", "image/png"), ("TIFF", "image/png"),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_its_content_whatever_its_name(tmp_path: Path, kind: str, media_type: str) -> None:
    (tmp_path / "图 片.dat").write_bytes(encoded(Pillow.new("RGB", (4, 3), "red"), kind))
    node, problems = picture(tmp_path, "%E5%9B%BE%20片.dat")
    assert not problems
    assert node.asset is not None
    assert (node.asset.media_type, node.asset.width, node.asset.height) == (media_type, 4, 3)
    assert node.asset.name.isascii()
    with Pillow.open(BytesIO(node.asset.data)) as image:
        assert image.convert("RGB").getpixel((1, 1))[0] > 240  # type: ignore[index]


def test_the_same_picture_has_one_name_and_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").write_bytes(png())
    wrong = Image("c.gif", "", place=Place("a.md", 9))
    nodes, problems = drawn(tmp_path, Image("a.png", ""), Image("b.png", ""), wrong, wrong)
    names = {node.asset.name for node in nodes if node.asset}
    assert len(names) == 1
    assert [problem.code for problem in problems] == ["missing-image"]


def test_a_path_counts_from_the_file_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "part" / "images").mkdir(parents=True)
    (tmp_path / "part" / "images" / "a.png").write_bytes(png())
    assert picture(tmp_path, r"images\a.png", "part/one.md")[0].asset
    _, problems = picture(tmp_path, "images/A.PNG", "two.md")
    assert "part/images/a.png" in str(problems[0].hint)


@pytest.mark.parametrize(
    ("there", "source"),
    [
        ("part/Images/图 1.png", "images/图 1.PNG"),
        ("part/café.png", "cafe\u0301.png"),  # as macOS writes it
        ("第一章.assets/a.png", "../第一章.Assets/a.png"),
    ],
)
def test_a_name_in_other_letters_is_found_and_told(tmp_path: Path, there: str, source: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_bytes(png())
    (tmp_path / "part").mkdir(exist_ok=True)
    node, problems = picture(tmp_path, source, "part/one.md")
    assert node.asset
    assert [problem.code for problem in problems] == ["image-spelling"]
    assert os.path.relpath(tmp_path / there, tmp_path / "part") in str(problems[0].message)


@pytest.mark.parametrize(
    ("there", "source"),
    [
        ("part/imgs/a.png", "../imgs/a.png"),  # from the address part/one/, where the site serves it
        ("part/one/a.png", "a.png"),  # Hexo's folder of a post
    ],
)
def test_a_path_may_count_from_the_address_of_the_page(tmp_path: Path, there: str, source: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_bytes(png())
    node, problems = picture(tmp_path, source, "part/one.md")
    assert node.asset
    assert not problems


def test_a_pdf_is_told_how_to_become_a_drawing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.5\n")
    (problem,) = picture(tmp_path, "a.pdf")[1]
    assert str(problem.message) == "The picture “a.pdf” is a PDF."
    assert "pdftocairo -svg" in str(problem.hint)


@pytest.mark.parametrize("source", ["assets/a%20b.png", "a b.png"])
def test_a_vault_finds_a_picture_by_the_end_of_its_path(tmp_path: Path, source: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a b.png").write_bytes(png())
    assert not picture(tmp_path, source, "part/one.md")[0].asset
    (tmp_path / ".obsidian").mkdir()
    node, problems = picture(tmp_path, source, "part/one.md")
    assert node.asset
    assert not problems


def test_the_file_that_a_path_names_comes_before_the_one_that_its_address_would(tmp_path: Path) -> None:
    for folder, size in (("imgs", (4, 3)), ("part/imgs", (5, 3))):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.png").write_bytes(png(size))
    asset = picture(tmp_path, "../imgs/a.png", "part/one.md")[0].asset
    assert asset
    assert asset.width == 4


def test_letters_are_no_way_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "notes" / "Link.png").symlink_to(tmp_path / "secret.png")
    node, problems = picture(tmp_path / "notes", "link.png")
    assert node.asset is None
    assert [problem.code for problem in problems] == ["missing-image"]


@pytest.mark.parametrize(
    "there", ["images/a.png", "static/images/a.png", "docs/.vuepress/public/images/a.png", "docs/public/images/a.png"]
)
def test_a_leading_slash_starts_where_site_generators_do(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_bytes(png())
    node, problems = picture(tmp_path, "/images/a.png", "docs/part/one.md")
    assert node.asset
    assert not problems


def test_a_path_that_goes_up_may_count_from_the_page_of_the_whole_site(tmp_path: Path) -> None:
    for name in ("media/bio/a.png", "a.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(png())
    node, problems = picture(tmp_path, "../media/bio/a.png", "bio/part/one.md")
    assert node.asset
    assert not problems
    (tmp_path / ".attachments").mkdir()
    (tmp_path / ".attachments" / "b.png").write_bytes(png())
    assert picture(tmp_path, "../../../.attachments/b.png", "bio/part/one.md")[0].asset
    _, problems = picture(tmp_path, "../a.png", "bio/part/one.md")  # a name alone may be that of any other
    assert [problem.code for problem in problems] == ["missing-image"]


@pytest.mark.parametrize(
    ("given", "width"),
    [
        ({}, ""),
        ({"width": "50%"}, "50%"),
        ({"width": "300px"}, "300px"),
        ({"zoom": 0.5}, "20px"),
        ({"zoom": 0.5, "width": "3em"}, "3em"),
        ({"height": "60px"}, "80px"),
        ({"width": "300px", "height": "60px"}, "80px"),  # in that room, and not out of shape
        ({"width": "50%", "height": "60px"}, "50%"),
    ],
)
def test_every_way_to_give_a_size_becomes_one_width(tmp_path: Path, given: dict[str, Any], width: str) -> None:
    (tmp_path / "a.png").write_bytes(png((40, 30)))
    (node,), _ = drawn(tmp_path, Image("a.png", "", **given))
    assert isinstance(node, Image)
    assert (node.width, node.height, node.zoom) == (width, "", 1)


@pytest.mark.parametrize(
    "source", ["http://x.test/a.png", "HTTPS://x.test/a.png", "//x.test/a.png", "ftp://x.test/a.png", "javascript:1"]
)
def test_nothing_is_fetched(tmp_path: Path, source: str) -> None:
    node, problems = picture(tmp_path, source)
    assert node.asset is None
    assert [problem.code for problem in problems] == ["remote-image"]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    for source in ("../secret.png", str(tmp_path / "secret.png"), "link.png", "file:///etc/passwd", "a\0.png"):
        node, problems = picture(root, source)
        assert node.asset is None, source
        assert [problem.code for problem in problems] == ["missing-image"], source


def test_what_is_no_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    for source in ("folder.png", "pipe.png", "x" * 5000 + ".png", "", "."):
        assert picture(tmp_path, source)[1][0].code == "missing-image", source[:20]


def test_a_data_address_is_a_picture_of_its_own(tmp_path: Path) -> None:
    node, problems = picture(tmp_path, "data:image/png;base64," + base64.b64encode(png()).decode())
    assert not problems
    assert node.asset
    for broken in ("data:image/png;base64,@@@", "data:image/png", "data:text/html,<script>1</script>", "data:,"):
        assert picture(tmp_path, broken)[1][0].code == "bad-image", broken


def test_a_picture_cut_short_is_bad(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF"):
        noise = Pillow.effect_noise((200, 200), 90).convert("RGB")
        data = encoded(noise, kind)
        (tmp_path / kind).write_bytes(data[: len(data) // 2])
        assert [problem.code for problem in picture(tmp_path, kind)[1]] == ["bad-image"], kind


def test_a_picture_that_claims_to_be_huge_is_refused_at_once(tmp_path: Path) -> None:
    small = bytearray(png())
    for side in ((60_000).to_bytes(4), (2**31 - 1).to_bytes(4)):
        small[16:24] = side + side
        # The header's checksum has to be right, or it would be the fault.
        small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4)
        (tmp_path / "bomb.png").write_bytes(bytes(small))
        with within(1):
            _, problems = picture(tmp_path, "bomb.png")
        assert "pixels" in str(problems[0].message)


def test_a_photograph_beyond_the_limit_is_read_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "MAX_PIXELS", 4_000)
    monkeypatch.setattr(raster, "_PAGE_PIXELS", 1_500)
    image = Pillow.new("RGB", (100, 80), (200, 30, 30))
    for name in ("照 片.jpg", "b.jpg", "c.png"):
        image.save(tmp_path / name, progressive=name == "b.jpg")
    node, problems = picture(tmp_path, "%E7%85%A7%20%E7%89%87.jpg")
    assert (node.asset and (node.asset.width, node.asset.height), problems) == ((25, 20), [])
    for name in ("b.jpg", "c.png"):
        assert "pixels" in str(picture(tmp_path, name)[1][0].message)
    (tmp_path / "照 片.jpg").write_bytes(b"no picture")
    assert "“照 片.jpg”" in str(picture(tmp_path, "%E7%85%A7%20%E7%89%87.jpg")[1][0].message)


def _notes(kind: str) -> dict[str, object]:
    """What a file of this kind can say beside its picture, and a colour profile."""
    exif = Pillow.Exif()
    exif[0x010E] = "home address"
    everywhere = {"exif": exif, "xmp": b"<x>home address</x>", "icc_profile": b"icc"}
    match kind:
        case "PNG":
            info = PngInfo()
            info.add_text("Author", "home address")
            info.add_text("Comment", "home address", zip=True)
            info.add_itxt("XML:com.adobe.xmp", "home address")
            info.add(b"tIME", bytes((7, 233, 1, 1, 1, 1, 1)))
            info.add(b"caBX", b"home address", after_idat=True)
            return {"exif": exif, "pnginfo": info, "icc_profile": b"icc", "dpi": (72, 72)}
        case "GIF":
            return {"comment": b"home address", "save_all": True, "append_images": [_FRAME], "duration": 90}
        case "WEBP":
            return {**everywhere, "lossless": True, "save_all": True, "append_images": [_FRAME]}
        case "MPO":
            return {**everywhere, "comment": b"home address", "save_all": True, "append_images": [_FRAME]}
        case _:
            return {**everywhere, "comment": b"home address", "progressive": True}


_FRAME = Pillow.effect_noise((40, 20), 90).convert("RGB")


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "JPEG", "MPO"])
def test_a_picture_keeps_its_pixels_and_does_not_tell_where_it_was_taken(tmp_path: Path, kind: str) -> None:
    noise = Pillow.effect_noise((40, 20), 70).convert("RGB")
    noise.info["exif"] = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    data = encoded(noise, kind, **_notes(kind))
    (tmp_path / "a").write_bytes(data + b"home address")
    node, problems = picture(tmp_path, "a")
    assert not problems
    assert node.asset
    assert kind == "WEBP" or len(node.asset.data) < len(data)
    assert b"home" not in node.asset.data
    for trace in (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX", b"EXIF", b"XMP ", b"Exif", b"MPF"):
        assert trace not in node.asset.data
    with Pillow.open(BytesIO(node.asset.data)) as kept, Pillow.open(BytesIO(data)) as first:
        assert kept.info.get("icc_profile") == first.info.get("icc_profile")
        assert kind != "PNG" or kept.info["dpi"] == first.info["dpi"]
        assert getattr(kept, "n_frames", 1) == 1
        assert kept.convert("RGB").tobytes() == first.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("image", "kind", "options", "media_type", "colour"),
    [
        (Pillow.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", {}, "image/jpeg", (255, 0, 0)),
        (Pillow.new("CMYK", (9, 9), (0, 255, 255, 0)), "TIFF", {}, "image/png", (255, 0, 0)),
        (Pillow.new("I;16", (9, 9), 0x8000), "PNG", {}, "image/png", (128, 128, 128)),
        (Pillow.new("F", (9, 9), 64.0), "TIFF", {}, "image/png", (64, 64, 64)),
        (Pillow.new("1", (9, 9), 1), "PNG", {}, "image/png", (255, 255, 255)),
        (Pillow.new("P", (9, 9), 0), "GIF", {"transparency": 0}, "image/png", (0, 0, 0)),
        (Pillow.new("RGBA", (9, 9), "#0f08"), "WEBP", {"lossless": True}, "image/png", (0, 255, 0)),
        (Pillow.new("RGBA", (9, 9), "#0f08"), "AVIF", {}, "image/png", (0, 255, 0)),
        (Pillow.new("RGB", (9, 9), "lime"), "WEBP", {"lossless": True}, "image/png", (0, 255, 0)),
        (Pillow.new("RGB", (9, 9), "lime"), "PNG", {"interlace": True}, "image/png", (0, 255, 0)),
    ],
)
def test_every_kind_of_pixel_becomes_one_that_print_and_readers_show(
    tmp_path: Path,
    image: Pillow.Image,
    kind: str,
    options: dict[str, object],
    media_type: str,
    colour: tuple[int, int, int],
) -> None:
    (tmp_path / "a").write_bytes(encoded(image, kind, **options))
    node, problems = picture(tmp_path, "a")
    assert not problems
    assert node.asset
    assert node.asset.media_type == media_type
    with Pillow.open(BytesIO(node.asset.data)) as kept:
        assert kept.mode in ("1", "L", "P", "RGB", "RGBA")
        assert bool(kept.mode == "RGBA") == (image.mode == "RGBA" or "transparency" in options)
        found = kept.convert("RGBA").convert("RGB").getpixel((4, 4))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 8 for one, other in zip(found, colour, strict=True)), found


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF", "JPEG", "MPO", "BMP", "TIFF"])
def test_a_picture_opens_in_a_fresh_process(tmp_path: Path, kind: str) -> None:
    options = {"save_all": True, "append_images": [_FRAME]} if kind == "MPO" else {}
    (tmp_path / "a").write_bytes(encoded(_FRAME, kind, **options))
    code = "import sys; from studypress.figures.raster import read_raster; "
    code += "print(read_raster(open(sys.argv[1], 'rb').read()).width)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.stdout, done.stderr) == ("40\n", "")


def test_a_broken_end_is_mended_by_encoding_anew(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(_FRAME, "PNG", **_notes("PNG"))[:-12])  # without IEND
    node, problems = picture(tmp_path, "a.png")
    assert not problems
    assert node.asset
    assert b"home address" not in node.asset.data


def test_a_photograph_stands_upright_and_does_not_tell_where_it_was_taken(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "home address"
    image = Pillow.new("RGB", (40, 20), "red")
    (tmp_path / "flat.jpg").write_bytes(encoded(image, "JPEG", exif=exif, comment=b"home address", icc_profile=b"icc"))
    exif[0x0112] = 6  # held upright: turned by 90 degrees
    (tmp_path / "turned.jpg").write_bytes(encoded(image, "JPEG", exif=exif, comment=b"home address"))
    flat, turned = (picture(tmp_path, name)[0].asset for name in ("flat.jpg", "turned.jpg"))
    assert flat
    assert turned
    assert (flat.width, flat.height, turned.width, turned.height) == (40, 20, 20, 40)
    assert b"home address" not in flat.data + turned.data
    with Pillow.open(BytesIO(flat.data)) as kept:
        assert kept.info["icc_profile"] == b"icc"
        assert kept.tobytes() == Pillow.open(tmp_path / "flat.jpg").tobytes()


def test_only_so_many_like_names_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("picture.png", "sub/other.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png())
    calls: list[str] = []
    compared = difflib.get_close_matches

    def counted(word: str, *rest: Any) -> list[str]:
        calls.append(word)
        return compared(word, *rest)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    missing = [Image(f"picture{number}.png", "", place=Place("a.md", number)) for number in range(60)]
    _, problems = drawn(tmp_path, *missing, missing[0], Image("Other.PNG", "", place=Place("a.md", 99)))
    assert len(problems) == 61
    assert "picture.png" in str(problems[0].hint)
    assert len(calls) == 20
    assert str(problems[40].hint)
    assert "sub/other.png" in str(problems[60].hint)  # the same name elsewhere costs nothing to find


# --- SVG ------------------------------------------------------------------------------------------------------


def test_svg_is_measured_and_says_its_size_itself() -> None:
    asset = read_svg(SVG.format("<rect width='9' height='9'/>").encode())
    assert (asset.width, asset.height) == (40, 20)
    assert b'width="40"' in asset.data
    for size, expected in {
        'width="1in"': (96, 48),
        'height="40px"': (80, 40),
        'width="100%" height="100%"': (40, 20),
        'width="2em"': (32, 16),
    }.items():
        data = SVG.format("").replace("viewBox", f"{size} viewBox").encode()
        assert (read_svg(data).width, read_svg(data).height) == expected
    bare = read_svg(b'<svg width="30" height="10"><g/></svg>')
    assert b'viewBox="0 0 30 10"' in bare.data
    assert b"http://www.w3.org/2000/svg" in bare.data


@pytest.mark.parametrize("size", ['width="1e9"', 'viewBox="0 0 1e99 1"', 'width="99999999999999999999"'])
def test_svg_of_a_senseless_size_is_refused(size: str) -> None:
    with pytest.raises(PictureError):
        read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<g><script xlink:href='http://x.test/a.js'/></g>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='http://x.test'/></body></foreignObject>",
        "<rect onclick='alert(1)' ONLOAD='alert(1)'/>",
        "<a xlink:href='javascript:alert(1)' href='http://x.test'><text>x.test</text></a>".replace(">x.test<", ">词<"),
        "<image href='http://x.test/a.png'/>",
        "<image xlink:href='file:///etc/passwd'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
        "<use href='http://x.test/a.svg#b'/>",
        "<use href=' http://x.test/a.svg#b'/>",
        "<rect fill='url(http://x.test/a.svg#b)'/>",
        "<rect style='fill:url( \"http://x.test/a\" );stroke:red'/>",
        "<rect style='background:u\\72l(http://x.test/a)'/>",
        "<style>@import 'http://x.test/a.css'; rect{fill:red}</style>",
        "<style>@imp@importort 'http://x.test/a.css';</style>",
        "<style>@font-face{font-family:a;src:url(http://x.test/a)}rect{fill:red}</style>",
        "<style>rect{background:image-set('http://x.test/a' 1x)}</style>",
        "<style>rect{fill:ur/**/l(http://x.test/a)}</style>",
        "<style>@\\69mport 'http://x.test/a.css';</style>",
        "<animate attributeName='href' to='javascript:alert(1)'/><set attributeName='onclick' to='alert(1)'/>",
        "<rect xml:base='http://x.test/'/>",
        "<filter id='f'><feImage href='http://x.test/a.png'/></filter>",
        "<x:thing xmlns:x='http://x.test/'/>",
        "<handler type='text/javascript'>alert(1)</handler>",
    ],
)
def test_svg_keeps_nothing_that_runs_or_reaches_out(hostile: str) -> None:
    text = svg_text(hostile + "<text>好词</text>")
    for word in ("x.test", "alert", "javascript", "file:", "@import", "iframe", "passwd", "data:"):
        assert word not in text
    assert "好词" in text


def test_svg_refers_to_nothing_that_is_not_in_it() -> None:
    text = svg_text(
        "<style>.a{fill:url(#h)}</style><rect fill='url(#h)' stroke='url(#h) red' style='mask:url(#h)'/>"
        "<use href='#h'/><filter id='g'/><rect fill='#fff' filter='url(#g)'/>"
    )
    assert "#h" not in text
    for part in (".a{fill:none}", 'fill="none" stroke="red" style="mask:none"', 'fill="#fff" filter="url(#g)"'):
        assert part in text


def test_svg_keeps_what_is_its_own() -> None:
    data = base64.b64encode(png()).decode()
    text = svg_text(
        "<defs><linearGradient id='g'><stop offset='1'/></linearGradient></defs><style>.a{fill:url(#g)}</style>"
        f"<rect class='a' fill=\"url('#g')\"/><use xlink:href='#g'/><image href='data:image/png;base64,{data}'/>"
    )
    for part in (".a{fill:url(#g)}", "fill=\"url('#g')\"", 'href="#g"', data):
        assert part in text
    assert "词" in svg_text("<a href='http://x.test'><text>词</text></a>")


def test_frames_of_motion_leave_the_styles_beside_them_whole() -> None:
    frames = "@-moz-keyframes a { 0% { x: 1 } 100% { x: 2; } } @media print { .b { fill: red } }"
    text = svg_text(f"<style>.a {{ fill: blue }} {frames} .c {{ fill: none }}</style><rect class='a'/>")
    assert ".a { fill: blue }" in text
    assert ".c { fill: none }" in text
    assert not any(word in text for word in ("keyframes", "100%", "media"))


HTML = "xmlns='http://www.w3.org/1999/xhtml'"


def drawn_words(body: str) -> list[tuple[str, str, str]]:
    """The lines of text that a drawing shows, each with where it stands."""
    root = etree.fromstring(read_svg(SVG.format(body).encode()).data)
    spans = [span for span in root.iter("{*}text", "{*}tspan") if (span.text or "").strip()]
    return [(span.text or "", span.get("x", ""), span.get("y", "")) for span in spans]


def test_words_that_a_drawing_holds_as_html_are_drawn() -> None:
    words = f"<div {HTML}><p>甲 <b>乙</b></p>丙<br/>丁</div>"
    lines = drawn_words(f"<foreignObject x='10' y='20' width='100' height='40'>{words}</foreignObject>")
    assert [line[0] for line in lines] == ["甲 乙", "丙", "丁"]
    assert {line[1] for line in lines} == {"60"}
    assert float(lines[0][2]) < 40 < float(lines[2][2])


def test_html_in_a_drawing_is_broken_where_its_box_ends() -> None:
    words = f"<p {HTML} style='font-size:16px'>读取文件并检查 format and more</p>"
    lines = drawn_words(f"<foreignObject width='80' height='60'>{words}</foreignObject>")
    assert [line[0] for line in lines] == ["读取文件并", "检查", "format", "and more"]


def test_of_a_switch_one_form_is_drawn() -> None:
    html = f"<foreignObject width='100%' height='100%'><div {HTML}>长的标签文字</div></foreignObject>"
    assert [line[0] for line in drawn_words(f"<switch>{html}<text>标签</text></switch>")] == ["标签"]
    assert [line[0] for line in drawn_words(f"<switch>{html}<text>长的标...</text></switch>")] == ["长的标签文字"]
    assert [line[0] for line in drawn_words(f"<switch>{html}</switch>")] == ["长的标签文字"]
    languages = "<text systemLanguage='fr'>un</text><text systemLanguage='zh'>一</text><text>one</text>"
    assert [line[0] for line in drawn_words(f"<switch>{languages}</switch>")] == ["one"]
    notice = "<g requiredFeatures='x'/><a><text>Text is not SVG - cannot display</text></a>"
    assert not drawn_words(f"<switch>{notice}</switch>")


def test_a_selector_that_takes_minutes_to_read_goes() -> None:
    text = svg_text("<style>" + "a&gt;" * 50_000 + "b{fill:red}text{fill:blue}</style><text>词</text>")
    assert len(text) < 1000
    assert "text{fill:blue}" in text


def test_cleaned_svg_is_clean() -> None:
    once = read_svg(SVG.format("<rect id='甲 乙'/><rect id='a'/><g id='a' style='fill:red;'/>").encode())
    assert read_svg(once.data) == once
    assert once.data.count(b'id="a"') == 1


def test_a_size_stays_only_where_svg_knows_one() -> None:
    text = svg_text("<circle r='7' width='14' height='14'/><rect width='3' height='4'/>")
    assert 'r="7"' in text
    assert 'width="14"' not in text
    assert 'width="3" height="4"' in text


def test_svg_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    for doctype in (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE svg SYSTEM "{secret.as_uri()}">',
    ):
        try:
            data = read_svg((doctype + SVG.format("<text>&x;</text>")).encode()).data
        except PictureError:
            continue
        assert b"geheim" not in data


def test_svg_without_end_is_refused_quickly() -> None:
    deep = SVG.format("<g>" * 5000 + "</g>" * 5000)
    chain = SVG.format("".join(f"<g id='a{i}'><use href='#a{i + 1}'/></g>" for i in range(3000)))
    fill = "<rect fill='url(#p{})'/>"
    patterns = "".join(f"<pattern id='p{i}'>{fill.format(i + 1) * 10}</pattern>" for i in range(9))
    for bomb in (deep, chain, SVG.format(patterns + fill.format(0))):
        with within(2), pytest.raises(PictureError):
            read_svg(bomb.encode())


# --- Diagrams -------------------------------------------------------------------------------------------------


def test_a_diagram_is_drawn_in_our_face_with_all_its_labels(tmp_path: Path) -> None:
    node, problems = diagram(tmp_path, STACK)
    assert not problems
    assert node.asset
    text = node.asset.data.decode()
    for label in ("应用程序 A", "应用程序 B", "宿主机操作系统（内核）"):
        assert f">{label}</text>" in text
    assert "StudyPress Hei" in text
    for unwanted in ("foreignObject", "<use", "<script", "trebuchet", "mask="):
        assert unwanted not in text
    assert 100 < node.asset.width < 400
    assert node.asset.height < node.asset.width


@pytest.mark.parametrize("text", ["flowchart LR\n  甲 --> 乙 --> 丙", "graph TD\n  50((50)) --> 30((30))"])
def test_boxes_are_no_wider_than_their_words(tmp_path: Path, text: str) -> None:
    node, _ = diagram(tmp_path, text)
    assert node.asset
    assert node.asset.width < 300


STEPS = " --> ".join(f'n{number}["第{number}步：检查清单"]' for number in range(9))


def test_a_flowchart_across_that_no_page_could_hold_is_drawn_downwards(tmp_path: Path) -> None:
    for head in ("flowchart LR", "%% 流程\ngraph RL"):
        node, _ = diagram(tmp_path, f"{head}\n  {STEPS}")
        assert node.asset
        assert node.asset.width < 500 < node.asset.height


def test_whether_it_can_be_read_depends_on_the_page(tmp_path: Path) -> None:
    text = "flowchart LR\n  " + " --> ".join(f"n{number}[第{number}步：检查]" for number in range(7))
    shapes = []
    for name in ("A5", "A4"):
        node = Diagram("mermaid", text, "图", place=Place("a.md", 3))
        (filled,), _ = drawn(tmp_path, node, page=name)
        assert isinstance(filled, Diagram)
        assert filled.asset
        shapes.append(filled.asset.width > filled.asset.height)
    assert shapes == [False, True]


def test_a_flowchart_across_that_can_be_read_stays_as_it_is(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  " + " --> ".join(f"n{number}[第{number}步]" for number in range(6)))
    assert node.asset
    assert node.asset.height < 100 < node.asset.width


@pytest.mark.parametrize(
    ("text", "full_width", "narrow"),
    [
        (
            "sequenceDiagram\n"
            + "".join(f"  participant p{number} as 第{number}台应用服务器\n" for number in range(6))
            + "  p0->>p1: 主从复制的延迟一般小于一秒钟\n  p4->>p5: 返回证书链，协商会话密钥\n",
            1200,
            900,
        ),
        (
            "erDiagram\n"
            + "".join(f"  中心 ||--o{{ 表{number} : 含\n  表{number} {{\n    int id\n  }}\n" for number in range(9)),
            1000,
            990,
        ),
    ],
)
def test_what_is_wide_and_can_be_drawn_closer_is(tmp_path: Path, text: str, full_width: int, narrow: int) -> None:
    node, problems = diagram(tmp_path, text)
    assert not problems
    assert node.asset
    assert node.asset.width < narrow < full_width < float(re.findall(r'viewBox="\S+ \S+ (\S+)', _draw(text))[0])
    assert "-<" not in node.asset.data.decode()


def test_a_message_stands_on_ground_of_its_own_over_lines_of_life(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "sequenceDiagram\n  甲->>丙: 请求\n  甲->>乙: 问")
    assert node.asset
    assert node.blank
    drawn = etree.fromstring(node.asset.data)
    patches = [group[0] for group in drawn.iter("{*}g") if group.get("class") == "label-lines"]
    assert [(patch.get("width"), patch.get("height")) for patch in patches] == [("32.0", "14.0"), ("18.0", "14.0")]
    assert b'height="14.0"' not in node.blank.data
    ground, _ = diagram(tmp_path, KINDS["ground"])
    assert ground.asset
    assert b"label-lines" not in ground.asset.data


def test_a_blank_diagram_has_the_boxes_and_no_word(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  a[镜像] -->|创建| b[容器]")
    assert node.asset
    assert node.blank
    assert (node.blank.width, node.blank.height) == (node.asset.width, node.asset.height)
    text = node.blank.data.decode()
    assert "<text" not in text
    assert text.count("<rect") >= 2
    assert "marker-end" in text


def test_what_means_nothing_without_words_has_no_blank(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, 'pie title 占比\n  "镜像" : 40\n  "容器" : 60')
    assert node.asset
    assert node.blank is None


def test_a_timeline_of_many_periods_is_drawn_downwards(tmp_path: Path) -> None:
    events = "".join(f"  {year} : 第{year}条<br>修正 : 「甲」 & 乙\n" for year in range(1949, 1961))
    node, problems = diagram(
        tmp_path, f"timeline\n  title 发展历程\n  section 早期\n{events}  section 后来\n  2018 : {'长' * 50}\n"
    )
    assert not problems
    assert node.asset
    assert node.asset.width < 560 < node.asset.height
    words = re.findall(r"<text[^>]*>([^<]*)</text>", node.asset.data.decode())
    assert words[:7] == ["发展历程", "早期", "1949", "第1949条", "修正", "「甲」 &amp; 乙", "1950"]
    assert [len(word) for word in words if word.startswith("长")] == [25, 25]


def test_the_words_of_a_wide_timeline_are_drawn_larger_and_broken(tmp_path: Path) -> None:
    events = "".join(f"  {year}年 : 《南京条约》的签订 : 国人暴动，共和行政\n" for year in range(1840, 1846))
    node, problems = diagram(tmp_path, f"timeline\n  title 中国近代史大事年表\n{events}")
    assert not problems
    assert node.asset
    drawing = node.asset.data.decode()
    for row in ("《南京条约》", "的签订", "国人暴动，", "共和行政", "1845年", "中国近代史大事年表"):
        assert f">{row}</" in drawing
    assert re.search(r"<text[^>]* dy=[^>]*>\s*<tspan[^>]* dy=", drawing) is None  # WeasyPrint adds one to the other
    assert size_for(1) == 14
    for rows in (("鸦片战争爆发，", "清政府战败"), ("辛亥革命", "推翻了清", "王朝的统治")):  # half of a mark is blank
        assert folded(f"timeline\n1: {''.join(rows)}", 22) == f"timeline\n1: {'<br>'.join(rows)}"
    assert [row for row in folded("timeline\n甲:" + "乙" * 900, 20).split("<br>") if len(row) > 18] == []
    assert folded("timeline\n  title " + "乙" * 90, 20).count("<br>") == 0


KINDS = {
    "sequence": "sequenceDiagram\n  participant 用户\n  用户->>引擎: 运行镜像\n  引擎-->>用户: 容器编号",
    "state": "stateDiagram-v2\n  [*] --> 运行\n  运行 --> 停止: docker stop\n  停止 --> [*]",
    "class": "classDiagram\n  class 镜像{\n    +名称\n    +构建()\n  }\n  镜像 <|-- 容器",
    "er": "erDiagram\n  仓库 ||--o{ 镜像 : 保存",
    "mindmap": "mindmap\n  root((容器引擎))\n    镜像\n    隔离",
    "timeline": "timeline\n  title 历史\n  2013 : 开源\n  2017 : 规范一点零",
    "gantt": "gantt\n  title 计划\n  section 第一周\n  学习镜像 :a1, 2026-01-01, 3d",
    "ground": "sequenceDiagram\n  甲->>乙: 请求\n  rect rgb(255, 240, 240)\n    乙->>甲: 答复\n  end",
    "bold words": 'flowchart TB\n  a["<b>数据库</b>管理系统<br/>DBMS"] --> b[数据]',
    "many lines": "flowchart LR\n" + "".join(f"  a{n}[结点{n}] --> a{n * 7 % 30} & a{n * 3 % 30}\n" for n in range(30)),
    "subgraph": 'flowchart TB\n  subgraph s1["宿主机"]\n    a["引擎<br>守护进程"]\n  end\n  s1 --> b(("容器"))',
}


def test_a_drawing_keeps_the_rules_that_something_in_it_may_follow() -> None:
    kept = (
        "#m .box,rect,g>text:first-child,svg|p{fill:none;}[class] text:not(.x){fill:red}@media print{.y{fill:red}}"
        ":hover,TEXT::before,[id^=m]{stroke:none}"
    )
    idle = "#n{fill:red}.row .box{fill:red}p{fill:red}rect.m{fill:red}[data-look] rect{fill:red}"
    style = f"<style>{kept}{idle}</style>".replace("rect,", "circle .box, rect , p.box,")
    root = parse_svg(SVG.format(f'{style}<g id="m"><rect class="other box"/><text>文</text></g>').encode())
    drop_idle_rules(root)
    assert "".join(next(root.iter("{*}style")).itertext()) == kept


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_mermaid_with_han_labels(tmp_path: Path, kind: str) -> None:
    node, problems = diagram(tmp_path, KINDS[kind])
    assert not problems
    assert node.asset
    assert b"<text" in node.asset.data


def test_the_lines_of_a_chart_stand_out_from_the_paper_and_from_each_other(tmp_path: Path) -> None:
    lines = "".join(f"  line [1, {number}, 4]\n" for number in range(4))
    node, _ = diagram(tmp_path, f'xychart-beta\n  x-axis "次" [1, 2, 3]\n  y-axis "数" 0 --> 5\n{lines}')
    assert node.asset
    drawn = re.findall(r'class="line-plot-\d"><path [^>]*stroke="#(..)\1\1"', node.asset.data.decode())
    assert len(set(drawn)) == 4
    assert all(int(grey, 16) <= 0xA6 for grey in drawn)


@pytest.mark.parametrize(
    "source",
    [
        'flowchart TB\n  a[甲]\n  click a href "javascript:alert(1)"',
        "flowchart TB\n  a[甲]\n  click a call alert()",
        '%%{init: {"securityLevel": "loose", "themeCSS": "@import \'http://x.test/a\'"}}%%\nflowchart TB\n  a[甲]',
        'flowchart TB\n  a["甲<img src=http://x.test/a.png onerror=alert(1)><script>alert(1)</script>"]',
        "flowchart TB\n  a[甲]\n  style a fill:url(http://x.test/a)",
        'flowchart TB\n  a@{ img: "http://x.test/a.png", label: "甲" }',
    ],
)
def test_hostile_mermaid(tmp_path: Path, source: str) -> None:
    node, problems = diagram(tmp_path, source)
    assert node.asset or problems
    data = node.asset.data.decode() if node.asset else ""
    for word in ("href=", "javascript", "@import", "<script", "<image", "onerror=", "url(http"):
        assert word not in data


def test_a_diagram_that_fails_says_why_and_leaves_its_source(tmp_path: Path) -> None:
    for text in ("flowchart TB\n  a[甲 --> b", "鲸鱼", "", "flowchart TB\n" + "  a --> b\n" * 20_000):
        node, problems = diagram(tmp_path, text)
        assert (node.asset, node.blank, node.text) == (None, None, text)
        assert [(problem.code, problem.place.line) for problem in problems] == [("diagram-failed", 3)]
        assert str(problems[0].hint)


def test_a_drawing_is_the_same_from_the_folder_as_anew(tmp_path: Path) -> None:
    first, _ = diagram(tmp_path, STACK)
    (kept,) = (tmp_path / FOLDER / "drawings").iterdir()
    assert diagram(tmp_path, STACK)[0] == first
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace("应用".encode(), "应付".encode()))  # damaged: drawn anew
    assert diagram(tmp_path, STACK)[0] == first
    assert kept.read_bytes() == whole


def test_a_drawing_that_somebody_else_put_there_is_not_shown(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, STACK)
    assert node.asset
    (kept,) = (tmp_path / FOLDER / "drawings").iterdir()
    theirs = replace(node.asset, data=SVG.format("<script>alert(1)</script>").encode())
    Cache(tmp_path, b"another secret").keep_object("drawings", kept.name, (theirs, None))
    assert diagram(tmp_path, STACK)[0] == node


def test_a_folder_that_leads_away_is_not_used(tmp_path: Path) -> None:
    root, away = tmp_path / "notes", tmp_path / "away"
    root.mkdir()
    away.mkdir()
    (root / ".studypress").symlink_to(away)
    assert diagram(root, STACK)[0].asset
    assert [file for file in away.rglob("*") if file.is_file()] == []
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / ".studypress").write_text("a file in the way", encoding="utf-8")
    assert diagram(blocked, STACK)[0].asset


@needs_dot
def test_dot_is_drawn_in_our_face(tmp_path: Path) -> None:
    text = 'digraph { rankdir=LR; a [label="宿主机\\n内核"]; b [label="image=镜像"]; a -> b [label="管理"] }'
    node, problems = diagram(tmp_path, text, "dot")
    assert not problems
    assert node.asset
    assert node.blank
    data = node.asset.data.decode()
    assert "宿主机" in data
    assert "StudyPress Hei" in data
    assert "<title" not in data
    assert "<text" not in node.blank.data.decode()


def test_a_label_of_dot_that_is_given_again_or_stands_in_a_comment_need_not_be_shown() -> None:
    again = r'digraph { b [label="2", shape=circle]; a -> b [label="甲"]; a -> b [label="乙"];  b [label="==\nEQ"] }'
    assert list(dot_labels(again)) == ["==", "EQ", "甲", "乙"]
    commented = 'digraph { // a [label="丙"]\n a [xlabel="旁" label="http://x//y"] label="图" /* c [label="丁"] */ }'
    assert list(dot_labels(commented)) == ["旁", "http://x//y", "图"]


@needs_dot
@pytest.mark.parametrize(
    "source",
    [
        'digraph { a [image="/etc/passwd"] }', 'digraph { a [ "image" = "x.png" ] }', "digraph { a [shapefile=x] }",
        'digraph { graph [imagepath="/"] a }',
        'digraph { a [label=<<table><tr><td><IMG SRC="x"/></td></tr></table>>] }',
        "digraph { a /* */ [image /* */ = x] }", "digraph { a -> }",
    ],
)  # fmt: skip
def test_dot_reads_no_file(tmp_path: Path, source: str) -> None:
    node, problems = diagram(tmp_path, source, "dot")
    assert node.asset is None
    assert [problem.code for problem in problems] == ["diagram-failed"]


def test_without_graphviz_the_source_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _, problems = diagram(tmp_path, "digraph { a }", "dot")
    assert "not installed" in str(problems[0].message)
    assert "Graphviz" in str(problems[0].hint)


@pytest.mark.skipif(not CAN_FORK, reason="Linux alone tells a process that its parent was killed")
def test_dot_ends_with_the_program_that_was_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "running"
    os.mkfifo(pipe)
    drawing = f"{{ echo drawing; exec sleep 600; }} > {pipe}"
    (tmp_path / "dot").write_text(f"#!/bin/sh\nif [ $1 = -V ]; then echo 1 >&2; else {drawing}; fi\n", encoding="utf8")
    (tmp_path / "dot").chmod(0o755)
    code = "from studypress.figures.graphviz import render_dot; render_dot('digraph { a }')"
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    running = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with subprocess.Popen([sys.executable, "-c", code], env=env, cwd=ROOT) as program:
        assert select.select([running], [], [], 300)[0], "it never came to draw"
        assert os.read(running, 100) == b"drawing\n"
        program.kill()
    assert select.select([running], [], [], 300)[0], "it is still drawing"
    assert os.read(running, 100) == b""  # nobody writes there any more
    os.close(running)


@needs_dot
@pytest.mark.skipif(not CAN_FORK, reason="only there dot's memory is bounded")
def test_dot_draws_where_the_system_gives_less_memory_than_it_may_take() -> None:
    code = (
        "import resource; from studypress.figures.graphviz import render_dot\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); print(render_dot('digraph { a }'))"
    )
    drawn = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (drawn.stderr, "<svg" in drawn.stdout) == ("", True)


@pytest.mark.parametrize("script", ["exec sleep 60", "exit 1", "kill -9 $$"])
def test_a_dot_that_does_not_answer_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (tmp_path / "dot").write_text(f"#!/bin/sh\n{script}\n", encoding="utf8")
    (tmp_path / "dot").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(graphviz, "_SECONDS_TO_ANSWER", 0.2)
    assert graphviz.dot_version() == ""
    _, problems = diagram(tmp_path, "digraph { a }", "dot")
    assert [(problem.code, problem.place.line) for problem in problems] == [("diagram-failed", 3)]
    assert "not installed" in str(problems[0].message)


def test_the_cover_picture(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(png())
    assert draw(book(), tmp_path, "cover.png")[0].cover
    _, problems = draw(book(), tmp_path, "cower.png")
    assert str(problems[0].place) == "book.toml"
    assert "cover.png" in str(problems[0].hint)


# --- Code -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "\n\n  x\n\n", "no end of line", "tab\there\n", "a\r\nb\r\n", "\ufeffx = 1\n", "'''open\n",
        "\0\x1b[0m\n", "# 注释\nprint('汉字')  \n\n\n", "\u2028x\n", "中文" * 100 + "\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["python", "bash", "console", "dockerfile", "html", "sql", "", "klingon"])
def test_no_letter_of_code_is_lost(text: str, language: str) -> None:
    assert "".join(run for _, run in highlight(text, language)) == text


def test_code_is_marked_in_few_runs() -> None:
    runs = highlight("def f(x):\n    return x  # 注释\n", "Python")
    assert ("k", "def ") in runs
    assert ("c", "# 注释\n") in runs
    assert len(runs) <= 6
    assert all(len(name) <= 1 for name, _ in runs)


@pytest.mark.parametrize("language", ["shell", "console", "dockerfile", "sql", "yaml", "c++", "vue", "docker-compose"])
def test_languages_of_courses_are_known(language: str) -> None:
    text = 'FROM x\n$ docker run -p 80:80 "x" # y\nSELECT 1;\nkey: "value"\nint f() { return 1; }\n<b class="x">y</b>\n'
    assert len(highlight(text, language)) > 1


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.org/a/blob/master/image/a.png?raw=true", "notes/image/a.png"),
        ("C:\\Users\\me\\notes\\image\\a.png", "notes/image/a.png"),
        ("/Users/me/image/a.png", "notes/image/a.png"),
        ("https://example.org/top/b.png", "top/b.png"),
        ("https://example.org/a.png", ""),
        ("https://example.org/other/a.png", ""),
    ],
)
def test_a_picture_elsewhere_is_the_one_of_its_folder_and_name_beside_the_notes(
    tmp_path: Path, address: str, found: str
) -> None:
    for name in ("notes/image/a.png", "top/b.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"")
    root = tmp_path.resolve()
    assert Finder(root).copy_of(address, "notes/1.md") == (root / found if found else None)


def test_a_picture_is_not_the_nearest_by_its_folder_and_its_ending(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images/heap.png").write_bytes(b"")
    finder = Finder(tmp_path.resolve())
    assert "Put the picture there" in str(finder.nearest(tmp_path / "images/quicksort.png", "a.md"))
    assert "images/heap.png" in str(finder.nearest(tmp_path / "pictures/heaps.jpg", "a.md"))


def test_a_picture_of_another_time_is_not_named_as_the_nearest(tmp_path: Path) -> None:
    for name in ("clip_image002-1547604555425.png", "clip_imag002-1541662519170.png"):
        (tmp_path / name).write_bytes(b"")
    finder = Finder(tmp_path.resolve())
    assert "clip_imag002-1541662519170.png" in str(finder.nearest(tmp_path / "clip_image002-1541662519170.png", "a.md"))
    assert "Put the picture there" in str(finder.nearest(tmp_path / "clip_image002-1541662566808.png", "a.md"))


def test_a_huge_listing_stays_plain() -> None:
    assert highlight("x = 1\n" * 50_000, "python") == (("", "x = 1\n" * 50_000),)


# --- Editions -------------------------------------------------------------------------------------------------


def pixels(made: Book) -> list[tuple[int, int]]:
    """The size of each picture's file."""
    assets = [node.asset for node in walk(made) if isinstance(node, Image) and node.asset]
    return [Pillow.open(BytesIO(asset.data)).size for asset in assets]


@pytest.mark.parametrize(
    ("given", "wide"),
    [
        ({}, round(SHEETS["A5"].text_width / 72 * 300)),  # no wider than the type area
        ({"width": "50%"}, round(SHEETS["A5"].text_width / 2 / 72 * 300)),
        ({"width": "96px"}, 300),
        ({"width": "25.4mm"}, 300),
        ({"width": "10em"}, round(95 / 72 * 300)),
        ({"zoom": 0.1}, 625),
    ],
)
def test_print_has_300_pixels_to_the_inch_of_the_size_set(tmp_path: Path, given: dict[str, Any], wide: int) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(Pillow.new("RGB", (2000, 1000)), "JPEG"))
    made, _ = draw(book(Image("a.jpg", "", **given)), tmp_path)
    assert pixels(for_print(made, SHEETS["A5"])) == [(wide, round(wide / 2))]


def test_letters_of_a_drawing_for_times_are_as_narrow_in_print(tmp_path: Path) -> None:
    """`capacity` is 3.332 em wide in Times, by Adobe's own metrics."""
    words = (("Times,serif", "14.00"), ("Arial", "14"))
    body = "".join(f'<text font-family="{name}" font-size="{size}">capacity</text>' for name, size in words)
    (tmp_path / "a.svg").write_text(SVG.format(body), encoding="utf8")
    made, _ = draw(book(Image("a.svg", "")), tmp_path)
    (image,) = (node for node in walk(for_print(made, SHEETS["A4"])) if isinstance(node, Image))
    assert image.asset
    times, arial = (float(size) for size in re.findall(rb'font-size="([0-9.]+)"', image.asset.data))
    face = ImageFont.truetype(str(resource_folder("fonts") / "studypress-song-regular.ttf"), 1000)
    assert face.getlength("capacity") * times / 1000 == pytest.approx(3.332 * 14, rel=0.02)
    assert arial == 14
    (screen,) = (node for node in walk(for_screens(made)) if isinstance(node, Image))
    assert screen.asset
    assert b'"14.00"' in screen.asset.data


def test_print_goes_by_the_widest_place_and_enlarges_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png((2000, 1000)))
    (tmp_path / "b.png").write_bytes(png((200, 100)))
    made, _ = draw(
        book(Image("a.png", "", width="2in"), Image("a.png", "", width="3in"), Image("b.png", "", width="100%")),
        tmp_path,
    )
    assert pixels(for_print(made, SHEETS["A4"])) == [(900, 450), (900, 450), (200, 100)]


def test_a_tall_picture_is_set_no_higher_than_the_page_allows(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png((1000, 4000)))
    made, _ = draw(book(Image("a.png", "")), tmp_path)
    ((_, high),) = pixels(for_print(made, SHEETS["A4"]))
    assert high == pytest.approx(SHEETS["A4"].text_height * 0.62 / 72 * 300, abs=3)


def test_an_e_book_holds_no_huge_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(Pillow.new("RGB", (4000, 3000)), "JPEG"))
    made, _ = draw(book(Image("a.jpg", "")), tmp_path, "a.jpg")
    made = for_screens(made)
    ((wide, high),) = pixels(made)
    assert wide * high <= 4_000_000
    assert wide == pytest.approx(high * 4 / 3, abs=2)
    assert made.cover
    assert Pillow.open(BytesIO(made.cover.data)).size == (wide, high)


def test_a_picture_is_made_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(png((2000, 1000)))
    made, _ = draw(book(Image("a.png", "", width="2in")), tmp_path)
    cache = Cache(tmp_path, b"secret")
    first = for_print(made, SHEETS["A4"], cache)
    (kept,) = (tmp_path / FOLDER / "pictures").iterdir()
    with monkeypatch.context() as patched:
        patched.setattr(prepared, "narrowed", None)  # a second making would stop here
        assert for_print(made, SHEETS["A4"], cache) == first
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-40] + bytes(40))  # damaged: made anew
    assert for_print(made, SHEETS["A4"], cache) == first
    assert kept.read_bytes() == whole


# --- Handouts -------------------------------------------------------------------------------------------------


def test_a_handout_has_no_coloured_picture(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 4), "red").save(tmp_path / "red.png")
    coloured, _ = draw(book(Image("red.png", "红", place=Place("1.md", 1))), tmp_path)
    (picture,) = [node for node in walk(in_grey(coloured)) if isinstance(node, Image)]
    assert picture.asset is not None
    with Pillow.open(BytesIO(picture.asset.data)) as image:
        assert (image.mode, image.size) == ("L", (4, 4))
    assert picture.asset.name.startswith("grey-")


def greyed(body: str) -> str:
    """The inside of a drawing in a handout."""
    text = grey_svg(read_svg(SVG.format(body).encode())).data.decode()
    return text.partition(">")[2].removesuffix("</svg>")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("red", "#4c4c4c"), ("RED", "#4c4c4c"), ("#f00", "#4c4c4c"), ("#FF0000", "#4c4c4c"), ("white", "#ffffff"),
        ("#0000ff80", "rgba(29,29,29,0.501961)"), ("rgb(0,0,255)", "#1d1d1d"), ("rgb(0% 100% 0%)", "#969696"),
        ("rgba(255, 0, 0, .5)", "rgba(76,76,76,0.5)"), ("rgb(255 0 0 / 50%)", "rgba(76,76,76,0.5)"),
        ("hsl(120, 100%, 50%)", "#969696"), ("hwb(240 0% 0%)", "#1d1d1d"), ("lab(50% 60 20)", "#808080"),
        ("lch(50% 60 20)", "#808080"), ("color(display-p3 1 0 0)", "#4c4c4c"), ("device-cmyk(0 1 1 0)", "#4c4c4c"),
        ("device-cmyk(0 0 0 1)", "#000000"), ("rgb(300 -20 0)", "#4c4c4c"), ("transparent", "rgba(0,0,0,0)"),
        ("url(#red) red", "url(#red) #4c4c4c"), ("var(--red, red)", "var(--red, #4c4c4c)"),
        ("color-mix(in srgb, red, blue)", "color-mix(in srgb, #4c4c4c, #1d1d1d)"),
        ("currentColor", "currentColor"), ("none", "none"), ("inherit", "inherit"), ("url(#blue)", "url(#blue)"),
        ("color()", "color()"), ("device-cmyk(1)", "device-cmyk(1)"),
    ],
)  # fmt: skip
def test_a_colour_becomes_the_grey_of_its_luma(colour: str, expected: str) -> None:
    known = '<g id="red"/><g id="blue"/>'
    assert greyed(f'{known}<rect fill="{colour}"/>') == f'{known}<rect fill="{expected}"/>'


def test_the_grey_of_a_drawing_is_the_grey_of_a_photograph() -> None:
    for colour in ("tomato", "rebeccapurple", "#1e88e5", "#263238", "lightgreen", "#ffeb3b"):
        level = Pillow.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
        assert greyed(f'<rect fill="{colour}"/>') == f'<rect fill="#{level:02x}{level:02x}{level:02x}"/>'


def test_colours_are_found_wherever_a_drawing_has_them() -> None:
    attributes = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color")
    for name in attributes:
        assert greyed(f'<g {name}="red"/>') == f'<g {name}="#4c4c4c"/>'
        assert greyed(f"<g style='x:red;{name}: red'/>") == f'<g style="x:red;{name}:#4c4c4c"/>'
        sheet = f"<style>.a, g > .b {{ font-family: 'Red', tan; {name}: red !important }} .c {{ {name}:none }}</style>"
        kept = f".a, g &gt; .b{{font-family:'Red', tan;{name}:#4c4c4c !important}}.c{{{name}:none}}"
        assert greyed(sheet).replace('"', "'") == f"<style>{kept}</style>"
    assert greyed("<style>g{--main:gold;filter:drop-shadow(0 0 2px red)}</style>") == (
        "<style>g{--main:#cacaca;filter:drop-shadow(0 0 2px #4c4c4c)}</style>"
    )


def test_what_only_looks_like_a_colour_stays() -> None:
    body = '<g id="red" class="tan" font-family="tan" color-rendering="auto" fill-opacity=".5"><text>red</text></g>'
    assert greyed(body) == body


def test_light_words_on_a_dark_ground_stay_light() -> None:
    for light, dark in (("white", "#e53935"), ("#ffeb3b", "#1a237e"), ("lightgreen", "#263238"), ("cyan", "#8e24aa")):
        found = re.findall(r"#(..)", greyed(f'<rect fill="{light}"/><rect fill="{dark}"/>'))
        assert int(found[0], 16) - int(found[1], 16) > 90


def test_a_picture_inside_a_drawing_is_stripped_and_made_grey() -> None:
    data = base64.b64encode(encoded(_FRAME, "JPEG", **_notes("JPEG"))).decode()
    for name in ("href", "xlink:href"):
        asset = read_svg(SVG.format(f"<image {name}='data:image/jpeg;base64,{data}'/>").encode())
        assert read_svg(asset.data) == asset
        for picture, modes in ((asset, "RGB"), (grey_svg(asset), "L")):
            (found,) = re.findall(rf'<image {name}="data:image/\w+;base64,([^"]*)"/>', picture.data.decode())
            inside = base64.b64decode(found)
            assert b"home address" not in inside
            with Pillow.open(BytesIO(inside)) as image:
                assert (image.mode, image.size) == (modes, _FRAME.size)


def test_a_diagram_that_an_author_coloured_is_grey(tmp_path: Path) -> None:
    node, _ = diagram(tmp_path, "flowchart LR\n  a[镜像] --> b[容器]\n  style a fill:#f96")
    (grey,) = [each for each in walk(in_grey(book(node))) if isinstance(each, Diagram)]
    for before, after in ((node.asset, grey.asset), (node.blank, grey.blank)):
        assert before
        assert after
        assert b"#f96" in before.data
        assert b"#f96" not in after.data
        assert b"#b2b2b2" in after.data
    assert in_grey(book(node)) == in_grey(book(node))


@pytest.mark.parametrize("name", ["docker", "golang", "c++", "shell", "console", "vue", "tsx", "jsonc", "cmd", "yml"])
def test_names_that_books_use_are_languages(name: str) -> None:
    assert is_known_language(name)
    assert highlight("if x: echo 'a' # b\n", name)


@pytest.mark.parametrize("name", ["text", "plaintext", "output", "伪代码", ""])
def test_names_that_mean_no_language_are_plain_and_no_one_is_told(name: str) -> None:
    assert is_known_language(name)
    assert highlight("if x: return 1\n", name) == (("", "if x: return 1\n"),)


def test_our_names_of_languages_are_those_that_pygments_lacks() -> None:
    known = {alias.lower() for _, aliases, _, _ in get_all_lexers() for alias in aliases}
    assert set(NAMES.values()) <= known
    assert not (set(NAMES) | PLAIN) & known - {"text", "output"}
    assert not is_known_language("klingon")


def test_a_line_number_is_a_picture_without_letters() -> None:
    picture = line_number(12)
    assert b"<text" not in picture.data
    assert picture.data.count(b"<path") == 2
    assert line_number(123456).data.count(b"<path") == 6  # made narrower, not cut
