"""E-books for single makers of readers: 多看, Kobo, Kindle."""

import zipfile
from io import BytesIO
from pathlib import Path

import epub_books
import epub_samples as samples
import pytest
from epub_rules import RULES, Publication
from PIL import Image

from studypress.documents import Rendered
from studypress.editions import Piece
from studypress.epub import Profile, Setting, kobo, write_epub
from studypress.epub.markup import XHTML
from studypress.figures.pixels import as_pixels
from studypress.model import Asset
from studypress.pipeline import build
from studypress.request import Request

STYLES = (("epub.css", "p { margin: 0 }\n"),)
SMALL = samples.raster("png", (16, 24))


def packed(profile: Profile, pages: Rendered | None = None, cover: Asset = SMALL) -> Publication:
    data, problems = write_epub(
        pages or samples.rich(), samples.METADATA, Setting(samples.WORDS, STYLES, samples.DAY, cover, profile=profile)
    )
    assert problems == []
    return Publication(data)


def body(html: str) -> Rendered:
    return Rendered((samples.page("c1", Piece.CHAPTERS, "一", html),), (), (samples.PHOTO, samples.DRAWING))


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("number", sorted(set(RULES) - {16, 26, 27, 29}))
def test_every_profile_keeps_the_rules(profile: Profile, number: int) -> None:
    about = samples.METADATA
    data, _ = write_epub(samples.rich(), about, Setting(samples.WORDS, STYLES, samples.DAY, SMALL, profile=profile))
    faults = [fault for fault in RULES[number](Publication(data)) if "has no sorting name" not in fault]
    assert faults == []


@pytest.mark.parametrize("profile", Profile)
def test_no_profile_loses_or_changes_a_word(profile: Profile) -> None:
    def words(book: Publication) -> dict[str, str]:
        return {
            name: "".join("".join(map(str, root.itertext())).split())
            for name, root in book.pages.items()
        }  # fmt: skip

    wanted, found = words(packed(Profile.STANDARD)), words(packed(profile))
    if profile is Profile.DUOKAN:  # a picture stands for the number of the note
        wanted["c1.xhtml"] = wanted["c1.xhtml"].replace("PaaS1，", "PaaS，", 1)
    assert found == wanted


# --- 多看 -----------------------------------------------------------------------------------------------------


def test_notes_are_pictures_and_list_items_for_duokan() -> None:
    book = packed(Profile.DUOKAN)
    mark = book.pages["c1.xhtml"].find(f".//{{{XHTML}}}a[@role='doc-noteref']")
    assert mark is not None
    assert (mark.get("class"), mark.get("href"), mark.text) == ("noteref duokan-footnote", "#c1-n1", None)
    picture = mark[0]
    assert (picture.get("class"), picture.get("alt")) == ("qqreader-footnote", "平台即服务，一种云计算服务。")
    assert f"EPUB/{picture.get('src', '').removeprefix('../')}" in book.files
    item = book.pages["c1.xhtml"].find(
        f".//{{{XHTML}}}aside/{{{XHTML}}}ol[@class='duokan-footnote-content']/{{{XHTML}}}li[@id='c1-n1']"
    )
    assert item is not None
    assert item.get("class") == "duokan-footnote-item"
    assert "duokan-footnote" in book.css


def test_a_book_without_notes_gets_nothing_for_duokan() -> None:
    book = packed(Profile.DUOKAN, body("<p>无注</p>"))
    assert not any("note-mark" in name for name in book.files)
    assert "duokan" not in book.css


