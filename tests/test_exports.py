"""What programs write: SiYuan's ids, Feishu's tags, Yuque's pictures, Mathpix's LaTeX, formulas that a site draws."""

import pytest
from test_markdown import read

from studypress.config import BookConfig, MarkdownConfig
from studypress.manuscript.exports.feishu import from_feishu
from studypress.manuscript.exports.mathpix import from_mathpix
from studypress.manuscript.exports.siyuan import from_siyuan
from studypress.markdown.syntax.formula_pictures import tex_of
from studypress.model import Formula, FormulaBlock, Image, List, ListItem, Styled, Table
from studypress.tree import plain_text, walk

ONE, TWO = "20210104101034-6l1ijyg", "20210228210742-v6tk2cw"


# --- SiYuan ---------------------------------------------------------------------------------------------------


def siyuan(text: str) -> str:
    page = from_siyuan(text)
    assert page.count("\n") == text.count("\n")
    return page


def test_a_block_that_is_named_says_its_words_and_boxes_of_blocks_are_left_out() -> None:
    box = f'{{{{{{row\n甲见(({ONE} "乙 丙"))和!(({TWO} \'丁\'))。\n{{: id="{ONE}"}}\n}}}}}}\n'
    text = f"{box}{{{{ select * from blocks }}}}\n"  # noqa: S608
    assert siyuan(text) == f'\n甲见乙 丙和丁。\n{{: id="{ONE}"}}\n\n\n'


def test_code_stays_and_so_does_a_file_without_such_ids() -> None:
    text = f'{{: id="{ONE}"}}\n```\n}}}}}}\n(({TWO} "乙"))\n```\n'
    assert siyuan(text) == text
    assert siyuan("{{{row\n}}}\n((a))") == "{{{row\n}}}\n((a))"


def test_attributes_of_items_and_lists_and_below_tables_are_not_printed() -> None:
    book, problems = read(
        f'# 章\n\n- {{: id="{ONE}"}}甲\n  {{: id="{TWO}"}}\n- {{: id="{TWO}"}}[x] 乙\n* [ ] {{: id="{ONE}"}}丙\n'
        f'{{: id="{ONE}"}}\n{{: id="{TWO}"}}\n\n> 丁\n> {{: id="{ONE}"}}\n{{: id="{TWO}"}}\n\n'
        "| a | b |\n|---|---|\n| 1 | {: x} |\n{: .wide}\n\n戊\n"
    )
    assert not problems
    assert plain_text(book.chapters[0].blocks) == "甲乙丙丁ab1{: x}戊"
    assert [item.checked for item in walk(book, ListItem)] == [None, True, False]
    assert [len(table.body) for table in walk(book, Table)] == [1]


def test_words_in_braces_that_are_no_attributes_stay() -> None:
    book, _ = read("# 章\n\n- {: 甲}乙\n- {x=1}丙\n")
    assert [plain_text(item) for item in walk(book, ListItem)] == ["{: 甲}乙", "{x=1}丙"]
    assert len([*walk(book, List)]) == 1


# --- Feishu ---------------------------------------------------------------------------------------------------


def feishu(text: str) -> str:
    page = from_feishu(text)
    assert page.count("\n") == text.count("\n")
    return page


def test_boxes_columns_and_quotations_of_feishu_are_read() -> None:
    text = '<callout emoji="💡">\n甲\n- 乙\n</callout>\n<grid cols="2">\n<column width="50">\n丙\n</column>\n</grid>\n'
    quoted = "<quote-container>\n丁\n</quote-container>\n"
    assert feishu(text + quoted) == "::: note\n甲\n- 乙\n:::\n\n\n丙\n\n\n\n> 丁\n\n"


def test_a_table_of_feishu_has_markdown_in_its_cells() -> None:
    cells = "".join(f"<lark-td>\n{words}\n</lark-td>\n" for words in ("**甲**", "- 乙"))
    book, problems = read("# 章\n\n" + feishu(f'<lark-table rows="1">\n<lark-tr>\n{cells}</lark-tr>\n</lark-table>\n'))
    assert not problems
    (table,) = walk(book, Table)
    assert [plain_text(cell.blocks) for row in (*table.head, *table.body) for cell in row.cells] == ["甲", "乙"]
    assert [*walk(table, Styled)]
    assert [*walk(table, List)]


def test_marks_within_lines_of_feishu_are_read_and_code_is_not() -> None:
    text = (
        '<text color="red">甲</text><text bgcolor="light">乙</text><equation>x</equation>'
        '<mention-doc token="a">丙</mention-doc>'
        '<mention-user id="b"/><file token="c" name="丁.pdf"/><image token="d" width="2"/>'
    )
    assert feishu(text) == '<font color="red">甲</font><mark>乙</mark>$x$丙丁.pdf![](d)'
    assert feishu(f"```\n{text}\n```\n<mention-user id='b'/>") == f"```\n{text}\n```\n"
    assert feishu("<callout>\n<grid>\n<view>") == "<callout>\n<grid>\n<view>"


