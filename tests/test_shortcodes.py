"""Shortcodes of Hugo, tags of GitBook, Jekyll and Hexo, tabs of mdBook."""

import pytest
from test_markdown import codes, read, shown

from studypress import model
from studypress.model import Callout, CalloutKind, CodeBlock, Figure, Image, Link, Paragraph
from studypress.tree import plain_text, walk


def test_boxes_that_jekyll_includes() -> None:
    text = '{% include note.html content="甲**乙**" %}\n\n{% include alert.html type="warning" text=\'丙\' %}\n\n'
    book, problems = read(f"# 章\n\n{text}{{% include menu.html content='丁' %}}\n")
    boxes = [node for node in walk(book) if isinstance(node, Callout)]
    assert [(box.kind.value, plain_text(box.blocks)) for box in boxes] == [("note", "甲乙"), ("warning", "丙")]
    assert "{% include menu.html content='丁' %}" in plain_text(book.chapters[0].blocks)
    assert [one.code for one in problems] == ["unknown-shortcode"]


def test_shortcodes_are_boxes_tabs_and_columns() -> None:
    text = (
        "{{< columns >}}\n## 甲\n\n一\n\n<--->\n\n## 乙\n{{< /columns >}}\n\n"
        '{{% notice tip "题" %}}\n文\n{{% /notice %}}\n\n{{< details "开" >}}\n内\n{{< /details >}}\n\n'
        '{{< tabs "x" >}}\n{{< tab "A" >}}\n一\n{{< /tab >}}\n{{< /tabs >}}\n'
    )
    book, problems = read(f"# 章\n\n{text}")
    assert "{{" not in str(shown(book))
    assert "<---" not in str(shown(book))
    callout = next(node for node in walk(book) if isinstance(node, Callout))
    assert (callout.kind, plain_text(callout.title)) == (CalloutKind.TIP, "题")
    assert [plain_text(node.summary) for node in walk(book) if isinstance(node, model.Details)] == ["开", "A"]
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        ":::: tip 外\n::: note 内\n甲\n::::\n\n乙\n",  # closed by as many colons, what is open in it too
        "::: tip 外\n<span>内甲\n:::\n\n乙\n",
        "::: tip 外\n内甲\n:::::\n\n乙\n",  # by any, where none has as many
    ],
)
def test_a_closing_line_closes_its_box_whatever_is_open_in_it(text: str) -> None:
    book, _ = read(f"# 章\n\n{text}")
    assert [(type(block), plain_text(block)) for block in book.chapters[0].blocks] == [
        (Callout, "外内甲"), (model.Paragraph, "乙"),
    ]  # fmt: skip


def test_shortcodes_of_players_and_of_raw_html() -> None:
    text = '{{< video src="https://a.test/b.mp4" >}}\n\n见 {{< youtube abc >}}、{{< bilibili id="BV1" >}}。\n\n'
    text += "{{< rawhtml >}}\n<ul><li>甲</li></ul>\n{{< /rawhtml >}}\n\n{{< rawhtml >}}<b>乙</b>{{< /rawhtml >}}\n"
    book, problems = read(f"# 章\n\n{text}")
    assert [node.target for node in walk(book) if isinstance(node, model.Link)] == [
        "https://a.test/b.mp4", "https://www.youtube.com/watch?v=abc", "https://www.bilibili.com/video/BV1",
    ]  # fmt: skip
    assert "{{" not in plain_text(book.chapters)
    assert "甲" in plain_text(book.chapters)
    assert {problem.code for problem in problems} == {"unsafe-html"}


def test_tabs_of_mdbook_are_tabs_where_they_end() -> None:
    tabs = '{{#tabs global="a"}}\n{{#tab name="甲 一"}}\n文\n{{#endtab}}\n\n{{ #tab name="乙" }}\n\n- 项\n\n'
    tabs += "{{#endtab}}\n{{#endtabs}}\n"
    book, problems = read(f"# 章\n\n{tabs}\n{{{{#tab name='丙'}}}}\n")
    assert [plain_text(box) for box in walk(book, model.Details)] == ["甲 一文", "乙项"]
    assert plain_text(book.chapters[0].blocks[-1]) == "{{#tab name='丙'}}"
    assert problems == []


def test_tags_of_gitbooks_plugins_leave_what_is_in_them_and_are_told_by_their_own_names() -> None:
    text = (
        '{% method %}\n甲\n{% sample lang="js" %}\n```js\nx\n```\n{% common %}\n乙\n{% endmethod %}\n\n'
        "{% mermaid %}graph LR; A-->B{% endmermaid %}\n\n{% youtube %}https://a.test/b{% endyoutube %}\n\n"
        '丙{% file src="c.pdf" %}丁{% endfile %}\n\n{% common %} 与 {% endfile %}\n'
    )
    book, problems = read(f"# 章\n\n{text}")
    assert [type(block).__name__ for block in book.chapters[0].blocks] == [
        "Paragraph", "CodeBlock", "Paragraph", "Figure", "Paragraph", "Paragraph", "Paragraph",
    ]  # fmt: skip
    *_, film, file, typed = map(plain_text, book.chapters[0].blocks)
    assert (film, file, typed) == ("https://a.test/b", "丙c.pdf丁", "{% common %} 与 {% endfile %}")
    assert [str(problem.message).split(" has ")[0] for problem in problems] == [
        "`{% youtube %}https://a.test/b{% endyoutube %}`", '`{% file src="c.pdf" %}`',
    ]  # fmt: skip


