"""Jupyter notebooks: their cells become a chapter, with what the code has put out below it."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from limits import within
from PIL import Image as Picture

from studypress.check.advice import fix, read_writing
from studypress.check.switches import read_switches
from studypress.cli import main
from studypress.figures import draw
from studypress.manuscript import Manuscript, read_manuscript
from studypress.manuscript.notebooks.outputs import markdown_lines, terminal_text
from studypress.markdown import parse
from studypress.model import (
    Block,
    Book,
    CodeBlock,
    Container,
    Figure,
    FormulaBlock,
    Heading,
    Image,
    List,
    Paragraph,
    Section,
    Table,
)
from studypress.problem_formats import as_github, as_json
from studypress.problems import CELL, OUTPUT, BookError, Place, Problem, problem
from studypress.resolve import resolve
from studypress.tree import plain_text, walk
from studypress.wording import said

Json = dict[str, Any]


def picture(colour: str = "red") -> str:
    """A small PNG, as a notebook holds it."""
    data = io.BytesIO()
    Picture.new("RGB", (8, 4), colour).save(data, "PNG")
    return base64.encodebytes(data.getvalue()).decode()


def text(source: str, **more: Any) -> Json:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True), **more}


def code(source: str, *outputs: Json, **metadata: Any) -> Json:
    lines = source.splitlines(keepends=True)
    return {"cell_type": "code", "metadata": metadata, "source": lines, "outputs": list(outputs)}


def printed(words: str, name: str = "stdout") -> Json:
    return {"output_type": "stream", "name": name, "text": words.splitlines(keepends=True)}


def shown(kind: str = "display_data", metadata: Json | None = None, **forms: Any) -> Json:
    """An output in several forms: `text_html` is `text/html`, `image_svg` `image/svg+xml`."""
    names = {"image_svg": "image/svg+xml", "plotly": "application/vnd.plotly.v1+json"}
    data = {names.get(name, name.replace("_", "/", 1)): form for name, form in forms.items()}
    return {"output_type": kind, "data": data, "metadata": metadata or {}}


def notebook(*cells: Json, **metadata: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}, ensure_ascii=False)


def read(root: Path, files: dict[str, str]) -> tuple[Manuscript, list[Problem]]:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf8")
    return read_manuscript(root)


def book_of(root: Path, *cells: Json, **metadata: Any) -> tuple[Book, list[Problem]]:
    """The book that a notebook is, drawn, and what is wrong with it."""
    manuscript, problems = read(root, {"a.ipynb": notebook(text("# 一\n"), *cells, **metadata)})
    book, in_text = parse(manuscript)
    book, in_links = resolve(book)
    book, in_figures = draw(book, root)
    found = [*problems, *in_text, *in_links, *in_figures]
    return book, [one for one in found if one.code != "contents-list"]


def blocks(root: Path, *cells: Json, **metadata: Any) -> tuple[Block, ...]:
    """What the cells become; nothing must be wrong with them."""
    book, problems = book_of(root, *cells, **metadata)
    assert problems == []
    return book.chapters[0].blocks


def outputs(root: Path, *given: Json) -> tuple[Block, ...]:
    """What is shown below a cell of code."""
    return blocks(root, code("x", *given))[1:]


def only_code(block: Block) -> CodeBlock:
    """The text in a box of what was put out."""
    assert isinstance(block, Container)
    assert block.classes == ("output",)
    (inner,) = block.blocks
    assert isinstance(inner, CodeBlock)
    return inner


# --- Books ----------------------------------------------------------------------------------------------------


def test_notebooks_are_chapters_among_the_others_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {
        "2.ipynb": notebook(text("# 乙\n\n字")),
        "1.md": "# 甲\n\n字",
        "10.md": "# 丙\n\n字",
        "3.ipynb": notebook(text("# 三\n\n字")),
        "4.ipynb": notebook(),
    }
    manuscript, problems = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters] == ["1.md", "2.ipynb", "3.ipynb", "10.md"]
    assert [(one.place.path, one.code) for one in problems] == [("4.ipynb", "empty-file")]
    assert [plain_text(chapter.title) for chapter in parse(manuscript)[0].chapters] == ["甲", "乙", "三", "丙"]


@pytest.mark.parametrize(
    ("name", "listing"),
    [
        ("_toc.yml", "format: jb-book\nroot: index\nchapters:\n- file: b/two\n- file: one.ipynb\n"),
        ("_quarto.yml", "project: {type: book}\nbook:\n  chapters: [index.md, b/two.ipynb, one.ipynb]\n"),
        ("SUMMARY.md", "* [书](index.md)\n* [乙](b/two.ipynb)\n* [甲](one.ipynb)\n"),
        ("myst.yml", "project:\n  toc:\n  - file: index.md\n  - file: b/two.ipynb\n  - file: one.ipynb\n"),
        ("book.toml", 'chapters = ["index.md", "b/two.ipynb", "one.ipynb"]\n'),
    ],
)
def test_lists_of_every_tool_name_them(tmp_path: Path, name: str, listing: str) -> None:
    pages = {"index.md": "# 书\n\n字", "one.ipynb": notebook(text("# 甲")), "b/two.ipynb": notebook(text("# 乙"))}
    manuscript, problems = read(tmp_path, pages | {name: listing})
    assert [file.path for file in manuscript.chapters] == ["index.md", "b/two.ipynb", "one.ipynb"]
    assert {one.code for one in problems} <= {"contents-list"}


def test_mkdocs_names_them_below_its_folder(tmp_path: Path) -> None:
    nav = "site_name: x\nnav:\n- 甲: one.ipynb\n- b/two.md\n"
    files = {"mkdocs.yml": nav, "docs/one.ipynb": notebook(text("字")), "docs/b/two.md": "# 乙\n"}
    manuscript, _ = read(tmp_path, files)
    assert [(file.path, file.title) for file in manuscript.chapters] == [
        ("docs/one.ipynb", "甲"),
        ("docs/b/two.md", ""),
    ]


def test_one_notebook_is_a_book(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(notebook(text("# 甲\n\n字")), encoding="utf8")
    manuscript, problems = read_manuscript(tmp_path / "a.ipynb")
    assert [file.path for file in manuscript.chapters] == ["a.ipynb"]
    assert problems == []


def test_of_a_notebook_and_its_copy_in_markdown_one_is_taken(tmp_path: Path) -> None:
    pages = {
        "a.ipynb": notebook(text("# 甲\n\n字")),
        "md/a.md": "# 甲\n\n字",
        "b.md": "# 课\n",
        "b.ipynb": notebook(text("# 练习")),
        "c.md": "# 丙\n",
        "c.ipynb": notebook(text("# 丙")),
    }
    manuscript, problems = read(tmp_path, pages)
    assert [file.path for file in manuscript.chapters] == ["a.ipynb", "b.md", "b.ipynb", "c.md"]
    assert {one.place.path: str(one.message) for one in problems} == {
        "md/a.md": "The same chapter is in a.ipynb.",
        "c.ipynb": "The same chapter is in c.md.",
    }
    manuscript, _ = read(tmp_path, {"book.toml": 'chapters = ["c.ipynb"]'})
    assert [file.path for file in manuscript.chapters] == ["c.ipynb"]


def test_what_jupyter_book_has_built_is_no_chapter(tmp_path: Path) -> None:
    manuscript, _ = read(
        tmp_path, {"a.ipynb": notebook(text("# 甲")), "_build/jupyter_execute/a.ipynb": notebook(text("# 甲"))}
    )
    assert [file.path for file in manuscript.chapters] == ["a.ipynb"]


def test_sites_whose_folders_are_their_list_have_none(tmp_path: Path) -> None:
    files = {"docusaurus.config.js": "", "docs/a.md": "# 甲\n", "docs/b.ipynb": notebook(text("# 乙"))}
    manuscript, _ = read(tmp_path, files)
    assert [file.path for file in manuscript.chapters] == ["docs/a.md"]


def test_links_lead_to_them(tmp_path: Path) -> None:
    files = {
        "1.md": "# 甲\n\n[乙](2.ipynb) [丙](2.html#节)\n",
        "2.ipynb": notebook(text("# 乙\n\n## 节\n\n[甲](1.md)")),
    }
    manuscript, _ = read(tmp_path, files)
    _, problems = resolve(parse(manuscript)[0])
    assert problems == []


def test_front_matter_stands_in_a_first_raw_cell(tmp_path: Path) -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: 甲\nweight: 2\n---"}
    files = {"a.ipynb": notebook(raw, text("字\n\n![图](x.png)")), "b.md": "---\nweight: 1\n---\n# 乙\n"}
    manuscript, _ = read(tmp_path, files)
    assert [(file.path, file.title) for file in manuscript.chapters] == [("b.md", ""), ("a.ipynb", "甲")]
    (image,) = walk(parse(manuscript)[0].chapters, Image)
    assert str(image.place) == "a.ipynb:cell 2:3"


def test_other_raw_cells_are_left_out_unless_they_are_markdown(tmp_path: Path) -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "\\newpage"}
    own = {"cell_type": "raw", "metadata": {"raw_mimetype": "text/markdown"}, "source": "**字**"}
    book, problems = book_of(tmp_path, raw, own)
    assert plain_text(book.chapters[0].blocks) == "字"
    assert [(str(one.place), one.code) for one in problems] == [("a.ipynb:cell 2", "skipped-cell")]


def test_a_notebook_may_be_included(tmp_path: Path) -> None:
    files = {
        "1.md": "# 甲\n\n{{#include 2.ipynb}}\n",
        "2.ipynb": notebook(text("## 节"), code("x = 1"), text("![图](y.png)")),
    }
    manuscript, problems = read(tmp_path, files)
    book, _ = parse(manuscript)
    assert problems == []
    assert [node.text for node in walk(book.chapters, CodeBlock)] == ["x = 1\n"]
    assert [str(node.place) for node in walk(book.chapters, Image)] == ["2.ipynb:cell 3:1"]


def test_a_notebook_includes_files(tmp_path: Path) -> None:
    cells = [text("# 甲"), text("{{#include b.md}}\n\n![图](y.png)")]
    manuscript, problems = read(tmp_path, {"1.ipynb": notebook(*cells), "b.md": "乙\n\n![图](z.png)"})
    assert problems == []
    assert [str(node.place) for node in walk(parse(manuscript)[0].chapters, Image)] == ["b.md:3", "1.ipynb:cell 2:3"]


# --- Cells ----------------------------------------------------------------------------------------------------


def test_a_cell_of_code_is_code_in_the_language_of_the_kernel(tmp_path: Path) -> None:
    source = "def f():\n\treturn '```'  \n\n# `````\n"
    (block,) = blocks(tmp_path, code(source), kernelspec={"name": "ir", "language": "R"})
    assert isinstance(block, CodeBlock)
    assert (block.text, block.language) == (source, "r")


@pytest.mark.parametrize(
    ("metadata", "source", "language"),
    [
        ({}, "x", "python"),
        ({"kernelspec": {"name": "python3"}}, "x", "python"),
        ({"kernelspec": {"name": "julia-1.9"}}, "x", "julia"),
        ({"language_info": {"name": "C++"}}, "x", "c++"),
        ({}, "%%bash\nls", "bash"),
        ({}, "%%time\nx", "python"),
        ({"language_info": {"name": "a b}\n```"}}, "x", "ab"),
    ],
)
def test_the_language_is_found(tmp_path: Path, metadata: Json, source: str, language: str) -> None:
    book, _ = book_of(tmp_path, code(source), **metadata)
    assert [node.language for node in walk(book, CodeBlock)] == [language]


def test_cells_end_what_they_open(tmp_path: Path) -> None:
    found = blocks(tmp_path, text("```\nx"), text("字"), text("<!-- 不印"), text("## 节"))
    assert [type(block) for block in found] == [CodeBlock, Paragraph, Section]
    assert markdown_lines("~~~~\r\n<!--") == ["~~~~", "<!--", "~~~~"]
    assert markdown_lines("`<!--`") == ["`<!--`"]


def test_a_list_ends_with_its_cell(tmp_path: Path) -> None:
    found = blocks(tmp_path, text("1. 甲\n2. 乙\n"), text("1. 丙\n2. 丁"))
    assert [len(block.items) for block in found if isinstance(block, List)] == [2, 2]


def test_pictures_of_a_text_are_in_its_cell(tmp_path: Path) -> None:
    first = text("![一](attachment:a.png)", attachments={"a.png": {"image/png": picture("red")}})
    second = text("![二](<attachment:图 1.png>)", attachments={"图 1.png": {"image/png": picture("blue")}})
    third = text("![三](attachment:%E5%9B%BE%201.png)", attachments={"图 1.png": {"image/png": picture("blue")}})
    book, problems = book_of(tmp_path, first, second, third)
    one, two, three = walk(book.chapters, Image)
    assert problems == []
    assert one.asset and two.asset and one.asset != two.asset  # noqa: PT018
    assert two.asset == three.asset


def test_a_picture_that_a_cell_does_not_have_or_that_is_damaged_is_told_at_the_cell(tmp_path: Path) -> None:
    broken = text("![二](attachment:b.png)", attachments={"b.png": {"image/png": "x"}})
    other = text("![三](attachment:c.png)", attachments={"c.png": {"image/png": base64.b64encode(b"x").decode()}})
    _, problems = book_of(tmp_path, text("字\n![一](attachment:a.png)"), broken, other, text("![四](output:0)"))
    assert [(str(one.place), one.code) for one in problems] == [
        ("a.ipynb:cell 2:2", "missing-image"),
        ("a.ipynb:cell 3:1", "bad-image"),
        ("a.ipynb:cell 4:1", "bad-image"),
        ("a.ipynb:cell 5:1", "missing-image"),
    ]


def test_a_file_beside_a_notebook_is_found_as_ever(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(base64.b64decode(picture()))
    (paragraph,) = blocks(tmp_path, text("![图](x.png)"))
    assert isinstance(paragraph, Figure)


@pytest.mark.parametrize(
    ("tags", "kinds"),
    [
        ([], [CodeBlock, Container]),
        (["hide-input"], [CodeBlock, Container]),
        (["remove-input"], [Container]),
        (["remove_input"], [Container]),
        (["remove-output"], [CodeBlock]),
        (["remove-cell"], []),
        (["remove-stdout"], [CodeBlock]),
        (["remove-stderr"], [CodeBlock, Container]),
        ([None, 1], [CodeBlock, Container]),
    ],
)
def test_tags_leave_parts_of_a_cell_out(tmp_path: Path, tags: list[Any], kinds: list[type]) -> None:
    assert [type(block) for block in blocks(tmp_path, code("x", printed("字"), tags=tags))] == kinds


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ("#| echo: false\n", [Container]),
        ("#| output: false\n", [CodeBlock]),
        ("#| include: false\n", []),
        ("#| output: asis\n", [CodeBlock, Paragraph]),
    ],
)
def test_options_of_quarto_do_so_too(tmp_path: Path, options: str, kinds: list[type]) -> None:
    found = blocks(tmp_path, code(f"{options}x", printed("**字**")))
    assert [type(block) for block in found] == kinds
    assert all(block.text == "x\n" for block in found if isinstance(block, CodeBlock))


def test_lines_that_are_no_options_are_code(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, code("#| export\nx"))
    assert isinstance(block, CodeBlock)
    assert block.text == "#| export\nx\n"


# --- What code puts out ---------------------------------------------------------------------------------------


def test_text_is_shown_letter_by_letter(tmp_path: Path) -> None:
    words = "  ```\n\t<b> & [x]  \n\n| --- | $x$\n~~~"
    (block,) = outputs(tmp_path, printed(f"{words}\n"))
    shown_code = only_code(block)
    assert (shown_code.text, shown_code.language, shown_code.first_line) == (f"{words}\n", "text", None)


def test_lines_of_an_output_are_not_numbered(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text("[code]\nline_numbers = true\n", encoding="utf8")
    numbered = [node.first_line for node in walk(blocks(tmp_path, code("a\nb", printed("a\nb"))), CodeBlock)]
    assert numbered == [1, None]


@pytest.mark.parametrize(
    ("most", "lines", "shown"),
    [
        (0, 500, [500]),
        (8, 8, [8]),
        (8, 9, [9]),  # a note would take the line that it saves
        (8, 10, [6, "……（这里省略 2 行）", 2]),
        (40, 1000, [30, "……（这里省略 960 行）", 10]),
    ],
)
def test_the_middle_of_a_long_output_is_left_out_where_its_author_says(
    most: int, lines: int, shown: list[int | str], tmp_path: Path
) -> None:
    (tmp_path / "book.toml").write_text(f"[code]\noutput_lines = {most}\n", encoding="utf8")
    wanted = [f"{number}\u2028字\n" for number in range(lines)]
    found = blocks(tmp_path, code("".join(f"x{number}\n" for number in range(99)), printed("".join(wanted))))
    own, *rest = walk(found, CodeBlock)
    assert own.text.count("\n") == 99
    [box] = [node for node in walk(found, Container) if "output" in node.classes]
    assert [
        block.text.count("\n") if isinstance(block, CodeBlock) else plain_text(block) for block in box.blocks
    ] == shown
    kept = "".join(block.text for block in rest)
    assert wanted[0] in kept
    assert kept.endswith(wanted[-1])


def test_what_was_printed_in_pieces_is_one_text(tmp_path: Path) -> None:
    found = outputs(tmp_path, printed("a\n"), printed("b\n"), printed("!\n", "stderr"), printed("c"), printed("\n"))
    assert [only_code(block).text for block in found] == ["a\nb\n", "!\n", "c\n"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("\x1b[0;31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b(B\x9b1mx", "x"),
        ("10%\r50%\r100%\r\ndone", "100%\ndone"),
        ("abcd\rxy", "xycd"),
        ("1/2\b\b\b2/2", "2/2"),
        ("a\n\b\bb", "a\nb"),
        ("\x1b", ""),
    ],
)
def test_text_is_what_a_terminal_shows(written: str, read_as: str) -> None:
    assert terminal_text(written) == read_as


def test_the_trace_of_an_error_has_no_colours(tmp_path: Path) -> None:
    trace = ["\x1b[0;31m----\x1b[0m", "\x1b[0;31mNameError\x1b[0m: name 'x'"]
    first = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": trace}
    second = {"output_type": "error", "ename": "NameError", "evalue": "x"}
    assert [only_code(block).text for block in outputs(tmp_path, first, second)] == [
        "----\nNameError: name 'x'\n", "NameError: x\n",
    ]  # fmt: skip


FRAME = """<div>
<style scoped>
    .dataframe tbody tr th {
        vertical-align: top;
    }

    .dataframe thead th {
        text-align: right;
    }
