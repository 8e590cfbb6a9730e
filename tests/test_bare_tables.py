"""Tables of pipes without their line of dashes, or with bars and dashes that an input method made wide."""

import pytest
from limits import within
from test_markdown import read

from studypress.model import Table
from studypress.tree import plain_text, walk


def tables(text: str) -> list[list[str]]:
    """The cells of each table; a head's have a mark."""
    found = [node for node in walk(read(f"# 章\n\n{text}\n")[0]) if isinstance(node, Table)]
    return [
        [
            mark + plain_text(cell.blocks)
            for mark, rows in (("#", one.head), ("", one.body))
            for row in rows
            for cell in row.cells
        ]
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("如下：\n| 甲 | 乙 |\n| **丙** | 丁 |\n后文", [["甲", "乙", "丙", "丁"]]),
        ("｜甲｜乙｜\n｜丙｜丁｜", [["甲", "乙", "丙", "丁"]]),
        ("| 甲 | 乙 |\n|——|：——：|\n| 丙 |  |", [["#甲", "#乙", "丙", ""]]),
        ("｜甲｜乙｜\n｜－－｜－－｜\n｜丙｜丁｜戊｜", []),
        ("- 列\n  | 甲 | 乙 |\n  | 丙 | 丁 |", [["甲", "乙", "丙", "丁"]]),
        (
            "| 甲 | 乙 |\n|--|--|\n| 一 | 二 |\n| 三 | 四 |\n\n| 五 | 六 |\n| 七 | 八 |",
            [["#甲", "#乙", "一", "二", "三", "四"], ["五", "六", "七", "八"]],
        ),
        ("|x| + |y|\n|a| + |b|", []),
        ("|x|\n|a|", []),
        ("| 甲 | 乙 |", []),
        ("| 甲 | 乙 |\n| 丙 | 丁 | 戊 |", []),
        ("+---\n| a | b |\n| c | d |\n+---", []),
        ("```\n| a | b |\n| c | d |\n```", []),
    ],
)
def test_rows_without_a_line_of_dashes(text: str, cells: list[list[str]]) -> None:
    assert tables(text) == cells


def test_long_rows_that_are_no_table_are_left_in_time() -> None:
    with within(2):
        tables("| a | b |\n| c |\n" * 3_000)
