"""What the printed theme promises to the eye: columns of code, small signs, boxes, contents, cover; read back in pt."""

import io
import re
from collections.abc import Callable
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import MagicMock

import pdfplumber
import pytest

from studypress.code_columns import CODE_SIZE, columns_of
from studypress.pdf.leaders import Leader
from studypress.pipeline import build
from studypress.request import Request
from studypress.resources import resource_folder
from studypress.sheets import SHEETS

Page = Any
"""pdfplumber has no types."""


@cache
def pages(text: str, config: str = "", target: str = "pdf", glossary: str = "", kind: str = "notes") -> list[Page]:
    """The pages of a book with one chapter."""
    with TemporaryDirectory() as folder:
        book, made = Path(folder), Path(folder, "out.pdf")
        (book / "book.toml").write_text(config or 'title = "书"', encoding="utf8")
        (book / "1.md").write_text(text, encoding="utf8")
        if glossary:
            (book / "glossary.md").write_text(glossary, encoding="utf8")
        build(Request(book, target=target, output=made, kind=kind), lambda stage: None)
        return list(pdfplumber.open(io.BytesIO(made.read_bytes())).pages)


def page_with(word: str, found: list[Page]) -> Page:
    return next(page for page in reversed(found) if word in page.extract_text().replace(" ", ""))


def chars(page: Page, wanted: Callable[[dict[str, Any]], bool] = lambda char: True) -> list[dict[str, Any]]:
    return [char for char in page.chars if char["text"].strip() and wanted(char)]


def lines(page: Page, wanted: Callable[[dict[str, Any]], bool] = lambda char: True) -> list[list[dict[str, Any]]]:
    """The characters of each base line, from the top and from the left."""
    ordered = sorted(chars(page, wanted), key=lambda char: (-round(char["matrix"][5], 1), char["x0"]))
    return [list(line) for _, line in groupby(ordered, key=lambda char: round(char["matrix"][5], 1))]


