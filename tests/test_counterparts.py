"""Questions and the answers that stand elsewhere know each other, where it is sure which belong together."""

from dataclasses import replace
from pathlib import Path

import pytest
from study_samples import resolved, studied
from test_exercises import shown
from test_render import bodies, book_of

from studypress.editions import ANSWERS, BOOK, EPUB, RECALL, Edition
from studypress.model import Book, Chapter, FootnoteMark, Section
from studypress.render.exercises import key_of, questions_of
from studypress.selection import select
from studypress.tree import plain_text, walk

FORCE = "# 第一章 力\n\n## 力\n\n文字\n\n## 习题\n\n1. 甲\n2. 乙\n"
SOUND = "# 第二章 声\n\n## 声\n\n文字\n\n## 思考题\n\n1. 丙\n2. 丁\n"


def pairs(*texts: str) -> dict[str, str]:
    """What each section or chapter has for its counterpart, by their titles."""
    book, _ = studied(*texts)
    units = list(walk(book.chapters, Chapter, Section))
    titles = {unit.id: plain_text(unit.title) for unit in units}
    return {titles[unit.id]: titles[unit.counterpart.id] for unit in units if unit.counterpart}


@pytest.mark.parametrize(
    "title", ["参考答案", "习题答案", "附录 习题答案", "附录A：部分习题答案", "附录一 参考答案", "各章习题答案"]
)
def test_a_chapter_of_answers_names_the_chapters(title: str) -> None:
    key = f"# {title}\n\n## 第一章 力\n\n1. 一\n2. 二\n\n## 第2章\n\n1. 三\n"
    assert pairs(FORCE, SOUND, key) == {"习题": "第一章 力", "思考题": "第2章", "第一章 力": "习题", "第2章": "思考题"}


def test_several_questions_are_called_by_their_chapter_and_one_without_its_points() -> None:
    text = "# 第一章 力\n\n## 选择题（每题 2 分）\n\n1. 甲\n"
    for more, name in (("", "选择题"), ("\n## 填空题\n\n2. 乙\n", "第一章 力")):
        book, _ = studied(text + more, "# 参考答案\n\n1. 一\n")
        assert book.chapters[1].counterpart
        assert book.chapters[1].counterpart.name == name


@pytest.mark.parametrize("heading", ["力", "第一章", "第一章习题答案", "第 1 章 习题", "第一章 参考答案"])
def test_a_chapter_is_named_in_many_ways(heading: str) -> None:
    assert pairs(FORCE, SOUND, f"# 参考答案\n\n## {heading}\n\n1. 一\n")["习题"] == heading


def test_exercises_that_have_numbers_of_their_own_are_named_by_these() -> None:
    for name in ("习题 1.1", "习题一", "练习2"):
        for key in (name, f"{name}答案"):
            force = FORCE.replace("## 习题", f"## {name}")
            assert pairs(force, SOUND, f"# 参考答案\n\n## {key}\n\n1. 一\n")[name] == key


def test_the_answers_of_the_only_questions_need_no_name() -> None:
    assert pairs(FORCE, "# 声\n\n文字\n", "# 参考答案\n\n1. 一\n2. 二\n") == {"习题": "参考答案", "参考答案": "习题"}
    papers = ("# 习题\n\n1. 甲\n", "# 习题答案\n\n1. 一\n")
    assert pairs(*papers, *papers) == {"习题": "习题答案", "习题答案": "习题"}


def test_sections_of_answers_that_are_called_like_the_questions_answer_these() -> None:
    paper = "# 试卷\n\n## 一、选择题（每题 2 分）\n\n1. 甲\n\n## 二、填空题\n\n2. 乙\n"
    key = "# 参考答案\n\n## 一、选择题\n\n1. 一\n\n## 二、填空题\n\n2. 二\n"
    assert pairs(paper, key) == {
        "一、选择题（每题 2 分）": "一、选择题",
        "一、选择题": "一、选择题（每题 2 分）",
        "二、填空题": "二、填空题",
    }
    assert pairs(paper, key.replace("、", "、其他"))["二、填空题"] == "参考答案"


def test_answers_that_name_some_questions_are_not_those_of_the_chapter_before() -> None:
    paper = "# 习题一\n\n1. 甲\n\n2. 乙\n"
    assert pairs(FORCE, paper, "# 参考答案\n\n## 第一章\n\n1. 一\n") == {"习题": "第一章", "第一章": "习题"}


def test_questions_are_answered_once() -> None:
    key = "# 参考答案\n\n## 第一章\n\n1. 一\n\n## 第一章 力\n\n1. 二\n"
    assert pairs(FORCE, SOUND, key) == {"习题": "第一章", "第一章": "习题"}


