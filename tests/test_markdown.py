"""The room `markdown`: what notes are written in becomes the model, exactly, and none of their text is lost."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import golden
import pytest
from limits import within
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from outline import outline_of_book

from studypress.config import BookConfig, PdfConfig
from studypress.manuscript import Manuscript, SourceFile
from studypress.markdown import is_placeholder_alt, parse
from studypress.markdown.elements.drawing_source import as_xml
from studypress.markdown.nodes.classes import RESERVED
from studypress.markdown.nodes.stray_code import stray_code_line
from studypress.markdown.syntax.cjk_emphasis import scan_delimiters
from studypress.markdown.syntax.drawings import extents
from studypress.markdown.syntax.links import is_safe, web_addresses
from studypress.model import (
    Abbreviation,
    Author,
    Book,
    Callout,
    CalloutKind,
    Chapter,
    Code,
    CodeBlock,
    Container,
    Diagram,
    Figure,
    FootnoteMark,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    Ruby,
    Section,
    Styled,
    Text,
)
from studypress.problems import Problem
from studypress.resources import resource_folder
from studypress.tree import plain_text, rewrite, walk

HERE = Path(__file__).parent
SEED = (HERE / "data" / "docker-notes.md").read_text(encoding="utf8")
HAN = re.compile(r"[\u3400-\u9fff]")


def read(
    text: str, *, title: str = "", first_line: int = 1, config: BookConfig | None = None, bibliography: str = ""
) -> tuple[Book, list[Problem]]:
    source = SourceFile("notes.md", text, first_line, title)
    cited = (SourceFile("refs.bib", bibliography),) if bibliography else ()
    manuscript = Manuscript(Path("/nowhere"), config or BookConfig(), (source,), bibliography=cited)
    return parse(replace(manuscript, default_title="folder"))


def found(text: str, kind: type) -> list[object]:
    return [node for node in walk(read(text)[0]) if isinstance(node, kind)]


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    return sorted((problem.place.line, problem.code) for problem in problems)


def shown(book: Book) -> str:
    """Every text of a book, wherever it stands: that of code, readings, explanations and drawings too."""
    words: list[str] = []
    for node in walk((book.chapters, book.glossary_source, book.abbreviations)):
        match node:
            case Text() | Code() | CodeBlock() | Diagram():
                words.append(node.text)
            case Image():
                words += [node.source, node.alt, node.title]
            case Link() | Abbreviation():
                words.append(node.title)
            case Ruby():
                words.append(node.reading)
    return "".join(words)


# --- Fixtures: title, input, outline --------------------------------------------------------------------------


def _parts(path: Path) -> list[str]:
    """A fixture file cut at its lone dots: title, input and outline of each case, and a rest without words."""
    return path.read_text(encoding="utf8").split("\n.\n")


def _cases() -> Iterator[Any]:
    for path in sorted((HERE / "parse").glob("*.md")):
        parts = _parts(path)
        for index in range(0, len(parts) - 1, 3):
            line = sum(part.count("\n") + 2 for part in parts[:index]) + parts[index].count("\n") + 1
            yield pytest.param(path, index, id=f"{path.stem}:{line} {parts[index].strip()}")


@pytest.mark.parametrize(("path", "index"), list(_cases()))
def test_fixture(path: Path, index: int) -> None:
    parts = _parts(path)
    outline = outline_of_book(*read(parts[index + 1])).removesuffix("\n")
    if golden.update:
        path.write_text("\n.\n".join([*parts[: index + 2], outline, *parts[index + 3 :]]), encoding="utf8")
    else:
        assert parts[index + 2] == outline


# --- The seed -------------------------------------------------------------------------------------------------


def test_seed_keeps_every_letter_in_order() -> None:
    book, _ = read(SEED)
    words = "".join(
        node.text if isinstance(node, Text) else node.alt
        for node in walk(book.chapters)
        if isinstance(node, Text | Image)
    )
    markup = r"<!--.*?-->|</?(?:a|abbr|b|i|br)\b[^>]*>|!\[|\]\([^)]*\)|^\s*(?:#+|-)\s+"
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", re.sub(markup, "", SEED, flags=re.MULTILINE))


def test_seed_structure() -> None:
    book, problems = read(SEED)
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["Docker概述", "Docker引擎"]
    figures = [node for node in walk(book) if isinstance(node, Figure)]
    assert [figure.place.line for figure in figures] == [17, 20, 23, 31, 34, 117]
    assert [figure.caption for figure in figures] == [()] * 6
    assert [(a.title, plain_text(a.children)) for a in walk(book) if isinstance(a, Abbreviation)] == [
        ("云计算中的服务，平台技术服务", "PaaS"),
        ("云原生基金会", "CNCF"),
        ("开放容器倡议基金会", "OCI"),
        ("无Docker Deamon和Container Deamon", "Deamonless"),
    ]
    assert codes(problems) == [(51, "unknown-html"), (126, "stray-code")]
    assert "通过<repository>:<tag>即可唯一定位一个镜像" in plain_text(book.chapters)


def test_places_count_from_the_first_line_of_the_file() -> None:
    book, problems = read(SEED, first_line=8)
    assert codes(problems) == [(58, "unknown-html"), (133, "stray-code")]
    assert book.chapters[0].place.line == 8


# --- Places inside a paragraph --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first",
    [
        "文字",
        "`跨行\n代码`",
        "[链接](https://example.org\n'题')",
        "![多行\n说明](a.png)字",
        "<b\nclass=x>字</b>",
        "a<!-- 注\n释 -->b",
        "硬断  \n断",
        "转义\\\n断",
        "**强\n调**",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "前段\n\n{}", "[^1]: {}"])
def test_line_of_what_follows(first: str, frame: str) -> None:
    text = frame.format(f"{first}\n<here>".replace("\n", "\n> " if frame[0] == ">" else "\n  "))
    book, problems = read(text)
    line = text[: text.index("<here>")].count("\n") + 1
    assert (line, "unknown-html") in codes(problems)
    assert any(node.place.line == line for node in walk(book) if isinstance(node, Text) and "<here>" in node.text)


# --- Emphasis -------------------------------------------------------------------------------------------------


def test_emphasis_without_chinese_is_commonmarks() -> None:
    plain = MarkdownIt("commonmark")
    befores, afters = ["", "a", " ", "(", "é", "1", "«", "…", "”"], ["", "b", " ", ".", "ü", "“", "—"]
    for before, marks, after in product(befores, ["*", "**", "***", "~~"], afters):
        text = before + marks + after
        state = StateInline(text, plain, {}, [])
        for split in (True, False):
            own = scan_delimiters(text, len(before), len(text), split)
            assert own == state.scanDelims(len(before), split), text


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**重点。**后文", "重点。"),
        ("前文**“重点”**后文", "“重点”"),
        ("**“重点”**Docker", "“重点”"),
        ("这是**重点(key)**的", "重点(key)"),
        ("是**`code`**的", "code"),
        ("**太郎は言った。**「はい」", "太郎は言った。"),
        ("**한국어.**그래서", "한국어."),
        ("~~删。~~后", "删。"),
        ("甲~~，乙~~丙", "，乙"),
        ("用**、**分开", "、"),
        ("**相同点:**1都是刺激", "相同点:"),
        ("甲\n**Cell wall:**made of cellulose\n又**a:**b", "Cell wall:"),
        ("**乙(丙)**2项", "乙(丙)"),
        ("甲:**1乙**丙", "1乙"),
        ("（为何）**、团结**（如何）", "、团结"),
        ("**甲（乙）**、丙", "甲（乙）"),
        ("使用**.NET**平台", ".NET"),
        ("输入 - **<**。", "<"),
        ("是**a\\<**，", "a<"),
        ("**《红楼梦》**是书", "《红楼梦》"),
        ("的**第1章：**后", "第1章："),
        ("**注意**：后", "注意"),
        ("的**[链接](a.md)**后", "链接"),
        ("有**100%**的", "100%"),
        ("花**$5**的", "$5"),
        ("中文**English.**中文", "English."),
        ("中文*(note)*中文", "(note)"),
        ("**你好👍**后", "你好👍"),
        ("**𠮷。**后", "𠮷。"),
        ("これは**重要。**です", "重要。"),
        ("**강조(强调)**는", "강조(强调)"),
        ("***粗斜！***后", "粗斜！"),
        ("这是** 重点**。", " 重点"),
        ("有**128 位 **的", "128 位 "),
        ("由$a$**，其中**$b$得", "，其中"),
        ("由 `a`**，其中** `b`得", "，其中"),
        ("**注意：layer **的", "注意：layer "),
        ("命令（**/opt 中有命令**）", "/opt 中有命令"),
        ("**！！待补充！！**", "！！待补充！！"),
        ("甲（**！待补充**）", "！待补充"),
        ("\u200c**工作目录(甲)**\u200c：乙", "工作目录(甲)"),
        ("甲**\u200b（乙）**\ufeff丙", "\u200b（乙）"),
    ],
)
def test_emphasis_beside_chinese(text: str, strong: str) -> None:
    book, _ = read(text)
    marked = [node for node in walk(book) if type(node).__name__ == "Styled"]
    assert {plain_text(node.children) for node in marked} == {strong}


def test_a_row_of_nul_is_one_sign() -> None:
    book, (found,) = read("甲" + "\0" * 900 + "乙\x1b丙")
    assert (plain_text(book.chapters[0].blocks), found.code) == ("甲\ufffd乙丙", "control-character")


def test_stars_behind_an_opening_quotation_mark_begin() -> None:
    book, problems = read("***概念*要求：“*满足*”**。")
    marked = [plain_text(node) for node in walk(book) if isinstance(node, Styled)]
    assert (marked, problems) == (["概念要求：“满足”", "概念", "满足"], [])


def test_strong_words_with_blanks_cost_what_they_are_long() -> None:
    with within(10):
        book, _ = read("甲 **乙" * 20_000 + "\n" + "有**8 位 **的\n" * 2_000)
    assert sum(isinstance(node, Styled) for node in walk(book)) >= 2_000


@pytest.mark.parametrize(
    "text",
    [
        "价格*，数量*，合计",
        "价格*：10元，数量**：5，合计**：6",
        "（*注）和（*又）",
        "f(*参数)和g(*又)",
        "用*.md和*.txt文件",
        "匹配**/a和**/b的",
        "甲**，其中**乙",
        "面积 = 长 * 宽 * 高",
        "中_文_字和my_var_name",
        "这 ** 不是 ** 的，也 ** 不是 ** 的",
        "2 ** 3 和 4 ** 5，f( **参数) 和 g( **又)",
        "*** 和 ***",
        "2*3*4 的积，a*b*c，(a+b)*(c+d)*2，2*a*b，n*(n-1)*(n-2)",
        "授权：grant all on *.* to root，头 Accept: */*。",
        "mysql> grant all on *.* to root",
    ],
)
def test_marks_that_mean_themselves_beside_chinese(text: str) -> None:
    book, _ = read(text)
    assert plain_text(book.chapters[0].blocks) == text
    assert not [node for node in walk(book) if isinstance(node, Styled)]


# --- Hostile and odd ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brackets", "[" * 100_000),
        ("bracket pairs", "[" * 60_000 + "字" + "]" * 60_000),
        ("stars", "*" * 150_000 + "字"),
        ("less-than signs", "<" * 150_000),
        ("unclosed comments", "<!--" * 30_000),
        ("unclosed comment lines", "<!--\n" * 3_000),
        ("open tags", "<b>" * 25_000 + "字"),
        ("rubies beside a dollar sign", "{字|zì}" * 10_000 + "$"),
        ("open rubies", "{字|" * 60_000),
        ("rubies in a table", "|a|\n|-|\n" + "|{字|zì}|\n" * 5_000),
        ("open blocks", "<div>" * 50_000 + "字"),
        ("items without end", "<ul>" + "<b>" * 10_000 + "<li>" * 10_000),
        ("images", "![" * 50_000),
        ("grids", "+-+\n|a|\n+-+\n\n" * 2_500),
        ("a grid without end", "+-+\n" + "|a|\n" * 10_000),
        ("borders", "+-+-+\n" * 5_000),
        ("a grid of many spans", "+--+--+\n| a   |\n" * 2_000 + "+--+--+\n"),
        ("grids that fail late", "+-+\n|a|\n" * 5_000 + "|a\n"),
        ("images without end", "![](" * 7_500),
        ("sizes without end", "![a](b =" * 15_000),
        ("sizes", "![a](b.png =3x4){.a}" * 5_000),
        ("spaces in a file name", "![a](" + "a " * 100_000 + ".png)"),
        ("attributes of an image", "![a](b.png){" + "a=b " * 50_000),
        ("sizes in an alternative text", "![" + "|9" * 50_000 + "](b.png)"),
        ("calls", "[^a]: x\n\n" + "[^" * 50_000),
        ("attributes", "<a " + "x " * 100_000),
        ("definitions", "a\n: b\n" * 1_000),
        ("footnotes of one label", "[^a]: x\n" * 1_500),
        ("letters between dollars", "$x " + "A" * 50_000 + "$\n"),
        ("blanks in a drawing", "<svg a=b" + " " * 30_000 + "c='1'><path d='M0 0'/></svg>\n"),
        ("paragraphs beside a large block", "```\n" + "x" * 8_000_000 + "\n```\n" + "字\n\n" * 1_000),
        ("blanks in the title of a box", "!!! note" + " " * 50_000 + '"x\n'),
        ("items of a tag each", "- <p>\n" * 2_500),
    ],
)
def test_ends_soon(name: str, text: str) -> None:
    # Each takes well below one second; a quadratic one would take more at this size, and minutes at that of a book.
    with within(2.5, name):
        book, _ = read(text)
    assert shown(book).count("字") == text.count("字")


def test_a_block_of_html_ends_the_paragraph_that_is_open_before_it() -> None:
    book, problems = read('# 章\n\n<p class="x">甲\n<div>乙</div>\n')
    assert [(type(block), plain_text(block)) for block in book.chapters[0].blocks] == [
        (Container, "甲"), (Paragraph, "乙"),
    ]  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + " 深",
        "".join(f"{'  ' * level}- 深{level}\n" for level in range(60)),
        "[" * 5000 + "深" + "]" * 5000,
        "*" * 4999 + "深" + "*" * 4999,
        "![" * 3000 + "深" + "](a)" * 3000,
        "<div>" * 5000 + "深" + "</div>" * 5000,
        "<ul><li>" * 2000 + "深" + "</li></ul>" * 2000,
        "<span>" * 5000 + "深" + "</span>" * 5000,
        "<table><tr><td>" * 300 + "深",
        "> - " * 2000 + "深",
        "[^1]: " * 500 + "深",
    ],
)
def test_deep_nesting_keeps_its_text_and_can_be_walked(text: str) -> None:
    book, problems = read(text)
    assert shown(book).count("深") >= text.count("深")
    assert rewrite(book, lambda node: node) is book
    if not text.startswith(("[", "!")):
        assert [code for _, code in codes(problems)].count("deep-nesting") == 1


def test_twenty_levels_of_lists_are_lists() -> None:
    text = "".join(f"{'  ' * level}- 层{level}\n" for level in range(20))
    assert len(found(text, List)) == 20
    assert not read(text)[1]


def test_control_characters_are_left_out_and_told_once_a_line() -> None:
    book, problems = read("红\x1b[31m字\x08\n\n空\0字 &#0;\n\n`\x07a`\n")
    assert plain_text(book.chapters[0].blocks) == "红[31m字空\ufffd字 \ufffda"
    assert codes(problems) == [(1, "control-character"), (3, "control-character"), (5, "control-character")]


def test_unsafe_things_never_reach_the_model() -> None:
    text = (
        "<script>alert(1)</script>\n\n<a href='JaVa\tScRiPt:x'>甲</a> [乙](&#106;avascript:x) <b onclick=x>丙</b>\n\n"
        "<img src=x onerror=y> ![丁](vbscript:x) <svg onload=z> [戊](data:text/html,x)\n\n[己]\n\n[己]: javascript:x\n"
    )
    book, problems = read(text)
    assert not [node for node in walk(book) if isinstance(node, Link)]
    # An address of a picture is only a name here; `figures` shows what it has read itself, and refuses these.
    assert [node.source for node in walk(book) if isinstance(node, Image)] == ["x", "vbscript:x"]
    assert {"unsafe-html", "unsafe-link"} == {problem.code for problem in problems}
    for word in "甲乙丙丁戊己":
        assert word in shown(book)
    assert "<script>alert(1)</script>" in plain_text(book.chapters)


@pytest.mark.parametrize(
    "target", ["https://a.b", "a.md#x", "#x", "mailto:a@b.c", "图/一.png", "//host/x", "tel:1", ""]
)
def test_safe_targets(target: str) -> None:
    assert is_safe(target)


@pytest.mark.parametrize(
    "target",
    ["javascript:x", " java\nscript:x", "\x01javascript:x", "vbscript:x", "data:x", "file:///x", "studypress:x"],
)
def test_unsafe_targets(target: str) -> None:
    assert not is_safe(target)


PIECES = [
    "<b>", "</b>", "<div class=n>\n\n", "\n\n</div>\n\n", "<table><tr><td>", "</table>", "<li>", "<ul>", "</ul>",
    "<!-- ", " -->", "`", "```\n", "**", "*", "[", "](x)", "![", "<p>", "</p>", "<details>", "</details>",
    "<summary>", "<repo>", "<br>", "\n\n", "\n> ", "\n- ", "\n    ", "|", "\n|-|-|\n", "[^1]", "\n[^1]: ", "<ruby>",
    "<rt>", "</ruby>", "\t", "&lt;", "\\", "<pre>", "</pre>", "<script>", "</script>", "<a href=x>", "</a>", "\n# ",
    "\n===\n", "~~", "<h2>", "</h2>", "<?", "$", "\u0000", "\n: ", "{#x}", "<figure>", "<figcaption>", "<code>",
    "</code>", "<abbr title=t>", "<dl>", "<dt>", "<dd>", "<q>", "\u2028", "{", "}", "{字|zì}", "{字字|",
    "\uffff", "<rp>",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_no_input_fails_or_loses_a_han_character(seed: int) -> None:
    """Slices of the seed, joined by bits of Markdown and HTML in any order. Comments alone may hide text."""
    choose = random.Random(seed)  # noqa: S311  # nothing here is secret
    parts = []
    for _ in range(choose.randint(1, 60)):
        start = choose.randrange(len(SEED))
        parts.append(SEED[start : start + choose.randint(0, 80)])
        parts.extend(choose.choices(PIECES, k=choose.randint(0, 3)))
    text = "".join(parts)
    book, problems = read(text)
    assert rewrite(book, lambda node: node) is book
    without_comments = _without_hidden(text)
    kept, given = _counts(shown(book)), _counts(without_comments)
    lost = {han: n - kept.get(han, 0) for han, n in given.items() if kept.get(han, 0) < n}
    assert not lost, text
    assert all(0 < problem.place.line <= text.count("\n") + 1 for problem in problems)


def _without_hidden(text: str) -> str:
    """The text without what is never shown: comments, the values of attributes, the info of a fence."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>""", "", text)
    return re.sub(r"^.*(?:```|~~~).*$|^.*\]:.*$", "", text, flags=re.MULTILINE)


