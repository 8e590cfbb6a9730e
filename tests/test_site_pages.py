"""What pages of sites hold for a screen: players, components, code, comments, and the tags that stand for something."""

from pathlib import Path

import pytest
from test_dialect import with_switch
from test_markdown import codes, read

from studypress.config import BookConfig, HtmlConfig
from studypress.manuscript import Manuscript, SourceFile, read_manuscript
from studypress.markdown import parse
from studypress.model import Callout, Code, CodeBlock, Image, Link, Paragraph, Section, Styled
from studypress.tree import plain_text, walk


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