def test_in_a_chapter_answers_belong_to_the_questions_since_the_last() -> None:
    text = (
        "# 力\n\n## 练习一\n\n1. 甲\n\n## 练习一答案\n\n1. 一\n\n## 选择题\n\n1. 乙\n\n## 填空题\n\n2. 丙\n\n"
        "## 参考答案\n\n1. 二\n2. 三\n"
    )
    assert pairs(text) == {
        "练习一": "练习一答案",
        "练习一答案": "练习一",
        "选择题": "参考答案",
        "填空题": "参考答案",
        "参考答案": "选择题",
    }


@pytest.mark.parametrize(
    "texts",
    [
        (FORCE, SOUND, "# 参考答案\n\n## 第三章\n\n1. 一\n"),
        (FORCE, SOUND, "# 参考答案\n\n## 一、选择题\n\n1. 一\n"),
        (FORCE, SOUND, "# 参考答案\n\n## 1\n\n1. 一\n\n## 2\n\n1. 二\n"),
        (FORCE, SOUND, "# 参考答案\n\n1. 一\n"),
        (FORCE, "# 参考答案\n\n1. 一\n2. 二\n3. 三\n"),  # an answer to no question
        (FORCE, "# 参考答案\n\n1、一\n\n2、二\n\n3、三\n"),
        (FORCE, FORCE, "# 参考答案\n\n## 第一章 力\n\n1. 一\n"),
        ("# 力\n\n文字\n", "# 参考答案\n\n1. 一\n"),
        (FORCE, SOUND, "# 参考答案\n\n## 第一章 光\n\n1. 一\n"),  # the number of one, the name of another
    ],
)
def test_what_is_not_sure_is_left_as_it_is(texts: tuple[str, ...]) -> None:
    assert pairs(*texts) == {}


KEY = "# 参考答案\n\n## 第一章\n\n1. 一\n2. 二\n\n## 第二章\n\n1. 三\n"


def sheets(kind: Edition, chapter: int | None = None) -> Book:
    book, _ = studied(FORCE, SOUND, KEY)
    chapters = tuple(replace(one, number=at) for at, one in enumerate(book.chapters, 1))
    return select(replace(book, chapters=chapters), kind, chapter, only_key=False)


def test_the_key_of_a_chapter_is_where_its_questions_are() -> None:
    (force,) = sheets(ANSWERS, 1).chapters
    assert shown(key_of(force), key=True) == ["# 第一章", "一二"]
    assert shown(questions_of(sheets(RECALL, 2).chapters[0]))[-1] == "[2.] 丁 _3"
    assert [plain_text(chapter.title) for chapter in sheets(ANSWERS).chapters] == ["第一章 力", "第二章 声"]


def test_answers_bring_their_notes_along_with_numbers_that_go_on() -> None:
    force = FORCE.replace("文字", "文字[^a]") + "\n[^a]: 一\n"
    key = KEY.replace("三", "三[^b]") + "\n[^b]: 二[^c]\n[^c]: 三\n"
    sound = SOUND.replace("文字", "文字[^a]") + "\n[^a]: 一\n"
    book, _ = resolved(force, sound, key)
    _, chapter = select(book, ANSWERS, None, only_key=False).chapters
    notes = [(note.id, note.number, plain_text(note)) for note in chapter.footnotes]
    assert notes == [("c2-n1", 1, "一"), ("c2-n2", 2, "二"), ("c2-n3", 3, "三")]
    marks = [(mark.footnote, mark.number) for mark in walk((chapter.blocks, chapter.footnotes), FootnoteMark)]
    assert marks == [("c2-n1", 1), ("c2-n2", 2), ("c2-n3", 3)]


def test_print_tells_the_page_and_an_e_book_links(tmp_path: Path) -> None:
    for at, text in enumerate((FORCE, SOUND, KEY)):
        (tmp_path / f"{at}.md").write_text(text, encoding="utf8")
    book = book_of(tmp_path)
    printed = bodies(book, BOOK)
    assert printed.count('<p class="counterpart"><a href="studypress:c3-s1">{if elsewhere: 参考答案（第 ') == 1
    assert '<p class="counterpart"><a href="c3.xhtml#c3-s1">参考答案</a></p>' in bodies(book, EPUB)


def test_what_answers_no_questions_stays_where_the_answers_stood() -> None:
    key = "# 参考答案\n\n## 第一章 力\n\n1. 一\n2. 二\n\n## 说明\n\n别的话。\n"
    book, _ = resolved(f"{FORCE}\n{SOUND}\n{key}")
    shown = select(book, RECALL, None, only_key=False).chapters
    titles = [[plain_text(block.title) for block in one.blocks if isinstance(block, Section)] for one in shown]
    assert titles == [["力", "习题", "力"], ["声", "思考题"], ["说明"]]
