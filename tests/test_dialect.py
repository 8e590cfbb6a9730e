"""`docs/dialect.md`: every example in its table becomes the node it names, and does not without its switch."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from limits import within
from test_markdown import codes, read, shown

from studypress import model
from studypress.config import BookConfig, HtmlConfig, MarkdownConfig
from studypress.locale import locale_for
from studypress.manuscript import Manuscript, SourceFile, read_manuscript
from studypress.markdown import parse
from studypress.markdown.syntax.callout_kinds import KINDS, WORDS
from studypress.model import (
    Callout,
    CalloutKind,
    Code,
    CodeBlock,
    Figure,
    Image,
    Link,
    Paragraph,
    Section,
    Styled,
    Table,
)
from studypress.resolve import resolve
from studypress.tree import plain_text, walk

TABLE = Path(__file__).parent.parent / "docs" / "dialect.md"
SWITCHES = {part.name: part.default for part in fields(MarkdownConfig) if isinstance(part.default, bool)}


CITED = "@book{knuth84, author = {Knuth, Donald E.}, title = {The book}, year = 1984}"
"""A .bib file, for the examples that cite it."""


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Element, example, node and switch of each row."""
    for line in TABLE.read_text(encoding="utf8").splitlines():
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 7 and cells[1].startswith("`"):
            example = re.sub(r"^(`+) ?(.*?) ?\1$", r"\2", cells[1]).replace("⏎", "\n").replace("→", "\t")
            yield cells[0], example, cells[2], cells[6].strip("`")


def with_switch(name: str, on: bool) -> BookConfig:
    return BookConfig(markdown=replace(MarkdownConfig(), **{name: on}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("element", "example", "node", "switch"), list(rows()), ids=lambda value: str(value)[:30])
def test_every_example_becomes_its_node(element: str, example: str, node: str, switch: str) -> None:
    book, problems = read(example, config=with_switch(switch, True) if switch else None, bibliography=CITED)
    assert [type(found).__name__ for found in walk(book)].count(node), element
    assert problems == []
    if switch:
        off, _ = read(example, config=with_switch(switch, False), bibliography=CITED)
        assert len(shown(off)) > len(shown(book)) or plain_text(off.chapters) != plain_text(book.chapters), element


def test_every_switch_is_in_the_table() -> None:
    assert {switch for *_, switch in rows()} - {""} == set(SWITCHES)


# --- Callouts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "en"])
def test_every_name_of_a_callout_has_a_word(language: str) -> None:
    words = locale_for(language).words
    assert {name for name in KINDS if name.isascii() and f"callout_{WORDS.get(name, name)}" not in words} == set()
    assert set(KINDS.values()) == set(CalloutKind)


def test_a_callout_has_its_word_in_the_language_of_the_book() -> None:
    titles = []
    for language in ("zh-Hans", "zh-Hant", "ja", "en"):
        book, _ = read("> [!note]\n> x\n", config=BookConfig(language=language))
        titles += [plain_text(node.title) for node in walk(book) if isinstance(node, Callout)]
    assert titles == ["说明", "說明", "補足", "Note"]


def test_a_slip_in_a_container_takes_no_chapter_with_it() -> None:
    book, problems = read("# 一\n\n::: tip\n甲\n\n# 二\n\n{% endtab %}\n\n乙\n")
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["一", "二"]
    assert codes(problems) == [(3, "unclosed-container"), (8, "unclosed-container")]


# --- Tags and comments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("<video controls>\n<source src='a.mp4'>\n您的浏览器不支持 video 标签。\n</video>", "a.mp4"),
        ("甲<video src='a.mp4'>Your browser cannot show it.</video>乙", "甲a.mp4乙"),
        ("<iframe src='//b.c/d' />\n</iframe>\n\n乙", "https://b.c/d乙"),
        ("<iframe src='//b.c/d.html?e=1'></iframe>", "https://b.c/d.html?e=1"),
        ("<video\n  src='a.mp4'\n  controls\n></video>\n\n乙", "a.mp4乙"),
        ("<iframe class='x' data-src='https://a.test/v'></iframe>", "https://a.test/v"),
        ("<iframe type='1' url='https%3A%2F%2Fa.test%2Fv'></iframe>", "https://a.test/v"),
        ("{% include embed/bilibili.html id='BV1' %}", "https://www.bilibili.com/video/BV1"),
        ("甲 <a\n href='b.md'\n>乙</a>", "甲乙"),
        ("若 <b 则\n> 乙", "若<b则乙"),
        ("<video src='a.mp4'>\n\n写给读者的话。\n\n</video>", "a.mp4写给读者的话。"),
        ("<video controls>没有地址</video>", "没有地址"),
        ("<video src='a.mp4'>\n\n没有结束。", "a.mp4没有结束。"),
        ("以`<video>`开始，以</video>结束", "以<video>开始，以</video>结束"),
    ],
)
def test_what_is_for_browsers_without_a_player_is_left_out(text: str, shown_as: str) -> None:
    book, _ = read(f"# 章\n\n{text}\n")
    assert "".join(plain_text(book.chapters[0].blocks).split()) == shown_as


