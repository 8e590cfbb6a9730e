"""Pictures: which file is meant, what is kept of it, and how large and in which colours each edition shows it."""

import base64
import difflib
import os
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from figure_samples import (
    FRAME,
    ROOT,
    SVG,
    book,
    drawn,
    encoded,
    notes_in,
    picture,
    png,
)
from limits import within
from PIL import Image as Pillow
from PIL import ImageFont

from studypress.cache import FOLDER, Cache
from studypress.figures import draw, for_print, for_screens, in_grey, prepared, raster
from studypress.figures.finding import Finder
from studypress.model import Book, Image
from studypress.problems import SETTINGS, Place
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.tree import walk


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


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "JPEG", "MPO"])
def test_a_picture_keeps_its_pixels_and_does_not_tell_where_it_was_taken(tmp_path: Path, kind: str) -> None:
    noise = Pillow.effect_noise((40, 20), 70).convert("RGB")
    noise.info["exif"] = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    data = encoded(noise, kind, **notes_in(kind))
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
    options = {"save_all": True, "append_images": [FRAME]} if kind == "MPO" else {}
    (tmp_path / "a").write_bytes(encoded(FRAME, kind, **options))
    code = "import sys; from studypress.figures.raster import read_raster; "
    code += "print(read_raster(open(sys.argv[1], 'rb').read()).width)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.stdout, done.stderr) == ("40\n", "")


def test_a_broken_end_is_mended_by_encoding_anew(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(FRAME, "PNG", **notes_in("PNG"))[:-12])  # without IEND
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


def test_the_cover_picture(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(png())
    assert draw(book(), tmp_path, "cover.png")[0].cover
    _, problems = draw(book(), tmp_path, "cower.png")
    assert problems[0].place == SETTINGS
    assert "cover.png" in str(problems[0].hint)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.org/a/blob/master/image/a.png?raw=true", "notes/image/a.png"),
        ("C:\\Users\\me\\notes\\image\\a.png", "notes/image/a.png"),
        ("/Users/me/image/a.png", "notes/image/a.png"),
        ("https://example.org/top/b.png", "top/b.png"),
        ("https://example.org/a.png", ""),
        ("https://example.org/other/a.png", ""),
        ("/home/me/Typora/image-20241005150812685.png", "far/image-20241005150812685.png"),
        ("D:\\Typora\\image-20241005150812685.PNG", "far/image-20241005150812685.png"),
        ("https://example.org/%E5%9B%BE1571652681276.png?raw=true", "top/图1571652681276.png"),
        ("/home/me/1571652681999.png", ""),  # there are two
    ],
)
def test_a_picture_elsewhere_is_the_one_of_its_folder_and_name_beside_the_notes(
    tmp_path: Path, address: str, found: str
) -> None:
    timed = ("far/image-20241005150812685.png", "top/图1571652681276.png")
    for name in ("notes/image/a.png", "top/b.png", *timed, "far/1571652681999.png", "top/1571652681999.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    root = tmp_path.resolve()
    assert Finder(root).copy_of(address, "notes/1.md") == (root / found if found else None)


def test_a_picture_with_a_time_in_its_name_is_found_where_its_notes_were_moved(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    for name in ("image-20241005150812685.png", "picture.png"):
        (tmp_path / "pictures" / name).write_bytes(png())
    images = [Image(name, "", place=Place("a.md", 1)) for name in ("image-20241005150812685.png", "other/picture.png")]
    (moved, same_name), problems = drawn(tmp_path, *images)
    assert moved.asset
    assert not same_name.asset
    assert [found.code for found in problems] == ["image-elsewhere", "missing-image"]


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


def test_a_handout_has_no_coloured_picture(tmp_path: Path) -> None:
    Pillow.new("RGB", (4, 4), "red").save(tmp_path / "red.png")
    coloured, _ = draw(book(Image("red.png", "红", place=Place("1.md", 1))), tmp_path)
    (picture,) = [node for node in walk(in_grey(coloured)) if isinstance(node, Image)]
    assert picture.asset is not None
    with Pillow.open(BytesIO(picture.asset.data)) as image:
        assert (image.mode, image.size) == ("L", (4, 4))
    assert picture.asset.name.startswith("grey-")
