"""Columns of short words stay whole beside columns of sentences, and the table stays on its page."""

from pathlib import Path
from time import process_time

import pdfplumber
import pytest

from studypress.model import Break, Cell, Code, FootnoteMark, Inline, Paragraph, Row, Table, Text
from studypress.pipeline import Request, build
from studypress.render.tables import cell_classes, is_wide
from studypress.sheets import SHEETS

SENTENCE = "小规模时最快，许多库函数在递归到底时改用它"
NAME = "com.example.project.module.submodule.ClassNameWithVeryLongIdentifier"


def cell(*content: str | Inline, colspan: int = 1, rowspan: int = 1) -> Cell:
    inlines = tuple(Text(part) if isinstance(part, str) else part for part in content)
    return Cell((Paragraph(inlines),), colspan=colspan, rowspan=rowspan)


def table(*rows: str) -> Table:
    """Make a table of rows such as `甲|乙`."""
    return Table((), tuple(Row(tuple(cell(text) for text in row.split("|"))) for row in rows))


def shown(made: Table, epub: bool = False) -> list[list[str]]:
    """The classes of each row's cells."""
    classes = cell_classes(made, epub)
    return [[" ".join(classes(cell)) for cell in row.cells] for row in made.body]


def test_where_there_is_room_nothing_is_said() -> None:
    assert shown(table("镜像|只读的模板|1,234.50")) == [["", "", ""]]


def test_short_cells_are_kept_whole_and_sentences_are_not() -> None:
    made = table(f"插入排序|O(n log n)|{SENTENCE}，{SENTENCE}", "堆排序|O(1)|缓存")
    assert shown(made) == [["whole", "whole", ""], ["whole", "whole", "whole"]]


def test_only_the_cell_with_the_long_word_may_break_it() -> None:
    made = Table((), (Row((cell("1"), cell("超长的", Code(NAME)), cell("1,234.50"))),))
    assert shown(made) == [["whole", "long-words", "whole"]]


def test_the_widest_give_way_first() -> None:
    row = "|".join(["是", "插入", "插入排序", "插入排序法", "六个字的词语", "八个字的一个词语", SENTENCE * 2])
    kept = shown(table(row), epub=True)[0]
    assert kept[:2] == ["whole", "whole"]
    assert kept[4:] == ["whole-wide", "whole-wide", ""]


def test_words_come_before_cells() -> None:
    made = table("2026-11-24|--restart-policy|" + "|".join(["六个字的词语"] * 3) + f"|{SENTENCE}")
    assert shown(made) == [["whole", "whole", "", "", "", ""]]


def test_a_crowd_of_short_cells_is_not_all_kept_whole() -> None:
    made = table("|".join(["六个字的词语"] * 6))
    assert shown(made) == [[""] * 6]


@pytest.mark.parametrize("more", [Break(True), FootnoteMark("a")])
def test_what_a_cell_holds_besides_its_words_counts(more: Inline) -> None:
    made = Table((), (Row((cell("八个字的一个词语", more), cell(SENTENCE * 3))),))
    assert shown(made) == [["", ""]]


def test_cells_stand_in_the_columns_that_those_above_leave_them() -> None:
    rows = Row((cell("甲", rowspan=2), cell("合并的两列的标题", colspan=2))), Row((cell("乙"), cell("丙")))
    assert not is_wide(Table((), rows))
    assert shown(Table((), (*rows, Row((cell("丁"), cell("戊"), cell(SENTENCE * 3)))))) == [
        ["whole", "whole"],
        ["whole", "whole"],
        ["whole", "whole", ""],
    ]
    assert is_wide(table("一|二|三|四|五|六|七"))


def test_a_long_table_takes_little_time() -> None:
    made = table(*(f"{number}|{number * 7919:x}|{SENTENCE}|{SENTENCE}{number}" for number in range(2000)))
    start = process_time()
    assert shown(made)[0] == ["whole", "whole", "", ""]
    assert process_time() - start < 2


MANUSCRIPT = f"""# 排序

| 算法 | 平均 | 最坏 | 额外空间 | 稳定？ | 说明 |
|:--|:-:|:-:|:-:|:-:|:--|
| 插入排序 | O(n²) | O(n²) | O(1) | 是 | {SENTENCE}，{SENTENCE} |
| 归并排序 | O(n log n) | O(n log n) | O(n) | 是 | 适合链表 |

| 编号 | 名称 | 值[^t] |
|--|--|--:|
| 1 | 超长的`{NAME}` | 1,234.50 |

- 列表里的表格：

  | 六个字的词语 | 六个字的词汇 | 六个字的短语 | 六个字的句子 | 六个字的文章 |
  |--|--|--|--|--|
  | `0123456789abcdef0123456789abcdef` | 二 | 三 | 四 | {SENTENCE} |

[^t]: 表里的注写得很长，长得在一行里放不下，所以应当像别的脚注一样折行，而不是一直写到纸的外面去，再也看不见了。
"""


def test_printed_cells_stay_whole_and_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MANUSCRIPT, encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A5"), lambda stage: None)
    sheet = SHEETS["A5"]
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        page = next(page for page in file.pages if "适合链表" in page.extract_text())
        lines = [line["text"] for line in page.extract_text_lines()]
        edges = {"left": min(char["x0"] for char in page.chars), "right": max(char["x1"] for char in page.chars)}
    for words in ("额外空间", "稳定？", "插入排序", "归并排序 O(n log n) O(n log n)", "1,234.50", "编号 名称"):
        assert any(words in line for line in lines), (words, lines)
    margin = min(sheet.inner, sheet.outer)
    assert edges["left"] >= margin - 1
    assert edges["right"] <= sheet.width - margin + 1
