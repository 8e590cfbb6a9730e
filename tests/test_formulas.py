"""Formulas: what is one and what is money, how they are read, drawn and numbered, and that they always end."""

import gc
import inspect
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import CodeType
from xml.etree import ElementTree

import pdfplumber
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from latex2mathml import walker
from latex2mathml.tokenizer import tokenize
from limits import within
from test_markdown import found, read
from ziamath.nodes import mnode

from studypress.cache import FOLDER, Cache
from studypress.cli import main
from studypress.config import BookConfig, MarkdownConfig
from studypress.figures import (
    draw,
    formula_drawing,
    formula_making,
    formula_repairs,
    formula_sharing,
    mathml,
    tex_reading,
)
from studypress.figures import formulas as figures_formulas
from studypress.figures.formula_words import words_of
from studypress.figures.mathml import mathml_of
from studypress.figures.tex_forms import FormulaError
from studypress.glyph_drawing import depth_of, glyph_drawing, written
from studypress.library_seams import Seam
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Book, Code, CodeBlock, Formula, FormulaBlock, Heading, List, Paragraph, Quote, Section
from studypress.pdf.unseen import ADVANCE, BLANK
from studypress.render.formulas import lines_style
from studypress.resolve import resolve
from studypress.resources import resource_folder
from studypress.sheets import SHEETS
from studypress.tex import chemistry, plain_tex
from studypress.tex.macros import Macros
from studypress.tree import plain_text, walk

FENCED = r"$\left(\frac{\color{red}{x}}{若}\right)^2$"


def formulas(text: str) -> list[str]:
    return [node.tex for node in found(text, Formula) if isinstance(node, Formula)]


def alone(text: str) -> list[FormulaBlock]:
    return [node for node in found(text, FormulaBlock) if isinstance(node, FormulaBlock)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设$x$是实数", ["x"]),
        ("$a$、$b$和$c$", ["a", "b", "c"]),
        ("$n$th、$k$NN、$p$-值", ["n", "k", "p"]),
        ("$x_{左}+1$", ["x_{左}+1"]),
        ("$v=速度$", ["v=速度"]),
        (r"$P(\text{若 $x>0$})$", [r"P(\text{若 $x>0$})"]),
        ("$ \\alpha $", ["\\alpha"]),
        (r"若$x+y=$____，则$\operatorname{tr}(A)=$______。", ["x+y=", r"\operatorname{tr}(A)="]),
        (r"$ V$ 与 $V $，$ \alpha$ 和 $x_1 $。", ["V", "V", r"\alpha", "x_1"]),
        ("$`x^2`$", ["x^2"]),
        (r"\(x^2\)", ["x^2"]),
        (r"\\(x^2\\)", ["x^2"]),
        (r"\\(\\left\{a\_1 \\\\ \\cdot\\right\}\\)", [r"\left\{a_1 \\ \cdot\right\}"]),
        (r"\\(\frac{a}{b} \\\\ c \\\cdot\\)", [r"\frac{a}{b} \\ c \\\cdot"]),
        (r"\\(\left\\{x \\, 5\\%\right.\\)", [r"\left\{x \, 5\%\right."]),
        (r"\\(x_1 \\|\\{b\\} \\\\\\{c\\}\\)", [r"x_1 \|\{b\} \\\{c\}"]),
        (r"$\left\\{a \\\\ b\right\\}$ 与 $\{a\} \\{b} \\, c$", [r"\left\{a \\ b\right\}", r"\{a\} \\{b} \\, c"]),
        (r"\\(A\_{ij} b\_1^\*\\) 与 $[x]\_{补}+a\_b \\\_{c} \_{}$", ["A_{ij} b_1^*", r"[x]_{补}+a\_b \\\_{c} \_{}"]),
        (r"\\(x^2 \\ y\\)", [r"x^2 \\ y"]),
        (r"\\(\\{\vec{a}\\}\\) 与 \\(x \\{y_1}\\)", [r"\{\vec{a}\}", r"x \\{y_1}"]),
        (r"\(x_1\)、\(x_2\)、\(x_3\) 共 \(n\) 个，\(提示\) 和 \(see below\)", ["x_1", "x_2", "x_3", "n"]),
        (r"\\(\frac12\\) \\(a_1\\) \\(a_2\\) \\(n!\\)", [r"\frac12", "a_1", "a_2", "n!"]),
        (r"\(x_1\)、\(x_2\) 和选项 \(a\)", ["x_1", "x_2"]),
        (r"\( $x_1$ \) 与 \($$\hat y$$\)、\(\text{若 $a$}\)", ["x_1", r"\hat y", r"\text{若 $a$}"]),
        (r"\\(x_1\\) \\(x_2\\) \\(x_3\\) \\(\(c\)'=0\\) \\(T_电=周期\\)", ["x_1", "x_2", "x_3", "(c)'=0", "T_电=周期"]),
        ("<div>\n\\(x_1\\) \\(x_2\\) \\(x_3 < y\\) 又 \\(a\\)\n</div>", ["x_1", "x_2", "x_3 < y", "a"]),
        (r"<table><tr><td>\(x_1\) 与 \(a\)</td></tr></table>", ["x_1"]),
        (r"<div>则 $[x]\_{补}$ 的</div>", ["[x]_{补}"]),
        ("**$x$**", ["x"]),
        (
            "$(差值 - 2)$ 是 3 的倍数，$路程 ÷ 时间$，$甲-乙$ 和 $(丙 - 丁$、$PATH - 戊$ROOT",
            ["(差值 - 2)", "路程 ÷ 时间"],
        ),
        (r"矩阵为64$\times$64的，约$\approx$3", [r"\times", r"\approx"]),
        ("得到 $-$1 分，或 $+$5 分", ["-", "+"]),
        ("[$x$](https://example.com)", ["x"]),
        ("$a*b*c$ 与 $d_1$ 与 $e_2$", ["a*b*c", "d_1", "e_2"]),
        ("$a<b$ 和 $b>c$", ["a<b", "b>c"]),
        ("$a\n= b$", ["a\n= b"]),
        ("$a \\\\\n= b\n+c\\\\\n= d \\\\\n= e$", ["a \\\\\n= b\n+c\\\\\n= d \\\\\n= e"]),
        ("若 $\\theta \\to \\infty $，则 $y \\rightarrow 1 $，即", ["\\theta \\to \\infty", "y \\rightarrow 1"]),
        ("公钥对 $PK, SK$，又 $A, B', CD$", ["PK, SK", "A, B', CD"]),
        ("重度：$ < $ 30%，又 $ >= $ 5", ["<", ">="]),
        ("样本 $x_i $ 是第 $ i-1 $ 个", ["x_i", "i-1"]),
        ("要求 $ p(x)≤1$，用 $ L(Y, f(x))$ 表示 $ n' $ 个", ["p(x)≤1", "L(Y, f(x))", "n'"]),
        ("这 $ 3$ 位，$-3 $ 分，$ p(x)δx$，$ w2 $", ["3", "-3", "p(x)δx", "w2"]),
        ("值域为 $ (0,1) $ 和 $ [0,+∞) $，$ f(x) = max(0, x) $", ["(0,1)", "[0,+∞)", "f(x) = max(0, x)"]),
        (
            "输入 $ i1=0.05, i2 = 0.10 $；$ 3,1,-3 $；$ (3 * 3+1) * 2 = 56 $",
            ["i1=0.05, i2 = 0.10", "3,1,-3", "(3 * 3+1) * 2 = 56"],
        ),
        ("结点 $ i,j,k,... $ 等", ["i,j,k,..."]),
        ("因 $p值$ 小，用 $t检验$；$F无$", ["p值", "t检验", "F无"]),
        ("$P(女女)$ 为 1/4，$[他们, 而]⇒强大$", ["P(女女)", "[他们, 而]⇒强大"]),
        (
            r"$||\mathbf{x}||_1 = \sum_i|x_i|$. $\lambda_1'$.x $A_B$.",
            [r"||\mathbf{x}||_1 = \sum_i|x_i|", r"\lambda_1'", "A_B"],
        ),
        ("The size is $|S|$. From $f'$, we construct $M'$.", ["|S|", "f'", "M'"]),
        (
            "$\\left\\{\n\\begin{array}{l}\na, \\\\\nb,\n\\end{array}\n\\right.$",
            ["\\left\\{\n\\begin{array}{l}\na, \\\\\nb,\n\\end{array}\n\\right."],
        ),
        ("索引为 $(row, col)$ ，$(row + 1, col)$。", ["(row, col)", "(row + 1, col)"]),
        ("框架 $F = (Args, attacks)$，$Owns(Ann, house)$", ["F = (Args, attacks)", "Owns(Ann, house)"]),
        ("有 $Knows(张, Son(李))$。", ["Knows(张, Son(李))"]),
        (
            "有：\n$\nx_1 = \\begin{matrix}\n1\n\\end{matrix}\n+ y\n$，与 $z$。",
            [
                "x_1 = \\begin{matrix}\n1\n\\end{matrix}\n+ y",
                "z",
            ],
        ),
        ("- $\n  a = b\n  - c\n  $\n- 乙", ["a = b\n- c"]),
        ("$\\nu_1 = 6nm\n$\n$\\nu_2=4nm\n$\n得 $x$", ["\\nu_1 = 6nm", "\\nu_2=4nm", "x"]),
        ("集：$A_1\n\\iff\nA_2\n$", ["A_1\n\\iff\nA_2"]),
        ("$ \\begin{cases}\na \\\\\nb\n\\end{cases}\n$", ["\\begin{cases}\na \\\\\nb\n\\end{cases}"]),
    ],
)
def test_a_formula_in_a_line(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_letters_in_brackets_are_formulas_where_the_file_writes_them_so() -> None:
    many = r"由\\(x_1\\)、\\(x_2\\)、\\(x_3\\)"
    assert formulas(rf"{many}，\\(ZnSO4\\)与\(I=neSv\)，\(word\)与\\(注\\)")[3:] == ["ZnSO4", "I=neSv"]


def test_one_formula_in_brackets_is_enough_where_all_else_in_them_may_be_one() -> None:
    assert formulas(r"设 \(a\) 和 \(n\) 个，\(y\) 是 \(x^2\)。") == ["a", "n", "y", "x^2"]
    letters = r"\(a\)、\(b\)、\(c\)、\(d\)"
    assert formulas(letters + "，则 \\[ a+b=c \\] 成立。\n\n\\[ x_1 \\]") == ["a", "b", "c", "d", "a+b=c", "x_1"]
    assert formulas(letters + r"，\(一些字\) 是 \(x^2\)。") == ["x^2"]
    assert formulas(letters) == []


def test_a_row_whose_cells_are_all_in_dollars_is_one_of_formulas() -> None:
    table = "| $温差(K)$ | $ 30 $ |\n|-|-|\n| $间隔：2nm$ | |\n| $甲：乙$ | $x_1$ |\n| $丙：丁$ | 5 |\n"
    table += "| $\\bar T$ | $ 6\\% $ |\n"
    assert formulas(table) == ["温差(K)", "30", "甲：乙", "x_1", "\\bar T", "6\\%"]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "花了$5，又花$10。",
        "命令：\n$\nls\n$\n",
        "甲\n$\na = b",
        "US$3和NT$5",
        "价格从$5到10$",
        "$HOME和$PATH",
        "$HOME/bin:$PATH",
        "${HOME}/bin:${PATH}",
        "$_GET和$_POST",
        "$(pwd)/a:$(which b)",
        "(see $a, an old name, and $b, new)",
        "$scope.$apply()",
        "$A_B$C_D",
        "$a_1\n甲\n乙\n丙\n丁 b$",
        "$.ajax 与 $.get",
        "进程号$$，父进程$$",
        r"\$x\$",
        "`$x$`",
        'I have $5" and "you have 6$ left',
        r"\(注\)",
        r"\[1\] 参考文献",
        r"\[提示\]",
        "a $ b",
        "$ make foo_bar all$",
        "甲$，$乙",
        "$$",
        "$ $",
        "苹果$5\n\n香蕉$x$6",
        "原价 $ 5 ，现价 $ 3 元",
        "from $ 5 to $ 10",
        "PATH is $PATH_A and $PATH_B there",
        "$a $b",
        "花了 $5 和 $x 元",
        "变量 $a和$b，$x和$HOME",
        r"替换成 s/$\d$1/ 和 $\n$2",
        "a $ 5 vs $ 6",
        "for $ 5, or $ 6",
        "卖 $ 5, $ 6 都行",
        "变量 $A_B\n$ make",
        "变量 $A_B\nmake all\n$",
        "单价 $5\n$",
        "(in $ ) and $ 5",
        "甲$　$乙，丙$\t$丁",
    ],
)
def test_money_and_variables_are_no_formulas(text: str) -> None:
    assert formulas(text) == []
    shown = plain_text(read(text)[0].chapters[0].blocks)
    assert shown.count("$") == text.replace("\\$", "$").count("$")