def words(line: list[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in line)


def test_full_width_forms_stay_what_was_typed_among_english() -> None:
    text = "# Words\n\nIt is “said” so.\n\n时间，系统（参考）：好！\n"
    page = page_with("said", pages(text, 'title = "x"\nlanguage = "en"\n'))
    found = "".join(char["text"] for char in chars(page))
    assert "时间，系统（参考）：好！" in found
    quotes = chars(page, lambda char: char["text"] in "“”")
    assert [char["width"] < 0.6 * char["size"] for char in quotes] == [True, True]


def test_a_han_takes_two_columns_of_code_and_a_space_one() -> None:
    code = ["汉字 x 汉字 y|", "12345678901234", "字 字 字　，。|", "字\tx|", "1234567890 汉 |"]
    page = page_with("1234567890", pages("# 码\n\n```\n" + "\n".join(code) + "\n```\n"))
    digits = [char for line in lines(page) if words(line) == code[1] for char in line]
    column, left = digits[1]["x0"] - digits[0]["x0"], digits[0]["x0"]
    ends = {words(line): (line[-1]["x0"] - left) / column for line in lines(page) if words(line).endswith("|")}
    assert list(ends.values()) == pytest.approx([13, 14, 5, 14], abs=0.05), ends


def test_columns_that_a_program_has_put_out_are_set_smaller_before_each_line_is_continued() -> None:
    """Not those that find room, nor code of which the fewer lines are long, or which would be too small to read."""
    room = columns_of(SHEETS["A5"])
    lengths = {"a": room, "b": room + 1, "c": 84, "d": 90}
    blocks = [f"{sign}{'x' * (length - 2)}{sign}\n" * 3 for sign, length in lengths.items()]
    blocks += [f"e\ne\ne{'x' * 78}e\n", "g\n" * 4 + f"g{'x' * 78}g\n" * 3]
    fences = "".join(f"```\n{block}```\n\n" for block in blocks)
    nested = "- 甲\n\n  ```\n" + f"  f{'x' * 74}f\n" * 3 + "  ```\n"
    found = pages(f"# 码\n\n{fences}{nested}", '[pdf]\npage = "A5"\n')
    long = [line for page in found for line in lines(page) if len(line) > 70]
    sizes = {words(line)[0]: line[0]["size"] for line in long if words(line)[0] == words(line)[-1]}
    assert sizes == pytest.approx({"a": CODE_SIZE * SHEETS["A5"].size, "b": 7.76, "c": 7.02, "f": 7.26}, abs=0.02)


@pytest.mark.parametrize(("mark", "face"), [("", "Song"), ("**", "Hei-Bold"), ("*", "Kai")])
def test_small_figures_and_letters_are_of_the_face_of_their_text(mark: str, face: str) -> None:
    signs = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₘₙ"
    page = page_with("x⁰", pages(f"# 号\n\n{mark}x{signs}{mark}\n"))
    used = {char["text"]: char["fontname"].partition("-")[2] for char in chars(page) if char["text"] in signs}
    assert used == dict.fromkeys(signs, face)


def test_signs_of_mathematics_in_text_are_not_those_of_code() -> None:
    page = page_with("ℝ", pages("# 号\n\n数 ℝ ℕ ℤ ⌈x⌉ ⟨y⟩ ↦ ⋅ 集\n"))
    assert {c["fontname"].partition("-")[2] for c in chars(page) if c["text"] in "ℝℕℤ⌈⌉⟨⟩↦⋅"} == {"Song"}


def test_emphasis_is_kai_for_han_and_italic_for_latin() -> None:
    page = page_with("轻声", pages("# 点\n\n中文 word *轻声 and italic, 2026*\n\n> 引文 quoted\n"))
    face_of = {char["text"]: char["fontname"].partition("-")[2] for char in chars(page)}
    assert {face_of[letter] for letter in "轻声引文"} == {"Kai"}
    assert {face_of[letter] for letter in "in,2026"} == {"Italics"}
    assert {face_of[letter] for letter in "中wr"} == {"Song"}


def test_latin_among_dots_is_in_italics_and_han_keeps_its_face() -> None:
    page = page_with("中文", pages("# 点\n\n中文*着重 don’t use v₀ 的字*中文\n", '[pdf]\nemphasis = "dots"'))
    faces = [(c["text"], c["fontname"].partition("-")[2]) for c in lines(page)[-2]]
    assert "".join(text for text, face in faces if face in ("Italics", "Kai")) == "don’tusev₀"
    assert "".join(text for text, face in faces if face == "Italics") == "dontusev"
    assert "".join(text for text, face in faces if face == "Song") == "中文着重的字中文"


_TASKS = "- [x] 做了\n- [ ] 用 `docker compose up -d` 启动三个服务（web、db），并确认 `http://localhost` 可以访问\n"


@pytest.mark.parametrize("loose", [False, True])
def test_tasks_begin_at_one_edge_with_their_second_lines_beside_boxes_of_one_size(loose: bool) -> None:
    text = _TASKS.replace("\n- ", "\n\n- ") if loose else _TASKS
    page = page_with("做了", pages("# 事\n\n" + text, '[pdf]\npage = "A5"'))
    items = lines(page)[-4:-1]
    assert [words(line)[:2] for line in items[:2]] == ["做了", "用d"]
    assert [line[0]["x0"] for line in items] == pytest.approx([items[0][0]["x0"]] * 3, abs=0.6)
    boxes = {(box["top"] + box["bottom"]) / 2 for box in page.curves if 6 < box["width"] < 7 and 6 < box["height"] < 7}
    middles = [float(page.height) - line[0]["matrix"][5] - 0.38 * line[0]["size"] for line in items[:2]]
    assert sorted(boxes) == pytest.approx(middles, abs=0.8)


def test_a_done_task_has_a_tick() -> None:
    def drawn(text: str) -> int:
        page = page_with("事情", pages(f"# 事\n\n{text}"))
        return len(page.rects + page.curves + page.lines)

    assert drawn("- [x] 事情\n") > drawn("- [ ] 事情\n")


def test_contents_have_words_in_one_column_and_none_runs_into_the_numbers() -> None:
    long = "为什么在并发环境下用一把锁并不总是比用两把锁慢而且还常常更快一些"
    contents = page_with("目录", pages(f"# {long}\n\n## {long}的第一个原因\n\n## 短\n", '[pdf]\npage = "A5"'))
    found = lines(contents, lambda char: char["size"] < 10)
    assert [words(line)[:4] for line in found[:5]] == ["第一章为", "更快一些", "1.1为", "常更快一", "1.2短"]
    chapter, below, section, more, short = ([char["x0"] for char in line] for line in found[:5])
    assert chapter[3] == pytest.approx(below[0], abs=0.1)
    assert [section[3], short[3]] == pytest.approx([more[0]] * 2, abs=0.1)


def test_a_title_stands_above_the_ornament_and_breaks_as_on_the_title_page() -> None:
    config = (
        'title = "深入理解计算机系统与操作系统原理：从晶体管到数据库的漫长旅程"\nsubtitle = "%s"\n[pdf]\npage = "%s"'
    )
    for sheet in ("A5", "Letter"):
        cover, _, page, *_ = pages(
            "# 章\n\n字\n", config % ("一本写给零基础读者的、尽可能完整的自学手册（第二版修订稿）", sheet)
        )
        ornament = float(cover.height) * 0.683 - float(cover.width) * 0.075
        assert max(char["bottom"] for char in chars(cover)) < ornament
        assert [words(line) for line in lines(cover)] == [words(line) for line in lines(page)]
        assert len({round(line[0]["size"]) for line in lines(page)}) == 2


def test_columns_of_the_glossary_begin_at_one_height() -> None:
    entries = "".join(f"## {letter}{letter}\n\n解释一下它是什么。\n\n" for letter in "ABCDEFGH")
    page = page_with("解释", pages("# 章\n\n字\n", '[pdf]\npage = "A4"', glossary=entries))
    small = lines(page, lambda char: char["size"] < 15)
    middle = float(page.width) / 2
    left, right = (
        next(line for line in small if any(test(char["x0"]) for char in line))
        for test in (middle.__gt__, middle.__lt__)
    )
    assert left[0]["matrix"][5] == right[-1]["matrix"][5]


def test_the_label_of_a_column_for_notes_stands_clear_of_its_rule() -> None:
    page = pages("# 章\n\n字\n", target="handout")[0]
    label = next(char for char in chars(page) if char["text"] == "笔")
    rule = max(shape["x0"] for shape in page.rects if shape["height"] > 300)
    assert 4 < label["x0"] - rule < 9


def test_the_number_of_a_gap_stands_before_its_choices() -> None:
    text = "# 章\n\n## 完形填空\n\nThere __1__ a man who __2__.\n\n1. A. is  B. was\n2. A. ran  B. run\n"
    (page,) = pages(text, target="handout", kind="recall")
    assert {"1.A.isB.was", "2.A.ranB.run"} <= {words(line) for line in lines(page)}


def test_the_parts_of_a_question_are_numbered_on_a_handout_as_in_the_book() -> None:
    text = "# 章\n\n## 习题\n\n1. 读图，回答下面的问题。\n   1. 甲问\n   2. 乙问\n\n   答案：略\n"
    for target in ("pdf", "handout"):
        page = page_with("甲问", pages(text, target=target, kind="recall"))
        assert {"(1)甲问", "(2)乙问"} <= {words(line) for line in lines(page)}


def test_a_list_goes_on_from_the_number_that_its_author_typed() -> None:
    page = page_with("五个", pages("# 数\n\n5. 五个\n6. 六个\n\n文字\n\n0) 零个\n1) 一个\n"))
    numbered = [words(line) for line in lines(page) if "个" in words(line)]
    assert numbered == ["5.五个", "6.六个", "0.零个", "1.一个"]


@pytest.mark.parametrize(
    ("language", "numbers", "gap"),
    [("zh-Hans", ["1.", "(1)", "①", "a.", "②"], 0.5), ("en", ["1.", "a.", "i.", "1.", "ii."], 0.22)],
)
def test_numbers_of_nested_lists_tell_their_level(language: str, numbers: list[str], gap: float) -> None:
    """In Chinese by the marks of Chinese textbooks; half an em parts each from its words, in English a space."""
    text = "# 数\n\n1. 一级\n   1. 二级\n      1. 三级\n         1. 四级\n      2. 又三级\n"
    page = page_with("一级", pages(text, f'title = "书"\nlanguage = "{language}"\n'))
    numbered = [line for line in lines(page) if "级" in words(line)]
    assert [words(line) for line in numbered] == [
        number + word for number, word in zip(numbers, ["一级", "二级", "三级", "四级", "又三级"], strict=True)
    ]
    first = numbered[0]
    assert first[2]["x0"] - first[1]["x1"] == pytest.approx(gap * first[2]["size"], abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 45 + "引得很深的一段话，仍然排在纸上。 And some English words.",
        "".join("  " * level + "- 第几层都排在纸上\n" for level in range(19)),
        "".join("    " * level + "!!! note\n" for level in range(40)) + "    " * 40 + "深处的话也在纸上。",
        "".join("  " * level + "- > 交替着深下去\n" for level in range(12)),
        ":::note\n" * 48 + "深处的话\n" + ":::\n" * 48,
    ],
)
def test_what_is_nested_deep_stays_on_the_page(text: str) -> None:
    for page in pages(f"# 深\n\n{text}\n", 'title = "书"\n[pdf]\npage = "A5"\n'):
        right, foot = page.width - 28, page.height - 20
        outside = [char["text"] for char in chars(page) if char["x1"] > right or char["bottom"] > foot]
        assert outside == [], [words(line) for line in lines(page)]
    assert max(len(words(line)) for line in lines(page_with("深", pages(f"# 深\n\n{text}\n")))) > 3