def test_a_page_that_is_there_is_embedded_and_another_is_what_a_text_is_about(tmp_path: Path) -> None:
    (tmp_path / "演示").mkdir()
    (tmp_path / "演示" / "a.html").write_text("<p>", encoding="utf8")
    text = '<iframe src="演示/a.html?x" width="9"></iframe>\n\n<iframe src="b.html"></iframe>\n'
    (tmp_path / "1.md").write_text(text, encoding="utf8")
    book, problems = parse(read_manuscript(tmp_path)[0])
    assert plain_text(book.chapters[0].blocks) == '演示/a.html?x<iframe src="b.html"></iframe>'
    assert codes(problems) == [(1, "unsafe-html"), (3, "unsafe-html")]


def test_a_player_between_components_is_closed_once() -> None:
    _, problems = read('# 章\n\n<iframe src="//b.test/c"></iframe>\n', config=with_switch("page_code", True))
    assert codes(problems) == [(3, "unsafe-html")]


def test_a_button_that_opens_a_page_of_the_web_is_a_link() -> None:
    text = "<button onclick=\"window.open('https://a.test/1')\">看**书**</button><button>无</button>"
    book, problems = read(f"# 章\n\n源：{text}\n")
    assert [(plain_text(link), link.target) for link in walk(book, Link)] == [("看书", "https://a.test/1")]
    assert plain_text(book.chapters[0].blocks) == "源：看书<button>无</button>"
    assert codes(problems) == [(3, "unsafe-html")]


def test_closing_tags_may_have_a_space() -> None:
    book, problems = read("# 章\n\n<div>\n<b>甲</ b>乙\n</ div>\n\n甲</ b>乙\n")
    assert (plain_text(book.chapters[0].blocks), problems) == ("甲乙甲</ b>乙", [])


def test_lines_of_rust_are_hidden_in_an_mdbook_alone(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name / "src").mkdir(parents=True)
        (tmp_path / name / "src" / "a.md").write_text("# 章\n\n```rust\n# use a;\nb();\n```\n", encoding="utf8")
    (tmp_path / "甲" / "src" / "SUMMARY.md").write_text("- [章](a.md)\n", encoding="utf8")
    (tmp_path / "甲" / "book.toml").write_text("[book]\ntitle = '书'\n", encoding="utf8")
    books = (parse(read_manuscript(tmp_path / name)[0])[0] for name in ("甲", "乙"))
    assert [code.text for book in books for code in walk(book, CodeBlock)] == ["b();\n", "# use a;\nb();\n"]


def test_tags_of_the_author_stand_for_tags_of_html() -> None:
    text = "<def>容器</def>用<fun>run()</fun>。\n\n<def>行首</def>\n"
    book, problems = read(text, config=BookConfig(html=HtmlConfig({"def": "em", "fun": "code"})))
    assert problems == []
    assert [plain_text(node) for node in walk(book) if isinstance(node, Styled)] == ["容器", "行首"]
    assert [node.text for node in walk(book) if isinstance(node, Code)] == ["run()"]
    assert codes(read(text)[1]) == [(1, "unknown-html"), (3, "unknown-html")]


def test_comments_of_vaults_go_over_lines_and_take_no_percentage() -> None:
    text = "甲%%乙%%丙\n\n%%\n丁\n\n戊\n%%\n\n己 100%%\n\n%%庚%%\n\n"
    text += "%%\n辛\n%% 壬\n癸\n\n> %%子\n>\n> 丑%% 寅\n"
    book, _ = read(text, config=with_switch("vault_comments", True))
    shown = [plain_text(node) for node in walk(book) if isinstance(node, Paragraph)]
    assert shown == ["甲丙", "己 100%%", "壬癸", "寅"]


def test_a_folder_of_obsidian_has_its_comments_without_a_switch(tmp_path: Path) -> None:
    source = SourceFile("notes.md", "甲%%乙%%丙\n")
    assert plain_text(parse(Manuscript(tmp_path, BookConfig(), (source,)))[0].chapters[0].blocks) == "甲%%乙%%丙"
    (tmp_path / ".obsidian").mkdir()
    assert plain_text(parse(Manuscript(tmp_path, BookConfig(), (source,)))[0].chapters[0].blocks) == "甲丙"


