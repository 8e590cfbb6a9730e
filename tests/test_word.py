"""Word's documents, as Pandoc and MarkItDown write them in Markdown."""

import pytest
from test_markdown import codes, read

from studypress.model import Style, Styled
from studypress.tree import plain_text, walk


@pytest.mark.parametrize(
    "blank", ["<u>        </u>", "[        ]{.underline}", '<span style="text-decoration:underline">        </span>']
)
def test_underlined_room_stays_open(blank: str) -> None:
    book, problems = read(f"# 章\n\n受{blank}个力。\n")
    assert not problems
    assert [plain_text(node) for node in walk(book, Styled) if node.style is Style.UNDERLINE] == ["\u3000" * 4]


def test_an_underlined_space_between_words_is_a_space() -> None:
    book, problems = read("# 章\n\n单位是[ ]{.underline}[米]{.underline}，one<u> </u>two。\n")
    assert codes(problems) == []
    assert plain_text(book.chapters[0].blocks) == "单位是 米，one two。"
