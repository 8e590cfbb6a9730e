"""Columns of short words stay whole beside columns of sentences, and the table stays on its page."""

import re
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from limits import within
from PIL import Image
from test_markdown import read

from studypress.model import (
    Asset,
    Break,
    Cell,
    Code,
    FootnoteMark,
    Formula,
    FormulaDrawing,
    FormulaPicture,
    Inline,
    List,
    Paragraph,
    Row,
    Table,
    Text,
)
from studypress.pipeline import build
from studypress.render.extents import columns_of, extents_of
from studypress.render.tables import Form, plan
from studypress.request import Request
from studypress.sheets import SHEETS
from studypress.tree import plain_text, walk

SENTENCE = "小规模时最快，许多库函数在递归到底时改用它"
NAME = "com.example.project.module.submodule.ClassNameWithVeryLongIdentifier"


def cell(*content: str | Inline, colspan: int = 1, rowspan: int = 1) -> Cell:
    inlines = tuple(Text(part) if isinstance(part, str) else part for part in content)
    return Cell((Paragraph(inlines),), colspan=colspan, rowspan=rowspan)


def table(*rows: str) -> Table:
    """Make a table of rows such as `甲|乙`."""
    return Table((), tuple(Row(tuple(cell(text) for text in row.split("|"))) for row in rows))


def shown(made: Table, epub: bool = False) -> list[list[str]]:
    """The classes of each row's cells, where the table has the page's whole measure."""
    return [
        [" ".join(name for name in names.split() if not name.startswith("brief")) for names in row]
        for row in plan(made, epub).body
    ]


def formula(*widths: float) -> Formula:
    """A formula whose parts are so wide, em."""
    drawings = tuple(FormulaDrawing(Asset("f.svg", "image/svg+xml", b"", 16 * width, 16), 0.2) for width in widths)
    return Formula(r"\dfrac{\text{TeX is longer than what it draws}}{2}", picture=FormulaPicture(drawings, ""))


def test_formulas_count_as_wide_as_they_are_drawn() -> None:
    made = Table((), (Row(tuple(cell(formula(5)) for _ in range(5))),))
    assert plan(made).own_size
    assert plan(made).form is Form.USUAL
    assert not plan(Table((), (Row(tuple(cell(formula(11)) for _ in range(6))),))).own_size
    assert plan(Table((), (Row(tuple(cell(formula(3, 3, 2)) for _ in range(5))),))).own_size  # parted, if need be
    assert not plan(Table((), (Row((cell("甲"), cell(formula(30)))),))).own_size
    assert not plan(made, epub=True).own_size


def test_where_there_is_room_nothing_is_said() -> None:
    assert shown(table("镜像|只读的模板|1,234.50")) == [["", "", ""]]


def test_a_table_of_few_lines_is_not_parted_in_print() -> None:
    assert plan(table(*["甲|乙"] * 8)).unbroken
    assert not plan(table(*["甲|乙"] * 9)).unbroken
    assert not plan(table(*[f"甲|{SENTENCE * 3}"] * 8)).unbroken
    assert not plan(table(*["甲|乙"] * 8), epub=True).unbroken


def test_a_table_of_a_few_short_words_takes_half_of_the_printed_measure() -> None:
    assert plan(table("年份|大事", "1911|辛亥革命")).half
    assert not plan(table("年份|大事", "1911|辛亥革命"), epub=True).half
    assert not plan(table(f"年份|{SENTENCE}")).half
    assert not plan(table("名称|", "容器|镜像")).half  # to be filled in
    assert not plan(table(*["甲|乙"] * 200)).half  # its columns have fixed widths


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


def test_what_has_room_in_a_list_alone_stays_whole_there() -> None:
    made = table("销售部|192.168.1.128/26|192.168.1.129～192.168.1.190|192.168.1.191")
    assert plan(made).body == (("brief-near", "", "", ""),)


