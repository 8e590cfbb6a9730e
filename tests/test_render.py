"""Markdown to HTML, each element in print, as an EPUB page and as a handout: `render/<element>/`."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from golden import compare
from lxml import etree
from study_samples import studied

from studypress.documents import ELSEWHERE, SLOT, PageMap, if_elsewhere, page_slot
from studypress.editions import BOOK, EPUB, NOTES, RECALL, Edition
from studypress.figures import draw
from studypress.letters import CONTROL
from studypress.locale import han_number, locale_for, note_mark, roman_number
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Asset, Author, Block, Book, Break, Chapter, Image, Inline, Link, Paragraph, Text
from studypress.render import Rendering, print_styles
from studypress.render.code import code_lines, length_class
from studypress.render.contents import Contents
from studypress.render.pictures import picture_rows
from studypress.render.title_lines import title_pieces
from studypress.render.words import at_joints, bare, spaces_kept, whole_apart
from studypress.resolve import resolve
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.study import study
from studypress.tree import plain_text

CASES = sorted(path.parent for path in Path(__file__).parent.glob("render/*/input.md"))
SHOWN = {"print.html": BOOK, "epub.xhtml": EPUB, "handout.html": NOTES, "recall.html": RECALL}


def book_of(path: Path) -> Book:
    manuscript, _ = read_manuscript(path)
    book, _ = parse(manuscript)
    book, _ = study(book, manuscript.config)
    book, _ = resolve(book)
    return draw(book, manuscript.root)[0]


def bodies(book: Book, edition: Edition) -> str:
    """The chapters and the glossary, without what stands around every page."""
    labels = {"c1-s1": "12", "c1-s2": "13"}
    pages = [page for page in Rendering(book, edition)(PageMap(labels)).documents if page.name in ("c1", "glossary")]
    found = [re.search(r"<body[^>]*>\n(.*)</body>", page.html, re.DOTALL) for page in pages]
    body = ELSEWHERE.sub(r"{if elsewhere: \g<words>}", "\n".join(match[1] for match in found if match))
    body = SLOT.sub(r"{page of \g<id>}", body)
    lines = body.splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_element(case: Path) -> None:
    book = book_of(case / "input.md")
    for name, edition in SHOWN.items():
        compare(bodies(book, edition), case / name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_epub_pages_are_well_formed(case: Path) -> None:
    for page in Rendering(book_of(case / "input.md"), EPUB, 1)(PageMap()).documents:
        root = etree.fromstring(page.html.encode())
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), page.name
        assert "user-1.css" in page.html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_link_of_the_printed_book_has_a_target(case: Path) -> None:
    html = "".join(page.html for page in Rendering(book_of(case / "input.md"), BOOK)(PageMap()).documents)
    targets = set(re.findall(r'href="studypress:([^"]+)"', html))
    assert targets
    assert targets <= set(re.findall(r' id="([^"]+)"', html))


_LIKE_MARKS = page_slot("A") + if_elsewhere("D", "B", "C") + "E"


@pytest.mark.parametrize(
    "typed",
    [
        _LIKE_MARKS,
        re.sub(r"[^A-E]", lambda sign: f"&#{ord(sign[0])};", _LIKE_MARKS),
        "\uf8f0A\uf8f1\uf8f2B\uf8f3C\uf8f3D\uf8f4E",  # Word and PDFs write the braces of formulas so
    ],
)
def test_no_text_is_taken_for_a_mark_of_ours(tmp_path: Path, typed: str) -> None:
    title = json.dumps(f"甲{typed}乙")
    text = f'---\ntitle: {title}\n---\n甲{typed}乙 `甲{typed}乙`\n\n![甲{typed}乙](x.png "甲{typed}乙")\n'
    (tmp_path / "1.md").write_text(text, encoding="utf8")
    shown = Rendering(book_of(tmp_path / "1.md"), BOOK)(PageMap()).documents
    html = ELSEWHERE.sub("", SLOT.sub("", "".join(page.html for page in shown)))
    found = ["".join(re.findall("[A-E]", words)) for words in re.findall("甲(.*?)乙", html)]
    assert len(found) > 5
    assert {"".join(sorted(letters)) for letters in found} == {"ABCDE"}


def test_templates_have_a_branch_for_every_node() -> None:
    macros = (resource_folder("templates") / "blocks.html").read_text(encoding="utf8")
    kinds = {node.__name__ for node in (*get_args(Inline), *get_args(Block))}
    assert kinds == {kind for kind in kinds if f'kind == "{kind}"' in macros}


def test_printed_words_are_the_same_in_every_language() -> None:
    languages = sorted(path.stem for path in (resource_folder("templates") / "locale").glob("*.toml"))
    assert languages == ["en", "ja", "zh-Hans", "zh-Hant"]
    chinese = locale_for("zh-Hans")
    for language in languages:
        locale = locale_for(language)
        assert set(locale.words) == set(chinese.words)
        for name, word in locale.words.items():
            assert word.count("{}") == chinese.words[name].count("{}"), (language, name)


@pytest.mark.parametrize(
    ("tag", "found"),
    [("zh-Hant-TW", "zh-Hant"), ("zh-SG", "zh-Hans"), ("ja-JP", "ja"), ("fr", "en"), ("en-GB", "en")],
)
def test_the_nearest_language_is_taken(tag: str, found: str) -> None:
    assert locale_for(tag).tag == found


def test_language_switches_the_printed_words(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('language = "en"\n')
    (tmp_path / "a.md").write_text("# Images\n\n## Layers\n\nText.\n\n## Summary\n\n- Say what a layer is\n")
    html = bodies(book_of(tmp_path), BOOK)
    assert "Chapter 1" in html
    assert "Learning objectives" in html
    assert ">Summary</h2>" in html  # the author's own heading, not ours
    assert not re.search("[\u4e00-\u9fff]", html)


def test_a_title_that_is_its_own_label_has_none_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Lecture 1\n\n文字\n\n# Lecture 2\n\n文字\n", encoding="utf-8")
    pages = {page.name: page for page in Rendering(book_of(tmp_path), BOOK)(PageMap()).documents}
    assert "第二章" not in pages["c2"].html
    assert pages["c2"].html.count('"chapter-name">Lecture 2<') == 1


def test_a_number_in_han_keeps_its_mark_before_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一、力\n\n## 一、重力\n\n文字\n\n# 二、功\n\n文字\n", encoding="utf-8")
    rendering = Rendering(book_of(tmp_path), BOOK)
    pages = {page.name: page for page in rendering(PageMap()).documents}
    assert [pages[name].title for name in ("c1", "c2")] == ["一、力", "二、功"]
    chapter = pages["c1"].html
    assert 'data-head="一、力"><span class="chapter-number">一、</span><span' in chapter
    assert 'data-head="一、重力"><span class="section-number">一、</span>重力' in chapter
    assert '<span class="toc-number">一、</span>' in "".join(page.html for page in pages.values())


def test_numbers() -> None:
    assert [han_number(n) for n in (0, 1, 10, 11, 20, 21, 100, 105, 110, 1001, 1010, 9999, 10000)] == [
        "零", "一", "十", "十一", "二十", "二十一", "一百", "一百零五", "一百一十", "一千零一", "一千零一十",
        "九千九百九十九", "10000",
    ]  # fmt: skip
    assert [roman_number(n) for n in (1, 4, 9, 14, 40, 90, 1999)] == ["i", "iv", "ix", "xiv", "xl", "xc", "mcmxcix"]
    assert [note_mark(n) for n in (1, 20, 21)] == ["①", "⑳", "21"]


def test_code_keeps_every_line_and_letter() -> None:
    text = "a = 1\n\n\tb = '二'\n\n"
    lines = code_lines(text, "python")
    assert "".join("".join(run for _, run in line) + "\n" for line in lines) == text
    assert code_lines("", "python") == []


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("x\n" * 8, "", "short"),
        ("x\n" * 9, "", ""),
        ("P    DD × dd\n     │    │\n配子  D    d\n     └─┬──┘\nF1    Dd\n" + "文\n" * 3, "", "drawn"),
        ("+---+---+\n| a | b |\n+---+---+\n" + "x\n" * 5, "text", "drawn"),
        ("   A\n  / \\\n B   C\n/ \\\nD  E\n", "", "drawn"),
        ("│ 文\n" * 31, "", ""),
        ("# ─────\n# ─────\n" + "x = 1\n" * 6, "python", "short"),
        ("---\na: b\n---\n" + "x\n" * 8, "", ""),
    ],
)
def test_drawings_made_of_signs_are_known_among_code(text: str, language: str, named: str) -> None:
    assert length_class(code_lines(text, language), language) == named


@pytest.mark.parametrize(
    "parts",
    [
        "org.|springframework.|annotation.|Enable|Transaction|Management",
        "std::|vector<std::|string>",
        "https://|example.|org/|a_|b/|2026?|q=|1#|top",
        "docker run --publish-|all",
        "git push --force-|with-|lease",
        "e69de29b|b2d1d643|4b8b29ae|775ad8c2|e48c5391",
        "compose.yaml",
        "1,234,567,890.50",
    ],
)
def test_long_names_are_parted_at_their_joints(parts: str) -> None:
    assert at_joints(parts.replace("|", "")) == parts.split("|")


@pytest.mark.parametrize(
    "parts",
    [
        "|--name|",
        "docker run |-d| |--rm| nginx",
        "git push |--force|-with-lease",
        "a-b x--y ----",
        "f(|-1|)",
        "|1 010 000| 元",
        "共 |50 000|＋|2 000|",
        "在 2024 100 个",
        "1.5 000 与 10 0000",
    ],
)
def test_options_and_numbers_in_groups_are_kept_whole_in_an_e_book(parts: str) -> None:
    assert whole_apart(parts.replace("|", "")) == parts.split("|")


def test_spaces_in_code_are_as_wide_as_typed() -> None:
    assert spaces_kept("A.  甲    B. 乙") == "A.\u00a0 甲\u00a0\u00a0\u00a0 B. 乙"


def test_options_between_words_are_kept_whole_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 章\n\n选项 --name 与 `ls -l`，x-y，1 000。\n")
    book = book_of(tmp_path)
    assert re.findall('<span class="option">(.*?)</span>', bodies(book, EPUB)) == ["--name", "-l"]
    assert '<span class="digits">1 000</span>' in bodies(book, EPUB)
    assert "option" not in bodies(book, BOOK)


def test_words_shown_twice_carry_no_ids() -> None:
    book = book_of(Path(__file__).parent / "render/footnotes/input.md")
    (paragraph, *_) = book.chapters[0].blocks
    again = bare(paragraph.children)  # type: ignore[union-attr]  # the case begins with a paragraph
    assert plain_text(again) == plain_text(paragraph)
    assert "FootnoteMark" not in repr(again)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.name)
def test_type_area_is_whole_cells_and_fits_the_paper(sheet: object) -> None:
    assert isinstance(sheet, type(SHEETS["A4"]))
    assert sheet.inner + sheet.text_width + sheet.outer == pytest.approx(sheet.width, abs=0.02)
    assert sheet.top + sheet.text_height + sheet.bottom == pytest.approx(sheet.height, abs=0.02)
    assert min(sheet.inner, sheet.outer, sheet.top, sheet.bottom) >= 36  # half an inch, what printers leave
    css = print_styles(BOOK, sheet, "zh-Hans")
    assert f"size: {sheet.width}pt {sheet.height}pt" in css[1]


def _ruby(han: str, reading: str) -> str:
    return f"<ruby>{han}<rt>{reading}</rt></ruby>"


@pytest.mark.parametrize(
    ("line", "in_columns"),
    [
        (_ruby("山", "shān") * 8, True),
        (_ruby("山", "shān") * 8 + "，水", True),  # one that needs no reading
        (_ruby("山", "shān") * 8 + "的水中有三个人", False),
        (_ruby("山", "shān") * 3, False),  # the hard words of a text
        (_ruby("山", "やま") * 8, False),  # above Japanese the words say how far apart they stand
        (_ruby("山水", "shānshuǐ") * 8, False),
        (_ruby("山", "shān") * 16 + _ruby("山水", "shānshuǐ") * 4, False),
    ],
)
def test_han_that_all_have_their_pinyin_stand_in_columns(line: str, in_columns: bool, tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(f"# 章\n\n{line}\n", encoding="utf8")
    book = book_of(tmp_path / "1.md")
    assert ('class="read-aloud"' in bodies(book, BOOK)) is in_columns
    assert "read-aloud" not in bodies(book, EPUB)


def pictures(*sizes: tuple[float, float], width: str = "") -> tuple[Image, ...]:
    return tuple(Image("a", "", width=width, asset=Asset("a.png", "image/png", b"", *size)) for size in sizes)


def test_pictures_of_a_paragraph_stand_side_by_side_equally_high() -> None:
    (row,) = picture_rows(Paragraph((*pictures((800, 400)), Text(" "), *pictures((400, 400)), Break(False))))
    widths = [float(one.image.width.removesuffix("%")) for one in row]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)
    assert 96 < sum(widths) < 98
    assert [len(row) for row in picture_rows(Paragraph(pictures(*[(800, 400)] * 6)))] == [3, 3]


def test_small_pictures_and_those_with_a_size_keep_it() -> None:
    for images in (pictures((60, 60), (90, 60)), pictures((800, 400), (800, 400), width="45%")):
        (row,) = picture_rows(Paragraph(images))
        assert tuple(one.image for one in row) == images


def test_linked_pictures_are_a_row_too_and_one_alone_stands_at_no_indent() -> None:
    first, second = (Link("https://example.org/", (image, Break(False))) for image in pictures((800, 400), (400, 400)))
    ((one, other),) = picture_rows(Paragraph((first, Text(" "), second)))
    assert (one.link, other.link) == (first, second)
    assert one.image.width.endswith("%")
    ((alone,),) = picture_rows(Paragraph((first,)))
    assert not alone.image.width
    assert len(picture_rows(Paragraph(pictures((800, 400))))) == 1  # a link that led nowhere held it
    assert picture_rows(Paragraph((Link("https://example.org/", (*pictures((800, 400)), Text("看"))),))) == ()
    assert picture_rows(Paragraph((Link("https://example.org/", (Image("missing", ""),)),))) == ()


def test_a_link_that_holds_a_picture_without_words_is_called_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes((resource_folder("images") / "note-mark.png").read_bytes())
    bare, told, worded = (
        "[![](a.png)](https://a.test/?b&c)",
        "[![画](a.png)](https://b.test)",
        "[甲 ![](a.png)](https://c.test)",
    )
    (tmp_path / "1.md").write_text(f"# 章\n\n{bare}\n\n文 {told} {worded} 文\n", "utf8")
    page = bodies(book_of(tmp_path / "1.md"), EPUB)
    assert re.findall('aria-label="([^"]*)"', page) == ["https://a.test/?b&amp;c"]


def test_pictures_among_words_are_no_row() -> None:
    assert picture_rows(Paragraph((*pictures((800, 400)), Text("与"), *pictures((800, 400))))) == ()
    assert picture_rows(Paragraph((Text("见"), *pictures((800, 400))))) == ()
    assert picture_rows(Paragraph((*pictures((800, 400)), Image("missing", "")))) == ()


def test_a_formula_in_a_head_is_drawn_where_a_table_is_told_row_by_row(tmp_path: Path) -> None:
    wide = (Path(__file__).parent / "render" / "wide-table" / "input.md").read_text("utf8")
    (tmp_path / "1.md").write_text(wide.replace("金额", "**额** $\\sigma^2$"), "utf8")
    page = bodies(book_of(tmp_path / "1.md"), BOOK)
    names = re.findall("<dt>(.*?)</dt>", page)
    assert sum("<strong>额</strong>" in name and "sigma" not in re.sub("<[^<>]*>", "", name) for name in names) == 2


@pytest.mark.parametrize("edition", [BOOK, EPUB])
def test_a_head_of_pictures_without_words_is_shown_and_one_of_nothing_is_not(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes((resource_folder("images") / "note-mark.png").read_bytes())
    row, border = "|![](a.png)|![](a.png)|", "|--|--|"
    (tmp_path / "1.md").write_text(f"# 章\n\n{row}\n{border}\n\n文\n\n|||\n{border}\n|甲|乙|\n", "utf8")
    page = bodies(book_of(tmp_path / "1.md"), edition)
    assert page.count("<img") == 2
    assert page.count("<thead") == 1


@pytest.mark.parametrize("edition", [BOOK, EPUB])
def test_an_objective_that_its_author_numbered_has_no_circle_besides(tmp_path: Path, edition: Edition) -> None:
    points = "### 一\n\n- （1）会写\n- （2）会读\n\n### 二\n\n- 会说\n"
    (tmp_path / "1.md").write_text(f"# 章\n\n## 一\n\n文。\n\n## 二\n\n文。\n\n## 总结\n\n{points}", encoding="utf8")
    html = bodies(book_of(tmp_path), edition)
    box = html[html.index("objectives-title") : html.index("</ul>")]
    assert [re.sub("<[^>]+>", "", item) for item in re.findall("<li.*?</li>", box)] == (
        ["（1）会写", "（2）会读", "会说"] if edition is EPUB else ["会写", "会读", "会说"]
    )
    assert ('list-style-type: "（2）"' in box) is (edition is BOOK)


def test_an_objective_repeats_the_words_of_its_point_and_no_id_or_page_of_theirs(tmp_path: Path) -> None:
    text = "# 章\n\n## 一\n\n文。\n\n## 总结\n\n- 能够读懂[第一节](#一)<a id='x'></a>；\n"
    file = tmp_path / "1.md"
    file.write_text(text, encoding="utf8")
    html = next(page.html for page in Rendering(book_of(file), BOOK)(PageMap()).documents if page.name == "c1")
    objectives = html[html.index('class="objective"') : html.index("</section>")]
    assert "第一节" in objectives
    assert "page-note" not in objectives
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["今日目标", "单元目标：", "教学目的"])
def test_objectives_have_many_names(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 教学\n\n## {name}\n\n- 认识力\n\n## 力\n\n文字\n", encoding="utf8")
    assert bodies(book_of(tmp_path), BOOK).count('class="objectives"') == 1


def test_the_name_of_a_missing_picture_ends_where_its_address_does(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 力\n\n![](https://a.test/1.png#from=paste&id=2)\n", encoding="utf8")
    assert "缺图：https://a.test/1.png<" in bodies(book_of(tmp_path), BOOK)


def test_an_address_that_holds_no_letters_is_shown_as_typed(tmp_path: Path) -> None:
    # XML has no place for NUL: an e-book could not be opened.
    texts = (
        "![](%E5%9B%BE%00.png)",
        "![](%E5%9B%BE.png)",
        "[2019](%00分)",
        "![](https://www.zhihu.com/equation?tex=a%00)",
    )
    (tmp_path / "a.md").write_text("# 力\n\n" + "\n\n".join(texts) + "\n", encoding="utf8")
    html = bodies(book_of(tmp_path), BOOK)
    assert not CONTROL.search(html)
    assert all(shown in html for shown in ("缺图：%E5%9B%BE%00.png<", "缺图：图.png<", "2019", "a%00"))


GOALS = "# 力\n\n## 一、学习目标\n\n1. 认识力\n\n## 重力\n\n文字\n\n## 小结\n\n### 重力\n\n- 能够说出重力\n"


def test_a_section_about_objectives_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 教学\n\n## 备课\n\n文字\n\n## 学习目标\n\n文字\n", encoding="utf8")
    assert 'class="objectives"' not in bodies(book_of(tmp_path), BOOK)


@pytest.mark.parametrize("edition", [BOOK, EPUB])
def test_the_authors_own_objectives_are_the_box_and_no_other_is_made(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "a.md").write_text(GOALS, encoding="utf8")
    html = bodies(book_of(tmp_path), edition)
    assert html.count('class="objectives"') == 1
    assert '<h2 class="box-title"' in html[html.index('class="objectives"') :]
    assert 'class="objective"' not in html
    assert '<span class="section-number">1.1</span> 重力' in html


def test_in_an_e_book_a_line_before_what_is_wide_is_left_short_and_a_wider_formula_scrolls(tmp_path: Path) -> None:
    wide, wider = "a+b=c+d=e+f", "=".join(f"x_{at}+y_{at}" for at in range(9))
    text = f"# 式\n\n设 $a=b$\n\n设 ${wide}$\n\n设 ${wider}$\n\n设 `/a{'b' * 30}`\n"
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    found = re.findall(r'<p(.*?)>设 (?:<span class="(.*?)")?', bodies(book_of(tmp_path), EPUB))
    assert found == [("", ""), (' class="ragged"', ""), (' class="ragged"', "long-formula"), (' class="ragged"', "")]


@pytest.mark.parametrize(("figures", "listed"), [(1, False), (2, True)])
def test_one_figure_alone_makes_no_list_of_figures(tmp_path: Path, figures: int, *, listed: bool) -> None:
    (tmp_path / "a.md").write_text("# 力\n" + "\n![斜面上的木块](a.png)\n" * figures, encoding="utf8")
    book = book_of(tmp_path)
    assert any('id="figures"' in page.html for page in Rendering(book, EPUB)(PageMap()).documents) == listed
    assert any('id="figures"' in page.html for page in Rendering(book, BOOK)(PageMap()).documents) == listed


def test_the_colophon_names_the_publisher_and_no_faces_that_the_authors_style_may_have_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 力\n\n文\n", encoding="utf8")
    book = book_of(tmp_path)
    book = replace(book, metadata=replace(book.metadata, publisher="育才出版社", authors=(Author("甲"), Author("乙"))))
    own, ours = (
        {page.name: page.html for page in Rendering(book, BOOK, styles)(PageMap()).documents} for styles in (1, 0)
    )
    assert "<p>出版　育才出版社</p>" in ours["colophon"]
    assert ("宋体" in ours["colophon"], "宋体" in own["colophon"]) == (True, False)
    assert "甲 · 乙</p>" in ours["cover"]


def test_front_and_back_say_who_translated_a_book_its_month_and_its_isbn(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 力\n\n文\n", encoding="utf8")
    book = book_of(tmp_path)
    makers = (Author("甲"), Author("李华", role="trl"), Author("乙"), Author("丙", role="ctb"))
    about = replace(book.metadata, authors=makers, date="2026-11", identifier="urn:isbn:978-7-04-000000-9")
    html = {page.name: page.html for page in Rendering(replace(book, metadata=about), BOOK)(PageMap()).documents}
    assert "甲 · 乙 · 丙<br/>李华 译</p>" in html["cover"]
    assert '<p class="authors">甲、乙、丙</p>\n<p class="authors">李华 译</p>' in html["titlepage"]
    assert "<p>作者　甲、乙、丙</p>\n<p>译者　李华</p>" in html["colophon"]
    assert "ISBN　978-7-04-000000-9" in html["colophon"]
    assert all("2026 年 11 月" in html[name] for name in ("cover", "titlepage", "colophon"))


def test_a_summary_is_shown_and_listed_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 力\n\n## 重力\n\n文\n\n## 小结\n\n- 点\n\n## 习题\n\n1. 问\n", encoding="utf8")
    made = Rendering(book_of(tmp_path), BOOK)(PageMap())
    for name in ("contents", "c1"):
        html = next(page.html for page in made.documents if page.name == name)
        places = [html.index(f">{words}</") for words in ("重力", "小结", "习题")] if name == "contents" else []
        places = places or [html.index(words) for words in ("<p>文", "summary-body", "<li>问")]
        assert places == sorted(places)
    chapter = next(item for item in made.outline if item.anchor == "c1")
    assert [item.anchor for item in chapter.children] == ["c1-s1", "c1-summary", "c1-s3"]


def test_recall_asks_for_sections_where_the_summary_is_prose_and_shows_no_picture_to_fill_in(
    tmp_path: Path,
) -> None:
    (tmp_path / "照片.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf8"
    )
    text = "# 力\n\n## 重力\n\n![图](没有.png)\n\n![图](照片.svg)\n\n## 弹力\n\n文字\n\n## 小结\n\n力是相互的。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    html = bodies(book_of(tmp_path), RECALL)
    points = html[html.index("recall-points") :]
    assert "重力" in points
    assert "弹力" in points
    assert "力是相互的" not in html
    assert "recall-figures" not in html


def test_a_title_of_hundreds_of_letters_stands_in_one_piece() -> None:
    title = (Text("容器与镜像的生命周期" * 100),)
    assert title_pieces(Chapter(title, ())) == (title,)
    assert len(title_pieces(Chapter((Text("容器与镜像的生命周期" * 10),), ()))) > 1


def test_the_glossary_names_pages_in_their_order_though_notes_are_marked_last(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 力\n\n力学。[^a]\n\n再说力学。\n\n[^a]: 力学。\n", encoding="utf-8")
    (tmp_path / "glossary.md").write_text("# 术语表\n\n力学\n: 物理的一部分。\n", encoding="utf-8")
    book = book_of(tmp_path)
    first, second, note = (use.id for use in book.glossary[0].uses)

    def pages_named(note_page: str) -> list[str]:
        rendered = Rendering(book, BOOK)(PageMap({first: "9", second: "11", note: note_page}))
        return re.findall(r">(\d+)</a>", next(one.html for one in rendered.documents if one.name == "glossary"))

    assert pages_named("9") == ["9", "11"]
    assert pages_named("10") == ["9", "10", "11"]


def test_an_e_book_tells_readers_which_emphasis_is_in_latin_alone(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 章\n\n见*Two New Sciences*，*重力 gravity*，*重力*。\n", encoding="utf-8")
    html = bodies(book_of(tmp_path / "1.md"), EPUB)
    assert re.findall(r"<em[^>]*>", html) == ['<em class="western">', "<em>", "<em>"]
    assert '<em class="western">' not in bodies(book_of(tmp_path / "1.md"), BOOK)


@pytest.mark.parametrize(("lines", "depth"), [(1, 2), (12, 3)])
def test_contents_take_about_a_page_in_thirty(lines: int, depth: int) -> None:
    below = "\n\n".join(f"### {{0}} 之 {number}\n\n" + "字。\n\n" * lines * 3 for number in range(6))
    text = "\n\n".join(f"## 第 {number} 种\n\n{below.format(number)}" for number in range(22))
    (chapter,) = studied(f"# 章\n\n{text}\n")[0].chapters
    assert Contents((chapter,), {chapter.id: ""}).depth == depth


def test_a_choice_that_is_a_paragraph_stays_with_what_is_above_it(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(f"# 章\n\n3. 几个（　　）\n\nA. 甲\n\nB. 乙\n\nA. {'丙' * 90}\n", encoding="utf8")
    assert bodies(book_of(tmp_path), BOOK).count('class="choice-line"') == 2