@pytest.mark.parametrize("sign", "=-+>#*|")
def test_a_line_of_a_formula_may_begin_with_any_sign(sign: str) -> None:
    for text in (f"$$\na\n{sign} b\n$$", f"由此得 $$\na\n{sign} b\n$$，可见", f"> $$\n> a\n> {sign} b\n> $$"):
        assert formulas(text) == [f"a\n{sign} b"], text
        for kind in (Heading, Section, List):
            assert found(text, kind) == [], text


def test_a_formula_parts_its_paragraph_and_takes_the_mark_behind_it() -> None:
    book, _ = read("由此得 $$a=b$$，其中 $a>0$。")
    first, block, rest = book.chapters[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(rest, Paragraph)
    assert isinstance(block, FormulaBlock)
    assert (block.formula.tex, block.mark, block.continues) == ("a=b", "，", True)
    assert [one.continues for one in walk(read("由 $$a=b$$ ② 丙 $c$")[0]) if isinstance(one, FormulaBlock)] == [False]
    assert plain_text(rest) == "其中 a>0。"


def test_an_environment_in_a_formula_of_a_lazy_item_parts_nothing() -> None:
    text = "1. 甲：\n$$\nA = \n\\begin{array}{l} a \\end{array},\nx =\n\\begin{array}{l} b \\end{array}\n$$\n"
    assert [block.formula.tex.count("array") for block in alone(text)] == [4]
    assert "$" not in plain_text(read(text)[0].chapters)


def test_only_what_follows_without_a_blank_line_goes_on() -> None:
    assert [block.continues for block in alone("$$\na\n$$\n其中")] == [True]
    assert [block.continues for block in alone("$$\na\n$$\n\n其中")] == [False]
    assert [block.continues for block in alone("(1)\n$$\na\n$$\n(2)\n$$\nb\n$$\n(其中)")] == [False, True]


def test_a_block_that_is_empty_yet_is_told_and_opens_no_other_formula() -> None:
    book, problems = read("# 章\n\n(2)\n$$\n\n$$\n(3)\n$$\nx=1\n$$\n(4)\n$$\ny=2\n$$\n")
    assert [(one.place.line, one.code) for one in problems] == [(4, "bad-formula")]
    assert [node.formula.tex for node in walk(book) if isinstance(node, FormulaBlock)] == ["x=1", "y=2"]
    assert "$" not in plain_text(book.chapters)
    left_over = read("# 章\n\n字\n\n$$\n\n$$\nx=1\n$$\n")[0]  # the second opens one
    assert [node.formula.tex for node in walk(left_over) if isinstance(node, FormulaBlock)] == ["x=1"]


def test_a_file_that_writes_doubled_signs_in_its_lines_means_them_there() -> None:
    assert not alone("设 $$x$$ 为实数，$$y$$ 为整数。")
    assert len(alone("设 $$x$$ 为实数，$y$ 为整数。")) == 1
    assert not alone("用 $$x$$ 代替 $$y$$ 和 $$z$$ 等，$y$ 为整数。\n\n即 $$w$$")
    assert len(alone("用 $$x$$ 代替 $$y$$ 和 $$z$$ 等，$a$、$b$、$c$ 为整数。")) == 3
    assert len(alone("即 $$x$$\n\n得 $$y$$\n\n故 $$z$$\n\n$a$ 为整数。")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "$$\nx\n$$",
        "$$x$$",
        "\\[\nx^2\n\\]",
        "\\begin{align}\nx &= 1\n\\end{align}",
        "```math\nx\n```",
        "- 项\n\n  $$\n  x\n  $$",
        "[^1]\n\n[^1]: 注\n\n    $$\n    x\n    $$",
        "$$\n\nx\n\n$$",
    ],
)
def test_a_formula_alone(text: str) -> None:
    assert len(alone(text)) == 1


@pytest.mark.parametrize("before", ["", "> 得\n> "])
def test_rows_and_braces_of_a_formula_that_was_escaped_for_markdown(before: str) -> None:
    (block,) = alone(f"{before}\\\\[\n\\left\\\\{{\na \\\\, b \\\\\\\\[8px]\nc\\\\%\n\\right.\n\\\\]")
    assert block.formula.tex.split() == ["\\left\\{", "a", "\\,", "b", "\\\\[8px]", "c\\%", "\\right."]


