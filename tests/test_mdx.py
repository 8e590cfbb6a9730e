"""MDX: components leave their titles and what is in them, and code of the page is left out. No words are lost."""

from pathlib import Path

import pytest
from test_markdown import read

from studypress.config import BookConfig, MarkdownConfig
from studypress.figures.finding import Finder
from studypress.manuscript import read_manuscript
from studypress.markdown import parse
from studypress.model import (
    Code,
    CodeBlock,
    Container,
    Details,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Section,
    Styled,
)
from studypress.problems import Problem
from studypress.resolve import resolve
from studypress.tree import plain_text, walk

MDX = BookConfig(markdown=MarkdownConfig(page_imports=True))


def shown(text: str, config: BookConfig = MDX) -> tuple[str, list[Problem]]:
    book, problems = read(f"# 章\n\n{text}\n", config=config)
    return " | ".join(plain_text(block) for block in book.chapters[0].blocks), problems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<Card title="标题">\n\n里面的字\n\n</Card>', "标题 | 里面的字"),
        ("前<Foo>里面</Foo>后，<Bar size={3} onClick={() => { go() }} />完", "前里面后，完"),
        ('<Steps>\n  <Step title={"一"}>做</Step>\n</Steps>', "一做"),
        ('<LinkCard title="看这里" href="https://example.org" />', "看这里"),
        ('<Card title="甲" href="b.md">说明</Card>', "甲说明"),
        ('<Card title="甲" description="讲乙。">丙</Card>', "甲讲乙。丙"),
        ('<LinkCard\n  title="看这里"\n  href="https://example.org"\n  desc="讲乙。"\n/>', "看这里讲乙。"),
        ("<div className=\"box\" style={{color: 'red'}}>盒子</div>", "盒子"),
        ("<Nested.Name a='1'>字</Nested.Name>", "字"),
        ("字{/* 藏 */}字", "字字"),
        ("<head>\n  <title>藏</title>\n\n  <meta name='a'/>\n</head>\n\n字", "字"),
        ("{/*\n\n藏\n\n*/}\n\n字", "字"),
        ("{/* 藏 */}字{/* 藏 */}\n\n字", "字 | 字"),
        ("export const a = {\n  b: [1],\n\n  c: 2,\n};\n\n字", "字"),
        ("export default function X() {\n  return 1;\n}\n\n字", "字"),
    ],
)
def test_components_leave_what_is_in_them(text: str, words: str) -> None:
    assert shown(text) == (words, [])


def test_a_component_that_hides_an_answer_is_a_box_that_is_called_so() -> None:
    answer = "<BlurredAnswer>\n**第一步**\n\n- 所以选 B。\n</BlurredAnswer>"
    book, problems = read(f"# 章\n\n例 1：选哪个？\n\n{answer}\n\n<Solution title='解'>C</Solution>\n", config=MDX)
    boxes = [node for node in walk(book) if isinstance(node, Details)]
    assert [(plain_text(box.summary), len(box.blocks)) for box in boxes] == [("参考答案", 2), ("解", 1)]
    assert plain_text(boxes[0].blocks[-1]) == "所以选 B。"
    assert problems == []


@pytest.mark.parametrize(("settings", "words"), [("", "字"), ("markdown: {format: 'detect'}", "字<Year/>")])
def test_pages_of_docusaurus_are_mdx_whatever_they_end_in(tmp_path: Path, settings: str, words: str) -> None:
    (tmp_path / "docusaurus.config.js").write_text(f"export default {{{settings}}}", "utf8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# 章\n\n字<Year />\n", "utf8")
    book, _ = parse(read_manuscript(tmp_path)[0])
    assert "".join(plain_text(book.chapters[0].blocks).split()) == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("`<Foo bar={1}>`", ["<Foo bar={1}>"]),
        ("```jsx\n<Foo bar={1}>{/* x */}</Foo>\n```", ["<Foo bar={1}>{/* x */}</Foo>\n"]),
    ],
)
def test_code_stays_as_typed(text: str, code: list[str]) -> None:
    book, problems = read(f"# 章\n\n{text}\n", config=MDX)
    assert [node.text for node in walk(book) if isinstance(node, Code | CodeBlock)] == code
    assert problems == []


def test_a_list_of_words_shows_as_typed_since_nothing_else_holds_them() -> None:
    chat = '<Chat\n  messages={[\n    { side: "left", text: "晴 {上海}" },\n  ]}\n/>'
    book, problems = read(f"# 章\n\n文。\n{chat}\n\n后\n", config=MDX)
    assert [node.text for node in walk(book) if isinstance(node, CodeBlock)] == [f"{chat}\n"]
    assert [(problem.code, problem.place.line) for problem in problems] == [("unknown-html", 4)]
    assert shown('<Chart size={[640, 480]} colour={["红"][0]} /> 字')[0] == "字"  # within a line
    assert shown("<Chart\n  size={[640, 480]}\n/>\n\n字") == ("字", [])


def test_tabs_over_lines_are_tabs_and_give_labels() -> None:
    text = (
        '<Tabs\n  groupId="a" values={[\n  {label: \'甲 一\', value: \'a\'},\n  { value: "b", label: "乙" },\n]}>\n'
        '  <TabItem value="a">\n\n一\n\n</TabItem>\n<TabItem\n  value="b">\n\n二\n\n</TabItem>\n'
        '<TabItem value="c" label="丙">\n\n三\n\n</TabItem>\n</Tabs>\n'
    )
    book, problems = read(f"# 章\n\n{text}", config=MDX)
    found = [node for node in walk(book) if isinstance(node, Details)]
    assert [(plain_text(node.summary), plain_text(node.blocks)) for node in found] == [
        ("甲 一", "一"),
        ("乙", "二"),
        ("丙", "三"),
    ]
    assert problems == []


