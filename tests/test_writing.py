"""The rules of writing: what they tell, and where they are silent."""

from dataclasses import replace
from pathlib import Path

import pytest
from study_samples import parsed, resolved

from studypress.check.finished import Finished
from studypress.check.punctuation import half_width_marks
from studypress.check.sections import unnumbered_chapter
from studypress.check.spacing import spaces_are_usual
from studypress.check.terms import is_slip, misspelt_terms
from studypress.check.writing import Writing, read_writing
from studypress.code_columns import columns_in, columns_of
from studypress.config import BookConfig
from studypress.manuscript import Manuscript, SourceFile
from studypress.markdown import HIDDEN, prose_lines, same_but_for_words
from studypress.markdown.elements.strong import has_stray_strong
from studypress.sheets import SHEETS
from studypress.study import study


def writing(text: str, glossary: str = "", language: str = "zh-Hans") -> Writing:
    """The writing of one chapter."""
    config = BookConfig(language=language)
    files = (SourceFile("glossary.md", glossary),) if glossary else ()
    book = study(parsed(text, glossary=glossary, config=config), config)[0]
    return read_writing(Manuscript(Path(), config, (SourceFile("1.md", text),), files), book)


def shown(text: str) -> str:
    """The prose of a text, with dots for what is none."""
    lines = prose_lines(SourceFile("1.md", text), BookConfig())
    return "\n".join(line.text.replace(HIDDEN, "·") for line in lines)


def test_a_chapter_without_a_number_is_told_in_a_part_whose_others_have_one() -> None:
    book = resolved("# 第一章 甲\n\n字\n", "# 第二章 乙\n\n字\n", "# 丙\n\n字\n", "# 丁\n\n字\n")[0]
    parts = zip(book.chapters, (1, 1, 1, 2), strict=True)
    finished = Finished(replace(book, chapters=tuple(replace(one, part=part) for one, part in parts)))
    found = unnumbered_chapter(replace(writing("# 甲\n\n字\n"), finished=finished))
    assert [one.place.path for one in found] == ["3.md"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文 `甲,乙` 字", "文 ····· 字"),
        ("文 ``a`甲`` 字`乙", "文 ······· 字`乙"),
        ("式 $a,b$ 和 \\(a\\)，价 $5 元", "式 ····· 和 ·····，价 $5 元"),
        ("[甲,乙](a,(b).md) ![丙](丁.png)", "[甲,乙]·········· ![丙]·······"),
        ('<abbr title="甲,乙">丙</abbr> <!-- 丁 -->', "··················丙······· ··········"),
        ("见 https://a.b/c,d。再 a@b.cn", "见 ···············。再 ······"),
        ("逃\\,逸 :smile: [[甲,乙]] 注[^一] {#id}", "逃··逸 ······· ······· 注···· ·····"),
        ("# 题,{#甲}\n\n```\n甲,\n```\n\n    乙,\n\n<div>\n丙,\n</div>\n", "# 题,····"),
        ("甲\n\n$$\n乙,\n\n丙,\n$$\n\n丁", "甲\n丁"),
        ("| 甲,乙 | `丙,` |\n|---|---|\n| 丁 | 戊 |", "| 甲,乙 | ···· |\n| 丁 | 戊 |"),
        ("甲,\n: 乙,\n", "甲,\n: 乙,"),
        ("甲&nbsp;乙&#44;丙 & 丁;", "甲······乙·····丙 & 丁;"),
        ("[a]: 甲.png\n\n乙", "乙"),
        ("- 一个`号\n- 用`甲,乙`\n", "- 一个`号\n- 用·····"),
        ("| 一个`号 | 用`甲,乙` |\n|---|---|\n", "| 一个`号 | 用····· |"),
        ("用`甲,\n乙,`后", "用···\n···后"),
    ],
)
def test_what_is_no_prose_is_hidden_and_keeps_its_room(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_prose_knows_its_lines_and_headings() -> None:
    lines = list(prose_lines(SourceFile("1.md", "# 甲\n\n乙\n丙\n", first_line=4), BookConfig()))
    assert [(line.place.line, line.source, line.heading) for line in lines] == [
        (4, "# 甲", True),
        (6, "乙", False),
        (7, "丙", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好,世界", "你好，世界"),
        ("你好, 世界; 是: 吗? 好!", "你好，世界；是：吗？好！"),
        ("**注意**:文字,**重点**", "**注意**：文字，**重点**"),
        ("Docker,容器的一种", "Docker，容器的一种"),
        ("用`docker`,很好", "用`docker`，很好"),
        ("镜像(Image)是模板", "镜像（Image）是模板"),
        ("容器(也叫(轻量的)进程)运行", "容器（也叫（轻量的）进程）运行"),
        ("到此为止.", "到此为止。"),
        ("到此为止. 再见", "到此为止。再见"),
        ("“引文”,后文", "“引文”，后文"),
        # silence
        ("早上 9:30，共 1,000 个", None),
        ("调用 f(值) 与 main(参数)", None),
        ("调用f(值)与main(参数)", None),
        ("镜像 (Image) 是模板 (见下)", None),
        ("式(6.11)和图(a)", None),
        ("一. 概述", None),
        ("文件说明.md 和 甲.乙", None),
        ("文字![图](a.png)", None),
        ("In English, one word 容器, and more words.", None),
        ("`你好,世界` $你好,世界$", None),
        ("[文](https://a.b/你好,世界)", None),
        ("等等...", None),
        ("甲&nbsp;乙", None),
    ],
)
def test_half_width_marks_beside_han(text: str, expected: str | None) -> None:
    result = text
    for edit in reversed(list(half_width_marks(writing(text)))):
        assert result[edit.column :].startswith(edit.old)
        result = result[: edit.column] + edit.new + result[edit.column + len(edit.old) :]
    assert result == (expected or text)


def test_marks_of_other_languages_are_left_alone() -> None:
    assert not list(half_width_marks(writing("안녕,세계. 漢字,한글", language="ko")))


@pytest.mark.parametrize(
    ("text", "spaced"),
    [("用 Docker 吗\n", True), ("用Docker吗", False), ("用 A，用B", True), ("用A，用 B", False), ("第3章", False)],
)
def test_the_usual_way_with_spaces_is_the_more_frequent_or_the_first(text: str, spaced: bool) -> None:
    assert spaces_are_usual(writing(text)) is spaced


GLOSSARY = "\n\n".join(
    f"{name}\n: 解释" for name in ("Docker", "Hyper-V", "Registry", "Kubernetes", "MySQL", "Python2")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("它叫 docker。", ["docker Docker"]),
        ("用Mysql存", ["Mysql MySQL"]),
        ("Hyper-V，Hpyer-V。", ["Hpyer-V Hyper-V"]),
        ("Registry，Registery。", ["Registery Registry"]),
        ("Kubernetes，Kubernates。", ["Kubernates Kubernetes"]),
        ("Docker，Dockers，Dockerd。", []),
        ("Python2，Python3。", []),
        ("运行 docker run，或 sudo docker。", []),
        ("`docker`，/etc/docker，docker.io，docker-compose", []),
        ("docker，docker，docker。", []),  # more often than the term: a word of its own
    ],
)
def test_terms_written_in_another_way(text: str, expected: list[str]) -> None:
    assert [f"{edit.old} {edit.new}" for edit in misspelt_terms(writing(text, GLOSSARY))] == expected


