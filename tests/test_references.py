"""References to figures, tables and sections by their labels, and the captions that give tables theirs."""

import pytest
from study_samples import parsed, resolved, told

from studypress.model import CodeBlock, Figure, Link, Paragraph, Table
from studypress.tree import plain_text, walk

LABELLED = """# 甲

## 一节 {#sec:one}

<img id="fig:one" src="a.png" title="架构">

| a |
|---|
| 1 |

: 对照 {#tbl:one}

```{#lst:one .python title="a.py"}
x = 1
```

![架构](b.png "架构"){#fig:two}

```{#fig:three .mermaid}
graph LR; a --> b
```

### 二、大小 {#sec-two}
"""


def text_of(words: str, **options: str) -> str:
    book, problems = resolved(LABELLED + f"\n{words}\n", **options)
    assert told(problems) in ([], ["glossary-entry 1.md:1"])
    last = [node for node in walk(book.chapters) if isinstance(node, Paragraph)][-1]
    return plain_text(last).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("见[@fig:one]。", "见图 1-1。"),
        ("见@fig-one。", "见图 1-1。"),
        ("见 @tbl:one 与 **见 @sec:one 的**", "见表 1-1 与 见第 1.1 节的"),
        ("[@fig:one; @tbl:one]", "图 1-1、表 1-1"),
        ("[@fig:two]与 @lst-one、@fig-three", "图 1-2与代码 1-1、图 1-3"),
        ("[见 @fig:one]", "见图 1-1"),
        ("[-@fig:one]", "1-1"),
        ("如图 [@fig:one] 与表@tbl-one", "如图 1-1 与表1-1"),
        ("第 @sec:one 节", "第 1.1 节"),
        ("图 \\@ref(fig:one)、\\@ref(sec:one)", "图 1-1、1.1"),
        ("\\ref{fig:one} \\autoref{fig:one}", "1-1 图 1-1"),
        ("见@sec-two", "见“大小”"),
        ("[字](#fig:one)", "字"),
    ],
)
def test_a_reference_says_what_and_which(typed: str, shown: str) -> None:
    assert text_of(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("见 {ref}`sec:one`，{ref}`这里 <sec:one>`。", "见一节，这里。"),
        ("如 {numref}`fig:one` 所示", "如图 1-1 所示"),
        ("{numref}`图 %s <fig:one>`与{numref}`第 {number} 图 <fig:one>`", "图 1-1与第 1-1 图"),
        ("如图 {numref}`fig:one`", "如图 1-1"),
        ("{ref}`fig:one`", "架构"),
        ("如 :numref:`fig:one`所示，在 :ref:`sec:one`中", "如图 1-1所示，在一节中"),
        ("模型AutoRec:cite:`Li.2020,Wang.2021`", "模型AutoRec[Li.2020; Wang.2021]"),
        ("{cite:p}`li20` {term}`容器` {py:func}`~os.path.join` {kbd}`Ctrl`", "[li20] 容器 join Ctrl"),
        ("{menuselection}`文件 --> 打开` {sub}`2` {math}`x`", "文件 → 打开 2 x"),
        ("[](#sec:one) [](1.md) [](sec-two) [](fig:one)", "一节 甲 大小 架构"),
        ("`/users/`{file}`/x` {nothing}`x`", "/users/{file}/x {nothing}x"),
    ],
)
def test_a_role_says_what_its_tool_would(typed: str, shown: str) -> None:
    assert text_of(typed) == shown