def test_what_is_brief_stays_whole_in_a_box_too() -> None:
    made = table(f"山地|五百米以上|{SENTENCE}|{SENTENCE}", f"平原|二百米以下|{SENTENCE}|{SENTENCE}")
    assert [[("brief" in names) for names in row] for row in plan(made).body] == [[True, True, False, False]] * 2
    assert not any("brief" in names for row in plan(table("山地|高")).body for names in row)
    assert not any("brief" in names for row in plan(made, epub=True).body for names in row)


def test_a_crowd_of_short_cells_is_not_all_kept_whole() -> None:
    made = table("|".join(["六个字的词语"] * 6))
    assert shown(made) == [[""] * 6]


def test_what_a_cell_holds_besides_its_words_counts() -> None:
    made = Table((), (Row((cell("八个字的一个词语", FootnoteMark("a")), cell(SENTENCE * 3))),))
    assert shown(made) == [["", ""]]


def test_a_cell_of_several_lines_is_as_wide_as_the_widest() -> None:
    prices = cell("150", Break(True), "1 100")
    assert extents_of((Row((prices,)),))[0][0].whole == extents_of((Row((cell("1 100"),)),))[0][0].whole
    ledger = Table((), (Row((prices,) * 12),) * 5)  # not plain: it would be a page of its own
    assert plan(ledger).form is Form.SMALL
    assert plan(Table((), (Row((cell("甲", Break(True), "乙", Break(True), "丙"), cell("丙"))),))).high == (True,)


def test_cells_stand_in_the_columns_that_those_above_leave_them() -> None:
    rows = Row((cell("甲", rowspan=2), cell("合并的两列的标题", colspan=2))), Row((cell("乙"), cell("丙")))
    assert plan(Table((), rows)).form is Form.USUAL
    assert shown(Table((), (*rows, Row((cell("丁"), cell("戊"), cell(SENTENCE * 3)))))) == [
        ["whole", "whole"],
        ["whole", "whole"],
        ["whole", "whole", ""],
    ]
    assert plan(table("一|二|三|四|五|六|七")).form is Form.SMALL


WORDS = "web-server-1|192.168.100.100|default-namespace|1,234,567.89|2026-11-25|app.kubernetes.io|nginx-ingress"


def headed(head: str, *rows: str, note: bool = False) -> Table:
    top = Row(tuple(cell(text, *([FootnoteMark("a")] if note else [])) for text in head.split("|")))
    return Table((top,), table(*rows).body)


@pytest.mark.parametrize(
    ("made", "form"),
    [
        (headed("甲|乙", "一|二"), Form.USUAL),
        (headed("甲|乙|丙|丁|戊|己|庚", "1|2|3|4|5|6|7"), Form.SMALL),
        (headed("主机|地址|空间", "web-server-1|192.168.100.100|default-namespace"), Form.USUAL),
        (headed("一|二|三|四|五|六|七", WORDS), Form.LIST),
        (headed("一|二|三|四|五|六|七", *[WORDS] * 12), Form.TURNED),
        (headed("一|二|三|四|五|六|七|八|九|十", *[f"{WORDS}|{WORDS[:43]}"] * 12), Form.LIST),
        (headed("一|二|三|四|五|六|七", *[WORDS] * 11), Form.LIST),  # no page is turned for less than fills it
        (headed("一|二|三|四|五|六|七", WORDS, note=True), Form.TURNED),  # a note cannot be told in every row
        (headed("一|二||四|五|六|七", WORDS), Form.TURNED),  # a column without a name cannot be told
        (Table((), table(WORDS).body), Form.TURNED),
        (headed("一|二|三", f"{NAME}|{NAME}|{NAME}"), Form.USUAL),  # names so long are broken in any case
    ],
)
def test_a_table_is_set_in_the_first_form_that_holds_its_words(made: Table, form: Form) -> None:
    assert plan(made).form is form