def test_escaped_brackets_around_escaped_letters_are_a_pattern() -> None:
    assert formulas("匹配 \\[^\\\\w\\]、\\[\\\\t\\\\n\\\\p{Z}\\] 和 \\[a\\\\b\\]") == []
    assert "[^\\w]" in plain_text(read("\\[^\\\\w\\]")[0].chapters[0].blocks)
    assert formulas("1. 非空白：\\[^\\s\\]，\\[^_\\w-\\]，\\(x^5\\)") == ["x^5"]
    assert [block.formula.tex for block in alone("\\[\n$x_1$\n\\]")] == ["x_1"]
    assert len(alone("\\[x_1 \\\\y\\]\n\n\\[\\\\frac{a}{b}\\]")) == 2


def test_a_formula_that_is_never_closed_takes_nothing() -> None:
    book, _ = read("$$\nx\n\n这一段是正文，很长的正文。\n\n$$\ny\n$$\n\n后面还有正文。")
    assert "这一段是正文" in plain_text(book.chapters[0].blocks)
    assert "后面还有正文" in plain_text(book.chapters[0].blocks)
    assert [block.formula.tex for block in alone("$$\nx\n\n这一段是正文，很长的正文。\n\n$$\ny\n$$")] == ["y"]


def test_a_bar_in_a_formula_divides_no_cells() -> None:
    assert formulas("| a | b |\n|---|---|\n| $|x|$ | $\\lVert y\\rVert$ |") == ["|x|", "\\lVert y\\rVert"]
    assert formulas("|a|b|\n|---|---|\n|$x$|$y$|") == ["x", "y"]


def test_a_line_of_formulas_is_no_stray_code() -> None:
    assert read("$x_1$ $x_2$ $y=x$ " * 9)[1] == []


def test_code_keeps_its_signs() -> None:
    assert formulas("`$x$`\n\n```\n$$\nx\n$$\n```\n\n    $$x$$") == []
    assert len(found("```\n$$\nx\n$$\n```", CodeBlock)) == 1


def test_the_switch_leaves_everything_as_typed() -> None:
    config = BookConfig(markdown=MarkdownConfig(formulas=False))
    book, _ = read("$x$\n\n$$\nx\n$$\n\n```math\nx\n```", config=config)
    assert not [node for node in walk(book) if isinstance(node, Formula | FormulaBlock)]
    assert plain_text(book.chapters[0].blocks).startswith("$x$")


def numbers(text: str, which: str = "labelled") -> list[str]:
    book, _ = read(text, config=BookConfig(markdown=MarkdownConfig(formula_numbers=which)))
    book, _ = resolve(book)
    return [node.number for node in walk(book.chapters) if isinstance(node, FormulaBlock)]


def test_numbers() -> None:
    text = "# 章\n\n$$a$$\n\n$$b \\tag{*}$$\n\n$$c$$ {#eq:c}\n\n$$d \\label{eq:d}$$\n\n$$e \\nonumber$$"
    assert numbers(text) == ["", "*", "1-1", "1-2", ""]
    assert numbers(text, "all") == ["1-1", "*", "1-2", "1-3", ""]


def test_a_label_is_kept_for_references() -> None:
    (block,) = alone("$$c$$ {#eq:c}")
    assert (block.label, block.formula.tex) == ("eq:c", "c")


def test_a_label_of_myst_stands_in_round_brackets_behind_a_formula() -> None:
    text = "# 章\n\n$$\na\n$$ (eq:a)\n\n$$b$$ (b-c)\n\n$$c$$ (see)\n\n{eq}`eq:a` {eq}`b-c`"
    book, _ = resolve(read(text)[0])
    assert [node.label for node in walk(book, FormulaBlock)] == ["eq:a", "b-c"]
    assert [node.number for node in walk(book, FormulaBlock)] == ["1-1", "1-2"]
    assert "(see)" in plain_text(book.chapters)
    assert plain_text(book.chapters).endswith("(1-1) (1-2)")


def test_letters_that_other_readers_would_space_or_slant() -> None:
    letters = mathml_of(r"\Delta x\to\infty,\mathit{\Phi},\alpha", False).iter("mi")
    assert [(letter.text, letter.get("mathvariant")) for letter in letters] == [
        ("Δ", "normal"), ("x", None), ("∞", None), ("𝛷", None), ("α", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("tex", "prefix"), [("|-3|", True), ("a=|-3|", True), ("|a|-3", False), ("a-3", False)])
def test_a_sign_behind_a_bar_that_opens_is_one_of_a_number(tex: str, prefix: bool) -> None:
    (sign,) = (each for each in mathml_of(tex, False).iter("mo") if each.text == "−")
    assert (sign.get("form") == "prefix") == prefix


def test_what_laps_over_stands_left_and_right_of_where_it_is_typed() -> None:
    def left(tex: str) -> int:
        drawing = glyph_drawing(formula_drawing.SetFormula(mathml_of(tex, False, drawn=True)).drawn().data)
        assert drawing
        return drawing.inks[-1].x

    plain, lapped, centred, right = map(left, ("AW", r"A\mathllap{W}", r"A\mathclap{W}", r"A\mathrlap{W}"))
    assert lapped < centred < right == plain
    assert lapped < 0 < centred


def test_lines_of_a_formula_have_numbers_of_their_own() -> None:
    text = (
        "# 章\n\n\\begin{align}\\label{eq:a} a&=b \\\\ &<c \\\\ d&=e \\label{eq:d}\\\\ f&=g \\tag*{甲} \\end{align}\n\n"
        "$$h \\label{eq:h}$$\n\n$$i \\tag*{*}$$\n\n\\eqref{eq:a}、\\eqref{eq:d}、[它](#eq:d)、\\eqref{eq:h}"
    )
    book, problems = resolve(read(text)[0])
    lines, labelled, bare = walk(book, FormulaBlock)
    assert not problems
    assert [line.number for line in lines.lines] == ["1-1", "1-2", "甲"]
    assert lines.formula.tex.count("\\tag{1-2}") == 1
    assert [block.printed_number for block in (labelled, bare)] == ["(1-3)", "*"]
    assert plain_text(book.chapters).endswith("(1-1)、(1-2)、它、(1-3)")
    rows = list(mathml_of(lines.formula.tex, True).iter("mtr"))
    assert ["".join(cell.itertext()) for row in rows for cell in row[2:]] == ["(1-1)", "(1-2)", "甲"]
    gathered = mathml_of(r"\begin{gather} x \tag{1}\\ y \end{gather}", True)
    assert ["".join(row.itertext()) for row in gathered.iter("mtr")] == ["x(1)", "y"]
    assert len(list(gathered.iter("mspace"))) == 1


def drawn(text: str, folder: Path) -> Book:
    return draw(read(text)[0], folder, cache=Cache(folder, b"secret"))[0]


def test_a_drawing_stands_on_its_baseline(tmp_path: Path) -> None:
    book = drawn("$x$ $y$", tmp_path)
    first, second = [n.picture.drawings[0] for n in walk(book) if isinstance(n, Formula) and n.picture]
    assert -0.02 < first.depth < 0.05
    assert 0.15 < second.depth < 0.3  # the tail of y
    assert 0.4 < first.asset.height / 16 < 0.6


def test_a_long_formula_of_a_line_is_parted_behind_its_relations(tmp_path: Path) -> None:
    def parts(text: str) -> list[float]:
        (formula,) = [n for n in walk(drawn(text, tmp_path)) if isinstance(n, Formula)]
        return [part.asset.width / 16 for part in formula.picture.drawings] if formula.picture else []

    (whole,) = parts("$$a_1+a_2+a_3=b_1+b_2+b_3<c_1$$")
    first, second, third = parts("$a_1+a_2+a_3=b_1+b_2+b_3<c_1$")
    assert first + second + third == pytest.approx(whole, abs=0.05)
    (long,) = parts("$$a_1+a_2+a_3+a_4-a_5+a_6+a_7$$")
    pieces = parts("$a_1+a_2+a_3+a_4-a_5+a_6+a_7$")
    assert sum(pieces) == pytest.approx(long, abs=0.05)
    assert len(pieces) == 7
    assert len(parts("$x=a_1+a_2+a_3+a_4-a_5+a_6+a_7$")) == 8
    assert len(parts("$-a_1+a_2$")) == 1
    assert len(parts("$a=b$")) == 1
    assert len(parts(r"$\left(a_1+a_2+a_3=b_1+b_2+b_3\right)$")) == 1
    assert len(parts("$(x-a)(y-b)^2+R(z-d)$")) == 2  # not in brackets, where it need not be


def test_a_formula_that_stands_alone_goes_on_in_further_lines_where_it_is_wider_than_one(tmp_path: Path) -> None:
    sums = "+".join(f"a_{{{number}}}" for number in range(30))
    tag = r"\tag{1}"
    text = f"$$f(x)={sums}$$\n\n$$f(x)={sums} {tag}$$\n\n$$f(x)=a+b$$\n\n$$x=\\mathrm{{{'W' * 40}}}$$"
    plain, numbered, short, broad = [n for n in walk(drawn(text, tmp_path)) if isinstance(n, FormulaBlock)]
    assert plain.formula.picture
    assert len(plain.formula.picture.drawings) == 31
    hang = plain.formula.picture.drawings[0].asset.width / 16
    assert lines_style(plain, SHEETS["A5"]) == f"padding-left: {hang:.2f}em; text-indent: -{hang:.2f}em"
    assert lines_style(numbered, SHEETS["A5"]) == lines_style(plain, SHEETS["A5"])
    assert not lines_style(short, SHEETS["A5"])
    assert lines_style(broad, SHEETS["A5"]).startswith("font-size: 0.")  # all of it alike, not the broad part alone


@pytest.mark.parametrize(
    "path",
    [
        '<path d="M0 0 l1 1"/>',
        '<path d="M12 2C6.48 2 2 6.48 2 12Z"/>',
        '<path d="M0 0L1 1 2 2"/>',
        '<path d="M0 0A5 5 0 0 1 10 10"/>',
        '<path d="M1 1H5ZH9"/>',
        '<path d="M0 0H9V9Z" fill="none"/>',
        '<path d="M0 0H9V9Z" fill="url(#a)"/>',
        '<defs><path id="a" d="m0 0h9v9z"/></defs><use href="#a" transform="matrix(1 0 0 1 0 0)"/>',
    ],
)
def test_a_drawing_of_the_authors_is_no_formula(path: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    assert glyph_drawing(f"{head}{path}</svg>".encode()) is None


def test_chinese_in_scripts_is_what_it_is_on_the_line() -> None:
    """Its glyphs have the numbers of others in the face of formulas, which has smaller forms of some for scripts."""
    for sign in "上下合外左右前后始末":
        on_line, in_script = (
            glyph_drawing(formula_drawing.SetFormula(mathml_of(tex, False)).drawn().data)
            for tex in (sign, f"{{}}_{{{sign}}}")
        )
        assert on_line is not None
        assert in_script is not None
        assert {ink.path for ink in on_line.inks} == {ink.path for ink in in_script.inks}, sign


@pytest.mark.parametrize(
    ("tex", "spaces"),
    [
        (r"a=\!=\!=b", ["  -0em", "0em-0em", "0em-  "]),
        ("a:=b", ["0.2778em-0em", "0em-  "]),
        ("a=b<c", ["  -  ", "  -  "]),
        (r"x\pmod 3", ["  -  ", "0em-0em", "  -  "]),
        (r"x\bmod 3", ["0.2222em-0.2222em"]),
        ("|a|=b", ["0em-0em", "0em-0em", "  -  "]),
        ("AB//CD", ["0em-0em", "0em-0em"]),
        (r"\left.x\right|", ["0em-0em", "0em-0em"]),
        (r"\mathrm{Fe}^{3+}=\sum_{i=1}^n", ["0em-0em", "  -  ", "  -  ", "0em-0em"]),
    ],
)
def test_spaces_of_signs_that_stand_beside_others(tex: str, spaces: list[str]) -> None:
    signs = mathml_of(tex, False).iter("mo")
    assert [f"{sign.get('lspace', '  ')}-{sign.get('rspace', '  ')}" for sign in signs] == spaces


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"a\not>b", "a≯b"),
        (r"a\not|b\not\geqslant c", "a∤b≱c"),
        (r"\rm ^{14}_6C", "₆¹⁴C"),
        (r"\displaystyle _6^{14}C", "₆¹⁴C"),
        (r"\text{第\textcircled{1}式}", "第①式"),
        (r"\int f\dd{x}", "∫fdx"),
        (r"m=\rho V", "m=ρV"),
        (r"\text{动能}=\frac12mv^2", "动能=1/2 mv²"),
        (r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "x=(−b±√(b²−4ac))/2a"),
        (r"\lim_{x\to0}\frac{\sin x}{x}", "lim_(x→0)(sin x)/x"),
        (r"\sum_{i=1}^n a_{ij}\,\mathrm{d}x", "∑_(i=1)ⁿa_(ij)dx"),
        (r"\sqrt[3]{\bm{x}} f'' 30^\circ", "³√xf″30°"),
        (r"\vec{a}\cdot\overline{AB}", "a⃗·A̅B̅"),
        (r"\underbrace{a+b}_{n}\overset{甲}{=}\phantom{x}", "(a+b)_n=^甲"),
        (r"\begin{aligned}a&=b\\&=c\end{aligned}", "a=b =c"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}\binom{n}{k}", "(a b c d)(n k)"),
        (r"\ce{SO4^2- ->[\Delta] H2O}\;\xlongequal{\text{点燃}}", "SO₄²⁻ →^Δ H₂O =^(点燃)"),
        (r"a \bmod b < 2\sin x", "a mod b<2 sin x"),
    ],
)
def test_what_a_formula_says_on_one_line(tex: str, words: str) -> None:
    assert words_of(mathml_of(tex, False, drawn=True)) == words