def _counts(text: str) -> dict[str, int]:
    return {han: text.count(han) for han in set(HAN.findall(text))}


# --- Chapters, sections, footnotes, metadata ------------------------------------------------------------------


def titles(book: Book) -> list[str]:
    return [plain_text(chapter.title) for chapter in book.chapters]


def test_titles_of_files_without_a_chapter_heading() -> None:
    assert titles(read("## 甲\n\n## 乙\n", title="题")[0]) == ["题"]
    assert titles(read("## 甲\n\n### 乙\n")[0]) == ["甲"]
    assert titles(read("只有文字\n")[0]) == ["notes"]
    assert titles(read("")[0]) == ["notes"]
    assert titles(read("# 甲\n\n# 乙\n", title="题")[0]) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "name", "chapters"),
    [
        ("# 计网\n\n[toc]\n\n# 一\n\n文\n\n# 二\n\n文\n", "计网", ["一", "二"]),
        ("# 计网\n\n序\n\n# 一\n\n文\n\n# 二\n\n文\n", "folder", ["计网", "一", "二"]),
        ("# 计网\n\n序\n\n# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n", "计网", ["计网", "第一章 甲", "第二章 乙"]),
        ("# folder\n\n序\n\n# 一\n\n文\n\n# 二\n\n文\n", "folder", ["folder", "一", "二"]),
        ("# 前言\n\n序\n\n# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n", "folder", ["前言", "第一章 甲", "第二章 乙"]),
        ("# 第一部分\n\n# 一\n\n文\n\n# 二\n\n文\n", "folder", ["第一部分", "一", "二"]),
        ("# 计网\n\n# 一\n\n文\n", "folder", ["计网", "一"]),
        ("# 计网\n\n[^a]: 注\n\n# 一\n\n文\n\n# 二\n\n文\n", "folder", ["计网", "一", "二"]),
        ("# 计网\n\n序\n\n# 第一章 甲\n\n文\n\n# 附 乙\n\n文\n", "folder", ["计网", "第一章 甲", "附 乙"]),
    ],
)
def test_a_first_heading_with_nothing_below_it_is_the_books_title(text: str, name: str, chapters: list[str]) -> None:
    book, _ = read(text)
    assert (book.metadata.title, titles(book)) == (name, chapters)