def test_frames_that_each_end_with_a_frame_share_their_pages() -> None:
    frame = "> [!note] 题\n{0}> 第几层的文字。\n{0}>\n"
    text = "".join("> " * level + frame.format("> " * level) for level in range(20))
    assert len([page for page in pages(f"# 深\n\n{text}") if "第几层" in words(page.chars)]) < 5


@pytest.mark.parametrize(
    "text",
    [
        "```json\n{" + ",".join(f'"key{at}":"value{at}"' for at in range(40)) + "}\n```\n",
        "```sql\n" + "INSERT('a','b','c','d')" * 20 + "\n```\n",
        "**a***b*" * 200,
        "`a`b" * 200,
    ],
)
def test_a_line_of_many_boxes_that_may_end_nowhere_stays_on_the_page(text: str) -> None:
    page = pages(f"# Long\n\nBefore.\n\n{text}\n", 'title = "x"\nlanguage = "en"\n')[-3]
    shown = [line for line in lines(page) if len(line) > 20]
    assert len(shown) > 3
    assert all(line[-1]["x1"] < page.width - 56 for line in shown), [words(line) for line in shown]


def test_words_in_the_middle_or_at_the_right_are_so_in_an_e_book_too() -> None:
    css = (resource_folder("templates") / "epub.css").read_text(encoding="utf8")
    for side in ("center", "right"):
        rule = f".align-{side} > p {{\n  text-align: {side};\n  text-indent: 0;\n}}"
        assert css.index(rule) > css.index(":lang(zh) p, :lang(ja) p {")  # as strong, so the later one holds