def test_code_of_a_page_is_no_text_in_a_site_of_vue(tmp_path: Path) -> None:
    text = (
        "<script setup>\nlet a = 1\n\nlet b\n</script>\n\n甲 <script> 乙\n\n- <style>\n  丙\n\n<style>丁</style> 戊\n"
    )
    source = SourceFile("a.md", text)
    assert "let a" in plain_text(parse(Manuscript(tmp_path, BookConfig(), (source,)))[0].chapters[0].blocks)
    (tmp_path / "docs" / ".vuepress").mkdir(parents=True)
    shown = plain_text(parse(Manuscript(tmp_path, BookConfig(), (source,)))[0].chapters[0].blocks)
    assert "let" not in shown
    assert [word for word in "甲乙丙丁戊" if word not in shown] == []


def test_a_style_sheet_that_dresses_its_page_is_no_text_of_it() -> None:
    sheet = "# 章\n\n<style>\n.small-note {\n  color: red;\n\n}\n</style>\n\n"
    book, problems = read(f'{sheet}<div class="wide small-note">文</div>\n')
    assert plain_text(book.chapters[0].blocks) == "文"
    assert codes(problems) == [(3, "unsafe-html")]
    for lesson in ('<div class="other">文</div>\n', '<body class="small-note">文</body>\n'):
        assert "color: red" in plain_text(read(sheet + lesson)[0].chapters[0].blocks)


def test_a_closing_line_may_be_indented_below_a_list() -> None:
    book, problems = read("# 甲\n\n::: tip 乙\n\n- 丙\n  1. 丁\n     :::\n\n戊\n\n::: tip 己\n庚\n:::\n\n- 辛\n  :::\n")
    boxes = [plain_text(node.blocks) for node in walk(book) if isinstance(node, Callout)]
    assert boxes == ["丙丁", "庚"]
    assert codes(problems) == [(16, "unclosed-container")]


def test_extensions_of_kramdown_are_left_out_but_for_html_and_for_what_never_ends() -> None:
    text = (
        '{::options parse_block_html="true" /}\n甲\n{::comment}\n# 乙\n\n丙\n{:/comment}\n丁{::comment}戊\n己{:/}\n\n'
        "{::nomarkdown}\n<b>庚</b>\n{:/}\n\n`{::comment}` 与 {:/} 与 {::other}辛{:/}\n\n{::comment}\n壬\n"
    )
    book, problems = read(f"# 章\n\n{text}")
    assert plain_text(book.chapters[0].blocks) == "甲丁庚{::comment} 与 {:/} 与 {::other}辛{:/}{::comment} 壬"
    assert problems == []


def test_marks_of_docsify_behind_a_heading_are_not_printed() -> None:
    book, _ = read("# A {docsify-ignore-all}\n\n## B {docsify-ignore}\n\n## C :id=see\n\nD :id=x\n")
    sections = [(plain_text(node.title), node.anchor) for node in walk(book) if isinstance(node, Section)]
    assert sections == [("B", "b"), ("C", "see")]
    assert plain_text(book.chapters[0].title) == "A"
    assert "D :id=x" in plain_text(book.chapters)


def test_headings_in_a_container_open_sections() -> None:
    book, _ = read("# 一\n\n::: {.column}\n## 甲\n文字\n:::\n")
    assert [plain_text(node.title) for node in walk(book) if isinstance(node, Section)] == ["甲"]


# --- Hostile text ---------------------------------------------------------------------------------------------

