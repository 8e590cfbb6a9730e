"""What a drawn cover promises: the whole title, broken as a reader would, inside its margins; and smaller pictures."""

from dataclasses import replace
from io import BytesIO

import epub_samples as samples
import pytest
from PIL import Image, ImageChops, ImageCms, ImageColor

from studypress.figures import cover
from studypress.figures.cover import ACCENT, cover_picture, cover_words, drawn_cover
from studypress.figures.scale import fitted, narrowed
from studypress.figures.titles import best_lines, text_width, title_lines
from studypress.markdown.book_title import pairs_in
from studypress.model import Author, Metadata, Pairs

MEASURE, ROOM, LARGEST = 1280, 960, 250


def lines(title: str) -> tuple[str, ...]:
    return best_lines(title, MEASURE, ROOM, LARGEST)


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("操作系统", ("操作系统",)),
        ("Docker学习指南", ("Docker", "学习指南")),
        ("数据结构与算法分析", ("数据结构", "与算法分析")),
        ("Docker容器技术：从入门到实践", ("Docker", "容器技术：", "从入门到实践")),
        ("计算机网络原理与应用学习指南", ("计算机网络", "原理与应用", "学习指南")),
        ("C++程序设计（第二版）", ("C++程序设计", "（第二版）")),
        ("Python数据分析与机器学习实战教程", ("Python数据分析", "与机器学习", "实战教程")),
        ("Git与Docker实用手册", ("Git与Docker", "实用手册")),
        ("数据结构与算法及应用概论导论", ("数据结构与算法", "及应用概论导论")),
        ("高等数学（上册）学习指导", ("高等数学", "（上册）", "学习指导")),
        ("高中物理必修一", ("高中物理", "必修一")),
        ("九年级数学上册", ("九年级", "数学上册")),
        ("道德与法治八年级下册", ("道德与法治", "八年级下册")),
        ("高中地理选择性必修 1 复习讲义", ("高中地理", "选择性必修 1", "复习讲义")),
        ("高中物理必修3知识点总结", ("高中物理", "必修3", "知识点总结")),
        ("大学英语 第 3 版 学习指南", ("大学英语", "第 3 版", "学习指南")),
        ("考研数学 2024 真题解析", ("考研数学", "2024", "真题解析")),
        ("", ()),
        (" \n ", ()),
    ],
)
def test_titles_break_where_a_reader_would(title: str, broken: tuple[str, ...]) -> None:
    assert lines(title) == broken


_TEXT = "晶体生长时，缺陷在晶体中堆积；位错是缺陷的一种。晶格里的位错与堆积的缺陷，随晶体生长而动。位错在先。" * 3


