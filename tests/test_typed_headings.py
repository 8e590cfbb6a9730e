"""Headings of notes that have none of Markdown's: their numbers tell them."""

import pytest
from test_close_headings import headings

PASTED = (
    "《电工》复习资料\n\n第一章  电路\n\n一、组成\n电路由四部分组成。\n\n**二、定律**\n电流、电压。\n（一）部分\n甲。\n"
    "（二）全部\n乙。\n\n第二章 安全\n\n2.1 方式\n单相。\n\n"
    "综合测试题\n一、选择题\n1、甲（  ）\n\n综合测试题答案：\n一、1-2 AB\n"
)


def test_headings_of_a_text_without_marks_are_told_by_their_numbers() -> None:
    chapters = ["第一章  电路", "第二章 安全"]
    below = [
        "一、组成",
        "二、定律",
        "（一）部分",
        "（二）全部",
        "2.1 方式",
        "综合测试题",
        "一、选择题",
        "综合测试题答案：",
    ]
    assert headings(PASTED) == chapters + below
    assert headings(f"{PASTED}\n# 附录\n") == ["附录"]


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n二、乙\n三、丙\n四、丁",
        "一、甲\n文字。\n\n二、这是一句话。\n文字。\n\n三、丙\n文字。",
        "一、甲\n文字。\n\n三、乙\n文字。\n\n五、丙\n文字。",
        "一、甲\n文字。\n\n二、乙\n文字。",
        "```\n一、甲\n文\n二、乙\n文\n三、丙\n文\n```",
        "> 一、甲\n> 文字。\n> 二、乙\n> 文字。\n> 三、丙\n> 文字。",
        "一、1-5 ABCDA\n\n二、对错\n\n三、6. 略\n\n文字",
    ],
)
def test_what_may_be_a_list_or_a_sentence_heads_nothing(text: str) -> None:
    assert headings(text) == []