def test_unseen_letters_are_as_the_blank_of_their_face() -> None:
    with TTFont(resource_folder("fonts") / "studypress-song-regular.ttf", lazy=True) as face:
        blank = face.getBestCmap()[ord(" ")]
        assert (face.getGlyphID(blank), face["hmtx"][blank][0]) == (BLANK, ADVANCE)


def test_equal_formulas_are_drawn_once_and_kept(tmp_path: Path) -> None:
    cold = drawn("$x^2$ $x^2$", tmp_path)
    one, other = [n.picture for n in walk(cold) if isinstance(n, Formula)]
    assert one is other
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(formula_making, "SetFormula")
        assert drawn("$x^2$ $x^2$", tmp_path) == cold
    assert drawn("$x^2$ $y$", tmp_path) != cold
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(formula_making, "SetFormula")
        assert drawn("$x^2$ $x^2$", tmp_path) == cold


def test_of_very_many_kept_formulas_those_of_the_book_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_formulas, "_MOST", 3)
    for text in ("$a$ $b$", "$c$", "$c$ $d$"):
        drawn(text, tmp_path)
    (entry,) = (tmp_path / FOLDER / "formulas").iterdir()
    assert [*Cache(tmp_path, b"secret").find_object("formulas", entry.name)] == [("c", False), ("d", False)]


def test_several_processes_make_the_formulas_that_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_formulas, "_WORTH", 1)
    formulas = read(r"$x^2$ $\unheard{x}$ $x$ $x^2$ $\frac{1}{2}$")[0]
    assert draw(formulas, Path(), jobs=2) == draw(formulas, Path(), jobs=1)
    here, make = os.getpid(), formula_making._made
    monkeypatch.setattr(formula_making, "_made", lambda *some: make(*some) if os.getpid() == here else os._exit(1))
    assert draw(formulas, Path(), jobs=2) == draw(formulas, Path(), jobs=1)


def test_what_cannot_be_read_is_shown_and_told(tmp_path: Path) -> None:
    book, problems = draw(read("好 $\\unheard{x}$ 与 $x$")[0], tmp_path)
    assert [(p.code, p.place.line) for p in problems] == [("bad-formula", 1)]
    assert "\\unheard" in str(problems[0].message)
    assert [n.picture is None for n in walk(book) if isinstance(n, Formula)] == [True, False]


def test_mathml_holds_no_command_and_no_entity() -> None:
    math = mathml_of(r"\sum_{i=1}^n \alpha_i \leqslant \text{若 } x", True)
    words = "".join(math.itertext())
    assert "&" not in words
    assert "\\" not in words
    assert "⩽" in [element.text for element in math.iter("mo")]


@pytest.mark.parametrize(
    ("tex", "signs"),
    [
        (r"\Big\lbrace x\Big\rbrace", "{}"),
        (r"\bigl\{ x\bigr\}", "{}"),
        (r"\bigg\langle x\bigg\rangle", "⟨⟩"),
        (r"\big\lVert x\big\|", "‖‖"),
        (r"\big( x\big|", "(|"),
        (r"\Bigl. x\Bigr|", "|"),
    ],
)
def test_a_fence_behind_big_is_a_sign(tex: str, signs: str) -> None:
    math = mathml_of(tex, False)
    assert "".join(element.text or "" for element in math.iter("mo") if element.get("minsize")) == signs


def test_matrices_of_plain_tex_are_tables() -> None:
    math = mathml_of(r"\pmatrix{a_{1}&\\&b}=\cases{1&x\cr 2&y}", True)
    rows = [["".join(cell.itertext()) for cell in row] for row in math.iter("mtr")]
    assert rows == [["a1", ""], ["", "b"], ["1", "x"], ["2", "y"]]


def test_a_power_behind_mod_is_that_of_its_number() -> None:
    math = mathml_of(r"a \mod 2^N", False)
    assert ["".join(element.itertext()) for element in math.iter("msup")] == ["2N"]


