"""The rules that protect the reader."""

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from limits import within
from study_samples import resolved, told

from studypress.check import check, with_printable_text
from studypress.figures import draw
from studypress.markdown.syntax.emoji_names import with_names
from studypress.model import Asset, Code, CodeBlock, Diagram, Section, Text
from studypress.problems import SETTINGS
from studypress.render.words import head_text, title_words
from studypress.resources import resource_folder
from studypress.tree import plain_text, rewrite, title_text, walk
from studypress.typefaces import covered_characters, face_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Alt text](a.png)", ["placeholder-alt 1.md:3"]),
        ("文 ![图片](a.png) 字", ["placeholder-alt 1.md:3"]),
        ("- 项\n\n  ![image-20230401](a.png)", ["placeholder-alt 1.md:5"]),
        ("![](a.png)", ["missing-alt 1.md:3"]),
        ('<img src="a.png">', ["missing-alt 1.md:3"]),
        ('![](a.png "集群的结构")', []),
        ("![集群的结构](a.png)", []),
        ('```mermaid alt="A 到 B"\ngraph LR\n  A-->B\n```', []),
        ("文[^1]\n\n[^1]: ![](a.png)", ["missing-alt 1.md:5"]),
    ],
)
def test_alternative_text(text: str, expected: list[str]) -> None:
    assert told(check(resolved(f"# 甲\n\n{text}\n")[0])) == expected


def test_what_a_drawing_shows_is_written_behind_its_own_word() -> None:
    book = resolved("# 甲\n\n```dot\ndigraph { a }\n```\n")[0]
    drawn = rewrite(book, lambda node: replace(node, asset=Asset("a.svg", "image/svg+xml", b"", 1, 1)), Diagram)
    assert [str(one.hint).partition(": ")[2] for one in check(drawn)] == ['```dot alt="…".']


def test_a_picture_in_a_term_list_is_told_once() -> None:
    text = "# 甲\n\n## 名词\n\n- 容器\n  - 实体\n\n    ![](a.png)\n"
    book, _ = resolved(text, glossary_options={"term_lists": ("名词",)})
    assert told(check(book)) == ["missing-alt 1.md:8"]


def test_a_character_that_no_face_has_is_told_once_with_its_first_place() -> None:
    text = "# 甲\n\n文字\n\n字\U0003134a与\U0003134a\n\n```\n\n\U0003134a\ue123\n```\n"
    problems = check(resolved(text)[0])
    assert told(problems) == ["missing-glyph 1.md:5", "missing-glyph 1.md:9"]
    assert "U+3134A" in str(problems[0].message)
    assert "once more" in str(problems[0].message)


def test_a_script_that_a_book_is_written_in_is_told_once() -> None:
    lines = [chr(0xAC00 + number) for number in range(30)]
    problems = check(resolved("# 甲\n\n" + "\n\n".join([*lines, "가 ᚠ"]) + "\n")[0])
    assert told(problems) == ["missing-glyph 1.md:3", "missing-glyph 1.md:63"]
    assert "and 29 more); they are printed as empty boxes, 31 times." in str(problems[0].message)
    for few, told_of in ((5, 5), (19, 19), (20, 1)):
        assert len(check(resolved("# 甲\n\n" + "\n\n".join(lines[:few]) + "\n")[0])) == told_of


def test_an_emoji_that_no_face_has_is_printed_by_its_name() -> None:
    text = "# 猫 🐱\n\n:cat: 👍🏽 👨\u200d👩\u200d👧 \U0003134a `🐱`\n\n```\n🐱 ✅\n```\n"
    book, _ = resolved(text)
    assert any("by its name, “:cat:”" in str(problem.message) for problem in check(book))
    printed = with_printable_text(book).chapters[0]
    assert plain_text(printed.title) == "猫 :cat:"
    texts = [node.text for node in walk(printed) if isinstance(node, Text | Code | CodeBlock)]
    assert texts[2:] == [":cat: 👍🏽 :family_man_woman_girl: \U0003134a ", ":cat:", ":cat: ✅\n"]