def test_a_label_may_stand_in_a_line_below_or_above() -> None:
    below = (
        "# 甲\n:label:`chap_a`\n\n![图](a.png)\n:width:`300px`\n:label:`fig_a`\n\n"
        "| a |\n|---|\n| 1 |\n:label:`tab_a`\n\n$$x = y.$$\n:eqlabel:`eq_a`\n\n(sec-b)=\n## 乙\n\n"
        "见 :numref:`chap_a`、 :numref:`fig_a`、 :numref:`tab_a`、 :eqref:`eq_a`、{ref}`sec-b`。\n\n"
        ":bibliography:`x.bib`\n"
    )
    book, problems = resolved(below)
    assert problems == []
    last = [node for node in walk(book.chapters) if isinstance(node, Paragraph)][-1]
    assert plain_text(last) == "见第一章、图\u00a01-1、表\u00a01-1、(1-1)、乙。"  # a line ends nowhere within one
    assert [node.content.width for node in walk(book.chapters) if isinstance(node, Figure)] == ["300px"]  # type: ignore[union-attr]


def test_a_size_below_a_formula_leaves_its_label() -> None:
    book, problems = resolved("# 甲\n\n$$x=1$$ {#eq:a}\n:width:`40px`\n\n见 @eq:a。\n")
    assert (problems, plain_text([*walk(book.chapters, Paragraph)][-1])) == ([], "见式\u00a0(1-1)。")


def test_a_label_of_words_needs_no_heading_below_it() -> None:
    book, problems = resolved("# 甲\n\n(first-law)=\n\n力是改变运动的。\n\n见[定律](#first-law)。\n")
    assert (problems, plain_text(book.chapters[0].blocks)) == ([], "力是改变运动的。见定律。")


@pytest.mark.parametrize(
    "text", ["(x+y)=\n\n解。", "(x-y)=\n0\n", "计算\n(a)=\n", "100% 的人\n% 的意思是百分号", "比例 :width: 无"]
)
def test_what_only_looks_like_a_label_is_text(text: str) -> None:
    book, _ = resolved(f"# 甲\n\n{text}\n")
    assert "".join(plain_text(book.chapters[0].blocks).split()) == "".join(text.split())


def test_a_reference_in_english() -> None:
    assert (
        text_of("see @fig-one, Figure @fig-one, @sec:one", language="en") == "see Figure 1-1, Figure 1-1, Section 1.1"
    )


def test_a_reference_is_a_link_with_its_page() -> None:
    book, _ = resolved(LABELLED + "\n## 二节\n\n见[@fig:one]。\n", "# 乙\n\n见@tbl:one，再见@tbl:one；第 @甲 章\n")
    links = [(node.target, node.page_note) for node in walk(book.chapters) if isinstance(node, Link)]
    assert links == [("#c1-f1", "brackets"), ("#c1-t1", "brackets"), ("#c1-t1", "")]


@pytest.mark.parametrize("typed", ["见[@fig:none]。", "@fig-none", "\\@ref(none)", "\\ref{none}", "[见 @tbl:none]"])
def test_an_unknown_label_shows_as_typed(typed: str) -> None:
    book, problems = resolved(f"# 甲\n\n{typed}\n")
    shown = plain_text(book.chapters[0].blocks)
    assert shown == (typed if not typed.startswith("[见") else "见 @tbl:none")
    assert told(problems) == ["unknown-reference 1.md:3"]


@pytest.mark.parametrize(
    "text", ["[@knuth84]", "a@fig-b.example", "@someone", "`@fig-x`", "@table 装饰器", "\\reflect{a}"]
)
def test_what_is_no_reference_is_left_alone(text: str) -> None:
    book, problems = resolved(f"# 甲\n\n{text}\n")
    assert plain_text(book.chapters[0].blocks) == text.strip("`")
    assert problems == []


def test_a_label_given_twice_is_told() -> None:
    _, problems = resolved('# 甲\n\n<img id="fig:x" src="a.png">\n\n<img id="fig:x" src="b.png">\n')
    assert told(problems) == ["duplicate-id 1.md:5"]


TABLE = "| a |\n|---|\n| 1 |"


