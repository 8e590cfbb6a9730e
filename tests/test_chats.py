"""Notes copied out of a chat with a language model are read as they were meant, and nothing else is taken for them."""

import pytest
from limits import within
from test_markdown import read

from studypress.manuscript.exports.chats import from_chats
from studypress.model import Formula, FormulaBlock, Section, ThematicBreak
from studypress.tree import plain_text, walk


def rewritten(text: str) -> str:
    page = from_chats(text)
    assert page.count("\n") == text.count("\n")
    return page


def test_the_fence_around_a_whole_file_is_taken_off() -> None:
    text = "# 甲\n\n```python\na\n```\n\n乙"
    assert rewritten(f"\n```markdown\n{text}\n```\n") == f"\n\n{text}\n\n"
    assert rewritten(f"````md\n{text}\n\n```\nb\n```\n````") == f"\n{text}\n\n```\nb\n```\n"


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n# 例\n```\n\n话\n\n```\na\n```",
        "```markdown\n写法\n```",
        "# 甲\n\n```markdown\n# 例\n```",
        "```python\n# 例\na\n```",
        "```markdown\n# 例\n```\n\n话",
    ],
)
def test_code_that_shows_markdown_stays_code(text: str) -> None:
    assert rewritten(text) == text


def test_what_names_sources_of_the_chat_is_left_out() -> None:
    sources = "【1†source】乙【4:0†a.pdf】丙[citation:3]丁[^2^]戊:contentReference[oaicite:0]{index=0}"
    others = "`[citation:3]`\n```\n【1†source】\n```\n【1】[1][^1]†"
    assert rewritten(f"甲{sources}\ue200cite\ue202turn0search0\ue201。\n{others}") == f"甲乙丙丁戊。\n{others}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("由\n[\nF = \\alpha a\n]\n得", "由\n\\[\nF = \\alpha a\n\\]\n得"),
        ("- 又\n  [\n  \\frac{a}{b}\n  ]\n\n[\nx = 1\n]", "- 又\n  \\[\n  \\frac{a}{b}\n  \\]\n\n\\[\nx = 1\n\\]"),
        ("( a = \\frac{F}{m} )，( m ) 是质量。", "\\( a = \\frac{F}{m} \\)，\\( m \\) 是质量。"),
        ("[ E = \\sqrt{c^2} ]\n\n1. [ a + b ]", "\\[ E = \\sqrt{c^2} \\]\n\n1. \\[ a + b \\]"),
    ],
)
def test_brackets_get_their_backslashes_back(text: str, shown: str) -> None:
    assert rewritten(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "( $a = \\frac{F}{m}$ )，又 ( $b$ )",
        "[\nF = ma\n]\n\n( m ) 是质量。",  # nothing here can only be TeX
        "正确的是 ( A )。\n\n[ ] 待办\n",
        "f( \\alpha )",
        "C:\\Temp [ C:\\Temp\\a ]",
        "`( \\alpha )`\n```\n[\n\\alpha\n]\n```",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert rewritten(text) == text


@pytest.mark.parametrize(
    "text",
    ["( A )", "( A, B )", "( 乙 = 1 )", "( see the = sign )", "`( x = 1 )`", '[\n"a=1"\n]', "```\n[\n\\alpha\n]\n```"],
)
def test_where_some_brackets_are_formulas_words_choices_and_data_are_none(text: str) -> None:
    assert rewritten(f"( \\frac{{a}}{{b}} )\n\n{text}") == f"\\( \\frac{{a}}{{b}} \\)\n\n{text}"


@pytest.mark.parametrize("piece", [">", " ", "1", "[ [a]", "[ a[ ]"])
def test_long_rows_that_hold_no_formula_are_gone_through_once(piece: str) -> None:
    text = f"[ x = \\alpha ]\n{piece * 20_000}."
    with within(1):
        assert rewritten(text).endswith(f"\n{piece * 20_000}.")


def test_round_brackets_with_spaces_hold_a_formula() -> None:
    others = "\\(a\\)、\\( 甲 \\)、\\( \\)、\\( word \\)。\n\n\\[ 1 \\]"
    book, problems = read(f"# 章\n\n其中 \\( m \\) 是质量，\\( 5 \\)、{others}\n")
    assert not problems
    assert [node.tex for node in walk(book, Formula)] == ["m", "5"]
    assert not [*walk(book, FormulaBlock)]


def test_no_rule_stands_beside_a_heading() -> None:
    to_write_on = "____________\n\n____________\n\n## 题"
    book, _ = read(f"# 章\n\n---\n\n甲\n\n---\n\n乙\n\n---\n\n## 节\n\n---\n\n丙\n\n{to_write_on}\n")
    assert [node.to_write_on for node in walk(book, ThematicBreak)] == [False, True, True]


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("**甲**", ["Text"]),
        ("📌 **甲**", ["Text"]),
        ("📌 甲", ["Text"]),
        ("**`甲`**", ["Code"]),
        ("**甲**与乙", ["Styled", "Text"]),
        ("*甲*", ["Styled"]),
    ],
)
def test_a_heading_that_is_strong_as_a_whole_is_one_like_others(heading: str, kinds: list[str]) -> None:
    book, _ = read(f"# 章\n\n## {heading}\n")
    (section,) = walk(book, Section)
    assert plain_text(section.title) == heading.replace("*", "").replace("`", "")
    assert [type(node).__name__ for node in section.title] == kinds