</style>
<table border="1" class="dataframe">
  <thead>
    <tr style="text-align: right;">
      <th></th>
      <th>名</th>
    </tr>
  </thead>
  <tbody>

    <tr>
      <th>0</th>
      <td>a*b*c</td>
    </tr>
  </tbody>
</table>
<p>1 rows × 1 columns</p>
</div>
<button onclick="go()">
  <svg></svg>
</button>
<script>
  go()

  <b>
</script>"""


def test_a_table_of_pandas_is_a_table(tmp_path: Path) -> None:
    found = outputs(tmp_path, shown("execute_result", text_html=FRAME, text_plain="   名\n0  a*b*c"))
    (table,) = walk(found, Table)
    assert [plain_text(row) for row in (*table.head, *table.body)] == ["名", "0a*b*c"]
    assert plain_text(found).endswith("1 rows × 1 columns")


def test_a_table_has_the_caption_that_its_cell_gives_it(tmp_path: Path) -> None:
    cell = code("#| tbl-cap: 成绩\n#| label: tbl-x\nx", shown(text_html=FRAME))
    found = blocks(tmp_path, cell, text("见 @tbl-x。"))
    (table,) = walk(found, Table)
    assert plain_text(table.caption) == "成绩"
    assert table.number == "1-1"


def test_a_picture_is_drawn_and_its_name_left_out(tmp_path: Path) -> None:
    line = shown("execute_result", text_plain="[<matplotlib.lines.Line2D at 0x7f>]")
    drawn = shown(image_png=picture(), text_plain="<Figure size 8x4 with 1 Axes>")
    (figure,) = outputs(tmp_path, line, drawn)
    assert isinstance(figure, Figure)
    assert isinstance(figure.content, Image)
    assert figure.content.asset
    assert figure.caption == ()
    assert (figure.place.cell, figure.place.row) == (2, 0)


def test_a_picture_has_caption_words_and_size_that_its_cell_gives_it(tmp_path: Path) -> None:
    quarto = code(
        "#| fig-cap: 甲 $x$\n#| label: fig-a\n#| fig-alt: 线\nx", shown(image_png=picture()), shown(image_png=picture())
    )
    settings = {"figure": {"caption": "乙", "name": "b"}, "image": {"alt": "点"}}
    myst = code("x", shown(image_png=picture(), metadata={"image/png": {"width": 4}}), mystnb=settings)
    figures = list(walk(blocks(tmp_path, quarto, myst, text("见 @fig-a。")), Figure))
    assert [plain_text(one.caption) for one in figures] == ["甲 x", "", "乙"]
    assert [one.content.alt for one in figures if isinstance(one.content, Image)] == ["线", "", "点"]
    assert [one.content.width for one in figures if isinstance(one.content, Image)] == ["", "", "4px"]
    assert [one.label for one in figures] == ["fig-a", "", "fig:b"]


def test_pictures_are_read_again_when_the_notebook_has_changed(tmp_path: Path) -> None:
    (first,) = walk(blocks(tmp_path, code("x", shown(image_png=picture("red")))), Image)
    (second,) = walk(blocks(tmp_path, code("x", shown(image_png=picture("blue")))), Image)
    assert first.asset != second.asset


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    ("forms", "kind"),
    [
        ({"image_svg": [SVG], "image_png": picture(), "text_plain": "x"}, Figure),
        ({"text_latex": "$\\displaystyle \\sqrt{2}$", "image_png": picture(), "text_plain": "sqrt(2)"}, FormulaBlock),
        ({"text_latex": "\\begin{align}\n\nx &= y\n\\end{align}"}, FormulaBlock),
        ({"text_latex": "\\begin{tabular}{l}x\\end{tabular}", "text_plain": "x"}, Container),
        ({"text_markdown": "## 节", "text_plain": "<IPython.core.display.Markdown object>"}, Section),
        ({"text_html": "<b>x</b>", "text_plain": "<IPython.core.display.HTML object>"}, Paragraph),
        ({"text_html": "<style>a{}</style><div><pre>LinearRegression()</pre></div>", "text_plain": "LR()"}, Container),
        ({"text_plain": "<object at 0x7f>"}, Container),
        ({"application_json": {"a": 1}, "text_plain": "x"}, Container),
    ],
)
def test_the_form_that_says_most_is_shown(tmp_path: Path, forms: Json, kind: type) -> None:
    (block,) = outputs(tmp_path, shown(**forms))
    assert type(block) is kind


def test_html_is_shown_where_the_text_only_names_it(tmp_path: Path) -> None:
    named = shown(text_html="<b>粗</b>\n\n    <i>斜</i>", text_plain="<IPython.core.display.HTML object>")
    (block,) = outputs(tmp_path, named)
    assert plain_text(block) == "粗 斜"
    (block,) = outputs(tmp_path, shown(text_html="<pre>a\n\n  b</pre>"))
    assert [node.text for node in walk(block, CodeBlock)] == ["a\n\n  b\n"]


@pytest.mark.parametrize(
    "forms",
    [
        {"plotly": {"data": []}, "text_html": "<div id='x'></div><script>draw()</script>"},
        {"text_html": "<iframe srcdoc='x'></iframe>", "text_plain": "<folium.Map object at 0x7f>"},
        {"text_html": "<form><img id='x'><input></form><script>play()</script>", "text_plain": "<x.HTML object>"},
        {"text_html": "<video><source src='data:video/mp4;base64,AAAA'></video>"},
    ],
)
def test_what_a_browser_alone_can_draw_leaves_its_place_and_is_told(tmp_path: Path, forms: Json) -> None:
    book, problems = book_of(tmp_path, code("x", shown(**forms)))
    assert [(str(one.place), one.code) for one in problems] == [("a.ipynb:cell 2", "missing-image")]
    assert [type(block) for block in book.chapters[0].blocks] == [CodeBlock, Figure]


def test_an_animation_is_its_last_picture(tmp_path: Path) -> None:
    lines = [f'frames[{at}] = "data:image/png;base64,{picture(one)}"' for at, one in enumerate(("red", "blue"))]
    frames = "\n".join(line.replace("\n", "\\\n") for line in lines)
    film = f"<script>this.frames[i].src = 1;</script><div><img id='x'></div><script>{frames}</script>"
    (figure,) = outputs(tmp_path, shown(text_html=film, text_plain="<IPython.core.display.HTML object>"))
    (other,) = outputs(tmp_path, shown(image_png=picture("blue")))
    assert [one.asset for one in walk(figure, Image)] == [one.asset for one in walk(other, Image)]


def test_a_graph_of_logseq_may_hold_one(tmp_path: Path) -> None:
    page = notebook(text("# 甲\n\n- 字"), code("x"))
    manuscript, _ = read(tmp_path, {"logseq/config.edn": "{}", "pages/a.md": "- 乙\n", "pages/b.ipynb": page})
    (found,) = (file.text for file in manuscript.chapters if file.path == "pages/b.ipynb")
    assert found.startswith("# 甲\n\n- 字\n\n```python\nx\n```")


def test_scripts_that_load_others_are_nothing(tmp_path: Path) -> None:
    loading = shown(application_javascript="load()", text_html="<script>load()</script>")
    assert outputs(tmp_path, loading, shown(), printed("\n")) == ()


def test_a_film_on_the_web_is_its_address(tmp_path: Path) -> None:
    film = shown(text_html='<iframe src="https://films.example/a"></iframe>', text_plain="<x.YouTubeVideo at 0x7f>")
    book, problems = book_of(tmp_path, code("x", film))
    assert "https://films.example/a" in plain_text(book.chapters)
    assert [one.code for one in problems] == ["unsafe-html"]


# --- nbformat 3 -----------------------------------------------------------------------------------------------


def test_notebooks_of_ipython_are_read(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["旧\n"]},
        {"cell_type": "heading", "level": 2, "source": ["节"]},
        {
            "cell_type": "code",
            "language": "ruby",
            "input": ["1 + 1"],
            "outputs": [
                {"output_type": "pyout", "text": ["2"], "html": ["<table><tr><td>2</td></tr></table>"]},
                {"output_type": "stream", "stream": "stdout", "text": "x"},
                {"output_type": "display_data", "png": picture(), "text": ["<Figure>"]},
                {"output_type": "pyerr", "traceback": ["\x1b[31mErr"]},
            ],
        },
    ]
    old = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]})
    manuscript, _ = read(tmp_path, {"a.ipynb": old})
    book, problems = draw(parse(manuscript)[0], tmp_path)
    (chapter,) = book.chapters
    assert problems == []
    assert plain_text(chapter.title) == "旧"
    (section,) = chapter.blocks
    assert isinstance(section, Section)
    assert [node.text for node in walk(section, CodeBlock)] == ["1 + 1\n", "x\n", "Err\n"]
    assert [node.language for node in walk(section, CodeBlock)] == ["ruby", "text", "text"]
    assert len(list(walk(section, Table))) == len(list(walk(section, Image))) == 1


# --- Places ---------------------------------------------------------------------------------------------------


def test_a_place_tells_the_cell_and_the_line_in_it() -> None:
    places = [Place("a.md"), Place("a.md", 7), Place("a.ipynb", 3 * CELL), Place("a.ipynb", 3 * CELL + 7)]
    told = ["a.md", "a.md:7", "a.ipynb:cell 3", "a.ipynb:cell 3:7"]
    assert [str(place) for place in places] == told
    assert str(Place("a.ipynb", 3 * CELL + OUTPUT + 7)) == "a.ipynb:cell 3"
    assert [(place.cell, place.row) for place in places] == [(0, 0), (0, 7), (3, 0), (3, 7)]


def test_other_programs_read_the_cell_by_itself(tmp_path: Path) -> None:
    one = problem("missing-alt", Place("a.ipynb", 3 * CELL + 7), said("So."))
    (told,) = json.loads(as_json([one], str))
    assert (told["path"], told["cell"], told["line"]) == ("a.ipynb", 3, 7)
    command = as_github([one], tmp_path, str)
    assert "title=missing-alt (cell 3%3A7)::So." in command
    assert "line=" not in command


def test_lines_are_told_as_the_author_has_them_in_the_cell(tmp_path: Path) -> None:
    book, problems = book_of(
        tmp_path,
        text("\n字\n\n<foo>"),
        code("#| echo: true\na\nb\n", printed("c\n")),
        text("字\n\n<bar>"),
    )
    assert [str(one.place) for one in problems] == ["a.ipynb:cell 2:4", "a.ipynb:cell 4:3"]
    code_block = next(walk(book.chapters, CodeBlock))
    assert Place("a.ipynb", code_block.place.line + 1) == Place("a.ipynb", 3 * CELL + 2)  # its first line


def test_a_comment_switches_rules_off_from_its_cell_on(tmp_path: Path) -> None:
    cells = [text("# 一\n\n字"), text("<foo>"), text("<!-- check: off unknown-html -->\n"), text("<bar>\n\n<baz>")]
    (tmp_path / "a.ipynb").write_text(notebook(*cells), encoding="utf8")
    manuscript, _ = read_manuscript(tmp_path)
    _, problems = parse(manuscript)
    switches, wrong = read_switches(manuscript)
    assert wrong == []
    assert [str(one.place) for one in switches.kept(problems)] == ["a.ipynb:cell 2:1"]


def test_no_notebook_is_mended(tmp_path: Path) -> None:
    manuscript, _ = read(tmp_path, {"a.ipynb": notebook(text("# 一\n\n甲,乙")), "b.md": "# 二\n\n甲,乙\n"})
    book, _ = parse(manuscript)
    fixed = fix(manuscript.root, read_writing(manuscript, book), read_switches(manuscript)[0])
    assert [file.path for file in fixed] == ["b.md"]


def test_advice_is_told_of_notebooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [text("# 一\n\n甲,乙"), code("x" * 200, printed("y" * 200 + "\n"), printed("z\n" * 100))]
    (tmp_path / "a.ipynb").write_text(notebook(*cells), encoding="utf8")
    assert main(["check", "--book", str(tmp_path / "a.ipynb")]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("a.ipynb")]
    assert [line.partition(": note ")[::2] for line in told if "summary" not in line] == [
        ("a.ipynb:cell 1:3", "half-width-punctuation: “,” of half width stands beside Han."),
        ("a.ipynb:cell 2:1", "long-code-line: This line of code takes 200 columns; a page of A4 has 86."),
        ("a.ipynb:cell 2", "long-output: The output of this code takes 101 lines."),
    ]


# --- Damaged and hostile ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{\n "cells": [\n<<<<<<< HEAD\n', "a.ipynb:3"),
        ("version https://git-lfs.example/v1\n", "a.ipynb:1"),
        ("[" * 200_000, "a.ipynb"),
        ('{"cells":' + '{"a":' * 200_000, "a.ipynb"),
        ('{"cells": [' + "9" * 10_000 + "]}", "a.ipynb"),
        ("{}", "a.ipynb"),
        ('{"cells": 1}', "a.ipynb"),
        ("[]", "a.ipynb"),
    ],
)
def test_what_is_no_notebook_is_told(tmp_path: Path, content: str, place: str) -> None:
    with pytest.raises(BookError) as raised:
        read(tmp_path, {"a.ipynb": content, "b.md": "# 乙\n"})
    assert [(str(one.place), one.code) for one in raised.value.problems] == [(place, "bad-notebook")]


def test_a_notebook_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_bytes('{"cells": ["单元"]}'.encode("gbk"))
    with pytest.raises(BookError) as raised:
        read_manuscript(tmp_path)
    assert [one.code for one in raised.value.problems] == ["not-utf8"]


@pytest.mark.parametrize("junk", [None, 1, "x", [], {}, [None], {"a": [1]}, True, 1e308])
def test_cells_may_hold_anything(tmp_path: Path, junk: object) -> None:
    keys = ("cell_type", "source", "metadata", "outputs", "attachments", "output_type", "data", "text", "traceback")
    cells = [junk, *({"cell_type": "code", "source": "x", key: junk} for key in keys)]
    cells += [
        code("x", {"output_type": kind, key: junk}) for key in keys for kind in ("stream", "display_data", "error")
    ]
    cells += [
        code("x", shown(image_png=junk, text_html=junk, text_latex=junk, text_plain=junk), tags=junk, mystnb=junk)
    ]
    manuscript, _ = read(tmp_path, {"a.ipynb": notebook(text("# 一\n\n字"), *cells, kernelspec=junk)})  # type: ignore[arg-type]
    book, _ = draw(parse(manuscript)[0], tmp_path)
    assert (plain_text(book.chapters[0].title), plain_text(book.chapters[0].blocks)[:1]) == ("一", "字")


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    broken = notebook(text("# 一\n\nHALF"), code("x", printed("HALF"))).replace("HALF", "\\ud800")
    manuscript, _ = read(tmp_path, {"a.ipynb": broken})
    assert "\ufffd" in manuscript.chapters[0].text
    manuscript.chapters[0].text.encode()


def test_too_much_text_is_told_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(content: str) -> list[str]:
        with pytest.raises(BookError) as raised:
            read(tmp_path, {"a.ipynb": content})
        return [str(one) for one in raised.value.problems]

    words = "a.ipynb: error missing-chapter: The file cannot be read: it has {} MB, and a text may have {}."
    assert told(notebook(code("x", printed("y" * 12_000_000)))) == [words.format(13, 10)]
    monkeypatch.setattr("studypress.manuscript.notebooks.cells.LARGEST_NOTEBOOK", 2_000_000)
    assert told(notebook(code("x", shown(image_png="A" * 2_500_000)))) == [words.format(3, 2)]


@pytest.mark.parametrize(
    "forms",
    [
        {"text_html": "<style>" * 200_000 + "<table>"},
        {"text_html": "<table><script" * 100_000},
        {"text_html": "<!--" * 200_000 + "<" * 200_000},
        {"text_html": "<table>" + "<pre" * 200_000},
        {"text_plain": "\x1b]" * 300_000 + "\x1b[" * 300_000},
        {"text_plain": "x\r" * 500_000 + "\b" * 100_000},
        {"text_latex": "$" * 500_000},
        {"image_png": "A" * 5_000_000},
        {"image_png": "=" * 3_000_000},
    ],
)
def test_absurd_outputs_take_no_time(tmp_path: Path, forms: Json) -> None:
    with within(5):
        manuscript, _ = read(tmp_path, {"a.ipynb": notebook(text("# 一\n\n字"), code("x", shown(**forms)))})
        problems = draw(parse(manuscript)[0], tmp_path)[1] if "image_png" in forms else []
    assert [one.code for one in problems] == ["bad-image"] * ("image_png" in forms)


def test_headings_of_an_output_are_sections(tmp_path: Path) -> None:
    found = outputs(tmp_path, shown(text_markdown="## 节\n\n字"))
    assert not list(walk(found, Heading))
    assert [plain_text(one.title) for one in found if isinstance(one, Section)] == ["节"]