@pytest.mark.parametrize(
    ("made", "forms"),
    [
        (headed("一|二|三|四|五|六|七|八", "|".join(["12,345,678.90"] * 5 + ["甲"] * 3)), ["list", "wide", "wide"]),
        (headed("一|二|三|四|五|六", "|".join(["1234567.89"] * 6)), ["wide", "", ""]),
        (headed("一|二", "甲乙丙丁戊|" + "己" * 14), ["", "half", "half"]),
    ],
)
def test_a_wider_sheet_has_room_for_more(made: Table, forms: list[str]) -> None:
    plans = [plan(made, sheet=SHEETS[name]) for name in ("A5", "B5", "A4")]
    assert ["half" if one.half else one.form.value for one in plans] == forms


def test_pages_are_made_for_the_sheet_they_are_printed_on(tmp_path: Path) -> None:
    row = "|".join(["12,345,678.90"] * 5 + ["甲"] * 3)
    (tmp_path / "a.md").write_text(f"# 表\n\n|一|二|三|四|五|六|七|八|\n{'|--' * 8}|\n|{row}|\n", encoding="utf8")
    for page, heads in (("A5", 0), ("A4", 1)):
        build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page=page), lambda stage: None)
        with pdfplumber.open(tmp_path / "a.pdf") as file:
            text = "\n".join(page.extract_text() for page in file.pages)
        assert text.count("一 二 三 四 五 六 七 八") == heads


def test_an_e_book_tells_wide_tables_row_by_row_only_when_asked() -> None:
    four, five = headed("一|二|三|四", "1|2|3|4"), headed("一|二|三|四|五", "1|2|3|4|5")
    spanned = Table(five.head, (Row((cell("宽", colspan=5),)),))
    assert [plan(made, True).form for made in (four, five, spanned)] == [Form.USUAL] * 3
    assert [plan(made, True, True).form for made in (four, five, spanned)] == [Form.USUAL, Form.LIST, Form.USUAL]


def test_the_frame_of_an_e_book_scrolls_where_many_columns_would_be_torn() -> None:
    assert plan(headed("一|二|三|四|五", "1|2|3|4|5"), True).least == 0
    assert plan(headed("一|二|三|四", "|".join(WORDS.split("|")[:4])), True).least == 0
    made = plan(headed("一|二|三|四|五|六|七", WORDS), True)
    assert made.least > 40
    assert set(made.body[0]) == {"whole"}


def test_the_columns_of_a_long_table_share_the_page_by_what_most_cells_need() -> None:
    rows = [f"{number}|命令{number}|{SENTENCE}" for number in range(200)]
    short, medium, long = plan(table(*rows)).widths
    assert short < medium < long
    assert short + medium + long == pytest.approx(100, abs=0.01)
    assert plan(table(*rows, f"{SENTENCE * 9}|命令|{SENTENCE}")).widths[0] < long
    assert plan(table(*rows[:9])).widths == ()


def test_widths_of_the_author_hold() -> None:
    made = table("甲|乙")
    assert plan(replace(made, widths=(30.0, 70.0))).widths == (30.0, 70.0)
    assert plan(replace(made, widths=(30.0, 60.0, 10.0))).widths == ()


def test_a_long_table_takes_little_time() -> None:
    made = table(*(f"{number}|{number * 7919:x}|{SENTENCE}|{SENTENCE}{number}" for number in range(2000)))
    with within(2):
        assert shown(made)[0] == ["whole", "whole", "", ""]


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


