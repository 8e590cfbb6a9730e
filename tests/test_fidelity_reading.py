"""What the judge of fidelity takes for text, and what its reference, pandoc, reads otherwise."""

from dataclasses import replace

import pytest
from fidelity_samples import ALL_READ, pieces_of

from benchmarks.fidelity.book import _absent, _is_head, _place, _without_pages
from benchmarks.fidelity.dialect import plain
from benchmarks.fidelity.ebook import _titles
from benchmarks.fidelity.jsx import components_of_mdx
from benchmarks.fidelity.lines import Line
from benchmarks.fidelity.markup import leftovers
from benchmarks.fidelity.printed import MARKER
from benchmarks.fidelity.reading import Piece, Reading, scan
from benchmarks.fidelity.reading import plain as seen
from benchmarks.fidelity.sources import Source
from benchmarks.fidelity.vault import is_vault


def test_an_unknown_tag_is_text_and_a_known_one_is_not() -> None:
    reading = scan("<p>用 <repository> 与 <b>粗</b></repository></p>", ALL_READ, "a")
    assert [piece.text for piece in reading.pieces] == ["用<repository>与粗</repository>"]


def test_the_address_of_an_embedded_page_stands_for_it_or_its_title() -> None:
    for title, words in (("", "https://a.example/b?c=1"), ("甲", "甲")):
        shown = scan(f'<p>一</p><div><iframe title="{title}" src="//a.example/b?c=1">二</iframe></div>', ALL_READ, "a")
        assert "".join(piece.text for piece in shown.pieces) == f"一{words}二"
    demo = scan('<p>一 <iframe src="b/a.html?x"></iframe></p>', replace(ALL_READ, demos=frozenset({"a.html"})), "a")
    assert "".join(piece.text for piece in demo.pieces) == "一b/a.html?x"
    paper = scan('<p>一 <iframe src="/b/卷.pdf"></iframe></p>', ALL_READ, "a")
    assert "".join(piece.text for piece in paper.pieces) == "一/b/卷.pdf"
    own = scan('<p>一 <iframe src="a.html"></iframe></p>', ALL_READ, "a")
    assert [piece.text for piece in own.pieces] == ['一<iframesrc="a.html"></iframe>']


def test_a_paper_that_is_shown_as_a_picture_is_one() -> None:
    assert _rewritten("![卷](a.pdf) ![卷](<a b.pdf>)") == ["![卷](a.png) ![卷](<a b.png>)"]
    assert [one.source for one in scan('<embed src="a.pdf" data-pos="a:1" />', ALL_READ, "a").pictures] == ["a.pdf"]


def test_code_keeps_its_bytes_and_is_no_prose() -> None:
    reading = scan("<pre><code>a  **b**\n\n c</code></pre><p>x <code>**</code></p>", ALL_READ, "a")
    assert reading.codes == [("a  **b**\n\n c", "", "a")]
    assert not list(leftovers(reading.pieces, []))


def test_marks_that_are_left_are_told_and_those_of_the_reference_are_known() -> None:
    made = scan("<p>他说**不</p><p>::: tip</p>", ALL_READ, "c1").pieces
    found = list(leftovers(made, scan("<p>::: tip</p>", ALL_READ, "a.md:3").pieces))
    assert [(one.mark, one.also_in_reference) for one in found] == [("**", False), (":::", True)]


def _rewritten(text: str) -> list[str]:
    lines = tuple(Line(line, f"a.md:{number}") for number, line in enumerate(text.split("\n"), 1))
    return [line.text for line in plain(Source("a.md", "", lines), vault=True, hides_lines=True)]


_TITLE = ("", '<span class="title"></span>题', "")


def test_the_tools_own_marks_are_no_text_and_their_titles_are() -> None:
    text = "::: tip 题\n文\n:::\n```rust\n::: x\n# hidden\n## not\n```\n[[b#c|看]] ==亮=="
    assert _rewritten(text) == [
        *_TITLE, "文", "", "```rust", "::: x", "# not", "```",
        '<span class="link">看</span> <mark>亮</mark>',
    ]  # fmt: skip