def test_a_first_heading_that_names_the_book_and_has_words_below_it_is_not_counted() -> None:
    book, _ = read("# Folder\n\n序\n\n# 一\n\n文\n\n# 二\n\n文\n")
    assert [(plain_text(chapter.title), chapter.uncounted) for chapter in book.chapters] == [
        ("Folder", True),
        ("一", False),
        ("二", False),
    ]
    book, _ = read("# 甲\n\n## 节\n\n文\n\n# 第一章 乙\n\n文\n\n# 第二章 丙\n\n文\n")
    assert (book.metadata.title, book.chapters[0].uncounted) == ("folder", False)


@pytest.mark.parametrize(
    ("beside", "title"), [("名词解释.md", "计网"), ("参考答案.md", "计网"), ("2-实验.md", "folder")]
)
def test_a_file_of_all_chapters_names_the_book_though_its_answers_or_terms_are_beside(beside: str, title: str) -> None:
    files = (
        SourceFile("计网.md", "# 计网\n\n# 第一章 甲\n\n文\n\n# 第二章 乙\n\n文\n"),
        SourceFile(beside, f"# {beside.removesuffix('.md')}\n\n文\n"),
    )
    book, _ = parse(Manuscript(Path("/nowhere"), BookConfig(), files, default_title="folder"))
    assert book.metadata.title == title