@pytest.mark.parametrize(
    ("text", "number", "caption", "label"),
    [
        (f"{TABLE}\n\n: 对照 {{#tbl:x}}", "1-1", "对照", "tbl:x"),
        (f": 对照\n\n{TABLE}", "1-1", "对照", ""),
        (f"Table: (\\#tab:x) 对**照**\n\n{TABLE}", "1-1", "对照", "tab:x"),
        (f"{TABLE}\n\n表：对照", "1-1", "对照", ""),
        (f"**表 2-3 对照**\n\n{TABLE}", "2-3", "对照", ""),
        (f"{TABLE}\n\n**Table 4: pairs**", "4", "pairs", ""),
        (f'<a id="tbl-x"></a>\n\n{TABLE}', "1-1", "", "tbl-x"),
        (f'<a id="x"></a>\n\n{TABLE}', "", "", ""),
        (f"表 2-3　对照（`元`）\n\n{TABLE}", "2-3", "对照（元）", ""),
        (f"<center>表4 对照</center>\n\n{TABLE}", "4", "对照", ""),
        (f"表 1 列出了对照。\n\n{TABLE}", "", "", ""),
        (f"表 1 如下：\n\n{TABLE}", "", "", ""),
        (f"表1列出了对照\n\n{TABLE}", "", "", ""),
        (f"{TABLE}\n\n表 2 对照", "", "", ""),
        (f"**对照**\n\n{TABLE}", "", "", ""),
        ('<table id="t"><caption>对照</caption><tr><td>1</td></tr></table>', "1-1", "对照", "t"),
    ],
)
def test_a_caption_belongs_to_its_table(text: str, number: str, caption: str, label: str) -> None:
    book, problems = resolved(f"# 甲\n\n{text}\n")
    (table,) = (node for node in walk(book) if isinstance(node, Table))
    assert (table.number, plain_text(table.caption), table.label) == (number, caption, label)
    assert problems == []


@pytest.mark.parametrize(
    ("below", "number", "caption"),
    [
        ("\n\n*图 2-3 架构*", "2-3", "架构"),
        ("\n**图 2-3：架构**", "2-3", "架构"),
        ("\n\n图 A-1：`Docker` 架构", "A-1", "Docker 架构"),
        ("\n\n<center>图 4 架构</center>", "4", "架构"),
        ('\n\n<span class="caption">图 4: 架构</span>', "4", "架构"),
        ("\n\nFigure 4. Parts", "4", "Parts"),
    ],
)
def test_a_line_below_a_picture_that_says_so_is_its_caption(below: str, number: str, caption: str) -> None:
    book, _ = resolved(f"# 甲\n\n![画的是什么](a.png){below}\n\n后文。\n")
    (figure,) = (node for node in walk(book) if isinstance(node, Figure))
    assert (figure.number, plain_text(figure.caption)) == (number, caption)
    assert [plain_text(node) for node in walk(book) if isinstance(node, Paragraph)] == ["后文。"]


@pytest.mark.parametrize(
    "below",
    ["图 2-3 画的是架构。", "图 2-3 分三层：", "图2-3画了架构", "图 2-3", "*架构*", "图 3 " + "很长" * 50],
)
def test_a_sentence_below_a_picture_is_no_caption(below: str) -> None:
    book, _ = resolved(f"# 甲\n\n![画的是什么](a.png)\n\n{below}\n")
    (figure,) = (node for node in walk(book) if isinstance(node, Figure))
    assert (figure.number, plain_text(figure.caption)) == ("1-1", "画的是什么")
    assert [plain_text(node) for node in walk(book) if isinstance(node, Paragraph)] == [below.strip("*")]


def test_a_picture_with_a_title_keeps_it_and_the_line_below() -> None:
    book, _ = resolved('# 甲\n\n![画](a.png "题")\n\n*图 2-3 架构*\n')
    assert [plain_text(node.caption) for node in walk(book) if isinstance(node, Figure)] == ["题"]
    assert [plain_text(node) for node in walk(book) if isinstance(node, Paragraph)] == ["图 2-3 架构"]