@pytest.mark.parametrize(
    ("title", "listed"),
    [("猫 🐱", "猫"), ("🐱 猫", "猫"), ("甲🐱乙", "甲乙"), ("**🐱猫**", "猫"), ("🐱", ":cat:"), ("✅ 好", "✅ 好")],
)
def test_lists_of_titles_leave_out_the_names_that_are_printed_for_emoji(title: str, listed: str) -> None:
    book, _ = resolved(f"# {title}\n\n## {title}\n\n文\n")
    (chapter,) = with_printable_text(book).chapters
    assert isinstance(chapter.blocks[0], Section)
    assert [title_text(node.title) for node in (chapter, chapter.blocks[0])] == [listed] * 2
    assert plain_text(chapter.title) == title.strip("*").replace("🐱", ":cat:")


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        ("猫![image.png](a.png)", "猫"),
        ("猫\t\t狗 ![img](a.png)", "猫 狗"),
        ("![image.png](a.png)", "image.png"),
        ("猫![一只猫](a.png)", "猫一只猫"),
    ],
)
def test_lists_of_titles_leave_out_pictures_of_which_an_editors_words_are_all_that_is_told(
    title: str, listed: str
) -> None:
    (chapter,) = resolved(f"# {title}\n")[0].chapters
    assert head_text(chapter.title) == listed
    assert " ".join(plain_text(title_words(chapter.title)).split()) == listed


def test_a_message_has_an_end_whatever_it_quotes() -> None:
    book, _ = resolved("# 猫\n\n👨" + "\u200d👩" * 10_000 + "\n")
    (problem,) = check(book)
    assert str(problem.message).startswith("No typeface of the program has “👨")
    assert len(str(problem.message)) <= 600


def test_letters_of_mathematical_alphabets_are_printed_as_plain_ones() -> None:
    text = "# 甲\n\n𝗍𝗁𝖾 \U0003134a `𝟙`\n\n```\n[𝗍,ᵃ]\n```\n"
    book, _ = resolved(text)
    assert told(check(book)) == ["missing-glyph 1.md:3", "missing-glyph 1.md:3"]
    message = "“𝖾𝗁𝗍𝟙” (U+1D5BE, mathematical sans-serif small e, and 3 more); they are printed as “eht1”, 5 times."
    assert message in str(check(book)[0].message)
    printed = with_printable_text(book).chapters[0]
    texts = [node.text for node in walk(printed) if isinstance(node, Text | Code | CodeBlock)]
    assert texts[1:] == ["the \U0003134a ", "1", "[t,ᵃ]\n"]


def test_the_letters_of_a_script_are_told_of_once_a_line() -> None:
    first, second = check(resolved("# 甲\n\nשלום 안녕\n")[0])
    assert "has “ולםש” (U+05D5, hebrew letter vav, and 3 more); they are printed as empty boxes." in str(first.message)
    assert "has “녕안” (U+B155, hangul" in str(second.message)


def test_ordinary_text_and_unseen_characters_need_no_warning() -> None:
    text = "# 甲，《乙》——“丙”……\n\n鱼羊鱻 abc é \u200b\u2060\ufe0f\u3000\u00a0 → ① ㎡ かな\n"
    assert [str(problem.message) for problem in check(resolved(text)[0])] == []


def test_the_glossary_and_its_names_are_looked_at() -> None:
    book, _ = resolved("# 甲\n", glossary="容器（\U0003134a）\n: 实体\n")
    assert told(check(book)) == ["missing-glyph glossary.md:1"]


def test_without_faces_nothing_is_missing(tmp_path: Path) -> None:
    assert covered_characters(tmp_path) == frozenset()
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "again").mkdir()
    assert covered_characters(tmp_path) == frozenset()


def test_ten_thousand_emoji_joined_to_one_take_no_minutes() -> None:
    with within(4):
        assert with_names("猫" + "🐱\u200d" * 20_000, ()) == "猫" + ":cat:" * 20_000


def test_emoji_joined_into_one_are_told_as_one() -> None:
    (problem,) = check(resolved("# 甲\n\n家 👨\u200d👩\u200d👧 与 👨\u200d👩\u200d👧。\n")[0])
    assert "it is printed by its name, “:family_man_woman_girl:”" in str(problem.message)


def test_an_emoji_in_the_title_of_the_book_is_told_of_as_what_it_is() -> None:
    book, _ = resolved("# 甲\n\n龙 🦖。\n")
    book = replace(book, metadata=replace(book.metadata, title="龙🦖书"))
    of_text, of_title = sorted(check(book), key=lambda problem: problem.place)
    assert ("left out of the title pages" in str(of_title.message), of_title.place.path) == (True, SETTINGS.path)
    assert "it is printed by its name, “:t-rex:”" in str(of_text.message)


def test_a_diagram_that_failed_is_told_of_once(tmp_path: Path) -> None:
    book, problems = draw(resolved("# 甲\n\n```mermaid\nnonsense\n```\n")[0], tmp_path)
    assert [problem.code for problem in [*problems, *check(book)]] == ["diagram-failed"]


@pytest.mark.parametrize("face", sorted(resource_folder("fonts").glob("*.ttf")), ids=lambda face: face.stem)
def test_what_a_face_has_is_what_font_tools_reads(face: Path) -> None:
    with TTFont(face, lazy=True) as font:
        assert face_characters(face) == frozenset(font.getBestCmap())
