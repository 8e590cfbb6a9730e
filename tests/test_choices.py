"""The choices of a question that are typed side by side stand in even columns."""

import pytest
from test_markdown import read

from studypress.config import BookConfig, MarkdownConfig
from studypress.editions import BOOK, EPUB
from studypress.model import Choices, Formula, Image, Paragraph
from studypress.render.choices import columns_of
from studypress.render.environment import environment
from studypress.tree import plain_text, walk


def blocks(text: str, line_ends: str = "marked") -> list[str | list[str]]:
    """The paragraphs of some notes, and the choices as lists."""
    book, _ = read(f"# 章\n\n{text}\n", config=BookConfig(markdown=MarkdownConfig(line_ends=line_ends)))
    return [
        [plain_text(item) for item in block.items] if isinstance(block, Choices) else plain_text(block)
        for block in book.chapters[0].blocks
    ]


def choices(text: str) -> Choices:
    return next(node for node in walk(read(f"# 章\n\n{text}\n")[0]) if isinstance(node, Choices))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A. 甲  B. 乙  C. 丙  D. 丁", [["A. 甲", "B. 乙", "C. 丙", "D. 丁"]]),
        ("A．甲\u3000\u3000B．乙", [["A．甲", "B．乙"]]),
        ("A. 甲  **B. 乙**  C. 丙", [["A. 甲", "B. 乙", "C. 丙"]]),
        ("**A. 甲**  B. 乙  C. **丙**", [["A. 甲", "B. 乙", "C. 丙"]]),
        ("A. 甲&emsp;B. 乙", [["A. 甲", "B. 乙"]]),
        ("A.甲 B.乙 C.丙 D.丁", [["A.甲", "B.乙", "C.丙", "D.丁"]]),
        ("（A）甲  （B）乙", [["（A）甲", "（B）乙"]]),
        ("A 甲   B ②③   C x", [["A 甲", "B ②③", "C x"]]),
        ("这体现了\nA 甲\u3000B 乙\nC 丙\u3000D 丁", ["这体现了", ["A 甲", "B 乙", "C 丙", "D 丁"]]),
        ("正确的是\nA. 甲  B. 乙\nC. 丙  D. 丁\n答：A", ["正确的是", ["A. 甲", "B. 乙", "C. 丙", "D. 丁"], "答：A"]),
        ("正确的是（  ）\n（A）甲  （B）乙", ["正确的是（\u3000\u3000）", ["（A）甲", "（B）乙"]]),
        ("A. 甲  B. 乙\n还没说完", [["A. 甲", "B. 乙还没说完"]]),
        ("甲：\nA. 1  B. 2  \n乙：\nA. 3  B. 4", ["甲：", ["A. 1", "B. 2"], "乙：", ["A. 3", "B. 4"]]),
    ],
)
def test_choices_in_a_line(text: str, shown: list[str | list[str]]) -> None:
    assert blocks(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith and B. Jones and C. Brown",
        "A. 甲",
        "A. 甲 B. 乙",
        "甲 A. 乙  B. 丙",
        "A 甲   B 乙",
        "A 甲 B 乙 C 丙",
        "B. 甲  C. 乙",
        "A. 甲  C. 乙",
        "A. one  B. two\nthat goes on",
    ],
)
def test_what_is_no_row_of_choices_stays_a_paragraph(text: str) -> None:
    assert len(blocks(text)) == 1
    assert isinstance(blocks(text)[0], str)


def test_nothing_is_parted_where_line_ends_are_not_read() -> None:
    assert blocks("A. 甲  B. 乙", "none") == ["A. 甲  B. 乙"]


def test_choices_hold_formulas_marks_and_pictures() -> None:
    made = choices("A. $x$ **甲**  B. ![一只猫](a.png)  C. 丙")
    assert [type(node) for item in made.items for node in item.children if isinstance(node, Formula | Image)] == [
        Formula,
        Image,
    ]
    assert [item.place.line for item in made.items] == [3, 3, 3]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A. 甲  B. 乙  C. 丙  D. 丁", 4),
        ("A. 甲  B. 乙\nC. 丙  D. 丁", 2),
        (f"A. 甲  B. 乙  C. 丙  D. {'丁' * 10}", 2),
        (f"A. 甲  B. 乙  C. 丙  D. {'丁' * 20}", 1),
        ("A. ![猫](a.png)  B. ![狗](b.png)  C. ![鸟](c.png)", 3),
    ],
)
def test_as_many_stand_in_a_row_as_the_widest_leaves_room_for(text: str, count: int) -> None:
    assert columns_of(choices(text)).count == count


def test_print_has_rows_and_an_e_book_boxes_of_one_width() -> None:
    node = choices("A. 甲  B. 乙\nC. 丙  D. 丁")
    template = environment().from_string("{% import 'blocks.html' as parts with context %}{{ parts.block(node) }}")
    printed, shown = (
        template.render(edition=one, epub=one is EPUB, proportional=False, node=node) for one in (BOOK, EPUB)
    )
    assert (printed.count('class="choice-row"'), printed.count("width: 50.0%")) == (2, 4)
    assert (shown.count('class="choice-row"'), shown.count(f"width: {columns_of(node).width}em")) == (0, 4)
    assert isinstance(node.items[0], Paragraph)
