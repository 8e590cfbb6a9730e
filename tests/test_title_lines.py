"""Where the title of a section may end a line: at a mark that parts it well, when it is too long for one."""

from pathlib import Path

import pytest
from limits import within
from test_render import book_of
from test_theme import page_with, pages

from studypress.documents import PageMap
from studypress.editions import EPUB
from studypress.model import Section, Style, Styled, Text
from studypress.render import Rendering
from studypress.render.title_lines import section_pieces
from studypress.tree import plain_text

_LONG = "从语言模型到任务模型的转化"


def _pieces(title: str, level: int = 2, number: str = "2.2") -> list[str]:
    section = Section(level, (Text(title),), (), number=number)
    return [plain_text(piece) for piece in section_pieces(section)]


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        (f"语言模型的适应性：{_LONG}", ["语言模型的适应性：", _LONG]),
        (f"语言模型的适应性——{_LONG}", ["语言模型的适应性——", _LONG]),
        (f"Language models: {_LONG}", ["Language models: ", _LONG]),
        ("适应性，任务，语言模型，把它们转化为几种方法", ["适应性，任务，语言模型，", "把它们转化为几种方法"]),
        ("短的：标题", ["短的：标题"]),  # fits a line
        (f"注意：语言模型的适应性{_LONG}", [f"注意：语言模型的适应性{_LONG}"]),  # a line of 注意： alone
        (f"语言模型的适应性和它（例如：{_LONG}）", [f"语言模型的适应性和它（例如：{_LONG}）"]),  # within brackets
        (f"语言：{_LONG}{_LONG}", [f"语言：{_LONG}{_LONG}"]),  # what is left is too long for a line
        (f"语言模型的适应性{_LONG}：", [f"语言模型的适应性{_LONG}："]),
        (f"“语言模型怎样适应？”{_LONG}", [f"“语言模型怎样适应？”{_LONG}"]),
    ],
)
def test_a_long_title_is_parted_at_a_mark(title: str, pieces: list[str]) -> None:
    assert _pieces(title) == pieces


def test_room_depends_on_the_level_and_the_number() -> None:
    title = "语言模型的适应性：任务模型的几种转化"
    assert len(_pieces(title, 2, "12.12")) == 1
    assert len(_pieces(f"{title}和方法", 2, "")) == 1
    assert len(_pieces(f"{title}和方法", 2, "12.12")) == 2
    assert len(_pieces(f"{title}和方法", 3, "12.12.12")) == 1
    assert len(_pieces(f"{title}{title}", 4)) == 1


def test_a_title_as_long_as_a_page_is_not_parted() -> None:
    with within(1):
        assert _pieces("，一" * 5_000) == ["，一" * 5_000]


def test_what_is_marked_stays_marked_in_both_pieces() -> None:
    title = (Styled(Style.EMPHASIS, (Text(f"语言模型的适应性：{_LONG}"),)),)
    first, second = section_pieces(Section(2, title, (), number="2.2"))
    assert [type(piece[0]) for piece in (first, second)] == [Styled, Styled]
    assert plain_text((*first, *second)) == f"语言模型的适应性：{_LONG}"


def test_the_pieces_stand_below_each_other_on_a_narrow_page_and_in_a_line_on_a_wide_one() -> None:
    text = f"# 章\n\n## 语言模型的适应性：{_LONG}\n\n文字。\n\n## 二\n\n文字。\n"
    for page, lines in (("A5", 2), ("A4", 1)):
        found = page_with(_LONG, pages(text, f'[pdf]\npage = "{page}"'))
        chars = [char for char in found.chars if 13 < char["size"] < 16]
        title = [char for char in chars if char["text"] in "适化"]
        assert len({round(char["top"]) for char in title}) == lines
        # Below its words, beside its number.
        starts = [next(char["x0"] for char in chars if char["text"] == letter) for letter in "语从"]
        assert lines == 1 or starts[0] == pytest.approx(starts[1], abs=0.05)


def test_a_chapters_title_has_its_pieces_on_screens_too_and_a_sections_has_none(
    tmp_path: Path,
) -> None:
    title = "世界的物质性及其发展规律——兼论马克思主义哲学与自然科学的关系"
    (tmp_path / "a.md").write_text(f"# {title}\n\n## 适应性：{_LONG}的几种方法\n\n文\n", encoding="utf8")
    html = next(page.html for page in Rendering(book_of(tmp_path), EPUB)(PageMap()).documents if page.name == "c1")
    assert "发展规律——</span>" in html
    assert html.count("title-piece") == 3