def test_a_long_table_repeats_its_head_and_keeps_every_row_whole(tmp_path: Path) -> None:
    rows = "\n".join(f"| {number} | 命令{number} | {SENTENCE} |" for number in range(200))
    (tmp_path / "a.md").write_text(f"# 表\n\n| 编号 | 名称 | 说明 |\n|--|--|--|\n{rows}\n", encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A5"), lambda stage: None)
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        pages = [page for page in file.pages if "命令" in page.extract_text()]
        numbers = [int(found) for page in pages for found in re.findall(r"(?m)^(\d+) 命令\1\b", page.extract_text())]
        starts = {round(line["x0"]) for page in pages for line in page.search(r"命令\d+")}
        for page in pages:
            assert page.extract_text().count("编号 名称 说明") == 1
    assert numbers == list(range(200))
    assert len(starts) <= 2  # one on left, one on right pages


def test_the_head_is_repeated_above_rows_of_high_pictures_too(tmp_path: Path) -> None:
    Image.new("RGB", (400, 900), "red").save(tmp_path / "high.png")
    rows = "| 图一 | ![高](high.png) |\n" * 3
    (tmp_path / "a.md").write_text(f"# 表\n\n| 名称 | 样子 |\n|--|--|\n{rows}", encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A5"), lambda stage: None)
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        pages = [page.extract_text() for page in file.pages if page.images]
    assert len(pages) > 1
    assert all("名称 样子" in page for page in pages)


def test_a_row_that_fits_no_page_begins_below_the_others_and_has_the_head_on_each(tmp_path: Path) -> None:
    rows = f"| 短 | 小 |\n| 长 | {'横竖撇捺' * 330} |\n| 尾 | 末 |\n"
    (tmp_path / "a.md").write_text(f"# 表\n\n文。\n\n| 名称 | 说明 |\n|--|--|\n{rows}", encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A5"), lambda stage: None)
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        pages = [page for page in file.pages if "横竖" in page.extract_text()]
        first = [page.search("名称 说明|横竖|竖撇|撇捺|捺横") for page in pages]
    assert ["文。" in page.extract_text() for page in pages] == [True, False]
    assert [found[0]["text"] for found in first] == ["名称 说明"] * 2
    assert first[1][1]["top"] - first[1][0]["bottom"] > 4  # the rule between stands clear of both


def test_a_turned_page_holds_the_table_and_no_more(tmp_path: Path) -> None:
    rows = "\n".join(f"| {WORDS.replace('|', ' | ')} |" for _ in range(12))
    head = "| 一 | 二 | 三 | 四 | 五 | 六 | 七 |\n|--|--|--|--|--|--|--|"
    (tmp_path / "a.md").write_text(f"# 表\n\n前文。\n\n{head}\n{rows}\n\n后文。\n", encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A5"), lambda stage: None)
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        (turned,) = [page for page in file.pages if page.width > page.height]
        words = turned.extract_text()
        right = max(char["x1"] for char in turned.chars)
    assert words.count("default-namespace") == 12
    assert "文。" not in words
    assert right <= turned.width - 20


@pytest.mark.parametrize("above", ["# 表", "# 表\n\n## 节", "# 章\n\n文。\n\n## 节\n\n### 表"])
def test_titles_right_above_a_turned_table_stand_on_its_page(above: str, tmp_path: Path) -> None:
    rows = "\n".join(f"| {WORDS.replace('|', ' | ')} |" for _ in range(12))
    head = "| 一 | 二 | 三 | 四 | 五 | 六 | 七 |\n|--|--|--|--|--|--|--|"
    (tmp_path / "a.md").write_text(f"{above}\n\n{head}\n{rows}\n", encoding="utf8")
    build(Request(tmp_path / "a.md", output=tmp_path / "a.pdf", page="A4"), lambda stage: None)
    with pdfplumber.open(tmp_path / "a.pdf") as file:
        first, *_ = [page for page in file.pages if page.width > page.height]
        lines = first.extract_text().split("\n")
    titles = [title.lstrip("# ") for title in above.rsplit("文。", maxsplit=1)[-1].split("\n\n") if title]
    assert [line.split()[-1] for line in lines if line.split()[-1] in ("表", "节")] == titles
    assert "default-namespace" in "".join(lines)


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


# --- Pandoc's tables of dashes ------------------------------------------------------------------------------------

SIMPLE = """\
     数目   名称     说明
---------  --------  --------------------
       12   容器        轻
      123   虚拟机       重
"""
WITHOUT_HEAD = """\
---- ------
1    容器
22   虚拟机
---- ------
"""
MULTILINE = """\
------------------------------
 居中     右         左
          对齐       对齐
-------- ---------- ----------
 一             1.0 说明写了
                    两行

 二            12.5 说明
------------------------------
"""


def cells_of(text: str) -> list[list[str]]:
    (table,) = [node for node in walk(read(f"# 章\n\n{text}\n后文。\n")[0]) if isinstance(node, Table)]
    return [[plain_text(cell.blocks) for cell in row.cells] for row in table.head + table.body]


def aligns_of(text: str) -> list[str]:
    (table,) = [node for node in walk(read(f"# 章\n\n{text}\n")[0]) if isinstance(node, Table)]
    return [cell.align for cell in table.body[0].cells]


@pytest.mark.parametrize(
    ("column", "align"),
    [
        ("600 000|86 400|—", "right"),
        ("12,345.60|(1.20)|", "right"),
        ("100%|9%|50%", "right"),
        ("1905|1911|1949", ""),  # of one length, as years are
        ("3.5|12|7", ""),  # with other decimals, units would not stand below units
        ("100|两百|3", ""),
        ("13812345678|2 4|1", ""),
        ("10|—|", ""),
    ],
)
def test_figures_stand_at_the_right(column: str, align: str) -> None:
    rows = "".join(f"| {at} | {one} | 词 |\n" for at, one in enumerate(column.split("|"), 98))
    assert aligns_of(f"| 年 | 数 | 注 |\n|---|---|---|\n{rows}") == ["", align, ""]
    assert aligns_of(f"| 年 | 数 | 注 |\n|---|:-:|---|\n{rows}") == ["", "center", ""]


def test_figures_beside_others_at_the_right_stand_there_too() -> None:
    assert aligns_of("| 年 | 率 | 额 | 计 |\n|--|--|--|--|\n|1|40%|240|100|\n|2|40%|90|200|\n") == ["", *["right"] * 3]


@pytest.mark.parametrize("before", ["> [!note] 框\n>\n> ", "- 甲\n  - 乙\n\n    "])
def test_in_a_box_or_a_list_the_words_of_a_narrow_column_stay_whole(before: str, tmp_path: Path) -> None:
    rows = f"| 类型 | 海拔 | 特征 | 又 |\n|---|---|---|---|\n| 山地 | 五百米以上 | {SENTENCE} | {SENTENCE} |\n"
    (tmp_path / "1.md").write_text(
        f"# 表\n\n{before}" + rows.replace("\n|", f"\n{before.splitlines()[-1]}|"), encoding="utf8"
    )
    build(Request(tmp_path, output=tmp_path / "b.pdf"), lambda stage: None)
    with pdfplumber.open(tmp_path / "b.pdf") as file:
        lines = [line for page in file.pages for line in (page.extract_text() or "").split("\n")]
    assert any("山地" in line and "五百米以上" in line for line in lines), lines


def test_a_simple_table() -> None:
    assert cells_of(SIMPLE) == [["数目", "名称", "说明"], ["12", "容器", "轻"], ["123", "虚拟机", "重"]]
    assert aligns_of(SIMPLE) == ["right", "center", "left"]
    assert cells_of(WITHOUT_HEAD) == [["1", "容器"], ["22", "虚拟机"]]


def test_a_multiline_table() -> None:
    assert cells_of(MULTILINE) == [["居中", "右对齐", "左对齐"], ["一", "1.0", "说明写了两行"], ["二", "12.5", "说明"]]


def test_columns_may_be_counted_in_letters_too() -> None:
    assert cells_of("名称    说明\n----- ----\n容器    轻\n虚拟机   重一些\n")[2] == ["虚拟机", "重一些"]


@pytest.mark.parametrize(
    "text",
    [
        "文字在这里继续\n--- ---\n又一段\n",
        "文字\n\n--- ---\n\n文字\n",
        "文\n-- --\n甲\n乙\n",
        "标题\n-----\n\n文字   文字\n",
        "- - -\n\na   b\n",
        "--- ---\na   b\n",
        "----------\n引文\n\n--- ---\na   b\n",
        "    a   b\n    --- ---\n    1   2\n",
        "a   b\n--- ---\n\n一段\n",
    ],
)
def test_lines_of_dashes_that_are_no_table(text: str) -> None:
    assert not [node for node in walk(read(f"# 章\n\n{text}")[0]) if isinstance(node, Table)]


@pytest.mark.parametrize("text", ["--- ---\n", "----------\na   b\n", "a   b\n--- ---\n", "---- ---\na    b\n\n"])
def test_hostile_dashes_end_soon(text: str) -> None:
    with within(10):
        read(text * 2_000)


def test_the_line_below_a_head_may_be_indented_as_its_author_aligned_it() -> None:
    book, _ = read("# 章\n\n原文     | 甲\n      ---|---\n译者 | 乙\n")
    (found,) = [node for node in walk(book) if isinstance(node, Table)]
    words = [plain_text(one.blocks) for row in (*found.head, *found.body) for one in row.cells]
    assert words == ["原文", "甲", "译者", "乙"]
    code = "# 章\n\n    a | b\n    --|--\n"
    assert not [node for node in walk(read(code)[0]) if isinstance(node, Table)]


def test_a_cell_stands_beside_one_that_goes_on_from_the_row_above() -> None:
    rows = '<tr><td rowspan="2">甲</td><td>乙乙</td></tr><tr><td>丙丙丙</td></tr><tr><td>丁</td><td>戊戊</td></tr>'
    (table,) = walk(read(f"# 章\n\n<table>{rows}</table>\n")[0], Table)
    columns = columns_of(table.body, extents_of(table.body))
    assert [[extent.whole for extent in column] for column in columns] == [[1, 1], [2, 3, 2]]


@pytest.mark.parametrize(
    ("widths", "shares"),
    [("20 80", (20, 80)), ("1, 3", (25, 75)), ("auto", ()), ("0 100", ()), ("20 30 50", ()), ("20", ())],
)
def test_a_directive_may_give_the_widths_of_columns(widths: str, shares: tuple[float, ...]) -> None:
    text = f"# 章\n\n```{{list-table}} 题\n:widths: {widths}\n* - 甲\n  - 乙\n* - 丙\n  - 丁\n```\n"
    (table,) = walk(read(text)[0], Table)
    assert table.widths == shares


@pytest.mark.parametrize(
    ("braces", "words", "label", "shares"),
    [
        ('{#tbl-x tbl-colwidths="[30,70]"}', "题", "tbl-x", (30, 70)),
        ('{tbl-colwidths="[1,3]"}', "题", "", (25, 75)),
        ('{tbl-colwidths="[1,3]" #tbl-x}', "题", "tbl-x", (25, 75)),
        ('{tbl-colwidths="[1,2,3]"}', "题", "", ()),
        ("{甲}", "题 {甲}", "", ()),
    ],
)
def test_a_caption_may_give_the_widths_of_columns(
    braces: str, words: str, label: str, shares: tuple[float, ...]
) -> None:
    (table,) = walk(read(f"# 章\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n: 题 {braces}\n")[0], Table)
    assert (plain_text(table.caption), table.label, table.widths) == (words, label, shares)


def test_a_table_further_left_than_the_list_above_it_is_no_text_of_its_last_item() -> None:
    book, _ = read("# 章\n\n1. 选词\n| 选项 | ① |\n| :--: | :--: |\n| A | 甲 |\n\n2. 填空\n| 不是表\n")
    kinds = [type(block).__name__ for block in book.chapters[0].blocks]
    assert kinds == ["List", "Table", "List"]
    assert "| 不是表" in plain_text(book.chapters[0].blocks)


def test_a_cell_of_a_grid_is_read_as_a_text_of_its_own_and_so_are_the_lines_around_it() -> None:
    grid = "+-------+-------+\n| a. 甲 | <!--  |\n| b. 乙 | 丙    |\n+-------+-------+\n"
    book, _ = read(f"1、这\n\n文\n\n{grid}\n<!--\n\n看不见\n\n-->\n")
    assert [item.marker for found in walk(book, List) for item in found.items] == ["a.", "b."]
    assert "看不见" not in plain_text(book.chapters)