def test_what_stands_between_shortcodes_of_a_theme_is_shown_without_them() -> None:
    text = (
        "{{< steps >}}\n\n甲\n\n{{< /steps >}}\n\n{{% card title='题' icon=\"x\" %}}\n乙\n{{% /card %}}\n\n"
        "{{< typeit >}}**丙**{{< /typeit >}}与{{< button href='https://a.test' >}}丁{{< /button >}}、{{< gist 1 >}}\n\n"
        "`{{< steps >}}`\n\n{{< center >}}\n戊\n{{< /center >}}\n\n{{< math >}}\n$$x$$\n{{< /math >}}\n"
    )
    book, problems = read(f"# 章\n\n{text}")
    steps, card, line, code, middle, formula = book.chapters[0].blocks
    assert isinstance(steps, model.Container)
    assert (steps.classes, plain_text(steps)) == (("steps",), "甲")
    assert isinstance(card, model.Details)
    assert (plain_text(card.summary), plain_text(card.blocks)) == ("题", "乙")
    assert plain_text(line) == "丙与丁、{{< gist 1 >}}"
    assert [node.target for node in walk(line) if isinstance(node, Link)] == ["https://a.test"]
    assert plain_text(code) == "{{< steps >}}"
    assert isinstance(middle, model.Container)
    assert middle.classes == ("align-center",)
    assert [node.tex for node in walk(formula) if isinstance(node, model.Formula)] == ["x"]
    assert codes(problems) == [(13, "unknown-shortcode")]


def test_shortcodes_of_formulas_and_pictures() -> None:
    text = "点 {{< katex >}}x_{1}{{< /katex >}} 是\n{{< katex display >}}\n\\sum x\n{{< /katex >}}\n和 {{< mine >}}。\n"
    text += "\n{{< katex display >}}\na\n\n= b\n{{< /katex >}}\n\n{{< highlight go >}}\n# x\n{{< /highlight >}}"
    book, _ = read(f"# 章\n\n{text}\n\n{{{{< figure src='a.png' alt='甲' title='题' width='50%' >}}}}\n")
    assert [node.tex for node in walk(book) if isinstance(node, model.Formula)] == [
        "x_{1}", "\\sum x", "a\n= b",
    ]  # fmt: skip
    assert [(node.language, node.text) for node in walk(book) if isinstance(node, CodeBlock)] == [("go", "# x\n")]
    figure = next(node for node in walk(book) if isinstance(node, Figure))
    assert isinstance(figure.content, Image)
    assert (figure.content.source, figure.content.alt, figure.content.width) == ("a.png", "甲", "50%")
    assert plain_text(figure.caption) == "题"
    assert "{{< mine >}}" in plain_text(book.chapters[0].blocks)


def test_the_caption_of_a_picture_of_hugos_holds_marks_tags_and_quotation_marks() -> None:
    own = r'caption="<span class=\"figure-number\">Figure 1: </span>**甲**，“乙” [丙](https://a.test)\"丁\"" width="50"'
    book, problems = read(f'# 章\n\n{{{{< figure src="a.png" {own} >}}}}\n\n{{{{< figure src="b.png" alt="戊" >}}}}\n')
    figures = [node for node in walk(book) if isinstance(node, Figure)]
    assert [plain_text(figure.caption) for figure in figures] == ['Figure 1: 甲，“乙” 丙"丁"', "戊"]
    assert [node.target for node in walk(book) if isinstance(node, Link)] == ["https://a.test"]
    assert [figure.content.alt for figure in figures if isinstance(figure.content, Image)][1:] == ["戊"]
    assert problems == []


def test_a_tab_of_hexo_goes_on_behind_a_box_in_it() -> None:
    box = "{% note info %}\n注\n{% endnote %}\n\n后\n"
    book, problems = read(f"# 章\n\n{{% tabs a %}}\n<!-- tab 甲 -->\n{box}<!-- endtab -->\n{{% endtabs %}}\n")
    (tab,) = walk(book, model.Details)
    assert [type(block) for block in tab.blocks] == [Callout, Paragraph]
    assert not problems


def test_a_diagram_of_hugo_is_drawn() -> None:
    book, _ = read("# 章\n\n{{< mermaid >}}\ngraph LR; a-->b\n{{< /mermaid >}}\n")
    assert [(node.language, node.text) for node in walk(book, model.Diagram)] == [("mermaid", "graph LR; a-->b\n")]
