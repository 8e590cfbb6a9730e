"""Sections that their author wrote with one `#`, as the chapter."""

from pathlib import Path

import pytest
from test_markdown import codes, read

from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Book, Section
from studypress.tree import plain_text


def outline(book: Book) -> list[str]:
    """The titles of chapters, with those of their sections behind a bar."""
    return [
        "|".join([plain_text(chapter.title), *(plain_text(b.title) for b in chapter.blocks if isinstance(b, Section))])
        for chapter in book.chapters
    ]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("第三章 力", "3.1 重力", "3.2 弹力", "本章小结"), ["第三章 力|3.1 重力|3.2 弹力|本章小结"]),
        (("第1章 力", "一、重力", "思考题", "第2章 功", "小结"), ["第1章 力|一、重力|思考题", "第2章 功|小结"]),
        (("第一单元 春", "第一节 雨", "附录 表"), ["第一单元 春|第一节 雨", "附录 表"]),
        (("第1章 力", "2. 功", "3. 能"), ["第1章 力", "2. 功", "3. 能"]),
        (("第1章 力", "2.1 功"), ["第1章 力", "2.1 功"]),
        (("第一章 古代", "1. 夏", "2. 秦", "第二章 近代", "1. 清"), ["第一章 古代|1. 夏|2. 秦", "第二章 近代|1. 清"]),
        (("第一部分 甲", "第一章 乙", "丙"), ["第一部分 甲", "第一章 乙", "丙"]),
        (("力", "小结", "功"), ["力", "小结", "功"]),
    ],
)
def test_a_heading_is_a_section_by_its_number_or_name(titles: tuple[str, ...], expected: list[str]) -> None:
    book, _ = read("\n".join(f"# {title}\n\n文字\n" for title in titles))
    assert outline(book) == expected


def test_what_is_below_a_section_moves_with_it_and_the_author_is_told() -> None:
    book, problems = read("# 第三章 力\n\n# 3.1 重力\n\n## 方向\n\n文字\n")
    section = book.chapters[0].blocks[0]
    assert isinstance(section, Section)
    below = section.blocks[0]
    assert isinstance(below, Section)
    assert (section.level, below.level) == (2, 3)
    assert codes(problems) == [(3, "second-title")]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "# 生物\n\n## 第一章 细胞\n\n### 结构\n\n字\n\n## 第二章 分子\n\n字\n\n## 参考答案\n\n字\n",
            "生物",
            ["第一章 细胞|结构", "第二章 分子", "参考答案"],
        ),
        (
            "# 生物\n\n开头的话\n\n## 第一章 细胞\n\n字\n\n## 第二章 分子\n\n字\n",
            "生物",
            ["生物", "第一章 细胞", "第二章 分子"],
        ),
        ("# 生物\n\n## 第1节 细胞\n\n字\n\n## 第2节 分子\n\n字\n", "生物", ["生物|第1节 细胞|第2节 分子"]),
        ("# 生物\n\n## 第一章 细胞\n\n字\n\n## 分子\n\n字\n", "生物", ["生物|第一章 细胞|分子"]),
        ("# 历史\n\n## 第一课 秦\n\n字\n\n## 第二课 汉\n\n字\n", "历史", ["历史|第一课 秦|第二课 汉"]),
    ],
)
def test_the_title_of_a_book_that_is_one_file_stands_above_its_chapters(
    text: str, title: str, expected: list[str]
) -> None:
    book, problems = read(text)
    assert (book.metadata.title, outline(book), codes(problems)) == (title, expected, [])


def test_a_readme_among_others_is_called_by_the_heading_that_it_opens_with(tmp_path: Path) -> None:
    above, below = "## 计算机组成原理\n\n字\n\n", "## 第一节\n\n字\n\n## 第二节\n\n字\n"
    books = (
        (above + below, ["计算机组成原理|第一节|第二节"]),
        ("## 前言\n\n字\n\n" + below, ["README|前言|第一节|第二节"]),
    )
    for readme, expected in (*books, (f"---\ntitle: 题\n---\n{above}{below}", ["题|计算机组成原理|第一节|第二节"])):
        (tmp_path / "book.toml").write_text('chapters = ["README.md", "a.md"]', "utf8")
        (tmp_path / "README.md").write_text(readme, "utf8")
        (tmp_path / "a.md").write_text("# 甲\n\n字\n", "utf8")
        assert outline(parse(read_manuscript(tmp_path)[0])[0]) == [*expected, "甲"]