def test_nothing_in_a_formula_is_markdown_to_the_reference() -> None:
    formula = " x&#95;&#123;T&#61;0&#46;5&#125; &#92;&#92; "
    assert _rewritten("$$\nx_{T=0.5} \\\\\n$$") == [f'<tex class="block">{formula}</tex>']


def test_what_a_site_draws_is_no_text() -> None:
    text = "<script setup>\nimport A from './a.vue'\n</script>\n<A /> x `<A />` <B/>"
    assert _rewritten(text)[3] == " x `<A />` <B/>"
    link = '<ALink href="u" title="t"/>\n<ALink href="u" title="t">\nx\n</ALink>\ny\n'
    assert _rewritten(link) == ["t", "x", "y", ""]


def test_a_drawing_in_the_text_is_a_picture_and_an_icon_of_elsewhere_is_nothing() -> None:
    drawn = '甲 <svg>\n\n    <path d="M0 0"/>\n</svg> 乙 <svg><use href="a#b"/></svg> 丙'
    assert _rewritten(f"{drawn}\n`<svg>` 丁") == ['甲 <img src="drawing.svg"> 乙  丙', "`<svg>` 丁"]


def test_a_document_that_is_shown_keeps_its_words() -> None:
    assert _rewritten("![甲.pdf](b/a.pdf)") == ["![甲.pdf](b/a.png)"]


def test_an_address_with_spaces_is_one() -> None:
    assert _rewritten("![甲](b/0 (1).png)") == ["![甲](<b/0 (1).png>)"]
    assert _rewritten("[甲](../01 A b/c.md) [乙](a.md#一 二) `[丙](d e.md)` [丁](f g) ![戊](h i.pdf)") == [
        "[甲](<../01 A b/c.md>) [乙](<a.md#一 二>) `[丙](d e.md)` [丁](f g) ![戊](<h i.png>)"
    ]


def test_the_mark_of_a_caption_is_no_text() -> None:
    assert _rewritten("| a |\n|---|\n\n  Table: 甲\n\n见 Table: 乙") == [
        "| a |",
        "|---|",
        "",
        "  甲",
        "",
        "见 Table: 乙",
    ]


def test_marks_of_docsify_are_no_text() -> None:
    assert _rewritten("# A {docsify-ignore-all}\n## B :id=b\nC :id=c") == ["# A", "## B", "C :id=c"]


def test_a_label_of_myst_behind_a_formula_is_no_text() -> None:
    assert _rewritten("$$x$$ (eq:a)") == ['<tex class="block">x</tex>']
    assert _rewritten("见式{eq}`eq:a`") == ["见式\\\\ref{x}"]


def test_a_formula_may_begin_within_a_line_and_end_below() -> None:
    made = _rewritten("有： $$\\left| x\n y$$\n\n## 题")
    assert [line.partition("<tex")[0] for line in made] == ["有： ", "", "## 题"]
    assert [line.partition("<tex")[0] for line in _rewritten("1. 有 $$C:\nx = y$$\n文")] == ["1. 有 ", "文"]
    assert _rewritten("进程号$$，父进程\n文") == ["进程号$$，父进程", "文"]


def test_formulas_in_round_brackets_are_formulas() -> None:
    assert _rewritten(r"设\(x_1\)与\\(f(x)^2\\)，\(注\)") == [r"设$x_1$与$f(x)^2$，\(注\)"]
    assert _rewritten(r"\(x_1\) \(x_2\) \(x_3\) \(n\)") == ["$x_1$ $x_2$ $x_3$ $n$"]
    assert _rewritten("$D_p=1$，$D_M=2$，$HOME") == [r"$D_p=1$，$D_M=2$，\$HOME"]