def test_leaders_are_single_lines_that_end_in_one_column() -> None:
    """Not patterns, at which readers of PDFs take seconds a page."""
    contents = page_with("目录", pages("# 甲\n\n## 乙\n\n### 丙\n"))
    assert not contents.page_obj.resources["Pattern"]
    rows = [line for line in contents.lines if line["width"] > 100]
    assert len(rows) == 4
    assert len({round(line["x1"], 2) for line in rows}) == 1
    ((dashes, _),) = {(tuple(line["dash"][0]), line["dash"][1]) for line in rows}
    assert dashes[0] == 0 < dashes[1]  # dots: dashes of no length


def test_a_leader_that_weasyprint_repeats_by_itself_draws_one_dot_in_the_middle() -> None:
    stream = MagicMock()
    Leader().draw(stream, 4, 2, None)
    stream.set_dash.assert_called_once_with([0, 4], 0)
    stream.set_line_width.assert_called_once_with(2)
    stream.move_to.assert_called_once_with(2, 1)
    stream.line_to.assert_called_once_with(0, 1)


def test_the_dots_below_a_term_are_a_single_line() -> None:
    """Not four curves for each of them, which were a quarter of a file."""
    page = page_with("甲乙", pages("# 甲乙\n\n*[HTML]: 标记语言\n\n写HTML，再写HTML。\n"))
    assert not page.curves
    (row,) = [line for line in page.lines if line["linewidth"] < 0.5 and line["width"] < 60]
    word = [char for char in page.chars if char["text"] in "HTML"]
    assert row["x0"] == pytest.approx(word[0]["x0"], abs=0.5)
    assert row["x1"] == pytest.approx(word[3]["x1"], abs=0.5)