_HOSTILE = {
    "code of a page never ended": "<script>\n" * 5000 + "</script> x\n",
    "containers never closed": "::: tip\n" * 5000,
    "containers never opened": ":::\n" * 5000,
    "slashes": "/// note\n" * 1_000 + "////\n" * 1_000,
    "drawings that are none": "::: mermaid\n" * 1_500 + "```\nx\n```\n:::\n",
    "tabs never opened": "@tab x\n" * 1_000 + "::: tabs\n" + "@tab x\n:::\n" * 500,
    "containers of many names": "".join(f"{':' * (3 + n % 7)} n{n}\n" for n in range(5000)),
    "admonitions inside each other": "".join("    " * n + "!!! note\n" for n in range(300)),
    "attributes that do not end": "`x`{" + "k=a.b.c.d.e.f " * 3000 + "!",
    "spans inside each other": "[" * 5000 + "a" + "]{.x}" * 5000,
    "blanks in titles": f"# a{' ' * 40_000}b\n\n# a{chr(0x3000) * 40_000}b\n\n# `{' ' * 40_000}` b\n",
    "equals signs": "==a" * 10_000 + "=" * 50_000,
    "carets and tildes": "x^2~1" * 10_000,
    "notes never closed": "^[" * 10_000,
    "marks of an editor never closed": "{++{--{~~{>>^^a" * 400,
    "colons": ":a" * 20_000,
    "ranges of lines": "```js {" + "1-9999999," * 150 + "}\n" + "x // [!code ++:9999999]\n" * 5000 + "```\n",
    "white space in code": "```js\n" + " " * 500_000 + "x // [!code ++]\n```\n",
    "lists inside each other": "".join("  " * n + "- x\n" for n in range(700)),
    "quotations inside each other": ">" * 3000 + " [!note] x\n",
    "shortcodes": "{{< hint a=" * 3000 + "\n" + "{{< katex >}}x" * 3000 + "\n" + "{{< figure src=a " * 3000,
    "blanks in shortcodes": "".join(
        f"{begins}{' ' * 6_000}{ends}\n\n"
        for begins, ends in (
            ("{{< figure src=a", "b"),
            ("{{< video", "b"),
            ("x {{< highlight a", "b"),
            ("{% hint", "a %"),
            ("{% btn", "b"),
            ("x {% label a", "b"),
        )
    ),
    "blanks in tags of a line": f"{{% note{' ' * 900}b\n{{% note %}}{' ' * 900}b\n<!-- tab{' ' * 900}b\n\n" * 20,
    "blanks in an option": "```{figure} a.png\n:name: a" + " " * 20_000 + "b\n```\n",
    "shortcodes of a theme": "{{< a b=" * 1_000 + "{{< a >}}x{{< a >}}\n" * 500 + "{{< /a >}}\n" * 500,
    "extensions never closed": "{::comment}\n" * 500 + "x {::comment}" * 500,
    "shortcodes never closed": "{{< highlight go >}}\n" * 5000,
    "imports without an end": "import {" + "a, " * 20_000 + "\n" + "import a from 'a'\n" * 5000,
    "items and notes without a blank line": "- a\n" * 5000 + "\n" + "".join(f"[^{n}]: a\n" for n in range(5000)),
    "tags in each line that hold Markdown": "<div markdown=1>\n" * 3000,
    "directives never closed": ":::{note}\n" * 6000,
    "letters that are no Base64": "![](data:image/png;base64,AAAAAAAAAAAAAAAAAAAAA)\n",
    "a picture of megabytes in a reference": "[a]: data:image/png;base64," + "A" * 1_000_000 + "\n\n![x][a]\n",
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_text_ends_soon(text: str) -> None:
    switches = replace(MarkdownConfig(), page_code=True, page_imports=True, tex_commands=True)
    with within(8):
        book, _ = read(text, config=BookConfig(markdown=switches))
    assert isinstance(book, model.Book)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见 @[video](https://a.test/v/1)。", "https://a.test/v/1"),
        ("@[bilibili](BV1x)", "https://www.bilibili.com/video/BV1x"),
        ("![](bilibili:BV1x?page=2)", "https://www.bilibili.com/video/BV1x?page=2"),
        ("![](https://a.test/b.mp4?x)", "https://a.test/b.mp4?x"),
        ("![片](a.MP4)", "a.MP4"),
        ("![片](bilibili:BV1x)", "https://www.bilibili.com/video/BV1x"),
    ],
)
def test_a_film_typed_as_a_link_or_a_picture_is_its_address(text: str, address: str) -> None:
    book, problems = read(f"# 章\n\n{text}\n")
    (link,) = (node for node in walk(book) if isinstance(node, Link))
    assert link.target == address
    assert plain_text(link) == "片" or [problem.code for problem in problems] == ["unsafe-html"]
    assert not any(isinstance(node, Image) for node in walk(book))
    book, _ = read("写给@[某人](a.md)，图 ![甲](mp4.png)。\n")
    assert plain_text(book.chapters[0].blocks) == "写给@某人，图 甲。"


