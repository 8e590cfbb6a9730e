"""Chunks, references and commands of R Markdown and Quarto."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_markdown import read

from studypress import model
from studypress.config import BookConfig, MarkdownConfig
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import Callout, CodeBlock, Figure, Image, Paragraph, Styled
from studypress.resolve import resolve
from studypress.tree import plain_text, walk


def test_chunks_that_set_text_are_boxes() -> None:
    text = (
        "```{theorem, pyth, name='勾股'}\n$a^2$ **甲**\n```\n\n```{block, type='rmdtip'}\n乙\n\n- 丙\n```\n\n"
        "```{block2, type='mine', echo=TRUE}\n丁\n```\n\n```{asis, echo=TRUE}\n*戊*\n```\n\n```{r block}\n己\n```\n"
    )
    book, problems = read(f"# 章\n\n{text}\n见 \\@ref(thm:pyth)。\n")
    boxes = [node for node in walk(book) if isinstance(node, Callout)]
    assert [(box.kind.value, plain_text(box.title), plain_text(box.blocks)) for box in boxes] == [
        ("note", "定理（勾股）", "a² 甲"), ("tip", "提示", "乙丙"), ("note", "", "丁"),
    ]  # fmt: skip
    assert "戊" in [plain_text(node) for node in walk(book) if isinstance(node, Styled)]
    assert [code.text for code in walk(book) if isinstance(code, CodeBlock)] == ["己\n"]
    assert problems == []
    assert resolve(book)[1] == []


def test_a_drawing_of_quarto_has_the_caption_and_the_label_of_its_options() -> None:
    text = "```{mermaid}\n%%| label: fig-a\n%%| fig-cap: 流程\ngraph TD\n```\n\n"
    text += "```{dot}\n//| fig-alt: 图\ndigraph {}\n```\n"
    book, _ = read(f"# 章\n\n{text}")
    first, second = (node for node in walk(book) if isinstance(node, Figure))
    assert (plain_text(first.caption), first.label) == ("流程", "fig-a")
    assert isinstance(first.content, model.Diagram)
    assert (first.content.text, first.content.alt) == ("graph TD\n", "流程")
    assert isinstance(second.content, model.Diagram)
    assert (second.caption, second.content.text, second.content.alt) == ((), "digraph {}\n", "图")


def test_a_caption_may_begin_with_a_mark_and_a_page_break_is_no_text() -> None:
    book, _ = read("# 章\n\n| a |\n|---|\n| b |\n\n: **甲** 乙 {#tbl-a}\n\n{{< pagebreak >}}\n")
    (table,) = (node for node in walk(book) if isinstance(node, model.Table))
    assert (plain_text(table.caption), table.label) == ("甲 乙", "tbl-a")
    assert len(book.chapters[0].blocks) == 1


_PICTURE = 'knitr::include_graphics("a.png", dpi = 192)'


@pytest.mark.parametrize(
    ("chunk", "caption", "label", "size", "shows_code"),
    [
        ("{r x, echo=FALSE, fig.cap='It\\'s [one].', out.width='33%'}\n", "It's [one].", "fig:x", "33%", False),
        ("{r, fig.cap='a ] b', out.width=if (x) '100%'}\n", "a ] b", "", "0.5", True),
        (
            "{r}\n#| label: fig-x\n#| echo: false\n#| fig-cap: |\n#|   Two `x[[2]]`\n#|   lines\n",
            "Two x[[2]] lines",
            "fig-x",
            "0.5",
            False,
        ),
        ("{r}\n#| label: fig-x: y\n#| echo: false\n", "", "", "0.5", True),
    ],
)
def test_a_chunk_that_shows_a_picture_is_the_picture(
    chunk: str, caption: str, label: str, size: str, shows_code: bool
) -> None:
    book, problems = read(f"# 章\n\n```{chunk}{_PICTURE}\n```\n")
    found = next(node for node in walk(book) if isinstance(node, Figure))
    picture = found.content
    assert isinstance(picture, Image)
    assert (picture.source, plain_text(found.caption), found.label) == ("a.png", caption, label)
    assert size in (picture.width, str(picture.zoom))
    assert any(isinstance(node, CodeBlock) for node in walk(book)) == shows_code
    assert problems == []


def test_what_ends_a_page_is_left_out_where_it_is_all_of_a_paragraph() -> None:
    book, _ = read("# 章\n\n甲\n\n\\newpage\n\n用 \\newpage 分页：\n\\newpage\n\n`\\newpage`\n\n\\pagebreak")
    assert plain_text(book.chapters[0].blocks) == "甲用 \\newpage 分页：\\newpage\\newpage"


def test_what_stands_in_html_is_markdown_to_pandoc() -> None:
    text = "# 章\n\n<div>\n甲 | 乙\n---|---\n`a` | **b**\n</div>\n**末**\n"
    pandoc = BookConfig(markdown=replace(MarkdownConfig(), tex_commands=True))
    tables = [
        len([node for node in walk(read(text, config=config)[0]) if isinstance(node, model.Table)])
        for config in (BookConfig(), pandoc)
    ]
    assert tables == [0, 1]
    assert "**" not in plain_text(read(text, config=pandoc)[0])


@pytest.mark.parametrize(
    ("call", "sources"),
    [
        ('path = "img/a.png"', ["img/a.png"]),
        ("here::here('img', \"a.png\"), dpi = NA", ["/img/a.png"]),
        ("'a.png', dpi = 00", ["a.png"]),
        ("file.path('img', 'a.png')", ["img/a.png"]),
        ("c('a.png',\n  'b.png')", ["a.png", "b.png"]),
        ("paste0('img/', c('a.png', 'b c.png')), dpi = NA", ["img/a.png", "img/b%20c.png"]),
        ("'a.png')\ninclude_graphics('b.png'", ["a.png", "b.png"]),
    ],
)
def test_r_names_files_in_many_ways(call: str, sources: list[str]) -> None:
    head = "{r x, echo=FALSE, fig.cap='题', out.width='40%'}"
    book, _ = read(f"# 章\n\n```{head}\nknitr::include_graphics({call})\n```\n")
    pictures = [node for node in walk(book) if isinstance(node, Image)]
    assert [(one.source, one.width) for one in pictures] == [(source, "40%") for source in sources]
    (figure,) = (node for node in walk(book) if isinstance(node, Figure))
    assert (plain_text(figure.caption), figure.label) == ("题", "fig:x")
    assert not any(isinstance(node, CodeBlock) for node in walk(book))


def test_a_reference_to_what_only_code_draws_is_told_as_that() -> None:
    chunks = "```{r x, fig.cap='题'}\nplot(1)\n```\n\n```{r}\n#| label: fig-y\nplot(2)\n```\n"
    book, _ = read(f"# 章\n\n见 \\@ref(fig:x)、@fig-y、\\@ref(tab:z)。\n\n{chunks}")
    _, problems = resolve(book)
    assert [str(one.message).split("`")[2] for one in problems] == [
        *[" names what code draws, and no code is run; it shows as typed."] * 2,
        " names nothing in this book; it shows as typed.",
    ]


def test_a_text_of_bookdown_is_a_paragraph_and_of_two_of_one_name_none_is_lost() -> None:
    book, _ = read("# 章\n\n见(ref:a)。\n\n(ref:a) 甲\n\n(ref:a) 乙\n\n## (ref:a) 丙\n\n|(ref:a) 丁|\n|-|\n")
    assert "".join(plain_text(book.chapters[0].blocks).split()) == "见乙。(ref:a)甲乙丙乙丁"


def test_a_text_of_bookdown_stands_where_it_is_named() -> None:
    text = (
        "# 章\n\n```{r x, fig.cap = '(ref:x)', echo = FALSE}\ninclude_graphics('a.png')\n```\n\n"
        "(ref:x) 一张**图**\n\n(ref:none) 别的\n\n```text\n(ref:x)\n```\n"
    )
    book, problems = read(text)
    (figure,) = (node for node in walk(book) if isinstance(node, Figure))
    assert plain_text(figure.caption) == "一张图"
    assert [plain_text(node) for node in walk(book) if isinstance(node, Paragraph)] == ["(ref:none) 别的"]
    assert [node.text for node in walk(book) if isinstance(node, CodeBlock)] == ["(ref:x)\n"]
    assert not problems


def test_a_description_of_its_own_is_no_caption() -> None:
    book, _ = read('# 章\n\n![题](a.png){fig-alt="描述"}\n\n![](b.png){fig-alt="描述"}\n')
    figures = [node for node in walk(book) if isinstance(node, Figure) and isinstance(node.content, Image)]
    assert [(plain_text(one.caption), one.content.alt) for one in figures] == [("题", "描述"), ("", "描述")]


@pytest.mark.parametrize(
    "code",
    ['include_graphics(rep("a.png", 3))', 'plot(1)\ninclude_graphics("a.png")', "include_graphics(file)"],
)
def test_what_only_r_can_tell_stays_code(code: str) -> None:
    book, _ = read(f"# 章\n\n```{{r, echo=FALSE}}\n{code}\n```\n")
    assert [node.text for node in walk(book) if isinstance(node, CodeBlock)] == [f"{code}\n"]


@pytest.mark.parametrize(
    ("chunk", "shown_as"),
    [
        ("{r}\n#| message: false\n# note\nlibrary(x)\n", [("", "# note\nlibrary(x)\n")]),
        ("{r}\n#| echo: false\nsource('x.R')\n", []),
        ("{r, echo=FALSE}\n# no graph now\n  # plot(x)\n", []),
        ("{r, echo=FALSE}\n# a graph\nplot(x)\n", [("", "# a graph\nplot(x)\n")]),
        ("{r setup, include=FALSE}\nlibrary(x)\n", []),
        ('{python}\n#| echo: false\n#| fig-cap: "A plot"\nplot(x)\n', [("A plot", "plot(x)\n")]),
        ("{r}\n#| echo: false\n#| fig-cap: A drawing\nsource('x.R')\n", [("A drawing", "source('x.R')\n")]),
        ("{r}\n#| echo: false\n#| fig-alt: in words\nsource('x.R')\n", [("", "source('x.R')\n")]),
        ("{r}\n#| R.options:\n#|   width: 67\nx\n", [("", "x\n")]),
        ("{r}\n#| no: [yaml\nx\n", [("", "#| no: [yaml\nx\n")]),
        ("r\n#| echo: false\nx\n", [("", "#| echo: false\nx\n")]),
        ("{other}\n#| echo: false\n", [("", "#| echo: false\n")]),
    ],
)
def test_a_chunk_shows_what_its_author_does(chunk: str, shown_as: list[tuple[str, str]]) -> None:
    book, _ = read(f"# 章\n\n前\n\n```{chunk}```\n")
    assert [(node.title, node.text) for node in walk(book) if isinstance(node, CodeBlock)] == shown_as


@pytest.mark.parametrize(("before", "below"), [("", ""), ("> ", "> "), ("- ", "  ")])
def test_a_chunk_that_never_ends_hides_no_text(before: str, below: str) -> None:
    for end, code in (("", ["x\n\n字"]), (f"{below}```\n", [])):
        book, _ = read(f"# 章\n\n{before}```{{r, include=FALSE}}\n{below}x\n{below}\n{below}字\n{end}")
        assert [node.text.strip() for node in walk(book) if isinstance(node, CodeBlock)] == code


@pytest.mark.parametrize(
    "test", ["knitr:::is_html_output()", "knitr::is_html_output(excludes = 1)", "is_html_output()"]
)
def test_a_heading_that_r_writes_is_one_in_r_markdown_alone(tmp_path: Path, test: str) -> None:
    line = f"`r if ({test}) '# 参考文献 {{#ref .unnumbered}}'`"
    found = []
    for name in ("a.Rmd", "b.md"):
        (tmp_path / name).write_text(f"{line}\n\n文\n\n```\n{line}\n```\n", encoding="utf8")
        (chapter,) = parse(read_manuscript(tmp_path / name)[0])[0].chapters
        found.append((plain_text(chapter.title), chapter.uncounted, plain_text(chapter.blocks).startswith("文")))
    assert found == [("参考文献", True, True), ("b", False, False)]


def test_commands_of_tex_are_left_out_of_r_markdown_alone(tmp_path: Path) -> None:
    text = (
        "# 章\n\n\\newpage\n\n词\\index{词!a}在 \\index{b\\_c}，`\\index{x}`。\n\\bigskip \\noindent\n\n\\newpage 又\n"
    )
    shown_by = {}
    for name in ("a.Rmd", "a.md"):
        (tmp_path / name).write_text(text, encoding="utf8")
        manuscript, _ = read_manuscript(tmp_path / name)
        shown_by[name] = plain_text(parse(manuscript)[0].chapters[0].blocks)
    assert "".join(shown_by["a.Rmd"].split()) == "词在，\\index{x}。又"
    assert shown_by["a.md"].count("\\index") == 3
