"""Lists below numbered items that are indented by two columns or three, where CommonMark wants more."""

import pytest
from limits import within
from test_markdown import read

from studypress.markdown.syntax.shallow_lists import with_deep_lists
from studypress.model import CodeBlock, List
from studypress.tree import plain_text, walk


def nested(text: str) -> list[list[str]]:
    """The words of the items of each list, from the outermost on, each with all that stands below it."""
    found = [node for node in walk(read(f"# 章\n\n{text}\n")[0]) if isinstance(node, List)]
    return [[plain_text(item.blocks) for item in one.items] for one in found]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("1. 甲\n  1. 子\n  2. 丑\n2. 乙", [["甲子丑", "乙"], ["子", "丑"]]),
        ("1. 甲\n  - 子\n    - 孙\n  - 丑\n2. 乙", [["甲子孙丑", "乙"], ["子孙", "丑"], ["孙"]]),
        ("9. 甲\n   - 子\n10. 乙\n   - 丑\n11. 丙", [["甲子", "乙丑", "丙"], ["子"], ["丑"]]),
        ("1. 甲\n\n  * 子\n\n2. 乙", [["甲子", "乙"], ["子"]]),
        ("- 甲\n  1. 子\n    - 孙", [["甲子孙"], ["子孙"], ["孙"]]),
        ("1. 甲\n2. 乙\n\n  - 另\n  - 又", [["甲", "乙"], ["另", "又"]]),
        ("1. 甲\n  2. 乙\n 3. 丙", [["甲", "乙", "丙"]]),
        ("1. 甲\n - 另", [["甲"], ["另"]]),
        ("```\n1. 甲\n  - 子\n```", []),
    ],
)
def test_lists_below_numbers(text: str, lists: list[list[str]]) -> None:
    assert nested(text) == lists


def test_code_below_a_list_that_is_moved_keeps_its_shape() -> None:
    book, _ = read(
        "# 章\n\n10. 甲\n   - 子\n\n     ```py\n     if x:\n         y\n     ```\n\n11. 乙\n\n        code\n"
    )
    codes = [node.text for node in walk(book) if isinstance(node, CodeBlock)]
    assert codes == ["if x:\n    y\n", "code\n"]


def test_long_lists_are_moved_in_time() -> None:
    with within(2):
        with_deep_lists("1. a\n" + "\n  - b\n\n" * 20_000)
        with_deep_lists("1. a\n\n  - b\n\n" * 20_000)