def test_a_tab_may_be_a_line() -> None:
    text = '<Tabs>\n  <TabItem value="a" label="甲">按 `C`。</TabItem>\n  <TabItem value="乙">二</TabItem>\n</Tabs>\n'
    book, problems = read(f"# 章\n\n前\n{text}", config=MDX)
    tabs = [node for node in walk(book) if isinstance(node, Details)]
    assert [(plain_text(tab.summary), plain_text(tab.blocks)) for tab in tabs] == [("甲", "按 C。"), ("乙", "二")]
    assert problems == []


def test_pictures_that_a_page_asks_for_are_found_from_the_folder_of_the_site(tmp_path: Path) -> None:
    text = (
        "# 章\n\nimport A from './a.png';\n\n<img src={require('./b.png').default} />\n\n<img src={A} />\n\n"
        "<Image img={require('@site/static/c.png')} />\n\n<img src={useBaseUrl('/c.png')} />\n\n[此](@site/docs/a.md)\n"
    )
    files = {"docusaurus.config.js": "", "docs/a.md": text, "static/c.png": ""}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf8")
    manuscript = read_manuscript(tmp_path)[0]
    book, _ = parse(manuscript)
    assert [node.source for node in walk(book, Image)] == ["./b.png", "./a.png", "@site/static/c.png", "/c.png"]
    assert Finder(tmp_path).find("@site/static/c.png", "docs/a.md").file == tmp_path / "static/c.png"
    assert [node.target for node in walk(resolve(book, tmp_path)[0], Link)] == [f"#{book.chapters[0].id}"]


def test_expressions_stay_as_typed() -> None:
    assert shown("{props.x} 与 {a}、{1+1}、{{ 4 }}") == ("{props.x} 与 {a}、{1+1}、{{ 4 }}", [])
    assert shown("{'甲'}{ \"乙\" }{`丙`}{4.2}\\{5}") == ("甲乙丙4.2{5}", [])  # those that are written out


def test_what_is_never_closed_is_no_component() -> None:
    found, problems = shown("列表 List<T> 与 x<Y>z。")
    assert found == "列表 List<T> 与 x<Y>z。"
    assert [problem.code for problem in problems] == ["unknown-html"]


def test_tags_with_a_capital_that_html_has_too() -> None:
    text = '<Details>\n<summary>题</summary>\n\n字\n\n</Details>\n\n<Link to="https://example.org">链接</Link>\n'
    book, _ = read(f"# 章\n\n{text}", config=MDX)
    assert [type(node) for node in walk(book) if isinstance(node, Details | Link)] == [Details, Link]
    book, _ = read('# 章\n\n<div className="box" a={1}>字</div>\n\n<Card title="题">字</Card>\n', config=MDX)
    assert [node.classes for node in walk(book) if isinstance(node, Container)] == [("box",)]
    assert [plain_text(node) for node in walk(book) if isinstance(node, Styled)] == ["题"]


def test_other_files_keep_their_tags_and_only_mdx_has_no_indented_code(tmp_path: Path) -> None:
    text = '# 章\n\n<Card title="题">\n\n    里面的字\n\n</Card>\n'
    for name, words in (("a.mdx", "题里面的字"), ("b.md", '<Card title="题"></Card>')):
        (tmp_path / name).write_text(text, encoding="utf8")
        assert plain_text(parse(read_manuscript(tmp_path / name)[0])[0].chapters[0].blocks) == words


def test_a_block_below_words_ends_them_at_any_indent(tmp_path: Path) -> None:
    tabs = '前\n    <Tabs>\n      <TabItem label="一">甲</TabItem>\n    </Tabs>'
    rest = "题\n    ---\n字\n      - 二\n          - 三\n            续\n\n$$ x\n    - a $$ 者\n    ## 丁"
    (tmp_path / "a.mdx").write_text(f"# 章\n\n{tabs}\n\n{rest}\n", encoding="utf8")
    book, problems = parse(read_manuscript(tmp_path / "a.mdx")[0])
    assert [plain_text(one) for one in walk(book, Paragraph)] == ["前", "甲", "字", "二", "三续", "x - a 者"]
    assert [plain_text(one.title) for one in walk(book, Section)] == ["题", "丁"]
    assert [plain_text(one) for one in walk(book, ListItem)] == ["二三续", "三续"]
    assert problems == []


def test_a_line_between_two_tags_is_markdown_where_docusaurus_is_new(tmp_path: Path) -> None:
    text = "# 章\n\n<details>\n<summary>题</summary>\n- 一 `x`\n- 二\n</details>\n\n<div>\n\n    **三**\n\n</div>\n"
    for name, content in (("docusaurus.config.js", "export default {}"), ("a.md", text)):
        (tmp_path / name).write_text(content, "utf8")
    for version, lists in (("^2.4.1", 0), ("^3.9.2", 1)):
        (tmp_path / "package.json").write_text(f'{{"dependencies": {{"@docusaurus/core": "{version}"}}}}', "utf8")
        book, problems = parse(read_manuscript(tmp_path)[0])
        assert [problem.code for problem in problems] == []
        assert len(list(walk(book, List))) == lists
        assert len(list(walk(book, CodeBlock))) == 1 - lists


@pytest.mark.parametrize(
    "text",
    ["<A b={" * 20_000, "{/*" * 20_000, "<A " * 20_000, "export const a = {\n\n" * 5_000, "<Tabs a={[\n" * 9_000],
)
def test_nothing_of_hostile_components_is_lost(text: str) -> None:
    marks = str.maketrans("", "", " \n|*")  # what may be white space, a mark of emphasis, or the end of a paragraph
    assert shown(text)[0].translate(marks) == text.translate(marks)