def test_icons_badges_and_attributes_are_no_text() -> None:
    assert _rewritten("![](a.png){: .b } :material-alarm: 甲 `:material-a:`") == ["![](a.png)  甲 `:material-a:`"]
    assert _rewritten('## 甲 <Badge text="乙" type="tip" />') == ["## 甲 乙"]


def test_formulas_are_no_markdown() -> None:
    made = "".join(_rewritten("$$\na_{i=1}^n\n$$"))
    assert made == '<tex class="block"> a&#95;&#123;i&#61;1&#125;&#94;n </tex>'


def test_a_link_with_brackets_in_its_words_is_no_wikilink() -> None:
    assert _rewritten("[[1]](#one) [[b]]") == ['[[1]](#one) <span class="link">b</span>']


def test_a_chunk_shows_its_code_without_options_or_its_picture() -> None:
    chunk = '```{r}\n#| echo: false\n#| fig-cap: |\n#|   Two\n#|   lines\ninclude_graphics("a.png")\n```'
    assert _rewritten(chunk) == ["![Two lines](<a.png>)"]
    assert _rewritten("```{r, fig.cap='It\\'s'}\ninclude_graphics('a.png')\n```")[-1] == "![It's](<a.png>)"
    assert _rewritten("```{r}\n#| message: false\nx\n```") == ["```{r}", "x", "```"]
    assert _rewritten("```{r}\n#| echo: false\nx\n```\n```{r, echo=FALSE}\nplot(x)\n```")[1:2] == ["plot(x)"]


def test_a_chunk_shows_every_picture_that_it_names_and_one_in_a_fence_is_code() -> None:
    head = "```{r plot-1, echo = F, fig.cap='题'}\n"
    assert _rewritten(head + 'include_graphics(path = here::here("a", "b.png"))\n```') == ["![题](<a/b.png>)"]
    several = _rewritten(head + "include_graphics(c('a.png', 'b.png'))\n```")
    assert several == ["![](<a.png>) ![](<b.png>)", "", "题", ""]
    named = "```{r, echo = F, fig.cap = '(ref:x)'}\ninclude_graphics('a.png')\n```\n(ref:x) 题"
    assert _rewritten(named) == ["![题](<a.png>)"]
    pair = _rewritten(head + "include_graphics(paste0('a/', 'b.png'))\nknitr::include_graphics('c.png')\n```")
    assert pair[0] == "![](<a/b.png>) ![](<c.png>)"
    assert _rewritten("```{r plot-2, echo = F}\nrm(a)\n```") == []
    shown = f"````{{verbatim}}\n{head}plot(a)\n```\n````"
    assert _rewritten(shown) == shown.split("\n")


def test_directives_of_myst_are_what_they_show() -> None:
    text = (
        "```{note} 题\n:class: tip\n甲\n```\n```{toctree}\na\n```\n"
        "```{code-cell} py\n:tags: [x]\nx = 1\n```\n```{other}\n乙\n```"
    )
    assert _rewritten(text) == ["", "题", "", "甲", "", "```py", "x = 1", "```", "```{other}", "乙", "```"]
    assert _rewritten("```{figure} a.png\n:name: x\n\n说明\n```")[0] == "![](<a.png>)"
    assert _rewritten("```{math}\n:label: x\ny\n```") == ['<tex class="block"> y </tex>']


def test_what_is_for_browsers_without_a_player_is_no_text() -> None:
    assert _rewritten("甲<video src='a'>不支持</video>乙\n<video controls>\n不支持\n</video>\n\n丙\n`<video>` 丁") == [
        "甲<video src='a'></video>乙", "<video controls>", "", "</video>", "", "丙", "`<video>` 丁",
    ]  # fmt: skip


def test_roles_and_labels_are_the_words_that_they_show() -> None:
    assert _rewritten(":label:`fig_a`\n(sec-a)=\n:begin_tab:`x`\n:end_tab:") == ["", "", "", "x", "", "", "", ""]
    assert _rewritten("如 :numref:`fig_a`，{ref}`这里 <x>`，{term}`容器`的:cite:`Li,Wang`，`:ref:`") == [
        "如 \\\\ref{x}，这里，容器的\\[Li;Wang\\]，`:ref:`"
    ]