def spelt(tex: str) -> str:
    """MathML on one line, without what tells nothing."""
    return ElementTree.tostring(mathml_of(tex, True), encoding="unicode").replace(' display="block"', "")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\mathrm{d}x", '<mi mathvariant="normal">d</mi>'),
        (r"\text{若 $x$ 则}", "<mi>x</mi>"),
        (r"\operatorname*{arg\,max}_x", "arg\u00a0max"),
        ("(-2)", '<mo form="prefix">−</mo>'),
        ("a-2", "<mo>−</mo>"),
        (r"\sin x", 'sin</mo><mspace width="0.1667em" /><mi>x</mi>'),
        (r"\boldsymbol{x\alpha}", "<mi>𝒙</mi><mi>𝜶</mi>"),
        (r"\mathscr{L}\Bbb{R}", "ℒ"),
        ("a &= b", 'style="text-align: right; text-align: -webkit-right; padding-left: 0; padding-right: 0"'),
        (r"\begin{aligned} a &= b & c &= d \end{aligned}", "-webkit-right; padding-left: 2em; padding-right: 0"),
        (r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}", "border-right: 1px solid; border-bottom: 1px solid"),
        (r"\begin{aligned} a \\ b \end{aligned}", '<mtable displaystyle="true" rowspacing="3pt"><mtr>'),
        (r"\infin", "∞"),
        (r"\abs{x}", "<mi>x</mi>"),
        ("a &= b \\\\ c &= d", "<mtable"),
        (r"\rm ^{14}C", "<msup><mrow /><mrow><mn>14"),
        (r"\displaystyle _n\mathrm{C}_r", "<msub><mrow /><mi>n"),
        ("a \\\\ b", "<mtable"),
        (r"\begin{gathered} a \\ b \end{gathered}", "<mtable"),
        (r"\begin{rcases} a \\ b \end{rcases}", "}</mo>"),
        (r"\begin{array}{c:c} a & b \end{array}", "<mtd"),
        ("a % 注释", "<mi>a</mi>"),
        (r"5\\%", "%"),
        (r"\begin{align*}[a]=&1\end{align*}", "<mi>a</mi>"),
        (r"\begin{pmatrix}[1] & 2\end{pmatrix}", "<mn>1</mn>"),
        (r"\begin{pmatrix} a \end{pmatrix}^T", '<mo stretchy="true">)</mo></mrow><mi>T</mi></msup>'),
        (r"a \\[-1.5ex] b", "<mtr><mtd><mi>b</mi>"),
        (r"a \\ [0,1]", '<mo stretchy="false">[</mo><mn>0</mn>'),
        (r"a{\kern{-9mu}b}", '<mspace width="-0.5em" /><mi>b</mi>'),
        (r"a\mkern9mu b", '<mspace width="0.5em" /><mi>b</mi>'),
        (r"a\kern.5em b", '<mspace width="0.5em" /><mi>b</mi>'),
        (r"a\hspace*{2pt}b", '<mspace width="2pt" /><mi>b</mi>'),
        (r"a\hspace{0.5\textwidth}b", '<mspace width="1em" /><mi>b</mi>'),
        (r"a\hspace{100cm}b", '<mspace width="1em" /><mi>b</mi>'),
        (r"a\hskip 1em plus 2pt minus 3pt b", '<mspace width="1em" /><mi>b</mi>'),
        (r"\color{red}a & b \\ c", '<mstyle mathcolor="#ff0000"><mi>a</mi></mstyle></mrow></mtd>'),
        (r"\color{red}{a} b", "</mstyle></mrow><mi>b</mi>"),
        (r"\color{red} a + \color{blue} b", '<mo>+</mo></mstyle></mrow><mrow><mstyle mathcolor="#0000ff"><mi>b</mi>'),
        (r"\left(\color{red} a\right)^2", '</mstyle></mrow><mo stretchy="true" fence="true" form="postfix">)</mo>'),
        (r"\rule[2pt]{9mu}{1pt}", '<mspace width="0.5em" height="1pt"'),
        (
            r"\begin{vmatrix} a \end{vmatrix}_1^2",
            '<mo stretchy="true" lspace="0em" rspace="0em">|</mo></mrow><mn>1</mn><mn>2</mn></msubsup>',
        ),
    ],
)
def test_what_the_library_reads_otherwise(tex: str, expected: str) -> None:
    assert expected in spelt(tex)
    assert "c:c" not in spelt(tex)
    assert "注" not in spelt(tex)


def test_the_lines_of_an_array_are_drawn(tmp_path: Path) -> None:
    def bars(columns: str) -> int:
        tex = rf"$\begin{{array}}{{{columns}}} 1 & 2 \\ 3 & 4 \end{{array}}$"
        (formula,) = [n for n in walk(drawn(tex, tmp_path)) if isinstance(n, Formula)]
        drawing = formula.picture and glyph_drawing(formula.picture.drawings[0].asset.data)
        assert drawing
        return sum(not ink.shared for ink in drawing.inks)

    assert (bars("cc"), bars("c|c")) == (0, 1)


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("braces", "{" * 10_000 + "x" + "}" * 10_000),
        ("fences", "\\left(" * 200 + "x" + "\\right)" * 200),
        ("a megabyte", "x+" * 500_000 + "x"),
        ("a bomb", "\\def\\a{xx}\\def\\b{\\a\\a}\\b"),
        ("open braces", "{" * 5_000),
        ("fractions", "\\frac{1}{" * 22 + "x" + "}" * 22),
        ("scripts", "x^{x_{" * 12 + "x" + "}}" * 12),
    ],
)
def test_hostile_formulas_end_soon(name: str, tex: str, tmp_path: Path) -> None:
    with within(5, name):
        draw(read(f"$${tex}$$")[0], tmp_path)


@pytest.mark.parametrize("text", ["$" * 100_000, "$a " * 50_000, "\\(" * 50_000, "$$\na" * 15_000, "a $$ b\n" * 10_000])
def test_hostile_signs_end_soon(text: str) -> None:
    with within(2.5):
        read(text)


def test_formulas_that_are_not_complete() -> None:
    for tex in ("\\frac{1}", "\\left( x", "\\begin{foo} x \\end{foo}", "a^b^c", "\\begin{matrix} a"):
        with pytest.raises(FormulaError):
            mathml_of(tex, True)


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{\pi}{2} x_1^2", "π/2 x₁²"),
        (r"\frac{\mathrm{d}u}{\mathrm{d}t}=\sqrt{\frac{a}{b}}", "du/dt=√(a/b)"),
        (r"\alpha\mathrm{d}x_\mathrm{max}", "αdx_(max)"),
        (r"\Bigl\{ x\Bigm| x>0\Bigr\}", "{ x| x>0}"),
        (r"\left\lbrace \biggl\langle a,b \biggr\rangle\right.", "{⟨a,b⟩"),
        ("E=mc^2", "E=mc²"),
        (r"\lambda_1", "λ₁"),
        (r"x\in\mathbb{R}^n", "x∈Rⁿ"),
        (r"\{x\mid x>0\}", "{x|x>0}"),
        (r"OA \perp OB,\angle A=90^\circ", "OA ⊥ OB,∠A=90°"),
        (r"\overline{AB}+\hat\theta", "A\u0305B\u0305+θ\u0302"),
        (r"\frac{\sqrt{21}}{8}\leqslant\dfrac12", "√21/8≤1/2"),
        (r"\frac{\frac{a+b}{2}}{\sqrt{x+1}}", "((a+b)/2)/(√(x+1))"),
        (r"\overline{AB\cdots YZ}", "overline AB⋯YZ"),
        (r"\frac{x^{2}}{2}+\dfrac{x_{1}}y", "x²/2+x₁/y"),
        (r"\frac{\partial^{2} u}{\partial x^{2}}", "(∂² u)/∂x²"),
        (r"\sqrt{x^{2}+1}\sqrt[3]{x}\sqrt[n] 2", "√(x²+1)³√xⁿ√2"),
        (r"e^{-x^{2}}", "e^(-x²)"),
        (r"\vec{a}\cdot\vec b\times\hat x", "a\u20d7·b\u20d7×x\u0302"),
        (r"\frac ab\cfrac{1}\pi", "a/b1/π"),
        (r"\frac{1}{\left(a-b\right)}+\frac{1}{(a)(-b)}", "1/(a-b)+1/((a)(-b))"),
        (r"\pu{1.2e-3 m//s2}", "1.2·10⁻³ m/s²"),
        (r"\frac{x^{\frac{1}{2}}}{2", "frac x^(1/2)2"),
    ],
)
def test_a_formula_in_words(tex: str, words: str) -> None:
    assert plain_tex(tex) == words


def test_headings_say_formulas_in_words() -> None:
    (section,) = [node for node in found("# 章\n\n## 特征值 $\\lambda_1$", Section) if isinstance(node, Section)]
    assert plain_text(section.title) == "特征值 λ₁"