@pytest.mark.parametrize(
    ("typed", "number", "caption"),
    [
        ("图 2-3 架构", "2-3", "架构"),
        ("图1：架构", "1", "架构"),
        ("Figure 4. Parts", "4", "Parts"),
        ("图 3 个容器", "1-1", "图 3 个容器"),
        ("架构", "1-1", "架构"),
        ("图示", "1-1", "图示"),
        ("图 2-1a 甲", "2-1a", "甲"),
        ("图 5G网络架构", "1-1", "图 5G网络架构"),
        ("Figure 8-bit adder", "1-1", "Figure 8-bit adder"),
    ],
)
def test_a_number_typed_before_a_caption_is_not_doubled(typed: str, number: str, caption: str) -> None:
    book, _ = resolved(f'# 甲\n\n![x](a.png "{typed}")\n')
    (figure,) = (node for node in walk(book) if isinstance(node, Figure))
    assert (figure.number, plain_text(figure.caption)) == (number, caption)


def test_a_paragraph_of_one_reference_is_kept() -> None:
    assert len(parsed("# 甲\n\n@fig-x\n").chapters[0].blocks) == 1


@pytest.mark.parametrize("above", ['<a id="fig-x"></a>', "::: {#fig-x}"])
def test_an_id_above_a_picture_is_its_label(above: str) -> None:
    end = "\n\n:::" if above.startswith(":") else ""
    book, problems = resolved(f"# 甲\n\n{above}\n\n![图](a.png)\n\n题目{end}\n\n见@fig-x与[它](#fig-x)。\n")
    assert [node.target for node in walk(book) if isinstance(node, Link)] == ["#c1-f1", "#c1-f1"]
    assert problems == []


def test_an_id_of_code_is_no_number() -> None:
    book, problems = resolved("# 甲\n\n```{#main .python}\nx\n```\n\n[字](#main)\n")
    (code,) = (node for node in walk(book) if isinstance(node, CodeBlock))
    assert (code.id, code.number) == ("c1-k1", "")
    assert [node.target for node in walk(book) if isinstance(node, Link)] == ["#c1-k1"]
    assert problems == []


def test_a_formula_is_referred_to_by_its_number() -> None:
    words = "见 @eq:energy、式 \\eqref{eq:energy}、式 (\\ref{eq:energy}) 与[它](#eq:energy)。"
    text = f"# 甲\n\n$$\nE = mc^2\n$$ {{#eq:energy}}\n\n{words}\n"
    book, problems = resolved(text)
    assert plain_text(book.chapters[0].blocks[-1]).replace("\u00a0", " ") == "见式 (1-1)、式 (1-1)、式 (1-1) 与它。"
    assert [node.target for node in walk(book) if isinstance(node, Link)] == ["#c1-e1"] * 4
    assert problems == []


@pytest.mark.parametrize("typed", ["$\\eqref{eq:a}$", "$\\ref{eq:a}$", "$(\\ref{eq:a})$", "$ \\eqref{eq:a} $"])
def test_a_reference_alone_between_dollar_signs_is_one(typed: str) -> None:
    book, problems = resolved(f"# 甲\n\n$$\nx\n$$ {{#eq:a}}\n\n由{typed}得。\n")
    assert plain_text(book.chapters[0].blocks[-1]) == "由(1-1)得。"
    assert problems == []


def test_labels_of_boxes_are_called_as_they_are_and_links_with_words_may_name_them() -> None:
    text = (
        "# 甲\n\n(here)=\n## 一节\n\n```{exercise}\n:label: ex-a\n文\n```\n\n"
        "```{prf:axiom} 平行\n:label: ax-b\n文\n```\n\n"
        "{ref}`ex-a` [题](ex-a) [节](here) [公](ax-b) {prf:ref}`ax-b`\n\n[一节](一节)\n"
    )
    book, problems = resolved(text)
    assert [plain_text(link) for link in walk(book.chapters, Link)] == ["练习", "题", "节", "公", "公理（平行）"]
    assert told(problems) == ["broken-link 1.md:18"]