def test_brackets_twice_make_a_vault_only_around_the_name_of_a_page() -> None:
    def linked(text: str) -> bool:
        return is_vault(Source("a.md", "", (Line(text, "a.md:1"),)), {"乙"})

    assert [linked(text) for text in ("见[[乙#节|词]]", "![[图.png]]")] == [True, True]
    assert [linked(text) for text in ("矩阵[[1, 2], [3]]", "见[[丙]]")] == [False, False]


def test_shortcodes_of_hugo_are_what_they_show() -> None:
    assert _rewritten('{{< columns >}}\n[a]({{< relref "/b.md" >}})\n<--->') == ["", "[a](/b.md)", ""]
    assert _rewritten('{{< rawhtml >}}\n{{< video src="a.mp4" >}}')[0] == ""
    assert "a.mp4" in _rewritten('{{< rawhtml >}}\n{{< video src="a.mp4" >}}')[1]
    assert _rewritten("是{{< katex >}} x_1 {{< /katex >}}。") == ["是<tex>x&#95;1</tex>。"]
    assert _rewritten("{{< katex display >}}\nx\n\n{{< /katex >}}")[0].startswith('<tex class="block">')


def test_what_only_latex_heeds_is_no_text() -> None:
    lines = tuple(Line(text, f"a.Rmd:{number}") for number, text in enumerate(("\\newpage", "a\\index{b{c}}d"), 1))
    assert [line.text for line in plain(Source("a.Rmd", "", lines), vault=False, hides_lines=False)] == ["", "ad"]
    assert _rewritten("a\\index{b} [[c#^d]]") == ['a\\index{b} <span class="link">c</span>']


def test_references_to_numbers_are_no_text() -> None:
    rules = replace(ALL_READ, references=False)
    text = (
        '<p>见<a href="#x">图 1-2</a><a href="#y">第 14.8 节</a>和\\@ref(fig:y)、@sec-z，<a href="#x">一张图</a>。</p>'
    )
    assert [piece.text for piece in scan(text, rules, "a").pieces] == ["见和、，一张图。"]


def test_an_admonition_gives_its_body_back() -> None:
    assert _rewritten('!!! note "题"\n    文\n\n        代码\n后') == [
        *_TITLE, "文", "", "    代码", "后",
    ]  # fmt: skip


def test_a_figure_whose_words_are_markdown_is_read() -> None:
    assert _rewritten('<figure class="a" markdown>\n![题](a.png)\n<figcaption>甲</figcaption>\n</figure>') == [
        '<figure class="a" markdown>', "", "![题](a.png)", "<figcaption>甲</figcaption>", "", "</figure>",
    ]  # fmt: skip


def test_formulas_are_read_in_html_and_pictures_of_hexo_are_pictures() -> None:
    text = "<td>$a &lt; b$ 与 \\\\(x_1\\\\)</td>\n\n$c$ {% asset_img big 3.png 图 %}"
    assert _rewritten(text) == [
        "<td><tex>a &#60; b</tex> 与 <tex>x&#95;1</tex></td>", "", '$c$ <img src="3.png">',
    ]  # fmt: skip


def test_square_brackets_hold_a_formula_or_are_escaped() -> None:
    assert _rewritten(r"即 \[v_1 + \alpha\]，\[a\\w\]") == [r"即 $v_1 + \alpha$，\[a\\w\]"]


def test_a_note_that_nothing_calls_is_text() -> None:
    assert _rewritten("文[^甲]: 见[^B]\n[^甲]: 一\n[^b]: 二\n[^丙]: 三\n`[^丙]`") == [
        "文[^甲]: 见[^B]", "[^甲]: 一", "[^b]: 二", "", "三", "", "`[^丙]`",
    ]  # fmt: skip