# --- Formulas and pictures of the web -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "tex"),
    [
        ("https://www.zhihu.com/equation?tex=a%2Bb+%3D+c%5C%5C", "a+b = c"),
        ("//math.jianshu.com/math?formula=%5Cfrac%7Ba%7D%7Bb%7D", r"\frac{a}{b}"),
        (r"https://latex.codecogs.com/svg.latex?\dpi{120}&space;\Large&space;x+y", "x+y"),
        ("https://cdn.example.org/__latex/a1.svg#card=math&code=F%3Dma&id=x", "F=ma"),
        ("https://g.yuque.com/gr/latex?%5Calpha#card=math", r"\alpha"),
        ("https://www.zhihu.com/question?tex=a", ""),
        ("https://latex.codecogs.com/logo.png", ""),
        ("a.svg", ""),
    ],
)
def test_the_address_of_a_picture_may_hold_its_formula(address: str, tex: str) -> None:
    assert tex_of(address) == tex


def test_a_picture_of_a_formula_is_a_formula() -> None:
    address = "https://www.zhihu.com/equation?tex=E%3Dmc%5E2"
    text = f'# 章\n\n由![公式]({address})得<img src="{address}" alt="式">。\n\n![]({address})\n'
    book, problems = read(text)
    assert not problems
    assert [node.tex for node in walk(book, Formula)] == ["E=mc^2"] * 3
    assert len([*walk(book, FormulaBlock)]) == 1
    off, _ = read(text, config=BookConfig(markdown=MarkdownConfig(formulas=False)))
    assert len([*walk(off, Image)]) == 3


def test_yuque_tells_the_width_of_a_picture_behind_its_address() -> None:
    told = "averageHue=%23f7f5f3&height=176&originHeight=220&originWidth=727&width=581.6&title="
    book, _ = read(f"# 章\n\n![图一](a.png#{told})\n\n![图二](a.png#width=30)\n\n![图三](a.png#{told}){{width=50%}}\n")
    assert [image.width for image in walk(book, Image)] == ["581.6px", "", "50%"]


# --- Mathpix --------------------------------------------------------------------------------------------------


def mathpix(text: str) -> str:
    page = from_mathpix(text)
    assert page.count("\n") == text.count("\n")
    return page


def test_headings_lists_and_pictures_of_mathpix_are_markdown() -> None:
    text = (
        "\\title{\n试卷\n}\n\n\\section*{一、$\\mathbf{A}$ 题}\n\\subsection*{1 甲}\n\n"
        "\\begin{enumerate}\n\\item 乙\n\\begin{itemize}\n\\item 丙\n\\end{itemize}\n\\end{enumerate}\n"
        "\\begin{figure}\n\\includegraphics[max width=\\textwidth]{a.jpg}\n\\captionsetup{x=y}\n"
        "\\caption{图 1}\n\\end{figure}\n"
        "\\textbf{丁} $\\textbf{x}$ \\author{戊}\n\\footnotetext{\n己\n}\n"
    )
    assert mathpix(text) == (
        "\n# 试卷\n\n\n## 一、$\\mathbf{A}$ 题\n### 1 甲\n\n"
        "\n1. 乙\n\n    - 丙\n\n\n"
        "\n![](a.jpg)\n\n*图 1*\n\n"
        "**丁** $\\textbf{x}$ \\author{戊}\n\n己\n\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "```tex\n\\section{甲}\n\\begin{center}\n```\n用 \\section{乙} 分节，\\textbf{丙}\n",
        "\\begin{center}\n甲\n\\end{center}\n",
        "写法：\n\n    \\section{甲}\n    \\textbf{乙}\n",
    ],
)
def test_a_text_about_latex_is_not_mathpixs(text: str) -> None:
    assert mathpix(text) == text


def test_a_title_of_mathpix_ends_with_its_brace_or_above_an_empty_line() -> None:
    below = "\n\\section*{一}\n\n甲{乙}\n"
    assert mathpix("\\title{\n某校{甲}卷}\n" + below) == "\n# 某校{甲}卷\n\n## 一\n\n甲{乙}\n"
    assert mathpix("\\title{\n试卷\n" + below) == "\n# 试卷\n\n## 一\n\n甲{乙}\n"


def test_formulas_and_tables_of_mathpix_stay() -> None:
    text = "\\section{甲}\n$$\n\\begin{cases}\n\\textbf{x}\n\\end{cases}\n$$\n"
    text += "\\begin{tabular}{l}\na \\\\\n\\end{tabular}\n\n    \\textbf{x}\n"
    assert mathpix(text) == text.replace("\\section{甲}", "## 甲")