def test_a_title_of_the_settings_stands_whatever_the_file_says() -> None:
    text = "# 计网\n\n# 一\n\n文\n\n# 二\n\n文\n"
    assert titles(read(text, title="计网")[0]) == ["一", "二"]
    assert titles(read(text, title="别的")[0]) == ["计网", "一", "二"]


def test_sections_nest_by_their_headings() -> None:
    book, problems = read("序\n\n# 一\n\n## 甲\n\n#### 深\n\n### 乙\n\n## 丙\n")
    sections = [(node.id, node.level, plain_text(node.title)) for node in walk(book) if isinstance(node, Section)]
    assert sections == [("c1-s1", 2, "甲"), ("c1-s1-1", 3, "深"), ("c1-s1-2", 3, "乙"), ("c1-s2", 2, "丙")]
    assert plain_text(book.chapters[0].blocks[0]) == "序"
    assert codes(problems) == [(7, "heading-skip")]
    assert str(problems[0].hint) == "Write it with 3 `#`."


def test_a_heading_alone_above_the_first_chapter_is_a_line_of_it_and_no_section_that_takes_its_text() -> None:
    book, problems = read("##### 教材，第七版 {#own}\n\n# 一\n\n序\n\n## 甲\n\n文\n")
    assert [plain_text(block) for block in book.chapters[0].blocks] == ["教材，第七版", "序", "甲文"]
    assert ("own" in book.chapters[0].aliases, codes(problems)) == (True, [])
    book, _ = read("### 甲\n\n字\n\n# 一\n\n## 乙\n\n文\n")
    assert [plain_text(node.title) for node in walk(book) if isinstance(node, Section)] == ["甲", "乙"]