def test_points_behind_brackets_are_no_address() -> None:
    assert _rewritten("[2019·卷](2) [甲](2.md) ![乙](3)") == [r"\[2019·卷](2) [甲](2.md) ![乙](3)"]


def test_a_formula_of_several_lines_may_stand_right_behind_another() -> None:
    text = "化：$a_1$$\\begin{cases}\n b\n\\end{cases}$\n文"
    assert _rewritten(text)[0] == "化：$a_1$ $\\begin{cases}"
    assert _rewritten(text)[-1] == "文"


def test_the_page_behind_a_title_is_taken_away_and_no_number_of_the_title() -> None:
    lines = _without_pages({"1.1会话1", "二"}, pieces_of("1.1会话1171", "二9", "三9", "二", "635453"))
    assert [line.text for line in lines] == ["1.1会话1", "二", "三9", "二", "635453"]


def test_what_a_vault_hides_is_no_text() -> None:
    assert _rewritten("a %%b%% c ^id-1\n%%\nd\n%%\n`%%e%%`\n```\n%%f%%\n```") == [
        "a  c", "", "", "", "`%%e%%`", "```", "%%f%%", "```",
    ]  # fmt: skip
    assert _rewritten("1. a\n\n       [[b]]") == ["1. a", "", "       [[b]]"]


def test_tildes_are_fences_to_pandoc_too() -> None:
    assert _rewritten("~~~md\n```\na\n```\n~~~\n![[b.png]]") == ["````md", "```", "a", "```", "````", "![](<b.png>)"]


def test_marks_that_light_lines_of_code_are_no_code() -> None:
    assert _rewritten("```py\n# highlight-next-line\na  # highlight-next-line\n```")[1:-1] == [
        "a  # highlight-next-line"
    ]


def test_formulas_are_what_their_authors_mean() -> None:
    assert _rewritten("若 $x_1 $，则 $ i-1 $，$ 5 元和 $x$") == ["若 $x_1$，则 $i-1$，$ 5 元和 $x$"]
    assert _rewritten("$C_2$$C_3$ 与") == ["$C_2$$C_3$ 与"]
    assert _rewritten("$$\n\\begin{align} a \\end{align}\n$$")[0].count("</tex>") == 1


def test_a_table_needs_no_empty_line_above_it() -> None:
    assert _rewritten("表 1\n|a|b|\n|-|-|")[1:] == ["", "|a|b|", "|-|-|"]


def test_bars_of_formulas_part_no_cells() -> None:
    rows = "|a|b|\n|-|-|\n|$|x|$|$5|\n|$5|$6|\n\n$|x|$"
    assert _rewritten(rows)[2:] == ["|$\\|x\\|$|$5|", "|$5|$6|", "", "$|x|$"]


def test_room_to_write_in_and_ranges_are_no_marks() -> None:
    assert _rewritten("____吃____，`____`，__粗__") == [r"\_\_\_\_吃\_\_\_\_，`____`，__粗__"]
    assert _rewritten("> ______") == ["> ______"]
    assert _rewritten("1~3周，4~6周，H~2~O") == [r"1\~3周，4\~6周，H~2~O"]


def test_a_heading_of_several_lines_is_one() -> None:
    pieces = scan("<h2>甲<br>乙</h2><p>丙<br>丁</p>", ALL_READ, "a").pieces
    assert [piece.text for piece in pieces] == ["甲乙", "丙", "丁"]


def test_signs_that_compare_mark_nothing() -> None:
    assert _rewritten("用（==），又用（===）；==重点==") == ["用（==），又用（===）；<mark>重点</mark>"]


def test_a_note_goes_on_below_its_first_line_which_pandoc_loses() -> None:
    assert _rewritten("文[^1]\n\n[^1]: 一\n二\n# 三") == ["文[^1]", "", "[^1]: 一", "    二", "# 三"]
    text = "- 文[^1]\n  [^1]: 一<br>\n  二\n      三\n  - 四\n"
    assert _rewritten(text)[2:] == ["      二", "          三", "  - 四", ""]


