"""Documents of Word and Excel, as Pandoc and MarkItDown write them in Markdown."""

import pytest
from test_markdown import codes, read

from studypress.manuscript.exports.workbooks import from_workbooks
from studypress.model import Link, Style, Styled
from studypress.tree import plain_text, walk


@pytest.mark.parametrize(
    "blank", ["<u>        </u>", "[        ]{.underline}", '<span style="text-decoration:underline">        </span>']
)
def test_underlined_room_stays_open(blank: str) -> None:
    book, problems = read(f"# 章\n\n受{blank}个力。\n")
    assert not problems
    assert [plain_text(node) for node in walk(book, Styled) if node.style is Style.UNDERLINE] == ["\u3000" * 4]


def test_an_underlined_space_between_words_is_a_space() -> None:
    book, problems = read("# 章\n\n单位是[ ]{.underline}[米]{.underline}，one<u> </u>two。\n")
    assert codes(problems) == []
    assert plain_text(book.chapters[0].blocks) == "单位是 米，one two。"


def test_a_link_that_is_underlined_is_one_and_holds_no_other() -> None:
    links = "[[容器]{.underline}](https://a.example/)、[甲[*乙*]{.x}丙](https://b.example/)、[[丁]{.underline}][1]"
    others = "[[戊](https://d.example/)]{.x}、[[己[庚](https://e.example/)]{.x}](https://f.example/)"
    book, problems = read(f"# 章\n\n{links}、{others}\n\n[1]: https://c.example/\n")
    assert not problems
    assert [(plain_text(node), node.target[8]) for node in walk(book, Link)] == [
        ("容器", "a"), ("甲乙丙", "b"), ("丁", "c"), ("戊", "d"), ("庚", "e"), ("https://f.example/", "f"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "[一、力 1](#_Toc123456)",
        "[第一章 力 [1](#_Toc12)](#_Toc12)",
        r"[1.1 甲\[乙\] [iv](#甲)](#甲)",
        "> [甲](#_Toc1)",
    ],
)
def test_lines_of_words_contents_are_left_out(line: str) -> None:
    book, problems = read(f"# 章 {{#甲}}\n\n{line}\n{line}\n\n文\n")
    assert not problems
    assert plain_text(book.chapters[0].blocks) == "文"


@pytest.mark.parametrize("line", ["[甲](#章)", "见[甲](#_Toc1)", "[甲 [乙](#章)](#章)"])
def test_other_links_are_no_contents(line: str) -> None:
    book, _ = read(f"# 章\n\n{line}\n")
    assert [*walk(book, Link)]


def test_what_a_sheet_has_nothing_in_is_left_out() -> None:
    text = "## 表\n| 名 | Unnamed: 1 |\n| --- | --- |\n| NaN | 2 |\n| NaN | NaN |\n\nNaN 是数。\n"
    assert from_workbooks(text) == "## 表\n| 名 |  |\n| --- | --- |\n|  | 2 |\n|  |  |\n\nNaN 是数。\n"


@pytest.mark.parametrize(
    ("text", "is_workbook"),
    [
        ("## 表\n| 名 |\n| --- |\n| NaN |\n", True),
        ("# 数\n\n| 名 |\n| --- |\n| NaN |\n", False),
        ("文\n\n| Unnamed: 1 |\n", False),
    ],
)
def test_other_tables_stay(text: str, is_workbook: bool) -> None:
    assert (from_workbooks(text) != text) is is_workbook