@pytest.mark.parametrize(
    ("title", "broken", "told"),
    [
        ("碳化硅位错缺陷讲稿", ("碳化硅位", "错缺陷讲稿"), ("碳化硅位错", "缺陷讲稿")),
        ("氮化镓晶体位错讲稿", ("氮化镓晶", "体位错讲稿"), ("氮化镓晶体", "位错讲稿")),
        ("硅单位错缺陷讲稿", ("硅单位错", "缺陷讲稿"), ("硅单位错", "缺陷讲稿")),
    ],
)
def test_no_word_of_a_book_is_torn_in_its_title(title: str, broken: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert lines(title) == broken
    assert best_lines(title, MEASURE, ROOM, LARGEST, pairs=pairs_in([title], [_TEXT, title])) == told


def test_the_text_of_a_book_tells_which_han_of_its_title_are_of_one_word() -> None:
    title = "晶体位错学"
    assert pairs_in([title], [_TEXT]) == Pairs(("位错", "晶体"), ("体位",))
    assert pairs_in([title], [title * 9]) == Pairs()
    assert pairs_in(["晶体"], [_TEXT]) == Pairs()


@pytest.mark.parametrize(
    "title",
    ["汉" * 60, "Kubernetes & Docker in Production: A Practical Study Guide for System Administrators",
     "《容器》，、。：（一）「二」", "a" * 90, "中English文Mixed词words和 more words",
     "é" * 3 + "e\u0301" * 5, "😀" * 9],
)  # fmt: skip
def test_no_way_of_breaking_loses_a_letter_or_breaks_a_rule(title: str) -> None:
    for way in title_lines(title):
        assert "".join(way).replace(" ", "") == title.replace(" ", "")
        assert not any(line[0] in "》，、。：）」" or line[-1] in "《（「" for line in way)


def test_latin_words_stay_whole() -> None:
    title = "Kubernetes & Docker in Production: A Practical Study Guide for System Administrators"
    for way in title_lines(title):
        assert " ".join(way) == title


def test_lines_are_even() -> None:
    widths = [text_width(line) for line in title_lines("汉" * 61)[3]]
    assert max(widths) - min(widths) <= 1


def test_endless_titles_end_in_an_ellipsis() -> None:
    assert lines("汉" * 5000)[-1].endswith("…")


@pytest.mark.parametrize(
    "metadata",
    [
        Metadata("操作系统", "zh-Hans"),
        Metadata("汉" * 240, "zh-Hans", "副" * 90, (Author("王小明"),) * 30, publisher="社" * 60),
        Metadata("W" * 90, "en", "M" * 200, (Author("Jane Q. Public"), Author("John Doe"))),
        Metadata("😀", "zh-Hans", "\x01"),
    ],
)
def test_nothing_reaches_the_margins_or_the_ornament(metadata: Metadata) -> None:
    with Image.open(BytesIO(drawn_cover(metadata).data)) as picture:
        sheet = picture.convert("RGB")
    assert sheet.size == (1600, 2400)
    paper = sheet.getpixel((800, 1700))
    for boxes, ground in (
        (
            ((0, 0, 150, 1500), (1450, 0, 1600, 1500), (0, 1480, 1600, 1515), (0, 0, 1600, 160)),
            ImageColor.getrgb(ACCENT),
        ),
        (((0, 1680, 150, 2400), (1450, 1680, 1600, 2400), (0, 2300, 1600, 2400)), paper),
    ):
        for box in boxes:
            # JPEG is out by a step of 256 where nothing is, and by much more near an edge.
            difference = ImageChops.difference(sheet.crop(box), Image.new("RGB", sheet.crop(box).size, ground))
            assert difference.point(lambda tone: max(0, tone - 3)).getbbox() is None


def test_no_line_of_a_cover_ends_with_the_sign_that_parts_it() -> None:
    makers = (Author("欧阳文博"), Author("Maria Fernández-López"), Author("李华", role="trl"), Author("王小明"))
    words = cover_words(Metadata("高中物理•必修一 · 复习讲义", "zh-Hans", authors=makers))
    assert words.title == ("高中物理", "必修一", "复习讲义")
    assert words.names == ("欧阳文博 · Maria Fernández-López", "王小明", "李华 译")
    assert cover_words(Metadata("𬭎 😀", "zh-Hans")).title == ("𬭎 😀",)  # print has faces for both


def test_title_fills_the_cover_enough_to_be_read_on_a_shelf() -> None:
    with Image.open(BytesIO(drawn_cover(samples.METADATA).data)) as picture:
        title = picture.convert("L").crop((150, 200, 1450, 1300)).point(lambda tone: 255 if tone > 160 else 0)
    box = title.getbbox()
    assert box is not None
    assert box[2] - box[0] > 800
    assert sum(title.histogram()[255:]) > 39_000


def test_cover_is_the_same_every_time_and_differs_by_title() -> None:
    first = drawn_cover(samples.METADATA)
    assert drawn_cover(samples.METADATA) == first
    assert b"tIME" not in first.data
    assert drawn_cover(replace(samples.METADATA, title="别的书")).name != first.name


def test_broken_picture_is_left_as_it_is() -> None:
    broken = replace(samples.raster("jpeg"), data=b"\xff\xd8\xff....")
    assert fitted(broken, most_bytes=1) == broken
    assert narrowed(broken, 10) == broken
    assert cover_picture(samples.METADATA, broken) == broken


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_scaling_keeps_kind_and_natural_size(kind: str) -> None:
    picture = samples.raster(kind, (400, 200))
    for small in (fitted(picture, most_pixels=20_000), narrowed(picture, 200)):
        assert (small.media_type, small.width, small.height) == (picture.media_type, 400, 200)
        assert small.name != picture.name
        with Image.open(BytesIO(small.data)) as image:
            assert image.format == kind.upper()
            assert image.size == (200, 100)
    assert narrowed(picture, 800) is picture
    assert narrowed(picture, 392) is picture


def test_scaling_turns_upright_and_keeps_transparency() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    Image.new("RGB", (400, 200), "red").save(out, "JPEG", exif=exif)
    with Image.open(
        BytesIO(fitted(samples.asset(out.getvalue(), "jpeg", "image/jpeg"), most_pixels=20_000).data)
    ) as image:
        assert image.size == (100, 200)
        assert not image.getexif().get(0x0112)
    out = BytesIO()
    Image.new("P", (400, 200), 0).save(out, "PNG", transparency=0)
    clear = samples.asset(out.getvalue(), "png", "image/png")
    for small in (fitted(clear, most_pixels=20_000), narrowed(clear, 100)):
        with Image.open(BytesIO(small.data)) as image:
            assert image.convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]


def test_a_photograph_too_large_as_png_becomes_jpeg_and_a_drawing_stays() -> None:
    assert fitted(samples.DRAWING, most_bytes=1) is samples.DRAWING
    out = BytesIO()
    Image.effect_noise((400, 200), 60).convert("RGB").save(out, "PNG")
    photo = fitted(samples.asset(out.getvalue(), "png", "image/png"), most_bytes=60_000)
    assert photo.media_type == "image/jpeg"
    assert photo.name.endswith(".jpg")
    with Image.open(BytesIO(photo.data)) as image:
        assert image.size == (400, 200)


def _swapped_profile() -> bytes:
    """A profile in which red and blue have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "ours".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_other_colours_become_those_of_the_page(kind: str) -> None:
    """WeasyPrint passes no colour profile on: what is in another space has to be turned before."""
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, kind, icc_profile=_swapped_profile())
    turned = narrowed(samples.asset(out.getvalue(), kind, f"image/{kind}"), 40)
    with Image.open(BytesIO(turned.data)) as image:
        assert "icc_profile" not in image.info
        red, _, blue = image.convert("RGB").getpixel((1, 1))  # type: ignore[misc]
    assert red < 10
    assert blue > 245


def test_no_face_stays_in_memory_once_a_cover_is_drawn() -> None:
    drawn_cover(samples.METADATA)
    assert cover._font.cache_info().currsize == 0