def test_heads_of_columns_are_told_from_those_of_rows_and_known_again() -> None:
    table = "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><th>丙</th></tr></tbody></table>"
    assert [piece.kind for piece in scan(table, ALL_READ, "a").pieces] == ["head", "head", "text"]
    heads = {"甲乙丙"}
    assert [_is_head(text, heads) for text in ("甲乙丙", "乙丙甲", "丙甲乙", "乙甲丙", "甲乙")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_radical_is_the_han_that_its_glyph_draws_too() -> None:
    assert seen("⻚⽂⻛") == "页文风"
    assert seen("か\u3099") == "が"


def test_what_counts_the_items_of_a_list_is_no_text_and_a_year_is() -> None:
    lines = ["1.", "(12)", "③", "b.", "iv.", "▪", "1. ▪ •", "", "2024.", "(乙)", "③ 三"]
    assert [line for line in lines if not MARKER.fullmatch(line)] == ["", "2024.", "(乙)", "③ 三"]


def test_a_lone_caret_raises_nothing() -> None:
    assert _rewritten("10^6个 = 10^12个，x^2^，$a^2$，[^1]") == ["10\\^6个 = 10\\^12个，x^2^，$a^2$，[^1]"]
    assert _rewritten("文 ^block") == ["文"]


def test_a_word_in_dollars_is_no_variable_of_a_shell() -> None:
    assert _rewritten("$GAP$ 与 $HOME 与 $PATH") == ["$GAP$ 与 \\$HOME 与 \\$PATH"]
    for formula in (r"$SSE = \sum_{i=1} y_i - SS_A$", "$SS_{xy} = 1 - R_2$"):
        assert _rewritten(f"文：{formula}") == [f"文：{formula}"]
    assert _rewritten("$JAVA_HOME/bin:$PATH") == ["\\$JAVA_HOME/bin:\\$PATH"]


def test_the_number_of_a_formula_is_none_of_its_text() -> None:
    assert "tag" not in _rewritten("$$ a \\tag{1} $$")[0]


def test_words_in_components_of_mdx_are_text_whatever_their_indent() -> None:
    text = (
        "import Mark from '@site/Mark'\n\n甲<Mark>乙</Mark>\n\n<div>\n    <Img src='a' />\n\n    丙\n</div>\n\n    丁"
    )
    lines = tuple(Line(line, f"a.mdx:{number}") for number, line in enumerate(text.split("\n"), 1))
    made = [line.text for line in plain(Source("a.mdx", "", lines, mdx=True), vault=False, hides_lines=False)]
    assert [line for line in made if line] == ["甲乙", "<div>", "丙", "</div>", "丁"]


def test_boxes_between_two_directives_are_no_text_and_what_is_for_notebooks_is_none() -> None:
    text = (
        "```{solution-start} a\n:class: dropdown\n```\n\n答\n\n```{solution-end}\n```\n\n"
        '+++ {"a": []}\n\n```{raw} jupyter\n<div>\n```\n\n```{exercise-start} 题\n:label: b\n```'
    )
    assert [line for line in _rewritten(text) if line] == ["答", "题"]


def test_components_of_mdx_are_their_titles_and_code_where_a_list_holds_words() -> None:
    text = (
        '<Film\n  size={{ w: 1 }}\n/>\n<Card title="题">\n文\n</Card>\n<Chat a={[\n  "字",\n]} />\n<Tabs\n  a={[]}\n>'
    )
    lines = tuple(Line(line, "a.mdx:1") for line in text.split("\n"))
    made = [line.text for line in plain(Source("a.mdx", "", lines, mdx=True), vault=False, hides_lines=False)]
    fence = "`" * 12
    assert [text for text in made if text] == ["题", "文", f"{fence}jsx", "<Chat a={[", '  "字",', "]} />", fence]


def test_a_tag_of_mdx_that_never_ends_is_text_again_after_sixty_lines() -> None:
    text = ["<Card", *(f"  a{number}" for number in range(70)), "", "```", "x", "```"]
    lines = tuple(Line(line, "a.mdx:1") for line in text)
    assert [line.text for line in components_of_mdx(list(lines))] == text


def test_what_a_page_of_mdx_brings_in_or_tells_search_engines_is_no_text() -> None:
    text = "import A from 'a'\n\n<head>\n  <title>题</title>\n</head>\n\n<style>{`\n.a {\n}\n`}</style>\n"
    text += "<details>\n<summary>文</summary>\n```\nimport b from 'b'\n```\n</details>"
    page = Source("a.md", "", tuple(Line(line, "a.md:1") for line in text.split("\n")), mdx=True)
    made = [line.text for line in plain(page, vault=False, hides_lines=False) if line.text]
    assert made == ["<details>", "<summary>文</summary>", "```", "import b from 'b'", "```", "</details>"]


def test_a_component_that_closes_itself_shows_what_it_says() -> None:
    text = 'import Card from "./Card.vue"\n\n<Card\n  title="题"\n  desc="述"\n/>\n\n<See title="看" href="/a" />'
    page = Source("a.md", "", tuple(Line(line, "a.md:1") for line in text.split("\n")), site=("Card",))
    made = [line.text for line in plain(page, vault=False, hides_lines=False) if line.text]
    assert made[1:] == ["题<br>述", "看"]


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("$\n x\n$。", ['<tex class="block">  x </tex>。']),
        ("得 $\\nu=6\n$\n$\\nu_2$", ["得 $\\nu=6$", "$\\nu_2$"]),
        ("集 $ \\nu\n\\iff\nb\n$\n后", ["集 $\\nu", "\\iff", "b$", "后"]),
        ('???- tip "甲"\n    乙', ["", '<span class="title"></span>甲', "", "乙"]),
        ("得 $x$ 与 $5\n$ ls", ["得 $x$ 与 $5", "$ ls"]),
        ("```{block a, type='tip'}\n- 甲\n```\n\n```{r}\n1\n```", ["", "- 甲", "", "", "```{r}", "1", "```"]),
        ("*甲 $c$ 乙？*丙", ["<em>甲 $c$ 乙？</em>丙"]),
        ("- *甲*，*乙*", ["- *甲*，*乙*"]),
        ("<div><pre>甲\n\n乙</pre></div>", ["<div><pre>甲", "<!-- -->", "乙</pre></div>"]),
        ("> [!note|style:a|label:题]\n> 文", ["> ", '> <span class="title"></span>题', "> ", "> 文"]),
        ("??? 常见的级数\n    文", ["", '<span class="title"></span>常见的级数', "", "文"]),
        ("\\| 1 | 2 |\n|-|-|\n| 3 | 4 |", ["|\\| 1 | 2 |", "|-|-|", "| 3 | 4 |"]),
        ("{% note info 甲 乙 %}\n{% note info %}", ["", '<span class="title"></span>甲 乙', "", ""]),
        ('<TabItem label="甲">乙</TabItem>', ["", '<span class="title"></span>甲', "", "乙", ""]),
        ("<!-- tab 甲 -->", ["", '<span class="title"></span>甲', ""]),
        ("==甲====**乙**==，a ==== b", ["<mark>甲**乙**</mark>，a ==== b"]),
        ("|a|b|\n|-|-|\n|c|x||y|", ["|a|b|", "|-|-|", "|c|x\\|\\|y|"]),
        ("```{r, include=FALSE}\nx\n```\n文", ["文"]),
        ("```{r}\n#| fig-cap: 一\n#| echo: false\ninclude_graphics('a.png')\n```", ["![一](<a.png>)"]),
        ("```{mermaid}\n%%| fig-cap: 题\ngraph LR\n```", ["```mermaid", "graph LR", "```", "", "题", ""]),
        ("*[甲]: 乙\n丙", ["丙"]),
        ("```toc\na\n```\n文", ["文"]),
        (
            "\\begin{align}x\n\\end{align}",
            ['<tex class="block">&#92;begin&#123;align&#125;x &#92;end&#123;align&#125;</tex>'],
        ),
    ],
)
def test_what_pandoc_reads_otherwise(text: str, rewritten: list[str]) -> None:
    assert [line.rstrip() for line in _rewritten(text)] == [line.rstrip() for line in rewritten]