def test_lines_that_open_tabs_mean_something_in_a_group_alone() -> None:
    text = "::: tabs#os\n\n@tab 甲#1\n\n一\n\n::: tip 丁\n三\n:::\n\n@tab:active 乙\n二\n:::\n\n"
    text += "@tab 丙\n\n::: tip\n@tab 戊\n:::\n"
    book, problems = read(f"# 章\n\n{text}")
    tabs = [node for node in walk(book) if isinstance(node, model.Details)]
    assert [(plain_text(tab.summary), plain_text(tab.blocks)) for tab in tabs] == [("甲", "一丁三"), ("乙", "二")]
    assert plain_text(book.chapters[0].blocks[2:]) == "@tab 丙提示@tab 戊"
    assert problems == []


@pytest.mark.parametrize(
    ("fence", "kind", "title"),
    [
        ("ad-warning\ntitle: 题\ncollapse: open\n", CalloutKind.WARNING, "题"),
        ("ad-tip\ntitle:\n", CalloutKind.TIP, ""),
        ("ad-我的\n", CalloutKind.NOTE, "我的"),
        ("admonish\n", CalloutKind.NOTE, "说明"),
        ("admonish tip title='题' collapsible=true\n", CalloutKind.TIP, "题"),
        ('admonish danger "题"\n', CalloutKind.DANGER, "题"),
        ("admonish info title=''\n", CalloutKind.NOTE, ""),
        ("admonish frog\n", CalloutKind.NOTE, "Frog"),
    ],
)
def test_fences_of_plugins_are_boxes_with_markdown_in_them(fence: str, kind: CalloutKind, title: str) -> None:
    book, _ = read(f"# 章\n\n````{fence}甲 **乙**\n\n```js\nx\n```\n````\n")
    (box,) = (node for node in walk(book) if isinstance(node, Callout))
    assert (box.kind, plain_text(box.title)) == (kind, title)
    assert [type(node) for node in box.blocks] == [Paragraph, CodeBlock]
    assert plain_text(box.blocks[0]) == "甲 乙"


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("甲{++*乙*\n丙++}丁", {"乙丙": "underline", "乙": "emphasis"}),
        ("甲{--乙--}{~~旧~>新~~}", {"乙": "strike", "旧": "strike", "新": "underline"}),
        ("甲{==乙==}。", {"乙": "mark"}),
        ("甲 ^^乙 丙^^。", {"乙 丙": "underline"}),
        ("谢谢^^我走了^^", {}),
        ("`{++甲++}` 与 {--flag} 与 {++i} 与 { ++甲++ }", {}),
    ],
)
def test_what_an_editor_marked_is_as_a_proof_has_it(text: str, styles: dict[str, str]) -> None:
    book, problems = read(f"# 章\n\n{text}\n")
    assert {plain_text(node): node.style.name.lower() for node in walk(book) if isinstance(node, Styled)} == styles
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [
        ("> 甲。 [name=乙] [time=Jun 28]", "甲。—— 乙，Jun 28"),
        ("> 甲\n> [name=乙]", "甲—— 乙"),
        ("> 甲 [name=乙]\n> 丙 [color=red]", "甲（乙）丙"),
        ("> [color=#907bf7]\n> 甲", "甲"),
        ("> 属性 a[name=x] 与 [href=y]", "属性 a[name=x] 与 [href=y]"),
        ("甲 [name=乙]", "甲 [name=乙]"),
    ],
)
def test_a_quotation_of_hackmd_names_its_source(typed: str, shown_as: str) -> None:
    assert plain_text(read(f"# 章\n\n{typed}\n")[0].chapters[0].blocks) == shown_as


def test_boxes_between_slashes_may_hold_others_and_text_in_slashes_stays() -> None:
    text = (
        "//// warning | 甲\n\n乙\n/// details | 丙\n    type: tip\n    open: true\n<p>丁</p>\n///\n////\n\n"
        "/// Returns the | x\n\n```rust\n/// 己\n```\n\n/// tip\n戊\n"
    )
    book, problems = read(f"# 章\n\n{text}")
    box, *rest = book.chapters[0].blocks
    assert isinstance(box, Callout)
    assert (box.kind, plain_text(box.title), plain_text(box.blocks)) == (CalloutKind.WARNING, "甲", "乙丙丁")
    assert [plain_text(node.summary) for node in walk(box) if isinstance(node, model.Details)] == ["丙"]
    assert [plain_text(node) for node in rest if isinstance(node, Paragraph)] == ["/// Returns the | x", "/// tip 戊"]
    assert problems == []


def test_a_table_right_below_a_quotation_is_one() -> None:
    book, problems = read("# 章\n\n> **符号**\n|符号|解释|\n|:--|:--|\n| $a$| 甲|\n\n> 乙\n丙 | 丁\n戊\n")
    blocks = book.chapters[0].blocks
    assert [(type(one).__name__, plain_text(one)) for one in blocks if not isinstance(one, Table)] == [
        ("Quote", "符号"),
        ("Quote", "乙丙 | 丁戊"),
    ]
    assert (sum(isinstance(one, Table) for one in blocks), problems) == (1, [])