def test_headings_beside_each_other_that_skip_a_level_are_told_once() -> None:
    _, problems = read("# 一\n\n### 甲\n\n##### 深\n\n### 乙\n\n### 丙\n\n#### 丁\n\n# 二\n\n### 戊\n\n### 己\n")
    assert [(one.place.line, one.code, str(one.message).partition(", like")[2]) for one in problems] == [
        (3, "heading-skip", " 2 more beside it."),
        (5, "heading-skip", ""),
        (15, "heading-skip", " 1 more beside it."),
    ]


def test_anchors() -> None:
    book, _ = read("# Docker 0.9、架构（重点）\n\n## 甲\n\n## 甲\n\n## 乙 {#own}\n\n<h2 id='html'>丙</h2>\n")
    anchors = [node.anchor for node in walk(book) if isinstance(node, Chapter | Section)]
    assert anchors == ["docker-09架构重点", "甲", "甲-1", "own", "html"]
    assert "own" not in plain_text(book.chapters)


def test_headings_in_lists_and_quotations_open_no_section() -> None:
    assert len(found("# 甲\n\n> ## 乙\n\n- ## 丙\n", Heading)) == 2


def test_a_list_goes_on_below_a_note_among_its_items() -> None:
    book, _ = read("1. 甲\n    1. 乙[^x]\n    [^x]: 注<br>\n        释\n    3. 丙\n    4. 丁\n2. 戊")
    assert [one.start for one in walk(book.chapters[0].blocks, List)] == [1, 1, 3]
    assert plain_text(book.chapters[0].blocks) == "甲乙丙丁戊"
    assert plain_text(book.chapters[0].footnotes) == "注释"


def test_footnotes_go_with_the_chapter_that_calls_them() -> None:
    text = "# 一\n\n甲[^a]\n\n[^a]: 注见[^b]\n\n[^b]: 二\n\n[^c]: 没用\n\n# 二\n\n乙[^a][^x]\n"
    book, problems = read(text)
    assert [[note.label for note in chapter.footnotes] for chapter in book.chapters] == [["a", "b", "c"], ["a", "b"]]
    assert codes(problems) == [(13, "footnote-undefined")]
    assert [mark.label for mark in walk(book.chapters[1].blocks) if isinstance(mark, FootnoteMark)] == ["a"]