def test_contents_show_the_formulas_of_titles_and_no_code() -> None:
    contents = page_with("目录", pages("# 钠 $\\ce{Na2O2}$ 与 `x` [乙](http://x.test)[^1]\n\n## H~2~O\n\n[^1]: 注\n"))
    text = contents.extract_text().replace(" ", "")
    assert "钠Na₂O₂与x乙" in text
    assert "http" not in text
    assert "ce" not in text
    assert contents.annots == [note for note in contents.annots if not note.get("uri")]
    two = next(char for char in contents.chars if char["text"] == "2" and char["size"] < 9)
    assert two["size"] < min(char["size"] for char in contents.chars if char["text"] == "H")


_FORMULAS = "# 甲\n\n质量 $m=\\rho V$，$\\frac{\\text{压强}}{2}$ 丙\n"


def test_a_formula_is_drawn_in_its_line_and_not_cut_out() -> None:
    drawn = b"".join(stream.get_data() for stream in page_with("丙", pages(_FORMULAS)).page_obj.contents)
    before, after = drawn.split(b"/ig", 1)
    assert after.count(b"BDC") > 1  # the words behind it, and what stands in the margins
    assert b"W\nn" not in before[before.rindex(b"BDC") :]


def test_a_formula_is_found_and_copied_by_what_it_says() -> None:
    """In letters without ink, in its place between the words beside it, and as wide as its drawing."""
    page = page_with("丙", pages(_FORMULAS))
    assert "质量m=ρV，压强/2丙" in page.extract_text().replace(" ", "")
    before, first, *_, last, after = (char for char in page.chars if char["text"] in "量m=ρV，")
    assert (first["text"], last["text"], after["text"]) == ("m", "V", "，")
    assert 0.2 < (first["x0"] - before["x1"]) / before["size"] < 0.3
    assert last["x1"] == pytest.approx(after["x0"], abs=1.5)


def test_of_several_paragraphs_in_a_quotation_or_a_box_all_are_indented_and_no_stanza_is() -> None:
    prose = "# 引文\n\n> 甲段。\n>\n> 乙段。\n\n> 丙段。\n\n"
    text = f"{prose}> 望门投止思张俭，\n> 忍死须臾待杜根。\n>\n> 我自横刀向天笑，\n> 去留肝胆两昆仑。\n"
    text += "\n> [!note] 框\n>\n> 丁段。\n>\n> 戊段。\n\n> [!note] 框\n>\n> 己段。\n"
    found = lines(page_with("丙段", pages(text)))
    left = {words(line)[:1]: line[0]["x0"] for line in found}
    size = next(line[0]["size"] for line in found if words(line).startswith("丙"))
    for sign, indent in {"甲": 2, "乙": 2, "望": 0, "忍": 0, "我": 0, "去": 0}.items():
        assert left[sign] - left["丙"] == pytest.approx(indent * size, abs=0.1), sign
    assert left["丁"] - left["己"] == left["戊"] - left["己"] == pytest.approx(2 * size, abs=0.1)
    down = [line[0]["matrix"][5] for line in found if words(line)[:1] in "忍我去"]
    assert down[0] - down[1] > down[1] - down[2] + 2  # stanzas stand apart


def test_the_han_of_a_primer_stand_in_even_columns_and_those_of_other_texts_do_not() -> None:
    read = "{一|yī}{双|shuāng}{鸟|niǎo}{去|qù}{一|yī}"
    found = lines(page_with("一双鸟", pages(f"# 读\n\n{read}\n\n读作{{双|shuāng}}和{{鸟|niǎo}}的字\n")), _is_han)
    primer, text = (next(line for line in found if words(line).startswith(start)) for start in ("一双", "读作"))
    steps = [two["x0"] - one["x0"] for one, two in pairwise(primer)]
    assert steps == pytest.approx([2 * primer[0]["size"]] * 4, abs=0.1)
    assert text[1]["x0"] - text[0]["x0"] == pytest.approx(text[0]["size"], abs=0.1)


def _is_han(char: dict[str, Any]) -> bool:
    return bool("\u4e00" <= char["text"] <= "\u9fff")