def test_colons_alone_in_an_item_are_its_text_and_below_one_they_close_the_box_around() -> None:
    book, problems = read("# 章\n\n- :::\n- 甲\n\n::: tip\n- 乙\n- 丙\n  :::\n\n丁\n")
    assert ([plain_text(block) for block in book.chapters[0].blocks], problems) == ([":::甲", "提示乙丙", "丁"], [])


def test_a_drawing_between_colons_is_one_unless_a_fence_in_it_is() -> None:
    drawn = "graph TD\n\n# A\n"
    book, _ = read(f"# 章\n\n:::mermaid\n{drawn}:::\n\n::: mermaid\n```mermaid\nB\n```\n:::\n\n::: mermaid\n甲\n")
    assert [node.text for node in walk(book) if isinstance(node, model.Diagram)] == [drawn, "B\n"]
    assert plain_text(book.chapters[0].blocks[-1]) == "甲"


def test_cells_go_on_with_others_below_a_line_of_luogus_alone() -> None:
    rows = "| 甲 | < | 乙 |\n|---|---|---|\n| 丙 | 丁 | ^ |\n| ^ | 戊 | < |\n| ^ | ^ | 己 |\n"
    book, problems = read(f"# 章\n\n::cute-table{{tuack}}\n\n{rows}\n{rows}")
    merged, typed = (node for node in walk(book) if isinstance(node, model.Table))
    rows_of_cells = [row.cells for row in merged.head + merged.body]
    assert [[(plain_text(cell), cell.rowspan, cell.colspan) for cell in cells] for cells in rows_of_cells] == [
        [("甲", 1, 2), ("乙", 1, 1)],
        [("丙", 3, 1), ("丁", 1, 1), ("^", 1, 1)],  # no cell goes on from the head
        [("戊", 1, 1), ("<", 1, 1)],  # nor is one of three corners
        [("^", 1, 1), ("己", 1, 1)],
    ]
    assert [len(row.cells) for row in typed.head + typed.body] == [3, 3, 3, 3]
    assert "cute" not in plain_text(book.chapters)
    assert problems == []


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


def test_a_fence_that_only_lays_out_is_no_box_unless_it_has_a_title() -> None:
    book, problems = read("# 章\n\n````ad-col2\n甲\n\n```ad-blank\n乙\n```\n````\n\n```ad-flex\ntitle: 丙\n丁\n```\n")
    assert [plain_text(node) for node in walk(book) if isinstance(node, Callout)] == ["丙丁"]
    assert plain_text(book.chapters[0].blocks) == "甲乙丙丁"
    assert problems == []


def test_boxes_that_jekyll_includes() -> None:
    text = '{% include note.html content="甲**乙**" %}\n\n{% include alert.html type="warning" text=\'丙\' %}\n\n'
    book, problems = read(f"# 章\n\n{text}{{% include menu.html content='丁' %}}\n")
    boxes = [node for node in walk(book) if isinstance(node, Callout)]
    assert [(box.kind.value, plain_text(box.blocks)) for box in boxes] == [("note", "甲乙"), ("warning", "丙")]
    assert "{% include menu.html content='丁' %}" in plain_text(book.chapters[0].blocks)
    assert [one.code for one in problems] == ["unknown-shortcode"]


def test_boxes_of_bootstrap_are_callouts_as_in_notebooks() -> None:
    text = '<div class="alert alert-block alert-warning"><b>注意：</b> 甲</div>\n\n<div class="alert">丙</div>\n\n'
    text += '<div class="alert alert-info">\n\n- 乙\n\n</div>\n\n<div class="alert alert-info">\n\n## 丁\n\n</div>\n'
    book, _ = read(f"# 章\n\n{text}")
    assert [(box.kind, plain_text(box)) for box in walk(book, Callout)] == [
        (CalloutKind.WARNING, "注意： 甲"), (CalloutKind.NOTE, "乙"),
    ]  # fmt: skip


def test_boxes_of_yuque_and_of_luogu() -> None:
    book, problems = read("# 章\n\n:::tips\n甲\n:::\n\n:::align{right}\n乙\n:::\n\n:::epigraph[丙]\n丁\n:::\n")
    tip, side, quotation = book.chapters[0].blocks
    assert isinstance(tip, Callout)
    assert (tip.kind, plain_text(tip.title)) == (CalloutKind.TIP, "提示")
    assert isinstance(side, model.Container)
    assert (side.classes, plain_text(side)) == (("align-right",), "乙")
    assert isinstance(quotation, Callout)
    assert (quotation.kind, plain_text(quotation)) == (CalloutKind.QUOTE, "丙丁")
    assert problems == []