@pytest.mark.parametrize(
    ("text", "folder", "title"),
    [
        ("# Docker 概述\n\n# 第二章 Docker引擎\n\n# 附录 A\n", "notes", "Docker"),
        ("# Spring Boot 入门\n\n# Spring Boot 配置\n", "03", "Spring Boot"),
        ("# Docker 概述\n\n# Docker 引擎\n", "docker-notes", "docker-notes"),
        ("# Docker 概述\n\n# Docker 引擎\n", "运维", "运维"),
        ("# Spring 入门\n\n# Spring Boot 配置\n", "notes", "notes"),
        ("# C 语言\n\n# C 指针\n", "notes", "notes"),
        ("# Docker 概述\n\n# 引擎\n", "notes", "notes"),
        ("# Day 一\n\n# Day 二\n", "notes", "notes"),
    ],
)
def test_a_name_that_all_chapters_are_of_is_the_title_where_the_folder_says_less(
    text: str, folder: str, title: str
) -> None:
    manuscript = Manuscript(Path("/nowhere"), BookConfig(), (SourceFile("notes.md", text),), default_title=folder)
    assert parse(manuscript)[0].metadata.title == title


def test_metadata() -> None:
    book, _ = read("# 甲\n\n# 乙\n")
    assert book.metadata.title == "folder"
    assert read("# 甲\n")[0].metadata.title == "甲"
    assert read("# 甲\n", title="题")[0].metadata.title == "题"
    assert read("# 甲\n", config=BookConfig(title="书"))[0].metadata.title == "书"
    assert book.metadata.identifier.startswith("urn:uuid:")
    assert book.metadata.identifier == read("# 丙\n\n# 丁\n")[0].metadata.identifier
    assert (
        book.metadata.identifier
        != read("# 甲\n\n# 乙\n", config=BookConfig(authors=(Author("人"),)))[0].metadata.identifier
    )


@pytest.mark.parametrize(
    ("language", "shown_as"),
    [("zh-Hans", "“甲”"), ("zh-Hant-TW", "「甲」"), ("ja", "「甲」"), ("en", "“甲”")],
)
def test_quotation_marks_are_the_languages(language: str, shown_as: str) -> None:
    book, _ = read("# 题\n\n<q>甲</q>\n", config=BookConfig(language=language))
    assert plain_text(book.chapters[0].blocks) == shown_as


def test_dots_are_the_class_of_emphasis_where_the_book_asks_for_them() -> None:
    text = "*甲*<i>乙</i><em class='mine'>丙</em>**丁**<var>x</var><em class='dots'>戊</em>\n"
    plain, dotted = (BookConfig(pdf=PdfConfig(emphasis=emphasis)) for emphasis in ("kai", "dots"))

    def given(config: BookConfig) -> list[tuple[str, ...]]:
        return [node.classes for node in walk(read(text, config=config)[0]) if isinstance(node, Styled)]

    assert given(plain) == [(), (), ("mine",), (), (), ("dots",)]
    assert given(dotted) == [("dots",), ("dots",), ("dots", "mine"), (), (), ("dots",)]


def test_the_themes_own_classes_are_not_the_authors() -> None:
    book, problems = read(
        '<div class="cover note">\n\n甲<span class="tick mine">乙</span><b class="footnote">丙</b>\n\n</div>\n'
    )
    assert not problems
    assert [node.classes for node in walk(book) if isinstance(node, Container | Styled)] == [("note",), ("mine",), ()]
    assert shown(book).endswith("甲乙丙")


@pytest.mark.parametrize(
    "text",
    [
        "文档在[https://git-scm.com/book/zh/v2/Git-基础-获取-Git-仓库]，源代码",
        "见[https://zh.wikipedia.org/wiki/算法]。",
        "见[https://baike.baidu.com/item/算法/209025]",
        "[https://a.b/教程/index.html]、[https://a.b/教程.html]）",
        "[https://a.b/?q=中文&x=1]",
        "打开[http://localhost:8080/]就能看到",
        "在[https://github.com/git/git]里",
        "“[https://a.b/]是/否”",
    ],
)
def test_a_bare_address_keeps_the_han_that_belong_to_it(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    links = [plain[start:end] for start, end in web_addresses(plain)]
    assert links == re.findall(r"\[(.*?)\]", text)


def _for_each_kind(rule: re.Match[str]) -> str:
    """What the loop over the kinds of callouts makes of a rule."""
    return "".join(rule[0].replace("{{ kind }}", kind) for kind in CalloutKind)


def test_reserved_classes_are_those_of_the_templates() -> None:
    names: set[str] = set()
    for file in resource_folder("templates").glob("*.html"):
        for value in re.findall(r'class="([^"]*)"', file.read_text(encoding="utf8")):
            fixed = re.sub(r"\{\{ '([^']*)' if .*?\}\}", r"\1", value)  # a name given on a condition
            fixed = re.sub(r"\S*\{\{.*?\}\}\S*|\{%.*?%\}", "", fixed)
            names.update(fixed.split())
    for file in resource_folder("templates").glob("*.css"):
        css = re.sub(r"(?m)^(.*)\{\{ kind \}\}(.*\n)", _for_each_kind, file.read_text(encoding="utf8"))
        counted = re.sub(r"\{\{.*?\}\}", "0", css)
        rules = re.sub(r'/\*.*?\*/|"[^"]*"', "", counted, flags=re.DOTALL)
        names.update(re.findall(r"(?<!\w)\.([a-z][\w-]*)", rules))  # that ask for no element; `ul.tasks` can wait
    own = {"note", "output", "align-left", "align-center", "align-right", "proper-name", "book-title"}
    assert names - own == RESERVED


def test_glossary_files_are_parsed_apart() -> None:
    notes = SourceFile("notes.md", "# 甲\n\n*[OCI]: 基金会\n")
    glossary = SourceFile("glossary.md", "镜像\n: 模板\n\n*[CNCF]: 云\n")
    book, _ = parse(Manuscript(Path("/nowhere"), BookConfig(), (notes,), (glossary,)))
    assert [chapter.id for chapter in book.glossary_source] == ["gs1"]
    assert book.glossary_source[0].blocks[0].place.path == "glossary.md"
    assert [(plain_text(a.children), a.title) for a in book.abbreviations] == [("OCI", "基金会"), ("CNCF", "云")]


def test_a_heading_without_words_opens_nothing() -> None:
    found, problems = read("# 甲\n\n文\n\n# \n\n乙\n\n## <a id='x'></a>\n\n丙\n")
    assert [plain_text(chapter.title) for chapter in found.chapters] == ["甲"]
    assert [(one.code, one.place.line) for one in problems if one.code == "empty-section"] == [("empty-section", 5)]


# --- Small judgements -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "****",
        "__",
        "Alt text",
        "alt",
        "image",
        "Image 1",
        "img",
        "图片",
        "图 1",
        "图1-2",
        "image-20230401123456",
        "在这里插入图片描述",
        "截图 2023-01-02 10.11.12",
        "screenshot.png",
        "png",
        "架构.png",
        "Pasted image 20230101",
        "1",
        "微信截图_20230101",
        "d41d8cd98f00b204e9800998ecf8427e",
        "·",
        "clip_image002-1547547896341",
        "说明: 2015-11-10_151152",
    ],
)
def test_placeholders(text: str) -> None:
    assert is_placeholder_alt(text)


