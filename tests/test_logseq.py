"""A graph of Logseq: its pages are read as Markdown, line for line, and nothing that it keeps beside them is."""

from itertools import pairwise
from pathlib import Path

import pytest
from outline import outline_of_book

from studypress.manuscript import read_manuscript
from studypress.manuscript.conventions.logseq import from_logseq
from studypress.manuscript.source import SourceFile
from studypress.markdown import parse
from studypress.tree import plain_text

ONE, TWO = "64ca5d6d-3d9c-4338-8264-4f9e70368e2c", "64cfba22-8b55-47cc-aaed-b342f4030b8e"


def rewritten(text: str, path: str = "pages/a.md") -> list[str]:
    (page,) = from_logseq([SourceFile(path, text)])
    assert page.text.count("\n") == text.count("\n")
    return page.text.split("\n")


def test_headings_open_sections_and_what_is_below_them_is_theirs() -> None:
    text = "- # 力\n\t- 定义\n\t\t- 细\n\t- ### 重力\n\t  话\n\t\t- 例\n\t\t  又\n- 文\n\t- # 内"
    assert rewritten(text) == ["## 力", "- 定义", "\t- 细", "### 重力", "话", "- 例", "  又", "- 文", "\t- # 内"]


def test_a_page_may_begin_without_a_mark() -> None:
    assert rewritten("# 问\nid:: 1\n\t- 答\n\t\t- 细") == ["## 问", "<!-- -->", "- 答", "\t- 细"]


def test_the_first_block_of_a_page_may_be_indented() -> None:
    assert rewritten("alias:: x\n\t- 甲\n\t  又\n\t\t- # 乙\n- 丙") == ["<!-- -->", "- 甲", "  又", "\t- # 乙", "- 丙"]
    assert rewritten("\t- # 甲\n\t  又\n\t\t- 乙") == ["## 甲", "又", "- 乙"]


def test_what_logseq_notes_for_itself_is_left_out_and_what_the_author_says_is_not() -> None:
    text = (
        "title:: 力\ntags:: [[物理]]\n\n- 甲\n  collapsed:: true\n  type:: 书\n  :LOGBOOK:\n  CLOCK: 1\n  :END:\n  乙"
    )
    shown = ["<!-- -->", "tags: [[物理]]", "", "- 甲", "  <!-- -->", "  type: 书", *["  <!-- -->"] * 3, "  乙"]
    assert rewritten(text) == shown
    assert rewritten("- 甲\n  type:: 书") == ["- 甲", "  <br>type: 书"]
    never_closed = "- 甲\n  :LOGBOOK:\n  CLOCK: 1\n  乙\n- 丙\n  :LOGBOOK:\n- CLOCK: 丁"
    shown = ["- 甲", "  <!-- -->", "  <!-- -->", "  乙", "- 丙", "  <!-- -->", "- CLOCK: 丁"]
    assert rewritten(never_closed) == shown


def test_code_stays_as_it_is() -> None:
    text = f"- # 力\n\t- ```py\n\t  id:: 1\n\t  (({ONE}))\n\n\t    \n\t  \tx\n\t  ```\n\t  id:: 2"
    shown = ["## 力", "- ```py", "  id:: 1", f"  (({ONE}))", "", "    ", "  \tx", "  ```", "  <!-- -->"]
    assert rewritten(text) == shown


def test_a_block_that_is_named_says_its_words() -> None:
    text = f"- TODO 定义 $x$\n  id:: {ONE}\n- (({ONE}))、[它]((({ONE})))、{{{{embed (({ONE}))}}}}、(({TWO}))"
    assert rewritten(text)[2] == f"- 定义 $x$、它、定义 $x$、(({TWO}))"


def test_blocks_that_name_blocks_that_name_others_are_all_shown_and_circles_end() -> None:
    names = [f"64ca{number:04x}-0000-4000-8000-000000000000" for number in range(6)]
    text = "\n".join(f"- {number}(({below}))\n  id:: {own}" for number, (own, below) in enumerate(pairwise(names)))
    assert rewritten(f"{text}\n- 终\n  id:: {names[-1]}")[0] == "- 01234终"
    assert len(rewritten(f"{text}\n- 回(({names[0]}))(({names[0]}))\n  id:: {names[-1]}")[0]) < 100_000


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- TODO 做", "- [ ] 做"),
        ("- DONE 完", "- [x] 完"),
        ("- TODOS 名", "- TODOS 名"),
        ("- ![图](../assets/a.png){:height 20, :width 30}", "- ![图](../assets/a.png){width=30px}"),
        ("- {{cloze 答}} {{embed [[页]]}}", "- 答 [[页]]"),
        ("- [[群]] #[[数学/群]] ![[a/b.png]]", "- [[群]] #[[数学/群\\|数学/群]] ![[a/b.png]]"),
        ("- {{video https://a.test/x}}", "- <https://a.test/x>"),
        ("- {{youtube abcdefghijk}}", "- <https://www.youtube.com/watch?v=abcdefghijk>"),
        ("- {{query (todo)}}", "- {{query (todo)}}"),
        ("- #+BEGIN_NOTE\n  甲\n  #+END_NOTE", "- ::: note\n  甲\n  :::"),
        ("- #+BEGIN_QUOTE\n  甲\n\n  乙\n  #+END_QUOTE\n  丙", "- >\n  > 甲\n  >\n  > 乙\n  <!-- -->\n  丙"),
        ("- #+BEGIN_SRC py\n  id:: 1\n  #+END_SRC", "- ```py\n  id:: 1\n  ```"),
        ("- 一\n  logseq.order-list-type:: number\n  二", "1. 一\n   <!-- -->\n   二"),
        ("-\n\t-", "-\n  <!-- -->"),
        ("- 甲\n\t-\n-\n- 乙\n\t-\n\t  丙", "- 甲\n  <!-- -->\n<!-- -->\n- 乙\n\t-\n\t  丙"),
    ],
)
def test_marks(typed: str, shown: str) -> None:
    assert "\n".join(rewritten(typed)) == shown


def test_what_was_marked_in_a_picture_of_a_pdf_is_that_picture() -> None:
    text = f"- [:span]\n  ls-type:: x\n  hl-page:: 7\n  id:: {ONE}\n  hl-type:: area\n  hl-stamp:: 12\n- (({ONE}))"
    lines = rewritten(text, "pages/hls__书 1.md")
    assert [lines[0], lines[-1]] == [f"- ![](<../assets/书 1/7_{ONE}_12.png>)"] * 2


def test_a_graph_is_a_book_of_its_pages(tmp_path: Path) -> None:
    days = "[[2024-01-02]] [[Dec 4th, 2023]] [[2024/01/02]] [[2024年1月2日]]"
    for name, text in {
        "logseq/config.edn": "{}",
        "logseq/bak/pages/力.md": "- 旧",
        "pages/物理___力.md": f"- 甲 {days} [[无此页]]\n  id:: 1\n\t- 乙",
        "journals/2024_01_02.md": "- ## 今天\n\t- 丙",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf8")
    manuscript, _ = read_manuscript(tmp_path)
    book, problems = parse(manuscript)
    titles = [file.title for file in manuscript.chapters]
    assert sorted(titles) == ["2024-01-02", "物理/力"]
    assert problems == []
    assert "[[" not in plain_text(book.chapters)
    assert "Dec 4th, 2023 2024/01/02 2024年1月2日" in plain_text(book.chapters)
    assert "旧" not in outline_of_book(book, problems)