@pytest.mark.parametrize("typed", ["{{< video   >}}", '{{< audio "" >}}', "{% youtube   %}"])
def test_a_film_without_an_address_shows_as_typed(typed: str) -> None:
    book, _ = read(f"见 {typed}。\n")
    assert plain_text(book.chapters[0].blocks[0]) == f"见 {typed}。"


def test_tags_of_what_a_site_draws_are_left_out_where_the_code_of_pages_is() -> None:
    text = (
        "# 章\n\n<script setup>\nimport Demo from './Demo.vue'\nimport { x } from 'x'\n"
        "const c = {Far: defineAsyncComponent()}\n</script>\n\n"
        "看：\n\n<Demo />\n\n<ClientOnly>\n<p>静</p>\n</ClientOnly>\n\n"
        "例 <Demo a=1/><Far/> 与 `<Demo />`、<Other />。\n"
    )
    book, problems = read(text, config=with_switch("page_code", True))
    assert plain_text(book.chapters[0].blocks) == "看：静例  与 <Demo />、<Other />。"
    assert codes(problems) == [(17, "unknown-html")]


@pytest.mark.parametrize(
    "settings",
    [
        ("mkdocs.yml", "nav: [a.md]\n"),
        ("book.json", '{"root": "docs"}'),
        ("_config.yml", "title: 站\n"),
        ("docusaurus.config.ts", "export default {};\n"),
    ],
)
def test_what_the_pages_of_a_site_run_is_left_out_wherever_it_opens_a_line(
    tmp_path: Path, settings: tuple[str, str]
) -> None:
    (tmp_path / settings[0]).write_text(settings[1], "utf8")
    (tmp_path / "docs").mkdir()
    text = (
        "# 章\n\n前\n<div>\n甲\n</div>\n<script>\nlet a = 1;\n\nlet b = 2;\n</script>\n\n乙\n\n"
        "<div>\n<style>\np {}\n</style>\n丙\n</div>\n\n```html\n<script>\n丁()\n</script>\n```\n"
    )
    (tmp_path / "docs" / "a.md").write_text(text, "utf8")
    book, problems = parse(read_manuscript(tmp_path)[0])
    assert plain_text(book.chapters[0].blocks) == "前甲乙丙"
    assert [code.text for code in walk(book, CodeBlock)] == ["<script>\n丁()\n</script>\n"]
    assert problems == []
    shown = plain_text(read(text)[0].chapters)
    assert "let b = 2;" in shown
    assert "p {}" in shown


def test_a_fence_right_behind_a_tag_is_code() -> None:
    text = "<details>\n<summary>题</summary>\n```cpp\n#include <iostream>\n\n甲\n```\n</details>\n\n"
    book, problems = read(f"{text}<div>\n<pre>\n```\n乙\n```\n</pre>\n</div>\n\n<div>\n```\n丙\n</div>\n\n丁\n")
    assert [code.text for code in walk(book, CodeBlock)] == ["#include <iostream>\n\n甲\n", "```\n乙\n```\n"]
    assert plain_text(book.chapters[0].blocks).endswith("丙丁")
    assert problems == []