def test_only_a_heading_with_a_number_is_shown_without_it() -> None:
    def seen(*texts: str) -> Reading:
        return Reading([Piece(text, text, "", 2, "heading") for text in texts])

    assert _titles(seen("入门", "📌作用"), seen("周一：入门", "📌作用")) == {"周一入门": "入门"}


def test_a_picture_in_a_heading_is_words_in_an_outline() -> None:
    headings = [Piece("1.1并", "1.1 并", "a"), Piece("1.2js", "1.2 js", "a"), Piece("1.3交", "1.3 交", "a")]
    assert _absent(headings, ["1.1并js", "1.2js", "1.3"], {"js"}) == ("a: 1.3交",)


def test_code_in_html_is_whole_and_a_button_that_opens_a_page_is_a_link() -> None:
    found = scan(
        "<pre>\n\n甲<div>乙</div></pre><p><b><button onclick=\"open('http://a')\"></b>丙</button></p>", ALL_READ, "a"
    )
    assert [text for text, _, _ in found.codes] == ["\n甲乙"]
    assert [piece.text for piece in found.pieces] == ["甲乙", "丙"]


def test_code_is_told_from_formulas_and_notes() -> None:
    assert _rewritten("`$a$`和`$b$` `^[c]` $`d`$ ^[`e`]") == ["`$a$`和`$b$` `^[c]` <tex>d</tex>  `e` "]