# --- Kobo -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一句。又一句！", ["一句。", "又一句！"]),
        ("他说：“走吧。”于是走了……", ["他说：“走吧。”", "于是走了……"]),
        ("One. Two? 3.14 is pi", ["One. ", "Two? ", "3.14 is pi"]),
        ("Wait... “Go.” Gone", ["Wait... ", "“Go.” ", "Gone"]),
        ("没有句号", ["没有句号"]),
        (" \n", [" \n"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert kobo.sentences(text) == parts
    assert "".join(kobo.sentences(text)) == text


def test_kobo_counts_paragraphs_and_sentences() -> None:
    photo = f'<img src="../images/{samples.PHOTO.name}" alt="图"/>'
    book = packed(Profile.KOBO, body(f"<h1>题</h1><p>一。<b>二</b>。</p><p>{photo}后</p><pre>码。码。</pre>"))
    root = book.pages["c1.xhtml"]
    spans = [s for s in root.iter(f"{{{XHTML}}}span") if s.get("class") == "koboSpan"]
    assert [(s.get("id"), "".join(map(str, s.itertext()))) for s in spans] == [
        ("kobo.1.1", "题"), ("kobo.2.1", "一。"), ("kobo.2.2", "二"), ("kobo.2.3", "。"), ("kobo.4.1", ""),
        ("kobo.4.2", "后"),
    ]  # fmt: skip
    frames = root.findall(f".//{{{XHTML}}}body/{{{XHTML}}}div[@id='book-columns']/{{{XHTML}}}div[@id='book-inner']")
    assert len(frames) == 1


def test_a_megabyte_without_an_end_is_cut_in_bounded_time() -> None:
    assert len(kobo.sentences("字" * 1_000_000)) == 1
    assert len(kobo.sentences("。" * 1_000_000)) == 1
    assert len(kobo.sentences("字。" * 300_000)) == 300_000


@pytest.mark.parametrize(("profile", "name"), [("kobo", "notes.kepub.epub"), (None, "notes.epub")])
def test_a_book_for_kobo_is_known_by_its_name(
    profile: str | None, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text("# 一\n\n句。\n", encoding="utf8")
    result = build(Request(Path("notes.md"), "epub", profile=profile, timestamp=epub_books.DAY), lambda stage: None)
    assert [file.name for file in result.files] == [name]
    with zipfile.ZipFile(result.files[0]) as archive:
        assert (b"koboSpan" in archive.read("EPUB/text/notes.xhtml")) is (profile == "kobo")


# --- Kindle ---------------------------------------------------------------------------------------------------


def test_kindle_gets_pixels_for_drawings_and_no_svg_at_all() -> None:
    book = packed(
        Profile.KINDLE, body(f'<p><img src="../images/{samples.DRAWING.name}" alt="图"/></p>'), samples.DRAWING
    )
    assert not any(name.endswith(".svg") for name in book.files)
    image = book.pages["c1.xhtml"].find(f".//{{{XHTML}}}img")
    assert image is not None
    with Image.open(BytesIO(book.files[f"EPUB/{image.get('src', '').removeprefix('../')}"])) as picture:
        assert (picture.format, picture.size) == ("PNG", (240, 120))
    assert image.get("alt") == "图"


def test_kindle_gets_pixels_for_formulas_too(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text("# 一\n\n设 $x^2$。\n\n$$ \\int_0^1 f $$\n", encoding="utf8")
    found = {}
    for profile in ("standard", "kindle"):
        output = tmp_path / f"{profile}.epub"
        build(Request(tmp_path, "epub", output, profile=profile, timestamp=epub_books.DAY), lambda stage: None)
        book = Publication(output.read_bytes())
        assert [fault for number in (9, 10, 20, 21, 30) for fault in RULES[number](book)] == []
        page = book.pages["book.xhtml"]
        found[profile] = (len(list(page.iter("{*}math"))), [i.get("alt") for i in page.iter("{*}img")])
        assert not any(name.endswith(".svg") for name in book.files)
    assert found == {"standard": (2, []), "kindle": (0, ["x^2", "\\int_0^1 f"])}


def test_a_formula_in_parts_has_its_words_once_and_counts_as_described(tmp_path: Path) -> None:
    tex = "a_1 + b_1 + c_1 = d_1 + e_1 + f_1 = g_1 + h_1 + i_1"
    (tmp_path / "book.md").write_text(f"# 一\n\n设 ${tex}$。\n", encoding="utf8")
    output = tmp_path / "book.epub"
    build(Request(tmp_path, "epub", output, profile="kindle", timestamp=epub_books.DAY), lambda stage: None)
    book = Publication(output.read_bytes())
    assert [image.get("alt") for image in book.pages["book.xhtml"].iter("{*}img")] == [tex, "", ""]
    assert [fault for number in (20, 21) for fault in RULES[number](book)] == []
    assert b"alternativeText" in book.files["EPUB/content.opf"]


def test_pixels_show_our_letters_and_stay_within_bounds() -> None:
    def pixels(text: str, width: int = 100) -> Image.Image:
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40"><text y="30" font-size="20" '
            f"font-family=\"'StudyPress Hei',sans-serif\">{text}</text></svg>"
        )
        drawn = as_pixels(samples.asset(svg.encode(), "svg", "image/svg+xml", (width, 40)))
        return Image.open(BytesIO(drawn.data)).convert("RGBA")

    assert pixels("汉").getbbox() is not None
    assert pixels("").getchannel("A").getbbox() is None
    assert pixels("汉").tobytes() != pixels("字").tobytes()
    assert pixels("汉", 9000).width == 2000
    broken = samples.asset(b"<svg", "svg", "image/svg+xml")
    assert as_pixels(broken) is broken
    assert as_pixels(samples.PHOTO) is samples.PHOTO