def test_choices_side_by_side_share_their_measure() -> None:
    page = page_with("乙", pages("# 章\n\n1. 问（  ）\n\n   A. 甲  B. 乙  C. 丙  D. 丁\n\n   后" + "文" * 80 + "\n"))
    left, right = (side(char["x0"] for char in chars(page, lambda char: char["text"] in "后文")) for side in (min, max))
    starts = [char["x0"] for char in chars(page, lambda char: char["text"] in "ABCD")]
    quarter = (right + 10.5 - left) / 4
    assert [start - starts[0] for start in starts] == pytest.approx([0, quarter, 2 * quarter, 3 * quarter], abs=0.6)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("一次函数与反比例函数的图像", ["一次函数与反比例函数的图像"]),
        (
            "中国古代史（先秦至隋唐）：**从部落到帝国**的政治制度演变",
            ["中国古代史（先秦至隋唐）：", "从部落到帝国的政治制度演变"],
        ),
        ("用 `docker run` 启动第一个容器并且连接到网络上去[^1]", ["用dockerrun启动第一个", "容器并且连接到网络上去"]),
    ],
)
def test_a_chapters_title_is_broken_at_words_into_even_lines(title: str, shown: list[str]) -> None:
    found = pages(f"# {title}\n\n文[^1]\n\n[^1]: 注\n", 'title = "书"\n')
    opening = lines(found[-3], lambda char: char["size"] > 20)
    assert [words(line) for line in opening] == shown


@cache
def _divided() -> list[Page]:
    """A book with a part, at 14 pt on A5."""
    part, figure = "力学的基本原理以及它们在工程和生活中的应用", "一块木块沿着斜面下滑时受到的几个力"
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    with TemporaryDirectory() as folder:
        book, made = Path(folder), Path(folder, "out.pdf")
        (book / "book.toml").write_text('title = "书"\n[pdf]\npage = "A5"\nfont_size = 14', encoding="utf8")
        (book / "a.svg").write_text(picture, encoding="utf8")
        (book / "SUMMARY.md").write_text(f"# 目录\n\n## {part}\n\n* [力](1.md)\n* [序](2.md)\n", encoding="utf8")
        (book / "1.md").write_text("# 力\n" + f"\n![{figure}](a.svg)\n" * 2, encoding="utf8")
        (book / "2.md").write_text("# 序\n\n文字。\n", encoding="utf8")
        build(Request(book, output=made), lambda stage: None)
        return list(pdfplumber.open(io.BytesIO(made.read_bytes())).pages)


def test_lines_of_an_entry_of_the_contents_stand_below_its_words_whatever_it_is() -> None:
    found = [line for page in _divided() if page.page_number < 7 for line in lines(page)]
    for first, words_at in (("第一部分", 4), ("图1-1", 4)):
        at = next(index for index, line in enumerate(found) if words(line).startswith(first))
        assert found[at + 1][0]["x0"] == pytest.approx(found[at][words_at]["x0"], abs=0.05)


def test_the_leaf_before_a_part_has_no_folio_and_large_print_has_large_ones() -> None:
    numbers = [[char for char in page.chars if char["text"].isdigit() and char["top"] > 520] for page in _divided()]
    assert words(lines(_divided()[6])[0]) == "第一部分"
    assert (numbers[6], [char["text"] for char in numbers[8]]) == ([], ["3"])
    assert numbers[8][0]["size"] == pytest.approx(9 * 14 / 9.5, abs=0.01)


def test_choices_in_a_quotation_or_a_box_stand_in_even_columns_below_their_question() -> None:
    question = "\n>\n> 求真值。\n>\n> A. 一  B. 二  C. 三  D. 四\n>\n> 选甲。\n"
    found = lines(page_with("求", pages(f"# 章\n\n>{question}\n> [!note]{question}")))
    for at in (index for index, line in enumerate(found) if words(line).startswith("求")):
        row = [char["x0"] for char in found[at + 1] if char["text"] in "ABCD"]
        assert [found[at][0]["x0"], found[at + 2][0]["x0"]] == pytest.approx([row[0]] * 2, abs=0.05)
        assert row[2] - row[1] == pytest.approx(row[1] - row[0], abs=0.05)


def test_what_has_asks_for_is_one_step_away() -> None:
    """`:has(+ ol > li)` and `:has(> ol > li)` match nothing in the selectors that WeasyPrint is made with."""
    found = [
        inside
        for name in ("base.css", "print.css", "handout.css", "cards.css")
        for inside in re.findall(r":has\(([^()]*)", (resource_folder("templates") / name).read_text(encoding="utf8"))
    ]
    assert found
    assert not [inside for inside in found if re.search(r"[^,>+~ ] *[>+~ ] *[^,>+~ ]", inside)]