def test_titles_of_front_matter_have_formulas(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 已知 $a_1=1$，求 $S_n$；收 $5\n---\n\n字\n", "utf8")
    (tmp_path / "b.md").write_text("# 乙\n\n字\n", "utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    title = book.chapters[0].title
    assert [node.tex for node in title if isinstance(node, Formula)] == ["a_1=1", "S_n"]
    assert plain_text(title) == "已知 a₁=1，求 S_n；收 $5"


def test_quotations_and_texts_around_are_kept() -> None:
    assert len(found("> $x$", Quote)) == 1
    assert plain_text(read("a$x$b")[0].chapters[0].blocks) == "axb"
    assert found("`$x$`", Code)


def test_a_drawing_of_glyphs_is_read_as_it_was_written(tmp_path: Path) -> None:
    (formula,) = [n for n in walk(drawn(FENCED, tmp_path)) if isinstance(n, Formula)]
    assert formula.picture
    drawing = glyph_drawing(formula.picture.drawings[0].asset.data)
    assert drawing
    assert written(drawing) == formula.picture.drawings[0].asset.data
    assert any(ink.color == "#ff0000" for ink in drawing.inks)
    assert glyph_drawing(b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>') is None


@pytest.mark.parametrize(
    ("name", "known"),
    [("OliveGreen", None), ("inherit", None), ("blue", "#0000ff"), ("peru", "#cd853f"), ("#0A0", "#00aa00")],
)
def test_a_colour_is_a_number_in_mathml(name: str, known: str | None) -> None:
    assert [each.get("mathcolor") for each in mathml_of(f"{{\\color{{{name}}}x}}", False).iter("mstyle")] == [known]


def test_a_colour_that_paper_swallows_is_darkened_but_on_a_ground_of_its_own() -> None:
    tex = r"\color{%s}{x}"
    for name, known in (("aqua", "#00a3a3"), ("white", "#949494"), ("red", "#ff0000"), ("orange", "#cc8400")):
        assert [each.get("mathcolor") for each in mathml_of(tex % name, False).iter("mstyle")] == [known]
    boxed = mathml_of(r"\color{aqua}{\colorbox{black}{y}}", False)
    assert "#00ffff" in [each.get("mathcolor") for each in boxed.iter()]


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\colorbox{yellow}{$x^2$}", "x2"),
        (r"\colorbox{yellow}{x^2}+1", "x2+1"),
        (r"\colorbox{red}{若 $\frac{a}{b}$ 是}", "若 ab 是"),
        (r"\fcolorbox{red}{white}{\text{甲}}", "甲"),
        (r"\colorbox{black}{\textcolor{white}{y}}", "y"),
        (r"\colorbox{yellow}{甲y}", "甲y"),
        (r"\colorbox{yellow", None),
    ],
)
def test_nothing_on_a_ground_of_colour_is_lost(tex: str, words: str | None) -> None:
    if words is None:
        with pytest.raises(FormulaError):
            mathml_of(tex, False)
    else:
        assert "".join(mathml_of(tex, False).itertext()).replace("\u00a0", " ") == words


@pytest.mark.parametrize("name", ["OliveGreen", "currentColor", "inherit"])
def test_a_colour_that_css_does_not_know_is_black(tmp_path: Path, name: str) -> None:
    (formula,) = [n for n in walk(drawn(f"${{\\color{{{name}}}x}}$", tmp_path)) if isinstance(n, Formula)]
    assert formula.picture
    drawing = glyph_drawing(formula.picture.drawings[0].asset.data)
    assert drawing
    assert {ink.color for ink in drawing.inks} == {""}


def test_a_glyph_is_written_once_into_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 章\n\n" + "$x_1$ $x_2$ $y=x$ " * 40, encoding="utf8")
    assert main(["pdf", "--book", str(tmp_path), "-o", str(tmp_path / "a.pdf")]) == 0
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        forms = {str(each.objgen): each.read_bytes() for each in pdf.objects if _is_form(each)}
        shapes = [shape for shape in forms.values() if shape.endswith(b"f") and b" Do" not in shape]
    assert len(shapes) == len(set(shapes)) == 5  # x, y, =, and both subscripts


def _is_form(each: object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"


def test_a_bar_between_the_dollars_of_two_cells_divides_them() -> None:
    text = "|$温差(℃)$|$ 30 $|$ 35 $|\n|:--:|:--:|:--:|\n|$E(mV)$|$1$|$2$|\n| 号 $|$ | 整除 | $|x|$ |\n"
    assert formulas(text) == ["温差(℃)", "30", "35", "E(mV)", "1", "2", "|", "|x|"]


def test_an_escaped_bar_in_a_table_is_a_bar_and_no_norm() -> None:
    book, problems = read("| 甲 | 乙 |\n|---|---|\n| $P(A\\|B)$ | $a\\\\|b$ `x\\|y` |")
    assert [node.tex for node in walk(book) if isinstance(node, Formula)] == ["P(A|B)", "a\\\\|b"]
    assert not problems


@pytest.mark.parametrize(
    ("tex", "spaces"),
    [
        (r"X\sim N", ["0.2778em"]),
        (r"A\subset B\cup C", ["0.2778em", "0.2222em"]),
        (r"a\times b", ["0.2222em"]),
        (r"\times b", []),
        ("m/s", ["0em"]),
        ("1:2", ["0.2778em"]),
    ],
)
def test_operators_between_operands_have_their_spaces(tex: str, spaces: list[str]) -> None:
    found = [element.get("lspace") for element in mathml_of(tex, display=False).iter("mo")]
    assert [space for space in found if space] == spaces
    assert "~" not in "".join(element.text or "" for element in mathml_of(tex, display=False).iter())


ALIKE = r"""
f(x_i)+x_i^{x_i}+{x_i}_{x_i} | \left(x_i\right)+\left(\frac{x_i}{2}\right)+x_i+\frac{x_i}{2}
\frac12 x\frac12 y | \frac12\frac12+\frac{\frac12}{2}+2^{\frac12} | \text{若}\frac12\sin x+\sin^2 x+\mathrm{sin}x
\color{red}{x_i+\left(y\right)}+x_i+\left(y\right) | \phantom{x_i}x_i | \Vert x\Vert_1 | \widehat{x_i}\vec{x_i}\hat{x_i}
\begin{pmatrix}x_i&\left(x_i\right)\\x_i&\frac12\end{pmatrix} | \begin{cases}x_i&\frac12\\y\end{cases} | |x_i| | -x+-x
\sum_{i=1}^n x_i\textstyle\sum_{i=1}^n x_i | \sqrt[3]{x_i}+\sqrt{x_i} | x'+x''
\underbrace{x_i}_{x_i} | \boxed{x_i}+x_i
"""


def test_what_formulas_share_is_set_as_in_each_of_them_alone(tmp_path: Path) -> None:
    typed = [tex.strip() for tex in ALIKE.replace("\n", " | ").split(" | ") if tex.strip()]
    wordings = [(tex, display) for tex in typed for display in (False, True)]

    def inks(tex: str, display: bool) -> bytes:
        return formula_drawing.SetFormula(mathml_of(tex, display)).drawn().data

    alone = []
    for wording in wordings:
        formula_sharing.forget()
        alone.append(inks(*wording))
    formula_sharing.forget()
    assert [inks(*wording) for wording in wordings] == alone
    assert [inks(*wording) for wording in reversed(wordings)] == alone[::-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formula_sharing, "_key", lambda *_: None)
        assert [inks(*wording) for wording in wordings] == alone


def test_a_formula_leaves_nothing_in_memory_that_must_be_looked_for() -> None:
    formula_drawing.SetFormula(mathml_of(FENCED, True)).drawn()
    gc.collect()
    gc.disable()
    try:
        formula_drawing.SetFormula(mathml_of(FENCED, True)).drawn()
        assert gc.collect() < 20
    finally:
        gc.enable()


def test_mathml_is_written_as_xml_asks() -> None:
    math = mathml_of(r"\text{a<b & \"c\"}\quad x'", display=True)
    written = formula_making._written(math, 'a<b & "c"\t>\n d')
    math.attrib.update(xmlns=mathml.NAMESPACE, alttext='a<b & "c" > d')
    assert written == ElementTree.tostring(math, encoding="unicode")


WORDS_OF_TEX = r"""
\mathrm{x}\mathrm x\mathring{x}\frac12\frac1{2}\dfrac 1 2\frac{1}{2} x_1^2x_{12}^-3em-3 em-3e 3.5.5 5. .x % no
\text{a b}\text {c}\textcolor{red}{x}\colorbox{red}{x}\color{red}x\operatorname{arg max}\operatorname*{x}
\operatornamewithlimits{y}\begin{array}{c}a\\b\end{array}\verb|x{y|
\verb+x+\mathbf{x}\mathbf{xy}\mathbin{x}\math\{\}\,\;\! \%% \_\$\& &a~b'c''
"""


def test_tex_is_read_word_by_word_as_it_is_read_whole() -> None:
    assert tuple(tex_reading._tokens(WORDS_OF_TEX)) == tuple(tokenize(WORDS_OF_TEX))
    assert tuple(tex_reading._tokens(WORDS_OF_TEX, skip_comments=False)) == tuple(tokenize(WORDS_OF_TEX, False))


def test_another_latex2mathml_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walker, "tokenize", tokenize)
    for seam, expected in (
        (Seam(walker, "tokenize", "another"), tokenize),
        (tex_reading._TOKENS_OF, tex_reading._tokens),
    ):
        monkeypatch.setattr(tex_reading, "_TOKENS_OF", seam)
        tex_reading.mend_reading.cache_clear()
        mathml_of("x", display=False)
        assert vars(walker)["tokenize"] is expected


def test_words_without_a_meaning_of_their_own_are_walked_as_latex2mathml_does(monkeypatch: pytest.MonkeyPatch) -> None:
    mathml_of("x", display=False)
    ours = walker._walk.__code__
    formulas = (
        "x_12^{ab}",
        r"\left(3a\right)",
        r"\sum_i^n α_i",  # in a line: alone, its limits are ours (`formula_limits`)
        r"\begin{matrix}1&b\\c&4\end{matrix}",
        "f'(x)",
        "中 5",
        r"a+b=-(c,d]/2<\alpha\cdot\beta!;|x|\to\infty",
        r"\mathbb{R}\mathbin{+}\mathbf{ab}\boldsymbol{v}\Bigl[\,\%\Bigr]\text{若}",
    )

    def walked() -> list[bytes]:
        return [ElementTree.tostring(mathml_of(tex, display=r"\sum" not in tex)) for tex in formulas]

    found = walked()
    code = compile("\n" * (ours.co_firstlineno - 1) + inspect.getsource(walker._walk), ours.co_filename, "exec")
    codes = {part.co_name: part for part in code.co_consts if isinstance(part, CodeType)}
    monkeypatch.setattr(walker._walk, "__code__", codes["_walk"])
    assert walker._walk.__code__.co_code != ours.co_code
    assert walked() == found


# --- Another ziamath ----------------------------------------------------------------------------------------------


@pytest.fixture
def _another_ziamath(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    strange = Seam(mnode.Mnode, "no_such_function", "0")
    monkeypatch.setattr(formula_repairs, "_RELIED_ON", (*formula_repairs._RELIED_ON, strange))
    formula_repairs.mend_formulas.cache_clear()
    yield
    formula_repairs.mend_formulas.cache_clear()


@pytest.mark.usefixtures("_another_ziamath")
def test_another_ziamath_is_left_alone_and_told_of_each_time(tmp_path: Path) -> None:
    before = [vars(seam.owner)[seam.name] for seam, _ in formula_repairs._STAND_INS]
    for _ in range(2):
        _, problems = draw(read("$x$ 与 $y$")[0], tmp_path, cache=Cache(tmp_path, b"secret"))
        assert [(p.code, str(p.place)) for p in problems] == [("typesetting", "ziamath")]
    assert [vars(seam.owner)[seam.name] for seam, _ in formula_repairs._STAND_INS] == before
    assert not (tmp_path / FOLDER / "formulas").exists()


def test_the_locked_ziamath_is_known_and_repaired_once() -> None:
    assert formula_drawing.get_ready() is None
    before = inspect.unwrap(mnode.Mnode.size_px)
    formula_repairs.mend_formulas.cache_clear()
    assert formula_repairs.mend_formulas()
    assert mnode.Mnode.size_px is not before
    assert inspect.unwrap(mnode.Mnode.size_px) is before


def test_fences_in_fences_take_no_time_that_doubles(tmp_path: Path) -> None:
    """Time is counted in calls of functions, which are as many on any machine."""

    def calls(levels: int) -> int:
        done = Counter[str]()
        sys.setprofile(lambda frame, event, _: done.update((event,)))
        try:
            drawn("$$" + r"\left(\frac{1}{" * levels + "x" + r"}\right)^2" * levels + "$$", tmp_path / str(levels))
        finally:
            sys.setprofile(None)
        return done["call"]

    calls(2)  # which loads what drawing takes
    assert calls(11) < 8 * calls(5)


# --- Macros and chemistry -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\newcommand{\R}{\mathbb{R}} x\in\R^n$", [r"x\in\mathbb{R}^n"]),
        ("$$\n\\newcommand{\\R}{\\mathbb{R}}\n\\def\\f#1#2{\\frac{#1}{#2}}\n$$\n\n$\\R$ 与 $\\f12$ 与 $\\f{a}{b}$",
         [r"\mathbb{R}", r"\frac{1}{2}", r"\frac{a}{b}"]),
        (r"$\newcommand{\E}[2][X]{E_{#1}(#2)}\E{x}$ $\E[Y]{x}$", ["E_{X}(x)", "E_{Y}(x)"]),
        (r"$\DeclareMathOperator*{\argmax}{arg\,max}$ $\argmax_x$", [r"\operatorname*{arg\,max}_x"]),
        (r"$\DeclareMathOperator{\rank}{rank}{A} \rank A$", [r"{A} \operatorname{rank} A"]),
        (r"$\let\eps=\varepsilon\eps x$", [r"\varepsilon x"]),
        (r"$\providecommand{\a}{1}\providecommand{\a}{2}\a$", ["1"]),
        (r"$\newcommand\va{\mathbf a} \va b$ $\vab$", [r"\mathbf a b", r"\vab"]),
        (r"$\newcommand{\R}[1]{#1\alpha} \R1x$", [r"1\alpha x"]),
        (r"$\def\x{\x}\x$", [r"\x"]),
        (r"$\def\a{\b\b}\def\b{\a\a}\a$", [r"\a"]),
        (r"$\newcommand{\f}[1]{(#1)} \f$", [r"\f"]),
        (r"$\def\v{\mathbf}$2010 年，$\v{a}$", [r"\mathbf{a}"]),
        (r"$\let\old\phi\renewcommand{\phi}{\varphi} \phi\old$", [r"\varphi\phi"]),
        (r"$\let\oldvec\vec\renewcommand{\vec}[1]{\oldvec{\mathbf{#1}}}\vec{x}$", [r"\vec{\mathbf{x}}"]),
        (r"$\def\a{1}\let\b\a\def\a{2}\a\b$", ["21"]),
        (r"$\newcommand{\n}[2][2]{|#2|_{#1}}\n{x}$ $\n[{1}]{x}$", ["|x|_{2}", "|x|_{{1}}"]),
    ],
)  # fmt: skip
def test_macros_are_put_in_their_places(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_definitions_alone_leave_nothing_behind() -> None:
    text = "前。\n\n$$\n\\newcommand{\\R}{x}\n$$\n\n$\\newcommand{\\S}{y}$\n\n\\def\\T{z}\n\n后 $\\R\\S\\T$。"
    (chapter,) = read(text)[0].chapters
    assert [plain_text(block) for block in chapter.blocks] == ["前。", "后 xyz。"]


def test_macros_of_front_matter_and_of_the_settings_hold_everywhere(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 一\n\n$\\R\\N\\Z$\n", encoding="utf8")
    (tmp_path / "2.md").write_text("---\nmath:\n  '\\R': '\\mathbb{R}'\n---\n# 二\n\n$\\R$\n", encoding="utf8")
    (tmp_path / "3.md").write_text("---\nmacros:\n  N: { macro: '1' }\n---\n# 三\n\n$\\N$\n", encoding="utf8")
    (tmp_path / "book.toml").write_text("[formulas]\nmacros = { Z = '2' }\n", encoding="utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert [node.tex for node in walk(book) if isinstance(node, Formula)] == [r"\mathbb{R}12", r"\mathbb{R}", "1"]


@pytest.mark.parametrize(
    ("tex", "hint"),
    [
        (r"\apha", r"Did you mean `\alpha`?"),
        (r"\unheardof{x}", r"Define it before: `\newcommand{\unheardof}{…}`."),
        (r"\begin{alinged} x \end{alinged}", "Did you mean `aligned`?"),
        (r"\newenvironment{a}{b}{c}", str(mathml._HOW_TO_DEFINE)),
        (r"\frac{1}", "Write it with commands that KaTeX knows."),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_read_is_told_with_a_hint_that_fits(tex: str, hint: str) -> None:
    with pytest.raises(FormulaError) as found:
        mathml_of(tex, False)
    assert str(found.value.hint) == hint


def test_macros_that_come_to_very_much_are_left_as_they_were_typed() -> None:
    doubling = "".join(rf"\def\{name}{{\{other}\{other}}}" for other, name in pairwise("abcdefghij"))
    defined = rf"\def\a{{{'x' * 100}}}{doubling}"
    assert Macros().read(rf"{defined}\g") == "x" * 6_400
    assert Macros().read(rf"{defined}\j") == r"\j"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        ("2H2 + O2 -> 2H2O", r"2\,\mathrm{H}_{2} + \mathrm{O}_{2} \longrightarrow 2\,\mathrm{H}_{2}\mathrm{O}"),
        ("SO4^2-", r"\mathrm{S}\mathrm{O}_{4}^{2-}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("[AgCl2]-", r"[\mathrm{Ag}\mathrm{Cl}_{2}]^{-}"),
        ("^{14}_{6}C", r"{}^{14}_{6}\mathrm{C}"),
        ("1/2O2(g)", r"\tfrac{1}{2}\,\mathrm{O}_{2}\,\text{(g)}"),
        ("CuSO4*5H2O", r"\mathrm{Cu}\mathrm{S}\mathrm{O}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}"),
        ("CH2=CH2", r"\mathrm{C}\mathrm{H}_{2}{=}\mathrm{C}\mathrm{H}_{2}"),
        ("A ->[加热] B v", r"\mathrm{A} \xrightarrow{\text{加热}} \mathrm{B}\,{\downarrow}"),
        ("A ->T[a][b] B", r"\mathrm{A} \xrightarrow[\mathrm{b}]{\mathrm{a}} \mathrm{B}"),
        ("A \\xlongequal{加热} B\\uparrow", r"\mathrm{A} \xlongequal{\text{加热}} \mathrm{B}{\uparrow}"),
        ("A \\xlongequal{} B", r"\mathrm{A} \xlongequal{} \mathrm{B}"),
        ("A <=>[a] v", r"\mathrm{A} \;\underset{}{\overset{\mathrm{a}}{\rightleftharpoons}}\; {\downarrow}"),
        ("B ^", r"\mathrm{B}\,{\uparrow}"),
        ("C_nH_{2n+2}", r"\mathrm{C}_{n}\mathrm{H}_{2n+2}"),
        ("HCO^-_3", r"\mathrm{H}\mathrm{C}\mathrm{O}^{-}_{3}"),
        (r"\dfrac{3n}{2}O2", r"\dfrac{3n}{2}\mathrm{O}_{2}"),
        (r"C\bond{2}O", r"\mathrm{C}{=}\mathrm{O}"),
        ("Fe^{III}", r"\mathrm{Fe}^{\mathrm{III}}"),
        (r"A ->[\ce{K[FeN]}] B", r"\mathrm{A} \xrightarrow{\mathrm{K}[\mathrm{Fe}\mathrm{N}]} \mathrm{B}"),
        (r"2\ce{H} \xlongequal{\ce{Ag+}} \ce{H2}", r"2\,\mathrm{H} \xlongequal{\mathrm{Ag}^{+}} \mathrm{H}_{2}"),
        ("H+/Na+离子", r"\mathrm{H}^{+}/\mathrm{Na}^{+}\text{离子}"),
        ("CuSO4.5H2O", r"\mathrm{Cu}\mathrm{S}\mathrm{O}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}"),
        (r"A ->[\text{高温 高压}] B", r"\mathrm{A} \xrightarrow{\text{高温 高压}} \mathrm{B}"),
        ("A {and more} B", r"\mathrm{A}\,\text{and more}\,\mathrm{B}"),
        ("$n + 1$ O", r"{n + 1}\,\mathrm{O}"),
    ],
)  # fmt: skip
def test_chemistry(typed: str, made: str) -> None:
    assert chemistry(rf"\ce{{{typed}}}") == f"{{{made}}}"
    assert mathml_of(rf"\ce{{{typed}}}", False) is not None


def test_what_stands_above_an_arrow_or_a_sign_of_equality_makes_it_long() -> None:
    def drawn(tex: str) -> str:
        return ElementTree.tostring(mathml_of(tex, True, drawn=True), encoding="unicode")

    short, long = (drawn(rf"A \xlongequal{{{words}}} B").count(">=<") for words in ("", "高温高压催化剂"))
    assert short == 2 < long
    assert drawn(r"A \xrightarrow{高温高压催化剂} B").count(">−<") > drawn(r"A \xrightarrow{a} B").count(">−<")


def test_in_e_books_they_are_left_to_grow() -> None:
    assert "⩵" in spelt(r"A \xlongequal{高温} B")
    assert "−" not in spelt(r"A \xrightarrow{高温} B")


def test_words_on_an_arrow_have_no_width_that_browsers_misread() -> None:
    assert 'width="+' not in spelt(r"A \xrightarrow[\text{加热}]{\text{北移}} B")
    assert "<mtext>北移</mtext>" in spelt(r"A \xrightarrow{\text{北移}} B")


def test_lines_of_chemistry_stand_side_by_side() -> None:
    """Within braces no new line can be drawn."""
    assert spelt(r"\ce{\\ 2NaCl \\}") == spelt(r"\ce{2NaCl}")
    assert spelt(r"\ce{A \\ B}").count('<mspace width="1em" />') == 1


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("6.02e23 mol-1", r"6.02\cdot 10^{23}\,\mathrm{mol}^{-1}"),
        ("1.2E-3", r"1.2\times 10^{-3}"),
        ("22.4 L * mol-1", r"22.4\,\mathrm{L}\cdot \mathrm{mol}^{-1}"),
        ("9.8 m/s2", r"9.8\,\mathrm{m}/\mathrm{s}^{2}"),
        ("123 kJ//mol", r"123\,\frac{\mathrm{kJ}}{\mathrm{mol}}"),
        ("10^3 m^{2}", r"10^{3}\,\mathrm{m}^{2}"),
        ("20 °C", r"20\,{}^{\circ}\mathrm{C}"),
        ("±5 %", r"\pm 5\,\%"),
        (r"\frac{1}{2} m", r"\frac{1}{2}\,\mathrm{m}"),
    ],
)
def test_quantities(typed: str, made: str) -> None:
    assert chemistry(rf"n=\pu{{{typed}}}") == f"n={{{made}}}"
    assert mathml_of(rf"\pu{{{typed}}}", False) is not None


def test_chemistry_in_plain_words() -> None:
    assert plain_tex(r"\ce{Na2O2 + SO4^2-}") == "Na₂O₂ + SO₄²⁻"
    assert plain_tex(r"\pu{22.4 L*mol-1}") == "22.4 L·mol⁻¹"


@pytest.mark.parametrize("tex", [r"\dfrac{}{}", r"\frac{a}{}", r"\sqrt{}"])
def test_an_empty_part_of_a_fraction_takes_little_room_and_hides_nothing(tex: str) -> None:
    drawn = formula_drawing.SetFormula(mathml_of(tex, False)).drawn()
    assert 8 < drawn.height < 32
    assert abs(depth_of(drawn.data)) < 1


def test_the_box_of_mathjax_is_one_where_it_has_a_border() -> None:
    styles = ("[#f9f9f9, 10px]", "", "[5px,border:2px solid red]")
    made = [mathml_of(rf"\bbox{style}{{a_n}}+1", False) for style in styles]
    assert [len(list(one.iter("menclose"))) for one in made] == [0, 0, 1]
    assert spelt(r"\bbox[yellow]{a}+1") == spelt("{a}+1")


def test_signs_in_circles() -> None:
    assert "①" in spelt(r"\textcircled{1} \to \textcircled{\small 2}")
    assert "Ⓐ" in spelt(r"\textcircled{A}")


def test_a_number_stands_on_the_baseline_of_its_formula(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 章\n\n$$\\sum_{i=1}^n \\frac{x_{i_i}}{y_{i_i}} \\tag{甲}$$\n", encoding="utf8")
    assert main(["pdf", "--book", str(tmp_path), "-o", str(tmp_path / "a.pdf")]) == 0
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        (page,) = [page for page in pdf.pages if "甲" in page.extract_text()]
        (number,) = [char for char in page.chars if char["text"] == "甲"]
        (bar,) = [rect for rect in page.rects if rect["height"] < 1]
        baseline = float(page.height) - number["matrix"][5]
    axis = 0.258 * number["size"]  # of STIX Two Math, on which bars stand
    assert baseline - (bar["top"] + bar["bottom"]) / 2 == pytest.approx(axis, abs=0.2)


def test_a_formula_at_the_end_of_an_inner_item_takes_in_no_outer_one() -> None:
    book, _ = read("# 章\n\n- 甲\n  - 乙 $$\n    x\n    $$\n- 丙\n")
    (outer,) = book.chapters[0].blocks
    assert isinstance(outer, List)
    assert [plain_text(item.blocks[0]) for item in outer.items] == ["甲", "丙"]
