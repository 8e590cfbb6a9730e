"""Formulas whose lines stand at the margin, below a `$$` in a quotation or an item."""

import pytest
from test_markdown import read

from studypress.manuscript.exports.lazy_formulas import with_lazy_formulas
from studypress.model import FormulaBlock, Paragraph, Quote
from studypress.tree import plain_text, walk


def test_lines_at_the_margin_belong_to_the_quotation_that_their_formula_began_in() -> None:
    assert with_lazy_formulas("> 设\n> $$\nx=1\\\\\n  y=2\n$$\n> 则") == "> 设\n> $$\n> x=1\\\\\n> y=2\n> $$\n> 则"
    assert with_lazy_formulas("> > $$\nx\n> > $$") == "> > $$\n> > x\n> > $$"
    assert with_lazy_formulas("> $$\nx $$\n> 则\n> $$\ny $$") == "> $$\n> x $$\n> 则\n> $$\n> y $$"
    assert with_lazy_formulas("> 设 $$\nx\n$$，则") == "> 设 $$\n> x\n> $$，则"


def test_lines_at_the_margin_belong_to_the_item_that_their_formula_began_in() -> None:
    assert with_lazy_formulas("1. 甲：$$\nx\n$$\n2. 乙") == "1. 甲：$$\n   x\n   $$\n2. 乙"
    assert with_lazy_formulas("- 甲\n  $$\nx\n  $$") == "- 甲\n  $$\n  x\n  $$"


@pytest.mark.parametrize(
    "text",
    [
        "$$\nx\n$$",
        "> $$\n> x\n> $$\n\n> $$x$$\ny",
        "> 一共 $$\n\n$$\nx\n$$",  # an empty line ends a quotation
        "> `$$`\nx\n$$",
        "```\n> $$\nx\n$$\n```",
        "> $$\nx\n",
        "> $$x$$\n$$\ny\n$$",
        "> $$\nx\n> y\nz\n$$",  # its author knows how, and one line is another matter
        "- 甲\n\n  $$\n  x\n  $$",
    ],
)
def test_other_formulas_stay_where_they_are(text: str) -> None:
    assert with_lazy_formulas(text) == text


def test_what_stands_below_such_a_formula_is_no_tex() -> None:
    book, problems = read(with_lazy_formulas("# 章\n\n> 设\n> $$\nx=1\n$$\n> 则\n> $$\ny=2\n$$\n\n末段\n"))
    assert [one.formula.tex for one in walk(book.chapters, FormulaBlock)] == ["x=1", "y=2"]
    assert [plain_text(one) for one in walk(book.chapters, Paragraph)] == ["设", "则", "末段"]
    assert len([*walk(book.chapters, Quote)]) == 1
    assert not problems


def test_some_lines_of_a_formula_in_an_item_may_have_lost_their_indent() -> None:
    book, problems = read("# 章\n\n- 甲\n\n  $$\n  a=1 \\\\\n\\quad\n  b=2\n  $$\n\n  乙\n- 丙\n\n## 总结\n\n- 会\n")
    assert [one.formula.tex for one in walk(book.chapters, FormulaBlock)] == ["a=1 \\\\\n\\quad\nb=2"]
    assert not problems


@pytest.mark.parametrize("line", ["- x", "乙说的是这个意思。", "# x", "  \n\nx"])
def test_what_is_no_line_of_such_a_formula_stays_text(line: str) -> None:
    book, _ = read(f"# 章\n\n- 甲\n\n  $$\n  a=1\n{line}\n  $$\n")
    assert not [*walk(book.chapters, FormulaBlock)]
