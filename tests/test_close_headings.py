"""Headings without the blank behind their `#`: where they can mean nothing else."""

import pytest
from test_markdown import read

from studypress.model import Heading, Section
from studypress.tree import plain_text, walk


def headings(text: str) -> list[str]:
    """The titles of some notes: chapters whose line says so, and all below them."""
    book, _ = read(text)
    below = [node for node in walk(book) if isinstance(node, Section | Heading)]
    chapters = [chapter for chapter in book.chapters if chapter.anchor]
    return [plain_text(one.title) for one in chapters] + [
        plain_text(one.title if isinstance(one, Section) else one.children) for one in below
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("#第一章 函数\n##第一节 概念 ##\n定义域。", ["第一章 函数", "第一节 概念"]),
        ("# 函数\n\n一句。\n##1.1概念\n###API 的用法", ["函数", "1.1概念", "API 的用法"]),
        ("# 函数\n\n#话题\n\n##一节", ["函数", "一节"]),
        ("#物理 #笔记\n\n一句。", []),
        ("# 函数\n\n##define MAX\n\n##__VA_ARGS__\n\n#! /bin/sh 甲\n\n#######七个", ["函数"]),
        ("##一节\n\n```sh\n# 注释\n```\n\n#函数", ["函数", "一节"]),
        ("# 函数\n\n    ##代码\n\n\\##甲", ["函数"]),
    ],
)
def test_headings_without_a_blank(text: str, titles: list[str]) -> None:
    assert headings(text) == titles