def test_the_name_of_the_file_describes_nothing_unless_it_is_words() -> None:
    assert is_placeholder_alt("processingUnit", "http://example.org/a/processingUnit.png?x=1")
    assert is_placeholder_alt("0006018857256120_b", "assets/0006018857256120_b.jpg")
    assert not is_placeholder_alt("cells", "assets/cells.jpg")
    assert not is_placeholder_alt("三次握手", "assets/三次握手.png")
    assert not is_placeholder_alt("processingUnit", "assets/fig1.png")


@pytest.mark.parametrize("text", ["", "Docker架构图", "图1 虚拟机", "The image shows a container", "容器", "C", "进程"])
def test_descriptions(text: str) -> None:
    assert not is_placeholder_alt(text)


@pytest.mark.parametrize(
    "line",
    [
        "select count(table_name)>10 from information_schema.tables where table_schema=database();",
        "select * from users",
        "SELECT id, name FROM t WHERE id = 1;",
        "INSERT INTO t (a) VALUES (1)",
        "update t set a = 1",
        "int main() {",
        "import os",
        "from os import path",
        "sudo apt-get install x",
        "<?php",
        "#include <stdio.h>",
        "docker run -it ubuntu",
        "docker ps",
        "git commit -m 'x'",
        "public static void main(String[] args) {",
        "def f(x):",
        "print('x')",
        "const a = require('b')",
        "$ ls -l",
        "root@host:~# ls",
        "for (int i = 0; i < 3; i++) {",
        "x = f(1);",
        "if (x) {\n}",
        "curl -fsSL https://example.org/x.sh",
        "pip install numpy",
        "console.log('x');",
        "#!/bin/bash",
    ],
)
def test_stray_code(line: str) -> None:
    assert stray_code_line(line) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Select an item from the list.",
        "Select one (or more) of the options from the menu;",
        "Import the data first.",
        "Please install docker; then run it.",
        "docker run is the command that starts a container",
        "Docker runs containers - fast.",
        "The price is $5.",
        "E = mc^2",
        "f(x) = x + 1",
        "Let us begin (slowly).",
        "See [the page](https://example.org);",
        "Go home -- or stay.",
        "For example:",
        "Make sure that it is on.",
        "select 用法 from;",
        "Update the set of rules.",
        "class notes",
        "find the answer - if you can",
        "—— Anonymous",
        "Echo and Narcissus",
        "Use it; it is free (of charge);",
        "Python is a language",
        "while you wait, read on:",
        "(a) first; (b) second;",
    ],
)
def test_prose_is_no_code(line: str) -> None:
    assert stray_code_line(line) is None


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("<![if !supportLists]>1.2 <![endif]>力的合成<o:p></o:p>", "1.2 力的合成"),
        ("<p class=MsoNormal><![if !supportLists]>u <![endif]>力<o:p> </o:p></p>", "u 力"),
        ("泛型 `<o:p>` 和 a<![0]", "泛型 <o:p> 和 a<![0]"),
    ],
)
def test_what_word_leaves_in_text_that_is_pasted_shows_nothing(typed: str, read_as: str) -> None:
    book, problems = read(f"# 甲\n\n{typed}\n")
    assert " ".join(plain_text(book.chapters[0].blocks).split()) == read_as
    assert problems == []


