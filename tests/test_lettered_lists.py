"""Lists whose items open with letters, brackets and Chinese numbers: only where a list is clearly meant."""

import pytest
from limits import within
from test_markdown import read

from studypress.config import BookConfig, MarkdownConfig
from studypress.model import CodeBlock, Figure, List, Paragraph
from studypress.render.environment import environment
from studypress.render.typed_marks import with_typed_marks
from studypress.tree import plain_text, walk


def lists(text: str, *, on: bool = True) -> list[list[tuple[str, str]]]:
    """Every list with letters of its own: the marks and the words of its items."""
    book, _ = read(f"# 章\n\n{text}\n", config=BookConfig(markdown=MarkdownConfig(lettered_lists=on)))
    found = [node for node in walk(book) if isinstance(node, List)]
    return [[(item.marker, plain_text(item.blocks)) for item in node.items] for node in found]


def test_in_quarto_what_is_indented_below_such_a_mark_is_its_own() -> None:
    text = "# 章\n\n(1) **one**\n\n    Use step(x), as we did (twice).\n\n    ```{r}\n    x\n    ```\n\n(2) two\n"
    for quarto, lengths in ((True, [2]), (False, [])):
        book, _ = read(text, config=BookConfig(markdown=MarkdownConfig(tex_commands=quarto)))
        assert [len(node.items) for node in walk(book) if isinstance(node, List)] == lengths


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a. one\nb. two", ["a.", "b."]),
        ("a) one\n\nb) two\n\nc) three", ["a)", "b)", "c)"]),
        ("(i) one\n(ii) two\n(iii) three\n(iv) four", ["(i)", "(ii)", "(iii)", "(iv)"]),
        ("（a）甲\n（b）乙", ["（a）", "（b）"]),
        ("A. one\n\n   More of it.\n\nB. two", ["A.", "B."]),
        ("(1) 甲\n\n    又一段。\n\n(2) 乙", ["(1)", "(2)"]),
        ("（1）甲\n\n    ![图](a.png)\n\n（2）乙", ["（1）", "（2）"]),
        ("①甲\n    ```\n    x\n    ```\n②乙", ["①", "②"]),
        ("1、甲\n\n    ```\n    x\n    ```\n\n2、乙", ["1、", "2、"]),
        ("1.甲\n\n    又一段。\n\n2.乙", ["1.", "2."]),
        ("一、甲\n\n    - 子项\n\n二、乙", ["一、", "二、"]),
        ("（2）接着做\n\n    ```\n    x\n    ```", ["（2）"]),
        ("1、甲\n2、乙\n\t* 子一\n\t* 子二", ["1、", "2、"]),
        ("（1）甲\n    - 子\n（2）乙", ["（1）", "（2）"]),
        ("2．甲\n    1. 子\n3．乙", ["2．", "3．"]),
    ],
)
def test_lists_that_are_clearly_meant(text: str, marks: list[str]) -> None:
    assert [[mark for mark, _ in found] for found in lists(text) if found[0][0]] == [marks]
    assert lists(text, on=False) == [] or not lists(text, on=False)[0][0][0]


@pytest.mark.parametrize(
    "text",
    [
        "A. Einstein wrote this.\n\nB. Russell wrote that.",
        "A. 甲\nB. 乙\nC. 丙",
        "（1）甲\n\n（2）乙",
        "1、甲\n2、乙",
        "(1) Compile:\n\n    gcc a.c\n\n(2) Run:\n\n    ./a.out",
        "a. one alone",
        "b. second\nc. third",
        "A. Einstein\n\n    ```\n    x\n    ```",
        "1.5 倍\n\n    又一段。",
        "（1）甲\n\n    ```\n    x\n\n    没有关上的代码。",
    ],
)
def test_what_only_looks_like_a_list_stays_as_it_was(text: str) -> None:
    assert lists(text) == []


def test_what_is_indented_below_an_item_belongs_to_it() -> None:
    first = "步骤：\n（1）打开：\n\n    ```sh\n    ls\n    ```\n\n"
    book, problems = read(f"# 章\n\n{first}（2）看图：\n\n    ![终端里的样子](a.png)\n\n    好了。\n\n尾\n")
    lead, found, after = book.chapters[0].blocks
    assert isinstance(found, List)
    assert not found.tight
    assert problems == []
    assert [[type(block) for block in item.blocks] for item in found.items] == [
        [Paragraph, CodeBlock],
        [Paragraph, Figure, Paragraph],
    ]
    assert [node.text for node in walk(found) if isinstance(node, CodeBlock)] == ["ls\n"]
    assert (plain_text(lead), plain_text(after)) == ("步骤：", "尾")
    assert found.items[1].place.line == 10