@pytest.mark.parametrize(
    ("word", "name", "slip"),
    [
        ("hpyer-v", "hyper-v", True),
        ("dokcer", "docker", True),
        ("dcker", "docker", True),
        ("dockker", "docker", True),
        ("kubernates", "kubernetes", True),
        ("container", "containers", False),
        ("contained", "container", False),
        ("slack", "stack", False),
        ("form", "from", False),
        ("ipv4-x", "ipv6-x", False),
        ("docker", "docker", False),
    ],
)
def test_a_slip_is_in_the_middle_of_a_word(word: str, name: str, slip: bool) -> None:
    assert is_slip(word, name) is slip


@pytest.mark.parametrize("text", ["** 文字**", "这是** 重点 **的", "文字。**后", "是** layer **的"])
def test_stars_that_make_nothing_strong(text: str) -> None:
    assert has_stray_strong(text)


@pytest.mark.parametrize("text", ["2**10", "**/*.py", "a ** b", "**kwargs", "文字*", "***"])
def test_stars_that_are_no_marks(text: str) -> None:
    assert not has_stray_strong(text)


def test_columns_of_code() -> None:
    assert columns_of(SHEETS["A4"]) == 86
    assert columns_in("ab中文") == 6
    assert columns_in("\tb") == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲,`乙` **丙**", "甲，`乙` **丙**", True),
        ("甲 `乙,`", "甲 `乙，`", False),
        ("[甲](乙,)", "[甲](乙，)", False),
        ("甲, **乙**", "甲， ** 乙**", False),
        ("$a,$", "$a，$", False),
        ("<b title='甲,'>", "<b title='甲，'>", False),
        ("```\n甲,\n```", "```\n甲，\n```", False),
    ],
)
def test_what_differs_in_words_alone(one: str, other: str, same: bool) -> None:
    assert same_but_for_words(one, other, BookConfig()) is same