def test_what_r_writes_into_a_page_is_its_text() -> None:
    lines = (Line("`r if (knitr::is_html_output()) '# 文献 {-}'`", "a.Rmd:1"), Line("# (APPENDIX) 附录 {-}", "a.Rmd:2"))
    assert [line.text for line in plain(Source("a.Rmd", "", lines), vault=False, hides_lines=False)] == [
        "# 文献", "# 附录",
    ]  # fmt: skip


def test_letters_of_mathematical_alphabets_are_plain_ones_as_in_print() -> None:
    assert seen("𝗍𝗁𝖾 \u00ad𝟙x⼀") == "the1x一"


def test_brackets_of_code_are_no_wikilinks() -> None:
    assert _rewritten("[[a]] `[[b]]` [[ ]] [[Bug]](c)")[-1].endswith("</span> `[[b]]` [[ ]] [[Bug]](c)")


def test_a_grid_is_read_cell_by_cell() -> None:
    grid = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n| e |   |\n+---+---+"
    words = [line.strip() for line in _rewritten(grid) if line.strip() and not line.startswith("<")]
    assert words == ["a", "b", "c", "e", "d"]
    spans = "+---+---+\n| a     |\n+---+---+"
    assert _rewritten(spans) == spans.split("\n")


def test_options_of_a_drawing_are_no_text_and_its_caption_is() -> None:
    text = "```{mermaid}\n%%| fig-cap: 流程\ngraph TD\n```"
    assert _rewritten(text) == ["```mermaid", "graph TD", "```", "", "流程", ""]


def test_definitions_of_tex_print_nothing() -> None:
    assert _rewritten("$$\n\\def\\b#1{{\\bf #1}}\n$$") == [""]
    assert _rewritten("$$\n\\def\\b{c} x=1\n$$")[0].startswith("<tex")


def test_a_compatibility_form_is_its_han() -> None:
    assert seen("\uf967行") == "不行"


def test_what_is_read_from_the_right_is_found_whatever_the_order_of_its_marks() -> None:
    assert [_place(line, "x)אב(y", 0, 6) for line in ("(אב)", "(אג)", "y")] == [1, -1, 5]