@pytest.mark.parametrize(
    ("quoted", "kind"),
    [
        ("> **Note**\n> 字", CalloutKind.NOTE),
        ("> **注意：**\n> 字", CalloutKind.WARNING),
        ("> **提示**\n> 字", CalloutKind.TIP),
        ("> **注意事项**\n> 字", None),
        ("> **Warning**\n>\n> 字", None),
        ("> **Note**", None),
        ("> **Note** 字\n> 字", None),
        ("> **Warning**\n> - 字", CalloutKind.WARNING),
        ("**Note**\n字", None),
    ],
)
def test_alerts_as_github_wrote_them_at_first_are_callouts(quoted: str, kind: CalloutKind | None) -> None:
    kinds = [node.kind for node in found(f"# 章\n\n{quoted}\n", Callout) if isinstance(node, Callout)]
    assert kinds == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("style", "is_box"),
    [
        ("background-color:#FFF3CD;padding:10px", True),
        ("border-left:5px solid #FFC107", True),
        ("border: 1px solid red", True),
        ("background:#fff;border:none", False),
        ("border:0", False),
        ("border-bottom:1px solid", False),
        ("background:#eee;text-align:center", False),
    ],
)
def test_html_with_a_ground_or_a_border_is_a_box(style: str, is_box: bool) -> None:
    opening = f'<div style="{style}">'
    book, problems = read(f"# 章\n\n{opening}\n<b>易错：</b>甲\n</div>\n\n{opening}\n\n## 节\n\n</div>")
    assert [isinstance(block, Callout) for block in book.chapters[0].blocks][:1] == [is_box]
    assert (plain_text(book.chapters[0].blocks), problems) == ("易错：甲节", [])


def test_markdown_goes_on_in_a_callout_of_notion() -> None:
    book, problems = read("# 甲\n\n<aside>\n💡 **力**是作用\n\n- 一\n\n</aside>\n\n后文\n")
    callout, paragraph = book.chapters[0].blocks
    assert (type(callout).__name__, plain_text(paragraph)) == ("Callout", "后文")
    assert [plain_text(node) for node in walk(callout, Styled)] == ["力"]
    assert problems == []


def test_what_opens_a_file_for_a_screen_is_left_out_and_told() -> None:
    head = "<style>\nimg { }\n\np { color: red }\n</style>\n\n<script id='MathJax-script'\nsrc='a.js'></script>\n"
    loads = "<script>\nMathJax = { tex: { } };\n</script>\n"
    book, problems = read(f"{head}\n# 甲\n\n文字\n\n{loads}")
    assert [plain_text(chapter.title) for chapter in book.chapters] == ["甲"]
    assert plain_text(book.chapters[0].blocks) == "文字"
    assert [(one.code, one.place.line) for one in problems] == [("unsafe-html", line) for line in (1, 7, 14)]


@pytest.mark.parametrize("text", ["# 甲\n\n<style>\np { }\n</style>\n", "<style>\np { }\n\n# 甲\n\n文字\n"])
def test_a_style_that_may_be_a_lesson_or_never_ends_is_shown(text: str) -> None:
    assert "p { }" in plain_text(read(text)[0].chapters)


def test_a_drawing_of_html_is_read_as_xml() -> None:
    typed = '<SVG viewbox=0,0 xmlns: foo:bar="1"><lineargradient id=a x1="1"x1="2"/>A&nbsp;&amp;&b</SVG>'
    assert as_xml(typed) == '<svg viewBox="0,0"><linearGradient id="a" x1="1"/>A\xa0&amp;&amp;b</svg>'
    assert "xmlns:xlink" in as_xml('<svg><use xlink:href="#a"/></svg>')


def test_a_hundred_thousand_beginnings_of_drawings_end_soon() -> None:
    assert extents("<svg>" * 100_000 + "</svg>" * 3) == {}
    assert extents("<svg><g>" * 50_000 + "<path d=''/>" + "</svg>" * 50_000) == {0: 50_000 * 14 + 12}


@pytest.mark.parametrize("name", ["第 1 章.md#一 二", "附 件/课件 1.pdf", "作业 2.docx", "file://x/a b.pptx"])
def test_an_address_may_have_spaces_where_it_ends_as_files_do(name: str) -> None:
    book, _ = read(f"# 章\n\n见[甲]({name})后（[乙] (a b.pdf)，[丙](a b)）。\n")
    assert plain_text(book.chapters[0].blocks) == "见甲后（[乙] (a b.pdf)，[丙](a b)）。"


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[百**度**]（https://a.com）和【百度】（说明），[1]（又https）", ["https://a.com"]),
        ("![图](a.png）和![图]（b.png)，![丑](c.png “题目”)", ["a.png", "b.png", "c.png"]),
        ("[甲](b.md）（又）[`码`]（a.md#x）", ["b.md", "a.md#x"]),
        ("[x](y（z）.md) [x]（说明） [a]（b c.md", ["y（z）.md"]),
    ],
)
def test_links_and_pictures_with_wide_brackets_are_read(text: str, targets: list[str]) -> None:
    nodes = walk(read(f"# 章\n\n{text}\n")[0])
    assert [
        node.source if isinstance(node, Image) else node.target for node in nodes if isinstance(node, Image | Link)
    ] == targets


def test_a_picture_of_a_page_is_the_one_that_its_browser_would_load_at_last() -> None:
    text = (
        '# 章\n\n<img data-src="a.png">\n\n甲<picture>\n <source srcset="x.webp">\n <img src="b.png">\n</picture>乙\n\n'
        '<div>\n<picture>\n<source srcset="x.webp"><img src="c.png">\n</picture>\n</div>\n\n说 <picture> 标签\n'
    )
    book, problems = read(text)
    assert [node.source for node in walk(book) if isinstance(node, Image)] == ["a.png", "b.png", "c.png"]
    assert codes(problems) == [(16, "unknown-html")]