@pytest.mark.parametrize("indent", ["", "  ", "> ", "- a\n\n  "])
def test_wide_marks_leave_nothing_of_themselves_in_the_words(indent: str) -> None:
    lines = [f"({mark}) {word}" for mark, word in zip(("i", "ii", "iii", "iv"), ("甲", "乙", "丙", "丁"), strict=True)]
    text = indent + f"\n{'  ' if indent[:1] == '-' else indent}".join(lines)
    assert [word for _, word in lists(text)[-1]][-4:] == ["甲", "乙", "丙", "丁"]
    (deep,) = lists("（1）甲\n\n\t\t又\n\n（2）乙\n\n\t\t再")
    assert deep == [("（1）", "甲又"), ("（2）", "乙再")]


def test_code_by_its_indent_within_an_item() -> None:
    book, _ = read("# 章\n\n（1）编译：\n\n    先看看：\n\n        gcc a.c\n\n（2）运行\n")
    assert [node.text for node in walk(book) if isinstance(node, CodeBlock)] == ["gcc a.c\n"]
    assert isinstance(book.chapters[0].blocks[0], List)


def test_another_series_begins_another_list() -> None:
    assert lists("a. one\nb. two\n\n(a) one\n(b) two") == [
        [("a.", "one"), ("b.", "two")],
        [("(a)", "one"), ("(b)", "two")],
    ]


def test_long_runs_of_numbers_are_looked_through_once() -> None:
    text = "\n".join(f"（{number}）项" for _ in range(5) for number in range(1, 1000))
    with within(10):
        assert lists(text) == []


def test_print_hangs_the_marks_and_an_e_book_has_them_as_words() -> None:
    node = next(node for node in walk(read("# 章\n\n(a) one\n(b) two\n")[0]) if isinstance(node, List))
    template = environment().from_string("{% import 'blocks.html' as parts with context %}{{ parts.list(node) }}")
    assert 'list-style-type: "(a)\\2002"' in template.render(epub=False, proportional=False, node=node)
    assert '<span class="own-marker"' in template.render(epub=True, proportional=False, node=node)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- (1)甲\n- (2) 乙", [("(1)", "甲"), ("(2)", "乙")]),
        ("- **① 甲**：子\n- ② 乙\n\n  丙", [("①", "甲：子"), ("②", "乙丙")]),
        ("- 一、$a$\n- 二、乙", [("一、", "a"), ("二、", "乙")]),
        ("- 1. 甲\n- 2. 乙\n  - 丙", [("1.", "甲"), ("2.", "乙丙")]),
        ("- (1) 甲\n    + 乙\n- (2) 丙\n", [("(1)", "甲乙"), ("(2)", "丙")]),
        ("- 1.**甲**\n- 2.`乙`。丙", [("1.", "甲"), ("2.", "乙。丙")]),
        ("- A. 甲\n- B. SYN\n- **C. $c$**", [("A.", "甲"), ("B.", "SYN"), ("C.", "c")]),
        ("- （A）甲\n- （B） 乙", [("（A）", "甲"), ("（B）", "乙")]),
        ("- A.txt\n- B.txt", "bullets"),
        ("- A. 甲\n- C. 乙", "bullets"),
        ("- (1) 甲\n- (3) 乙", "bullets"),
        ("- (2024) 甲\n- (2025) 乙", "bullets"),
        ("- (1) 甲\n- ② 乙", "bullets"),
        ("- (1) 甲\n- 乙", "bullets"),
        ("- (1)\n- (2)", "bullets"),
        ("- [ ] (1) 甲\n- [x] (2) 乙", "bullets"),
        ("- (1) 甲", "bullets"),
    ],
)
def test_a_number_that_was_typed_takes_the_place_of_the_bullet(text: str, shown: list[tuple[str, str]] | str) -> None:
    bullets = next(node for node in walk(read(f"# 章\n\n{text}\n")[0]) if isinstance(node, List))
    node = with_typed_marks(bullets)
    if node.start is None:
        assert shown == "bullets"
    else:
        marks = [item.marker or f"{node.start + at}." for at, item in enumerate(node.items)]
        assert list(zip(marks, (plain_text(item.blocks) for item in node.items), strict=True)) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a)\n甲\n\nb)\n乙\n丙", [("a)", "甲"), ("b)", "乙丙")]),
        ("（1）\n甲\n\n   乙\n\n（2）\n丙", [("（1）", "甲乙"), ("（2）", "丙")]),
        ("a) # 甲\n乙\n\nb) 丙", [("a)", "甲乙"), ("b)", "丙")]),
        ("> a)\n甲\n> 乙\n>\n> b) 丙", [("a)", "甲乙"), ("b)", "丙")]),
    ],
)
def test_what_stands_below_a_mark_without_an_indent_is_not_lost(text: str, found: list[tuple[str, str]]) -> None:
    assert lists(text) == [found]