def test_components_of_the_whole_site_are_left_out_but_for_their_words_and_pictures(tmp_path: Path) -> None:
    theme = tmp_path / ".vitepress" / "theme"
    theme.mkdir(parents=True)
    (theme / "index.ts").write_text(
        "app.component('SvgImage', S)\napp.component('ALink', A)\n// app.component('Off', S)\n", "utf8"
    )
    script = "<script setup>\nimport graph from '../a.svg?raw'\n</script>\n"
    text = f'{script}# 章 <Badge text="新" />\n\n甲 <svg-image :svg="graph" /><SvgImage /> 乙 <Badge>旧</Badge><Off/>'
    text += '<ALink href="https://a.test/" title="题">链</ALink>\n'
    (tmp_path / "a.md").write_text(text, "utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert plain_text(book.chapters[0].title) == "章 新"
    assert plain_text(book.chapters[0].blocks) == "甲  乙 旧<Off/>链"
    assert [node.source for node in walk(book, Image)] == ["../a.svg"]


def test_a_component_with_an_address_is_a_link_where_the_code_of_pages_is_left_out() -> None:
    text = (
        '# 章\n\n<LessonLink href="https://a.test/1">\n  看课\n</LessonLink>\n\n'
        '<ALink href="https://a.test/2" title="再看"/>\n'
    )
    book, problems = read(text, config=with_switch("page_code", True))
    links = [(plain_text(node), node.target) for node in walk(book) if isinstance(node, Link)]
    assert (links, problems) == ([("看课", "https://a.test/1"), ("再看", "https://a.test/2")], [])
    _, problems = read(f"{text}\n甲</LessonLink>乙\n", config=with_switch("page_code", True))
    assert codes(problems) == [(9, "unknown-html")]
    as_typed, problems = read(text)
    assert "<LessonLink" in plain_text(as_typed.chapters)
    assert codes(problems) == [(3, "unknown-html"), (5, "unknown-html"), (7, "unknown-html")]


def test_a_tag_that_stands_often_is_told_once_a_book_and_may_be_mapped() -> None:
    text = "# 章\n\n<Listing number=1>\n\n甲\n\n</Listing>\n\n" * 3 + "使用 <rare>。\n"
    _, problems = read(text)
    assert [(p.place.line, p.code) for p in problems] == [(25, "unknown-html"), (3, "unknown-html")]
    assert "here and in 5 more lines" in str(problems[1].message)
    assert '[html] tags = { listing = "div" }' in str(problems[1].hint)
    assert read(text, config=BookConfig(html=HtmlConfig(tags={"listing": "div"})))[1] == problems[:1]


# --- Hugo -----------------------------------------------------------------------------------------------------


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


# --- R Markdown and Quarto ------------------------------------------------------------------------------------


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
    ("imports", "shown_as"),
    [
        ("import Tabs from '@theme/Tabs';\nimport { a,\n  b } from \"c\";", ""),
        ("import './x.css'\nexport { a } from './b'", ""),
        ("import goods from abroad", "import goods from abroad"),
        ("import a from 'a'\nand more", "import a from 'a' and more"),
    ],
)
def test_imports_of_mdx_are_left_out_of_it_alone(imports: str, shown_as: str, tmp_path: Path) -> None:
    for name in ("a.mdx", "b.md"):
        (tmp_path / name).write_text(f"# 章\n\n{imports}\n\n文\n", encoding="utf8")
    found = [plain_text(parse(read_manuscript(tmp_path / name)[0])[0].chapters[0].blocks) for name in ("a.mdx", "b.md")]
    assert found[0].strip() == f"{shown_as}文"
    assert found[1].startswith(imports[:6])


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


def test_an_emoji_may_follow_han_and_no_latin_letter() -> None:
    book, _ = read("# 章\n\n好:cat:了，12:30:45，a:cat:\n")
    assert plain_text(book.chapters[0].blocks) == "好🐱了，12:30:45，a:cat:"


def test_where_a_box_stands_is_no_title_of_it() -> None:
    book, _ = read("# 章\n\n!!! tip inline end\n    文\n")
    (box,) = walk(book, Callout)
    assert plain_text(box.title) == locale_for("zh-Hans").words["callout_tip"]


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


def test_tags_without_an_end_cost_what_they_are_long() -> None:
    tags = "{% note %}\n{% codeblock %}\n{% label x@y\n{% raw %}\n<!-- tab a -->\n\n"
    with within(5):
        book, _ = read("# 章\n\n" + 2000 * tags + "字 {% endcodeblock %}\n")
    assert plain_text(book.chapters[0].blocks).count("{% codeblock %}") == 2000


def test_a_tab_of_hexo_goes_on_behind_a_box_in_it() -> None:
    box = "{% note info %}\n注\n{% endnote %}\n\n后\n"
    book, problems = read(f"# 章\n\n{{% tabs a %}}\n<!-- tab 甲 -->\n{box}<!-- endtab -->\n{{% endtabs %}}\n")
    (tab,) = walk(book, model.Details)
    assert [type(block) for block in tab.blocks] == [Callout, Paragraph]
    assert not problems


def test_keys_in_the_words_of_a_link_are_there_once() -> None:
    book, _ = read("# 章\n\n[按 ++ctrl+c++](https://example.org)\n")
    assert [plain_text(link.children) for link in walk(book, Link)] == ["按 Ctrl+C"]


def test_a_diagram_of_hugo_is_drawn() -> None:
    book, _ = read("# 章\n\n{{< mermaid >}}\ngraph LR; a-->b\n{{< /mermaid >}}\n")
    assert [(node.language, node.text) for node in walk(book, model.Diagram)] == [("mermaid", "graph LR; a-->b\n")]
